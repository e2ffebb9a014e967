/**
 * Class attributes of C types that are objects of those types: `timedelta.min`, `timezone.utc`; and sizes. They are static, as their types are.
 * @module
 */
import { ModelError, Ref, type Slot } from '../value.ts';
import type { ExtensionTypeName } from './extension-types.ts';
import { allocStatic } from './statics.ts';
import { TYPES } from './types.ts';

/** Puts a static record into the dict of its class. */
function define(
  owner: ExtensionTypeName,
  name: string,
  type: ExtensionTypeName,
  numbers: number[],
  slots: Slot[] = [],
): Ref {
  const made = allocStatic({ kind: 'record', cls: TYPES[type], type, slots, numbers, attrs: null });
  const dict = dictOf(owner);
  dict.keys.push(name);
  dict.values.push(made);
  dict.live++;
  return made;
}

function dictOf(owner: ExtensionTypeName): { keys: Slot[]; values: Slot[]; live: number } {
  const { data } = TYPES[owner];
  const dict = data?.kind === 'type' ? data.dict.data : null;
  if (dict?.kind !== 'dict') throw new ModelError(`${owner} has no dict`);
  return dict;
}

const DELTA = 'datetime.timedelta';
const SECOND_BEFORE_MIDNIGHT = [23, 59, 59, 999999, 0];

define(DELTA, 'resolution', DELTA, [0, 0, 1]);
define(DELTA, 'min', DELTA, [-999999999, 0, 0]);
define(DELTA, 'max', DELTA, [999999999, 86399, 999999]);
define('datetime.date', 'min', 'datetime.date', [1, 1, 1]);
define('datetime.date', 'max', 'datetime.date', [9999, 12, 31]);
define('datetime.date', 'resolution', DELTA, [1, 0, 0]);
define('datetime.time', 'min', 'datetime.time', [0, 0, 0, 0, 0], [null]);
define('datetime.time', 'max', 'datetime.time', SECOND_BEFORE_MIDNIGHT, [null]);
define('datetime.time', 'resolution', DELTA, [0, 0, 1]);
define('datetime.datetime', 'min', 'datetime.datetime', [1, 1, 1, 0, 0, 0, 0, 0], [null]);
define('datetime.datetime', 'max', 'datetime.datetime', [9999, 12, 31, ...SECOND_BEFORE_MIDNIGHT], [null]);
define('datetime.datetime', 'resolution', DELTA, [0, 0, 1]);

/** A timezone of a static offset. */
function defineZone(name: string, offset: number[]): void {
  const delta = allocStatic({
    kind: 'record',
    cls: TYPES[DELTA],
    type: DELTA,
    slots: [],
    numbers: offset,
    attrs: null,
  });
  define('datetime.timezone', name, 'datetime.timezone', [], [delta, null]);
}
defineZone('utc', [0, 0, 0]);
defineZone('min', [-1, 60, 0]);
defineZone('max', [0, 86340, 0]);

/** What the types of `_blake2` tell of themselves. */
export const BLAKE_SIZES = {
  blake2b: { SALT_SIZE: 16, PERSON_SIZE: 16, MAX_KEY_SIZE: 64, MAX_DIGEST_SIZE: 64 },
  blake2s: { SALT_SIZE: 8, PERSON_SIZE: 8, MAX_KEY_SIZE: 32, MAX_DIGEST_SIZE: 32 },
} as const;

for (const [name, sizes] of Object.entries(BLAKE_SIZES)) {
  const dict = dictOf(`_blake2.${name as keyof typeof BLAKE_SIZES}`);
  for (const [key, size] of Object.entries(sizes)) {
    dict.keys.push(key);
    dict.values.push(size);
    dict.live++;
  }
}

/** One of the objects. */
export function classConstant(owner: ExtensionTypeName, name: string): Ref {
  const { keys, values } = dictOf(owner);
  const found = values[keys.indexOf(name)];
  if (!(found instanceof Ref)) throw new ModelError(`${owner} has no ${name}`);
  return found;
}
