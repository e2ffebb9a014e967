/**
 * Exceptions that a C module makes for itself when it is imported (`PyErr_NewException`): classes that the state begins with, whatever the module is told to hold.
 * @module
 */

import { chainContext, newException } from '../objects/exceptions.ts';
import { newTypeData } from '../objects/mro.ts';
import { TYPES } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { dictSetName, newDict } from '../protocol/dict-table.ts';
import { PyRaise, type Ref } from '../value.ts';
import { moduleState } from './extension.ts';

/** A new class of exceptions with this `__module__`. */
export function newExceptionClass(vm: Operations, module: string, name: string, bases: Ref[] = [TYPES.Exception]): Ref {
  const dict = newDict(vm);
  dictSetName(vm, dict, '__module__', module);
  const made = vm.alloc(newTypeData(vm, TYPES.type, name, bases, dict, true));
  vm.splice(made, 'mro', 0, 0, [made]);
  return made;
}

/** An exception on its way, of the class that the state of the module begins with, or of another that stands there. */
export function raiseOf(vm: Operations, module: string, message: string, i = 0): PyRaise {
  const exception = newException(vm, moduleState(vm, module).state[i] as Ref, [message]);
  chainContext(vm, exception);
  return new PyRaise(exception);
}
