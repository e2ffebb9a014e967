/**
 * `min` and `max`.
 * @module
 */
import { unexpectedKeyword } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { newTuple } from '../objects/tuple.ts';
import type { Builtin, BuiltinTable, Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { itemsAtOnce } from '../protocol/collect.ts';
import { type CompareOperator, compareAsking, truthAsking } from '../protocol/compare.ts';
import { getIter } from '../protocol/iteration.ts';
import { given, looping, nextInto, wait } from '../protocol/loop.ts';
import { compareOp, isTrue } from '../protocol/operators.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';
import { EXHAUSTED, type Exhausted, type Slot, type Value } from '../value.ts';

/** Items known, no key. Inputs: the items. Vars: op. */
export const EXTREME: Algorithm = {
  name: 'extreme',
  run: (vm, inputs, vars, ask) => {
    const op = vars['op'] as CompareOperator;
    let best = inputs[0] as Value;
    for (let i = 1; i < inputs.length; i++) {
      const item = inputs[i] as Value;
      if (truthAsking(vm, compareAsking(vm, op, item, best, ask), ask)) best = item;
    }
    return best;
  },
};

function extreme(name: 'min' | 'max', op: CompareOperator): Builtin {
  return (vm, args, keywords) => {
    if (args.length === 0) throw raise(vm, 'TypeError', `${name} expected at least 1 argument, got 0`);
    let key: Value = null;
    let otherwise: Slot;
    for (const [word, value] of keywords ?? []) {
      if (word === 'key') key = value;
      else if (word === 'default') otherwise = value;
      else throw unexpectedKeyword(vm, name, word, ['key', 'default']);
    }
    const several = args.length > 1;
    if (several && otherwise !== undefined) {
      throw raise(vm, 'TypeError', `Cannot specify a default for ${name}() with multiple positional arguments`);
    }
    // With a key, items are taken one by one below: what is gathered here is gone from an iterator.
    const items = key !== null ? undefined : several ? args : itemsAtOnce(vm, args[0] as Value);
    if (items !== undefined) {
      if (items.length > 0) return replay(vm, EXTREME, items, { op });
      if (otherwise === undefined) throw raise(vm, 'ValueError', `${name}() iterable argument is empty`);
      return otherwise;
    }
    const iterable = several ? newTuple(vm, [...args]) : (args[0] as Value);
    return vm.native('extreme', [iterable, key, otherwise, undefined, undefined, undefined, undefined, undefined], {
      op,
      name,
    });
  };
}

const KEY = 1;
const DEFAULT = 2;
const ITERATOR = 3;
const BEST = 4;
const BEST_KEY = 5;
const ITEM = 6;
const ITEM_KEY = 7;

/** What is not the best is gone before the next item is asked for. */
function goOn(self: NativeSelf): NativeStep {
  self.set(ITEM, undefined);
  self.set(ITEM_KEY, undefined);
  return nextInto(self, ITERATOR, 'item');
}

function consider(vm: Operations, self: NativeSelf, key: Value): NativeStep {
  const item = self.slots[ITEM] as Value;
  if (self.slots[BEST_KEY] === undefined) {
    self.set(BEST, item);
    self.set(BEST_KEY, key);
    return goOn(self);
  }
  self.set(ITEM_KEY, key);
  return wait(compareOp(vm, self.vars['op'] as CompareOperator, key, self.slots[BEST_KEY] as Value), 'compared');
}

function considerItem(vm: Operations, self: NativeSelf, value: Value | Exhausted): NativeStep {
  if (value !== EXHAUSTED) {
    self.set(ITEM, value);
    const key = self.slots[KEY] as Value;
    return key === null ? consider(vm, self, value) : wait(vm.call(key, [value]), 'keyed');
  }
  const best = self.slots[BEST] ?? (self.slots[BEST_KEY] === undefined ? self.slots[DEFAULT] : null);
  if (best === undefined) {
    throw raise(vm, 'ValueError', `${String(self.vars['name'])}() iterable argument is empty`);
  }
  return { done: best };
}

/** One item at a time: its key, then the comparison with the best so far. */
const EXTREME_NATIVE: Native = looping(
  {
    start: (vm, self) => wait(getIter(vm, self.slots[0] as Value), 'iterator'),
    phases: {
      iterator: (_vm, self, value) => {
        self.set(ITERATOR, given(value));
        return nextInto(self, ITERATOR, 'item');
      },
      item: considerItem,
      keyed: (vm, self, value) => consider(vm, self, given(value)),
      compared: (vm, _self, value) => wait(isTrue(vm, given(value)), 'decided'),
      decided: (_vm, self, value) => {
        if (value === true) {
          self.set(BEST_KEY, self.slots[ITEM_KEY]);
          self.set(BEST, self.slots[ITEM]);
        }
        return goOn(self);
      },
    },
  },
  ['item'],
);

export const EXTREMES: BuiltinTable = { min: extreme('min', '<'), max: extreme('max', '>') };
export const EXTREME_NATIVES: NativeTable = { extreme: EXTREME_NATIVE };
