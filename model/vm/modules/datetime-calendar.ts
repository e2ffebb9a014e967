/**
 * The proleptic Gregorian calendar as `_datetime` counts it (Modules/_datetimemodule.c): day 1 is 1 January of year 1.
 * @module
 */
export const MIN_YEAR = 1;
export const MAX_YEAR = 9999;
export const MAX_ORDINAL = 3652059;

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : (DAYS[month - 1] as number);
}

function daysBeforeYear(year: number): number {
  const y = year - 1;
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
}

/** 1 for 1 January. */
export function dayOfYear(year: number, month: number, day: number): number {
  let days = day;
  for (let m = 1; m < month; m++) days += daysInMonth(year, m);
  return days;
}

export function toOrdinal(year: number, month: number, day: number): number {
  return daysBeforeYear(year) + dayOfYear(year, month, day);
}

/** Year, month and day; the year may be out of range. */
export function fromOrdinal(ordinal: number): [year: number, month: number, day: number] {
  let year = Math.floor((ordinal - 1) / 365.2425) + 1;
  while (daysBeforeYear(year) >= ordinal) year--;
  while (daysBeforeYear(year + 1) < ordinal) year++;
  let day = ordinal - daysBeforeYear(year);
  let month = 1;
  while (day > daysInMonth(year, month)) day -= daysInMonth(year, month++);
  return [year, month, day];
}

/** 0 for Monday. */
export function weekday(year: number, month: number, day: number): number {
  return (toOrdinal(year, month, day) + 6) % 7;
}

/** The ordinal of the Monday that begins week 1 of an ISO year. */
function firstMonday(year: number): number {
  const first = toOrdinal(year, 1, 1);
  const day = (first + 6) % 7;
  return day > 3 ? first - day + 7 : first - day;
}

/** ISO year, week and weekday (1 for Monday). */
export function isoCalendar(year: number, month: number, day: number): [year: number, week: number, weekday: number] {
  const ordinal = toOrdinal(year, month, day);
  let own = year;
  let week = Math.floor((ordinal - firstMonday(own)) / 7);
  if (week < 0) week = Math.floor((ordinal - firstMonday(--own)) / 7);
  else if (week >= 52 && ordinal >= firstMonday(own + 1)) {
    own++;
    week = 0;
  }
  return [own, week + 1, ((ordinal + 6) % 7) + 1];
}

/** The ordinal of a day of an ISO week, or what is out of range (`iso_to_ymd`). */
export function fromIsoCalendar(year: number, week: number, day: number): number | 'year' | 'week' | 'day' {
  if (year < MIN_YEAR || year > MAX_YEAR) return 'year';
  if (week <= 0 || week >= 53) {
    const first = weekday(year, 1, 1);
    const long = first === 3 || (first === 2 && isLeap(year));
    if (!(week === 53 && long)) return 'week';
  }
  if (day <= 0 || day >= 8) return 'day';
  return firstMonday(year) + (week - 1) * 7 + day - 1;
}
