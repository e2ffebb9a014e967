/**
 * Dates and times as text: `isoformat`'s parts, `ctime`, and `strftime` as the builds' C library has it in the C locale.
 * @module
 */
import { lengthOf } from '../objects/code-points.ts';
import { raise } from '../objects/exceptions.ts';
import { asStr } from '../objects/payload.ts';
import { typeName } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import type { Ask } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { ModelError, type Ref, type Slot, type Value } from '../value.ts';
import { textArgument, wrongArgument } from './datetime-arguments.ts';
import { dayOfYear, isoCalendar, weekday } from './datetime-calendar.ts';
import { nameAsking, offsetAsking, offsetText } from './datetime-zones.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const WEEKDAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');

const pad = (n: number, width: number): string => String(n).padStart(width, '0');

/** `2024-02-29`. */
export function dateText([year = 0, month = 0, day = 0]: readonly number[]): string {
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

/** Hour to microsecond as a timespec has them. */
export function clockText(vm: Operations, parts: readonly number[], timespec: string): string {
  const [hour = 0, minute = 0, second = 0, us = 0] = parts;
  const spec = timespec === 'auto' ? (us === 0 ? 'seconds' : 'microseconds') : timespec;
  const minutes = `${pad(hour, 2)}:${pad(minute, 2)}`;
  const seconds = `${minutes}:${pad(second, 2)}`;
  switch (spec) {
    case 'hours':
      return pad(hour, 2);
    case 'minutes':
      return minutes;
    case 'seconds':
      return seconds;
    case 'milliseconds':
      return `${seconds}.${pad(Math.floor(us / 1000), 3)}`;
    case 'microseconds':
      return `${seconds}.${pad(us, 6)}`;
    default:
      throw raise(vm, 'ValueError', 'Unknown timespec value');
  }
}

/** The argument `timespec` of an `isoformat`. */
export function timespecOf(vm: Operations, v: Slot, position: number): string {
  if (v === undefined) return 'auto';
  return textArgument(vm, 'isoformat', ['timespec', position], v);
}

/** The argument `sep`: one character. */
export function separatorOf(vm: Operations, v: Slot): string {
  if (v === undefined) return 'T';
  const text = asStr(vm, v);
  const wanted = 'a unicode character';
  if (text === undefined) throw wrongArgument(vm, 'isoformat', ['sep', 1], wanted, v);
  const length = lengthOf(text);
  if (length === 1) return text;
  const { rangesTellValue, datetimesByClinic } = ROWS[vm.version];
  if (!rangesTellValue)
    throw raise(vm, 'TypeError', `isoformat() argument 1 must be ${wanted}, not ${typeName(vm, v)}`);
  const which = datetimesByClinic ? "isoformat(): argument 'sep'" : 'isoformat() argument 1';
  throw raise(vm, 'TypeError', `${which} must be ${wanted}, not a string of length ${length}`);
}

/** `Thu Feb 29 13:05:07 2024`. */
export function ctimeText(parts: readonly number[]): string {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  const clock = `${pad(hour, 2)}:${pad(minute, 2)}:${pad(second, 2)}`;
  const name = (WEEKDAYS[weekday(year, month, day)] as string).slice(0, 3);
  return `${name} ${(MONTHS[month - 1] as string).slice(0, 3)} ${String(day).padStart(2)} ${clock} ${pad(year, 4)}`;
}

/** `E` and `O` ask for other digits and names, of which the C locale has none. */
function isModifier(char: string | undefined): boolean {
  return char === 'E' || char === 'O';
}

/** What `strftime` is asked of: year to microsecond, the tzinfo, and the object that its methods are given. */
export interface Moment {
  readonly parts: readonly number[];
  readonly zone: Slot;
  readonly at: Value;
}

/** Day of the week (0 for Monday) and of the year (from 0). */
interface Days {
  readonly weekday: number;
  readonly yearDay: number;
}

const daysOf = ([year = 0, month = 0, day = 0]: readonly number[]): Days => ({
  weekday: weekday(year, month, day),
  yearDay: dayOfYear(year, month, day) - 1,
});

/** A year as `%Y` has it. */
const yearText = (vm: Operations, year: number): string =>
  ROWS[vm.version].strftimePadsYears ? pad(year, 4) : String(year);

/** Directives that C's `strftime` does; `days` may be what a tuple says, whatever the date. */
export function directive(vm: Operations, char: string, parts: readonly number[], days = daysOf(parts)): string {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  const { weekday: weekdayNow, yearDay } = days;
  const [isoYear, isoWeek] = isoCalendar(year, month, day);
  if (year < 1 || ('gGV'.includes(char) && (isoYear < 1000 || weekdayNow !== weekday(year, month, day))))
    throw new ModelError(`strftime('%${char}') of such a date is not modelled`);
  const twelve = hour % 12 === 0 ? 12 : hour % 12;
  const all = (format: string): string => format.replace(/%(.)/g, (_, c: string) => directive(vm, c, parts, days));
  switch (char) {
    case 'a':
      return (WEEKDAYS[weekdayNow] as string).slice(0, 3);
    case 'A':
      return WEEKDAYS[weekdayNow] as string;
    case 'b':
    case 'h':
      return (MONTHS[month - 1] as string).slice(0, 3);
    case 'B':
      return MONTHS[month - 1] as string;
    case 'c':
      return all('%a %b %e %H:%M:%S %Y');
    case 'C':
      return pad(Math.floor(year / 100), 2);
    case 'd':
      return pad(day, 2);
    case 'D':
    case 'x':
      return all('%m/%d/%y');
    case 'e':
      return String(day).padStart(2);
    case 'F':
      return all('%Y-%m-%d');
    case 'g':
      return pad(isoYear % 100, 2);
    case 'G':
      return String(isoYear);
    case 'H':
      return pad(hour, 2);
    case 'I':
      return pad(twelve, 2);
    case 'j':
      return pad(yearDay + 1, 3);
    case 'm':
      return pad(month, 2);
    case 'M':
      return pad(minute, 2);
    case 'n':
      return '\n';
    case 'p':
      return hour < 12 ? 'AM' : 'PM';
    case 'r':
      return all('%I:%M:%S %p');
    case 'R':
      return all('%H:%M');
    case 'S':
      return pad(second, 2);
    case 't':
      return '\t';
    case 'T':
    case 'X':
      return all('%H:%M:%S');
    case 'u':
      return String(weekdayNow + 1);
    case 'U':
      return pad(Math.floor((yearDay + 7 - ((weekdayNow + 1) % 7)) / 7), 2);
    case 'V':
      return pad(isoWeek, 2);
    case 'w':
      return String((weekdayNow + 1) % 7);
    case 'W':
      return pad(Math.floor((yearDay + 7 - weekdayNow) / 7), 2);
    case 'y':
      return pad(year % 100, 2);
    case 'Y':
      return yearText(vm, year);
    case '%':
      return '%';
    default:
      throw new ModelError(`strftime('%${char}') is not modelled`);
  }
}

/** `wrap_strftime`: the directives of Python's own first, the rest as C's. */
export function strftimeAsking(vm: Operations, format: string, moment: Moment, ask: Ask): string {
  const { parts, zone, at } = moment;
  if (/%$/.test(format.replaceAll('%%', '')))
    throw new ModelError('strftime of a format that ends in % is not modelled');
  let text = '';
  for (let i = 0; i < format.length; i++) {
    if (format[i] !== '%') {
      text += format[i];
      continue;
    }
    const colon = format[i + 1] === ':' && format[i + 2] === 'z';
    const modified = isModifier(format[i + 1]);
    const char = colon ? 'z' : (format[modified ? i + 2 : i + 1] as string);
    i += colon || modified ? 2 : 1;
    if (char === 'z') text += zoneOffset(vm, offsetAsking(vm, zone, at, ask), colon ? ':' : '');
    else if (char === 'Z') text += asStr(vm, nameAsking(vm, zone, at, ask)) ?? '';
    else if (char === 'f') text += pad(parts[6] ?? 0, 6);
    else text += directive(vm, char, parts);
  }
  return text;
}

const zoneOffset = (vm: Operations, offset: Ref | null, separator: string): string =>
  offset === null ? '' : offsetText(vm, offset, separator);
