/**
 * `object.__reduce_ex__` of protocol 2 and later (`reduce_newobj`, `object_getstate` of Objects/typeobject.c): how `copy` makes another one.
 * @module
 */
import type { Builtin, BuiltinTable, Native, NativeTable, Operations } from '../operations.ts';
import { getAttr } from '../protocol/attributes.ts';
import { bindSpecial } from '../protocol/compare.ts';
import { dictData, dictEntries } from '../protocol/dict-table.ts';
import { getIter, newRecord } from '../protocol/iteration.ts';
import { lookupType } from '../protocol/lookup.ts';
import { given, wait } from '../protocol/loop.ts';
import type { Ref, Value } from '../value.ts';
import { asKind } from './payload.ts';
import { newTuple } from './tuple.ts';
import { TYPES, typeData, typeOf } from './types.ts';

/** Slots: the object, `copyreg.__newobj__`, its further arguments. */
const REDUCE: Native = {
  start: (vm) =>
    wait(vm.native('import', [newTuple(vm, [])], { name: 'copyreg', at: 0, relative: false, from: 0 }), 'imported'),
  phases: {
    imported: (vm, _self, value) => wait(getAttr(vm, given(value), '__newobj__'), 'found'),
    found: (vm, self, value) => {
      self.set(1, given(value));
      const obj = self.slots[0] as Value;
      const method = lookupType(vm, typeOf(vm, obj), '__getnewargs__');
      return method === undefined
        ? { result: newTuple(vm, []), then: 'arguments' }
        : wait(vm.call(...bindSpecial(vm, method, obj, [])), 'arguments');
    },
    arguments: (vm, self, value) => {
      self.set(2, given(value));
      const obj = self.slots[0] as Value;
      const method = lookupType(vm, typeOf(vm, obj), '__getstate__') as Value;
      return wait(vm.call(...bindSpecial(vm, method, obj, [])), 'state');
    },
    state: (vm, self, value) => {
      const [obj, make, args] = self.slots as readonly [Value, Value, Value];
      const all = newTuple(vm, [typeOf(vm, obj), ...(asKind(vm, args, 'tuple')?.items ?? [])]);
      const list = asKind(vm, obj, 'list') === undefined ? null : getIter(vm, obj);
      const dict = asKind(vm, obj, 'dict') === undefined ? null : getIter(vm, newRecord(vm, 'dict_items', [obj]));
      return { done: newTuple(vm, [make, all, given(value), list as Value, dict as Value]) };
    },
  },
};

/** The attributes of an object; those of a class without a dict are slots. */
const getState: Builtin = (vm, [self]) => {
  const data = vm.read(self as Ref);
  const attrs = 'attrs' in data ? data.attrs : null;
  if (attrs === null || dictEntries(vm, attrs).length === 0) return null;
  const { keys, values, live } = dictData(vm, attrs);
  const copied = vm.alloc({ kind: 'dict', cls: TYPES.dict, keys: [...keys], values: [...values], live, attrs: null });
  return typeData(vm, data.cls).hasDict ? copied : newTuple(vm, [null, copied]);
};

function reduce(vm: Operations, self: Value): ReturnType<Builtin> {
  const method = lookupType(vm, typeOf(vm, self), '__reduce__') as Value;
  if (method !== lookupType(vm, TYPES.object, '__reduce__')) return vm.call(...bindSpecial(vm, method, self, []));
  return vm.native('object_reduce', [self, undefined, undefined]);
}

export const REDUCE_BUILTINS: BuiltinTable = {
  'object.__reduce_ex__': (vm, [self]) => reduce(vm, self as Value),
  'object.__reduce__': (vm, [self]) => vm.native('object_reduce', [self, undefined, undefined]),
  'object.__getstate__': getState,
};
export const REDUCE_NATIVES: NativeTable = { object_reduce: REDUCE };
