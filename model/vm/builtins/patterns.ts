/**
 * Natives behind mapping and class patterns (Python/ceval.c: `match_keys`, `_PyEval_MatchClass`).
 * @module
 */
import { raise } from '../objects/exceptions.ts';
import { asKind } from '../objects/payload.ts';
import { addKey, hasKey, keyHash, newSet } from '../objects/set.ts';
import { newTuple } from '../objects/tuple.ts';
import { isSubtype, isType, TYPES, typeData, typeName } from '../objects/types.ts';
import type { Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { getAttr, getOptionalAttr } from '../protocol/attributes.ts';
import { given, remember, wait } from '../protocol/loop.ts';
import { TEXTS } from '../protocol/messages.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';
import { repr } from '../protocol/text.ts';
import { EXHAUSTED, type Ref, type Value } from '../value.ts';
import { CLASS_CHECK } from './class-checks.ts';

/** Whether a pattern has asked for this key before; it is remembered. Hashed twice, as `PySet_Contains` and `PySet_Add` do. Inputs: set, key. */
export const PATTERN_KEY: Algorithm = {
  name: 'pattern_key',
  run: (vm, inputs, _vars, ask) => {
    const [seen, key] = inputs as readonly [Ref, Value];
    if (hasKey(vm, seen, key, keyHash(vm, key, ask), ask)) return true;
    addKey(vm, seen, key, keyHash(vm, key, ask), ask);
    return false;
  },
};

/** What stands in the slots of `match.keys` in front of the values. */
const KEYS_BEFORE = 5;

const keysOf = (vm: Operations, self: NativeSelf): readonly Value[] =>
  (asKind(vm, self.slots[1], 'tuple')?.items ?? []) as readonly Value[];

/** MATCH_KEYS: a tuple of what `get` of the mapping has for the keys, or None if it lacks one. Slots: mapping, keys, get, seen, dummy, values. */
const MATCH_KEYS: Native = {
  start: (vm, self) =>
    keysOf(vm, self).length === 0
      ? { done: newTuple(vm, []) }
      : wait(getAttr(vm, self.slots[0] as Value, 'get'), 'get'),
  phases: {
    get: (vm, self, get) => {
      remember(vm, self, given(get), newSet(vm, []));
      return wait(vm.call(TYPES.object, []), 'dummy');
    },
    dummy: (vm, self, dummy) => {
      remember(vm, self, given(dummy));
      return nextKey(vm, self);
    },
    seen: (vm, self, seen) => {
      const key = keysOf(vm, self)[self.slots.length - KEYS_BEFORE] as Value;
      if (seen === true) return wait(repr(vm, key), 'duplicate');
      return wait(vm.call(self.slots[2] as Value, [key, self.slots[4] as Value]), 'value');
    },
    duplicate: (vm, _self, text) => {
      throw raise(vm, 'ValueError', `mapping pattern checks duplicate key (${String(text)})`);
    },
    value: (vm, self, value) => {
      if (value === self.slots[4]) return { done: null };
      remember(vm, self, given(value));
      return nextKey(vm, self);
    },
  },
};

function nextKey(vm: Operations, self: NativeSelf): NativeStep {
  const key = keysOf(vm, self)[self.slots.length - KEYS_BEFORE];
  if (key === undefined) return { done: newTuple(vm, self.slots.slice(KEYS_BEFORE) as Value[]) };
  return wait(replay(vm, PATTERN_KEY, [self.slots[3], key]), 'seen');
}

/** Builtin types whose only positional sub-pattern matches the subject itself (`_Py_TPFLAGS_MATCH_SELF`). */
const MATCH_SELF = ['bytearray', 'bytes', 'dict', 'float', 'frozenset', 'int', 'list', 'set', 'str', 'tuple'] as const;

/** What stands in the slots of `match.class` in front of the attributes. */
const ATTRIBUTES_BEFORE = 5;

/** MATCH_CLASS: a tuple of the attributes matched, or None. Slots: subject, class, names of keywords, names seen, all names, attributes. Vars: positional. */
const MATCH_CLASS: Native = {
  start: (vm, self) => {
    const [subject, cls] = self.slots as [Value, Value];
    if (!isType(vm, cls)) throw raise(vm, 'TypeError', TEXTS[vm.version].matchNoClass);
    return wait(replay(vm, CLASS_CHECK, [subject, cls], { check: 'isinstance' }), 'checked');
  },
  phases: {
    checked: (vm, self, isInstance) => {
      if (isInstance !== true) return { done: null };
      remember(vm, self, newSet(vm, []));
      if (Number(self.vars['positional']) > 0)
        return wait(getOptionalAttr(vm, self.slots[1] as Value, '__match_args__'), 'matchArgs');
      remember(vm, self, self.slots[2] as Value);
      return nextAttribute(vm, self);
    },
    matchArgs: (vm, self, found) => {
      const cls = self.slots[1] as Ref;
      const { name } = typeData(vm, cls);
      const positional = Number(self.vars['positional']);
      const matchArgs = found === EXHAUSTED ? newTuple(vm, []) : found;
      const names = asKind(vm, matchArgs, 'tuple');
      if (names?.cls !== TYPES.tuple) {
        throw raise(vm, 'TypeError', `${name}.__match_args__ must be a tuple (got ${typeName(vm, matchArgs)})`);
      }
      const itself = found === EXHAUSTED && MATCH_SELF.some((type) => isSubtype(vm, cls, TYPES[type]));
      const allowed = itself ? 1 : names.items.length;
      if (allowed < positional) {
        const plural = allowed === 1 ? '' : 's';
        const text = `${name}() accepts ${allowed} positional sub-pattern${plural} (${positional} given)`;
        throw raise(vm, 'TypeError', text);
      }
      const keywords = asKind(vm, self.slots[2], 'tuple')?.items ?? [];
      const asked = itself ? [] : names.items.slice(0, positional);
      remember(vm, self, newTuple(vm, [...asked, ...keywords] as Value[]));
      if (itself) {
        self.setVars({ ...self.vars, itself });
        remember(vm, self, self.slots[0] as Value);
      }
      return nextAttribute(vm, self);
    },
    attribute: (vm, self, value) => {
      if (value === EXHAUSTED) return { done: null };
      remember(vm, self, given(value));
      return nextAttribute(vm, self);
    },
  },
};

/** `match_class_attr`: each attribute is read before the next name is looked at. */
function nextAttribute(vm: Operations, self: NativeSelf): NativeStep {
  const found = self.slots.slice(ATTRIBUTES_BEFORE) as Value[];
  const names = asKind(vm, self.slots[4], 'tuple')?.items ?? [];
  const name = names[self.vars['itself'] === true ? found.length - 1 : found.length];
  if (name === undefined) return { done: newTuple(vm, found) };
  if (typeof name !== 'string') {
    throw raise(vm, 'TypeError', `__match_args__ elements must be strings (got ${typeName(vm, name as Value)})`);
  }
  if (replay(vm, PATTERN_KEY, [self.slots[3], name]) === true) {
    const { name: cls } = typeData(vm, self.slots[1] as Ref);
    throw raise(vm, 'TypeError', `${cls}() got multiple sub-patterns for attribute ${String(repr(vm, name))}`);
  }
  return wait(getOptionalAttr(vm, self.slots[0] as Value, name), 'attribute');
}

export const PATTERN_NATIVES: NativeTable = { 'match.keys': MATCH_KEYS, 'match.class': MATCH_CLASS };
