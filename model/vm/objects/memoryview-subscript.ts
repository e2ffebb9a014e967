/**
 * Subscripts of memoryviews (`memory_subscript`, `memory_ass_sub` of Objects/memoryobject.c).
 * @module
 */
import type { Operations } from '../operations.ts';
import type { Algorithm, Ask } from '../protocol/replay.ts';
import { indexAsking } from '../protocol/sequences.ts';
import { isIndex, sliceIndices, sliceSlots } from '../protocol/slices.ts';
import { ModelError, type PyRaise, type Slot, type Value } from '../value.ts';
import { type Buffer, givesBuffer, placesOf, viewOf } from './buffer.ts';
import { raise } from './exceptions.ts';
import { readMemory, writeMemory } from './memory.ts';
import { itemAt, itemFormat, nativeCharacter, putItem } from './memoryview-items.ts';
import { newView, usingBuffer } from './memoryview-new.ts';
import { asKind } from './payload.ts';
import { Ellipsis, typeName } from './types.ts';

/** Self of a method, not released. */
export function openView(vm: Operations, v: Slot): Buffer {
  const buffer = viewOf(vm, v);
  if (buffer === undefined) throw new ModelError('a method of memoryview was given none');
  return buffer;
}

/** The indices of a key that is a tuple of nothing else; undefined for any other. */
function indicesOf(vm: Operations, key: Value): readonly Value[] | undefined {
  const items = asKind(vm, key, 'tuple')?.items as readonly Value[] | undefined;
  return items?.every((item) => isIndex(vm, item)) === true ? items : undefined;
}

/** Whether a key is a tuple of slices. */
function isMultiSlice(vm: Operations, key: Value): boolean {
  const items = asKind(vm, key, 'tuple')?.items ?? [];
  return items.length > 0 && items.every((item) => sliceSlots(vm, item as Value) !== undefined);
}

/** Where an index of a dimension points, beyond a place (`lookup_dimension`). */
function step(vm: Operations, { shape, strides }: Buffer, at: number, dimension: number, index: number): number {
  const count = shape[dimension] as number;
  const i = index < 0 ? index + count : index;
  if (i < 0 || i >= count) throw raise(vm, 'IndexError', `index out of bounds on dimension ${dimension + 1}`);
  return at + i * (strides[dimension] as number);
}

const asking = (vm: Operations, v: Value, ask: Ask): number => indexAsking(vm, v, ask, undefined, 'IndexError');

/** `ptr_from_tuple`. */
function placeOfTuple(vm: Operations, buffer: Buffer, indices: readonly Value[], ask: Ask): number {
  const { length } = buffer.shape;
  if (indices.length > length)
    throw raise(vm, 'TypeError', `cannot index ${length}-dimension view with ${indices.length}-element tuple`);
  if (indices.length < length) throw raise(vm, 'NotImplementedError', 'sub-views are not implemented');
  return indices.reduce<number>((at, v, i) => step(vm, buffer, at, i, asking(vm, v, ask)), buffer.offset);
}

/** `init_slice` of the first dimension. */
function sliced(vm: Operations, buffer: Buffer, slice: Parameters<typeof sliceIndices>[1], ask: Ask): Buffer {
  const { offset, shape, strides } = buffer;
  const [count = 0, ...counts] = shape;
  const [stride = 0, ...rest] = strides;
  const { start, step: by, count: taken } = sliceIndices(vm, slice, count, ask);
  return { ...buffer, offset: offset + start * stride, shape: [taken, ...counts], strides: [stride * by, ...rest] };
}

/** A key of a view without dimensions. */
function isWhole(vm: Operations, key: Value): boolean {
  return key === Ellipsis || asKind(vm, key, 'tuple')?.items.length === 0;
}

const noDimension = (vm: Operations): PyRaise => raise(vm, 'TypeError', 'invalid indexing of 0-dim memory');

/** The item of an index (`memory_item`). */
export function itemOf(vm: Operations, buffer: Buffer, index: number): Value {
  itemFormat(vm, buffer);
  const { length } = buffer.shape;
  if (length === 0) throw noDimension(vm);
  if (length > 1) throw raise(vm, 'NotImplementedError', 'multi-dimensional sub-views are not implemented');
  return itemAt(vm, buffer, step(vm, buffer, buffer.offset, 0, index));
}

function getAsking(vm: Operations, self: Value, key: Value, ask: Ask): Value {
  const buffer = openView(vm, self);
  if (buffer.shape.length === 0) {
    if (!isWhole(vm, key)) throw noDimension(vm);
    return key === Ellipsis ? self : itemAt(vm, buffer, buffer.offset);
  }
  if (isIndex(vm, key)) return itemOf(vm, buffer, asking(vm, key, ask));
  const slice = sliceSlots(vm, key);
  if (slice !== undefined) return newView(vm, sliced(vm, buffer, slice, ask));
  const indices = indicesOf(vm, key);
  if (indices !== undefined) {
    itemFormat(vm, buffer);
    return itemAt(vm, buffer, placeOfTuple(vm, buffer, indices, ask));
  }
  if (isMultiSlice(vm, key)) throw raise(vm, 'NotImplementedError', 'multi-dimensional slicing is not implemented');
  throw raise(vm, 'TypeError', 'memoryview: invalid slice key');
}

/** Whether two buffers have items of one format and one shape. */
function alike(vm: Operations, a: Buffer, b: Buffer): boolean {
  const format = (v: Buffer): string => nativeCharacter(vm, v.format) ?? v.format;
  return (
    format(a) === format(b) &&
    a.itemsize === b.itemsize &&
    a.shape.length === b.shape.length &&
    a.shape.every((n, i) => n === b.shape[i])
  );
}

function assignSlice(vm: Operations, target: Buffer, value: Value, ask: Ask): void {
  if (!givesBuffer(vm, value))
    throw raise(vm, 'TypeError', `a bytes-like object is required, not '${typeName(vm, value)}'`);
  // All is read before anything is written: both may be of one memory.
  const items = usingBuffer(vm, value, ask, (source) => {
    if (!alike(vm, target, source))
      throw raise(vm, 'ValueError', 'memoryview assignment: lvalue and rvalue have different structures');
    return placesOf(source).map((at) => readMemory(vm, source.memory, at, source.itemsize));
  });
  placesOf(target).forEach((at, i) => {
    writeMemory(vm, target.memory, at, items[i] as readonly number[]);
  });
}

function setAsking(vm: Operations, self: Value, key: Value, value: Slot, ask: Ask): null {
  const buffer = openView(vm, self);
  itemFormat(vm, buffer);
  if (buffer.readonly) throw raise(vm, 'TypeError', 'cannot modify read-only memory');
  if (value === undefined) throw raise(vm, 'TypeError', 'cannot delete memory');
  const { length } = buffer.shape;
  const put = (at: number): null => {
    putItem(vm, buffer, at, value, ask);
    return null;
  };
  if (length === 0) {
    if (!isWhole(vm, key)) throw noDimension(vm);
    return put(buffer.offset);
  }
  if (isIndex(vm, key)) {
    if (length > 1) throw raise(vm, 'NotImplementedError', 'sub-views are not implemented');
    return put(step(vm, buffer, buffer.offset, 0, asking(vm, key, ask)));
  }
  const slice = sliceSlots(vm, key);
  if (slice !== undefined && length === 1) {
    assignSlice(vm, sliced(vm, buffer, slice, ask), value, ask);
    return null;
  }
  const indices = indicesOf(vm, key);
  if (indices !== undefined) return put(placeOfTuple(vm, buffer, indices, ask));
  if (slice === undefined && !isMultiSlice(vm, key)) throw raise(vm, 'TypeError', 'memoryview: invalid slice key');
  const text = 'memoryview slice assignments are currently restricted to ndim = 1';
  throw raise(vm, 'NotImplementedError', text);
}

/** Inputs: view, key, value. Vars: sets. */
export const VIEW_SUBSCRIPT: Algorithm = {
  name: 'memoryview_subscript',
  run: (vm, [self, key, value], vars, ask) =>
    vars['sets'] === true
      ? setAsking(vm, self as Value, key as Value, value, ask)
      : getAsking(vm, self as Value, key as Value, ask),
};
