/**
 * The module `_operator` (Modules/_operator.c): the operators as functions, itemgetter, attrgetter, methodcaller.
 * @module
 */

import { intAsking } from '../builtins/number-functions.ts';
import { exactly, noKeywords } from '../objects/arguments.ts';
import { bytesLike, givesBuffer } from '../objects/buffer.ts';
import { raise } from '../objects/exceptions.ts';
import { asInt, asKind, asStr } from '../objects/payload.ts';
import { newTuple, tupleItems } from '../objects/tuple.ts';
import { TYPES, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Native, NativeTable, Operations } from '../operations.ts';
import { lookupSpecial } from '../protocol/attributes.ts';
import { callOf, callSlots, callVars } from '../protocol/call-slots.ts';
import { searched } from '../protocol/contains.ts';
import { delItem, getItem, setItem } from '../protocol/items.ts';
import { getIter } from '../protocol/iteration.ts';
import { given, looping, nextInto, remember, wait } from '../protocol/loop.ts';
import {
  type BinaryOperator,
  binaryOp,
  type CompareOperator,
  compareOp,
  contains,
  type InplaceOperator,
  inplaceOp,
  isTrue,
  unaryOp,
} from '../protocol/operators.ts';
import { type Algorithm, type Ask, replay } from '../protocol/replay.ts';
import { reprAsking } from '../protocol/text.ts';
import { EXHAUSTED, type Ref, type Result, type Slot, type Value } from '../value.ts';
import { builtinFunction, newExtension, recordData, recordOf } from './extension.ts';
import { type NativeModule, nary, unary } from './native-module.ts';

const two = (name: string, run: (vm: Operations, a: Value, b: Value) => Result): Builtin =>
  nary(`_operator.${name}`, name, 2, 2, (vm, [a, b]) => run(vm, a as Value, b as Value));

/** `_tscmp` of two texts, or of two buffers. */
function compareDigest(vm: Operations, a: Value, b: Value): boolean {
  const [x, y] = [asStr(vm, a), asStr(vm, b)];
  if (x !== undefined && y !== undefined) {
    if (/[^\0-\x7f]/.test(x + y))
      throw raise(vm, 'TypeError', 'comparing strings with non-ASCII characters is not supported');
    return x === y;
  }
  if (!givesBuffer(vm, a) && !givesBuffer(vm, b)) {
    const types = `'${typeName(vm, a)}' and '${typeName(vm, b)}'`;
    throw raise(vm, 'TypeError', `unsupported operand types(s) or combination of types: ${types}`);
  }
  const [p, q] = [bytesLike(vm, a), bytesLike(vm, b)];
  return p.length === q.length && p.every((byte, i) => byte === q[i]);
}

/** `PySequence_Concat`: what is no sequence cannot be concatenated. */
function sequence(vm: Operations, v: Value): Value {
  if (asKind(vm, v, 'dict') === undefined && lookupSpecial(vm, v, '__getitem__') !== undefined) return v;
  throw raise(vm, 'TypeError', `'${typeName(vm, v)}' object can't be concatenated`);
}

const truth = (r: ReturnType<typeof isTrue>): Result => r;

const BINARY: Readonly<Record<string, BinaryOperator>> = {
  add: '+',
  sub: '-',
  mul: '*',
  truediv: '/',
  floordiv: '//',
  mod: '%',
  pow: '**',
  matmul: '@',
  lshift: '<<',
  rshift: '>>',
  and_: '&',
  or_: '|',
  xor: '^',
};
const INPLACE: Readonly<Record<string, InplaceOperator>> = {
  iadd: '+=',
  isub: '-=',
  imul: '*=',
  itruediv: '/=',
  ifloordiv: '//=',
  imod: '%=',
  ipow: '**=',
  imatmul: '@=',
  ilshift: '<<=',
  irshift: '>>=',
  iand: '&=',
  ior: '|=',
  ixor: '^=',
};
const COMPARISONS: Readonly<Record<string, CompareOperator>> = {
  lt: '<',
  le: '<=',
  eq: '==',
  ne: '!=',
  gt: '>',
  ge: '>=',
};

const table = <T>(ops: Readonly<Record<string, T>>, make: (name: string, op: T) => Builtin): BuiltinTable =>
  Object.fromEntries(Object.entries(ops).map(([name, op]) => [name, make(name, op)]));

/** Negates a truth. Slots: the value. */
const NOT: Native = {
  start: (vm, self) => wait(isTrue(vm, self.slots[0] as Value), 'decided'),
  phases: { decided: (_vm, _self, value) => ({ done: value !== true }) },
};

/** countOf and indexOf. Slots: iterable, value, iterator. Vars: at, count, index. */
const SEARCH: Native = looping(
  {
    start: (vm, self) => wait(getIter(vm, self.slots[0] as Value), 'iterator'),
    phases: {
      iterator: (vm, self, value) => {
        remember(vm, self, given(value));
        return nextInto(self, 2, 'item');
      },
      item: (vm, self, value) => {
        const { at = 0, count = 0, index } = self.vars;
        if (value === EXHAUSTED) {
          if (index !== true) return { done: Number(count) };
          throw raise(vm, 'ValueError', 'sequence.index(x): x not in sequence');
        }
        self.setVars({ ...self.vars, at: Number(at) + 1 });
        return value === self.slots[1]
          ? { result: true, then: 'decided' }
          : wait(compareOp(vm, '==', value, self.slots[1] as Value), 'compared');
      },
      compared: (vm, _self, value) => wait(isTrue(vm, given(value)), 'decided'),
      decided: (_vm, self, value) => {
        const { at, count = 0, index } = self.vars;
        if (value === true && index === true) return { done: Number(at) - 1 };
        if (value === true) self.setVars({ ...self.vars, count: Number(count) + 1 });
        return nextInto(self, 2, 'item');
      },
    },
    caught: searched(() => 'is not iterable'),
  },
  ['item'],
);

/** Inputs: object. */
const INDEX: Algorithm = { name: 'operator_index', run: (vm, [v], _vars, ask) => intAsking(vm, v as Value, ask) };

const FUNCTIONS: BuiltinTable = {
  ...table(BINARY, (name, op) => two(name, (vm, a, b) => binaryOp(vm, op, a, b))),
  ...table(INPLACE, (name, op) => two(name, (vm, a, b) => inplaceOp(vm, op, a, b))),
  ...table(COMPARISONS, (name, op) => two(name, (vm, a, b) => compareOp(vm, op, a, b))),
  neg: unary('_operator.neg', (vm, v) => unaryOp(vm, '-', v)),
  pos: unary('_operator.pos', (vm, v) => unaryOp(vm, '+', v)),
  inv: unary('_operator.inv', (vm, v) => unaryOp(vm, '~', v)),
  invert: unary('_operator.invert', (vm, v) => unaryOp(vm, '~', v)),
  abs: unary('_operator.abs', (vm, v) => vm.call(builtinFunction(vm, 'abs'), [v])),
  index: unary('_operator.index', (vm, v) => replay(vm, INDEX, [v])),
  not_: unary('_operator.not_', (vm, v) => vm.native('operator.not', [v])),
  truth: unary('_operator.truth', (vm, v) => truth(isTrue(vm, v))),
  is_: two('is_', (_vm, a, b) => a === b),
  is_not: two('is_not', (_vm, a, b) => a !== b),
  is_none: unary('_operator.is_none', (_vm, v) => v === null),
  is_not_none: unary('_operator.is_not_none', (_vm, v) => v !== null),
  concat: two('concat', (vm, a, b) => binaryOp(vm, '+', sequence(vm, a), b)),
  iconcat: two('iconcat', (vm, a, b) => inplaceOp(vm, '+=', sequence(vm, a), b)),
  contains: two('contains', (vm, a, b) => truth(contains(vm, a, b))),
  countOf: two('countOf', (vm, a, b) => vm.native('operator.search', [a, b])),
  indexOf: two('indexOf', (vm, a, b) => vm.native('operator.search', [a, b], { index: true })),
  getitem: two('getitem', (vm, a, b) => getItem(vm, a, b)),
  setitem: nary('setitem', 'setitem', 3, 3, (vm, [a, b, c]) =>
    vm.native('operator.none', [a, b, c], { delete: false }),
  ),
  delitem: two('delitem', (vm, a, b) => vm.native('operator.none', [a, b], { delete: true })),
  length_hint: nary('length_hint', 'length_hint', 1, 2, (vm, [v, otherwise = 0]) => {
    if (asInt(vm, otherwise) === undefined)
      throw raise(vm, 'TypeError', `'${typeName(vm, otherwise)}' object cannot be interpreted as an integer`);
    return vm.native('length_hint', [v, otherwise], { builtin: true });
  }),
  call: (vm, args, keywords) => vm.call(args[0] as Value, args.slice(1), keywords),
  _compare_digest: two('_compare_digest', compareDigest),
};

/** Sets or deletes an item and answers None. Slots: container, key, value. */
const SET_ITEM: Native = {
  start: (vm, { slots, vars }) => {
    const [container, key, value] = slots as readonly Value[];
    if (vars['delete'] === true) return wait(delItem(vm, container as Value, key as Value), 'done');
    return wait(setItem(vm, container as Value, key as Value, value as Value), 'done');
  },
  phases: { done: () => ({ done: null }) },
};

// itemgetter, attrgetter: slots are the items. methodcaller: slots name, arguments; the call's names in attrs are vars of its own.

const itemgetterNew: Builtin = (vm, [cls, ...items], keywords) => {
  noKeywords(vm, 'itemgetter', keywords);
  if (items.length === 0) throw raise(vm, 'TypeError', 'itemgetter expected 1 argument, got 0');
  return newExtension(vm, 'operator.itemgetter', cls as Ref, items);
};

const attrgetterNew: Builtin = (vm, [cls, ...names], keywords) => {
  noKeywords(vm, 'attrgetter', keywords);
  if (names.length === 0) throw raise(vm, 'TypeError', 'attrgetter expected 1 argument, got 0');
  if (names.some((name) => asStr(vm, name) === undefined))
    throw raise(vm, 'TypeError', 'attribute name must be a string');
  return newExtension(vm, 'operator.attrgetter', cls as Ref, names);
};

const methodcallerNew: Builtin = (vm, [cls, name, ...args], keywords) => {
  if (name === undefined) throw raise(vm, 'TypeError', 'methodcaller needs at least one argument, the method name');
  if (asStr(vm, name) === undefined) throw raise(vm, 'TypeError', 'method name must be a string');
  const words = [...(keywords?.keys() ?? [])];
  const slots = [name, newTuple(vm, args), newTuple(vm, words), newTuple(vm, [...(keywords?.values() ?? [])])];
  return newExtension(vm, 'operator.methodcaller', cls as Ref, slots);
};

function attributeAsking(vm: Operations, v: Value, dotted: string, ask: Ask): Value {
  return dotted.split('.').reduce((obj, name) => ask(builtinFunction(vm, 'getattr'), [obj, name]), v);
}

/** Inputs: getter, object. */
const GET_ITEMS: Algorithm = {
  name: 'itemgetter_call',
  run: (vm, [self, v], _vars, ask) => {
    const { slots } = recordData(vm, self);
    const get = (key: Slot): Value => ask(getItemFunction(vm), [v as Value, key as Value]);
    return slots.length === 1 ? get(slots[0]) : newTuple(vm, slots.map(get));
  },
};
const GET_ATTRIBUTES: Algorithm = {
  name: 'attrgetter_call',
  run: (vm, [self, v], _vars, ask) => {
    const { slots } = recordData(vm, self);
    const get = (name: Slot): Value => attributeAsking(vm, v as Value, asStr(vm, name) ?? '', ask);
    return slots.length === 1 ? get(slots[0]) : newTuple(vm, slots.map(get));
  },
};

/** `operator.getitem`, to be asked. */
function getItemFunction(vm: Operations): Value {
  return vm.alloc({
    kind: 'builtin',
    cls: TYPES.builtin_function_or_method,
    impl: '_operator:getitem',
    name: 'getitem',
    self: undefined,
  });
}

function getterCall(type: 'operator.itemgetter' | 'operator.attrgetter', algorithm: Algorithm): Builtin {
  const name = type.slice(type.indexOf('.') + 1);
  return (vm, [self, ...args], keywords) => {
    const { ref } = recordOf(vm, type, '__call__', self);
    noKeywords(vm, name, keywords);
    if (args.length !== 1) throw raise(vm, 'TypeError', `${name} expected 1 argument, got ${args.length}`);
    return replay(vm, algorithm, [ref, args[0]]);
  };
}

const methodcallerCall: Builtin = (vm, [self, ...args], keywords) => {
  const { data } = recordOf(vm, 'operator.methodcaller', '__call__', self);
  noKeywords(vm, 'methodcaller', keywords);
  exactly1(vm, args);
  const [name, own, words, values] = data.slots;
  const all = tupleItems(vm, own);
  const named = new Map(tupleItems(vm, words).map((word, i) => [String(word), tupleItems(vm, values)[i] as Value]));
  return vm.native('operator.call_method', [args[0], name, ...callSlots(all, named)], callVars(all, named));
};

function exactly1(vm: Operations, args: readonly Value[]): void {
  if (args.length !== 1) throw raise(vm, 'TypeError', `methodcaller expected 1 argument, got ${args.length}`);
  exactly(vm, 'methodcaller', args, 1);
}

/** Slots: object, name, arguments. */
const CALL_METHOD: Native = {
  start: (vm, self) =>
    wait(vm.call(builtinFunction(vm, 'getattr'), [self.slots[0] as Value, self.slots[1] as Value]), 'found'),
  phases: {
    found: (vm, self, value) => {
      const { args, keywords } = callOf(self, 2);
      return wait(vm.call(given(value), args, keywords), 'called');
    },
    called: (_vm, _self, value) => ({ done: value }),
  },
};

/** Inputs: the getter. */
const GETTER_REPR: Algorithm = {
  name: 'getter_repr',
  run: (vm, [self], _vars, ask) => {
    const { type, slots } = recordData(vm, self);
    if (type !== 'operator.methodcaller')
      return `${type}(${slots.map((v) => reprAsking(vm, v as Value, ask)).join(', ')})`;
    const [name, own, words, values] = slots;
    const parts = [
      reprAsking(vm, name as Value, ask),
      ...tupleItems(vm, own).map((v) => reprAsking(vm, v, ask)),
      ...tupleItems(vm, words).map(
        (word, i) => `${String(word)}=${reprAsking(vm, tupleItems(vm, values)[i] as Value, ask)}`,
      ),
    ];
    return `${type}(${parts.join(', ')})`;
  },
};

const reprOf: Builtin = (vm, args) => replay(vm, GETTER_REPR, args);
const GETTERS = ['operator.itemgetter', 'operator.attrgetter', 'operator.methodcaller'] as const;

export const OPERATOR_MODULE: NativeModule = {
  functions: FUNCTIONS,
  since: { is_none: '3.14', is_not_none: '3.14' },
  values: () => Object.fromEntries(GETTERS.map((type) => [type.slice('operator.'.length), TYPES[type]])),
  whole: true,
};

export const OPERATOR_BUILTINS: BuiltinTable = {
  'operator.itemgetter.__new__': itemgetterNew,
  'operator.attrgetter.__new__': attrgetterNew,
  'operator.methodcaller.__new__': methodcallerNew,
  'operator.itemgetter.__call__': getterCall('operator.itemgetter', GET_ITEMS),
  'operator.attrgetter.__call__': getterCall('operator.attrgetter', GET_ATTRIBUTES),
  'operator.methodcaller.__call__': methodcallerCall,
  ...Object.fromEntries(GETTERS.map((type) => [`${type}.__repr__`, reprOf])),
};
export const OPERATOR_NATIVES: NativeTable = {
  'operator.not': NOT,
  'operator.search': SEARCH,
  'operator.none': SET_ITEM,
  'operator.call_method': CALL_METHOD,
};
export const OPERATOR_ALGORITHMS: readonly Algorithm[] = [INDEX, GET_ITEMS, GET_ATTRIBUTES, GETTER_REPR];
