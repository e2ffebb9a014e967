import { beforeAll, describe, expect, it } from 'vitest';
import { parseScript } from '../../../machines/index.ts';
import { judgedSession, judgeLaw, LAWS, MUTANTS, POLICIES, type Runner } from '../../../properties/index.ts';
import { LawJudge, type LawResult } from '../../../src/judging/law-judge.ts';
import { ThreadRecorder } from '../../../src/judging/record-threads.ts';
import { JUDGED, JUDGED_MUTANTS } from '../../../src/judging/subjects-under-law.ts';
import { embedded } from '../../lanes.ts';

const SEED = 1;
/** Places whose programs have threads. */
const PLACES = Array.from({ length: 10 }, (_, n) => 6 * n + 5);
const SOUND = ['C', 'E', 'F', 'oracle'];

const mutants = MUTANTS.filter((mutant) => mutant.groups.includes('threads') || mutant.setting === 'turned');

describe(`laws on threads, places of seed ${SEED}`, () => {
  const results: LawResult[] = [];
  beforeAll(async () => {
    const lane = await embedded('3.14');
    const alive = mutants.map(({ id }) => id);
    const judge = new LawJudge(lane, { seed: SEED, scripts: 6, strategies: SOUND });
    for (const place of PLACES) results.push(judge.judge({ places: [place], alive }));
    await lane.close();
  });

  it('are kept by the sound strategies and the reference stepper', () => {
    const broken = results.flatMap(({ strategies }) =>
      strategies.flatMap((s) => s.broken.map((b) => `${s.id} ${b.law}`)),
    );
    expect(broken).toEqual([]);
  });

  it('are each exercised', () => {
    const exercised = new Map<string, number>();
    for (const { strategies } of results)
      for (const { id, tallies } of strategies)
        if (id === 'C') for (const t of tallies) exercised.set(t.id, (exercised.get(t.id) ?? 0) + t.exercised);
    const idle = LAWS.filter(({ group, id }) => group === 'threads' && (exercised.get(id) ?? 0) === 0);
    expect(idle.map(({ id }) => id)).toEqual([]);
  });

  it('notice every known-wrong stepper of their group', () => {
    const laws = new Set(LAWS.filter(({ group }) => group === 'threads' || group === 'rules').map(({ id }) => id));
    const killed = new Set(
      results.flatMap((r) =>
        Object.entries(r.killed).flatMap(([id, by]) => (by.laws.some((law) => laws.has(law)) ? [id] : [])),
      ),
    );
    expect(mutants.length).toBeGreaterThanOrEqual(12);
    expect(mutants.filter(({ id }) => !killed.has(id)).map(({ id }) => id)).toEqual([]);
  });
});

describe('thread-death', () => {
  const law = LAWS.find(({ id }) => id === 'thread-death')!;
  const PROGRAM = [
    'import _thread',
    'import time',
    'def never(n):',
    '    x = n',
    'def f(n):',
    '    x = n',
    '_thread.start_new_thread(f, (1,))',
    'time.sleep(1)',
    'for i in range(9):',
    '    y = i',
    '',
  ].join('\n');

  /** The thread that runs f ends while its step is pending; a breakpoint in a function that nobody calls stays enabled. */
  async function judged(subject: { readonly runner: Runner }, place = 'never') {
    const recorder = new ThreadRecorder(await embedded('3.14'));
    const { run } = recorder.recordSource(PROGRAM, { granularity: 'line', choices: [] }, 4000)!;
    const parsed = parseScript(`tbreak f; break ${place}; continue; out`);
    const spec = { script: parsed.ok ? parsed.script : [], policy: POLICIES.strict };
    return judgeLaw(law, judgedSession(run, spec, subject.runner));
  }

  it.each(['never', '4:8'])('lets a debugger without local sets keep what a breakpoint at %s needs', async (place) => {
    const finding = await judged(JUDGED.find(({ id }) => id === 'A')!, place);
    expect(finding).toEqual({ premise: true, exercised: true });
  });

  it('notices what is kept for the step', async () => {
    const { broken } = await judged(JUDGED_MUTANTS.find(({ id }) => id === 'global-never-cleared')!);
    expect(broken).toBe('PY_UNWIND stays on after thread 1 has ended');
  });
});
