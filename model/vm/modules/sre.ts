/**
 * The module `_sre` (Modules/_sre/sre.c): compiled patterns and what they do with a text. Matches stand in `sre-match.ts`.
 *
 * A pattern's slots: pattern, names to groups (dict), names of groups (tuple); numbers: flags, groups, text (0: any, 1: str, 2: bytes), then the code.
 * @module
 */

import type { RecordData } from '../heap.ts';
import { bindArguments } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { classGetItem } from '../objects/generic-alias.ts';
import { newList } from '../objects/list.ts';
import { asInt, asKind, asStr } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { NotImplemented, TYPES, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, NativeTable, Operations } from '../operations.ts';
import { newRecord } from '../protocol/iteration.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { reprAsking } from '../protocol/text.ts';
import { ModelError, Ref, type Slot, type Value } from '../value.ts';
import { newOf, recordData, recordOf } from './extension.ts';
import { type NativeModule, nary, unary } from './native-module.ts';
import { asciiCased, asciiLower, unicodeCased, unicodeLower } from './sre-characters.ts';
import { type Attempt, type Found, findMatch, type Subject } from './sre-engine.ts';
import { groupOf, MATCH_ALGORITHMS, MATCH_BUILTINS, newMatch, type Searched } from './sre-match.ts';
import { SUB_NATIVES, sub } from './sre-sub.ts';
import { subject, type Text, textOf } from './sre-text.ts';

const FLAGS: readonly (readonly [number, string])[] = [
  [2, 're.IGNORECASE'],
  [4, 're.LOCALE'],
  [8, 're.MULTILINE'],
  [16, 're.DOTALL'],
  [64, 're.VERBOSE'],
  [128, 're.DEBUG'],
  [256, 're.ASCII'],
];
const UNICODE = 32;

const compile: Builtin = (vm, args, keywords) => {
  const names = ['pattern', 'flags', 'code', 'groups', 'groupindex', 'indexgroup'];
  const bound = bindArguments(vm, { name: 'compile', names, required: 6 }, args, keywords);
  const [pattern, flags, code, groups, groupIndex, indexGroup] = bound as readonly Value[];
  const words = (asKind(vm, code as Value, 'list')?.items ?? []).map((v) => Number(asInt(vm, v)));
  const kind = pattern === null ? 0 : asStr(vm, pattern) !== undefined ? 1 : 2;
  const numbers = [Number(asInt(vm, flags)), Number(asInt(vm, groups)), kind, ...words];
  return newOf(vm, 're.Pattern', [pattern, groupIndex, indexGroup], numbers);
};

const HEAD = 3;

/** A pattern and a text that it may be put to. */
function searched(vm: Operations, pattern: Ref, string: Value): Searched {
  const data = recordData(vm, pattern);
  const text = textOf(vm, string);
  if (data.numbers[2] === 1 && text.bytes)
    throw raise(vm, 'TypeError', 'cannot use a string pattern on a bytes-like object');
  if (data.numbers[2] === 2 && !text.bytes)
    throw raise(vm, 'TypeError', 'cannot use a bytes pattern on a string-like object');
  return { pattern, string, text, groups: data.numbers[1] as number };
}

/** Puts a pattern to a text. */
export function find(
  vm: Operations,
  { pattern, groups }: Searched,
  within: Subject,
  attempt: Attempt,
): Found | undefined {
  const { numbers } = recordData(vm, pattern);
  return findMatch(numbers.slice(HEAD), groups, within, attempt);
}

function bounds(vm: Operations, text: Text, pos: Slot, endpos: Slot): Subject {
  const index = (v: Slot, missing: number): number => {
    if (v === undefined) return missing;
    const n = asInt(vm, v);
    if (n === undefined)
      throw raise(vm, 'TypeError', `'${typeName(vm, v as Value)}' object cannot be interpreted as an integer`);
    return Math.min(Math.max(0, Number(n)), text.chars.length);
  };
  const end = index(endpos, text.chars.length);
  return subject(text, Math.min(index(pos, 0), end), end);
}

function once(name: string, mode: Attempt['mode']): Builtin {
  return (vm, [self, ...args], keywords) => {
    const { ref } = recordOf(vm, 're.Pattern', name, self);
    const names = ['string', 'pos', 'endpos'];
    const [string, pos, endpos] = bindArguments(vm, { name, names, required: 1 }, args, keywords);
    const what = searched(vm, ref, string as Value);
    const within = bounds(vm, what.text, pos, endpos);
    const found = find(vm, what, within, { mode });
    return found === undefined ? null : newMatch(vm, what, within, found);
  };
}

/** All matches, one after the other: none is empty where the one before was empty and ended. */
function* all(vm: Operations, what: Searched, within: Subject): Generator<Found> {
  let start = within.start;
  let nonEmptyAt = -1;
  while (start <= within.end) {
    const found = find(vm, what, { ...within, start }, { mode: 'search', nonEmptyAt });
    if (found === undefined) return;
    yield found;
    start = found.end;
    nonEmptyAt = found.end === found.start ? found.end : -1;
  }
}

const findall: Builtin = (vm, [self, ...args], keywords) => {
  const { ref } = recordOf(vm, 're.Pattern', 'findall', self);
  const names = ['string', 'pos', 'endpos'];
  const [string, pos, endpos] = bindArguments(vm, { name: 'findall', names, required: 1 }, args, keywords);
  const what = searched(vm, ref, string as Value);
  const items: Value[] = [];
  for (const found of all(vm, what, bounds(vm, what.text, pos, endpos))) {
    const groups = Array.from(
      { length: what.groups },
      (_, i) => groupOf(vm, what, found, i + 1) ?? what.text.make(vm, 0, 0),
    );
    if (what.groups === 0) items.push(what.text.make(vm, found.start, found.end));
    else items.push(what.groups === 1 ? (groups[0] as Value) : newTuple(vm, groups));
  }
  return newList(vm, items);
};

const split: Builtin = (vm, [self, ...args], keywords) => {
  const { ref } = recordOf(vm, 're.Pattern', 'split', self);
  const names = ['string', 'maxsplit'];
  const [string, most = 0] = bindArguments(vm, { name: 'split', names, required: 1 }, args, keywords);
  const what = searched(vm, ref, string as Value);
  const within = bounds(vm, what.text, undefined, undefined);
  const limit = Number(asInt(vm, most) ?? 0);
  const items: Value[] = [];
  let last = 0;
  let count = 0;
  for (const found of all(vm, what, within)) {
    if (limit > 0 && count === limit) break;
    items.push(what.text.make(vm, last, found.start));
    for (let i = 1; i <= what.groups; i++) items.push(groupOf(vm, what, found, i) ?? null);
    last = found.end;
    count++;
  }
  items.push(what.text.make(vm, last, within.end));
  return newList(vm, items);
};

// A scanner: slots pattern, string; numbers: start, end, where a match must not be empty (−1: nowhere), whether it has ended.

const scanner: Builtin = (vm, [self, ...args], keywords) => {
  const { ref } = recordOf(vm, 're.Pattern', 'scanner', self);
  const names = ['string', 'pos', 'endpos'];
  const [string, pos, endpos] = bindArguments(vm, { name: 'scanner', names, required: 1 }, args, keywords);
  const what = searched(vm, ref, string as Value);
  const within = bounds(vm, what.text, pos, endpos);
  return newOf(vm, '_sre.SRE_Scanner', [ref, string], [within.start, within.end, -1, 0]);
};

function scan(mode: 'match' | 'search'): Builtin {
  return (vm, [self]) => {
    const { ref, data } = recordOf(vm, '_sre.SRE_Scanner', mode, self);
    const [start = 0, end = 0, nonEmptyAt = -1, ended] = data.numbers;
    if (ended === 1) return null;
    const what = searched(vm, data.slots[0] as Ref, data.slots[1] as Value);
    const within = subject(what.text, start, end);
    const found = find(vm, what, within, { mode, nonEmptyAt });
    if (found === undefined) {
      vm.setNumberAt(ref, 'numbers', 3, 1);
      return null;
    }
    vm.setNumberAt(ref, 'numbers', 0, found.end);
    vm.setNumberAt(ref, 'numbers', 2, found.end === found.start ? found.end : -1);
    return newMatch(vm, what, within, found);
  };
}

const finditer: Builtin = (vm, args, keywords) => {
  const made = scanner(vm, args, keywords) as Ref;
  const search = vm.alloc({
    kind: 'builtin',
    cls: TYPES.builtin_function_or_method,
    impl: '_sre.SRE_Scanner.search',
    name: 'search',
    self: made,
  });
  return newRecord(vm, 'callable_iterator', [search, null]);
};

/** Inputs: the pattern. */
const REPR: Algorithm = {
  name: 'pattern_repr',
  run: (vm, [self], _vars, ask) => {
    const { slots, numbers } = recordData(vm, self);
    const [flags = 0, , kind] = numbers;
    const shown = [...reprAsking(vm, slots[0] as Value, ask)].slice(0, 200).join('');
    const rest = kind === 1 && (flags & (4 | 256 | UNICODE)) === UNICODE ? flags & ~UNICODE : flags;
    const words = FLAGS.filter(([bit]) => rest & bit).map(([, name]) => name);
    const other = rest & ~FLAGS.reduce((sum, [bit]) => sum | bit, 0);
    if (other !== 0) words.push(`0x${other.toString(16)}`);
    return `re.compile(${shown}${words.length === 0 ? '' : `, ${words.join('|')}`})`;
  },
};

function samePattern(vm: Operations, a: Readonly<RecordData>, b: Slot): Value {
  const other = asKind(vm, b, 'record');
  if (other?.type !== 're.Pattern') return NotImplemented;
  return a.slots[0] === other.slots[0] && a.numbers.join() === other.numbers.join();
}

const characterFunction = (name: string, run: (c: number) => Value): Builtin =>
  unary(name, (vm, v) => run(Number(asInt(vm, v) ?? 0)));

const template: Builtin = nary('template', 'template', 2, 2, (vm, [, parts]) => {
  const items = asKind(vm, parts, 'list')?.items;
  if (items === undefined) throw raise(vm, 'TypeError', 'invalid template');
  return newOf(vm, '_sre.SRE_Template', [...items]);
});

export const SRE_MODULE: NativeModule = {
  functions: {
    compile,
    template,
    getcodesize: nary('getcodesize', 'getcodesize', 0, 0, () => 4),
    ascii_iscased: characterFunction('ascii_iscased', asciiCased),
    unicode_iscased: characterFunction('unicode_iscased', unicodeCased),
    ascii_tolower: characterFunction('ascii_tolower', asciiLower),
    unicode_tolower: characterFunction('unicode_tolower', unicodeLower),
  },
  values: (vm) => ({
    MAGIC: ROWS[vm.version].sreMagic,
    CODESIZE: 4,
    MAXREPEAT: vm.build.bits === 32 ? 2147483647 : 4294967295,
    MAXGROUPS: vm.build.bits === 32 ? 268435455 : 1073741823,
    copyright: ' SRE 2.2.2 Copyright (c) 1997-2002 by Secret Labs AB ',
  }),
  whole: true,
};

const attribute =
  (get: (data: Readonly<RecordData>, vm: Operations) => Value): Builtin =>
  (vm, [self]) =>
    get(recordData(vm, self), vm);

export const SRE_BUILTINS: BuiltinTable = {
  ...MATCH_BUILTINS,
  're.Pattern.match': once('match', 'match'),
  're.Pattern.prefixmatch': once('prefixmatch', 'match'),
  're.Pattern.fullmatch': once('fullmatch', 'fullmatch'),
  're.Pattern.search': once('search', 'search'),
  're.Pattern.findall': findall,
  're.Pattern.finditer': finditer,
  're.Pattern.split': split,
  're.Pattern.scanner': scanner,
  're.Pattern.sub': sub(searched, false),
  're.Pattern.subn': sub(searched, true),
  're.Pattern.__copy__': (_vm, [self]) => self as Value,
  're.Pattern.__deepcopy__': (_vm, [self]) => self as Value,
  're.Pattern.__class_getitem__': classGetItem,
  're.Pattern.__repr__': (vm, args) => replay(vm, REPR, args),
  're.Pattern.__eq__': (vm, [a, b]) => samePattern(vm, recordData(vm, a), b),
  're.Pattern.__ne__': (vm, [a, b]) => {
    const equal = samePattern(vm, recordData(vm, a), b);
    return typeof equal === 'boolean' ? !equal : equal;
  },
  're.Pattern.__hash__': (vm, [self]) => {
    if (!(self instanceof Ref)) throw new ModelError('no pattern');
    return recordData(vm, self).numbers.reduce((sum, n) => (sum * 31 + n) % 1000003, 7);
  },
  're.Pattern.pattern': attribute(({ slots }) => slots[0] as Value),
  're.Pattern.flags': attribute(({ numbers }) => numbers[0] as number),
  're.Pattern.groups': attribute(({ numbers }) => numbers[1] as number),
  're.Pattern.groupindex': attribute(({ slots }, vm) => newRecord(vm, 'mappingproxy', [slots[1]])),
  '_sre.SRE_Scanner.match': scan('match'),
  '_sre.SRE_Scanner.search': scan('search'),
  '_sre.SRE_Scanner.pattern': attribute(({ slots }) => slots[0] as Value),
};
export const SRE_NATIVES: NativeTable = SUB_NATIVES;
export const SRE_ALGORITHMS: readonly Algorithm[] = [...MATCH_ALGORITHMS, REPR];
