/**
 * frozendict (3.15; Objects/dictobject.c): a dict that nothing changes, with a hash.
 * @module
 */
import type { Builtin, BuiltinTable, Native, Operations } from '../operations.ts';
import { compareContents } from '../protocol/compare-contents.ts';
import { dictData, dictEntries, dictOperation, newDict } from '../protocol/dict-table.ts';
import { hashAsking } from '../protocol/hash.ts';
import { given, wait } from '../protocol/loop.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';
import { reprAsking } from '../protocol/text.ts';
import type { Ref, Slot, Value } from '../value.ts';
import { between } from './arguments.ts';
import { allocAs } from './class.ts';
import { DICT_METHODS } from './dict-methods.ts';
import { updateCommon } from './dict-update.ts';
import { classGetItem } from './generic-alias.ts';
import { newFrozenSet } from './set.ts';
import { newTuple } from './tuple.ts';
import { NotImplemented, TYPES, typeData } from './types.ts';

/** Gathered in a dict. Slots: class, dict. */
const MADE: Native = {
  start: (vm, { slots }) => {
    const [, dict, names, ...args] = slots as readonly [Value, Ref, Ref, ...Value[]];
    const keywords = new Map(dictEntries(vm, names) as [string, Value][]);
    return wait(updateCommon(vm, dict, args, keywords), 'gathered');
  },
  phases: {
    gathered: (vm, { slots }) => ({ done: frozen(vm, slots[0] as Ref, slots[1] as Ref) }),
  },
};

function frozen(vm: Operations, cls: Ref, dict: Ref): Ref {
  const { keys, values, live, hashes } = dictData(vm, dict);
  const own = hashes === undefined ? {} : { hashes };
  return allocAs(vm, cls, { kind: 'dict', cls, keys: [...keys], values: [...values], live, ...own, attrs: null });
}

const make: Builtin = (vm, [cls, ...args], keywords) => {
  between(vm, 'frozendict', args, 0, 1);
  const names = newDict(vm);
  updateCommon(vm, names, [], keywords);
  return vm.native('frozendict_new', [cls, newDict(vm), names, ...args]);
};

const entriesOf = (vm: Operations, v: Slot): [Value, Value][] => dictEntries(vm, v as Ref);

const REPR: Algorithm = {
  name: 'frozendict_repr',
  run: (vm, [self], _vars, ask) => {
    const { name } = typeData(vm, vm.read(self as Ref).cls);
    const entries = entriesOf(vm, self);
    if (entries.length === 0) return `${name}()`;
    const shown = entries.map(([key, v]) => `${reprAsking(vm, key, ask)}: ${reprAsking(vm, v, ask)}`);
    return `${name}({${shown.join(', ')}})`;
  },
};

const HASH: Algorithm = {
  name: 'frozendict_hash',
  run: (vm, [self], _vars, ask) => {
    const pairs = entriesOf(vm, self).map(([key, value]) => newTuple(vm, [key, value]));
    return hashAsking(vm, newFrozenSet(vm, pairs), ask);
  },
};

const EQUAL: Algorithm = {
  name: 'frozendict_equal',
  run: (vm, [a, b], vars, ask) => {
    const result = compareContents(vm, '==', a as Value, b as Value, ask);
    return result === NotImplemented || vars['negate'] !== true ? result : result !== true;
  },
};

/** Copies both operands into a dict first. Slots: left, right. */
const OR: Native = {
  start: (vm, { slots }) =>
    wait(vm.native('dict_update_giving', [frozen(vm, TYPES.dict, slots[0] as Ref), slots[1]]), 'merged'),
  phases: {
    merged: (vm, { slots }, value) => ({ done: frozen(vm, vm.read(slots[0] as Ref).cls, given(value) as Ref) }),
  },
};

const inherited = ['get', 'keys', 'values', 'items', '__reversed__'].map((name): [string, Builtin] => [
  `frozendict.${name}`,
  DICT_METHODS[`dict.${name}`] as Builtin,
]);

export const FROZENDICT_BUILTINS: BuiltinTable = {
  ...Object.fromEntries(inherited),
  'frozendict.__new__': make,
  'frozendict.__class_getitem__': classGetItem,
  'frozendict.copy': (_vm, [self]) => self as Value,
  'frozendict.__getitem__': (vm, [self, key]) => dictOperation(vm, 'get', self as Ref, key as Value),
  'frozendict.__contains__': (vm, [self, key]) => dictOperation(vm, 'contains', self as Ref, key as Value),
  'frozendict.__len__': (vm, [self]) => dictData(vm, self as Ref).live,
  'frozendict.__iter__': (vm, [self]) => {
    const { live } = dictData(vm, self as Ref);
    const numbers = [0, live, live];
    return vm.alloc({
      kind: 'record',
      cls: TYPES.dict_keyiterator,
      type: 'dict_keyiterator',
      slots: [self],
      numbers,
      attrs: null,
    });
  },
  'frozendict.__repr__': (vm, args) => replay(vm, REPR, args),
  'frozendict.__hash__': (vm, args) => replay(vm, HASH, args),
  'frozendict.__eq__': (vm, args) => replay(vm, EQUAL, args, { negate: false }),
  'frozendict.__ne__': (vm, args) => replay(vm, EQUAL, args, { negate: true }),
  'frozendict.__or__': (vm, args) => vm.native('frozendict_or', args),
};
export const FROZENDICT_NATIVES = { frozendict_new: MADE, frozendict_or: OR };
export const FROZENDICT_ALGORITHMS: readonly Algorithm[] = [REPR, HASH, EQUAL];
