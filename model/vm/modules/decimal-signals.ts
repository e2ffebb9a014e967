/**
 * `decimal.SignalDict`: what a context traps, or what it has been told, as a mapping of signals (Modules/_decimal/_decimal.c). Number 0 is its bits; one that no context
 * has made has none.
 * @module
 */
import { raise } from '../objects/exceptions.ts';
import { asKind, asStr } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { NotImplemented } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { COMPARE_METHODS, truthAsking } from '../protocol/compare.ts';
import { dictAppend, dictGet, newDict } from '../protocol/dict-table.ts';
import { builtinIterator } from '../protocol/iteration.ts';
import { type Algorithm, type Ask, replay } from '../protocol/replay.ts';
import { PENDING, type PyRaise, type Ref, type Slot, type Value } from '../value.ts';
import { SIGNAL_MAP, SIGNALS, signalClass, signalOf } from './decimal-values.ts';
import { newExtension, recordData } from './extension.ts';

const INVALID = 'invalid signal dict';
const SIGNALS_TOLD =
  'valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n' +
  '   Overflow, Underflow, Subnormal, Inexact, Rounded,\n   Clamped]';

/** `exception_as_flag`. */
export function signalBits(vm: Operations, v: Value): number {
  const found = signalOf(vm, v);
  if (found === undefined) throw raise(vm, 'KeyError', SIGNALS_TOLD);
  return found;
}

const isSignalDict = (vm: Operations, v: Slot): boolean => asKind(vm, v, 'record')?.type === SIGNALS;

/** The bits of a SignalDict. */
export function bitsIn(vm: Operations, v: Slot): number {
  const [bits] = recordData(vm, v).numbers;
  if (bits === undefined) throw raise(vm, 'ValueError', INVALID);
  return bits;
}

/** `dict_as_flags`: the bits, or why a dict of Python's has none. */
function bitsOfDict(vm: Operations, dict: Ref, ask: Ask): number | PyRaise {
  if (asKind(vm, dict, 'dict')?.live !== SIGNAL_MAP.length) return raise(vm, 'KeyError', INVALID);
  let bits = 0;
  for (const [i, [, own]] of SIGNAL_MAP.entries()) {
    const value = dictGet(vm, dict, signalClass(vm, i));
    if (value === undefined || value === PENDING) return raise(vm, 'KeyError', INVALID);
    if (truthAsking(vm, value, ask)) bits |= own;
  }
  return bits;
}

/** The bits that `traps` or `flags` are set to. */
export function bitsGiven(vm: Operations, v: Value, ask: Ask): number {
  if (isSignalDict(vm, v)) return bitsIn(vm, v);
  if (asKind(vm, v, 'dict') === undefined) throw raise(vm, 'TypeError', 'argument must be a signal dict');
  const bits = bitsOfDict(vm, v as Ref, ask);
  if (typeof bits !== 'number') throw bits;
  return bits;
}

/** Inputs: the dict, the key, the value. */
const SET: Algorithm = {
  name: 'decimal_signal_set',
  run: (vm, [self, key, value], _vars, ask) => {
    const bits = bitsIn(vm, self);
    const own = signalBits(vm, key as Value);
    vm.setNumberAt(self as Ref, 'numbers', 0, truthAsking(vm, value as Value, ask) ? bits | own : bits & ~own);
    return null;
  },
};

/** The other side is taken for a SignalDict before its type is looked at: where that has its bits, what holds nothing has a 0. */
function isEmpty(vm: Operations, v: Slot): boolean {
  const items = (asKind(vm, v, 'tuple') ?? asKind(vm, v, 'list'))?.items.length;
  return (items ?? asKind(vm, v, 'dict')?.live ?? asStr(vm, v)?.length) === 0;
}

/** Inputs: both sides. Vars: unequal, orders. */
const EQUAL: Algorithm = {
  name: 'decimal_signal_equal',
  run: (vm, [self, other], vars, ask) => {
    const own = bitsIn(vm, self);
    const tells = (bits: number): boolean => (own === bits) !== vars['unequal'];
    if (isSignalDict(vm, other)) {
      const bits = bitsIn(vm, other);
      return vars['orders'] === true ? NotImplemented : tells(bits);
    }
    if (isEmpty(vm, other)) throw raise(vm, 'ValueError', INVALID);
    if (vars['orders'] === true || asKind(vm, other, 'dict') === undefined) return NotImplemented;
    const bits = bitsOfDict(vm, other as Ref, ask);
    return typeof bits === 'number' ? tells(bits) : NotImplemented;
  },
};

const shown = (bits: number, own: number): string => ((bits & own) === 0 ? 'False' : 'True');

const copy: Builtin = (vm, [self]) => {
  const bits = bitsIn(vm, self);
  const dict = newDict(vm);
  for (const [i, [, own]] of SIGNAL_MAP.entries()) dictAppend(vm, dict, signalClass(vm, i), (bits & own) !== 0);
  return dict;
};

const compared =
  (name: string): Builtin =>
  (vm, [a, b]) =>
    replay(vm, EQUAL, [a, b], { unequal: name === '__ne__', orders: name !== '__eq__' && name !== '__ne__' });

export const SIGNAL_BUILTINS: BuiltinTable = {
  [`${SIGNALS}.__new__`]: (vm, [cls]) => newExtension(vm, SIGNALS, cls as Ref, []),
  [`${SIGNALS}.__init__`]: () => null,
  [`${SIGNALS}.__len__`]: (vm, [self]) => {
    bitsIn(vm, self);
    return SIGNAL_MAP.length;
  },
  [`${SIGNALS}.__iter__`]: (vm, [self]) => {
    bitsIn(vm, self);
    return builtinIterator(
      vm,
      newTuple(
        vm,
        SIGNAL_MAP.map((_, i) => signalClass(vm, i)),
      ),
    ) as Value;
  },
  [`${SIGNALS}.__getitem__`]: (vm, [self, key]) => (bitsIn(vm, self) & signalBits(vm, key as Value)) !== 0,
  [`${SIGNALS}.__setitem__`]: (vm, args) => replay(vm, SET, args),
  [`${SIGNALS}.__delitem__`]: (vm) => {
    throw raise(vm, 'ValueError', 'signal keys cannot be deleted');
  },
  [`${SIGNALS}.__repr__`]: (vm, [self]) => {
    const bits = bitsIn(vm, self);
    return `{${SIGNAL_MAP.map(([name, own]) => `<class 'decimal.${name}'>:${shown(bits, own)}`).join(', ')}}`;
  },
  ...Object.fromEntries(Object.values(COMPARE_METHODS).map((name) => [`${SIGNALS}.${name}`, compared(name)])),
  [`${SIGNALS}.copy`]: copy,
};
export const SIGNAL_ALGORITHMS: readonly Algorithm[] = [SET, EQUAL];
