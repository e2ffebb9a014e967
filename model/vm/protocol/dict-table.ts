/**
 * The table of a dict: look-up, insertion and deletion over `DictData`, in insertion order.
 *
 * An index from canonical keys to entries is kept beside the data as scratch (`vm.cached`); it names the array that it was made for and is made anew when
 * that is another one. Keys that only Python code can hash or compare stand in the index's `opaque` list, and operations that meet them run as natives (`dict-natives.ts`).
 * @module
 */
import type { DictData } from '../heap.ts';
import { raise } from '../objects/exceptions.ts';
import { TYPES } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { ModelError, PENDING, type Pending, type Ref, type Result, type Slot, type Value } from '../value.ts';
import { type Key, keyOf, OPAQUE } from './keys.ts';
import { hashedFor } from './unhashable-use.ts';

interface Index {
  /** The array that the index describes. */
  keys: readonly Slot[];
  readonly map: Map<Key, number>;
  /** Entries whose keys have no canonical form. */
  readonly opaque: number[];
  /** The dict of a type on which look-ups are kept: a change of it makes them void. */
  watched: boolean;
}

/** An empty dict. */
export function newDict(vm: Operations): Ref {
  return vm.alloc({ kind: 'dict', cls: TYPES.dict, keys: [], values: [], live: 0, attrs: null });
}

/** The contents of a dict (or of a subclass's instance). */
export function dictData(vm: Operations, dict: Ref): Readonly<DictData> {
  const data = vm.read(dict);
  if (data.kind !== 'dict') throw new ModelError(`a dict was expected, not ${data.kind}`);
  return data;
}

function indexOf(vm: Operations, dict: Ref, data: Readonly<DictData>): Index {
  const kept = vm.cached(dict) as Index | undefined;
  if (kept !== undefined && kept.keys === data.keys) return kept;
  const index: Index = { keys: data.keys, map: new Map(), opaque: [], watched: kept?.watched ?? false };
  for (let i = 0; i < data.keys.length; i++) {
    const stored = data.keys[i];
    if (stored === undefined) continue;
    const key = keyOf(vm, stored);
    if (key === OPAQUE) index.opaque.push(i);
    else index.map.set(key, i);
  }
  vm.keep(dict, index);
  return index;
}

/** After a write: the index describes the array as it is now. */
function rekeep(vm: Operations, dict: Ref, index: Index): void {
  index.keys = dictData(vm, dict).keys;
  vm.keep(dict, index);
  if (index.watched) vm.typesChanged();
}

/** After a change of many entries: the index is made anew when it is needed. */
export function dropIndex(vm: Operations, dict: Ref): void {
  if ((vm.cached(dict) as Index | undefined)?.watched) vm.typesChanged();
  vm.keep(dict, undefined);
}

/** From now on every change of the dict is told by `typesChanged`. */
export function watchNames(vm: Operations, dict: Ref): void {
  if (dict.id > 0) indexOf(vm, dict, dictData(vm, dict)).watched = true;
}

/** The value under a string key; undefined without one. */
export function dictGetName(vm: Operations, dict: Ref, name: string): Slot {
  const data = vm.read(dict) as Readonly<DictData>;
  const kept = vm.cached(dict) as Index | undefined;
  const index = kept !== undefined && kept.keys === data.keys ? kept : indexOf(vm, dict, data);
  const i = index.map.get(name);
  return i === undefined ? undefined : data.values[i];
}

/** Stores under a string key. */
export function dictSetName(vm: Operations, dict: Ref, name: string, value: Value): void {
  const index = indexOf(vm, dict, dictData(vm, dict));
  const i = index.map.get(name);
  if (i === undefined) append(vm, dict, index, name, name, value);
  else {
    vm.setAt(dict, 'values', i, value);
    rekeep(vm, dict, index);
  }
}

/** Deletes a string key; false if it was not there. */
export function dictDeleteName(vm: Operations, dict: Ref, name: string): boolean {
  const i = indexOf(vm, dict, dictData(vm, dict)).map.get(name);
  if (i === undefined) return false;
  dictRemoveAt(vm, dict, i);
  return true;
}

function append(vm: Operations, dict: Ref, index: Index, stored: Value, key: Key | typeof OPAQUE, value: Value): void {
  const data = dictData(vm, dict);
  const at = data.keys.length;
  if (at > 8 && at > 2 * data.live) {
    compact(vm, dict);
    append(vm, dict, indexOf(vm, dict, dictData(vm, dict)), stored, key, value);
    return;
  }
  const live = data.live + 1;
  vm.splice(dict, 'keys', at, 0, [stored]);
  vm.splice(dict, 'values', at, 0, [value]);
  vm.setPlain(dict, 'dict', 'live', live);
  if (key === OPAQUE) index.opaque.push(at);
  else index.map.set(key, at);
  rekeep(vm, dict, index);
}

function compact(vm: Operations, dict: Ref): void {
  const data = dictData(vm, dict);
  const kept = data.keys.flatMap((key, i) => (key === undefined ? [] : [i]));
  const keys = kept.map((i) => data.keys[i]);
  const values = kept.map((i) => data.values[i]);
  const { hashes } = data;
  vm.splice(dict, 'keys', 0, data.keys.length, keys);
  vm.splice(dict, 'values', 0, dictData(vm, dict).values.length, values);
  dropIndex(vm, dict);
  if (hashes !== undefined) {
    vm.setPlain(
      dict,
      'dict',
      'hashes',
      kept.map((i) => hashes[i] ?? 0),
    );
  }
}

/** Deletes entry i. */
export function dictRemoveAt(vm: Operations, dict: Ref, i: number): void {
  const data = dictData(vm, dict);
  const index = indexOf(vm, dict, data);
  const stored = data.keys[i];
  if (stored === undefined) throw new ModelError('a deleted entry is deleted again');
  const key = keyOf(vm, stored);
  const live = data.live - 1;
  vm.setAt(dict, 'keys', i, undefined);
  vm.setAt(dict, 'values', i, undefined);
  vm.setPlain(dict, 'dict', 'live', live);
  if (key === OPAQUE) index.opaque.splice(index.opaque.indexOf(i), 1);
  else index.map.delete(key);
  rekeep(vm, dict, index);
}

/** Moves entry i to the end, or to the beginning. */
export function dictMove(vm: Operations, dict: Ref, i: number, last: boolean): void {
  const { keys, values, hashes } = dictData(vm, dict);
  const order = keys.flatMap((key, at) => (key === undefined || at === i ? [] : [at]));
  if (last) order.push(i);
  else order.unshift(i);
  const moved = [order.map((at) => keys[at]), order.map((at) => values[at])] as const;
  vm.splice(dict, 'keys', 0, keys.length, moved[0]);
  vm.splice(dict, 'values', 0, values.length, moved[1]);
  dropIndex(vm, dict);
  if (hashes !== undefined)
    vm.setPlain(
      dict,
      'dict',
      'hashes',
      order.map((at) => hashes[at] ?? 0),
    );
}

/** Replaces the value of entry i. */
export function dictReplaceAt(vm: Operations, dict: Ref, i: number, value: Value): void {
  const index = indexOf(vm, dict, dictData(vm, dict));
  vm.setAt(dict, 'values', i, value);
  rekeep(vm, dict, index);
}

/** Appends an entry whose key is known not to be there; `hash` for a key that Python code hashes. */
export function dictAppend(vm: Operations, dict: Ref, key: Value, value: Value, hash?: number | bigint): void {
  const canonical = dictKey(vm, key);
  append(vm, dict, indexOf(vm, dict, dictData(vm, dict)), key, canonical, value);
  if (canonical !== OPAQUE || hash === undefined) return;
  const { keys, hashes = [] } = dictData(vm, dict);
  const next = keys.map((_, i) => (i === keys.length - 1 ? hash : (hashes[i] ?? 0)));
  const index = indexOf(vm, dict, dictData(vm, dict));
  vm.setPlain(dict, 'dict', 'hashes', next);
  rekeep(vm, dict, index);
}

/** The canonical key, with the message that a dict gives for an unhashable one (3.14+: it names the use). */
export function dictKey(vm: Operations, key: Value): Key | typeof OPAQUE {
  return typeof key === 'string' ? keyOf(vm, key) : hashedFor(vm, key, 'dict key', () => keyOf(vm, key));
}

/**
 * The entry of a key: its index, −1 without one; undefined where Python code has to be asked (the key is opaque, or an opaque
 * key is stored).
 */
export function dictFind(vm: Operations, dict: Ref, key: Value): number | undefined {
  const index = indexOf(vm, dict, dictData(vm, dict));
  const canonical = dictKey(vm, key);
  return canonical === OPAQUE || index.opaque.length > 0 ? undefined : (index.map.get(canonical) ?? -1);
}

/** Entries that Python code would have to compare with a key: the index's opaque ones. */
export function dictOpaque(vm: Operations, dict: Ref): readonly number[] {
  return indexOf(vm, dict, dictData(vm, dict)).opaque;
}

/** Live entries, in order. */
export function dictEntries(vm: Operations, dict: Ref): [Value, Value][] {
  const { keys, values } = dictData(vm, dict);
  const entries: [Value, Value][] = [];
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (key !== undefined) entries.push([key, values[i] as Value]);
  }
  return entries;
}

/** What `dictOperation` does. `getdefault` is `dict.get`, `pop` takes a default or raises KeyError. */
export type DictOperation = 'get' | 'set' | 'delete' | 'contains' | 'getdefault' | 'pop' | 'setdefault';

/** Finishes an operation once the entry is known (−1: not there). */
export function dictFinish(
  vm: Operations,
  op: DictOperation,
  dict: Ref,
  key: Value,
  value: Slot,
  at: number,
  hash?: number | bigint,
): Value {
  const found = at < 0 ? undefined : (dictData(vm, dict).values[at] as Value);
  switch (op) {
    case 'contains':
      return found !== undefined;
    case 'set':
      if (found === undefined) dictAppend(vm, dict, key, value as Value, hash);
      else dictReplaceAt(vm, dict, at, value as Value);
      return null;
    case 'getdefault':
      return found ?? (found === null ? null : (value ?? null));
    case 'setdefault':
      if (found !== undefined) return found;
      dictAppend(vm, dict, key, value ?? null, hash);
      return value ?? null;
    default:
      if (found === undefined) {
        if (op === 'pop' && value !== undefined) return value;
        throw raise(vm, 'KeyError', [key]);
      }
      if (op !== 'get') dictRemoveAt(vm, dict, at);
      return op === 'delete' ? null : found;
  }
}

/** Any operation on one key: at once, or as a native where a key's `__hash__` or `__eq__` is Python code. */
export function dictOperation(vm: Operations, op: DictOperation, dict: Ref, key: Value, value?: Value): Result {
  const at = dictFind(vm, dict, key);
  if (at === undefined) return vm.native('dict_operation', [dict, key, value], { op });
  return dictFinish(vm, op, dict, key, value, at);
}

/** The value of a key; undefined without one. PENDING delivers the value or raises KeyError. */
export function dictGet(vm: Operations, dict: Ref, key: Value): Slot | Pending {
  const at = dictFind(vm, dict, key);
  if (at === undefined) return vm.native('dict_operation', [dict, key, undefined], { op: 'get' });
  return at < 0 ? undefined : dictData(vm, dict).values[at];
}

/** Stores under any key. PENDING delivers None. */
export function dictSet(vm: Operations, dict: Ref, key: Value, value: Value): null | Pending {
  return dictOperation(vm, 'set', dict, key, value) === PENDING ? PENDING : null;
}

/** Deletes any key; KeyError if it is not there. PENDING delivers None. */
export function dictDelete(vm: Operations, dict: Ref, key: Value): null | Pending {
  return dictOperation(vm, 'delete', dict, key) === PENDING ? PENDING : null;
}
