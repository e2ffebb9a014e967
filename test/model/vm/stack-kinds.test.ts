import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VERSIONS } from '../../../model/code/code-object.ts';
import { compile } from '../../../model/compile/compile.ts';
import type { LoadedCode } from '../../../model/vm/loaded-code.ts';
import { isException } from '../../../model/vm/objects/exceptions.ts';
import { PersistentMachine } from '../../../model/vm/persistent.ts';
import { KIND, pop, stackKinds, top } from '../../../model/vm/stack-kinds.ts';
import { NO_TOOLS, newRegisters, newWorld, startProgram } from '../../../model/vm/world.ts';
import { CORE_FEATURES, programArbitrary } from '../../../properties/index.ts';
import { buildFacts } from '../../../src/differential/model-engine.ts';
import { embeddedBuild } from '../../../src/lanes/builds.ts';

const SEED = 20_291;
const STEPS = 3000;

/** From the topmost down. */
function kindsOf(stack: bigint): bigint[] {
  const kinds: bigint[] = [];
  for (let rest = stack; rest > 0n; rest = pop(rest)) kinds.push(top(rest));
  return kinds;
}

describe.each(VERSIONS)('the kinds of values on the stack, CPython %s', (python) => {
  it(`are as many as the frame has, and exceptions and instruction offsets where it has those (seed ${SEED})`, () => {
    const { release } = embeddedBuild(python)!;
    let compared = 0;
    fc.assert(
      fc.property(programArbitrary({ features: CORE_FEATURES, size: 0.3 }), ({ module }) => {
        const program = compile(module, { filename: 'program.py', python, release });
        const vm = new PersistentMachine(newWorld(program, { build: buildFacts(release) }), newRegisters(), NO_TOOLS);
        startProgram(vm, program);
        const known = new Map<LoadedCode, readonly bigint[]>();
        for (let i = 0; i < STEPS && vm.registers.outcome === null; i++) {
          vm.run(1);
          if (vm.top === null || vm.read(vm.top).kind !== 'frame') continue;
          const { code, ip, stack, phase, generator } = vm.f;
          const start = code.instructions.findIndex(({ op }) => op === 'RESUME');
          if (code.foreign || phase !== 0 || (generator !== null && ip <= start) || ip < start) continue;
          if (!known.has(code)) known.set(code, stackKinds(code, vm.world.profile));
          const kinds = kindsOf(known.get(code)![ip]!);
          expect(kinds.length, `before ${code.instructions[ip]!.op} in ${code.code.qualname}`).toBe(stack.length);
          kinds.forEach((kind, n) => {
            const held = stack.at(-1 - n);
            // `object` may be what a comprehension put aside, a local without a value.
            if (held === undefined) expect([KIND.null, KIND.object, KIND.iterator]).toContain(kind);
            else if (kind === KIND.lasti) expect(typeof held).toBe('number');
            else if (kind === KIND.except) expect(held === null || isException(vm, held)).toBe(true);
          });
          compared++;
        }
      }),
      { seed: SEED, numRuns: 40 },
    );
    expect(compared).toBeGreaterThan(5000);
  });
});
