/**
 * The algebra of sets on tables: what Objects/setobject.c does once the hashes of the other side are known or can be asked for.
 * @module
 */
import type { Operations } from '../operations.ts';
import type { Ask } from '../protocol/replay.ts';
import type { Value } from '../value.ts';
import { keyHash, sameKey, setHash } from './set.ts';
import {
  addEntry,
  discardEntry,
  emptyTable,
  entriesOf,
  lookUp,
  mergeTable,
  type ReadonlySetTable,
  reserve,
  type SameKey,
  type SetTable,
  shrinkAfterDifference,
  type TableHash,
} from './set-table.ts';

/** The other side: a table whose hashes are known, or items still to be hashed. */
export interface Other {
  readonly table?: ReadonlySetTable;
  /** Keys of a dict, with their hashes. */
  readonly dict?: readonly (readonly [Value, TableHash])[];
  readonly items?: readonly Value[];
}

type Entries = Iterable<readonly [Value, TableHash]>;

const has = (table: ReadonlySetTable, key: Value, hash: TableHash, same: SameKey): boolean =>
  lookUp(table, key, hash, same).found;

/** What is walked; `hashOf` tells what is said of an unhashable item. */
function* hashed(vm: Operations, other: Other, ask: Ask, hashOf = keyHash): Entries {
  if (other.table !== undefined) yield* entriesOf(other.table);
  else if (other.dict !== undefined) yield* other.dict;
  else for (const item of other.items ?? []) yield [item, hashOf(vm, item, ask)];
}

export function update(vm: Operations, table: SetTable, other: Other, ask: Ask): void {
  const same = sameKey(vm, ask);
  if (other.table !== undefined) return mergeTable(table, other.table, same);
  if (other.dict !== undefined) reserve(table, other.dict.length);
  for (const [key, hash] of hashed(vm, other, ask)) addEntry(table, key, hash, same);
}

/** `set_intersection`: the smaller set is walked, an iterable until everything is found. */
export function intersection(vm: Operations, self: ReadonlySetTable, other: Other, ask: Ask): SetTable {
  const same = sameKey(vm, ask);
  const result = emptyTable();
  let [within, walked]: [ReadonlySetTable, Other] = [self, other];
  if (other.table !== undefined && other.table.used > self.used) [within, walked] = [other.table, { table: self }];
  for (const [key, hash] of hashed(vm, walked, ask, setHash)) {
    if (!has(within, key, hash, same)) continue;
    addEntry(result, key, hash, same);
    if (walked.table === undefined && result.used >= within.used) break;
  }
  return result;
}

export function differenceUpdate(vm: Operations, table: SetTable, other: Other, ask: Ask): void {
  const same = sameKey(vm, ask);
  const large = other.table !== undefined && other.table.used >> 3 > table.used;
  const gone: Other = large ? { table: intersection(vm, table, other, ask) } : other;
  for (const [key, hash] of hashed(vm, gone, ask)) discardEntry(table, key, hash, same);
  shrinkAfterDifference(table);
}

export function difference(vm: Operations, self: ReadonlySetTable, other: Other, ask: Ask): SetTable {
  const same = sameKey(vm, ask);
  const size = other.table?.used ?? other.dict?.length;
  if (size === undefined || self.used >> 2 > size) {
    const copy = emptyTable();
    mergeTable(copy, self, same);
    differenceUpdate(vm, copy, other, ask);
    return copy;
  }
  const without = other.table ?? tableOfDict(other.dict ?? [], same);
  const result = emptyTable();
  for (const [key, hash] of entriesOf(self)) if (!has(without, key, hash, same)) addEntry(result, key, hash, same);
  return result;
}

function tableOfDict(entries: readonly (readonly [Value, TableHash])[], same: SameKey): SetTable {
  const table = emptyTable();
  for (const [key, hash] of entries) addEntry(table, key, hash, same);
  return table;
}

export function symmetricUpdate(vm: Operations, table: SetTable, other: Other, ask: Ask): void {
  const same = sameKey(vm, ask);
  let known = other;
  if (other.items !== undefined) {
    const made = emptyTable();
    update(vm, made, other, ask);
    known = { table: made };
  }
  for (const [key, hash] of hashed(vm, known, ask)) {
    if (!discardEntry(table, key, hash, same)) addEntry(table, key, hash, same);
  }
}

export function symmetricDifference(vm: Operations, self: ReadonlySetTable, other: Other, ask: Ask): SetTable {
  const result = emptyTable();
  update(vm, result, other, ask);
  symmetricUpdate(vm, result, { table: self }, ask);
  return result;
}

export function isDisjoint(vm: Operations, self: ReadonlySetTable, other: Other, ask: Ask): boolean {
  const same = sameKey(vm, ask);
  let [within, walked]: [ReadonlySetTable, Other] = [self, other];
  if (other.table !== undefined && other.table.used > self.used) [within, walked] = [other.table, { table: self }];
  for (const [key, hash] of hashed(vm, walked, ask)) if (has(within, key, hash, same)) return false;
  return true;
}

export function isSubset(vm: Operations, self: ReadonlySetTable, other: ReadonlySetTable, ask: Ask): boolean {
  const same = sameKey(vm, ask);
  return self.used <= other.used && entriesOf(self).every(([key, hash]) => has(other, key, hash, same));
}

export function isSuperset(vm: Operations, self: ReadonlySetTable, other: Other, ask: Ask): boolean {
  if (other.table !== undefined) return isSubset(vm, other.table, self, ask);
  const same = sameKey(vm, ask);
  for (const [key, hash] of hashed(vm, other, ask)) if (!has(self, key, hash, same)) return false;
  return true;
}
