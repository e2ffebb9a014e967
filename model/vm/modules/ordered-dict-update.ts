/**
 * What OrderedDict's constructor, `update` and `|` store (`mutablemapping_update` in Objects/odictobject.c): item by item, through `__setitem__`.
 * @module
 */
import { raise } from '../objects/exceptions.ts';
import { newList } from '../objects/list.ts';
import { newTuple } from '../objects/tuple.ts';
import { TYPES } from '../objects/types.ts';
import type { Keywords, Native, NativeSelf, NativeStep, Operations } from '../operations.ts';
import { getOptionalAttr } from '../protocol/attributes.ts';
import { dictEntries } from '../protocol/dict-table.ts';
import { getItem, setItem } from '../protocol/items.ts';
import { getIter } from '../protocol/iteration.ts';
import { forget, given, looping, nextInto, remember, wait } from '../protocol/loop.ts';
import { EXHAUSTED, Ref, type Result, type Slot, type Value } from '../value.ts';

/** The ordered dict or None, when `other` and then the keywords are in it. */
export function updateOrdered(
  vm: Operations,
  dict: Slot,
  other: Slot,
  keywords: Keywords | null,
  give: boolean,
): Result {
  const pairs = [...(keywords ?? [])].map(([key, value]) => newTuple(vm, [key, value]));
  const named = pairs.length === 0 ? undefined : newList(vm, pairs);
  return vm.native('collections.ordered_update', [dict, other, named], { give });
}

const isExactDict = (vm: Operations, v: Value): v is Ref =>
  v instanceof Ref && [TYPES.dict, TYPES.frozendict].some((cls) => vm.read(v).cls === cls);

/** The keywords come last: they are pairs that nothing else follows. */
function thenKeywords(vm: Operations, self: NativeSelf): NativeStep {
  const [dict, , named] = self.slots;
  if (named === undefined) return { done: self.vars['give'] === true ? (dict as Value) : null };
  self.set(1, named);
  self.set(2, undefined);
  forget(vm, self, 3);
  return wait(getIter(vm, named), 'pairs');
}

/** Slots: the ordered dict, what goes in, a list of keywords, an iterator, then a pair's iterator, its key and value, or a key. Vars: give. */
const UPDATE: Native = looping(
  {
    start(vm, self) {
      const other = self.slots[1];
      if (other === undefined) return thenKeywords(vm, self);
      if (!isExactDict(vm, other)) return wait(getOptionalAttr(vm, other, 'keys'), 'keys');
      const pairs = dictEntries(vm, other).map((pair) => newTuple(vm, pair));
      return wait(getIter(vm, newList(vm, pairs)), 'pairs');
    },
    phases: {
      keys(vm, self, value) {
        if (value !== EXHAUSTED) return wait(vm.call(value, []), 'listed');
        return wait(getOptionalAttr(vm, self.slots[1] as Value, 'items'), 'items');
      },
      listed: (vm, _self, value) => wait(getIter(vm, given(value)), 'keyIterator'),
      keyIterator(vm, self, value) {
        remember(vm, self, given(value));
        return nextInto(self, 3, 'key');
      },
      key(vm, self, value) {
        if (value === EXHAUSTED) return thenKeywords(vm, self);
        remember(vm, self, value);
        return wait(getItem(vm, self.slots[1] as Value, value), 'value');
      },
      value: (vm, self, value) =>
        wait(setItem(vm, self.slots[0] as Value, self.slots[4] as Value, given(value)), 'keyStored'),
      keyStored(vm, self) {
        forget(vm, self, 4);
        return nextInto(self, 3, 'key');
      },
      items: (vm, self, value) =>
        value === EXHAUSTED
          ? wait(getIter(vm, self.slots[1] as Value), 'pairs')
          : wait(vm.call(value, []), 'itemsListed'),
      itemsListed: (vm, _self, value) => wait(getIter(vm, given(value)), 'pairs'),
      pairs(vm, self, value) {
        remember(vm, self, given(value));
        return nextInto(self, 3, 'pair');
      },
      pair: (vm, self, value) =>
        value === EXHAUSTED ? thenKeywords(vm, self) : wait(getIter(vm, value), 'pairIterator'),
      pairIterator(vm, self, value) {
        remember(vm, self, given(value));
        return nextInto(self, 4, 'first');
      },
      first(vm, self, value) {
        if (value === EXHAUSTED) throw raise(vm, 'ValueError', 'need more than 0 values to unpack');
        remember(vm, self, value);
        return nextInto(self, 4, 'second');
      },
      second(vm, self, value) {
        if (value === EXHAUSTED) throw raise(vm, 'ValueError', 'need more than 1 value to unpack');
        remember(vm, self, value);
        return nextInto(self, 4, 'third');
      },
      third(vm, self, value) {
        if (value !== EXHAUSTED) throw raise(vm, 'ValueError', 'too many values to unpack (expected 2)');
        const [dict, , , , , key, item] = self.slots as readonly Value[];
        return wait(setItem(vm, dict as Value, key as Value, item as Value), 'pairStored');
      },
      pairStored(vm, self) {
        forget(vm, self, 4);
        return nextInto(self, 3, 'pair');
      },
    },
  },
  ['key', 'pair', 'first', 'second', 'third'],
);

export const ORDERED_DICT_UPDATE_NATIVES = { 'collections.ordered_update': UPDATE };
