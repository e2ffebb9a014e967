import { beforeAll, describe, expect, it } from 'vitest';
import { compile } from '../../../model/compile/compile.ts';
import type { PyodideLane } from '../../../src/lanes/pyodide-lane.ts';
import { embedded } from '../../lanes.ts';
import { CONSTRUCTS } from './constructs.ts';
import { expectAgreement, judge, RELEASES } from './judge.ts';
import { REFUSALS } from './refusals.ts';

describe.each(RELEASES)('compile, judged by CPython %s', (release) => {
  let lane: PyodideLane;
  beforeAll(async () => {
    lane = await embedded(release);
  });

  /** Judges all sources; those which the version's grammar has not are left out, but not all may be. */
  function expectSame(sources: readonly string[]): void {
    const verdicts = sources.flatMap((source) => {
      const verdict = judge(lane, release, source);
      return verdict === null ? [] : [{ source, ...verdict }];
    });
    expect(verdicts.length).toBeGreaterThan(0);
    for (const { source, ...verdict } of verdicts) {
      expectAgreement(verdict, source);
    }
  }

  it.each(Object.keys(CONSTRUCTS))('makes the same code objects of %s', (construct) => {
    expectSame(CONSTRUCTS[construct]!);
  });

  it('refuses what CPython refuses, with the same message at the same place', () => {
    expectSame(REFUSALS);
  });
});

describe('compile for a version whose grammar is smaller', () => {
  let lane: PyodideLane;
  beforeAll(async () => {
    lane = await embedded('3.15');
  });

  it.each([
    ['3.13', 't"{a}"', 'template string'],
    ['3.12', 'class A[T = int]: pass', 'default of a type parameter'],
    ['3.14', '[*a for a in b]', 'unpacking in a comprehension'],
    ['3.14', '{**a for a in b}', 'unpacking in a comprehension'],
    ['3.14', 'lazy import a', 'lazy import'],
    ['3.14', 'lazy from a import b', 'lazy import'],
  ] as const)('as %s refuses %s', (python, source, construct) => {
    const { tree } = lane.parse(source);
    const span = expect.objectContaining({ line: 1 });
    expect(() => compile(tree!, { filename: 'f', python })).toThrow(expect.objectContaining({ construct, span }));
  });
});
