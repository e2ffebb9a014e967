/**
 * From what a user said to instruction offsets. The tables decide, never the source text: a line has a location if LINE can
 * fire there, a column if an instruction's position begins there (claim C4).
 * @module
 */
import type { CodeObject } from '../model/index.ts';
import { allCode, codeFacts, instructionAt, isPlace } from './code-facts.ts';
import type { BreakpointPlace } from './debugger-command.ts';

/** One instruction that a breakpoint stands on. `byLine`: it counts only when LINE fires there. */
export interface BreakpointSite {
  readonly code: CodeObject;
  readonly offset: number;
  readonly byLine: boolean;
}

/** A place that has no location, with the nearest that have one, in the grammar's words. */
export interface RefusedPlace {
  readonly refused: string;
  readonly nearest: readonly string[];
}

export type BoundPlace = { readonly sites: readonly BreakpointSite[] } | RefusedPlace;

const NEAREST = 3;

function nearestOf(candidates: readonly number[], wanted: number): readonly number[] {
  return [...new Set(candidates)]
    .sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted) || a - b)
    .slice(0, NEAREST)
    .sort((a, b) => a - b);
}

function lineSites(codes: readonly CodeObject[], line: number): BreakpointSite[] {
  return codes.flatMap((code) =>
    codeFacts(code)
      .lineStarts.filter((offset) => isPlace(code, offset) && instructionAt(code, offset)!.line === line)
      .map((offset) => ({ code, offset, byLine: true })),
  );
}

function startLines(codes: readonly CodeObject[]): number[] {
  return codes.flatMap((code) =>
    codeFacts(code)
      .lineStarts.filter((offset) => isPlace(code, offset))
      .map((offset) => instructionAt(code, offset)!.line!),
  );
}

/** Line by line; with `move`, a line without location takes the next one that has it. */
function bindLine(codes: readonly CodeObject[], line: number, move: boolean): BoundPlace {
  const sites = lineSites(codes, line);
  if (sites.length > 0) return { sites };
  const lines = startLines(codes);
  const next = Math.min(...lines.filter((l) => l > line));
  if (move && Number.isFinite(next)) return { sites: lineSites(codes, next) };
  return {
    refused: codes.length === 0 ? `no code of that file` : `line ${line} has no location`,
    nearest: nearestOf(lines, line).map(String),
  };
}

function bindFunction(codes: readonly CodeObject[], name: string): BoundPlace {
  const named = codes.filter((code) => code.qualname === name);
  const wanted = named.length > 0 ? named : codes.filter((code) => code.name === name);
  const sites = wanted.flatMap((code) => {
    const first = codeFacts(code).lineStarts.find((offset) => isPlace(code, offset));
    return first === undefined ? [] : lineSites([code], instructionAt(code, first)!.line!);
  });
  if (sites.length > 0) return { sites };
  const names = codes.map((code) => code.qualname).filter((n) => !n.startsWith('<'));
  return { refused: `no function ${name}`, nearest: names.slice(0, NEAREST) };
}

function bindOffset(current: CodeObject | undefined, offset: number): BoundPlace {
  if (current === undefined) return { refused: 'there is no current code', nearest: [] };
  const { firstTraceable } = codeFacts(current);
  const legal = (o: number) => o >= firstTraceable && isPlace(current, o) && instructionAt(current, o)!.op !== 'RESUME';
  // An EXTENDED_ARG prefix stands for its instruction.
  let at = instructionAt(current, offset);
  while (at?.op === 'EXTENDED_ARG') at = instructionAt(current, at.offset + at.size);
  if (at !== undefined && legal(at.offset)) return { sites: [{ code: current, offset: at.offset, byLine: false }] };
  const offsets = current.instructions.map((i) => i.offset).filter(legal);
  return { refused: `no instruction starts at @${offset}`, nearest: nearestOf(offsets, offset).map((o) => `@${o}`) };
}

interface Position {
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** The first instruction of each run of instructions that share the position. */
function bindPosition(codes: readonly CodeObject[], wanted: Position): BoundPlace {
  const sites: BreakpointSite[] = [];
  const columns: number[] = [];
  for (const code of codes) {
    const { firstTraceable } = codeFacts(code);
    let inside = false;
    for (const i of code.instructions) {
      if (i.offset < firstTraceable || i.op === 'RESUME' || !isPlace(code, i.offset)) continue;
      const starts = i.line === wanted.line && i.column === wanted.column;
      const matches =
        starts && (wanted.endLine === undefined || (i.endLine === wanted.endLine && i.endColumn === wanted.endColumn));
      if (matches && !inside) sites.push({ code, offset: i.offset, byLine: false });
      if (i.line === wanted.line && i.column !== null) columns.push(i.column);
      inside = matches;
    }
  }
  if (sites.length > 0) return { sites };
  const shown = `${wanted.line}:${wanted.column}`;
  if (columns.length > 0)
    return {
      refused:
        wanted.endLine === undefined
          ? `no instruction's position begins at ${shown}`
          : `no instruction has the span ${shown}-${wanted.endLine}:${wanted.endColumn}`,
      nearest: nearestOf(columns, wanted.column).map((c) => `${wanted.line}:${c}`),
    };
  return {
    refused: `line ${wanted.line} has no location`,
    nearest: nearestOf(startLines(codes), wanted.line).map(String),
  };
}

/** What there is to set breakpoints in. */
export interface ProgramCode {
  /** The module's code object; nested ones are found in its constants. */
  readonly module: CodeObject;
  /** The code of the frame that is stopped, for `break @34`. */
  readonly current?: CodeObject;
}

function sameFile(code: CodeObject, file: string): boolean {
  return code.filename === file || code.filename.endsWith(`/${file}`);
}

/** Where places of a program are; each session binds the same ones again. */
const bound = new WeakMap<CodeObject, WeakMap<BreakpointPlace, BoundPlace>>();

/** Binds a place to instructions, or refuses it. `move` is policy UNMAPPED_BREAKPOINT's second value. */
export function bindPlace(program: ProgramCode, place: BreakpointPlace, move = false): BoundPlace {
  // An offset speaks of the current code, and `move` of another policy.
  if (place.kind === 'offset' || move) return bindAnew(program, place, move);
  let known = bound.get(program.module);
  if (known === undefined) {
    known = new WeakMap();
    bound.set(program.module, known);
  }
  let found = known.get(place);
  if (found === undefined) {
    found = bindAnew(program, place, move);
    known.set(place, found);
  }
  return found;
}

function bindAnew(program: ProgramCode, place: BreakpointPlace, move: boolean): BoundPlace {
  const codes = allCode(program.module);
  switch (place.kind) {
    case 'line': {
      const file = place.file;
      return bindLine(file === undefined ? codes : codes.filter((c) => sameFile(c, file)), place.line, move);
    }
    case 'function':
      return bindFunction(codes, place.name);
    case 'offset':
      return bindOffset(program.current, place.offset);
    case 'column':
    case 'span':
      return bindPosition(codes, place);
  }
}
