/**
 * `array.extend`, and the constructor from an iterable: items are appended as they come.
 * @module
 */
import { raise } from '../objects/exceptions.ts';
import type { Native } from '../operations.ts';
import { getIter } from '../protocol/iteration.ts';
import { given, looping, nextInto, wait } from '../protocol/loop.ts';
import { replay } from '../protocol/replay.ts';
import { EXHAUSTED, type Value } from '../value.ts';
import { ARRAY_ITEM } from './array-sequence.ts';
import { arrayOf, asArray, spliceArray } from './array-values.ts';

/** Slots: array, iterable, iterator. Vars: give (the array, where it is a new one; such a one takes another kind's items too). */
export const ARRAY_EXTEND: Native = looping(
  {
    start: (vm, self) => {
      const [array, more] = self.slots;
      const { ref, code, items } = arrayOf(vm, array);
      const other = asArray(vm, more);
      if (other !== undefined && (other.code === code || self.vars['give'] !== true)) {
        if (other.code !== code) throw raise(vm, 'TypeError', 'can only extend with array of same kind');
        spliceArray(vm, ref, items.length, 0, [...other.items]);
        return { done: self.vars['give'] === true ? ref : null };
      }
      return wait(getIter(vm, more as Value), 'iterator');
    },
    phases: {
      iterator: (_vm, self, value) => {
        self.set(2, given(value));
        return nextInto(self, 2, 'item');
      },
      item: (vm, self, value) => {
        const { ref } = arrayOf(vm, self.slots[0]);
        if (value === EXHAUSTED) return { done: self.vars['give'] === true ? ref : null };
        return wait(replay(vm, ARRAY_ITEM, [ref, value]), 'added');
      },
      added: (_vm, self) => nextInto(self, 2, 'item'),
    },
  },
  ['item'],
);
