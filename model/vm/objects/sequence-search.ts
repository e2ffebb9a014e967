/**
 * `index`, `count` and `remove` of list, tuple and range: linear searches with `==`.
 * @module
 */
import type { Builtin, Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { bindSpecial } from '../protocol/bind-special.ts';
import { compareAsking, EQUAL, truthAsking } from '../protocol/compare.ts';
import { builtinIterator } from '../protocol/iteration.ts';
import { nextOfTable } from '../protocol/iterators.ts';
import { lookupSpecial } from '../protocol/lookup.ts';
import { given, wait } from '../protocol/loop.ts';
import { type Algorithm, type Ask, replay } from '../protocol/replay.ts';
import { reprAsking } from '../protocol/text.ts';
import { EXHAUSTED, Ref, type Slot, type Value } from '../value.ts';
import { between, exactly } from './arguments.ts';
import { CONTAINER_TEXTS } from './container-texts.ts';
import { raise } from './exceptions.ts';
import { asInt } from './payload.ts';
import { receiver } from './receiver.ts';
import { newTuple } from './tuple.ts';

type Searchable = 'list' | 'tuple';

function itemsOf(vm: Operations, v: Slot): readonly Value[] {
  const data = vm.read(v as Ref);
  return data.kind === 'list' || data.kind === 'tuple' ? data.items : [];
}

/** `_PyEval_SliceIndexNotNone`: an index argument, clipped to the range of Py_ssize_t. */
export function sliceIndexNotNone(vm: Operations, v: Value, ask: Ask, kinds = 'integers'): number {
  let n = asInt(vm, v);
  if (n === undefined && v instanceof Ref) {
    const method = lookupSpecial(vm, v, '__index__');
    if (method !== undefined) n = asInt(vm, ask(...bindSpecial(vm, method, v, [])));
  }
  if (n === undefined) throw raise(vm, 'TypeError', `slice indices must be ${kinds} or have an __index__ method`);
  const { maxsize } = vm.build;
  return n > maxsize ? maxsize : n < -maxsize - 1 ? -maxsize - 1 : Number(n);
}

function bound(vm: Operations, v: Slot, missing: number, length: number, ask: Ask): number {
  if (v === undefined) return missing;
  const n = sliceIndexNotNone(vm, v, ask);
  return n < 0 ? Math.max(0, n + length) : n;
}

/** The bounds of a search, as a tuple: they are asked for before the first comparison. Inputs: list or tuple, start, stop. */
export const SEARCH_BOUNDS: Algorithm = {
  name: 'search_bounds',
  run(vm, [self, start, stop], _vars, ask) {
    const { length } = itemsOf(vm, self);
    return newTuple(vm, [bound(vm, start, 0, length, ask), bound(vm, stop, length, length, ask)]);
  },
};

/** The text of the error of a search that found nothing. Inputs: the value. Vars: op, type. */
export const SEARCH_ABSENT: Algorithm = {
  name: 'search_absent',
  run: (vm, [value], vars, ask) => absent(vm, String(vars['type']), String(vars['op']), value as Value, ask),
};

/**
 * `list_index_impl` and its kin: comparisons may change the list, which is looked at anew before each. Slots: list or tuple, value, start, stop. Vars: op
 * (`index`, `count`, `remove`), type; at, end, count.
 */
const SEARCH: Native = {
  start: (vm, self) => {
    const [sequence, , start, stop] = self.slots;
    if (start === undefined && stop === undefined) return search(vm, self, 0, Number.MAX_SAFE_INTEGER, 0);
    return wait(replay(vm, SEARCH_BOUNDS, [sequence, start, stop]), 'bounded');
  },
  phases: {
    bounded: (vm, self, bounds) => {
      const [from, to] = itemsOf(vm, given(bounds));
      return search(vm, self, Number(from), Number(to), 0);
    },
    compared: (vm, self, equal) => {
      const { at, end, count } = self.vars;
      return equal === true ? hit(vm, self, Number(at)) : search(vm, self, Number(at) + 1, Number(end), Number(count));
    },
    absent: (vm, _self, text) => {
      throw raise(vm, 'ValueError', given(text) as string);
    },
  },
};

function search(vm: Operations, self: NativeSelf, from: number, end: number, count: number): NativeStep {
  const [sequence, value] = self.slots as readonly [Ref, Value];
  const items = itemsOf(vm, sequence);
  for (let at = from; at < end && at < items.length; at++) {
    const item = items[at] as Value;
    if (item !== value && typeof item === 'string' && typeof value === 'string') continue;
    self.setVars({ ...self.vars, at, end, count });
    return wait(item === value || replay(vm, EQUAL, [item, value]), 'compared');
  }
  if (self.vars['op'] === 'count') return { done: count };
  return wait(replay(vm, SEARCH_ABSENT, [value], self.vars), 'absent');
}

function hit(vm: Operations, self: NativeSelf, at: number): NativeStep {
  const { op, end, count } = self.vars;
  if (op === 'count') return search(vm, self, at + 1, Number(end), Number(count) + 1);
  if (op === 'index') return { done: at };
  // What is at its place by now goes (`list_ass_slice`), if anything is.
  const sequence = self.slots[0] as Ref;
  if (at < itemsOf(vm, sequence).length) vm.splice(sequence, 'items', at, 1, []);
  return { done: null };
}

export const SEARCH_NATIVES: NativeTable = { 'sequence.search': SEARCH };

/** What `index` (or `remove`) says of a value that is not there. */
export function absent(vm: Operations, type: string, op: string, value: Value, ask: Ask): string {
  if (op === 'index' && type !== 'tuple' && CONTAINER_TEXTS[vm.version].indexRepr)
    return `${reprAsking(vm, value, ask)} is not in ${type}`;
  return `${type}.${op}(x): x not in ${type}`;
}

/** `index` and `count` of a sequence type. */
export function searches(type: Searchable): Readonly<Record<string, Builtin>> {
  return {
    [`${type}.index`]: (vm, [v, ...args]) => {
      const self = receiver(vm, type, type, 'index', v);
      between(vm, 'index', args, 1, 3);
      return vm.native('sequence.search', [self.ref, args[0], args[1], args[2]], { op: 'index', type });
    },
    [`${type}.count`]: (vm, [v, ...args]) => {
      const self = receiver(vm, type, type, 'count', v);
      exactly(vm, `${type}.count`, args, 1);
      return vm.native('sequence.search', [self.ref, args[0]], { op: 'count', type });
    },
  };
}

/** `index` and `count` of a range for a value that is no int: the members one by one. Inputs: range, value. Vars: op. */
export const RANGE_SEARCH: Algorithm = {
  name: 'range_search',
  run(vm, inputs, vars, ask) {
    const [range, value] = inputs as readonly [Ref, Value];
    const iterator = builtinIterator(vm, range) as Ref;
    let count = 0;
    let i = 0;
    for (let item = nextOfTable(vm, iterator); item !== EXHAUSTED; item = nextOfTable(vm, iterator), i++) {
      if (!truthAsking(vm, compareAsking(vm, '==', item, value, ask), ask)) continue;
      if (vars['op'] === 'index') return i;
      count++;
    }
    if (vars['op'] === 'count') return count;
    throw raise(vm, 'ValueError', 'sequence.index(x): x not in sequence');
  },
};
