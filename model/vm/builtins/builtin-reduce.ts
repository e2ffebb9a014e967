/**
 * `__reduce__` and `__setstate__` of the builtin iterators, and `__reduce__` of builtin callables, of bytearrays and of what is there only once: how `copy` and `pickle`
 * make another one.
 * @module
 */
import type { BuiltinData, RecordData } from '../heap.ts';
import { builtinFunction } from '../modules/extension.ts';
import { exactly } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { newList } from '../objects/list.ts';
import { asInt, asKind } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { ownerOf, TYPES, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Native, NativeTable, Operations } from '../operations.ts';
import { getAttr } from '../protocol/attributes.ts';
import { nextOfTable } from '../protocol/iterators.ts';
import { length } from '../protocol/length.ts';
import { given, wait } from '../protocol/loop.ts';
import { isTrue } from '../protocol/operators.ts';
import { ROWS } from '../protocol/rows.ts';
import { EXHAUSTED, ModelError, normalizeInt, type Ref, type Slot, type Value } from '../value.ts';

type Reduce = (vm: Operations, data: Readonly<RecordData>, self: Ref) => Value[];

const made = (vm: Operations, maker: Value, args: Value[], ...state: Value[]): Value[] => [
  maker,
  newTuple(vm, args),
  ...state,
];
const iter = (vm: Operations): Value => builtinFunction(vm, 'iter');

/** How many items a text has before an index of its units. */
const position = (sequence: Slot, at: number): number =>
  typeof sequence === 'string' ? Array.from(sequence.slice(0, at)).length : at;

/** By an index into a sequence; `empty` stands for what was iterated to its end. */
const indexed =
  (empty: (vm: Operations) => Value): Reduce =>
  (vm, { slots, numbers }) =>
    slots[0] === undefined
      ? made(vm, iter(vm), [empty(vm)])
      : made(vm, iter(vm), [slots[0]], position(slots[0], numbers[0] ?? 0));

const noItems = (vm: Operations): Value => newTuple(vm, []);

/** All that is left, in a list: a copy of the iterator gives it. */
const remaining: Reduce = (vm, data) => {
  const copy = vm.alloc({ ...data, slots: [...data.slots], numbers: [...data.numbers] });
  const items: Value[] = [];
  for (let item = nextOfTable(vm, copy); item !== EXHAUSTED; item = nextOfTable(vm, copy)) items.push(item);
  return made(vm, iter(vm), [newList(vm, items)]);
};

function rangeOf(vm: Operations, start: Slot, step: Slot, left: Slot): Value {
  const [from, by, count] = [start, step, left].map((n) => BigInt(n as number | bigint)) as [bigint, bigint, bigint];
  const [first, stop] = [normalizeInt(from), normalizeInt(from + by * count)];
  return vm.alloc({ kind: 'range', cls: TYPES.range, start: first, stop, step: normalizeInt(by) });
}

const backwards: Reduce = (vm, { cls, type, slots, numbers }) => {
  const { indexedIteratorsEnd, bytearrayIteratorsEnd } = ROWS[vm.version];
  const ends = type === 'reversed' ? bytearrayIteratorsEnd : indexedIteratorsEnd;
  const ended = slots[0] === undefined || (ends && (numbers[0] ?? -1) < 0);
  if (type === 'reversed')
    return ended ? made(vm, cls, [noItems(vm)]) : made(vm, cls, [slots[0] as Value], numbers[0] ?? 0);
  if (!ended) return made(vm, TYPES.reversed, [slots[0] as Value], numbers[0] ?? 0);
  return made(vm, indexedIteratorsEnd ? TYPES.reversed : iter(vm), [newList(vm, [])]);
};

const strictly: Reduce = (vm, { cls, slots, numbers }) =>
  made(vm, cls, slots as Value[], ...(numbers[0] === 1 ? [true] : []));

const DICT_ITERATORS = ['key', 'value', 'item'].flatMap((what) => [
  `dict_${what}iterator`,
  `dict_reverse${what}iterator`,
]);

const REDUCES: Readonly<Record<string, Reduce>> = {
  list_iterator: indexed((vm) => newList(vm, [])),
  tuple_iterator: indexed(noItems),
  str_iterator: indexed(() => ''),
  str_ascii_iterator: indexed(() => ''),
  bytes_iterator: indexed(noItems),
  bytearray_iterator: indexed(noItems),
  iterator: indexed(noItems),
  list_reverseiterator: backwards,
  reversed: backwards,
  range_iterator: (vm, { numbers }) => made(vm, iter(vm), [rangeOf(vm, numbers[0], numbers[1], numbers[2])], null),
  longrange_iterator: (vm, { slots }) => made(vm, iter(vm), [rangeOf(vm, slots[0], slots[1], slots[2])], null),
  callable_iterator: (vm, { slots }) => made(vm, iter(vm), slots[0] === undefined ? [noItems(vm)] : (slots as Value[])),
  enumerate: (vm, { cls, slots }) => made(vm, cls, slots as Value[]),
  filter: (vm, { cls, slots }) => made(vm, cls, slots as Value[]),
  zip: strictly,
  map: strictly,
  set_iterator: remaining,
  ...Object.fromEntries(DICT_ITERATORS.map((type) => [type, remaining])),
};

const dataOf = (vm: Operations, self: Value | undefined, name: string): Readonly<RecordData> => {
  const data = asKind(vm, self, 'record');
  if (data === undefined) throw new ModelError(`${name} was given no iterator`);
  return data;
};

const reduces: BuiltinTable = Object.fromEntries(
  Object.entries(REDUCES).map(([type, run]): [string, Builtin] => [
    `${type}.__reduce__`,
    (vm, [self, ...args]) => {
      exactly(vm, `${type}.__reduce__`, args, 0);
      return newTuple(vm, run(vm, dataOf(vm, self, '__reduce__'), self as Ref));
    },
  ]),
);

function sizeOf(vm: Operations, sequence: Slot): number {
  if (typeof sequence === 'string') return Array.from(sequence).length;
  const data = vm.read(sequence as Ref);
  if (data.kind === 'bytes') return data.bytes.length;
  return data.kind === 'list' || data.kind === 'tuple' ? data.items.length : Number.POSITIVE_INFINITY;
}

function stateArgument(vm: Operations, state: Value | undefined): number {
  const n = asInt(vm, state);
  if (n === undefined) throw raise(vm, 'TypeError', 'an integer is required');
  return Number(n);
}

/** What an index is at least: a list that is asked for one before its first item is at its end. */
const leastIndex = (vm: Operations, type: string): number => {
  const { indexedIteratorsEnd, bytearrayIteratorsEnd } = ROWS[vm.version];
  const ends = type === 'list_iterator' ? indexedIteratorsEnd : type === 'bytearray_iterator' && bytearrayIteratorsEnd;
  return ends ? -1 : 0;
};
const FORWARD =
  'list_iterator bytearray_iterator tuple_iterator str_iterator str_ascii_iterator bytes_iterator iterator'.split(' ');

const moveTo =
  (type: string): Builtin =>
  (vm, [self, state]) => {
    const index = stateArgument(vm, state);
    const [sequence] = dataOf(vm, self, '__setstate__').slots;
    if (sequence === undefined) return null;
    const at = Math.min(Math.max(index, leastIndex(vm, type)), sizeOf(vm, sequence));
    if (at < 0) vm.setAt(self as Ref, 'slots', 0, undefined);
    else if (typeof sequence !== 'string') vm.setNumberAt(self as Ref, 'numbers', 0, at);
    else vm.setNumberAt(self as Ref, 'numbers', 0, Array.from(sequence).slice(0, at).join('').length);
    return null;
  };

/** Backwards the index is one of an item, and −1 the end. Slots: the iterator, what it goes through. Vars: index. */
const MOVE_BACK: Native = {
  start: (vm, { slots }) => wait(length(vm, slots[1] as Value), 'length'),
  phases: {
    length(vm, { slots, vars }, value) {
      const at = Math.min(Math.max(Number(vars['index']), -1), Number(given(value)) - 1);
      const self = slots[0] as Ref;
      const reversed = asKind(vm, self, 'record')?.type === 'reversed';
      if (at < 0 && reversed && ROWS[vm.version].bytearrayIteratorsEnd) vm.setAt(self, 'slots', 0, undefined);
      vm.setNumberAt(self, 'numbers', 0, at);
      return { done: null };
    },
  },
};

const moveBack: Builtin = (vm, [self, state]) => {
  const index = stateArgument(vm, state);
  const [sequence] = dataOf(vm, self, '__setstate__').slots;
  return sequence === undefined ? null : vm.native('iterator_move_back', [self, sequence], { index });
};

/** So many values further on. */
const moveOn: Builtin = (vm, [self, state]) => {
  const n = asInt(vm, state);
  if (n === undefined)
    throw raise(vm, 'TypeError', `'${typeName(vm, state as Value)}' object cannot be interpreted as an integer`);
  const [value = 0, step = 0, left = 0] = dataOf(vm, self, '__setstate__').numbers;
  const by = Math.min(Math.max(Number(n), 0), left);
  vm.setNumberAt(self as Ref, 'numbers', 0, value + by * step);
  vm.setNumberAt(self as Ref, 'numbers', 2, left - by);
  return null;
};

const moveLongOn: Builtin = (vm, [self, state]) => {
  const n = asInt(vm, state);
  if (n === undefined)
    throw raise(vm, 'TypeError', ROWS[vm.version].longRangeState.replace('%T', typeName(vm, state as Value)));
  const [value, step, left] = dataOf(vm, self, '__setstate__').slots.map((slot) => BigInt(slot as number)) as [
    bigint,
    bigint,
    bigint,
  ];
  const wanted = BigInt(n);
  const by = wanted < 0n ? 0n : wanted > left ? left : wanted;
  vm.setAt(self as Ref, 'slots', 0, normalizeInt(value + by * step));
  vm.setAt(self as Ref, 'slots', 2, normalizeInt(left - by));
  return null;
};

/** Slots: zip or map, the state. */
const STRICTNESS: Native = {
  start: (vm, { slots }) => wait(isTrue(vm, slots[1] as Value), 'decided'),
  phases: {
    decided(vm, { slots }, value) {
      vm.setNumberAt(slots[0] as Ref, 'numbers', 0, value === true ? 1 : 0);
      return { done: null };
    },
  },
};
const setStrictness: Builtin = (vm, [self, state]) => vm.native('iterator_strictness', [self, state]);

/** `getattr` of what it is bound to, or of the type that has it, under its name; a function of a module is found by its name alone. */
function reduceBuiltin(vm: Operations, data: Readonly<BuiltinData>): Value {
  const { impl, name, self, cls } = data;
  const unbound = cls === TYPES.method_descriptor || cls === TYPES.wrapper_descriptor;
  const holder = unbound ? ownerOf(impl) : self;
  if (holder === undefined || asKind(vm, holder, 'module') !== undefined) return name;
  return newTuple(vm, [builtinFunction(vm, 'getattr'), newTuple(vm, [holder as Value, name])]);
}

const BUILTINS = ['builtin_function_or_method', 'method_descriptor', 'wrapper_descriptor', 'method-wrapper'];

/** `method.__reduce__`. Slots: the method. */
const METHOD: Native = {
  start: (vm, { slots }) => wait(getAttr(vm, asKind(vm, slots[0], 'method')?.func as Value, '__name__'), 'named'),
  phases: {
    named(vm, { slots }, value) {
      const self = asKind(vm, slots[0], 'method')?.self as Value;
      return { done: newTuple(vm, [builtinFunction(vm, 'getattr'), newTuple(vm, [self, given(value)])]) };
    },
  },
};

/** `bytearray.__reduce__` and `__reduce_ex__`. Slots: the bytearray. Vars: protocol. */
const BYTEARRAY: Native = {
  start: (vm, { slots }) => wait(vm.native('object_getstate', [slots[0]], { required: false }), 'state'),
  phases: {
    state(vm, { slots, vars }, value) {
      const data = asKind(vm, slots[0], 'bytes');
      if (data === undefined) throw new ModelError('a bytearray was expected');
      const bytes = [...data.bytes];
      const args =
        Number(vars['protocol']) < 3
          ? [String.fromCharCode(...bytes), 'latin-1']
          : [vm.alloc({ kind: 'bytes', cls: TYPES.bytes, bytes, attrs: null })];
      const empty = bytes.length === 0;
      return { done: newTuple(vm, [data.cls, newTuple(vm, empty ? [] : args), given(value)]) };
    },
  },
};

export const BUILTIN_REDUCES: BuiltinTable = {
  ...reduces,
  ...Object.fromEntries(FORWARD.map((type) => [`${type}.__setstate__`, moveTo(type)])),
  'list_reverseiterator.__setstate__': moveBack,
  'reversed.__setstate__': moveBack,
  'range_iterator.__setstate__': moveOn,
  'longrange_iterator.__setstate__': moveLongOn,
  'zip.__setstate__': setStrictness,
  'map.__setstate__': setStrictness,
  ...Object.fromEntries(
    BUILTINS.map((type): [string, Builtin] => [
      `${type}.__reduce__`,
      (vm, [self]) => reduceBuiltin(vm, asKind(vm, self, 'builtin') as BuiltinData),
    ]),
  ),
  'method.__reduce__': (vm, [self]) => vm.native('method_reduce', [self]),
  'ellipsis.__reduce__': () => 'Ellipsis',
  'NotImplementedType.__reduce__': () => 'NotImplemented',
  'bytearray.__reduce__': (vm, [self]) => vm.native('bytearray_reduce', [self], { protocol: 2 }),
  'bytearray.__reduce_ex__': (vm, [self, protocol = 0]) =>
    vm.native('bytearray_reduce', [self], { protocol: Number(asInt(vm, protocol) ?? 0) }),
};
export const BUILTIN_REDUCE_NATIVES: NativeTable = {
  iterator_strictness: STRICTNESS,
  iterator_move_back: MOVE_BACK,
  method_reduce: METHOD,
  bytearray_reduce: BYTEARRAY,
};
