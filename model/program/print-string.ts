/**
 * How constants are written: the literal that CPython's parser reads back as the same constant.
 * @module
 */
import type { Constant } from '../code/constant.ts';
import type { ConstantExpr } from './syntax.ts';

const hex = (code: number, width: number): string => code.toString(16).padStart(width, '0');

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

function escapeUnit(unit: string): string {
  const code = unit.charCodeAt(0);
  return NAMED[unit] ?? (code < 0x100 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`);
}

/** Control characters, the backslash, lone surrogates and invisible characters are escaped. */
const ESCAPED =
  /[\x00-\x1f\x7f-\xa0\xad\\\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** The characters of a string between quotes, `quote` escaped. */
export function escapeText(text: string, quote: string): string {
  const escaped = text.replace(ESCAPED, escapeUnit);
  return escaped.includes(quote) ? escaped.replaceAll(quote, `\\${quote}`) : escaped;
}

/** The quote that needs no escape, as `repr` chooses it; inside a replacement field never the one around it. */
function chooseQuote(text: string, around: string): string {
  if (around !== '') return around === "'" ? '"' : "'";
  return text.includes("'") && !text.includes('"') ? '"' : "'";
}

function bytesLiteral(bytes: readonly number[], around: string): string {
  const quote = around === "'" ? '"' : "'";
  let text = '';
  for (const byte of bytes) {
    const unit = String.fromCharCode(byte);
    if (unit === quote) text += `\\${quote}`;
    else text += byte < 0x20 || byte >= 0x7f || unit === '\\' ? escapeUnit(unit) : unit;
  }
  return `b${quote}${text}${quote}`;
}

function floatLiteral(repr: string): string {
  if (repr === 'inf') return '1e309';
  if (repr === 'nan' || repr.startsWith('-')) throw new RangeError(`no literal is ${repr}`);
  return repr;
}

/**
 * The literal of a constant. `around` is the quote of the f-string around it, or empty.
 * @throws RangeError for constants that no literal gives: negative numbers, NaN, folded tuples.
 */
export function literal(node: ConstantExpr, around: string): string {
  const value: Constant = node.value;
  if (value === null) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'number') {
    if (value < 0 || !Number.isInteger(value)) throw new RangeError(`no int literal is ${value}`);
    return String(value);
  }
  if (typeof value === 'string') {
    const quote = chooseQuote(value, around);
    return quote + escapeText(value, quote) + quote;
  }
  if ('int' in value) return value.int;
  if ('float' in value) return floatLiteral(value.float);
  if ('bytes' in value) return bytesLiteral(value.bytes, around);
  if ('ellipsis' in value) return '...';
  if ('complex' in value && (value.complex[0] === '0.0' || value.complex[0] === '0')) {
    return `${floatLiteral(value.complex[1])}j`;
  }
  throw new RangeError(`no literal is ${JSON.stringify(value)}`);
}
