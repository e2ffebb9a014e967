/**
 * `index`, `count` and `remove` of list, tuple and range: linear searches with `==`.
 * @module
 */
import type { Builtin, Operations } from '../operations.ts';
import { bindSpecial } from '../protocol/bind-special.ts';
import { compareAsking, equalAsking, truthAsking } from '../protocol/compare.ts';
import { builtinIterator } from '../protocol/iteration.ts';
import { nextOfTable } from '../protocol/iterators.ts';
import { lookupSpecial } from '../protocol/lookup.ts';
import { type Algorithm, type Ask, replay } from '../protocol/replay.ts';
import { reprAsking } from '../protocol/text.ts';
import { EXHAUSTED, Ref, type Slot, type Value } from '../value.ts';
import { between, exactly } from './arguments.ts';
import { CONTAINER_TEXTS } from './container-texts.ts';
import { raise } from './exceptions.ts';
import { asInt } from './payload.ts';
import { receiver } from './receiver.ts';

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

/** Inputs: list or tuple, value, start, stop. Vars: op (`index`, `count`, `remove`), type. */
export const SEARCH: Algorithm = {
  name: 'sequence_search',
  run(vm, inputs, vars, ask) {
    const [self, value, start, stop] = inputs as readonly [Ref, Value, Slot, Slot];
    const items = itemsOf(vm, self);
    if (vars['op'] === 'count') return items.filter((item) => equalAsking(vm, item, value, ask)).length;
    const from = bound(vm, start, 0, items.length, ask);
    const to = bound(vm, stop, items.length, items.length, ask);
    for (let i = from; i < to && i < items.length; i++) {
      if (!equalAsking(vm, items[i] as Value, value, ask)) continue;
      if (vars['op'] === 'index') return i;
      vm.splice(self, 'items', i, 1, []);
      return null;
    }
    throw raise(vm, 'ValueError', absent(vm, String(vars['type']), String(vars['op']), value, ask));
  },
};

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
      return replay(vm, SEARCH, [self.ref, args[0], args[1], args[2]], { op: 'index', type });
    },
    [`${type}.count`]: (vm, [v, ...args]) => {
      const self = receiver(vm, type, type, 'count', v);
      exactly(vm, `${type}.count`, args, 1);
      return replay(vm, SEARCH, [self.ref, args[0], undefined, undefined], { op: 'count', type });
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
