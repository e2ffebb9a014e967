/**
 * `datetime.datetime` (Modules/_datetimemodule.c).
 * @module
 */
import { bindArguments } from '../objects/arguments.ts';
import { isInstance, TYPES, typeData } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { type Algorithm, type Ask, replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { reprAsking } from '../protocol/text.ts';
import { ModelError, type Ref, type Slot, type Value } from '../value.ts';
import { constructorArguments, wrongArgument } from './datetime-arguments.ts';
import { clockText, ctimeText, dateText, separatorOf, timespecOf } from './datetime-format.ts';
import { clockOf, moved, partsAt } from './datetime-moves.ts';
import { DATETIME_OPERATION_ALGORITHMS, DATETIME_OPERATIONS, hashOf } from './datetime-operations.ts';
import { fromState, reduceMoment } from './datetime-pickles.ts';
import { datetimeFromIso } from './datetime-texts.ts';
import { fromTimestamp, timestampOf } from './datetime-timestamps.ts';
import {
  asOf,
  callAsking,
  checkDate,
  checkTime,
  checkZone,
  DATE,
  DATETIME,
  makeDatetime,
  microsecondsOf,
  numbersGiven,
  replaced,
  TIME,
  zoneIn,
} from './datetime-values.ts';
import { nameAsking, offsetAsking, offsetText, UTC } from './datetime-zones.ts';
import { newExtension, recordData } from './extension.ts';
import { strptimeOf } from './strptime.ts';
import { timeTuple } from './time-tuple.ts';

const NAMES = ['year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond', 'tzinfo', 'fold'];
/** Where the tzinfo stands among them. */
const ZONE_AT = 7;

const partsOf = (vm: Operations, self: Slot): readonly number[] => recordData(vm, self).numbers;

function combine(vm: Operations, cls: Ref, given: readonly Slot[], ask: Ask): Value {
  const [date, time, zone] = given;
  if (!isInstance(vm, date as Value, TYPES[DATE])) throw wrongArgument(vm, 'combine', ['date', 1], DATE, date as Value);
  const clock = asOf(vm, time, TIME);
  if (clock === undefined) throw wrongArgument(vm, 'combine', ['time', 2], TIME, time as Value);
  const own = zone === undefined ? (clock.slots[0] as Value) : checkZone(vm, zone);
  return makeDatetime(vm, cls, [...partsOf(vm, date).slice(0, 3), ...clock.numbers], own, ask);
}

function toZone(vm: Operations, self: Ref, wanted: Slot, ask: Ask): Value {
  const zone = checkZone(vm, wanted);
  const own = zoneIn(vm, self);
  if (zone === null || own === null) throw new ModelError('datetime.astimezone() by the local time is not modelled');
  if (zone === own) return self;
  const offset = offsetAsking(vm, own, self, ask);
  if (offset === null) throw new ModelError('datetime.astimezone() by the local time is not modelled');
  const utc = moved(vm, self, -microsecondsOf(vm, offset), ask);
  vm.setAt(utc as Ref, 'slots', 0, zone);
  return zone === UTC ? utc : callAsking(vm, zone, 'fromutc', [utc], ask);
}

/** Inputs: class or datetime, arguments as bound. Vars: what. */
const MAKE: Algorithm = {
  name: 'datetime_make',
  run: (vm, [self, ...given], vars, ask) => {
    switch (vars['what']) {
      case 'new': {
        const parts = numbersGiven(vm, given, ZONE_AT, [0, 0, 0, 0, 0, 0, 0, 0], ask);
        checkDate(vm, parts[0] as number, parts[1] as number, parts[2] as number);
        checkTime(vm, parts.slice(3));
        return newExtension(vm, DATETIME, self as Ref, [checkZone(vm, given[ZONE_AT])], parts);
      }
      case 'replace': {
        const parts = numbersGiven(vm, given, ZONE_AT, partsOf(vm, self), ask);
        const zone = given[ZONE_AT] === undefined ? zoneIn(vm, self) : checkZone(vm, given[ZONE_AT]);
        return replaced(vm, self, DATETIME, (cls) => makeDatetime(vm, cls, parts, zone, ask));
      }
      case 'combine':
        return combine(vm, self as Ref, given, ask);
      case 'fromisoformat':
        return datetimeFromIso(vm, self as Ref, given[0] as Value, ask);
      case 'fromtimestamp':
        return fromTimestamp(vm, self as Ref, given[0] as Value, given[1], ask);
      case 'astimezone':
        return toZone(vm, self as Ref, given[0], ask);
      default:
        return timestampOf(vm, self as Ref, ask);
    }
  },
};

interface Shape {
  readonly names: readonly string[];
  readonly required?: number;
  readonly positional?: number;
}

const make =
  (what: string, shape: Shape): Builtin =>
  (vm, [self, ...args], keywords) => {
    const signature = { name: what, ...shape } as const;
    return replay(vm, MAKE, [self, ...bindArguments(vm, signature, args, keywords)], { what });
  };

const datetimeNew: Builtin = (vm, [cls, ...args], keywords) => {
  const copied = keywords === null ? fromState(vm, DATETIME, cls as Ref, args) : undefined;
  if (copied !== undefined) return copied;
  const signature = { name: 'datetime', names: NAMES, positional: 8, required: 3 };
  return replay(vm, MAKE, [cls, ...constructorArguments(vm, signature, args, keywords)], { what: 'new' });
};

/** Texts and answers of the tzinfo. Inputs: datetime, arguments. Vars: what. */
const SAY: Algorithm = {
  name: 'datetime_say',
  run: (vm, [self, first, second], vars, ask) => {
    const dt = self as Ref;
    const zone = zoneIn(vm, dt);
    switch (vars['what']) {
      case 'utcoffset':
        return offsetAsking(vm, zone, dt, ask);
      case 'dst':
        return offsetAsking(vm, zone, dt, ask, 'dst');
      case 'tzname':
        return nameAsking(vm, zone, dt, ask);
      case 'isoformat': {
        const separator = separatorOf(vm, first);
        const clock = clockText(vm, partsOf(vm, dt).slice(3), timespecOf(vm, second, 2));
        const offset = offsetAsking(vm, zone, dt, ask);
        return `${dateText(partsOf(vm, dt))}${separator}${clock}${offset === null ? '' : offsetText(vm, offset)}`;
      }
      case 'timetuple': {
        const dst = offsetAsking(vm, zone, dt, ask, 'dst');
        return timeTuple(vm, partsOf(vm, dt), dst === null ? -1 : Number(microsecondsOf(vm, dst) !== 0n));
      }
      case 'utctimetuple': {
        const offset = offsetAsking(vm, zone, dt, ask);
        const by = offset === null ? 0n : microsecondsOf(vm, offset);
        return timeTuple(vm, partsAt(vm, clockOf(vm, dt) - by), 0);
      }
      case 'str':
        return callAsking(vm, dt, 'isoformat', [' '], ask);
      case 'repr':
        return reprOf(vm, dt, ask);
      default:
        return hashOf(vm, dt, ask);
    }
  },
};

function reprOf(vm: Operations, dt: Ref, ask: Ask): string {
  const { cls, numbers } = recordData(vm, dt);
  const fold = numbers[7] ?? 0;
  const shown = numbers.slice(0, numbers[6] !== 0 ? 7 : numbers[5] !== 0 ? 6 : 5);
  const zone = zoneIn(vm, dt);
  const named = [fold === 0 ? [] : [`fold=${fold}`], zone === null ? [] : [`tzinfo=${reprAsking(vm, zone, ask)}`]];
  return `${typeData(vm, cls).name}(${[...shown, ...named.flat()].join(', ')})`;
}

const say =
  (what: string): Builtin =>
  (vm, [self, v]) =>
    replay(vm, SAY, [self, v, undefined], { what });

const named =
  (what: string, names: readonly string[], required: number): Builtin =>
  (vm, [self, ...args], keywords) =>
    replay(vm, SAY, [self, ...bindArguments(vm, { name: what, names, required }, args, keywords)], {
      what,
    });

const member =
  (i: number): Builtin =>
  (vm, [self]) =>
    partsOf(vm, self)[i] as number;

const refused =
  (name: string): Builtin =>
  () => {
    throw new ModelError(`datetime.${name}() is not modelled`);
  };

const timeOf =
  (aware: boolean): Builtin =>
  (vm, [self]) =>
    newExtension(vm, TIME, TYPES[TIME], [aware ? zoneIn(vm, self) : null], partsOf(vm, self).slice(3));

const isoformat = named('isoformat', ['sep', 'timespec'], 0);

export const DATETIME_BUILTINS: BuiltinTable = {
  ...DATETIME_OPERATIONS,
  [`${DATETIME}.__new__`]: datetimeNew,
  [`${DATETIME}.replace`]: make('replace', { names: NAMES, positional: 8 }),
  [`${DATETIME}.__replace__`]: make('replace', { names: NAMES, positional: 8 }),
  [`${DATETIME}.combine`]: make('combine', { names: ['date', 'time', 'tzinfo'], required: 2 }),
  [`${DATETIME}.fromisoformat`]: (vm, [cls, v]) => replay(vm, MAKE, [cls, v], { what: 'fromisoformat' }),
  [`${DATETIME}.fromtimestamp`]: make('fromtimestamp', { names: ['timestamp', 'tz'], required: 1 }),
  [`${DATETIME}.astimezone`]: make('astimezone', { names: ['tz'] }),
  [`${DATETIME}.timestamp`]: (vm, [self]) => replay(vm, MAKE, [self], { what: 'timestamp' }),
  ...Object.fromEntries(
    ['now', 'utcnow', 'utcfromtimestamp'].map((name): [string, Builtin] => [`${DATETIME}.${name}`, refused(name)]),
  ),
  [`${DATETIME}.strptime`]: strptimeOf((version) => ROWS[version].strptimeOfDatetime),
  [`${DATETIME}.timetuple`]: say('timetuple'),
  [`${DATETIME}.utctimetuple`]: say('utctimetuple'),
  [`${DATETIME}.__reduce_ex__`]: reduceMoment,
  [`${DATETIME}.__reduce__`]: reduceMoment,
  [`${DATETIME}.hour`]: member(3),
  [`${DATETIME}.minute`]: member(4),
  [`${DATETIME}.second`]: member(5),
  [`${DATETIME}.microsecond`]: member(6),
  [`${DATETIME}.fold`]: member(7),
  [`${DATETIME}.tzinfo`]: (vm, [self]) => zoneIn(vm, self),
  [`${DATETIME}.date`]: (vm, [self]) => newExtension(vm, DATE, TYPES[DATE], [], partsOf(vm, self).slice(0, 3)),
  [`${DATETIME}.time`]: timeOf(false),
  [`${DATETIME}.timetz`]: timeOf(true),
  [`${DATETIME}.ctime`]: (vm, [self]) => ctimeText(partsOf(vm, self)),
  [`${DATETIME}.isoformat`]: isoformat,
  [`${DATETIME}.utcoffset`]: say('utcoffset'),
  [`${DATETIME}.dst`]: say('dst'),
  [`${DATETIME}.tzname`]: say('tzname'),
  [`${DATETIME}.__str__`]: say('str'),
  [`${DATETIME}.__repr__`]: say('repr'),
  [`${DATETIME}.__hash__`]: say('hash'),
};
export const DATETIME_ALGORITHMS: readonly Algorithm[] = [MAKE, SAY, ...DATETIME_OPERATION_ALGORITHMS];
