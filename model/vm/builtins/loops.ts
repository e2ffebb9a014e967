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
import { binaryOp, isTrue } from '../protocol/operators.ts';
import { EXHAUSTED, type Exhausted, PyRaise, Ref, type Value } from '../value.ts';
import { keptSum, type Sum, sumFrom, sumPhase, sumTakes, sumValue, sumVars } from './summing.ts';

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
const TELLING: ReadonlySet<string> = new Set([
  '_asyncio.FutureIter',
  'coroutine_wrapper',
  'anext_awaitable',
  'async_generator_asend',
  'async_generator_athrow',
]);

/** What an iterator that has just ended tells: only a generator and what awaits something have a value. */
export function endValue(vm: Operations, it: Value): Value {
  const data = it instanceof Ref ? vm.read(it) : null;
  const tells = data?.kind === 'generator' || (data?.kind === 'record' && TELLING.has(data.type));
  return tells ? vm.stopValue : null;
}

/** What `next` raises at the end. */
const stopOf = (vm: Operations, it: Value): PyRaise => stopIteration(vm, endValue(vm, it));

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

/** Adds items while the sum takes them at once; answers how many were taken. */
function sumWhile(vm: Operations, start: Sum, items: readonly Value[]): { taken: number; sum: Sum } {
  let sum = start;
  for (const [i, item] of items.entries()) {
    const next = sumTakes(vm, sum, item);
    if (next === undefined) return { taken: i, sum };
    sum = next;
  }
  return { taken: items.length, sum };
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
  const begun = sumFrom(vm, start);
  if (items === undefined) return vm.native('sum', [iterable, begun.value], sumVars(begun));
  const { taken, sum } = sumWhile(vm, begun, items);
  const value = sumValue(vm, sum);
  if (taken === items.length) return value;
  return vm.native('sum_items', [value, ...items.slice(taken)], { next: 1, after: sum.phase });
};

/** The rest of a sum whose items are known. Slots: sum so far, items. Vars: next, after (the phase that was left). */
const SUM_ITEMS: Native = {
  start: (vm, self) => wait(binaryOp(vm, '+', self.slots[0] as Value, self.slots[1] as Value), 'added'),
  phases: {
    added: (vm, self, value) => {
      const i = Number(self.vars['next']) + 1;
      const { taken, sum } = sumWhile(vm, sumAfter(vm, self, given(value)), self.slots.slice(i) as Value[]);
      const soFar = sumValue(vm, sum);
      self.set(0, soFar);
      self.setVars({ next: i + taken, after: sum.phase });
      if (i + taken >= self.slots.length) return { done: soFar };
      return wait(binaryOp(vm, '+', soFar, self.slots[i + taken] as Value), 'added');
    },
  },
};

/** Slots: iterable, sum so far, iterator, the item that is added. Vars: those of a kept sum; after (the phase that was left). */
const SUM: Native = looping(
  {
    start: (vm, self) => wait(getIter(vm, self.slots[0] as Value), 'iterator'),
    phases: {
      iterator: (vm, self, value) => {
        remember(vm, self, given(value));
        return nextInto(self, 2, 'item');
      },
      item: sumItem,
      added: (vm, self, value) => {
        keepSum(self, sumAfter(vm, self, given(value)));
        forget(vm, self, 3);
        return nextInto(self, 2, 'item');
      },
    },
  },
  ['item'],
);

const sumAfter = (vm: Operations, self: NativeSelf, value: Value): Sum =>
  sumFrom(vm, value, sumPhase(self.vars['after']));

function keepSum(self: NativeSelf, sum: Sum): void {
  self.set(1, sum.value);
  self.setVars(sumVars(sum));
}

function sumItem(vm: Operations, self: NativeSelf, item: Value | Exhausted): NativeStep {
  const sum = keptSum(self.slots[1] as Value, self.vars);
  if (item === EXHAUSTED) return { done: sumValue(vm, sum) };
  const next = sumTakes(vm, sum, item);
  if (next !== undefined) {
    keepSum(self, next);
    return nextInto(self, 2, 'item');
  }
  const soFar = sumValue(vm, sum);
  self.setVars({ after: sum.phase });
  remember(vm, self, item);
  return wait(binaryOp(vm, '+', soFar, item), 'added');
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
