/**
 * `__build_class__` (Python/bltinmodule.c): bases, metaclass, namespace, body, class.
 * @module
 */

import type { Keywords, Native, NativeSelf, NativeStep, Operations } from '../operations.ts';
import { getOptionalAttr } from '../protocol/attributes.ts';
import { dictEntries, dictSetName, newDict } from '../protocol/dict-table.ts';
import { setItem } from '../protocol/items.ts';
import { lookupType } from '../protocol/lookup.ts';
import { given, wait } from '../protocol/loop.ts';
import { fullTypeName } from '../protocol/text-contents.ts';
import { EXHAUSTED, type Exhausted, Ref, type Result, type Value } from '../value.ts';
import { raise } from './exceptions.ts';
import { calculateMetaclass } from './mro.ts';
import { asKind, asStr } from './payload.ts';
import { newTuple, tupleItems } from './tuple.ts';
import { isType, TYPES, typeData, typeName, typeOf } from './types.ts';

/** `__build_class__(func, name, *bases, metaclass=…, **kwargs)`. */
export function buildClass(vm: Operations, args: readonly Value[], keywords: Keywords | null): Result {
  if (args.length < 2) throw raise(vm, 'TypeError', '__build_class__: not enough arguments');
  const [func, name, ...bases] = args as [Value, Value, ...Value[]];
  if (asKind(vm, func, 'function') === undefined)
    throw raise(vm, 'TypeError', '__build_class__: func must be a function');
  if (asStr(vm, name) === undefined) throw raise(vm, 'TypeError', '__build_class__: name is not a string');
  const kwargs = newDict(vm);
  for (const [key, value] of keywords ?? []) {
    if (key !== 'metaclass') dictSetName(vm, kwargs, key, value);
  }
  const metaclass = keywords?.get('metaclass');
  const original = newTuple(vm, bases);
  return vm.native('build_class', [func, name, original, original, metaclass, kwargs, null, null], {
    base: 0,
    found: false,
  });
}

const FUNC = 0;
const NAME = 1;
const ORIGINAL = 2;
const BASES = 3;
const METACLASS = 4;
const KWARGS = 5;
const NAMESPACE = 6;
const CELL = 7;

const keywordsOf = (vm: Operations, self: NativeSelf): Keywords =>
  new Map(dictEntries(vm, self.slots[KWARGS] as Ref) as [string, Value][]);

/** `update_bases`: what is no type may say by `__mro_entries__` what stands for it. */
function resolveBases(vm: Operations, self: NativeSelf): NativeStep {
  const at = Number(self.vars['base']);
  const bases = tupleItems(vm, self.slots[BASES] as Value);
  const base = bases[at];
  if (base === undefined) return withMetaclass(vm, self);
  if (isType(vm, base)) {
    self.setVars({ ...self.vars, base: at + 1 });
    return resolveBases(vm, self);
  }
  return wait(getOptionalAttr(vm, base, '__mro_entries__'), 'entriesMethod');
}

function withMetaclass(vm: Operations, self: NativeSelf): NativeStep {
  const bases = tupleItems(vm, self.slots[BASES] as Value);
  let metaclass = self.slots[METACLASS] as Value | undefined;
  if (metaclass === undefined) metaclass = bases.length === 0 ? TYPES.type : typeOf(vm, bases[0] as Value);
  if (isType(vm, metaclass)) metaclass = calculateMetaclass(vm, metaclass, bases);
  self.set(METACLASS, metaclass);
  if (metaclass === TYPES.type) return runBody(vm, self, newDict(vm));
  if (isType(vm, metaclass)) {
    const own = lookupType(vm, metaclass, '__prepare__');
    const inherited = lookupType(vm, TYPES.type, '__prepare__');
    if (own === inherited) return runBody(vm, self, newDict(vm));
  }
  return wait(getOptionalAttr(vm, metaclass, '__prepare__'), 'prepareMethod');
}

function runBody(vm: Operations, self: NativeSelf, namespace: Ref): NativeStep {
  self.set(NAMESPACE, namespace);
  return wait(vm.runCode(self.slots[FUNC] as Ref, namespace), 'body');
}

function callMetaclass(vm: Operations, self: NativeSelf): NativeStep {
  const [, name, , bases, metaclass, , namespace] = self.slots as Value[];
  const keywords = keywordsOf(vm, self);
  const args = [name, bases, namespace] as Value[];
  return wait(vm.call(metaclass as Value, args, keywords.size === 0 ? null : keywords), 'made');
}

/** A namespace that `__prepare__` gave must be a mapping: a dict or subclass, or a class with `__getitem__`. */
export function isMapping(vm: Operations, v: Value): v is Ref {
  if (!(v instanceof Ref)) return false;
  return asKind(vm, v, 'dict') !== undefined || lookupType(vm, typeOf(vm, v), '__getitem__') !== undefined;
}

/** Slots: func, name, bases as written, bases, metaclass, keyword arguments, namespace, class cell. Vars: the base being resolved. */
export const BUILD_CLASS: Native = {
  start: resolveBases,
  phases: {
    entriesMethod(vm, self, value) {
      if (value !== EXHAUSTED) return wait(vm.call(value, [self.slots[ORIGINAL] as Value]), 'entries');
      self.setVars({ ...self.vars, base: Number(self.vars['base']) + 1 });
      return resolveBases(vm, self);
    },
    entries(vm, self, value) {
      const entries = asKind(vm, given(value), 'tuple');
      if (entries === undefined) throw raise(vm, 'TypeError', '__mro_entries__ must return a tuple');
      const at = Number(self.vars['base']);
      const bases = tupleItems(vm, self.slots[BASES] as Value);
      self.set(BASES, newTuple(vm, [...bases.slice(0, at), ...entries.items, ...bases.slice(at + 1)]));
      self.setVars({ base: at + entries.items.length, found: true });
      return resolveBases(vm, self);
    },
    prepareMethod(vm, self, value: Value | Exhausted) {
      if (value === EXHAUSTED) return runBody(vm, self, newDict(vm));
      const args = [self.slots[NAME] as Value, self.slots[BASES] as Value];
      return wait(vm.call(value, args, keywordsOf(vm, self)), 'prepared');
    },
    prepared(vm, self, value) {
      const namespace = given(value);
      if (isMapping(vm, namespace)) return runBody(vm, self, namespace);
      const metaclass = self.slots[METACLASS] as Value;
      const name = isType(vm, metaclass) ? typeData(vm, metaclass).name : '<metaclass>';
      throw raise(
        vm,
        'TypeError',
        `${name}.__prepare__() must return a mapping, not ${namespace === null ? 'NoneType' : typeName(vm, namespace)}`,
      );
    },
    body(vm, self, value) {
      self.set(CELL, given(value));
      if (self.vars['found'] !== true) return callMetaclass(vm, self);
      const key = '__orig_bases__';
      return wait(setItem(vm, self.slots[NAMESPACE] as Value, key, self.slots[ORIGINAL] as Value), 'originals');
    },
    originals: callMetaclass,
    made(vm, self, value) {
      const made = given(value);
      const cell = asKind(vm, self.slots[CELL], 'cell');
      if (cell === undefined || !isType(vm, made)) return { done: made };
      const name = asStr(vm, self.slots[NAME]) ?? '';
      if (cell.value === undefined)
        throw raise(
          vm,
          'RuntimeError',
          `__class__ not set defining '${name}' as ${typeRepr(vm, made)}. Was __classcell__ propagated to type.__new__?`,
        );
      if (cell.value !== made)
        throw raise(
          vm,
          'TypeError',
          `__class__ set to ${isType(vm, cell.value) ? typeRepr(vm, cell.value) : '?'} defining '${name}' as ${typeRepr(vm, made)}`,
        );
      return { done: made };
    },
  },
};

function typeRepr(vm: Operations, type: Ref): string {
  return `<class '${fullTypeName(vm, type)}'>`;
}
