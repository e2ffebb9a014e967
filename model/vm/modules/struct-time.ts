/**
 * `time.struct_time` and the functions of `time` that take or give one without looking at a clock (Modules/timemodule.c). Its items are the nine of the
 * tuple; zone and offset, which stand behind them, are kept as attributes.
 * @module
 */

import { bindArguments, noKeywords, strArgument } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { asFloat, asInt, asKind } from '../objects/payload.ts';
import { TYPES, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { itemsAtOnce } from '../protocol/collect.ts';
import { dictGetName, dictSetName, newDict } from '../protocol/dict-table.ts';
import { isIterable } from '../protocol/iteration.ts';
import { ROWS } from '../protocol/rows.ts';
import { ModelError, type PyRaise, type Ref, type Slot, type Value } from '../value.ts';
import { dayOfYear, weekday } from './datetime-calendar.ts';
import { directive } from './datetime-format.ts';
import { partsAt } from './datetime-moves.ts';
import { EPOCH } from './datetime-values.ts';

const TYPE = 'time.struct_time';
const FIELDS = 'tm_year tm_mon tm_mday tm_hour tm_min tm_sec tm_wday tm_yday tm_isdst'.split(' ');
const EXTRA = ['tm_zone', 'tm_gmtoff'];
const MOST = FIELDS.length + EXTRA.length;

/** A struct_time of its nine items, and of zone and offset where there are. */
export function newStructTime(vm: Operations, items: readonly Value[], cls: Ref = TYPES[TYPE]): Ref {
  const extra = items.slice(FIELDS.length);
  const attrs = extra.length === 0 ? null : newDict(vm);
  extra.forEach((v, i) => {
    dictSetName(vm, attrs as Ref, EXTRA[i] as string, v);
  });
  return vm.alloc({ kind: 'tuple', cls, items: items.slice(0, FIELDS.length), attrs });
}

const structNew: Builtin = (vm, [cls, ...args], keywords) => {
  const signature = { name: 'structseq', names: ['sequence', 'dict'], required: 1 };
  const [sequence, dict] = bindArguments(vm, signature, args, keywords);
  if (!isIterable(vm, sequence as Value)) throw raise(vm, 'TypeError', 'constructor requires a sequence');
  const items = itemsAtOnce(vm, sequence as Value);
  if (items === undefined)
    throw new ModelError('struct_time of what has to be iterated by Python code is not modelled');
  if (dict !== undefined && asKind(vm, dict, 'dict') === undefined)
    throw raise(vm, 'TypeError', `${TYPE}() takes a dict as second arg, if any`);
  const { length } = items;
  const bound = length < FIELDS.length ? ['least', FIELDS.length] : ['most', MOST];
  if (length < FIELDS.length || length > MOST)
    throw raise(vm, 'TypeError', `${TYPE}() takes an at ${bound[0]} ${bound[1]}-sequence (${length}-sequence given)`);
  return newStructTime(vm, [...items, ...namedFields(vm, dict, length)], cls as Ref);
};

/** The fields behind the visible ones that a dict gives. */
function namedFields(vm: Operations, dict: Slot, given: number): Value[] {
  const size = asKind(vm, dict, 'dict')?.live ?? 0;
  if (size === 0) return [];
  const found = EXTRA.slice(given - FIELDS.length).map((name) => dictGetName(vm, dict as Ref, name));
  if (ROWS[vm.version].structsRefuseNames && found.filter((v) => v !== undefined).length < size)
    throw raise(vm, 'TypeError', `${TYPE}() got duplicate or unexpected field name(s)`);
  return found.map((v) => v ?? null);
}

const itemsOf = (vm: Operations, self: Slot): readonly Value[] =>
  (asKind(vm, self, 'tuple')?.items ?? []) as readonly Value[];

const extraOf =
  (name: string): Builtin =>
  (vm, [self]) => {
    const attrs = asKind(vm, self, 'tuple')?.attrs ?? null;
    return (attrs === null ? null : (dictGetName(vm, attrs, name) ?? null)) as Value;
  };

const structRepr: Builtin = (vm, [self]) => {
  const shown = itemsOf(vm, self).map((v, i) => {
    if (asInt(vm, v) === undefined) throw new ModelError('the repr of a struct_time of no ints is not modelled');
    return `${FIELDS[i]}=${String(v)}`;
  });
  return `${TYPE}(${shown.join(', ')})`;
};

const RANGES: readonly (readonly [text: string, low: number, high: number])[] = [
  ['month', 0, 12],
  ['day of month', 0, 31],
  ['hour', 0, 23],
  ['minute', 0, 59],
  ['seconds', 0, 61],
  ['day of week', -1, 6],
  ['day of year', 0, 366],
];

/** `strftime(format, tuple)`. */
export const strftime: Builtin = (vm, args, keywords) => {
  noKeywords(vm, 'strftime', keywords);
  if (args.length < 1) throw raise(vm, 'TypeError', 'strftime() takes at least 1 argument (0 given)');
  if (args.length > 2) throw raise(vm, 'TypeError', `strftime() takes at most 2 arguments (${args.length} given)`);
  const [format, tuple] = args;
  const text = strArgument(vm, 'strftime', format as Value, ' 1');
  if (tuple === undefined) throw new ModelError('time.strftime() of the local time is not modelled');
  if (asKind(vm, tuple, 'tuple') === undefined) throw raise(vm, 'TypeError', 'Tuple or struct_time argument required');
  const numbers = itemsOf(vm, tuple).map((v) => Number(asInt(vm, v) ?? Number.NaN));
  if (numbers.length !== FIELDS.length || numbers.some(Number.isNaN))
    throw raise(vm, 'TypeError', 'strftime(): illegal time tuple argument');
  RANGES.forEach(([what, low, high], i) => {
    const n = numbers[i + 1] as number;
    if (n < low || n > high) throw raise(vm, 'ValueError', `${what} out of range`);
  });
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, weekday = 0, yearDay = 0] = numbers;
  const parts = [year, Math.max(1, month), Math.max(1, day), hour, minute, second];
  const days = { weekday: (weekday + 7) % 7, yearDay: Math.max(0, yearDay - 1) };
  return text.replace(/%[EO]?(.?)/g, (_, char: string) => directive(vm, char, parts, days));
};

/** What a number of seconds is told that is none. */
export function noSeconds(vm: Operations, v: Value): PyRaise {
  const type = typeName(vm, v);
  const text = `'${type}' object cannot be interpreted as an integer`;
  return raise(vm, 'TypeError', ROWS[vm.version].secondsAreReal ? `must be real number, not ${type}` : text);
}

/** `gmtime(seconds)`, of a moment in the years of `datetime`. */
export const gmtime: Builtin = (vm, args, keywords) => {
  noKeywords(vm, 'gmtime', keywords);
  if (args.length > 1) throw raise(vm, 'TypeError', `gmtime() takes at most 1 argument (${args.length} given)`);
  const [seconds = null] = args;
  if (seconds === null) throw new ModelError('time.gmtime() of the clock is not modelled');
  const n = asInt(vm, seconds) ?? asFloat(vm, seconds);
  if (n === undefined) throw noSeconds(vm, seconds);
  const whole = Math.floor(Number(n));
  if (!(Math.abs(whole) < 6e10)) throw new ModelError('time.gmtime() of such a number is not modelled');
  const [year = 0, month = 0, day = 0, ...clock] = partsAt(vm, EPOCH + BigInt(whole) * 1000000n);
  const days = [weekday(year, month, day), dayOfYear(year, month, day), 0];
  return newStructTime(vm, [year, month, day, ...clock.slice(0, 3), ...days, 'GMT', 0]);
};

export const STRUCT_TIME_BUILTINS: BuiltinTable = {
  [`${TYPE}.__new__`]: structNew,
  [`${TYPE}.__repr__`]: structRepr,
  ...Object.fromEntries(
    FIELDS.map((name, i): [string, Builtin] => [`${TYPE}.${name}`, (vm, [self]) => itemsOf(vm, self)[i] as Value]),
  ),
  ...Object.fromEntries(EXTRA.map((name): [string, Builtin] => [`${TYPE}.${name}`, extraOf(name)])),
};
