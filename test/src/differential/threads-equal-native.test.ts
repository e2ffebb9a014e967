import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { GRANULARITIES } from '../../../model/index.ts';
import { ChunkJudge, OUTCOMES } from '../../../src/differential/chunk-judge.ts';
import { compareTraces } from '../../../src/differential/compare.ts';
import { Judge } from '../../../src/differential/judge.ts';
import { compileForBuild } from '../../../src/differential/model-engine.ts';
import { runInModel } from '../../../src/differential/model-run.ts';
import { findPythons, NATIVE_REMEDY } from '../../../src/lanes/find-pythons.ts';
import { NativeLane } from '../../../src/lanes/native-lane.ts';

const SEED = 3;
const RUNS = 12;
const FOLDER = join('corpus', 'threads');
const OPTIONS = { level: 'semantic', fuel: 20_000 } as const;

const pythons = findPythons();
describe.runIf(pythons.length === 0)('threads of native CPythons', () => {
  it('follow a schedule as the model does', ({ skip }) => skip(`inconclusive: none found; ${NATIVE_REMEDY}`));
});

describe.each(pythons)('threads of native CPython $release follow a schedule as the model does', (python) => {
  const lane = new NativeLane(python);
  afterAll(() => lane.close());

  it.each(readdirSync(FOLDER).filter((name) => name.endsWith('.py')))('corpus/threads/%s', async (name) => {
    const source = readFileSync(join(FOLDER, name), 'utf8');
    const { tree } = await lane.parse(source);
    const code = compileForBuild(tree!, lane.build, lane.version);
    for (const granularity of GRANULARITIES) {
      const model = await runInModel(lane, code, { ...OPTIONS, schedule: { granularity, seed: SEED, every: 3 } });
      const [real] = await lane.recordScheduled([{ source, schedule: model.schedule! }], OPTIONS);
      expect(real?.missed).toBe(false);
      expect(compareTraces(real!.trace, model, 'semantic')).toBeUndefined();
    }
  });

  it(`${RUNS} generated programs of seed ${SEED}`, async () => {
    const judge = new ChunkJudge(new Judge(lane, 'semantic', OPTIONS.fuel), SEED, false, true);
    const { outcomes, findings } = await judge.run({ from: 0, count: RUNS });
    expect(findings.map(({ source, schedule }) => ({ source, schedule }))).toEqual([]);
    const kinds = [...outcomes].map((outcome) => OUTCOMES[outcome]);
    expect(kinds.filter((kind) => kind !== 'agreed' && kind !== 'thin')).toEqual([]);
  });
});
