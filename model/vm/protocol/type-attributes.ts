/**
 * Setting and deleting attributes of classes (`type_setattro`).
 * @module
 */
import type { TypeData } from '../heap.ts';
import { raise } from '../objects/exceptions.ts';
import { updateNew } from '../objects/new-slot.ts';
import type { Operations } from '../operations.ts';
import type { Ref, Result, Slot } from '../value.ts';
import { descriptorKind, setThrough } from './descriptors.ts';
import { dictDeleteName, dictSetName } from './dict-table.ts';
import { notThere } from './not-there.ts';

/** `C.name = value`, or `del C.name` for undefined; `attribute` is what the metaclass has under the name. */
export function setTypeAttribute(
  vm: Operations,
  cls: Ref,
  data: Readonly<TypeData>,
  attribute: Slot,
  name: string,
  value: Slot,
): Result {
  if (cls.id < 0) throw raise(vm, 'TypeError', `cannot set '${name}' attribute of immutable type '${data.name}'`);
  if (attribute !== undefined) {
    const done = setThrough(vm, descriptorKind(vm, attribute), attribute, cls, value);
    if (done !== undefined) return done;
  }
  const { dict } = data;
  if (value !== undefined) dictSetName(vm, dict, name, value);
  else if (!dictDeleteName(vm, dict, name)) {
    throw notThere(vm, cls, name, `type object '${data.name}' has no attribute '${name}'`);
  }
  vm.setPlain(cls, 'type', 'changes', data.changes + 1);
  if (name === '__new__') updateNew(vm, cls);
  if (name === '__del__') vm.setPlain(cls, 'type', 'hasDel', value !== undefined);
  return null;
}
