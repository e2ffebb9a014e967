/**
 * Methods of tuple (Objects/tupleobject.c).
 * @module
 */
import type { BuiltinTable, Native, NativeTable } from '../operations.ts';
import { toTuple } from '../protocol/collect.ts';
import { given, wait } from '../protocol/loop.ts';
import type { Ref, Value } from '../value.ts';
import { between } from './arguments.ts';
import { allocAs } from './class.ts';
import { noKeywordsOfNew } from './constructor-keywords.ts';
import { classGetItem } from './generic-alias.ts';
import { asKind } from './payload.ts';
import { receiver } from './receiver.ts';
import { searches } from './sequence-search.ts';
import { newTuple } from './tuple.ts';
import { TYPES } from './types.ts';

/** An instance of a subclass. Slots: class, iterable. */
const TUPLE_NEW: Native = {
  start: (vm, { slots }) => wait(toTuple(vm, slots[1] as Value), 'gathered'),
  phases: {
    gathered(vm, { slots }, value) {
      const items = asKind(vm, given(value), 'tuple')?.items ?? [];
      return {
        done: allocAs(vm, slots[0] as Ref, { kind: 'tuple', cls: TYPES.tuple, items: [...items], attrs: null }),
      };
    },
  },
};
export const TUPLE_NATIVES: NativeTable = { tuple_new: TUPLE_NEW };

export const TUPLE_METHODS: BuiltinTable = {
  ...searches('tuple'),
  'tuple.__new__'(vm, [cls, ...args], keywords) {
    noKeywordsOfNew(vm, cls as Ref, 'tuple', keywords);
    between(vm, 'tuple', args, 0, 1);
    const iterable = args[0] ?? (args.length === 0 ? newTuple(vm, []) : null);
    return cls === TYPES.tuple ? toTuple(vm, iterable) : vm.native('tuple_new', [cls, iterable]);
  },
  'tuple.__class_getitem__': classGetItem,
  'tuple.__getnewargs__': (vm, [v]) => {
    const { items } = receiver(vm, 'tuple', 'tuple', '__getnewargs__', v).data;
    return newTuple(vm, [newTuple(vm, [...items])]);
  },
};
