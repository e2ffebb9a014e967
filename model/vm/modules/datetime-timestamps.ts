/**
 * Datetimes as seconds since 1970 and back. What goes by the local time is refused.
 * @module
 */
import { raise } from '../objects/exceptions.ts';
import { asFloat, asInt } from '../objects/payload.ts';
import { typeName } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { trueDivideInt } from '../protocol/numbers.ts';
import type { Ask } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { ModelError, normalizeInt, type Ref, type Slot, type Value } from '../value.ts';
import { clockOf, partsAt } from './datetime-moves.ts';
import { callAsking, checkZone, DAY, EPOCH, makeDatetime, microsecondsOf } from './datetime-values.ts';
import { offsetAsking } from './datetime-zones.ts';
import { recordData } from './extension.ts';
import { noSeconds } from './struct-time.ts';

/** `timestamp` of an aware datetime. */
export function timestampOf(vm: Operations, self: Ref, ask: Ask): Value {
  const offset = offsetAsking(vm, recordData(vm, self).slots[0], self, ask);
  if (offset === null) throw new ModelError('datetime.timestamp() by the local time is not modelled');
  return trueDivideInt(vm, normalizeInt(clockOf(vm, self) - EPOCH - microsecondsOf(vm, offset)), 1_000_000);
}

/** Microseconds of a number of seconds, half to even (`_PyTime_ObjectToTimeval`). */
function microsecondsGiven(vm: Operations, v: Value): bigint {
  const n = asInt(vm, v);
  if (n !== undefined) return BigInt(n) * 1000000n;
  const x = asFloat(vm, v);
  if (x === undefined && ROWS[vm.version].timestampTellsNumbers)
    throw raise(vm, 'TypeError', `argument must be int or float, not ${typeName(vm, v)}`);
  if (x === undefined) throw noSeconds(vm, v);
  if (Number.isNaN(x)) throw raise(vm, 'ValueError', 'Invalid value NaN (not a number)');
  if (!Number.isFinite(x)) throw new ModelError('datetime.fromtimestamp() of an infinite number is not modelled');
  const whole = Math.trunc(x);
  const scaled = (x - whole) * 1e6;
  const floor = Math.floor(scaled);
  const rest = scaled - floor;
  const up = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0);
  return BigInt(whole) * 1000000n + BigInt(up ? floor + 1 : floor);
}

/** `fromtimestamp(timestamp, tz)`. */
export function fromTimestamp(vm: Operations, cls: Ref, timestamp: Value, tz: Slot, ask: Ask): Value {
  const zone = checkZone(vm, tz);
  if (zone === null) throw new ModelError('datetime.fromtimestamp() by the local time is not modelled');
  const at = EPOCH + microsecondsGiven(vm, timestamp);
  if (at < DAY || at > 3652060n * DAY)
    throw new ModelError('datetime.fromtimestamp() of such a number is not modelled');
  return callAsking(vm, zone, 'fromutc', [makeDatetime(vm, cls, partsAt(vm, at), zone, ask)], ask);
}
