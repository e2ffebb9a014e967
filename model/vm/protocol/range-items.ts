/**
 * Lengths, items and slices of ranges: integers of any size (Objects/rangeobject.c, `_PySlice_GetLongIndices`).
 * @module
 */

import type { RangeData } from '../heap.ts';
import { raise } from '../objects/exceptions.ts';
import { TYPES } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { normalizeInt, type Ref, type Slot, type Value } from '../value.ts';
import type { Ask } from './replay.ts';
import { LONG_SLICE_INDEX, sliceInteger } from './slices.ts';

type Int = number | bigint;

export type Bounds = Readonly<Pick<RangeData, 'start' | 'stop' | 'step'>>;

/** How many integers a range holds. */
export function rangeLength({ start, stop, step }: Bounds): bigint {
  const span = BigInt(stop) - BigInt(start);
  const by = BigInt(step);
  return span !== 0n && span > 0n === by > 0n ? (span - (by > 0n ? 1n : -1n)) / by + 1n : 0n;
}

/** `len(range(…))`: what is more than an index can be is an OverflowError. */
export function rangeSize(vm: Operations, range: Readonly<RangeData>): number {
  const length = rangeLength(range);
  if (length > BigInt(vm.build.maxsize)) {
    throw raise(vm, 'OverflowError', 'Python int too large to convert to C ssize_t');
  }
  return Number(length);
}

/** `range(…)[index]`. */
export function rangeItem(vm: Operations, range: Readonly<RangeData>, index: Int): Int {
  const length = rangeLength(range);
  const at = BigInt(index) < 0n ? BigInt(index) + length : BigInt(index);
  if (at < 0n || at >= length) throw raise(vm, 'IndexError', 'range object index out of range');
  return normalizeInt(BigInt(range.start) + at * BigInt(range.step));
}

/** A slice's start, stop and step for a length, the step asked for first. */
export function longSliceIndices(
  vm: Operations,
  slots: readonly Slot[],
  length: bigint,
  ask: Ask,
): readonly [bigint, bigint, bigint] {
  const member = (v: Slot): bigint | undefined => {
    const n = sliceInteger(vm, v, ask, LONG_SLICE_INDEX);
    return n === undefined ? undefined : BigInt(n);
  };
  const step = member(slots[2]) ?? 1n;
  if (step === 0n) throw raise(vm, 'ValueError', 'slice step cannot be zero');
  const [lower, upper] = step < 0n ? [-1n, length - 1n] : [0n, length];
  const clamp = (n: bigint | undefined, missing: bigint): bigint => {
    if (n === undefined) return missing;
    const at = n < 0n ? n + length : n;
    return at < lower ? lower : at > upper ? upper : at;
  };
  const start = clamp(member(slots[0]), step < 0n ? upper : lower);
  return [start, clamp(member(slots[1]), step < 0n ? lower : upper), step];
}

/** `range(…)[start:stop:step]`. */
export function rangeSlice(vm: Operations, range: Readonly<RangeData>, slots: readonly Slot[], ask: Ask): Ref {
  const [start, stop, step] = longSliceIndices(vm, slots, rangeLength(range), ask);
  const at = (i: bigint): Value => normalizeInt(BigInt(range.start) + i * BigInt(range.step));
  const by = normalizeInt(BigInt(range.step) * step);
  return vm.alloc({ kind: 'range', cls: TYPES.range, start: at(start) as Int, stop: at(stop) as Int, step: by });
}
