/**
 * `object.__reduce_ex__` of protocol 2 and later (`reduce_newobj`, `object_getstate` of Objects/typeobject.c): how `copy` makes another one.
 * @module
 */

import type { Builtin, BuiltinTable, Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { getAttr, getOptionalAttr } from '../protocol/attributes.ts';
import { bindSpecial } from '../protocol/bind-special.ts';
import { dictEntries, dictGetName, dictSetName, newDict } from '../protocol/dict-table.ts';
import { getIter, newRecord } from '../protocol/iteration.ts';
import { lookupType } from '../protocol/lookup.ts';
import { given, importing, wait } from '../protocol/loop.ts';
import { EXHAUSTED, ModelError, type PyRaise, Ref, type Slot, type Value } from '../value.ts';
import { exactly } from './arguments.ts';
import { raise } from './exceptions.ts';
import { newList } from './list.ts';
import { slotsBelow } from './mro.ts';
import { asInt, asKind, asStr } from './payload.ts';
import { newTuple } from './tuple.ts';
import { TYPES, typeData, typeName, typeOf } from './types.ts';

/** `reduce_newobj`. Slots: the object, its arguments and keywords for `__new__` where it names them, what `copyreg` makes another one with. */
const REDUCE: Native = {
  start(vm, self) {
    const obj = self.slots[0] as Value;
    const named = lookupType(vm, typeOf(vm, obj), '__getnewargs_ex__');
    if (named !== undefined) return wait(vm.call(...bindSpecial(vm, named, obj, [])), 'named');
    const listed = lookupType(vm, typeOf(vm, obj), '__getnewargs__');
    return listed === undefined
      ? importing(vm, 'copyreg', 'imported')
      : wait(vm.call(...bindSpecial(vm, listed, obj, [])), 'listed');
  },
  phases: {
    named(vm, self, value) {
      const both = tupleOf(vm, given(value), '__getnewargs_ex__ should return a tuple');
      const [args, keywords] = both;
      if (both.length !== 2)
        throw raise(vm, 'ValueError', `__getnewargs_ex__ should return a tuple of length 2, not ${both.length}`);
      tupleOf(vm, args as Value, 'first item of the tuple returned by __getnewargs_ex__ must be a tuple');
      if (asKind(vm, keywords, 'dict') === undefined) {
        const text = `second item of the tuple returned by __getnewargs_ex__ must be a dict, not '${typeName(vm, keywords as Value)}'`;
        throw raise(vm, 'TypeError', text);
      }
      self.set(1, args as Value);
      self.set(2, keywords as Value);
      return importing(vm, 'copyreg', 'imported');
    },
    listed(vm, self, value) {
      tupleOf(vm, given(value), '__getnewargs__ should return a tuple');
      self.set(1, given(value));
      return importing(vm, 'copyreg', 'imported');
    },
    imported: (vm, self, value) =>
      wait(getAttr(vm, given(value), hasKeywords(vm, self) ? '__newobj_ex__' : '__newobj__'), 'found'),
    found(vm, self, value) {
      self.set(3, given(value));
      const obj = self.slots[0] as Value;
      return stateOf(vm, obj, self.slots[1] === undefined && isPlain(vm, obj));
    },
    state(vm, self, value) {
      const [obj, args, keywords, make] = self.slots as readonly [Value, Slot, Slot, Value];
      const all = hasKeywords(vm, self)
        ? [args as Value, keywords as Value]
        : ((asKind(vm, args, 'tuple')?.items ?? []) as Value[]);
      const list = asKind(vm, obj, 'list') === undefined ? null : getIter(vm, obj);
      const dict = asKind(vm, obj, 'dict') === undefined ? null : getIter(vm, newRecord(vm, 'dict_items', [obj]));
      const made = newTuple(vm, [typeOf(vm, obj), ...all]);
      return { done: newTuple(vm, [make, made, given(value), list as Value, dict as Value]) };
    },
  },
};

function tupleOf(vm: Operations, v: Value, text: string): readonly Slot[] {
  const items = asKind(vm, v, 'tuple')?.items;
  if (items === undefined) throw raise(vm, 'TypeError', `${text}, not '${typeName(vm, v)}'`);
  return items;
}

const hasKeywords = (vm: Operations, { slots }: NativeSelf): boolean => (asKind(vm, slots[2], 'dict')?.live ?? 0) > 0;

const isPlain = (vm: Operations, obj: Value): boolean =>
  asKind(vm, obj, 'list') === undefined && asKind(vm, obj, 'dict') === undefined;

/** `object_getstate`: what `__getstate__` of the object gives, or what object has for it. `required`: all that the object holds must be in it. */
function stateOf(vm: Operations, obj: Value, required: boolean): NativeStep {
  return wait(vm.native('object_getstate', [obj], { required }), 'state');
}

/** Slots: the object. Vars: required. */
const GETSTATE: Native = {
  start: (vm, { slots }) => wait(getAttr(vm, slots[0] as Value, '__getstate__'), 'found'),
  phases: {
    found(vm, { slots, vars }, value) {
      const [obj] = slots;
      const method = given(value);
      const data = method instanceof Ref ? vm.read(method) : null;
      const own = data?.kind === 'builtin' && data.impl === 'object.__getstate__' && data.self === obj;
      return wait(own ? vm.native('object_state', [obj], vars) : vm.call(method, []), 'state');
    },
    state: (_vm, _self, value) => ({ done: given(value) }),
  },
};

/** `object_getstate_default`. Slots: the object, its attributes or None, the names of its slots, a dict of what these hold. Vars: required, the next name. */
const STATE: Native = {
  start: (vm, { slots, vars }) => {
    const obj = slots[0] as Value;
    const { layout, name, dict } = typeData(vm, typeOf(vm, obj));
    if (vars['required'] === true && layout !== 'object' && !ATTRIBUTES_ONLY.has(layout)) {
      if (COPIED_OTHERWISE.test(layout)) throw new ModelError(`copying a ${name} is not modelled`);
      throw VARIABLE.has(layout) ? raise(vm, 'TypeError', `cannot pickle ${name} objects`) : noPickle(vm, name);
    }
    const known = dictGetName(vm, dict, '__slotnames__');
    if (known !== undefined && known !== null && asKind(vm, known, 'list') === undefined) {
      const text = `${name}.__slotnames__ should be a list or None, not ${typeName(vm, known)}`;
      throw raise(vm, 'TypeError', text);
    }
    return known === undefined ? importing(vm, 'copyreg', 'imported') : { result: known as Value, then: 'names' };
  },
  phases: {
    imported: (vm, _self, value) => wait(getAttr(vm, given(value), '_slotnames'), 'found'),
    found: (vm, { slots }, value) => wait(vm.call(given(value), [typeOf(vm, slots[0] as Value)]), 'names'),
    names(vm, self, value) {
      const names = given(value);
      const cls = typeOf(vm, self.slots[0] as Value);
      vm.splice(self.ref, 'slots', 1, 0, [ownState(vm, self.slots[0] as Value), names, newDict(vm)]);
      if (self.vars['required'] === true && slotsBelow(vm, cls) > slotNamesOf(vm, self).length)
        throw noPickle(vm, typeData(vm, cls).name);
      return nextSlot(vm, self, 0);
    },
    slot(vm, self, value) {
      const { count, next } = self.vars;
      if (value !== EXHAUSTED) dictSetName(vm, self.slots[3] as Ref, slotNamesOf(vm, self)[Number(next)]!, value);
      if (slotNamesOf(vm, self).length !== count)
        throw raise(vm, 'RuntimeError', '__slotsname__ changed size during iteration');
      return nextSlot(vm, self, Number(next) + 1);
    },
  },
};

const noPickle = (vm: Operations, name: string): PyRaise => raise(vm, 'TypeError', `cannot pickle '${name}' object`);

function slotNamesOf(vm: Operations, { slots }: NativeSelf): readonly string[] {
  return (asKind(vm, slots[2], 'list')?.items ?? []).map((name) => asStr(vm, name) ?? '');
}

/** What an object has as the slot at hand is asked for as any attribute. */
function nextSlot(vm: Operations, self: NativeSelf, next: number): NativeStep {
  const names = slotNamesOf(vm, self);
  const name = names[next];
  self.setVars({ ...self.vars, next, count: names.length });
  if (name !== undefined) return wait(getOptionalAttr(vm, self.slots[0] as Value, name), 'slot');
  const [, state, , found] = self.slots as [Value, Value, Value, Ref];
  return { done: dictEntries(vm, found).length === 0 ? state : newTuple(vm, [state, found]) };
}

/** Types of the interpreter whose objects are nothing but attributes. */
const ATTRIBUTES_ONLY: ReadonlySet<string> = new Set(['SimpleNamespace', 'Generic']);
/** Those whose objects differ in size (`tp_itemsize`). */
const VARIABLE: ReadonlySet<string> = new Set(['memoryview', 'code', 'frame']);
/** Those that have a `__reduce__` of their own in CPython. */
const COPIED_OTHERWISE = /^(itertools\..*)$/;

/** The `__dict__` of an object; None where it has none, or nothing in it. */
function ownState(vm: Operations, self: Value): Value {
  const data = self instanceof Ref ? vm.read(self) : null;
  if (data === null || !('attrs' in data) || data.attrs === null || !typeData(vm, data.cls).hasDict) return null;
  return dictEntries(vm, data.attrs).length === 0 ? null : data.attrs;
}

/** `object.__reduce_ex__`: `__reduce__` of the object where its class has one of its own. Slots: the object, the protocol, that method. */
const REDUCE_EX: Native = {
  start: (vm, { slots }) => wait(getOptionalAttr(vm, slots[0] as Value, '__reduce__'), 'found'),
  phases: {
    found(vm, self, value) {
      if (value === EXHAUSTED) return commonReduce(vm, self);
      self.set(2, value);
      return wait(getAttr(vm, typeOf(vm, self.slots[0] as Value), '__reduce__'), 'ofClass');
    },
    ofClass: (vm, self, value) =>
      given(value) === lookupType(vm, TYPES.object, '__reduce__')
        ? commonReduce(vm, self)
        : wait(vm.call(self.slots[2] as Value, []), 'reduced'),
    reduced: (_vm, _self, value) => ({ done: given(value) }),
  },
};

/** `_common_reduce`. */
function commonReduce(vm: Operations, { slots }: NativeSelf): NativeStep {
  const [obj, protocol] = slots;
  const early = Number(protocol) < 2;
  return wait(
    early
      ? vm.native('object_reduce_early', [obj, protocol])
      : vm.native('object_reduce', [obj, undefined, undefined, undefined]),
    'reduced',
  );
}

/** Protocols 0 and 1 are `copyreg._reduce_ex`. Slots: the object, the protocol. */
const REDUCE_EARLY: Native = {
  start: (vm) => importing(vm, 'copyreg', 'imported'),
  phases: {
    imported: (vm, _self, value) => wait(getAttr(vm, given(value), '_reduce_ex'), 'found'),
    found: (vm, { slots }, value) => wait(vm.call(given(value), slots as Value[]), 'reduced'),
    reduced: (_vm, _self, value) => ({ done: given(value) }),
  },
};

/** `set.__reduce__`: its type, a list of its members, its attributes. */
const REDUCE_SET: Native = {
  start: (vm, { slots }) => stateOf(vm, slots[0] as Value, false),
  phases: {
    state: (vm, { slots }, value) => {
      const members = (asKind(vm, slots[0] as Value, 'set')?.slots ?? []).filter((slot) => slot !== undefined);
      const args = newTuple(vm, [newList(vm, members)]);
      return { done: newTuple(vm, [typeOf(vm, slots[0] as Value), args, given(value)]) };
    },
  },
};
const reduceSet: Builtin = (vm, [self]) => vm.native('set_reduce', [self]);

/** Of a slice or a range: its type, and what it is made of. */
const reduceBounds: Builtin = (vm, [self]) => {
  const data = vm.read(self as Ref);
  const parts: readonly Slot[] =
    data.kind === 'range' ? [data.start, data.stop, data.step] : data.kind === 'record' ? data.slots : [];
  return newTuple(vm, [data.cls, newTuple(vm, parts as Value[])]);
};

export const REDUCE_BUILTINS: BuiltinTable = {
  'object.__reduce_ex__'(vm, [self, ...args]) {
    exactly(vm, 'object.__reduce_ex__', args, 1);
    const protocol = asInt(vm, args[0] as Value);
    if (protocol === undefined)
      throw raise(vm, 'TypeError', `'${typeName(vm, args[0] as Value)}' object cannot be interpreted as an integer`);
    return vm.native('object_reduce_ex', [self, protocol, undefined]);
  },
  'object.__reduce__': (vm, [self, ...rest]) => {
    exactly(vm, 'object.__reduce__', rest, 0);
    return vm.native('object_reduce_early', [self, 0]);
  },
  'object.__getstate__': (vm, [self]) => vm.native('object_state', [self], { required: false }),
  'slice.__reduce__': reduceBounds,
  'range.__reduce__': reduceBounds,
  'set.__reduce__': reduceSet,
  'frozenset.__reduce__': reduceSet,
};
export const REDUCE_NATIVES: NativeTable = {
  object_reduce_ex: REDUCE_EX,
  object_reduce: REDUCE,
  object_reduce_early: REDUCE_EARLY,
  object_getstate: GETSTATE,
  object_state: STATE,
  set_reduce: REDUCE_SET,
};
