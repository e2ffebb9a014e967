/**
 * What `timetuple` gives of a date or a datetime.
 * @module
 */
import type { Operations } from '../operations.ts';
import type { Ref } from '../value.ts';
import { dayOfYear, weekday } from './datetime-calendar.ts';
import { newStructTime } from './struct-time.ts';

/** Year to second, with the day's place in week and year and the DST flag. */
export function timeTuple(vm: Operations, parts: readonly number[], dst: number): Ref {
  const [year = 0, month = 0, day = 0, ...clock] = parts;
  const days = [weekday(year, month, day), dayOfYear(year, month, day)];
  return newStructTime(vm, [year, month, day, ...clock.slice(0, 3), ...days, dst]);
}
