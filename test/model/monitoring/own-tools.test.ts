import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lift } from '../../../model/lift/lift.ts';
import { run } from '../../../model/run.ts';
import { compareTraces } from '../../../src/differential/compare.ts';
import { buildFacts } from '../../../src/differential/model-engine.ts';
import { EMBEDDED_BUILDS } from '../../../src/lanes/builds.ts';
import type { PyodideLane } from '../../../src/lanes/pyodide-lane.ts';
import { embedded } from '../../lanes.ts';

const FOLDER = new URL('./programs/', import.meta.url);
const PROGRAMS = readdirSync(FOLDER).filter((name) => name.endsWith('.py'));
const OPTIONS = { level: 'semantic', fuel: 60_000 } as const;

describe.each(EMBEDDED_BUILDS)('programs that use sys.monitoring themselves, CPython $build', ({ release }) => {
  let lane: PyodideLane;
  beforeAll(async () => {
    lane = await embedded(release);
  });
  afterAll(() => lane.close());

  it.each(PROGRAMS)('%s shows what CPython shows: output, messages, and the events besides', (name) => {
    const source = readFileSync(new URL(name, FOLDER), 'utf8');
    const [real] = lane.record([{ source }], OPTIONS);
    expect(real?.end).toBeUndefined();
    const model = run(lift(lane.compile(source).code!, lane.version), { ...OPTIONS, build: buildFacts(lane.build) });
    expect(compareTraces(real!, model, 'semantic')).toBeUndefined();
  });
});
