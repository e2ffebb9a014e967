/**
 * `iter` and `next`: `PyObject_GetIter`, `tp_iternext` of every builtin iterator, unpacking.
 *
 * Builtin iterators are records. `slots` and `numbers` by type: list_, tuple_, str_, bytes_iterator and list_reverseiterator [sequence] [index];
 * range_iterator [] [next, step, left]; longrange_iterator [next, step, left] []; dict_ and set iterators [table] [index, size, left];
 * iterator (sequence protocol) [sequence] [index]; callable_iterator [callable, sentinel]; enumerate [iterator, count]; zip [iterators …] [strict];
 * map [function, iterators …] [strict]; filter [function, iterator]; reversed [sequence] [index]. A finished one has dropped its first slot.
 * @module
 */

import type { RecordData } from '../heap.ts';
import type { Machine } from '../machine.ts';
import { exceptionMatches, raise } from '../objects/exceptions.ts';
import { newTuple } from '../objects/tuple.ts';
import type { PlainTypeName } from '../objects/type-table.ts';
import { isExtension, TYPES, typeName, typeOf } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import {
  EXHAUSTED,
  type Exhausted,
  normalizeInt,
  type Pending,
  PyRaise,
  Ref,
  type Result,
  type Slot,
  type Value,
} from '../value.ts';
import { bindSpecial, isBound, UNBOUND } from './bind-special.ts';
import { finish, nextOfTable } from './iterators.ts';
import { isStaticBuiltin, lookupType, override } from './lookup.ts';
import { TEXTS } from './messages.ts';
import { type Bounds, rangeLength } from './range-items.ts';
import { type Algorithm, type Ask, replay } from './replay.ts';
import { bytesClass } from './sequences.ts';
import { wrongReturn } from './wrong-return.ts';

/** A new builtin iterator (or another record). */
export function newRecord(vm: Operations, type: PlainTypeName, slots: Slot[], numbers: number[] = []): Ref {
  return vm.alloc({ kind: 'record', cls: TYPES[type], type, slots, numbers, attrs: null });
}

/** `PyIter_Check`: has `__next__`. */
export function isIterator(vm: Operations, v: Value): boolean {
  if (!(v instanceof Ref)) return false;
  const data = vm.read(v);
  if (data.kind === 'generator') return data.flavor === 'generator';
  // `__next__ = None` fills the slot too: it raises when it is called.
  return lookupType(vm, data.cls, '__next__') !== undefined;
}

/** ASCII text has an iterator of its own type (`unicode_iter`). */
function strIterator(vm: Operations, text: string): Ref {
  const ascii = /^[\0-\x7f]*$/.test(text);
  return newRecord(vm, ascii ? 'str_ascii_iterator' : 'str_iterator', [text], [0]);
}

/** The iterator of a builtin value; undefined if the value is not iterable as a builtin. */
export function builtinIterator(vm: Operations, v: Value): Ref | undefined {
  if (typeof v === 'string') return strIterator(vm, v);
  if (!(v instanceof Ref)) return undefined;
  const data = vm.read(v);
  switch (data.kind) {
    case 'list':
      return newRecord(vm, 'list_iterator', [v], [0]);
    case 'tuple':
      return newRecord(vm, 'tuple_iterator', [v], [0]);
    case 'dict':
      return newRecord(vm, 'dict_keyiterator', [v], [0, data.live, data.live]);
    case 'set':
      return newRecord(vm, 'set_iterator', [v], [0, data.used, data.used]);
    case 'range':
      return rangeIterator(vm, data);
    case 'bytes':
      return newRecord(
        vm,
        bytesClass(vm, data.cls) === TYPES.bytearray ? 'bytearray_iterator' : 'bytes_iterator',
        [v],
        [0],
      );
    case 'generator':
      return data.flavor === 'generator' ? v : undefined;
    case 'instance':
      // A subclass's text is not compact: `PyUnicode_IS_COMPACT_ASCII` is false.
      return typeof data.payload === 'string' ? newRecord(vm, 'str_iterator', [data.payload], [0]) : undefined;
    case 'record':
      return recordIter(vm, v, data.type, data.slots);
    default:
      return undefined;
  }
}

function recordIter(vm: Operations, v: Ref, type: string, slots: readonly Slot[]): Ref | undefined {
  const view =
    type === 'dict_keys'
      ? 'dict_keyiterator'
      : type === 'dict_values'
        ? 'dict_valueiterator'
        : type === 'dict_items'
          ? 'dict_itemiterator'
          : type === 'mappingproxy'
            ? 'dict_keyiterator'
            : undefined;
  if (view === undefined) return isIterator(vm, v) ? v : undefined;
  const dict = slots[0] as Ref;
  const data = vm.read(dict);
  if (data.kind !== 'dict') return undefined;
  return newRecord(vm, view, [dict], [0, data.live, data.live]);
}

/** Whether a C long holds a number. */
const fitsLong = (vm: Operations, n: number | bigint): n is number =>
  typeof n === 'number' && n <= vm.build.maxsize && n >= -vm.build.maxsize - 1;

const SMALL = 2 ** 31;

/** The length of a range, as a float holds it. */
function lengthOf(bounds: Bounds): number {
  const { start, stop, step } = bounds;
  const isSmall = [start, stop].every((n) => typeof n === 'number' && Math.abs(n) < SMALL);
  if (!isSmall || typeof step !== 'number') return Number(rangeLength(bounds));
  return Math.max(0, Math.ceil((Number(stop) - Number(start)) / step));
}

/** `range_iter`: a `range_iterator` while all that it may compute fits a C long. */
export function rangeIterator(vm: Operations, bounds: Bounds): Ref {
  const { start, stop, step } = bounds;
  const left = lengthOf(bounds);
  // Where nothing is left, nothing is computed.
  const end = left === 0 ? 0 : Number(stop) + Number(step) + (step > 0 ? -1 : 1);
  if (fitsLong(vm, start) && fitsLong(vm, stop) && fitsLong(vm, step) && fitsLong(vm, end) && fitsLong(vm, left))
    return newRecord(vm, 'range_iterator', [], [start, step, left]);
  return longRange(vm, bounds);
}

const longRange = (vm: Operations, bounds: Bounds): Ref =>
  newRecord(vm, 'longrange_iterator', [bounds.start, bounds.step, rangeLength(bounds)], []);

/** `range_reverse`. */
export function reversedRange(vm: Operations, bounds: Bounds): Ref {
  const { start, stop, step } = bounds;
  const left = lengthOf(bounds);
  const before = Number(start) - Number(step);
  if ([start, stop, step, -step, before, left].every((n) => fitsLong(vm, n)))
    return newRecord(vm, 'range_iterator', [], [before + left * Number(step), -Number(step), left]);
  const by = BigInt(step);
  const first = BigInt(start);
  const last = first + (rangeLength(bounds) - 1n) * by;
  return longRange(vm, { start: normalizeInt(last), stop: normalizeInt(first - by), step: normalizeInt(-by) });
}

/** Whether `iter` would find a way: `tp_iter` or the sequence protocol. */
export function isIterable(vm: Operations, v: Value): boolean {
  if (!(v instanceof Ref)) return typeof v === 'string';
  const type = typeOf(vm, v);
  const method = lookupType(vm, type, '__iter__');
  if (method !== undefined) return method !== null;
  return lookupType(vm, type, '__getitem__') !== undefined && vm.read(v).kind !== 'record';
}

function notIterable(vm: Operations, v: Value): PyRaise {
  return raise(vm, 'TypeError', `'${typeName(vm, v)}' object is not iterable`);
}

/** `slot_tp_iter` without `__iter__`: by `__getitem__`, which it asks for. */
function sequenceIterator(vm: Operations, v: Value, ask: Ask): Value {
  const method = override(vm, v, '__getitem__');
  if (method === undefined || !isBound(vm, method, v, ask)) throw notIterable(vm, v);
  return newRecord(vm, 'iterator', [v], [0]);
}

function iterAsking(vm: Operations, v: Value, ask: Ask): Value {
  const method = override(vm, v, '__iter__');
  if (method === null) throw notIterable(vm, v);
  if (method !== undefined) {
    const iterator = ask(...bindSpecial(vm, method, v, [], 'clears'));
    if (iterator === UNBOUND) return sequenceIterator(vm, v, ask);
    if (isIterator(vm, iterator)) return iterator;
    throw wrongReturn(vm, v, '__iter__', 'iterator', iterator);
  }
  const iterator = builtinIterator(vm, v);
  if (iterator !== undefined) return iterator;
  const found = lookupType(vm, typeOf(vm, v), '__iter__');
  if (found !== undefined && isStaticBuiltin(found)) return isIterator(vm, v) ? v : ask(found as Value, [v]);
  if (override(vm, v, '__getitem__') !== undefined) return newRecord(vm, 'iterator', [v], [0]);
  throw notIterable(vm, v);
}

/** `iter(v)`. */
export const ITER: Algorithm = {
  name: 'iter',
  run: (vm, inputs, _vars, ask) => iterAsking(vm, inputs[0] as Value, ask),
};

const isBuiltin = (type: Ref): boolean => type.id < 0 && !isExtension(type);

/** `PyObject_GetIter`. */
export function getIter(vm: Operations, v: Value): Result {
  if (typeof v === 'string' || (v instanceof Ref && isBuiltin(vm.read(v).cls))) {
    const iterator = builtinIterator(vm, v);
    if (iterator !== undefined) return iterator;
  }
  return replay(vm, ITER, [v]);
}

/** True if `next` of this iterator never runs Python code or a native: it answers at once. */
export function isImmediate(vm: Operations, it: Slot): boolean {
  if (!(it instanceof Ref)) return false;
  const data = vm.read(it);
  if (data.kind !== 'record' || data.cls.id >= 0) return false;
  if (keepsResult(vm, data)) return false;
  if (isExtension(data.cls)) return IMMEDIATE_EXTENSIONS.has(data.type) || IMMEDIATE.has(data.type);
  switch (data.type) {
    case 'enumerate':
      return data.slots[0] === undefined || isImmediate(vm, data.slots[0]);
    case 'zip':
      return data.numbers[0] !== 1 && data.slots.every((slot) => isImmediate(vm, slot));
    case 'reversed':
      return false;
    default:
      return data.type.startsWith('list_') || IMMEDIATE.has(data.type);
  }
}

/** What it drops when it puts new items into the tuple that it gives again may run code. */
function keepsResult(vm: Operations, { type }: Readonly<RecordData>): boolean {
  return (vm as Machine).tracking && KEEPS_RESULT.has(type);
}

const KEEPS_RESULT: ReadonlySet<string> = new Set([
  'enumerate',
  'zip',
  'dict_itemiterator',
  'dict_reverseitemiterator',
]);

const IMMEDIATE: ReadonlySet<string> = new Set([
  'range_iterator',
  'longrange_iterator',
  'tuple_iterator',
  'generic_alias_iterator',
  'line_iterator',
  'positions_iterator',
  'str_iterator',
  'str_ascii_iterator',
  'set_iterator',
  'bytes_iterator',
  'bytearray_iterator',
  'dict_keyiterator',
  'dict_valueiterator',
  'dict_itemiterator',
  'dict_reversekeyiterator',
  'dict_reversevalueiterator',
  'dict_reverseitemiterator',
]);

/** Iterators of C modules that run no other code. */
const IMMEDIATE_EXTENSIONS: ReadonlySet<string> = new Set([
  'itertools.combinations',
  'itertools.combinations_with_replacement',
  'itertools.permutations',
  'itertools.product',
  'itertools.repeat',
  '_collections._deque_iterator',
  '_collections._deque_reverse_iterator',
]);

/** Iterators with a native behind `next` where they are not immediate. */
const NATIVE_NEXT: Readonly<Record<string, string>> = {
  enumerate: 'enumerate_next',
  dict_itemiterator: 'dict_items_next',
  dict_reverseitemiterator: 'dict_items_next',
  zip: 'zip_next',
  map: 'map_next',
  filter: 'filter_next',
  callable_iterator: 'callable_next',
  iterator: 'sequence_next',
  reversed: 'reversed_next',
  async_generator_asend: 'asend',
  async_generator_athrow: 'athrow',
  anext_awaitable: 'async.anext_step',
};

/**
 * `tp_iternext`: EXHAUSTED at the end. PENDING delivers the same, or lets StopIteration of a Python-level `__next__` through: the frame
 * that waits takes it for the end.
 */
export function iterNext(vm: Operations, it: Value): Value | Exhausted | Pending {
  if (!(it instanceof Ref)) throw notIterator(vm, it);
  const data = vm.read(it);
  if (data.cls.id < 0) {
    if (data.kind === 'record') {
      if (data.type === 'list_iterator') {
        const list = data.slots[0];
        if (list === undefined) return EXHAUSTED;
        const i = data.numbers[0] as number;
        const from = vm.read(list as Ref);
        if (from.kind === 'list' && i < from.items.length) {
          vm.setNumberAt(it, 'numbers', 0, i + 1);
          return from.items[i] as Value;
        }
        return finish(vm, it);
      }
      if (data.type === 'range_iterator') {
        const left = data.numbers[2] as number;
        if (left <= 0) return EXHAUSTED;
        const value = data.numbers[0] as number;
        vm.setNumberAt(it, 'numbers', 0, value + (data.numbers[1] as number));
        vm.setNumberAt(it, 'numbers', 2, left - 1);
        return value;
      }
      if (isExtension(data.cls)) return nextOfExtension(vm, it, data.type);
      const next = ownNext(vm, it, data);
      if (next !== undefined) return next;
    }
    if (data.kind === 'generator') {
      if (data.flavor === 'generator') return vm.resume(it, null);
      throw notIterator(vm, it);
    }
  }
  const method = lookupType(vm, data.cls, '__next__');
  if (method === undefined) throw notIterator(vm, it);
  try {
    return vm.call(...bindSpecial(vm, method, it, []));
  } catch (e) {
    if (e instanceof PyRaise && exceptionMatches(vm, e.exception, TYPES.StopIteration)) return EXHAUSTED;
    throw e;
  }
}

/** `tp_iternext` of a builtin iterator's own type, whatever a subclass defines; undefined where it has none. */
export function ownNext(vm: Operations, it: Ref, data: Readonly<RecordData>): Value | Exhausted | Pending | undefined {
  if (isImmediate(vm, it)) return nextOfTable(vm, it);
  if (data.type === 'coroutine_wrapper') return vm.resume(data.slots[0] as Ref, null);
  const native = NATIVE_NEXT[data.type];
  return native === undefined ? undefined : (vm.native(native, [it]) as Value | Exhausted | Pending);
}

/** `tp_iternext` of a C module's type: in the register under `TYPE:next`. */
function nextOfExtension(vm: Operations, it: Ref, type: string): Value | Exhausted | Pending {
  const next = (vm as Machine).world.nexts.get(type);
  if (next !== undefined) return next(vm, it);
  if (!type.endsWith('iterator')) throw notIterator(vm, it);
  return nextOfTable(vm, it);
}

function notIterator(vm: Operations, v: Value): PyRaise {
  return raise(vm, 'TypeError', `'${typeName(vm, v)}' object is not an iterator`);
}

/** `too many values to unpack`; `count` where CPython knows it. */
export function tooManyValues(vm: Operations, before: number, count?: number): PyRaise {
  const got = count !== undefined && TEXTS[vm.version].unpackCount ? `, got ${count}` : '';
  return raise(vm, 'ValueError', `too many values to unpack (expected ${before}${got})`);
}

/** `not enough values to unpack`. */
export function notEnoughValues(vm: Operations, before: number, after: number, got: number): PyRaise {
  const expected = after < 0 ? `${before}` : `at least ${before + after}`;
  return raise(vm, 'ValueError', `not enough values to unpack (expected ${expected}, got ${got})`);
}

/**
 * UNPACK_SEQUENCE (`after` −1) and UNPACK_EX: a tuple of the values in target order, the starred list in its place.
 */
export function unpack(vm: Operations, v: Value, before: number, after: number): Result {
  if (v instanceof Ref) {
    const data = vm.read(v);
    if ((data.kind === 'tuple' || data.kind === 'list') && data.cls.id < 0) {
      const { items } = data;
      if (after < 0) {
        if (items.length > before) throw tooManyValues(vm, before, items.length);
        if (items.length < before) throw notEnoughValues(vm, before, after, items.length);
        return data.kind === 'tuple' ? v : newTuple(vm, [...items]);
      }
      if (items.length < before + after) throw notEnoughValues(vm, before, after, items.length);
      const rest = [...items.slice(before, items.length - after)];
      const list = vm.alloc({ kind: 'list', cls: TYPES.list, items: rest, attrs: null });
      return newTuple(vm, [...items.slice(0, before), list, ...items.slice(items.length - after)]);
    }
  } else if (typeof v !== 'string') {
    throw raise(vm, 'TypeError', `cannot unpack non-iterable ${typeName(vm, v)} object`);
  }
  return vm.native('unpack', [v], { before, after });
}
