/**
 * Methods of str about the kind of characters: upper, title, isalpha … (Objects/unicodectype.c).
 * @module
 */
import { CASEFOLD_EXCEPTIONS, DIGITS, NUMERALS, TITLE_EXCEPTIONS } from './character-tables.ts';
import { charactersOf } from './code-points.ts';
import { none, type StrMethod, type StrMethodTable } from './str-method.ts';
import { isSpace } from './str-pad.ts';
import { isPrintable } from './str-repr.ts';

const CASED = /\p{Cased}/u;
const UPPER = /\p{Uppercase}/u;
const LOWER = /\p{Lowercase}/u;
const TITLE = /\p{Lt}/u;
const ALPHA = /\p{L}/u;
const DECIMAL = /\p{Nd}/u;
const IDENTIFIER = /^[\p{XID_Start}_]\p{XID_Continue}*$/u;

const isDigit = (c: string): boolean => DECIMAL.test(c) || DIGITS.test(c);
const isNumeric = (c: string): boolean => NUMERALS.test(c);
const isAlnum = (c: string): boolean => ALPHA.test(c) || isNumeric(c);

/** `_PyUnicode_ToTitleFull`. */
function toTitle(c: string): string {
  return TITLE_EXCEPTIONS.get(c) ?? c.toUpperCase();
}

/** A word's first cased character in title case, the others in lower case. */
function title(text: string): string {
  const characters = charactersOf(text);
  let cased = false;
  let result = '';
  characters.forEach((c, i) => {
    result += cased ? lowerAt(characters, i) : toTitle(c);
    cased = CASED.test(c);
  });
  return result;
}

/** A character in lower case within its text: a sigma at a word's end is the final one. */
function lowerAt(characters: readonly string[], i: number): string {
  const c = characters[i] as string;
  if (c !== 'Σ') return c.toLowerCase();
  return isFinalSigma(characters, i) ? 'ς' : 'σ';
}

const IGNORED = /\p{Case_Ignorable}/u;

/** A cased letter before and none after, ignorable characters between left out. */
function isFinalSigma(characters: readonly string[], i: number): boolean {
  let before = i - 1;
  while (before >= 0 && IGNORED.test(characters[before] as string)) before--;
  if (before < 0 || !CASED.test(characters[before] as string)) return false;
  let after = i + 1;
  while (after < characters.length && IGNORED.test(characters[after] as string)) after++;
  return after === characters.length || !CASED.test(characters[after] as string);
}

function lower(text: string): string {
  if (!text.includes('Σ')) return text.toLowerCase();
  const characters = charactersOf(text);
  return characters.map((_, i) => lowerAt(characters, i)).join('');
}

function capitalize(text: string): string {
  const characters = charactersOf(text);
  return characters.map((c, i) => (i === 0 ? toTitle(c) : lowerAt(characters, i))).join('');
}

function swapCase(text: string): string {
  const characters = charactersOf(text);
  return characters
    .map((c, i) => (UPPER.test(c) ? lowerAt(characters, i) : LOWER.test(c) ? c.toUpperCase() : c))
    .join('');
}

function caseFold(text: string): string {
  if (/^[\0-\x7f]*$/.test(text)) return text.toLowerCase();
  return charactersOf(text)
    .map((c) => CASEFOLD_EXCEPTIONS.get(c) ?? c.toUpperCase().toLowerCase())
    .join('');
}

/** `islower` and `isupper`: some characters are of the case and none of the others. */
function onlyCase(is: RegExp, other: RegExp): (text: string) => boolean {
  return (text) => {
    let found = false;
    for (const c of text) {
      if (other.test(c) || TITLE.test(c)) return false;
      found ||= is.test(c);
    }
    return found;
  };
}

/** `istitle`: capitals begin words, and only they do. */
function isTitle(text: string): boolean {
  let cased = false;
  let found = false;
  for (const c of text) {
    if (UPPER.test(c) || TITLE.test(c)) {
      if (cased) return false;
      cased = true;
      found = true;
    } else if (LOWER.test(c)) {
      if (!cased) return false;
      found = true;
    } else cased = false;
  }
  return found;
}

const every = (is: (c: string) => boolean): ((text: string) => boolean) => {
  return (text) => {
    for (const c of text) if (!is(c)) return false;
    return text !== '';
  };
};

const plain = (run: (text: string) => string | boolean): StrMethod => ({ args: none, run: (_vm, text) => run(text) });

export const STR_CASE_METHODS: StrMethodTable = {
  upper: plain((text) => text.toUpperCase()),
  lower: plain(lower),
  title: plain(title),
  capitalize: plain(capitalize),
  swapcase: plain(swapCase),
  casefold: plain(caseFold),
  isascii: plain((text) => /^[\0-\x7f]*$/.test(text)),
  islower: plain(onlyCase(LOWER, UPPER)),
  isupper: plain(onlyCase(UPPER, LOWER)),
  istitle: plain(isTitle),
  isspace: plain(every(isSpace)),
  isdecimal: plain(every((c) => DECIMAL.test(c))),
  isdigit: plain(every(isDigit)),
  isnumeric: plain(every(isNumeric)),
  isalpha: plain(every((c) => ALPHA.test(c))),
  isalnum: plain(every(isAlnum)),
  isidentifier: plain((text) => IDENTIFIER.test(text)),
  isprintable: plain((text) => charactersOf(text).every(isPrintable)),
};
