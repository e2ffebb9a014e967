/**
 * C-level attributes (getset and member descriptors) by `owner.name`, reading side. What a code object, frame, generator or traceback shows is in `runtime-members.ts`.
 * @module
 */

import type { BuiltinData, DataOf } from '../heap.ts';
import type { Machine } from '../machine.ts';
import { getAbstractMethods } from '../objects/abstract-methods.ts';
import { boundQualname } from '../objects/descriptor-check.ts';
import { EXCEPTION_MEMBERS } from '../objects/exception-methods.ts';
import { raise, raiseWith } from '../objects/exceptions.ts';
import type { Member, MemberTable } from '../objects/member.ts';
import { baseOf, isWeak } from '../objects/mro.ts';
import { asInt, asKind } from '../objects/payload.ts';
import { slotMember } from '../objects/slots.ts';
import { SLOT_SIGNATURES } from '../objects/text-signatures.ts';
import { newTuple } from '../objects/tuple.ts';
import { typeFlags } from '../objects/type-flags.ts';
import { nameOfType, ownerOf, TYPES, typeData, typeName, typeOf, UNKNOWN_DATA } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { ModelError, type Pending, PyFloat, Ref, type Slot, type Value } from '../value.ts';
import { ensureDict, setDict } from './descriptors.ts';
import { dictGetName, dictSetName, newDict } from './dict-table.ts';
import { type Getter, type GetterTable, of } from './getter.ts';
import { newRecord } from './iteration.ts';
import { lookupType, membersOf } from './lookup.ts';
import { SETTERS } from './member-setters.ts';
import { ROWS } from './rows.ts';
import { codeValue, RUNTIME_MEMBERS } from './runtime-members.ts';

const dictEntry =
  (name: string): Getter =>
  (vm, obj) =>
    dictGetName(vm, typeData(vm, obj as Ref).dict, name);

const recordSlot = (i: number): Getter => of('record', (d) => d.slots[i] ?? null);
const ownDict: Getter = (vm, obj) => ensureDict(vm, obj as Ref);
const integer: Getter = (vm, obj) => asInt(vm, obj);
const floatPart =
  (part: 0 | 1): Getter =>
  (vm, obj, data) => {
    if (data?.kind === 'record' && data.type === 'complex') return new PyFloat(data.numbers[part] ?? 0);
    if (part === 1) return typeof obj === 'number' || typeof obj === 'bigint' ? 0 : new PyFloat(0);
    return obj instanceof PyFloat ? obj : data?.kind === 'instance' ? data.payload : asInt(vm, obj);
  };

const GETTERS: GetterTable = {
  'object.__class__': (vm, obj) => typeOf(vm, obj),
  // `type_name`: a C type's name begins with its module; that of a class is what it was given, dots and all.
  'type.__name__': (vm, obj, data) => {
    const name = obj === TYPES.UnionType ? unionName(vm) : data?.kind === 'type' ? data.name : '';
    return (obj as Ref).id < 0 ? name.slice(name.lastIndexOf('.') + 1) : name;
  },
  'type.__qualname__': of('type', (d, vm, obj) => (obj === TYPES.UnionType ? unionName(vm) : d.qualname)),
  'type.__bases__': of('type', (d, vm) => newTuple(vm, [...d.bases])),
  'type.__flags__': (vm, obj) => typeFlags(vm, obj as Ref),
  'type.__base__': of('type', (_d, vm, obj) => baseOf(vm, obj) ?? null),
  'type.__mro__': of('type', (d, vm) => (d.mro.length === 0 ? null : newTuple(vm, [...d.mro]))),
  'type.__dict__': of('type', (d, vm, obj) =>
    newRecord(vm, 'mappingproxy', [obj.id < 0 ? versionDict(vm, obj) : d.dict]),
  ),
  'type.__module__': of('type', (d, vm, obj) => {
    if (obj === TYPES.UnionType && !ROWS[vm.version].unionIsTypings) return 'types';
    const own = dictGetName(vm, d.dict, '__module__');
    // `type_module` of a C type whose instances have an attribute of that name.
    return obj.id < 0 && typeof own !== 'string' ? moduleOfName(d.name) : own;
  }),
  'type.__annotate__': (vm, obj, data) => {
    refuseOfStatic(vm, obj, '__annotate__');
    return dictEntry('__annotate_func__')(vm, obj, data) ?? null;
  },
  // The type of types has the member for its own, which is no tuple (`type_get_type_params`).
  'type.__type_params__': (vm, obj, data) =>
    (obj === TYPES.type && ROWS[vm.version].typeHasNoParameters
      ? undefined
      : dictEntry('__type_params__')(vm, obj, data)) ?? newTuple(vm, []),
  'type.__abstractmethods__': of('type', (_d, vm, obj) => getAbstractMethods(vm, obj)),
  'function.__code__': of('function', (d, vm) => codeOf(vm, d)),
  'function.__defaults__': of('function', (d) => d.defaults),
  'function.__kwdefaults__': of('function', (d) => d.kwdefaults),
  'function.__annotate__': of('function', (d) => d.annotations),
  'function.__dict__': ownDict,
  'function.__doc__': of('function', (d) => d.doc),
  'function.__module__': of('function', (d) => d.module),
  'function.__name__': of('function', (d) => d.name),
  'function.__qualname__': of('function', (d) => d.qualname),
  'function.__type_params__': of('function', (d, vm) => d.typeParams ?? newTuple(vm, [])),
  'function.__closure__': of('function', (d) => d.closure),
  'function.__globals__': of('function', (d) => d.globals),
  'method.__func__': of('method', (d) => d.func),
  'method.__self__': of('method', (d) => d.self),
  'method.__doc__': of('method', (d, vm) => docOf(vm, d.func)),
  'builtin_function_or_method.__name__': of('builtin', (d) => d.name),
  'builtin_function_or_method.__qualname__': of('builtin', (d, vm) => builtinQualname(vm, d)),
  'builtin_function_or_method.__self__': of('builtin', (d) => d.self ?? typeOfNew(d.impl)),
  'builtin_function_or_method.__doc__': of('builtin', (d, vm) => unknownDoc(vm, d)),
  'builtin_function_or_method.__text_signature__': of('builtin', textSignature),
  'builtin_function_or_method.__objclass__': of(
    'builtin',
    (d) => d.owner ?? TYPES[d.impl.slice(0, Math.max(0, d.impl.lastIndexOf('.'))) as 'int'],
  ),
  'builtin_function_or_method.__module__': of('builtin', (d) =>
    d.self === undefined ? moduleOfFunction(d.impl) : null,
  ),
  'staticmethod.__func__': recordSlot(0),
  'staticmethod.__wrapped__': recordSlot(0),
  'staticmethod.__dict__': ownDict,
  'classmethod.__func__': recordSlot(0),
  'classmethod.__wrapped__': recordSlot(0),
  'classmethod.__dict__': ownDict,
  'property.fget': recordSlot(0),
  'property.fset': recordSlot(1),
  'property.fdel': recordSlot(2),
  'property.__doc__': recordSlot(3),
  'super.__thisclass__': recordSlot(0),
  'super.__self__': recordSlot(1),
  'super.__self_class__': recordSlot(2),
  'slice.start': recordSlot(0),
  'slice.stop': recordSlot(1),
  'slice.step': recordSlot(2),
  'range.start': of('range', (d) => d.start),
  'range.stop': of('range', (d) => d.stop),
  'range.step': of('range', (d) => d.step),
  'int.real': integer,
  'int.numerator': integer,
  'int.imag': () => 0,
  'int.denominator': () => 1,
  'float.real': floatPart(0),
  'float.imag': floatPart(1),
  'complex.real': floatPart(0),
  'complex.imag': floatPart(1),
  'cell.cell_contents': of('cell', (d, vm) => {
    if (d.value === undefined) throw raise(vm, 'ValueError', 'Cell is empty');
    return d.value;
  }),
  'module.__dict__': of('module', (d) => d.dict),
  'dict_keys.mapping': of('record', (d, vm) => newRecord(vm, 'mappingproxy', [d.slots[0]])),
  'dict_values.mapping': of('record', (d, vm) => newRecord(vm, 'mappingproxy', [d.slots[0]])),
  'dict_items.mapping': of('record', (d, vm) => newRecord(vm, 'mappingproxy', [d.slots[0]])),
  'SimpleNamespace.__dict__': ownDict,
  'GenericAlias.__origin__': recordSlot(0),
  'GenericAlias.__args__': recordSlot(1),
  'UnionType.__args__': recordSlot(0),
  ...RUNTIME_MEMBERS,
};

/** The dict of a builtin type, whose members differ between versions. */
function versionDict(vm: Operations, type: Ref): Ref {
  const dict = newDict(vm);
  for (const [name, value] of membersOf(vm, type)) dictSetName(vm, dict, String(name), value);
  return dict;
}

function codeOf(_vm: Operations, d: Readonly<DataOf<'function'>>): Value {
  return codeValue(d.code);
}

function docOf(vm: Operations, func: Value): Value {
  const data = func instanceof Ref ? vm.read(func) : null;
  if (data?.kind === 'builtin') return unknownDoc(vm, data);
  return data?.kind === 'function' ? data.doc : null;
}

/** The documentation of a builtin: not known. */
const unknownDoc = (vm: Operations, { name }: Readonly<BuiltinData>): Value =>
  newRecord(vm, 'hollow', [`${name}.__doc__`], [UNKNOWN_DATA]);

/** The type whose `__new__` this is; None for a static method or a function of a module. */
function typeOfNew(impl: string): Value {
  const owner = impl.endsWith('.__new__') ? impl.slice(0, -'.__new__'.length) : '';
  return owner in TYPES ? TYPES[owner as keyof typeof TYPES] : null;
}

/** `__qualname__` of what is bound, of a descriptor, or of a function. */
export function builtinQualname(vm: Operations, data: Readonly<DataOf<'builtin'>>): Value {
  const { cls, self, name, impl, owner } = data;
  if (self === undefined) {
    if (cls === TYPES.builtin_function_or_method) return impl.includes('.') && !impl.includes(':') ? impl : name;
    const type = owner ?? ownerOf(impl);
    return `${type === TYPES.UnionType ? unionName(vm) : typeData(vm, type).qualname}.${name}`;
  }
  if (cls === TYPES['method-wrapper']) return `${typeData(vm, ownerOf(impl)).qualname}.${name}`;
  return boundQualname(vm, data);
}

/** Getters that stand with their types: exceptions, `__slots__`, the instance dict. */
function elsewhere(descriptor: Readonly<DataOf<'builtin'>>): Member | undefined {
  const { impl, name } = descriptor;
  if (impl === 'slot') return slotMember(descriptor);
  const member = EXCEPTION_MEMBERS[impl] ?? EXTRA_MEMBERS[impl];
  if (member !== undefined || name !== '__dict__' || GETTERS[impl] !== undefined) return member;
  return OWN_DICT;
}

function refuseWithout(vm: Operations, self: Value, name: '__dict__' | '__weakref__'): void {
  const type = typeOf(vm, self);
  const has = name === '__dict__' ? typeData(vm, type).hasDict : isWeak(vm, type);
  if (!has) throw raise(vm, 'AttributeError', `This object has no ${name}`);
}

/** The head of the list of weak references: the one without a callback, or else the newest. */
function firstReference(vm: Operations, self: Ref): Value {
  const { weakrefs = [] } = vm.read(self);
  const plain = weakrefs.find((ref) => asKind(vm, ref, 'record')?.slots[0] === null);
  return plain ?? weakrefs.at(-1) ?? null;
}

/** The dict of an object. */
const OWN_DICT: Member = {
  get(vm, self) {
    refuseWithout(vm, self, '__dict__');
    return ensureDict(vm, self as Ref);
  },
  set(vm, self, value) {
    refuseWithout(vm, self, '__dict__');
    if (value !== undefined && asKind(vm, value, 'dict') === undefined)
      throw raise(vm, 'TypeError', `__dict__ must be set to a dictionary, not a '${typeName(vm, value)}'`);
    setDict(vm, self as Ref, value instanceof Ref ? value : newDict(vm));
  },
};

/** The `__dict__` descriptor of the builtin base of an object's class; undefined where that base has none (`get_builtin_base_with_dict`). */
function builtinDict(vm: Operations, self: Value): Readonly<DataOf<'builtin'>> | undefined {
  let base = typeOf(vm, self);
  while (base.id > 0) base = baseOf(vm, base) ?? TYPES.object;
  return asKind(vm, lookupType(vm, base, '__dict__'), 'builtin');
}

/** The fields of a struct sequence. */
function fieldsOf(type: string, names: readonly string[]): MemberTable {
  return Object.fromEntries(
    names.map((name, i) => [
      `${type}.${name}`,
      { get: (vm: Operations, self: Value): Slot => asKind(vm, self, 'tuple')?.items[i] },
    ]),
  );
}

const EXTRA_MEMBERS: MemberTable = {
  '_thread._ThreadHandle.ident': { get: (vm, self) => asKind(vm, self, 'record')?.numbers[1] },
  ...Object.fromEntries(
    ['exc_type', 'exc_value', 'exc_traceback', 'thread'].map((name, i) => [
      `_thread._ExceptHookArgs.${name}`,
      { get: (vm: Operations, self: Value): Slot => asKind(vm, self, 'tuple')?.items[i] },
    ]),
  ),
  // `subtype_dict`, `subtype_setdict`: where a builtin base has a dict already, its own descriptor is asked.
  'instance.__dict__': {
    get(vm, self) {
      const own = builtinDict(vm, self);
      return own === undefined ? OWN_DICT.get(vm, self) : (getMember(vm, self, own) as Slot);
    },
    set(vm, self, value) {
      const own = builtinDict(vm, self);
      if (own === undefined) OWN_DICT.set?.(vm, self, value);
      else setMemberOf(vm, self, own, value);
    },
  },
  'instance.__weakref__': {
    get(vm, self) {
      refuseWithout(vm, self, '__weakref__');
      return firstReference(vm, self as Ref);
    },
  },
  ...fieldsOf('sys.version_info', ['major', 'minor', 'micro', 'releaselevel', 'serial']),
  ...fieldsOf('asyncgen_hooks', ['firstiter', 'finalizer']),
  ...fieldsOf('sys.int_info', [
    'bits_per_digit',
    'sizeof_digit',
    'default_max_str_digits',
    'str_digits_check_threshold',
  ]),
  ...fieldsOf('sys.float_info', [
    'max',
    'max_exp',
    'max_10_exp',
    'min',
    'min_exp',
    'min_10_exp',
    'dig',
    'mant_dig',
    'epsilon',
    'radix',
    'rounds',
  ]),
  ...fieldsOf('sys.hash_info', [
    'width',
    'modulus',
    'inf',
    'nan',
    'imag',
    'algorithm',
    'hash_bits',
    'seed_bits',
    'cutoff',
  ]),
};

/** What a slot wrapper takes; other C functions have theirs from their modules' sources. */
function textSignature(data: Readonly<DataOf<'builtin'>>): Value {
  const isWrapper = data.cls === TYPES.wrapper_descriptor || data.cls === TYPES['method-wrapper'];
  const signature = isWrapper ? SLOT_SIGNATURES.get(data.name) : undefined;
  if (signature === undefined) throw new ModelError(`${data.name}.__text_signature__ is not modelled`);
  return signature;
}

/** A type written in C has no annotations. */
function refuseOfStatic(vm: Operations, obj: Value, name: string): void {
  if (!(obj instanceof Ref) || obj.id > 0) return;
  const text = `type object '${typeData(vm, obj).name}' has no attribute '${name}'`;
  throw raiseWith(vm, 'AttributeError', text, { name, obj });
}

/** The value of a C-level attribute; undefined where the object has none (AttributeError). PENDING where code has to evaluate it. */
export function getMember(vm: Operations, obj: Value, descriptor: Readonly<DataOf<'builtin'>>): Slot | Pending {
  const { impl, name } = descriptor;
  const member = elsewhere(descriptor);
  if (member !== undefined) return member.get(vm, obj);
  const data = obj instanceof Ref ? vm.read(obj) : null;
  const getter = GETTERS[impl];
  if (getter !== undefined) return getter(vm, obj, data);
  if (data?.kind === 'builtin') return GETTERS[`builtin_function_or_method.${name}`]?.(vm, obj, data);
  if (impl === 'type.__annotations__') refuseOfStatic(vm, obj, '__annotations__');
  const registered = (vm as Machine).world.builtins.get(impl);
  if (registered !== undefined) return registered(vm, [obj], null);
  throw new ModelError(`attribute ${impl} is not modelled`);
}

/** Sets (or with undefined deletes) a C-level attribute. */
export function setMemberOf(vm: Operations, obj: Value, descriptor: Readonly<DataOf<'builtin'>>, value: Slot): Value {
  const { impl } = descriptor;
  const set = SETTERS[impl] ?? elsewhere(descriptor)?.set;
  const registered = (vm as Machine).world.builtins.get(`${impl}=`);
  if (registered !== undefined) return registered(vm, value === undefined ? [obj] : [obj, value], null) as Value;
  if (set === undefined) throw raise(vm, 'AttributeError', readOnly(vm, descriptor));
  set(vm, obj as Ref, value);
  return null;
}

/** Functions of modules stand in the register as `module:function`. */
export const moduleOfFunction = (impl: string): string =>
  impl.includes(':') ? impl.slice(0, impl.indexOf(':')) : 'builtins';

const moduleOfName = (name: string): string => (name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : 'builtins');

const unionName = (vm: Operations): string => (ROWS[vm.version].unionIsTypings ? 'Union' : 'UnionType');

function readOnly(vm: Operations, { cls, impl, name, owner }: Readonly<DataOf<'builtin'>>): string {
  // Since 3.15 what a Struct says of itself is a field.
  const format = impl === '_struct.Struct.format' && ROWS[vm.version].structNewPrepares;
  if (cls === TYPES.member_descriptor || format) return 'readonly attribute';
  const type = nameOfType(vm, owner ?? ownerOf(impl));
  return `attribute '${name}' of '${type}' objects is not writable`;
}
