/**
 * The module `_collections` (Modules/_collectionsmodule.c, Objects/odictobject.c): defaultdict, OrderedDict, the getters of named tuples, the loop of
 * Counter; deque stands in `deque.ts`.
 * @module
 */
import { isCallable } from '../builtins/functions.ts';
import { between, bindArguments, noKeywords } from '../objects/arguments.ts';
import { updateCommon } from '../objects/dict-update.ts';
import { raise } from '../objects/exceptions.ts';
import { classGetItem } from '../objects/generic-alias.ts';
import { asInt, asKind } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { NotImplemented, TYPES, typeData, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Native, NativeStep, NativeTable, Operations } from '../operations.ts';
import { callMethod } from '../protocol/attributes.ts';
import { type DictOperation, dictData, dictFind, dictFinish, dictOperation } from '../protocol/dict-table.ts';
import { hash } from '../protocol/hash.ts';
import { setItem } from '../protocol/items.ts';
import { getIter } from '../protocol/iteration.ts';
import { lookupType } from '../protocol/lookup.ts';
import { given, looping, nextInto, wait } from '../protocol/loop.ts';
import { binaryOp } from '../protocol/operators.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';
import { builtinRepr, reprAsking } from '../protocol/text.ts';
import { EXHAUSTED, type Ref, type Result, type Slot, type Value } from '../value.ts';
import { DEQUE_ALGORITHMS, DEQUE_BUILTINS, DEQUE_NATIVES } from './deque.ts';
import { newOf, recordData } from './extension.ts';
import type { NativeModule } from './native-module.ts';
import { ORDERED_DICT_ALGORITHMS, ORDERED_DICT_BUILTINS, ORDERED_DICT_NATIVES } from './ordered-dict.ts';

// defaultdict

const defaultInit: Builtin = (vm, [self, factory = null, ...args], keywords) => {
  if (factory !== null && !isCallable(vm, factory))
    throw raise(vm, 'TypeError', 'first argument must be callable or None');
  vm.setRef(self as Ref, 'dict', 'factory', factory);
  between(vm, 'dict', args, 0, 1);
  return updateCommon(vm, self as Ref, args, keywords);
};

const factoryOf = (vm: Operations, self: Slot): Value => dictData(vm, self as Ref).factory ?? null;

/** `defaultdict.__missing__`. Slots: dict, key. */
const MISSING: Native = {
  start: (vm, { slots }) => {
    const factory = factoryOf(vm, slots[0]);
    if (factory === null) throw raise(vm, 'KeyError', [slots[1] as Value]);
    return wait(vm.call(factory, []), 'made');
  },
  phases: {
    made: (vm, self, value) => {
      self.set(2, given(value));
      return wait(setItem(vm, self.slots[0] as Value, self.slots[1] as Value, given(value)), 'stored');
    },
    stored: (_vm, { slots }) => ({ done: slots[2] as Value }),
  },
};

/** Inputs: the defaultdict. */
const DEFAULT_REPR: Algorithm = {
  name: 'defaultdict_repr',
  run: (vm, [self], _vars, ask) => {
    const ref = self as Ref;
    const { name } = typeData(vm, vm.read(ref).cls);
    const factory = reprAsking(vm, factoryOf(vm, ref), ask);
    return `${name.slice(name.lastIndexOf('.') + 1)}(${factory}, ${builtinRepr(vm, ref, ask)})`;
  },
};

const defaultCopy: Builtin = (vm, [self]) => vm.call(vm.read(self as Ref).cls, [factoryOf(vm, self), self as Value]);

/** `a | b`. Slots: the copy's type's maker, the other. */
const DEFAULT_OR: Native = {
  start: (vm, { slots, vars }) => {
    const [self, other] = slots as readonly [Ref, Value];
    if (vars['reflected'] !== true) return wait(defaultCopy(vm, [self], null), 'copied');
    return wait(vm.call(vm.read(self).cls, [factoryOf(vm, self), other]), 'copied');
  },
  phases: {
    copied: (vm, { slots, vars }, value) => {
      const other = vars['reflected'] === true ? slots[0] : slots[1];
      return wait(vm.native('dict_update_giving', [value as Ref, other]), 'merged');
    },
    merged: (_vm, _self, value) => ({ done: value }),
  },
};

function defaultOr(reflected: boolean): Builtin {
  return (vm, [a, b]) => {
    if (asKind(vm, a, 'dict') === undefined || asKind(vm, b, 'dict') === undefined) return NotImplemented;
    return vm.native('collections.default_or', [a, b], { reflected });
  };
}

// _tuplegetter: slots index, doc.

const getterGet: Builtin = (vm, [self, obj]) => {
  const [index] = recordData(vm, self).slots;
  if (obj === null || obj === undefined) return self as Value;
  const tuple = asKind(vm, obj, 'tuple');
  if (tuple === undefined) {
    const text = `descriptor for index '${String(index)}' for tuple subclasses doesn't apply to '${typeName(vm, obj)}' object`;
    throw raise(vm, 'TypeError', text);
  }
  const item = tuple.items[Number(index)];
  if (item === undefined) throw raise(vm, 'IndexError', 'tuple index out of range');
  return item;
};

// _count_elements. Slots: mapping, iterable, iterator, key. Vars: plain (dict's own get and __setitem__), hash.

function storeCount(vm: Operations, self: Parameters<Native['start']>[1], count: Value): NativeStep {
  const [mapping, , , key] = self.slots as readonly Value[];
  if (self.vars['plain'] !== true) return wait(setItem(vm, mapping as Value, key as Value, count), 'stored');
  return wait(known(vm, 'set', mapping as Ref, key as Value, count, self.vars['hash']), 'stored');
}

function known(
  vm: Operations,
  op: DictOperation,
  dict: Ref,
  key: Value,
  value: Value,
  hashed: string | number | boolean | null | undefined,
): Result {
  if (hashed !== undefined && hashed !== null)
    return vm.native('dict_operation', [dict, key, value], { op, hash: hashed });
  const at = dictFind(vm, dict, key);
  return at === undefined ? dictOperation(vm, op, dict, key, value) : dictFinish(vm, op, dict, key, value, at);
}

const COUNT_ELEMENTS: Native = looping(
  {
    start: (vm, self) => {
      const mapping = self.slots[0] as Ref;
      const own = (name: string): boolean =>
        lookupType(vm, vm.read(mapping).cls, name) === lookupType(vm, TYPES.dict, name);
      self.setVars({ plain: own('get') && own('__setitem__') });
      return wait(getIter(vm, self.slots[1] as Value), 'iterator');
    },
    phases: {
      iterator: (_vm, self, value) => {
        self.set(2, given(value));
        return nextInto(self, 2, 'item');
      },
      item: (vm, self, value) => {
        if (value === EXHAUSTED) return { done: null };
        self.set(3, value);
        const { plain } = self.vars;
        const mapping = self.slots[0] as Ref;
        self.setVars({ plain: plain === true });
        if (plain !== true) return wait(callMethod(vm, mapping, 'get', [value, 0]), 'got');
        if (dictFind(vm, mapping, value) === undefined) return wait(hash(vm, value), 'hashed');
        return wait(known(vm, 'getdefault', mapping, value, 0, undefined), 'got');
      },
      hashed: (vm, self, value) => {
        self.setVars({ ...self.vars, hash: String(value) });
        const [mapping, , , key] = self.slots as readonly [Ref, Value, Value, Value];
        return wait(known(vm, 'getdefault', mapping, key, 0, String(value)), 'got');
      },
      got: (vm, _self, value) => wait(binaryOp(vm, '+', given(value), 1), 'added'),
      added: (vm, self, value) => storeCount(vm, self, given(value)),
      stored: (_vm, self) => nextInto(self, 2, 'item'),
    },
  },
  ['item'],
);

const countElements: Builtin = (vm, args, keywords) => {
  noKeywords(vm, '_count_elements', keywords);
  between(vm, '_count_elements', args, 2, 2);
  return vm.native('collections.count_elements', [args[0], args[1], undefined, undefined]);
};

export const COLLECTIONS_MODULE: NativeModule = {
  functions: { _count_elements: countElements },
  values: () => ({
    deque: TYPES['collections.deque'],
    _deque_iterator: TYPES['_collections._deque_iterator'],
    _deque_reverse_iterator: TYPES['_collections._deque_reverse_iterator'],
    defaultdict: TYPES['collections.defaultdict'],
    OrderedDict: TYPES['collections.OrderedDict'],
    _tuplegetter: TYPES['_collections._tuplegetter'],
  }),
  whole: true,
};

export const COLLECTIONS_BUILTINS: BuiltinTable = {
  ...DEQUE_BUILTINS,
  ...ORDERED_DICT_BUILTINS,
  'collections.defaultdict.__init__': defaultInit,
  'collections.defaultdict.__missing__': (vm, [self, key]) =>
    vm.native('collections.default_missing', [self, key, undefined]),
  'collections.defaultdict.copy': defaultCopy,
  'collections.defaultdict.__copy__': defaultCopy,
  'collections.defaultdict.__repr__': (vm, args) => replay(vm, DEFAULT_REPR, args),
  'collections.defaultdict.__class_getitem__': classGetItem,
  'collections.defaultdict.__or__': defaultOr(false),
  'collections.defaultdict.__ror__': (vm, [a, b]) => defaultOr(true)(vm, [a as Value, b as Value], null),
  'collections.defaultdict.__reduce__': (vm, [self]) => {
    const factory = factoryOf(vm, self);
    const args = newTuple(vm, factory === null ? [] : [factory]);
    const items = getIter(
      vm,
      vm.alloc({ kind: 'record', cls: TYPES.dict_items, type: 'dict_items', slots: [self], numbers: [], attrs: null }),
    );
    return newTuple(vm, [vm.read(self as Ref).cls, args, null, null, items as Value]);
  },
  'collections.defaultdict.default_factory': (vm, [self]) => factoryOf(vm, self),
  'collections.defaultdict.default_factory=': (vm, [self, value = null]) => {
    vm.setRef(self as Ref, 'dict', 'factory', value);
    return null;
  },
  '_collections._tuplegetter.__new__': (vm, [, ...args], keywords) => {
    const [index, doc] = bindArguments(vm, { name: '_tuplegetter', names: ['', ''], required: 2 }, args, keywords);
    return newOf(vm, '_collections._tuplegetter', [asInt(vm, index) ?? null, doc]);
  },
  '_collections._tuplegetter.__get__': getterGet,
  '_collections._tuplegetter.__set__': (vm) => {
    throw raise(vm, 'AttributeError', "can't set attribute");
  },
  '_collections._tuplegetter.__delete__': (vm) => {
    throw raise(vm, 'AttributeError', "can't delete attribute");
  },
  '_collections._tuplegetter.__repr__': (vm, args) => replay(vm, GETTER_REPR, args),
  '_collections._tuplegetter.__reduce__': (vm, [self]) => {
    const { cls, slots } = recordData(vm, self);
    return newTuple(vm, [cls, newTuple(vm, slots as Value[])]);
  },
  '_collections._tuplegetter.__doc__': (vm, [self]) => recordData(vm, self).slots[1] as Value,
  '_collections._tuplegetter.__doc__=': (vm, [self, doc = null]) => {
    vm.setAt(self as Ref, 'slots', 1, doc);
    return null;
  },
};

/** Inputs: the getter. */
const GETTER_REPR: Algorithm = {
  name: 'tuplegetter_repr',
  run: (vm, [self], _vars, ask) => {
    const [index, doc] = recordData(vm, self).slots as readonly Value[];
    return `_tuplegetter(${String(index)}, ${reprAsking(vm, doc as Value, ask)})`;
  },
};

export const COLLECTIONS_NATIVES: NativeTable = {
  ...DEQUE_NATIVES,
  ...ORDERED_DICT_NATIVES,
  'collections.default_missing': MISSING,
  'collections.default_or': DEFAULT_OR,
  'collections.count_elements': COUNT_ELEMENTS,
};
export const COLLECTIONS_ALGORITHMS: readonly Algorithm[] = [
  ...DEQUE_ALGORITHMS,
  ...ORDERED_DICT_ALGORITHMS,
  DEFAULT_REPR,
  GETTER_REPR,
];
