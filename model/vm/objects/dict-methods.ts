/**
 * Methods of dict and of mappingproxy (Objects/dictobject.c, Objects/descrobject.c).
 * @module
 */

import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { callMethod } from '../protocol/attributes.ts';
import { dictData, dictOperation, dictRemoveAt } from '../protocol/dict-table.ts';
import { newRecord } from '../protocol/iteration.ts';
import { binaryOp } from '../protocol/operators.ts';
import type { Ref, Result, Slot, Value } from '../value.ts';
import { between, bindArguments, exactly, noKeywords } from './arguments.ts';
import { allocAs } from './class.ts';
import { isMapping } from './class-build.ts';
import { clearDict, copyOfDict, fromKeys, updateCommon } from './dict-update.ts';
import { raise } from './exceptions.ts';
import { classGetItem } from './generic-alias.ts';
import { asKind } from './payload.ts';
import { type Receiver, receiver } from './receiver.ts';
import { newTuple } from './tuple.ts';
import { NotImplemented, TYPES, typeName } from './types.ts';

const self = (vm: Operations, method: string, v: Slot): Receiver<'dict'> => receiver(vm, 'dict', 'dict', method, v);

/** A method without arguments. */
function plain(name: string, run: (vm: Operations, dict: Receiver<'dict'>) => Result): BuiltinTable {
  return {
    [`dict.${name}`](vm, [v, ...args], keywords) {
      const dict = self(vm, name, v);
      noKeywords(vm, `dict.${name}`, keywords);
      exactly(vm, `dict.${name}`, args, 0);
      return run(vm, dict);
    },
  };
}

/** A method of a key and an optional value. */
function keyed(
  name: string,
  run: (vm: Operations, dict: Receiver<'dict'>, key: Value, value: Slot) => Result,
): BuiltinTable {
  return {
    [`dict.${name}`](vm, [v, ...args], keywords) {
      const dict = self(vm, name, v);
      noKeywords(vm, `dict.${name}`, keywords);
      between(vm, name, args, 1, 2);
      return run(vm, dict, args[0] as Value, args[1]);
    },
  };
}

const view =
  (type: 'dict_keys' | 'dict_values' | 'dict_items') =>
  (vm: Operations, { ref }: Receiver<'dict'>): Value =>
    newRecord(vm, type, [ref]);

function popItem(vm: Operations, { ref, data }: Receiver<'dict'>): Value {
  if (data.live === 0) throw raise(vm, 'KeyError', ['popitem(): dictionary is empty']);
  let last = data.keys.length - 1;
  while (data.keys[last] === undefined) last--;
  const pair = newTuple(vm, [data.keys[last] as Value, data.values[last] as Value]);
  dictRemoveAt(vm, ref, last);
  dropTail(vm, ref, last);
  return pair;
}

/** Forgets the deleted entries from `from` on: nothing comes after them, and iterators do not see them. */
function dropTail(vm: Operations, dict: Ref, from: number): void {
  const { keys, hashes } = dictData(vm, dict);
  const count = keys.length - from;
  vm.splice(dict, 'keys', from, count, []);
  vm.splice(dict, 'values', from, count, []);
  if (hashes !== undefined) vm.setPlain(dict, 'dict', 'hashes', hashes.slice(0, from));
}

/** `a | b` on two dicts. */
function merged(vm: Operations, a: Slot, b: Slot): Result {
  if (asKind(vm, a, 'dict') === undefined || asKind(vm, b, 'dict') === undefined) return NotImplemented;
  return vm.native('dict_union', [a, b, undefined]);
}

/** A mapping proxy stands for its mapping in `|`. */
function behindProxy(vm: Operations, v: Value): Value {
  const data = asKind(vm, v, 'record');
  return data?.type === 'mappingproxy' ? (data.slots[0] as Value) : v;
}

const proxyNew: Builtin = (vm, [, ...args], keywords) => {
  const [mapping] = bindArguments(vm, { name: 'mappingproxy', names: ['mapping'], required: 1 }, args, keywords);
  const sequence = asKind(vm, mapping, 'list') ?? asKind(vm, mapping, 'tuple');
  if (sequence !== undefined || !isMapping(vm, mapping as Value))
    throw raise(vm, 'TypeError', `mappingproxy() argument must be a mapping, not ${typeName(vm, mapping as Value)}`);
  return newRecord(vm, 'mappingproxy', [mapping]);
};

function proxied(name: string): Builtin {
  return (vm, [v, ...args]) => {
    const { slots } = receiver(vm, 'record', 'mappingproxy', name, v).data;
    return callMethod(vm, slots[0] as Value, name, args);
  };
}

export const DICT_METHODS: BuiltinTable = {
  'dict.__new__': (vm, [cls]) =>
    allocAs(vm, cls as Ref, { kind: 'dict', cls: TYPES.dict, keys: [], values: [], live: 0, attrs: null }),
  'dict.__init__'(vm, [v, ...args], keywords) {
    const { ref } = self(vm, '__init__', v);
    between(vm, 'dict', args, 0, 1);
    return updateCommon(vm, ref, args, keywords);
  },
  'dict.__class_getitem__': classGetItem,
  'dict.fromkeys'(vm, [cls, ...args], keywords) {
    noKeywords(vm, 'dict.fromkeys', keywords);
    between(vm, 'fromkeys', args, 1, 2);
    return fromKeys(vm, cls as Value, args[0] as Value, args[1] ?? null);
  },
  ...keyed('get', (vm, { ref }, key, value) => dictOperation(vm, 'getdefault', ref, key, value)),
  ...keyed('setdefault', (vm, { ref }, key, value) => dictOperation(vm, 'setdefault', ref, key, value ?? null)),
  ...keyed('pop', (vm, { ref, data }, key, value) => {
    if (data.live > 0) return dictOperation(vm, 'pop', ref, key, value);
    if (value !== undefined) return value;
    throw raise(vm, 'KeyError', [key]);
  }),
  ...plain('popitem', popItem),
  ...plain('keys', view('dict_keys')),
  ...plain('values', view('dict_values')),
  ...plain('items', view('dict_items')),
  ...plain('copy', (vm, { ref }) => copyOfDict(vm, ref)),
  ...plain('clear', (vm, { ref }) => {
    clearDict(vm, ref);
    return null;
  }),
  ...plain('__reversed__', (vm, { ref, data }) =>
    newRecord(vm, 'dict_reversekeyiterator', [ref], [0, data.live, data.live]),
  ),
  'dict.update'(vm, [v, ...args], keywords) {
    const { ref } = self(vm, 'update', v);
    between(vm, 'update', args, 0, 1);
    return updateCommon(vm, ref, args, keywords);
  },
  'dict.__or__': (vm, [a, b]) => merged(vm, a, b),
  'dict.__ror__': (vm, [a, b]) => merged(vm, b, a),
  'dict.__ior__': (vm, [v, other]) => vm.native('dict_update_giving', [self(vm, '__ior__', v).ref, other]),
  'mappingproxy.__new__': proxyNew,
  'mappingproxy.__or__': (vm, [a, b]) => binaryOp(vm, '|', behindProxy(vm, a as Value), behindProxy(vm, b as Value)),
  'mappingproxy.__ror__': (vm, [a, b]) => binaryOp(vm, '|', behindProxy(vm, b as Value), behindProxy(vm, a as Value)),
  'mappingproxy.__ior__': (vm, [self]) => {
    throw raise(vm, 'TypeError', `'|=' is not supported by ${typeName(vm, self as Value)}; use '|' instead`);
  },
  'mappingproxy.__reversed__': proxied('__reversed__'),
  'mappingproxy.__class_getitem__': classGetItem,
  'mappingproxy.get': proxied('get'),
  'mappingproxy.keys': proxied('keys'),
  'mappingproxy.values': proxied('values'),
  'mappingproxy.items': proxied('items'),
  'mappingproxy.copy': proxied('copy'),
};
