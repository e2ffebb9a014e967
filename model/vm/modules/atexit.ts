/**
 * The module `atexit` (Modules/atexitmodule.c). The interpreter of a run does not end with the program, so what is registered stays held and is run by
 * `_run_exitfuncs` only. The module's state: whether what the interpreter had registered is gone, then each callback as (function, arguments, dict of keywords).
 * @module
 */

import { isCallable } from '../builtins/functions.ts';
import type { Machine } from '../machine.ts';
import { raise } from '../objects/exceptions.ts';
import { asKind } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import type { Builtin, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { equalAsking } from '../protocol/compare.ts';
import { dictSetName, newDict } from '../protocol/dict-table.ts';
import { wait } from '../protocol/loop.ts';
import { type Algorithm, type Ask, replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { ModelError, type Ref, type Slot, type Value } from '../value.ts';
import { moduleState } from './extension.ts';
import { type NativeModule, noArguments, unary } from './native-module.ts';

interface Exits {
  readonly module: Ref;
  readonly callbacks: readonly Slot[];
  readonly alone: boolean;
}

function own(vm: Operations): Exits {
  const { module, state } = moduleState(vm, 'atexit');
  if (state.length === 0) vm.splice(module, 'state', 0, 0, [false]);
  const [alone, ...callbacks] = moduleState(vm, 'atexit').state;
  return { module, callbacks, alone: alone === true };
}

const part = (vm: Operations, callback: Slot, i: number): Value =>
  (asKind(vm, callback, 'tuple')?.items[i] ?? null) as Value;

const register: Builtin = (vm, [func, ...args], keywords) => {
  if (func === undefined) throw raise(vm, 'TypeError', 'register() takes at least 1 argument (0 given)');
  if (!isCallable(vm, func)) throw raise(vm, 'TypeError', 'the first argument must be callable');
  const words = newDict(vm);
  for (const [name, value] of keywords ?? []) dictSetName(vm, words, name, value);
  const { module, callbacks } = own(vm);
  vm.splice(module, 'state', callbacks.length + 1, 0, [newTuple(vm, [func, newTuple(vm, args), words])]);
  return func;
};

/** Inputs: the function. */
const UNREGISTER: Algorithm = {
  name: 'atexit_unregister',
  run: (vm, [func], _vars, ask) => {
    const { module, callbacks, alone } = own(vm);
    const known: Ask = (callable, args) => {
      if (!alone)
        throw new ModelError('a comparison with what CPython itself has registered with atexit is not modelled');
      return ask(callable, args);
    };
    const { exitsAskTheGiven } = ROWS[vm.version];
    const order = (vm as Machine).world.quirks.has('atexit-asks-newest-first') ? [...callbacks].reverse() : callbacks;
    const gone = order.filter((callback) => {
      const sides = [part(vm, callback, 0), func as Value] as const;
      const [left, right] = exitsAskTheGiven ? [sides[1], sides[0]] : sides;
      return equalAsking(vm, left, right, known);
    });
    for (let i = callbacks.length; i-- > 0; ) {
      if (gone.includes(callbacks[i])) vm.splice(module, 'state', i + 1, 1, []);
    }
    return null;
  },
};

function clear(vm: Operations): void {
  const { module, callbacks } = own(vm);
  vm.splice(module, 'state', 0, callbacks.length + 1, [true]);
}

/** Calls the next function, the newest first. Slots: the callbacks that are left. */
function callNext(vm: Operations, self: NativeSelf): NativeStep {
  const callback = self.slots.at(-1);
  if (callback === undefined) {
    clear(vm);
    return { done: null };
  }
  vm.splice(self.ref, 'slots', self.slots.length - 1, 1, []);
  const words = asKind(vm, part(vm, callback, 2), 'dict');
  const named = (words?.keys ?? []).map((key, i) => [String(key), words?.values[i] as Value] as const);
  const args = asKind(vm, part(vm, callback, 1), 'tuple')?.items ?? [];
  const keywords = named.length === 0 ? null : new Map(named);
  return wait(vm.call(part(vm, callback, 0), args as Value[], keywords), 'called');
}

export const ATEXIT_NATIVES: NativeTable = {
  'atexit.run': {
    start: callNext,
    phases: { called: callNext },
    // What one raises is told on stderr, and the next is called.
    caught: (vm, _self, exception) => wait(vm.native('thread.report', [exception]), 'called'),
  },
};

export const ATEXIT_MODULE: NativeModule = {
  functions: {
    register,
    _clear: noArguments('atexit._clear', (vm) => {
      clear(vm);
      return null;
    }),
    unregister: unary('atexit.unregister', (vm, func) => replay(vm, UNREGISTER, [func])),
    _run_exitfuncs: noArguments('atexit._run_exitfuncs', (vm) => vm.native('atexit.run', [...own(vm).callbacks])),
  },
  // Those that the interpreter itself has registered count too.
  unmodelled: ['_ncallbacks'],
};
export const ATEXIT_ALGORITHMS: readonly Algorithm[] = [UNREGISTER];
