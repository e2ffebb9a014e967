import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { programFigures } from '../../properties/arbitraries/coverage.ts';
import { compareTraces } from '../../src/differential/compare.ts';
import { compileForBuild } from '../../src/differential/model-engine.ts';
import { runInModel } from '../../src/differential/model-run.ts';
import { renderDivergence } from '../../src/differential/render.ts';
import { EMBEDDED_BUILDS } from '../../src/lanes/builds.ts';
import type { PyodideLane } from '../../src/lanes/pyodide-lane.ts';
import { embedded } from '../lanes.ts';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '../../corpus/programs');
const FUEL = 50_000;
const LEAST_EVENTS = 500;
const LEAST_CONSTRUCTS = 15;

const programs = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.py'))
  .sort();

// Two builds of 3.12 would take a fifth of the time to say the same; those of the corpus run on both.
const releases = EMBEDDED_BUILDS.map(({ release }) => release).filter((release) => release !== '3.12.1');

describe.each(releases)('programs of users on CPython %s', (release) => {
  let lane: PyodideLane;
  beforeAll(async () => {
    lane = await embedded(release);
  });

  it.each(programs)('%s: the model shows what CPython shows', async (filename) => {
    const source = readFileSync(join(FOLDER, filename), 'utf8');
    const options = { level: 'semantic', fuel: FUEL } as const;
    const [real] = lane.record([{ source, filename }], options);
    const { tree } = lane.parse(source, filename);
    if (real === undefined || tree === undefined) throw new Error(`${filename} does not compile`);
    const model = await runInModel(lane, compileForBuild(tree, lane.build, lane.version, filename), options);
    const divergence = compareTraces(real, model, options.level);
    const names = { expectedName: 'CPython', observedName: 'model', level: options.level, source };
    expect(divergence && renderDivergence(real, model, divergence, names)).toBeUndefined();
    expect(real.end).toBeUndefined();
    expect(real.events.length).toBeGreaterThanOrEqual(LEAST_EVENTS);
    const lines = new Set(real.events.filter((e) => e.event === 'LINE').map((e) => e.line));
    expect(programFigures(tree, lines).executed.size).toBeGreaterThanOrEqual(LEAST_CONSTRUCTS);
  });
});
