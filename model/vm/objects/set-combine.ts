/**
 * Operations of two sets, or of a set and any iterable: union, intersection, difference and their kin, in CPython's order of insertion.
 *
 * With a set, a dict or a plain sequence on the other side they are algorithms over copies of the tables, written back at the end. Any other iterable is walked
 * by a native, an item at a time, as CPython does.
 * @module
 */
import type { Native, NativeTable, Operations } from '../operations.ts';
import { itemsAtOnce } from '../protocol/collect.ts';
import { pureHash } from '../protocol/hash.ts';
import { getIter } from '../protocol/iteration.ts';
import { given, looping, nextInto, wait } from '../protocol/loop.ts';
import { type Algorithm, type Ask, replay } from '../protocol/replay.ts';
import { EXHAUSTED, Ref, type Result, type Slot, type Value } from '../value.ts';
import {
  addKey,
  copySet,
  discardKey,
  hasKey,
  keyHash,
  likeSet,
  setData,
  setHash,
  tableHash,
  writeTable,
} from './set.ts';
import {
  difference,
  differenceUpdate,
  intersection,
  isDisjoint,
  isSubset,
  isSuperset,
  type Other,
  symmetricDifference,
  symmetricUpdate,
  update,
} from './set-algebra.ts';
import { copyTable, emptyTable, type SetTable, type TableHash } from './set-table.ts';
import { TYPES } from './types.ts';

/** The first three change the receiver and answer None; then come those that answer a new set, then those that answer a bool. */
export type SetOperation =
  | 'update'
  | 'difference_update'
  | 'symmetric_difference_update'
  | 'intersection'
  | 'difference'
  | 'symmetric_difference'
  | 'isdisjoint'
  | 'issubset'
  | 'issuperset';

/** An exact dict's keys with their hashes; undefined for anything else. */
function dictKeys(vm: Operations, v: Slot): [Value, TableHash][] | undefined {
  const data = v instanceof Ref ? vm.read(v) : null;
  if (data?.kind !== 'dict' || data.cls !== TYPES.dict) return undefined;
  return data.keys.flatMap((key, i): [Value, TableHash][] => {
    if (key === undefined) return [];
    const hash = pureHash(vm, key) ?? data.hashes?.[i] ?? 0;
    return [[key, tableHash(vm, hash)]];
  });
}

function otherOf(vm: Operations, inputs: readonly Slot[], vars: { readonly items?: unknown }): Other {
  if (vars.items === true) return { items: inputs.slice(1) as Value[] };
  const ref = inputs[1] as Ref;
  const dict = dictKeys(vm, ref);
  return dict === undefined ? { table: setData(vm, ref) } : { dict };
}

/** Inputs: set, and a set or a dict; or set, items. Vars: op, items (which of the two). */
export const SET_COMBINE: Algorithm = {
  name: 'set_combine',
  run(vm, inputs, vars, ask) {
    const ref = inputs[0] as Ref;
    const self = setData(vm, ref);
    const other = otherOf(vm, inputs, vars);
    const change = (run: (vm: Operations, table: SetTable, other: Other, ask: Ask) => void): null => {
      const table = copyTable(self);
      run(vm, table, other, ask);
      writeTable(vm, ref, table);
      return null;
    };
    const make = (table: SetTable): Ref => likeSet(vm, ref, table);
    switch (vars['op'] as SetOperation) {
      case 'update':
        return change(update);
      case 'difference_update':
        return change(differenceUpdate);
      case 'symmetric_difference_update':
        return change(symmetricUpdate);
      case 'intersection':
        return make(intersection(vm, self, other, ask));
      case 'difference':
        return make(difference(vm, self, other, ask));
      case 'symmetric_difference':
        return make(symmetricDifference(vm, self, other, ask));
      case 'isdisjoint':
        return isDisjoint(vm, self, other, ask);
      case 'issubset':
        return other.table === undefined
          ? intersection(vm, self, other, ask).used === self.used
          : isSubset(vm, self, other.table, ask);
      case 'issuperset':
        return isSuperset(vm, self, other, ask);
    }
  },
};

/** Builtin containers that are walked at once; their iteration has no effects. */
const PLAIN: ReadonlySet<string> = new Set([
  'list',
  'tuple',
  'range',
  'bytes',
  'dict_keys',
  'dict_values',
  'dict_items',
]);

function plainItems(vm: Operations, v: Value): Value[] | undefined {
  if (v instanceof Ref) {
    const data = vm.read(v);
    if (!PLAIN.has(data.kind === 'record' ? data.type : data.kind)) return undefined;
  }
  return itemsAtOnce(vm, v);
}

/** `self OP other` with any iterable on the other side. */
export function combine(vm: Operations, op: SetOperation, self: Ref, other: Value): Result {
  const data = other instanceof Ref ? vm.read(other) : null;
  if (other === self) return withItself(vm, op, self);
  if (data?.kind === 'set' || (data?.kind === 'dict' && data.cls === TYPES.dict))
    return replay(vm, SET_COMBINE, [self, other], { op });
  const items = plainItems(vm, other);
  if (items !== undefined) return replay(vm, SET_COMBINE, [self, ...items], { op, items: true });
  return vm.native('set_walk', [self, other, undefined, undefined], { op });
}

function withItself(vm: Operations, op: SetOperation, self: Ref): Result {
  const data = setData(vm, self);
  switch (op) {
    case 'update':
      return null;
    case 'difference_update':
    case 'symmetric_difference_update':
      writeTable(vm, self, emptyTable());
      return null;
    case 'intersection':
      return copySet(vm, self);
    case 'isdisjoint':
      return data.used === 0;
    default:
      return replay(vm, SET_COMBINE, [self, self], { op });
  }
}

/**
 * One item of an iterable. Inputs: set, key, the set made (or undefined). Vars: op. Answers true where the walk ends: everything was found, or the
 * answer is known.
 */
export const SET_STEP: Algorithm = {
  name: 'set_step',
  run(vm, inputs, vars, ask) {
    const [set, key, result] = inputs as readonly [Ref, Value, Ref];
    const hash = vars['op'] === 'intersection' ? setHash(vm, key, ask) : keyHash(vm, key, ask);
    switch (vars['op'] as SetOperation) {
      case 'update':
        addKey(vm, set, key, hash, ask);
        return false;
      case 'difference_update':
        discardKey(vm, set, key, hash, ask);
        return false;
      case 'isdisjoint':
        return hasKey(vm, set, key, hash, ask);
      case 'issuperset':
        return !hasKey(vm, set, key, hash, ask);
      default:
        if (!hasKey(vm, set, key, hash, ask)) return false;
        addKey(vm, result, key, hash, ask);
        return setData(vm, result).used >= setData(vm, set).used;
    }
  },
};

/** What the walk of an operation works on. */
const WALKED: Readonly<Record<SetOperation, SetOperation>> = {
  update: 'update',
  difference_update: 'difference_update',
  difference: 'difference_update',
  symmetric_difference_update: 'update',
  symmetric_difference: 'update',
  intersection: 'intersection',
  issubset: 'intersection',
  isdisjoint: 'isdisjoint',
  issuperset: 'issuperset',
};

/** Slots: set, iterable, the set that is made or changed, iterator. Vars: op. */
const SET_WALK: Native = looping(
  {
    start(vm, self) {
      const set = self.slots[0] as Ref;
      const op = self.vars['op'] as SetOperation;
      if (op === 'difference') self.set(2, copySet(vm, set));
      else if (WALKED[op] === 'intersection' || op.startsWith('symmetric')) self.set(2, likeSet(vm, set, emptyTable()));
      return wait(getIter(vm, self.slots[1] as Value), 'iterator');
    },
    phases: {
      iterator(_vm, self, value) {
        self.set(3, given(value));
        return nextInto(self, 3, 'item');
      },
      item(vm, self, value) {
        const op = self.vars['op'] as SetOperation;
        if (value === EXHAUSTED) return wait(finishWalk(vm, op, self.slots, false), 'done');
        const target = WALKED[op] === 'intersection' ? self.slots[0] : (self.slots[2] ?? self.slots[0]);
        return wait(replay(vm, SET_STEP, [target, value, self.slots[2]], { op: WALKED[op] }), 'stepped');
      },
      stepped(vm, self, value) {
        if (value !== true) return nextInto(self, 3, 'item');
        return wait(finishWalk(vm, self.vars['op'] as SetOperation, self.slots, true), 'done');
      },
      done: (_vm, self, value) => ({ done: GIVES_SET.has(String(self.vars['op'])) ? (self.slots[2] as Value) : value }),
    },
  },
  ['item'],
);
const GIVES_SET: ReadonlySet<string> = new Set(['difference', 'symmetric_difference', 'intersection']);

function finishWalk(vm: Operations, op: SetOperation, slots: readonly Slot[], stopped: boolean): Result {
  const [set, , made] = slots as readonly [Ref, Value, Ref];
  switch (op) {
    case 'update':
    case 'intersection':
      return null;
    case 'difference_update':
      return replay(vm, SET_COMBINE, [set], { op, items: true });
    case 'difference':
      return replay(vm, SET_COMBINE, [made], { op: 'difference_update', items: true });
    case 'issubset':
      return setData(vm, made).used === setData(vm, set).used;
    case 'isdisjoint':
    case 'issuperset':
      return !stopped;
    case 'symmetric_difference_update':
      return combine(vm, op, set, made);
    case 'symmetric_difference':
      return combine(vm, 'symmetric_difference_update', made, set);
  }
}

export const SET_COMBINE_NATIVES: NativeTable = { set_walk: SET_WALK };
