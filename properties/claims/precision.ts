/**
 * C4: a breakpoint may be set only where the code has a location.
 * @module
 */
import { allCode, type BreakpointPlace, bindPlace } from '../../machines/index.ts';
import { type Claim, count, type Evidence, type EvidenceRow, sum } from './claim.ts';
import type { Bench, Laboratory } from './laboratory.ts';

const PROGRAM = 'places';

/** What somebody would guess who reads the text: anything but blanks and comments. */
const LOOKS_EXECUTABLE = /^\s*[^\s#]/;
const COLUMNS = 24;

function lineRow(laboratory: Laboratory, bench: Bench): EvidenceRow {
  const source = laboratory.program(PROGRAM);
  const { module, events } = bench.record(source);
  const lines = source.trimEnd().split('\n');
  const fired = new Set(events.filter((e) => e.event === 'LINE').map((e) => e.line));
  const named = new Set(allCode(module).flatMap((c) => c.instructions.map((i) => i.line)));
  const bound = lines.map((_, i) => bindPlace({ module }, { kind: 'line', line: i + 1 }));
  const accepted = lines.map((_, i) => i + 1).filter((line) => 'sites' in bound[line - 1]!);
  const refused = bound.filter((b) => 'refused' in b);
  return {
    subject: 'line',
    python: bench.build,
    counts: {
      tried: lines.length,
      accepted: accepted.length,
      refused: refused.length,
      'refused with the nearest named': refused.filter((b) => 'nearest' in b && b.nearest.length > 0).length,
      'LINE fired where refused': [...fired].filter((line) => !accepted.includes(line)).length,
      'accepted, LINE never fired': accepted.filter((line) => !fired.has(line)).length,
      'look executable, have no location': lines.filter((l, i) => LOOKS_EXECUTABLE.test(l) && !accepted.includes(i + 1))
        .length,
      'in the line table, have no location': [...named].filter((line) => line !== null && !accepted.includes(line))
        .length,
    },
  };
}

/** Tries every place of a form in one function; accepted ones must be instructions that run there. */
function placeRow(
  laboratory: Laboratory,
  bench: Bench,
  subject: string,
  places: readonly BreakpointPlace[],
): EvidenceRow {
  const { module, events } = bench.record(laboratory.program(PROGRAM));
  const current = allCode(module).find((c) => c.qualname === 'f')!;
  const ran = new Set(events.filter((e) => e.event === 'INSTRUCTION').map((e) => `${e.code.qualname}@${e.offset}`));
  const bound = places.map((place) => bindPlace({ module, current }, place));
  const accepted = bound.flatMap((b) => ('sites' in b ? [b.sites] : []));
  const refused = bound.filter((b) => 'refused' in b);
  return {
    subject,
    python: bench.build,
    counts: {
      tried: places.length,
      accepted: accepted.length,
      refused: refused.length,
      'refused with the nearest named': refused.filter((b) => 'nearest' in b && b.nearest.length > 0).length,
      'accepted, never executed': accepted.filter(
        (sites) => !sites.some((s) => ran.has(`${s.code.qualname}@${s.offset}`)),
      ).length,
    },
  };
}

function placesOf(laboratory: Laboratory, bench: Bench) {
  const source = laboratory.program(PROGRAM);
  const { module } = bench.record(source);
  const current = allCode(module).find((c) => c.qualname === 'f')!;
  const end = current.instructions.at(-1)!.offset;
  const lines = source.trimEnd().split('\n').length;
  const columns = Array.from({ length: lines * COLUMNS }, (_, i) => ({
    kind: 'column' as const,
    line: Math.floor(i / COLUMNS) + 1,
    column: i % COLUMNS,
  }));
  return {
    offset: Array.from({ length: end / 2 + 1 }, (_, i) => ({ kind: 'offset' as const, offset: 2 * i })),
    'line and column': columns,
    span: columns.map(({ line, column }) => ({
      kind: 'span' as const,
      line,
      column,
      endLine: line,
      endColumn: column + 1,
    })),
  };
}

export const PLACES: Claim = {
  id: 'C4',
  claim:
    'A breakpoint may only be set where the code has a location: the line table decides, not a regular expression over source text; users should be able to say line, code offset, line and column, or a column span.',
  settle(laboratory) {
    const { benches } = laboratory;
    const lines = benches.map((bench) => lineRow(laboratory, bench));
    const others = benches.flatMap((bench) =>
      Object.entries(placesOf(laboratory, bench)).map(([subject, places]) =>
        placeRow(laboratory, bench, subject, places),
      ),
    );
    const rows = [...lines, ...others];
    const exact = sum(lines, 'LINE fired where refused') + sum(lines, 'accepted, LINE never fired') === 0;
    const reached = sum(others, 'accepted, never executed') === 0;
    const named = rows.every((r) => count(r, 'refused') === count(r, 'refused with the nearest named'));
    const evidence: Evidence = { id: 'places', title: 'Places that are accepted and refused', program: PROGRAM, rows };
    const [first] = lines;
    return {
      verdict: exact && reached && named ? 'confirmed' : 'refuted',
      condition: [
        exact
          ? 'On each version exactly the lines were accepted on which LINE fired.'
          : 'Lines were accepted on which LINE never fires, or refused where it does.',
        `A rule over the text would accept ${count(first, 'look executable, have no location')} lines that have none; the line table alone names ${benches.map((b, i) => `${count(lines[i], 'in the line table, have no location')} (${b.release})`).join(', ')} on which LINE cannot fire: a location is a line start, not a mention in co_lines().`,
        reached ? '' : 'Some places that were accepted are never executed.',
        named ? 'Every refusal names the nearest places.' : 'Some refusals name no place.',
      ]
        .filter((s) => s !== '')
        .join(' '),
      evidence: [evidence],
      cases: [],
    };
  },
};
