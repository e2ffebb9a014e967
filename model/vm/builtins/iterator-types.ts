/**
 * Constructors of enumerate, zip, map, filter, reversed; `__next__`, `__iter__`, `__length_hint__` of the builtin iterators.
 * @module
 */
import { between, unexpectedKeyword } from '../objects/arguments.ts';
import { initialisesItself, noKeywordsOfNew } from '../objects/constructor-keywords.ts';
import { raise } from '../objects/exceptions.ts';
import { asInt } from '../objects/payload.ts';
import type { PlainTypeName } from '../objects/type-table.ts';
import { TYPES, typeName, typeOf } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Keywords, Native, NativeTable, Operations } from '../operations.ts';
import { bindSpecial } from '../protocol/bind-special.ts';
import { getIter, isImmediate, iterNext, newRecord, ownNext } from '../protocol/iteration.ts';
import { length } from '../protocol/length.ts';
import { lookupType } from '../protocol/lookup.ts';
import { given, looping, remember, wait } from '../protocol/loop.ts';
import { TEXTS } from '../protocol/messages.ts';
import { isTrue } from '../protocol/operators.ts';
import { EXHAUSTED, Ref, type Result, type Slot, type Value } from '../value.ts';

/** Makes a record of a builtin type or of a subclass. */
function make(vm: Operations, cls: Ref, type: PlainTypeName, slots: Slot[], numbers: number[]): Ref {
  return vm.alloc({ kind: 'record', cls, type, slots, numbers, attrs: null });
}

// iterate_all: iterators of several values in order, then a record of them. Slots: class, lead (function), values, then iterators.
// Vars: type, lead (0 or 1: the record begins with the function), count, strict.

const ITERATE_ALL: Native = {
  start: (vm, self) => step(vm, self),
  phases: {
    iterator: (vm, self, value) => {
      remember(vm, self, given(value));
      return step(vm, self);
    },
  },
};

function step(vm: Operations, self: Parameters<Native['start']>[1]): ReturnType<Native['start']> {
  const count = Number(self.vars['count']);
  const have = self.slots.length - 2 - count;
  if (have < count) return wait(getIter(vm, self.slots[2 + have] as Value), 'iterator');
  const iterators = self.slots.slice(2 + count);
  const slots = self.vars['lead'] === 1 ? [self.slots[1], ...iterators] : iterators;
  const type = String(self.vars['type']) as PlainTypeName;
  return { done: make(vm, self.slots[0] as Ref, type, slots, [self.vars['strict'] === true ? 1 : 0]) };
}

function strictness(vm: Operations, name: string, keywords: Keywords | null, allowed: boolean): boolean {
  let strict = false;
  const count = keywords?.size ?? 0;
  if (count > 0 && !allowed) throw raise(vm, 'TypeError', `${name}() takes no keyword arguments`);
  if (count > 1) throw raise(vm, 'TypeError', `${name}() takes at most 1 keyword argument (${count} given)`);
  for (const [word, value] of keywords ?? []) {
    if (word !== 'strict') throw unexpectedKeyword(vm, name, word, ['strict']);
    strict = isTrue(vm, value) === true;
  }
  return strict;
}

const zipNew: Builtin = (vm, args, keywords) => {
  const [cls, ...values] = args as readonly [Ref, ...Value[]];
  const strict = strictness(vm, 'zip', keywords, true);
  return vm.native('iterate_all', [cls, null, ...values], { type: 'zip', lead: 0, count: values.length, strict });
};

const mapNew: Builtin = (vm, args, keywords) => {
  const [cls, func, ...values] = args as readonly [Ref, Value, ...Value[]];
  const { mapStrict } = TEXTS[vm.version];
  const own = !mapStrict && initialisesItself(vm, cls);
  const strict = !own && strictness(vm, 'map', keywords, mapStrict);
  if (values.length === 0) throw raise(vm, 'TypeError', 'map() must have at least two arguments.');
  return vm.native('iterate_all', [cls, func, ...values], { type: 'map', lead: 1, count: values.length, strict });
};

const filterNew: Builtin = (vm, args, keywords) => {
  const [cls, ...rest] = args as readonly [Ref, ...Value[]];
  noKeywordsOfNew(vm, cls, 'filter', keywords);
  between(vm, 'filter', rest, 2, 2);
  const [func = null, values = null] = rest;
  return vm.native('iterate_all', [cls, func, values], { type: 'filter', lead: 1, count: 1, strict: false });
};

/** enumerate. Slots: class, iterable, start. */
const ENUMERATE_NEW: Native = {
  start: (vm, self) => wait(getIter(vm, self.slots[1] as Value), 'iterator'),
  phases: {
    iterator: (vm, self, value) => ({
      done: make(vm, self.slots[0] as Ref, 'enumerate', [given(value), self.slots[2]], []),
    }),
  },
};

const enumerateNew: Builtin = (vm, args, keywords) => {
  const [cls, ...rest] = args as readonly [Ref, ...Value[]];
  const words = [...(keywords?.keys() ?? [])];
  const iterable = rest.length > 0 ? rest[0] : keywords?.get('iterable');
  const given_ = rest.length + words.length;
  if (iterable === undefined) throw raise(vm, 'TypeError', "enumerate() missing required argument 'iterable'");
  if (given_ > 2) throw raise(vm, 'TypeError', `enumerate() takes at most 2 arguments (${given_} given)`);
  const bad = words.find((word) => word !== 'start' && !(word === 'iterable' && rest.length === 0));
  if (bad !== undefined) {
    // Only the type itself is called by vector.
    if (cls === TYPES.enumerate) throw raise(vm, 'TypeError', TEXTS['3.12'].unexpectedKeyword('enumerate', bad));
    throw unexpectedKeyword(vm, 'enumerate', bad, ['iterable', 'start']);
  }
  const start = rest[1] ?? keywords?.get('start') ?? 0;
  const n = asInt(vm, start);
  if (n === undefined) {
    throw raise(vm, 'TypeError', `'${typeName(vm, start)}' object cannot be interpreted as an integer`);
  }
  return vm.native('enumerate_new', [cls, iterable, n]);
};

const reversedNew: Builtin = (vm, args, keywords) => {
  const [cls, ...rest] = args as readonly [Ref, ...Value[]];
  noKeywordsOfNew(vm, cls, 'reversed', keywords);
  between(vm, 'reversed', rest, 1, 1);
  return reversed(vm, cls, rest[0] as Value);
};

/** `reversed(v)`: `__reversed__`, builtin reverse iterators, or the sequence protocol. */
function reversed(vm: Operations, cls: Ref, v: Value): Result {
  const method = lookupType(vm, typeOf(vm, v), '__reversed__');
  if (method === null) throw notReversible(vm, v);
  if (method !== undefined) return vm.call(...bindSpecial(vm, method, v, []));
  if (typeof v !== 'string' && lookupType(vm, typeOf(vm, v), '__getitem__') === undefined) throw notReversible(vm, v);
  if (v instanceof Ref && (vm.read(v).kind === 'dict' || lookupType(vm, typeOf(vm, v), '__len__') === undefined)) {
    throw notReversible(vm, v);
  }
  return vm.native('reversed_new', [cls, v]);
}

function notReversible(vm: Operations, v: Value): ReturnType<typeof raise> {
  return raise(vm, 'TypeError', `'${typeName(vm, v)}' object is not reversible`);
}

/** The length is asked for once. Slots: class, sequence. */
const REVERSED_NEW: Native = {
  start: (vm, self) => wait(length(vm, self.slots[1] as Value), 'length'),
  phases: {
    length: (vm, self, value) => ({
      done: make(vm, self.slots[0] as Ref, 'reversed', [self.slots[1]], [Number(given(value)) - 1]),
    }),
  },
};

/** `list.__reversed__` and the like. */
const reversedOf: Readonly<Record<string, Builtin>> = {
  'list.__reversed__': (vm, [v]) => {
    const data = vm.read(v as Ref);
    return newRecord(vm, 'list_reverseiterator', [v], [data.kind === 'list' ? data.items.length - 1 : -1]);
  },
  'dict.__reversed__': reversedDict('dict_reversekeyiterator'),
  'dict_keys.__reversed__': reversedDict('dict_reversekeyiterator'),
  'dict_values.__reversed__': reversedDict('dict_reversevalueiterator'),
  'dict_items.__reversed__': reversedDict('dict_reverseitemiterator'),
};

function reversedDict(type: PlainTypeName): Builtin {
  return (vm, [v]) => {
    const own = vm.read(v as Ref);
    const dict = own.kind === 'record' ? own.slots[0] : v;
    const data = vm.read(dict as Ref);
    const live = data.kind === 'dict' ? data.live : 0;
    return newRecord(vm, type, [dict], [0, live, live]);
  };
}

/** `it.__next__()` of a builtin iterator: StopIteration at its end. Slots: iterator. */
const NEXT_METHOD: Native = looping(
  {
    start: (vm, self) => {
      const it = self.slots[0] as Ref;
      const data = vm.read(it);
      // A subclass's own `__next__` may be what asks.
      const own = data.kind === 'record' && data.cls.id > 0 ? ownNext(vm, it, data) : undefined;
      return own === undefined ? { next: it, then: 'item' } : wait(own, 'item');
    },
    phases: {
      item: (vm, _self, value) => {
        if (value === EXHAUSTED) throw raise(vm, 'StopIteration');
        return { done: value };
      },
    },
  },
  [],
);

/** `__next__` of an iterator that C steps. */
export const nextMethod: Builtin = (vm, [it]) => {
  if (it === undefined || !isImmediate(vm, it)) return vm.native('next_method', [it]);
  const item = iterNext(vm, it);
  if (item === EXHAUSTED) throw raise(vm, 'StopIteration');
  return item as Result;
};

const lengthHint: Builtin = (vm, [it]) => {
  const data = it instanceof Ref ? vm.read(it) : null;
  if (data?.kind !== 'record') return 0;
  const [sequence] = data.slots;
  const [index = 0, , left = 0] = data.numbers;
  if (data.type === 'range_iterator' || data.type.startsWith('dict_') || data.type === 'set_iterator') return left;
  if (sequence === undefined) return 0;
  const of = sequence instanceof Ref ? vm.read(sequence) : null;
  const size =
    typeof sequence === 'string' ? sequence.length : of?.kind === 'list' || of?.kind === 'tuple' ? of.items.length : 0;
  return data.type === 'list_reverseiterator' ? index + 1 : Math.max(0, size - index);
};

const ITERATOR_TYPES: readonly PlainTypeName[] = [
  'enumerate',
  'zip',
  'map',
  'filter',
  'reversed',
  'list_iterator',
  'list_reverseiterator',
  'tuple_iterator',
  'generic_alias_iterator',
  'line_iterator',
  'positions_iterator',
  'str_iterator',
  'str_ascii_iterator',
  'bytes_iterator',
  'bytearray_iterator',
  'range_iterator',
  'longrange_iterator',
  'set_iterator',
  'iterator',
  'callable_iterator',
  'dict_keyiterator',
  'dict_valueiterator',
  'dict_itemiterator',
  'dict_reversekeyiterator',
  'dict_reversevalueiterator',
  'dict_reverseitemiterator',
];

const ITERATOR_METHODS: BuiltinTable = Object.fromEntries(
  ITERATOR_TYPES.flatMap((type): [string, Builtin][] => [
    [`${type}.__iter__`, (_vm, [it]) => it as Value],
    [`${type}.__next__`, nextMethod],
    [`${type}.__length_hint__`, lengthHint],
  ]),
);

export const ITERATOR_BUILTINS: BuiltinTable = {
  'zip.__new__': zipNew,
  'map.__new__': mapNew,
  'filter.__new__': filterNew,
  'enumerate.__new__': enumerateNew,
  'reversed.__new__': reversedNew,
  ...reversedOf,
  ...ITERATOR_METHODS,
};
export const ITERATOR_TYPE_NATIVES: NativeTable = {
  iterate_all: ITERATE_ALL,
  enumerate_new: ENUMERATE_NEW,
  reversed_new: REVERSED_NEW,
  next_method: NEXT_METHOD,
};
