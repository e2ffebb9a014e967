/**
 * How futures of `_asyncio` get their outcome: `future_set_result`, `future_set_exception`, `future_cancel`, `future_schedule_callbacks`, `future_init` and the finalisers
 * (Modules/_asynciomodule.c).
 * @module
 */
import type { Machine } from '../machine.ts';
import { exceptionMatches, isException, isExceptionType, newException, raise } from '../objects/exceptions.ts';
import { newList } from '../objects/list.ts';
import { asKind } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { TYPES, typeData, typeOf } from '../objects/types.ts';
import type { Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { callMethod, getAttr } from '../protocol/attributes.ts';
import { dictSetName, newDict } from '../protocol/dict-table.ts';
import { given, wait } from '../protocol/loop.ts';
import { isTrue } from '../protocol/operators.ts';
import type { Ref, Result, Slot, Value } from '../value.ts';
import {
  BLOCKING,
  CALL_SOON,
  CALLBACK,
  CALLBACKS,
  CANCEL_MESSAGE,
  CANCELLED,
  CONTEXT,
  callbacksOf,
  callSoon,
  clearCallbacks,
  EXCEPTION,
  EXCEPTION_TRACEBACK,
  ensureAlive,
  FINISHED,
  FUTURE_PENDING,
  futureData,
  invalidState,
  isAlive,
  isPending,
  LOG_DESTROY_PENDING,
  LOG_TRACEBACK,
  LOOP,
  libraryName,
  numberOf,
  RAISE_SHOWN,
  RESULT,
  SOURCE_TRACEBACK,
  STATE,
  setNumber,
  setSlot,
  slotOf,
  TASK,
} from './async-future.ts';
import { policyGetter, runningLoop, unregisterTask } from './async-state.ts';

/** Vars of what schedules callbacks: what is answered then, and whether the exception counts as not retrieved from then on. */
interface Afterwards {
  readonly answer: boolean | null;
  readonly logs?: boolean;
}

/** `future_schedule_callbacks`. */
function schedule(vm: Operations, future: Ref, { answer, logs = false }: Afterwards): Result {
  if (futureData(vm, future).type === TASK) unregisterTask(vm, future);
  const callbacks = callbacksOf(vm, future);
  clearCallbacks(vm, future);
  if (callbacks.length > 0)
    return vm.native('async.schedule', [future, ...callbacks.flat()], { next: 1, answer, logs });
  if (logs) setNumber(vm, future, LOG_TRACEBACK, 1);
  return answer;
}

/** Slots: the future, callback, context, callback, context … */
const SCHEDULE: Native = {
  start: (vm, self) => {
    const next = Number(self.vars['next']);
    const [future] = self.slots;
    if (next >= self.slots.length) {
      if (self.vars['logs'] === true) setNumber(vm, future, LOG_TRACEBACK, 1);
      return { done: self.vars['answer'] as Value };
    }
    self.setVars({ ...self.vars, next: next + 2 });
    const called = callSoon(vm, slotOf(vm, future, LOOP), self.slots[next] as Value, future, self.slots[next + 1]);
    return wait(called, 'start');
  },
  phases: {},
};

function requirePending(vm: Operations, future: Ref): void {
  if (!isPending(vm, future)) throw invalidState(vm, 'invalid state');
}

/** `future_set_result`. */
export function setResult(vm: Operations, future: Ref, result: Value): Result {
  ensureAlive(vm, future);
  requirePending(vm, future);
  setSlot(vm, future, RESULT, result);
  setNumber(vm, future, STATE, FINISHED);
  return schedule(vm, future, { answer: null });
}

/** `future_set_exception`. */
export function setException(vm: Operations, future: Ref, exception: Value): Result {
  requirePending(vm, future);
  if (isExceptionType(vm, exception)) return vm.native('async.set_exception', [future, exception]);
  return putException(vm, future, exception);
}

/** Slots: the future, a class of exceptions. */
const SET_EXCEPTION: Native = {
  start: (vm, self) => wait(vm.call(self.slots[1] as Value, []), 'made'),
  phases: {
    made: (vm, self, value) => {
      requirePending(vm, self.slots[0] as Ref);
      return wait(putException(vm, self.slots[0] as Ref, given(value)), 'set');
    },
    set: () => ({ done: null }),
  },
};

function putException(vm: Operations, future: Ref, exception: Value): Result {
  if (!isException(vm, exception)) throw raise(vm, 'TypeError', 'invalid exception object');
  const put = exceptionMatches(vm, exception, TYPES.StopIteration) ? insteadOfStop(vm, exception) : exception;
  setSlot(vm, future, EXCEPTION, put);
  const { traceback } = asKind(vm, put, 'exception') ?? { traceback: null };
  setSlot(vm, future, EXCEPTION_TRACEBACK, traceback === null ? undefined : traceback);
  setNumber(vm, future, STATE, FINISHED);
  return schedule(vm, future, { answer: null, logs: true });
}

function insteadOfStop(vm: Operations, stop: Ref): Ref {
  const text = 'StopIteration interacts badly with generators and cannot be raised into a Future';
  if ((vm as Machine).world.quirks.has('future-refuses-stop')) {
    if (vm.read(stop).cls === TYPES.StopIteration) throw raise(vm, 'TypeError', text);
    return stop;
  }
  const made = newException(vm, TYPES.RuntimeError, [text]);
  vm.setRef(made, 'exception', 'cause', stop);
  vm.setRef(made, 'exception', 'context', stop);
  vm.setPlain(made, 'exception', 'suppressContext', true);
  return made;
}

/** `future_cancel`. */
export function cancelFuture(vm: Operations, future: Ref, message: Slot): Result {
  setNumber(vm, future, LOG_TRACEBACK, 0);
  if (!isPending(vm, future)) return false;
  setNumber(vm, future, STATE, CANCELLED);
  setSlot(vm, future, CANCEL_MESSAGE, message);
  return schedule(vm, future, { answer: true });
}

/** `future_add_done_callback`. */
export function addCallback(vm: Operations, future: Ref, callback: Value, context: Value): Result {
  if (!isAlive(vm, future)) throw raise(vm, 'RuntimeError', 'uninitialized Future object');
  if (!isPending(vm, future)) return callSoon(vm, slotOf(vm, future, LOOP), callback, future, context);
  const { slots } = futureData(vm, future);
  const list = slots[CALLBACKS];
  if (list === undefined && slots[CALLBACK] === undefined) {
    setSlot(vm, future, CALLBACK, callback);
    setSlot(vm, future, CONTEXT, context);
    return null;
  }
  const pair = newTuple(vm, [callback, context]);
  if (list === undefined) setSlot(vm, future, CALLBACKS, newList(vm, [pair]));
  else vm.splice(list as Ref, 'items', asKind(vm, list, 'list')?.items.length ?? 0, 0, [pair]);
  return null;
}

/** `future_init`. Slots: the future, its loop or None. */
const INIT: Native = {
  start: (vm, self) => {
    const [future, loop = null] = self.slots;
    futureData(vm, future).slots.forEach((slot, i) => {
      if (slot !== undefined && i <= SOURCE_TRACEBACK) setSlot(vm, future, i, undefined);
    });
    setNumber(vm, future, LOG_TRACEBACK, 0);
    setNumber(vm, future, BLOCKING, 0);
    setNumber(vm, future, STATE, FUTURE_PENDING);
    return wait(loop === null ? currentLoop(vm) : loop, 'loop');
  },
  phases: {
    loop: (vm, self, value) => {
      setSlot(vm, self.slots[0], LOOP, given(value));
      return wait(callMethod(vm, given(value), 'get_debug', []), 'debug');
    },
    debug: (vm, _self, value) => wait(isTrue(vm, given(value)), 'debugs'),
    debugs: (vm, _self, value) => {
      if (value !== true) return { done: null };
      return wait(vm.call(libraryName(vm, 'traceback', 'extract_stack'), []), 'stack');
    },
    stack: (vm, self, value) => {
      setSlot(vm, self.slots[0], SOURCE_TRACEBACK, given(value));
      return { done: null };
    },
  },
};

/** `get_event_loop`: the running one, or what the policy gives. */
export function currentLoop(vm: Operations): Result {
  return runningLoop(vm) ?? vm.native('async.policy_loop', []);
}

const POLICY_LOOP: Native = {
  start: (vm) => wait(vm.call(libraryName(vm, 'asyncio.events', policyGetter(vm)), []), 'policy'),
  phases: {
    policy: (vm, _self, value) => wait(callMethod(vm, given(value), 'get_event_loop', []), 'loop'),
    loop: (_vm, _self, value) => ({ done: given(value) }),
  },
};

/** `TaskObj_finalize`, then `FutureObj_finalize`. Slots: the future. */
const FINALIZE: Native = {
  start: (vm, self) => {
    const [future] = self.slots;
    const isTask = numberOf(vm, future, LOG_DESTROY_PENDING) === 1 && isPending(vm, future);
    if (!isTask) return unretrieved(vm, self);
    return tell(vm, self, 'Task was destroyed but it is pending!', 'task', 'told');
  },
  phases: {
    found: (vm, self, value) => wait(vm.call(given(value), [self.slots[1] as Value]), String(self.vars['then'])),
    told: unretrieved,
    done: () => ({ done: null }),
  },
  caught: (vm, self) => (self.vars['then'] === 'told' ? unretrieved(vm, self) : { done: null }),
};

function unretrieved(vm: Operations, self: NativeSelf): NativeStep {
  const [future] = self.slots;
  if (numberOf(vm, future, LOG_TRACEBACK) === 0) return { done: null };
  setNumber(vm, future, LOG_TRACEBACK, 0);
  const { name } = typeData(vm, typeOf(vm, future as Value));
  return tell(vm, self, `${name.slice(name.lastIndexOf('.') + 1)} exception was never retrieved`, 'future', 'done');
}

function tell(vm: Operations, self: NativeSelf, message: string, key: 'task' | 'future', then: string): NativeStep {
  const future = self.slots[0] as Ref;
  const context = newDict(vm);
  dictSetName(vm, context, 'message', message);
  if (key === 'future') dictSetName(vm, context, 'exception', slotOf(vm, future, EXCEPTION) as Value);
  dictSetName(vm, context, key, future);
  const source = slotOf(vm, future, SOURCE_TRACEBACK);
  if (source !== undefined) dictSetName(vm, context, 'source_traceback', source);
  vm.splice(self.ref, 'slots', 1, self.slots.length - 1, [context]);
  self.setVars({ then });
  return wait(getAttr(vm, slotOf(vm, future, LOOP) as Value, 'call_exception_handler'), 'found');
}

/** Starts `future_init`. */
export function initFuture(vm: Operations, future: Ref, loop: Slot): Result {
  return vm.native('async.init', [future, loop ?? null]);
}

export const OUTCOME_NATIVES: NativeTable = {
  'async.call_soon': CALL_SOON,
  'async.shown': RAISE_SHOWN,
  'async.schedule': SCHEDULE,
  'async.set_exception': SET_EXCEPTION,
  'async.init': INIT,
  'async.policy_loop': POLICY_LOOP,
  'async.finalize': FINALIZE,
};
