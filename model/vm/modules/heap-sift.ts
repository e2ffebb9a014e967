/**
 * Sifting in a heap (`siftup`, `siftdown` of Modules/_heapqmodule.c): the list changes step by step, for comparisons may run code or raise, and one that
 * changes its length is found out.
 * @module
 */
import { raise } from '../objects/exceptions.ts';
import { asKind } from '../objects/payload.ts';
import type { Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { given, wait } from '../protocol/loop.ts';
import { compareOp, isTrue } from '../protocol/operators.ts';
import type { Ref, Value } from '../value.ts';

const itemsOf = (vm: Operations, { slots }: NativeSelf): readonly Value[] => asKind(vm, slots[0], 'list')?.items ?? [];
const number = ({ vars }: NativeSelf, name: string): number => Number(vars[name]);

function swap(vm: Operations, self: NativeSelf, i: number, j: number): void {
  const items = itemsOf(vm, self);
  const [a, b] = [items[i] as Value, items[j] as Value];
  const heap = self.slots[0] as Ref;
  vm.splice(heap, 'items', i, 1, [b]);
  vm.splice(heap, 'items', j, 1, [a]);
}

/** Compares two places: in a max-heap the other way round. */
function compare(vm: Operations, self: NativeSelf, a: number, b: number): NativeStep {
  const items = itemsOf(vm, self);
  const pair = [items[a] as Value, items[b] as Value];
  const [x, y] = self.vars['max'] === true ? pair.reverse() : pair;
  return wait(compareOp(vm, '<', x as Value, y as Value), 'compared');
}

/** Bubbles the smaller child up from a place until a leaf is hit; then the item there is sifted down. */
function siftUp(vm: Operations, self: NativeSelf, at: number): NativeStep {
  const size = itemsOf(vm, self).length;
  if (at >= size) throw raise(vm, 'IndexError', 'index out of range');
  self.setVars({ ...self.vars, stage: 'up', size, start: at, at });
  return bubble(vm, self);
}

function bubble(vm: Operations, self: NativeSelf): NativeStep {
  const size = number(self, 'size');
  for (let at = number(self, 'at'); at < size >> 1; ) {
    const child = 2 * at + 1;
    self.setVars({ ...self.vars, at });
    if (child + 1 < size) return compare(vm, self, child, child + 1);
    swap(vm, self, at, child);
    at = child;
    self.setVars({ ...self.vars, at });
  }
  self.setVars({ ...self.vars, stage: 'down' });
  return sink(vm, self);
}

/** Moves the item at a place towards the start of its path. */
function sink(vm: Operations, self: NativeSelf): NativeStep {
  const at = number(self, 'at');
  return at > number(self, 'start') ? compare(vm, self, at, (at - 1) >> 1) : sifted(vm, self);
}

/** What a comparison said. */
function decided(vm: Operations, self: NativeSelf, less: boolean): NativeStep {
  if (self.vars['stage'] === 'top') return replaceTop(vm, self, less);
  if (itemsOf(vm, self).length !== number(self, 'size'))
    throw raise(vm, 'RuntimeError', 'list changed size during iteration');
  const at = number(self, 'at');
  const next = self.vars['stage'] === 'up' ? 2 * at + (less ? 1 : 2) : (at - 1) >> 1;
  if (self.vars['stage'] === 'up') {
    swap(vm, self, at, next);
    self.setVars({ ...self.vars, at: next });
    return bubble(vm, self);
  }
  if (!less) return sifted(vm, self);
  swap(vm, self, at, next);
  self.setVars({ ...self.vars, at: next });
  return sink(vm, self);
}

/** `heappushpop`: the item itself where it comes before the top. */
function replaceTop(vm: Operations, self: NativeSelf, less: boolean): NativeStep {
  if (!less) return { done: self.slots[1] as Value };
  if (itemsOf(vm, self).length === 0) throw raise(vm, 'IndexError', 'index out of range');
  return replace(vm, self);
}

function replace(vm: Operations, self: NativeSelf): NativeStep {
  const [heap, item] = self.slots as [Ref, Value];
  self.set(2, itemsOf(vm, self)[0] as Value);
  vm.splice(heap, 'items', 0, 1, [item]);
  return siftUp(vm, self, 0);
}

/** A heap is made from the largest index of a parent; of a large one each parent's own parent follows while it is warm (`cache_friendly_heapify`). */
function heapifyFrom(vm: Operations, self: NativeSelf): NativeStep {
  const { length } = itemsOf(vm, self);
  const parents = length >> 1;
  if (length <= FRIENDLY) return nextParent(vm, self, parents - 1, 0, false);
  const leftmost = 2 ** Math.floor(Math.log2(parents + 1)) - 1;
  self.setVars({ ...self.vars, leftmost, last: parents - 1 });
  return nextParent(vm, self, leftmost - 1, parents >> 1, true);
}
const FRIENDLY = 2500;

function nextParent(vm: Operations, self: NativeSelf, i: number, until: number, friendly: boolean): NativeStep {
  if (i >= until) {
    self.setVars({ ...self.vars, i, until, friendly, parent: i });
    return siftUp(vm, self, i);
  }
  const leftmost = number(self, 'leftmost');
  if (!friendly || until === leftmost) return { done: null };
  return nextParent(vm, self, number(self, 'last'), leftmost, true);
}

function sifted(vm: Operations, self: NativeSelf): NativeStep {
  const { work, friendly } = self.vars;
  if (work !== 'heapify') return { done: (self.slots[2] ?? null) as Value };
  const parent = number(self, 'parent');
  if (friendly === true && (parent & 1) === 1) {
    self.setVars({ ...self.vars, parent: parent >> 1 });
    return siftUp(vm, self, parent >> 1);
  }
  return nextParent(vm, self, number(self, 'i') - 1, number(self, 'until'), friendly === true);
}

const STARTS: Readonly<Record<string, (vm: Operations, self: NativeSelf) => NativeStep>> = {
  heappush: (vm, self) => {
    const [heap, item] = self.slots as [Ref, Value];
    const at = itemsOf(vm, self).length;
    vm.splice(heap, 'items', at, 0, [item]);
    self.setVars({ ...self.vars, stage: 'down', size: at + 1, start: 0, at });
    return sink(vm, self);
  },
  heappop: (vm, self) => {
    const heap = self.slots[0] as Ref;
    const items = itemsOf(vm, self);
    const last = items.at(-1) as Value;
    self.set(1, last);
    vm.splice(heap, 'items', items.length - 1, 1, []);
    return itemsOf(vm, self).length === 0 ? { done: last } : replace(vm, self);
  },
  heapreplace: replace,
  heappushpop: (vm, self) => {
    const [top] = itemsOf(vm, self);
    if (top === undefined) return { done: self.slots[1] as Value };
    self.setVars({ ...self.vars, stage: 'top' });
    const item = self.slots[1] as Value;
    const [x, y] = self.vars['max'] === true ? [item, top] : [top, item];
    return wait(compareOp(vm, '<', x, y), 'compared');
  },
  heapify: heapifyFrom,
};

/** Slots: the heap, the item, what is given. Vars: work, max, and where it stands. */
const HEAP: Native = {
  start: (vm, self) => (STARTS[String(self.vars['work'])] as (typeof STARTS)[string])(vm, self),
  phases: {
    compared: (vm, _self, value) => wait(isTrue(vm, given(value)), 'decided'),
    decided: (vm, self, value) => decided(vm, self, value === true),
  },
};
export const HEAP_NATIVES: NativeTable = { heap: HEAP };
