/**
 * Calling: from any callable to a frame, a builtin's result, or an error (`_PyObject_Call`, `PyObject_Vectorcall`).
 * @module
 */
import { isCallable } from './builtins/functions.ts';
import { pushFunctionFrame } from './frame.ts';
import type { Machine } from './machine.ts';
import { callType } from './objects/class.ts';
import { checkBound, checkDescriptor } from './objects/descriptor-check.ts';
import { raise } from './objects/exceptions.ts';
import { TYPES, typeName } from './objects/types.ts';
import type { Keywords } from './operations.ts';
import { lookupSpecial } from './protocol/attributes.ts';
import { bindSpecial } from './protocol/bind-special.ts';
import { dictGetName } from './protocol/dict-table.ts';
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
  throw raise(vm, 'TypeError', `'${typeName(vm, callable)}' object is not callable${functionOfItsName(vm, callable)}`);
}

/** `object_is_not_callable`: a module may hold what was meant under its own name. */
function functionOfItsName(vm: Machine, v: Value): string {
  const data = v instanceof Ref ? vm.read(v) : null;
  if (data?.kind !== 'module' || data.cls !== TYPES.module) return '';
  const name = dictGetName(vm, data.dict, '__name__');
  const held = typeof name === 'string' ? dictGetName(vm, data.dict, name) : undefined;
  return held !== undefined && isCallable(vm, held) ? `. Did you mean: '${name}.${name}(...)'?` : '';
}
