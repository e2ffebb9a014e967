/**
 * Exceptions that a C module makes for itself when it is imported (`PyErr_NewException`): classes that belong to the state, found in the module again.
 * @module
 */
import { chainContext, newException } from '../objects/exceptions.ts';
import { newTypeData } from '../objects/mro.ts';
import { TYPES } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { dictGetName, dictSetName, newDict } from '../protocol/dict-table.ts';
import { ModelError, PyRaise, Ref } from '../value.ts';

/** A new class of exceptions with this `__module__`. */
export function newExceptionClass(vm: Operations, module: string, name: string, bases: Ref[] = [TYPES.Exception]): Ref {
  const dict = newDict(vm);
  dictSetName(vm, dict, '__module__', module);
  const made = vm.alloc(newTypeData(vm, TYPES.type, name, bases, dict, true));
  vm.splice(made, 'mro', 0, 0, [made]);
  return made;
}

/** An exception on its way, of the class that the module `module` holds under `name`. */
export function raiseOf(vm: Operations, module: string, name: string, message: string): PyRaise {
  const ref = vm.module(module);
  const data = ref === null ? undefined : vm.read(ref);
  const cls = data?.kind === 'module' ? dictGetName(vm, data.dict, name) : undefined;
  if (!(cls instanceof Ref)) throw new ModelError(`${module} was asked to raise without its ${name}`);
  const exception = newException(vm, cls, [message]);
  chainContext(vm, exception);
  return new PyRaise(exception);
}
