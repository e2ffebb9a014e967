/**
 * The hash table of set and frozenset, slot for slot as Objects/setobject.c keeps it: open addressing with runs of linear probes, so that the order of
 * iteration is CPython's. Plain arrays: nothing here knows of the heap.
 * @module
 */
import type { Slot, Value } from '../value.ts';

/**
 * A hash as tables keep it: in 32-bit builds as it is; in 64-bit ones as an unsigned word, a bigint where a number cannot hold it. The high bits count:
 * they decide where a key goes after a collision.
 */
export type TableHash = number | bigint;

/** A table: `slots` and `hashes` have a power of two of entries. A dummy is an undefined slot with hash −1. */
export interface SetTable {
  slots: Slot[];
  hashes: TableHash[];
  /** Slots in use, dummies included. */
  fill: number;
  used: number;
}
export type ReadonlySetTable = {
  readonly slots: readonly Slot[];
  readonly hashes: readonly TableHash[];
  readonly fill: number;
  readonly used: number;
};

/** Whether a stored key equals the one sought; both have the same hash. */
export type SameKey = (stored: Value, key: Value) => boolean;

const MINSIZE = 8;
const LINEAR_PROBES = 9;
const PERTURB_SHIFT = 5;
/** Above this many members a table grows twofold, not fourfold. */
const LARGE = 50_000;
const DUMMY = -1;
const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** An empty table. */
export function emptyTable(): SetTable {
  return {
    slots: new Array<Slot>(MINSIZE).fill(undefined),
    hashes: new Array<TableHash>(MINSIZE).fill(0),
    fill: 0,
    used: 0,
  };
}

/** A copy to write to. */
export function copyTable(table: ReadonlySetTable): SetTable {
  return { slots: [...table.slots], hashes: [...table.hashes], fill: table.fill, used: table.used };
}

/** Visits entries in probing order until `visit` answers true. The perturbation is the hash as an unsigned word. */
function probe(size: number, hash: TableHash, visit: (i: number) => boolean): void {
  const mask = size - 1;
  let perturb = typeof hash === 'number' && hash < 0 ? hash >>> 0 : hash;
  let i = typeof perturb === 'number' ? perturb % size : Number(perturb & BigInt(mask));
  for (;;) {
    const run = i + LINEAR_PROBES <= mask ? LINEAR_PROBES : 0;
    for (let j = 0; j <= run; j++) if (visit(i + j)) return;
    if (typeof perturb === 'bigint') {
      perturb >>= BigInt(PERTURB_SHIFT);
      i = (i * 5 + 1 + Number(perturb & BigInt(mask))) & mask;
      if (perturb < MAX_SAFE) perturb = Number(perturb);
    } else {
      perturb = Math.floor(perturb / 2 ** PERTURB_SHIFT);
      i = (i * 5 + 1 + perturb) % size;
    }
  }
}

/** Where a key is, or where it would be put. */
export interface Place {
  readonly found: boolean;
  readonly index: number;
  /** The place is a dummy's: a key put there does not add to the fill. */
  readonly dummy: boolean;
}

/** The search of `set_lookkey` and `set_add_entry`. An absent key's place is the last dummy that was passed, or the virgin entry that ends the search. */
export function lookUp(table: ReadonlySetTable, key: Value, hash: TableHash, same: SameKey): Place {
  let index = 0;
  let found = false;
  let dummy = -1;
  probe(table.slots.length, hash, (i) => {
    index = i;
    const stored = table.slots[i];
    if (stored === undefined) {
      if (table.hashes[i] !== DUMMY) return true;
      dummy = i;
      return false;
    }
    found = table.hashes[i] === hash && (stored === key || same(stored, key));
    return found;
  });
  const reuse = !found && dummy >= 0;
  return { found, index: reuse ? dummy : index, dummy: reuse };
}

/** Whether a table with this fill has to grow. */
export function mustGrow(fill: number, size: number): boolean {
  return fill * 5 >= (size - 1) * 3;
}

/** `set_add_entry`: false if the key was there. */
export function addEntry(table: SetTable, key: Value, hash: TableHash, same: SameKey): boolean {
  const { found, index, dummy } = lookUp(table, key, hash, same);
  if (found) return false;
  table.slots[index] = key;
  table.hashes[index] = hash;
  table.used++;
  if (dummy) return true;
  table.fill++;
  if (mustGrow(table.fill, table.slots.length)) resize(table, growth(table.used));
  return true;
}

/** What a table of this many members grows to hold. */
export function growth(used: number): number {
  return used > LARGE ? used * 2 : used * 4;
}

/** `set_insert_clean`: the key is known to be absent, there are no dummies. */
function insertClean(table: SetTable, key: Value, hash: TableHash): void {
  probe(table.slots.length, hash, (i) => {
    if (table.slots[i] !== undefined) return false;
    table.slots[i] = key;
    table.hashes[i] = hash;
    return true;
  });
}

/** `set_table_resize`: the smallest table for more than `minused`, without dummies. */
export function resize(table: SetTable, minused: number): void {
  let size = MINSIZE;
  while (size <= minused) size *= 2;
  if (size === MINSIZE && table.slots.length === MINSIZE && table.fill === table.used) return;
  const { slots, hashes } = table;
  table.slots = new Array<Slot>(size).fill(undefined);
  table.hashes = new Array<TableHash>(size).fill(0);
  table.fill = table.used;
  for (let i = 0; i < slots.length; i++) {
    const key = slots[i];
    if (key !== undefined) insertClean(table, key, hashes[i] as TableHash);
  }
}

/** `set_discard_entry`: false if the key was not there. */
export function discardEntry(table: SetTable, key: Value, hash: TableHash, same: SameKey): boolean {
  const { found, index } = lookUp(table, key, hash, same);
  if (!found) return false;
  table.slots[index] = undefined;
  table.hashes[index] = DUMMY;
  table.used--;
  return true;
}

/** `set_merge`: adds another table's keys, with their hashes. */
export function mergeTable(table: SetTable, other: ReadonlySetTable, same: SameKey): void {
  if (other.used === 0) return;
  reserve(table, other.used);
  if (table.fill === 0) {
    if (table.slots.length === other.slots.length && other.fill === other.used) {
      table.slots = [...other.slots];
      table.hashes = [...other.hashes];
    } else {
      for (const [key, hash] of entriesOf(other)) insertClean(table, key, hash);
    }
    table.fill = other.used;
    table.used = other.used;
    return;
  }
  for (const [key, hash] of entriesOf(other)) addEntry(table, key, hash, same);
}

/** The one big resize before a set's or dict's keys are added. */
export function reserve(table: SetTable, more: number): void {
  if ((table.fill + more) * 5 >= (table.slots.length - 1) * 3) resize(table, (table.used + more) * 2);
}

/** Members with their hashes, in table order. */
export function entriesOf(table: ReadonlySetTable): [Value, TableHash][] {
  const entries: [Value, TableHash][] = [];
  for (let i = 0; i < table.slots.length; i++) {
    const key = table.slots[i];
    if (key !== undefined) entries.push([key, table.hashes[i] as TableHash]);
  }
  return entries;
}

/** Drops the dummies when they are more than a quarter of the table, as `set_difference_update` does at its end. */
export function shrinkAfterDifference(table: SetTable): void {
  if (table.fill - table.used > (table.slots.length - 1) >> 2) resize(table, growth(table.used));
}
