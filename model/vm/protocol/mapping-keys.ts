/**
 * `PyMapping_Keys`: the keys of a mapping that is no dict, as a list.
 * @module
 */
import { exceptionMatches, raise } from '../objects/exceptions.ts';
import { TYPES, typeName } from '../objects/types.ts';
import type { Native, NativeTable } from '../operations.ts';
import type { Value } from '../value.ts';
import { toList } from './collect.ts';
import { getIter } from './iteration.ts';
import { given, wait } from './loop.ts';
import { TEXTS } from './messages.ts';

/** Slots: mapping, its `keys` method, what that gave. Vars: iterating (`iter()` of it is under way). */
const MAPPING_KEYS: Native = {
  start: (vm, { slots }) => wait(vm.call(slots[1] as Value, []), 'keys'),
  phases: {
    keys: (vm, self, value) => {
      self.set(2, given(value));
      self.setVars({ iterating: true });
      return wait(getIter(vm, given(value)), 'iterator');
    },
    iterator: (vm, self, value) => {
      self.setVars({ iterating: false });
      return wait(toList(vm, given(value)), 'listed');
    },
    listed: (_vm, _self, value) => ({ done: value }),
  },
  caught: (vm, self, exception) => {
    if (self.vars['iterating'] !== true || !exceptionMatches(vm, exception, TYPES.TypeError)) return undefined;
    const [owner, got] = [self.slots[0], self.slots[2]].map((v) => typeName(vm, v as Value)) as [string, string];
    throw raise(vm, 'TypeError', TEXTS[vm.version].keysIterable(owner, got));
  },
};

export const MAPPING_NATIVES: NativeTable = { mapping_keys: MAPPING_KEYS };
