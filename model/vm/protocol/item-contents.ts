/**
 * Subscripts of the builtin sequences, slices included, with the messages of each.
 * @module
 */

import { raise } from '../objects/exceptions.ts';
import { checkResize } from '../objects/memory.ts';
import { asStr } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { TYPES, typeName } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { Ref, type Result, type Slot, type Value } from '../value.ts';
import { itemsAtOnce } from './collect.ts';
import { lookupSpecial } from './lookup.ts';
import { rangeItem, rangeSlice } from './range-items.ts';
import { type Algorithm, type Ask, replay } from './replay.ts';
import { ROWS } from './rows.ts';
import { bytesClass, indexAsking, integerAsking } from './sequences.ts';
import { characters, isIndex, type SliceIndices, sliceIndices, sliceMembers, sliceSlots, takeSlice } from './slices.ts';

/** What a sequence says of an index that is none. */
function badIndex(vm: Operations, what: string, key: Value): ReturnType<typeof raise> {
  const type = typeName(vm, key);
  if (what === 'string') return raise(vm, 'TypeError', `string indices must be integers, not '${type}'`);
  return raise(vm, 'TypeError', `${what} indices must be integers or slices, not ${type}`);
}

function position(vm: Operations, what: string, key: Value, length: number, ask: Ask): number {
  if (!isIndex(vm, key)) throw badIndex(vm, what, key);
  const i = indexAsking(vm, key, ask, undefined, 'IndexError');
  const at = i < 0 ? i + length : i;
  if (at >= 0 && at < length) return at;
  throw raise(vm, 'IndexError', what === 'byte' ? 'index out of range' : `${what} index out of range`);
}

function getAsking(vm: Operations, container: Value, key: Value, ask: Ask): Value {
  const slice = sliceSlots(vm, key);
  const s = asStr(vm, container);
  if (s !== undefined) {
    const chars = characters(s);
    if (slice === undefined) return chars[position(vm, 'string', key, chars.length, ask)] as string;
    const indices = sliceIndices(vm, slice, chars.length, ask);
    if (typeof chars === 'string' && indices.step === 1)
      return chars.slice(indices.start, indices.start + indices.count);
    return takeSlice(typeof chars === 'string' ? chars.split('') : chars, indices).join('');
  }
  if (container instanceof Ref) {
    const data = vm.read(container);
    if (data.kind === 'list' || data.kind === 'tuple') {
      const { items } = data;
      if (slice === undefined) return items[position(vm, data.kind, key, items.length, ask)] as Value;
      const taken = takeSlice(items, sliceIndices(vm, slice, items.length, ask));
      if (data.kind === 'list') return vm.alloc({ kind: 'list', cls: TYPES.list, items: taken, attrs: null });
      return taken.length === items.length && data.cls === TYPES.tuple && sliceIsWhole(taken, items)
        ? container
        : newTuple(vm, taken);
    }
    if (data.kind === 'bytes') {
      const cls = bytesClass(vm, data.cls);
      const what = cls === TYPES.bytearray ? 'bytearray' : 'byte';
      if (slice === undefined) return data.bytes[position(vm, what, key, data.bytes.length, ask)] as number;
      const bytes = takeSlice(data.bytes, sliceIndices(vm, slice, data.bytes.length, ask));
      return vm.alloc({ kind: 'bytes', cls, bytes, attrs: null });
    }
    if (data.kind === 'range') {
      if (slice !== undefined) return rangeSlice(vm, data, slice, ask);
      if (!isIndex(vm, key)) throw badIndex(vm, 'range', key);
      return rangeItem(vm, data, integerAsking(vm, key, ask));
    }
  }
  throw raise(vm, 'TypeError', `'${typeName(vm, container)}' object is not subscriptable`);
}

function sliceIsWhole(taken: readonly Value[], items: readonly Value[]): boolean {
  return taken.every((item, i) => item === items[i]);
}

/** `container[key]` of str, list, tuple, bytes, range. */
export const GET_ITEM: Algorithm = {
  name: 'get_item',
  run: (vm, inputs, _vars, ask) => getAsking(vm, inputs[0] as Value, inputs[1] as Value, ask),
};

/** Where a list's subscript points. */
type Target = number | SliceIndices;

function target(vm: Operations, length: number, key: Value, ask: Ask, what: string): Target {
  const slice = sliceSlots(vm, key);
  if (slice !== undefined) return sliceIndices(vm, slice, length, ask);
  if (!isIndex(vm, key))
    throw raise(vm, 'TypeError', `${what} indices must be integers or slices, not ${typeName(vm, key)}`);
  const i = indexAsking(vm, key, ask, undefined, 'IndexError');
  const at = i < 0 ? i + length : i;
  if (at >= 0 && at < length) return at;
  throw raise(vm, 'IndexError', `${what}${what === 'list' ? ' assignment' : ''} index out of range`);
}

/** Assignment and deletion in a list (or bytearray); `items` is what a slice gets, undefined deletes. */
function assignAsking(vm: Operations, ref: Ref, key: Value, value: Slot, ask: Ask): Value {
  const data = vm.read(ref);
  const member = data.kind === 'bytes' ? 'bytes' : 'items';
  const old = data.kind === 'bytes' ? data.bytes : data.kind === 'list' ? data.items : [];
  const at = target(vm, old.length, key, ask, data.kind === 'bytes' ? 'bytearray' : 'list');
  if (typeof at === 'number') {
    const stored = value === undefined || member === 'items' ? value : byteAsking(vm, value, ask);
    if (stored === undefined) checkResize(vm, ref, old.length - 1);
    vm.splice(ref, member, at, 1, stored === undefined ? [] : [stored]);
    return null;
  }
  const items = value === undefined ? [] : (itemsAtOnce(vm, value) ?? []);
  const { start, step, count } = at;
  if (step === 1 || value === undefined) checkResize(vm, ref, old.length - count + items.length);
  if (step === 1) {
    vm.splice(ref, member, start, count, items);
    return null;
  }
  if (value === undefined) {
    const gone = new Set(Array.from({ length: count }, (_, i) => start + i * step));
    for (const i of [...gone].sort((a, b) => a - b)) vm.setAt(ref, member, i, null);
    vm.splice(
      ref,
      member,
      0,
      old.length,
      old.filter((_, i) => !gone.has(i)),
    );
    return null;
  }
  if (items.length !== count) {
    throw raise(
      vm,
      'ValueError',
      `attempt to assign ${member === 'bytes' ? 'bytes' : 'sequence'} of size ${items.length} to extended slice of size ${count}`,
    );
  }
  for (let i = 0; i < count; i++) vm.setAt(ref, member, start + i * step, items[i]);
  return null;
}

/** `list[key] = value`, `del list[key]` with any key; the value of a slice is a list by then. */
export const ASSIGN_ITEM: Algorithm = {
  name: 'assign_item',
  run: (vm, inputs, _vars, ask) => assignAsking(vm, inputs[0] as Ref, inputs[1] as Value, inputs[2], ask),
};

/** Assignment (value) or deletion (undefined) in a mutable sequence; undefined if the container is none. */
export function setInSequence(vm: Operations, container: Ref, key: Value, value: Slot): Result | undefined {
  const data = vm.read(container);
  if (data.kind !== 'list' && !(data.kind === 'bytes' && bytesClass(vm, data.cls) === TYPES.bytearray))
    return undefined;
  if (value !== undefined && sliceSlots(vm, key) !== undefined) {
    const items = data.kind === 'bytes' ? undefined : itemsAtOnce(vm, value);
    // An iterator is used up by this.
    if (items !== undefined) return replay(vm, ASSIGN_ITEM, [container, key, newTuple(vm, items)]);
    if (data.kind !== 'bytes' || !isBytes(vm, value)) return vm.native('assign_slice', [container, key, value]);
  }
  return replay(vm, ASSIGN_ITEM, [container, key, value]);
}

function isNumber(vm: Operations, v: Value): boolean {
  return (
    !(v instanceof Ref) ||
    lookupSpecial(vm, v, '__index__') !== undefined ||
    lookupSpecial(vm, v, '__float__') !== undefined
  );
}

/** A byte to be stored in a bytearray (`_getbytevalue`). */
export function byteAsking(vm: Operations, v: Value, ask: Ask): number {
  if (!isIndex(vm, v)) throw raise(vm, 'TypeError', `'${typeName(vm, v)}' object cannot be interpreted as an integer`);
  const n = integerAsking(vm, v, ask);
  if (n < 0 || n > 255) throw raise(vm, 'ValueError', 'byte must be in range(0, 256)');
  return Number(n);
}

const isBytes = (vm: Operations, v: Slot): boolean => v instanceof Ref && vm.read(v).kind === 'bytes';

/** A slice with its members made integers (`PySlice_Unpack`). Input: the slice. */
export const UNPACK_SLICE: Algorithm = {
  name: 'unpack_slice',
  run: (vm, inputs, _vars, ask) => {
    const data = vm.read(inputs[0] as Ref);
    if (data.kind !== 'record') return null;
    const [start, stop, step] = sliceMembers(vm, data.slots, ask);
    return vm.alloc({ ...data, slots: [start ?? null, stop ?? null, step ?? null], numbers: [] });
  },
};

export function noSliceValue(vm: Operations, slice: Value): string {
  const step = sliceSlots(vm, slice)?.[2] ?? 1;
  return step === 1 ? ROWS[vm.version].plainSliceValue : 'must assign iterable to extended slice';
}

/** TypeError for what a slice cannot be assigned from; it is looked at after the slice. */
export function checkSliceValue(vm: Operations, container: Ref, slice: Value, value: Value): void {
  if (vm.read(container).kind !== 'bytes') {
    if (!mayIterate(vm, value)) throw raise(vm, 'TypeError', noSliceValue(vm, slice));
  } else if (asStr(vm, value) !== undefined || isNumber(vm, value))
    throw raise(vm, 'TypeError', 'can assign only bytes, buffers, or iterables of ints in range(0, 256)');
}

function mayIterate(vm: Operations, v: Value): boolean {
  if (!(v instanceof Ref)) return false;
  const kind = vm.read(v).kind;
  return kind === 'generator' || kind === 'record' || vm.read(v).cls.id >= 0;
}
