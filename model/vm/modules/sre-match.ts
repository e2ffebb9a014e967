/**
 * `re.Match` (Modules/_sre/sre.c). Slots: pattern, string; numbers: pos, endpos, last group (−1: none), then begin and end of group 0, 1 …
 * @module
 */

import { intAsking } from '../builtins/number-functions.ts';
import type { RecordData } from '../heap.ts';
import { bindArguments } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { classGetItem } from '../objects/generic-alias.ts';
import { asInt, asKind } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { dictEntries, dictFind, dictSetName, newDict } from '../protocol/dict-table.ts';
import { type Algorithm, type Ask, replay } from '../protocol/replay.ts';
import { isIndex } from '../protocol/slices.ts';
import { reprAsking } from '../protocol/text.ts';
import { type Ref, type Slot, toBigInt, type Value } from '../value.ts';
import { newOf, recordData, recordOf } from './extension.ts';
import type { Found, Subject } from './sre-engine.ts';
import { type Text, textOf } from './sre-text.ts';

/** A pattern and the text that it is put to. */
export interface Searched {
  readonly pattern: Ref;
  readonly string: Value;
  readonly text: Text;
  readonly groups: number;
}

/** A group's text; undefined where it took no part. */
export function groupOf(vm: Operations, { text }: Searched, found: Found, group: number): Value | undefined {
  const [start = -1, end = -1] = group === 0 ? [found.start, found.end] : found.marks.slice(2 * group - 2, 2 * group);
  return start < 0 || end < 0 ? undefined : text.make(vm, start, end);
}

export function newMatch(vm: Operations, { pattern, string }: Searched, within: Subject, found: Found): Ref {
  const marks = [...found.marks];
  // A group that was begun and not closed took no part.
  for (let i = 0; i < marks.length; i += 2) {
    if ((marks[i + 1] as number) < (marks[i] as number)) [marks[i], marks[i + 1]] = [-1, -1];
  }
  const numbers = [within.start, within.end, found.lastIndex, found.start, found.end, ...marks];
  return newOf(vm, 're.Match', [pattern, string], numbers);
}

const HEAD = 3;
const self = (vm: Operations, method: string, v: Slot): Readonly<RecordData> =>
  recordOf(vm, 're.Match', method, v).data;
const count = (data: Readonly<RecordData>): number => (data.numbers.length - HEAD) / 2;

/** `match_getindex`: a group's number by number or name. */
function groupIndex(vm: Operations, data: Readonly<RecordData>, which: Value, ask: Ask): number {
  let n = isIndex(vm, which) ? toBigInt(intAsking(vm, which, ask)) : undefined;
  if (n === undefined) {
    const names = recordData(vm, data.slots[0]).slots[1] as Ref;
    const at = dictFind(vm, names, which);
    if (at !== undefined && at >= 0) n = toBigInt(asInt(vm, asKind(vm, names, 'dict')?.values[at]) ?? -1);
  }
  if (n === undefined || n < 0 || n >= count(data)) throw raise(vm, 'IndexError', 'no such group');
  return Number(n);
}

function span(data: Readonly<RecordData>, group: number): readonly [number, number] {
  return [data.numbers[HEAD + 2 * group] as number, data.numbers[HEAD + 2 * group + 1] as number];
}

/** A group's text, or a default. */
export function groupText(vm: Operations, data: Readonly<RecordData>, group: number, otherwise: Value): Value {
  const [start, end] = span(data, group);
  return start < 0 ? otherwise : textOf(vm, data.slots[1] as Value).make(vm, start, end);
}

/** Inputs: the match, groups. Vars: what is wanted of them. */
const OF_GROUPS: Algorithm = {
  name: 'match_groups',
  run: (vm, [v, ...which], vars, ask) => {
    const what = String(vars['what']);
    const data = self(vm, what, v);
    if (what === 'group' && which.length > 1) {
      const wanted = which.map((w) => groupIndex(vm, data, w as Value, ask));
      return newTuple(
        vm,
        wanted.map((n) => groupText(vm, data, n, null)),
      );
    }
    const n = groupIndex(vm, data, (which[0] ?? 0) as Value, ask);
    if (what === 'group') return groupText(vm, data, n, null);
    const [start, end] = span(data, n);
    return what === 'span' ? newTuple(vm, [start, end]) : what === 'start' ? start : end;
  },
};

const ofGroups =
  (what: 'group' | 'start' | 'end' | 'span'): Builtin =>
  (vm, args) =>
    replay(vm, OF_GROUPS, args, { what });

const groups: Builtin = (vm, [v, ...args], keywords) => {
  const data = self(vm, 'groups', v);
  const [otherwise = null] = bindArguments(vm, { name: 'groups', names: ['default'] }, args, keywords);
  const all = Array.from({ length: count(data) - 1 }, (_, i) => groupText(vm, data, i + 1, otherwise));
  return newTuple(vm, all);
};

const groupDict: Builtin = (vm, [v, ...args], keywords) => {
  const data = self(vm, 'groupdict', v);
  const [otherwise = null] = bindArguments(vm, { name: 'groupdict', names: ['default'] }, args, keywords);
  const dict = newDict(vm);
  for (const [name, n] of dictEntries(vm, recordData(vm, data.slots[0]).slots[1] as Ref))
    dictSetName(vm, dict, String(name), groupText(vm, data, Number(n), otherwise));
  return dict;
};

/** Inputs: the match. */
const REPR: Algorithm = {
  name: 'match_repr',
  run: (vm, [v], _vars, ask) => {
    const data = recordData(vm, v);
    const [start, end] = span(data, 0);
    return `<re.Match object; span=(${start}, ${end}), match=${reprAsking(vm, groupText(vm, data, 0, null), ask)}>`;
  },
};

const attribute =
  (get: (data: Readonly<RecordData>, vm: Operations) => Value): Builtin =>
  (vm, [v]) =>
    get(recordData(vm, v), vm);

function lastGroup(vm: Operations, data: Readonly<RecordData>): Value {
  const last = data.numbers[2] as number;
  const names = asKind(vm, recordData(vm, data.slots[0]).slots[2], 'tuple')?.items ?? [];
  return last < 0 ? null : (names[last] ?? null);
}

export const MATCH_BUILTINS: BuiltinTable = {
  're.Match.group': ofGroups('group'),
  're.Match.__getitem__': ofGroups('group'),
  're.Match.groups': groups,
  're.Match.groupdict': groupDict,
  're.Match.start': ofGroups('start'),
  're.Match.end': ofGroups('end'),
  're.Match.span': ofGroups('span'),
  're.Match.expand': (vm, [v, ...args], keywords) => {
    const signature = { name: 'expand', names: ['template'], required: 1 };
    return vm.native('sre.expand', [v, ...bindArguments(vm, signature, args, keywords)]);
  },
  're.Match.__copy__': (_vm, [v]) => v as Value,
  're.Match.__deepcopy__': (_vm, [v]) => v as Value,
  're.Match.__class_getitem__': classGetItem,
  're.Match.__repr__': (vm, args) => replay(vm, REPR, args),
  're.Match.string': attribute(({ slots }) => slots[1] as Value),
  're.Match.re': attribute(({ slots }) => slots[0] as Value),
  're.Match.pos': attribute(({ numbers }) => numbers[0] as number),
  're.Match.endpos': attribute(({ numbers }) => numbers[1] as number),
  're.Match.lastindex': attribute(({ numbers }) => ((numbers[2] as number) < 0 ? null : (numbers[2] as number))),
  're.Match.lastgroup': attribute((data, vm) => lastGroup(vm, data)),
  're.Match.regs': attribute((data, vm) =>
    newTuple(
      vm,
      Array.from({ length: count(data) }, (_, i) => newTuple(vm, [...span(data, i)])),
    ),
  ),
};
export const MATCH_ALGORITHMS: readonly Algorithm[] = [REPR, OF_GROUPS];
