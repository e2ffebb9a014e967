/**
 * Set operations, containment and reversal of dict views (Objects/dictobject.c).
 * @module
 */
import type { Builtin, BuiltinTable, Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { equalAsking } from '../protocol/compare.ts';
import { dictData, dictOperation } from '../protocol/dict-table.ts';
import { getIter, newRecord } from '../protocol/iteration.ts';
import { builtinLength } from '../protocol/length.ts';
import { given, looping, nextInto, wait } from '../protocol/loop.ts';
import { contains } from '../protocol/operators.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';
import { EXHAUSTED, type Ref, type Result, type Slot, type Value } from '../value.ts';
import { exactly } from './arguments.ts';
import { entryHash } from './dict-update.ts';
import { asKind } from './payload.ts';
import { receiver } from './receiver.ts';
import { keyHash, sameKey, setOf, tableHash } from './set.ts';
import { combine, type SetOperation } from './set-combine.ts';
import { SET_KEY } from './set-methods.ts';
import { addEntry, emptyTable, lookUp } from './set-table.ts';
import { allocStatic } from './statics.ts';
import { newTuple } from './tuple.ts';
import { TYPES } from './types.ts';

type View = 'dict_keys' | 'dict_values' | 'dict_items';

/** What a missing key gives where None may be a value. */
const ABSENT = allocStatic({ kind: 'record', cls: TYPES.object, type: 'object', slots: [], numbers: [], attrs: null });

function viewType(vm: Operations, v: Slot): 'dict_keys' | 'dict_items' | undefined {
  const data = asKind(vm, v, 'record');
  return data?.type === 'dict_keys' || data?.type === 'dict_items' ? data.type : undefined;
}

function dictOf(vm: Operations, view: Slot): Ref {
  return asKind(vm, view, 'record')?.slots[0] as Ref;
}

const lengthOf = (vm: Operations, view: Slot): number => dictData(vm, dictOf(vm, view)).live;

// view_operate. Slots: left operand, right operand, the set that is made. Vars: op.

const VIEW_OPERATE: Native = {
  start(vm, self) {
    const set = setOf(vm, emptyTable());
    self.set(2, set);
    const left = self.slots[0] as Value;
    const dict = viewType(vm, left) === 'dict_keys' ? dictOf(vm, left) : undefined;
    const source = dict !== undefined && vm.read(dict).cls === TYPES.dict ? dict : left;
    return wait(combine(vm, 'update', set, source), 'made');
  },
  phases: {
    made: (vm, { slots, vars }) =>
      wait(combine(vm, vars['op'] as SetOperation, slots[2] as Ref, slots[1] as Value), 'combined'),
    combined: (_vm, { slots }) => ({ done: slots[2] as Value }),
  },
};

// view_intersect. Slots: the view, the other, the set that is made, iterator of the other, the key.

const VIEW_INTERSECT: Native = looping(
  {
    start(vm, self) {
      self.set(2, setOf(vm, emptyTable()));
      return wait(getIter(vm, self.slots[1] as Value), 'iterator');
    },
    phases: {
      iterator(_vm, self, value) {
        self.set(3, given(value));
        return nextInto(self, 3, 'item');
      },
      item(vm, self, value) {
        if (value === EXHAUSTED) return { done: self.slots[2] as Value };
        self.set(4, value);
        return wait(contains(vm, self.slots[0] as Value, value), 'found');
      },
      found(vm, self, value) {
        if (value !== true) return nextInto(self, 3, 'item');
        return wait(replay(vm, SET_KEY, [self.slots[2], self.slots[4]], { op: 'add' }), 'added');
      },
      added: (_vm, self) => nextInto(self, 3, 'item'),
    },
  },
  ['item'],
);

function intersect(vm: Operations, a: Value, b: Value): Result {
  let [view, other] = viewType(vm, a) === undefined ? [b, a] : [a, b];
  const set = asKind(vm, other, 'set');
  if (set !== undefined && set.cls === TYPES.set && lengthOf(vm, view) <= set.used)
    return combine(vm, 'intersection', other as Ref, view);
  if (viewType(vm, other) !== undefined && lengthOf(vm, other) > lengthOf(vm, view)) [view, other] = [other, view];
  return vm.native('view_intersect', [view, other, undefined, undefined, undefined]);
}

/** `dictitems_xor`. Inputs: the two dicts. */
export const ITEMS_XOR: Algorithm = {
  name: 'items_xor',
  run(vm, inputs, _vars, ask) {
    const [d1, d2] = inputs.map((dict) => dictData(vm, dict as Ref));
    const same = sameKey(vm, ask);
    const result = emptyTable();
    const add = (key: Value, value: Value): void => {
      const pair = newTuple(vm, [key, value]);
      addEntry(result, pair, keyHash(vm, pair, ask), same);
    };
    const first = emptyTable();
    const values = new Map<Value, Value>();
    d1?.keys.forEach((key, i) => {
      if (key === undefined) return;
      addEntry(first, key, tableHash(vm, entryHash(vm, d1, i)), same);
      values.set(key, d1.values[i] as Value);
    });
    d2?.keys.forEach((key, i) => {
      if (key === undefined) return;
      const value = d2.values[i] as Value;
      const { found, index } = lookUp(first, key, tableHash(vm, entryHash(vm, d2, i)), same);
      const own = found ? (first.slots[index] as Value) : undefined;
      if (own !== undefined && values.has(own) && equalAsking(vm, values.get(own) as Value, value, ask))
        values.delete(own);
      else add(key, value);
    });
    for (const [key, value] of values) add(key, value);
    return setOf(vm, result);
  },
};

const operations: Readonly<Record<string, SetOperation>> = {
  sub: 'difference_update',
  xor: 'symmetric_difference_update',
  or: 'update',
};

function operate(vm: Operations, name: string, a: Slot, b: Slot): Result {
  if (name === 'and') return intersect(vm, a as Value, b as Value);
  if (name === 'xor' && viewType(vm, a) === 'dict_items' && viewType(vm, b) === 'dict_items')
    return replay(vm, ITEMS_XOR, [dictOf(vm, a), dictOf(vm, b)]);
  return vm.native('view_operate', [a, b, undefined], { op: operations[name] as SetOperation });
}

// view_disjoint. Slots: the view (or what it was swapped with), the other, iterator of the other.

const VIEW_DISJOINT: Native = looping(
  {
    start: (vm, self) => wait(getIter(vm, self.slots[1] as Value), 'iterator'),
    phases: {
      iterator(_vm, self, value) {
        self.set(2, given(value));
        return nextInto(self, 2, 'item');
      },
      item(vm, self, value) {
        if (value === EXHAUSTED) return { done: true };
        return wait(contains(vm, self.slots[0] as Value, value), 'found');
      },
      found: (_vm, self, value): NativeStep =>
        value === true ? { done: false } : nextInto(self as NativeSelf, 2, 'item'),
    },
  },
  ['item'],
);

function isDisjoint(vm: Operations, view: Ref, other: Value): Result {
  if (view === other) return lengthOf(vm, view) === 0;
  const sized = asKind(vm, other, 'set') !== undefined || viewType(vm, other) !== undefined;
  const swap = sized && (builtinLength(vm, other) ?? 0) > lengthOf(vm, view);
  return vm.native('view_disjoint', swap ? [other, view, undefined] : [view, other, undefined]);
}

/** `(key, value) in d.items()`. Slots: dict, key, value. */
const ITEMS_CONTAINS: Native = {
  start: (vm, { slots }) => wait(dictOperation(vm, 'getdefault', slots[0] as Ref, slots[1] as Value, ABSENT), 'found'),
  phases: {
    found(vm, { slots }, value) {
      if (value === ABSENT) return { done: false };
      return wait(replay(vm, ITEM_EQUAL, [given(value), slots[2]]), 'compared');
    },
    compared: (_vm, _self, value) => ({ done: value }),
  },
};

/** `PyObject_RichCompareBool` of a stored value and one sought. */
export const ITEM_EQUAL: Algorithm = {
  name: 'item_equal',
  run: (vm, inputs, _vars, ask) => equalAsking(vm, inputs[0] as Value, inputs[1] as Value, ask),
};

const itemsContain: Builtin = (vm, [view, item]) => {
  const pair = asKind(vm, item, 'tuple')?.items;
  if (pair === undefined || pair.length !== 2) return false;
  return vm.native('items_contains', [dictOf(vm, view), pair[0], pair[1]]);
};

const REVERSED = {
  dict_keys: 'dict_reversekeyiterator',
  dict_values: 'dict_reversevalueiterator',
  dict_items: 'dict_reverseitemiterator',
} as const;

function methods(type: View): BuiltinTable {
  const table: Record<string, Builtin> = {
    [`${type}.__reversed__`](vm, [v]) {
      const { slots } = receiver(vm, 'record', type, '__reversed__', v).data;
      const { live } = dictData(vm, slots[0] as Ref);
      return newRecord(vm, REVERSED[type], [slots[0]], [0, live, live]);
    },
  };
  if (type === 'dict_values') return table;
  table[`${type}.isdisjoint`] = (vm, [v, ...args]) => {
    const { ref } = receiver(vm, 'record', type, 'isdisjoint', v);
    exactly(vm, `${type}.isdisjoint`, args, 1);
    return isDisjoint(vm, ref, args[0] as Value);
  };
  for (const name of ['sub', 'and', 'xor', 'or']) {
    table[`${type}.__${name}__`] = (vm, [a, b]) => operate(vm, name, a, b);
    table[`${type}.__r${name}__`] = (vm, [a, b]) => operate(vm, name, b, a);
  }
  return table;
}

export const DICT_VIEW_METHODS: BuiltinTable = {
  ...methods('dict_keys'),
  ...methods('dict_values'),
  ...methods('dict_items'),
  'dict_items.__contains__': itemsContain,
};

export const DICT_VIEW_NATIVES: NativeTable = {
  view_operate: VIEW_OPERATE,
  view_intersect: VIEW_INTERSECT,
  view_disjoint: VIEW_DISJOINT,
  items_contains: ITEMS_CONTAINS,
};
