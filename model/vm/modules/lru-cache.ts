/**
 * `functools._lru_cache_wrapper` (Modules/_functoolsmodule.c): keys, the unbounded, the bounded and the empty cache.
 *
 * Slots: function, cache (dict), the type of `cache_info`, what stands before keywords in a key; numbers: maxsize (−1: none), typed, hits, misses, uses. A bounded
 * cache's values are links: records [result] [when it was used last].
 * @module
 */
import { isCallable } from '../builtins/functions.ts';
import { bindArguments } from '../objects/arguments.ts';
import { clearDict } from '../objects/dict-update.ts';
import { raise } from '../objects/exceptions.ts';
import { asInt } from '../objects/payload.ts';
import { allocStatic } from '../objects/statics.ts';
import { newTuple } from '../objects/tuple.ts';
import { TYPES, typeOf } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Keywords, Native, NativeSelf, NativeStep, Operations } from '../operations.ts';
import { callOf, callSlots, callVars } from '../protocol/call-slots.ts';
import { type DictOperation, dictData, dictFind, dictFinish, dictRemoveAt, newDict } from '../protocol/dict-table.ts';
import { hash } from '../protocol/hash.ts';
import { newRecord } from '../protocol/iteration.ts';
import { given, wait } from '../protocol/loop.ts';
import { isTrue } from '../protocol/operators.ts';
import { PyRaise, type Ref, type Result, type Value } from '../value.ts';
import { newExtension, recordData, recordOf } from './extension.ts';

const FUNC = 0;
const CACHE = 1;
const INFO = 2;
const MAXSIZE = 0;
const TYPED = 1;
const HITS = 2;
const MISSES = 3;
const USES = 4;

const MISSING: Ref = allocStatic({
  kind: 'record',
  cls: TYPES.object,
  type: 'missing',
  slots: [],
  numbers: [],
  attrs: null,
});
/** `kwd_mark`. */
const KEYWORDS: Ref = allocStatic({
  kind: 'record',
  cls: TYPES.object,
  type: 'keywords',
  slots: [],
  numbers: [],
  attrs: null,
});

const lruNew: Builtin = (vm, [cls, ...args], keywords) => {
  const names = ['user_function', 'maxsize', 'typed', 'cache_info_type'];
  const bound = bindArguments(vm, { name: 'lru_cache', names, required: 4 }, args, keywords);
  const [func, maxsize, typed, info] = bound as [Value, Value, Value, Value];
  if (!isCallable(vm, func)) throw raise(vm, 'TypeError', 'the first argument must be callable');
  const n = maxsize === null ? -1 : asInt(vm, maxsize);
  if (n === undefined) throw raise(vm, 'TypeError', 'maxsize should be integer or None');
  const size = maxsize === null ? -1 : Math.max(0, Number(n));
  const numbers = [size, isTrue(vm, typed) === true ? 1 : 0, 0, 0, 0];
  return newExtension(vm, 'functools._lru_cache_wrapper', cls as Ref, [func, newDict(vm), info], numbers);
};

/** `lru_cache_make_key`. */
function makeKey(vm: Operations, args: readonly Value[], keywords: Keywords | null, typed: boolean): Value {
  const named = [...(keywords ?? [])];
  if (!typed && named.length === 0 && args.length === 1) {
    const [only] = args as readonly [Value];
    const type = typeOf(vm, only);
    if (type === TYPES.int || type === TYPES.str) return only;
  }
  const parts: Value[] = [...args];
  if (named.length > 0) parts.push(KEYWORDS, ...named.flat());
  if (typed) parts.push(...args.map((v) => typeOf(vm, v)), ...named.map(([, v]) => typeOf(vm, v)));
  return newTuple(vm, parts);
}

// Native. Slots: the wrapper, its key, the arguments. Vars: args, names, hash (text, once Python code computed it).

const SELF = 0;
const KEY = 1;
const ARGS = 2;

function count(vm: Operations, self: Ref, which: number): void {
  vm.setNumberAt(self, 'numbers', which, (recordData(vm, self).numbers[which] as number) + 1);
}

const wrapper = (self: NativeSelf): Ref => self.slots[SELF] as Ref;

/** An operation on the cache with the hash that is known. */
function onCache(vm: Operations, self: NativeSelf, op: DictOperation, value: Value): Result {
  const cache = recordData(vm, wrapper(self)).slots[CACHE] as Ref;
  const key = self.slots[KEY] as Value;
  const hashed = self.vars['hash'];
  if (hashed !== undefined) return vm.native('dict_operation', [cache, key, value], { op, hash: hashed });
  const at = dictFind(vm, cache, key);
  return at === undefined
    ? vm.native('dict_operation', [cache, key, value], { op })
    : dictFinish(vm, op, cache, key, value, at);
}

function callFunction(vm: Operations, self: NativeSelf): NativeStep {
  const { args, keywords } = callOf(self, ARGS);
  count(vm, wrapper(self), MISSES);
  return wait(vm.call(recordData(vm, wrapper(self)).slots[FUNC] as Value, args, keywords), 'called');
}

function linkOf(vm: Operations, self: NativeSelf, result: Value): Ref {
  const uses = recordData(vm, wrapper(self)).numbers[USES] as number;
  count(vm, wrapper(self), USES);
  return newRecord(vm, 'cell', [result], [uses]);
}

function touch(vm: Operations, self: NativeSelf, link: Ref): Value {
  vm.setNumberAt(link, 'numbers', 0, recordData(vm, wrapper(self)).numbers[USES] as number);
  count(vm, wrapper(self), USES);
  return recordData(vm, link).slots[0] as Value;
}

function dropOldest(vm: Operations, cache: Ref): void {
  const { values } = dictData(vm, cache);
  let oldest = -1;
  let least = Number.POSITIVE_INFINITY;
  values.forEach((link, i) => {
    const used = link === undefined ? least : (recordData(vm, link).numbers[0] as number);
    if (used < least) [oldest, least] = [i, used];
  });
  if (oldest >= 0) dictRemoveAt(vm, cache, oldest);
}

/** Whether no Python code has to be asked for the key; of one without a hash, `hash` tells. */
function isFound(vm: Operations, cache: Ref, key: Value): boolean {
  try {
    return dictFind(vm, cache, key) !== undefined;
  } catch (error) {
    if (error instanceof PyRaise) return false;
    throw error;
  }
}

const LRU_CALL: Native = {
  start: (vm, self) => {
    const { numbers, slots } = recordData(vm, wrapper(self));
    if (numbers[MAXSIZE] === 0) return callFunction(vm, self);
    if (isFound(vm, slots[CACHE] as Ref, self.slots[KEY] as Value))
      return wait(onCache(vm, self, 'getdefault', MISSING), 'looked');
    return wait(hash(vm, self.slots[KEY] as Value), 'hashed');
  },
  phases: {
    hashed: (vm, self, value) => {
      self.setVars({ ...self.vars, hash: String(value) });
      return wait(onCache(vm, self, 'getdefault', MISSING), 'looked');
    },
    looked: (vm, self, value) => {
      if (value === MISSING) return callFunction(vm, self);
      count(vm, wrapper(self), HITS);
      const bounded = (recordData(vm, wrapper(self)).numbers[MAXSIZE] as number) > 0;
      return { done: bounded ? touch(vm, self, value as Ref) : given(value) };
    },
    called: (vm, self, value) => {
      const result = given(value);
      const maxsize = recordData(vm, wrapper(self)).numbers[MAXSIZE] as number;
      if (maxsize === 0) return { done: result };
      vm.splice(self.ref, 'slots', self.slots.length, 0, [result]);
      if (maxsize < 0) return wait(onCache(vm, self, 'set', result), 'stored');
      return wait(onCache(vm, self, 'getdefault', MISSING), 'lookedAgain');
    },
    lookedAgain: (vm, self, value) => {
      if (value !== MISSING) return { done: self.slots[self.slots.length - 1] as Value };
      const cache = recordData(vm, wrapper(self)).slots[CACHE] as Ref;
      const maxsize = recordData(vm, wrapper(self)).numbers[MAXSIZE] as number;
      if (dictData(vm, cache).live >= maxsize) dropOldest(vm, cache);
      return wait(onCache(vm, self, 'set', linkOf(vm, self, self.slots[self.slots.length - 1] as Value)), 'stored');
    },
    stored: (_vm, self) => ({ done: self.slots[self.slots.length - 1] as Value }),
  },
};

const lruCall: Builtin = (vm, [self, ...args], keywords) => {
  const { data } = recordOf(vm, 'functools._lru_cache_wrapper', '__call__', self);
  const key = data.numbers[MAXSIZE] === 0 ? null : makeKey(vm, args, keywords, data.numbers[TYPED] === 1);
  const slots = [self, key, ...callSlots(args, keywords)];
  return vm.native('functools.lru_call', slots, callVars(args, keywords));
};

export const LRU_CACHE_BUILTINS: BuiltinTable = {
  'functools._lru_cache_wrapper.__new__': lruNew,
  'functools._lru_cache_wrapper.__call__': lruCall,
  'functools._lru_cache_wrapper.__copy__': (_vm, [self]) => self as Value,
  'functools._lru_cache_wrapper.__deepcopy__': (_vm, [self]) => self as Value,
  'functools._lru_cache_wrapper.cache_info': (vm, [self]) => {
    const { slots, numbers } = recordOf(vm, 'functools._lru_cache_wrapper', 'cache_info', self).data;
    const [maxsize = 0, , hits = 0, misses = 0] = numbers;
    const { live } = dictData(vm, slots[CACHE] as Ref);
    return vm.call(slots[INFO] as Value, [hits, misses, maxsize < 0 ? null : maxsize, live]);
  },
  'functools._lru_cache_wrapper.cache_clear': (vm, [self]) => {
    const { ref, data } = recordOf(vm, 'functools._lru_cache_wrapper', 'cache_clear', self);
    for (const which of [HITS, MISSES]) vm.setNumberAt(ref, 'numbers', which, 0);
    clearDict(vm, data.slots[CACHE] as Ref);
    return null;
  },
};
export const LRU_CACHE_NATIVES = { 'functools.lru_call': LRU_CALL };
