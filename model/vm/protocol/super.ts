/**
 * `super`: a record [class, object, object's type]; attributes are looked up after the class on the MRO of the type.
 * @module
 */
import type { RecordData } from '../heap.ts';
import { raise } from '../objects/exceptions.ts';
import { isSubtype, isType, TYPES, typeName, typeOf } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { ModelError, type Pending, Ref, type Value } from '../value.ts';
import { isGeneric, noAttribute } from './attributes.ts';
import { descriptorKind, type Found, getFromClass, getFromInstance } from './descriptors.ts';
import { lookupAfter } from './lookup.ts';
import { TEXTS } from './messages.ts';

/** `supercheck`: the type on whose MRO `super(cls, obj)` looks. */
export function superType(vm: Operations, cls: Ref, obj: Value): Ref {
  if (isType(vm, obj) && isSubtype(vm, obj, cls)) return obj;
  const type = typeOf(vm, obj);
  if (isSubtype(vm, type, cls)) return type;
  const clsData = vm.read(cls);
  const what = isType(vm, obj) ? `type ${nameOf(vm, obj)}` : `instance of ${typeName(vm, obj)}`;
  throw raise(vm, 'TypeError', TEXTS[vm.version].superObject(clsData.kind === 'type' ? clsData.name : '?', what));
}

function nameOf(vm: Operations, cls: Ref): string {
  const data = vm.read(cls);
  return data.kind === 'type' ? data.name : '?';
}

/** A new super object. */
export function newSuper(vm: Operations, cls: Ref, obj: Value): Ref {
  const type = superType(vm, cls, obj);
  return vm.alloc({
    kind: 'record',
    cls: TYPES.super,
    type: 'super',
    slots: [cls, obj, type],
    numbers: [],
    attrs: null,
  });
}

function after(
  vm: Operations,
  cls: Ref,
  obj: Value,
  type: Ref,
  name: string,
  asMethod: boolean,
): Found | Pending | undefined {
  if (name === '__class__') return undefined;
  const attribute = lookupAfter(vm, type, cls, name);
  if (attribute === undefined) return undefined;
  const kind = descriptorKind(vm, attribute);
  return obj === type
    ? getFromClass(vm, kind, attribute, type)
    : getFromInstance(vm, kind, attribute, obj, type, asMethod);
}

/** An attribute of a super object; undefined where the super object's own are next. */
export function superAttribute(vm: Operations, data: Readonly<RecordData>, name: string): Found | Pending | undefined {
  const [cls, obj, type] = data.slots;
  if (!(cls instanceof Ref) || !(type instanceof Ref) || obj === undefined) return undefined;
  return after(vm, cls, obj, type, name, false);
}

/** The first half of LOAD_SUPER_ATTR with the real `super`: calling it, though no super object is made. Answers the type to look on. */
export function callSuper(vm: Operations, superClass: Value, cls: Value, self: Value): Ref {
  if (superClass !== TYPES.super) throw new ModelError('super was replaced');
  if (!isType(vm, cls)) throw raise(vm, 'TypeError', `super() argument 1 must be a type, not ${typeName(vm, cls)}`);
  return superType(vm, cls, self);
}

/** The second half: the attribute; as a method (`_PySuper_Lookup` with `method`), one is left unbound where the object's type has no attribute hook. */
export function lookupSuper(
  vm: Operations,
  cls: Ref,
  self: Value,
  type: Ref,
  name: string,
  asMethod: boolean,
): Found | Pending {
  const found = after(vm, cls, self, type, name, asMethod && isGeneric(vm, self));
  if (found !== undefined) return found;
  throw noAttribute(vm, newSuper(vm, cls, self), name);
}
