/**
 * Calling a type: `type.__call__`, `object.__new__` and `object.__init__` (Objects/typeobject.c).
 * @module
 */

import type { HeapData } from '../heap.ts';
import type { Machine } from '../machine.ts';
import type { Keywords, Native, NativeSelf, NativeStep, Operations } from '../operations.ts';
import { getAttr } from '../protocol/attributes.ts';
import { bindSpecial } from '../protocol/bind-special.ts';
import { callOf, callSlots, callVars } from '../protocol/call-slots.ts';
import { toList } from '../protocol/collect.ts';
import { newDict } from '../protocol/dict-table.ts';
import { lookupType } from '../protocol/lookup.ts';
import { given, wait } from '../protocol/loop.ts';
import { ModelError, PENDING, type Pending, type PyRaise, Ref, type Result, type Slot, type Value } from '../value.ts';
import { refuseAbstract } from './abstract-methods.ts';
import { initException, newBare } from './exception-init.ts';
import { raise } from './exceptions.ts';
import { FILE_LAYOUTS } from './extension-types.ts';
import { staticNew } from './new-slot.ts';
import { typeNew } from './type-new.ts';
import { isInstance, isSubtype, nameOfType, refuseUnknown, TYPES, typeData, typeName, typeOf } from './types.ts';

const builtin = (name: string): Slot => STATIC_METHODS.get(name);
const STATIC_METHODS: ReadonlyMap<string, Ref> = new Map(
  (['object', 'type'] as const).flatMap((type) => {
    const dict = typeDictOf(TYPES[type]);
    return ['__new__', '__init__', '__call__'].flatMap((name) => {
      const at = dict.keys.indexOf(name);
      return at < 0 ? [] : [[`${type}.${name}`, dict.values[at] as Ref] as const];
    });
  }),
);

function typeDictOf(type: Ref): { keys: Slot[]; values: Slot[] } {
  const dict = type.data?.kind === 'type' ? type.data.dict.data : null;
  if (dict?.kind !== 'dict') throw new ModelError('a static type without a dict');
  return dict;
}

/** Calls a type: a new instance, or what its `__new__` or its metaclass's `__call__` makes of the call. */
export function callType(vm: Operations, type: Ref, args: readonly Value[], keywords: Keywords | null): Result {
  const data = typeData(vm, type);
  if (type.id < 0) return callStatic(vm, type, data.name, args, keywords);
  if (data.cls.id >= 0) {
    const call = lookupType(vm, data.cls, '__call__');
    if (call !== builtin('type.__call__')) return vm.call(...bindSpecial(vm, call as Value, type, args), keywords);
  }
  return typeCall(vm, type, args, keywords);
}

function callStatic(
  vm: Operations,
  type: Ref,
  name: string,
  args: readonly Value[],
  keywords: Keywords | null,
): Result {
  if (type === TYPES.type) {
    if (args.length === 1 && (keywords === null || keywords.size === 0)) {
      refuseUnknown(vm, args[0] as Value);
      return typeOf(vm, args[0] as Value);
    }
    if (args.length !== 3) throw raise(vm, 'TypeError', 'type() takes 1 or 3 arguments');
    return typeNew(vm, [type, ...args], keywords);
  }
  if (isSubtype(vm, type, TYPES.BaseException)) {
    return initException(vm, newBare(vm, type, args, keywords), args, keywords);
  }
  if (name === 'list' && args.length === 1 && (keywords === null || keywords.size === 0))
    return toList(vm, args[0] as Value);
  const init = lookupType(vm, type, '__init__');
  const make = lookupType(vm, type, '__new__');
  if (make === undefined || make === builtin('object.__new__')) {
    if (type !== TYPES.object && !FILE_LAYOUTS.has(typeData(vm, type).layout)) throw noInstances(vm, type);
    const self = objectNew(vm, type, args, keywords);
    if (self === PENDING || init === builtin('object.__init__')) return self;
    return vm.native('type_init', [self, ...callSlots(args, keywords)], callVars(args, keywords));
  }
  if (init === builtin('object.__init__')) return vm.call(make as Value, [type, ...args], keywords);
  return construct(vm, type, args, keywords);
}

/** `type_call` of a type that has no `tp_new`. */
const noInstances = (vm: Operations, type: Ref): PyRaise =>
  raise(vm, 'TypeError', `cannot create '${nameOfType(vm, type)}' instances`);

/** Whether a class has the `tp_new` of object. */
const hasObjectNew = (vm: Operations, type: Ref): boolean => staticNew(vm, type) === builtin('object.__new__');

/** `type.__call__` proper, after the metaclass: `__new__`, then `__init__`. */
export function typeCall(vm: Operations, type: Ref, args: readonly Value[], keywords: Keywords | null): Result {
  if (type.id < 0) return callStatic(vm, type, typeData(vm, type).name, args, keywords);
  if (typeData(vm, type).unready === true) throw noInstances(vm, type);
  if (hasObjectNew(vm, type)) {
    const init = lookupType(vm, type, '__init__');
    if (init === builtin('object.__init__') || init === undefined) return objectNew(vm, type, args, keywords);
    const self = objectNew(vm, type, args, keywords);
    if (self === PENDING) return PENDING;
    return vm.native('type_init', [self, ...callSlots(args, keywords)], callVars(args, keywords));
  }
  return construct(vm, type, args, keywords);
}

function construct(vm: Operations, type: Ref, args: readonly Value[], keywords: Keywords | null): Result {
  return vm.native('type_call', [type, ...callSlots(args, keywords)], callVars(args, keywords));
}

function initialise(vm: Operations, self: Value, native: NativeSelf): NativeStep {
  const { args, keywords } = callOf(native, 1);
  const init = lookupType(vm, typeOf(vm, self), '__init__');
  if (init === undefined) return { done: self };
  return wait(vm.call(...bindSpecial(vm, init as Value, self, args), keywords), 'initialised');
}

function initialised(vm: Operations, self: Value, result: Value): NativeStep {
  if (result !== null) {
    const type = typeName(vm, result);
    throw raise(vm, 'TypeError', `__init__() should return None, not '${type}'`);
  }
  return { done: self };
}

/** `__init__` of an object that is made. Slots: the object, the arguments. */
export const TYPE_INIT: Native = {
  start: (vm, self) => initialise(vm, self.slots[0] as Value, self),
  phases: { initialised: (vm, self, value) => initialised(vm, self.slots[0] as Value, given(value)) },
};

/** `__new__` and `__init__`. Slots: the type (later the object), the arguments. */
export const TYPE_CALL: Native = {
  start(vm, self) {
    const type = self.slots[0] as Ref;
    const { args, keywords } = callOf(self, 1);
    const make = staticNew(vm, type);
    if (make === undefined) return wait(getAttr(vm, type, '__new__'), 'found');
    return wait(vm.call(make, [type, ...args], keywords), 'made');
  },
  phases: {
    found(vm, self, make) {
      const { args, keywords } = callOf(self, 1);
      return wait(vm.call(given(make), [self.slots[0] as Ref, ...args], keywords), 'made');
    },
    made(vm, self, value) {
      const object = given(value);
      if (!isInstance(vm, object, self.slots[0] as Ref)) return { done: object };
      const step = initialise(vm, object, self);
      self.set(0, object);
      return step;
    },
    initialised: (vm, self, value) => initialised(vm, self.slots[0] as Value, given(value)),
  },
};

/** A file, of a type without a `__new__` of its own. */
function newFileOf(vm: Operations, type: Ref): Ref {
  const made = (vm as Machine).world.builtins.get('io.new')?.(vm, [type], null);
  if (!(made instanceof Ref)) throw new ModelError('a file that is not made at once');
  return made;
}

/** `object.__new__`: refuses arguments that nobody takes. */
export function objectNew(vm: Operations, type: Ref, args: readonly Value[], keywords: Keywords | null): Ref | Pending {
  const data = typeData(vm, type);
  if (args.length > 0 || (keywords !== null && keywords.size > 0)) {
    if (!hasObjectNew(vm, type))
      throw raise(vm, 'TypeError', 'object.__new__() takes exactly one argument (the type to instantiate)');
    if (lookupType(vm, type, '__init__') === builtin('object.__init__'))
      throw raise(vm, 'TypeError', `${data.name}() takes no arguments`);
  }
  if (FILE_LAYOUTS.has(data.layout) && refuseAbstract(vm, type) !== PENDING) return newFileOf(vm, type);
  if (data.layout !== 'object')
    throw raise(vm, 'TypeError', `object.__new__(${data.name}) is not safe, use ${data.layout}.__new__()`);
  if (refuseAbstract(vm, type) === PENDING) return PENDING;
  return newInstance(vm, type, undefined);
}

/** `object.__init__`: refuses arguments that nobody takes. */
export function objectInit(vm: Operations, self: Value, args: readonly Value[], keywords: Keywords | null): null {
  if (args.length === 0 && (keywords === null || keywords.size === 0)) return null;
  const type = typeOf(vm, self);
  if (lookupType(vm, type, '__init__') !== builtin('object.__init__'))
    throw raise(vm, 'TypeError', 'object.__init__() takes exactly one argument (the instance to initialize)');
  if (hasObjectNew(vm, type))
    throw raise(
      vm,
      'TypeError',
      `${typeData(vm, type).name}.__init__() takes exactly one argument (the instance to initialize)`,
    );
  return null;
}

/** An instance of a class with the layout of object, or of an immutable builtin whose value it carries. */
export function newInstance(vm: Operations, type: Ref, payload: Slot): Ref {
  const attrs = typeData(vm, type).hasDict ? newDict(vm) : null;
  return vm.alloc({ kind: 'instance', cls: type, attrs, payload, finalized: false });
}

/** Gives a new container the type and the `__dict__` of a subclass. */
export function allocAs(vm: Operations, type: Ref, data: Extract<HeapData, { attrs: Ref | null }>): Ref {
  return vm.alloc({ ...data, cls: type, attrs: typeData(vm, type).hasDict ? newDict(vm) : null });
}
