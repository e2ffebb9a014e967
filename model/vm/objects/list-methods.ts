/**
 * Methods of list (Objects/listobject.c). Sorting stands with `sorted`.
 * @module
 */
import type { Builtin, BuiltinTable, Native, NativeTable, Operations } from '../operations.ts';
import { listExtend } from '../protocol/collect.ts';
import { newRecord } from '../protocol/iteration.ts';
import { wait } from '../protocol/loop.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';
import { repeat, sizeAsking } from '../protocol/sequences.ts';
import type { Ref, Result, Slot, Value } from '../value.ts';
import { between, exactly, noKeywords } from './arguments.ts';
import { allocAs } from './class.ts';
import { noKeywordsOfInit } from './constructor-keywords.ts';
import { raise } from './exceptions.ts';
import { classGetItem } from './generic-alias.ts';
import { newList } from './list.ts';
import { type Receiver, receiver } from './receiver.ts';
import { searches } from './sequence-search.ts';
import { TYPES } from './types.ts';

const self = (vm: Operations, method: string, v: Slot): Receiver<'list'> => receiver(vm, 'list', 'list', method, v);

/** A method of `count` (0 or 1) arguments. */
function method(
  name: string,
  count: 0 | 1,
  run: (vm: Operations, list: Receiver<'list'>, arg: Value) => Result,
): Builtin {
  const qualname = `list.${name}`;
  return (vm, given, keywords) => {
    const list = self(vm, name, given[0]);
    noKeywords(vm, qualname, keywords);
    if (given.length !== count + 1) exactly(vm, qualname, given.slice(1), count);
    return run(vm, list, given[1] ?? null);
  };
}

/** `insert` and `pop` with their index. Inputs: list, index, value (undefined for pop). */
export const LIST_AT: Algorithm = {
  name: 'list_at',
  run(vm, inputs, _vars, ask) {
    const [list, index, value] = inputs as readonly [Ref, Value, Slot];
    const given = sizeAsking(vm, index, ask);
    const { data } = self(vm, 'insert', list);
    const { length } = data.items;
    if (value !== undefined) {
      const at = given < 0 ? Math.max(0, given + length) : Math.min(given, length);
      vm.splice(list, 'items', at, 0, [value]);
      return null;
    }
    if (length === 0) throw raise(vm, 'IndexError', 'pop from empty list');
    const at = given < 0 ? given + length : given;
    const item = at < 0 ? undefined : data.items[at];
    if (item === undefined) throw raise(vm, 'IndexError', 'pop index out of range');
    vm.splice(list, 'items', at, 1, []);
    return item;
  },
};

/** `list *= n`. Inputs: list, n. */
export const LIST_REPEAT: Algorithm = {
  name: 'list_repeat',
  run(vm, inputs, _vars, ask) {
    const [list, times] = inputs as readonly [Ref, Value];
    const repeated = vm.read(repeat(vm, list, times, ask) as Ref);
    const { length } = self(vm, '__imul__', list).data.items;
    if (repeated.kind === 'list') vm.splice(list, 'items', 0, length, repeated.items);
    return list;
  },
};

/** Extends a list and gives another result than None. Slots: list, iterable, the result. */
const LIST_EXTEND_GIVING: Native = {
  start: (vm, { slots }) => wait(listExtend(vm, slots[0] as Ref, slots[1] as Value), 'extended'),
  phases: { extended: (_vm, { slots }) => ({ done: slots[2] as Value }) },
};

export const LIST_NATIVES: NativeTable = { list_extend_giving: LIST_EXTEND_GIVING };

function clear(vm: Operations, { ref, data }: Receiver<'list'>): void {
  vm.splice(ref, 'items', 0, data.items.length, []);
}

export const LIST_METHODS: BuiltinTable = {
  ...searches('list'),
  'list.__new__': (vm, [cls]) => allocAs(vm, cls as Ref, { kind: 'list', cls: TYPES.list, items: [], attrs: null }),
  'list.__init__'(vm, [v, ...args], keywords) {
    const list = self(vm, '__init__', v);
    noKeywordsOfInit(vm, vm.read(list.ref).cls, 'list', keywords);
    between(vm, 'list', args, 0, 1);
    clear(vm, list);
    return args.length === 0 ? null : listExtend(vm, list.ref, args[0] as Value);
  },
  'list.__class_getitem__': classGetItem,
  'list.append': method('append', 1, (vm, { ref, data }, value) => {
    vm.splice(ref, 'items', data.items.length, 0, [value]);
    return null;
  }),
  'list.extend': method('extend', 1, (vm, { ref }, iterable) => listExtend(vm, ref, iterable)),
  'list.insert'(vm, [v, ...args], keywords) {
    const { ref } = self(vm, 'insert', v);
    noKeywords(vm, 'list.insert', keywords);
    between(vm, 'insert', args, 2, 2);
    return replay(vm, LIST_AT, [ref, args[0], args[1]]);
  },
  'list.remove': method('remove', 1, (vm, { ref }, value) =>
    vm.native('sequence.search', [ref, value], { op: 'remove', type: 'list' }),
  ),
  'list.pop'(vm, given, keywords) {
    const { ref } = self(vm, 'pop', given[0]);
    noKeywords(vm, 'list.pop', keywords);
    if (given.length > 2) between(vm, 'pop', given.slice(1), 0, 1);
    return replay(vm, LIST_AT, [ref, given[1] ?? -1, undefined]);
  },
  'list.clear': method('clear', 0, (vm, list) => {
    clear(vm, list);
    return null;
  }),
  'list.reverse': method('reverse', 0, (vm, { ref, data }) => {
    vm.splice(ref, 'items', 0, data.items.length, [...data.items].reverse());
    return null;
  }),
  'list.copy': method('copy', 0, (vm, { data }) => newList(vm, [...data.items])),
  'list.__reversed__': method('__reversed__', 0, (vm, { ref, data }) =>
    newRecord(vm, 'list_reverseiterator', [ref], [data.items.length - 1]),
  ),
  'list.__iadd__': (vm, [v, iterable]) => {
    const { ref } = self(vm, '__iadd__', v);
    return vm.native('list_extend_giving', [ref, iterable, ref]);
  },
  'list.__imul__': (vm, [v, times]) => replay(vm, LIST_REPEAT, [self(vm, '__imul__', v).ref, times]),
};
