import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile, ModelError, print, run, type Trace } from '../../../model/index.ts';
import { distorted, type Program, programArbitrary, VM_MUTANTS, type VmMutant } from '../../../properties/index.ts';

const BUILD = {
  name: '3.14.2 pyodide',
  bits: 32,
  hashModulus: 2n ** 31n - 1n,
  stringHash: 'fnv',
  maxsize: 2 ** 31 - 1,
} as const;
/** Seeds for each fault; the bar of the project is 20. */
const SEEDS = Number(process.env['STEPLAW_MUTANT_SEEDS'] ?? '1');
const MOST_PROGRAMS = 2000;
const LONGEST = 12;

function shown(program: Program, mutant: VmMutant | null): string | null {
  const { module } = print(program.module);
  const code = compile(module, { filename: 'program.py', python: '3.14', release: '3.14.2' });
  try {
    const options = { level: 'semantic', fuel: 4000, instructions: 200_000, build: BUILD } as const;
    const trace: Trace = run(code, mutant?.plant === undefined ? options : { ...options, plant: mutant.plant });
    const { events, stdout, globals, exception, end } = mutant === null ? trace : distorted(mutant, trace);
    return end === 'fuel' ? null : JSON.stringify([events, stdout, globals, exception]);
  } catch (error) {
    // A fault may lead a machine where no sound one goes; what the model lacks says nothing.
    if (mutant !== null && !(error instanceof ModelError)) return String(error);
    return null;
  }
}

function smallest(mutant: VmMutant, seed: number): number | null {
  const found = fc.check(
    fc.property(programArbitrary(), (program) => {
      const sound = shown(program, null);
      const wrong = shown(program, mutant);
      return sound === null || wrong === null || sound === wrong;
    }),
    { seed, numRuns: MOST_PROGRAMS, endOnFailure: false },
  );
  const program = found.counterexample?.[0];
  return program === undefined ? null : print(program.module).source.trimEnd().split('\n').length;
}

describe('planted faults', () => {
  it('are at least twenty, over instruction families and event kinds', () => {
    expect(VM_MUTANTS.length).toBeGreaterThanOrEqual(20);
    expect(new Set(VM_MUTANTS.map((mutant) => mutant.family)).size).toBeGreaterThanOrEqual(20);
  });

  for (const mutant of VM_MUTANTS) {
    it(`${mutant.id} is found within ${MOST_PROGRAMS} programs and shrinks to a few lines (of ${SEEDS} seeds)`, () => {
      const sizes = Array.from({ length: SEEDS }, (_, i) => smallest(mutant, i + 1));
      expect(sizes).not.toContain(null);
      const sorted = (sizes as number[]).sort((a, b) => a - b);
      expect(sorted[Math.floor((sorted.length - 1) / 2)]).toBeLessThanOrEqual(mutant.longProgram ? LONGEST : 6);
      expect(sorted[sorted.length - 1]).toBeLessThanOrEqual(LONGEST);
    });
  }
});
