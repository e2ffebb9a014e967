/**
 * The module `_functools` (Modules/_functoolsmodule.c): partial, reduce, cmp_to_key; the cache stands in `lru-cache.ts`.
 * @module
 */

import { isCallable } from '../builtins/functions.ts';
import { afterLeaving } from '../lifetime.ts';
import type { Machine } from '../machine.ts';
import { between, bindArguments, noKeywords } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { classGetItem } from '../objects/generic-alias.ts';
import { asKind } from '../objects/payload.ts';
import { allocStatic } from '../objects/statics.ts';
import { newTuple, tupleItems } from '../objects/tuple.ts';
import { TYPES } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Native, NativeSelf, NativeTable, Operations } from '../operations.ts';
import { COMPARE_METHODS, type CompareOperator, compareAsking } from '../protocol/compare.ts';
import { dictEntries, dictSetName, newDict } from '../protocol/dict-table.ts';
import { getIter } from '../protocol/iteration.ts';
import { given, looping, nextInto, remember, wait } from '../protocol/loop.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { reprAsking } from '../protocol/text.ts';
import { fullTypeName } from '../protocol/text-contents.ts';
import { EXHAUSTED, type Exhausted, type Pending, Ref, type Value } from '../value.ts';
import { newExtension, newOf, recordData, recordOf, slotMembers } from './extension.ts';
import { LRU_CACHE_BUILTINS } from './lru-cache.ts';
import type { NativeModule } from './native-module.ts';

// partial: slots function, arguments (tuple), keywords (dict).

const PLACEHOLDER: Ref = allocStatic({
  kind: 'record',
  cls: TYPES['functools._PlaceholderType'],
  type: 'functools._PlaceholderType',
  slots: [],
  numbers: [],
  attrs: null,
});

const placeholders = (args: readonly Value[]): number => args.filter((v) => v === PLACEHOLDER).length;

/** Arguments given go where placeholders stand, the others behind. */
function filled(own: readonly Value[], args: readonly Value[]): Value[] {
  let next = 0;
  const all = own.map((v) => (v === PLACEHOLDER && next < args.length ? (args[next++] as Value) : v));
  return [...all, ...args.slice(next)];
}

const partialNew: Builtin = (vm, [cls, func, ...args], keywords) => {
  if (func === undefined) throw raise(vm, 'TypeError', "type 'partial' takes at least one argument");
  if (!isCallable(vm, func)) throw raise(vm, 'TypeError', 'the first argument must be callable');
  if (ROWS[vm.version].placeholders) {
    if (args[args.length - 1] === PLACEHOLDER) throw raise(vm, 'TypeError', 'trailing Placeholders are not allowed');
    if ([...(keywords?.values() ?? [])].includes(PLACEHOLDER))
      throw raise(vm, 'TypeError', 'Placeholder cannot be passed as a keyword argument');
  }
  const inner = func instanceof Ref ? vm.read(func) : null;
  const names = newDict(vm);
  let target = func;
  let all: readonly Value[] = args;
  if (inner?.kind === 'record' && inner.type === 'functools.partial' && !hasAttributes(vm, inner.attrs)) {
    const [innerFunc, innerArgs, innerKeywords] = inner.slots;
    target = innerFunc as Value;
    all = filled(tupleItems(vm, innerArgs), args);
    for (const [name, value] of dictEntries(vm, innerKeywords as Ref)) dictSetName(vm, names, name as string, value);
  }
  for (const [name, value] of keywords ?? []) dictSetName(vm, names, name, value);
  return newExtension(vm, 'functools.partial', cls as Ref, [target, newTuple(vm, [...all]), names]);
};

function hasAttributes(vm: Operations, attrs: Ref | null): boolean {
  return attrs !== null && dictEntries(vm, attrs).length > 0;
}

const partialCall: Builtin = (vm, [self, ...args], keywords) => {
  const { data } = recordOf(vm, 'functools.partial', '__call__', self);
  const [func, own, names] = data.slots;
  const mine = tupleItems(vm, own);
  const wanted = placeholders(mine);
  if (args.length < wanted) {
    throw raise(
      vm,
      'TypeError',
      `missing positional arguments in 'partial' call; expected at least ${wanted}, got ${args.length}`,
    );
  }
  const all = new Map(dictEntries(vm, names as Ref) as [string, Value][]);
  for (const [name, value] of keywords ?? []) all.set(name, value);
  return vm.call(func as Value, filled(mine, args), all.size === 0 ? null : all);
};

/** Inputs: the partial object. */
const PARTIAL_REPR: Algorithm = {
  name: 'partial_repr',
  run: (vm, [self], _vars, ask) => {
    const data = recordData(vm, self);
    const [func, own, names] = data.slots;
    const parts = [
      reprAsking(vm, func as Value, ask),
      ...tupleItems(vm, own).map((v) => reprAsking(vm, v, ask)),
      ...dictEntries(vm, names as Ref).map(([name, v]) => `${String(name)}=${reprAsking(vm, v, ask)}`),
    ];
    return `${fullTypeName(vm, data.cls)}(${parts.join(', ')})`;
  },
};

// reduce. Slots: function, iterator, accumulated.

const FIRST = 3;

/** The arguments of one call stay in one tuple until those of the next one take their place. */
function setArguments(vm: Operations, self: NativeSelf, result: Value, item: Value): Value | Exhausted | Pending {
  const mark = (vm as Machine).dropped.length;
  if (self.slots.length === FIRST) remember(vm, self, result, item);
  else {
    self.set(FIRST, result);
    self.set(FIRST + 1, item);
  }
  self.set(2, undefined);
  return afterLeaving(vm as Machine, mark, null);
}

const REDUCE: Native = looping(
  {
    start: (vm, self) => wait(getIter(vm, self.slots[1] as Value), 'iterator'),
    phases: {
      iterator: (_vm, self, value) => {
        self.set(1, given(value));
        return nextInto(self, 1, 'item');
      },
      item: (vm, self, value) => {
        const accumulated = self.slots[2];
        if (value === EXHAUSTED) {
          // A tuple drops its items from the last to the first.
          for (let i = self.slots.length; i-- > FIRST; ) self.set(i, undefined);
          if (accumulated !== undefined) return { done: accumulated };
          throw raise(vm, 'TypeError', 'reduce() of empty iterable with no initial value');
        }
        if (accumulated === undefined) {
          self.set(2, value);
          return nextInto(self, 1, 'item');
        }
        return wait(setArguments(vm, self, accumulated as Value, value), 'placed');
      },
      placed: (vm, self) => wait(vm.call(self.slots[0] as Value, self.slots.slice(FIRST) as Value[]), 'called'),
      called: (_vm, self, value) => {
        self.set(2, given(value));
        return nextInto(self, 1, 'item');
      },
    },
    caught: (vm, self, exception, phase) => {
      if (phase !== 'start' || vm.read(exception).cls !== TYPES.TypeError) return undefined;
      const v = self.slots[1] as Value;
      if (asKind(vm, v, 'instance') !== undefined && vm.read(v as Ref).cls.id > 0) return undefined;
      throw raise(vm, 'TypeError', 'reduce() arg 2 must support iteration');
    },
  },
  ['item'],
);

const reduce: Builtin = (vm, args, keywords) => {
  if (ROWS[vm.version].reduceByName) {
    const names = ['', '', 'initial'];
    const [func, iterable, initial] = bindArguments(vm, { name: 'reduce', names, required: 2 }, args, keywords);
    return vm.native('functools.reduce', [func, iterable, initial]);
  }
  noKeywords(vm, 'reduce', keywords);
  between(vm, 'reduce', args, 2, 3);
  return vm.native('functools.reduce', [args[0], args[1], args[2]]);
};

// cmp_to_key: slots compare function, object.

const cmpToKey: Builtin = (vm, args, keywords) => {
  const [compare] = bindArguments(vm, { name: 'cmp_to_key', names: ['mycmp'], required: 1 }, args, keywords);
  return newOf(vm, 'functools.KeyWrapper', [compare, undefined]);
};

const keyCall: Builtin = (vm, [self, ...args], keywords) => {
  const [obj] = bindArguments(vm, { name: 'K', names: ['obj'], required: 1 }, args, keywords);
  return newOf(vm, 'functools.KeyWrapper', [recordData(vm, self).slots[0], obj]);
};

/** Inputs: both sides. Vars: op. */
const KEY_COMPARE: Algorithm = {
  name: 'key_compare',
  run: (vm, [a, b], vars, ask) => {
    const other = asKind(vm, b, 'record');
    if (other?.type !== 'functools.KeyWrapper') throw raise(vm, 'TypeError', 'other argument must be K instance');
    const [compare, mine] = recordData(vm, a).slots;
    const answer = ask(compare as Value, [mine as Value, other.slots[1] as Value]);
    return compareAsking(vm, vars['op'] as CompareOperator, answer, 0, ask);
  },
};

const keyComparisons: BuiltinTable = Object.fromEntries(
  Object.entries(COMPARE_METHODS).map(([op, name]): [string, Builtin] => [
    `functools.KeyWrapper.${name}`,
    (vm, args) => replay(vm, KEY_COMPARE, args, { op }),
  ]),
);

export const FUNCTOOLS_MODULE: NativeModule = {
  functions: { reduce, cmp_to_key: cmpToKey },
  values: (vm) => ({
    partial: TYPES['functools.partial'],
    _lru_cache_wrapper: TYPES['functools._lru_cache_wrapper'],
    ...(ROWS[vm.version].placeholders
      ? { Placeholder: PLACEHOLDER, _PlaceholderType: TYPES['functools._PlaceholderType'] }
      : {}),
  }),
  whole: true,
};

export const FUNCTOOLS_BUILTINS: BuiltinTable = {
  ...LRU_CACHE_BUILTINS,
  ...keyComparisons,
  ...slotMembers('functools.partial', ['func', 'args', 'keywords']),
  'functools.partial.__new__': partialNew,
  'functools.partial.__call__': partialCall,
  'functools.partial.__repr__': (vm, args) => replay(vm, PARTIAL_REPR, args),
  'functools.partial.__class_getitem__': classGetItem,
  'functools.partial.__reduce__': (vm, [self]) => {
    const data = recordData(vm, self);
    const [func, own, names] = data.slots as [Value, Value, Value];
    const state = newTuple(vm, [func, own, names, hasAttributes(vm, data.attrs) ? data.attrs : null]);
    return newTuple(vm, [data.cls, newTuple(vm, [func]), state]);
  },
  'functools.partial.__setstate__': (vm, [self, state]) => {
    const [func, own, names] = tupleItems(vm, state);
    [func, own, names].forEach((v, i) => {
      vm.setAt(self as Ref, 'slots', i, v as Value);
    });
    return null;
  },
  'functools.KeyWrapper.__call__': keyCall,
  'functools.KeyWrapper.obj': (vm, [self]) => (recordData(vm, self).slots[1] ?? null) as Value,
  'functools._PlaceholderType.__new__': () => PLACEHOLDER,
  'functools._PlaceholderType.__repr__': () => 'Placeholder',
  'functools._PlaceholderType.__reduce__': () => 'Placeholder',
};

export const FUNCTOOLS_NATIVES: NativeTable = { 'functools.reduce': REDUCE };
export const FUNCTOOLS_ALGORITHMS: readonly Algorithm[] = [PARTIAL_REPR, KEY_COMPARE];
