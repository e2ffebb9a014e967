/**
 * Methods of set that take one key, and construction (Objects/setobject.c).
 * @module
 */
import type { BuiltinTable, Native, NativeTable, Operations } from '../operations.ts';
import { wait } from '../protocol/loop.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';
import { Ref, type Slot, type Value } from '../value.ts';
import { between, exactly, noKeywords } from './arguments.ts';
import { allocAs } from './class.ts';
import { noKeywordsOfNew } from './constructor-keywords.ts';
import { raise } from './exceptions.ts';
import { classGetItem } from './generic-alias.ts';
import { type Receiver, receiver } from './receiver.ts';
import { addKey, copySet, discardKey, hasKey, keyHash, lookupHash, removeAt, writeTable } from './set.ts';
import { combine } from './set-combine.ts';
import { emptyTable } from './set-table.ts';
import { TYPES, typeData, typeName } from './types.ts';

type SetType = 'set' | 'frozenset';

/** The receiver of a method of set or frozenset; either kind of set does. */
export function setSelf(vm: Operations, type: SetType, method: string, v: Slot): Receiver<'set'> {
  return receiver(vm, 'set', type, method, v);
}

/** Inputs: set, key. Vars: op (`add`, `remove`, `discard`, `contains`). */
export const SET_KEY: Algorithm = {
  name: 'set_key',
  run(vm, inputs, vars, ask) {
    const [set, key] = inputs as readonly [Ref, Value];
    switch (vars['op']) {
      case 'add':
        addKey(vm, set, key, keyHash(vm, key, ask), ask);
        return null;
      case 'contains':
        return hasKey(vm, set, key, lookupHash(vm, key, ask), ask);
      default: {
        const found = discardKey(vm, set, key, lookupHash(vm, key, ask), ask);
        if (!found && vars['op'] === 'remove') throw raise(vm, 'KeyError', [key]);
        return null;
      }
    }
  },
};

function keyMethod(type: SetType, op: string, name = op): BuiltinTable {
  return {
    [`${type}.${name}`](vm, [v, ...args], keywords) {
      const { ref } = setSelf(vm, type, name, v);
      noKeywords(vm, `${type}.${name}`, keywords);
      exactly(vm, `${type}.${name}`, args, 1);
      return replay(vm, SET_KEY, [ref, args[0]], { op });
    },
  };
}

/** Fills a new set. Slots: the set, the iterable. Delivers the set. */
const SET_FILL: Native = {
  start: (vm, { slots }) => wait(combine(vm, 'update', slots[0] as Ref, slots[1] as Value), 'filled'),
  phases: { filled: (_vm, { slots }) => ({ done: slots[0] as Value }) },
};
export const SET_NATIVES: NativeTable = { set_fill: SET_FILL };

/** Empties a set. */
export function clearSet(vm: Operations, set: Ref): void {
  writeTable(vm, set, emptyTable());
}

function newOf(vm: Operations, cls: Value, frozen: boolean): Ref {
  return allocAs(vm, cls as Ref, { kind: 'set', cls: TYPES.set, frozen, ...emptyTable(), attrs: null });
}

/** `set.pop`: the first member at or after the finger. */
function pop(vm: Operations, { ref, data }: Receiver<'set'>): Value {
  if (data.used === 0) throw raise(vm, 'KeyError', ['pop from an empty set']);
  const { slots, finger = 0 } = data;
  let i = finger & (slots.length - 1);
  while (slots[i] === undefined) i = (i + 1) & (slots.length - 1);
  const key = slots[i] as Value;
  removeAt(vm, ref, i);
  vm.setPlain(ref, 'set', 'finger', i + 1);
  return key;
}

function copyMethod(type: SetType): BuiltinTable {
  return {
    [`${type}.copy`](vm, [v, ...args]) {
      const { ref, data } = setSelf(vm, type, 'copy', v);
      exactly(vm, `${type}.copy`, args, 0);
      return data.cls === TYPES.frozenset ? ref : copySet(vm, ref);
    },
  };
}

export const SET_METHODS: BuiltinTable = {
  'set.__new__': (vm, [cls]) => newOf(vm, cls as Value, false),
  'set.__init__'(vm, [v, ...args], keywords) {
    const { ref, data } = setSelf(vm, 'set', '__init__', v);
    noKeywords(vm, 'set', keywords);
    between(vm, typeName(vm, ref), args, 0, 1);
    if (data.fill > 0) clearSet(vm, ref);
    return args.length === 0 ? null : combine(vm, 'update', ref, args[0] as Value);
  },
  'frozenset.__new__'(vm, [cls, ...args], keywords) {
    noKeywordsOfNew(vm, cls as Ref, 'frozenset', keywords);
    between(vm, typeData(vm, cls as Ref).name, args, 0, 1);
    const [iterable] = args;
    if (args.length === 0) return newOf(vm, cls as Value, true);
    if (cls === TYPES.frozenset && iterable instanceof Ref && vm.read(iterable).cls === TYPES.frozenset)
      return iterable;
    return vm.native('set_fill', [newOf(vm, cls as Value, true), iterable]);
  },
  'set.__class_getitem__': classGetItem,
  'frozenset.__class_getitem__': classGetItem,
  ...keyMethod('set', 'add'),
  ...keyMethod('set', 'discard'),
  ...keyMethod('set', 'remove'),
  ...keyMethod('set', 'contains', '__contains__'),
  ...keyMethod('frozenset', 'contains', '__contains__'),
  ...copyMethod('set'),
  ...copyMethod('frozenset'),
  'set.clear'(vm, [v, ...args]) {
    const { ref } = setSelf(vm, 'set', 'clear', v);
    exactly(vm, 'set.clear', args, 0);
    clearSet(vm, ref);
    return null;
  },
  'set.pop'(vm, [v, ...args]) {
    const set = setSelf(vm, 'set', 'pop', v);
    exactly(vm, 'set.pop', args, 0);
    return pop(vm, set);
  },
};
