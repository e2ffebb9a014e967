import { afterAll, describe, expect, it } from 'vitest';
import type { CodeObject } from '../../model/code/code-object.ts';
import { lift } from '../../model/lift/lift.ts';
import { CRASHES, QUIRKS } from '../../model/quirks.ts';
import { type RunOptions, run } from '../../model/run.ts';
import type { Trace } from '../../model/trace.ts';
import { Missing, UndefinedBehaviour } from '../../model/vm/value.ts';
import { compareTraces } from '../../src/differential/compare.ts';
import { buildFacts } from '../../src/differential/model-engine.ts';
import { NeedsOfRun } from '../../src/differential/model-run.ts';
import { EMBEDDED_BUILDS } from '../../src/lanes/builds.ts';
import { findPythons, NATIVE_REMEDY } from '../../src/lanes/find-pythons.ts';
import { type Lane, LaneLost } from '../../src/lanes/lane.ts';
import { NativeLane } from '../../src/lanes/native-lane.ts';
import { openPyodide } from '../../src/lanes/pyodide-lane.ts';
import { embedded } from '../lanes.ts';

const natives = findPythons();
const lanes: Lane[] = [];
afterAll(async () => {
  for (const lane of lanes) await lane.close();
});

/** Every CPython of a release that can be had here. */
async function lanesOf(release: string): Promise<Lane[]> {
  const found: Lane[] = natives.filter((python) => python.release === release).map((python) => new NativeLane(python));
  if (EMBEDDED_BUILDS.some((build) => build.release === release)) found.push(await embedded(release));
  lanes.push(...found);
  return found;
}

const OPTIONS = { level: 'exact', fuel: 10_000 } as const;

/** The run, with the modules of the library that it turns out to need. */
async function runWith(lane: Lane, code: CodeObject, options: RunOptions): Promise<Trace> {
  const needs = new NeedsOfRun(lane, [], true);
  const { findModule, compileText } = needs;
  for (;;) {
    try {
      return run(code, { ...options, findModule, compileText });
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
      await needs.provide(error.need);
    }
  }
}

describe.each(QUIRKS)('quirk $id', ({ id, releases, program, tools, undefined: unsettled }) => {
  const random = tools === undefined ? {} : { tools };
  it.for(releases)(
    'shows on CPython %s, and the model shows it there only with the quirk',
    async (release, { skip }) => {
      const found = await lanesOf(release);
      if (found.length === 0) skip(`inconclusive: no CPython ${release} found; ${NATIVE_REMEDY}`);
      for (const lane of found) {
        const [expected] = await lane.record([{ source: program, ...random }], OPTIONS);
        const compiled = await lane.compile(program);
        const code = lift(compiled.code!, lane.version);
        const build = buildFacts(lane.build);
        const quirky = runWith(lane, code, { ...OPTIONS, ...random, build });
        if (unsettled) await expect(quirky).rejects.toThrow(UndefinedBehaviour);
        else expect(compareTraces(expected!, await quirky, 'exact')).toBeUndefined();
        const without = await runWith(lane, code, {
          ...OPTIONS,
          build,
          plant: (world) => ({ ...world, quirks: new Set([...world.quirks].filter((quirk) => quirk !== id)) }),
        });
        expect(compareTraces(expected!, without, 'exact')).toBeDefined();
      }
    },
  );
});

describe.each(CRASHES)('crash $id', ({ releases, program }) => {
  it.each(releases)('ends CPython %s, and the model runs the program to its end', async (release) => {
    const lane = await openPyodide(release);
    const code = lift(lane.compile(program).code!, lane.version);
    expect(run(code, { ...OPTIONS, build: buildFacts(lane.build) }).end).toBeUndefined();
    expect(() => lane.record([{ source: program }], OPTIONS)).toThrow(LaneLost);
  });
});
