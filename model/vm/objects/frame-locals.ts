/**
 * The locals of a function's frame as a mapping that writes through to them (PEP 667, 3.13+; Objects/frameobject.c). What is
 * written under other names is kept beside them.
 * @module
 */

import { CO_FAST_CELL, CO_FAST_FREE, CO_FAST_HIDDEN, CO_OPTIMIZED } from '../../code/code-object.ts';
import type { Machine } from '../machine.ts';
import { newOf, recordOf } from '../modules/extension.ts';
import type { Builtin, BuiltinTable, Native, NativeTable, Operations } from '../operations.ts';
import { callMethod } from '../protocol/attributes.ts';
import type { CompareOperator } from '../protocol/compare.ts';
import { COMPARE_METHODS, compareAsking } from '../protocol/compare.ts';
import { dictEntries, dictGetName, dictOperation, newDict } from '../protocol/dict-table.ts';
import { newRecord } from '../protocol/iteration.ts';
import { wait } from '../protocol/loop.ts';
import { binaryOp } from '../protocol/operators.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';
import { frameLocals } from '../protocol/runtime-members.ts';
import { repr, reprAsking } from '../protocol/text.ts';
import type { Ref, Result, Slot, Value } from '../value.ts';
import { between, noKeywords } from './arguments.ts';
import { raise } from './exceptions.ts';
import { newList } from './list.ts';
import { asKind, asStr } from './payload.ts';
import { receiver } from './receiver.ts';
import { newTuple } from './tuple.ts';
import { NotImplemented } from './types.ts';

/** `frame.f_locals`: of a function's frame the proxy, before 3.13 and of any other the namespace itself. */
export const frameLocalsMember: Builtin = (vm, [frame]) => {
  const { code } = receiver(vm, 'frame', 'frame', 'f_locals', frame).data;
  const isFunction = (code.code.flags & CO_OPTIMIZED) !== 0;
  if (!isFunction || (vm as Machine).world.profile.framesKeepLocals) return frameLocals(vm, frame as Ref);
  return newOf(vm, 'FrameLocalsProxy', [frame]);
};

const frameOf = (vm: Operations, self: Slot): Ref =>
  recordOf(vm, 'FrameLocalsProxy', 'frame', self).data.slots[0] as Ref;

/** What the proxy shows now, as a dict. */
const shown = (vm: Operations, self: Slot): Ref => frameLocals(vm, frameOf(vm, self));

/** The index of a name among a frame's locals; −1 for any other key. */
function indexOf(vm: Operations, frame: Ref, key: Slot): number {
  const { localsplusnames, localspluskinds } = receiver(vm, 'frame', 'frame', 'f_locals', frame).data.code.code;
  const name = asStr(vm, key);
  return localsplusnames.findIndex((n, i) => n === name && ((localspluskinds[i] ?? 0) & CO_FAST_HIDDEN) === 0);
}

/** The names and values that are no locals, made if need be. */
function extras(vm: Operations, frame: Ref): Ref {
  const { names } = receiver(vm, 'frame', 'frame', 'f_locals', frame).data;
  if (names !== null) return names;
  const made = newDict(vm);
  vm.setRef(frame, 'frame', 'names', made);
  return made;
}

function assign(vm: Operations, frame: Ref, key: Value, value: Value): Result {
  const i = indexOf(vm, frame, key);
  if (i < 0) return dictOperation(vm, 'set', extras(vm, frame), key, value);
  const { locals, code } = receiver(vm, 'frame', 'frame', 'f_locals', frame).data;
  const cell = ((code.code.localspluskinds[i] ?? 0) & (CO_FAST_CELL | CO_FAST_FREE)) !== 0 ? locals[i] : undefined;
  if (asKind(vm, cell, 'cell') !== undefined) vm.setRef(cell as Ref, 'cell', 'value', value);
  else vm.setAt(frame, 'locals', i, value);
  return null;
}

/** Deleting a local is refused; an extra name may go. */
function remove(vm: Operations, frame: Ref, key: Value): void {
  if (indexOf(vm, frame, key) >= 0)
    throw raise(vm, 'ValueError', 'cannot remove local variables from FrameLocalsProxy');
}

/** Sets the entries of a dict one by one. Slots: frame, result, then names and values in turn. Vars: at. */
const UPDATE: Native = {
  start: (vm, { slots }) => {
    const [frame, result, ...entries] = slots as readonly Value[];
    for (let i = 0; i < entries.length; i += 2) assign(vm, frame as Ref, entries[i] as Value, entries[i + 1] as Value);
    return wait(result as Value, 'done');
  },
  phases: { done: (_vm, _self, value) => ({ done: value as Value }) },
};

function updated(vm: Operations, self: Value, other: Value, result: Value): Result {
  const proxy = asKind(vm, other, 'record');
  const dict = proxy?.type === 'FrameLocalsProxy' ? shown(vm, other) : other;
  if (asKind(vm, dict, 'dict') === undefined)
    throw raise(vm, 'TypeError', `update() argument must be dict or another FrameLocalsProxy`);
  return vm.native('frame_locals_update', [frameOf(vm, self), result, ...dictEntries(vm, dict as Ref).flat()]);
}

/** With another proxy by the frame, with a dict by what is shown. Inputs: proxy, other. Vars: op. */
const COMPARE: Algorithm = {
  name: 'frame_locals_compare',
  run: (vm, [self, other], vars, ask) => {
    const op = vars['op'] as CompareOperator;
    const proxy = asKind(vm, other, 'record');
    if (proxy?.type === 'FrameLocalsProxy') {
      if (op !== '==' && op !== '!=') return NotImplemented;
      return (frameOf(vm, self) === proxy.slots[0]) === (op === '==');
    }
    if (asKind(vm, other, 'dict') === undefined) return NotImplemented;
    return compareAsking(vm, op, shown(vm, self), other as Ref, ask);
  },
};

/** The text of the dict shown, which may hold the proxy itself. Input: proxy. */
const REPR: Algorithm = {
  name: 'frame_locals_repr',
  run: (vm, [self], _vars, ask) => {
    const text = (v: Value): string => (v === self ? '{...}' : reprAsking(vm, v, ask));
    const entries = dictEntries(vm, shown(vm, self)).map(([key, value]) => `${text(key)}: ${text(value)}`);
    return `{${entries.join(', ')}}`;
  },
};

const asShown =
  (name: string): Builtin =>
  (vm, [self, ...args], keywords) => {
    noKeywords(vm, `FrameLocalsProxy.${name}`, keywords);
    return callMethod(vm, shown(vm, self), name, args);
  };

const listed =
  (pick: (vm: Operations, entry: readonly [Value, Value]) => Value): Builtin =>
  (vm, [self]) =>
    newList(
      vm,
      dictEntries(vm, shown(vm, self)).map((entry) => pick(vm, entry)),
    );

const mapping = (vm: Operations, v: Value): Value =>
  asKind(vm, v, 'record')?.type === 'FrameLocalsProxy' ? shown(vm, v) : v;

export const FRAME_LOCALS_BUILTINS: BuiltinTable = {
  'frame.f_locals': frameLocalsMember,
  'FrameLocalsProxy.__getitem__': (vm, [self, key]) => {
    const name = asStr(vm, key);
    const dict = shown(vm, self);
    if (name === undefined) return dictOperation(vm, 'get', dict, key as Value);
    const value = dictGetName(vm, dict, name);
    if (value === undefined) throw raise(vm, 'KeyError', `local variable '${String(repr(vm, name))}' is not defined`);
    return value;
  },
  'FrameLocalsProxy.__setitem__': (vm, [self, key, value]) =>
    assign(vm, frameOf(vm, self), key as Value, value as Value),
  'FrameLocalsProxy.__delitem__': (vm, [self, key]) => {
    remove(vm, frameOf(vm, self), key as Value);
    return dictOperation(vm, 'delete', extras(vm, frameOf(vm, self)), key as Value);
  },
  'FrameLocalsProxy.pop': (vm, [self, ...args]) => {
    between(vm, 'pop', args, 1, 2);
    remove(vm, frameOf(vm, self), args[0] as Value);
    return callMethod(vm, extras(vm, frameOf(vm, self)), 'pop', args);
  },
  'FrameLocalsProxy.setdefault': (vm, [self, ...args]) => {
    between(vm, 'setdefault', args, 1, 2);
    const [key, value = null] = args as [Value, Value?];
    const known = asStr(vm, key) === undefined ? undefined : dictGetName(vm, shown(vm, self), asStr(vm, key) as string);
    return known ?? vm.native('frame_locals_update', [frameOf(vm, self), value, key, value]);
  },
  'FrameLocalsProxy.update': (vm, [self, other]) => updated(vm, self as Value, other as Value, null),
  'FrameLocalsProxy.__ior__': (vm, [self, other]) => updated(vm, self as Value, other as Value, self as Value),
  'FrameLocalsProxy.__or__': (vm, [a, b]) => binaryOp(vm, '|', mapping(vm, a as Value), mapping(vm, b as Value)),
  'FrameLocalsProxy.__ror__': (vm, [a, b]) => binaryOp(vm, '|', mapping(vm, b as Value), mapping(vm, a as Value)),
  'FrameLocalsProxy.__iter__': (vm, [self]) =>
    newRecord(
      vm,
      'list_iterator',
      [
        newList(
          vm,
          dictEntries(vm, shown(vm, self)).map(([key]) => key),
        ),
      ],
      [0],
    ),
  'FrameLocalsProxy.keys': listed((_vm, [key]) => key),
  'FrameLocalsProxy.values': listed((_vm, [, value]) => value),
  'FrameLocalsProxy.items': listed((vm, entry) => newTuple(vm, [...entry])),
  ...Object.fromEntries(
    Object.entries(COMPARE_METHODS).map(([op, name]): [string, Builtin] => [
      `FrameLocalsProxy.${name}`,
      (vm, args) => replay(vm, COMPARE, args as Value[], { op }),
    ]),
  ),
  'FrameLocalsProxy.__repr__': (vm, args) => replay(vm, REPR, args),
  ...Object.fromEntries(
    ['__contains__', '__len__', '__reversed__', 'copy', 'get'].map((name) => [
      `FrameLocalsProxy.${name}`,
      asShown(name),
    ]),
  ),
};
export const FRAME_LOCALS_NATIVES: NativeTable = { frame_locals_update: UPDATE };
export const FRAME_LOCALS_ALGORITHMS: readonly Algorithm[] = [COMPARE, REPR];
