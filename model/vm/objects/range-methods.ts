/**
 * range and slice: construction and methods (Objects/rangeobject.c, Objects/sliceobject.c).
 * @module
 */

import type { BuiltinTable, Operations } from '../operations.ts';
import { newRecord, reversedRange } from '../protocol/iteration.ts';
import { longSliceIndices } from '../protocol/range-items.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';
import { integerAsking } from '../protocol/sequences.ts';
import { isInt, normalizeInt, type Slot, type Value } from '../value.ts';
import { between, exactly, noKeywords } from './arguments.ts';

import { raise } from './exceptions.ts';
import { type Receiver, receiver } from './receiver.ts';
import { absent, RANGE_SEARCH } from './sequence-search.ts';
import { newTuple } from './tuple.ts';
import { TYPES } from './types.ts';

/** `range(…)`. Inputs: the one to three arguments. */
export const RANGE_NEW: Algorithm = {
  name: 'range_new',
  run(vm, inputs, _vars, ask) {
    const [a = 0, b, c = 1] = inputs.map((v) => integerAsking(vm, v as Value, ask));
    if (c === 0) throw raise(vm, 'ValueError', 'range() arg 3 must not be zero');
    const [start, stop] = b === undefined ? [0, a] : [a, b];
    return vm.alloc({ kind: 'range', cls: TYPES.range, start, stop, step: c });
  },
};

/** `slice.indices(length)`. Inputs: slice, length. */
export const SLICE_INDICES: Algorithm = {
  name: 'slice_indices',
  run(vm, inputs, _vars, ask) {
    const length = integerAsking(vm, inputs[1] as Value, ask);
    if (length < 0) throw raise(vm, 'ValueError', 'length should not be negative');
    const { slots } = receiver(vm, 'record', 'slice', 'indices', inputs[0]).data;
    return newTuple(vm, longSliceIndices(vm, slots, BigInt(length), ask).map(normalizeInt));
  },
};

const self = (vm: Operations, method: string, v: Slot): Receiver<'range'> => receiver(vm, 'range', 'range', method, v);

/** The position of an int in a range; −1 outside. */
function positionOf({ data: { start, stop, step } }: Receiver<'range'>, n: number | bigint): number | bigint {
  const inside = step > 0 ? n >= start && n < stop : n <= start && n > stop;
  const offset = BigInt(n) - BigInt(start);
  return inside && offset % BigInt(step) === 0n ? normalizeInt(offset / BigInt(step)) : -1;
}

/** An int or bool, for which a range computes. */
function exactInt(v: Value): number | bigint | undefined {
  return typeof v === 'boolean' ? Number(v) : isInt(v) ? v : undefined;
}

export const RANGE_METHODS: BuiltinTable = {
  'range.__new__'(vm, [, ...args], keywords) {
    noKeywords(vm, 'range', keywords);
    between(vm, 'range', args, 1, 3);
    return replay(vm, RANGE_NEW, args);
  },
  'range.count'(vm, [v, ...args]) {
    const range = self(vm, 'count', v);
    exactly(vm, 'range.count', args, 1);
    const n = exactInt(args[0] as Value);
    if (n === undefined) return replay(vm, RANGE_SEARCH, [range.ref, args[0]], { op: 'count' });
    return positionOf(range, n) >= 0 ? 1 : 0;
  },
  'range.index'(vm, [v, ...args]) {
    const range = self(vm, 'index', v);
    exactly(vm, 'range.index', args, 1);
    const n = exactInt(args[0] as Value);
    if (n === undefined) return replay(vm, RANGE_SEARCH, [range.ref, args[0]], { op: 'index' });
    const at = positionOf(range, n);
    if (at < 0)
      throw raise(
        vm,
        'ValueError',
        absent(vm, 'range', 'index', n, () => null),
      );
    return at;
  },
  'range.__reversed__': (vm, [v]) => reversedRange(vm, self(vm, '__reversed__', v).data),
  'slice.__new__'(vm, [, ...args], keywords) {
    noKeywords(vm, 'slice', keywords);
    between(vm, 'slice', args, 1, 3);
    const [a, b, c] = args;
    const slots = args.length === 1 ? [null, a, null] : [a, b, c ?? null];
    return newRecord(vm, 'slice', slots);
  },
  'slice.indices'(vm, [v, ...args]) {
    exactly(vm, 'slice.indices', args, 1);
    return replay(vm, SLICE_INDICES, [v, args[0]]);
  },
};
