/**
 * Slice assignment from an iterable that has to be gathered first.
 * @module
 */
import { TYPES } from '../objects/types.ts';
import type { Native, NativeTable } from '../operations.ts';
import type { Ref, Value } from '../value.ts';
import { sequenceFast } from './collect.ts';
import { ASSIGN_ITEM, checkSliceValue, noSliceValue, UNPACK_SLICE } from './item-contents.ts';
import { given, wait } from './loop.ts';
import { replay } from './replay.ts';

/** Slots: list or bytearray, slice, iterable. */
const ASSIGN_SLICE: Native = {
  start: (vm, self) => wait(replay(vm, UNPACK_SLICE, [self.slots[1]]), 'unpacked'),
  phases: {
    unpacked: (vm, self, slice) => {
      self.set(1, given(slice));
      const [container, , value] = self.slots as [Ref, Value, Value];
      checkSliceValue(vm, container, given(slice), value);
      const bytes = vm.read(container).kind === 'bytes';
      return wait(
        bytes ? vm.call(TYPES.bytearray, [value]) : sequenceFast(vm, value, noSliceValue(vm, given(slice))),
        'gathered',
      );
    },
    gathered: (vm, self, value) => wait(replay(vm, ASSIGN_ITEM, [...self.slots.slice(0, 2), given(value)]), 'assigned'),
    assigned: () => ({ done: null }),
  },
};

export const ITEM_NATIVES: NativeTable = { assign_slice: ASSIGN_SLICE };
