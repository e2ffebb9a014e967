/**
 * Assignment to `__class__` and `__bases__`: `object_set_class`, `type_set_bases` (Objects/typeobject.c).
 * @module
 */
import type { Operations } from '../operations.ts';
import { dictEntries } from '../protocol/dict-table.ts';
import { TEXTS } from '../protocol/messages.ts';
import { Ref, type Slot, type Value } from '../value.ts';
import { raise } from './exceptions.ts';
import { bestBase, mergeMros } from './mro.ts';
import { asKind } from './payload.ts';
import { moveSlots } from './slots.ts';
import { isSubtype, isType, TYPES, typeData, typeName, typeOf } from './types.ts';

/** Names of the slots that a class and its bases add to their instances. */
function addedSlots(vm: Operations, cls: Ref): string {
  const names = typeData(vm, cls).mro.flatMap((base) =>
    (base as Ref).id < 0
      ? []
      : dictEntries(vm, typeData(vm, base as Ref).dict).flatMap(([name, value]) =>
          asKind(vm, value, 'builtin')?.cls === TYPES.member_descriptor ? [String(name)] : [],
        ),
  );
  return names.sort().join(' ');
}

/** `compatible_for_assignment`. */
function checkCompatible(vm: Operations, from: Ref, to: Ref, attribute: string): void {
  const [old, next] = [typeData(vm, from), typeData(vm, to)];
  const differs = (what: string) =>
    raise(vm, 'TypeError', `${attribute} assignment: '${next.name}' ${what} differs from '${old.name}'`);
  if (from.id < 0 !== to.id < 0 && TEXTS[vm.version].comparesDeallocators) throw differs('deallocator');
  const same =
    old.layout === next.layout &&
    (attribute === '__bases__' || old.hasDict === next.hasDict) &&
    addedSlots(vm, from) === addedSlots(vm, to);
  if (!same) throw differs('object layout');
}

/** `obj.__class__ = value`; undefined deletes. */
export function assignClass(vm: Operations, obj: Value, value: Slot): void {
  if (value === undefined) throw raise(vm, 'TypeError', "can't delete __class__ attribute");
  if (!isType(vm, value))
    throw raise(vm, 'TypeError', `__class__ must be set to a class, not '${typeName(vm, value)}' object`);
  const old = typeOf(vm, obj);
  const modules = isSubtype(vm, old, TYPES.module) && isSubtype(vm, value, TYPES.module);
  if (!(obj instanceof Ref) || (!modules && (old.id < 0 || value.id < 0)))
    throw raise(vm, 'TypeError', '__class__ assignment only supported for mutable types or ModuleType subclasses');
  if (!modules) checkCompatible(vm, old, value, '__class__');
  const data = vm.read(obj);
  moveSlots(vm, obj, old, value);
  vm.setRef(obj, data.kind, 'cls', value);
}

/** `cls.__bases__ = value`. */
export function assignBases(vm: Operations, cls: Ref, value: Value): void {
  const { name, bases: old } = typeData(vm, cls);
  const bases = asKind(vm, value, 'tuple')?.items;
  if (bases === undefined)
    throw raise(vm, 'TypeError', `can only assign tuple to ${name}.__bases__, not ${typeName(vm, value)}`);
  if (bases.length === 0) throw raise(vm, 'TypeError', `can only assign non-empty tuple to ${name}.__bases__, not ()`);
  for (const base of bases) {
    if (!isType(vm, base))
      throw raise(vm, 'TypeError', `${name}.__bases__ must be tuple of classes, not '${typeName(vm, base)}'`);
    if (isSubtype(vm, base, cls)) throw raise(vm, 'TypeError', 'a __bases__ item causes an inheritance cycle');
  }
  checkCompatible(vm, bestBase(vm, old as Ref[]), bestBase(vm, bases as Ref[]), '__bases__');
  const rest = mergeMros(vm, bases);
  for (const base of old) setSubclass(vm, base as Ref, cls, false);
  for (const base of bases) setSubclass(vm, base as Ref, cls, true);
  vm.splice(cls, 'bases', 0, old.length, bases);
  setMro(vm, cls, rest);
  vm.typesChanged();
}

function setSubclass(vm: Operations, base: Ref, cls: Ref, present: boolean): void {
  if (base.id < 0) return;
  const others = (typeData(vm, base).subclasses ?? []).filter((other) => other !== cls);
  vm.setPlain(base, 'type', 'subclasses', present ? [...others, cls] : others);
}

/** `mro_hierarchy`: the class, then those that derive from it. */
function setMro(vm: Operations, cls: Ref, rest: readonly Value[]): void {
  const { mro, subclasses } = typeData(vm, cls);
  vm.splice(cls, 'mro', 0, mro.length, [cls, ...rest]);
  for (const sub of subclasses ?? []) setMro(vm, sub, mergeMros(vm, typeData(vm, sub).bases));
}
