import { describe, expect, it } from 'vitest';
import { startEngine } from '../../../model/engine.ts';
import { compile } from '../../../model/index.ts';
import { BENCH_PROGRAMS } from '../../../src/bench/programs.ts';
import { BENCH_ROWS, median } from '../../../src/bench/rows.ts';
import { buildFacts } from '../../../src/index.ts';
import { embedded } from '../../lanes.ts';

describe('the programs of the bench', () => {
  it('end, and do the same in both engines', async () => {
    const lane = await embedded('3.14');
    for (const { source, small } of BENCH_PROGRAMS) {
      const { tree } = lane.parse(source(small));
      const code = compile(tree!, { filename: 'program.py', python: '3.14', release: '3.14.2' });
      const runs = (['P', 'R'] as const).map((name) => {
        let events = 0;
        const heard = (): boolean => {
          events++;
          return false;
        };
        const engine = startEngine(name, code, { build: buildFacts(lane.build), events: ['INSTRUCTION'], heard });
        engine.run(1_000_000);
        expect(engine.ended).toBe(true);
        return { steps: engine.steps, events };
      });
      expect(runs[0]!.steps).toBeGreaterThan(small);
      expect(runs[1]).toEqual(runs[0]);
    }
  });
});

describe('the rows of the bench', () => {
  it('have ids of their own', () => {
    expect(new Set(BENCH_ROWS.map((row) => row.id)).size).toBe(BENCH_ROWS.length);
  });
});

describe('median', () => {
  it('is the middle of the sorted samples, or the mean of two', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });
});
