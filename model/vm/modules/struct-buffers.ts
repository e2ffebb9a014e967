/**
 * What `struct` does with a prepared format and a buffer (`s_pack_internal`, `s_unpack_internal` and their callers in Modules/_struct.c).
 * `unpack_iterator`: slots [format text, buffer, none once it is done], numbers [offset].
 * @module
 */

import { bytesLike, writable } from '../objects/buffer.ts';
import { newBytes } from '../objects/codecs.ts';
import { raise } from '../objects/exceptions.ts';
import { asInt } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import type { Operations } from '../operations.ts';
import { type Algorithm, type Ask, replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { indexAsking } from '../protocol/sequences.ts';
import { EXHAUSTED, type Exhausted, PyRaise, type Ref, type Result, type Slot, type Value } from '../value.ts';
import { newOf, recordData } from './extension.ts';
import { type Format, prepareFormat } from './struct-format.ts';
import { getValue, putValue, structError } from './struct-values.ts';

const ITERATOR = '_struct.unpack_iterator';

/** A format text, prepared; `struct.error` for what is none. */
export function prepared(vm: Operations, text: string): Format {
  const format = prepareFormat(text, vm.build, ROWS[vm.version].structPacksComplex);
  if (typeof format === 'string') throw structError(vm, format);
  return format;
}

const viewOf = (bytes: readonly number[]): DataView => new DataView(Uint8Array.from(bytes).buffer);

function unpacked(vm: Operations, format: Format, bytes: readonly number[]): Ref {
  const view = viewOf(bytes);
  const values: Value[] = [];
  for (const code of format.codes)
    for (let i = 0; i < code.repeat; i++) values.push(getValue(vm, view, code, i, format));
  return newTuple(vm, values);
}

/** `unpack`. */
export function unpackWhole(vm: Operations, format: Format, buffer: Value): Ref {
  const bytes = bytesLike(vm, buffer);
  if (bytes.length !== format.size) throw structError(vm, `unpack requires a buffer of ${format.size} bytes`);
  return unpacked(vm, format, bytes);
}

/** Where `size` bytes begin in a buffer of `length`; `texts` say why they do not fit. */
function place(
  vm: Operations,
  wanted: number,
  size: number,
  length: number,
  texts: { readonly short: string; readonly what: string; readonly doing: string },
): number {
  const { short, what, doing } = texts;
  if (wanted < 0 && wanted + size > 0) throw structError(vm, `${short} ${what} ${size} bytes at offset ${wanted}`);
  if (wanted < 0 && wanted + length < 0)
    throw structError(vm, `offset ${wanted} out of range for ${length}-byte buffer`);
  const offset = wanted < 0 ? wanted + length : wanted;
  if (length - offset >= size) return offset;
  const needed = `requires a buffer of at least ${size + offset} bytes for ${doing} ${size} bytes at offset ${offset}`;
  throw structError(vm, `${what}${what === 'pack' ? '_into' : '_from'} ${needed} (actual buffer size is ${length})`);
}

/** Inputs: format text, buffer, offset. */
export const UNPACK_FROM: Algorithm = {
  name: 'struct_unpack_from',
  run: (vm, inputs, _vars, ask) => {
    const [text, buffer, start] = inputs as readonly [string, Value, Slot];
    const format = prepared(vm, text);
    const bytes = bytesLike(vm, buffer);
    const wanted = start === undefined ? 0 : indexArgument(vm, start, (v) => indexAsking(vm, v, ask));
    const texts = { short: 'not enough data to', what: 'unpack', doing: 'unpacking' };
    const offset = place(vm, wanted, format.size, bytes.length, texts);
    return unpacked(vm, format, bytes.slice(offset, offset + format.size));
  },
};

/** Argument Clinic's `Py_ssize_t`. */
function indexArgument(vm: Operations, v: Value, convert: (v: Value) => number): number {
  const n = asInt(vm, v);
  if (n !== undefined && (n > vm.build.maxsize || n < -vm.build.maxsize - 1))
    throw raise(vm, 'OverflowError', 'Python int too large to convert to C ssize_t');
  return convert(v);
}

/** Inputs: format text, values, and before them for `pack_into` the buffer and the offset. Vars: into. */
export const PACK: Algorithm = {
  name: 'struct_pack',
  run: (vm, inputs, vars, ask) => {
    const into = vars['into'] === true;
    const [text, ...rest] = inputs as readonly [string, ...Value[]];
    const format = prepared(vm, text);
    const values = into ? rest.slice(2) : rest;
    const view = viewOf(new Array<number>(format.size).fill(0));
    const packed = (): number[] => [...new Uint8Array(view.buffer)];
    if (!into) {
      putAll(vm, format, view, values, ask);
      return newBytes(vm, packed());
    }
    const [buffer = null, at = null] = rest;
    const data = writable(vm, buffer);
    const wanted = indexAsking(vm, at, ask, undefined, 'IndexError');
    const texts = { short: 'no space to', what: 'pack', doing: 'packing' };
    const offset = place(vm, wanted, format.size, data.length, texts);
    const write = (): void => data.write(offset, packed());
    try {
      putAll(vm, format, view, values, ask);
    } catch (e) {
      // What stands before the value that does not fit has been written.
      if (e instanceof PyRaise) write();
      throw e;
    }
    write();
    return null;
  },
};

function putAll(vm: Operations, format: Format, view: DataView, values: readonly Value[], ask: Ask): void {
  let next = 0;
  for (const code of format.codes)
    for (let i = 0; i < code.repeat; i++) putValue(vm, view, code, i, values[next++] as Value, format, ask);
}

/** `pack`. */
export function pack(vm: Operations, text: string, format: Format, values: readonly Value[]): Result {
  if (values.length !== format.length)
    throw structError(vm, `pack expected ${format.length} items for packing (got ${values.length})`);
  return replay(vm, PACK, [text, ...values], { into: false });
}

/** `pack_into`; `args` are the buffer, the offset and the values. */
export function packInto(vm: Operations, text: string, format: Format, args: readonly Value[]): Result {
  if (args.length !== format.length + 2) {
    if (args.length === 0) throw structError(vm, 'pack_into expected buffer argument');
    if (args.length === 1) throw structError(vm, 'pack_into expected offset argument');
    throw structError(vm, `pack_into expected ${format.length} items for packing (got ${args.length - 2})`);
  }
  return replay(vm, PACK, [text, ...args], { into: true });
}

/** `iter_unpack`. */
export function iterUnpack(vm: Operations, text: string, buffer: Value): Ref {
  const { size } = prepared(vm, text);
  if (size === 0) throw structError(vm, 'cannot iteratively unpack with a struct of length 0');
  const { length } = bytesLike(vm, buffer);
  if (length % size !== 0)
    throw structError(vm, `iterative unpacking requires a buffer of a multiple of ${size} bytes`);
  return newOf(vm, ITERATOR, [text, buffer], [0]);
}

/** What an `unpack_iterator` steps over. */
export function iteratorData(vm: Operations, it: Slot): { readonly text: string; readonly buffer: Slot } {
  const [text, buffer] = recordData(vm, it).slots;
  return { text: text as string, buffer };
}

/** `tp_iternext`; an iterator that is done lets its buffer go. */
export function structNext(vm: Operations, it: Ref): Value | Exhausted {
  const { numbers } = recordData(vm, it);
  const { text, buffer } = iteratorData(vm, it);
  if (buffer === undefined) return EXHAUSTED;
  const format = prepared(vm, text);
  const [at = 0] = numbers;
  const bytes = bytesLike(vm, buffer);
  if (at >= bytes.length) {
    vm.setAt(it, 'slots', 1, undefined);
    return EXHAUSTED;
  }
  vm.setNumberAt(it, 'numbers', 0, at + format.size);
  return unpacked(vm, format, bytes.slice(at, at + format.size));
}
