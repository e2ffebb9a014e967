/**
 * `datetime.time` (Modules/_datetimemodule.c).
 * @module
 */
import { bindArguments } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { strRepr } from '../objects/str-repr.ts';
import { NotImplemented, typeData } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { COMPARE_METHODS, type CompareOperator, ordered } from '../protocol/compare.ts';
import { hashBytes } from '../protocol/hash-numbers.ts';
import { type Algorithm, type Ask, replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { reprAsking, strAsking } from '../protocol/text.ts';
import { normalizeInt, type Ref, type Slot, type Value } from '../value.ts';
import { constructorArguments, formatText, isoText, specText } from './datetime-arguments.ts';
import { clockText, strftimeAsking, timespecOf } from './datetime-format.ts';
import { parseTime } from './datetime-parse.ts';
import { clockBytes, fromState, reduceMoment } from './datetime-pickles.ts';
import { zoneOf } from './datetime-texts.ts';
import {
  asOf,
  callAsking,
  checkTime,
  checkZone,
  deltaOf,
  makeTime,
  microsecondsOf,
  numbersGiven,
  replaced,
  TIME,
  zoneIn,
} from './datetime-values.ts';
import { nameAsking, offsetAsking, offsetText } from './datetime-zones.ts';
import { newExtension, recordData } from './extension.ts';
import { strptimeOf } from './strptime.ts';
import { deltaHash } from './timedelta.ts';

const NAMES = ['hour', 'minute', 'second', 'microsecond', 'tzinfo', 'fold'];
/** Where the tzinfo stands among them. */
const ZONE_AT = 4;

const partsOf = (vm: Operations, self: Slot): readonly number[] => recordData(vm, self).numbers;

/** Inputs: class or time, arguments as bound. Vars: what. */
const MAKE: Algorithm = {
  name: 'time_make',
  run: (vm, [self, ...given], vars, ask) => {
    if (vars['what'] === 'new') {
      const parts = numbersGiven(vm, given, ZONE_AT, [0, 0, 0, 0, 0], ask);
      checkTime(vm, parts);
      return newExtension(vm, TIME, self as Ref, [checkZone(vm, given[ZONE_AT])], parts);
    }
    if (vars['what'] === 'fromisoformat') return fromIso(vm, self as Ref, given[0] as Value, ask);
    const parts = numbersGiven(vm, given, ZONE_AT, partsOf(vm, self), ask);
    const zone = given[ZONE_AT] === undefined ? zoneIn(vm, self) : checkZone(vm, given[ZONE_AT]);
    return replaced(vm, self, TIME, (cls) => makeTime(vm, cls, parts, zone, ask));
  },
};

function fromIso(vm: Operations, cls: Ref, v: Value, ask: Ask): Value {
  const text = isoText(vm, v);
  const { rangesTellValue } = ROWS[vm.version];
  const parsed = parseTime(text.startsWith('T') ? text.slice(1) : text, { strictFractions: rangesTellValue });
  if (parsed === undefined) throw raise(vm, 'ValueError', `Invalid isoformat string: ${strRepr(text)}`);
  const { parts } = parsed;
  const midnight = rangesTellValue && parts[0] === 24 && parts.slice(1).every((n) => n === 0);
  return makeTime(vm, cls, midnight ? [0, 0, 0, 0, 0] : [...parts, 0], zoneOf(vm, parsed), ask);
}

const timeNew: Builtin = (vm, [cls, ...args], keywords) => {
  const copied = keywords === null ? fromState(vm, TIME, cls as Ref, args) : undefined;
  if (copied !== undefined) return copied;
  const given = constructorArguments(vm, { name: 'time', names: NAMES, positional: 5 }, args, keywords);
  return replay(vm, MAKE, [cls, ...given], { what: 'new' });
};

const replace: Builtin = (vm, [self, ...args], keywords) => {
  const given = bindArguments(vm, { name: 'replace', names: NAMES, positional: 5 }, args, keywords);
  return replay(vm, MAKE, [self, ...given], { what: 'replace' });
};

/** Texts and answers of the tzinfo. Inputs: time, argument. Vars: what. */
const SAY: Algorithm = {
  name: 'time_say',
  run: (vm, [self, v], vars, ask) => {
    const time = self as Ref;
    const zone = zoneIn(vm, time);
    switch (vars['what']) {
      case 'utcoffset':
        return offsetAsking(vm, zone, null, ask);
      case 'dst':
        return offsetAsking(vm, zone, null, ask, 'dst');
      case 'tzname':
        return nameAsking(vm, zone, null, ask);
      case 'isoformat': {
        const text = clockText(vm, partsOf(vm, time), timespecOf(vm, v, 1));
        const offset = offsetAsking(vm, zone, null, ask);
        return offset === null ? text : text + offsetText(vm, offset);
      }
      case 'str':
        return callAsking(vm, time, 'isoformat', [], ask);
      case 'repr':
        return reprOf(vm, time, ask);
      case 'hash':
        return hashOf(vm, time, ask);
      case 'format': {
        const spec = specText(vm, v as Value);
        return spec === '' ? strAsking(vm, time, ask) : callAsking(vm, time, 'strftime', [spec], ask);
      }
      default: {
        const parts = [1900, 1, 1, ...partsOf(vm, time)];
        return strftimeAsking(vm, formatText(vm, v as Value), { parts, zone, at: null }, ask);
      }
    }
  },
};

function reprOf(vm: Operations, time: Ref, ask: Ask): string {
  const [hour = 0, minute = 0, second = 0, us = 0, fold = 0] = partsOf(vm, time);
  const shown = us !== 0 ? [hour, minute, second, us] : second !== 0 ? [hour, minute, second] : [hour, minute];
  const zone = zoneIn(vm, time);
  const named = [fold === 0 ? [] : [`fold=${fold}`], zone === null ? [] : [`tzinfo=${reprAsking(vm, zone, ask)}`]];
  return `${typeData(vm, recordData(vm, time).cls).name}(${[...shown, ...named.flat()].join(', ')})`;
}

/** Of its bytes; of an aware one, that of the timedelta since midnight in UTC. */
function hashOf(vm: Operations, time: Ref, ask: Ask): number | bigint {
  const offset = offsetAsking(vm, zoneIn(vm, time), null, ask);
  if (offset === null) return normalizeInt(BigInt(hashBytes(clockBytes(partsOf(vm, time)), vm.build)));
  const since = deltaOf(vm, dayClock(partsOf(vm, time)) - microsecondsOf(vm, offset));
  return deltaHash(vm, recordData(vm, since).numbers);
}

/** Microseconds since midnight. */
const dayClock = ([hour = 0, minute = 0, second = 0, us = 0]: readonly number[]): bigint =>
  BigInt(hour * 3600 + minute * 60 + second) * 1000000n + BigInt(us);

/** Inputs: both times. Vars: op. */
const COMPARE: Algorithm = {
  name: 'time_compare',
  run: (vm, [a, b], vars, ask) => {
    if (asOf(vm, b, TIME) === undefined) return NotImplemented;
    const op = vars['op'] as CompareOperator;
    const difference = dayClock(partsOf(vm, a)) - dayClock(partsOf(vm, b));
    if (zoneIn(vm, a) === zoneIn(vm, b)) return ordered(op, Number(difference));
    const [x, y] = [offsetAsking(vm, zoneIn(vm, a), null, ask), offsetAsking(vm, zoneIn(vm, b), null, ask)];
    if (x !== null && y !== null)
      return ordered(op, Number(difference - microsecondsOf(vm, x) + microsecondsOf(vm, y)));
    if (x === y) return ordered(op, Number(difference));
    if (op === '==' || op === '!=') return op === '!=';
    throw raise(vm, 'TypeError', "can't compare offset-naive and offset-aware times");
  },
};

const say =
  (what: string): Builtin =>
  (vm, [self, v]) =>
    replay(vm, SAY, [self, v], { what });

const named =
  (what: string, argument: string, required: 0 | 1): Builtin =>
  (vm, [self, ...args], keywords) => {
    const signature = { name: what, names: [argument], required } as const;
    return replay(vm, SAY, [self, bindArguments(vm, signature, args, keywords)[0]], { what });
  };

const member =
  (i: number): Builtin =>
  (vm, [self]) =>
    partsOf(vm, self)[i] as number;

export const TIME_OF_DAY_BUILTINS: BuiltinTable = {
  [`${TIME}.__new__`]: timeNew,
  [`${TIME}.replace`]: replace,
  [`${TIME}.__replace__`]: replace,
  [`${TIME}.fromisoformat`]: (vm, [cls, v]) => replay(vm, MAKE, [cls, v], { what: 'fromisoformat' }),
  [`${TIME}.strptime`]: strptimeOf(() => '_strptime_datetime_time'),
  [`${TIME}.hour`]: member(0),
  [`${TIME}.minute`]: member(1),
  [`${TIME}.second`]: member(2),
  [`${TIME}.microsecond`]: member(3),
  [`${TIME}.fold`]: member(4),
  [`${TIME}.tzinfo`]: (vm, [self]) => zoneIn(vm, self),
  [`${TIME}.isoformat`]: named('isoformat', 'timespec', 0),
  [`${TIME}.strftime`]: named('strftime', 'format', 1),
  [`${TIME}.utcoffset`]: say('utcoffset'),
  [`${TIME}.dst`]: say('dst'),
  [`${TIME}.tzname`]: say('tzname'),
  [`${TIME}.__reduce_ex__`]: reduceMoment,
  [`${TIME}.__reduce__`]: reduceMoment,
  [`${TIME}.__str__`]: say('str'),
  [`${TIME}.__repr__`]: say('repr'),
  [`${TIME}.__hash__`]: say('hash'),
  [`${TIME}.__format__`]: say('format'),
  ...Object.fromEntries(
    Object.entries(COMPARE_METHODS).map(([op, name]): [string, Builtin] => [
      `${TIME}.${name}`,
      (vm, args) => replay(vm, COMPARE, args, { op }),
    ]),
  ),
};
export const TIME_OF_DAY_ALGORITHMS: readonly Algorithm[] = [MAKE, SAY, COMPARE];
