/**
 * `datetime.date` and what `isocalendar` gives (Modules/_datetimemodule.c).
 * @module
 */
import { bindArguments } from '../objects/arguments.ts';
import { newBytes } from '../objects/codecs.ts';
import { raise } from '../objects/exceptions.ts';
import { asKind } from '../objects/payload.ts';
import { strRepr } from '../objects/str-repr.ts';
import { newTuple } from '../objects/tuple.ts';
import { NotImplemented, TYPES, typeData } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Keywords, Operations } from '../operations.ts';
import { callOf, callSlots, callVars } from '../protocol/call-slots.ts';
import { COMPARE_METHODS, type CompareOperator, compareNumbers } from '../protocol/compare.ts';
import { hashBytes } from '../protocol/hash-numbers.ts';
import { type Algorithm, type Ask, replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { strAsking } from '../protocol/text.ts';
import { ModelError, normalizeInt, type Ref, type Slot, type Value } from '../value.ts';
import { constructorArguments, formatText, isoText, specText } from './datetime-arguments.ts';
import { fromIsoCalendar, fromOrdinal, isoCalendar, toOrdinal, weekday } from './datetime-calendar.ts';
import { ctimeText, dateText, type Moment, strftimeAsking } from './datetime-format.ts';
import { parseDate } from './datetime-parse.ts';
import { dateBytes, fromState } from './datetime-pickles.ts';
import {
  asOf,
  callAsking,
  checkDate,
  DATE,
  DATETIME,
  DELTA,
  intArgument,
  makeDate,
  movedDate,
  newDelta,
  replaced,
} from './datetime-values.ts';
import { offsetAsking } from './datetime-zones.ts';
import { newExtension, recordData } from './extension.ts';
import { strptimeOf } from './strptime.ts';
import { timeTuple } from './time-tuple.ts';

const NAMES = ['year', 'month', 'day'];
const ISO = 'datetime.IsoCalendarDate';

type Parts = readonly [year: number, month: number, day: number];

/** Year, month and day of a date or a datetime. */
const partsOf = (vm: Operations, self: Slot): Parts => threeOf(recordData(vm, self).numbers);
const threeOf = ([year = 0, month = 0, day = 0]: readonly number[]): Parts => [year, month, day];

type Work = (vm: Operations, args: readonly Value[], keywords: Keywords | null, ask: Ask) => Value;

/** Makers and changers, which may ask for an index or call a subclass. The first argument is the class or the date. */
const WORK: Readonly<Record<string, Work>> = {
  new: (vm, [cls, ...args], keywords, ask) => {
    const copied = keywords === null ? fromState(vm, DATE, cls as Ref, args) : undefined;
    if (copied !== undefined) return copied;
    const given = constructorArguments(vm, { name: 'date', names: NAMES, required: 3 }, args, keywords);
    const parts = threeOf(given.map((v) => intArgument(vm, v as Value, ask)));
    checkDate(vm, ...parts);
    return newExtension(vm, DATE, cls as Ref, [], [...parts]);
  },
  replace: (vm, [self, ...args], keywords, ask) => {
    const given = bindArguments(vm, { name: 'replace', names: NAMES }, args, keywords);
    const old = partsOf(vm, self);
    const parts = given.map((v, i) => (v === undefined ? (old[i] as number) : intArgument(vm, v, ask)));
    return replaced(vm, self, DATE, (cls) => makeDate(vm, cls, parts, ask));
  },
  fromordinal: (vm, [cls, v], _keywords, ask) => {
    const ordinal = intArgument(vm, v as Value, ask);
    if (ordinal < 1) throw raise(vm, 'ValueError', 'ordinal must be >= 1');
    return fromDate(vm, cls as Ref, fromOrdinal(ordinal), ask);
  },
  fromisoformat: (vm, [cls, v], _keywords, ask) => {
    const text = isoText(vm, v as Value);
    const parts = [7, 8, 10].includes(text.length) ? parseDate(text) : undefined;
    if (parts === undefined) throw raise(vm, 'ValueError', `Invalid isoformat string: ${strRepr(text)}`);
    return fromDate(vm, cls as Ref, parts, ask);
  },
  fromisocalendar: (vm, [cls, ...args], keywords, ask) => {
    const names = ['year', 'week', 'day'];
    const given = bindArguments(vm, { name: 'fromisocalendar', names, required: 3 }, args, keywords);
    const [year, week, day] = threeOf(given.map((v) => intArgument(vm, v as Value, ask)));
    const ordinal = fromIsoCalendar(year, week, day);
    if (typeof ordinal === 'number') return fromDate(vm, cls as Ref, fromOrdinal(ordinal), ask);
    throw raise(vm, 'ValueError', isoFault(vm, ordinal, year, week, day));
  },
};

function isoFault(vm: Operations, what: 'year' | 'week' | 'day', year: number, week: number, day: number): string {
  const { rangesTellValue } = ROWS[vm.version];
  if (what === 'week') return `Invalid week: ${week}`;
  if (what === 'day') return `Invalid ${rangesTellValue ? 'weekday' : 'day'}: ${day} (range is [1, 7])`;
  return rangesTellValue ? `year must be in 1..9999, not ${year}` : `Year is out of range: ${year}`;
}

/** A date of the class; of `datetime` and its subclasses, one at midnight. */
function fromDate(vm: Operations, cls: Ref, parts: readonly number[], ask: Ask): Value {
  if (cls !== TYPES[DATETIME]) return makeDate(vm, cls, parts, ask);
  checkDate(vm, ...threeOf(parts));
  return newExtension(vm, DATETIME, cls, [null], [...parts, 0, 0, 0, 0, 0]);
}

/** Inputs: arguments, values of keywords. Vars: what, args, names. */
const MAKE: Algorithm = {
  name: 'date_make',
  run: (vm, inputs, vars, ask) => {
    const { args, keywords } = callOf({ slots: inputs, vars }, 0);
    return (WORK[String(vars['what'])] as Work)(vm, args, keywords, ask);
  },
};

const make =
  (what: string): Builtin =>
  (vm, args, keywords) => {
    return replay(vm, MAKE, callSlots(args, keywords), { what, ...callVars(args, keywords) });
  };

/** Moves a date by the days of a timedelta. Inputs: date, timedelta. Vars: sign. */
const MOVE: Algorithm = {
  name: 'date_move',
  run: (vm, [self, delta], vars, ask) => {
    const ordinal =
      toOrdinal(...partsOf(vm, self)) + Number(vars['sign']) * (recordData(vm, delta).numbers[0] as number);
    return makeDate(vm, recordData(vm, self).cls, movedDate(vm, ordinal), ask);
  },
};

const isDate = (vm: Operations, v: Slot): boolean => asOf(vm, v, DATE) !== undefined;
const isDelta = (vm: Operations, v: Slot): boolean => asOf(vm, v, DELTA) !== undefined;

const add: Builtin = (vm, [a, b]) => {
  if (isDate(vm, a) && isDelta(vm, b)) return replay(vm, MOVE, [a, b], { sign: 1 });
  return isDelta(vm, a) && isDate(vm, b) ? replay(vm, MOVE, [b, a], { sign: 1 }) : NotImplemented;
};

const subtract: Builtin = (vm, [a, b]) => {
  if (!isDate(vm, a)) return NotImplemented;
  if (isDate(vm, b)) return newDelta(vm, [toOrdinal(...partsOf(vm, a)) - toOrdinal(...partsOf(vm, b)), 0, 0]);
  return isDelta(vm, b) ? replay(vm, MOVE, [a, b], { sign: -1 }) : NotImplemented;
};

/** By day. A datetime on the right, whose own comparison an operator asks first, counts by its day before 3.13. */
const compare =
  (op: CompareOperator): Builtin =>
  (vm, [a, b]) => {
    if (!isDate(vm, b) && (ROWS[vm.version].datesStandApart || asOf(vm, b, DATETIME) === undefined))
      return NotImplemented;
    return compareNumbers(op, toOrdinal(...partsOf(vm, a)), toOrdinal(...partsOf(vm, b)));
  };

/** What `strftime` is asked of; `timetuple` asks for the DST flag of a datetime. */
function momentOf(vm: Operations, self: Ref, ask: Ask): Moment {
  const dt = asOf(vm, self, DATETIME);
  if (dt === undefined) return { parts: [...partsOf(vm, self), 0, 0, 0, 0], zone: null, at: self };
  const [zone] = dt.slots;
  offsetAsking(vm, zone, self, ask, 'dst');
  return { parts: dt.numbers, zone, at: self };
}

/** `str`, `strftime`, `__format__`. Inputs: date, argument. Vars: what. */
const TEXT: Algorithm = {
  name: 'date_text',
  run: (vm, [self, v], vars, ask) => {
    if (vars['what'] === 'str') return callAsking(vm, self as Ref, 'isoformat', [], ask);
    if (vars['what'] === 'format') {
      const spec = specText(vm, v as Value);
      if (spec === '') return strAsking(vm, self as Ref, ask);
      return callAsking(vm, self as Ref, 'strftime', [spec], ask);
    }
    const format = formatText(vm, v as Value);
    return strftimeAsking(vm, format, momentOf(vm, self as Ref, ask), ask);
  },
};

const strftime: Builtin = (vm, [self, ...args], keywords) => {
  const [format] = bindArguments(vm, { name: 'strftime', names: ['format'], required: 1 }, args, keywords);
  return replay(vm, TEXT, [self, format], { what: 'strftime' });
};

const member =
  (i: number): Builtin =>
  (vm, [self]) =>
    partsOf(vm, self)[i] as number;

function isoDate(vm: Operations, self: Slot): Ref {
  return vm.alloc({ kind: 'tuple', cls: TYPES[ISO], items: isoCalendar(...partsOf(vm, self)), attrs: null });
}

const isoItem =
  (i: number): Builtin =>
  (vm, [self]) =>
    asKind(vm, self, 'tuple')?.items[i] as Value;

const isoRepr: Builtin = (vm, [self]) => {
  const [year, week, day] = asKind(vm, self, 'tuple')?.items ?? [];
  return `${typeData(vm, TYPES[ISO]).name}(year=${String(year)}, week=${String(week)}, weekday=${String(day)})`;
};

const refused =
  (name: string): Builtin =>
  () => {
    throw new ModelError(`${name} is not modelled`);
  };

export const DATE_BUILTINS: BuiltinTable = {
  [`${DATE}.__new__`]: make('new'),
  [`${DATE}.replace`]: make('replace'),
  [`${DATE}.__replace__`]: make('replace'),
  [`${DATE}.fromordinal`]: make('fromordinal'),
  [`${DATE}.fromisoformat`]: make('fromisoformat'),
  [`${DATE}.fromisocalendar`]: make('fromisocalendar'),
  [`${DATE}.today`]: refused('date.today()'),
  [`${DATE}.fromtimestamp`]: refused('date.fromtimestamp()'),
  [`${DATE}.strptime`]: strptimeOf(() => '_strptime_datetime_date'),
  [`${DATE}.timetuple`]: (vm, [self]) => timeTuple(vm, [...partsOf(vm, self), 0, 0, 0], -1),
  [`${DATE}.year`]: member(0),
  [`${DATE}.month`]: member(1),
  [`${DATE}.day`]: member(2),
  [`${DATE}.toordinal`]: (vm, [self]) => toOrdinal(...partsOf(vm, self)),
  [`${DATE}.weekday`]: (vm, [self]) => weekday(...partsOf(vm, self)),
  [`${DATE}.isoweekday`]: (vm, [self]) => weekday(...partsOf(vm, self)) + 1,
  [`${DATE}.isocalendar`]: (vm, [self]) => isoDate(vm, self),
  [`${DATE}.isoformat`]: (vm, [self]) => dateText(partsOf(vm, self)),
  [`${DATE}.ctime`]: (vm, [self]) => ctimeText([...partsOf(vm, self), 0, 0, 0]),
  [`${DATE}.strftime`]: strftime,
  [`${DATE}.__format__`]: (vm, [self, spec]) => replay(vm, TEXT, [self, spec], { what: 'format' }),
  [`${DATE}.__str__`]: (vm, [self]) => replay(vm, TEXT, [self, undefined], { what: 'str' }),
  [`${DATE}.__repr__`]: (vm, [self]) =>
    `${typeData(vm, recordData(vm, self).cls).name}(${partsOf(vm, self).join(', ')})`,
  [`${DATE}.__hash__`]: (vm, [self]) => normalizeInt(BigInt(hashBytes(dateBytes(partsOf(vm, self)), vm.build))),
  [`${DATE}.__reduce__`]: (vm, [self]) =>
    newTuple(vm, [recordData(vm, self).cls, newTuple(vm, [newBytes(vm, dateBytes(partsOf(vm, self)))])]),
  [`${DATE}.__add__`]: add,
  [`${DATE}.__radd__`]: add,
  [`${DATE}.__sub__`]: subtract,
  [`${DATE}.__rsub__`]: (vm, [a, b]) => subtract(vm, [b as Value, a as Value], null),
  ...Object.fromEntries(
    Object.entries(COMPARE_METHODS).map(([op, name]): [string, Builtin] => [
      `${DATE}.${name}`,
      compare(op as CompareOperator),
    ]),
  ),
  [`${ISO}.year`]: isoItem(0),
  [`${ISO}.week`]: isoItem(1),
  [`${ISO}.weekday`]: isoItem(2),
  [`${ISO}.__repr__`]: isoRepr,
};
export const DATE_ALGORITHMS: readonly Algorithm[] = [MAKE, MOVE, TEXT];
