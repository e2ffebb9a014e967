import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Missing, print, type Trace } from '../../../model/index.ts';
import { scheduleArbitrary, threadProgramArbitrary } from '../../../properties/index.ts';
import { compileForBuild, runModelCode } from '../../../src/differential/model-engine.ts';
import { NeedsOfRun, runInModel } from '../../../src/differential/model-run.ts';
import { preparedFor } from '../../../src/differential/prepared-modules.ts';
import { embedded } from '../../lanes.ts';

const SEED = 20260;
const RUNS = 6;

it('programs with threads show the same whether they import threading themselves or find it imported', async () => {
  const lane = await embedded('3.14.2');
  const cases = fc.sample(fc.tuple(threadProgramArbitrary(), scheduleArbitrary()), { seed: SEED, numRuns: RUNS });
  const { findModule, compileText } = new NeedsOfRun(lane, [], true);
  const answers = { findModule, compileText };
  for (const [program, schedule] of cases) {
    const code = compileForBuild(print(program).module, lane.build, lane.version);
    const options = { level: 'exact', fuel: 2000, schedule } as const;
    const usual = await runInModel(lane, code, options);
    expect(usual).toEqual(runModelCode(code, lane.build, { ...options, ...answers }));
  }
  const last = compileForBuild(print(cases[RUNS - 1]![0]).module, lane.build, lane.version);
  expect(preparedFor(lane, last, {}, answers)).toBeDefined();
});

it('programs with event loops show the same whether they import asyncio themselves or find it imported', async () => {
  const lane = await embedded('3.14.2');
  const needs = new NeedsOfRun(lane, [], true);
  const { findModule, compileText } = needs;
  const options = { level: 'exact', fuel: 2000 } as const;
  for (const name of ['run-and-sleep', 'cancellation', 'open-generators', 'unretrieved']) {
    const { tree } = lane.parse(readFileSync(join('corpus', 'asyncio', `${name}.py`), 'utf8'));
    const code = compileForBuild(tree!, lane.build, lane.version);
    const usual = await runInModel(lane, code, options);
    const alone = async (): Promise<Trace> => {
      try {
        return runModelCode(code, lane.build, { ...options, findModule, compileText });
      } catch (error) {
        if (!(error instanceof Missing)) throw error;
        await needs.provide(error.need);
        return alone();
      }
    };
    expect(usual).toEqual(await alone());
  }
});
