/**
 * The module `_thread` (Modules/_threadmodule.c), on which CPython's own `threading` and `queue` run in the model.
 * @module
 */

import type { Machine } from '../machine.ts';
import { bindArguments } from '../objects/arguments.ts';
import { exceptionMatches, raise } from '../objects/exceptions.ts';
import { asFloat, asInt, asKind } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { TYPES, typeName, typeOf } from '../objects/types.ts';
import type { Builtin, BuiltinTable, NativeTable, Operations } from '../operations.ts';
import { getAttr } from '../protocol/attributes.ts';
import { lookupType } from '../protocol/lookup.ts';
import { ROWS } from '../protocol/rows.ts';
import { HANDLE_DONE, HANDLE_NEW, HANDLE_STARTED, othersEnded, startThread, WAIT } from '../threads.ts';
import { PyFloat, Ref, type Slot, type Value } from '../value.ts';
import { newOf } from './extension.ts';
import { type NativeModule, nary } from './native-module.ts';
import { LOCAL_BUILTINS, LOCAL_NATIVES } from './thread-local.ts';
import { identOf, LOCK_BUILTINS, LOCK_NATIVES, newLock } from './thread-locks.ts';

const isCallable = (vm: Operations, v: Value): boolean => lookupType(vm, typeOf(vm, v), '__call__') !== undefined;

const running = (vm: Operations): number => (vm as Machine).registers.thread;

const startNewThread = nary('_thread.start_new_thread', 'start_new_thread', 2, 3, (vm, [func, args, keywords]) => {
  if (!isCallable(vm, func as Value)) throw raise(vm, 'TypeError', 'first arg must be callable');
  if (asKind(vm, args as Value, 'tuple') === undefined) throw raise(vm, 'TypeError', '2nd arg must be a tuple');
  if (keywords !== undefined && asKind(vm, keywords, 'dict') === undefined)
    throw raise(vm, 'TypeError', 'optional 3rd arg must be a dictionary');
  return identOf(startThread(vm as Machine, 'thread.run', [func, args, keywords], true, null));
});

const startJoinableThread: Builtin = (vm, args, keywords) => {
  const signature = {
    name: 'start_joinable_thread',
    names: ['function', 'handle', 'daemon'],
    positional: 1,
    required: 1,
  };
  const [func, given, daemon = true] = bindArguments(vm, signature, args, keywords);
  if (!isCallable(vm, func as Value)) throw raise(vm, 'TypeError', 'thread function must be callable');
  const handle = given === undefined || given === null ? newHandle(vm, HANDLE_NEW, 0) : (given as Ref);
  if (handleState(vm, handle) !== HANDLE_NEW) throw raise(vm, 'RuntimeError', 'thread already started');
  vm.setNumberAt(handle, 'numbers', 0, HANDLE_STARTED);
  const thread = startThread(vm as Machine, 'thread.run', [func, newTuple(vm, []), undefined], daemon === true, handle);
  vm.setNumberAt(handle, 'numbers', 1, identOf(thread));
  return handle;
};

// A _ThreadHandle's record has [state, ident].
function newHandle(vm: Operations, state: number, ident: number): Ref {
  return newOf(vm, '_thread._ThreadHandle', [], [state, ident]);
}
const handleState = (vm: Operations, handle: Ref): number => Number((vm as Machine).as(handle, 'record').numbers[0]);

const join: Builtin = (vm, [self, timeout = null]) => {
  const handle = self as Ref;
  const state = handleState(vm, handle);
  if (state === HANDLE_NEW) throw raise(vm, 'RuntimeError', 'thread not started');
  if (state === HANDLE_DONE) return null;
  if ((vm as Machine).as(handle, 'record').numbers[1] === identOf(running(vm)))
    throw raise(vm, 'RuntimeError', 'Cannot join current thread');
  const seconds = timeout === null ? null : Number(asFloat(vm, timeout) ?? asInt(vm, timeout));
  const until = seconds === null || seconds < 0 ? null : (vm as Machine).registers.clock + seconds;
  return vm.native('thread.join', [handle], { until });
};

/** `_set_sentinel` (3.12): a lock that is released when the running thread ends. */
const setSentinel = nary('_thread._set_sentinel', '_set_sentinel', 0, 0, (vm) => {
  const lock = newLock(vm);
  const { thread } = vm as Machine;
  (vm as Machine).retain(lock);
  thread.handle = lock;
  // `Thread._set_tstate_lock` runs in the thread itself, so a daemon is known as such only from `start_new_thread`'s caller.
  return lock;
});

const exceptHook: Builtin = (vm, [args]) => {
  const items = asKind(vm, args as Value, 'tuple')?.items ?? [];
  const [type, value] = items;
  if (type === TYPES.SystemExit) return null;
  return vm.native('thread.report', [value ?? null]);
};

/** `PyErr_WriteUnraisable`, or the default `threading.excepthook`: the text goes to stderr, which is not modelled; making it may run `__str__`. */
const report = (vm: Operations, exception: Slot) => vm.native('thread.report', [exception]);

const FUNCTIONS: BuiltinTable = {
  start_new_thread: startNewThread,
  start_new: startNewThread,
  start_joinable_thread: startJoinableThread,
  allocate_lock: nary('_thread.allocate_lock', 'allocate_lock', 0, 0, (vm) => newLock(vm)),
  allocate: nary('_thread.allocate', 'allocate', 0, 0, (vm) => newLock(vm)),
  get_ident: nary('_thread.get_ident', 'get_ident', 0, 0, (vm) => identOf(running(vm))),
  get_native_id: nary('_thread.get_native_id', 'get_native_id', 0, 0, (vm) => identOf(running(vm))),
  exit: nary('_thread.exit', 'exit', 0, 0, (vm) => {
    throw raise(vm, 'SystemExit');
  }),
  _count: nary(
    '_thread._count',
    '_count',
    0,
    0,
    (vm) => (vm as Machine).registers.threads.filter((thread, i) => i > 0 && !thread.ended).length,
  ),
  _set_sentinel: setSentinel,
  _excepthook: exceptHook,
  _get_main_thread_ident: () => identOf(0),
  _is_main_interpreter: () => true,
  _make_thread_handle: (vm, [ident]) => newHandle(vm, HANDLE_STARTED, Number(ident)),
  _shutdown: (vm) => (othersEnded(vm as Machine) ? null : vm.native('thread.join', [], { for: 'threads' })),
  daemon_threads_allowed: () => true,
  set_name: () => null,
  stack_size: () => 0,
};

/** Longest wait, in seconds: 2⁶³ − 1 microseconds. */
const TIMEOUT_MAX = 9223372036;

export const THREAD_MODULE: NativeModule = {
  functions: FUNCTIONS,
  since: {
    start_joinable_thread: '3.13',
    _make_thread_handle: '3.13',
    _get_main_thread_ident: '3.13',
    _shutdown: '3.13',
    set_name: '3.14',
  },
  values: (vm) => ({
    error: TYPES.RuntimeError,
    LockType: TYPES['_thread.lock'],
    lock: TYPES['_thread.lock'],
    RLock: TYPES['_thread.RLock'],
    _local: TYPES['_thread._local'],
    _ThreadHandle: TYPES['_thread._ThreadHandle'],
    _ExceptHookArgs: TYPES['_thread._ExceptHookArgs'],
    TIMEOUT_MAX: new PyFloat(TIMEOUT_MAX),
    ...(ROWS[vm.version].threadNamesAreCut ? { _NAME_MAXLEN: 15 } : {}),
  }),
};

export const THREAD_BUILTINS: BuiltinTable = {
  ...LOCK_BUILTINS,
  ...LOCAL_BUILTINS,
  '_thread._ThreadHandle.__new__': (vm) => newHandle(vm, HANDLE_NEW, 0),
  '_thread._ThreadHandle.join': join,
  '_thread._ThreadHandle.is_done': (vm, [self]) => handleState(vm, self as Ref) === HANDLE_DONE,
  '_thread._ThreadHandle._set_done': (vm, [self]) => {
    vm.setNumberAt(self as Ref, 'numbers', 0, HANDLE_DONE);
    return null;
  },
  '_thread._ExceptHookArgs.__new__': (vm, [cls, sequence]) => {
    const items = asKind(vm, sequence as Value, 'list')?.items ?? asKind(vm, sequence as Value, 'tuple')?.items;
    if (items === undefined)
      throw raise(vm, 'TypeError', `constructor requires a sequence, not ${typeName(vm, sequence as Value)}`);
    return vm.alloc({ kind: 'tuple', cls: cls as Ref, items: [...items], attrs: null });
  },
};

export const THREAD_NATIVES: NativeTable = {
  ...LOCK_NATIVES,
  ...LOCAL_NATIVES,
  'thread.wait': WAIT,
  /** The bottom of a thread. Slots: function, arguments, keywords. */
  'thread.run': {
    start: (vm, self) => {
      const [func, args, keywords] = self.slots;
      const words = keywords === undefined ? undefined : asKind(vm, keywords, 'dict');
      const named =
        words === undefined
          ? null
          : new Map(
              words.keys.flatMap((key, i) =>
                key === undefined ? [] : [[String(key), words.values[i] as Value] as const],
              ),
            );
      return { result: vm.call(func as Value, [...(asKind(vm, args, 'tuple')?.items ?? [])], named), then: 'ended' };
    },
    phases: { ended: () => ({ done: null }) },
    caught: (vm, _self, exception, phase) => {
      if (phase === 'reported' || exceptionMatches(vm, exception, TYPES.SystemExit)) return { done: null };
      return { result: report(vm, exception), then: 'ended' };
    },
  },
  /** Slots: handle. */
  'thread.join': {
    start: (vm, self) => ({
      result: vm.native('thread.wait', [self.slots[0]], {
        for: self.vars['for'] ?? 'thread',
        until: self.vars['until'] ?? null,
      }),
      then: 'woken',
    }),
    phases: { woken: () => ({ done: null }) },
  },
  /** Slots: the module `threading`. */
  'thread.shutdown': {
    start: (vm, self) => ({ result: getAttr(vm, self.slots[0] as Ref, '_shutdown'), then: 'found' }),
    phases: {
      found: (vm, _self, func) => ({ result: vm.call(func as Value, []), then: 'done' }),
      done: () => ({ done: null }),
    },
    caught: () => ({ done: null }),
  },
  /** Slots: exception. What its `__str__` raises is dropped. */
  'thread.report': {
    start: (vm, self) => {
      const exception = self.slots[0];
      if (!(exception instanceof Ref)) return { done: null };
      return { result: vm.call(TYPES.str, [exception]), then: 'written' };
    },
    phases: { written: () => ({ done: null }) },
    caught: () => ({ done: null }),
  },
};
