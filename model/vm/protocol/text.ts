/**
 * `repr`, `str`, `ascii` and `format`, as algorithms that ask for Python-level methods. Addresses print as `0x…`.
 * @module
 */
import { exceptionRepr, exceptionStr } from '../objects/exception-text.ts';
import { raise } from '../objects/exceptions.ts';
import { floatRepr } from '../objects/float-text.ts';
import { formatSpec } from '../objects/format-spec.ts';
import { intText } from '../objects/int-text.ts';
import { asFloat, asInt, asStr } from '../objects/payload.ts';
import { asciiEscape, strRepr } from '../objects/str-repr.ts';
import { typeName } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { PyFloat, Ref, type Result, type Value } from '../value.ts';
import { aliasTextAsking, hasAliasText } from './alias-text.ts';
import { bindSpecial, UNBOUND } from './bind-special.ts';
import { isComplex } from './complex.ts';
import { override } from './lookup.ts';
import { optionalAsking } from './optional.ts';
import { type Algorithm, type Ask, askedWithin, replay, underway } from './replay.ts';
import { namelessRepr, reprContents } from './text-contents.ts';
import { wrongReturn } from './wrong-return.ts';

/** `repr(v)` as plain text; `active` are the containers whose repr is under way (`Py_ReprEnter`), by default those below the calls of this thread. */
export function reprAsking(vm: Operations, v: Value, ask: Ask, active?: readonly number[]): string {
  return plain(vm, reprObject(vm, v, ask, active));
}

/** What is a str: the class of one that a text method returned is not asked for. */
function plain(vm: Operations, text: Value): string {
  return typeof text === 'string' ? text : (asStr(vm, text) as string);
}

/** `PyObject_Repr`: what a method of the class returns is handed on as it is, of a subclass of str too. */
export function reprObject(vm: Operations, v: Value, ask: Ask, active?: readonly number[]): Value {
  if (typeof v === 'string') return strRepr(v);
  if (typeof v === 'number' || typeof v === 'bigint') return intText(vm, v);
  if (v === null) return 'None';
  if (typeof v === 'boolean') return v ? 'True' : 'False';
  if (v instanceof PyFloat) return floatRepr(v.value);
  const method = override(vm, v, '__repr__');
  if (method !== undefined) {
    const called = askedWithin(active ?? [], () => ask(...bindSpecial(vm, method, v, [], 'clears')));
    return called === UNBOUND ? namelessRepr(vm, v) : textResult(vm, v, '__repr__', called);
  }
  return builtinRepr(vm, v, ask, active);
}

/** The builtin `__repr__` of a heap object, whatever its class defines. */
export function builtinRepr(vm: Operations, v: Ref, ask: Ask, given?: readonly number[]): string {
  const active = given ?? underway(vm);
  const inner = (item: Value, within = active): string => reprAsking(vm, item, ask, within);
  const data = vm.read(v);
  if (data.kind === 'exception') return exceptionRepr(vm, v, inner);
  if (data.kind === 'instance' && data.payload !== undefined) return inner(data.payload);
  if (data.kind === 'record' && hasAliasText(data))
    return aliasTextAsking(vm, data, ask, { repr: inner, str: (item) => strAsking(vm, item, ask) });
  if (data.kind === 'method') return `<bound method ${methodName(vm, data.func, ask)} of ${inner(data.self)}>`;
  return reprContents(vm, v, data, inner, active);
}

/** `method_repr`: the function's `__qualname__`, or else its `__name__`. */
function methodName(vm: Operations, func: Value, ask: Ask): string {
  const data = func instanceof Ref ? vm.read(func) : null;
  if (data?.kind === 'function') return data.qualname;
  const name = optionalAsking(vm, func, '__qualname__', ask) ?? optionalAsking(vm, func, '__name__', ask);
  return asStr(vm, name) ?? '?';
}

function textResult(vm: Operations, self: Value, name: string, value: Value): Value {
  if (asStr(vm, value) !== undefined) return value;
  throw wrongReturn(vm, self, name, 'str', value);
}

/** `str(v)` as plain text. */
export function strAsking(vm: Operations, v: Value, ask: Ask): string {
  return plain(vm, strObject(vm, v, ask));
}

/** `PyObject_Str`: what a method of the class returns is handed on as it is. */
export function strObject(vm: Operations, v: Value, ask: Ask): Value {
  if (typeof v === 'string') return v;
  if (!(v instanceof Ref)) return reprObject(vm, v, ask);
  const method = override(vm, v, '__str__');
  if (method !== undefined) return textResult(vm, v, '__str__', ask(...bindSpecial(vm, method, v, [])));
  const text = asStr(vm, v);
  if (text !== undefined) return text;
  const mapped = proxied(vm, v);
  if (mapped !== undefined) return strObject(vm, mapped, ask);
  if (vm.read(v).kind === 'exception') {
    return exceptionStr(
      vm,
      v,
      (item) => strAsking(vm, item, ask),
      (item) => reprAsking(vm, item, ask),
    );
  }
  return reprObject(vm, v, ask);
}

/** The mapping behind a proxy, whose text `str` gives. */
function proxied(vm: Operations, v: Ref): Value | undefined {
  const data = vm.read(v);
  return data.kind === 'record' && data.type === 'mappingproxy' ? (data.slots[0] as Value) : undefined;
}

/** `PyObject_Format`: what a method of the class returns is handed on as it is. */
export function formatObject(vm: Operations, v: Value, spec: string, ask: Ask): Value {
  const method = override(vm, v, '__format__');
  if (method === undefined) return builtinFormat(vm, v, spec, ask);
  return textResult(vm, v, '__format__', ask(...bindSpecial(vm, method, v, [spec])));
}

/** The builtin `__format__` of a value. */
function builtinFormat(vm: Operations, v: Value, spec: string, ask: Ask): Value {
  const builtin =
    asStr(vm, v) !== undefined || asInt(vm, v) !== undefined || asFloat(vm, v) !== undefined || isComplex(vm, v);
  if (spec === '' || !builtin) {
    if (spec !== '') throw raise(vm, 'TypeError', `unsupported format string passed to ${typeName(vm, v)}.__format__`);
    return strObject(vm, v, ask);
  }
  return formatSpec(vm, v, spec);
}

/** `PyObject_ASCII`: a repr that is ASCII is handed on as it is. */
export function asciiObject(vm: Operations, v: Value, ask: Ask): Value {
  const text = reprObject(vm, v, ask);
  const escaped = asciiEscape(plain(vm, text));
  return escaped === plain(vm, text) ? text : escaped;
}

export const REPR: Algorithm = { name: 'repr', run: (vm, [v], _, ask) => reprAsking(vm, v as Value, ask) };
export const STR: Algorithm = { name: 'str', run: (vm, [v], _, ask) => strAsking(vm, v as Value, ask) };
export const REPR_OBJECT: Algorithm = {
  name: 'repr_object',
  run: (vm, [v], _, ask) => reprObject(vm, v as Value, ask),
};
export const STR_OBJECT: Algorithm = { name: 'str_object', run: (vm, [v], _, ask) => strObject(vm, v as Value, ask) };
export const ASCII: Algorithm = { name: 'ascii', run: (vm, [v], _, ask) => asciiObject(vm, v as Value, ask) };
export const FORMAT: Algorithm = {
  name: 'format',
  run: (vm, [v, spec], _, ask) => formatObject(vm, v as Value, spec as string, ask),
};
/** The builtin `__repr__`, `__str__` of object, `__format__`: what `super().__repr__()` runs. */
export const BUILTIN_REPR: Algorithm = {
  name: 'builtin_repr',
  run: (vm, [v], _, ask) => (v instanceof Ref ? builtinRepr(vm, v, ask) : reprAsking(vm, v as Value, ask)),
};
export const BUILTIN_FORMAT: Algorithm = {
  name: 'builtin_format',
  run: (vm, [v, spec], _, ask) => builtinFormat(vm, v as Value, spec as string, ask),
};

/** `repr(v)` as plain text; PENDING delivers a str. */
export function repr(vm: Operations, v: Value): Result {
  return replay(vm, REPR, [v]);
}
/** `str(v)` as plain text. */
export function str(vm: Operations, v: Value): Result {
  return typeof v === 'string' ? v : replay(vm, STR, [v]);
}
/** `repr(v)` as a program gets it. */
export function reprOf(vm: Operations, v: Value): Result {
  return replay(vm, REPR_OBJECT, [v]);
}
/** `str(v)` as a program gets it. */
export function strOf(vm: Operations, v: Value): Result {
  return typeof v === 'string' ? v : replay(vm, STR_OBJECT, [v]);
}
/** `ascii(v)`. */
export function ascii(vm: Operations, v: Value): Result {
  return replay(vm, ASCII, [v]);
}
/** `format(v, spec)`. */
export function format(vm: Operations, v: Value, spec: string): Result {
  if (spec === '' && (typeof v === 'string' || typeof v === 'number')) return String(v);
  return replay(vm, FORMAT, [v, spec]);
}
