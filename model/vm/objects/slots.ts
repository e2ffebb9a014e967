/**
 * `__slots__`: member descriptors of a class, and the `__dict__` and `__weakref__` descriptors of one that has a dict.
 *
 * The values of slots live in the instance's attribute table beside its attributes; a class without a dict merely refuses other names.
 * @module
 */

import type { Operations } from '../operations.ts';
import { itemsAtOnce } from '../protocol/collect.ts';
import { dictDeleteName, dictEntries, dictGetName, dictSetName, newDict } from '../protocol/dict-table.ts';
import { isIterable } from '../protocol/iteration.ts';
import { ModelError, Ref, type Slot, type Value } from '../value.ts';
import { raise } from './exceptions.ts';
import type { Member } from './member.ts';
import { asKind, asStr } from './payload.ts';
import { allocStatic } from './statics.ts';
import { isSubtype, TYPES, typeData, typeName, typeOf } from './types.ts';

const SLOT_IMPL = 'slot';

function instanceDescriptor(name: '__dict__' | '__weakref__', owner?: Ref): Ref {
  const data = {
    kind: 'builtin',
    cls: TYPES.getset_descriptor,
    impl: `instance.${name}`,
    name,
    self: undefined,
  } as const;
  return allocStatic(owner === undefined ? data : { ...data, owner });
}

/** The `__dict__` descriptor of classes whose instances get a dict: each has its own. */
export const INSTANCE_DICT: Ref = instanceDescriptor('__dict__');
/** The `__weakref__` descriptor. */
export const INSTANCE_WEAKREF: Ref = instanceDescriptor('__weakref__');
/** The two where all classes have the same. */
export const SHARED_DICT: Ref = instanceDescriptor('__dict__', TYPES.object);
export const SHARED_WEAKREF: Ref = instanceDescriptor('__weakref__', TYPES.object);

/** A slot's descriptor for the class's dict. */
export function slotDescriptor(vm: Operations, name: string): Ref {
  return vm.alloc({ kind: 'builtin', cls: TYPES.member_descriptor, impl: SLOT_IMPL, name, self: undefined });
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

/** The value of an object's slot, of the first class of its order that has one of that name; undefined where it is empty. */
export function slotValue(vm: Operations, self: Ref, name: string): Value | undefined {
  const data = vm.read(self);
  if (!('attrs' in data)) return undefined;
  const { hasDict, mro } = typeData(vm, data.cls);
  const table = (hasDict ? data.slotted : data.attrs) ?? undefined;
  if (table === undefined) return undefined;
  for (const owner of mro) {
    const value = owner instanceof Ref ? dictGetName(vm, table, slotKey(name, owner)) : undefined;
    if (value !== undefined) return value;
  }
  return undefined;
}

/** A subclass may have a slot of the same name beside its base's. */
const slotKey = (name: string, owner: Ref): string => `${owner.id}.${name}`;

/** The classes of an order that have a slot of this name. */
function ownersOf(vm: Operations, cls: Ref, name: string): readonly Ref[] {
  return typeData(vm, cls).mro.filter((base): base is Ref => {
    const found = base instanceof Ref && base.id > 0 ? dictGetName(vm, typeData(vm, base).dict, name) : undefined;
    return asKind(vm, found, 'builtin')?.impl === SLOT_IMPL;
  });
}

/** An object has become one of another class of the same layout: what its slots hold belongs to the slots there. */
export function moveSlots(vm: Operations, self: Ref, from: Ref, to: Ref): void {
  const data = vm.read(self);
  const table = 'attrs' in data ? (typeData(vm, from).hasDict ? data.slotted : data.attrs) : null;
  if (table === null || table === undefined) return;
  const moves = dictEntries(vm, table).flatMap(([key, value]) => {
    const [, id, name] = /^(\d+)\.(.*)$/.exec(String(key)) ?? [];
    if (id === undefined || name === undefined) return [];
    const at = ownersOf(vm, from, name).findIndex((owner) => owner.id === Number(id));
    const owner = ownersOf(vm, to, name)[at];
    return owner === undefined || owner.id === Number(id)
      ? []
      : [{ key: String(key), next: slotKey(name, owner), value }];
  });
  for (const { key } of moves) dictDeleteName(vm, table, key);
  for (const { next, value } of moves) dictSetName(vm, table, next, value);
}

/** What a slot's descriptor does; `owner` is the class whose slot it is. */
export function slotMember(name: string, owner: Ref | undefined): Member {
  const tableOf = (vm: Operations, self: Value): Ref => {
    const fits = owner === undefined || isSubtype(vm, typeOf(vm, self), owner);
    const table = fits && self instanceof Ref ? slotTable(vm, self) : undefined;
    if (table !== undefined) return table;
    const cls = owner === undefined ? '?' : typeData(vm, owner).name;
    const text = `descriptor '${name}' for '${cls}' objects doesn't apply to a '${typeName(vm, self)}' object`;
    throw raise(vm, 'TypeError', text);
  };
  const key = owner === undefined ? name : slotKey(name, owner);
  return {
    get: (vm, self) => dictGetName(vm, tableOf(vm, self), key),
    set(vm, self, value: Slot) {
      const table = tableOf(vm, self);
      if (value !== undefined) dictSetName(vm, table, key, value);
      else if (!dictDeleteName(vm, table, key)) throw raise(vm, 'AttributeError', name);
    },
  };
}
