/**
 * set and frozenset: construction, and the table operations on heap sets.
 * @module
 */
import type { SetData } from '../heap.ts';
import type { Operations } from '../operations.ts';
import { equalAsking } from '../protocol/compare.ts';
import { hashAsking } from '../protocol/hash.ts';
import { type Ask, noAnswers } from '../protocol/replay.ts';
import { ModelError, type Ref, type Value } from '../value.ts';
import {
  addEntry,
  copyTable,
  emptyTable,
  growth,
  lookUp,
  mustGrow,
  resize,
  type SameKey,
  type SetTable,
} from './set-table.ts';
import { TYPES } from './types.ts';

/** A set's contents. */
export function setData(vm: Operations, set: Ref): Readonly<SetData> {
  const data = vm.read(set);
  if (data.kind !== 'set') throw new ModelError(`a set was expected, not ${data.kind}`);
  return data;
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

/** A key's hash as tables keep it: the low 53 bits are all of it in 32-bit builds. */
export function setHash(vm: Operations, key: Value, ask: Ask): number {
  const h = hashAsking(vm, key, ask);
  return typeof h === 'bigint' ? Number(BigInt.asIntN(53, h)) : h;
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
export function addKey(vm: Operations, set: Ref, key: Value, hash: number, ask: Ask): void {
  const data = setData(vm, set);
  const { found, index } = lookUp(data, key, hash, sameKey(vm, ask));
  if (found) return;
  const fill = data.fill + 1;
  const used = data.used + 1;
  if (mustGrow(fill, data.slots.length)) {
    const table = copyTable(data);
    table.slots[index] = key;
    table.hashes[index] = hash;
    table.fill = fill;
    table.used = used;
    resize(table, growth(used));
    writeTable(vm, set, table);
    return;
  }
  vm.setAt(set, 'slots', index, key);
  vm.setNumberAt(set, 'hashes', index, hash);
  vm.setPlain(set, 'set', 'fill', fill);
  vm.setPlain(set, 'set', 'used', used);
}

/** Removes one key; false if it was not there. */
export function discardKey(vm: Operations, set: Ref, key: Value, hash: number, ask: Ask): boolean {
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
