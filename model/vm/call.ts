/**
 * Calling: from any callable to a frame, a builtin's result, or an error (`_PyObject_Call`, `PyObject_Vectorcall`).
 * @module
 */
import { pushFunctionFrame } from './frame.ts';
import type { Machine } from './machine.ts';
import { callType } from './objects/class.ts';
import { checkBound, checkDescriptor } from './objects/descriptor-check.ts';
import { raise } from './objects/exceptions.ts';
import { typeName } from './objects/types.ts';
import type { Keywords } from './operations.ts';
import { lookupSpecial } from './protocol/attributes.ts';
import { bindSpecial } from './protocol/bind-special.ts';
import { ModelError, Ref, type Result, type Value } from './value.ts';

/** `inline`: CALL itself enters a Python function, without a C call in between. */
export function callValue(
  vm: Machine,
  callable: Value,
  args: readonly Value[],
  keywords: Keywords | null,
  inline: boolean,
): Result {
  if (callable instanceof Ref) {
    const data = vm.read(callable);
    switch (data.kind) {
      case 'function':
        return pushFunctionFrame(vm, callable, args, keywords, !inline, null);
      case 'method':
        return callValue(vm, data.func, [data.self, ...args], keywords, inline);
      case 'builtin': {
        const run = vm.world.builtins.get(data.impl);
        if (run === undefined) throw new ModelError(`builtin ${data.impl} is not modelled`);
        if (data.self !== undefined) {
          checkBound(vm, data, args, keywords);
          return run(vm, [data.self, ...args], keywords);
        }
        checkDescriptor(vm, data, args, keywords);
        return run(vm, args, keywords);
      }
      case 'type':
        return callType(vm, callable, args, keywords);
      default: {
        const special = lookupSpecial(vm, callable, '__call__');
        if (special !== undefined) {
          const [func, all] = bindSpecial(vm, special, callable, args);
          return callValue(vm, func, all, keywords, false);
        }
      }
    }
  }
  throw raise(vm, 'TypeError', `'${typeName(vm, callable)}' object is not callable`);
}
