/**
 * Methods of bytes that search, split and strip (Objects/bytesobject.c, Objects/bytes_methods.c).
 * @module
 */
import type { Operations } from '../operations.ts';
import type { Ask } from '../protocol/replay.ts';
import { sizeAsking } from '../protocol/sequences.ts';
import type { Slot, Value } from '../value.ts';
import { bytesLike, givesBuffer } from './buffer.ts';
import { type BytesMethod, type BytesMethodTable, optional } from './bytes-method.ts';
import { newBytes } from './codecs.ts';
import { raise } from './exceptions.ts';
import { newList } from './list.ts';
import { asInt, asKind } from './payload.ts';
import { sliceIndexNotNone } from './sequence-search.ts';
import { newTuple } from './tuple.ts';
import { TYPES, typeName } from './types.ts';

type Bytes = readonly number[];

/** Whether a part stands at a position. */
function isAt(bytes: Bytes, part: Bytes, at: number): boolean {
  return part.every((byte, j) => bytes[at + j] === byte);
}

/** The first position of a part between two positions; −1 without one. */
export function findBytes(bytes: Bytes, part: Bytes, from = 0, to = bytes.length): number {
  for (let i = from; i + part.length <= to; i++) if (isAt(bytes, part, i)) return i;
  return -1;
}

function findLast(bytes: Bytes, part: Bytes, from: number, to: number): number {
  for (let i = to - part.length; i >= from; i--) if (isAt(bytes, part, i)) return i;
  return -1;
}

/** A part to look for: bytes or one byte as an int. */
function partOf(vm: Operations, v: Slot): Bytes {
  if (v !== undefined && givesBuffer(vm, v)) return bytesLike(vm, v);
  const n = asInt(vm, v);
  if (n === undefined)
    throw raise(vm, 'TypeError', `argument should be integer or bytes-like object, not '${typeName(vm, v as Value)}'`);
  if (n < 0 || n > 255) throw raise(vm, 'ValueError', 'byte must be in range(0, 256)');
  return [Number(n)];
}

/** Start and end as slices have them: None is none, negative ones count from the end. */
function bounds(vm: Operations, start: Slot, end: Slot, length: number, ask: Ask): [number, number] {
  const at = (v: Slot, missing: number): number => {
    if (v === undefined || v === null) return missing;
    const n = sliceIndexNotNone(vm, v, ask, 'integers or None');
    return n < 0 ? Math.max(0, n + length) : n;
  };
  return [at(start, 0), Math.min(length, at(end, length))];
}

function find(last: boolean, strict: boolean): BytesMethod {
  return {
    least: 1,
    most: 3,
    search: true,
    run(vm, { bytes }, [part, start, end], ask) {
      const [from, to] = bounds(vm, start, end, bytes.length, ask);
      const wanted = partOf(vm, part);
      const at = from > bytes.length ? -1 : (last ? findLast : findBytes)(bytes, wanted, from, to);
      if (at < 0 && strict) throw raise(vm, 'ValueError', 'subsection not found');
      return at;
    },
  };
}

function ends(name: string, tail: boolean): BytesMethod {
  return {
    least: 1,
    most: 3,
    search: true,
    run(vm, { bytes }, [part, start, end], ask) {
      const [from, to] = bounds(vm, start, end, bytes.length, ask);
      const fits = (v: Value): boolean => {
        const wanted = bytesLike(vm, v);
        if (from > bytes.length || from + wanted.length > to) return false;
        return isAt(bytes, wanted, tail ? to - wanted.length : from);
      };
      const tuple = asKind(vm, part, 'tuple');
      if (tuple !== undefined) return tuple.items.some(fits);
      if (asKind(vm, part, 'bytes') !== undefined) return fits(part as Value);
      const type = typeName(vm, part as Value);
      throw raise(vm, 'TypeError', `${name} first arg must be bytes or a tuple of bytes, not ${type}`);
    },
  };
}

/** ASCII whitespace. */
export const isSpace = (byte: number): boolean => byte === 32 || (byte >= 9 && byte <= 13);

function splitBytes(bytes: Bytes, separator: Bytes | undefined, most: number): Bytes[] {
  const parts: Bytes[] = [];
  let from = 0;
  if (separator !== undefined) {
    for (let at = findBytes(bytes, separator); at >= 0 && parts.length < most; at = findBytes(bytes, separator, from)) {
      parts.push(bytes.slice(from, at));
      from = at + separator.length;
    }
    return [...parts, bytes.slice(from)];
  }
  const skip = (): void => {
    while (from < bytes.length && isSpace(bytes[from] as number)) from++;
  };
  skip();
  while (from < bytes.length && parts.length < most) {
    let to = from;
    while (to < bytes.length && !isSpace(bytes[to] as number)) to++;
    parts.push(bytes.slice(from, to));
    from = to;
    skip();
  }
  if (from < bytes.length) parts.push(bytes.slice(from));
  return parts;
}

/** The same from the end: what is read backwards is split from its start. */
function splitFromEnd(bytes: Bytes, separator: Bytes | undefined, most: number): Bytes[] {
  return splitBytes(bytes.toReversed(), separator?.toReversed(), most)
    .map((part) => part.toReversed())
    .reverse();
}

function split(into: typeof splitBytes): BytesMethod {
  return {
    least: 0,
    most: 2,
    names: ['sep', 'maxsplit'],
    run(vm, { bytes }, [separator, maxsplit], ask) {
      const most = maxsplit === undefined ? -1 : sizeAsking(vm, maxsplit, ask);
      const by = optional(separator) === undefined ? undefined : bytesLike(vm, separator as Value);
      if (by?.length === 0) throw raise(vm, 'ValueError', 'empty separator');
      const parts = into(bytes, by, most < 0 ? Number.POSITIVE_INFINITY : most);
      return newList(
        vm,
        parts.map((part) => newBytes(vm, [...part])),
      );
    },
  };
}

function strip(left: boolean, right: boolean): BytesMethod {
  return {
    least: 0,
    most: 1,
    run(vm, { bytes, cls }, [set], _ask, self) {
      const chars = optional(set) === undefined ? undefined : bytesLike(vm, set as Value);
      const drop = (byte: number): boolean => (chars === undefined ? isSpace(byte) : chars.includes(byte));
      let from = 0;
      let to = bytes.length;
      while (left && from < to && drop(bytes[from] as number)) from++;
      while (right && to > from && drop(bytes[to - 1] as number)) to--;
      if (cls === TYPES.bytes && from === 0 && to === bytes.length) return self;
      return newBytes(vm, bytes.slice(from, to));
    },
  };
}

function replaceBytes(bytes: Bytes, old: Bytes, by: Bytes, most: number): number[] {
  const result: number[] = [];
  let from = 0;
  for (let done = 0; done < most; done++) {
    const at = old.length === 0 ? (done === 0 ? 0 : from + 1) : findBytes(bytes, old, from);
    if (at < 0 || at > bytes.length) break;
    result.push(...bytes.slice(from, at), ...by);
    from = at + old.length;
  }
  return [...result, ...bytes.slice(from)];
}

export const BYTES_SEARCH: BytesMethodTable = {
  find: find(false, false),
  rfind: find(true, false),
  index: find(false, true),
  rindex: find(true, true),
  count: {
    least: 1,
    most: 3,
    search: true,
    run(vm, { bytes }, [part, start, end], ask) {
      const [from, to] = bounds(vm, start, end, bytes.length, ask);
      const wanted = partOf(vm, part);
      if (wanted.length === 0) return from > bytes.length ? 0 : Math.max(0, to - from) + 1;
      let count = 0;
      for (let at = findBytes(bytes, wanted, from, to); at >= 0; at = findBytes(bytes, wanted, at + wanted.length, to))
        count++;
      return count;
    },
  },
  startswith: ends('startswith', false),
  endswith: ends('endswith', true),
  split: split(splitBytes),
  rsplit: split(splitFromEnd),
  replace: {
    least: 2,
    most: 3,
    run(vm, { bytes }, [old, by, count], ask) {
      const [from, to] = [bytesLike(vm, old as Value), bytesLike(vm, by as Value)];
      const most = count === undefined ? -1 : sizeAsking(vm, count, ask);
      return newBytes(vm, replaceBytes(bytes, from, to, most < 0 ? Number.POSITIVE_INFINITY : most));
    },
  },
  strip: strip(true, true),
  lstrip: strip(true, false),
  rstrip: strip(false, true),
  __getnewargs__: { least: 0, most: 0, run: (vm, { bytes }) => newTuple(vm, [newBytes(vm, [...bytes])]) },
};
