/**
 * `Pattern.sub`, `Pattern.subn` and `Match.expand` (`pattern_subx`, `expand_template` of Modules/_sre/sre.c).
 * @module
 */

import { isCallable } from '../builtins/functions.ts';
import { bindArguments } from '../objects/arguments.ts';
import { newBytes } from '../objects/codecs.ts';
import { raise } from '../objects/exceptions.ts';
import { asInt, asKind, asStr } from '../objects/payload.ts';
import { joinItems } from '../objects/str-split.ts';
import { newTuple } from '../objects/tuple.ts';
import { typeName } from '../objects/types.ts';
import type { Builtin, Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { getAttr } from '../protocol/attributes.ts';
import { given, wait } from '../protocol/loop.ts';
import { ModelError, type Ref, type Slot, type Value } from '../value.ts';
import { recordData, recordOf } from './extension.ts';
import { findMatch } from './sre-engine.ts';
import { groupText, newMatch, type Searched } from './sre-match.ts';
import { subject, textOf } from './sre-text.ts';

type MakeSearched = (vm: Operations, pattern: Ref, string: Value) => Searched;

// Slots: pattern, string, replacement, then the pieces. Vars: count, subn, kind (literal, template, callable), at, n, nonEmptyAt.

const PATTERN = 0;
const STRING = 1;
const REPLACEMENT = 2;
const PIECES = 3;
const CODE = 3;

export function sub(make: MakeSearched, subn: boolean): Builtin {
  const name = subn ? 'subn' : 'sub';
  return (vm, [self, ...args], keywords) => {
    const { ref } = recordOf(vm, 're.Pattern', name, self);
    const names = ['repl', 'string', 'count'];
    const bound = bindArguments(vm, { name, names, required: 2 }, args, keywords);
    const [replacement, string, count = 0] = bound as [Value, Value, Value?];
    make(vm, ref, string);
    const literal = literalText(vm, replacement);
    const kind = isCallable(vm, replacement) ? 'callable' : literal ? 'literal' : 'template';
    const vars = { count: Number(asInt(vm, count) ?? 0), subn, kind, at: 0, n: 0, nonEmptyAt: -1, last: 0 };
    return vm.native('sre.sub', [ref, string, replacement], vars);
  };
}

/** A replacement without a backslash stands for itself. */
function literalText(vm: Operations, v: Value): boolean {
  const s = asStr(vm, v);
  const bytes = asKind(vm, v, 'bytes')?.bytes;
  return s !== undefined ? !s.includes('\\') : bytes !== undefined && !bytes.includes(92);
}

function compileTemplate(vm: Operations, pattern: Value, template: Value): NativeStep {
  const re = vm.module('re');
  if (re === null) throw new ModelError('a replacement template without re');
  return wait(vm.native('sre.template', [re, pattern, template]), 'template');
}

/** Calls `re._compile_template`. Slots: the module, pattern, template. */
const TEMPLATE: Native = {
  start: (vm, { slots }) => wait(getAttr(vm, slots[0] as Value, '_compile_template'), 'found'),
  phases: {
    found: (vm, { slots }, value) => wait(vm.call(given(value), [slots[1] as Value, slots[2] as Value]), 'made'),
    made: (_vm, _self, value) => ({ done: value }),
  },
};

/** The text that a template makes of a match: literals and groups in turn. */
function expand(vm: Operations, template: Value, match: Ref): Value {
  const { slots } = recordData(vm, template);
  const data = recordData(vm, match);
  const whole = data.slots[1] as Value;
  const empty = textOf(vm, whole).make(vm, 0, 0);
  const parts = slots.map((part, i) => (i % 2 === 0 ? (part as Value) : groupText(vm, data, Number(part), empty)));
  return join(vm, whole, parts);
}

function join(vm: Operations, like: Value, parts: readonly Value[]): Value {
  if (asStr(vm, like) !== undefined) return joinItems(vm, '', parts);
  const bytes = parts.flatMap((part, i) => {
    const data = asKind(vm, part, 'bytes');
    if (data === undefined)
      throw raise(vm, 'TypeError', `sequence item ${i}: expected a bytes-like object, ${typeName(vm, part)} found`);
    return [...data.bytes];
  });
  return newBytes(vm, bytes);
}

function push(vm: Operations, self: NativeSelf, ...values: readonly Value[]): void {
  vm.splice(self.ref, 'slots', self.slots.length, 0, values);
}

function nextMatch(vm: Operations, self: NativeSelf): NativeStep {
  const { count, n, at, nonEmptyAt, last } = self.vars as Readonly<Record<string, number>>;
  const pattern = self.slots[PATTERN] as Ref;
  const { numbers } = recordData(vm, pattern);
  const text = textOf(vm, self.slots[STRING] as Value);
  const end = text.chars.length;
  const over = (count as number) > 0 && (n as number) >= (count as number);
  const within = subject(text, at as number, end);
  const groups = numbers[1] as number;
  const found =
    over || (at as number) > end
      ? undefined
      : findMatch(numbers.slice(CODE), groups, within, { mode: 'search', nonEmptyAt: nonEmptyAt as number });
  if (found === undefined) {
    if ((last as number) < end) push(vm, self, text.make(vm, last as number, end));
    return finish(vm, self);
  }
  if ((last as number) < found.start) push(vm, self, text.make(vm, last as number, found.start));
  const empty = found.end === found.start;
  self.setVars({
    ...self.vars,
    n: (n as number) + 1,
    at: found.end,
    last: found.end,
    nonEmptyAt: empty ? found.end : -1,
  });
  const what = { pattern, string: self.slots[STRING] as Value, text, groups };
  const replacement = self.slots[REPLACEMENT] as Value;
  switch (self.vars['kind']) {
    case 'literal':
      return { result: replacement, then: 'replaced' };
    case 'template':
      return { result: expand(vm, replacement, newMatch(vm, what, subject(text, 0, end), found)), then: 'replaced' };
    default:
      return wait(vm.call(replacement, [newMatch(vm, what, subject(text, 0, end), found)]), 'replaced');
  }
}

function finish(vm: Operations, self: NativeSelf): NativeStep {
  const result = join(vm, self.slots[STRING] as Value, self.slots.slice(PIECES) as Value[]);
  return { done: self.vars['subn'] === true ? newTuple(vm, [result, self.vars['n'] as number]) : result };
}

const SUB: Native = {
  start: (vm, self) => {
    const [pattern, , replacement] = self.slots as readonly Value[];
    if (self.vars['kind'] !== 'template') return nextMatch(vm, self);
    return compileTemplate(vm, pattern as Value, replacement as Value);
  },
  phases: {
    template: (vm, self, value) => {
      self.set(REPLACEMENT, given(value));
      return nextMatch(vm, self);
    },
    replaced: (vm, self, value) => {
      if (value !== null) push(vm, self, given(value));
      return nextMatch(vm, self);
    },
  },
};

/** Slots: match, template. */
const EXPAND: Native = {
  start: (vm, { slots }) => compileTemplate(vm, recordData(vm, slots[0] as Slot).slots[0] as Value, slots[1] as Value),
  phases: { template: (vm, { slots }, value) => ({ done: expand(vm, given(value), slots[0] as Ref) }) },
};

export const SUB_NATIVES: NativeTable = { 'sre.sub': SUB, 'sre.expand': EXPAND, 'sre.template': TEMPLATE };
