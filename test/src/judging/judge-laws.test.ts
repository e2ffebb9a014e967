import { expect, it } from 'vitest';
import { judgeLaws } from '../../../src/judging/judge-laws.ts';
import { LawThreads } from '../../../src/judging/law-threads.ts';
import { embeddedBuild } from '../../../src/lanes/builds.ts';

// In 3.13.2 the locals of a frame are read as cells even where an inlined comprehension has put its own variable in place of one:
// def f(v): (lambda: v); return [len(locals()) for v in range(1)]
const SEED = 653322692;
const CRASHES = 124;

it('a program that CPython does not survive is left out and told, and the others are judged', async () => {
  const abort = new AbortController();
  const threads = new LawThreads(embeddedBuild('3.13.2')!, 1, abort.signal);
  try {
    const judged = await judgeLaws(threads, {
      seed: SEED,
      time: 100_000,
      programs: CRASHES + 2,
      mutants: [],
      scripts: 1,
      strategies: ['C'],
      signal: abort.signal,
      onProgress: () => {},
    });
    expect(judged.failures).toEqual([]);
    expect(judged.crashes.map(({ place }) => place)).toEqual([CRASHES]);
    expect(judged.programs).toBeGreaterThan(CRASHES / 2);
  } finally {
    await threads.end();
  }
});
