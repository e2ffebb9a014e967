import { describe, expect, it } from 'vitest';
import { conformJson, conformReport } from '../../../src/cli/conform-report.ts';
import { type ChunkResult, OUTCOMES } from '../../../src/differential/chunk-judge.ts';
import { emptyResult, tally } from '../../../src/differential/conform.ts';
import { emptyCoverage } from '../../../src/differential/coverage.ts';
import { noThreadFigures } from '../../../src/differential/thread-figures.ts';
import { conformSchema } from '../../../src/report/schemas.ts';

const empty = () => emptyResult({ runtime: 'embedded', release: '3.14.2', version: '3.14', build: '3.14.2' });

const chunk = (programs: readonly (readonly [(typeof OUTCOMES)[number], number])[]): ChunkResult => ({
  chunk: { from: 0, count: programs.length },
  outcomes: Uint8Array.from(programs, ([kind]) => OUTCOMES.indexOf(kind)),
  hashes: Float64Array.from(programs, ([, hash]) => hash),
  coverage: emptyCoverage(),
  threads: noThreadFigures(),
  unsupported: {},
  unsettled: {},
  findings: [],
});

describe('tally', () => {
  it('keeps why programs are inconclusive, with the first of them, and the report and its JSON say so', () => {
    const result = empty();
    const unsettled = (first: number) => ({ 'no meaning': { programs: 1, first } });
    tally(result, { ...chunk([['inconclusive', 1]]), unsettled: unsettled(9) }, new Set(), 10);
    tally(result, { ...chunk([['inconclusive', 2]]), unsettled: unsettled(4) }, new Set(), 10);
    expect(result.unsettled).toEqual({ 'no meaning': { programs: 2, first: 4 } });
    const options = { level: 'semantic', seed: 7 } as const;
    expect(conformReport(result, options)).toContain('  inconclusive ×2: no meaning; first program 4 of seed 7');
    const document = { steplaw: 1, command: 'conform', seed: 7 };
    for (const threads of [true, false]) {
      const read = conformSchema.parse({ ...document, ...conformJson([result], { ...options, threads }) });
      expect(read.targets[0]).toMatchObject({ inconclusive: 2 });
    }
  });

  it('tells a crash with its place and what CPython said, not among the programs that were judged', () => {
    const result = empty();
    tally(result, { ...chunk([['crashed', 1]]), chunk: { from: 41, count: 1, crash: 'out of bounds' } }, new Set(), 10);
    expect(result).toMatchObject({ runs: 0, crashes: [{ index: 41, reason: 'out of bounds' }] });
  });

  it('counts equal programs once, and no more agreements than were asked for', () => {
    const result = empty();
    tally(
      result,
      chunk([
        ['agreed', 1],
        ['agreed', 1],
        ['agreed', 2],
        ['agreed', 3],
      ]),
      new Set(),
      2,
    );
    expect(result).toMatchObject({ runs: 2, agreed: 2, duplicates: 2 });
  });

  it.each(['disagreed', 'failed'] as const)('counts what %s past the programs that were asked for', (kind) => {
    const result = empty();
    tally(
      result,
      chunk([
        ['agreed', 1],
        [kind, 2],
      ]),
      new Set(),
      1,
    );
    expect(result).toMatchObject({ agreed: 1, [kind]: 1 });
  });

  it('counts a program that disagrees under other tools than those it agreed under', () => {
    const result = empty();
    tally(
      result,
      chunk([
        ['agreed', 1],
        ['disagreed', 1],
      ]),
      new Set(),
      10,
    );
    expect(result).toMatchObject({ agreed: 1, disagreed: 1 });
  });
});
