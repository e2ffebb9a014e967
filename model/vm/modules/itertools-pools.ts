/**
 * product, permutations, combinations, combinations_with_replacement: `next` over pools that were gathered when the iterator was made.
 *
 * Slots: the pools (tuples). Numbers: state (0 before the first, 1 after it, 2 at the end), r, then r indices; permutations: then r cycles.
 * @module
 */
import type { RecordData } from '../heap.ts';
import { newTuple, tupleItems } from '../objects/tuple.ts';
import type { Operations } from '../operations.ts';
import { keepResult } from '../protocol/result-tuple.ts';
import { EXHAUSTED, type Exhausted, type Ref, type Slot, type Value } from '../value.ts';
import { recordData } from './extension.ts';

export type PoolKind = 'product' | 'permutations' | 'combinations' | 'combinations_with_replacement';

const FRESH = 0;
const RUNNING = 1;
const ENDED = 2;

/** The numbers of a new one. `given`: the repetitions of product, or r (−1: the length of the pool). */
export function firstIndices(
  vm: Operations,
  kind: PoolKind,
  pools: readonly Slot[],
  given: readonly number[],
): number[] {
  const [asked = 0] = given;
  if (kind === 'product') {
    const count = pools.length * asked;
    const empty = asked > 0 && pools.some((pool) => tupleItems(vm, pool).length === 0);
    return [empty ? ENDED : FRESH, count, ...new Array<number>(count).fill(0)];
  }
  const n = tupleItems(vm, pools[0]).length;
  const r = asked < 0 ? n : asked;
  if (kind === 'combinations_with_replacement') {
    return [n === 0 && r > 0 ? ENDED : FRESH, r, ...new Array<number>(r).fill(0)];
  }
  if (r > n) return [ENDED, 0];
  const indices = Array.from({ length: kind === 'permutations' ? n : r }, (_, i) => i);
  const cycles = kind === 'permutations' ? Array.from({ length: r }, (_, i) => n - i) : [];
  return [FRESH, r, ...indices, ...cycles];
}

/** Moves the indices on; false at the end. */
type Advance = (indices: number[], r: number, sizes: readonly number[], cycles: number[]) => boolean;

const advanceProduct: Advance = (indices, r, sizes) => {
  for (let i = r - 1; i >= 0; i--) {
    const next = (indices[i] as number) + 1;
    if (next < (sizes[i % sizes.length] as number)) {
      indices[i] = next;
      return true;
    }
    indices[i] = 0;
  }
  return false;
};

const advanceCombinations: Advance = (indices, r, [n = 0]) => {
  for (let i = r - 1; i >= 0; i--) {
    if (indices[i] === i + n - r) continue;
    let next = (indices[i] as number) + 1;
    for (let j = i; j < r; j++) indices[j] = next++;
    return true;
  }
  return false;
};

const advanceReplaced: Advance = (indices, r, [n = 0]) => {
  for (let i = r - 1; i >= 0; i--) {
    if (indices[i] === n - 1) continue;
    indices.fill((indices[i] as number) + 1, i, r);
    return true;
  }
  return false;
};

const advancePermutations: Advance = (indices, r, [n = 0], cycles) => {
  for (let i = r - 1; i >= 0; i--) {
    const left = (cycles[i] as number) - 1;
    cycles[i] = left;
    if (left === 0) {
      const [moved] = indices.splice(i, 1);
      indices.push(moved as number);
      cycles[i] = n - i;
      continue;
    }
    const j = n - left;
    [indices[i], indices[j]] = [indices[j] as number, indices[i] as number];
    return true;
  }
  return false;
};

const ADVANCES: Readonly<Record<PoolKind, Advance>> = {
  product: advanceProduct,
  permutations: advancePermutations,
  combinations: advanceCombinations,
  combinations_with_replacement: advanceReplaced,
};

/** `next` of one of the four. */
export function nextOfPools(kind: PoolKind): (vm: Operations, it: Ref) => Value | Exhausted {
  return (vm, it) => {
    const data = recordData(vm, it);
    const [state = ENDED, r = 0] = data.numbers;
    if (state === ENDED) return EXHAUSTED;
    const sizes = data.slots.map((pool) => tupleItems(vm, pool).length);
    const count = kind === 'permutations' ? (sizes[0] as number) : r;
    const indices = data.numbers.slice(2, 2 + count);
    const cycles = data.numbers.slice(2 + count);
    if (state === RUNNING && !ADVANCES[kind](indices, r, sizes, cycles)) {
      vm.setNumberAt(it, 'numbers', 0, ENDED);
      // Every pool has been rolled over to its first item.
      if (kind === 'product') keepResult(vm, it, newTuple(vm, chosen(vm, kind, data, indices.fill(0))));
      return EXHAUSTED;
    }
    vm.setPlain(it, 'record', 'numbers', [RUNNING, r, ...indices, ...cycles]);
    return keepResult(vm, it, newTuple(vm, chosen(vm, kind, data, indices.slice(0, r))));
  };
}

function chosen(vm: Operations, kind: PoolKind, data: Readonly<RecordData>, indices: readonly number[]): Value[] {
  return indices.map((index, i) => {
    const pool = data.slots[kind === 'product' ? i % data.slots.length : 0];
    return tupleItems(vm, pool)[index] as Value;
  });
}
