/**
 * `datetime.tzinfo` and `datetime.timezone`, and what asks a tzinfo (`call_tzinfo_method` of Modules/_datetimemodule.c).
 * @module
 */
import { bindArguments } from '../objects/arguments.ts';
import { classConstant } from '../objects/class-constants.ts';
import { raise } from '../objects/exceptions.ts';
import { asStr } from '../objects/payload.ts';
import { strRepr } from '../objects/str-repr.ts';
import { newTuple } from '../objects/tuple.ts';
import { NotImplemented, TYPES, typeData, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { type Algorithm, type Ask, replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import type { PyRaise, Ref, Slot, Value } from '../value.ts';
import { wrongArgument } from './datetime-arguments.ts';
import { moved } from './datetime-moves.ts';
import { REDUCE_ZONE } from './datetime-pickles.ts';
import { asOf, callAsking, DATETIME, DAY, DELTA, microsecondsOf, TZINFO, ZONE } from './datetime-values.ts';
import { newExtension, recordData } from './extension.ts';
import { deltaHash, deltaRepr } from './timedelta.ts';

const STRICTLY = 'offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24)';

/** An offset from a tzinfo; null for None or where there is no tzinfo. */
export function offsetAsking(
  vm: Operations,
  zone: Slot,
  at: Value,
  ask: Ask,
  method: 'utcoffset' | 'dst' = 'utcoffset',
): Ref | null {
  if (zone === null || zone === undefined) return null;
  const own = asOf(vm, zone, ZONE);
  const found = own?.cls === TYPES[ZONE] ? zoneAnswer(own.slots[0], method) : callAsking(vm, zone, method, [at], ask);
  if (found === null) return null;
  if (asOf(vm, found, DELTA) === undefined) {
    const text = `tzinfo.${method}() must return None or timedelta, not '${typeName(vm, found)}'`;
    throw raise(vm, 'TypeError', text);
  }
  const us = microsecondsOf(vm, found);
  if (us <= -DAY || us >= DAY) {
    const end = ROWS[vm.version].rangesTellValue ? `, not ${deltaRepr(vm, found)}` : '.';
    throw raise(vm, 'ValueError', `${STRICTLY}${end}`);
  }
  return found as Ref;
}

const zoneAnswer = (offset: Slot, method: 'utcoffset' | 'dst'): Value => (method === 'dst' ? null : (offset as Ref));

/** The name from a tzinfo. */
export function nameAsking(vm: Operations, zone: Slot, at: Value, ask: Ask): Value {
  if (zone === null || zone === undefined) return null;
  const name = callAsking(vm, zone, 'tzname', [at], ask);
  if (name === null || asStr(vm, name) !== undefined) return name;
  throw raise(vm, 'TypeError', `tzinfo.tzname() must return None or a string, not '${typeName(vm, name)}'`);
}

/** `+01:00`, `-05:30:15.000001`; the separator stands between hours, minutes and seconds. */
export function offsetText(vm: Operations, offset: Ref, separator = ':'): string {
  const us = microsecondsOf(vm, offset);
  const size = us < 0n ? -us : us;
  const seconds = Number(size / 1000000n);
  const fraction = Number(size % 1000000n);
  const two = (n: number): string => String(Math.floor(n) % 60).padStart(2, '0');
  const hours = String(Math.floor(seconds / 3600)).padStart(2, '0');
  const sign = us < 0n ? '-' : '+';
  const short = `${sign}${hours}${separator}${two(seconds / 60)}`;
  if (seconds % 60 === 0 && fraction === 0) return short;
  return `${short}${separator}${two(seconds)}${fraction === 0 ? '' : `.${String(fraction).padStart(6, '0')}`}`;
}

/** `timezone.utc`. */
export const UTC: Ref = classConstant(ZONE, 'utc');

/** `new_timezone`: UTC itself where it has no name and no offset. */
export function newZone(vm: Operations, offset: Ref, name: Slot, cls: Ref = TYPES[ZONE]): Ref {
  const us = microsecondsOf(vm, offset);
  if (us === 0n && name === undefined) return UTC;
  if (us > -DAY && us < DAY) return newExtension(vm, ZONE, cls, [offset, name ?? null]);
  const end = ROWS[vm.version].rangesTellValue ? '' : '.';
  throw raise(vm, 'ValueError', `${STRICTLY}, not ${deltaRepr(vm, offset)}${end}`);
}

const zoneNew: Builtin = (vm, [cls, ...args], keywords) => {
  const signature = { name: 'timezone', names: ['offset', 'name'], required: 1 } as const;
  const [offset, name] = bindArguments(vm, signature, args, keywords);
  if (asOf(vm, offset, DELTA) === undefined)
    throw wrongArgument(vm, 'timezone', ['offset', 1], 'datetime.timedelta', offset as Value);
  if (name !== undefined && asStr(vm, name) === undefined)
    throw wrongArgument(vm, 'timezone', ['name', 2], 'str', name);
  return newZone(vm, offset as Ref, name, cls as Ref);
};

/** What a timezone is made of. */
function zoneData(vm: Operations, self: Slot): { readonly offset: Ref; readonly name: Value } {
  const [offset, name = null] = recordData(vm, self).slots;
  return { offset: offset as Ref, name };
}

function zoneName(vm: Operations, self: Slot): string {
  const { offset, name } = zoneData(vm, self);
  const text = asStr(vm, name);
  if (text !== undefined) return text;
  return microsecondsOf(vm, offset) === 0n ? 'UTC' : `UTC${offsetText(vm, offset)}`;
}

function zoneRepr(vm: Operations, self: Slot): string {
  if (self === UTC) return 'datetime.timezone.utc';
  const { cls, slots } = recordData(vm, self);
  const name = asStr(vm, slots[1]);
  const shown = name === undefined ? '' : `, ${strRepr(name)}`;
  return `${typeData(vm, cls).name}(${deltaRepr(vm, slots[0])}${shown})`;
}

/** A method of a timezone that takes a datetime or None and looks at its kind alone. */
const answering =
  (name: string, run: (vm: Operations, self: Slot) => Value): Builtin =>
  (vm, [self, at]) => {
    if (at === null || asOf(vm, at, DATETIME) !== undefined) return run(vm, self);
    const text = `${name}(dt) argument must be a datetime instance or None, not ${typeName(vm, at as Value)}`;
    throw raise(vm, 'TypeError', text);
  };

const zoneEqual =
  (negated: boolean): Builtin =>
  (vm, [a, b]) => {
    const [x, y] = [asOf(vm, a, ZONE), asOf(vm, b, ZONE)];
    if (x === undefined || y === undefined) return NotImplemented;
    return (microsecondsOf(vm, x.slots[0]) === microsecondsOf(vm, y.slots[0])) !== negated;
  };

/** A datetime of this very tzinfo. */
function ownDatetime(vm: Operations, self: Slot, at: Slot): Ref {
  const data = asOf(vm, at, DATETIME);
  if (data === undefined) {
    const what = asOf(vm, self, ZONE) === undefined ? 'a datetime instance' : 'a datetime';
    throw raise(vm, 'TypeError', `fromutc: argument must be ${what}`);
  }
  if (data.slots[0] !== self) throw raise(vm, 'ValueError', 'fromutc: dt.tzinfo is not self');
  return at as Ref;
}

/** `tzinfo.fromutc`. Inputs: tzinfo, datetime. */
const FROM_UTC: Algorithm = {
  name: 'tzinfo_from_utc',
  run: (vm, [self, dt], _vars, ask) => {
    const at = ownDatetime(vm, self, dt);
    const own = asOf(vm, self, ZONE);
    if (own !== undefined) return moved(vm, at, microsecondsOf(vm, own.slots[0]), ask);
    const offset = offsetAsking(vm, self, at, ask);
    if (offset === null) throw failure(vm, 'non-None utcoffset() result required');
    const dst = offsetAsking(vm, self, at, ask, 'dst');
    if (dst === null) throw failure(vm, 'non-None dst() result required');
    const result = moved(vm, at, microsecondsOf(vm, offset) - microsecondsOf(vm, dst), ask);
    const late = offsetAsking(vm, self, result, ask, 'dst');
    if (late === null) throw failure(vm, 'tz.dst() gave inconsistent results; cannot convert');
    const more = microsecondsOf(vm, late);
    return more === 0n ? result : moved(vm, result as Ref, more, ask);
  },
};

function failure(vm: Operations, text: string): PyRaise {
  return raise(vm, 'ValueError', `fromutc: ${text}`);
}

const missing =
  (name: string): Builtin =>
  (vm) => {
    throw raise(vm, 'NotImplementedError', `a tzinfo subclass must implement ${name}()`);
  };

const fromUtc: Builtin = (vm, [self, at]) => replay(vm, FROM_UTC, [self, at]);

export const ZONE_BUILTINS: BuiltinTable = {
  [`${TZINFO}.__new__`]: (vm, [cls]) => newExtension(vm, TZINFO, cls as Ref, []),
  [`${TZINFO}.utcoffset`]: missing('utcoffset'),
  [`${TZINFO}.tzname`]: missing('tzname'),
  [`${TZINFO}.dst`]: missing('dst'),
  [`${TZINFO}.fromutc`]: fromUtc,
  [`${TZINFO}.__reduce__`]: (vm, [self]) => replay(vm, REDUCE_ZONE, [self]),
  [`${ZONE}.__new__`]: zoneNew,
  [`${ZONE}.utcoffset`]: answering('utcoffset', (vm, self) => zoneData(vm, self).offset),
  [`${ZONE}.tzname`]: answering('tzname', zoneName),
  [`${ZONE}.dst`]: answering('dst', () => null),
  [`${ZONE}.fromutc`]: fromUtc,
  [`${ZONE}.__repr__`]: (vm, [self]) => zoneRepr(vm, self),
  [`${ZONE}.__str__`]: (vm, [self]) => zoneName(vm, self),
  [`${ZONE}.__eq__`]: zoneEqual(false),
  [`${ZONE}.__ne__`]: zoneEqual(true),
  [`${ZONE}.__hash__`]: (vm, [self]) => deltaHash(vm, recordData(vm, zoneData(vm, self).offset).numbers),
  [`${ZONE}.__getinitargs__`]: (vm, [self]) => {
    const { offset, name } = zoneData(vm, self);
    return newTuple(vm, name === null ? [offset] : [offset, name]);
  },
};
export const ZONE_ALGORITHMS: readonly Algorithm[] = [FROM_UTC, REDUCE_ZONE];
