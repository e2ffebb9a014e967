/**
 * Slice assignment from an iterable that has to be gathered first.
 * @module
 */
import type { Native, NativeTable } from '../operations.ts';
import type { Value } from '../value.ts';
import { toList } from './collect.ts';
import { ASSIGN_ITEM } from './item-contents.ts';
import { given, wait } from './loop.ts';
import { replay } from './replay.ts';

/** Slots: list, slice, iterable. */
const ASSIGN_SLICE: Native = {
  start: (vm, self) => wait(toList(vm, self.slots[2] as Value), 'gathered'),
  phases: {
    gathered: (vm, self, value) => wait(replay(vm, ASSIGN_ITEM, [...self.slots.slice(0, 2), given(value)]), 'assigned'),
    assigned: () => ({ done: null }),
  },
};

export const ITEM_NATIVES: NativeTable = { assign_slice: ASSIGN_SLICE };
