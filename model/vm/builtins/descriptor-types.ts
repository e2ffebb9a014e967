/**
 * staticmethod, classmethod, super, module, method: constructors and methods.
 * @module
 */

import type { DataOf } from '../heap.ts';
import { argumentType, between, bindArguments, noKeywords, strArgument } from '../objects/arguments.ts';
import { checkClass, checkInstance } from '../objects/descriptor-check.ts';
import { raise } from '../objects/exceptions.ts';
import { asKind } from '../objects/payload.ts';
import { isType, TYPES, typeData, typeName, typeOf } from '../objects/types.ts';
import type {
  Builtin,
  BuiltinTable,
  Keywords,
  Native,
  NativeSelf,
  NativeStep,
  NativeTable,
  Operations,
} from '../operations.ts';
import { getAttr, getOptionalAttr } from '../protocol/attributes.ts';
import {
  type Descriptor,
  descriptorKind,
  ensureDict,
  getFromInstance,
  heldBy,
  isFilled,
  setThrough,
} from '../protocol/descriptors.ts';
import { dictSetName, newDict } from '../protocol/dict-table.ts';
import { given, wait } from '../protocol/loop.ts';
import { ROWS } from '../protocol/rows.ts';
import { SUPER_NATIVES, superType } from '../protocol/super.ts';
import { EXHAUSTED, PENDING, Ref, type Slot, UndefinedBehaviour, type Value } from '../value.ts';
import { isCallable } from './functions.ts';
import { PROPERTY_BUILTINS, PROPERTY_NATIVES } from './property.ts';

/** What a descriptor is by its builtin type, whatever methods its class has. */
function builtinKind(vm: Operations, descriptor: Value): Descriptor {
  return asKind(vm, descriptor, 'record')?.type === 'property' ? 'property' : descriptorKind(vm, descriptor);
}

/** `descriptor.__get__(obj, type)`. */
const get: Builtin = (vm, [descriptor, obj = null, type]) => {
  if (obj === null && (type === null || type === undefined))
    throw raise(vm, 'TypeError', '__get__(None, None) is invalid');
  const data = descriptor instanceof Ref ? vm.read(descriptor) : null;
  if (data?.kind === 'builtin') {
    if (data.cls === TYPES.classmethod_descriptor) checkClass(vm, data, type ?? typeOf(vm, obj));
    else if (obj !== null) checkInstance(vm, data, obj);
  }
  const kind = builtinKind(vm, descriptor as Value);
  if (obj === null) {
    if (kind === 'method' || kind === 'property' || kind === 'getset') return descriptor as Value;
  }
  const cls = type instanceof Ref ? type : typeOf(vm, obj);
  const found = getFromInstance(vm, kind, descriptor as Value, obj, cls, false);
  if (found === undefined) throw raise(vm, 'AttributeError');
  return found === PENDING ? PENDING : found.func;
};

function setThroughBuiltin(vm: Operations, descriptor: Value, obj: Value, value: Slot): ReturnType<Builtin> {
  const data = asKind(vm, descriptor, 'builtin');
  if (data !== undefined) checkInstance(vm, data, obj);
  const done = setThrough(vm, builtinKind(vm, descriptor), descriptor, obj, value);
  if (done === undefined) throw raise(vm, 'AttributeError', '__set__');
  return done === PENDING ? PENDING : null;
}

function heldFunction(vm: Operations, type: string, args: readonly Value[], keywords: Keywords | null): Value {
  noKeywords(vm, type, keywords);
  if (args.length !== 1) throw raise(vm, 'TypeError', `${type} expected 1 argument, got ${args.length}`);
  return args[0] as Value;
}

const holder =
  (type: 'staticmethod' | 'classmethod'): Builtin =>
  (vm, [cls, ...args], keywords) => {
    const func = ROWS[vm.version].holdersMadeWithFunction ? heldFunction(vm, type, args, keywords) : undefined;
    return vm.alloc({ kind: 'record', cls: cls as Ref, type, slots: [func], numbers: [], attrs: newDict(vm) });
  };

const holderInit =
  (type: 'staticmethod' | 'classmethod'): Builtin =>
  (vm, [self, ...args], keywords) => {
    const func = heldFunction(vm, type, args, keywords);
    const holder = self as Ref;
    vm.setAt(holder, 'slots', 0, func);
    const attrs = ensureDict(vm, holder);
    const data = func instanceof Ref ? vm.read(func) : null;
    if (data?.kind !== 'function') return vm.native('holder.copy', [holder, func], { at: 0 });
    dictSetName(vm, attrs, '__module__', data.module);
    dictSetName(vm, attrs, '__name__', data.name);
    dictSetName(vm, attrs, '__qualname__', data.qualname);
    dictSetName(vm, attrs, '__doc__', data.doc);
    return ROWS[vm.version].lazyAnnotations
      ? null
      : vm.native('holder.copy', [holder, func], { at: COPIED.length - 1 });
  };

/** Attributes that `functools_wraps` copies; the last one until 3.13 only. */
const COPIED = ['__module__', '__name__', '__qualname__', '__doc__', '__annotations__'] as const;

/** `functools_wraps` of Objects/funcobject.c; delivers None. Slots: the classmethod or staticmethod, what it holds. Vars: at. */
const COPY: Native = {
  start: copyNext,
  phases: {
    found: (vm, self, value) => {
      const at = Number(self.vars['at']);
      const data = vm.read(self.slots[0] as Ref);
      if (value !== EXHAUSTED && data.kind === 'record' && data.attrs !== null)
        dictSetName(vm, data.attrs, COPIED[at] as string, value);
      self.setVars({ at: at + 1 });
      return copyNext(vm, self);
    },
  },
};

function copyNext(vm: Operations, self: NativeSelf): NativeStep {
  const at = Number(self.vars['at']);
  if (at >= COPIED.length - (ROWS[vm.version].lazyAnnotations ? 1 : 0)) return { done: null };
  return { result: getOptionalAttr(vm, self.slots[1] as Value, COPIED[at] as string), then: 'found' };
}

/** Since 3.14 a wrapper asks what it holds. */
const ofWrapped =
  (name: '__annotations__' | '__annotate__'): Builtin =>
  (vm, [self]) => {
    const data = vm.read(self as Ref);
    return getAttr(vm, data.kind === 'record' ? (data.slots[0] as Value) : null, name);
  };

/** `super()` without arguments: the class in the caller's `__class__` cell, and its first argument. */
function fromCaller(vm: Operations): [Ref, Value] {
  const frame = vm.read(vm.callerFrame());
  if (frame.kind !== 'frame' || frame.code.code.argcount === 0)
    throw raise(vm, 'RuntimeError', 'super(): no arguments');
  const names = frame.code.code.localsplusnames;
  let first = frame.locals[0];
  if (first instanceof Ref) {
    const data = vm.read(first);
    if (data.kind === 'cell') first = data.value;
  }
  if (first === undefined) throw raise(vm, 'RuntimeError', 'super(): arg[0] deleted');
  const cell = frame.locals[names.indexOf('__class__')];
  if (!(cell instanceof Ref)) throw raise(vm, 'RuntimeError', 'super(): __class__ cell not found');
  const data = vm.read(cell);
  if (data.kind !== 'cell' || data.value === undefined)
    throw raise(vm, 'RuntimeError', 'super(): empty __class__ cell');
  if (!isType(vm, data.value))
    throw raise(vm, 'RuntimeError', `super(): __class__ is not a type (${typeName(vm, data.value)})`);
  return [data.value, first];
}

const superNew: Builtin = (vm, [cls]) =>
  vm.alloc({
    kind: 'record',
    cls: cls as Ref,
    type: 'super',
    slots: [undefined, undefined, undefined],
    numbers: [],
    attrs: typeData(vm, cls as Ref).hasDict ? newDict(vm) : null,
  });

const superInit: Builtin = (vm, [self, ...args], keywords) => {
  noKeywords(vm, 'super', keywords);
  const direct = typeOf(vm, self as Ref) === TYPES.super;
  if (direct) between(vm, 'super()', args, 0, 2);
  else if (args.length > 2) throw raise(vm, 'TypeError', `super() takes at most 2 arguments (${args.length} given)`);
  const [cls, obj] = args;
  const [thisClass, of] = cls === undefined ? fromCaller(vm) : [cls, obj];
  if (!isType(vm, thisClass)) {
    const wanted = direct ? 'a type' : 'type';
    throw raise(
      vm,
      'TypeError',
      `super() argument 1 must be ${wanted}, not ${direct ? typeName(vm, thisClass) : argumentType(vm, thisClass)}`,
    );
  }
  vm.setAt(self as Ref, 'slots', 0, thisClass);
  if (of !== undefined && of !== null) return vm.native('super.init', [self, thisClass, of]);
  for (const i of [1, 2]) vm.setAt(self as Ref, 'slots', i, undefined);
  return null;
};

/** Slots: the super object, its class, its object. */
const SUPER_INIT: Native = {
  start: (vm, self) => wait(superType(vm, self.slots[1] as Ref, self.slots[2] as Value), 'checked'),
  phases: {
    checked(vm, self, type) {
      const made = self.slots[0] as Ref;
      vm.setAt(made, 'slots', 1, self.slots[2]);
      vm.setAt(made, 'slots', 2, given(type));
      return { done: null };
    },
  },
};

const moduleNew: Builtin = (vm, [cls]) =>
  vm.alloc({
    kind: 'module',
    cls: cls as Ref,
    name: '',
    dict: newDict(vm),
    initializing: false,
    partial: false,
    state: [],
  });

/** `types.ModuleType(name, doc=None)`. */
const moduleInit: Builtin = (vm, [self, ...args], keywords) => {
  const signature = { name: 'module', names: ['name', 'doc'], required: 1 };
  const [name, doc = null] = bindArguments(vm, signature, args, keywords);
  const text = strArgument(vm, 'module', name as Value, " 'name'");
  const { dict } = vm.read(self as Ref) as DataOf<'module'>;
  vm.setPlain(self as Ref, 'module', 'name', text);
  dictSetName(vm, dict, '__name__', text);
  dictSetName(vm, dict, '__doc__', doc);
  for (const absent of ['__package__', '__loader__', '__spec__']) dictSetName(vm, dict, absent, null);
  return null;
};

/** `types.MethodType(function, instance)`. */
const methodNew: Builtin = (vm, [, ...args], keywords) => {
  noKeywords(vm, 'method', keywords);
  between(vm, 'method', args, 2, 2);
  const [func, self] = args as [Value, Value];
  if (!isCallable(vm, func)) throw raise(vm, 'TypeError', 'first argument must be callable');
  if (self === null) throw raise(vm, 'TypeError', 'instance must not be None');
  return vm.alloc({ kind: 'method', cls: TYPES.method, func, self });
};

export const DESCRIPTOR_BUILTINS: BuiltinTable = {
  ...PROPERTY_BUILTINS,
  'staticmethod.__new__': holder('staticmethod'),
  'staticmethod.__init__': holderInit('staticmethod'),
  ...Object.fromEntries(
    ['staticmethod', 'classmethod'].flatMap((type): [string, Builtin][] => [
      [`${type}.__annotations__`, ofWrapped('__annotations__')],
      [`${type}.__annotate__`, ofWrapped('__annotate__')],
    ]),
  ),
  'staticmethod.__call__': (vm, [self, ...rest], keywords) => {
    if (!isFilled(vm, self as Ref)) throw new UndefinedBehaviour('a static method without a function calls NULL');
    return vm.call(heldBy(vm, self as Ref), rest, keywords);
  },
  'classmethod.__new__': holder('classmethod'),
  'classmethod.__init__': holderInit('classmethod'),
  'super.__new__': superNew,
  'super.__init__': superInit,
  'module.__new__': moduleNew,
  'module.__init__': moduleInit,
  ...Object.fromEntries(
    [
      'function',
      'method',
      'method_descriptor',
      'wrapper_descriptor',
      'classmethod_descriptor',
      'getset_descriptor',
      'member_descriptor',
      'property',
      'staticmethod',
      'classmethod',
      'super',
    ].map((type) => [`${type}.__get__`, get]),
  ),
  ...Object.fromEntries(
    ['property', 'getset_descriptor', 'member_descriptor'].flatMap((type): [string, Builtin][] => [
      [`${type}.__set__`, (vm, [self, obj, value]) => setThroughBuiltin(vm, self as Value, obj as Value, value)],
      [`${type}.__delete__`, (vm, [self, obj]) => setThroughBuiltin(vm, self as Value, obj as Value, undefined)],
    ]),
  ),
  'method.__new__': methodNew,
};

export const DESCRIPTOR_NATIVES: NativeTable = {
  ...PROPERTY_NATIVES,
  'holder.copy': COPY,
  'super.init': SUPER_INIT,
  ...SUPER_NATIVES,
};
