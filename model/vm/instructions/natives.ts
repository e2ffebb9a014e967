/**
 * Natives that instructions start: displays, `*` and `**` in displays and calls, patterns, formatting, finalisers.
 * @module
 */

import { EVENT_NATIVE, eventNative } from '../callback-steps.ts';
import type { DataOf } from '../heap.ts';
import { finalizeNative } from '../lifetime.ts';
import type { Machine } from '../machine.ts';
import { updateFrom } from '../objects/dict-update.ts';
import { exceptionData, exceptionMatches, raise } from '../objects/exceptions.ts';
import { asKind } from '../objects/payload.ts';
import { TYPES, typeName } from '../objects/types.ts';
import type { Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { getAttr, getOptionalAttr, lookupSpecial } from '../protocol/attributes.ts';
import { toTuple } from '../protocol/collect.ts';
import { dictEntries, dictGetName, dictOperation, dictSet } from '../protocol/dict-table.ts';
import { functionText } from '../protocol/function-text.ts';
import { getItem, setItem } from '../protocol/items.ts';
import { length } from '../protocol/length.ts';
import { isStaticBuiltin, override } from '../protocol/lookup.ts';
import { given, remember, wait } from '../protocol/loop.ts';
import { TEXTS } from '../protocol/messages.ts';
import { noCode } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { ascii, format, reprOf, strAsking, strOf } from '../protocol/text.ts';
import { EXHAUSTED, ModelError, type Ref, type Value } from '../value.ts';

/** Calls a builtin method of the value in slot 0 with each of the other slots, then gives slot 0. */
function feed(impl: string): Native {
  const next = (vm: Operations, self: NativeSelf, i: number): NativeStep => {
    if (i >= self.slots.length) return { done: self.slots[0] as Value };
    self.setVars({ next: i + 1 });
    return wait(callImpl(vm, impl, [self.slots[0] as Value, self.slots[i] as Value]), 'fed');
  };
  return {
    start: (vm, self) => next(vm, self, 1),
    phases: { fed: (vm, self) => next(vm, self, Number(self.vars['next'])) },
  };
}

function callImpl(vm: Operations, impl: string, args: readonly Value[]) {
  const run = (vm as Machine).world.builtins.get(impl);
  if (run === undefined) throw new ModelError(`builtin ${impl} is not modelled`);
  return run(vm, args, null);
}

/** BUILD_MAP: slot 0 is the dict, then keys and values in turn. */
const dictBuild: Native = {
  start: (vm, self) => storePair(vm, self, 1),
  phases: { stored: (vm, self) => storePair(vm, self, Number(self.vars['next'])) },
};

function storePair(vm: Operations, self: NativeSelf, i: number): NativeStep {
  const [dict] = self.slots;
  if (i >= self.slots.length) return { done: dict as Value };
  self.setVars({ next: i + 2 });
  return wait(dictSet(vm, dict as Ref, self.slots[i] as Value, self.slots[i + 1] as Value), 'stored');
}

/** LIST_EXTEND: `[*x]` and `f(*x, …)`; what cannot be iterated is told so after a star. */
const listExtendStar: Native = {
  start: (vm, self) => wait(callImpl(vm, 'list.extend', [self.slots[0] as Value, self.slots[1] as Value]), 'extended'),
  phases: { extended: () => ({ done: null }) },
  caught: (vm, self, exception, phase) => {
    const value = self.slots[1] as Value;
    // What a builtin without `__iter__` has under that name makes a mapping of it, and no sequence.
    const subscript = lookupSpecial(vm, value, '__getitem__');
    const iterable =
      lookupSpecial(vm, value, '__iter__') !== undefined || (subscript !== undefined && !isStaticBuiltin(subscript));
    if (iterable || phase !== 'start' || vm.read(exception).cls !== TYPES.TypeError) return undefined;
    throw raise(vm, 'TypeError', `Value after * must be an iterable, not ${typeName(vm, value)}`);
  },
};

/**
 * DICT_UPDATE and DICT_MERGE: slot 0 is the dict, slot 1 the mapping; with `callable` in the vars, a key that is there already is an error, and so is
 * what is no mapping.
 */
const dictMerge: Native = {
  start: (vm, self) => {
    const mapping = self.slots[1] as Value;
    if (asKind(vm, mapping, 'dict') !== undefined && override(vm, mapping, '__iter__') === undefined) {
      const into = self.slots[0] as Ref;
      // Into an empty dict no key comes twice.
      if (self.vars['callable'] === undefined || length(vm, into) === 0)
        return wait(updateFrom(vm, into, mapping), 'updated');
      remember(vm, self, ...dictEntries(vm, mapping as Ref).flat());
      self.setVars({ ...self.vars, next: 2 });
      return mergeNext(vm, self);
    }
    return wait(getOptionalAttr(vm, mapping, 'keys'), 'method');
  },
  phases: {
    method: (vm, self, method) => {
      if (method === EXHAUSTED) throw notAMapping(vm, self);
      return wait(vm.native('mapping_keys', [self.slots[1], method, undefined]), 'keys');
    },
    keys: (vm, self, keys) => {
      remember(vm, self, given(keys));
      self.setVars({ ...self.vars, next: 0 });
      return nextKeyOf(vm, self);
    },
    fresh: (vm, self, present) => {
      if (present === true) throw multipleValues(vm, self, self.slots[3] as Value);
      return wait(getItem(vm, self.slots[1] as Value, self.slots[3] as Value), 'value');
    },
    value: (vm, self, value) => wait(dictSet(vm, self.slots[0] as Ref, self.slots[3] as Value, given(value)), 'put'),
    put: (vm, self) => nextKeyOf(vm, self),
    absent: (vm, self, present) => {
      const i = Number(self.vars['next']);
      if (present === true) throw multipleValues(vm, self, self.slots[i] as Value);
      return wait(dictSet(vm, self.slots[0] as Ref, self.slots[i] as Value, self.slots[i + 1] as Value), 'merged');
    },
    updated: () => ({ done: null }),
    merged: (vm, self) => {
      self.setVars({ ...self.vars, next: Number(self.vars['next']) + 2 });
      return mergeNext(vm, self);
    },
  },
  // Until 3.14 whatever raises AttributeError on the way, or KeyError in a call, was taken for the mapping's own failing.
  caught: (vm, self, exception) => {
    if (ROWS[vm.version].mergeTellsOwnErrors || self.vars['told'] === true) return undefined;
    if (exceptionMatches(vm, exception, TYPES.AttributeError)) throw notAMapping(vm, self);
    if (self.vars['callable'] === undefined || !exceptionMatches(vm, exception, TYPES.KeyError)) return undefined;
    const { args } = exceptionData(vm, exception);
    if (args.length !== 1) return undefined;
    throw multipleValues(vm, self, args[0] as Value);
  },
};

/** The next of the keys listed in slot 2; the key that is under way is in slot 3. */
function nextKeyOf(vm: Operations, self: NativeSelf): NativeStep {
  const key = asKind(vm, self.slots[2], 'list')?.items[Number(self.vars['next'])];
  if (key === undefined) return { done: null };
  self.setVars({ ...self.vars, next: Number(self.vars['next']) + 1 });
  vm.splice(self.ref, 'slots', 3, self.slots.length - 3, [key]);
  if (self.vars['callable'] === undefined) return wait(getItem(vm, self.slots[1] as Value, key), 'value');
  return wait(dictOperation(vm, 'contains', self.slots[0] as Ref, key), 'fresh');
}

function mergeNext(vm: Operations, self: NativeSelf): NativeStep {
  const i = Number(self.vars['next']);
  if (i >= self.slots.length) return { done: null };
  return wait(dictOperation(vm, 'contains', self.slots[0] as Ref, self.slots[i] as Value), 'absent');
}

function notAMapping(vm: Operations, self: NativeSelf) {
  const type = typeName(vm, self.slots[1] as Value);
  const { callable } = self.vars;
  self.setVars({ ...self.vars, told: true });
  if (callable === undefined) return raise(vm, 'TypeError', `'${type}' object is not a mapping`);
  return raise(
    vm,
    'TypeError',
    `${TEXTS[vm.version].spread(callableText(vm, self))} after ** must be a mapping, not ${type}`,
  );
}

/** The callable stands on the stack of the frame that calls. */
function callableText(vm: Operations, self: NativeSelf): string {
  const frame = vm.read(vm.callerFrame()) as DataOf<'frame'>;
  return functionText(vm, frame.stack.at(-Number(self.vars['callable'])) as Value);
}

function multipleValues(vm: Operations, self: NativeSelf, key: Value) {
  self.setVars({ ...self.vars, told: true });
  const text = strAsking(vm, key, noCode);
  return raise(vm, 'TypeError', `${callableText(vm, self)} got multiple values for keyword argument '${text}'`);
}

/** FORMAT_VALUE of 3.12: conversion, then `format()`. */
const formatConverted: Native = {
  start: (vm, self) => {
    const value = self.slots[0] as Value;
    const convert = [null, strOf, reprOf, ascii][Number(self.vars['conversion'])] ?? null;
    return wait(convert === null ? value : convert(vm, value), 'converted');
  },
  phases: {
    converted: (vm, self, value) => {
      const spec = String(self.vars['spec']);
      if (typeof value === 'string' && spec === '') return { done: value };
      return wait(format(vm, given(value), spec), 'formatted');
    },
    formatted: (_vm, _self, value) => ({ done: value }),
  },
};

/** `from module import *` (`import_all_from`): the names of `__all__`, or those that do not begin with an underscore. Slots: module, namespace. Vars: at. */
const importStar: Native = {
  start: (vm, self) => storeStar(vm, self),
  phases: {
    found: (vm, self, value) => {
      const name = starNames(vm, self.slots[0] as Value)[Number(self.vars['at'])] as string;
      self.setVars({ at: Number(self.vars['at']) + 1 });
      return wait(setItem(vm, self.slots[1] as Value, name, given(value)), 'stored');
    },
    stored: (vm, self) => storeStar(vm, self),
  },
};

function storeStar(vm: Operations, self: NativeSelf): NativeStep {
  const module = self.slots[0] as Value;
  const at = Number(self.vars['at'] ?? 0);
  const names = starNames(vm, module);
  if (at >= names.length) return { done: null };
  self.setVars({ at });
  return wait(getAttr(vm, module, names[at] as string), 'found');
}

function starNames(vm: Operations, v: Value): readonly string[] {
  const module = asKind(vm, v, 'module');
  if (module === undefined) throw new ModelError('import * from what is no module');
  const listed = dictGetName(vm, module.dict, '__all__') ?? null;
  const all = (asKind(vm, listed, 'list') ?? asKind(vm, listed, 'tuple'))?.items;
  const names = all ?? dictEntries(vm, module.dict).map(([name]) => name);
  return names.filter(
    (name): name is string => typeof name === 'string' && (all !== undefined || !name.startsWith('_')),
  );
}

/** Iterates nothing; makes a tuple of any iterable for `f(*x)`. */
const sequenceTuple: Native = {
  start: (vm, self) => wait(toTuple(vm, self.slots[0] as Value), 'made'),
  phases: { made: (_vm, _self, value) => ({ done: value }) },
};

export const VM_NATIVES: NativeTable = {
  finalize: finalizeNative,
  [EVENT_NATIVE]: eventNative,
  'set.build': feed('set.add'),
  'set.add': feed('set.add'),
  'set.update': feed('set.update'),
  'dict.build': dictBuild,
  'list.extendStar': listExtendStar,
  'dict.updateStar': dictMerge,
  'dict.merge': dictMerge,
  'format.converted': formatConverted,
  'import.star': importStar,
  'sequence.tuple': sequenceTuple,
};
