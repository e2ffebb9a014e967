/**
 * Slot wrappers: the special methods of builtin types as callables (`list.__getitem__`, `object.__repr__` …). They run the builtin behaviour whatever
 * the class of the receiver defines, which is what `super().__getitem__(…)` needs.
 * @module
 */

import { between, exactly } from '../objects/arguments.ts';
import { assignBases } from '../objects/assign-class.ts';
import { raise } from '../objects/exceptions.ts';
import { newList } from '../objects/list.ts';
import { MEMBERS } from '../objects/member-table.ts';
import { mergeMros } from '../objects/mro.ts';
import { asFloat, asInt, asStr } from '../objects/payload.ts';
import { receiver } from '../objects/receiver.ts';
import { isType, NotImplemented, TYPES, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { builtinGetAttribute, genericSetAttribute, objectGetAttribute } from '../protocol/attributes.ts';
import { BINARY_NAMES, type BinaryOperator, UNARY } from '../protocol/binary.ts';
import { COMPARE_METHODS, type CompareOperator } from '../protocol/compare.ts';
import { dictOperation } from '../protocol/dict-table.ts';
import { GET_ITEM, setInSequence } from '../protocol/item-contents.ts';
import { builtinIterator } from '../protocol/iteration.ts';
import { builtinLength } from '../protocol/length.ts';
import { lookupSpecial } from '../protocol/lookup.ts';
import { checkSpecial } from '../protocol/member-setters.ts';
import { powerBy } from '../protocol/power.ts';
import { noAnswers, replay } from '../protocol/replay.ts';
import { BUILTIN_FORMAT, BUILTIN_REPR, reprOf } from '../protocol/text.ts';
import { ModelError, PENDING, Ref, type Slot, type Value } from '../value.ts';
import { listNames } from './attribute-functions.ts';
import { attributeName } from './functions.ts';
import { BUILTIN_COMPARE, BUILTIN_HASH, BUILTIN_TRUTH, SEQUENCE } from './slot-algorithms.ts';
import { builtinAbs, builtinRound, containerContains, numberOperator, toFloat, toInt } from './slot-operators.ts';

const at = (args: readonly Value[], i: number): Value => args[i] as Value;

const compare =
  (op: CompareOperator): Builtin =>
  (vm, args) =>
    replay(vm, BUILTIN_COMPARE, args, { op });

const getAttribute: Builtin = (vm, args) => builtinGetAttribute(vm, at(args, 0), attributeName(vm, at(args, 1)));

const setAttribute = (vm: Operations, self: Value, name: Value, value: Slot): ReturnType<Builtin> => {
  const done = genericSetAttribute(vm, self, attributeName(vm, name), value);
  return done === PENDING ? PENDING : null;
};

const length: Builtin = (vm, args) => {
  const n = builtinLength(vm, at(args, 0));
  if (n === undefined) throw raise(vm, 'TypeError', `object of type '${typeName(vm, at(args, 0))}' has no len()`);
  return n;
};

const getItem: Builtin = (vm, args) => {
  const [self, key] = [at(args, 0), at(args, 1)];
  const data = self instanceof Ref ? vm.read(self) : null;
  if (data?.kind === 'dict') return vm.native('dict_missing', [self, key]);
  if (data?.kind === 'record' && data.type === 'mappingproxy') {
    return dictOperation(vm, 'get', data.slots[0] as Ref, key);
  }
  return replay(vm, GET_ITEM, [self, key]);
};

function setItem(vm: Operations, self: Value, key: Value, value: Slot): ReturnType<Builtin> {
  const ref = self as Ref;
  if (vm.read(ref).kind === 'dict') {
    return value === undefined ? dictOperation(vm, 'delete', ref, key) : dictOperation(vm, 'set', ref, key, value);
  }
  const done = setInSequence(vm, ref, key, value);
  if (done === undefined)
    throw raise(vm, 'TypeError', `'${typeName(vm, self)}' object does not support item assignment`);
  return done;
}

const iterate: Builtin = (vm, args) => {
  const iterator = builtinIterator(vm, at(args, 0));
  if (iterator === undefined) throw raise(vm, 'TypeError', `'${typeName(vm, at(args, 0))}' object is not iterable`);
  return iterator;
};

/** By special method's name; the receiver is the first argument. */
const GENERIC: Readonly<Record<string, Builtin>> = {
  __repr__: (vm, args) => replay(vm, BUILTIN_REPR, args),
  __hash__: (vm, args) => replay(vm, BUILTIN_HASH, args),
  __bool__: (vm, args) => replay(vm, BUILTIN_TRUTH, args),
  __len__: length,
  __getitem__: getItem,
  __setitem__: (vm, args) => setItem(vm, at(args, 0), at(args, 1), at(args, 2)),
  __delitem__: (vm, args) => setItem(vm, at(args, 0), at(args, 1), undefined),
  __contains__: (vm, args) => containerContains(vm, at(args, 0), at(args, 1)),
  __iter__: iterate,
  __getattribute__: getAttribute,
  __setattr__: (vm, args) => setAttribute(vm, at(args, 0), at(args, 1), at(args, 2)),
  __delattr__: (vm, args) => setAttribute(vm, at(args, 0), at(args, 1), undefined),
  __call__: (vm, args, keywords) => vm.call(at(args, 0), args.slice(1), keywords),
  __neg__: (vm, args) => replay(vm, UNARY, args, { op: '-' }),
  __pos__: (vm, args) => replay(vm, UNARY, args, { op: '+' }),
  __invert__: (vm, args) => replay(vm, UNARY, args, { op: '~' }),
  __format__: (vm, args) => {
    const spec = asStr(vm, at(args, 1));
    if (spec === undefined)
      throw raise(vm, 'TypeError', `__format__() argument must be str, not ${typeName(vm, at(args, 1))}`);
    return replay(vm, BUILTIN_FORMAT, [at(args, 0), spec]);
  },
  __int__: toInt,
  __index__: toInt,
  __trunc__: toInt,
  __float__: toFloat,
  __abs__: (vm, args) => builtinAbs(vm, at(args, 0)),
  __round__(vm, args) {
    between(vm, '__round__', args.slice(1), 0, 1);
    return builtinRound(vm, at(args, 0), args[1]);
  },
  __dir__: (vm, args) => listNames(vm, at(args, 0)),
  __sizeof__: () => 56,
  ...Object.fromEntries(Object.entries(COMPARE_METHODS).map(([op, name]) => [name, compare(op as CompareOperator)])),
};

type NumberType = 'int' | 'float' | 'complex';
/** By type, whose operators they are. */
const NUMBER_TYPES: Readonly<Record<string, NumberType>> = {
  int: 'int',
  bool: 'int',
  float: 'float',
  complex: 'complex',
};

function operatorMethods(): Map<string, Builtin> {
  const methods = new Map<string, Builtin>();
  for (const [op, name] of [...Object.entries(BINARY_NAMES), ['divmod', 'divmod'] as const]) {
    methods.set(`__${name}__`, (vm, args) => numberOperator(vm, op as BinaryOperator, at(args, 0), at(args, 1)));
    methods.set(`__r${name}__`, (vm, args) => numberOperator(vm, op as BinaryOperator, at(args, 1), at(args, 0)));
  }
  return methods;
}

/** `wrap_ternaryfunc`: `__pow__` of a number takes a modulus too. */
function withModulus(type: NumberType, name: string, plain: Builtin | undefined): Builtin | undefined {
  if (plain === undefined || (name !== '__pow__' && name !== '__rpow__')) return plain;
  return (vm, args, keywords) => {
    const [self, other, modulus = null] = args as [Value, Value, Value?];
    if (modulus === null) return plain(vm, args, keywords);
    const [a, b] = name === '__pow__' ? [self, other] : [other, self];
    return powerBy(vm, type, a, b, modulus, noAnswers);
  };
}

/** `wrap_indexargfunc`. */
function repeatBy(vm: Operations, args: readonly Value[]): ReturnType<Builtin> {
  const times = at(args, 1);
  if (asInt(vm, times) === undefined && lookupSpecial(vm, times, '__index__') === undefined)
    throw raise(vm, 'TypeError', `'${typeName(vm, times)}' object cannot be interpreted as an integer`);
  return replay(vm, SEQUENCE, args, { op: '*' });
}

const SEQUENCE_OPERATORS: Readonly<Record<string, Builtin>> = {
  __add__: (vm, args) => replay(vm, SEQUENCE, args, { op: '+' }),
  __mul__: repeatBy,
  __rmul__: repeatBy,
};
const SEQUENCES: ReadonlySet<string> = new Set(['list', 'tuple', 'str', 'bytes', 'bytearray']);

/** What a number's operator does not take is NotImplemented: an int's only ints, a float's no complex. */
function ofNumbers(type: NumberType, run: Builtin | undefined): Builtin | undefined {
  if (run === undefined || type === 'complex') return run;
  const takes = (vm: Operations, v: Value): boolean =>
    asInt(vm, v) !== undefined || (type === 'float' && asFloat(vm, v) !== undefined);
  return (vm, args, keywords) => (takes(vm, at(args, 1)) ? run(vm, args, keywords) : NotImplemented);
}

/** Every special method in the builtin types' dicts that a generic implementation fits. */
function wrappers(): Record<string, Builtin> {
  const table: Record<string, Builtin> = {};
  const operators = operatorMethods();
  for (const [type, words] of Object.entries(MEMBERS)) {
    for (const word of words.split(' ')) {
      if (!word.startsWith('__')) continue;
      const sequence = SEQUENCES.has(type) ? SEQUENCE_OPERATORS[word] : undefined;
      const number = NUMBER_TYPES[type];
      const operator = number && withModulus(number, word, ofNumbers(number, operators.get(word)));
      const run = sequence ?? operator ?? GENERIC[word];
      if (run !== undefined) table[`${type}.${word}`] = run;
    }
  }
  return table;
}

/** `hackcheck`: what type itself does on setting is not passed by. */
const setGeneric =
  (name: '__setattr__' | '__delattr__'): Builtin =>
  (vm, args) => {
    const self = at(args, 0);
    if (isType(vm, self)) throw raise(vm, 'TypeError', `can't apply this ${name} to ${typeName(vm, self)} object`);
    return setAttribute(vm, self, at(args, 1), args[2]);
  };

const OBJECT: BuiltinTable = {
  'object.__getattribute__': (vm, args) => objectGetAttribute(vm, at(args, 0), attributeName(vm, at(args, 1))),
  'object.__setattr__': setGeneric('__setattr__'),
  'object.__delattr__': setGeneric('__delattr__'),
  'object.__str__': (vm, args) => reprOf(vm, at(args, 0)),
  'object.__init_subclass__': (vm, args, keywords) => {
    if (keywords === null || keywords.size === 0) {
      exactly(vm, 'object.__init_subclass__', args.slice(1), 0);
      return null;
    }
    const data = args[0] instanceof Ref ? vm.read(args[0]) : null;
    const name = data?.kind === 'type' ? data.name : '?';
    throw raise(vm, 'TypeError', `${name}.__init_subclass__() takes no keyword arguments`);
  },
  'object.__subclasshook__': () => NotImplemented,
  'str.__str__': (vm, args) => asStr(vm, at(args, 0)) ?? null,
  'type.__bases__=': (vm, [cls, value]) => {
    checkSpecial(vm, cls as Ref, value, '__bases__');
    return assignBases(vm, cls as Ref, value as Value);
  },
  'type.mro': (vm, args) => {
    const { ref, data } = receiver(vm, 'type', 'type', 'mro', args[0]);
    return newList(vm, ref.id < 0 ? [...data.mro] : [ref, ...mergeMros(vm, data.bases)]);
  },
  'type.__subclasses__': (vm, args) => {
    const { ref, data } = receiver(vm, 'type', 'type', '__subclasses__', args[0]);
    if (ref.id < 0) throw new ModelError('subclasses of a builtin type are not modelled');
    return vm.alloc({ kind: 'list', cls: TYPES.list, items: [...(data.subclasses ?? [])], attrs: null });
  },
  'type.__repr__': (vm, args) => replay(vm, BUILTIN_REPR, args),
};

export const SLOT_BUILTINS: BuiltinTable = { ...wrappers(), ...OBJECT };
