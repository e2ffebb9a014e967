/**
 * Calling: from any callable to a frame, a builtin's result, or an error (`_PyObject_Call`, `PyObject_Vectorcall`).
 * @module
 */
import { pushFunctionFrame } from './frame.ts';
import type { BuiltinData } from './heap.ts';
import type { Machine } from './machine.ts';
import { callType } from './objects/class.ts';
import { raise } from './objects/exceptions.ts';
import { TYPES, typeName } from './objects/types.ts';
import type { Keywords } from './operations.ts';
import { lookupSpecial } from './protocol/attributes.ts';
import { bindSpecial } from './protocol/compare.ts';
import { ModelError, Ref, type Result, type Value } from './value.ts';

/** `wrapperdescr_call`, `method_check_args`: what is called by its type takes its receiver first. */
function checkReceiver(vm: Machine, { cls, impl, name }: Readonly<BuiltinData>): void {
  const type = impl.slice(0, impl.lastIndexOf('.'));
  if (cls === TYPES.wrapper_descriptor)
    throw raise(vm, 'TypeError', `descriptor '${name}' of '${type}' object needs an argument`);
  if (cls === TYPES.method_descriptor)
    throw raise(vm, 'TypeError', `unbound method ${type}.${name}() needs an argument`);
}

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
        if (args.length === 0 && data.self === undefined) checkReceiver(vm, data);
        return run(vm, data.self === undefined ? args : [data.self, ...args], keywords);
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
