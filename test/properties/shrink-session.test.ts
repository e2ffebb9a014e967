import { beforeAll, describe, expect, it } from 'vitest';
import { printScript } from '../../machines/index.ts';
import { type Laboratory, smallestFailure } from '../../properties/index.ts';
import { openLaboratory } from '../../src/claims/laboratory.ts';
import { embeddedBuild } from '../../src/lanes/builds.ts';

const SEED = 2;

describe('smallestFailure', () => {
  let laboratory: Laboratory;
  beforeAll(async () => {
    laboratory = await openLaboratory([embeddedBuild('3.14')!]);
  });

  it.each([
    ['spurious', 'recursion'],
    ['lost', 'exception exit'],
    ['spurious', 'generator exit'],
    ['lost', 'generator exit'],
  ] as const)(`shrinks B’s %s stops (%s) to six lines and three commands, seed ${SEED}`, (kind, what) => {
    const b = laboratory.steppers.find((s) => s.id === 'B')!;
    const found = smallestFailure(laboratory.benches[0]!, b, { kind, class: what }, { seed: SEED, programs: 240 });
    expect(found).not.toBeNull();
    const about = `${found!.source}${printScript(found!.script)}`;
    expect(found!.source.trimEnd().split('\n').length, about).toBeLessThanOrEqual(6);
    expect(found!.script.length, about).toBeLessThanOrEqual(3);
  });

  it('finds nothing where a strategy keeps to the oracle', () => {
    const c = laboratory.steppers.find((s) => s.id === 'C')!;
    const wanted = { kind: 'lost', class: 'exception exit' } as const;
    expect(smallestFailure(laboratory.benches[0]!, c, wanted, { seed: SEED, programs: 40 })).toBeNull();
  });
});
