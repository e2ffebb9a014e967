/**
 * The module `_bisect` (Modules/_bisectmodule.c).
 * @module
 */
import { bindArguments } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { asInt, asKind } from '../objects/payload.ts';
import { NotImplemented, TYPES, typeName, typeOf } from '../objects/types.ts';
import type { Builtin, Native, NativeTable } from '../operations.ts';
import { callMethod } from '../protocol/attributes.ts';
import { bindSpecial, orNotImplemented } from '../protocol/bind-special.ts';
import { getItem } from '../protocol/items.ts';
import { length } from '../protocol/length.ts';
import { override } from '../protocol/lookup.ts';
import { given, wait } from '../protocol/loop.ts';
import { compareOp, isTrue } from '../protocol/operators.ts';
import type { Ref, Value } from '../value.ts';
import type { NativeModule } from './native-module.ts';

// Slots: sequence, item sought (its key in insort), key function, item to insert, item compared with. Vars: right, insert, lo, hi, mid; both (sides are asked).

const BISECT: Native = {
  start: (vm, self) => {
    if (Number(self.vars['hi']) >= 0) return { result: null, then: 'ready' };
    return wait(length(vm, self.slots[0] as Value), 'measured');
  },
  phases: {
    measured: (_vm, self, value) => {
      self.setVars({ ...self.vars, hi: Number(given(value)) });
      return { result: null, then: 'ready' };
    },
    ready: (vm, self) => {
      const key = self.slots[2] as Value;
      if (self.vars['insert'] !== true || key === null) return { result: self.slots[1] as Value, then: 'sought' };
      return wait(vm.call(key, [self.slots[1] as Value]), 'sought');
    },
    sought: (_vm, self, value) => {
      self.set(1, given(value));
      return { result: null, then: 'next' };
    },
    next: (vm, self) => {
      const [lo, hi] = [Number(self.vars['lo']), Number(self.vars['hi'])];
      if (lo < hi) {
        const mid = Math.floor((lo + hi) / 2);
        self.setVars({ ...self.vars, mid });
        return wait(getItem(vm, self.slots[0] as Value, mid), 'item');
      }
      if (self.vars['insert'] !== true) return { done: lo };
      const sequence = self.slots[0] as Value;
      const item = self.slots[3] as Value;
      if (asKind(vm, sequence, 'list')?.cls !== TYPES.list)
        return wait(callMethod(vm, sequence, 'insert', [lo, item]), 'inserted');
      vm.splice(sequence as Ref, 'items', lo, 0, [item]);
      return { done: null };
    },
    item: (vm, self, value) => {
      const key = self.slots[2] as Value;
      return key === null ? { result: given(value), then: 'keyed' } : wait(vm.call(key, [given(value)]), 'keyed');
    },
    keyed: (vm, self, value) => {
      const pair = [given(value), self.slots[1] as Value];
      const [x, y] = (self.vars['right'] === true ? pair.reverse() : pair) as [Value, Value];
      const method = override(vm, x, '__lt__');
      if (self.vars['both'] === true || method === undefined || typeOf(vm, x) !== typeOf(vm, y))
        return wait(compareOp(vm, '<', x, y), 'less');
      self.set(4, given(value));
      return wait(vm.call(...bindSpecial(vm, method, x, [y], 'clears')), 'answered');
    },
    // Of two of the same type the one is asked alone, until it does not answer.
    answered: (_vm, self, value) => {
      if (orNotImplemented(given(value)) !== NotImplemented) return { result: given(value), then: 'less' };
      self.setVars({ ...self.vars, both: true });
      return { result: self.slots[4] as Value, then: 'keyed' };
    },
    less: (vm, _self, value) => wait(isTrue(vm, given(value)), 'decided'),
    decided: (_vm, self, value) => {
      const mid = Number(self.vars['mid']);
      const up = (value === true) !== (self.vars['right'] === true);
      self.setVars({ ...self.vars, ...(up ? { lo: mid + 1 } : { hi: mid }) });
      return { result: null, then: 'next' };
    },
    inserted: () => ({ done: null }),
  },
};

function bisect(name: string, right: boolean, insert: boolean): Builtin {
  return (vm, args, keywords) => {
    const names = ['a', 'x', 'lo', 'hi', 'key'];
    const signature = { name, names, required: 2, positional: 4 };
    const [a, x, lo = 0, hi = null, key = null] = bindArguments(vm, signature, args, keywords) as Value[];
    const index = (v: Value): number => {
      const n = asInt(vm, v);
      if (n === undefined)
        throw raise(vm, 'TypeError', `'${typeName(vm, v)}' object cannot be interpreted as an integer`);
      return Number(n);
    };
    if (index(lo) < 0) throw raise(vm, 'ValueError', 'lo must be non-negative');
    const vars = { right, insert, lo: index(lo), hi: hi === null ? -1 : index(hi), mid: 0 };
    return vm.native('bisect', [a, x, key, x], vars);
  };
}

export const BISECT_MODULE: NativeModule = {
  functions: {
    bisect_right: bisect('bisect_right', true, false),
    bisect_left: bisect('bisect_left', false, false),
    insort_right: bisect('insort_right', true, true),
    insort_left: bisect('insort_left', false, true),
  },
};
export const BISECT_NATIVES: NativeTable = { bisect: BISECT };
