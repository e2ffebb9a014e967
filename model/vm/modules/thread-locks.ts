/**
 * `_thread.lock` and `_thread.RLock` (Modules/_threadmodule.c). A lock's record has [locked]; an RLock's [held, owner, count].
 * @module
 */

import type { Machine } from '../machine.ts';
import { bindArguments } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { asFloat, asInt } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { TYPES, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Keywords, NativeTable, Operations } from '../operations.ts';
import { ROWS } from '../protocol/rows.ts';
import type { Ref, Result, Slot, Value } from '../value.ts';

const recordOf = (vm: Operations, v: Slot) => (vm as Machine).as(v as Ref, 'record');
const numberOf = (vm: Operations, v: Slot, i: number): number => Number(recordOf(vm, v).numbers[i]);

/** Seconds; undefined: no limit. A negative one is an error but for −1. */
function secondsOf(vm: Operations, v: Slot): number | undefined {
  if (v === undefined) return undefined;
  const seconds = asFloat(vm, v) ?? asInt(vm, v);
  if (seconds === undefined) {
    const found = typeName(vm, v);
    const text = ROWS[vm.version].secondsAreReal
      ? `must be real number, not ${found}`
      : `'${found}' object cannot be interpreted as an integer`;
    throw raise(vm, 'TypeError', text);
  }
  return Number(seconds);
}

/** `lock_acquire_parse_args`: until when to wait on the run's clock (null: for ever); 0 where it does not block. */
function limitOf(vm: Operations, args: readonly Value[], keywords: Keywords | null): number | null {
  const [blocking = true, timeout] = bindArguments(
    vm,
    { name: 'acquire', names: ['blocking', 'timeout'] },
    args,
    keywords,
  );
  const seconds = secondsOf(vm, timeout);
  const isUnset = seconds === undefined || seconds === -1;
  if (!truthOf(vm, blocking)) {
    if (!isUnset) throw raise(vm, 'ValueError', "can't specify a timeout for a non-blocking call");
    return 0;
  }
  if (isUnset) return null;
  if (seconds < 0) throw raise(vm, 'ValueError', 'timeout value must be a non-negative number');
  return seconds;
}

function truthOf(vm: Operations, v: Slot): boolean {
  if (typeof v === 'boolean') return v;
  const n = asInt(vm, v);
  if (n !== undefined) return n !== 0;
  throw raise(vm, 'TypeError', `'${typeName(vm, v as Value)}' object cannot be interpreted as an integer`);
}

/** Waits for a lock and takes it. Slots: the lock. Vars: until; owner and count that an RLock gets; result. */
function take(vm: Operations, lock: Ref, seconds: number | null, count: number, result: Value = true): Result {
  const { registers } = vm as Machine;
  if (numberOf(vm, lock, 0) === 0) {
    setHeld(vm, lock, count);
    return result;
  }
  if (seconds === 0) return false;
  const until = seconds === null ? null : registers.clock + seconds;
  return vm.native('thread.acquire', [lock], { until, count, result: result === true });
}

function setHeld(vm: Operations, lock: Ref, count: number): void {
  vm.setNumberAt(lock, 'numbers', 0, 1);
  if (recordOf(vm, lock).type === '_thread.lock') return;
  vm.setNumberAt(lock, 'numbers', 1, (vm as Machine).registers.thread);
  vm.setNumberAt(lock, 'numbers', 2, count);
}

const acquire: Builtin = (vm, [self, ...args], keywords) => take(vm, self as Ref, limitOf(vm, args, keywords), 1);

const release: Builtin = (vm, [self]) => {
  if (numberOf(vm, self, 0) === 0) throw raise(vm, 'RuntimeError', 'release unlocked lock');
  vm.setNumberAt(self as Ref, 'numbers', 0, 0);
  return null;
};

const locked: Builtin = (vm, [self]) => numberOf(vm, self, 0) !== 0;

/** The running thread holds it. */
const isOwned = (vm: Operations, self: Slot): boolean =>
  numberOf(vm, self, 0) !== 0 && numberOf(vm, self, 1) === (vm as Machine).registers.thread;

const acquireAgain: Builtin = (vm, [self, ...args], keywords) => {
  const seconds = limitOf(vm, args, keywords);
  if (!isOwned(vm, self)) return take(vm, self as Ref, seconds, 1);
  vm.setNumberAt(self as Ref, 'numbers', 2, numberOf(vm, self, 2) + 1);
  return true;
};

function requireOwned(vm: Operations, self: Slot): void {
  if (!isOwned(vm, self)) throw raise(vm, 'RuntimeError', 'cannot release un-acquired lock');
}

const releaseOnce: Builtin = (vm, [self]) => {
  requireOwned(vm, self);
  const count = numberOf(vm, self, 2) - 1;
  vm.setNumberAt(self as Ref, 'numbers', 2, count);
  if (count === 0) vm.setNumberAt(self as Ref, 'numbers', 0, 0);
  return null;
};

const releaseSave: Builtin = (vm, [self]) => {
  requireOwned(vm, self);
  const state = newTuple(vm, [numberOf(vm, self, 2), identOf(numberOf(vm, self, 1))]);
  vm.setNumberAt(self as Ref, 'numbers', 2, 0);
  vm.setNumberAt(self as Ref, 'numbers', 0, 0);
  return state;
};

const acquireRestore: Builtin = (vm, [self, state]) => {
  const data = vm.read(state as Ref);
  const count = data.kind === 'tuple' ? Number(data.items[0]) : 1;
  return take(vm, self as Ref, null, count, null);
};

/** `get_ident` of a thread by its number: never 0. */
export function identOf(thread: number): number {
  return thread + 1;
}

function lockText(vm: Operations, self: Slot): string {
  const { type, numbers } = recordOf(vm, self);
  const state = numbers[0] === 0 ? 'unlocked' : 'locked';
  const owner =
    type === '_thread.RLock' ? ` owner=${numbers[0] === 0 ? 0 : identOf(numbers[1] ?? 0)} count=${numbers[2]}` : '';
  return `<${state} ${type} object${owner} at 0x…>`;
}

/** An unlocked lock. */
export function newLock(vm: Operations): Ref {
  return vm.alloc({
    kind: 'record',
    cls: TYPES['_thread.lock'],
    type: '_thread.lock',
    slots: [],
    numbers: [0],
    attrs: null,
  });
}

const newRLock: Builtin = (vm, [cls]) =>
  vm.alloc({ kind: 'record', cls: cls as Ref, type: '_thread.RLock', slots: [], numbers: [0, 0, 0], attrs: null });

const shared = (name: string, run: Builtin): BuiltinTable => ({
  [`_thread.lock.${name}`]: run,
  [`_thread.RLock.${name}`]: run,
});

export const LOCK_BUILTINS: BuiltinTable = {
  ...shared('__repr__', (vm, [self]) => lockText(vm, self)),
  ...shared('locked', locked),
  ...shared('_at_fork_reinit', (vm, [self]) => {
    vm.setNumberAt(self as Ref, 'numbers', 0, 0);
    return null;
  }),
  '_thread.lock.__new__': (vm) => newLock(vm),
  '_thread.lock.acquire': acquire,
  '_thread.lock.acquire_lock': acquire,
  '_thread.lock.__enter__': acquire,
  '_thread.lock.release': release,
  '_thread.lock.release_lock': release,
  '_thread.lock.__exit__': release,
  '_thread.lock.locked_lock': locked,
  '_thread.RLock.__new__': newRLock,
  '_thread.RLock.acquire': acquireAgain,
  '_thread.RLock.__enter__': acquireAgain,
  '_thread.RLock.release': releaseOnce,
  '_thread.RLock.__exit__': releaseOnce,
  '_thread.RLock._is_owned': (vm, [self]) => isOwned(vm, self),
  '_thread.RLock._recursion_count': (vm, [self]) => (isOwned(vm, self) ? numberOf(vm, self, 2) : 0),
  '_thread.RLock._release_save': releaseSave,
  '_thread.RLock._acquire_restore': acquireRestore,
};

export const LOCK_NATIVES: NativeTable = {
  'thread.acquire': {
    start: (vm, self) => ({
      result: vm.native('thread.wait', [self.slots[0]], { for: 'lock', until: self.vars['until'] ?? null }),
      then: 'woken',
    }),
    phases: {
      woken: (vm, self, come) => {
        if (come !== true) return { done: false };
        setHeld(vm, self.slots[0] as Ref, Number(self.vars['count']));
        return { done: self.vars['result'] === true ? true : null };
      },
    },
  },
};
