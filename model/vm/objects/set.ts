/**
 * set and frozenset: construction, and the table operations on heap sets.
 * @module
 */
import type { SetData } from '../heap.ts';
import type { Operations } from '../operations.ts';
import { equalAsking } from '../protocol/compare.ts';
import { hashAsking } from '../protocol/hash.ts';
import { type Hash, hashFrozenset } from '../protocol/hash-numbers.ts';
import { type Ask, noAnswers, raisedAs } from '../protocol/replay.ts';
import { unhashableUse } from '../protocol/unhashable-use.ts';
import { ModelError, type Ref, type Value } from '../value.ts';
import { asKind } from './payload.ts';
import {
  addEntry,
  copyTable,
  emptyTable,
  growth,
  lookUp,
  mergeTable,
  mustGrow,
  resize,
  type SameKey,
  type SetTable,
  type TableHash,
} from './set-table.ts';
import { TYPES } from './types.ts';

/** A set's contents. */
export function setData(vm: Operations, set: Ref): Readonly<SetData> {
  const data = vm.read(set);
  if (data.kind !== 'set') throw new ModelError(`a set was expected, not ${data.kind}`);
  return data;
}

/** A new set or frozenset, by the base type of another set's class. */
export function likeSet(vm: Operations, set: Ref, table: SetTable): Ref {
  const { frozen } = setData(vm, set);
  return setOf(vm, table, frozen ? TYPES.frozenset : TYPES.set, frozen);
}

/** `set_copy`. */
export function copySet(vm: Operations, set: Ref): Ref {
  const table = emptyTable();
  mergeTable(table, setData(vm, set), () => false);
  return likeSet(vm, set, table);
}

/** A new set with this table, which it takes over. */
export function setOf(vm: Operations, table: SetTable, cls: Ref = TYPES.set, frozen = false): Ref {
  return vm.alloc({ kind: 'set', cls, frozen, ...table, attrs: null });
}

/** A table of values, added in order. */
export function tableOf(vm: Operations, items: readonly Value[], ask: Ask): SetTable {
  const table = emptyTable();
  const same = sameKey(vm, ask);
  for (const item of items) addEntry(table, item, setHash(vm, item, ask), same);
  return table;
}

/** A new set of values whose hash and equality are the builtins'. */
export function newSet(vm: Operations, items: readonly Value[]): Ref {
  return setOf(vm, tableOf(vm, items, noAnswers));
}

/** A new frozenset of such values. */
export function newFrozenSet(vm: Operations, items: readonly Value[]): Ref {
  return setOf(vm, tableOf(vm, items, noAnswers), TYPES.frozenset, true);
}

/** A hash as tables keep it. */
export function tableHash(vm: Operations, hash: Hash): TableHash {
  if (vm.build.bits === 32 || (typeof hash === 'number' && hash >= 0)) return hash;
  const word = BigInt.asUintN(vm.build.bits, BigInt(hash));
  return word <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(word) : word;
}

/** A key's hash. */
export function setHash(vm: Operations, key: Value, ask: Ask): TableHash {
  return tableHash(vm, hashAsking(vm, key, ask));
}

/** The same, with the message that a set gives for an unhashable key (3.14+: it names the use). */
export function keyHash(vm: Operations, key: Value, ask: Ask): TableHash {
  return raisedAs(
    (raised) => unhashableUse(vm, key, 'set element', raised),
    () => setHash(vm, key, ask),
  );
}

/** The hash of a key that is sought, not stored: a set stands for the frozenset of its members. */
export function lookupHash(vm: Operations, key: Value, ask: Ask): TableHash {
  const set = asKind(vm, key, 'set');
  if (set === undefined || set.frozen) return keyHash(vm, key, ask);
  const hashes = set.hashes.filter((_, i) => set.slots[i] !== undefined);
  return tableHash(vm, hashFrozenset(hashes, vm.build));
}

/** Equality of keys of one hash; asks where Python code tells. */
export function sameKey(vm: Operations, ask: Ask): SameKey {
  return (stored, key) => equalAsking(vm, stored, key, ask);
}

/** Replaces a set's table. */
export function writeTable(vm: Operations, set: Ref, table: SetTable): void {
  const { slots } = setData(vm, set);
  vm.splice(set, 'slots', 0, slots.length, table.slots);
  vm.setPlain(set, 'set', 'hashes', table.hashes);
  vm.setPlain(set, 'set', 'fill', table.fill);
  vm.setPlain(set, 'set', 'used', table.used);
}

/** Adds one key. */
export function addKey(vm: Operations, set: Ref, key: Value, hash: TableHash, ask: Ask): void {
  const data = setData(vm, set);
  const { found, index, dummy } = lookUp(data, key, hash, sameKey(vm, ask));
  if (found) return;
  const fill = dummy ? data.fill : data.fill + 1;
  const used = data.used + 1;
  if (!dummy && mustGrow(fill, data.slots.length)) {
    const table = { ...copyTable(data), fill, used };
    table.slots[index] = key;
    table.hashes[index] = hash;
    resize(table, growth(used));
    writeTable(vm, set, table);
    return;
  }
  vm.setAt(set, 'slots', index, key);
  vm.setNumberAt(set, 'hashes', index, hash);
  vm.setPlain(set, 'set', 'fill', fill);
  vm.setPlain(set, 'set', 'used', used);
}

/** Whether a key is there. */
export function hasKey(vm: Operations, set: Ref, key: Value, hash: TableHash, ask: Ask): boolean {
  return lookUp(setData(vm, set), key, hash, sameKey(vm, ask)).found;
}

/** Removes one key; false if it was not there. */
export function discardKey(vm: Operations, set: Ref, key: Value, hash: TableHash, ask: Ask): boolean {
  const data = setData(vm, set);
  const { found, index } = lookUp(data, key, hash, sameKey(vm, ask));
  if (found) removeAt(vm, set, index);
  return found;
}

/** Leaves a dummy in the place of entry i. */
export function removeAt(vm: Operations, set: Ref, i: number): void {
  const { used } = setData(vm, set);
  vm.setAt(set, 'slots', i, undefined);
  vm.setNumberAt(set, 'hashes', i, -1);
  vm.setPlain(set, 'set', 'used', used - 1);
}
