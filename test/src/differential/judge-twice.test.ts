import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Trace } from '../../../model/index.ts';
import { programArbitrary, toolsShapeArbitrary } from '../../../properties/index.ts';
import { Judge } from '../../../src/differential/judge.ts';
import type { Program, RecordOptions } from '../../../src/lanes/recording.ts';
import { embedded } from '../../lanes.ts';

const SEED = 20_263;
const lane = await embedded('3.14');

/** The lane with a fault in one of the two runs of each program: one line of output more. */
function faulty(run: 0 | 1) {
  const record = (programs: readonly Program[], options: RecordOptions): Trace[] =>
    lane
      .record(programs, options)
      .map((trace, i) => (i % 2 === run ? { ...trace, stdout: `${trace.stdout}more\n` } : trace));
  return Object.assign(Object.create(lane) as typeof lane, { record, version: lane.version, build: lane.build });
}

const subjects = fc.sample(
  fc.tuple(programArbitrary({ size: 0.3 }), toolsShapeArbitrary()).map(([{ module }, tools]) => ({ module, tools })),
  { seed: SEED, numRuns: 8 },
);

describe('judgeTwice', () => {
  it('runs what was compiled once as if it had been compiled twice', async () => {
    const judge = new Judge(lane, 'semantic', 5000);
    for (const { module, tools } of subjects) {
      const prepared = await judge.prepare({ module, tools });
      const { source, tools: chosen } = prepared;
      const shared = [{ source, compiled: 'make' } as const, { source, tools: chosen!, compiled: 'take' } as const];
      const apart = [{ source }, { source, tools: chosen! }];
      const options = { level: 'semantic', fuel: 5000 } as const;
      expect(lane.record(shared, options)).toEqual(lane.record(apart, options));
    }
  });

  it('keeps the order of constant sets', () => {
    const source = 'for c in {8, 0}:\n    pass\n';
    const [first, second] = lane.record(
      [
        { source, compiled: 'make' },
        { source, compiled: 'take' },
      ],
      {
        level: 'semantic',
        fuel: 5000,
      },
    );
    expect(second!.globals).toEqual(first!.globals);
  });

  it('finds a fault in either pass, and says by the tools in which', async () => {
    for (const run of [0, 1] as const) {
      const judge = new Judge(faulty(run), 'semantic', 5000);
      const prepared = await Promise.all(subjects.map((subject) => judge.prepare(subject)));
      for (const [judged, outcome] of await judge.judgeTwice(prepared)) {
        expect(outcome).toMatchObject({ kind: 'disagreed', divergence: { in: 'stdout' } });
        expect(judged.tools === undefined).toBe(run === 0);
      }
    }
  });
});
