import fc from 'fast-check';
import { expect, it } from 'vitest';
import { print } from '../../../model/index.ts';
import { scheduleArbitrary, threadProgramArbitrary } from '../../../properties/index.ts';
import { compileForBuild } from '../../../src/differential/model-engine.ts';
import { runInModel } from '../../../src/differential/model-run.ts';
import { countThreads, noThreadFigures } from '../../../src/differential/thread-figures.ts';
import { embedded } from '../../lanes.ts';

const RUNS = 40;

it('programs with threads share functions under schedules that switch, and some of them wait for ever', async () => {
  const lane = await embedded('3.14.2');
  const figures = noThreadFigures();
  const drawn = fc.sample(fc.tuple(threadProgramArbitrary(), scheduleArbitrary()), { seed: 5, numRuns: RUNS });
  for (const [module, schedule] of drawn) {
    const { tree } = lane.parse(print(module).source);
    const code = compileForBuild(tree!, lane.build, lane.version);
    countThreads(figures, await runInModel(lane, code, { level: 'semantic', fuel: 20_000, schedule }));
  }
  expect(figures.deadlocks).toBeGreaterThan(RUNS / 40);
  expect(figures.deadlocks).toBeLessThan(RUNS / 4);
  expect(figures.sharing).toBeGreaterThan(RUNS * 0.3);
  expect(figures.switches).toBeGreaterThan(RUNS * 3);
  expect(figures.threads[1] ?? 0).toBe(0);
});
