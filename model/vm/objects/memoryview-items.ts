/**
 * Items of memoryviews: what bytes of a format mean, and how a value becomes them (`unpack_single`, `pack_single` of Objects/memoryobject.c).
 * @module
 */
import { real } from '../modules/array-items.ts';
import { type Format, prepareFormat } from '../modules/struct-format.ts';
import { getValue, putValue } from '../modules/struct-values.ts';
import type { Operations } from '../operations.ts';
import { type Ask, raisedAs } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { integerAsking } from '../protocol/sequences.ts';
import { isIndex } from '../protocol/slices.ts';
import { ModelError, PyFloat, type PyRaise, type Value } from '../value.ts';
import type { Buffer } from './buffer.ts';
import { exceptionMatches, raise } from './exceptions.ts';
import { readMemory, writeMemory } from './memory.ts';
import { asKind } from './payload.ts';
import { isInstance, TYPES } from './types.ts';

/** The character of a native format of one character, which may have an `@` before it; undefined for any other (`get_native_fmtchar`). */
export function nativeCharacter(vm: Operations, format: string): string | undefined {
  const char = format.startsWith('@') ? format.slice(1) : format;
  const complex = ROWS[vm.version].structPacksComplex ? 'FD' : '';
  return char.length === 1 && `cbBhHiIlLqQnNfdeP?${complex}`.includes(char) ? char : undefined;
}

/** A native format of one character, prepared; undefined for any other. */
function prepared(vm: Operations, format: string): Format | undefined {
  if (nativeCharacter(vm, format) === undefined) return undefined;
  const found = prepareFormat(format, vm.build, ROWS[vm.version].structPacksComplex);
  return typeof found === 'string' ? undefined : found;
}

/** Bytes of an item of such a format; undefined where it is none. */
export const sizeOfFormat = (vm: Operations, format: string): number | undefined => prepared(vm, format)?.size;

/** `adjust_fmt`. */
export function itemFormat(vm: Operations, { format }: Buffer): Format {
  const found = prepared(vm, format);
  if (found !== undefined) return found;
  const known = format.length === 1 || (format.startsWith('@') && format.length === 2);
  throw raise(
    vm,
    'NotImplementedError',
    `memoryview: ${known ? '' : 'unsupported '}format ${format}${known ? ' not supported' : ''}`,
  );
}

const dataView = (bytes: readonly number[]): DataView => new DataView(Uint8Array.from(bytes).buffer);

/** The item at a place. */
export function itemAt(vm: Operations, buffer: Buffer, at: number): Value {
  const format = itemFormat(vm, buffer);
  const [code] = format.codes;
  if (code === undefined) throw new ModelError('a format without an item');
  return getValue(vm, dataView(readMemory(vm, buffer.memory, at, buffer.itemsize)), code, 0, format);
}

/** `fix_error_int`. */
function told(vm: Operations, format: string, e: PyRaise): PyRaise {
  const type = exceptionMatches(vm, e.exception, TYPES.TypeError);
  if (
    !type &&
    !['OverflowError', 'ValueError'].some((name) => exceptionMatches(vm, e.exception, TYPES[name as 'ValueError']))
  )
    return e;
  return type ? invalid(vm, 'type', format) : invalid(vm, 'value', format);
}

const invalid = (vm: Operations, what: 'type' | 'value', format: string): PyRaise =>
  raise(vm, what === 'type' ? 'TypeError' : 'ValueError', `memoryview: invalid ${what} for format '${format}'`);

/** What stands for a value in the packing: an int, a float, or what its format takes as it is. */
function converted(vm: Operations, char: string, v: Value, size: number, ask: Ask): Value {
  if (char === '?') return v;
  if (char === 'c') {
    const bytes = isInstance(vm, v, TYPES.bytes) ? asKind(vm, v, 'bytes')?.bytes : undefined;
    if (bytes?.length === 1) return v;
    throw invalid(vm, bytes === undefined ? 'type' : 'value', char);
  }
  if ('fde'.includes(char)) return new PyFloat(real(vm, v, ask));
  if ('FD'.includes(char)) return v;
  if (!isIndex(vm, v)) throw invalid(vm, 'type', char);
  const n = integerAsking(vm, v, ask);
  const signed = char === char.toLowerCase();
  const bits = 8 * size;
  const fits = signed ? BigInt.asIntN(bits, BigInt(n)) : BigInt.asUintN(bits, BigInt(n));
  if (fits !== BigInt(n) && char !== 'P') throw invalid(vm, 'value', char);
  return n;
}

/** Makes the value an item at a place. */
export function putItem(vm: Operations, buffer: Buffer, at: number, v: Value, ask: Ask): void {
  const format = itemFormat(vm, buffer);
  const [code] = format.codes;
  if (code === undefined) throw new ModelError('a format without an item');
  const view = dataView(new Array<number>(buffer.itemsize).fill(0));
  raisedAs(
    (e) => told(vm, code.char, e),
    () => {
      const value = converted(vm, code.char, v, code.size, ask);
      if (code.char === 'f' && value instanceof PyFloat) view.setFloat32(0, value.value, format.little);
      else putValue(vm, view, code, 0, value, format, ask);
    },
  );
  writeMemory(vm, buffer.memory, at, [...new Uint8Array(view.buffer)]);
}
