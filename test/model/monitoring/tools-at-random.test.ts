import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lift } from '../../../model/lift/lift.ts';
import type { RandomTools } from '../../../model/monitoring/random-tool.ts';
import { run } from '../../../model/run.ts';
import { compareTraces } from '../../../src/differential/compare.ts';
import { buildFacts } from '../../../src/differential/model-engine.ts';
import { EMBEDDED_BUILDS } from '../../../src/lanes/builds.ts';
import type { PyodideLane } from '../../../src/lanes/pyodide-lane.ts';
import { embedded } from '../../lanes.ts';

interface Case {
  readonly why: string;
  /** Whose events the sets name; all where it is absent. */
  readonly releases?: readonly string[];
  readonly program: string;
  readonly tools: RandomTools;
}

const FOLDER = new URL('./cases/', import.meta.url);
const CASES = readdirSync(FOLDER).map((name) => {
  const text = readFileSync(new URL(name, FOLDER), 'utf8');
  return JSON.parse(text) as Case;
});
const OPTIONS = { level: 'exact', fuel: 10_000 } as const;

describe.each(EMBEDDED_BUILDS)('what tools at random have found, CPython $build', ({ release }) => {
  let lane: PyodideLane;
  beforeAll(async () => {
    lane = await embedded(release);
  });
  afterAll(() => lane.close());

  it.each(CASES.filter(({ releases }) => releases?.includes(release) ?? true))('$why', ({ program, tools }) => {
    const [real] = lane.record([{ source: program, tools }], OPTIONS);
    const code = lift(lane.compile(program).code!, lane.version);
    const model = run(code, { ...OPTIONS, tools, build: buildFacts(lane.build) });
    expect(compareTraces(real!, model, 'exact')).toBeUndefined();
  });
});
