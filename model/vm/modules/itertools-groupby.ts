/**
 * `next` of `itertools.groupby` and of its groups (Modules/itertoolsmodule.c).
 * @module
 */
import { newTuple } from '../objects/tuple.ts';
import type { Native, NativePhase, NativeSelf, NativeStep, Operations } from '../operations.ts';
import { given, remember, wait } from '../protocol/loop.ts';
import { compareOp, isTrue } from '../protocol/operators.ts';
import { EXHAUSTED, type Ref, type Slot, type Value } from '../value.ts';
import { newOf, recordData } from './extension.ts';
import { END, own, put, slot } from './itertools-record.ts';

const ITERATOR = 0;
const KEY_FUNCTION = 1;
const TARGET_KEY = 2;
const CURRENT_KEY = 3;
const CURRENT_VALUE = 4;
const GROUPER = 5;

/** `groupby_step`: the next value and its key, for the groupby in `owner`. The phases that wait are `stepped` and `keyed`. */
function groupStep(vm: Operations, owner: Ref): NativeStep {
  return { next: recordData(vm, owner).slots[ITERATOR] as Value, then: 'stepped' };
}

function groupKey(vm: Operations, owner: Ref, self: NativeSelf, value: Value): NativeStep {
  vm.splice(self.ref, 'slots', 1, self.slots.length - 1, [value]);
  const func = recordData(vm, owner).slots[KEY_FUNCTION] as Value;
  return func === null ? { result: value, then: 'keyed' } : wait(vm.call(func, [value]), 'keyed');
}

function setCurrent(vm: Operations, owner: Ref, value: Slot, key: Slot): void {
  vm.setAt(owner, 'slots', CURRENT_KEY, key);
  vm.setAt(owner, 'slots', CURRENT_VALUE, value);
}

function equalKeys(vm: Operations, target: Slot, current: Slot): NativeStep {
  if (target === current) return { result: true, then: 'decided' };
  return wait(compareOp(vm, '==', target as Value, current as Value), 'compared');
}

const compared: NativePhase = (vm, _self, value) => wait(isTrue(vm, given(value)), 'decided');

function nextGroup(vm: Operations, self: NativeSelf): NativeStep {
  const { slots } = recordData(vm, own(self));
  if (slots[CURRENT_KEY] === undefined) return groupStep(vm, own(self));
  if (slots[TARGET_KEY] === undefined) return newGroup(vm, self);
  return equalKeys(vm, slots[TARGET_KEY], slots[CURRENT_KEY]);
}

function newGroup(vm: Operations, self: NativeSelf): NativeStep {
  const key = slot(vm, self, CURRENT_KEY) as Value;
  put(vm, self, TARGET_KEY, key);
  const grouper = newOf(vm, 'itertools._grouper', [own(self), key]);
  // Borrowed in CPython: the group's number stands for it here.
  vm.setPlain(own(self), 'record', 'numbers', [grouper.id]);
  return { done: newTuple(vm, [key, grouper]) };
}

export const GROUPBY: Native = {
  start: (vm, self) => {
    vm.setPlain(own(self), 'record', 'numbers', [0]);
    put(vm, self, GROUPER, undefined);
    return nextGroup(vm, self);
  },
  phases: {
    stepped: (vm, self, value) => (value === EXHAUSTED ? END : groupKey(vm, own(self), self, value)),
    keyed: (vm, self, value) => {
      setCurrent(vm, own(self), self.slots[1], given(value));
      return nextGroup(vm, self);
    },
    compared,
    decided: (vm, self, value) => (value === true ? groupStep(vm, own(self)) : newGroup(vm, self)),
  },
};

const groupOwner = (vm: Operations, self: NativeSelf): Ref => slot(vm, self, 0) as Ref;

function checkGroup(vm: Operations, self: NativeSelf): NativeStep {
  return equalKeys(vm, slot(vm, self, 1), recordData(vm, groupOwner(vm, self)).slots[CURRENT_KEY]);
}

export const GROUP: Native = {
  start: (vm, self) => {
    const owner = groupOwner(vm, self);
    const { slots, numbers } = recordData(vm, owner);
    if (numbers[0] !== own(self).id) return END;
    return slots[CURRENT_VALUE] === undefined ? groupStep(vm, owner) : checkGroup(vm, self);
  },
  phases: {
    stepped: (vm, self, value) => (value === EXHAUSTED ? END : groupKey(vm, groupOwner(vm, self), self, value)),
    keyed: (vm, self, value) => {
      setCurrent(vm, groupOwner(vm, self), self.slots[1], given(value));
      return checkGroup(vm, self);
    },
    compared,
    decided: (vm, self, value) => {
      if (value !== true) return END;
      const owner = groupOwner(vm, self);
      const found = recordData(vm, owner).slots[CURRENT_VALUE] as Value;
      remember(vm, self, found);
      setCurrent(vm, owner, undefined, undefined);
      return { done: found };
    },
  },
};
