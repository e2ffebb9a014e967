/**
 * Dates and times as the bytes that copies and pickles are made of (`datetime_getstate`, `datetime_from_pickle_state` and their kin). The fold is the
 * highest bit of the month, or of the hour of a time, in protocols past 3.
 * @module
 */
import { newBytes } from '../objects/codecs.ts';
import { asInt, asKind } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { isInstance, TYPES } from '../objects/types.ts';
import type { Builtin, Operations } from '../operations.ts';
import { dictEntries } from '../protocol/dict-table.ts';
import { lookupType } from '../protocol/lookup.ts';
import type { Algorithm } from '../protocol/replay.ts';
import type { Ref, Slot, Value } from '../value.ts';
import { callAsking, checkZone, DATE, DATETIME, TIME } from './datetime-values.ts';
import { newExtension, recordData } from './extension.ts';

const FOLD = 0x80;

/** What hashes and pickles are of. */
export const dateBytes = ([year = 0, month = 0, day = 0]: readonly number[]): number[] => [
  year >> 8,
  year & 0xff,
  month,
  day,
];
export const clockBytes = ([hour = 0, minute = 0, second = 0, us = 0]: readonly number[]): number[] => [
  hour,
  minute,
  second,
  us >> 16,
  (us >> 8) & 0xff,
  us & 0xff,
];
const clockOfBytes = ([hour = 0, minute = 0, second = 0, a = 0, b = 0, c = 0]: readonly number[]): number[] => [
  hour,
  minute,
  second,
  (a << 16) | (b << 8) | c,
];

/** `__reduce_ex__` and `__reduce__` of a time or a datetime: class, bytes, and tzinfo where there is one. */
export const reduceMoment: Builtin = (vm, [self, protocol]) => {
  const { cls, type, numbers, slots } = recordData(vm, self);
  const folds = Number(asInt(vm, protocol) ?? 2) > 3 && numbers[numbers.length - 1] === 1;
  const bytes = type === TIME ? clockBytes(numbers) : [...dateBytes(numbers), ...clockBytes(numbers.slice(3))];
  const at = type === TIME ? 0 : 2;
  if (folds) bytes[at] = (bytes[at] as number) | FOLD;
  const state = newBytes(vm, bytes);
  const zone = slots[0] as Value;
  return newTuple(vm, [cls, newTuple(vm, zone === null ? [state] : [state, zone])]);
};

/** What a constructor makes of such bytes; undefined for arguments of any other kind. */
export function fromState(
  vm: Operations,
  type: typeof DATE | typeof TIME | typeof DATETIME,
  cls: Ref,
  args: readonly Slot[],
): Ref | undefined {
  const [state, zone] = args;
  const length = { [DATE]: 4, [TIME]: 6, [DATETIME]: 10 }[type];
  const most = type === DATE ? 1 : 2;
  if (args.length > most || args.length === 0 || !isInstance(vm, state as Value, TYPES.bytes)) return undefined;
  const bytes = [...(asKind(vm, state, 'bytes')?.bytes ?? [])];
  if (bytes.length !== length) return undefined;
  const at = type === TIME ? 0 : 2;
  const fold = type !== DATE && ((bytes[at] as number) & FOLD) !== 0 ? 1 : 0;
  const low = (bytes[at] as number) - fold * FOLD;
  if (type === TIME ? low > 23 : low < 1 || low > 12) return undefined;
  bytes[at] = low;
  const [high = 0, rest = 0, month = 0, day = 0] = bytes;
  const date = type === TIME ? [] : [(high << 8) | rest, month, day];
  if (type === DATE) return newExtension(vm, DATE, cls, [], date);
  const clock = clockOfBytes(bytes.slice(type === TIME ? 0 : 4));
  return newExtension(vm, type, cls, [checkZone(vm, zone)], [...date, ...clock, fold]);
}

/** `tzinfo.__reduce__`. Inputs: the tzinfo. */
export const REDUCE_ZONE: Algorithm = {
  name: 'tzinfo_reduce',
  run: (vm, [self], _vars, ask) => {
    const { cls, attrs } = recordData(vm, self);
    const has = lookupType(vm, cls, '__getinitargs__') !== undefined;
    const args = has ? callAsking(vm, self as Ref, '__getinitargs__', [], ask) : newTuple(vm, []);
    const state = attrs !== null && dictEntries(vm, attrs).length > 0 ? attrs : null;
    return newTuple(vm, [cls, args, state]);
  },
};
