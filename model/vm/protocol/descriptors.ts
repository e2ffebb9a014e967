/**
 * The descriptor protocol: what an attribute found on a type gives for an instance or for the class.
 * property is a record [fget, fset, fdel, doc, name]; staticmethod and classmethod [callable].
 * @module
 */

import type { HeapData, RecordData } from '../heap.ts';
import { raise } from '../objects/exceptions.ts';
import { CLASS_METHODS_OF_C } from '../objects/extension-types.ts';
import { TYPES, typeData, typeOf } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { PENDING, type Pending, Ref, type Result, type Slot, type Value } from '../value.ts';
import { bindSpecial } from './bind-special.ts';
import { newDict } from './dict-table.ts';
import { isStaticBuiltin, lookupType } from './lookup.ts';
import { getMember, setMemberOf } from './members.ts';
import { ROWS } from './rows.ts';
import { superGet } from './super.ts';

/** What LOAD_ATTR's method form leaves: a callable, and self where the bound method was not made. */
export interface Found {
  readonly func: Value;
  readonly self: Slot;
}

/** How an attribute of a type takes part in the protocol. */
export type Descriptor =
  | 'plain'
  | 'method'
  | 'getset'
  | 'property'
  | 'static'
  | 'class'
  | 'classbuiltin'
  | 'super'
  | 'python'
  | 'pythondata';

/** Classifies an attribute found on a type. */
export function descriptorKind(vm: Operations, v: Value): Descriptor {
  if (!(v instanceof Ref)) return 'plain';
  const data = vm.read(v);
  switch (data.kind) {
    case 'function':
      return 'method';
    case 'builtin':
      return data.self === undefined ? builtinKind(data.cls) : 'plain';
    case 'record':
      if (data.type === 'property') return data.cls.id < 0 ? 'property' : ownKind(vm, data.cls, 'property');
      if (data.type === 'staticmethod') return data.cls.id < 0 ? 'static' : ownKind(vm, data.cls, 'static');
      if (data.type === 'classmethod') return data.cls.id < 0 ? 'class' : ownKind(vm, data.cls, 'class');
      return extensionKind(vm, data.type);
    case 'instance':
      return pythonKind(vm, data.cls);
    default:
      return 'plain';
  }
}

/** Other builtin objects that are descriptors: cached functions and (3.14+) partial objects bind as functions do. */
function extensionKind(vm: Operations, type: string): Descriptor {
  if (type === 'super') return 'super';
  if (type === 'functools._lru_cache_wrapper') return 'method';
  if (type === 'functools.partial' && ROWS[vm.version].partialIsMethod) return 'method';
  return type === '_collections._tuplegetter' ? 'pythondata' : 'plain';
}

function builtinKind(cls: Ref): Descriptor {
  if (cls === TYPES.method_descriptor || cls === TYPES.wrapper_descriptor) return 'method';
  if (cls === TYPES.getset_descriptor || cls === TYPES.member_descriptor) return 'getset';
  return cls === TYPES.classmethod_descriptor ? 'classbuiltin' : 'plain';
}

/** A subclass of a builtin descriptor's type may have a `__get__` of its own. */
function ownKind(vm: Operations, cls: Ref, kind: 'property' | 'static' | 'class'): Descriptor {
  const get = lookupType(vm, cls, '__get__');
  if (get === undefined || isStaticBuiltin(get)) return kind;
  return kind === 'property' ? 'pythondata' : pythonKind(vm, cls);
}

function pythonKind(vm: Operations, cls: Ref): Descriptor {
  if (lookupType(vm, cls, '__set__') !== undefined || lookupType(vm, cls, '__delete__') !== undefined)
    return 'pythondata';
  return lookupType(vm, cls, '__get__') === undefined ? 'plain' : 'python';
}

/** Data descriptors come before the instance's dict. */
export function isData(kind: Descriptor): boolean {
  return kind === 'property' || kind === 'getset' || kind === 'pythondata';
}

/** Whether a data descriptor is asked on reading: a class with `__set__` alone is not (`tp_descr_get`). */
export function reads(vm: Operations, kind: Descriptor, attribute: Value): boolean {
  return kind !== 'pythondata' || lookupType(vm, typeOf(vm, attribute), '__get__') !== undefined;
}

/** A bound method. */
export function bindMethod(vm: Operations, func: Value, self: Value): Ref {
  if (func instanceof Ref) {
    const data = vm.read(func);
    if (data.kind === 'builtin' && data.self === undefined) {
      const method = CLASS_METHODS_OF_C.has(data.impl) ? TYPES.builtin_method : TYPES.builtin_function_or_method;
      const cls = data.cls === TYPES.wrapper_descriptor ? TYPES['method-wrapper'] : method;
      return vm.alloc({ kind: 'builtin', cls, impl: data.impl, name: data.name, self });
    }
  }
  return vm.alloc({ kind: 'method', cls: TYPES.method, func, self });
}

/** `descriptor.__get__(obj, type)` for an instance; undefined where the member has no value. */
export function getFromInstance(
  vm: Operations,
  kind: Descriptor,
  attribute: Value,
  obj: Value,
  type: Ref,
  asMethod: boolean,
): Found | Pending | undefined {
  switch (kind) {
    case 'plain':
      return { func: attribute, self: undefined };
    case 'method':
      return asMethod ? { func: attribute, self: obj } : found(bindMethod(vm, attribute, obj));
    case 'getset': {
      const value = getMember(vm, obj, builtinOf(vm, attribute));
      if (value === PENDING) return PENDING;
      return value === undefined ? undefined : found(value);
    }
    case 'property':
      return pendingOr(getProperty(vm, attribute as Ref, obj));
    case 'static':
      return found(heldBy(vm, attribute));
    case 'class':
    case 'classbuiltin':
      return classBound(vm, kind, attribute, type);
    case 'super':
      return pendingOr(superGet(vm, attribute as Ref, vm.read(attribute as Ref) as Readonly<RecordData>, obj));
    default: {
      const get = lookupType(vm, typeOf(vm, attribute), '__get__');
      if (get === undefined) return found(attribute);
      return pendingOr(vm.call(get, [attribute, obj, type]));
    }
  }
}

/** `descriptor.__get__(None, type)`: what reading it from the class gives. */
export function getFromClass(vm: Operations, kind: Descriptor, attribute: Value, cls: Ref): Found | Pending {
  switch (kind) {
    case 'static':
      return found(heldBy(vm, attribute));
    case 'class':
    case 'classbuiltin':
      return classBound(vm, kind, attribute, cls);
    case 'python':
    case 'pythondata': {
      const get = lookupType(vm, typeOf(vm, attribute), '__get__');
      if (get === undefined) return found(attribute);
      return pendingOr(vm.call(get, [attribute, null, cls]));
    }
    default:
      return found(attribute);
  }
}

const found = (func: Value): Found => ({ func, self: undefined });

const pendingOr = (result: Result): Found | Pending => (result === PENDING ? PENDING : found(result));

function builtinOf(vm: Operations, v: Value): Readonly<HeapData> & { kind: 'builtin' } {
  return vm.read(v as Ref) as Readonly<HeapData> & { kind: 'builtin' };
}

/** Whether a staticmethod or classmethod has its function. */
export const isFilled = (vm: Operations, holder: Value): boolean =>
  (vm.read(holder as Ref) as Readonly<RecordData>).slots[0] !== undefined;

/** What a staticmethod or classmethod holds; RuntimeError before it has been filled. */
export function heldBy(vm: Operations, holder: Value): Value {
  const { type, slots } = vm.read(holder as Ref) as Readonly<RecordData>;
  if (slots[0] === undefined) throw raise(vm, 'RuntimeError', `uninitialized ${type} object`);
  return slots[0];
}

/**
 * LOAD_ATTR's method form binds a class method too: only functions and method descriptors are left unbound (`Py_TPFLAGS_METHOD_DESCRIPTOR`). Until 3.12 a
 * class method asks a descriptor that it holds for the class (`cm_descr_get`).
 */
function classBound(vm: Operations, kind: 'class' | 'classbuiltin', attribute: Value, cls: Ref): Found | Pending {
  if (kind === 'classbuiltin') return found(bindMethod(vm, attribute, cls));
  const held = heldBy(vm, attribute);
  const inner = ROWS[vm.version].classMethodsChain ? descriptorKind(vm, held) : 'plain';
  const chained = inner === 'plain' ? undefined : getFromInstance(vm, inner, held, cls, cls, false);
  return chained ?? found(vm.alloc({ kind: 'method', cls: TYPES.method, func: held, self: cls }));
}

function getProperty(vm: Operations, property: Ref, obj: Value): Result {
  const data = vm.read(property);
  const [getter] = data.kind === 'record' ? data.slots : [];
  if (getter === undefined || getter === null) throw noAccessor(vm, property, obj, 'getter');
  return vm.call(getter, [obj]);
}

function noAccessor(vm: Operations, property: Ref, obj: Value, what: string): ReturnType<typeof raise> {
  const data = vm.read(property);
  // Since 3.13 a property that no class named goes by its getter's name.
  const getter =
    data.kind === 'record' && data.slots[0] instanceof Ref && ROWS[vm.version].propertyTellsGetter
      ? vm.read(data.slots[0])
      : null;
  const named = data.kind === 'record' ? data.slots[4] : undefined;
  const name = typeof named === 'string' ? named : getter?.kind === 'function' ? getter.name : undefined;
  const text = typeof name === 'string' ? `property '${name}'` : 'property';
  const { qualname } = typeData(vm, typeOf(vm, obj));
  return raise(vm, 'AttributeError', `${text} of '${qualname}' object has no ${what}`);
}

/** The dict behind an object's attributes, if one has been made. Also holds `__slots__` members. */
export function instanceDict(vm: Operations, obj: Ref): Ref | null {
  const data = vm.read(obj);
  if (data.kind === 'module') return data.dict;
  return 'attrs' in data ? data.attrs : null;
}

/** The same, made if need be. */
export function ensureDict(vm: Operations, obj: Ref): Ref {
  const have = instanceDict(vm, obj);
  if (have !== null) return have;
  const dict = newDict(vm);
  setDict(vm, obj, dict);
  return dict;
}

/** Puts a dict in the place of an object's `__dict__`. */
export function setDict(vm: Operations, obj: Ref, dict: Ref | null): void {
  const data = vm.read(obj);
  if ('attrs' in data) vm.setRef(obj, data.kind, 'attrs', dict);
}

/** `descriptor.__set__(obj, value)`, or `__delete__` for undefined; undefined if it is no data descriptor. */
export function setThrough(
  vm: Operations,
  kind: Descriptor,
  attribute: Value,
  obj: Value,
  value: Slot,
): Result | undefined {
  switch (kind) {
    case 'property': {
      const data = vm.read(attribute as Ref);
      const accessor = data.kind === 'record' ? data.slots[value === undefined ? 2 : 1] : undefined;
      if (accessor === undefined || accessor === null) {
        throw noAccessor(vm, attribute as Ref, obj, value === undefined ? 'deleter' : 'setter');
      }
      return vm.call(accessor, value === undefined ? [obj] : [obj, value]);
    }
    case 'getset':
      return setMemberOf(vm, obj, builtinOf(vm, attribute), value);
    case 'pythondata': {
      const name = value === undefined ? '__delete__' : '__set__';
      const method = lookupType(vm, typeOf(vm, attribute), name);
      if (method === undefined) throw raise(vm, 'AttributeError', name);
      return vm.call(...bindSpecial(vm, method, attribute, value === undefined ? [obj] : [obj, value]));
    }
    default:
      return undefined;
  }
}
