/**
 * `next` of the iterators of `itertools` that step other iterators or call functions (Modules/itertoolsmodule.c). Slot 0 of each native is the iterator.
 * @module
 */
import type { Machine } from '../machine.ts';
import { raise } from '../objects/exceptions.ts';
import { newTuple } from '../objects/tuple.ts';
import type { Native, NativePhase, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { toTuple } from '../protocol/collect.ts';
import { getIter } from '../protocol/iteration.ts';
import { forget, given, looping, remember, wait } from '../protocol/loop.ts';
import { addInt } from '../protocol/numbers.ts';
import { binaryOp, isTrue } from '../protocol/operators.ts';
import { resultTuple, reusableResult, setResultItem } from '../protocol/result-tuple.ts';
import { EXHAUSTED, type Exhausted, isInt, type Pending, type Ref, type Value } from '../value.ts';
import { recordData } from './extension.ts';
import { GROUP, GROUPBY } from './itertools-groupby.ts';
import { nextOfPools } from './itertools-pools.ts';
import { END, number, own, put, slot } from './itertools-record.ts';

type Next = (vm: Operations, it: Ref) => Value | Exhausted | Pending;

/** Steps the iterator in a slot of the record; at once the end where it has been dropped. */
function step(vm: Operations, self: NativeSelf, i: number, then: string): NativeStep {
  const inner = slot(vm, self, i);
  return inner === undefined ? END : { next: inner, then };
}

/** Calls the predicate in slot 1 with the item remembered; without one the item is its own answer. */
function test(vm: Operations, self: NativeSelf, item: Value): NativeStep {
  vm.splice(self.ref, 'slots', 1, self.slots.length - 1, [item]);
  const func = slot(vm, self, 1) as Value;
  return func === null ? wait(isTrue(vm, item), 'decided') : wait(vm.call(func, [item]), 'answered');
}

const answered: NativePhase = (vm, _self, value) => wait(isTrue(vm, given(value)), 'decided');
const item = (self: NativeSelf): Value => self.slots[1] as Value;

/** The item that was tested is gone before the next one is asked for. */
function nextItem(vm: Operations, self: NativeSelf): NativeStep {
  forget(vm, self, 1);
  return step(vm, self, 0, 'item');
}

const DROPWHILE: Native = {
  start: (vm, self) => step(vm, self, 0, 'item'),
  phases: {
    item: (vm, self, value) => {
      if (value === EXHAUSTED) return END;
      return number(vm, self, 0) === 1 ? { done: value } : test(vm, self, value);
    },
    answered,
    decided: (vm, self, value) => {
      if (value === true) return nextItem(vm, self);
      vm.setNumberAt(own(self), 'numbers', 0, 1);
      return { done: item(self) };
    },
  },
};

const TAKEWHILE: Native = {
  start: (vm, self) => (number(vm, self, 0) === 1 ? END : step(vm, self, 0, 'item')),
  phases: {
    item: (vm, self, value) => (value === EXHAUSTED ? END : test(vm, self, value)),
    answered,
    decided: (vm, self, value) => {
      if (value === true) return { done: item(self) };
      vm.setNumberAt(own(self), 'numbers', 0, 1);
      return END;
    },
  },
};

const FILTERFALSE: Native = {
  start: (vm, self) => step(vm, self, 0, 'item'),
  phases: {
    item: (vm, self, value) => (value === EXHAUSTED ? END : test(vm, self, value)),
    answered,
    decided: (vm, self, value) => (value === true ? nextItem(vm, self) : { done: item(self) }),
  },
};

const STARMAP: Native = {
  start: (vm, self) => step(vm, self, 0, 'item'),
  phases: {
    item: (vm, _self, value) => (value === EXHAUSTED ? END : wait(toTuple(vm, value), 'arguments')),
    arguments: (vm, self, value) => {
      const args = vm.read(value as Ref);
      return wait(vm.call(slot(vm, self, 1) as Value, args.kind === 'tuple' ? args.items : []), 'called');
    },
    called: (_vm, _self, value) => ({ done: value }),
  },
};

const COMPRESS: Native = {
  start: (vm, self) => step(vm, self, 0, 'datum'),
  phases: {
    datum: (vm, self, value) => {
      if (value === EXHAUSTED) return END;
      vm.splice(self.ref, 'slots', 1, self.slots.length - 1, [value]);
      return step(vm, self, 1, 'selector');
    },
    selector: (vm, _self, value) => (value === EXHAUSTED ? END : wait(isTrue(vm, value), 'decided')),
    decided: (vm, self, value) => {
      if (value === true) return { done: item(self) };
      forget(vm, self, 1);
      return step(vm, self, 0, 'datum');
    },
  },
};

const CHAIN: Native = {
  start: (vm, self) => {
    if (slot(vm, self, 0) === undefined) return END;
    return slot(vm, self, 1) === undefined ? step(vm, self, 0, 'iterable') : step(vm, self, 1, 'item');
  },
  phases: {
    iterable: (vm, self, value) => {
      if (value !== EXHAUSTED) return wait(getIter(vm, value), 'iterator');
      put(vm, self, 0, undefined);
      return END;
    },
    iterator: (vm, self, value) => {
      put(vm, self, 1, given(value));
      return step(vm, self, 1, 'item');
    },
    item: (vm, self, value) => {
      if (value !== EXHAUSTED) return { done: value };
      put(vm, self, 1, undefined);
      return step(vm, self, 0, 'iterable');
    },
  },
  caught: (vm, self, _exception, phase) => {
    if (phase === 'iterable') put(vm, self, 0, undefined);
    return undefined;
  },
};

const CYCLE: Native = {
  start: (vm, self) => (slot(vm, self, 0) === undefined ? again(vm, self) : step(vm, self, 0, 'item')),
  phases: {
    item: (vm, self, value) => {
      if (value === EXHAUSTED) {
        put(vm, self, 0, undefined);
        return again(vm, self);
      }
      const { slots } = recordData(vm, own(self));
      vm.splice(own(self), 'slots', slots.length, 0, [value]);
      return { done: value };
    },
  },
};

function again(vm: Operations, self: NativeSelf): NativeStep {
  const { slots, numbers } = recordData(vm, own(self));
  const [at = 0] = numbers;
  if (slots.length === 1) return END;
  vm.setNumberAt(own(self), 'numbers', 0, (at + 1) % (slots.length - 1));
  return { done: slots[1 + at] as Value };
}

// accumulate: slots iterator, function, total, initial.

const ACCUMULATE: Native = {
  start: (vm, self) => {
    const initial = slot(vm, self, 3);
    if (initial === undefined) return step(vm, self, 0, 'item');
    put(vm, self, 3, undefined);
    put(vm, self, 2, initial);
    return { done: initial };
  },
  phases: {
    item: (vm, self, value) => {
      if (value === EXHAUSTED) return END;
      const total = slot(vm, self, 2);
      if (total === undefined) return { result: value, then: 'summed' };
      const func = slot(vm, self, 1) as Value;
      return wait(func === null ? binaryOp(vm, '+', total, value) : vm.call(func, [total, value]), 'summed');
    },
    summed: (vm, self, value) => {
      put(vm, self, 2, given(value));
      return { done: value };
    },
  },
};

// islice: numbers next, stop, step, count.

const ISLICE: Native = {
  start: (vm, self) => sliceNext(vm, self),
  phases: {
    skipped: (vm, self, value) => {
      if (value === EXHAUSTED) return sliceEnd(vm, self);
      vm.setNumberAt(own(self), 'numbers', 3, number(vm, self, 3) + 1);
      return sliceNext(vm, self);
    },
    item: (vm, self, value) => {
      if (value === EXHAUSTED) return sliceEnd(vm, self);
      const [next = 0, stop = -1, by = 1, count = 0] = recordData(vm, own(self)).numbers;
      const after = next + by;
      vm.setNumberAt(own(self), 'numbers', 3, count + 1);
      vm.setNumberAt(own(self), 'numbers', 0, stop !== -1 && after > stop ? stop : after);
      return { done: value };
    },
  },
  caught: letGo,
};

/** An error ends it as well. */
function letGo(vm: Operations, self: NativeSelf): undefined {
  put(vm, self, 0, undefined);
}

function sliceNext(vm: Operations, self: NativeSelf): NativeStep {
  const [next = 0, stop = -1, , count = 0] = recordData(vm, own(self)).numbers;
  if (count < next) return step(vm, self, 0, 'skipped');
  return stop !== -1 && count >= stop ? sliceEnd(vm, self) : step(vm, self, 0, 'item');
}

function sliceEnd(vm: Operations, self: NativeSelf): NativeStep {
  put(vm, self, 0, undefined);
  return END;
}

const PAIRWISE: Native = {
  start: (vm, self) => step(vm, self, 0, slot(vm, self, 1) === undefined ? 'first' : 'second'),
  phases: {
    first: (vm, self, value) => {
      if (value === EXHAUSTED) return sliceEnd(vm, self);
      put(vm, self, 1, value);
      return step(vm, self, 0, 'second');
    },
    second: (vm, self, value) => {
      const old = slot(vm, self, 1) as Value;
      if (value === EXHAUSTED) {
        put(vm, self, 1, undefined);
        return sliceEnd(vm, self);
      }
      const { pairwiseReusesResult } = (vm as Machine).world.profile;
      const pair = pairwiseReusesResult ? resultTuple(vm, own(self), [old, value]) : newTuple(vm, [old, value]);
      put(vm, self, 1, value);
      return { done: pair };
    },
  },
  caught: (vm, self) => {
    put(vm, self, 0, undefined);
    put(vm, self, 1, undefined);
    return undefined;
  },
};

const BATCHED: Native = {
  start: (vm, self) => step(vm, self, 0, 'item'),
  phases: {
    item: (vm, self, value) => {
      const n = number(vm, self, 0);
      if (value !== EXHAUSTED) {
        remember(vm, self, value);
        return self.slots.length - 1 < n ? step(vm, self, 0, 'item') : { done: newTuple(vm, batch(self)) };
      }
      // A shorter batch does not end it: the iterator is asked again.
      const strict = number(vm, self, 1) === 1;
      if (strict || self.slots.length === 1) put(vm, self, 0, undefined);
      if (self.slots.length === 1) return END;
      if (strict) throw raise(vm, 'ValueError', 'batched(): incomplete batch');
      return { done: newTuple(vm, batch(self)) };
    },
  },
  caught: letGo,
};

const batch = (self: NativeSelf): Value[] => self.slots.slice(1) as Value[];

// zip_longest: slots iterators …, fill; numbers [active].

const ZIP_LONGEST: Native = {
  start: (vm, self) => {
    const { slots, numbers } = recordData(vm, own(self));
    if (slots.length === 1 || numbers[0] === 0) return END;
    if (reusableResult(vm, own(self), slots.length - 1) !== undefined) self.setVars({ ...self.vars, reuses: true });
    return longestRound(vm, self);
  },
  phases: {
    item: (vm, self, value) => {
      if (value !== EXHAUSTED) return placed(vm, self, value);
      put(vm, self, self.slots.length - 1, undefined);
      const active = number(vm, self, 0) - 1;
      vm.setNumberAt(own(self), 'numbers', 0, active);
      return active === 0 ? END : placed(vm, self, fillOf(vm, self));
    },
    placed: (vm, self) => longestRound(vm, self),
  },
  caught(vm, self) {
    vm.setNumberAt(own(self), 'numbers', 0, 0);
    return undefined;
  },
};

function fillOf(vm: Operations, self: NativeSelf): Value {
  const { slots } = recordData(vm, own(self));
  return slots[slots.length - 1] as Value;
}

/** The result tuple that this round fills. */
const longestResult = (vm: Operations, self: NativeSelf): Ref | undefined =>
  self.vars['reuses'] === true ? recordData(vm, own(self)).result : undefined;

/** One more item of this round. */
function placed(vm: Operations, self: NativeSelf, value: Value): NativeStep {
  const result = longestResult(vm, self);
  const at = self.slots.length - 1;
  remember(vm, self, value);
  return result === undefined ? longestRound(vm, self) : wait(setResultItem(vm, result, at, value), 'placed');
}

function longestRound(vm: Operations, self: NativeSelf): NativeStep {
  const { slots } = recordData(vm, own(self));
  const at = self.slots.length - 1;
  if (at === slots.length - 1) return { done: longestResult(vm, self) ?? newTuple(vm, batch(self)) };
  if (slots[at] !== undefined) return { next: slots[at] as Value, then: 'item' };
  return placed(vm, self, fillOf(vm, self));
}

const COUNT: Native = {
  start: (vm, self) => {
    const value = slot(vm, self, 0) as Value;
    remember(vm, self, value);
    return wait(binaryOp(vm, '+', value, slot(vm, self, 1) as Value), 'added');
  },
  phases: {
    added: (vm, self, value) => {
      put(vm, self, 0, given(value));
      return { done: item(self) };
    },
  },
};

/** The next item of shared data, from the iterator where nobody has asked for it yet. */
const TEE: Native = {
  start: (vm, self) => {
    const data = slot(vm, self, 0) as Ref;
    const { slots, numbers } = recordData(vm, data);
    const at = number(vm, self, 0);
    if (at < slots.length - 1) {
      vm.setNumberAt(own(self), 'numbers', 0, at + 1);
      return { done: slots[1 + at] as Value };
    }
    if (numbers[0] === 1) throw raise(vm, 'RuntimeError', 'cannot re-enter the tee iterator');
    vm.setPlain(data, 'record', 'numbers', [1]);
    return { next: slots[0] as Value, then: 'item' };
  },
  phases: {
    item: (vm, self, value) => {
      const data = slot(vm, self, 0) as Ref;
      vm.setPlain(data, 'record', 'numbers', [0]);
      if (value === EXHAUSTED) return END;
      vm.splice(data, 'slots', recordData(vm, data).slots.length, 0, [value]);
      vm.setNumberAt(own(self), 'numbers', 0, number(vm, self, 0) + 1);
      return { done: value };
    },
  },
  caught: (vm, self) => {
    vm.setPlain(slot(vm, self, 0) as Ref, 'record', 'numbers', [0]);
    return undefined;
  },
};

/** By type; the phases in which an inner iterator's StopIteration is its end. */
const STEPPING: Readonly<Record<string, readonly [Native, readonly string[]]>> = {
  'itertools.dropwhile': [DROPWHILE, ['item']],
  'itertools.takewhile': [TAKEWHILE, ['item']],
  'itertools.filterfalse': [FILTERFALSE, ['item']],
  'itertools.starmap': [STARMAP, ['item']],
  'itertools.compress': [COMPRESS, ['datum', 'selector']],
  'itertools.chain': [CHAIN, ['iterable', 'item']],
  'itertools.cycle': [CYCLE, ['item']],
  'itertools.accumulate': [ACCUMULATE, ['item']],
  'itertools.groupby': [GROUPBY, ['stepped']],
  'itertools._grouper': [GROUP, ['stepped']],
  'itertools.islice': [ISLICE, ['skipped', 'item']],
  'itertools.pairwise': [PAIRWISE, ['first', 'second']],
  'itertools.batched': [BATCHED, ['item']],
  'itertools.zip_longest': [ZIP_LONGEST, ['item']],
  'itertools._tee': [TEE, ['item']],
};

export const ITERTOOLS_NEXT_NATIVES: NativeTable = {
  ...Object.fromEntries(
    Object.entries(STEPPING).map(([type, [native, nexts]]) => [`${type}:next`, looping(native, nexts)]),
  ),
  'itertools.count:next': COUNT,
};

const nextOfCount: Next = (vm, it) => {
  const [value, by] = recordData(vm, it).slots;
  if (!isInt(value) || !isInt(by)) return vm.native('itertools.count:next', [it]);
  vm.setAt(it, 'slots', 0, addInt(value, by));
  return value;
};

const nextOfRepeat: Next = (vm, it) => {
  const { slots, numbers } = recordData(vm, it);
  const [left = 0] = numbers;
  if (left === 0) return EXHAUSTED;
  if (left > 0) vm.setNumberAt(it, 'numbers', 0, left - 1);
  return slots[0] as Value;
};

export const ITERTOOLS_NEXTS: Readonly<Record<string, Next>> = {
  ...Object.fromEntries(
    Object.keys(STEPPING).map((type): [string, Next] => [type, (vm, it) => vm.native(`${type}:next`, [it])]),
  ),
  'itertools.count': nextOfCount,
  'itertools.repeat': nextOfRepeat,
  'itertools.product': nextOfPools('product'),
  'itertools.permutations': nextOfPools('permutations'),
  'itertools.combinations': nextOfPools('combinations'),
  'itertools.combinations_with_replacement': nextOfPools('combinations_with_replacement'),
};
