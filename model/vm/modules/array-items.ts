/**
 * Items of `array.array` by type code: what a value becomes, and its bytes (the `_setitem` functions of Modules/arraymodule.c).
 * @module
 */
import { intAsking } from '../builtins/number-functions.ts';
import { lengthOf } from '../objects/code-points.ts';
import { raise } from '../objects/exceptions.ts';
import { floatAsking } from '../objects/number-new.ts';
import { asFloat, asKind, asStr } from '../objects/payload.ts';
import { typeName } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { override } from '../protocol/lookup.ts';
import type { Ask } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { isIndex } from '../protocol/slices.ts';
import { normalizeInt, PyFloat, type Value } from '../value.ts';

/** Bytes of an item. */
export function itemSize(vm: Operations, code: string): number {
  const sizes: Readonly<Record<string, number>> = {
    b: 1,
    B: 1,
    h: 2,
    H: 2,
    i: 4,
    I: 4,
    q: 8,
    Q: 8,
    f: 4,
    d: 8,
    u: 4,
    w: 4,
  };
  return code === 'l' || code === 'L' ? vm.build.bits / 8 : (sizes[code] as number);
}

/** Whether the items are characters. */
export const isText = (code: string): boolean => code === 'u' || code === 'w';

function limits(size: number, signed: boolean): readonly [bigint, bigint] {
  const bits = BigInt(size * 8);
  return signed ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n] : [0n, (1n << bits) - 1n];
}

/** What `PyArg_Parse` and the conversions of ints say of one that does not fit. */
function misfit(vm: Operations, code: string, n: bigint): string {
  const end = n < 0n ? 'less than minimum' : 'greater than maximum';
  const [low, high] = limits(2, true);
  const asInt = limits(4, true);
  const large = vm.build.bits === 32 ? 'Python int too large to convert to C long' : `signed integer is ${end}`;
  switch (code) {
    case 'b':
      return n < low || n > high ? shortOf(vm, n, large) : `signed char is ${end}`;
    case 'B':
      return `unsigned byte integer is ${end}`;
    case 'h':
      return shortOf(vm, n, large);
    case 'H':
      return n < asInt[0] || n > asInt[1] ? large : `unsigned short is ${end}`;
    case 'i':
      return large;
    case 'l':
      return 'Python int too large to convert to C long';
    case 'I':
    case 'L':
      return n < 0n
        ? "can't convert negative value to unsigned int"
        : 'Python int too large to convert to C unsigned long';
    case 'Q':
      return n < 0n ? "can't convert negative int to unsigned" : 'int too big to convert';
    default:
      return 'int too big to convert';
  }
}

/** A short is parsed as a long first. */
function shortOf(vm: Operations, n: bigint, large: string): string {
  const [low, high] = limits(vm.build.bits / 8, true);
  if (n < low || n > high) return vm.build.bits === 32 ? large : 'Python int too large to convert to C long';
  return `signed short integer is ${n < 0n ? 'less than minimum' : 'greater than maximum'}`;
}

function character(vm: Operations, v: Value): string {
  const text = asStr(vm, v);
  if (text !== undefined && lengthOf(text) === 1) return text;
  const got = text === undefined ? typeName(vm, v) : `a string of length ${lengthOf(text)}`;
  const told = ROWS[vm.version].dialectsTellTypes ? `a unicode character, not ${got}` : 'unicode character';
  throw raise(vm, 'TypeError', `array item must be ${told}`);
}

function real(vm: Operations, v: Value, ask: Ask): number {
  const x = asFloat(vm, v);
  if (x !== undefined) return x;
  const none = asStr(vm, v) !== undefined || asKind(vm, v, 'bytes') !== undefined;
  if (none || (override(vm, v, '__float__') === undefined && !isIndex(vm, v)))
    throw raise(vm, 'TypeError', `must be real number, not ${typeName(vm, v)}`);
  return floatAsking(vm, v, ask);
}

/** A value as an item of such an array. */
export function itemAsking(vm: Operations, code: string, v: Value, ask: Ask): Value {
  if (isText(code)) return character(vm, v);
  if (code === 'd') return new PyFloat(real(vm, v, ask));
  if (code === 'f') return new PyFloat(Math.fround(real(vm, v, ask)));
  const n = BigInt(intAsking(vm, v, ask));
  const [low, high] = limits(itemSize(vm, code), code === code.toLowerCase());
  if (n < low || n > high) throw raise(vm, 'OverflowError', misfit(vm, code, n));
  return normalizeInt(n);
}

/** The items in the machine's bytes. */
export function itemBytes(vm: Operations, code: string, items: readonly Value[]): number[] {
  const size = itemSize(vm, code);
  const view = new DataView(new ArrayBuffer(size * items.length));
  items.forEach((v, i) => {
    const at = i * size;
    if (typeof v === 'string') view.setUint32(at, v.codePointAt(0) as number, true);
    else if (v instanceof PyFloat) {
      if (size === 4) view.setFloat32(at, v.value, true);
      else view.setFloat64(at, v.value, true);
    } else {
      let n = BigInt.asUintN(size * 8, BigInt(v as number | bigint));
      for (let k = 0; k < size; k++, n >>= 8n) view.setUint8(at + k, Number(n & 0xffn));
    }
  });
  return [...new Uint8Array(view.buffer)];
}

/** The items that such bytes are; there are whole ones only. */
export function itemsOfBytes(vm: Operations, code: string, bytes: readonly number[]): Value[] {
  const size = itemSize(vm, code);
  const view = new DataView(Uint8Array.from(bytes).buffer);
  return Array.from({ length: bytes.length / size }, (_, i) => {
    const at = i * size;
    if (isText(code)) return String.fromCodePoint(view.getUint32(at, true));
    if (code === 'f') return new PyFloat(view.getFloat32(at, true));
    if (code === 'd') return new PyFloat(view.getFloat64(at, true));
    let n = 0n;
    for (let k = size - 1; k >= 0; k--) n = (n << 8n) | BigInt(view.getUint8(at + k));
    return normalizeInt(code === code.toLowerCase() ? BigInt.asIntN(size * 8, n) : n);
  });
}
