/**
 * A datetime moved by some microseconds (`add_datetime_timedelta`), and the microseconds at which one stands.
 * @module
 */
import type { Operations } from '../operations.ts';
import type { Ask } from '../protocol/replay.ts';
import type { Ref, Slot, Value } from '../value.ts';
import { toOrdinal } from './datetime-calendar.ts';
import { DAY, makeDatetime, movedDate } from './datetime-values.ts';
import { recordData } from './extension.ts';

/** Microseconds since the day before the first, on the datetime's own clock. */
export function clockOf(vm: Operations, dt: Slot): bigint {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, us = 0] = recordData(vm, dt).numbers;
  const seconds = BigInt(hour * 3600 + minute * 60 + second);
  return BigInt(toOrdinal(year, month, day)) * DAY + seconds * 1000000n + BigInt(us);
}

/** Year to microsecond of a day's ordinal and the microseconds since its midnight, which may be any number. */
export function partsAt(vm: Operations, microseconds: bigint): number[] {
  const rest = ((microseconds % DAY) + DAY) % DAY;
  const date = movedDate(vm, Number((microseconds - rest) / DAY));
  const seconds = Number(rest / 1000000n);
  const minutes = Math.floor(seconds / 60);
  return [...date, Math.floor(minutes / 60), minutes % 60, seconds % 60, Number(rest % 1000000n), 0];
}

/** The datetime so much later, of the same class and tzinfo. */
export function moved(vm: Operations, dt: Ref, by: bigint, ask: Ask): Value {
  const { cls, slots } = recordData(vm, dt);
  return makeDatetime(vm, cls, partsAt(vm, clockOf(vm, dt) + by), slots[0] as Value, ask);
}
