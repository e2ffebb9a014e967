/**
 * Methods and operators of set and frozenset that take other sets or iterables.
 * @module
 */
import type { Builtin, BuiltinTable, Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { wait } from '../protocol/loop.ts';
import type { Ref, Result, Slot, Value } from '../value.ts';
import { exactly, noKeywords } from './arguments.ts';
import { asKind } from './payload.ts';
import { copySet, setData, writeTable } from './set.ts';
import { combine, type SetOperation } from './set-combine.ts';
import { setSelf } from './set-methods.ts';
import { copyTable } from './set-table.ts';
import { NotImplemented } from './types.ts';

type SetType = 'set' | 'frozenset';

/** One step of an operation with several others. */
interface Fold {
  /** With the first of them, and with each further one. */
  readonly first: SetOperation;
  readonly rest: SetOperation;
}
const FOLDS: Readonly<Record<string, Fold>> = {
  union: { first: 'update', rest: 'update' },
  update: { first: 'update', rest: 'update' },
  difference: { first: 'difference', rest: 'difference_update' },
  difference_update: { first: 'difference_update', rest: 'difference_update' },
  intersection: { first: 'intersection', rest: 'intersection' },
  intersection_update: { first: 'intersection', rest: 'intersection' },
};

// set_fold. Slots: the receiver, the set that is worked on, the others. Vars: name, next.

function foldNext(vm: Operations, self: NativeSelf): NativeStep {
  const name = String(self.vars['name']);
  const next = Number(self.vars['next']);
  const [set, current] = self.slots as readonly [Ref, Ref];
  const other = self.slots[2 + next];
  if (other === undefined) return { done: folded(vm, name, set, current) };
  self.setVars({ name, next: next + 1 });
  if (name === 'union' && other === set) return foldNext(vm, self);
  const { first, rest } = FOLDS[name] as Fold;
  return wait(combine(vm, next === 0 ? first : rest, current, other), 'combined');
}

function folded(vm: Operations, name: string, set: Ref, current: Ref): Value {
  if (name === 'intersection_update') {
    writeTable(vm, set, copyTable(setData(vm, current)));
    return null;
  }
  return name.endsWith('update') ? null : current;
}

const SET_FOLD: Native = {
  start: foldNext,
  phases: {
    combined(vm, self, value) {
      if (value !== null) self.set(1, value as Value);
      return foldNext(vm, self);
    },
  },
};

/** Makes the result another one than the operation's. Slots: set, other, result. Vars: op. */
const SET_GIVE: Native = {
  start: (vm, { slots, vars }) =>
    wait(combine(vm, vars['op'] as SetOperation, slots[0] as Ref, slots[1] as Value), 'combined'),
  phases: { combined: (_vm, { slots }) => ({ done: slots[2] as Value }) },
};

/** Replaces a set's table by the intersection. Slots: set, other. */
const SET_KEEP: Native = {
  start: (vm, { slots }) => wait(combine(vm, 'intersection', slots[0] as Ref, slots[1] as Value), 'combined'),
  phases: {
    combined(vm, { slots }, value) {
      writeTable(vm, slots[0] as Ref, copyTable(setData(vm, value as Ref)));
      return { done: slots[0] as Value };
    },
  },
};

export const SET_OPERATOR_NATIVES: NativeTable = { set_fold: SET_FOLD, set_give: SET_GIVE, set_keep: SET_KEEP };

/** A method that takes any number of others. */
function foldMethod(type: SetType, name: string): Builtin {
  return (vm, [v, ...args], keywords) => {
    const { ref } = setSelf(vm, type, name, v);
    noKeywords(vm, `${type}.${name}`, keywords);
    const copies = name === 'union' || (args.length === 0 && FOLDS[name]?.first === name && !name.endsWith('update'));
    return vm.native('set_fold', [ref, copies ? copySet(vm, ref) : ref, ...args], { name, next: 0 });
  };
}

/** A method of one other. */
function oneMethod(type: SetType, name: SetOperation): Builtin {
  return (vm, [v, ...args], keywords) => {
    const { ref } = setSelf(vm, type, name, v);
    noKeywords(vm, `${type}.${name}`, keywords);
    exactly(vm, `${type}.${name}`, args, 1);
    return combine(vm, name, ref, args[0] as Value);
  };
}

const isSet = (vm: Operations, v: Slot): v is Ref => asKind(vm, v, 'set') !== undefined;

/** `a OP b` on two sets; NotImplemented for anything else. */
function operate(vm: Operations, op: '|' | SetOperation, a: Slot, b: Slot): Result {
  if (!isSet(vm, a) || !isSet(vm, b)) return NotImplemented;
  if (op !== '|') return combine(vm, op, a, b);
  const copy = copySet(vm, a);
  if (a === b) return copy;
  return vm.native('set_give', [copy, b, copy], { op: 'update' });
}

/** `a OP= b`: a itself, changed. */
function operateInPlace(vm: Operations, op: SetOperation, a: Slot, b: Slot): Result {
  if (!isSet(vm, a) || !isSet(vm, b)) return NotImplemented;
  return op === 'intersection' ? vm.native('set_keep', [a, b]) : vm.native('set_give', [a, b, a], { op });
}

const OPERATORS: Readonly<Record<string, '|' | SetOperation>> = {
  sub: 'difference',
  and: 'intersection',
  xor: 'symmetric_difference',
  or: '|',
};
const IN_PLACE: Readonly<Record<string, SetOperation>> = {
  isub: 'difference_update',
  iand: 'intersection',
  ixor: 'symmetric_difference_update',
  ior: 'update',
};

function methods(type: SetType): BuiltinTable {
  const table: Record<string, Builtin> = {};
  const names = type === 'set' ? Object.keys(FOLDS) : ['union', 'difference', 'intersection'];
  for (const name of names) table[`${type}.${name}`] = foldMethod(type, name);
  for (const name of ['symmetric_difference', 'isdisjoint', 'issubset', 'issuperset'] as const)
    table[`${type}.${name}`] = oneMethod(type, name);
  for (const [name, op] of Object.entries(OPERATORS)) {
    table[`${type}.__${name}__`] = (vm, [a, b]) => operate(vm, op, a, b);
    table[`${type}.__r${name}__`] = (vm, [a, b]) => operate(vm, op, b, a);
  }
  return table;
}

export const SET_OPERATORS: BuiltinTable = {
  ...methods('set'),
  ...methods('frozenset'),
  'set.symmetric_difference_update': oneMethod('set', 'symmetric_difference_update'),
  ...Object.fromEntries(
    Object.entries(IN_PLACE).map(([name, op]): [string, Builtin] => [
      `set.__${name}__`,
      (vm, [a, b]) => operateInPlace(vm, op, a, b),
    ]),
  ),
};
