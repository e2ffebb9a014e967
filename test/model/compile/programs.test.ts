import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { compile } from '../../../model/compile/compile.ts';
import { print } from '../../../model/program/print.ts';
import { FEATURES } from '../../../properties/arbitraries/features.ts';
import { programArbitrary } from '../../../properties/arbitraries/program.ts';
import type { PyodideLane } from '../../../src/lanes/pyodide-lane.ts';
import { embedded } from '../../lanes.ts';
import { expectAgreement, judge, RELEASES } from './judge.ts';

describe.each(RELEASES)('generated programs, judged by CPython %s', (release) => {
  let lane: PyodideLane;
  beforeAll(async () => {
    lane = await embedded(release);
  });

  it('compile to the same code objects', () => {
    const property = fc.property(programArbitrary({ features: FEATURES }), (program) => {
      const { source } = print(program.module);
      const verdict = judge(lane, release, source);
      if (verdict !== null) {
        expectAgreement(verdict, source);
      }
    });
    fc.assert(property, { numRuns: 20 });
  });

  it('compile the same from the tree that was printed as from the tree that CPython read', () => {
    const property = fc.property(programArbitrary(), (program) => {
      const { source, module } = print(program.module);
      const options = { filename: 'program.py', python: lane.version, release };
      expect(compile(module, options)).toEqual(compile(lane.parse(source).tree!, options));
    });
    fc.assert(property, { numRuns: 20 });
  });
});
