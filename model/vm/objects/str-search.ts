/**
 * Searching methods of str: find, index, count, startswith, replace … (Objects/unicodeobject.c, Objects/stringlib/fastsearch.h).
 * @module
 */
import type { Operations } from '../operations.ts';
import { bindSpecial } from '../protocol/bind-special.ts';
import { lookupSpecial } from '../protocol/lookup.ts';
import { TEXTS } from '../protocol/messages.ts';
import type { Ask } from '../protocol/replay.ts';
import { sizeAsking } from '../protocol/sequences.ts';
import { wrongReturn } from '../protocol/wrong-return.ts';
import { Ref, type Slot, type Value } from '../value.ts';
import { argumentType, bindArguments } from './arguments.ts';
import {
  beginsWith,
  charactersOf,
  countPart,
  endsIn,
  indexOfPart,
  lastIndexOfPart,
  lengthOf,
  slicePoints,
} from './code-points.ts';
import { raise } from './exceptions.ts';
import { asInt, asKind, asStr } from './payload.ts';
import { one, positional, type StrArguments, type StrMethodTable, type StrRun } from './str-method.ts';
import { STR_TEXTS } from './str-texts.ts';
import { typeName } from './types.ts';

/** `_PyEval_SliceIndex`: an int, what `__index__` answers, or None for what is missing; clipped to Py_ssize_t. */
function sliceIndex(vm: Operations, v: Slot, missing: number, ask: Ask): number {
  if (v === undefined || v === null) return missing;
  let n = asInt(vm, v);
  if (n === undefined && v instanceof Ref) {
    const method = lookupSpecial(vm, v, '__index__');
    if (method !== undefined) {
      const answer = ask(...bindSpecial(vm, method, v, []));
      n = asInt(vm, answer);
      if (n === undefined) throw wrongReturn(vm, v, '__index__', 'int', answer);
    }
  }
  if (n === undefined) throw raise(vm, 'TypeError', TEXTS[vm.version].sliceIndex);
  const { maxsize } = vm.build;
  return n > maxsize ? maxsize : n < -maxsize - 1 ? -maxsize - 1 : Number(n);
}

/** A window of the text, `text[start:end]`; undefined where it begins behind its end. */
interface Window {
  readonly start: number;
  readonly text: string;
}

function windowOf(vm: Operations, text: string, from: Slot, to: Slot, ask: Ask): Window | undefined {
  const first = sliceIndex(vm, from, 0, ask);
  const last = sliceIndex(vm, to, vm.build.maxsize, ask);
  if (first === 0 && last === vm.build.maxsize) return { start: 0, text };
  const length = lengthOf(text);
  const end = last > length ? length : last < 0 ? Math.max(0, last + length) : last;
  const start = first < 0 ? Math.max(0, first + length) : first;
  return start > end ? undefined : { start, text: slicePoints(text, start, end) };
}

/** The argument `n` as a str. */
function part(vm: Operations, name: string, v: Slot, n = 1): string {
  const s = asStr(vm, v);
  if (s !== undefined) return s;
  const type = argumentType(vm, v as Value);
  throw raise(
    vm,
    'TypeError',
    STR_TEXTS[vm.version].namesArgument || name === 'replace'
      ? `${name}() argument ${n} must be str, not ${type}`
      : `must be str, not ${typeName(vm, v as Value)}`,
  );
}

/** find, rfind, index, rindex. */
function search(name: string, backwards: boolean, strict: boolean): StrRun {
  return (vm, text, [v, from, to], ask) => {
    const { needle, window } = partIn(vm, name, text, v, from, to, ask);
    const at = window === undefined ? -1 : (backwards ? lastIndexOfPart : indexOfPart)(window.text, needle);
    if (at >= 0 && window !== undefined) return window.start + lengthOf(window.text.slice(0, at));
    if (strict) throw raise(vm, 'ValueError', 'substring not found');
    return -1;
  };
}

function partIn(
  vm: Operations,
  name: string,
  text: string,
  v: Slot,
  from: Slot,
  to: Slot,
  ask: Ask,
): { readonly needle: string; readonly window: Window | undefined } {
  // `PyArg_ParseTuple` converts the bounds before anybody looks at the part.
  const first = STR_TEXTS[vm.version].namesArgument ? undefined : windowOf(vm, text, from, to, ask);
  const needle = part(vm, name, v);
  return { needle, window: first ?? windowOf(vm, text, from, to, ask) };
}

/** startswith and endswith: a str or a tuple of them. */
function affix(name: string, matches: (text: string, part: string) => boolean): StrRun {
  return (vm, text, [v, from, to], ask) => {
    const window = windowOf(vm, text, from, to, ask);
    const tuple = asKind(vm, v, 'tuple');
    const fits = (s: string): boolean => window !== undefined && matches(window.text, s);
    if (tuple === undefined) {
      const s = asStr(vm, v);
      if (s !== undefined) return fits(s);
      const type = typeName(vm, v as Value);
      throw raise(vm, 'TypeError', `${name} first arg must be str or a tuple of str, not ${type}`);
    }
    for (const item of tuple.items) {
      const s = asStr(vm, item);
      if (s === undefined)
        throw raise(vm, 'TypeError', `tuple for ${name} must only contain str, not ${typeName(vm, item)}`);
      if (fits(s)) return true;
    }
    return false;
  };
}

/** `text.replace(old, new)`, at most `most` times (all for a negative number). */
export function replaceParts(text: string, old: string, by: string, most: number): string {
  if (most === 0) return text;
  if (old === '') {
    const characters = charactersOf(text);
    const count = most < 0 ? characters.length + 1 : Math.min(most, characters.length + 1);
    return characters.map((c, i) => (i < count ? by + c : c)).join('') + (count > characters.length ? by : '');
  }
  let result = '';
  let at = 0;
  let left = most;
  for (let next = indexOfPart(text, old); next >= 0 && left !== 0; next = indexOfPart(text, old, at), left--) {
    result += text.slice(at, next) + by;
    at = next + old.length;
  }
  return result + text.slice(at);
}

/** replace: `count` may be named from 3.13 on. */
const replaceArguments: StrArguments = (vm, name, args, keywords) => {
  if (!STR_TEXTS[vm.version].replaceKeyword) return positional(2, 3)(vm, name, args, keywords);
  if (args.length < 2)
    throw raise(vm, 'TypeError', `replace() takes at least 2 positional arguments (${args.length} given)`);
  return bindArguments(vm, { name, names: ['', '', 'count'] }, args, keywords);
};

export const STR_SEARCH_METHODS: StrMethodTable = {
  find: { args: positional(1, 3), run: search('find', false, false) },
  rfind: { args: positional(1, 3), run: search('rfind', true, false) },
  index: { args: positional(1, 3), run: search('index', false, true) },
  rindex: { args: positional(1, 3), run: search('rindex', true, true) },
  count: {
    args: positional(1, 3),
    run: (vm, text, [v, from, to], ask) => {
      const { needle, window } = partIn(vm, 'count', text, v, from, to, ask);
      return window === undefined ? 0 : countPart(window.text, needle);
    },
  },
  startswith: { args: positional(1, 3), run: affix('startswith', beginsWith) },
  endswith: { args: positional(1, 3), run: affix('endswith', endsIn) },
  replace: {
    args: replaceArguments,
    run: (vm, text, [old, by, count], ask) => {
      const from = part(vm, 'replace', old);
      const to = part(vm, 'replace', by, 2);
      return replaceParts(text, from, to, count === undefined ? -1 : sizeAsking(vm, count, ask));
    },
  },
  removeprefix: {
    args: one,
    run: (vm, text, [v]) => {
      const prefix = affixArgument(vm, 'removeprefix', v);
      return beginsWith(text, prefix) ? text.slice(prefix.length) : text;
    },
  },
  removesuffix: {
    args: one,
    run: (vm, text, [v]) => {
      const suffix = affixArgument(vm, 'removesuffix', v);
      return endsIn(text, suffix) ? text.slice(0, text.length - suffix.length) : text;
    },
  },
};

function affixArgument(vm: Operations, name: string, v: Slot): string {
  const s = asStr(vm, v);
  if (s !== undefined) return s;
  const type = argumentType(vm, v as Value);
  throw raise(vm, 'TypeError', `${name}() argument must be str, not ${type}`);
}
