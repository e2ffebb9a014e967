/**
 * The module `_heapq` (Modules/_heapqmodule.c). Items whose `<` runs no code are sifted at once, others as `heap-sift.ts` does.
 * @module
 */
import { argumentType, exactly, noKeywords } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { asKind } from '../objects/payload.ts';
import { isInstance, TYPES } from '../objects/types.ts';
import type { Builtin, Operations } from '../operations.ts';
import { compareAsking, truthAsking } from '../protocol/compare.ts';
import { isQuestion, noAnswers } from '../protocol/replay.ts';
import { PyRaise, type Ref, type Result, type Value } from '../value.ts';
import { type NativeModule, nary } from './native-module.ts';

/** `a < b` in a min-heap; the other way round in a max-heap. */
type Less = (a: Value, b: Value) => boolean;

/** Moves the item at `at` up towards `start`. */
function siftDown(items: Value[], start: number, at: number, less: Less): void {
  const item = items[at] as Value;
  let i = at;
  while (i > start) {
    const parent = (i - 1) >> 1;
    if (!less(item, items[parent] as Value)) break;
    items[i] = items[parent] as Value;
    items[parent] = item;
    i = parent;
  }
}

/** Bubbles the smaller child up until a leaf is hit, then sifts the item down from there. */
function siftUp(items: Value[], at: number, less: Less): void {
  const end = items.length;
  let i = at;
  while (i < end >> 1) {
    let child = 2 * i + 1;
    if (child + 1 < end && !less(items[child] as Value, items[child + 1] as Value)) child++;
    [items[i], items[child]] = [items[child] as Value, items[i] as Value];
    i = child;
  }
  siftDown(items, at, i, less);
}

type Work = (items: Value[], item: Value, less: Less) => Value;

/** The largest index of a parent first, level by level where the heap is large (`cache_friendly_heapify`). */
function heapify(items: Value[], less: Less): void {
  const n = items.length;
  if (n <= 2500) {
    for (let i = (n >> 1) - 1; i >= 0; i--) siftUp(items, i, less);
    return;
  }
  const m = n >> 1;
  const leftmost = 2 ** Math.floor(Math.log2(m + 1)) - 1;
  const mhalf = m >> 1;
  for (let i = leftmost - 1; i >= mhalf; i--) cascade(items, i, less);
  for (let i = m - 1; i >= leftmost; i--) cascade(items, i, less);
}

function cascade(items: Value[], from: number, less: Less): void {
  let j = from;
  for (;;) {
    siftUp(items, j, less);
    if ((j & 1) === 0) return;
    j >>= 1;
  }
}

function pop(items: Value[], less: Less): Value {
  const last = items.pop() as Value;
  if (items.length === 0) return last;
  const first = items[0] as Value;
  items[0] = last;
  siftUp(items, 0, less);
  return first;
}

const WORK: Readonly<Record<string, Work>> = {
  heappush: (items, item, less) => {
    items.push(item);
    siftDown(items, 0, items.length - 1, less);
    return null;
  },
  heappop: (items, _item, less) => pop(items, less),
  heapreplace: (items, item, less) => {
    const first = items[0] as Value;
    items[0] = item;
    siftUp(items, 0, less);
    return first;
  },
  heappushpop: (items, item, less) => {
    if (items.length === 0 || !less(items[0] as Value, item)) return item;
    const first = items[0] as Value;
    items[0] = item;
    siftUp(items, 0, less);
    return first;
  },
  heapify: (items, _item, less) => {
    heapify(items, less);
    return null;
  },
};

/** The work where no comparison runs code or fails; undefined where one does. */
function heapAtOnce(vm: Operations, heap: Ref, item: Value, work: string, max: boolean): Value | undefined {
  const before = asKind(vm, heap, 'list')?.items ?? [];
  const items = [...before];
  try {
    const result = (WORK[work] as Work)(items, item, lessOf(vm, max));
    vm.splice(heap, 'items', 0, before.length, items);
    return result;
  } catch (e) {
    if (isQuestion(e) || e instanceof PyRaise) return undefined;
    throw e;
  }
}

function lessOf(vm: Operations, max: boolean): Less {
  const less: Less = (a, b) => truthAsking(vm, compareAsking(vm, '<', a, b, noAnswers), noAnswers);
  return max ? (a, b) => less(b, a) : less;
}

function heapFunction(name: string, work: string, count: 1 | 2, max: boolean): Builtin {
  const full = `_heapq.${name}`;
  const run = (vm: Operations, [heap, item = null]: readonly Value[]): Result => {
    if (!isInstance(vm, heap as Value, TYPES.list)) {
      const found = argumentType(vm, heap as Value);
      throw raise(vm, 'TypeError', `${name}() argument${count === 1 ? '' : ' 1'} must be list, not ${found}`);
    }
    const { length } = asKind(vm, heap, 'list')?.items ?? [];
    if (length === 0 && (work === 'heappop' || work === 'heapreplace'))
      throw raise(vm, 'IndexError', 'index out of range');
    const result = heapAtOnce(vm, heap as Ref, item, work, max);
    return result === undefined ? vm.native('heap', [heap, item], { work, max }) : result;
  };
  if (count === 2) return nary(full, name, 2, 2, run);
  return (vm, args, keywords) => {
    noKeywords(vm, full, keywords);
    exactly(vm, full, args, 1);
    return run(vm, args);
  };
}

export const HEAPQ_MODULE: NativeModule = {
  functions: {
    heappush: heapFunction('heappush', 'heappush', 2, false),
    heappop: heapFunction('heappop', 'heappop', 1, false),
    heapreplace: heapFunction('heapreplace', 'heapreplace', 2, false),
    heappushpop: heapFunction('heappushpop', 'heappushpop', 2, false),
    heapify: heapFunction('heapify', 'heapify', 1, false),
    _heappop_max: heapFunction('_heappop_max', 'heappop', 1, true),
    _heapreplace_max: heapFunction('_heapreplace_max', 'heapreplace', 2, true),
    _heapify_max: heapFunction('_heapify_max', 'heapify', 1, true),
    heappush_max: heapFunction('heappush_max', 'heappush', 2, true),
    heappop_max: heapFunction('heappop_max', 'heappop', 1, true),
    heapreplace_max: heapFunction('heapreplace_max', 'heapreplace', 2, true),
    heappushpop_max: heapFunction('heappushpop_max', 'heappushpop', 2, true),
    heapify_max: heapFunction('heapify_max', 'heapify', 1, true),
  },
  since: {
    heappush_max: '3.14',
    heappop_max: '3.14',
    heapreplace_max: '3.14',
    heappushpop_max: '3.14',
    heapify_max: '3.14',
  },
};
