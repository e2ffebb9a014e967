/**
 * `next` of the builtin iterators that run other code: enumerate, zip, map, filter, `iter(callable, sentinel)`, the sequence protocol,
 * reversed; and unpacking of any iterable.
 * @module
 */
import { exceptionMatches, raise } from '../objects/exceptions.ts';
import { asKind } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { TYPES, typeName, typeOf } from '../objects/types.ts';
import type { Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { EXHAUSTED, ModelError, Ref, type Slot, type Value } from '../value.ts';
import { toList } from './collect.ts';
import { getItem } from './items.ts';
import { getIter, notEnoughValues, tooManyValues } from './iteration.ts';
import { counted, nextOfTable } from './iterators.ts';
import { lookupType } from './lookup.ts';
import { forget, given, looping, nextInto, remember, wait } from './loop.ts';
import { compareOp, isTrue } from './operators.ts';
import { resultTuple, reusableResult, setResultItem } from './result-tuple.ts';

/** The iterator's own slots (slot 0 of the native is the iterator). */
function recordOf(
  vm: Operations,
  self: NativeSelf,
): { ref: Ref; slots: readonly Slot[]; numbers: readonly number[]; result: Ref | undefined } {
  const ref = self.slots[0];
  const data = ref instanceof Ref ? vm.read(ref) : null;
  if (data?.kind !== 'record') throw new ModelError('next of something that is no builtin iterator');
  return { ref: ref as Ref, slots: data.slots, numbers: data.numbers, result: data.result };
}

const END: NativeStep = { done: EXHAUSTED };

const ENUMERATE: Native = {
  start: (vm, self) => {
    const inner = recordOf(vm, self).slots[0];
    return inner === undefined ? END : { next: inner, then: 'item' };
  },
  phases: {
    item: (vm, self, value) => {
      if (value === EXHAUSTED) return END;
      const { ref } = recordOf(vm, self);
      return { done: resultTuple(vm, ref, counted(vm, ref, value)) };
    },
  },
};

/** Items of a dict, in the tuple that the iterator gives again. */
const DICT_ITEMS: Native = {
  start: (vm, self) => {
    const { ref } = recordOf(vm, self);
    const pair = nextOfTable(vm, ref);
    if (pair === EXHAUSTED) return END;
    const data = vm.read(pair as Ref);
    if (data.kind !== 'tuple') throw new ModelError('an item of a dict is no tuple');
    return { done: resultTuple(vm, ref, [...data.items] as Value[]) };
  },
};

// zip and map. Slots: the iterator, then the items of this round. Vars: which `name`, `first` iterator slot, whether the rest is checked.

function round(vm: Operations, self: NativeSelf, first: number, done: (items: Value[]) => NativeStep): NativeStep {
  const { slots } = recordOf(vm, self);
  const have = self.slots.length - 1;
  if (have < slots.length - first) return { next: slots[first + have] as Value, then: 'item' };
  return done(self.slots.slice(1) as Value[]);
}

/** `strict`: one iterator ended while an earlier one had not, or a later one goes on. */
function ended(vm: Operations, self: NativeSelf, name: string, first: number): NativeStep {
  const { slots, numbers } = recordOf(vm, self);
  const i = self.slots.length - 1;
  if (numbers[0] !== 1) return END;
  if (i > 0) {
    const others = i === 1 ? ' 1' : `s 1-${i}`;
    throw raise(vm, 'ValueError', `${name}() argument ${i + 1} is shorter than argument${others}`);
  }
  return checkRest(self, slots, first, 1);
}

function checkRest(self: NativeSelf, slots: readonly Slot[], first: number, i: number): NativeStep {
  if (first + i >= slots.length) return END;
  self.setVars({ ...self.vars, checked: i });
  return { next: slots[first + i] as Value, then: 'rest' };
}

function rest(name: string, first: number): NonNullable<Native['phases']>[string] {
  return (vm, self, value) => {
    const i = Number(self.vars['checked']);
    if (value === EXHAUSTED) return checkRest(self, recordOf(vm, self).slots, first, i + 1);
    const others = i === 1 ? ' 1' : `s 1-${i}`;
    throw raise(vm, 'ValueError', `${name}() argument ${i + 1} is longer than argument${others}`);
  };
}

const zipRound = (vm: Operations, self: NativeSelf): NativeStep =>
  round(vm, self, 0, (items) => ({ done: reused(vm, self) ?? newTuple(vm, items) }));

/** The result tuple that this round fills. */
function reused(vm: Operations, self: NativeSelf): Ref | undefined {
  return self.vars['reuses'] === true ? recordOf(vm, self).result : undefined;
}

const ZIP: Native = {
  start: (vm, self) => {
    const { ref, slots } = recordOf(vm, self);
    if (slots.length === 0) return END;
    if (reusableResult(vm, ref, slots.length) !== undefined) self.setVars({ ...self.vars, reuses: true });
    return zipRound(vm, self);
  },
  phases: {
    item: (vm, self, value) => {
      if (value === EXHAUSTED) return ended(vm, self, 'zip', 0);
      const result = reused(vm, self);
      const at = self.slots.length - 1;
      remember(vm, self, value);
      return result === undefined ? zipRound(vm, self) : wait(setResultItem(vm, result, at, value), 'placed');
    },
    placed: zipRound,
    rest: rest('zip', 0),
  },
};

const mapRound = (vm: Operations, self: NativeSelf): NativeStep =>
  round(vm, self, 1, (items) => wait(vm.call(recordOf(vm, self).slots[0] as Value, items), 'called'));

const MAP: Native = {
  start: mapRound,
  phases: {
    item: (vm, self, value) => {
      if (value === EXHAUSTED) return ended(vm, self, 'map', 1);
      remember(vm, self, value);
      return mapRound(vm, self);
    },
    rest: rest('map', 1),
    called: (_vm, _self, value) => ({ done: value }),
  },
};

// filter. Slots: the iterator, then the item under test.

const FILTER: Native = {
  start: (vm, self) => ({ next: recordOf(vm, self).slots[1] as Value, then: 'item' }),
  phases: {
    item: (vm, self, value) => {
      if (value === EXHAUSTED) return END;
      vm.splice(self.ref, 'slots', 1, self.slots.length - 1, [value]);
      const func = recordOf(vm, self).slots[0] as Value;
      if (func === null || func === TYPES.bool) return wait(isTrue(vm, value), 'tested');
      return wait(vm.call(func, [value]), 'answered');
    },
    answered: (vm, _self, value) => wait(isTrue(vm, given(value)), 'tested'),
    tested: (vm, self, value) => {
      if (value === true) return { done: self.slots[1] as Value };
      forget(vm, self, 1);
      return { next: recordOf(vm, self).slots[1] as Value, then: 'item' };
    },
  },
};

// iter(callable, sentinel). Slots: the iterator, then the result.

const CALLABLE: Native = {
  start: (vm, self) => {
    const callable = recordOf(vm, self).slots[0];
    return callable === undefined ? END : wait(vm.call(callable, []), 'called');
  },
  phases: {
    called: (vm, self, value) => {
      remember(vm, self, given(value));
      // The callable may have stepped the iterator to its end.
      const sentinel = recordOf(vm, self).slots[1];
      if (sentinel === undefined) return END;
      if (sentinel === value) return finishCallable(vm, self);
      return wait(compareOp(vm, '==', sentinel, given(value)), 'compared');
    },
    compared: (vm, _self, value) => wait(isTrue(vm, given(value)), 'decided'),
    decided: (vm, self, value) => (value === true ? finishCallable(vm, self) : { done: self.slots[1] as Value }),
  },
  caught: (vm, self, exception, phase) =>
    (phase === 'called' || phase === 'start') && exceptionMatches(vm, exception, TYPES.StopIteration)
      ? finishCallable(vm, self)
      : undefined,
};

function finishCallable(vm: Operations, self: NativeSelf): NativeStep {
  vm.splice(recordOf(vm, self).ref, 'slots', 0, 2, [undefined, undefined]);
  return END;
}

// The sequence protocol: __getitem__ with 0, 1, 2 … until IndexError or StopIteration; reversed: downwards.

function sequenceNative(step: 1 | -1): Native {
  return {
    start: (vm, self) => {
      const { ref, slots, numbers } = recordOf(vm, self);
      const [sequence] = slots;
      const i = numbers[0] as number;
      if (sequence === undefined) return END;
      if (i < 0) {
        vm.setAt(ref, 'slots', 0, undefined);
        return END;
      }
      vm.setNumberAt(ref, 'numbers', 0, i + step);
      return wait(getItem(vm, sequence, i), 'item');
    },
    phases: { item: (_vm, _self, value) => ({ done: value }) },
    caught: (vm, self, exception) => {
      const ends = [TYPES.IndexError, TYPES.StopIteration];
      if (!ends.some((type) => exceptionMatches(vm, exception, type))) return undefined;
      vm.setAt(recordOf(vm, self).ref, 'slots', 0, undefined);
      return END;
    },
  };
}

// UNPACK_SEQUENCE, UNPACK_EX. Slots: the value, its iterator, the items. Vars: before, after.

/** The items before a star come one by one; the rest is what a list of the iterator takes, which asks it for its iterator. */
function unpackItem(vm: Operations, self: NativeSelf): NativeStep {
  const starred = Number(self.vars['after']) >= 0;
  if (starred && self.slots.length - 2 === self.vars['before']) return wait(toList(vm, self.slots[1] as Value), 'rest');
  return nextInto(self, 1, 'item');
}

const UNPACK: Native = {
  start: (vm, self) => wait(getIter(vm, self.slots[0] as Value), 'iterator'),
  phases: {
    iterator: (vm, self, value) => {
      remember(vm, self, given(value));
      return unpackItem(vm, self);
    },
    rest: (vm, self, value) => {
      const before = Number(self.vars['before']);
      const after = Number(self.vars['after']);
      const first = self.slots.slice(2) as Value[];
      const list = asKind(vm, value as Ref, 'list');
      const items = [...(list?.items ?? [])] as Value[];
      if (items.length < after) throw notEnoughValues(vm, before, after, before + items.length);
      const cut = items.length - after;
      vm.splice(given(value) as Ref, 'items', cut, after, []);
      return { done: newTuple(vm, [...first, given(value), ...items.slice(cut)]) };
    },
    item: (vm, self, value) => {
      const before = Number(self.vars['before']);
      const after = Number(self.vars['after']);
      const got = self.slots.length - 2;
      if (value !== EXHAUSTED) {
        if (after < 0 && got === before) throw tooMany(vm, self.slots[0] as Value, before);
        remember(vm, self, value);
        return unpackItem(vm, self);
      }
      if (got < before) throw notEnoughValues(vm, before, after, got);
      return { done: newTuple(vm, self.slots.slice(2) as Value[]) };
    },
  },
  caught: (vm, self, exception, phase) => {
    if (phase !== 'iterator' && phase !== 'start') return undefined;
    const v = self.slots[0] as Value;
    const type = typeOf(vm, v);
    const iterable = ['__iter__', '__getitem__'].some((name) => lookupType(vm, type, name) !== undefined);
    if (iterable || !exceptionMatches(vm, exception, TYPES.TypeError)) return undefined;
    throw raise(vm, 'TypeError', `cannot unpack non-iterable ${typeName(vm, v)} object`);
  },
};

function tooMany(vm: Operations, v: Value, before: number): ReturnType<typeof raise> {
  const data = v instanceof Ref ? vm.read(v) : null;
  const count = data !== null && data.kind === 'dict' && data.cls === TYPES.dict ? data.live : undefined;
  return tooManyValues(vm, before, count);
}

/** `strict` has to look at the other iterators when one ends, however it ends. */
function ifStrict(native: Native): Native {
  const strict = looping(native, ['item', 'rest']);
  return {
    ...native,
    caught: (vm, self, exception, phase) =>
      recordOf(vm, self).numbers[0] === 1 ? strict.caught?.(vm, self, exception, phase) : undefined,
  };
}

/** Natives of iteration. */
export const ITERATION_NATIVES: NativeTable = {
  // A StopIteration that an inner iterator raises goes through these as it is: whoever steps them sees it (and FOR_ITER reports it).
  enumerate_next: ENUMERATE,
  dict_items_next: DICT_ITEMS,
  zip_next: ifStrict(ZIP),
  map_next: ifStrict(MAP),
  filter_next: FILTER,
  callable_next: CALLABLE,
  sequence_next: sequenceNative(1),
  reversed_next: sequenceNative(-1),
  unpack: looping(UNPACK, ['item']),
};
