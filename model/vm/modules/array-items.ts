/**
 * Items of `array.array` by type code: what a value becomes (the `_setitem` functions of Modules/arraymodule.c).
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
import { isText, itemSize } from './array-bytes.ts';

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

/** `PyFloat_AsDouble`. */
export function real(vm: Operations, v: Value, ask: Ask): number {
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
