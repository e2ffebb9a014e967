/**
 * The builtin types as static objects, the type of any value, and the subtype relation.
 * @module
 */

import type { BuiltinData, RecordData, TypeData } from '../heap.ts';
import type { Operations } from '../operations.ts';
import { ROWS } from '../protocol/rows.ts';
import { ModelError, PyFloat, Ref, type Slot, type Value } from '../value.ts';
import {
  EXTENSION_LAYOUTS,
  EXTENSION_MEMBERS,
  EXTENSION_TYPES,
  EXTENSION_TYPES_WITH_DICT,
  type ExtensionTypeName,
} from './extension-types.ts';
import { isField } from './member-kinds.ts';
import { COEXISTING, MEMBERS, OBJECT_DOC, PLAIN_METHODS } from './member-table.ts';
import { allocStatic } from './statics.ts';
import { EXCEPTION_TYPES, PLAIN_TYPES, TYPE_MODULES, TYPES_WITH_DICT, type TypeName } from './type-table.ts';

type AnyTypeName = TypeName | ExtensionTypeName;
const BASES: Readonly<Record<AnyTypeName, string>> = { ...PLAIN_TYPES, ...EXCEPTION_TYPES, ...EXTENSION_TYPES };
/** Extension types come last: their ids are the lowest of types, and those of their members the lowest of members. */
export const TYPE_NAMES = Object.keys(BASES) as readonly AnyTypeName[];

/** The number of something hollow that stands for plain data: it has a truth, and equals something. */
export const UNKNOWN_DATA = 1;

/** The builtin types by name. */
export const TYPES: Readonly<Record<AnyTypeName, Ref>> = makeTypes();

const FIRST_EXTENSION = TYPES['_abc._abc_data'].id;
const LAST_EXTENSION = TYPES[TYPE_NAMES[TYPE_NAMES.length - 1] as ExtensionTypeName].id;

/** Members of core types are made before those of extension types, and functions of modules after both. */
const LAST_CORE_MEMBER = firstMemberId(TYPES.frozendict) + 1;

function firstMemberId(type: Ref): number {
  const dict = type.data?.kind === 'type' ? type.data.dict.data : null;
  const first = dict?.kind === 'dict' ? dict.values[0] : undefined;
  if (!(first instanceof Ref)) throw new ModelError('a type without members');
  return first.id;
}

/** Whether an object is a member of a builtin type as its dict holds it. */
export function isCoreMember(v: Ref): boolean {
  return v.id < 0 && v.id >= LAST_CORE_MEMBER && v.data !== null && v.data.kind === 'builtin';
}

/** A type of a C module: its special methods are looked up as a Python class's are. */
export function isExtension(type: Ref): boolean {
  return type.id <= FIRST_EXTENSION && type.id >= LAST_EXTENSION;
}

export const NotImplemented: Ref = singleton('NotImplementedType');
export const Ellipsis: Ref = singleton('ellipsis');
/** `sys.monitoring.DISABLE` and `MISSING`: plain objects. */
export const DISABLE: Ref = plainObject();
export const MISSING: Ref = plainObject();

function plainObject(): Ref {
  return allocStatic({ kind: 'instance', cls: TYPES.object, attrs: null, payload: undefined, finalized: false });
}

function singleton(type: TypeName): Ref {
  return allocStatic({ kind: 'record', cls: TYPES[type], type, slots: [], numbers: [], attrs: null });
}

function makeTypes(): Readonly<Record<AnyTypeName, Ref>> {
  const types = Object.fromEntries(TYPE_NAMES.map((name) => [name, allocStatic(null)])) as Record<AnyTypeName, Ref>;
  const mros = new Map<AnyTypeName, AnyTypeName[]>();
  for (const name of TYPE_NAMES) {
    const bases = BASES[name].split(' ').filter(Boolean) as AnyTypeName[];
    const mro = linearize(
      name,
      bases.map((base) => mros.get(base) ?? []),
    );
    mros.set(name, mro);
    const isException = name in EXCEPTION_TYPES;
    const data: TypeData = {
      kind: 'type',
      cls: types.type,
      name: tpName(name),
      qualname: name.slice(name.lastIndexOf('.') + 1),
      bases: bases.map((base) => types[base]),
      mro: mro.map((base) => types[base]),
      dict: memberDict(types, name),
      layout: isException
        ? 'BaseException'
        : name === 'bool'
          ? 'int'
          : BASES[name] === 'dict'
            ? 'dict'
            : name === 'Generic'
              ? 'object'
              : (EXTENSION_LAYOUTS[name as ExtensionTypeName] ?? name),
      hasDict: isException || TYPES_WITH_DICT.has(name) || EXTENSION_TYPES_WITH_DICT.has(name),
      hasDel: false,
      changes: 0,
      sharedKeys: null,
      attrs: null,
    };
    types[name].data = data;
  }
  return types;
}

/** `tp_name`: of types of the interpreter that stand in a module, with that module. */
function tpName(name: AnyTypeName): string {
  const module = TYPE_MODULES[name as TypeName];
  return module === undefined || name.includes('.') ? name : `${module}.${name}`;
}

function unknownDoc(types: Readonly<Record<AnyTypeName, Ref>>, name: string): RecordData {
  return { kind: 'record', cls: types.hollow, type: 'hollow', slots: [name], numbers: [UNKNOWN_DATA], attrs: null };
}

/** The MRO of a builtin type, whose bases share only a common tail: what C3 gives in that case. */
function linearize(name: AnyTypeName, baseMros: readonly AnyTypeName[][]): AnyTypeName[] {
  const all = baseMros.flat();
  return [name, ...all.filter((base, i) => all.lastIndexOf(base) === i)];
}

function memberDict(types: Readonly<Record<AnyTypeName, Ref>>, owner: AnyTypeName): Ref {
  const keys: string[] = [];
  const values: Slot[] = [];
  const words = MEMBERS[owner as TypeName] ?? EXTENSION_MEMBERS[owner as ExtensionTypeName] ?? '';
  for (const word of words.split(' ').filter(Boolean)) {
    const sign = /^[@!=+-]/.test(word) ? word[0] : '';
    const name = sign ? word.slice(1) : word;
    keys.push(name);
    values.push(
      sign === '-'
        ? null
        : sign === '+'
          ? onlyOne(types, owner, name)
          : allocStatic(member(types, owner, sign ?? '', name)),
    );
  }
  if (!keys.includes('__doc__')) {
    keys.push('__doc__');
    // The documentation of other types is not known.
    values.push(owner === 'object' ? OBJECT_DOC : allocStatic(unknownDoc(types, `${owner}.__doc__`)));
  }
  const module = TYPE_MODULES[owner as TypeName] ?? extensionModule(owner);
  if (module !== undefined && !keys.includes('__module__')) {
    keys.push('__module__');
    values.push(module);
  }
  return allocStatic({ kind: 'dict', cls: types.dict, keys, values, live: keys.length, attrs: null });
}

/** The only instance of a type that is named after the owner and it: `Token.MISSING`. */
function onlyOne(types: Readonly<Record<AnyTypeName, Ref>>, owner: AnyTypeName, name: string): Ref {
  const type = `${owner.slice(owner.lastIndexOf('.') + 1)}.${name}` as AnyTypeName;
  return allocStatic({ kind: 'record', cls: types[type], type, slots: [], numbers: [], attrs: null });
}

/** Whether a special method of a builtin type wraps a slot; the others are methods like any. */
export function isSlotWrapper(owner: string, name: string): boolean {
  return name.startsWith('__') && !PLAIN_METHODS.has(name) && !COEXISTING.has(`${owner}.${name}`);
}

/** `tp_name` begins with the module. */
function extensionModule(owner: AnyTypeName): string | undefined {
  const dot = owner in EXTENSION_TYPES ? owner.lastIndexOf('.') : -1;
  return dot < 0 ? undefined : owner.slice(0, dot);
}

function member(
  types: Readonly<Record<AnyTypeName, Ref>>,
  owner: AnyTypeName,
  sign: string,
  name: string,
): BuiltinData {
  const cls =
    sign === '@'
      ? types.classmethod_descriptor
      : sign === '!'
        ? types.builtin_function_or_method
        : sign === '='
          ? types[isField(owner, name) ? 'member_descriptor' : 'getset_descriptor']
          : isSlotWrapper(owner, name)
            ? types.wrapper_descriptor
            : types.method_descriptor;
  return { kind: 'builtin', cls, impl: `${owner}.${name}`, name, self: undefined };
}

/** The `__init__` of builtin exceptions that have one only before 3.14: it is that of the next older type. */
export const EXCEPTION_INITS: ReadonlyMap<Ref, Ref> = new Map(
  (Object.keys(EXCEPTION_TYPES) as (keyof typeof EXCEPTION_TYPES)[])
    .filter((name) => name !== 'ExceptionGroup' && !(MEMBERS[name] ?? '').split(' ').includes('__init__'))
    .map((name) => [TYPES[name], allocStatic(member(TYPES, name, '', '__init__'))]),
);

/** A static builtin function as the `builtins` module (or another modelled module) holds it. */
export function staticFunction(impl: string, name: string): Ref {
  return allocStatic({ kind: 'builtin', cls: TYPES.builtin_function_or_method, impl, name, self: undefined });
}

const OWNERS = new Map<string, Ref>();

/** The type that a static descriptor is of, by the name of what it runs (`type.method`). */
export function ownerOf(impl: string): Ref {
  let owner = OWNERS.get(impl);
  if (owner === undefined) {
    owner = TYPES[impl.slice(0, impl.lastIndexOf('.')) as AnyTypeName];
    OWNERS.set(impl, owner);
  }
  return owner;
}

/** The value's type: `type(v)`, `Py_TYPE(v)`. */
export function typeOf(vm: Operations, v: Value): Ref {
  if (v instanceof Ref) return vm.read(v).cls;
  switch (typeof v) {
    case 'number':
    case 'bigint':
      return TYPES.int;
    case 'string':
      return TYPES.str;
    case 'boolean':
      return TYPES.bool;
    default:
      return v instanceof PyFloat ? TYPES.float : TYPES.NoneType;
  }
}

/** The contents of a type object; a `ModelError` if the reference is to something else. */
export function typeData(vm: Operations, type: Ref): Readonly<TypeData> {
  const data = vm.read(type);
  if (data.kind !== 'type') throw new ModelError(`not a type: ${data.kind}`);
  return data;
}

/** `PyType_IsSubtype`: b is on a's MRO. */
export function isSubtype(vm: Operations, a: Ref, b: Ref): boolean {
  if (a === b) return true;
  const { mro, bases } = typeData(vm, a);
  // A class that has no order yet is asked for its bases.
  return mro.length > 0 ? mro.includes(b) : bases.length > 0 && isSubtype(vm, bases[0] as Ref, b);
}

/** `PyObject_TypeCheck`: by the real type, no `__instancecheck__`, no `__class__`. */
export function isInstance(vm: Operations, v: Value, type: Ref): boolean {
  return isSubtype(vm, typeOf(vm, v), type);
}

/** `tp_name` of the value's type, as CPython's messages print it. */
export function typeName(vm: Operations, v: Value): string {
  const type = typeOf(vm, v);
  if (type === TYPES.hollow) throw new ModelError(`${hollowName(vm, v)} is not modelled`);
  return nameOfType(vm, type);
}

/** `tp_name`. */
export function nameOfType(vm: Operations, type: Ref): string {
  if (type === TYPES.UnionType && !ROWS[vm.version].unionIsTypings) return 'types.UnionType';
  return type === TYPES.UnionType ? 'typing.Union' : typeData(vm, type).name;
}

/** What a hollow value stands for: something of a library module that the model does not run. */
export function hollowName(vm: Operations, v: Value): string {
  const data = v instanceof Ref ? vm.read(v) : null;
  return data?.kind === 'record' && data.type === 'hollow' ? String(data.slots[0]) : 'a value';
}

/** Plain data that is not known decides nothing. */
export function refuseUnknown(vm: Operations, v: Value): void {
  const data = v instanceof Ref ? vm.read(v) : null;
  if (data?.kind === 'record' && data.type === 'hollow' && data.numbers[0] === UNKNOWN_DATA)
    throw new ModelError(`${String(data.slots[0])} is not modelled`);
}

/** True for type objects. */
export function isType(vm: Operations, v: Slot): v is Ref {
  return v instanceof Ref && vm.read(v).kind === 'type';
}
