/**
 * `tp_iternext` of the builtin iterators that answer at once.
 * @module
 */
import type { RecordData } from '../heap.ts';
import type { Machine } from '../machine.ts';
import { raise } from '../objects/exceptions.ts';
import { newTuple } from '../objects/tuple.ts';
import { isExtension, TYPES } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { EXHAUSTED, type Exhausted, ModelError, normalizeInt, Ref, toBigInt, type Value } from '../value.ts';
import { addInt } from './numbers.ts';

/** `next` of an iterator for which `isImmediate` holds. */
export function nextOfTable(vm: Operations, it: Ref): Value | Exhausted {
  const data = vm.read(it);
  if (data.kind !== 'record') throw new ModelError('not a builtin iterator');
  if (isExtension(data.cls)) {
    const next = (vm as Machine).world.nexts.get(data.type);
    if (next !== undefined) return next(vm, it) as Value | Exhausted;
  }
  switch (data.type) {
    case 'list_iterator':
    case 'line_iterator':
    case 'positions_iterator':
    case 'tuple_iterator':
    case 'generic_alias_iterator':
    case 'bytes_iterator':
    case 'bytearray_iterator':
    case 'list_reverseiterator':
      return nextOfSequence(vm, it, data);
    case 'str_iterator':
    case 'str_ascii_iterator':
      return nextOfString(vm, it, data);
    case 'range_iterator': {
      const [value = 0, step = 0, left = 0] = data.numbers;
      if (left <= 0) return EXHAUSTED;
      vm.setNumberAt(it, 'numbers', 0, value + step);
      vm.setNumberAt(it, 'numbers', 2, left - 1);
      return value;
    }
    case 'longrange_iterator': {
      const [value, step, left] = data.slots.map((slot) => toBigInt(slot as number | bigint)) as [
        bigint,
        bigint,
        bigint,
      ];
      if (left === 0n) return EXHAUSTED;
      vm.setAt(it, 'slots', 0, normalizeInt(value + step));
      vm.setAt(it, 'slots', 2, normalizeInt(left - 1n));
      return normalizeInt(value);
    }
    case 'set_iterator':
      return nextOfSet(vm, it, data);
    case 'enumerate':
      return nextOfEnumerate(vm, it, data);
    case 'zip':
      return nextOfZip(vm, data);
    default:
      return nextOfDict(vm, it, data);
  }
}

/** The iterator lets go of what it iterates over, unless that stands on the value stack in its place. */
export function finish(vm: Operations, it: Ref): Exhausted {
  if (!keepsSequence(vm, it)) vm.setAt(it, 'slots', 0, undefined);
  return EXHAUSTED;
}

/** Makes an iterator over a sequence hold it for good: the second of its numbers says so. */
export function keepSequence(vm: Operations, it: Ref): void {
  vm.setNumberAt(it, 'numbers', 1, 1);
}

/** What such an iterator stands for. */
export function iteratedSequence(vm: Operations, it: Value): Value {
  const data = it instanceof Ref ? vm.read(it) : null;
  if (data?.kind !== 'record') throw new ModelError('nothing is iterated by index');
  return data.slots[0] as Value;
}

function keepsSequence(vm: Operations, it: Ref): boolean {
  const data = vm.read(it);
  return data.kind === 'record' && SEQUENCE_ITERATORS.has(data.type) && data.numbers[1] === 1;
}

const SEQUENCE_ITERATORS: ReadonlySet<string> = new Set([
  'list_iterator',
  'tuple_iterator',
  'generic_alias_iterator',
  'bytes_iterator',
  'str_iterator',
  'str_ascii_iterator',
]);

function nextOfSequence(vm: Operations, it: Ref, data: Readonly<RecordData>): Value | Exhausted {
  const sequence = data.slots[0];
  const i = data.numbers[0] as number;
  if (!(sequence instanceof Ref)) return EXHAUSTED;
  const from = vm.read(sequence);
  const items = from.kind === 'bytes' ? from.bytes : from.kind === 'list' || from.kind === 'tuple' ? from.items : [];
  if (i < 0 && (vm as Machine).world.profile.reversedKeepsList) return EXHAUSTED;
  const value = i < 0 ? undefined : items[i];
  if (value === undefined) return finish(vm, it);
  vm.setNumberAt(it, 'numbers', 0, data.type === 'list_reverseiterator' ? i - 1 : i + 1);
  return value;
}

function nextOfString(vm: Operations, it: Ref, data: Readonly<RecordData>): Value | Exhausted {
  const [s] = data.slots;
  const i = data.numbers[0] as number;
  if (typeof s !== 'string') return EXHAUSTED;
  const point = s.codePointAt(i);
  if (point === undefined) return finish(vm, it);
  const c = String.fromCodePoint(point);
  vm.setNumberAt(it, 'numbers', 0, i + c.length);
  return c;
}

function nextOfSet(vm: Operations, it: Ref, data: Readonly<RecordData>): Value | Exhausted {
  const set = data.slots[0];
  if (!(set instanceof Ref)) return EXHAUSTED;
  const from = vm.read(set);
  if (from.kind !== 'set') throw new ModelError('a set iterator without a set');
  const [index = 0, used = 0, left = 0] = data.numbers;
  if (from.used !== used) {
    vm.setNumberAt(it, 'numbers', 1, -1);
    throw raise(vm, 'RuntimeError', 'Set changed size during iteration');
  }
  for (let i = index; i < from.slots.length; i++) {
    const value = from.slots[i];
    if (value === undefined) continue;
    vm.setNumberAt(it, 'numbers', 0, i + 1);
    vm.setNumberAt(it, 'numbers', 2, left - 1);
    return value;
  }
  return finish(vm, it);
}

function nextOfDict(vm: Operations, it: Ref, data: Readonly<RecordData>): Value | Exhausted {
  const dict = data.slots[0];
  if (!(dict instanceof Ref)) return EXHAUSTED;
  const from = vm.read(dict);
  if (from.kind !== 'dict') throw new ModelError(`${data.type} without a dict`);
  const [index = 0, used = 0, left = 0] = data.numbers;
  if (from.live !== used) {
    vm.setNumberAt(it, 'numbers', 1, -1);
    const ordered = data.cls === TYPES.odict_iterator;
    throw raise(
      vm,
      'RuntimeError',
      ordered ? 'OrderedDict changed size during iteration' : 'dictionary changed size during iteration',
    );
  }
  const reverse = data.type.startsWith('dict_reverse');
  const step = reverse ? -1 : 1;
  let i = reverse ? from.keys.length - 1 - index : index;
  while (i >= 0 && i < from.keys.length && from.keys[i] === undefined) i += step;
  const key = from.keys[i];
  if (key === undefined) return finish(vm, it);
  if (left === 0) {
    finish(vm, it);
    throw raise(vm, 'RuntimeError', 'dictionary keys changed during iteration');
  }
  vm.setNumberAt(it, 'numbers', 0, reverse ? from.keys.length - i : i + 1);
  vm.setNumberAt(it, 'numbers', 2, left - 1);
  const value = from.values[i] as Value;
  if (data.type.endsWith('keyiterator')) return key;
  return data.type.endsWith('valueiterator') ? value : newTuple(vm, [key, value]);
}

function nextOfEnumerate(vm: Operations, it: Ref, data: Readonly<RecordData>): Value | Exhausted {
  const inner = data.slots[0];
  if (!(inner instanceof Ref)) return EXHAUSTED;
  const item = nextOfTable(vm, inner);
  return item === EXHAUSTED ? EXHAUSTED : newTuple(vm, counted(vm, it, item));
}

/** The pair that `enumerate` gives, and its counter moved on. */
export function counted(vm: Operations, it: Ref, item: Value): Value[] {
  const data = vm.read(it);
  if (data.kind !== 'record') throw new ModelError('not an enumerate');
  const count = data.slots[1] as number | bigint;
  vm.setAt(it, 'slots', 1, addInt(count, 1));
  return [count, item];
}

function nextOfZip(vm: Operations, data: Readonly<RecordData>): Value | Exhausted {
  if (data.slots.length === 0) return EXHAUSTED;
  const items: Value[] = [];
  for (const inner of data.slots) {
    const item = nextOfTable(vm, inner as Ref);
    if (item === EXHAUSTED) return EXHAUSTED;
    items.push(item);
  }
  return newTuple(vm, items);
}
