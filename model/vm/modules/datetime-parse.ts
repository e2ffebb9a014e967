/**
 * ISO 8601 texts of dates and times (`parse_isoformat_date`, `parse_isoformat_time` of Modules/_datetimemodule.c).
 * @module
 */
import { fromIsoCalendar, fromOrdinal } from './datetime-calendar.ts';

/** Takes so many digits; undefined where there are others. */
function digits(text: string, at: number, count: number): number | undefined {
  const part = text.slice(at, at + count);
  return part.length === count && /^[0-9]+$/.test(part) ? Number(part) : undefined;
}

/** Year, month and day, not checked; undefined for what is no date. */
export function parseDate(text: string): number[] | undefined {
  const year = digits(text, 0, 4);
  if (year === undefined) return undefined;
  const separated = text[4] === '-';
  let at = separated ? 5 : 4;
  if (text[at] === 'W') {
    const week = digits(text, at + 1, 2);
    at += 3;
    if (week === undefined) return undefined;
    const rest = text.slice(at);
    if (separated && rest !== '' && rest[0] !== '-') return undefined;
    const day = rest === '' ? 1 : digits(rest, separated ? 1 : 0, 1);
    if (day === undefined) return undefined;
    const ordinal = fromIsoCalendar(year, week, day);
    return typeof ordinal === 'number' ? fromOrdinal(ordinal) : undefined;
  }
  const month = digits(text, at, 2);
  at += 2;
  if (separated && text[at++] !== '-') return undefined;
  const day = digits(text, at, 2);
  return month === undefined || day === undefined || at + 2 !== text.length ? undefined : [year, month, day];
}

/** Where the date of a datetime ends (`_find_isoformat_datetime_separator`). */
export function dateLength(text: string): number {
  const { length } = text;
  const isDigit = (i: number): boolean => /[0-9]/.test(text[i] ?? '');
  if (length === 7) return 7;
  if (text[4] === '-') {
    if (text[5] !== 'W') return 10;
    if (length < 8) return -1;
    if (length === 8 || text[8] !== '-') return 8;
    if (length === 9) return -1;
    return length > 10 && isDigit(10) ? 8 : 10;
  }
  if (text[4] !== 'W') return 8;
  let end = 7;
  while (end < length && isDigit(end)) end++;
  if (end < 9) return end;
  return end % 2 === 0 ? 7 : 8;
}

/** A time, its parts not checked. */
export interface ParsedTime {
  readonly parts: number[];
  /** Hours to microseconds of the offset, and its sign; undefined without one. */
  readonly offset?: { readonly sign: 1 | -1; readonly parts: readonly number[] };
}

/** How a version reads times. */
export interface TimeRules {
  /** A fraction stands behind seconds only. */
  readonly strictFractions: boolean;
}

/** `parse_hh_mm_ss_ff`: the parts, and whether something is left behind them. */
function clock(text: string, more: boolean, rules: TimeRules): { parts: number[]; left: boolean } | undefined {
  const parts = [0, 0, 0, 0];
  let at = 0;
  let separated = true;
  for (let i = 0; i < 3; i++) {
    const part = digits(text, at, 2);
    if (part === undefined) return undefined;
    parts[i] = part;
    at += 2;
    const next = text[at++];
    if (i === 0) separated = next === ':';
    if (at >= text.length) return { parts, left: next !== undefined || more };
    if (separated && next === ':') {
      if (i === 2) return undefined;
      continue;
    }
    if (next === '.' || next === ',') {
      if (i < 2 && rules.strictFractions) return undefined;
      break;
    }
    if (separated) return undefined;
    at--;
  }
  const shown = text.slice(at);
  const fraction = digits(shown, 0, Math.min(6, shown.length));
  if (fraction === undefined) return undefined;
  parts[3] = fraction * 10 ** Math.max(0, 6 - shown.length);
  return { parts, left: more || !/^[0-9]*$/.test(shown) };
}

/** A time with or without an offset; undefined for what is none. */
export function parseTime(text: string, rules: TimeRules): ParsedTime | undefined {
  const at = text.search(/[-+Z]/);
  const own = clock(at < 0 ? text : text.slice(0, at), at >= 0, rules);
  if (own === undefined) return undefined;
  if (at < 0) return own.left ? undefined : { parts: own.parts };
  const rest = text.slice(at + 1);
  if (text[at] === 'Z') return rest === '' ? { parts: own.parts, offset: { sign: 1, parts: [0, 0, 0, 0] } } : undefined;
  const offset = clock(rest, false, rules);
  if (offset === undefined || offset.left) return undefined;
  return { parts: own.parts, offset: { sign: text[at] === '-' ? -1 : 1, parts: offset.parts } };
}
