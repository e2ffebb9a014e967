/**
 * Slices of sequences: `PySlice_Unpack`, `PySlice_AdjustIndices`.
 * @module
 */
import { raise } from '../objects/exceptions.ts';
import { asInt } from '../objects/payload.ts';
import type { Operations } from '../operations.ts';
import { Ref, type Slot, type Value } from '../value.ts';
import { bindSpecial } from './bind-special.ts';
import { lookupSpecial } from './lookup.ts';
import { TEXTS } from './messages.ts';
import type { Ask } from './replay.ts';
import { wrongReturn } from './wrong-return.ts';

/** What `_PySlice_GetLongIndices` says of a slice of something else than integers: `slice.indices`, and slices of ranges. */
export const LONG_SLICE_INDEX = 'slice indices must be integers or None or have an __index__ method';

/** A slice applied to a length: `count` indexes from `start` by `step`. */
export interface SliceIndices {
  readonly start: number;
  readonly stop: number;
  readonly step: number;
  readonly count: number;
}

/** The members of a slice object; undefined for other values. */
export function sliceSlots(vm: Operations, v: Slot): readonly Slot[] | undefined {
  if (!(v instanceof Ref)) return undefined;
  const data = vm.read(v);
  return data.kind === 'record' && data.type === 'slice' ? data.slots : undefined;
}

/** A member of a slice as an integer of any size; undefined for None. */
export function sliceInteger(vm: Operations, v: Slot, ask: Ask, text: string): number | bigint | undefined {
  if (v === null || v === undefined) return undefined;
  let n = asInt(vm, v);
  if (n === undefined) {
    const method = lookupSpecial(vm, v, '__index__');
    if (method === undefined) {
      throw raise(vm, 'TypeError', text);
    }
    const result = ask(...bindSpecial(vm, method, v, []));
    n = asInt(vm, result);
    if (n === undefined) throw wrongReturn(vm, v, '__index__', 'int', result);
  }
  return n;
}

function member(vm: Operations, v: Slot, ask: Ask): number | undefined {
  const n = sliceInteger(vm, v, ask, TEXTS[vm.version].sliceIndex);
  if (n === undefined) return undefined;
  const max = vm.build.maxsize;
  return n > max ? max : n < -max - 1 ? -max - 1 : Number(n);
}

/** A slice's start, stop and step as integers, the step looked at first; undefined for None. */
export function sliceMembers(
  vm: Operations,
  slots: readonly Slot[],
  ask: Ask,
): readonly [number | undefined, number | undefined, number | undefined] {
  const step = member(vm, slots[2], ask);
  if (step === 0) throw raise(vm, 'ValueError', 'slice step cannot be zero');
  const start = member(vm, slots[0], ask);
  return [start, member(vm, slots[1], ask), step];
}

/** Resolves a slice's members for a sequence of this length. */
export function sliceIndices(vm: Operations, slots: readonly Slot[], length: number, ask: Ask): SliceIndices {
  const [first, last, step = 1] = sliceMembers(vm, slots, ask);
  const back = step < 0;
  const clamp = (v: number | undefined, missing: number): number => {
    if (v === undefined) return missing;
    if (v < 0) return v + length < 0 ? (back ? -1 : 0) : v + length;
    return v >= length ? (back ? length - 1 : length) : v;
  };
  const start = clamp(first, back ? length - 1 : 0);
  const stop = clamp(last, back ? -1 : length);
  const count = back
    ? stop < start
      ? Math.floor((start - stop - 1) / -step) + 1
      : 0
    : start < stop
      ? Math.floor((stop - start - 1) / step) + 1
      : 0;
  return { start, stop, step, count };
}

/** The elements that a slice selects. */
export function takeSlice<T>(items: readonly T[], { start, step, count }: SliceIndices): T[] {
  if (step === 1) return items.slice(start, start + count);
  return Array.from({ length: count }, (_, i) => items[start + i * step] as T);
}

/** The characters of a string, by code point where it has astral ones. */
export function characters(s: string): readonly string[] | string {
  for (let i = 0; i < s.length; i++) {
    const c = s.charCodeAt(i);
    if (c >= 0xd800 && c < 0xdc00) return Array.from(s);
  }
  return s;
}

/** Whether a value may be an index: an int, or something with `__index__`. */
export function isIndex(vm: Operations, v: Value): boolean {
  return asInt(vm, v) !== undefined || (v instanceof Ref && lookupSpecial(vm, v, '__index__') !== undefined);
}
