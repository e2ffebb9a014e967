/**
 * `__slots__`: member descriptors of a class, and the `__dict__` and `__weakref__` descriptors of one that has a dict.
 *
 * The values of slots live by their places in the instance's attribute table, or beside it where it is the `__dict__`.
 * @module
 */

import type { BuiltinData } from '../heap.ts';
import type { Operations } from '../operations.ts';
import { itemsAtOnce } from '../protocol/collect.ts';
import { dictDeleteName, dictGetName, dictSetName, newDict } from '../protocol/dict-table.ts';
import { isIterable } from '../protocol/iteration.ts';
import { ROWS } from '../protocol/rows.ts';
import { ModelError, Ref, type Slot, type Value } from '../value.ts';
import { raise } from './exceptions.ts';
import type { Member } from './member.ts';
import { asKind, asStr } from './payload.ts';
import { allocStatic } from './statics.ts';
import { isSubtype, TYPES, typeData, typeName, typeOf } from './types.ts';

const SLOT_IMPL = 'slot';

const descriptor = (name: '__dict__' | '__weakref__', owner: Ref): BuiltinData => ({
  kind: 'builtin',
  cls: TYPES.getset_descriptor,
  impl: `instance.${name}`,
  name,
  self: undefined,
  owner,
});

/** The two where all classes have the same. */
const SHARED: Readonly<Record<'__dict__' | '__weakref__', Ref>> = {
  __dict__: allocStatic(descriptor('__dict__', TYPES.object)),
  __weakref__: allocStatic(descriptor('__weakref__', TYPES.object)),
};

/** The descriptor of a class whose instances get a dict, or a list of weak references. */
export const instanceDescriptor = (vm: Operations, name: '__dict__' | '__weakref__', owner: Ref): Ref =>
  ROWS[vm.version].sharesInstanceDescriptors ? SHARED[name] : vm.alloc(descriptor(name, owner));

/** A slot's descriptor for the class's dict; `place` is the slot's among all of the instances. */
export function slotDescriptor(vm: Operations, name: string, owner: Ref, place: number): Ref {
  const cls = TYPES.member_descriptor;
  return vm.alloc({ kind: 'builtin', cls, impl: SLOT_IMPL, name, self: undefined, owner, place });
}

/** Names that `__slots__` asks for, in its order, mangled; checked. */
export function slotNames(vm: Operations, className: string, slots: Value): string[] {
  const single = asStr(vm, slots);
  const items =
    single === undefined
      ? ((asKind(vm, slots, 'tuple') ?? asKind(vm, slots, 'list'))?.items ??
        asKind(vm, slots, 'dict')?.keys.filter((key): key is Value => key !== undefined) ??
        itemsAtOnce(vm, slots))
      : [single];
  if (items === undefined && isIterable(vm, slots))
    throw new ModelError('__slots__ of an iterable that runs Python code is not modelled');
  if (items === undefined) throw raise(vm, 'TypeError', `'${typeName(vm, slots)}' object is not iterable`);
  return items.map((item, i) => {
    if ((item === '__dict__' || item === '__weakref__') && items.indexOf(item) < i)
      throw raise(vm, 'TypeError', `${item} slot disallowed: we already got one`);
    const name = asStr(vm, item);
    if (name === undefined)
      throw raise(vm, 'TypeError', `__slots__ items must be strings, not '${typeName(vm, item)}'`);
    if (!/^[\p{L}_][\p{L}\p{Nd}_]*$/u.test(name)) throw raise(vm, 'TypeError', '__slots__ must be identifiers');
    return mangle(className, name);
  });
}

/** `_Py_Mangle`. */
export function mangle(className: string, name: string): string {
  const owner = className.replace(/^_+/, '');
  return name.startsWith('__') && !name.endsWith('__') && owner !== '' ? `_${owner}${name}` : name;
}

/** The table of an object's slots, made if need be: its attribute table, which nobody sees, or one of its own beside a `__dict__`; undefined for a kind without one. */
function slotTable(vm: Operations, self: Ref): Ref | undefined {
  const data = vm.read(self);
  if (!('attrs' in data)) return undefined;
  if (typeData(vm, data.cls).hasDict) {
    const table = data.slotted ?? newDict(vm);
    if (data.slotted === undefined) vm.setRef(self, data.kind, 'slotted' as never, table as never);
    return table;
  }
  if (data.attrs !== null) return data.attrs;
  const dict = newDict(vm);
  vm.setRef(self, data.kind, 'attrs' as never, dict as never);
  return dict;
}

/** What a slot's descriptor does. */
export function slotMember({ name, owner, place }: Readonly<BuiltinData>): Member {
  if (owner === undefined) throw new ModelError('a slot of no class');
  const tableOf = (vm: Operations, self: Value): Ref => {
    const fits = isSubtype(vm, typeOf(vm, self), owner);
    const table = fits && self instanceof Ref ? slotTable(vm, self) : undefined;
    if (table !== undefined) return table;
    const cls = typeData(vm, owner).name;
    const text = `descriptor '${name}' for '${cls}' objects doesn't apply to a '${typeName(vm, self)}' object`;
    throw raise(vm, 'TypeError', text);
  };
  const key = String(place);
  return {
    get: (vm, self) => dictGetName(vm, tableOf(vm, self), key),
    set(vm, self, value: Slot) {
      const table = tableOf(vm, self);
      if (value !== undefined) dictSetName(vm, table, key, value);
      else if (!dictDeleteName(vm, table, key)) throw raise(vm, 'AttributeError', name);
    },
  };
}
