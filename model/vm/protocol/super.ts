/**
 * `super`: a record [class, object, object's type]; attributes are looked up after the class on the MRO of the type.
 * @module
 */
import type { RecordData } from '../heap.ts';
import { raise } from '../objects/exceptions.ts';
import { isSubtype, isType, TYPES, typeData, typeName, typeOf } from '../objects/types.ts';
import type { Native, NativeTable, Operations } from '../operations.ts';
import { EXHAUSTED, ModelError, type Pending, Ref, type Result, UndefinedBehaviour, type Value } from '../value.ts';
import { getOptionalAttr, isGeneric, noAttribute } from './attributes.ts';
import { descriptorKind, type Found, getFromClass, getFromInstance } from './descriptors.ts';
import { lookupAfter } from './lookup.ts';
import { wait } from './loop.ts';
import { TEXTS } from './messages.ts';

/** `supercheck`: the type on whose MRO `super(cls, obj)` looks; what the object says of its class is asked last. */
export function superType(vm: Operations, cls: Ref, obj: Value): Ref | Pending {
  return ownType(vm, cls, obj) ?? (vm.native('super.check', [cls, obj], { make: false }) as Ref | Pending);
}

function ownType(vm: Operations, cls: Ref, obj: Value): Ref | undefined {
  if (isType(vm, obj) && isSubtype(vm, obj, cls)) return obj;
  const type = typeOf(vm, obj);
  return isSubtype(vm, type, cls) ? type : undefined;
}

/** `super(cls, obj)` as `super_descr_get` makes it. */
function bindSuper(vm: Operations, cls: Ref, obj: Value): Result {
  const type = ownType(vm, cls, obj);
  return type === undefined ? vm.native('super.check', [cls, obj], { make: true }) : newSuper(vm, cls, obj, type);
}

/** Asks the object for its `__class__`. Slots: class, object. Vars: whether to make the super object. */
const CHECK: Native = {
  start: (vm, self) => wait(getOptionalAttr(vm, self.slots[1] as Value, '__class__'), 'found'),
  phases: {
    found(vm, self, said) {
      const [cls, obj] = self.slots as [Ref, Value];
      if (said !== EXHAUSTED && isType(vm, said) && said !== typeOf(vm, obj) && isSubtype(vm, said, cls))
        return { done: self.vars['make'] === true ? newSuper(vm, cls, obj, said) : said };
      const what = isType(vm, obj) ? `type ${typeData(vm, obj).name}` : `instance of ${typeName(vm, obj)}`;
      throw raise(vm, 'TypeError', TEXTS[vm.version].superObject(typeData(vm, cls).name, what));
    },
  },
};

export const SUPER_NATIVES: NativeTable = { 'super.check': CHECK };

/** `super.__get__`: one without an object becomes one with it; that of a subclass by calling the subclass. */
export function superGet(vm: Operations, own: Ref, data: Readonly<RecordData>, obj: Value): Result {
  const [cls, bound] = data.slots;
  if (obj === null || bound !== undefined) return own;
  if (!(cls instanceof Ref)) throw new UndefinedBehaviour('a super object without a class looks through NULL');
  return data.cls === TYPES.super ? bindSuper(vm, cls, obj) : vm.call(data.cls, [cls, obj]);
}

function newSuper(vm: Operations, cls: Ref, obj: Value, type: Ref): Ref {
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
export function callSuper(vm: Operations, superClass: Value, cls: Value, self: Value): Ref | Pending {
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
  throw noAttribute(vm, newSuper(vm, cls, self, type), name);
}
