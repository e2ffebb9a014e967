/**
 * Methods of str that take a text apart or put texts together: split, rsplit, splitlines, partition, join (Objects/stringlib/split.h).
 * @module
 */
import type { Builtin, Native, NativeTable, Operations } from '../operations.ts';
import { sequenceFast, sequenceItems } from '../protocol/collect.ts';
import { truthAsking } from '../protocol/compare.ts';
import { given, wait } from '../protocol/loop.ts';
import { sizeAsking } from '../protocol/sequences.ts';
import type { Slot, Value } from '../value.ts';
import { bindArguments } from './arguments.ts';
import { indexOfPart, lastIndexOfPart } from './code-points.ts';
import { raise } from './exceptions.ts';
import { newList } from './list.ts';
import { asInt, asStr } from './payload.ts';
import { one, type StrArguments, type StrMethodTable, type StrRun, strReceiver } from './str-method.ts';
import { newTuple } from './tuple.ts';
import { typeName } from './types.ts';

/** `Py_UNICODE_ISSPACE`, as a class of a regular expression. */
export const SPACE_CLASS = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const SPACES = new RegExp(`[${SPACE_CLASS}]+`, 'g');
const LEADING = new RegExp(`^[${SPACE_CLASS}]+`);
const TRAILING = new RegExp(`[${SPACE_CLASS}]+$`);

function splitSpaces(text: string, most: number): string[] {
  const parts: string[] = [];
  let rest = text.replace(LEADING, '');
  while (rest !== '' && parts.length !== most) {
    SPACES.lastIndex = 0;
    const gap = SPACES.exec(rest);
    parts.push(gap === null ? rest : rest.slice(0, gap.index));
    rest = gap === null ? '' : rest.slice(gap.index + gap[0].length);
  }
  if (rest !== '') parts.push(rest.replace(most < 0 ? TRAILING : /$^/, ''));
  return parts;
}

function splitSpacesBackwards(text: string, most: number): string[] {
  const parts: string[] = [];
  let rest = text.replace(TRAILING, '');
  while (rest !== '' && parts.length !== most) {
    const gaps = [...rest.matchAll(SPACES)];
    const gap = gaps.at(-1);
    parts.unshift(gap === undefined ? rest : rest.slice(gap.index + gap[0].length));
    rest = gap === undefined ? '' : rest.slice(0, gap.index);
  }
  if (rest !== '') parts.unshift(rest);
  return parts;
}

/** At most `most` cuts (any number if it is negative). */
export function splitText(text: string, separator: string, most: number): string[] {
  const parts: string[] = [];
  let at = 0;
  while (parts.length !== most) {
    const next = indexOfPart(text, separator, at);
    if (next < 0) break;
    parts.push(text.slice(at, next));
    at = next + separator.length;
  }
  parts.push(text.slice(at));
  return parts;
}

function splitTextBackwards(text: string, separator: string, most: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (parts.length !== most) {
    const next = rest.length < separator.length ? -1 : lastIndexOfPart(rest, separator, rest.length - separator.length);
    if (next < 0) break;
    parts.unshift(rest.slice(next + separator.length));
    rest = rest.slice(0, next);
  }
  parts.unshift(rest);
  return parts;
}

const splitArguments: StrArguments = (vm, name, args, keywords) =>
  bindArguments(vm, { name, names: ['sep', 'maxsplit'] }, args, keywords);

function split(backwards: boolean): StrRun {
  return (vm, text, [separator, count], ask) => {
    const most = count === undefined ? -1 : sizeAsking(vm, count, ask);
    if (separator === undefined || separator === null) {
      return newList(vm, (backwards ? splitSpacesBackwards : splitSpaces)(text, most));
    }
    const by = asStr(vm, separator);
    if (by === undefined) throw raise(vm, 'TypeError', `must be str or None, not ${typeName(vm, separator)}`);
    if (by === '') throw raise(vm, 'ValueError', 'empty separator');
    return newList(vm, (backwards ? splitTextBackwards : splitText)(text, by, most));
  };
}

/** The lines of a text, with or without what ends them. */
export function splitLines(text: string, keepEnds: boolean): string[] {
  const lines =
    text.match(/[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|$)/g) ?? [];
  const found = lines.filter((line) => line !== '');
  return keepEnds ? found : found.map((line) => line.replace(/(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])$/, ''));
}

function partition(backwards: boolean): StrRun {
  return (vm, text, [v]) => {
    const separator = asStr(vm, v);
    if (separator === undefined) throw raise(vm, 'TypeError', `must be str, not ${typeName(vm, v as Value)}`);
    if (separator === '') throw raise(vm, 'ValueError', 'empty separator');
    const at = backwards ? lastIndexOfPart(text, separator) : indexOfPart(text, separator);
    if (at < 0) return newTuple(vm, backwards ? ['', '', text] : [text, '', '']);
    return newTuple(vm, [text.slice(0, at), separator, text.slice(at + separator.length)]);
  };
}

export const STR_SPLIT_METHODS: StrMethodTable = {
  split: { args: splitArguments, run: split(false) },
  rsplit: { args: splitArguments, run: split(true) },
  partition: { args: one, run: partition(false) },
  rpartition: { args: one, run: partition(true) },
  splitlines: {
    args: (vm, name, args, keywords) => bindArguments(vm, { name, names: ['keepends'] }, args, keywords),
    run: (vm, text, [keepEnds], ask) =>
      newList(vm, splitLines(text, keepEnds === undefined ? false : lineEnds(vm, keepEnds, ask))),
  },
};

/** `keepends`: a truth. */
function lineEnds(vm: Operations, v: Value, ask: Parameters<StrRun>[3]): boolean {
  const n = asInt(vm, v);
  return n === undefined ? truthAsking(vm, v, ask) : Number(n) !== 0;
}

/** The texts of a list or tuple with a separator between them. */
export function joinItems(vm: Operations, separator: string, items: readonly Slot[]): string {
  const texts = items.map((item, i) => {
    const text = asStr(vm, item);
    if (text === undefined)
      throw raise(vm, 'TypeError', `sequence item ${i}: expected str instance, ${typeName(vm, item as Value)} found`);
    return text;
  });
  return texts.join(separator);
}

/** `separator.join(iterable)` where the iterable is no list or tuple. Slots: separator, iterable. */
const STR_JOIN: Native = {
  start: (vm, { slots }) => wait(sequenceFast(vm, slots[1] as Value, 'can only join an iterable'), 'list'),
  phases: {
    list: (vm, { slots }, list) => ({
      done: joinItems(vm, slots[0] as string, sequenceItems(vm, given(list)) ?? []),
    }),
  },
};

const join: Builtin = (vm, [v, ...args], keywords) => {
  const separator = strReceiver(vm, 'join', v);
  const [iterable] = one(vm, 'join', args, keywords) as [Value];
  const items = sequenceItems(vm, iterable);
  return items === undefined ? vm.native('str_join', [separator, iterable]) : joinItems(vm, separator, items);
};

export const STR_JOIN_BUILTINS = { 'str.join': join };
export const STR_JOIN_NATIVES: NativeTable = { str_join: STR_JOIN };
