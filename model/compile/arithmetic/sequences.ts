/**
 * Binary operators and subscripts on strings, bytes and tuples. `null` stands for an exception, or for a result that is
 * too large to be a constant.
 * @module
 */
import type { Constant } from '../../code/constant.ts';
import { asInt, fromConstant, int, type Value } from './value.ts';

/** Limits of `safe_multiply`. */
const MAX_COLLECTION_SIZE = 256;
const MAX_STR_SIZE = 4096;
const MAX_TOTAL_ITEMS = 1024;

/** `sys.maxsize` of the embedded builds: a count beyond it is no index. */
const MAX_INDEX = 2n ** 31n - 1n;

export function add(a: Value, b: Value): Value | null {
  if (a.type === 'str' && b.type === 'str') return { type: 'str', value: a.value + b.value };
  if (a.type === 'bytes' && b.type === 'bytes') return { type: 'bytes', value: [...a.value, ...b.value] };
  if (a.type === 'tuple' && b.type === 'tuple') return { type: 'tuple', items: [...a.items, ...b.items] };
  return null;
}

/** What is left of `limit` after the items of `c` and of the tuples in it; negative where it does not suffice. */
function complexity(c: Constant, limit: number): number {
  if (c === null || typeof c !== 'object' || !('tuple' in c)) return limit;
  let left = limit - c.tuple.length;
  for (const item of c.tuple) {
    if (left < 0) return left;
    left = complexity(item, left);
  }
  return left;
}

function codePoints(s: string): string[] {
  return Array.from(s);
}

function repeatList<T>(items: readonly T[], n: number): T[] {
  const result: T[] = [];
  for (let k = 0; k < n; k++) result.push(...items);
  return result;
}

/** `sequence * n`; negative counts of non-empty sequences are left to run time. */
export function repeat(sequence: Value, n: bigint): Value | null {
  const size =
    sequence.type === 'str'
      ? codePoints(sequence.value).length
      : sequence.type === 'bytes'
        ? sequence.value.length
        : sequence.type === 'tuple'
          ? sequence.items.length
          : -1;
  if (size < 0) return null;
  if (size === 0) return n > MAX_INDEX || n < -MAX_INDEX - 1n ? null : sequence;
  const limit = sequence.type === 'tuple' ? MAX_COLLECTION_SIZE : MAX_STR_SIZE;
  if (n < 0n || n > BigInt(Math.floor(limit / size))) return null;
  const count = Number(n);
  if (sequence.type === 'str') return { type: 'str', value: sequence.value.repeat(count) };
  if (sequence.type === 'bytes') return { type: 'bytes', value: repeatList(sequence.value, count) };
  if (sequence.type !== 'tuple') return null;
  if (count > 0 && complexity({ tuple: sequence.items }, Math.floor(MAX_TOTAL_ITEMS / count)) < 0) return null;
  return { type: 'tuple', items: repeatList(sequence.items, count) };
}

function pick<T>(items: readonly T[], index: bigint): T | undefined {
  const at = index < 0n ? index + BigInt(items.length) : index;
  return at >= 0n && at < BigInt(items.length) ? items[Number(at)] : undefined;
}

/** `slice.indices(length)`, or `null` where a part is no index. */
function indices(parts: readonly [Constant, Constant, Constant], length: number): number[] | null {
  const numbers = parts.map((p) => (p === null ? undefined : asInt(fromConstant(p))));
  if (numbers.includes(null)) return null;
  const [start, stop, step = 1n] = numbers as (bigint | undefined)[];
  if (step === 0n) return null;
  const size = BigInt(length);
  const low = step < 0n ? -1n : 0n;
  const high = step < 0n ? size - 1n : size;
  const clamp = (i: bigint): bigint => {
    const from = i < 0n ? i + size : i;
    return from < low ? low : from > high ? high : from;
  };
  const first = start === undefined ? (step < 0n ? high : low) : clamp(start);
  const last = stop === undefined ? (step < 0n ? low : high) : clamp(stop);
  const result: number[] = [];
  for (let i = first; step > 0n ? i < last : i > last; i += step) result.push(Number(i));
  return result;
}

/** `container[key]` for a key that is an int, a bool or a slice. */
export function subscript(container: Value, key: Value): Value | null {
  if (container.type !== 'str' && container.type !== 'bytes' && container.type !== 'tuple') return null;
  const items: readonly Constant[] =
    container.type === 'str'
      ? codePoints(container.value)
      : container.type === 'bytes'
        ? container.value
        : container.items;
  if (key.type === 'slice') {
    const chosen = indices(key.parts, items.length)?.map((i) => items[i]!);
    if (chosen === undefined) return null;
    if (container.type === 'str') return { type: 'str', value: chosen.join('') };
    if (container.type === 'bytes') return { type: 'bytes', value: chosen as number[] };
    return { type: 'tuple', items: chosen };
  }
  const index = asInt(key);
  const item = index === null ? undefined : pick(items, index);
  if (item === undefined) return null;
  return container.type === 'bytes' ? int(BigInt(item as number)) : fromConstant(item);
}
