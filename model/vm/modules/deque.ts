/**
 * `collections.deque` (Modules/_collectionsmodule.c). Slots are its items; numbers: maxlen (−1: none), state (how often it was changed).
 * Iterators: slots [deque], numbers [items given, state when made, items left].
 * @module
 */

import type { RecordData } from '../heap.ts';
import { argumentType, between, bindArguments, exactly, indexArgument, noKeywords } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { classGetItem } from '../objects/generic-alias.ts';
import { newList } from '../objects/list.ts';
import { asInt, asKind } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { isInstance, NotImplemented, TYPES, typeData, typeName, typeOf } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Native, NativeTable, Operations } from '../operations.ts';
import { COMPARE_METHODS, type CompareOperator, compareAsking, equalAsking } from '../protocol/compare.ts';
import { ensureDict } from '../protocol/descriptors.ts';
import { dictEntries } from '../protocol/dict-table.ts';
import { getIter } from '../protocol/iteration.ts';
import { lookupType } from '../protocol/lookup.ts';
import { given, looping, nextInto, remember, wait } from '../protocol/loop.ts';
import { type Algorithm, type Ask, replay, underway } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { indexAsking } from '../protocol/sequences.ts';
import { isIndex } from '../protocol/slices.ts';
import { reprAsking } from '../protocol/text.ts';
import { EXHAUSTED, type Exhausted, type Ref, type Result, type Slot, type Value } from '../value.ts';
import { builtinFunction, newExtension, newOf, recordData, recordOf } from './extension.ts';

const TYPE = 'collections.deque';
const MAXLEN = 0;
const STATE = 1;

const self = (vm: Operations, method: string, v: Slot): { ref: Ref; data: Readonly<RecordData> } =>
  recordOf(vm, TYPE, method, v);
const itemsOf = (data: Readonly<RecordData>): readonly Value[] => data.slots as readonly Value[];
const limitOf = (data: Readonly<RecordData>): number => data.numbers[MAXLEN] as number;

function changed(vm: Operations, deque: Ref): void {
  vm.setNumberAt(deque, 'numbers', STATE, (recordData(vm, deque).numbers[STATE] as number) + 1);
}

function append(vm: Operations, deque: Ref, value: Value, left: boolean): void {
  const { slots, numbers } = recordData(vm, deque);
  const [maxlen = -1] = numbers;
  changed(vm, deque);
  vm.splice(deque, 'slots', left ? 0 : slots.length, 0, [value]);
  const { length } = recordData(vm, deque).slots;
  if (maxlen >= 0 && length > maxlen) vm.splice(deque, 'slots', left ? length - 1 : 0, 1, []);
}

function pop(vm: Operations, deque: Ref, left: boolean): Value {
  const { slots } = recordData(vm, deque);
  if (slots.length === 0) throw raise(vm, 'IndexError', 'pop from an empty deque');
  const at = left ? 0 : slots.length - 1;
  const value = slots[at] as Value;
  changed(vm, deque);
  vm.splice(deque, 'slots', at, 1, []);
  return value;
}

function replaceAll(vm: Operations, deque: Ref, items: readonly Slot[]): void {
  changed(vm, deque);
  vm.splice(deque, 'slots', 0, recordData(vm, deque).slots.length, items);
}

/** Appends an iterable's items; answers None, or the deque where `give` is set. Slots: deque, iterable, iterator. Vars: left, give. */
const EXTEND: Native = looping(
  {
    start: (vm, self_) => {
      const [deque, iterable] = self_.slots as readonly [Ref, Value];
      const source = iterable === deque ? newList(vm, [...itemsOf(recordData(vm, deque))]) : iterable;
      return wait(getIter(vm, source), 'iterator');
    },
    phases: {
      iterator: (vm, self_, value) => {
        remember(vm, self_, given(value));
        return nextInto(self_, 2, 'item');
      },
      item: (vm, self_, value) => {
        const deque = self_.slots[0] as Ref;
        if (value === EXHAUSTED) return { done: self_.vars['give'] === true ? deque : null };
        append(vm, deque, value, self_.vars['left'] === true);
        return nextInto(self_, 2, 'item');
      },
    },
  },
  ['item'],
);

function extend(vm: Operations, deque: Ref, iterable: Value, vars: { left?: boolean; give?: boolean } = {}): Result {
  return vm.native('collections.deque_extend', [deque, iterable], vars);
}

const init: Builtin = (vm, [v, ...args], keywords) => {
  const { ref } = self(vm, '__init__', v);
  const names = ['iterable', 'maxlen'];
  const [iterable, maxlen = null] = bindArguments(vm, { name: 'deque', names }, args, keywords);
  let limit = -1;
  if (maxlen !== null) {
    if (asInt(vm, maxlen) === undefined) throw raise(vm, 'TypeError', 'an integer is required');
    limit = indexArgument(vm, maxlen);
    if (limit < 0) throw raise(vm, 'ValueError', 'maxlen must be non-negative');
  }
  vm.setNumberAt(ref, 'numbers', MAXLEN, limit);
  if (recordData(vm, ref).slots.length > 0) replaceAll(vm, ref, []);
  return iterable === undefined ? null : extend(vm, ref, iterable);
};

/** A method of no argument. */
function plain(name: string, run: (vm: Operations, deque: Ref, data: Readonly<RecordData>) => Value): Builtin {
  return (vm, [v, ...args], keywords) => {
    const { ref, data } = self(vm, name, v);
    noKeywords(vm, `deque.${name}`, keywords);
    exactly(vm, `deque.${name}`, args, 0);
    return run(vm, ref, data);
  };
}

/** A method of one argument. */
function unary(name: string, run: (vm: Operations, deque: Ref, arg: Value) => Result): Builtin {
  return (vm, [v, ...args], keywords) => {
    const { ref } = self(vm, name, v);
    noKeywords(vm, `deque.${name}`, keywords);
    exactly(vm, `deque.${name}`, args, 1);
    return run(vm, ref, args[0] as Value);
  };
}

function rotate(vm: Operations, deque: Ref, n: number): void {
  const items = itemsOf(recordData(vm, deque));
  const { length } = items;
  if (length < 2) return;
  const by = ((n % length) + length) % length;
  replaceAll(vm, deque, [...items.slice(length - by), ...items.slice(0, length - by)]);
}

/** `deque_copy`: of a subclass, what the class makes of the deque. */
function copy(vm: Operations, deque: Ref): Result {
  const data = recordData(vm, deque);
  if (data.cls === TYPES[TYPE]) return newOf(vm, TYPE, [...data.slots], [limitOf(data), 0]);
  return vm.native('collections.deque_copy', [deque, ...(limitOf(data) < 0 ? [] : [limitOf(data)])]);
}

/** Slots: the deque, its limit if it has one. */
const COPY: Native = {
  start: (vm, { slots }) => wait(vm.call(typeOf(vm, slots[0] as Ref), slots as Value[]), 'made'),
  phases: {
    made(vm, { slots }, value) {
      const made = given(value);
      if (isInstance(vm, made, TYPES[TYPE])) return { done: made };
      const text = `${typeName(vm, slots[0] as Value)}() must return a deque, not ${typeName(vm, made)}`;
      throw raise(vm, 'TypeError', text);
    },
  },
};

function position(vm: Operations, data: Readonly<RecordData>, key: Value, ask: Ask): number {
  if (!isIndex(vm, key)) throw raise(vm, 'TypeError', `sequence index must be integer, not '${typeName(vm, key)}'`);
  const i = indexAsking(vm, key, ask);
  const at = i < 0 ? i + data.slots.length : i;
  if (at < 0 || at >= data.slots.length) throw raise(vm, 'IndexError', 'deque index out of range');
  return at;
}

/** Inputs: deque, index, value. Vars: what. */
const AT: Algorithm = {
  name: 'deque_at',
  run: (vm, inputs, vars, ask) => {
    const [deque, key, value] = inputs as readonly [Ref, Value, Slot];
    const data = recordData(vm, deque);
    if (vars['what'] === 'insert') {
      const i = indexAsking(vm, key, ask);
      const { length } = data.slots;
      if (limitOf(data) >= 0 && length >= limitOf(data))
        throw raise(vm, 'IndexError', 'deque already at its maximum size');
      changed(vm, deque);
      vm.splice(deque, 'slots', i < 0 ? Math.max(0, i + length) : Math.min(i, length), 0, [value]);
      return null;
    }
    if (vars['what'] === 'rotate') {
      rotate(vm, deque, indexAsking(vm, key, ask));
      return null;
    }
    const at = position(vm, data, key, ask);
    if (vars['what'] === 'get') return data.slots[at] as Value;
    if (value === undefined) {
      changed(vm, deque);
      vm.splice(deque, 'slots', at, 1, []);
    } else vm.setAt(deque, 'slots', at, value);
    return null;
  },
};

/** Inputs: deque, value, start, stop, then the items. Vars: what; the deque's state at the beginning. */
const SEARCH: Algorithm = {
  name: 'deque_search',
  run: (vm, inputs, vars, ask) => {
    const [deque, value, first, last, ...items] = inputs as readonly [Ref, Value, Slot, Slot, ...Value[]];
    const what = vars['what'];
    const equal = (item: Value): boolean => {
      const same = equalAsking(vm, item, value, ask);
      // What is found is found, whatever has become of the deque.
      if ((same && (what === 'contains' || what === 'index')) || recordData(vm, deque).numbers[STATE] === vars['state'])
        return same;
      throw raise(vm, what === 'remove' ? 'IndexError' : 'RuntimeError', 'deque mutated during iteration');
    };
    switch (what) {
      case 'contains':
        return items.some(equal);
      case 'count':
        return items.filter(equal).length;
      case 'remove': {
        const at = items.findIndex(equal);
        if (at < 0) throw raise(vm, 'ValueError', absentText(vm, 'remove', value, ask));
        changed(vm, deque);
        vm.splice(deque, 'slots', at, 1, []);
        return null;
      }
      default: {
        const bound = (v: Slot, missing: number): number => {
          if (v === undefined) return missing;
          if (!isIndex(vm, v))
            throw raise(vm, 'TypeError', 'slice indices must be integers or have an __index__ method');
          const n = indexAsking(vm, v, ask);
          return n < 0 ? Math.max(0, n + items.length) : n;
        };
        const stop = Math.min(bound(last, items.length), items.length);
        for (let i = bound(first, 0); i < stop; i++) if (equal(items[i] as Value)) return i;
        throw raise(vm, 'ValueError', absentText(vm, 'index', value, ask));
      }
    }
  },
};

/** Inputs: both sides. Vars: op. */
const COMPARE: Algorithm = {
  name: 'deque_compare',
  run: (vm, [a, b], vars, ask) => {
    const other = asKind(vm, b, 'record');
    if (other === undefined || !isInstance(vm, b as Value, TYPES[TYPE])) return NotImplemented;
    const op = vars['op'] as CompareOperator;
    const [x, y] = [itemsOf(recordData(vm, a)), itemsOf(other)];
    if (a === b && (op === '==' || op === '!=')) return op === '==';
    if (x.length !== y.length && (op === '==' || op === '!=')) return op === '!=';
    const [mine, theirs] = [reader(vm, a as Ref, x, ask), reader(vm, b as Ref, y, ask)];
    for (;;) {
      const [left, right] = [mine(), theirs()];
      if (left === undefined || right === undefined)
        return compareAsking(vm, op, Number(left !== undefined), Number(right !== undefined), ask);
      if (equalAsking(vm, left, right, ask)) continue;
      if (op === '==' || op === '!=') return op === '!=';
      return compareAsking(vm, op, left, right, ask);
    }
  },
};

/** Item after item, through a subclass's own `__iter__`; undefined at the end. */
function reader(vm: Operations, deque: Ref, items: readonly Value[], ask: Ask): () => Slot {
  let at = 0;
  if (isBuiltinIter(vm, deque)) return () => items[at++];
  const iterator = ask(builtinFunction(vm, 'iter'), [deque]);
  return () => {
    const item = ask(builtinFunction(vm, 'next'), [iterator, NO_ITEM]);
    return item === NO_ITEM ? undefined : item;
  };
}

function allOf(vm: Operations, deque: Ref, items: readonly Value[], ask: Ask): readonly Value[] {
  const next = reader(vm, deque, items, ask);
  const values: Value[] = [];
  for (let v = next(); v !== undefined; v = next()) values.push(v);
  return values;
}

const isBuiltinIter = (vm: Operations, deque: Ref): boolean =>
  lookupType(vm, typeOf(vm, deque), '__iter__') === lookupType(vm, TYPES[TYPE], '__iter__');
/** No program has it. */
const NO_ITEM = TYPES.hollow;

/** Inputs: the deque. */
const REPR: Algorithm = {
  name: 'deque_repr',
  run: (vm, [deque], _vars, ask) => {
    const data = recordData(vm, deque);
    const active = underway(vm);
    const { id } = deque as Ref;
    if (active.includes(id)) return '[...]';
    const values = allOf(vm, deque as Ref, itemsOf(data), ask);
    const items = values.map((v) => (v === deque ? '[...]' : reprAsking(vm, v, ask, [...active, id])));
    const limit = limitOf(data) < 0 ? '' : `, maxlen=${limitOf(data)}`;
    const { name } = typeData(vm, data.cls);
    return `${name.slice(name.lastIndexOf('.') + 1)}([${items.join(', ')}]${limit})`;
  },
};

/** Inputs: deque, times. Vars: inplace. */
const REPEAT: Algorithm = {
  name: 'deque_repeat',
  run: (vm, [deque, times], vars, ask) => {
    const data = recordData(vm, deque);
    const n = Math.max(0, indexAsking(vm, times as Value, ask));
    const own = itemsOf(data);
    // `PySequence_List`: one item is repeated where it is, more are listed first.
    const listed = n > 1 && own.length > 1 ? allOf(vm, deque as Ref, own, ask) : own;
    const all = n === 0 ? [] : [...own, ...Array.from({ length: n - 1 }, () => listed).flat()];
    const kept = limitOf(data) < 0 ? all : all.slice(Math.max(0, all.length - limitOf(data)));
    if (vars['inplace'] !== true) return newOf(vm, TYPE, kept, [limitOf(data), 0]);
    replaceAll(vm, deque as Ref, kept);
    return deque as Value;
  },
};

/** Inputs: what an index is wanted of. */
const INDEX: Algorithm = { name: 'deque_index', run: (vm, [v], _vars, ask) => indexAsking(vm, v as Value, ask) };

/** `deque_repeat` of a subclass: what the class makes of the deque is repeated. Slots: deque, times. */
const REPEAT_COPY: Native = {
  start: (vm, { slots }) => wait(replay(vm, INDEX, [slots[1]]), 'counted'),
  phases: {
    counted: (vm, self_, value) => {
      self_.set(1, given(value));
      return wait(copy(vm, self_.slots[0] as Ref), 'copied');
    },
    copied: (vm, { slots }, value) => wait(replay(vm, REPEAT, [given(value), slots[1]], { inplace: true }), 'repeated'),
    repeated: (_vm, _self, value) => ({ done: value }),
  },
};

const repeat: Builtin = (vm, [v, n]) => {
  const { ref, data } = self(vm, '__mul__', v);
  if (data.cls !== TYPES[TYPE]) return vm.native('collections.deque_repeat', [ref, n]);
  return replay(vm, REPEAT, [ref, n], { inplace: false });
};

/** A copy with an iterable behind. Slots: deque, iterable. */
const ADD: Native = {
  start: (vm, { slots }) => wait(copy(vm, slots[0] as Ref), 'copied'),
  phases: {
    copied: (vm, { slots }, value) => wait(extend(vm, value as Ref, slots[1] as Value, { give: true }), 'extended'),
    extended: (_vm, _self, value) => ({ done: value }),
  },
};

const add: Builtin = (vm, [a, b]) => {
  if (!isInstance(vm, b as Value, TYPES[TYPE]))
    throw raise(vm, 'TypeError', `can only concatenate deque (not "${typeName(vm, b as Value)}") to deque`);
  return vm.native('collections.deque_add', [a, b]);
};

function iterator(reverse: boolean): Builtin {
  const type = reverse ? '_collections._deque_reverse_iterator' : '_collections._deque_iterator';
  return (vm, [v]) => {
    const { ref, data } = self(vm, '__iter__', v);
    return newOf(vm, type, [ref], [0, data.numbers[STATE] as number, data.slots.length]);
  };
}

/** `dequeiter_new`: of a deque, from some place on. */
function iteratorNew(reverse: boolean): Builtin {
  return (vm, [, ...args], keywords) => {
    const name = `_deque${reverse ? '_reverse' : ''}_iterator`;
    noKeywords(vm, name, keywords);
    between(vm, name, args, 1, 2);
    const [deque = null, skipped = 0] = args;
    if (!isInstance(vm, deque, TYPES[TYPE]))
      throw raise(vm, 'TypeError', `argument 1 must be collections.deque, not ${argumentType(vm, deque)}`);
    const count = indexArgument(vm, skipped);
    const made = iterator(reverse)(vm, [deque], null) as Ref;
    const left = recordData(vm, made).numbers[2] as number;
    const by = Math.min(Math.max(0, count), left);
    vm.setNumberAt(made, 'numbers', 0, by);
    vm.setNumberAt(made, 'numbers', 2, left - by);
    return made;
  };
}

/** `dequeiter_len`. */
const iteratorLeft: Builtin = (vm, [it]) => recordData(vm, it).numbers[2] as number;

function nextOf(reverse: boolean): (vm: Operations, it: Ref) => Value | Exhausted {
  return (vm, it) => {
    const { slots, numbers } = recordData(vm, it);
    const [at = 0, state, left = 0] = numbers;
    const data = recordData(vm, slots[0]);
    if (data.numbers[STATE] !== state) {
      vm.setNumberAt(it, 'numbers', 2, 0);
      throw raise(vm, 'RuntimeError', 'deque mutated during iteration');
    }
    if (left === 0) return EXHAUSTED;
    vm.setNumberAt(it, 'numbers', 0, at + 1);
    vm.setNumberAt(it, 'numbers', 2, left - 1);
    return data.slots[reverse ? data.slots.length - 1 - at : at] as Value;
  };
}

/** How many arguments a method takes by position, as Argument Clinic says it or `PyArg_ParseTuple`. */
function countArguments(vm: Operations, what: string, args: readonly Value[], least: number, most: number): void {
  if (ROWS[vm.version].dequesByClinic) return between(vm, what, args, least, most);
  const { length } = args;
  if (length >= least && length <= most) return;
  const few = length < least;
  const bound = least === most ? 'exactly' : few ? 'at least' : 'at most';
  const count = few ? least : most;
  throw raise(vm, 'TypeError', `${what}() takes ${bound} ${count} argument${count === 1 ? '' : 's'} (${length} given)`);
}

const rotateBy: Builtin = (vm, [v, ...args]) => {
  const { ref } = self(vm, 'rotate', v);
  between(vm, ROWS[vm.version].dequesByClinic ? 'rotate' : 'deque.rotate', args, 0, 1);
  return replay(vm, AT, [ref, args[0] ?? 1], { what: 'rotate' });
};

const insert: Builtin = (vm, [v, ...args], keywords) => {
  countArguments(vm, 'insert', args, 2, 2);
  return at('insert')(vm, [v as Value, ...args], keywords);
};

const at =
  (what: string): Builtin =>
  (vm, [deque, key, value]) =>
    replay(vm, AT, [self(vm, what, deque).ref, key, value], { what });

function sought(vm: Operations, deque: Ref, what: string, [value, first, last]: readonly Slot[]): Result {
  const data = recordData(vm, deque);
  const state = data.numbers[STATE] as number;
  return replay(vm, SEARCH, [deque, value, first, last, ...itemsOf(data)], { what, state });
}

const search = (what: string, least: number, most: number): Builtin => {
  return (vm, [v, ...args], keywords) => {
    const { ref } = self(vm, what, v);
    noKeywords(vm, `deque.${what}`, keywords);
    if (most === 1) exactly(vm, `deque.${what}`, args, 1);
    else countArguments(vm, what, args, least, most);
    return sought(vm, ref, what, args);
  };
};

const none =
  (run: (vm: Operations, deque: Ref, arg: Value) => void) =>
  (vm: Operations, deque: Ref, arg: Value): Value => {
    run(vm, deque, arg);
    return null;
  };

function absentText(vm: Operations, method: 'remove' | 'index', value: Value, ask: Ask): string {
  return ROWS[vm.version].absentTellsMethod
    ? `deque.${method}(x): x not in deque`
    : `${reprAsking(vm, value, ask)} is not in deque`;
}

/** `__reduce__`: how `copy.deepcopy` makes another one, of what its own `__iter__` gives. Slots: the deque. */
const REDUCE: Native = {
  start: (vm, { slots }) => wait(getIter(vm, slots[0] as Ref), 'iterator'),
  phases: { iterator: (vm, { slots }, value) => ({ done: reduced(vm, slots[0] as Ref, given(value)) }) },
};

function reduced(vm: Operations, ref: Ref, items: Value): Value {
  const data = recordData(vm, ref);
  const args = limitOf(data) < 0 ? newTuple(vm, []) : newTuple(vm, [newTuple(vm, []), limitOf(data)]);
  const attributes = typeData(vm, data.cls).hasDict ? ensureDict(vm, ref) : null;
  const state = attributes !== null && dictEntries(vm, attributes).length > 0 ? attributes : null;
  return newTuple(vm, [data.cls, args, state, items]);
}

export const DEQUE_BUILTINS: BuiltinTable = {
  [`${TYPE}.__new__`]: (vm, [cls]) => newExtension(vm, TYPE, cls as Ref, [], [-1, 0]),
  [`${TYPE}.__init__`]: init,
  [`${TYPE}.__class_getitem__`]: classGetItem,
  [`${TYPE}.append`]: unary(
    'append',
    none((vm, deque, v) => append(vm, deque, v, false)),
  ),
  [`${TYPE}.appendleft`]: unary(
    'appendleft',
    none((vm, deque, v) => append(vm, deque, v, true)),
  ),
  [`${TYPE}.pop`]: plain('pop', (vm, deque) => pop(vm, deque, false)),
  [`${TYPE}.popleft`]: plain('popleft', (vm, deque) => pop(vm, deque, true)),
  [`${TYPE}.extend`]: unary('extend', (vm, deque, v) => extend(vm, deque, v)),
  [`${TYPE}.extendleft`]: unary('extendleft', (vm, deque, v) => extend(vm, deque, v, { left: true })),
  [`${TYPE}.clear`]: plain('clear', (vm, deque) => {
    replaceAll(vm, deque, []);
    return null;
  }),
  [`${TYPE}.copy`]: (vm, [v]) => copy(vm, self(vm, 'copy', v).ref),
  [`${TYPE}.__copy__`]: (vm, [v]) => copy(vm, self(vm, '__copy__', v).ref),
  [`${TYPE}.reverse`]: plain('reverse', (vm, deque, data) => {
    replaceAll(vm, deque, [...data.slots].reverse());
    return null;
  }),
  [`${TYPE}.rotate`]: rotateBy,
  [`${TYPE}.insert`]: insert,
  [`${TYPE}.count`]: search('count', 1, 1),
  [`${TYPE}.index`]: search('index', 1, 3),
  [`${TYPE}.remove`]: search('remove', 1, 1),
  [`${TYPE}.__contains__`]: (vm, [v, ...args]) => sought(vm, self(vm, '__contains__', v).ref, 'contains', args),
  [`${TYPE}.__getitem__`]: at('get'),
  [`${TYPE}.__setitem__`]: at('set'),
  [`${TYPE}.__delitem__`]: at('delete'),
  [`${TYPE}.__len__`]: (vm, [v]) => self(vm, '__len__', v).data.slots.length,
  [`${TYPE}.__bool__`]: (vm, [v]) => self(vm, '__bool__', v).data.slots.length > 0,
  '_collections._deque_iterator.__length_hint__': iteratorLeft,
  '_collections._deque_reverse_iterator.__length_hint__': iteratorLeft,
  '_collections._deque_iterator.__new__': iteratorNew(false),
  '_collections._deque_reverse_iterator.__new__': iteratorNew(true),
  [`${TYPE}.__iter__`]: iterator(false),
  [`${TYPE}.__reversed__`]: iterator(true),
  [`${TYPE}.__repr__`]: (vm, args) => replay(vm, REPR, args),
  [`${TYPE}.__add__`]: add,
  [`${TYPE}.__iadd__`]: (vm, [v, other]) => extend(vm, self(vm, '__iadd__', v).ref, other as Value, { give: true }),
  [`${TYPE}.__mul__`]: repeat,
  [`${TYPE}.__rmul__`]: repeat,
  [`${TYPE}.__imul__`]: (vm, [v, n]) => replay(vm, REPEAT, [v, n], { inplace: true }),
  [`${TYPE}.__reduce__`]: (vm, [v]) => vm.native('collections.deque_reduce', [self(vm, '__reduce__', v).ref]),
  [`${TYPE}.maxlen`]: (vm, [v]) => {
    const limit = limitOf(self(vm, 'maxlen', v).data);
    return limit < 0 ? null : limit;
  },
  ...Object.fromEntries(
    Object.entries(COMPARE_METHODS).map(([op, name]): [string, Builtin] => [
      `${TYPE}.${name}`,
      (vm, args) => replay(vm, COMPARE, args, { op }),
    ]),
  ),
};
export const DEQUE_NATIVES: NativeTable = {
  'collections.deque_extend': EXTEND,
  'collections.deque_add': ADD,
  'collections.deque_copy': COPY,
  'collections.deque_reduce': REDUCE,
  'collections.deque_repeat': REPEAT_COPY,
};
export const DEQUE_ALGORITHMS: readonly Algorithm[] = [AT, SEARCH, COMPARE, REPR, REPEAT, INDEX];
export const DEQUE_NEXTS = {
  '_collections._deque_iterator': nextOf(false),
  '_collections._deque_reverse_iterator': nextOf(true),
};
