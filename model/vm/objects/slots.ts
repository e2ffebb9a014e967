/**
 * `__slots__`: member descriptors of a class, and the `__dict__` and `__weakref__` descriptors of one that has a dict.
 *
 * The values of slots live in the instance's attribute table beside its attributes; a class without a dict merely refuses other names.
 * @module
 */
import type { Operations } from '../operations.ts';
import { dictDeleteName, dictGetName, dictSetName, newDict } from '../protocol/dict-table.ts';
import { Ref, type Slot, type Value } from '../value.ts';
import { raise } from './exceptions.ts';
import type { Member } from './member.ts';
import { asKind, asStr } from './payload.ts';
import { allocStatic } from './statics.ts';
import { TYPES, typeName } from './types.ts';

const SLOT_IMPL = 'slot';

/** The `__dict__` descriptor of classes whose instances get a dict. */
export const INSTANCE_DICT: Ref = allocStatic({
  kind: 'builtin',
  cls: TYPES.getset_descriptor,
  impl: 'instance.__dict__',
  name: '__dict__',
  self: undefined,
});
/** The `__weakref__` descriptor. */
export const INSTANCE_WEAKREF: Ref = allocStatic({
  kind: 'builtin',
  cls: TYPES.getset_descriptor,
  impl: 'instance.__weakref__',
  name: '__weakref__',
  self: undefined,
});

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
        asKind(vm, slots, 'dict')?.keys.filter((key): key is Value => key !== undefined))
      : [single];
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

/** The attribute table of an object, made if need be; undefined for a kind without one. */
export function attributeTable(vm: Operations, self: Ref): Ref | undefined {
  const data = vm.read(self);
  if (!('attrs' in data)) return undefined;
  if (data.attrs !== null) return data.attrs;
  const dict = newDict(vm);
  vm.setRef(self, data.kind, 'attrs' as never, dict as never);
  return dict;
}

/** What a slot's descriptor does. */
export function slotMember(name: string): Member {
  return {
    get(vm, self) {
      const table = self instanceof Ref ? attributeTable(vm, self) : undefined;
      return table === undefined ? undefined : dictGetName(vm, table, name);
    },
    set(vm, self, value: Slot) {
      const table = self instanceof Ref ? attributeTable(vm, self) : undefined;
      if (table === undefined) throw raise(vm, 'AttributeError', name);
      if (value !== undefined) dictSetName(vm, table, name, value);
      else if (!dictDeleteName(vm, table, name)) throw raise(vm, 'AttributeError', name);
    },
  };
}
