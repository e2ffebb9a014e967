/**
 * Floats as text and back: `repr`, the digits that `format` needs, `float(str)`, hex (Python/pystrtod.c, Objects/floatobject.c).
 * @module
 */

import { digitsToAscii } from './int-text.ts';

/** Decimal digits of a finite positive number or zero: value = 0.d₁d₂… × 10^point. */
export interface Digits {
  readonly digits: string;
  readonly point: number;
}

/** The shortest digits that read back as the same double (`dtoa` mode 0). */
export function shortestDigits(value: number): Digits {
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
  return { digits: mantissa.replace('.', ''), point: Number(exponent) + 1 };
}

/** The exact value as an integer numerator and a power of two: value = numerator / 2^shift or numerator × 2^−shift. */
export function exactRatio(value: number): readonly [numerator: bigint, denominator: bigint] {
  let m = value;
  let shift = 0;
  while (!Number.isInteger(m)) {
    m *= 2;
    shift++;
  }
  return [BigInt(m), 1n << BigInt(shift)];
}

/** The whole number nearest to a fraction of no negative part, halves to even. */
export function roundHalfEven(numerator: bigint, denominator: bigint): bigint {
  const q = numerator / denominator;
  const twice = (numerator % denominator) * 2n;
  return twice > denominator || (twice === denominator && (q & 1n) === 1n) ? q + 1n : q;
}

/** `count` digits after the point, correctly rounded, halves to even (`dtoa` mode 3): the digits as one integer string. */
export function fixedDigits(value: number, count: number): string {
  const [n, d] = exactRatio(value);
  const scaled = count >= 0 ? roundHalfEven(n * 10n ** BigInt(count), d) : roundHalfEven(n, d * 10n ** BigInt(-count));
  return scaled.toString();
}

/** `count` significant digits, correctly rounded, halves to even (`dtoa` mode 2). */
export function significantDigits(value: number, count: number): Digits {
  if (value === 0) return { digits: '0'.repeat(count), point: 1 };
  let { point } = shortestDigits(value);
  let digits = fixedDigits(value, count - point);
  // The shortest digits may be those of the power of ten above the value: 1e-07 is a little less.
  if (digits.length < count) {
    point--;
    digits = fixedDigits(value, count - point);
  }
  if (digits.length > count) {
    point++;
    digits = fixedDigits(value, count - point);
  }
  return { digits, point };
}

/** `repr(float)`: shortest digits; an exponent below 1e−4 and from 1e16. */
export function floatRepr(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const { digits, point } = shortestDigits(Math.abs(value));
  if (value !== 0 && (point > 16 || point < -3)) return sign + withExponent(digits, point - 1);
  return sign + withPoint(digits, point);
}

/** Positional notation; `.0` where nothing follows the point. */
function withPoint(digits: string, point: number): string {
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`;
  if (digits.length <= point) return `${digits.padEnd(point, '0')}.0`;
  return `${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** Scientific notation; the exponent has two digits at least. */
export function withExponent(digits: string, exponent: number, mark = 'e'): string {
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
  const size = String(Math.abs(exponent)).padStart(2, '0');
  return `${digits[0] ?? '0'}${fraction}${mark}${exponent < 0 ? '-' : '+'}${size}`;
}

/** `float(str)`: the number, or undefined where the text is none. Underscores between digits and surrounding white space are allowed. */
export function parseFloatText(text: string): number | undefined {
  const t = digitsToAscii(text).trim().toLowerCase();
  const special = /^([+-]?)(inf|infinity|nan)$/.exec(t);
  if (special) {
    const size = special[2] === 'nan' ? Number.NaN : Number.POSITIVE_INFINITY;
    return special[1] === '-' ? -size : size;
  }
  if (!/^[+-]?(\d+(_\d+)*\.?(\d+(_\d+)*)?|\.\d+(_\d+)*)(e[+-]?\d+(_\d+)*)?$/.test(t)) return undefined;
  return Number(t.replaceAll('_', ''));
}

/** `float.hex`. */
export function floatHex(value: number): string {
  if (!Number.isFinite(value)) return floatRepr(value);
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  let m = Math.abs(value);
  if (m === 0) return `${sign}0x0.0p+0`;
  let exponent = 0;
  while (m >= 2) {
    m /= 2;
    exponent++;
  }
  while (m < 1 && exponent > -1022) {
    m *= 2;
    exponent--;
  }
  const lead = Math.trunc(m);
  const fraction = BigInt((m - lead) * 2 ** 52)
    .toString(16)
    .padStart(13, '0');
  return `${sign}0x${lead}.${fraction}p${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`;
}

/** `float.fromhex`: undefined where the text is no hexadecimal float, an infinity where it is too large. */
export function parseFloatHex(text: string): number | 'overflow' | undefined {
  const t = text.trim().toLowerCase();
  if (/^[+-]?(inf|infinity|nan)$/.test(t)) return parseFloatText(t);
  const match = /^([+-]?)(?:0x)?([0-9a-f]*)(?:\.([0-9a-f]*))?(?:p([+-]?\d+))?$/.exec(t);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', power = '0'] = match;
  if (whole === '' && fraction === '') return undefined;
  const mantissa = BigInt(`0x${whole}${fraction}` === '0x' ? '0x0' : `0x${whole}${fraction}`);
  const value = scale(mantissa, Number(power) - 4 * fraction.length);
  if (!Number.isFinite(value)) return 'overflow';
  return sign === '-' ? -value : value;
}

/** Below the half of the smallest number, 2^-1074. */
const SMALLEST = -1076;

/** mantissa × 2^exponent, correctly rounded. */
function scale(mantissa: bigint, exponent: number): number {
  if (mantissa === 0n) return 0;
  const bits = mantissa.toString(2).length;
  if (bits + exponent > 1024) return Number.POSITIVE_INFINITY;
  if (bits + exponent < SMALLEST) return 0;
  if (exponent >= 0) return Number(mantissa << BigInt(exponent));
  const lowest = Math.max(bits + exponent - 53, -1074);
  const drop = lowest - exponent;
  const kept = drop > 0 ? roundHalfEven(mantissa, 1n << BigInt(drop)) : mantissa << BigInt(-drop);
  const half = Math.trunc(lowest / 2);
  return Number(kept) * 2 ** half * 2 ** (lowest - half);
}
