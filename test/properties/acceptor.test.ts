import { describe, expect, it } from 'vitest';
import { rejectionOf } from '../../properties/index.ts';
import { type Accepted, acceptReality } from '../../src/judging/judge-machines.ts';
import { LastingLane } from '../../src/lanes/lasting-lane.ts';
import { openPyodide } from '../../src/lanes/pyodide-lane.ts';
import { embedded } from '../lanes.ts';

const SEED = 1;
const OPTIONS = { fuel: 3000, conditions: [] };

describe.each(['3.12.1', '3.14.2'])(`the machines read traces of CPython %s, seed ${SEED}`, (release) => {
  let found: Accepted;
  it('accept all of 40 programs', async () => {
    const lane = new LastingLane(() => embedded(release));
    found = await acceptReality(lane, { seed: SEED, programs: 40, mutants: 200, goOn: async () => true });
    expect(found.rejected).toEqual([]);
    expect(found.accepted).toBe(40);
  });

  it('reject at least 99 % of 200 with one event dropped, doubled, swapped or moved', () => {
    expect(found.mutants).toBe(200);
    expect(found.noticed, JSON.stringify(found.equivalent)).toBeGreaterThanOrEqual(198);
  });
});

it.each(['3.13.2', '3.14.2'])(
  'a handler that RERAISE leads to is on the line of the first raise, CPython %s',
  async (release) => {
    const manager = 'class C:\n    def __enter__(self): return 5\n    def __exit__(self, *a): pass\n';
    const lane = new LastingLane(() => embedded(release));
    const [recorded] = await lane.record([`${manager}with C() as a, C(), a as b:\n    pass\n`], OPTIONS);
    expect(rejectionOf(recorded!.run.events)).toBeNull();
  },
);

it('a generator expression that fails before its frame can be seen is nothing that its caller did, CPython 3.15.0rc1', async () => {
  const lane = new LastingLane(() => embedded('3.15.0rc1'));
  const [recorded] = await lane.record(['try:\n    list(i for i in 1)\nexcept TypeError:\n    pass\n'], OPTIONS);
  const { events } = recorded!.run;
  expect(rejectionOf(events)).toBeNull();
  expect(events.filter(({ event }) => event === 'PY_UNWIND')).toEqual([]);
});

it('a throw method in Python runs above the generator that delegates, which is linked and runs nothing', async () => {
  const iterator =
    'class It:\n    def __iter__(self): return self\n    def __next__(self): return 1\n    def throw(self, *args): return 2\n';
  const lane = new LastingLane(() => embedded('3.14.2'));
  const source = `${iterator}def outer(it): yield from it\no = outer(It())\nnext(o)\no.throw(KeyError)\n`;
  const [recorded] = await lane.record([source], OPTIONS);
  expect(rejectionOf(recorded!.run.events)).toBeNull();
});

it('a program that CPython does not survive is told, and the others of its batch are recorded', async () => {
  const plain = 'x = 1\n';
  const crashing = 'def f(v):\n    def g(): return v\n    return [len(locals()) for v in range(1)]\nf(0)\n';
  const lane = new LastingLane(() => openPyodide('3.13.2'));
  const survived = await lane.record([plain, crashing, plain], OPTIONS);
  expect(survived.map(({ source }) => source)).toEqual([plain, plain]);
  expect(lane.crashes.map(({ source }) => source)).toEqual([crashing]);
});
