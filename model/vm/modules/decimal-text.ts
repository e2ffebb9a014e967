/**
 * Decimals from texts and as texts (libmpdec's io.c).
 * @module
 */
import { decimalValue } from '../objects/int-text.ts';
import { isSpace } from '../objects/str-pad.ts';
import {
  CONVERSION_SYNTAX,
  type Dec,
  type DecContext,
  digits,
  digitsOf,
  failed,
  finalize,
  finite,
  infinity,
  isNan,
  largest,
  type Status,
  smallest,
} from './decimal-number.ts';

/** `numeric_as_ascii`: white space as spaces and digits of any script as ASCII's; empty for what can be no number. */
export function numericText(text: string, lenient: boolean): string {
  const characters = [...text];
  let start = 0;
  let end = characters.length;
  if (lenient) {
    while (end > 0 && isSpace(characters[end - 1] as string)) end--;
    while (start < end && isSpace(characters[start] as string)) start++;
  }
  let found = '';
  for (const character of characters.slice(start, end)) {
    if (lenient && character === '_') continue;
    const point = character.codePointAt(0) as number;
    if (point > 0 && point < 128) found += character;
    else if (isSpace(character)) found += ' ';
    else {
      const digit = decimalValue(point);
      if (digit < 0) return '';
      found += String(digit);
    }
  }
  return found;
}

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i;
const SPECIAL = /^([+-]?)(?:(s?nan)(\d*)|inf(?:inity)?)$/i;

/** `mpd_qset_string`. */
export function parseDecimal(text: string, ctx: DecContext, status: Status): Dec {
  const special = SPECIAL.exec(text);
  if (special !== null) return parseSpecial(special, ctx, status);
  const number = NUMBER.exec(text);
  const [, sign, before = '', after = '', exponent = '0'] = number ?? [];
  if (number === null || before + after === '') return failed(status, CONVERSION_SYNTAX);
  const { expInf, maxSize, maxPrec } = ctx.limits;
  const least = -maxSize;
  const coefficient = BigInt(before + after);
  if (digitsOf(coefficient) > maxPrec) return failed(status, CONVERSION_SYNTAX);
  const given = BigInt(exponent.replace('+', ''));
  const held = largest(smallest(given, maxSize), least) - BigInt(after.length);
  const own = largest(smallest(held, expInf), least);
  return finalize(finite(sign === '-' ? 1 : 0, coefficient, own), ctx, status);
}

function parseSpecial([, sign, nan, payload = '']: RegExpExecArray, ctx: DecContext, status: Status): Dec {
  const own = sign === '-' ? 1 : 0;
  if (nan === undefined) return infinity(own);
  const coefficient = payload === '' ? 0n : BigInt(payload);
  if (coefficient !== 0n && digitsOf(coefficient) > ctx.prec - BigInt(ctx.clamp))
    return failed(status, CONVERSION_SYNTAX);
  return { sign: own, form: nan.length === 3 ? 'nan' : 'snan', coefficient, exponent: 0n };
}

/** Where the point stands, and whether an exponent is shown. */
export type Notation = 'scientific' | 'engineering' | 'exponent' | 'fixed';

const modulo3 = (n: bigint): bigint => ((n % 3n) + 3n) % 3n;

/** `_mpd_to_string` without its sign; `place` is how many digits of a number stand before the point where there is an exponent. */
export function decimalText(a: Dec, notation: Notation, mark: 'E' | 'e', place = 1n): string {
  const shown = String(a.coefficient);
  if (isNan(a)) return `${a.form === 'nan' ? 'NaN' : 'sNaN'}${a.coefficient === 0n ? '' : shown}`;
  if (a.form === 'inf') return 'Infinity';
  const left = digits(a) + a.exponent;
  let point = place;
  if (notation === 'fixed' || (notation !== 'exponent' && a.exponent <= 0n && left > -6n)) point = left;
  else if (notation === 'engineering')
    point = a.coefficient === 0n ? modulo3(a.exponent + 2n) - 1n : place + modulo3(left - 1n);
  const at = Number(point);
  const body =
    at <= 0
      ? `0.${'0'.repeat(-at)}${shown}`
      : at >= shown.length
        ? shown.padEnd(at, '0')
        : `${shown.slice(0, at)}.${shown.slice(at)}`;
  if (left === point && notation !== 'exponent') return body;
  const exponent = left - point;
  return `${body}${mark}${exponent < 0n ? '-' : '+'}${exponent < 0n ? -exponent : exponent}`;
}

/** `str()` with `E` or, without capitals, `e`. */
export function scientific(a: Dec, capitals: boolean): string {
  return (a.sign === 1 ? '-' : '') + decimalText(a, 'scientific', capitals ? 'E' : 'e');
}

export function engineering(a: Dec, capitals: boolean): string {
  return (a.sign === 1 ? '-' : '') + decimalText(a, 'engineering', capitals ? 'E' : 'e');
}
