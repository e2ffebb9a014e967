import { describe, expect, it } from 'vitest';
import { type Accepted, acceptReality } from '../../src/judging/judge-machines.ts';
import { embedded } from '../lanes.ts';

const SEED = 1;

describe.each(['3.12.1', '3.14.2'])(`the machines read traces of CPython %s, seed ${SEED}`, (release) => {
  let found: Accepted;
  it('accept all of 40 programs', async () => {
    const lane = await embedded(release);
    found = await acceptReality(lane, { seed: SEED, programs: 40, mutants: 200, goOn: async () => true });
    expect(found.rejected).toEqual([]);
    expect(found.accepted).toBe(40);
  });

  it('reject at least 95 % of 200 with one event dropped, doubled, swapped or moved', () => {
    expect(found.mutants).toBe(200);
    expect(found.noticed, JSON.stringify(found.equivalent)).toBeGreaterThanOrEqual(190);
  });
});
