/**
 * `tp_new` of classes (`update_one_slot`): that of the base until code gives the class, or one above it, a `__new__`, and `slot_tp_new` ever after.
 * A builtin type's `__new__` that a class takes as its own changes nothing.
 * @module
 */
import type { Operations } from '../operations.ts';
import { lookupType } from '../protocol/lookup.ts';
import type { Ref, Slot, Value } from '../value.ts';
import { baseOf } from './mro.ts';
import { asKind } from './payload.ts';
import { TYPES, typeData } from './types.ts';

/** Whether a value is the `__new__` of a builtin type (`tp_new_wrapper`). */
function isWrapper(vm: Operations, v: Slot): boolean {
  const data = asKind(vm, v, 'builtin');
  return data?.cls === TYPES.builtin_function_or_method && data.name === '__new__' && data.self === undefined;
}

/** A class that is being made takes the slot of its base. */
export function inheritNew(vm: Operations, cls: Ref): void {
  if (typeData(vm, baseOf(vm, cls) ?? TYPES.object).slotNew === true) vm.setPlain(cls, 'type', 'slotNew', true);
  else updateNew(vm, cls);
}

/** `__new__` of a class was set or deleted, or its bases were. */
export function updateNew(vm: Operations, cls: Ref): void {
  const data = typeData(vm, cls);
  if (data.slotNew !== true && !isWrapper(vm, lookupType(vm, cls, '__new__')))
    vm.setPlain(cls, 'type', 'slotNew', true);
  for (const sub of data.subclasses ?? []) updateNew(vm, sub);
}

/** The `__new__` of the builtin type whose `tp_new` a class has; undefined where `slot_tp_new` asks the class. */
export function staticNew(vm: Operations, cls: Ref): Value | undefined {
  if (typeData(vm, cls).slotNew === true) return undefined;
  let base = cls;
  while (base.id > 0) base = baseOf(vm, base) ?? TYPES.object;
  return lookupType(vm, base, '__new__') as Value | undefined;
}
