/**
 * Strings by code point: Python counts characters where JavaScript counts UTF-16 units. Texts without surrogates take the short way.
 * @module
 */

const SURROGATE = /[\ud800-\udfff]/;

/** Whether positions in units and in characters are the same. */
export function isNarrow(text: string): boolean {
  return !SURROGATE.test(text);
}

/** The characters of a text. */
export function charactersOf(text: string): readonly string[] {
  return isNarrow(text) ? text.split('') : Array.from(text);
}

/** `len(text)`. */
export function lengthOf(text: string): number {
  if (isNarrow(text)) return text.length;
  let length = 0;
  for (const _ of text) length++;
  return length;
}

/** `text[start:end]` for 0 ≤ start, end. */
export function slicePoints(text: string, start: number, end: number): string {
  return isNarrow(text) ? text.slice(start, Math.max(start, end)) : Array.from(text).slice(start, end).join('');
}

/** Where a part begins in a text, in units, at or after a unit; −1 if nowhere. A match does not begin or end inside a character. */
export function indexOfPart(text: string, part: string, from = 0): number {
  let at = text.indexOf(part, from);
  while (at >= 0 && (splits(text, at) || splits(text, at + part.length))) at = text.indexOf(part, at + 1);
  return at;
}

/** The same from the end: the last match that begins at or before a unit. */
export function lastIndexOfPart(text: string, part: string, from = text.length): number {
  let at = text.lastIndexOf(part, from);
  while (at >= 0 && (splits(text, at) || splits(text, at + part.length))) {
    if (at === 0) return -1;
    at = text.lastIndexOf(part, at - 1);
  }
  return at;
}

/** Whether a unit's position is between the halves of a surrogate pair. */
function splits(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return false;
  return isBetween(text.charCodeAt(at - 1), text.charCodeAt(at));
}

function isBetween(before: number, after: number): boolean {
  return before >= 0xd800 && before < 0xdc00 && after >= 0xdc00 && after < 0xe000;
}

/** How often a part occurs without overlaps; the empty one occurs around every character. */
export function countPart(text: string, part: string): number {
  if (part === '') return lengthOf(text) + 1;
  let count = 0;
  for (let at = indexOfPart(text, part); at >= 0; at = indexOfPart(text, part, at + part.length)) count++;
  return count;
}

/** Whether a text begins with a part that is whole characters. */
export function beginsWith(text: string, part: string): boolean {
  return text.startsWith(part) && !splits(text, part.length);
}

/** Whether a text ends with a part that is whole characters. */
export function endsIn(text: string, part: string): boolean {
  return text.endsWith(part) && !splits(text, text.length - part.length);
}
