/**
 * FrameLocalsProxy (3.13; Objects/frameobject.c, PEP 667): what `f_locals` of a function's frame is. It reads and writes the frame's own variables; other
 * keys go to a dict of the frame (`f_extra_locals`).
 * @module
 */

import { CO_FAST_CELL, CO_FAST_FREE, CO_FAST_HIDDEN } from '../../code/code-object.ts';
import { frameObject } from '../frame-object.ts';
import { setFrameObject } from '../legacy-tracing.ts';
import type { Machine } from '../machine.ts';
import type { Builtin, BuiltinTable, Native, NativeStep, NativeTable, Operations } from '../operations.ts';
import { compareContents } from '../protocol/compare-contents.ts';
import { dictData, dictEntries, dictOperation, newDict } from '../protocol/dict-table.ts';
import { newRecord } from '../protocol/iteration.ts';
import { keyOf } from '../protocol/keys.ts';
import { given, wait } from '../protocol/loop.ts';
import { type Algorithm, replay, underway } from '../protocol/replay.ts';
import { frameLocals, newFrameLocals } from '../protocol/runtime-members.ts';
import { repr } from '../protocol/text.ts';
import { ModelError, PENDING, Ref, type Result, type Slot, type Value } from '../value.ts';
import { between } from './arguments.ts';
import { copyDict } from './dict-update.ts';
import { raise } from './exceptions.ts';
import { newList } from './list.ts';
import { asStr } from './payload.ts';
import { newTuple } from './tuple.ts';
import { MISSING, NotImplemented, typeName } from './types.ts';

function frameOf(vm: Operations, self: Slot): Ref {
  const data = self instanceof Ref ? vm.read(self) : null;
  if (data?.kind !== 'record' || data.type !== 'FrameLocalsProxy')
    throw new ModelError('a FrameLocalsProxy was expected');
  return data.slots[0] as Ref;
}

function isProxy(vm: Operations, v: Slot): v is Ref {
  const data = v instanceof Ref ? vm.read(v) : null;
  return data?.kind === 'record' && data.type === 'FrameLocalsProxy';
}

/** What it holds now, as a dict; a dict as it is; undefined for anything else. */
function contents(vm: Operations, v: Slot): Ref | undefined {
  if (isProxy(vm, v)) return frameLocals(vm, frameOf(vm, v));
  return v instanceof Ref && vm.read(v).kind === 'dict' ? v : undefined;
}

const all = (vm: Operations, self: Slot): Ref => frameLocals(vm, frameOf(vm, self));
const entries = (vm: Operations, self: Slot): [Value, Value][] => dictEntries(vm, all(vm, self));

/** Index of the variable with that name, if the frame has one that is not hidden; no key but a str is one's name. */
function variable(vm: Operations, frame: Ref, key: Slot): number {
  // Hashed for itself: the message for what cannot be says nothing of dicts.
  if (key !== undefined) keyOf(vm, key);
  const name = key === undefined ? undefined : asStr(vm, key);
  const data = vm.read(frame);
  if (name === undefined || data.kind !== 'frame') return -1;
  const { localsplusnames, localspluskinds } = data.code.code;
  return localsplusnames.findIndex((n, i) => n === name && ((localspluskinds[i] ?? 0) & CO_FAST_HIDDEN) === 0);
}

function setVariable(vm: Operations, frame: Ref, i: number, value: Value): void {
  const data = vm.read(frame);
  if (data.kind !== 'frame') return;
  const slot = data.locals[i];
  const held = slot instanceof Ref ? vm.read(slot) : null;
  const inCell =
    held?.kind === 'cell' && ((data.code.code.localspluskinds[i] ?? 0) & (CO_FAST_CELL | CO_FAST_FREE)) !== 0;
  if (inCell) vm.setRef(slot as Ref, 'cell', 'value', value);
  else vm.setAt(frame, 'locals', i, value);
}

/** `f_extra_locals`; undefined while there are none. */
function extras(vm: Operations, frame: Ref): Ref | undefined {
  return frameObject(vm, (vm as Machine).as(frame, 'frame')).extraLocals;
}

function setItem(vm: Operations, self: Slot, key: Value, value: Value): Result {
  const frame = frameOf(vm, self);
  const i = variable(vm, frame, key);
  if (i >= 0) {
    setVariable(vm, frame, i, value);
    return null;
  }
  let dict = extras(vm, frame);
  if (dict === undefined) {
    dict = newDict(vm);
    setFrameObject(vm as Machine, frame, { extraLocals: dict });
  }
  return dictOperation(vm, 'set', dict, key, value);
}

function removable(vm: Operations, self: Slot, key: Value): Ref | undefined {
  const frame = frameOf(vm, self);
  if (variable(vm, frame, key) >= 0)
    throw raise(vm, 'ValueError', 'cannot remove local variables from FrameLocalsProxy');
  return extras(vm, frame);
}

/** Slots: self, key. A missing one's text names it. */
const GET: Native = {
  start: (vm, { slots }) => find(vm, slots, 'found'),
  phases: {
    found: (vm, { slots }, found) => (found === MISSING ? wait(repr(vm, slots[1] as Value), 'shown') : { done: found }),
    shown: (vm, _self, text) => {
      throw raise(vm, 'KeyError', `local variable '${String(given(text))}' is not defined`);
    },
  },
};

/** Slots: self, key, default. */
const SET_DEFAULT: Native = {
  start: (vm, { slots }) => find(vm, slots, 'found'),
  phases: {
    found: (vm, { slots }, found) =>
      found === MISSING ? wait(setItem(vm, slots[0], slots[1] as Value, slots[2] as Value), 'set') : { done: found },
    set: (_vm, { slots }) => ({ done: slots[2] as Value }),
  },
};

/** The value under a key, or MISSING. */
const find = (vm: Operations, [self, key]: readonly Slot[], then: string): NativeStep =>
  wait(lookUp(vm, self, key as Value, MISSING), then);

function lookUp(vm: Operations, self: Slot, key: Value, otherwise: Value): Result {
  variable(vm, frameOf(vm, self), key);
  return dictOperation(vm, 'getdefault', all(vm, self), key, otherwise);
}

/** Counted by hand in C, with a message of its own. */
function oneOrTwo(vm: Operations, name: string, { length }: readonly Value[]): void {
  if (length < 1 || length > 2) throw raise(vm, 'TypeError', `${name} expected 1 or 2 arguments`);
}

function merge(vm: Operations, self: Slot, other: Slot): boolean {
  const dict = contents(vm, other);
  if (dict === undefined) return false;
  for (const [key, value] of dictEntries(vm, dict)) {
    if (setItem(vm, self, key, value) === PENDING)
      throw new ModelError('FrameLocalsProxy.update with keys that have a Python hash is not modelled');
  }
  return true;
}

const REPR: Native = {
  start: (vm, { slots }) => wait(repr(vm, all(vm, slots[0])), 'shown'),
  phases: { shown: (_vm, _self, text) => ({ done: text }) },
};

/** Inputs: two dicts. */
const EQUAL: Algorithm = {
  name: 'frame_locals_equal',
  run: (vm, [a, b], vars, ask) => {
    const result = compareContents(vm, '==', a as Value, b as Value, ask);
    return vars['negate'] === true ? result !== true : result;
  },
};

const equal =
  (negate: boolean): Builtin =>
  (vm, [self, other]) => {
    if (isProxy(vm, other)) return (frameOf(vm, self) === frameOf(vm, other)) !== negate;
    const dict = contents(vm, other);
    return dict === undefined ? NotImplemented : replay(vm, EQUAL, [all(vm, self), dict], { negate });
  };

/** A dict is what is compared: dicts have no order. */
const ordered = ([op, name]: readonly [string, string]): [string, Builtin] => [
  `FrameLocalsProxy.${name}`,
  (vm, [, other]) => {
    if (isProxy(vm, other) || contents(vm, other) === undefined) return NotImplemented;
    throw raise(
      vm,
      'TypeError',
      `'${op}' not supported between instances of 'dict' and '${typeName(vm, other as Value)}'`,
    );
  },
];

const ORDER = [
  ['<', '__lt__'],
  ['<=', '__le__'],
  ['>', '__gt__'],
  ['>=', '__ge__'],
] as const;

/** A new dict of both, the right one's values where both have a key. */
function union(vm: Operations, a: Slot, b: Slot): Result {
  const [left, right] = [contents(vm, a), contents(vm, b)];
  if (left === undefined || right === undefined) return NotImplemented;
  return vm.native('dict_update_giving', [copyDict(vm, left), right]);
}

export const FRAME_LOCALS_BUILTINS: BuiltinTable = {
  'FrameLocalsProxy.__new__': (vm, [, ...args]) => {
    if (args.length !== 1) throw raise(vm, 'TypeError', `FrameLocalsProxy expected 1 argument, got ${args.length}`);
    const [frame] = args;
    if (!(frame instanceof Ref) || vm.read(frame).kind !== 'frame')
      throw raise(vm, 'TypeError', `expect frame, not ${typeName(vm, frame as Value)}`);
    return newFrameLocals(vm, frame);
  },
  'FrameLocalsProxy.__getitem__': (vm, args) => vm.native('frame_locals_get', args),
  'FrameLocalsProxy.__setitem__': (vm, [self, key, value]) => setItem(vm, self, key as Value, value as Value),
  'FrameLocalsProxy.__delitem__': (vm, [self, key]) => {
    return dictOperation(vm, 'delete', removable(vm, self, key as Value) ?? newDict(vm), key as Value);
  },
  'FrameLocalsProxy.__contains__': (vm, [self, key]) => {
    variable(vm, frameOf(vm, self), key);
    return dictOperation(vm, 'contains', all(vm, self), key as Value);
  },
  'FrameLocalsProxy.__len__': (vm, [self]) => dictData(vm, all(vm, self)).live,
  'FrameLocalsProxy.__iter__': (vm, [self]) =>
    listIterator(
      vm,
      entries(vm, self).map(([key]) => key),
    ),
  // A list, no iterator.
  'FrameLocalsProxy.__reversed__': (vm, [self]) =>
    newList(
      vm,
      entries(vm, self)
        .map(([key]) => key)
        .reverse(),
    ),
  'FrameLocalsProxy.keys': (vm, [self]) =>
    newList(
      vm,
      entries(vm, self).map(([key]) => key),
    ),
  'FrameLocalsProxy.values': (vm, [self]) =>
    newList(
      vm,
      entries(vm, self).map(([, value]) => value),
    ),
  'FrameLocalsProxy.items': (vm, [self]) =>
    newList(
      vm,
      entries(vm, self).map((pair) => newTuple(vm, pair)),
    ),
  'FrameLocalsProxy.copy': (vm, [self]) => all(vm, self),
  'FrameLocalsProxy.get': (vm, [self, ...args]) => {
    oneOrTwo(vm, 'get', args);
    return lookUp(vm, self, args[0] as Value, args[1] ?? null);
  },
  'FrameLocalsProxy.setdefault': (vm, [self, ...args]) => {
    oneOrTwo(vm, 'setdefault', args);
    return vm.native('frame_locals_set_default', [self, args[0], args[1] ?? null]);
  },
  'FrameLocalsProxy.pop': (vm, [self, ...args]) => {
    between(vm, 'pop', args, 1, 2);
    const [key, otherwise] = args as [Value, Value | undefined];
    return dictOperation(vm, 'pop', removable(vm, self, key) ?? newDict(vm), key, otherwise);
  },
  'FrameLocalsProxy.update': (vm, [self, other]) => {
    if (merge(vm, self, other)) return null;
    throw raise(vm, 'TypeError', 'update() argument must be dict or another FrameLocalsProxy');
  },
  'FrameLocalsProxy.__repr__': (vm, args) => {
    const { id } = args[0] as Ref;
    return underway(vm).includes(id) ? '{...}' : vm.native('frame_locals_repr', args, { within: String(id) });
  },
  ...Object.fromEntries(ORDER.map(ordered)),
  'FrameLocalsProxy.__eq__': equal(false),
  'FrameLocalsProxy.__ne__': equal(true),
  'FrameLocalsProxy.__or__': (vm, [self, other]) => union(vm, self, other),
  'FrameLocalsProxy.__ror__': (vm, [self, other]) => union(vm, other, self),
  'FrameLocalsProxy.__ior__': (vm, [self, other]) => (merge(vm, self, other) ? (self as Value) : NotImplemented),
};

function listIterator(vm: Operations, items: Value[]): Ref {
  return newRecord(vm, 'list_iterator', [newList(vm, items)], [0]);
}

export const FRAME_LOCALS_NATIVES: NativeTable = {
  frame_locals_get: GET,
  frame_locals_set_default: SET_DEFAULT,
  frame_locals_repr: REPR,
};
export const FRAME_LOCALS_ALGORITHMS: readonly Algorithm[] = [EQUAL];
