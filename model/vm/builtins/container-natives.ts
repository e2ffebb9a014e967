/**
 * Natives behind the instructions that build containers: BUILD_SET, SET_UPDATE, BUILD_MAP, DICT_UPDATE, DICT_MERGE, LIST_EXTEND; and of
 * `set` and `dict` methods that take iterables.
 * @module
 */
import { exceptionMatches, raise } from '../objects/exceptions.ts';
import { asStr } from '../objects/payload.ts';
import { addKey, setHash } from '../objects/set.ts';
import { TYPES, typeName } from '../objects/types.ts';
import type { Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { EXHAUSTED, type Exhausted, Ref, type Result, type Value } from '../value.ts';
import { callMethod, getOptionalAttr } from '../protocol/attributes.ts';
import { COLLECT_NATIVES, itemsAtOnce, toList } from '../protocol/collect.ts';
import { dictEntries, dictFind, dictSet } from '../protocol/dict-table.ts';
import { getItem } from '../protocol/items.ts';
import { getIter, isIterable } from '../protocol/iteration.ts';
import { given, looping, nextInto, remember, wait } from '../protocol/loop.ts';
import { TEXTS } from '../protocol/messages.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';

/** Adds a member. Inputs: set, key. */
export const SET_ADD: Algorithm = {
  name: 'set_add',
  run: (vm, inputs, _vars, ask) => {
    const [set, key] = inputs as readonly [Ref, Value];
    addKey(vm, set, key, setHash(vm, key, ask), ask);
    return null;
  },
};
const addTo = (vm: Operations, set: Ref, key: Value): Result => replay(vm, SET_ADD, [set, key]);

/** Adds known items one after the other. Slots: set, items. Vars: next. Delivers the set. */
const SET_BUILD: Native = { start: addNext, phases: { added: addNext } };

function addNext(vm: Operations, self: NativeSelf): NativeStep {
  const i = Number(self.vars['next'] ?? 1);
  const set = self.slots[0] as Ref;
  if (i >= self.slots.length) return { done: set };
  self.setVars({ ...self.vars, next: i + 1 });
  return wait(addTo(vm, set, self.slots[i] as Value), 'added');
}

/** Adds what an iterable gives. Slots: set, iterable, iterator. Delivers None. Vars: give (deliver the set). */
const SET_UPDATE: Native = looping(
  {
    start: (vm, self) => wait(getIter(vm, self.slots[1] as Value), 'iterator'),
    phases: {
      iterator: (vm, self, value) => {
        remember(vm, self, given(value));
        return nextInto(vm, self, 2, 'item');
      },
      item: (vm, self, value: Value | Exhausted) => {
        const set = self.slots[0] as Ref;
        if (value === EXHAUSTED) return { done: self.vars['give'] === true ? set : null };
        return wait(addTo(vm, set, value), 'added');
      },
      added: (vm, self) => nextInto(vm, self, 2, 'item'),
    },
  },
  ['item'],
);

/** Slots: dict, key, value, key, value … Vars: next. Delivers the dict. */
const DICT_BUILD: Native = { start: storeNext, phases: { stored: storeNext } };

function storeNext(vm: Operations, self: NativeSelf): NativeStep {
  const i = Number(self.vars['next'] ?? 1);
  const dict = self.slots[0] as Ref;
  if (i >= self.slots.length) return { done: dict };
  self.setVars({ ...self.vars, next: i + 2 });
  return wait(dictSet(vm, dict, self.slots[i] as Value, self.slots[i + 1] as Value), 'stored');
}

// dict.update. Slots: dict, other, iterator of keys or pairs, current key. Vars: next (pair
// number), callable (DICT_MERGE: keys must be new strings), star (`{**v}`: only mappings).

function storeMapping(vm: Operations, self: NativeSelf): NativeStep | undefined {
  const other = self.slots[1];
  const data = other instanceof Ref ? vm.read(other) : null;
  if (data?.kind !== 'dict') return undefined;
  const entries = dictEntries(vm, other as Ref);
  const { callable } = self.vars;
  if (typeof callable === 'string') for (const [key] of entries) checkKeyword(vm, self, key);
  return wait(vm.native('dict.build', [self.slots[0], ...entries.flat()]), 'done');
}

function checkKeyword(vm: Operations, self: NativeSelf, key: Value): void {
  const { callable } = self.vars;
  if (typeof callable !== 'string') return;
  const name = asStr(vm, key);
  if (name === undefined) throw raise(vm, 'TypeError', 'keywords must be strings');
  if (dictFind(vm, self.slots[0] as Ref, key) !== -1) {
    throw raise(vm, 'TypeError', `${callable} got multiple values for keyword argument '${name}'`);
  }
}

const DICT_UPDATE: Native = looping(
  {
    start: (vm, self) => {
      const direct = storeMapping(vm, self);
      if (direct !== undefined) return direct;
      return wait(getOptionalAttr(vm, self.slots[1] as Value, 'keys'), 'keys');
    },
    phases: {
      done: () => ({ done: null }),
      keys: (vm, self, value) => {
        const other = self.slots[1] as Value;
        if (value !== EXHAUSTED) return wait(callMethod(vm, other, 'keys', []), 'keyed');
        const { callable } = self.vars;
        if (typeof callable === 'string') throw raise(vm, 'TypeError', mergeText(vm, callable, other));
        if (self.vars['star'] === true)
          throw raise(vm, 'TypeError', `'${typeName(vm, other)}' object is not a mapping`);
        return wait(getIter(vm, other), 'pairs');
      },
      keyed: (vm, _self, value) => wait(getIter(vm, given(value)), 'keyIterator'),
      keyIterator: (vm, self, value) => {
        remember(vm, self, given(value));
        return nextInto(vm, self, 2, 'key');
      },
      key: (vm, self, value) => {
        if (value === EXHAUSTED) return { done: null };
        checkKeyword(vm, self, value);
        vm.splice(self.ref, 'slots', 3, self.slots.length - 3, [value]);
        return wait(getItem(vm, self.slots[1] as Value, value), 'value');
      },
      value: (vm, self, value) =>
        wait(dictSet(vm, self.slots[0] as Ref, self.slots[3] as Value, given(value)), 'keyStored'),
      keyStored: (vm, self) => nextInto(vm, self, 2, 'key'),
      pairs: (vm, self, value) => {
        remember(vm, self, given(value));
        self.setVars({ ...self.vars, next: 0 });
        return nextInto(vm, self, 2, 'pair');
      },
      pair: (vm, self, value) => {
        if (value === EXHAUSTED) return { done: null };
        if (!isIterable(vm, value)) {
          throw raise(vm, 'TypeError', TEXTS[vm.version].updateElement(Number(self.vars['next'])));
        }
        return wait(toList(vm, value), 'pairItems');
      },
      pairItems: (vm, self, value) => {
        const items = itemsAtOnce(vm, given(value)) ?? [];
        const next = Number(self.vars['next']);
        if (items.length !== 2) {
          const text = `dictionary update sequence element #${next} has length ${items.length}; 2 is required`;
          throw raise(vm, 'ValueError', text);
        }
        self.setVars({ ...self.vars, next: next + 1 });
        return wait(dictSet(vm, self.slots[0] as Ref, items[0] as Value, items[1] as Value), 'pairStored');
      },
      pairStored: (vm, self) => nextInto(vm, self, 2, 'pair'),
    },
  },
  ['key', 'pair'],
);

function mergeText(vm: Operations, callable: string, other: Value): string {
  return TEXTS[vm.version].mergeType(callable, typeName(vm, other));
}

/** `[*v]`: with its own message for what is not iterable. Slots: list, iterable. */
const EXTEND_STAR: Native = {
  start: (vm, self) => wait(vm.native('list_extend', self.slots), 'done'),
  phases: { done: () => ({ done: null }) },
  caught: (vm, self, exception, phase) => {
    const iterable = self.slots[1] as Value;
    if (phase !== 'start' || isIterable(vm, iterable) || !exceptionMatches(vm, exception, TYPES.TypeError))
      return undefined;
    throw raise(vm, 'TypeError', `Value after * must be an iterable, not ${typeName(vm, iterable)}`);
  },
};

export const CONTAINER_NATIVES: NativeTable = {
  'set.build': SET_BUILD,
  'set.add': {
    start: (vm, self) => wait(addTo(vm, self.slots[0] as Ref, self.slots[1] as Value), 'added'),
    phases: { added: () => ({ done: null }) },
  },
  'set.update': SET_UPDATE,
  'dict.build': DICT_BUILD,
  'dict.update': DICT_UPDATE,
  'dict.updateStar': {
    ...DICT_UPDATE,
    start: (vm, self) => {
      self.setVars({ ...self.vars, star: true });
      return DICT_UPDATE.start(vm, self, null);
    },
  },
  'dict.merge': DICT_UPDATE,
  'list.extendStar': EXTEND_STAR,
  'sequence.tuple': COLLECT_NATIVES['to_tuple'] as Native,
};
