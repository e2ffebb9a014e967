/**
 * Methods and construction of dict (Objects/dictobject.c).
 * @module
 */
import type { Builtin, BuiltinTable, Keywords, Native, NativeTable, Operations } from '../operations.ts';
import {
  type DictOperation,
  dictAppend,
  dictData,
  dictEntries,
  dictOperation,
  dictRemoveAt,
  dictSet,
  newDict,
} from '../protocol/dict-table.ts';
import { getIter, newRecord } from '../protocol/iteration.ts';
import { given, looping, nextInto, remember, wait } from '../protocol/loop.ts';
import { EXHAUSTED, PENDING, type Ref, type Result, type Slot, type Value } from '../value.ts';
import { between, exactly, noKeywords } from './arguments.ts';
import { allocAs } from './class.ts';
import { raise } from './exceptions.ts';
import { classGetItem } from './generic-alias.ts';
import { asKind } from './payload.ts';
import { type Receiver, receiver } from './receiver.ts';
import { newTuple } from './tuple.ts';
import { NotImplemented, TYPES } from './types.ts';

function self(vm: Operations, method: string, v: Slot): Receiver<'dict'> {
  return receiver(vm, 'dict', 'dict', method, v);
}

/** A method on one key, with an optional second argument. */
function keyed(method: string, op: DictOperation, most: 1 | 2, least: 1 | 2 = 1): Builtin {
  return (vm, [dict, ...args], keywords) => {
    noKeywords(vm, `dict.${method}`, keywords);
    between(vm, method, args, least, most);
    return dictOperation(vm, op, self(vm, method, dict).ref, args[0] as Value, args[1]);
  };
}

function view(type: 'dict_keys' | 'dict_values' | 'dict_items', method: string): Builtin {
  return (vm, [dict, ...args]) => {
    exactly(vm, `dict.${method}`, args, 0);
    return newRecord(vm, type, [self(vm, method, dict).ref]);
  };
}

/** `dict()` and `update`: one positional argument at most, then keywords. */
function update(vm: Operations, dict: Ref, name: string, args: readonly Value[], keywords: Keywords | null): Result {
  between(vm, name, args, 0, 1);
  const words = [...(keywords ?? [])].flat();
  if (args.length === 0) {
    for (const [key, value] of keywords ?? []) dictSet(vm, dict, key, value);
    return null;
  }
  return vm.native('dict_take', [dict, args[0], ...words]);
}

/** Slots: dict, what it takes in, then keyword names and values. Delivers None. */
const DICT_TAKE: Native = {
  start: (vm, own) => wait(vm.native('dict_update', [own.slots[0], own.slots[1]]), 'taken'),
  phases: {
    taken: (vm, own) => {
      const words = own.slots.slice(2) as Value[];
      for (let i = 0; i < words.length; i += 2) {
        dictSet(vm, own.slots[0] as Ref, words[i] as Value, words[i + 1] as Value);
      }
      return { done: null };
    },
  },
};

/** Slots: the new dict, the value, the iterable, its iterator. */
const FROM_KEYS: Native = looping(
  {
    start: (vm, own) => wait(getIter(vm, own.slots[2] as Value), 'iterator'),
    phases: {
      iterator: (vm, own, iterator) => {
        remember(vm, own, given(iterator));
        return nextInto(vm, own, 3, 'key');
      },
      key: (vm, own, key) => {
        if (key === EXHAUSTED) return { done: own.slots[0] as Value };
        return wait(dictSet(vm, own.slots[0] as Ref, key, own.slots[1] as Value), 'stored');
      },
      stored: (vm, own) => nextInto(vm, own, 3, 'key'),
    },
  },
  ['key'],
);

function copyOf(vm: Operations, dict: Ref): Ref {
  const copy = newDict(vm);
  for (const [key, value] of dictEntries(vm, dict)) {
    if (dictSet(vm, copy, key, value) === PENDING) dictAppend(vm, copy, key, value);
  }
  return copy;
}

function popitem(vm: Operations, dict: Ref): Value {
  const { keys, values } = dictData(vm, dict);
  for (let i = keys.length - 1; i >= 0; i--) {
    const key = keys[i];
    if (key === undefined) continue;
    const pair = newTuple(vm, [key, values[i] as Value]);
    dictRemoveAt(vm, dict, i);
    return pair;
  }
  throw raise(vm, 'KeyError', 'popitem(): dictionary is empty');
}

function clear(vm: Operations, dict: Ref): null {
  vm.splice(dict, 'keys', 0, dictData(vm, dict).keys.length, []);
  vm.splice(dict, 'values', 0, dictData(vm, dict).values.length, []);
  vm.setPlain(dict, 'dict', 'live', 0);
  vm.keep(dict, undefined);
  return null;
}

/** `a | b` of two dicts; the result is a plain dict. */
function union(vm: Operations, a: Value, b: Value): Result {
  if (asKind(vm, a, 'dict') === undefined || asKind(vm, b, 'dict') === undefined) return NotImplemented;
  const made = copyOf(vm, a as Ref);
  for (const [key, value] of dictEntries(vm, b as Ref)) dictSet(vm, made, key, value);
  return made;
}

/** `a |= b`: any mapping or iterable of pairs. Slots: the dict, what it takes in. */
const DICT_OR: Native = {
  start: (vm, own) => wait(vm.native('dict_update', [own.slots[0], own.slots[1]]), 'taken'),
  phases: { taken: (_vm, own) => ({ done: own.slots[0] as Value }) },
};

/** A method without arguments. */
function plain(method: string, run: (vm: Operations, dict: Ref) => Result): Builtin {
  return (vm, [dict, ...args], keywords) => {
    noKeywords(vm, `dict.${method}`, keywords);
    exactly(vm, `dict.${method}`, args, 0);
    return run(vm, self(vm, method, dict).ref);
  };
}

export const DICT_METHODS: BuiltinTable = {
  'dict.__new__': (vm, [type]) =>
    allocAs(vm, type as Ref, { kind: 'dict', cls: TYPES.dict, keys: [], values: [], live: 0, attrs: null }),
  'dict.__init__': (vm, [dict, ...args], keywords) =>
    update(vm, self(vm, '__init__', dict).ref, 'dict', args, keywords),
  'dict.__class_getitem__': classGetItem,
  'dict.get': keyed('get', 'getdefault', 2),
  'dict.setdefault': keyed('setdefault', 'setdefault', 2),
  'dict.pop': keyed('pop', 'pop', 2),
  'dict.popitem': plain('popitem', popitem),
  'dict.keys': view('dict_keys', 'keys'),
  'dict.values': view('dict_values', 'values'),
  'dict.items': view('dict_items', 'items'),
  'dict.update': (vm, [dict, ...args], keywords) => update(vm, self(vm, 'update', dict).ref, 'update', args, keywords),
  'dict.clear': plain('clear', clear),
  'dict.copy': plain('copy', copyOf),
  'dict.fromkeys': (vm, [, ...args], keywords) => {
    noKeywords(vm, 'dict.fromkeys', keywords);
    between(vm, 'fromkeys', args, 1, 2);
    return vm.native('dict_fromkeys', [newDict(vm), args[1] ?? null, args[0]]);
  },
  'dict.__or__': (vm, args) => union(vm, args[0] as Value, args[1] as Value),
  'dict.__ror__': (vm, args) => union(vm, args[1] as Value, args[0] as Value),
  'dict.__ior__': (vm, args) => vm.native('dict_or', [args[0], args[1]]),
};

export const DICT_METHOD_NATIVES: NativeTable = { dict_take: DICT_TAKE, dict_fromkeys: FROM_KEYS, dict_or: DICT_OR };
