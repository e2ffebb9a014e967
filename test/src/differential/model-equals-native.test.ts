import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lift } from '../../../model/lift/lift.ts';
import { ChunkJudge, OUTCOMES } from '../../../src/differential/chunk-judge.ts';
import { compareTraces } from '../../../src/differential/compare.ts';
import { Judge } from '../../../src/differential/judge.ts';
import { runInModel } from '../../../src/differential/model-run.ts';
import { findPythons, NATIVE_REMEDY } from '../../../src/lanes/find-pythons.ts';
import { NativeLane } from '../../../src/lanes/native-lane.ts';

const SEED = 2;
const RUNS = 10;
const FOLDER = join('corpus', 'programs');
const PROGRAMS = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.py'))
  .sort();
const LOOPS = join('corpus', 'asyncio');
/** Timers that are milliseconds apart come in another order where recording takes as long: a native CPython's loop has the machine's clock. */
const CLOSE_TIMERS: ReadonlySet<string> = new Set(['task-groups.py', 'tasks-and-gather.py']);
const WITH_LOOPS = readdirSync(LOOPS)
  .filter((name) => name.endsWith('.py') && !CLOSE_TIMERS.has(name))
  .sort();
const OPTIONS = { level: 'exact', fuel: 200_000 } as const;

// Numbers whose hashes differ in their high bits only, strings, tuples: sets show 64-bit hashes and the collisions that they decide.
const SETS = `
a = {-1, -9, -17, 6, 7, -100, -108, 2**61, -2**63, 2**70}
b = {'x', 'yy', 'zzz', (1, 2), (-3,), frozenset({1, -2})}
a.discard(6)
a.add(-41)
c = {3 * 2, 0 - 1} | a
d = {-1: 1, -9: 2}.keys() | a
print(a, b, c, d, a - {-1})
`;

const pythons = findPythons();
describe.runIf(pythons.length === 0)('the model equals native CPythons', () => {
  it('event by event', ({ skip }) => skip(`inconclusive: none found; ${NATIVE_REMEDY}`));
});

describe.each(pythons)('the model equals native CPython $release, exact level', (python) => {
  const lane = new NativeLane(python);
  afterAll(() => lane.close());

  const divergence = async (source: string): Promise<unknown> => {
    const compiled = await lane.compile(source);
    const [expected] = await lane.record([{ source }], OPTIONS);
    return compareTraces(expected!, await runInModel(lane, lift(compiled.code!, lane.version), OPTIONS), 'exact');
  };

  it('sets keep the order of 64-bit hashes', async () => expect(await divergence(SETS)).toBeUndefined());

  // Each program on one of them: the embedded CPythons run all.
  it.each(PROGRAMS.filter((_, n) => n % pythons.length === pythons.indexOf(python)))(
    'corpus/programs/%s',
    async (name) => expect(await divergence(readFileSync(join(FOLDER, name), 'utf8'))).toBeUndefined(),
  );

  it.each(WITH_LOOPS)('corpus/asyncio/%s', async (name) => {
    expect(await divergence(readFileSync(join(LOOPS, name), 'utf8'))).toBeUndefined();
  });

  it.each([false, true])(`${RUNS} generated programs of seed ${SEED}; tools at random: %s`, async (masks) => {
    const judge = new ChunkJudge(new Judge(lane, 'exact', 20_000), SEED, masks);
    const { outcomes, findings } = await judge.run({ from: 0, count: RUNS });
    expect(findings.map((finding) => finding.source)).toEqual([]);
    expect([...outcomes].filter((outcome) => OUTCOMES[outcome] === 'agreed').length).toBe(RUNS);
  });
});
