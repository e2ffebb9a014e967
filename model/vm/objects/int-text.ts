/**
 * Ints as text and back: `str(int)` with the limit on digits, `int(str, base)` (Objects/longobject.c).
 * @module
 */
import type { Machine } from '../machine.ts';
import type { Operations } from '../operations.ts';
import { normalizeInt, type PyRaise } from '../value.ts';
import { raise } from './exceptions.ts';
import { strRepr } from './str-repr.ts';

/** What the limit on digits is at first, and the least that it can be set to. */
export const [MAX_DIGITS, LEAST_MAX_DIGITS] = [4300, 640];

/** Refuses more digits than `sys.set_int_max_str_digits` allows; zero is no limit. */
function checkDigits(vm: Operations, digits: number, told = ''): void {
  const limit = (vm as Machine).registers.maxDigits;
  if (limit === 0 || digits <= limit) return;
  throw raise(
    vm,
    'ValueError',
    `Exceeds the limit (${limit} digits) for integer string conversion${told}; use sys.set_int_max_str_digits() to increase the limit`,
  );
}

/** Decimal text. ValueError beyond the limit on digits. */
export function intText(vm: Operations, n: number | bigint): string {
  if (typeof n === 'number') return String(n);
  const text = n.toString();
  checkDigits(vm, n < 0n ? text.length - 1 : text.length);
  return text;
}

/** Digits in a base from 2 to 36, without prefix; the sign first. */
export function intDigits(n: number | bigint, base: number): string {
  return n.toString(base);
}

/** The digits' values in the text's own script: `int('٣')` is 3. */
export function digitsToAscii(text: string): string {
  return text.replace(/\p{Nd}/gu, (c) => {
    const point = c.codePointAt(0) as number;
    if (point < 0x80) return c;
    return String(decimalValue(point));
  });
}

/** Value of a decimal digit: decimal digits come in runs of ten, from zero. */
export function decimalValue(point: number): number {
  let zero = point;
  while (point - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  // Runs of digits may touch (mathematical digits): every run begins at a multiple of ten from the first.
  if (point >= 0x1d7ce && point <= 0x1d7ff) return (point - 0x1d7ce) % 10;
  return point - zero;
}

/** `int(text, base)`; base 0 reads the prefix. `shown` is how the message prints the text (bytes print as bytes). */
export function parseIntText(vm: Operations, text: string, base: number, shown = strRepr(text)): number | bigint {
  const bad = (): PyRaise =>
    raise(
      vm,
      'ValueError',
      `invalid literal for int() with base ${base}: ${shown.length > 202 ? shown.slice(0, 200) : shown}`,
    );
  const match = /^([+-]?)(.*)$/s.exec(digitsToAscii(trimSpace(text)));
  if (!match) throw bad();
  const [, sign, rest = ''] = match;
  let body = rest.toLowerCase();
  let radix = base;
  const prefix = /^0([box])_?/.exec(body);
  const prefixRadix = prefix ? { b: 2, o: 8, x: 16 }[prefix[1] as 'b' | 'o' | 'x'] : undefined;
  if (prefix && (base === 0 || base === prefixRadix)) {
    radix = prefixRadix as number;
    body = body.slice(prefix[0].length);
  } else if (base === 0) {
    radix = 10;
    if (/^0[0_]*[1-9]/.test(body)) throw bad();
  }
  if (!/^[0-9a-z]+(_[0-9a-z]+)*$/.test(body)) throw bad();
  const digits = body.replaceAll('_', '');
  for (const c of digits) if (digitValue(c) >= radix) throw bad();
  if ((radix & (radix - 1)) !== 0) checkDigits(vm, digits.length, `: value has ${digits.length} digits`);
  const value = magnitude(digits, radix);
  return normalizeInt(sign === '-' ? -value : value);
}

function digitValue(c: string): number {
  return Number.parseInt(c, 36);
}

function magnitude(digits: string, radix: number): bigint {
  if (radix === 10) return BigInt(digits);
  if (radix === 2) return BigInt(`0b${digits}`);
  if (radix === 8) return BigInt(`0o${digits}`);
  if (radix === 16) return BigInt(`0x${digits}`);
  let value = 0n;
  for (const c of digits) value = value * BigInt(radix) + BigInt(digitValue(c));
  return value;
}

const SPACE = '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const LEADING = new RegExp(`^${SPACE}+`);
const TRAILING = new RegExp(`${SPACE}+$`);

/** Python's white space off both ends. */
export function trimSpace(text: string): string {
  return text.replace(LEADING, '').replace(TRAILING, '');
}
