/**
 * The format mini-language: `format(value, spec)` of str, int, bool and float (Python/formatter_unicode.c).
 * @module
 */
import type { Operations } from '../operations.ts';
import { complexParts, isComplex } from '../protocol/complex.ts';
import type { Value } from '../value.ts';
import { raise } from './exceptions.ts';
import { fixedDigits, floatRepr, significantDigits } from './float-text.ts';
import { type FormatSpec, parseSpec, shownCode } from './format-parse.ts';
import { intDigits, intText } from './int-text.ts';
import { asFloat, asInt, asStr } from './payload.ts';
import { typeName } from './types.ts';

/** Formats a str, int, bool or float (or an instance of a subclass of these). */
export function formatSpec(vm: Operations, v: Value, spec: string): string {
  const text = asStr(vm, v);
  const parsed = parseSpec(vm, v, spec, text === undefined ? '>' : '<');
  if (text !== undefined) return formatText(vm, text, parsed);
  const parts = isComplex(vm, v) ? complexParts(vm, v) : undefined;
  if (parts !== undefined) return formatComplex(vm, v, parts, parsed);
  if (typeof v !== 'boolean' || parsed.type !== '') {
    const n = asInt(vm, v);
    if (n !== undefined && !'eEfFgG%'.includes(parsed.type || 'd')) return formatInt(vm, v, n, parsed);
    return formatFloat(vm, v, n === undefined ? (asFloat(vm, v) as number) : Number(n), parsed, n !== undefined);
  }
  return formatInt(vm, v, v ? 1 : 0, parsed);
}

function unknownCode(vm: Operations, v: Value, type: string) {
  return raise(vm, 'ValueError', `Unknown format code '${shownCode(type)}' for object of type '${typeName(vm, v)}'`);
}

function formatText(vm: Operations, text: string, spec: FormatSpec): string {
  if (spec.type !== '' && spec.type !== 's') throw unknownCode(vm, text, spec.type);
  if (spec.sign !== '') {
    const noun = spec.sign === ' ' ? 'Space' : 'Sign';
    throw raise(vm, 'ValueError', `${noun} not allowed in string format specifier`);
  }
  if (spec.zeroNegative)
    throw raise(vm, 'ValueError', 'Negative zero coercion (z) not allowed in string format specifier');
  if (spec.alternate) throw raise(vm, 'ValueError', 'Alternate form (#) not allowed in string format specifier');
  if (spec.align === '=') throw raise(vm, 'ValueError', "'=' alignment not allowed in string format specifier");
  if (spec.grouping !== '') throw raise(vm, 'ValueError', `Cannot specify '${spec.grouping}' with 's'.`);
  const chars = [...text];
  const cut = spec.precision === null ? chars : chars.slice(0, spec.precision);
  return pad(cut.join(''), cut.length, spec);
}

/** Fills up to the width; '=' was dealt with by whoever knows the sign. */
function pad(text: string, length: number, spec: FormatSpec): string {
  const missing = spec.width - length;
  if (missing <= 0) return text;
  if (spec.align === '<') return text + spec.fill.repeat(missing);
  if (spec.align === '^') {
    const left = Math.floor(missing / 2);
    return spec.fill.repeat(left) + text + spec.fill.repeat(missing - left);
  }
  return spec.fill.repeat(missing) + text;
}

/** Sign, prefix, grouped digits and the rest, filled between prefix and digits for '='. */
function assemble(spec: FormatSpec, sign: string, prefix: string, digits: string, rest: string, group: number): string {
  const zeroFill = spec.align === '=' && spec.fill === '0';
  const room = zeroFill ? spec.width - sign.length - prefix.length - rest.length : 0;
  const body =
    spec.grouping === '' ? digits.padStart(Math.max(room, 0), '0') : grouped(digits, spec.grouping, group, room);
  const number = body + rest;
  const head = sign + prefix;
  const missing = spec.width - head.length - number.length;
  if (missing <= 0) return head + number;
  if (spec.align === '=') return head + spec.fill.repeat(missing) + number;
  return pad(head + number, head.length + number.length, spec);
}

/** Digits in groups, with leading zeros (grouped too) up to `room` characters. */
function grouped(digits: string, mark: string, size: number, room: number): string {
  // Infinity and NaN have none.
  if (digits === '') return ''.padStart(Math.max(room, 0), '0');
  let left = digits;
  const parts: string[] = [];
  let length = 0;
  for (;;) {
    const wanted = room - length - (parts.length > 0 ? 1 : 0);
    const take = left.slice(Math.max(0, left.length - size));
    left = left.slice(0, Math.max(0, left.length - size));
    const padded = left === '' ? take.padStart(Math.min(size, Math.max(wanted, 1)), '0') : take;
    parts.unshift(padded);
    length += padded.length + (parts.length > 1 ? 1 : 0);
    if (left === '' && length >= room) return parts.join(mark);
  }
}

const signOf = (negative: boolean, spec: FormatSpec): string => (negative ? '-' : spec.sign === '-' ? '' : spec.sign);

function formatInt(vm: Operations, v: Value, n: number | bigint, spec: FormatSpec): string {
  const type = spec.type === '' ? 'd' : spec.type;
  if (!'bcdoxXn'.includes(type)) throw unknownCode(vm, v, type);
  if (spec.precision !== null) throw raise(vm, 'ValueError', 'Precision not allowed in integer format specifier');
  if (spec.zeroNegative)
    throw raise(vm, 'ValueError', 'Negative zero coercion (z) not allowed in integer format specifier');
  const negative = n < 0;
  const magnitude = negative ? -n : n;
  if (type === 'c') return formatCharacter(vm, n, spec);
  const base = { d: 10, n: 10, b: 2, o: 8, x: 16, X: 16 }[type];
  if (base === undefined) throw unknownCode(vm, v, type);
  const plain = base === 10 ? intText(vm, magnitude) : intDigits(magnitude, base);
  const digits = type === 'X' ? plain.toUpperCase() : plain;
  const prefix = spec.alternate && base !== 10 ? `0${type}` : '';
  return assemble(spec, signOf(negative, spec), prefix, digits, '', base === 10 ? 3 : 4);
}

function formatCharacter(vm: Operations, n: number | bigint, spec: FormatSpec): string {
  if (spec.sign !== '') throw raise(vm, 'ValueError', "Sign not allowed with integer format specifier 'c'");
  if (spec.alternate) throw raise(vm, 'ValueError', "Alternate form (#) not allowed with integer format specifier 'c'");
  if (n > 2 ** 31 - 1 || n < -(2 ** 31)) throw raise(vm, 'OverflowError', 'Python int too large to convert to C long');
  if (n < 0 || n > 0x10ffff) throw raise(vm, 'OverflowError', '%c arg not in range(0x110000)');
  return pad(String.fromCodePoint(Number(n)), 1, spec);
}

function formatFloat(vm: Operations, v: Value, value: number, spec: FormatSpec, isInt: boolean): string {
  const { type } = spec;
  if (type !== '' && !'eEfFgGn%'.includes(type)) throw unknownCode(vm, v, type);
  if (isInt && !Number.isFinite(value)) throw raise(vm, 'OverflowError', 'int too large to convert to float');
  const upper = type === 'E' || type === 'F' || type === 'G';
  const negative = value < 0 || Object.is(value, -0);
  const magnitude = Math.abs(value);
  let text: string;
  if (!Number.isFinite(value)) text = (Number.isNaN(value) ? 'nan' : 'inf') + (type === '%' ? '%' : '');
  else text = finiteText(magnitude, spec);
  if (upper) text = text.toUpperCase();
  const isZero = /^[0.]*(?:e[+-]\d+)?%?$/i.test(text);
  const minus = negative && !Number.isNaN(value) && !(spec.zeroNegative && isZero);
  const match = /^(\d*)(.*)$/s.exec(text) as RegExpExecArray;
  const rest = withGroups(match[2] as string, spec.fraction);
  return assemble(spec, signOf(minus, spec), '', match[1] as string, rest, 3);
}

/** Digits behind the point in groups of three, from the point on. */
function withGroups(rest: string, mark: string): string {
  if (mark === '') return rest;
  return rest.replace(/^\.(\d+)/, (_, digits: string) => `.${digits.replace(/\d{3}(?=\d)/g, (three) => three + mark)}`);
}

/** `format_complex_internal`: both parts by the spec, the second with its sign; parentheses where no type is given. */
function formatComplex(vm: Operations, v: Value, [re, im]: readonly [number, number], spec: FormatSpec): string {
  if (spec.type !== '' && !'eEfFgGn'.includes(spec.type)) throw unknownCode(vm, v, spec.type);
  if (spec.fill === '0') throw raise(vm, 'ValueError', 'Zero padding is not allowed in complex format specifier');
  if (spec.align === '=')
    throw raise(vm, 'ValueError', "'=' alignment flag is not allowed in complex format specifier");
  const type = spec.type === '' && spec.precision !== null ? 'g' : spec.type;
  const bare: FormatSpec = { ...spec, type, width: -1, align: '>', fill: ' ' };
  const part = (value: number, sign: string): string => {
    // Without a type the parts are as in repr: no '.0' is added.
    const text = formatFloat(vm, v, value, { ...bare, sign }, false);
    if (spec.type !== '' || spec.precision !== null) return text;
    return spec.alternate && /\d$/.test(text) && !text.includes('.')
      ? `${text}.`
      : text.replace(/\.0$/, spec.alternate ? '.' : '');
  };
  const hidden = spec.type === '' && re === 0 && !Object.is(re, -0);
  const imaginary = `${part(im, hidden ? spec.sign : '+')}j`;
  const text = hidden ? imaginary : `${part(re, spec.sign)}${imaginary}`;
  const whole = spec.type === '' && !hidden ? `(${text})` : text;
  return pad(whole, whole.length, { ...spec, align: spec.aligned ? spec.align : '>' });
}

function finiteText(value: number, spec: FormatSpec): string {
  const { type, precision, alternate } = spec;
  switch (type.toLowerCase()) {
    case 'e':
      return exponential(value, precision ?? 6, alternate);
    case 'f':
      return withPoint(fixedText(value, precision ?? 6), alternate);
    case '%':
      return `${withPoint(fixedText(value * 100, precision ?? 6), alternate)}%`;
    case 'g':
    case 'n':
      return general(value, precision ?? 6, alternate, false);
    default:
      return precision === null ? shortest(value, alternate) : general(value, precision, alternate, true);
  }
}

function fixedText(value: number, count: number): string {
  const digits = fixedDigits(value, count).padStart(count + 1, '0');
  return count === 0 ? digits : `${digits.slice(0, -count)}.${digits.slice(-count)}`;
}

function withPoint(text: string, alternate: boolean): string {
  return alternate && !text.includes('.') ? `${text}.` : text;
}

function shortest(value: number, alternate: boolean): string {
  const text = floatRepr(value);
  return alternate && !text.includes('.') ? text.replace('e', '.e') : text;
}

function exponential(value: number, precision: number, alternate: boolean): string {
  const { digits, point } = significantDigits(value, precision + 1);
  const fraction = digits.slice(1).padEnd(precision, '0');
  const mark = precision > 0 || alternate ? '.' : '';
  return `${digits[0]}${mark}${fraction}${exponentText(value === 0 ? 0 : point - 1)}`;
}

function exponentText(exponent: number): string {
  const magnitude = String(Math.abs(exponent)).padStart(2, '0');
  return `e${exponent < 0 ? '-' : '+'}${magnitude}`;
}

/** %g; `repr`-like (no type letter) keeps a digit behind the point and changes to exponents one place earlier. */
function general(value: number, wanted: number, alternate: boolean, addPointZero: boolean): string {
  const precision = wanted === 0 ? 1 : wanted;
  const { digits: all, point: decimal } = significantDigits(value, precision);
  const point = value === 0 ? 1 : decimal;
  const exponent = point - 1;
  const digits = alternate ? all.padEnd(precision, '0') : all.replace(/0+$/, '') || '0';
  if (exponent < -4 || exponent >= (addPointZero ? precision - 1 : precision)) {
    const fraction = digits.slice(1);
    return `${digits[0]}${fraction !== '' || alternate ? '.' : ''}${fraction}${exponentText(exponent)}`;
  }
  return fixedForm(digits, point, alternate, addPointZero);
}

function fixedForm(digits: string, point: number, alternate: boolean, addPointZero: boolean): string {
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`;
  const whole = digits.slice(0, point).padEnd(point, '0');
  const fraction = digits.slice(point);
  if (fraction !== '') return `${whole}.${fraction}`;
  return alternate ? `${whole}.` : addPointZero ? `${whole}.0` : whole;
}
