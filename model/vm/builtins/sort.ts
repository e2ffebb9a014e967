/**
 * `sorted` and `list.sort`: keys first, in order; then the sort as an algorithm that asks for `__lt__`.
 * @module
 */
import type { Version } from '../../code/code-object.ts';
import type { Machine } from '../machine.ts';
import { between, unexpectedKeyword } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { NotImplemented, typeOf } from '../objects/types.ts';
import type {
  Builtin,
  BuiltinTable,
  Keywords,
  Native,
  NativeSelf,
  NativeStep,
  NativeTable,
  Operations,
} from '../operations.ts';
import { bindSpecial } from '../protocol/bind-special.ts';
import { toList } from '../protocol/collect.ts';
import { compareAsking, truthAsking } from '../protocol/compare.ts';
import { override } from '../protocol/lookup.ts';
import { given, wait } from '../protocol/loop.ts';
import { isTrue } from '../protocol/operators.ts';
import { type Algorithm, type Ask, raisedAs, replay } from '../protocol/replay.ts';
import type { PyRaise, Ref, Result, Value } from '../value.ts';
import { type SortProfile, timsort } from './timsort.ts';

const PROFILES: Readonly<Record<Version, SortProfile>> = {
  '3.12': { longRuns: false, varyingMinrun: false },
  '3.13': { longRuns: true, varyingMinrun: false },
  '3.14': { longRuns: true, varyingMinrun: false },
  '3.15': { longRuns: true, varyingMinrun: true },
};

function less(vm: Operations, x: Value, y: Value, sameKinds: boolean, ask: Ask): boolean {
  if (typeof x === 'number' && typeof y === 'number') return x < y;
  const answer = sameKinds ? ownLess(vm, x, y, ask) : NotImplemented;
  return truthAsking(vm, answer === NotImplemented ? compareAsking(vm, '<', x, y, ask) : answer, ask);
}

/** `unsafe_object_compare`: keys of one type are asked by its own `__lt__` first; what does not know is compared in full, from the start. */
function ownLess(vm: Operations, x: Value, y: Value, ask: Ask): Value {
  const method = override(vm, x, '__lt__');
  return method === undefined ? NotImplemented : ask(...bindSpecial(vm, method, x, [y]));
}

/** Inputs: the list, its items, their keys where they have any. Vars: count, reverse. The list is sorted; in part where a comparison raises. */
export const SORT: Algorithm = {
  name: 'sort',
  run: (vm, inputs, vars, ask) => {
    const [list, ...rest] = inputs as [Ref, ...Value[]];
    const count = Number(vars['count']);
    const keys = rest.length > count ? rest.slice(count) : rest;
    const order = Array.from({ length: count }, (_, i) => i);
    if (vars['reverse'] === true) order.reverse();
    const first = count === 0 ? undefined : typeOf(vm, keys[0] as Value);
    const sameKinds = keys.every((key) => typeOf(vm, key) === first);
    const lt = (i: number, j: number): boolean => less(vm, keys[i] as Value, keys[j] as Value, sameKinds, ask);
    const fill = (): boolean => {
      if (vars['reverse'] === true) order.reverse();
      return restore(
        vm,
        list,
        order.map((i) => rest[i] as Value),
      );
    };
    const failed = (raised: PyRaise): PyRaise => {
      fill();
      return raised;
    };
    raisedAs(failed, () => timsort(order, lt, PROFILES[vm.version]));
    if (fill()) throw raise(vm, 'ValueError', 'list modified during sort');
    return null;
  },
};

// list_sort. Slots: list, key function or None, items, keys. Vars: reverse, count (of items), give (answer the list).

function items(vm: Operations, list: Ref): readonly Value[] {
  const data = vm.read(list);
  return data.kind === 'list' ? data.items : [];
}

function nextKey(vm: Operations, self: NativeSelf): NativeStep {
  const count = Number(self.vars['count']);
  const have = self.slots.length - 2 - count;
  const key = self.slots[1] as Value;
  if (key === null || have >= count) {
    const [list, , ...rest] = self.slots;
    return wait(replay(vm, SORT, [list, ...rest], { count, reverse: self.vars['reverse'] === true }), 'sorted');
  }
  return wait(vm.call(key, [self.slots[2 + have] as Value]), 'key');
}

/** Puts items back into the list, which is empty while it is sorted. Answers whether it was not. */
function restore(vm: Operations, list: Ref, all: readonly Value[]): boolean {
  const changed = items(vm, list).length;
  vm.splice(list, 'items', 0, changed, all);
  return changed > 0;
}

const LIST_SORT: Native = {
  start: (vm, self) => {
    const list = self.slots[0] as Ref;
    const own = [...items(vm, list)];
    vm.splice(self.ref, 'slots', 2, 0, own);
    self.setVars({ ...self.vars, count: own.length });
    (vm as Machine).moveOut(list, 'list', 'items');
    return nextKey(vm, self);
  },
  phases: {
    key: (vm, self, value) => {
      vm.splice(self.ref, 'slots', self.slots.length, 0, [given(value)]);
      return nextKey(vm, self);
    },
    sorted: (_vm, self) => ({ done: self.vars['give'] === true ? (self.slots[0] as Value) : null }),
  },
  caught: (vm, self, _exception, phase) => {
    const { count } = self.vars;
    // A sort that fails has filled the list itself; a key that cannot be had leaves it as it was.
    const keyed = self.slots[1] !== null && self.slots.length - 2 < 2 * Number(count);
    if (phase !== 'sorted' && count !== undefined && keyed)
      restore(vm, self.slots[0] as Ref, self.slots.slice(2, 2 + Number(count)) as Value[]);
    return undefined;
  },
};

/** `sorted`: the list is made first. Slots: iterable, key. Vars: reverse. */
const SORTED: Native = {
  start: (vm, self) => wait(toList(vm, self.slots[0] as Value), 'list'),
  phases: {
    list: (vm, self, value) =>
      wait(
        vm.native('list_sort', [given(value), self.slots[1]], { reverse: self.vars['reverse'] === true, give: true }),
        'done',
      ),
    done: (_vm, _self, value) => ({ done: value }),
  },
};

/** With a `reverse` whose truth Python code tells. Slots: list or iterable, key, reverse. Vars: native. */
const SORT_REVERSE: Native = {
  start: (vm, self) => wait(isTrue(vm, self.slots[2] as Value), 'truth'),
  phases: {
    truth: (vm, self, value) =>
      wait(vm.native(String(self.vars['native']), self.slots.slice(0, 2), { reverse: value === true }), 'done'),
    done: (_vm, _self, value) => ({ done: value }),
  },
};

function options(vm: Operations, name: string, keywords: Keywords | null): { key: Value; reverse: Value } {
  for (const word of keywords?.keys() ?? []) {
    if (word !== 'key' && word !== 'reverse') throw unexpectedKeyword(vm, name, word, ['key', 'reverse']);
  }
  return { key: keywords?.get('key') ?? null, reverse: keywords?.get('reverse') ?? false };
}

function start(vm: Operations, native: string, what: Value, keywords: Keywords | null): Result {
  const { key, reverse } = options(vm, 'sort', keywords);
  const truth = typeof reverse === 'boolean' ? reverse : typeof reverse === 'number' ? reverse !== 0 : undefined;
  if (truth === undefined) return vm.native('sort_reverse', [what, key, reverse], { native });
  return vm.native(native, [what, key], { reverse: truth });
}

const sorted: Builtin = (vm, args, keywords) => {
  between(vm, 'sorted', args, 1, 1);
  return start(vm, 'sorted', args[0] as Value, keywords);
};

const listSort: Builtin = (vm, args, keywords) => {
  if (args.length > 1) throw raise(vm, 'TypeError', 'sort() takes no positional arguments');
  return start(vm, 'list_sort', args[0] as Value, keywords);
};

export const SORT_BUILTINS: BuiltinTable = { sorted, 'list.sort': listSort };
export const SORT_NATIVES: NativeTable = { list_sort: LIST_SORT, sorted: SORTED, sort_reverse: SORT_REVERSE };
