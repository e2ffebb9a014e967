/**
 * `int | str`, and the constructors of the singletons' types.
 * @module
 */

import { inTyping } from '../modules/typing-call.ts';
import type { Builtin, BuiltinTable, Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { equalAsking } from '../protocol/compare.ts';
import { newDict } from '../protocol/dict-table.ts';
import { newRecord } from '../protocol/iteration.ts';
import { given, wait } from '../protocol/loop.ts';
import { binaryOp } from '../protocol/operators.ts';
import { type Algorithm, type Ask, replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { repr } from '../protocol/text.ts';
import { PyRaise, type Result, type Slot, type Value } from '../value.ts';
import { exceptionMatches, raise } from './exceptions.ts';
import { ALIAS_ALGORITHMS, ALIAS_BUILTINS, ALIAS_NATIVES, classGetItem, PARAMETERS_OF } from './generic-alias.ts';
import { asKind } from './payload.ts';
import { sameKey, setHash, setOf } from './set.ts';
import { addEntry, emptyTable, lookUp, type TableHash } from './set-table.ts';
import { newTuple } from './tuple.ts';
import { isParameter, substituteAsking } from './type-parameters.ts';
import { Ellipsis, isType, NotImplemented, TYPES } from './types.ts';

/** What `|` takes for a type besides classes and None (`is_unionable`). */
const UNIONABLE: ReadonlySet<string> = new Set(['GenericAlias', 'TypeAliasType', 'UnionType', 'sentinel']);

function isUnionable(vm: Operations, v: Slot): boolean {
  return v === null || isType(vm, v) || UNIONABLE.has(asKind(vm, v, 'record')?.type ?? '');
}

/** The alternatives that a member of a union stands for. */
function alternatives(vm: Operations, v: Value): readonly Value[] {
  if (v === null) return [TYPES.NoneType];
  const data = asKind(vm, v, 'record');
  return data?.type === 'UnionType' ? unionArgs(vm, v) : [v];
}

const unionArgs = (vm: Operations, v: Slot): readonly Value[] =>
  asKind(vm, asKind(vm, v, 'record')?.slots[0], 'tuple')?.items ?? [];

/** Each alternative once: only aliases are compared by what they are made of. */
function differentAsking(vm: Operations, all: readonly Value[], ask: Ask): Value[] {
  const found: Value[] = [];
  for (const v of all) {
    const same = (w: Value): boolean => v === w || (isAlias(vm, v) && isAlias(vm, w) && equalAsking(vm, v, w, ask));
    if (!found.some(same)) found.push(v);
  }
  return found;
}

const isAlias = (vm: Operations, v: Value): boolean => asKind(vm, v, 'record')?.type === 'GenericAlias';

/** A hash, or undefined for what has none. */
function hashIfAny(vm: Operations, v: Value, ask: Ask): TableHash | undefined {
  try {
    return setHash(vm, v, ask);
  } catch (e) {
    if (e instanceof PyRaise && exceptionMatches(vm, e.exception, TYPES.TypeError)) return undefined;
    throw e;
  }
}

/** `unions_add`, 3.14+: a set tells what is there, and a list of what has no hash. Slots of the union: members, those of the set, the others. */
function gatherAsking(vm: Operations, all: readonly Value[], ask: Ask): Value {
  const [args, others]: [Value[], Value[]] = [[], []];
  const table = emptyTable();
  const same = sameKey(vm, ask);
  for (const v of all) {
    if (hashIfAny(vm, v, ask) === undefined) {
      if (others.some((other) => equalAsking(vm, other, v, ask))) continue;
      others.push(v);
    } else {
      if (lookUp(table, v, setHash(vm, v, ask), same).found) continue;
      addEntry(table, v, setHash(vm, v, ask), same);
    }
    args.push(v);
  }
  if (args.length === 1) return args[0] as Value;
  const hashable = setOf(vm, table, TYPES.frozenset, true);
  return newRecord(vm, 'UnionType', [newTuple(vm, args), hashable, newTuple(vm, others)]);
}

/** `make_union`. Inputs: the members. */
const UNION: Algorithm = {
  name: 'union',
  run: (vm, inputs, _vars, ask) => {
    const all = (inputs as readonly Value[]).flatMap((v) => alternatives(vm, v));
    if (ROWS[vm.version].unionIsTypings) return gatherAsking(vm, all, ask);
    const distinct = differentAsking(vm, all, ask);
    return distinct.length === 1 ? (distinct[0] as Value) : newRecord(vm, 'UnionType', [newTuple(vm, distinct)]);
  },
};

/** `_Py_union_type_or`. */
function union(vm: Operations, a: Slot, b: Slot): Result {
  if (!isUnionable(vm, a) || !isUnionable(vm, b)) return NotImplemented;
  return replay(vm, UNION, [a, b]);
}

/** `_Py_union_from_tuple`: members that are no types for `|` are `typing`'s to judge. Slots: members. Vars: at. */
const UNION_OF: Native = {
  start: (vm, self) => judged(vm, self, self.slots, 0),
  phases: {
    judged: (vm, self, value) => {
      const at = Number(self.vars['at']);
      self.set(at, given(value));
      return judged(vm, self, self.slots.with(at, given(value)), at + 1);
    },
    made: (_vm, _self, value) => ({ done: given(value) }),
  },
};

function judged(vm: Operations, self: NativeSelf, slots: readonly Slot[], from: number): NativeStep {
  const at = slots.findIndex((v, i) => i >= from && !isUnionable(vm, v) && !isParameter(vm, v));
  if (at < 0) return wait(replay(vm, UNION, slots), 'made');
  self.setVars({ at });
  const message = 'Union[arg, ...]: each arg must be a type.';
  return wait(inTyping(vm, '_type_check', [slots[at], message]), 'judged');
}

/** `make_union` of a type variable: before 3.14 `typing.Union[…]`. */
export function unionOf(vm: Operations, members: readonly Slot[]): Result {
  return ROWS[vm.version].unionIsTypings ? vm.native('union_of', members) : inTyping(vm, '_make_union', members);
}

/** `union[…]`, which substitutes type variables. Slots: union, what it is subscripted with. */
const UNION_ITEM: Native = {
  start: (vm, { slots }) => wait(replay(vm, UNION_ARGS, slots), 'arguments'),
  phases: {
    arguments: (vm, self, value) => {
      const [first, ...others] = asKind(vm, given(value), 'tuple')?.items ?? [];
      if (ROWS[vm.version].unionIsTypings) return wait(vm.native('union_of', [first, ...others]), 'made');
      vm.splice(self.ref, 'slots', 0, 2, others);
      return joined(vm, others, first as Value);
    },
    joined: (vm, self, value) => {
      const others = self.slots.slice(1) as Value[];
      vm.splice(self.ref, 'slots', 0, 1, []);
      return joined(vm, others, given(value));
    },
    made: (_vm, _self, value) => ({ done: given(value) }),
  },
};

function joined(vm: Operations, others: readonly Value[], so: Value): NativeStep {
  const [next] = others;
  return next === undefined ? { done: so } : wait(binaryOp(vm, '|', so, next), 'joined');
}

const UNION_ARGS: Algorithm = {
  name: 'union_arguments',
  run: (vm, inputs, _vars, ask) => {
    const [self, item] = inputs as readonly [Value, Value];
    return newTuple(vm, [...substituteAsking(vm, self, unionArgs(vm, self), item, ask)]);
  },
};

/** `type(None)()` and its kin give the one instance. */
function singleton(name: string, value: Value): Builtin {
  return (vm, [, ...args], keywords) => {
    if (args.length > 0 || (keywords !== null && keywords.size > 0))
      throw raise(vm, 'TypeError', `${name} takes no arguments`);
    return value;
  };
}

const or: Builtin = (vm, [a, b]) => union(vm, a, b);
const reversedOr: Builtin = (vm, [a, b]) => union(vm, b, a);

export const UNION_BUILTINS: BuiltinTable = {
  'type.__or__': or,
  'type.__ror__': reversedOr,
  'UnionType.__class_getitem__': (vm, [, key]) => {
    if (!ROWS[vm.version].unionIsTypings) throw raise(vm, 'TypeError', "type 'types.UnionType' is not subscriptable");
    const args = asKind(vm, key, 'tuple')?.items ?? [key as Value];
    if (args.length === 0) throw raise(vm, 'TypeError', 'Cannot take a Union of no types.');
    return vm.native('union_of', args);
  },
  'UnionType.__getitem__': (vm, args) => vm.native('union_item', args),
  'UnionType.__parameters__': (vm, [self]) => replay(vm, PARAMETERS_OF, [asKind(vm, self, 'record')?.slots[0]]),
  'UnionType.__origin__': () => TYPES.UnionType,
  'UnionType.__name__': () => 'Union',
  'UnionType.__qualname__': () => 'Union',
  'UnionType.__mro_entries__': (vm, [self]) => vm.native('union_as_base', [self]),
  'UnionType.__or__': or,
  'UnionType.__ror__': reversedOr,
  ...ALIAS_BUILTINS,
  'sentinel.__or__': or,
  'sentinel.__ror__': reversedOr,
  'GenericAlias.__or__': or,
  'GenericAlias.__ror__': reversedOr,
  'type.__prepare__': (vm) => newDict(vm),
  'NoneType.__new__': singleton('NoneType', null),
  'NotImplementedType.__new__': singleton('NotImplementedType', NotImplemented),
  'ellipsis.__new__': singleton('EllipsisType', Ellipsis),
  'enumerate.__class_getitem__': classGetItem,
  'BaseExceptionGroup.__class_getitem__': classGetItem,
};

/** A union is no base class. Slots: union. */
const UNION_AS_BASE: Native = {
  start: (vm, { slots }) => wait(repr(vm, slots[0] as Value), 'told'),
  phases: {
    told: (vm, _self, value) => {
      throw raise(vm, 'TypeError', `Cannot subclass ${String(given(value))}`);
    },
  },
};

export const UNION_NATIVES: NativeTable = {
  ...ALIAS_NATIVES,
  union_of: UNION_OF,
  union_item: UNION_ITEM,
  union_as_base: UNION_AS_BASE,
};
export const UNION_ALGORITHMS: readonly Algorithm[] = [...ALIAS_ALGORITHMS, UNION, UNION_ARGS];
