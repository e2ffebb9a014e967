/**
 * `collections.OrderedDict` (Objects/odictobject.c): a dict whose order shows in `==` and can be changed.
 * @module
 */
import { between, bindArguments, exactly, noKeywords } from '../objects/arguments.ts';
import { clearDict, dictSetKnown, entryHash, fromKeys } from '../objects/dict-update.ts';
import { raise } from '../objects/exceptions.ts';
import { asKind } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { isInstance, NotImplemented, TYPES, typeData } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { equalAsking, truthAsking } from '../protocol/compare.ts';
import { compareContents } from '../protocol/compare-contents.ts';
import {
  dictData,
  dictEntries,
  dictFind,
  dictGetName,
  dictMove,
  dictOperation,
  dictRemoveAt,
  newDict,
} from '../protocol/dict-table.ts';
import { getItem, setItem } from '../protocol/items.ts';
import { given, wait } from '../protocol/loop.ts';
import { isTrue } from '../protocol/operators.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { reprAsking } from '../protocol/text.ts';
import { ModelError, type Ref, type Slot, type Value } from '../value.ts';
import { ORDERED_DICT_UPDATE_NATIVES, updateOrdered } from './ordered-dict-update.ts';

const TYPE = 'collections.OrderedDict';

const update: Builtin = (vm, [self, ...args], keywords) => {
  if (args.length > 1)
    throw raise(vm, 'TypeError', `update() takes at most 1 positional argument (${args.length} given)`);
  return updateOrdered(vm, self, args[0], keywords, false);
};

function view(type: 'dict_keys' | 'dict_values' | 'dict_items'): Builtin {
  const cls = TYPES[type.replace('dict', 'odict') as 'odict_keys' | 'odict_values' | 'odict_items'];
  return (vm, [self]) => vm.alloc({ kind: 'record', cls, type, slots: [self], numbers: [], attrs: null });
}

const ITERATORS = { dict_keys: 'key', dict_values: 'value', dict_items: 'item' } as const;

/** Iterators are those of dict, of another type. */
function iterator(vm: Operations, dict: Slot, what: 'key' | 'value' | 'item', reverse: boolean): Ref {
  const { live } = dictData(vm, dict as Ref);
  const type = `dict_${reverse ? 'reverse' : ''}${what}iterator`;
  return vm.alloc({
    kind: 'record',
    cls: TYPES.odict_iterator,
    type,
    slots: [dict],
    numbers: [0, live, live],
    attrs: null,
  });
}

function viewIterator(what: keyof typeof ITERATORS, reverse: boolean): Builtin {
  return (vm, [self]) => iterator(vm, asKind(vm, self, 'record')?.slots[0], ITERATORS[what], reverse);
}

const popitem: Builtin = (vm, [self, ...args], keywords) => {
  const [last = true] = bindArguments(vm, { name: 'popitem', names: ['last'] }, args, keywords);
  const dict = self as Ref;
  const { keys, values, live } = dictData(vm, dict);
  if (live === 0) throw raise(vm, 'KeyError', ['dictionary is empty']);
  const present = keys.flatMap((key, i) => (key === undefined ? [] : [i]));
  const at = (isTrue(vm, last as Value) === true ? present[present.length - 1] : present[0]) as number;
  const pair = newTuple(vm, [keys[at] as Value, values[at] as Value]);
  dictRemoveAt(vm, dict, at);
  return pair;
};

const moveToEnd: Builtin = (vm, [self, ...args], keywords) => {
  const names = ['key', 'last'];
  const bound = bindArguments(vm, { name: 'move_to_end', names, required: 1 }, args, keywords);
  const [key, last = true] = bound as [Value, Value?];
  const at = dictFind(vm, self as Ref, key);
  if (at === undefined) throw new ModelError('move_to_end of a key that Python code hashes');
  if (at < 0) throw raise(vm, 'KeyError', [key]);
  dictMove(vm, self as Ref, at, isTrue(vm, last) === true);
  return null;
};

/** Inputs: both sides. Vars: negate. */
const EQUAL: Algorithm = {
  name: 'ordered_dict_equal',
  run: (vm, inputs, vars, ask) => {
    const [a, b] = inputs as readonly [Ref, Value];
    const negate = vars['negate'] === true;
    if (asKind(vm, b, 'dict') === undefined) return NotImplemented;
    const same = truthAsking(vm, compareContents(vm, '==', a, b, ask), ask);
    if (!same || !isInstance(vm, b, TYPES[TYPE])) return same !== negate;
    const [mine, others] = [dictEntries(vm, a), dictEntries(vm, b as Ref)];
    return mine.every(([key], i) => equalAsking(vm, key, (others[i] as [Value, Value])[0], ask)) !== negate;
  },
};

/** Inputs: the ordered dict. */
const REPR: Algorithm = {
  name: 'ordered_dict_repr',
  run: (vm, inputs, _vars, ask) => {
    const self = inputs[0] as Ref;
    const { name } = typeData(vm, vm.read(self).cls);
    const shown = name.slice(name.lastIndexOf('.') + 1);
    if (dictData(vm, self).live === 0) return `${shown}()`;
    const copied = isExact(vm, self)
      ? self
      : ask(dictGetName(vm, typeData(vm, TYPES.dict).dict, 'copy') as Value, [self]);
    const entries = dictEntries(vm, copied as Ref);
    const one = (v: Value): string => (v === self ? '...' : reprAsking(vm, v, ask));
    return `${shown}({${entries.map(([key, value]) => `${one(key)}: ${one(value)}`).join(', ')}})`;
  },
};

/** `odict_copy`: each value is looked up; an exact copy takes the hashes over, one of a subclass is stored into. Slots: the dict, the copy, a key. Vars: at. */
const COPY: Native = {
  start: (vm, self) =>
    self.slots.length > 1 ? copyNext(vm, self) : wait(vm.call(vm.read(self.slots[0] as Ref).cls, []), 'made'),
  phases: {
    made(vm, self, value) {
      self.set(1, given(value));
      return copyNext(vm, self);
    },
    found(vm, self, value) {
      const [source, copied] = self.slots as readonly [Ref, Ref];
      const data = dictData(vm, source);
      const at = Number(self.vars['at']);
      self.setVars({ at: at + 1 });
      const key = data.keys[at] as Value;
      const stored = isExact(vm, source)
        ? dictSetKnown(vm, copied, key, entryHash(vm, data, at), given(value))
        : setItem(vm, copied, key, given(value));
      return wait(stored, 'stored');
    },
    stored: copyNext,
  },
};

const isExact = (vm: Operations, dict: Ref): boolean => vm.read(dict).cls === TYPES[TYPE];

function copyNext(vm: Operations, self: NativeSelf): NativeStep {
  const [source, copied] = self.slots as readonly [Ref, Ref];
  const { keys } = dictData(vm, source);
  let at = Number(self.vars['at']);
  while (at < keys.length && keys[at] === undefined) at++;
  const key = keys[at];
  if (key === undefined) return { done: copied };
  self.setVars({ at });
  return wait(isExact(vm, source) ? dictOperation(vm, 'get', source, key) : getItem(vm, source, key), 'found');
}

const copy: Builtin = (vm, [self]) => {
  const source = self as Ref;
  const made = isExact(vm, source)
    ? [vm.alloc({ kind: 'dict', cls: TYPES[TYPE], keys: [], values: [], live: 0, attrs: newDict(vm) })]
    : [];
  return vm.native('collections.ordered_copy', [source, ...made], { at: 0 });
};

function merged(reflected: boolean): Builtin {
  return (vm, [a, b]) => {
    if (asKind(vm, a, 'dict') === undefined || asKind(vm, b, 'dict') === undefined) return NotImplemented;
    const cls = vm.read(a as Ref).cls;
    const [first, second] = reflected ? [b, a] : [a, b];
    return vm.native('collections.ordered_or', [cls, first, second]);
  };
}

/** Slots: class, first, second. */
const OR: Native = {
  start: (vm, { slots }) => wait(vm.call(slots[0] as Value, [slots[1] as Value]), 'made'),
  phases: {
    made: (vm, { slots }, value) => wait(updateOrdered(vm, given(value), slots[2], null, true), 'merged'),
    merged: (_vm, _self, value) => ({ done: value }),
  },
};

export const ORDERED_DICT_BUILTINS: BuiltinTable = {
  [`${TYPE}.__init__`]: (vm, [self, ...args], keywords) => {
    if (args.length > 1)
      throw raise(vm, 'TypeError', `expected at most 1 ${ROWS[vm.version].oneArgument}, got ${args.length}`);
    return updateOrdered(vm, self, args[0], keywords, false);
  },
  [`${TYPE}.update`]: update,
  [`${TYPE}.fromkeys`]: (vm, [cls, iterable, value = null]) => fromKeys(vm, cls as Value, iterable as Value, value),
  [`${TYPE}.setdefault`]: (vm, [self, ...args], keywords) => {
    const names = ['key', 'default'];
    const [key, value = null] = bindArguments(vm, { name: 'setdefault', names, required: 1 }, args, keywords);
    return dictOperation(vm, 'setdefault', self as Ref, key as Value, value);
  },
  [`${TYPE}.pop`]: (vm, [self, ...args], keywords) => {
    const names = ['key', 'default'];
    const [key, value] = bindArguments(vm, { name: 'pop', names, required: 1 }, args, keywords);
    return dictOperation(vm, 'pop', self as Ref, key as Value, value);
  },
  [`${TYPE}.popitem`]: popitem,
  [`${TYPE}.move_to_end`]: moveToEnd,
  [`${TYPE}.keys`]: view('dict_keys'),
  [`${TYPE}.values`]: view('dict_values'),
  [`${TYPE}.items`]: view('dict_items'),
  [`${TYPE}.clear`]: (vm, [self, ...args], keywords) => {
    noKeywords(vm, 'OrderedDict.clear', keywords);
    exactly(vm, 'OrderedDict.clear', args, 0);
    clearDict(vm, self as Ref);
    return null;
  },
  [`${TYPE}.copy`]: copy,
  [`${TYPE}.__iter__`]: (vm, [self]) => iterator(vm, self, 'key', false),
  [`${TYPE}.__reversed__`]: (vm, [self]) => iterator(vm, self, 'key', true),
  [`${TYPE}.__repr__`]: (vm, args) => replay(vm, REPR, args),
  [`${TYPE}.__eq__`]: (vm, args) => replay(vm, EQUAL, args, { negate: false }),
  [`${TYPE}.__ne__`]: (vm, args) => replay(vm, EQUAL, args, { negate: true }),
  [`${TYPE}.__or__`]: merged(false),
  [`${TYPE}.__ror__`]: merged(true),
  [`${TYPE}.__ior__`]: (vm, [self, other]) => updateOrdered(vm, self, other, null, true),
  [`${TYPE}.__sizeof__`]: () => 56,
  [`${TYPE}.__setitem__`]: (vm, [self, ...args]) => {
    between(vm, '__setitem__', args, 2, 2);
    return dictOperation(vm, 'set', self as Ref, args[0] as Value, args[1] as Value);
  },
  [`${TYPE}.__delitem__`]: (vm, [self, key]) => dictOperation(vm, 'delete', self as Ref, key as Value),
  [`${TYPE}.__reduce__`]: (vm, [self]) => {
    const items = iterator(vm, self, 'item', false);
    return newTuple(vm, [vm.read(self as Ref).cls, newTuple(vm, []), null, null, items]);
  },
  ...Object.fromEntries(
    (Object.keys(ITERATORS) as (keyof typeof ITERATORS)[]).flatMap((type): [string, Builtin][] => [
      [`${type.replace('dict', 'odict')}.__iter__`, viewIterator(type, false)],
      [`${type.replace('dict', 'odict')}.__reversed__`, viewIterator(type, true)],
    ]),
  ),
};
export const ORDERED_DICT_NATIVES: NativeTable = {
  ...ORDERED_DICT_UPDATE_NATIVES,
  'collections.ordered_or': OR,
  'collections.ordered_copy': COPY,
};
export const ORDERED_DICT_ALGORITHMS: readonly Algorithm[] = [EQUAL, REPR];
