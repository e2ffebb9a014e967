/**
 * A datetime from a text of ISO 8601, and the tzinfo of one (`datetime_fromisoformat`, `tzinfo_from_isoformat_results`).
 * @module
 */
import { raise } from '../objects/exceptions.ts';
import { strRepr } from '../objects/str-repr.ts';
import type { Operations } from '../operations.ts';
import type { Ask } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import type { PyRaise, Ref, Value } from '../value.ts';
import { isoText } from './datetime-arguments.ts';
import { toOrdinal } from './datetime-calendar.ts';
import { dateLength, type ParsedTime, parseDate, parseTime } from './datetime-parse.ts';
import { checkDate, checkTime, deltaOf, makeDatetime, movedDate } from './datetime-values.ts';
import { newZone, UTC } from './datetime-zones.ts';

/** The tzinfo that a time was written with. */
export function zoneOf(vm: Operations, { offset }: ParsedTime): Value {
  if (offset === undefined) return null;
  const [hour = 0, minute = 0, second = 0, us = 0] = offset.parts;
  const { datetimesByClinic } = ROWS[vm.version];
  if (datetimesByClinic) checkTime(vm, [hour, minute, second]);
  const seconds = hour * 3600 + minute * 60 + second;
  if (seconds === 0 && (us === 0 || !datetimesByClinic)) return UTC;
  return newZone(vm, deltaOf(vm, BigInt(offset.sign) * (BigInt(seconds) * 1000000n + BigInt(us))), undefined);
}

/** `datetime.fromisoformat`. */
export function datetimeFromIso(vm: Operations, cls: Ref, v: Value, ask: Ask): Value {
  const text = isoText(vm, v);
  const invalid = (): PyRaise => raise(vm, 'ValueError', `Invalid isoformat string: ${strRepr(text)}`);
  if (text.length < 7) throw invalid();
  const length = dateLength(text);
  const date = length < 0 ? undefined : parseDate(text.slice(0, length));
  if (date === undefined) throw invalid();
  if (text.length <= length) return makeDatetime(vm, cls, [...date, 0, 0, 0, 0, 0], null, ask);
  const { rangesTellValue } = ROWS[vm.version];
  const separator = String.fromCodePoint(text.codePointAt(length) as number);
  const time = parseTime(text.slice(length + separator.length), { strictFractions: rangesTellValue });
  if (time === undefined) throw invalid();
  const [hour = 0, ...rest] = time.parts;
  const zone = zoneOf(vm, time);
  if (!rangesTellValue || hour !== 24) return makeDatetime(vm, cls, [...date, hour, ...rest, 0], zone, ask);
  if (rest.some((n) => n !== 0))
    throw raise(vm, 'ValueError', 'minute, second, and microsecond must be 0 when hour is 24');
  const [year = 0, month = 0, day = 0] = date;
  checkDate(vm, year, month, day);
  return makeDatetime(vm, cls, [...movedDate(vm, toOrdinal(year, month, day) + 1), 0, 0, 0, 0, 0], zone, ask);
}
