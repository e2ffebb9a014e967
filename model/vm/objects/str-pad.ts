/**
 * Methods of str that fill or trim: center, ljust, rjust, zfill, expandtabs, strip, lstrip, rstrip.
 * @module
 */
import type { Operations } from '../operations.ts';
import type { Ask } from '../protocol/replay.ts';
import { intArgument, sizeAsking } from '../protocol/sequences.ts';
import type { Slot, Value } from '../value.ts';
import { bindArguments } from './arguments.ts';
import { charactersOf, isNarrow, lengthOf } from './code-points.ts';
import { raise } from './exceptions.ts';
import { asStr } from './payload.ts';
import { one, positional, type StrMethodTable, type StrRun } from './str-method.ts';
import { SPACE_CLASS } from './str-split.ts';
import { STR_TEXTS } from './str-texts.ts';
import { typeName } from './types.ts';

const SPACE = new RegExp(`^[${SPACE_CLASS}]$`);

/** `Py_UNICODE_ISSPACE`. */
export function isSpace(character: string): boolean {
  return SPACE.test(character);
}

function fillArgument(vm: Operations, v: Slot): string {
  if (v === undefined) return ' ';
  const fill = asStr(vm, v);
  if (fill === undefined)
    throw raise(vm, 'TypeError', `The fill character must be a unicode character, not ${typeName(vm, v as Value)}`);
  if (lengthOf(fill) !== 1) throw raise(vm, 'TypeError', 'The fill character must be exactly one character long');
  return fill;
}

/** Longer texts end the program in CPython with a MemoryError too, on the embedded builds. */
const MOST = 1 << 28;

function filled(vm: Operations, left: number, text: string, right: number, fill: string): string {
  if (left + right > MOST) throw raise(vm, 'MemoryError', []);
  return fill.repeat(Math.max(0, left)) + text + fill.repeat(Math.max(0, right));
}

/** ljust, rjust, center: how many of the missing characters go to the left. */
function justify(leftOf: (missing: number, width: number) => number): StrRun {
  return (vm, text, [v, f], ask) => {
    const width = sizeAsking(vm, v as Value, ask);
    const fill = fillArgument(vm, f);
    const missing = width - lengthOf(text);
    if (missing <= 0) return text;
    const left = leftOf(missing, width);
    return filled(vm, left, text, missing - left, fill);
  };
}

function zfill(vm: Operations, text: string, [v]: readonly Slot[], ask: Ask): string {
  const missing = sizeAsking(vm, v as Value, ask) - lengthOf(text);
  if (missing <= 0) return text;
  const signed = text.startsWith('+') || text.startsWith('-');
  const zeros = filled(vm, missing, '', 0, '0');
  return signed ? (text[0] as string) + zeros + text.slice(1) : zeros + text;
}

/** Tabs to columns of `size`; a line's end starts again at column 0. */
function expandTabs(text: string, size: number): string {
  let column = 0;
  let result = '';
  for (const c of text) {
    if (c === '\t') {
      const spaces = size > 0 ? size - (column % size) : 0;
      result += ' '.repeat(spaces);
      column += spaces;
    } else {
      result += c;
      column = c === '\n' || c === '\r' ? 0 : column + 1;
    }
  }
  return result;
}

/** What strip takes off. */
function stripper(vm: Operations, name: string, v: Slot): (character: string) => boolean {
  if (v === undefined || v === null) return isSpace;
  const set = asStr(vm, v);
  if (set === undefined) throw raise(vm, 'TypeError', STR_TEXTS[vm.version].stripArgument(name));
  const characters = new Set(charactersOf(set));
  return (c) => characters.has(c);
}

function strip(name: string, left: boolean, right: boolean): StrRun {
  return (vm, text, [v]) => {
    const drops = stripper(vm, name, v);
    const characters: readonly string[] | string = isNarrow(text) ? text : charactersOf(text);
    let start = 0;
    let end = characters.length;
    while (left && start < end && drops(characters[start] as string)) start++;
    while (right && end > start && drops(characters[end - 1] as string)) end--;
    return typeof characters === 'string' ? characters.slice(start, end) : characters.slice(start, end).join('');
  };
}

export const STR_PAD_METHODS: StrMethodTable = {
  ljust: { args: positional(1, 2), run: justify(() => 0) },
  rjust: { args: positional(1, 2), run: justify((missing) => missing) },
  center: { args: positional(1, 2), run: justify((missing, width) => Math.floor(missing / 2) + (missing & width & 1)) },
  zfill: { args: one, run: zfill },
  expandtabs: {
    args: (vm, name, args, keywords) => bindArguments(vm, { name, names: ['tabsize'] }, args, keywords),
    run: (vm, text, [v], ask) => expandTabs(text, v === undefined ? 8 : intArgument(vm, v, ask)),
  },
  strip: { args: positional(0, 1), run: strip('strip', true, true) },
  lstrip: { args: positional(0, 1), run: strip('lstrip', true, false) },
  rstrip: { args: positional(0, 1), run: strip('rstrip', false, true) },
};
