import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Trace } from '../../../model/index.ts';
import { programArbitrary, toolsShapeArbitrary } from '../../../properties/index.ts';
import { Judge } from '../../../src/differential/judge.ts';
import type { Program, RecordOptions, WithCode } from '../../../src/lanes/recording.ts';
import { embedded } from '../../lanes.ts';

const SEED = 20_263;
const lane = await embedded('3.14');

/** The lane with a fault in one of the two runs of each program: one line of output more. */
function faulty(run: 'make' | 'take') {
  const spoilt = (trace: Trace, { compiled }: Program): Trace =>
    compiled === run ? { ...trace, stdout: `${trace.stdout}more\n` } : trace;
  const record = (programs: readonly Program[], options: RecordOptions): Trace[] =>
    lane.record(programs, options).map((trace, i) => spoilt(trace, programs[i]!));
  const recordWithCode = (programs: readonly Program[], options: RecordOptions): WithCode[] =>
    lane.recordWithCode(programs, options).map((one, i) => ({ ...one, trace: spoilt(one.trace, programs[i]!) }));
  const { version, build } = lane;
  return Object.assign(Object.create(lane) as typeof lane, { record, recordWithCode, version, build });
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

  it.each(['semantic', 'exact'] as const)(
    'finds a fault in either pass, and says by the tools in which: %s',
    async (level) => {
      for (const run of ['make', 'take'] as const) {
        const judge = new Judge(faulty(run), level, 5000);
        const prepared = await Promise.all(subjects.map((subject) => judge.prepare(subject, true)));
        for (const [judged, outcome] of await judge.judgeTwice(prepared)) {
          expect(outcome).toMatchObject({ kind: 'disagreed', divergence: { in: 'stdout' } });
          expect(judged.tools === undefined).toBe(run === 'make');
        }
      }
    },
  );

  // Of what is freed, 3.13 leaves the events on.
  it('leaves no callback of tools at random behind, be their only id the recorder’s', async () => {
    const older = await embedded('3.13');
    const source = 'def f(n):\n    return n\nfor i in range(4):\n    f(i)\n';
    const acts = { share: 255, sets: [['LINE'], []], localSets: [['LINE']], raises: 0 } as const;
    const tool = { id: 4, events: ['LINE', 'PY_START'], local: [], disable: 0, disableOn: [], acts } as const;
    const next = { seed: 1, tools: [{ id: 2, events: ['LINE'], local: [], disable: 0, disableOn: [] }] } as const;
    const options = { level: 'exact', fuel: 5000 } as const;
    const [alone] = older.record([{ source, tools: next }], options);
    for (let seed = 0; seed < 20; seed++) {
      const [, after] = older.record(
        [
          { source, tools: { seed, tools: [tool] } },
          { source, tools: next },
        ],
        options,
      );
      expect(after).toEqual(alone);
    }
  });
});
