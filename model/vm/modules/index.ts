/**
 * The register of native modules.
 * @module
 */
import type { Machine } from '../machine.ts';
import { newTuple } from '../objects/tuple.ts';
import { hollowName } from '../objects/types.ts';
import type { BuiltinTable, NativeTable } from '../operations.ts';
import { dictSetName, newDict } from '../protocol/dict-table.ts';
import { newRecord } from '../protocol/iteration.ts';
import type { Algorithm } from '../protocol/replay.ts';
import type { Ref, Value } from '../value.ts';
import { MATH, MATH_MODULE } from './math.ts';
import { type NativeModule, staticFunctions } from './native-module.ts';
import { STREAMS, SYS_MODULE } from './sys.ts';

/** Modules by name. */
export const NATIVE_MODULES: Readonly<Record<string, NativeModule>> = {
  builtins: { functions: {}, values: (vm) => Object.fromEntries(vm.world.builtinNames) },
  math: MATH_MODULE,
  sys: SYS_MODULE,
};

const FUNCTIONS: ReadonlyMap<string, ReadonlyMap<string, Value>> = new Map(
  Object.entries(NATIVE_MODULES).map(([name, module]) => [name, staticFunctions(name, module)]),
);

/** The namespace of a native module, fresh; undefined where the model has none of that name in this version. */
export function nativeModule(vm: Machine, name: string): { readonly dict: Ref; readonly partial: boolean } | undefined {
  const module = Object.hasOwn(NATIVE_MODULES, name) ? NATIVE_MODULES[name] : undefined;
  if (module === undefined || (module.from !== undefined && module.from > vm.version)) return undefined;
  const dict = newDict(vm);
  dictSetName(vm, dict, '__name__', name);
  dictSetName(vm, dict, '__doc__', null);
  dictSetName(vm, dict, '__package__', '');
  dictSetName(vm, dict, '__loader__', null);
  dictSetName(vm, dict, '__spec__', null);
  for (const [key, value] of FUNCTIONS.get(name) ?? []) {
    if ((module.since?.[key] ?? vm.version) <= vm.version) dictSetName(vm, dict, key, value);
  }
  for (const [key, value] of Object.entries(module.values?.(vm) ?? {})) dictSetName(vm, dict, key, value);
  return { dict, partial: module.whole !== true };
}

export const MODULE_BUILTINS: BuiltinTable = {
  ...Object.fromEntries(
    Object.entries(NATIVE_MODULES).flatMap(([name, { functions }]) =>
      Object.entries(functions).map(([key, run]) => [`${name}:${key}`, run]),
    ),
  ),
  ...STREAMS,
  'hollow.__call__': (vm, [self]) => newRecord(vm, 'hollow', [`${hollowName(vm, self as Value)}()`]),
  'hollow.__mro_entries__': (vm) => newTuple(vm, []),
};
export const MODULE_NATIVES: NativeTable = {};
export const MODULE_ALGORITHMS: readonly Algorithm[] = [MATH];
