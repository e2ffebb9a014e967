/**
 * Taking mappings, pairs and keywords into a dict: `dict_update_common`, `PyDict_Merge`, `PyDict_Copy`, `fromkeys` (Objects/dictobject.c).
 * @module
 */

import type { DictData } from '../heap.ts';
import type { Keywords, Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { callOf, callSlots, callVars } from '../protocol/call-slots.ts';
import {
  dictData,
  dictFind,
  dictFinish,
  dictOpaque,
  dictSet,
  dictSetName,
  dropIndex,
  newDict,
} from '../protocol/dict-table.ts';
import { pureHash } from '../protocol/hash.ts';
import { setItem } from '../protocol/items.ts';
import { getIter } from '../protocol/iteration.ts';
import { override } from '../protocol/lookup.ts';
import { given, looping, nextInto, wait } from '../protocol/loop.ts';
import { ROWS } from '../protocol/rows.ts';
import { EXHAUSTED, PENDING, Ref, type Result, type Slot, type Value } from '../value.ts';
import { raise } from './exceptions.ts';
import { TYPES } from './types.ts';

/** A dict whose contents `PyDict_Merge` takes directly: no Python code in its iteration. */
function plainDict(vm: Operations, v: Slot): Readonly<DictData> | undefined {
  if (!(v instanceof Ref)) return undefined;
  const data = vm.read(v);
  return data.kind === 'dict' && override(vm, v, '__iter__') === undefined ? data : undefined;
}

/** The hash of entry i of a dict, without asking anybody: it is kept where Python code computed it. */
export function entryHash(vm: Operations, data: Readonly<DictData>, i: number): number | bigint {
  const key = data.keys[i];
  return (key === undefined ? undefined : pureHash(vm, key)) ?? data.hashes?.[i] ?? 0;
}

/** The contents of a dict without its deleted entries. */
function liveContents(data: Readonly<DictData>): Pick<DictData, 'keys' | 'values' | 'live' | 'hashes'> {
  const live = data.keys.flatMap((key, i) => (key === undefined ? [] : [i]));
  const { hashes } = data;
  return {
    keys: live.map((i) => data.keys[i]),
    values: live.map((i) => data.values[i]),
    live: live.length,
    ...(hashes === undefined ? {} : { hashes: live.map((i) => hashes[i] ?? 0) }),
  };
}

/** An exact dict with the same contents. */
export function copyDict(vm: Operations, dict: Ref): Ref {
  return vm.alloc({ kind: 'dict', cls: TYPES.dict, ...liveContents(dictData(vm, dict)), attrs: null });
}

/** `PyDict_Copy`: a subclass that iterates in its own way is asked for its keys. */
export function copyOfDict(vm: Operations, dict: Ref): Result {
  const plain = plainDict(vm, dict) !== undefined || dictData(vm, dict).live === 0;
  return plain ? copyDict(vm, dict) : vm.native('dict_update_giving', [newDict(vm), dict]);
}

/** Removes all entries. */
export function clearDict(vm: Operations, dict: Ref): void {
  const { keys, hashes } = dictData(vm, dict);
  const count = keys.length;
  // Entry by entry, as `dictkeys_decref` drops them.
  for (let i = 0; i < count; i++) {
    vm.setAt(dict, 'keys', i, undefined);
    vm.setAt(dict, 'values', i, undefined);
  }
  vm.splice(dict, 'keys', 0, count, []);
  vm.splice(dict, 'values', 0, count, []);
  vm.setPlain(dict, 'dict', 'live', 0);
  dropIndex(vm, dict);
  if (hashes !== undefined) vm.setPlain(dict, 'dict', 'hashes', []);
}

// dict_merge_known. Slots: dict, the other dict. Vars: next (entry), size (of the other). Delivers None. Hashes are taken over, only equality may be asked for.

function mergeNext(vm: Operations, self: NativeSelf): NativeStep {
  const [dict, other] = self.slots as readonly [Ref, Ref];
  const data = dictData(vm, other);
  const now = ROWS[vm.version].mergeCountsEntries ? data.keys.length : data.live;
  const { next, size = now } = self.vars;
  if (now !== size) throw raise(vm, 'RuntimeError', 'dict mutated during update');
  for (let i = Number(next); i < data.keys.length; i++) {
    const key = data.keys[i];
    if (key === undefined) continue;
    const stored = dictSetKnown(vm, dict, key, entryHash(vm, data, i), data.values[i] as Value);
    if (stored !== PENDING) continue;
    self.setVars({ next: i + 1, size });
    return wait(stored, 'stored');
  }
  return { done: null };
}

/** Sets an entry whose hash is known (`insertdict`): only equality may be asked for. */
export function dictSetKnown(vm: Operations, dict: Ref, key: Value, hash: number | bigint, value: Value): Result {
  const at = dictFind(vm, dict, key);
  if (at !== undefined) return dictFinish(vm, 'set', dict, key, value, at);
  return vm.native('dict_operation', [dict, key, value], { op: 'set', hash: String(hash) });
}

const MERGE_KNOWN: Native = { start: mergeNext, phases: { stored: mergeNext } };

/** `dict_update_arg`: a mapping or an iterable of pairs. PENDING delivers None. */
export function updateFrom(vm: Operations, dict: Ref, other: Value): Result {
  const data = plainDict(vm, other);
  if (data === undefined) return vm.native('dict_update', [dict, other]);
  if (other === dict || data.live === 0) return null;
  const own = dictData(vm, dict);
  // A table with deleted entries is not cloned: its keys are inserted one by one, and those of one hash compared.
  const cloned = data.keys.length === data.live || data.hashes === undefined;
  if (own.live > 0 || !cloned) return vm.native('dict_merge_known', [dict, other], { next: 0 });
  const { keys, values, live, hashes } = liveContents(data);
  vm.splice(dict, 'keys', 0, own.keys.length, keys);
  vm.splice(dict, 'values', 0, own.values.length, values);
  vm.setPlain(dict, 'dict', 'live', live);
  dropIndex(vm, dict);
  if (hashes !== undefined) vm.setPlain(dict, 'dict', 'hashes', hashes);
  return null;
}

/** Keywords are merged as the dict that they come in. PENDING delivers something to drop. */
export function storeKeywords(vm: Operations, dict: Ref, keywords: Keywords | null): Result {
  const direct = dictOpaque(vm, dict).length === 0;
  const target = direct ? dict : newDict(vm);
  for (const [name, value] of keywords ?? []) dictSetName(vm, target, name, value);
  return direct ? null : vm.native('dict_merge_known', [dict, target], { next: 0 });
}

/** `dict_update_common`: an optional argument, then keywords. */
export function updateCommon(vm: Operations, dict: Ref, args: readonly Value[], keywords: Keywords | null): Result {
  if (args.length > 0) {
    if (keywords === null || keywords.size === 0) return updateFrom(vm, dict, args[0] as Value);
    return vm.native('dict_update_both', [dict, args[0], ...callSlots([], keywords)], callVars([], keywords));
  }
  return storeKeywords(vm, dict, keywords);
}

/** Slots: dict, the other, the keywords' values. Delivers None. */
const UPDATE_BOTH: Native = {
  start: (vm, { slots }) => wait(updateFrom(vm, slots[0] as Ref, slots[1] as Value), 'updated'),
  phases: {
    updated(vm, self) {
      return wait(storeKeywords(vm, self.slots[0] as Ref, callOf(self, 2).keywords), 'stored');
    },
    stored: () => ({ done: null }),
  },
};

/** `dict_or`. Slots: the left dict, the right one, the copy. */
const UNION: Native = {
  start: (vm, { slots }) => wait(copyOfDict(vm, slots[0] as Ref), 'copied'),
  phases: {
    copied(vm, self, value) {
      self.set(2, given(value));
      return wait(updateFrom(vm, value as Ref, self.slots[1] as Value), 'updated');
    },
    updated: (_vm, { slots }) => ({ done: slots[2] as Value }),
  },
};

/** Updates a dict and gives it. Slots: dict, the other. */
const UPDATE_GIVING: Native = {
  start: (vm, { slots }) => wait(updateFrom(vm, slots[0] as Ref, slots[1] as Value), 'updated'),
  phases: { updated: (_vm, { slots }) => ({ done: slots[0] as Value }) },
};

// dict_fromkeys. Slots: class, iterable, value, the mapping, iterator. Vars: next (of the keys that come with their hashes).

/** `dict_dict_fromkeys`, `dict_set_fromkeys`: keys of an exact dict or set are taken over with their hashes; undefined for any other iterable. */
function storeKnown(vm: Operations, self: NativeSelf): NativeStep | undefined {
  const [cls, iterable, value, mapping] = self.slots as readonly [Value, Value, Value, Ref];
  const data = iterable instanceof Ref ? vm.read(iterable) : null;
  const exact = [TYPES.dict, TYPES.set, TYPES.frozenset].some((type) => data?.cls === type);
  if (cls !== TYPES.dict || !exact || (data?.kind !== 'dict' && data?.kind !== 'set')) return undefined;
  const keys = data.kind === 'dict' ? data.keys : data.slots;
  for (let i = Number(self.vars['next'] ?? 0); i < keys.length; i++) {
    const key = keys[i];
    if (key === undefined) continue;
    const hash = data.kind === 'dict' ? entryHash(vm, data, i) : (data.hashes[i] as number | bigint);
    const stored = dictSetKnown(vm, mapping, key, hash, value);
    if (stored !== PENDING) continue;
    self.setVars({ next: i + 1 });
    return wait(stored, 'known');
  }
  return { done: mapping };
}

function storeKey(vm: Operations, self: NativeSelf, key: Value): Result {
  const [, , value, mapping] = self.slots as readonly [Value, Value, Value, Ref];
  return vm.read(mapping).cls === TYPES.dict ? dictSet(vm, mapping, key, value) : setItem(vm, mapping, key, value);
}

const FROMKEYS: Native = looping(
  {
    start(vm, self) {
      const cls = self.slots[0] as Value;
      return wait(cls === TYPES.dict ? newDict(vm) : vm.call(cls, []), 'made');
    },
    phases: {
      made(vm, self, value) {
        self.set(3, given(value));
        const known = storeKnown(vm, self);
        return known ?? wait(getIter(vm, self.slots[1] as Value), 'iterator');
      },
      iterator(_vm, self, value) {
        self.set(4, given(value));
        return nextInto(self, 4, 'item');
      },
      item(vm, self, value) {
        if (value === EXHAUSTED) return { done: self.slots[3] as Value };
        return wait(storeKey(vm, self, value), 'stored');
      },
      stored: (_vm, self) => nextInto(self, 4, 'item'),
      known: (vm, self) => storeKnown(vm, self) as NativeStep,
    },
  },
  ['item'],
);

/** `dict.fromkeys`. */
export function fromKeys(vm: Operations, cls: Value, iterable: Value, value: Value): Result {
  return vm.native('dict_fromkeys', [cls, iterable, value, undefined, undefined]);
}

export const DICT_UPDATE_NATIVES: NativeTable = {
  dict_merge_known: MERGE_KNOWN,
  dict_update_both: UPDATE_BOTH,
  dict_update_giving: UPDATE_GIVING,
  dict_union: UNION,
  dict_fromkeys: FROMKEYS,
};
