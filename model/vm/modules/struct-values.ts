/**
 * Values of `struct` as bytes and back (the `np_`, `lp_`, `bp_` and `nu_`, `lu_`, `bu_` functions of Modules/_struct.c, `PyFloat_Pack2`).
 * @module
 */
import { intAsking } from '../builtins/number-functions.ts';
import { newBytes } from '../objects/codecs.ts';
import { raise } from '../objects/exceptions.ts';
import { floatAsking } from '../objects/number-new.ts';
import { asFloat, asInt, asKind, asStr } from '../objects/payload.ts';
import { isInstance, TYPES } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { truthAsking } from '../protocol/compare.ts';
import { complexParts, newComplex } from '../protocol/complex.ts';
import { override } from '../protocol/lookup.ts';
import { type Ask, raisedAs } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { isIndex } from '../protocol/slices.ts';
import { ModelError, normalizeInt, PyFloat, type PyRaise, type Value } from '../value.ts';
import { raiseOf } from './module-exception.ts';
import type { Code, Format } from './struct-format.ts';

/** `struct.error`. */
export function structError(vm: Operations, text: string): PyRaise {
  return raiseOf(vm, '_struct', text);
}

const FRACTION = 10;
const LEAST_EXPONENT = -14;

/** The bits of a half float, ties to even; undefined where the number is too large. */
export function halfBits(x: number): number | undefined {
  const sign = x < 0 || Object.is(x, -0) ? 0x8000 : 0;
  if (Number.isNaN(x)) return 0x7e00;
  const magnitude = Math.abs(x);
  if (magnitude === Number.POSITIVE_INFINITY) return sign | 0x7c00;
  if (magnitude === 0) return sign;
  const exponent = Math.max(LEAST_EXPONENT, exponentOf(magnitude));
  const scaled = magnitude * 2 ** (FRACTION - exponent);
  const floor = Math.floor(scaled);
  const rest = scaled - floor;
  const units = rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
  // Units past 2^10 carry the exponent's lowest bit; a subnormal has none.
  const bits = (exponent - LEAST_EXPONENT) * 2 ** FRACTION + units;
  return bits >= 0x7c00 ? undefined : sign | bits;
}

function exponentOf(x: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  return ((view.getUint16(0) >> 4) & 0x7ff) - 1023;
}

function halfOf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> FRACTION) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** (LEAST_EXPONENT - FRACTION);
  return sign * (1 + fraction / 2 ** FRACTION) * 2 ** (exponent - 15);
}

function integer(vm: Operations, char: string, size: number, v: Value, ask: Ask): bigint {
  if (!isIndex(vm, v)) throw structError(vm, 'required argument is not an integer');
  const n = BigInt(intAsking(vm, v, ask));
  const bits = BigInt(size * 8);
  const signed = char === char.toLowerCase();
  const [low, high] = signed ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n] : [0n, (1n << bits) - 1n];
  if (char === 'P') return pointer(vm, n, bits);
  if (n < low || n > high) throw structError(vm, `'${char}' format requires ${low} <= number <= ${high}`);
  return BigInt.asUintN(size * 8, n);
}

/** `PyLong_AsVoidPtr`: a negative one counts from the end. */
function pointer(vm: Operations, n: bigint, bits: bigint): bigint {
  if (n >= 1n << bits || n < -(1n << (bits - 1n))) throw structError(vm, 'int too large to convert');
  return BigInt.asUintN(Number(bits), n);
}

/** `PyFloat_AsDouble`; whatever fails is told as no float. */
function double(vm: Operations, v: Value, ask: Ask, what = 'float'): number {
  return raisedAs(
    () => structError(vm, `required argument is not a ${what}`),
    () => {
      if (asStr(vm, v) !== undefined || asKind(vm, v, 'bytes') !== undefined) throw raise(vm, 'TypeError');
      return floatAsking(vm, v, ask);
    },
  );
}

/** Writes a float of 2, 4 or 8 bytes. */
function putFloat(vm: Operations, view: DataView, at: number, size: number, x: number, format: Format, v: Value): void {
  const { little, native } = format;
  const tooLarge = (char: string): PyRaise =>
    asInt(vm, v) !== undefined
      ? structError(vm, 'int too large to convert')
      : raise(vm, 'OverflowError', `float too large to pack with ${char} format`);
  if (size === 8) view.setFloat64(at, x, little);
  else if (size === 4) {
    const lost = Number.isFinite(x) && !Number.isFinite(Math.fround(x));
    if (lost && (!native || ROWS[vm.version].nativeFloatsAreChecked)) throw tooLarge('f');
    view.setFloat32(at, x, little);
  } else {
    const bits = halfBits(x);
    if (bits === undefined) throw tooLarge('e');
    view.setUint16(at, bits, little);
  }
}

function putInteger(view: DataView, at: number, size: number, n: bigint, little: boolean): void {
  for (let i = 0; i < size; i++) {
    const byte = Number((n >> BigInt(8 * i)) & 0xffn);
    view.setUint8(at + (little ? i : size - 1 - i), byte);
  }
}

function putString(vm: Operations, view: DataView, { char, offset, size }: Code, v: Value): void {
  const bytes = asKind(vm, v, 'bytes')?.bytes;
  if (bytes === undefined) throw structError(vm, `argument for '${char}' must be a bytes object`);
  const counted = char === 'p';
  const kept = Math.min(bytes.length, counted ? Math.max(0, size - 1) : size);
  for (let i = 0; i < kept; i++) view.setUint8(offset + i + (counted ? 1 : 0), bytes[i] as number);
  if (counted && size > 0) view.setUint8(offset, Math.min(kept, 255));
}

function complexOf(vm: Operations, v: Value, ask: Ask): readonly [number, number] {
  if (override(vm, v, '__complex__') !== undefined)
    throw new ModelError('struct.pack of what has __complex__ is not modelled');
  return complexParts(vm, v) ?? [double(vm, v, ask, 'complex'), 0];
}

/** Writes the value for one code, the `i`th in its row. */
export function putValue(
  vm: Operations,
  view: DataView,
  code: Code,
  i: number,
  v: Value,
  format: Format,
  ask: Ask,
): void {
  const { char, size } = code;
  const at = code.offset + i * size;
  switch (char) {
    case 's':
    case 'p':
      return putString(vm, view, code, v);
    case 'c': {
      const bytes = isInstance(vm, v, TYPES.bytes) ? asKind(vm, v, 'bytes')?.bytes : undefined;
      if (bytes?.length !== 1) throw structError(vm, 'char format requires a bytes object of length 1');
      return view.setUint8(at, bytes[0] as number);
    }
    case '?':
      return view.setUint8(at, truthAsking(vm, v, ask) ? 1 : 0);
    case 'e':
    case 'f':
    case 'd':
      return putFloat(vm, view, at, size, asFloat(vm, v) ?? double(vm, v, ask), format, v);
    case 'F':
    case 'D': {
      const [real, imaginary] = complexOf(vm, v, ask);
      putFloat(vm, view, at, size / 2, real, format, v);
      return putFloat(vm, view, at + size / 2, size / 2, imaginary, format, v);
    }
    default:
      return putInteger(view, at, size, integer(vm, char, size, v, ask), format.little);
  }
}

function getFloat(view: DataView, at: number, size: number, little: boolean): number {
  if (size === 8) return view.getFloat64(at, little);
  return size === 4 ? view.getFloat32(at, little) : halfOf(view.getUint16(at, little));
}

function getInteger(view: DataView, at: number, size: number, little: boolean, signed: boolean): Value {
  let n = 0n;
  for (let i = 0; i < size; i++) n = (n << 8n) | BigInt(view.getUint8(at + (little ? size - 1 - i : i)));
  return normalizeInt(signed ? BigInt.asIntN(size * 8, n) : n);
}

/** In native mode a byte is read as C's bool, of which the builds make different things. */
function truth(byte: number, native: boolean): boolean {
  if (native && byte > 1) throw new ModelError('a native bool of struct that is neither 0 nor 1 is not modelled');
  return byte !== 0;
}

/** Reads the value of one code, the `i`th in its row. */
export function getValue(vm: Operations, view: DataView, code: Code, i: number, { little, native }: Format): Value {
  const { char, size } = code;
  const at = code.offset + i * size;
  const bytes = (from: number, count: number): Value =>
    newBytes(
      vm,
      Array.from({ length: count }, (_, k) => view.getUint8(from + k)),
    );
  switch (char) {
    case 's':
    case 'c':
      return bytes(at, size);
    case 'p':
      return size === 0 ? bytes(at, 0) : bytes(at + 1, Math.min(view.getUint8(at), size - 1));
    case '?':
      return truth(view.getUint8(at), native);
    case 'e':
    case 'f':
    case 'd':
      return new PyFloat(getFloat(view, at, size, little));
    case 'F':
    case 'D':
      return newComplex(vm, getFloat(view, at, size / 2, little), getFloat(view, at + size / 2, size / 2, little));
    default:
      return getInteger(view, at, size, little, char !== 'P' && char === char.toLowerCase());
  }
}
