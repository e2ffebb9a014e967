/**
 * `int | str`, and the constructors of the singletons' types.
 * @module
 */

import type { DataOf } from '../heap.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { equalAsking } from '../protocol/compare.ts';
import { newDict } from '../protocol/dict-table.ts';
import { newRecord } from '../protocol/iteration.ts';
import { noAnswers } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import type { Slot, Value } from '../value.ts';
import { raise } from './exceptions.ts';
import { aliasCall, classGetItem } from './generic-alias.ts';
import { asKind } from './payload.ts';
import { newTuple } from './tuple.ts';
import { Ellipsis, isType, NotImplemented, TYPES } from './types.ts';

const UNIONABLE: ReadonlySet<string> = new Set([
  'GenericAlias',
  'TypeVar',
  'TypeAliasType',
  'UnionType',
  'sentinel',
  'ParamSpec',
  'TypeVarTuple',
]);

/** The alternatives that an operand of `|` stands for; undefined where it is no type. */
function alternatives(vm: Operations, v: Slot): readonly Value[] | undefined {
  if (v === null) return [TYPES.NoneType];
  if (isType(vm, v)) return [v];
  const data = asKind(vm, v, 'record');
  if (data === undefined || v === undefined || !UNIONABLE.has(data.type)) return undefined;
  return data.type === 'UnionType' ? (asKind(vm, data.slots[0], 'tuple')?.items ?? []) : [v];
}

/** Each alternative once: aliases by what they are made of. */
function different(vm: Operations, all: readonly Value[]): Value[] {
  const same = (a: Value, b: Value): boolean =>
    a === b || (isAlias(vm, a) && isAlias(vm, b) && equalAsking(vm, a, b, noAnswers));
  return all.filter((v, i) => all.findIndex((w) => same(w, v)) === i);
}

const isAlias = (vm: Operations, v: Value): boolean => asKind(vm, v, 'record')?.type === 'GenericAlias';

/** `_Py_union_type_or`. */
function union(vm: Operations, a: Slot, b: Slot): Value {
  const [left, right] = [alternatives(vm, a), alternatives(vm, b)];
  if (left === undefined || right === undefined) return NotImplemented;
  const all = [...left, ...right];
  const distinct = different(vm, all);
  return distinct.length === 1 ? (distinct[0] as Value) : newRecord(vm, 'UnionType', [newTuple(vm, distinct)]);
}

/** `type(None)()` and its kin give the one instance. */
function singleton(name: string, value: Value): Builtin {
  return (vm, [, ...args], keywords) => {
    if (args.length > 0 || (keywords !== null && keywords.size > 0))
      throw raise(vm, 'TypeError', `${name} takes no arguments`);
    return value;
  };
}

/** The type variables among type arguments, each once. */
function parametersOf(vm: Operations, args: Slot): Value[] {
  const found = (asKind(vm, args, 'tuple')?.items ?? []).flatMap((v) => {
    const data = asKind(vm, v, 'record');
    if (data?.type === 'GenericAlias') return parametersOf(vm, data.slots[1]);
    return data !== undefined && TYPE_PARAMETERS.has(data.type) ? [v] : [];
  });
  return found.filter((v, i) => found.indexOf(v) === i);
}
const TYPE_PARAMETERS: ReadonlySet<string> = new Set(['TypeVar', 'ParamSpec', 'TypeVarTuple']);

const or: Builtin = (vm, [a, b]) => union(vm, a, b);
const reversedOr: Builtin = (vm, [a, b]) => union(vm, b, a);

export const UNION_BUILTINS: BuiltinTable = {
  'type.__or__': or,
  'type.__ror__': reversedOr,
  'UnionType.__class_getitem__': (vm, [cls, key]) => {
    if (!ROWS[vm.version].unionIsTypings) throw raise(vm, 'TypeError', "type 'types.UnionType' is not subscriptable");
    const args = asKind(vm, key, 'tuple')?.items ?? [key as Value];
    if (args.length === 0) throw raise(vm, 'TypeError', 'Cannot take a Union of no types.');
    const all = args.flatMap((v) => alternatives(vm, v) ?? [v]);
    const distinct = different(vm, all);
    return distinct.length === 1 ? (distinct[0] as Value) : newRecord(vm, 'UnionType', [newTuple(vm, distinct), cls]);
  },
  'UnionType.__or__': or,
  'UnionType.__ror__': reversedOr,
  'GenericAlias.__new__': (vm, [, origin, args]) => classGetItem(vm, [origin as Value, args as Value], null),
  'GenericAlias.__mro_entries__': (vm, [self]) => newTuple(vm, [asKind(vm, self, 'record')?.slots[0] as Value]),
  'GenericAlias.__parameters__': (vm, [self]) => newTuple(vm, parametersOf(vm, asKind(vm, self, 'record')?.slots[1])),
  'GenericAlias.__unpacked__': (vm, [self]) => asKind(vm, self, 'record')?.numbers[0] === 1,
  'sentinel.__or__': or,
  'sentinel.__ror__': reversedOr,
  'GenericAlias.__call__': aliasCall,
  'GenericAlias.__iter__': (vm, [self]) => {
    const { slots, numbers } = asKind(vm, self, 'record') as DataOf<'record'>;
    if (numbers[0] === 1) throw raise(vm, 'TypeError', "'types.GenericAlias' object is not iterable");
    return newRecord(vm, 'tuple_iterator', [newTuple(vm, [newRecord(vm, 'GenericAlias', slots, [1])])], [0]);
  },
  'GenericAlias.__getitem__': (vm, [self]) => vm.native('alias_item', [self]),
  'GenericAlias.__or__': or,
  'GenericAlias.__ror__': reversedOr,
  'type.__prepare__': (vm) => newDict(vm),
  'NoneType.__new__': singleton('NoneType', null),
  'NotImplementedType.__new__': singleton('NotImplementedType', NotImplemented),
  'ellipsis.__new__': singleton('EllipsisType', Ellipsis),
  'enumerate.__class_getitem__': classGetItem,
  'BaseExceptionGroup.__class_getitem__': classGetItem,
};
