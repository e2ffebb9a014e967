/**
 * Where names are looked up that are no globals: the `builtins` module, or what stands as `__builtins__` among the globals
 * (`_PyEval_BuiltinsFromGlobals`). Until a program reads it, None stands there.
 * @module
 */
import type { Machine } from '../machine.ts';
import { Ref, type Slot, type Value } from '../value.ts';
import { dictGetName, dictSetName } from './dict-table.ts';

export const BUILTINS_NAME = '__builtins__';

/** The dict of a module, or a dict itself. */
function namespaceOf(vm: Machine, v: Slot): Ref | undefined {
  if (!(v instanceof Ref)) return undefined;
  const data = vm.read(v);
  return data.kind === 'module' ? data.dict : data.kind === 'dict' ? v : undefined;
}

/** A builtin by its name; undefined where there is none. */
export function findBuiltin(vm: Machine, globals: Ref, name: string): Slot {
  const names = namespaceOf(vm, dictGetName(vm, globals, BUILTINS_NAME)) ?? namespaceOf(vm, vm.module('builtins'));
  return names === undefined ? vm.world.builtinNames.get(name) : dictGetName(vm, names, name);
}

/** The dict that `findBuiltin` looks in, of the `builtins` module where the globals say nothing else. */
export function builtinsOf(vm: Machine, globals: Ref, builtins: Ref): Ref {
  return (namespaceOf(vm, dictGetName(vm, globals, BUILTINS_NAME)) ?? namespaceOf(vm, builtins)) as Ref;
}

/** `__builtins__` read by a program: the module in `__main__`, its dict in other namespaces. */
export function readBuiltins(vm: Machine, globals: Ref, builtins: Ref): Value {
  const main = namespaceOf(vm, vm.module('__main__'));
  const value = globals === main ? builtins : (namespaceOf(vm, builtins) as Ref);
  dictSetName(vm, globals, BUILTINS_NAME, value);
  return value;
}
