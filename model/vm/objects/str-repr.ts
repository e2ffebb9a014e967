/**
 * `repr` of strings and bytes, `ascii`, and what counts as printable (`unicode_repr`, `Py_UNICODE_ISPRINTABLE`).
 * @module
 */

const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Zs}]/u;

/** `Py_UNICODE_ISPRINTABLE` of one character: no control, surrogate, unassigned character or separator other than space. */
export function isPrintable(character: string): boolean {
  return character === ' ' || !UNPRINTABLE.test(character);
}

/** `\x`, `\u` or `\U` escape of a code point. */
export function escapePoint(point: number): string {
  if (point <= 0xff) return `\\x${point.toString(16).padStart(2, '0')}`;
  return point <= 0xffff ? `\\u${point.toString(16).padStart(4, '0')}` : `\\U${point.toString(16).padStart(8, '0')}`;
}

const NAMED: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function quoted(text: string, keep: (character: string) => boolean): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let result = quote;
  for (const c of text) {
    if (c === quote) result += `\\${c}`;
    else result += NAMED[c] ?? (keep(c) ? c : escapePoint(c.codePointAt(0) as number));
  }
  return result + quote;
}

/** `repr(str)`. */
export function strRepr(text: string): string {
  if (/^[ !#-&(-[\]-~]*$/.test(text)) return `'${text}'`;
  return quoted(text, isPrintable);
}

/** `ascii` of a text that is a `repr` already: what is not ASCII is escaped. */
export function asciiEscape(repr: string): string {
  let result = '';
  for (const c of repr) result += c <= '\x7f' ? c : escapePoint(c.codePointAt(0) as number);
  return result;
}

/** `repr(bytes)`; an apostrophe that is escaped whatever the quotes are is what a bytearray has. */
export function bytesRepr(bytes: readonly number[], escapes = false): string {
  const quote = bytes.includes(0x27) && !bytes.includes(0x22) ? '"' : "'";
  let result = `b${quote}`;
  for (const b of bytes) {
    const c = String.fromCharCode(b);
    if (c === quote || (escapes && c === "'")) result += `\\${c}`;
    else result += NAMED[c] ?? (b >= 0x20 && b < 0x7f ? c : `\\x${b.toString(16).padStart(2, '0')}`);
  }
  return result + quote;
}
