/**
 * Methods of int and float that are no operators (Objects/longobject.c, Objects/floatobject.c).
 * @module
 */

import type { Builtin, BuiltinTable, Native, NativeTable, Operations } from '../operations.ts';
import { isIterable } from '../protocol/iteration.ts';
import { lookupSpecial } from '../protocol/lookup.ts';
import { given, wait } from '../protocol/loop.ts';
import { ModelError, normalizeInt, PyFloat, type Result, type Slot, toBigInt, type Value } from '../value.ts';
import { bindArguments, exactly, indexArgument } from './arguments.ts';
import { newBytes } from './codecs.ts';
import { CONTAINER_TEXTS } from './container-texts.ts';
import { raise } from './exceptions.ts';
import { exactRatio, floatHex, parseFloatHex } from './float-text.ts';
import { asFloat, asInt, asKind, asStr } from './payload.ts';
import { newTuple } from './tuple.ts';
import { TYPES, typeName, typeOf } from './types.ts';

type Int = number | bigint;

function intSelf(vm: Operations, name: string, v: Slot): Int {
  const n = asInt(vm, v);
  if (n !== undefined) return n;
  throw new ModelError(`int.${name} was given no int`);
}

function floatSelf(vm: Operations, name: string, v: Slot): number {
  const f = asFloat(vm, v);
  if (f !== undefined) return f;
  throw new ModelError(`float.${name} was given no float`);
}

function ofInt(name: string, run: (vm: Operations, n: Int) => Value): BuiltinTable {
  return {
    [`int.${name}`](vm, [v, ...args]) {
      const n = intSelf(vm, name, v);
      exactly(vm, `int.${name}`, args, 0);
      return run(vm, n);
    },
  };
}

function ofFloat(name: string, run: (vm: Operations, f: number) => Value): BuiltinTable {
  return {
    [`float.${name}`](vm, [v, ...args]) {
      const f = floatSelf(vm, name, v);
      exactly(vm, `float.${name}`, args, 0);
      return run(vm, f);
    },
  };
}

const binary = (n: Int): string => (n < 0 ? -toBigInt(n) : toBigInt(n)).toString(2);

/** `byteorder`: `little` or `big`. */
function isLittle(vm: Operations, func: string, order: Slot): boolean {
  const text = order === undefined ? 'big' : asStr(vm, order);
  if (text === undefined)
    throw raise(vm, 'TypeError', `${func}() argument 'byteorder' must be str, not ${typeName(vm, order as Value)}`);
  if (text !== 'little' && text !== 'big') throw raise(vm, 'ValueError', "byteorder must be either 'little' or 'big'");
  return text === 'little';
}

/** A flag among the keywords: a number that is not zero. */
function isSet(vm: Operations, v: Slot): boolean {
  return (asInt(vm, v) ?? 0) !== 0;
}

const toBytes: Builtin = (vm, [v, ...args], keywords) => {
  const n = toBigInt(intSelf(vm, 'to_bytes', v));
  const isSigned = isSet(vm, keywords?.get('signed'));
  const rest = keywords === null ? null : new Map([...keywords].filter(([name]) => name !== 'signed'));
  const [size, order] = bindArguments(vm, { name: 'to_bytes', names: ['length', 'byteorder'] }, args, rest);
  const length = size === undefined ? 1 : indexArgument(vm, size);
  const little = isLittle(vm, 'to_bytes', order);
  if (length < 0) throw raise(vm, 'ValueError', CONTAINER_TEXTS[vm.version].negativeLength);
  if (n < 0n && !isSigned) throw raise(vm, 'OverflowError', "can't convert negative int to unsigned");
  const bits = 8n * BigInt(length);
  const fits = isSigned ? BigInt.asIntN(Number(bits), n) === n : n >> bits === 0n;
  if (!fits) throw raise(vm, 'OverflowError', 'int too big to convert');
  const bytes = Array.from({ length }, (_, i) => Number((n >> BigInt(8 * i)) & 0xffn));
  return newBytes(vm, little ? bytes : bytes.reverse());
};

const fromBytes: Builtin = (vm, [cls, ...args], keywords) => {
  const isSigned = isSet(vm, keywords?.get('signed'));
  const rest = keywords === null ? null : new Map([...keywords].filter(([name]) => name !== 'signed'));
  const signature = { name: 'from_bytes', names: ['bytes', 'byteorder'], required: 1 };
  const [source, order] = bindArguments(vm, signature, args, rest);
  const little = isLittle(vm, 'from_bytes', order);
  const bytes = asKind(vm, source, 'bytes')?.bytes;
  if (bytes !== undefined) return intOf(vm, cls as Value, bytes, little, isSigned);
  if (asStr(vm, source) !== undefined || !isIterable(vm, source as Value))
    throw raise(vm, 'TypeError', `cannot convert '${typeName(vm, source as Value)}' object to bytes`);
  return vm.native('int.from_bytes', [cls, source], { little, isSigned });
};

function intOf(vm: Operations, cls: Value, bytes: readonly number[], little: boolean, isSigned: boolean): Result {
  const ordered = little ? [...bytes].reverse() : bytes;
  const n = ordered.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const value = normalizeInt(isSigned ? BigInt.asIntN(8 * bytes.length, n) : n);
  return cls === TYPES.int ? value : vm.call(cls, [value]);
}

/** `PyObject_Bytes` of an iterable first. Slots: the class, the iterable. Vars: little, isSigned. */
const FROM_BYTES: Native = {
  start: (vm, { slots }) => wait(vm.call(TYPES.bytes, [slots[1] as Value]), 'bytes'),
  phases: {
    bytes: (vm, { slots, vars }, value) => {
      const bytes = asKind(vm, given(value), 'bytes')?.bytes ?? [];
      return wait(intOf(vm, slots[0] as Value, bytes, vars['little'] === true, vars['isSigned'] === true), 'made');
    },
    made: (_vm, _self, value) => ({ done: value }),
  },
};
export const NUMBER_METHOD_NATIVES: NativeTable = { 'int.from_bytes': FROM_BYTES };

function toWhole(vm: Operations, f: number, round: (f: number) => number): Value {
  if (Number.isNaN(f)) throw raise(vm, 'ValueError', 'cannot convert float NaN to integer');
  if (!Number.isFinite(f)) throw raise(vm, 'OverflowError', 'cannot convert float infinity to integer');
  return normalizeInt(BigInt(round(f)));
}

const fromHex: Builtin = (vm, [cls, ...args]) => {
  exactly(vm, 'float.fromhex', args, 1);
  const text = asStr(vm, args[0]);
  if (text === undefined) throw raise(vm, 'TypeError', 'bad argument type for built-in operation');
  const f = parseFloatHex(text);
  if (f === undefined) throw raise(vm, 'ValueError', 'invalid hexadecimal floating-point string');
  if (f === 'overflow') throw raise(vm, 'OverflowError', 'hexadecimal value too large to represent as a float');
  const value = new PyFloat(f);
  return cls === TYPES.float ? value : vm.call(cls as Value, [value]);
};

/** Whether `PyNumber_Float` takes a value as a number, not as text. */
export function isReal(vm: Operations, v: Value): boolean {
  if (asStr(vm, v) !== undefined || asKind(vm, v, 'bytes') !== undefined) return false;
  return (
    asInt(vm, v) !== undefined || ['__float__', '__index__'].some((name) => lookupSpecial(vm, v, name) !== undefined)
  );
}

/** `float.from_number`. */
const fromNumber: Builtin = (vm, [cls, v]) => {
  if (!isReal(vm, v as Value)) throw raise(vm, 'TypeError', `must be real number, not ${typeName(vm, v as Value)}`);
  return cls === TYPES.float && typeOf(vm, v as Value) === cls ? (v as Value) : vm.call(cls as Value, [v as Value]);
};

export const NUMBER_METHODS: BuiltinTable = {
  ...ofInt('conjugate', (_vm, n) => n),
  ...ofInt('bit_length', (_vm, n) => (n === 0 || n === 0n ? 0 : binary(n).length)),
  ...ofInt('bit_count', (_vm, n) => binary(n).replaceAll('0', '').length),
  ...ofInt('as_integer_ratio', (vm, n) => newTuple(vm, [n, 1])),
  ...ofInt('is_integer', () => true),
  ...ofInt('__floor__', (_vm, n) => n),
  ...ofInt('__ceil__', (_vm, n) => n),
  ...ofInt('__getnewargs__', (vm, n) => newTuple(vm, [n])),
  'int.to_bytes': toBytes,
  'int.from_bytes': fromBytes,
  'float.fromhex': fromHex,
  'float.from_number': fromNumber,
  ...ofFloat('conjugate', (_vm, f) => new PyFloat(f)),
  ...ofFloat('is_integer', (_vm, f) => Number.isInteger(f)),
  ...ofFloat('hex', (_vm, f) => floatHex(f)),
  ...ofFloat('as_integer_ratio', (vm, f) => {
    if (Number.isNaN(f)) throw raise(vm, 'ValueError', 'cannot convert NaN to integer ratio');
    if (!Number.isFinite(f)) throw raise(vm, 'OverflowError', 'cannot convert Infinity to integer ratio');
    return newTuple(vm, exactRatio(f).map(normalizeInt));
  }),
  ...ofFloat('__floor__', (vm, f) => toWhole(vm, f, Math.floor)),
  ...ofFloat('__ceil__', (vm, f) => toWhole(vm, f, Math.ceil)),
  ...ofFloat('__getnewargs__', (vm, f) => newTuple(vm, [new PyFloat(f)])),
};
