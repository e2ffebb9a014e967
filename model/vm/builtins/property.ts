/**
 * `property` (Objects/descrobject.c): a record [fget, fset, fdel, doc, name, whether the doc is the getter's].
 * @module
 */
import { bindArguments } from '../objects/arguments.ts';
import { exceptionMatches, raise } from '../objects/exceptions.ts';
import { asKind } from '../objects/payload.ts';
import { isInstance, TYPES, typeData, typeOf } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { getOptionalAttr, setAttr } from '../protocol/attributes.ts';
import { newDict } from '../protocol/dict-table.ts';
import { given, wait } from '../protocol/loop.ts';
import { EXHAUSTED, type Ref, type Slot, type Value } from '../value.ts';

const DOC = 3;
const NAME = 4;
const GETTER_DOC = 5;

const propertyNew: Builtin = (vm, [cls]) =>
  vm.alloc({
    kind: 'record',
    cls: cls as Ref,
    type: 'property',
    slots: [null, null, null, null, undefined, false],
    numbers: [],
    attrs: typeData(vm, cls as Ref).hasDict ? newDict(vm) : null,
  });

const propertyInit: Builtin = (vm, [self, ...rest], keywords) => {
  const signature = { name: 'property', names: ['fget', 'fset', 'fdel', 'doc'] };
  const [fget = null, fset = null, fdel = null, doc = null] = bindArguments(vm, signature, rest, keywords);
  [fget, fset, fdel, null, undefined, false].forEach((slot, i) => {
    vm.setAt(self as Ref, 'slots', i, slot);
  });
  return vm.native('property.init', [self, fget, doc], { setting: false });
};

/** `property_init_impl`: without a doc of its own that of the getter. Slots: the property, its getter, its doc. */
const INIT: Native = {
  start(vm, self) {
    const [, fget, doc] = self.slots as [Ref, Value, Value];
    return doc !== null || fget === null ? setDoc(vm, self, doc) : wait(getOptionalAttr(vm, fget, '__doc__'), 'found');
  },
  phases: {
    found(vm, self, value) {
      const doc = value === EXHAUSTED ? null : value;
      vm.setAt(self.slots[0] as Ref, 'slots', GETTER_DOC, doc !== null);
      return setDoc(vm, self, doc);
    },
    set: () => ({ done: null }),
  },
  caught(vm, self, exception) {
    if (self.vars['setting'] !== true) return undefined;
    // A subclass whose instances have no place for the doc goes without, unless it is the getter's.
    const ofGetter = propertySlots(vm, self.slots[0] as Ref)[GETTER_DOC] === true;
    return !ofGetter && exceptionMatches(vm, exception, TYPES.AttributeError) ? { done: null } : undefined;
  },
};

/** A subclass has a `__doc__` of its own, which would hide the member: the instance's comes before it. */
function setDoc(vm: Operations, self: NativeSelf, doc: Value): NativeStep {
  const property = self.slots[0] as Ref;
  if (typeOf(vm, property) !== TYPES.property) {
    self.setVars({ setting: true });
    return wait(setAttr(vm, property, '__doc__', doc), 'set');
  }
  vm.setAt(property, 'slots', DOC, doc);
  return { done: null };
}

const propertySlots = (vm: Operations, property: Ref): readonly Slot[] => asKind(vm, property, 'record')?.slots ?? [];

/** `property_copy`: `@p.setter` is a new property of the same class with one accessor replaced. */
const replaced =
  (i: 0 | 1 | 2): Builtin =>
  (vm, [self, func]) => {
    const accessors = propertySlots(vm, self as Ref).slice(0, DOC) as Value[];
    if (func !== null) accessors[i] = func as Value;
    return vm.native('property.copy', [self, ...accessors]);
  };

/** Slots: the property, the accessors of the new one. */
const COPY: Native = {
  start(vm, self) {
    const [old, ...accessors] = self.slots as [Ref, ...Value[]];
    const slots = propertySlots(vm, old);
    const doc = slots[GETTER_DOC] === true && accessors[0] !== null ? null : (slots[DOC] ?? null);
    return wait(vm.call(typeOf(vm, old), [...accessors, doc]), 'made');
  },
  phases: {
    made(vm, self, value) {
      const made = given(value);
      if (isInstance(vm, made, TYPES.property))
        vm.setAt(made as Ref, 'slots', NAME, propertySlots(vm, self.slots[0] as Ref)[NAME]);
      return { done: made };
    },
  },
};

/** `property___name__`: what it was told, or that of its getter. Slots: the property. */
const NAME_OF: Native = {
  start(vm, self) {
    const property = self.slots[0] as Ref;
    const slots = propertySlots(vm, property);
    if (slots[NAME] !== undefined) return { done: slots[NAME] };
    const [getter] = slots as readonly Value[];
    return getter === null || getter === undefined
      ? missing(vm)
      : wait(getOptionalAttr(vm, getter, '__name__'), 'found');
  },
  phases: { found: (vm, _self, value) => (value === EXHAUSTED ? missing(vm) : { done: value }) },
};

function missing(vm: Operations): never {
  throw raise(vm, 'AttributeError', "'property' object has no attribute '__name__'");
}

export const PROPERTY_NATIVES: NativeTable = { 'property.init': INIT, 'property.copy': COPY, 'property.name': NAME_OF };

export const PROPERTY_BUILTINS: BuiltinTable = {
  'property.__new__': propertyNew,
  'property.__init__': propertyInit,
  'property.getter': replaced(0),
  'property.setter': replaced(1),
  'property.deleter': replaced(2),
  'property.__set_name__': (vm, [self, ...args]) => {
    if (args.length !== 2) {
      const text = `__set_name__() takes 2 positional arguments but ${args.length} were given`;
      throw raise(vm, 'TypeError', text);
    }
    vm.setAt(self as Ref, 'slots', NAME, args[1]);
    return null;
  },
  'property.__name__': (vm, [self]) => vm.native('property.name', [self]),
};
