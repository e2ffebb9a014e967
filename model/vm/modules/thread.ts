/**
 * The module `_thread` of a program with one thread: locks that are always free for it (Modules/_threadmodule.c).
 * @module
 */
import { raise } from '../objects/exceptions.ts';
import { TYPES } from '../objects/types.ts';
import type { Builtin, BuiltinTable } from '../operations.ts';
import type { Ref } from '../value.ts';
import { newExtension, newOf, recordOf } from './extension.ts';
import { type NativeModule, nary } from './native-module.ts';

const TYPE = '_thread.RLock';

/** Numbers: how often it is held. */
const acquire: Builtin = (vm, [self]) => {
  const { ref, data } = recordOf(vm, TYPE, 'acquire', self);
  vm.setNumberAt(ref, 'numbers', 0, (data.numbers[0] as number) + 1);
  return true;
};

const release: Builtin = (vm, [self]) => {
  const { ref, data } = recordOf(vm, TYPE, 'release', self);
  const held = data.numbers[0] as number;
  if (held === 0) throw raise(vm, 'RuntimeError', 'cannot release un-acquired lock');
  vm.setNumberAt(ref, 'numbers', 0, held - 1);
  return null;
};

export const THREAD_MODULE: NativeModule = {
  functions: {
    get_ident: nary('get_ident', 'get_ident', 0, 0, () => 1),
    allocate_lock: nary('allocate_lock', 'allocate_lock', 0, 0, (vm) => newOf(vm, TYPE, [], [0])),
  },
  values: () => ({ RLock: TYPES[TYPE], error: TYPES.RuntimeError }),
};

export const THREAD_BUILTINS: BuiltinTable = {
  [`${TYPE}.__new__`]: (vm, [cls]) => newExtension(vm, TYPE, cls as Ref, [], [0]),
  [`${TYPE}.acquire`]: acquire,
  [`${TYPE}.release`]: release,
  [`${TYPE}.__enter__`]: acquire,
  [`${TYPE}.__exit__`]: release,
};
