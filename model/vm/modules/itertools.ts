/**
 * The module `itertools` (Modules/itertoolsmodule.c): constructors. What `next` does stands in `itertools-next.ts` and `itertools-pools.ts`.
 *
 * Slots and numbers by type: count [value, step]; repeat [object] [left, −1 without end]; cycle [iterator, saved …] [index]; chain [source, active]; accumulate
 * [iterator, function, total, initial]; compress [data, selectors]; dropwhile, takewhile, filterfalse, starmap [iterator, function] [started or stopped];
 * groupby [iterator, key, target key, current key, current value, grouper]; _grouper [groupby, target key]; islice [iterator] [next, stop, step, count];
 * pairwise [iterator, old]; batched [iterator] [n, strict]; zip_longest [iterators …, fill] [active]; _tee [data] [index]; _tee_dataobject
 * [iterator, items …]; the four of combinations as `itertools-pools.ts` says. What has ended has dropped its first slot.
 * @module
 */

import { bindArguments, indexArgument, noKeywords } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import type { ExtensionTypeName } from '../objects/extension-types.ts';
import { classGetItem } from '../objects/generic-alias.ts';
import { asInt } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { TYPES, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { getOptionalAttr } from '../protocol/attributes.ts';
import { toTuple } from '../protocol/collect.ts';
import { isNumber } from '../protocol/is-number.ts';
import { getIter } from '../protocol/iteration.ts';
import { given, remember, wait } from '../protocol/loop.ts';
import { isTrue } from '../protocol/operators.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { reprAsking } from '../protocol/text.ts';
import { EXHAUSTED, type Ref, type Result, type Slot, type Value } from '../value.ts';
import { newExtension, newOf, recordData } from './extension.ts';
import { firstIndices, type PoolKind } from './itertools-pools.ts';
import type { NativeModule } from './native-module.ts';

/** Iterators (or, for pools, tuples) of the first `count` values, then the object. Slots: class, values, other slots. Vars: type, count, numbers, tuples. */
const CONSTRUCT: Native = {
  start: (vm, self) => constructNext(vm, self, 0),
  phases: {
    made: (vm, self, value) => {
      const at = Number(self.vars['at']);
      self.set(1 + at, given(value));
      return constructNext(vm, self, at + 1);
    },
  },
};

function constructNext(vm: Operations, self: Parameters<Native['start']>[1], at: number): ReturnType<Native['start']> {
  const { type, count, numbers, tuples, pool } = self.vars;
  if (at < Number(count)) {
    self.setVars({ ...self.vars, at });
    const v = self.slots[1 + at] as Value;
    return wait(tuples === true ? toTuple(vm, v) : getIter(vm, v), 'made');
  }
  const slots = self.slots.slice(1);
  const given_: number[] = JSON.parse(String(numbers));
  const all = tuples === true ? firstIndices(vm, String(pool) as PoolKind, slots, given_) : given_;
  return { done: newExtension(vm, String(type) as ExtensionTypeName, self.slots[0] as Ref, slots, all) };
}

function construct(
  vm: Operations,
  type: ExtensionTypeName,
  cls: Slot,
  iterables: readonly Value[],
  others: readonly Slot[] = [],
  numbers: readonly number[] = [],
): Result {
  const vars = { type, count: iterables.length, numbers: JSON.stringify(numbers), at: 0 };
  return vm.native('itertools.construct', [cls, ...iterables, ...others], vars);
}

function pools(
  vm: Operations,
  pool: PoolKind,
  cls: Slot,
  iterables: readonly Value[],
  numbers: readonly number[],
): Result {
  const type = `itertools.${pool}` as const;
  const vars = { type, pool, count: iterables.length, numbers: JSON.stringify(numbers), tuples: true, at: 0 };
  return vm.native('itertools.construct', [cls, ...iterables], vars);
}

/** A constructor of exactly two positional arguments: function and iterable, the other way round in the record. */
function ofFunction(name: 'dropwhile' | 'takewhile' | 'filterfalse' | 'starmap'): Builtin {
  return (vm, [cls, ...args], keywords) => {
    noKeywords(vm, name, keywords);
    if (args.length !== 2) throw raise(vm, 'TypeError', `${name} expected 2 arguments, got ${args.length}`);
    return construct(vm, `itertools.${name}`, cls, [args[1] as Value], [args[0]], [0]);
  };
}

const countNew: Builtin = (vm, [cls, ...args], keywords) => {
  const names = ['start', 'step'];
  const [start = 0, step = 1] = bindArguments(vm, { name: 'count', names }, args, keywords) as Value[];
  if (!isNumber(vm, start) || !isNumber(vm, step)) throw raise(vm, 'TypeError', 'a number is required');
  return newExtension(vm, 'itertools.count', cls as Ref, [start, step]);
};

const repeatNew: Builtin = (vm, [cls, ...args], keywords) => {
  const names = ['object', 'times'];
  const [object, times] = bindArguments(vm, { name: 'repeat', names, required: 1 }, args, keywords);
  const n = times === undefined ? -1 : asInt(vm, times);
  if (n === undefined)
    throw raise(vm, 'TypeError', `'${typeName(vm, times as Value)}' object cannot be interpreted as an integer`);
  return newExtension(
    vm,
    'itertools.repeat',
    cls as Ref,
    [object],
    [times === undefined ? -1 : Math.max(0, Number(n))],
  );
};

const accumulateNew: Builtin = (vm, [cls, ...args], keywords) => {
  const signature = { name: 'accumulate', names: ['iterable', 'func', 'initial'], required: 1, positional: 2 };
  const [iterable, func = null, initial = null] = bindArguments(vm, signature, args, keywords);
  const start = initial === null ? undefined : initial;
  return construct(vm, 'itertools.accumulate', cls, [iterable as Value], [func, undefined, start]);
};

const compressNew: Builtin = (vm, [cls, ...args], keywords) => {
  const names = ['data', 'selectors'];
  const bound = bindArguments(vm, { name: 'compress', names, required: 2 }, args, keywords) as Value[];
  return construct(vm, 'itertools.compress', cls, bound);
};

const groupbyNew: Builtin = (vm, [cls, ...args], keywords) => {
  const names = ['iterable', 'key'];
  const [iterable, key = null] = bindArguments(vm, { name: 'groupby', names, required: 1 }, args, keywords);
  const rest = [key, undefined, undefined, undefined, undefined];
  return construct(vm, 'itertools.groupby', cls, [iterable as Value], rest);
};

/** An index of islice: undefined for None. */
function sliceIndex(vm: Operations, v: Slot, least: number, message: string): number | undefined {
  if (v === null || v === undefined) return undefined;
  const n = asInt(vm, v);
  if (n === undefined || n < least || n > vm.build.maxsize) throw raise(vm, 'ValueError', message);
  return Number(n);
}

const RANGE = 'must be None or an integer: 0 <= x <= sys.maxsize.';

const isliceNew: Builtin = (vm, [cls, ...args], keywords) => {
  noKeywords(vm, 'islice', keywords);
  if (args.length < 2) throw raise(vm, 'TypeError', `islice expected at least 2 arguments, got ${args.length}`);
  if (args.length > 4) throw raise(vm, 'TypeError', `islice expected at most 4 arguments, got ${args.length}`);
  const [iterable, ...bounds] = args as [Value, ...Value[]];
  const [first, last, by] = bounds.length === 1 ? [null, bounds[0], null] : bounds;
  const stopText = bounds.length === 1 ? `Stop argument for islice() ${RANGE}` : `Indices for islice() ${RANGE}`;
  const stop = sliceIndex(vm, last, 0, stopText) ?? -1;
  const start = sliceIndex(vm, first, 0, `Indices for islice() ${RANGE}`) ?? 0;
  const step = sliceIndex(vm, by, 1, 'Step for islice() must be a positive integer or None.') ?? 1;
  return construct(vm, 'itertools.islice', cls, [iterable], [], [start, stop, step, 0]);
};

const batchedNew: Builtin = (vm, [cls, ...args], keywords) => {
  const { batchedStrict } = ROWS[vm.version];
  const names = batchedStrict ? ['iterable', 'n', 'strict'] : ['iterable', 'n'];
  const signature = { name: 'batched', names, required: 2, positional: 2 };
  const [iterable, n, strict = false] = bindArguments(vm, signature, args, keywords);
  const size = asInt(vm, n);
  if (size === undefined)
    throw raise(vm, 'TypeError', `'${typeName(vm, n as Value)}' object cannot be interpreted as an integer`);
  if (size < 1) throw raise(vm, 'ValueError', 'n must be at least one');
  const numbers = [Number(size), isTrue(vm, strict as Value) === true ? 1 : 0];
  return construct(vm, 'itertools.batched', cls, [iterable as Value], [], numbers);
};

const zipLongestNew: Builtin = (vm, [cls, ...args], keywords) => {
  const bad = [...(keywords?.keys() ?? [])].find((word) => word !== 'fillvalue');
  if (bad !== undefined) throw raise(vm, 'TypeError', 'zip_longest() got an unexpected keyword argument');
  const fill = keywords?.get('fillvalue') ?? null;
  return construct(vm, 'itertools.zip_longest', cls, args, [fill], [args.length]);
};

const productNew: Builtin = (vm, [cls, ...args], keywords) => {
  const bad = [...(keywords?.keys() ?? [])].find((word) => word !== 'repeat');
  if (bad !== undefined) throw raise(vm, 'TypeError', `product() got an unexpected keyword argument '${bad}'`);
  const given = keywords?.get('repeat');
  const repeat = given === undefined ? 1 : indexArgument(vm, given);
  if (repeat < 0) throw raise(vm, 'ValueError', 'repeat argument cannot be negative');
  return pools(vm, 'product', cls, args, [repeat]);
};

function chosenNew(name: 'combinations' | 'combinations_with_replacement' | 'permutations'): Builtin {
  return (vm, [cls, ...args], keywords) => {
    const required = name === 'permutations' ? 1 : 2;
    const names = ['iterable', 'r'];
    const [iterable, r = null] = bindArguments(vm, { name, names, required }, args, keywords);
    if (r === null && name === 'permutations') return pools(vm, name, cls, [iterable as Value], [-1]);
    const n = asInt(vm, r);
    if (n === undefined) {
      const text =
        name === 'permutations'
          ? 'Expected int as r'
          : `'${typeName(vm, r)}' object cannot be interpreted as an integer`;
      throw raise(vm, 'TypeError', text);
    }
    if (n < 0)
      throw raise(vm, 'ValueError', name === 'permutations' ? 'r must be non-negative' : ROWS[vm.version].negativeR);
    return pools(vm, name, cls, [iterable as Value], [Number(n)]);
  };
}

/** `tee(iterable, n)`; until 3.12 an iterator with a `__copy__` is copied by it. Slots: iterable, its iterator, `__copy__`, the tees. Vars: n; one (`_tee(iterable)`). */
const TEE: Native = {
  start: (vm, self) => wait(getIter(vm, self.slots[0] as Value), self.vars['one'] === true ? 'again' : 'iterator'),
  phases: {
    iterator(vm, self, value) {
      const source = given(value);
      self.set(1, source);
      return ROWS[vm.version].teesCopy
        ? wait(getOptionalAttr(vm, source, '__copy__'), 'copier')
        : wait(getIter(vm, source), 'again');
    },
    copier(vm, self, value) {
      if (value === EXHAUSTED) return wait(getIter(vm, self.slots[1] as Value), 'again');
      self.set(2, value);
      remember(vm, self, self.slots[1] as Value);
      return copyNext(vm, self);
    },
    copied(vm, self, value) {
      remember(vm, self, given(value));
      return copyNext(vm, self);
    },
    // `tee_fromiterable`: a tee is copied, whatever else it is.
    again(vm, self, value) {
      const source = given(value) as Ref;
      const data = vm.read(source);
      const known = data.kind === 'record' && data.type === 'itertools._tee' ? data : undefined;
      const shared = known?.slots[0] ?? newOf(vm, 'itertools._tee_dataobject', [source]);
      const at = known?.numbers[0] ?? 0;
      const tees = Array.from({ length: Number(self.vars['n']) }, () => newOf(vm, 'itertools._tee', [shared], [at]));
      return { done: self.vars['one'] === true ? (tees[0] as Value) : newTuple(vm, tees) };
    },
  },
};

function copyNext(vm: Operations, self: NativeSelf): NativeStep {
  const tees = self.slots.slice(3) as Value[];
  if (tees.length === Number(self.vars['n'])) return { done: newTuple(vm, tees) };
  return wait(vm.call(self.slots[2] as Value, []), 'copied');
}

const tee: Builtin = (vm, args, keywords) => {
  noKeywords(vm, 'tee', keywords);
  if (args.length < 1 || args.length > 2)
    throw raise(
      vm,
      'TypeError',
      `tee expected at ${args.length < 1 ? 'least 1 argument' : 'most 2 arguments'}, got ${args.length}`,
    );
  const n = asInt(vm, args[1] ?? 2);
  if (n === undefined)
    throw raise(vm, 'TypeError', `'${typeName(vm, args[1] as Value)}' object cannot be interpreted as an integer`);
  if (n < 0) throw raise(vm, 'ValueError', ROWS[vm.version].negativeTee);
  return n === 0 ? newTuple(vm, []) : vm.native('itertools.tee', [args[0], undefined, undefined], { n: Number(n) });
};

/** Inputs: a count or repeat. */
const REPR: Algorithm = {
  name: 'itertools_repr',
  run: (vm, [self], _vars, ask) => {
    const { type, slots, numbers } = recordData(vm, self);
    const [first, step] = slots;
    const name = type.slice('itertools.'.length);
    const shown = reprAsking(vm, first as Value, ask);
    if (name === 'repeat') return numbers[0] === -1 ? `repeat(${shown})` : `repeat(${shown}, ${numbers[0]})`;
    return step === 1 ? `count(${shown})` : `count(${shown}, ${reprAsking(vm, step as Value, ask)})`;
  },
};

const reprOf: Builtin = (vm, args) => replay(vm, REPR, args);

const TYPE_NAMES = [
  'accumulate',
  'batched',
  'chain',
  'combinations',
  'combinations_with_replacement',
  'compress',
  'count',
  'cycle',
  'dropwhile',
  'filterfalse',
  'groupby',
  '_grouper',
  'islice',
  'pairwise',
  'permutations',
  'product',
  'repeat',
  'starmap',
  'takewhile',
  '_tee',
  '_tee_dataobject',
  'zip_longest',
] as const;

export const ITERTOOLS_MODULE: NativeModule = {
  functions: { tee },
  values: () => Object.fromEntries(TYPE_NAMES.map((name) => [name, TYPES[`itertools.${name}`]])),
  whole: true,
};

/** A constructor of one positional argument. */
function ofOne(name: 'cycle' | 'pairwise', others: readonly Slot[], numbers: readonly number[]): Builtin {
  return (vm, [cls, ...args], keywords) => {
    noKeywords(vm, name, keywords);
    if (args.length !== 1) throw raise(vm, 'TypeError', `${name} expected 1 argument, got ${args.length}`);
    return construct(vm, `itertools.${name}`, cls, args, others, numbers);
  };
}

export const ITERTOOLS_BUILTINS: BuiltinTable = {
  'itertools.count.__new__': countNew,
  'itertools.count.__repr__': reprOf,
  'itertools.repeat.__new__': repeatNew,
  'itertools.repeat.__repr__': reprOf,
  'itertools.repeat.__length_hint__': (vm, [self]) => {
    const [left = 0] = recordData(vm, self).numbers;
    if (left < 0) throw raise(vm, 'TypeError', 'len() of unsized object');
    return left;
  },
  'itertools.cycle.__new__': ofOne('cycle', [], [0]),
  'itertools.pairwise.__new__': ofOne('pairwise', [undefined], []),
  'itertools.chain.__new__': (vm, [cls, ...args], keywords) => {
    noKeywords(vm, 'chain', keywords);
    return construct(vm, 'itertools.chain', cls, [newTuple(vm, args)], [undefined]);
  },
  'itertools.chain.from_iterable': (vm, [cls, iterable]) =>
    construct(vm, 'itertools.chain', cls, [iterable as Value], [undefined]),
  'itertools.chain.__class_getitem__': classGetItem,
  'itertools.accumulate.__new__': accumulateNew,
  'itertools.batched.__new__': batchedNew,
  'itertools.compress.__new__': compressNew,
  'itertools.dropwhile.__new__': ofFunction('dropwhile'),
  'itertools.takewhile.__new__': ofFunction('takewhile'),
  'itertools.filterfalse.__new__': ofFunction('filterfalse'),
  'itertools.starmap.__new__': ofFunction('starmap'),
  'itertools.groupby.__new__': groupbyNew,
  'itertools.islice.__new__': isliceNew,
  'itertools.zip_longest.__new__': zipLongestNew,
  'itertools.product.__new__': productNew,
  'itertools.permutations.__new__': chosenNew('permutations'),
  'itertools.combinations.__new__': chosenNew('combinations'),
  'itertools.combinations_with_replacement.__new__': chosenNew('combinations_with_replacement'),
  'itertools._tee.__new__': (vm, [, iterable]) => vm.native('itertools.tee', [iterable], { n: 1, one: true }),
  'itertools._tee.__copy__': (vm, [self]) => {
    const { slots, numbers } = recordData(vm, self);
    return newOf(vm, 'itertools._tee', [...slots], [...numbers]);
  },
};

export const ITERTOOLS_NATIVES: NativeTable = {
  'itertools.construct': CONSTRUCT,
  'itertools.tee': TEE,
};
export const ITERTOOLS_ALGORITHMS: readonly Algorithm[] = [REPR];
