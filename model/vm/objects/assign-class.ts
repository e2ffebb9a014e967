/**
 * Assignment to `__class__` and `__bases__`: `object_set_class`, `type_set_bases` (Objects/typeobject.c).
 * @module
 */
import type { Operations } from '../operations.ts';
import { TEXTS } from '../protocol/messages.ts';
import { ROWS } from '../protocol/rows.ts';
import { Ref, type Result, type Slot, type Value } from '../value.ts';
import { raise } from './exceptions.ts';
import { addsFields, baseOf, bestBase, isSubtypeByBase, isWeak } from './mro.ts';
import { asKind } from './payload.ts';
import { changeBases } from './type-mro.ts';
import { isSubtype, isType, TYPES, typeData, typeName, typeOf } from './types.ts';

/** Names of the slots that a class adds to its instances, as one text. */
const addedSlots = (vm: Operations, cls: Ref): string => (typeData(vm, cls).ownSlots ?? []).join(' ');

/** What stands before an instance: whether there is a dict, whether there are weak references (`Py_TPFLAGS_PREHEADER`). */
const preheader = (vm: Operations, cls: Ref): string => `${typeData(vm, cls).hasDict} ${isWeak(vm, cls)}`;

/** The nearest class on the chain of bases that adds to its instances (`compatible_with_tp_base`). */
function addingBase(vm: Operations, cls: Ref): Ref {
  const base = baseOf(vm, cls);
  if (base === undefined) return cls;
  if (cls.id < 0) return !isSubtype(vm, cls, TYPES.BaseException) || addsFields(cls) ? cls : addingBase(vm, base);
  const same =
    ROWS[vm.version].preheadersStandApart || (isCollected(vm, base) && preheader(vm, cls) === preheader(vm, base));
  return same && addedSlots(vm, cls) === '' ? addingBase(vm, base) : cls;
}

/** Builtin types whose instances the collector does not see, by layout. It sees those of all classes written in Python. */
const UNCOLLECTED: ReadonlySet<string> = new Set(
  'object int float complex str bytes bytearray range datetime.date datetime.datetime datetime.time datetime.timedelta'.split(
    ' ',
  ),
);

const isCollected = (vm: Operations, cls: Ref): boolean => cls.id > 0 || !UNCOLLECTED.has(typeData(vm, cls).layout);

/** `compatible_for_assignment`. */
function checkCompatible(vm: Operations, from: Ref, to: Ref, attribute: '__class__' | '__bases__'): void {
  const differs = (what: string) => {
    const [old, next] = [typeData(vm, from), typeData(vm, to)];
    return raise(vm, 'TypeError', `${attribute} assignment: '${next.name}' ${what} differs from '${old.name}'`);
  };
  if (isCollected(vm, from) !== isCollected(vm, to) && TEXTS[vm.version].comparesDeallocators)
    throw differs('deallocator');
  const [a, b] = [addingBase(vm, from), addingBase(vm, to)];
  const added = a.id > 0 && b.id > 0 && baseOf(vm, a) === baseOf(vm, b) && addedSlots(vm, a) === addedSlots(vm, b);
  const apart = attribute === '__bases__' && ROWS[vm.version].preheadersStandApart;
  if (!(a === b || added) || !(apart || preheader(vm, from) === preheader(vm, to))) throw differs('object layout');
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
  vm.setRef(obj, data.kind, 'cls', value);
}

/** `cls.__bases__ = value`. */
export function assignBases(vm: Operations, cls: Ref, value: Value): Result {
  const { name } = typeData(vm, cls);
  const bases = asKind(vm, value, 'tuple')?.items;
  if (bases === undefined)
    throw raise(vm, 'TypeError', `can only assign tuple to ${name}.__bases__, not ${typeName(vm, value)}`);
  if (bases.length === 0) throw raise(vm, 'TypeError', `can only assign non-empty tuple to ${name}.__bases__, not ()`);
  for (const base of bases) {
    if (!isType(vm, base))
      throw raise(vm, 'TypeError', `${name}.__bases__ must be tuple of classes, not '${typeName(vm, base)}'`);
    if (isSubtype(vm, base, cls) || isSubtypeByBase(vm, base, cls))
      throw raise(vm, 'TypeError', 'a __bases__ item causes an inheritance cycle');
  }
  checkCompatible(vm, baseOf(vm, cls) as Ref, bestBase(vm, bases), '__bases__');
  return changeBases(vm, cls, value);
}
