import { describe, expect, it } from 'vitest';
import { type ChunkResult, OUTCOMES } from '../../../src/differential/chunk-judge.ts';
import { emptyResult, tally } from '../../../src/differential/conform.ts';
import { emptyCoverage } from '../../../src/differential/coverage.ts';
import { noThreadFigures } from '../../../src/differential/thread-figures.ts';

const empty = () => emptyResult({ runtime: 'embedded', release: '3.14.2', version: '3.14', build: '3.14.2' });

const chunk = (programs: readonly (readonly [(typeof OUTCOMES)[number], number])[]): ChunkResult => ({
  chunk: { from: 0, count: programs.length },
  outcomes: Uint8Array.from(programs, ([kind]) => OUTCOMES.indexOf(kind)),
  hashes: Float64Array.from(programs, ([, hash]) => hash),
  coverage: emptyCoverage(),
  threads: noThreadFigures(),
  unsupported: {},
  findings: [],
});

describe('tally', () => {
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
