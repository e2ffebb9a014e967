/**
 * Which places a breakpoint covers, as a predicate on places; the first writing of the oracle has its own.
 * @module
 */

import type { BreakpointPlace } from '../../machines/index.ts';
import { allCode, type CodeObject, type Instruction, locationsOf } from '../../model/index.ts';
import type { Place, StepTrace } from '../step-trace.ts';

export type Covers = ((place: Place) => boolean) | { readonly refused: string };

/** The tail of FOR_ITER and SEND, at which nobody can stop (rule R1). */
function isTail({ instructions }: CodeObject, n: number): boolean {
  const { op } = instructions[n]!;
  if (op === 'POP_TOP') return instructions[n - 1]?.op === 'END_FOR';
  return op === 'END_FOR' || op === 'END_SEND' || op === 'POP_ITER';
}

/** Instructions that can be stopped at: behind the first RESUME, no RESUME, no tail. */
function stoppable(code: CodeObject): readonly Instruction[] {
  const { first } = locationsOf(code);
  return code.instructions.filter((i, n) => i.offset >= first && i.op !== 'RESUME' && !isTail(code, n));
}

/** Lines of a code object at which LINE can fire at a place, in offset order. */
function linesOf(code: CodeObject): number[] {
  const places = new Set(code.instructions.filter((_, n) => !isTail(code, n)).map((i) => i.offset));
  return locationsOf(code).starts.flatMap(({ offset, line }) => (places.has(offset) ? [line] : []));
}

function inFile(code: CodeObject, file: string | undefined): boolean {
  return file === undefined || code.filename === file || code.filename.endsWith(`/${file}`);
}

function near(values: readonly number[], wanted: number, show: (n: number) => string): string {
  const sorted = [...new Set(values)].sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted) || a - b);
  const nearest = sorted.slice(0, 3).sort((a, b) => a - b);
  return nearest.length === 0 ? '' : `; nearest: ${nearest.map(show).join(', ')}`;
}

/** Which places a breakpoint covers, as a predicate on places. */
export function coverage(place: BreakpointPlace, trace: StepTrace, current: CodeObject, move: boolean): Covers {
  const codes = allCode(trace.module);
  switch (place.kind) {
    case 'line': {
      const mine = codes.filter((c) => inFile(c, place.file));
      const lines = mine.flatMap(linesOf);
      const line = lines.includes(place.line) || !move ? place.line : Math.min(...lines.filter((l) => l > place.line));
      if (lines.includes(line)) return (p) => p.fires && p.line === line && mine.includes(p.code);
      if (mine.length === 0) return { refused: 'no code of that file' };
      return { refused: `line ${place.line} has no location${near(lines, place.line, String)}` };
    }
    case 'function': {
      const exact = codes.filter((c) => c.qualname === place.name);
      const named = exact.length > 0 ? exact : codes.filter((c) => c.name === place.name);
      const mine = named.filter((c) => linesOf(c).length > 0);
      if (mine.length > 0) return (p) => p.fires && mine.includes(p.code) && p.line === linesOf(p.code)[0];
      const names = codes.map((c) => c.qualname).filter((n) => !n.startsWith('<'));
      const nearest = names.slice(0, 3).join(', ');
      return { refused: `no function ${place.name}${nearest === '' ? '' : `; nearest: ${nearest}`}` };
    }
    case 'offset': {
      const legal = stoppable(current);
      let wanted = current.instructions.findIndex((i) => i.offset === place.offset);
      while (wanted >= 0 && current.instructions[wanted]!.op === 'EXTENDED_ARG') wanted++;
      const target = legal.find((i) => i === current.instructions[wanted]);
      if (target !== undefined) return (p) => p.code === current && p.offset === target.offset;
      const offsets = legal.map((i) => i.offset);
      return { refused: `no instruction starts at @${place.offset}${near(offsets, place.offset, (o) => `@${o}`)}` };
    }
    case 'column':
    case 'span':
      return positionCoverage(place, codes);
  }
}

function positionCoverage(place: BreakpointPlace & { kind: 'column' | 'span' }, codes: readonly CodeObject[]): Covers {
  const starts = new Map<CodeObject, Set<number>>();
  const columns: number[] = [];
  for (const code of codes) {
    const all = stoppable(code);
    for (const i of all) if (i.line === place.line && i.column !== null) columns.push(i.column);
    const matches = all.map(
      (i) =>
        i.line === place.line &&
        i.column === place.column &&
        (place.kind === 'column' || (i.endLine === place.endLine && i.endColumn === place.endColumn)),
    );
    const mine = all.filter((_, n) => matches[n] === true && matches[n - 1] !== true).map((i) => i.offset);
    if (mine.length > 0) starts.set(code, new Set(mine));
  }
  if (starts.size > 0) return (p) => starts.get(p.code)?.has(p.offset) === true;
  const at = `${place.line}:${place.column}`;
  if (columns.length === 0)
    return { refused: `line ${place.line} has no location${near(codes.flatMap(linesOf), place.line, String)}` };
  const what =
    place.kind === 'column'
      ? `no instruction's position begins at ${at}`
      : `no instruction has the span ${at}-${place.endLine}:${place.endColumn}`;
  return { refused: `${what}${near(columns, place.column, (c) => `${place.line}:${c}`)}` };
}
