/**
 * Characters as regular expressions see them: categories, case, sets (Modules/_sre/sre.c, sre_lib.h).
 * @module
 */
import { NUMERALS } from '../objects/character-tables.ts';

/** Opcodes in sets, in the order of `OPCODES` in re/_constants.py. */
const FAILURE = 0;
const CATEGORY = 8;
const CHARSET = 9;
const BIGCHARSET = 10;
const LITERAL = 16;
const NEGATE = 21;
const RANGE = 22;
const RANGE_UNI_IGNORE = 42;

const isLetter = (text: string): boolean => /^[\p{L}\p{Nd}]$/u.test(text) || NUMERALS.test(text);
const UNICODE_SPACE = /[\t-\r\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

export const asciiWord = (c: number): boolean =>
  (c >= 48 && c <= 57) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 95;
export const unicodeWord = (c: number): boolean => (c < 128 ? asciiWord(c) : isLetter(String.fromCodePoint(c)));
const asciiSpace = (c: number): boolean => c === 32 || (c >= 9 && c <= 13);
const asciiDigit = (c: number): boolean => c >= 48 && c <= 57;

/** By number of `CHCODES`, each followed by its negation. */
const CATEGORIES: readonly ((c: number) => boolean)[] = [
  asciiDigit,
  asciiSpace,
  asciiWord,
  (c) => c === 10,
  asciiWord,
  (c) => (c < 128 ? asciiDigit(c) : /\p{Nd}/u.test(String.fromCodePoint(c))),
  (c) => (c < 128 ? asciiSpace(c) || (c >= 28 && c <= 31) : UNICODE_SPACE.test(String.fromCodePoint(c))),
  unicodeWord,
  (c) => /[\n-\r\u001c-\u001e\u0085\u2028\u2029]/.test(String.fromCodePoint(c)),
];

/** Whether a character is in a category. */
export function inCategory(category: number, c: number): boolean {
  const is = CATEGORIES[category >> 1];
  return is !== undefined && is(c) !== ((category & 1) === 1);
}

/** A letter's case; of several characters the first counts (`_PyUnicode_ExtendedCase`). */
const mapped = (c: number, text: string): number => text.codePointAt(0) ?? c;

export const asciiLower = (c: number): number => (c >= 65 && c <= 90 ? c + 32 : c);
export const unicodeLower = (c: number): number => mapped(c, String.fromCodePoint(c).toLowerCase());
export const unicodeUpper = (c: number): number => mapped(c, String.fromCodePoint(c).toUpperCase());
export const asciiCased = (c: number): boolean => (c >= 65 && c <= 90) || (c >= 97 && c <= 122);
export const unicodeCased = (c: number): boolean => unicodeLower(c) !== c || unicodeUpper(c) !== c;

/** `SRE(charset)`: whether a character is in the set that stands at `at`. */
export function inSet(code: readonly number[], at: number, c: number): boolean {
  let ok = true;
  let pc = at;
  for (;;) {
    switch (code[pc++]) {
      case FAILURE:
        return !ok;
      case LITERAL:
        if (c === code[pc]) return ok;
        pc++;
        break;
      case CATEGORY:
        if (inCategory(code[pc] as number, c)) return ok;
        pc++;
        break;
      case CHARSET:
        if (c < 256 && bit(code, pc, c)) return ok;
        pc += 8;
        break;
      case RANGE:
        if (between(code, pc, c)) return ok;
        pc += 2;
        break;
      case RANGE_UNI_IGNORE:
        if (between(code, pc, c) || between(code, pc, unicodeUpper(c))) return ok;
        pc += 2;
        break;
      case NEGATE:
        ok = !ok;
        break;
      case BIGCHARSET: {
        const count = code[pc++] as number;
        const block = c < 65536 ? ((code[pc + (c >> 10)] as number) >>> (((c >> 8) & 3) * 8)) & 0xff : -1;
        pc += 64;
        if (block >= 0 && bit(code, pc, block * 256 + (c & 255))) return ok;
        pc += count * 8;
        break;
      }
      default:
        return false;
    }
  }
}

const bit = (code: readonly number[], at: number, i: number): boolean =>
  (((code[at + (i >> 5)] as number) >>> (i & 31)) & 1) === 1;

const between = (code: readonly number[], at: number, c: number): boolean =>
  c >= (code[at] as number) && c <= (code[at + 1] as number);
