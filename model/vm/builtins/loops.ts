/**
 * Builtin functions that drive an iterator: all, any, sum, next.
 * @module
 */

import type { Machine } from '../machine.ts';
import { between, bindArguments, exactly, noKeywords } from '../objects/arguments.ts';
import { chainContext, newException, raise } from '../objects/exceptions.ts';
import { asStr } from '../objects/payload.ts';
import { TYPES, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { itemsAtOnce } from '../protocol/collect.ts';
import { builtinTruth } from '../protocol/compare.ts';
import { getIter, isImmediate, isIterator, iterNext } from '../protocol/iteration.ts';
import { forget, given, looping, nextInto, remember, wait } from '../protocol/loop.ts';
import { TEXTS } from '../protocol/messages.ts';
import { addInt, intToFloat } from '../protocol/numbers.ts';
import { binaryOp, isTrue } from '../protocol/operators.ts';
import { EXHAUSTED, type Exhausted, PyFloat, PyRaise, Ref, type Result, type Value } from '../value.ts';

/** all and any: `stop` is the truth that ends the search. Slots: iterable, iterator. */
function search(stop: boolean): Native {
  return looping(
    {
      start: (vm, self) => wait(getIter(vm, self.slots[0] as Value), 'iterator'),
      phases: {
        iterator: (vm, self, value) => {
          remember(vm, self, given(value));
          return nextInto(self, 1, 'item');
        },
        item: (vm, _self, value) => (value === EXHAUSTED ? { done: !stop } : wait(isTrue(vm, value), 'tested')),
        tested: (_vm, self, value) => (value === stop ? { done: stop } : nextInto(self, 1, 'item')),
      },
    },
    ['item'],
  );
}

function searchFunction(name: 'all' | 'any', stop: boolean): Builtin {
  return (vm, args, keywords) => {
    noKeywords(vm, name, keywords);
    exactly(vm, name, args, 1);
    const iterable = args[0] as Value;
    if (iterable instanceof Ref) {
      const data = vm.read(iterable);
      if ((data.kind === 'list' || data.kind === 'tuple') && data.cls.id < 0) {
        for (const item of data.items) {
          const truth = builtinTruth(vm, item);
          if (truth === undefined) return vm.native(name, [iterable]);
          if (truth === stop) return stop;
        }
        return !stop;
      }
    }
    return vm.native(name, [iterable]);
  };
}

/** A StopIteration that carries what the generator returned, none for None. */
export function stopIteration(vm: Operations, value: Value): PyRaise {
  if (value === null) return raise(vm, 'StopIteration', []);
  const stop = newException(vm, TYPES.StopIteration, [value]);
  if ((vm as Machine).world.profile.returnedValueChains) chainContext(vm, stop);
  return new PyRaise(stop);
}

/** Iterators of what is awaited, which tell its result at their end. */
const TELLING: ReadonlySet<string> = new Set(['_asyncio.FutureIter', 'coroutine_wrapper']);

/** What `next` raises at the end: only a generator and what awaits something have a value to tell. */
function stopOf(vm: Operations, it: Value): PyRaise {
  const data = it instanceof Ref ? vm.read(it) : null;
  const hasValue = data?.kind === 'generator' || (data?.kind === 'record' && TELLING.has(data.type));
  return stopIteration(vm, hasValue ? vm.stopValue : null);
}

const next: Builtin = (vm, args, keywords) => {
  noKeywords(vm, 'next', keywords);
  between(vm, 'next', args, 1, 2);
  const [it, otherwise] = args as readonly [Value, Value | undefined];
  if (!isIterator(vm, it)) throw raise(vm, 'TypeError', `'${typeName(vm, it)}' object is not an iterator`);
  if (!isImmediate(vm, it)) return vm.native('next', [it, otherwise]);
  const item = iterNext(vm, it) as Value | Exhausted;
  if (item !== EXHAUSTED) return item;
  if (otherwise === undefined) throw stopOf(vm, it);
  return otherwise;
};

/** Slots: iterator, default. A StopIteration of Python code passes unless there is a default. */
const NEXT: Native = {
  start: (_vm, self) => ({ next: self.slots[0] as Value, then: 'item' }),
  phases: {
    item: (vm, self, value) => {
      if (value !== EXHAUSTED) return { done: value };
      const otherwise = self.slots[1];
      if (otherwise === undefined) throw stopOf(vm, self.slots[0] as Value);
      return { done: otherwise };
    },
  },
};
const NEXT_DEFAULTED: Native = {
  ...looping(NEXT, ['item']),
  caught: (vm, self, exception, phase) =>
    self.slots[1] === undefined ? undefined : looping(NEXT, ['item']).caught?.(vm, self, exception, phase),
};

// sum. Floats are added with Neumaier's compensation, as float_sum does since 3.12.

interface FloatSum {
  readonly high: number;
  readonly low: number;
}

function addFloat({ high, low }: FloatSum, x: number): FloatSum {
  const t = high + x;
  const lost = Math.abs(high) >= Math.abs(x) ? high - t + x : x - t + high;
  return { high: t, low: low + lost };
}

/** An int among floats: compensated since 3.14. */
function addInteger(vm: Operations, sum: FloatSum, n: number): FloatSum {
  return TEXTS[vm.version].sumsIntegersExactly ? addFloat(sum, n) : { ...sum, high: sum.high + n };
}

const total = ({ high, low }: FloatSum): PyFloat => new PyFloat(low !== 0 && Number.isFinite(low) ? high + low : high);

/** Adds items while they are exact numbers; answers how many were taken and the sum so far. */
function sumNumbers(vm: Operations, items: readonly Value[], start: Value): { taken: number; value: Value } {
  let value: Value = start;
  let i = 0;
  while (typeof value === 'number' || typeof value === 'bigint') {
    const item = items[i];
    if (typeof item === 'number' || typeof item === 'bigint') value = addInt(value, item);
    else if (typeof item === 'boolean') value = addInt(value, item ? 1 : 0);
    else if (item instanceof PyFloat) value = new PyFloat(intToFloat(vm, value) + item.value);
    else return { taken: i, value };
    i++;
  }
  if (!(value instanceof PyFloat)) return { taken: i, value };
  let sum: FloatSum = { high: value.value, low: 0 };
  for (; i < items.length; i++) {
    const item = items[i];
    if (item instanceof PyFloat) sum = addFloat(sum, item.value);
    else if (typeof item === 'number' || typeof item === 'boolean') sum = addInteger(vm, sum, Number(item));
    else break;
  }
  return { taken: i, value: total(sum) };
}

const sum: Builtin = (vm, args, keywords) => {
  if (args.length === 0) throw raise(vm, 'TypeError', 'sum() takes at least 1 positional argument (0 given)');
  const signature = { name: 'sum', names: ['', 'start'], required: 1 };
  const [iterable = null, start = 0] = bindArguments(vm, signature, args, keywords);
  const kind = start instanceof Ref ? vm.read(start).kind : '';
  if (asStr(vm, start) !== undefined) {
    throw raise(vm, 'TypeError', "sum() can't sum strings [use ''.join(seq) instead]");
  }
  if (kind === 'bytes') {
    const what = typeName(vm, start);
    throw raise(vm, 'TypeError', `sum() can't sum ${what} [use b''.join(seq) instead]`);
  }
  const items = itemsAtOnce(vm, iterable);
  if (items === undefined) return vm.native('sum', [iterable, start, new PyFloat(0)], { state: 'start' });
  const { taken, value } = sumNumbers(vm, items, start);
  return taken === items.length ? value : sumRest(vm, items.slice(taken), value);
};

function sumRest(vm: Operations, items: readonly Value[], value: Value): Result {
  return vm.native('sum_items', [value, ...items], { next: 1 });
}

/** The rest of a sum whose items are known. Slots: sum so far, items. Vars: next. */
const SUM_ITEMS: Native = {
  start: (vm, self) => {
    const i = Number(self.vars['next']);
    if (i >= self.slots.length) return { done: self.slots[0] as Value };
    return wait(binaryOp(vm, '+', self.slots[0] as Value, self.slots[i] as Value), 'added');
  },
  phases: {
    added: (vm, self, value) => {
      const i = Number(self.vars['next']) + 1;
      const { taken, value: sumSoFar } = sumNumbers(vm, self.slots.slice(i) as Value[], given(value));
      self.set(0, sumSoFar);
      self.setVars({ next: i + taken });
      if (i + taken >= self.slots.length) return { done: sumSoFar };
      return wait(binaryOp(vm, '+', sumSoFar, self.slots[i + taken] as Value), 'added');
    },
  },
};

/** Slots: iterable, sum so far, compensation, iterator, the item that is added. Vars: state (start, then `float` while it compensates). */
const SUM: Native = looping(
  {
    start: (vm, self) => wait(getIter(vm, self.slots[0] as Value), 'iterator'),
    phases: {
      iterator: (vm, self, value) => {
        remember(vm, self, given(value));
        return nextInto(self, 3, 'item');
      },
      item: sumItem,
      added: (vm, self, value) => {
        self.set(1, given(value));
        forget(vm, self, 4);
        return nextInto(self, 3, 'item');
      },
    },
  },
  ['item'],
);

function sumItem(vm: Operations, self: NativeSelf, item: Value | Exhausted): NativeStep {
  const so = self.slots[1] as Value;
  const low = self.slots[2] as PyFloat;
  const compensated = so instanceof PyFloat ? total({ high: so.value, low: low.value }) : so;
  if (item === EXHAUSTED) return { done: compensated };
  if (so instanceof PyFloat) {
    const n = typeof item === 'boolean' ? Number(item) : item;
    if (n instanceof PyFloat || typeof n === 'number') {
      const next =
        n instanceof PyFloat
          ? addFloat({ high: so.value, low: low.value }, n.value)
          : addInteger(vm, { high: so.value, low: low.value }, n);
      self.set(1, new PyFloat(next.high));
      self.set(2, new PyFloat(next.low));
      return nextInto(self, 3, 'item');
    }
    self.set(2, new PyFloat(0));
  }
  remember(vm, self, item);
  return wait(binaryOp(vm, '+', compensated, item), 'added');
}

export const LOOPS: BuiltinTable = {
  all: searchFunction('all', false),
  any: searchFunction('any', true),
  next,
  sum,
};
export const LOOP_NATIVES: NativeTable = {
  all: search(false),
  any: search(true),
  next: NEXT_DEFAULTED,
  sum: SUM,
  sum_items: SUM_ITEMS,
};
