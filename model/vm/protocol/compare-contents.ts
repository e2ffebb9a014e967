/**
 * How builtin containers and descriptors compare: the `tp_richcompare` functions of list, tuple, dict, set, range, slice, bytes, methods and views.
 * @module
 */

import type { BytesData, DictData, HeapData, RangeData } from '../heap.ts';
import { builtinFunction } from '../modules/extension.ts';
import { bytesIn } from '../objects/buffer.ts';
import { asKind } from '../objects/payload.ts';
import { tableOf } from '../objects/set.ts';
import { entriesOf, lookUp, type ReadonlySetTable } from '../objects/set-table.ts';
import { newTuple, tupleItems } from '../objects/tuple.ts';
import { NotImplemented, TYPES, typeOf } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { Ref, type Slot, type Value } from '../value.ts';
import { bindSpecial } from './bind-special.ts';
import { type CompareOperator, compareAsking, equalAsking, ordered, truthAsking } from './compare.ts';
import { dictEntries, dictFind } from './dict-table.ts';
import { pureHash } from './hash.ts';
import { LENGTH } from './length.ts';
import { lookupType, override } from './lookup.ts';
import { rangeLength } from './range-items.ts';
import type { Ask } from './replay.ts';
import { ROWS } from './rows.ts';
import { bytesClass } from './sequences.ts';

/** A bytearray is compared with any buffer, bytes with bytes. */
function compareWithBytes(vm: Operations, op: CompareOperator, a: Readonly<BytesData>, other: Value): Value {
  const bytes = bytesClass(vm, a.cls) === TYPES.bytes ? asKind(vm, other, 'bytes')?.bytes : bytesIn(vm, other);
  return bytes === undefined ? NotImplemented : ordered(op, compareBytes(a.bytes, bytes));
}

/** One side's comparison by contents: a value or NotImplemented. */
export function compareContents(vm: Operations, op: CompareOperator, self: Value, other: Value, ask: Ask): Value {
  const a = self instanceof Ref ? vm.read(self) : null;
  const b = other instanceof Ref ? vm.read(other) : null;
  if (a === null || b === null) return identity(op, self, other);
  switch (a.kind) {
    case 'list':
    case 'tuple':
      return b.kind === a.kind ? compareSequences(vm, op, a.items, b.items, ask) : NotImplemented;
    case 'dict':
      if (b.kind !== 'dict' || !isEquality(op)) return NotImplemented;
      return equalDicts(vm, a, other as Ref, b, ask) === (op === '==');
    case 'set':
      return b.kind === 'set' ? compareTables(vm, op, a, b, ask) : NotImplemented;
    case 'bytes':
      return compareWithBytes(vm, op, a, other);
    case 'range':
      if (b.kind !== 'range' || !isEquality(op)) return NotImplemented;
      return equalRanges(a, b) === (op === '==');
    case 'method':
      if (b.kind !== 'method' || !isEquality(op)) return NotImplemented;
      return (a.self === b.self && equalAsking(vm, a.func, b.func, ask)) === (op === '==');
    case 'builtin':
      if (b.kind !== 'builtin' || !isEquality(op) || a.self === undefined) return identity(op, self, other);
      return (a.self === b.self && a.impl === b.impl) === (op === '==');
    case 'code':
      return b.kind === 'code' && isEquality(op) ? (a.code === b.code) === (op === '==') : identity(op, self, other);
    case 'cell':
      return b.kind === 'cell' ? compareCells(vm, op, a.value, b.value, ask) : NotImplemented;
    case 'record':
      return compareRecords(vm, op, self as Ref, a, other as Ref, b, ask);
    default:
      return identity(op, self, other);
  }
}

/** Cells by what they hold; an empty one is less than any other. */
function compareCells(vm: Operations, op: CompareOperator, a: Slot, b: Slot, ask: Ask): Value {
  if (a !== undefined && b !== undefined) return compareAsking(vm, op, a, b, ask);
  return ordered(op, Number(a !== undefined) - Number(b !== undefined));
}

const isEquality = (op: CompareOperator): boolean => op === '==' || op === '!=';

/** `object_richcompare`: identity answers `==` when true, everything else is left to the other side. */
function identity(op: CompareOperator, a: Value, b: Value): Value {
  if (op === '==' && a === b) return true;
  if (op === '!=' && a === b) return false;
  return NotImplemented;
}

function compareSequences(
  vm: Operations,
  op: CompareOperator,
  a: readonly Value[],
  b: readonly Value[],
  ask: Ask,
): Value {
  if (isEquality(op) && a.length !== b.length) return op === '!=';
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a[i] as Value;
    const y = b[i] as Value;
    if (equalAsking(vm, x, y, ask)) continue;
    if (op === '==') return false;
    if (op === '!=') return true;
    return compareAsking(vm, op, x, y, ask);
  }
  return ordered(op, a.length - b.length);
}

function compareBytes(a: readonly number[], b: readonly number[]): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return (a[i] as number) - (b[i] as number);
  return a.length - b.length;
}

function equalRanges(a: Readonly<RangeData>, b: Readonly<RangeData>): boolean {
  const length = rangeLength(a);
  if (length !== rangeLength(b)) return false;
  return length === 0n || (a.start === b.start && (length === 1n || a.step === b.step));
}

/** `dict_equal`: for each entry of a, the value of b under that key; b's value stands on the left of `==`. */
function equalDicts(vm: Operations, a: Readonly<DictData>, bRef: Ref, b: Readonly<DictData>, ask: Ask): boolean {
  if (a.live !== b.live) return false;
  return a.keys.every((key, i) => {
    if (key === undefined) return true;
    const at = dictFind(vm, bRef, key) ?? findAsking(vm, b, key, storedHash(vm, a, i), ask);
    return at >= 0 && equalAsking(vm, b.values[at] as Value, a.values[i] as Value, ask);
  });
}

/** The hash of an entry: kept with it where Python code computed it. */
function storedHash(vm: Operations, dict: Readonly<DictData>, i: number): number | bigint {
  const kept = dict.hashes?.[i];
  return kept !== undefined && kept !== 0 ? kept : (pureHash(vm, dict.keys[i] as Value) ?? 0);
}

function findAsking(vm: Operations, dict: Readonly<DictData>, key: Value, hash: number | bigint, ask: Ask): number {
  return dict.keys.findIndex(
    (k, i) => k !== undefined && (k === key || (storedHash(vm, dict, i) === hash && equalAsking(vm, k, key, ask))),
  );
}

/** `set_richcompare`: with the hashes that the tables hold, without asking keys for theirs. */
function compareTables(
  vm: Operations,
  op: CompareOperator,
  a: ReadonlySetTable,
  b: ReadonlySetTable,
  ask: Ask,
): boolean {
  const same = (stored: Value, key: Value): boolean => equalAsking(vm, stored, key, ask);
  const within = (x: ReadonlySetTable, y: ReadonlySetTable): boolean =>
    x.used <= y.used && entriesOf(x).every(([key, hash]) => lookUp(y, key, hash, same).found);
  switch (op) {
    case '==':
      return a.used === b.used && within(a, b);
    case '!=':
      return a.used !== b.used || !within(a, b);
    case '<=':
      return within(a, b);
    case '<':
      return a.used < b.used && within(a, b);
    case '>=':
      return within(b, a);
    default:
      return b.used < a.used && within(b, a);
  }
}

function compareRecords(
  vm: Operations,
  op: CompareOperator,
  self: Ref,
  a: Readonly<HeapData> & { kind: 'record' },
  other: Ref,
  b: Readonly<HeapData>,
  ask: Ask,
): Value {
  if (a.type === 'mappingproxy') return compareAsking(vm, op, a.slots[0] as Value, other, ask);
  if (a.type === 'dict_keys' || a.type === 'dict_items') return compareViews(vm, op, self, other, ask);
  if (b.kind !== 'record' || b.type !== a.type) return identity(op, self, other);
  const namespaces = a.type === 'SimpleNamespace' && (isEquality(op) || ROWS[vm.version].namespacesAreOrdered);
  if (namespaces && a.attrs !== null && b.attrs !== null) return compareAsking(vm, op, a.attrs, b.attrs, ask);
  if (a.type === 'slice') return compareSequences(vm, op, a.slots as Value[], b.slots as Value[], ask);
  if (!isEquality(op)) return NotImplemented;
  if (a.type === 'complex') return a.numbers.every((n, i) => n === b.numbers[i]) === (op === '==');
  if (a.type === 'UnionType') return equalUnions(vm, a.slots, b.slots, ask) === (op === '==');
  if (a.type === 'ParamSpecArgs' || a.type === 'ParamSpecKwargs')
    return compareAsking(vm, op, a.slots[0] as Value, b.slots[0] as Value, ask);
  if (a.type === 'GenericAlias') {
    const alike = (a.numbers[0] === 1) === (b.numbers[0] === 1);
    const equal =
      alike &&
      a.slots.every((s, i) => truthAsking(vm, compareAsking(vm, '==', s as Value, b.slots[i] as Value, ask), ask));
    return equal === (op === '==');
  }
  return identity(op, self, other);
}

/** `union_richcompare`: as sets; since 3.14 those that the unions have, and apart from them what has no hash. */
function equalUnions(vm: Operations, a: readonly Slot[], b: readonly Slot[], ask: Ask): boolean {
  const [mine, theirs] = [asKind(vm, a[1], 'set'), asKind(vm, b[1], 'set')];
  if (mine === undefined || theirs === undefined) {
    const [left, right] = [a, b].map(([items]) => tableOf(vm, tupleItems(vm, items), ask));
    return left !== undefined && right !== undefined && compareTables(vm, '==', left, right, ask);
  }
  const [others, so] = [tupleItems(vm, a[2]), tupleItems(vm, b[2])];
  const within = (some: readonly Value[], all: readonly Value[]): boolean =>
    some.every((v) => all.some((w) => equalAsking(vm, w, v, ask)));
  return compareTables(vm, '==', mine, theirs, ask) && within(others, so) && within(so, others);
}

/** `dictview_richcompare`: lengths first, then whether the one contains what the other yields. */
function compareViews(vm: Operations, op: CompareOperator, self: Ref, other: Ref, ask: Ask): Value {
  if (!isSetLike(vm, other)) return NotImplemented;
  const size = (v: Ref): number => Number(LENGTH.run(vm, [v], {}, ask));
  const [mine, theirs] = [size(self), size(other)];
  const within = (all: Ref, container: Ref): boolean => {
    const method = lookupType(vm, typeOf(vm, container), '__contains__') as Value;
    const [callable, bound] = bindSpecial(vm, method, container, []);
    const has = (element: () => Value): boolean =>
      truthAsking(
        vm,
        ask(callable, () => [...bound, element()]),
        ask,
      );
    return override(vm, all, '__iter__') === undefined
      ? elementsOf(vm, all).every(has)
      : everyAsked(vm, all, (element) => has(() => element), ask);
  };
  switch (op) {
    case '==':
      return mine === theirs && within(self, other);
    case '!=':
      return !(mine === theirs && within(self, other));
    case '<':
      return mine < theirs && within(self, other);
    case '<=':
      return mine <= theirs && within(self, other);
    case '>':
      return mine > theirs && within(other, self);
    default:
      return mine >= theirs && within(other, self);
  }
}

/** Whether a view compares with a value: sets, frozen ones too, and the views that are sets. */
function isSetLike(vm: Operations, v: Ref): boolean {
  const data = vm.read(v);
  return data.kind === 'set' || (data.kind === 'record' && (data.type === 'dict_keys' || data.type === 'dict_items'));
}

/** Its elements, each made when it is asked for. */
function elementsOf(vm: Operations, v: Ref): (() => Value)[] {
  const data = vm.read(v);
  if (data.kind === 'set') return entriesOf(data).map((entry) => () => entry[0]);
  if (data.kind !== 'record') return [];
  const entries = dictEntries(vm, data.slots[0] as Ref);
  return entries.map((entry) => () => (data.type === 'dict_items' ? newTuple(vm, entry) : entry[0]));
}

/** The same of what Python code iterates. */
function everyAsked(vm: Operations, v: Ref, test: (element: Value) => boolean, ask: Ask): boolean {
  const iterator = ask(builtinFunction(vm, 'iter'), [v]);
  const next = builtinFunction(vm, 'next');
  for (;;) {
    const element = ask(next, [iterator, NotImplemented]);
    if (element === NotImplemented) return true;
    if (!test(element)) return false;
  }
}
