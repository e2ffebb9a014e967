/**
 * The builtin `__repr__` of heap objects, type by type.
 * @module
 */

import type { DataOf, HeapData, RecordData } from '../heap.ts';
import { CONTAINER_TEXTS } from '../objects/container-texts.ts';
import { floatRepr } from '../objects/float-text.ts';
import { MEMBERS } from '../objects/member-table.ts';
import { asKind, asStr } from '../objects/payload.ts';
import { bytesRepr, strRepr } from '../objects/str-repr.ts';
import { nameOfType, TYPES, typeData, typeName } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { ModelError, Ref, type Slot, type Value } from '../value.ts';
import { dictGetName } from './dict-table.ts';
import { ROWS } from './rows.ts';
import { frameLine } from './runtime-members.ts';
import { bytesClass } from './sequences.ts';

/** Fields of the struct sequences that are shown with them (`structseq_repr`), by type. */
const STRUCT_SEQUENCES: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  (['asyncgen_hooks', 'sys.version_info', 'sys.hash_info', 'sys.float_info', 'sys.int_info'] as const).map((type) => [
    type,
    (MEMBERS[type] ?? '').split(' ').map((word) => word.slice(1)),
  ]),
);

type Inner = (item: Value, active?: readonly number[]) => string;

const ADDRESS = '0x…';

/** `module.qualname` of a class, without the module where it is builtins. */
export function fullTypeName(vm: Operations, type: Ref): string {
  if (type === TYPES.UnionType) return ROWS[vm.version].unionIsTypings ? 'typing.Union' : 'types.UnionType';
  const data = typeData(vm, type);
  const module = dictGetName(vm, data.dict, '__module__');
  if (type.id < 0 && typeof module !== 'string') return data.name;
  return typeof module === 'string' && module !== 'builtins' ? `${module}.${data.qualname}` : data.qualname;
}

/** `PyType_GetFullyQualifiedName` (`%T` in a message): without the module for a class of the program or a builtin. */
export function qualifiedTypeName(vm: Operations, type: Ref): string {
  const data = typeData(vm, type);
  return dictGetName(vm, data.dict, '__module__') === '__main__' ? data.qualname : fullTypeName(vm, type);
}

/** `object.__repr__`. */
export function objectRepr(vm: Operations, type: Ref): string {
  return `<${fullTypeName(vm, type)} object at ${ADDRESS}>`;
}

/** What `slot_tp_repr` says of an object whose `__repr__` is not to be had. */
export function namelessRepr(vm: Operations, v: Value): string {
  return `<${typeName(vm, v)} object at ${ADDRESS}>`;
}

/** The repr of a heap object's contents; containers under way print as `[...]`. */
export function reprContents(
  vm: Operations,
  v: Ref,
  data: Readonly<HeapData>,
  inner: Inner,
  active: readonly number[],
): string {
  const again = active.includes(v.id);
  const within = [...active, v.id];
  const all = (items: readonly Slot[]): string =>
    items
      .filter((item) => item !== undefined)
      .map((item) => inner(item as Value, within))
      .join(', ');
  switch (data.kind) {
    case 'list':
      return again ? '[...]' : `[${all(data.items)}]`;
    case 'tuple': {
      const fields = STRUCT_SEQUENCES[nameOfType(vm, data.cls)];
      if (fields !== undefined && data.cls.id < 0) {
        const named = fields.map((field, i) => `${field}=${inner(data.items[i] as Value, within)}`);
        return `${nameOfType(vm, data.cls)}(${named.join(', ')})`;
      }
      return again ? '(...)' : `(${all(data.items)}${data.items.length === 1 ? ',' : ''})`;
    }
    case 'dict':
      return again ? '{...}' : `{${pairs(data.keys, data.values, (item) => inner(item, within))}}`;
    case 'set': {
      const name = typeData(vm, data.cls).name;
      if (again) return `${name}(...)`;
      if (data.used === 0) return `${name}()`;
      return data.cls === TYPES.set ? `{${all(data.slots)}}` : `${name}({${all(data.slots)}})`;
    }
    case 'range':
      return `range(${data.start}, ${data.stop}${data.step === 1 ? '' : `, ${data.step}`})`;
    case 'bytes':
      if (bytesClass(vm, data.cls) === TYPES.bytes) return bytesRepr(data.bytes);
      return `${typeName(vm, v)}(${bytesRepr(data.bytes, CONTAINER_TEXTS[vm.version].bytearrayEscapes)})`;
    case 'function':
      return `<function ${data.qualname} at ${ADDRESS}>`;
    case 'builtin':
      return builtinText(vm, data);
    case 'type':
      return `<class '${fullTypeName(vm, v)}'>`;
    case 'generator':
      return `<${data.flavor} object ${data.qualname} at ${ADDRESS}>`;
    case 'cell':
      return data.value === undefined
        ? `<cell at ${ADDRESS}: empty>`
        : `<cell at ${ADDRESS}: ${cellType(vm, data.value)} object at ${ADDRESS}>`;
    case 'frame':
      return `<frame at ${ADDRESS}, file ${strRepr(data.code.code.filename)}, line ${frameLine(data) ?? 'None'}, code ${data.code.code.name}>`;
    case 'code':
      return `<code object ${data.code.code.name} at ${ADDRESS}, file "${data.code.code.filename}", line ${data.code.code.firstlineno}>`;
    case 'module':
      // What is made without a spec has no origin.
      return moduleRepr(vm, data);
    case 'record':
      return recordText(vm, data, inner, within, again);
    default:
      return objectRepr(vm, data.cls);
  }
}

function pairs(keys: readonly Slot[], values: readonly Slot[], inner: (item: Value) => string): string {
  return keys
    .flatMap((key, i) => (key === undefined ? [] : [`${inner(key)}: ${inner(values[i] as Value)}`]))
    .join(', ');
}

function cellType(vm: Operations, value: Value): string {
  if (value instanceof Ref) return typeData(vm, vm.read(value).cls).name;
  if (value === null) return 'NoneType';
  if (typeof value === 'string') return 'str';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'number' || typeof value === 'bigint' ? 'int' : 'float';
}

function builtinText(vm: Operations, data: Readonly<DataOf<'builtin'>>): string {
  const { cls, impl, name, self } = data;
  const holder = impl.slice(0, Math.max(0, impl.lastIndexOf('.')));
  const type = data.owner ?? TYPES[holder as 'object'];
  const owner = type === undefined ? holder : nameOfType(vm, type);
  switch (cls) {
    case TYPES.method_descriptor:
    case TYPES.classmethod_descriptor:
      return `<method '${name}' of '${owner}' objects>`;
    case TYPES.wrapper_descriptor:
      return `<slot wrapper '${name}' of '${owner}' objects>`;
    case TYPES.getset_descriptor:
      // The descriptors that all classes share are of no class.
      if (data.owner === TYPES.object) return `<attribute '${name}'>`;
      return `<attribute '${name}' of '${owner}' objects>`;
    case TYPES.member_descriptor:
      return `<member '${name}' of '${owner}' objects>`;
    default: {
      if (self === undefined) {
        return owner === '' || !name.startsWith('__new__')
          ? `<built-in function ${name}>`
          : `<built-in method ${name} of type object at ${ADDRESS}>`;
      }
      const type = self instanceof Ref && vm.read(self).kind === 'type' ? 'type' : cellType(vm, self);
      const what = cls === TYPES['method-wrapper'] ? `method-wrapper '${name}'` : `built-in method ${name}`;
      return `<${what} of ${type} object at ${ADDRESS}>`;
    }
  }
}

function complexText(re: number, im: number): string {
  const text = (n: number): string => {
    const s = floatRepr(n);
    return s.endsWith('.0') ? s.slice(0, -2) : s;
  };
  if (re === 0 && !Object.is(re, -0)) return `${text(im)}j`;
  const sign = im < 0 || Object.is(im, -0) || Number.isNaN(im) ? '' : '+';
  return `(${text(re)}${Number.isNaN(im) ? '+' : sign}${text(im)}j)`;
}

function recordText(
  vm: Operations,
  data: Readonly<RecordData>,
  inner: Inner,
  within: readonly number[],
  again: boolean,
): string {
  const slot = (i: number): string => inner((data.slots[i] ?? null) as Value, within);
  switch (data.type) {
    case 'NotImplementedType':
      return 'NotImplemented';
    case 'ellipsis':
      return 'Ellipsis';
    case 'complex':
      return complexText(data.numbers[0] ?? 0, data.numbers[1] ?? 0);
    case 'slice':
      return `slice(${slot(0)}, ${slot(1)}, ${slot(2)})`;
    case 'staticmethod':
    case 'classmethod':
      return `<${data.type}(${data.slots[0] === undefined ? '<NULL>' : slot(0)})>`;
    case 'mappingproxy':
      return `mappingproxy(${slot(0)})`;
    case 'Template':
      return `Template(strings=${slot(0)}, interpolations=${slot(1)})`;
    case 'Interpolation':
      return `Interpolation(${slot(0)}, ${slot(1)}, ${slot(2)}, ${slot(3)})`;
    case 'dict_keys':
    case 'dict_values':
    case 'dict_items':
      return again ? '...' : viewText(vm, data, inner, within);
    case 'super': {
      const [cls, , type] = data.slots;
      const name = cls instanceof Ref ? typeData(vm, cls).name : 'NULL';
      return type instanceof Ref
        ? `<super: <class '${name}'>, <${typeData(vm, type).name} object>>`
        : `<super: <class '${name}'>, NULL>`;
    }
    case 'SimpleNamespace': {
      const dict = data.attrs === null ? null : vm.read(data.attrs);
      if (dict?.kind !== 'dict') return 'namespace()';
      const items = dict.keys.flatMap((key, i) =>
        key === undefined ? [] : [`${String(key)}=${inner(dict.values[i] as Value, within)}`],
      );
      return `namespace(${items.join(', ')})`;
    }
    case 'TypeVar':
    case 'ParamSpec':
    case 'TypeVarTuple':
      return parameterText(vm, data);
    case 'ParamSpecArgs':
    case 'ParamSpecKwargs':
      return `${partOwner(vm, data, inner)}.${data.type === 'ParamSpecArgs' ? 'args' : 'kwargs'}`;
    case 'NoDefaultType':
      return 'typing.NoDefault';
    case 'sentinel':
      return String(data.slots[2]);
    case 'TypeAliasType':
      return String(data.slots[5]);
    case 'hollow':
      throw new ModelError(`${String(data.slots[0])} is not modelled`);
    default:
      return objectRepr(vm, data.cls);
  }
}

/** A type variable, with its variance before its name. */
export function parameterText(vm: Operations, { type, numbers, slots }: Readonly<RecordData>): string {
  const [covariant, contravariant, inferred] = numbers;
  const plain = inferred === 1 || (type === 'TypeVarTuple' && !ROWS[vm.version].variadicsVary);
  const sign = covariant === 1 ? '+' : contravariant === 1 ? '-' : '~';
  return `${plain ? '' : sign}${String(slots[0])}`;
}

/** Whose `args` or `kwargs` it is: a ParamSpec goes by its name. */
function partOwner(vm: Operations, data: Readonly<RecordData>, inner: Inner): string {
  const owner = asKind(vm, data.slots[0], 'record');
  return owner?.type === 'ParamSpec' ? String(owner.slots[0]) : inner(data.slots[0] as Value);
}

function viewText(vm: Operations, data: Readonly<RecordData>, inner: Inner, within: readonly number[]): string {
  const dict = vm.read(data.slots[0] as Ref);
  if (dict.kind !== 'dict') return data.type;
  const items = dict.keys.flatMap((key, i) => {
    if (key === undefined) return [];
    const value = dict.values[i] as Value;
    if (data.type === 'dict_keys') return [inner(key, within)];
    if (data.type === 'dict_values') return [inner(value, within)];
    return [`(${inner(key, within)}, ${inner(value, within)})`];
  });
  return `${data.type}([${items.join(', ')}])`;
}

/** A module that a program made has no `__spec__`: it tells its file if it has one. Any other is built in, as those of the model are. */
function moduleRepr(vm: Operations, { name, dict }: Readonly<DataOf<'module'>>): string {
  if (dictGetName(vm, dict, '__spec__') !== null)
    return name.includes('.') ? `<module '${name}'>` : `<module '${name}' (built-in)>`;
  const own = asStr(vm, dictGetName(vm, dict, '__name__'));
  const file = asStr(vm, dictGetName(vm, dict, '__file__'));
  return `<module ${strRepr(own ?? '?')}${file === undefined ? '' : ` from ${strRepr(file)}`}>`;
}
