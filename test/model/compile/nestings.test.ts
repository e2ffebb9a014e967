import { beforeAll, describe, expect, it } from 'vitest';
import type { PyodideLane } from '../../../src/lanes/pyodide-lane.ts';
import { embedded } from '../../lanes.ts';
import { expectAgreement, judge, RELEASES } from './judge.ts';
import { nestings } from './nestings.ts';

describe.each(RELEASES)('every way out of every two nested statements, judged by CPython %s', (release) => {
  let lane: PyodideLane;
  beforeAll(async () => {
    lane = await embedded(release);
  });

  it.each([...nestings()])('compiles the same out of what stands in %s', (_outer, source) => {
    const verdict = judge(lane, release, source);
    expect(verdict?.theirs).toBeTypeOf('object');
    expectAgreement(verdict!, source);
  });
});
