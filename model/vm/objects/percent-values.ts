/**
 * `%` formatting: one value by its conversion.
 * @module
 */
import type { Operations } from '../operations.ts';
import { bindSpecial } from '../protocol/bind-special.ts';
import { lookupSpecial } from '../protocol/lookup.ts';
import type { Ask } from '../protocol/replay.ts';
import { reprAsking, strAsking } from '../protocol/text.ts';
import { wrongReturn } from '../protocol/wrong-return.ts';
import { PyFloat, PyRaise, type Ref, type Value } from '../value.ts';
import { exceptionMatches, raise } from './exceptions.ts';
import { formatSpec } from './format-spec.ts';
import { intDigits, intText } from './int-text.ts';
import { floatAsking, truncate } from './number-new.ts';
import { asFloat, asInt, asKind, asStr } from './payload.ts';
import type { Conversion } from './percent.ts';
import { type ArgumentText, PERCENT_TEXTS } from './percent-texts.ts';
import { asciiEscape } from './str-repr.ts';
import { TYPES } from './types.ts';

/** The text of a value, filled to the width. */
export function convertValue(
  vm: Operations,
  conversion: Conversion,
  value: Value,
  argument: ArgumentText,
  bytes: boolean,
  ask: Ask,
): string {
  const body = bodyOf(vm, conversion, value, argument, bytes, ask);
  const missing = conversion.width - [...body].length;
  if (missing <= 0) return body;
  if (conversion.left) return body + ' '.repeat(missing);
  const numeric = 'diuoxXeEfFgG'.includes(conversion.type);
  if (!numeric || !conversion.flags.includes('0')) return ' '.repeat(missing) + body;
  const head = /^[+\- ]?(?:0[xXo])?/.exec(body) as RegExpExecArray;
  return head[0] + '0'.repeat(missing) + body.slice(head[0].length);
}

function bodyOf(
  vm: Operations,
  conversion: Conversion,
  value: Value,
  argument: ArgumentText,
  bytes: boolean,
  ask: Ask,
): string {
  const { type, precision } = conversion;
  const cut = (s: string): string => (precision === null ? s : [...s].slice(0, precision).join(''));
  switch (type) {
    case 's':
    case 'b':
      return cut(bytes ? bytesText(vm, type, value, argument, ask) : strAsking(vm, value, ask));
    case 'r':
      return cut(bytes ? asciiEscape(reprAsking(vm, value, ask)) : reprAsking(vm, value, ask));
    case 'a':
      return cut(asciiEscape(reprAsking(vm, value, ask)));
    case 'c':
      return character(vm, value, argument, bytes, ask);
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
      return integer(vm, conversion, value, argument, bytes, ask);
    default:
      return real(vm, conversion, value, argument, bytes, ask);
  }
}

/** `%b` and `%s` of bytes: a bytes-like object, or what `__bytes__` answers. */
function bytesText(vm: Operations, type: string, value: Value, argument: ArgumentText, ask: Ask): string {
  const own = asKind(vm, value, 'bytes');
  if (own !== undefined) return String.fromCharCode(...own.bytes);
  const method = lookupSpecial(vm, value, '__bytes__');
  if (method === undefined)
    throw raise(vm, 'TypeError', PERCENT_TEXTS[vm.version].bytesLike(type === 's' ? 'b' : type, argument));
  const result = ask(...bindSpecial(vm, method, value, []));
  const made = asKind(vm, result, 'bytes');
  if (made === undefined) throw wrongReturn(vm, value, '__bytes__', 'bytes', result);
  return String.fromCharCode(...made.bytes);
}

function character(vm: Operations, value: Value, argument: ArgumentText, bytes: boolean, ask: Ask): string {
  const texts = PERCENT_TEXTS[vm.version];
  const own = bytes ? asKind(vm, value, 'bytes')?.bytes : undefined;
  const text = own === undefined ? (bytes ? undefined : asStr(vm, value)) : String.fromCharCode(...own);
  if (text !== undefined) {
    const { length } = [...text];
    if (length === 1) return text;
    throw raise(vm, 'TypeError', texts.character(argument, length, bytes));
  }
  const n = asFloat(vm, value) === undefined ? indexOf(vm, value, ask) : undefined;
  if (n === undefined) throw raise(vm, 'TypeError', texts.character(argument, null, bytes));
  if (n < 0 || n > (bytes ? 255 : 0x10ffff)) throw raise(vm, 'OverflowError', texts.characterRange(argument, bytes));
  return String.fromCodePoint(Number(n));
}

/** An int, or what `__index__` answers; undefined without it. */
function indexOf(vm: Operations, value: Value, ask: Ask, method = '__index__'): number | bigint | undefined {
  const own = asInt(vm, value);
  if (own !== undefined) return own;
  const found = lookupSpecial(vm, value, method);
  return found === undefined ? undefined : asInt(vm, ask(...bindSpecial(vm, found, value, [])));
}

function integer(
  vm: Operations,
  { type, flags, precision }: Conversion,
  value: Value,
  argument: ArgumentText,
  bytes: boolean,
  ask: Ask,
): string {
  const decimal = 'diu'.includes(type);
  const f = asFloat(vm, value);
  let n: number | bigint | undefined;
  if (f !== undefined) n = decimal ? truncate(vm, f) : undefined;
  else n = decimal ? numberLong(vm, value, ask) : indexOf(vm, value, ask);
  const texts = PERCENT_TEXTS[vm.version];
  if (n === undefined)
    throw raise(vm, 'TypeError', decimal ? texts.real(type, argument, bytes) : texts.integer(type, argument));
  const magnitude = n < 0 ? -n : n;
  const base = { o: 8, x: 16, X: 16 }[type] ?? 10;
  let digits = base === 10 ? intText(vm, magnitude) : intDigits(magnitude, base);
  if (type === 'X') digits = digits.toUpperCase();
  if (precision !== null) digits = digits.padStart(precision, '0');
  const prefix = flags.includes('#') && base !== 10 ? `0${type}` : '';
  return signOf(n < 0, flags) + prefix + digits;
}

/** `PyNumber_Long` of what is a number: `__int__`, then `__index__`. */
function numberLong(vm: Operations, value: Value, ask: Ask): number | bigint | undefined {
  if (asStr(vm, value) !== undefined || asKind(vm, value, 'bytes') !== undefined) return undefined;
  const own = asInt(vm, value);
  if (own !== undefined) return own;
  return lookupSpecial(vm, value, '__int__') === undefined
    ? indexOf(vm, value, ask)
    : indexOf(vm, value, ask, '__int__');
}

function signOf(negative: boolean, flags: string): string {
  if (negative) return '-';
  return flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
}

function real(
  vm: Operations,
  { type, flags, precision }: Conversion,
  value: Value,
  argument: ArgumentText,
  bytes: boolean,
  ask: Ask,
): string {
  const sign = flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  const f = floatOf(vm, type, value, argument, bytes, ask);
  return formatSpec(vm, new PyFloat(f), `${sign}${flags.includes('#') ? '#' : ''}.${precision ?? 6}${type}`);
}

/** `PyFloat_AsDouble`, whose TypeError is told in the words of the format by bytes, and by all since 3.15. */
function floatOf(vm: Operations, type: string, value: Value, argument: ArgumentText, bytes: boolean, ask: Ask): number {
  const own = asFloat(vm, value);
  if (own !== undefined) return own;
  const texts = PERCENT_TEXTS[vm.version];
  const told = () => raise(vm, 'TypeError', texts.float(type, argument, bytes));
  if (asStr(vm, value) !== undefined || asKind(vm, value, 'bytes') !== undefined) throw told();
  const converts = ['__float__', '__index__'].some((name) => lookupSpecial(vm, value, name) !== undefined);
  if (!converts) throw told();
  try {
    return floatAsking(vm, value, ask);
  } catch (e) {
    const typeError = e instanceof PyRaise && exceptionMatches(vm, e.exception as Ref, TYPES.TypeError);
    throw typeError && (bytes || texts.counts) ? told() : e;
  }
}
