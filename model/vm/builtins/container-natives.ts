/**
 * Natives behind `set.update`, `dict.update` and the constructors: sets and dicts take in iterables and mappings.
 * @module
 */
import { raise } from '../objects/exceptions.ts';
import { addKey, keyHash } from '../objects/set.ts';
import type { Native, NativeTable, Operations } from '../operations.ts';
import { getAttr, getOptionalAttr } from '../protocol/attributes.ts';
import { sequenceFast, sequenceItems } from '../protocol/collect.ts';
import { dictSet } from '../protocol/dict-table.ts';
import { getItem } from '../protocol/items.ts';
import { getIter } from '../protocol/iteration.ts';
import { given, looping, nextInto, remember, wait } from '../protocol/loop.ts';
import { TEXTS } from '../protocol/messages.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';
import { EXHAUSTED, type Exhausted, type Ref, type Result, type Value } from '../value.ts';

/** Adds a member. Inputs: set, key. */
export const SET_ADD: Algorithm = {
  name: 'set_add',
  run: (vm, inputs, _vars, ask) => {
    const [set, key] = inputs as readonly [Ref, Value];
    addKey(vm, set, key, keyHash(vm, key, ask), ask);
    return null;
  },
};
const addTo = (vm: Operations, set: Ref, key: Value): Result => replay(vm, SET_ADD, [set, key]);

/** Adds what an iterable gives. Slots: set, iterable, iterator. Delivers None. Vars: give (deliver the set). */
const SET_EXTEND: Native = looping(
  {
    start: (vm, self) => wait(getIter(vm, self.slots[1] as Value), 'iterator'),
    phases: {
      iterator: (vm, self, value) => {
        remember(vm, self, given(value));
        return nextInto(self, 2, 'item');
      },
      item: (vm, self, value: Value | Exhausted) => {
        const set = self.slots[0] as Ref;
        if (value === EXHAUSTED) return { done: self.vars['give'] === true ? set : null };
        return wait(addTo(vm, set, value), 'added');
      },
      added: (_vm, self) => nextInto(self, 2, 'item'),
    },
  },
  ['item'],
);

// dict_update. Slots: dict, other, iterator of keys or pairs, current key. Vars: next (pair number).

const DICT_UPDATE: Native = looping(
  {
    start: (vm, self) => wait(getOptionalAttr(vm, self.slots[1] as Value, 'keys'), 'keys'),
    phases: {
      keys: (vm, self, value) => {
        const other = self.slots[1] as Value;
        if (value === EXHAUSTED) return wait(getIter(vm, other), 'pairs');
        return wait(getAttr(vm, other, 'keys'), 'method');
      },
      method: (vm, self, value) => wait(vm.native('mapping_keys', [self.slots[1], given(value), undefined]), 'listed'),
      listed: (vm, _self, value) => wait(getIter(vm, given(value)), 'keyIterator'),
      keyIterator: (vm, self, value) => {
        remember(vm, self, given(value));
        return nextInto(self, 2, 'key');
      },
      key: (vm, self, value) => {
        if (value === EXHAUSTED) return { done: null };
        vm.splice(self.ref, 'slots', 3, self.slots.length - 3, [value]);
        return wait(getItem(vm, self.slots[1] as Value, value), 'value');
      },
      value: (vm, self, value) =>
        wait(dictSet(vm, self.slots[0] as Ref, self.slots[3] as Value, given(value)), 'keyStored'),
      keyStored: (_vm, self) => nextInto(self, 2, 'key'),
      pairs: (vm, self, value) => {
        remember(vm, self, given(value));
        self.setVars({ ...self.vars, next: 0 });
        return nextInto(self, 2, 'pair');
      },
      pair: (vm, self, value) => {
        if (value === EXHAUSTED) return { done: null };
        const { updateElement, updateElementHidesAll } = TEXTS[vm.version];
        return wait(
          sequenceFast(vm, value, updateElement(Number(self.vars['next'])), updateElementHidesAll),
          'pairItems',
        );
      },
      pairItems: (vm, self, value) => {
        const items = sequenceItems(vm, given(value)) ?? [];
        const next = Number(self.vars['next']);
        if (items.length !== 2) {
          const text = `dictionary update sequence element #${next} has length ${items.length}; 2 is required`;
          throw raise(vm, 'ValueError', text);
        }
        self.setVars({ ...self.vars, next: next + 1 });
        return wait(dictSet(vm, self.slots[0] as Ref, items[0] as Value, items[1] as Value), 'pairStored');
      },
      pairStored: (_vm, self) => nextInto(self, 2, 'pair'),
    },
  },
  ['key', 'pair'],
);

export const CONTAINER_NATIVES: NativeTable = {
  set_extend: SET_EXTEND,
  dict_update: DICT_UPDATE,
};
