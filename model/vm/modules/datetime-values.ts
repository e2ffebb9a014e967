/**
 * Objects of `_datetime` as records. Numbers of a timedelta: days, seconds, microseconds; of a date: year, month, day; of a time: hour, minute, second,
 * microsecond, fold; of a datetime: those of both. Slot 0 of a time and a datetime is the tzinfo; slots of a timezone are offset and name.
 * @module
 */

import { intAsking } from '../builtins/number-functions.ts';
import type { RecordData } from '../heap.ts';
import { raise } from '../objects/exceptions.ts';
import { asKind } from '../objects/payload.ts';
import { isInstance, TYPES, typeName, typeOf } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { bindSpecial } from '../protocol/bind-special.ts';
import { lookupType } from '../protocol/lookup.ts';
import type { Ask } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { ModelError, type Ref, type Slot, type Value } from '../value.ts';
import { daysInMonth, fromOrdinal, MAX_ORDINAL, MAX_YEAR, MIN_YEAR } from './datetime-calendar.ts';
import { newExtension, recordData } from './extension.ts';

export const DELTA = 'datetime.timedelta';
export const DATE = 'datetime.date';
export const TIME = 'datetime.time';
export const DATETIME = 'datetime.datetime';
export const ZONE = 'datetime.timezone';
export const TZINFO = 'datetime.tzinfo';

/** The record of a value of such a type or of a subclass of it; undefined for any other. */
export function asOf(vm: Operations, v: Slot, type: string): Readonly<RecordData> | undefined {
  const data = asKind(vm, v, 'record');
  return data?.type === type ? data : undefined;
}

const MICROSECOND = 1_000_000n;
/** A day, in microseconds. */
export const DAY = 86400n * MICROSECOND;
/** 1 January 1970 since the day before the first, in microseconds. */
export const EPOCH = 719163n * DAY;

/** The tzinfo of a time or a datetime. */
export const zoneIn = (vm: Operations, self: Slot): Value => recordData(vm, self).slots[0] as Value;

/** A timedelta of these parts, which are in range but for the days. */
export function newDelta(vm: Operations, parts: readonly number[], cls: Ref = TYPES[DELTA]): Ref {
  const [days = 0] = parts;
  if (Math.abs(days) > 999999999) throw raise(vm, 'OverflowError', `days=${days}; must have magnitude <= 999999999`);
  return newExtension(vm, DELTA, cls, [], [...parts]);
}

/** A timedelta of so many microseconds. */
export function deltaOf(vm: Operations, microseconds: bigint, cls: Ref = TYPES[DELTA]): Ref {
  const rest = ((microseconds % DAY) + DAY) % DAY;
  const days = (microseconds - rest) / DAY;
  if (BigInt.asIntN(32, days) !== days) throw raise(vm, 'OverflowError', 'Python int too large to convert to C int');
  return newDelta(vm, [Number(days), Number(rest / MICROSECOND), Number(rest % MICROSECOND)], cls);
}

/** A timedelta in microseconds. */
export function microsecondsOf(vm: Operations, delta: Slot): bigint {
  const [days = 0, seconds = 0, microseconds = 0] = recordData(vm, delta).numbers;
  return BigInt(days) * DAY + BigInt(seconds) * MICROSECOND + BigInt(microseconds);
}

/** An argument that C takes as an int. */
export function intArgument(vm: Operations, v: Value, ask: Ask): number {
  const n = intAsking(vm, v, ask);
  if (BigInt.asIntN(32, BigInt(n)) === BigInt(n)) return Number(n);
  const type = ROWS[vm.version].datetimesByClinic ? 'int' : 'long';
  throw raise(vm, 'OverflowError', `Python int too large to convert to C ${type}`);
}

/** The numbers among the arguments of a time or a datetime, whose tzinfo stands at `zoneAt`; what is missing comes from `old`. */
export function numbersGiven(
  vm: Operations,
  given: readonly Slot[],
  zoneAt: number,
  old: readonly number[],
  ask: Ask,
): number[] {
  const numbers = given.filter((_, i) => i !== zoneAt);
  return numbers.map((v, i) => (v === undefined ? (old[i] as number) : intArgument(vm, v, ask)));
}

function range(vm: Operations, what: string, value: number, low: number, high: number): void {
  if (value >= low && value <= high) return;
  const told = ROWS[vm.version].rangesTellValue ? `, not ${value}` : '';
  throw raise(vm, 'ValueError', `${what} must be in ${low}..${high}${told}`);
}

/** `check_date_args`. */
export function checkDate(vm: Operations, year: number, month: number, day: number): void {
  const { rangesTellValue } = ROWS[vm.version];
  if (year < MIN_YEAR || year > MAX_YEAR)
    throw raise(
      vm,
      'ValueError',
      rangesTellValue ? `year must be in ${MIN_YEAR}..${MAX_YEAR}, not ${year}` : `year ${year} is out of range`,
    );
  range(vm, 'month', month, 1, 12);
  const last = daysInMonth(year, month);
  if (day >= 1 && day <= last) return;
  const text = `day ${day} must be in range 1..${last} for month ${month} in year ${year}`;
  throw raise(vm, 'ValueError', rangesTellValue ? text : 'day is out of range for month');
}

/** `check_time_args`. */
export function checkTime(vm: Operations, parts: readonly number[]): void {
  const [hour = 0, minute = 0, second = 0, microsecond = 0, fold = 0] = parts;
  range(vm, 'hour', hour, 0, 23);
  range(vm, 'minute', minute, 0, 59);
  range(vm, 'second', second, 0, 59);
  range(vm, 'microsecond', microsecond, 0, 999999);
  if (fold === 0 || fold === 1) return;
  const told = ROWS[vm.version].rangesTellValue ? `, not ${fold}` : '';
  throw raise(vm, 'ValueError', `fold must be either 0 or 1${told}`);
}

/** `check_tzinfo_subclass`. */
export function checkZone(vm: Operations, v: Slot): Value {
  if (v === undefined || v === null || isInstance(vm, v, TYPES[TZINFO])) return v ?? null;
  const text = `tzinfo argument must be None or of a tzinfo subclass, not type '${typeName(vm, v)}'`;
  throw raise(vm, 'TypeError', text);
}

/** A date of the class: at once of `date` itself, of a subclass through its call. */
export function makeDate(vm: Operations, cls: Ref, parts: readonly number[], ask: Ask): Value {
  if (cls !== TYPES[DATE]) return ask(cls, [...parts]);
  checkDate(vm, parts[0] as number, parts[1] as number, parts[2] as number);
  return newExtension(vm, DATE, cls, [], [...parts]);
}

/** The same of `datetime`. */
export function makeDatetime(vm: Operations, cls: Ref, parts: readonly number[], zone: Value, ask: Ask): Value {
  const [year = 0, month = 0, day = 0, ...time] = parts;
  if (cls === TYPES[DATETIME]) {
    checkDate(vm, year, month, day);
    checkTime(vm, time);
    return newExtension(vm, DATETIME, cls, [zone], [...parts]);
  }
  return folded(vm, ask(cls, [...parts.slice(0, 7), zone]), parts[7] ?? 0, 7);
}

/** The same of `time`. */
export function makeTime(vm: Operations, cls: Ref, parts: readonly number[], zone: Value, ask: Ask): Value {
  if (cls === TYPES[TIME]) {
    checkTime(vm, parts);
    return newExtension(vm, TIME, cls, [zone], [...parts]);
  }
  return folded(vm, ask(cls, [...parts.slice(0, 4), zone]), parts[4] ?? 0, 4);
}

/** What a subclass made, with the fold, which its constructor is given since 3.13 only. */
function folded(vm: Operations, made: Value, fold: number, at: number): Value {
  if (fold === 0) return made;
  if (ROWS[vm.version].replaceCallsClass) throw new ModelError('a fold given to a subclass is not modelled');
  vm.setNumberAt(made as Ref, 'numbers', at, fold);
  return made;
}

/** What `replace` gives: a subclass is called since 3.13 only. Its class, or the type itself where it is not. */
export function replaced(
  vm: Operations,
  self: Slot,
  type: typeof DATE | typeof TIME | typeof DATETIME,
  make: (cls: Ref) => Value,
): Value {
  const { cls } = recordData(vm, self);
  if (cls === TYPES[type] || ROWS[vm.version].replaceCallsClass) return make(cls);
  const { slots, numbers } = recordData(vm, make(TYPES[type]));
  return newExtension(vm, type, cls, [...slots], [...numbers]);
}

/** A method of an object's class, called. */
export function callAsking(vm: Operations, self: Value, name: string, args: readonly Value[], ask: Ask): Value {
  const method = lookupType(vm, typeOf(vm, self), name);
  if (method === undefined) throw new ModelError(`an object without ${name}() is not modelled`);
  return ask(...bindSpecial(vm, method, self, args));
}

/** The date of a day's number, 1 January of year 1 being the first; OverflowError outside the years. */
export function movedDate(vm: Operations, ordinal: number): [number, number, number] {
  if (ordinal < 1 || ordinal > MAX_ORDINAL) throw raise(vm, 'OverflowError', 'date value out of range');
  return fromOrdinal(ordinal);
}
