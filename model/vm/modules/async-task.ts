/**
 * How a task of `_asyncio` is made and how it steps: `task_step`, `task_wakeup`, `task_eager_start` (Modules/_asynciomodule.c).
 * @module
 */
import { exceptionMatches, raise, stopIterationValue } from '../objects/exceptions.ts';
import { asStr } from '../objects/payload.ts';
import { TYPES } from '../objects/types.ts';
import type { Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { callMethod } from '../protocol/attributes.ts';
import { isIterator } from '../protocol/iteration.ts';
import { given, wait } from '../protocol/loop.ts';
import { isTrue } from '../protocol/operators.ts';
import { str } from '../protocol/text.ts';
import { EXHAUSTED, type Exhausted, PyRaise, Ref, type Result, type Slot, type Value } from '../value.ts';
import {
  CANCEL_MESSAGE,
  CANCELLED_ERROR,
  CANCELS,
  CORO,
  callSoon,
  cancelledError,
  invalidStateType,
  isPending,
  LOG_DESTROY_PENDING,
  LOOP,
  libraryName,
  MUST_CANCEL,
  NAME,
  numberOf,
  setNumber,
  setSlot,
  shownError,
  slotOf,
  TASK_CONTEXT,
  WAITER,
} from './async-future.ts';
import { cancelFuture, initFuture, setException, setResult } from './async-outcome.ts';
import {
  enterTask,
  leaveTask,
  nextTaskNumber,
  registerEager,
  registerTask,
  swapTask,
  unregisterEager,
} from './async-state.ts';
import { copyContext, enterContext, leaveContext } from './context.ts';
import { newOf } from './extension.ts';

/** `task_call_step_soon`. */
export function stepSoon(vm: Operations, task: Slot, error: Slot): Result {
  const step = newOf(vm, '_asyncio.TaskStepMethWrapper', [task, error]);
  return callSoon(vm, slotOf(vm, task, LOOP), step, undefined, slotOf(vm, task, TASK_CONTEXT));
}

/** `_asyncio_Task___init___impl`. Slots: task, coroutine, loop, name, context, eager_start. Vars: eager. */
const INIT: Native = {
  start: (vm, self) => wait(isTrue(vm, self.slots[5] as Value), 'eagerness'),
  phases: {
    eagerness: (vm, self, value) => {
      self.setVars({ eager: value === true });
      return wait(initFuture(vm, self.slots[0] as Ref, self.slots[2]), 'future');
    },
    future: (vm, self) => {
      const coro = self.slots[1] as Value;
      const data = coro instanceof Ref ? vm.read(coro) : null;
      if (data?.kind === 'generator' && data.flavor === 'coroutine') return prepare(vm, self);
      return wait(vm.call(libraryName(vm, 'asyncio.coroutines', 'iscoroutine'), [coro]), 'asked');
    },
    asked: (vm, _self, value) => wait(isTrue(vm, given(value)), 'checked'),
    checked: (vm, self, value) => {
      if (value === true) return prepare(vm, self);
      const coro = self.slots[1] as Value;
      return wait(shownError(vm, TYPES.TypeError, 'a coroutine was expected, got %R', [coro]), 'refused');
    },
    refused: () => ({ done: null }),
    named: (vm, self, value) => {
      setSlot(vm, self.slots[0], NAME, given(value));
      if (self.vars['eager'] !== true) return wait(stepSoon(vm, self.slots[0], undefined), 'soon');
      return wait(callMethod(vm, self.slots[2] as Value, 'is_running', []), 'running');
    },
    running: (vm, self, value) => {
      if (value !== true) return wait(stepSoon(vm, self.slots[0], undefined), 'soon');
      return wait(vm.native('async.eager', [self.slots[0], null, undefined, undefined]), 'registered');
    },
    soon: (vm, self) => wait(registerTask(vm, self.slots[0] as Ref), 'registered'),
    registered: () => ({ done: null }),
  },
};

function prepare(vm: Operations, self: NativeSelf): NativeStep {
  const [task, coro, , name = null, context = null] = self.slots as readonly [Ref, Value, Slot, Value, Value];
  setSlot(vm, task, TASK_CONTEXT, context ?? copyContext(vm));
  setSlot(vm, task, WAITER, undefined);
  setNumber(vm, task, MUST_CANCEL, 0);
  setNumber(vm, task, LOG_DESTROY_PENDING, 1);
  setNumber(vm, task, CANCELS, 0);
  setSlot(vm, task, CORO, coro);
  if (name === null) return wait(nextTaskNumber(vm), 'named');
  return wait(asStr(vm, name) === undefined ? str(vm, name) : name, 'named');
}

/** `task_step`. Slots: task, the exception that goes in. */
const STEP: Native = {
  start: (vm, self) => {
    const [task] = self.slots;
    return wait(enterTask(vm, slotOf(vm, task, LOOP) as Value, task as Ref), 'entered');
  },
  phases: {
    entered: (vm, self) => {
      self.setVars({ inside: true });
      return wait(vm.native('async.step_inside', [self.slots[0], self.slots[1]]), 'stepped');
    },
    stepped: (vm, self, value) => {
      self.setVars({ inside: false });
      self.set(1, given(value));
      const [task] = self.slots;
      return wait(leaveTask(vm, slotOf(vm, task, LOOP) as Value, task as Ref), 'left');
    },
    left: (_vm, self) => ({ done: self.slots[1] as Value }),
    failed: (_vm, self) => {
      throw new PyRaise(self.slots[1] as Ref);
    },
  },
  caught: (vm, self, exception) => {
    if (self.vars['inside'] !== true) return undefined;
    self.setVars({ inside: false });
    self.set(1, exception);
    const [task] = self.slots;
    return wait(leaveTask(vm, slotOf(vm, task, LOOP) as Value, task as Ref), 'failed');
  },
};

/** `task_step_impl`. Slots: task, the exception that goes in, what came out. Vars: sending, while the coroutine runs. */
const STEP_INSIDE: Native = {
  start: (vm, self) => {
    const [task] = self.slots;
    if (!isPending(vm, task)) {
      const type = invalidStateType(vm);
      const shown = [task as Ref, self.slots[1] ?? null];
      return wait(shownError(vm, type, '__step(): already done: %R %R', shown), 'done');
    }
    if (numberOf(vm, task, MUST_CANCEL) === 1) {
      const thrown = self.slots[1];
      if (thrown === undefined || !isCancelled(vm, thrown as Ref)) self.set(1, cancelledError(vm, task));
      setNumber(vm, task, MUST_CANCEL, 0);
    }
    setSlot(vm, task, WAITER, undefined);
    const coro = slotOf(vm, task, CORO);
    if (coro === undefined) throw raise(vm, 'RuntimeError', 'uninitialized Task object');
    self.setVars({ sending: true });
    return wait(sendInto(vm, coro, self.slots[1]), 'sent');
  },
  phases: {
    sent: (vm, self, value) => {
      self.setVars({ sending: false });
      if (value === EXHAUSTED) return finished(vm, self, vm.stopValue);
      return wait(vm.native('async.await', [self.slots[0], value]), 'done');
    },
    done: (_vm, _self, value) => ({ done: given(value) }),
    raised: (vm, self) => {
      const error = self.slots[2] as Ref;
      const goesOn = [TYPES.KeyboardInterrupt, TYPES.SystemExit].some((type) => exceptionMatches(vm, error, type));
      if (goesOn) throw new PyRaise(error);
      return { done: null };
    },
  },
  caught: (vm, self, exception) => {
    if (self.vars['sending'] !== true) return undefined;
    self.setVars({ sending: false });
    vm.splice(self.ref, 'slots', 2, 0, [exception]);
    const task = self.slots[0] as Ref;
    if (exceptionMatches(vm, exception, TYPES.StopIteration))
      return finished(vm, self, stopIterationValue(vm, exception));
    if (isCancelled(vm, exception)) {
      setSlot(vm, task, CANCELLED_ERROR, exception);
      return wait(cancelFuture(vm, task, undefined), 'done');
    }
    return wait(setException(vm, task, exception), 'raised');
  },
};

function isCancelled(vm: Operations, exception: Ref): boolean {
  return exceptionMatches(vm, exception, libraryName(vm, 'asyncio.exceptions', 'CancelledError'));
}

/** `PyIter_Send(coro, None)`, or the coroutine's `throw`. */
function sendInto(vm: Operations, coro: Value, exception: Slot): Result | Exhausted {
  const data = coro instanceof Ref ? vm.read(coro) : null;
  const own = data?.kind === 'generator' && data.flavor !== 'async_generator';
  if (exception !== undefined) {
    if (own) return vm.native('generator.throw', [coro, exception], { close: true });
    return callMethod(vm, coro, 'throw', [exception as Value]);
  }
  if (own) return vm.resume(coro as Ref, null);
  return callMethod(vm, coro, isIterator(vm, coro) ? '__next__' : 'send', isIterator(vm, coro) ? [] : [null]);
}

/** The coroutine has returned. */
function finished(vm: Operations, self: NativeSelf, result: Value): NativeStep {
  const task = self.slots[0] as Ref;
  if (numberOf(vm, task, MUST_CANCEL) === 0) return wait(setResult(vm, task, result), 'done');
  setNumber(vm, task, MUST_CANCEL, 0);
  return wait(cancelFuture(vm, task, slotOf(vm, task, CANCEL_MESSAGE)), 'done');
}

/** `task_eager_start`. Slots: task, the one that ran before, the context before, what the coroutine raised. */
const EAGER: Native = {
  start: (vm, self) => {
    const task = self.slots[0] as Ref;
    return wait(swapTask(vm, slotOf(vm, task, LOOP) as Value, task), 'swapped');
  },
  phases: {
    swapped: (vm, self, before) => {
      const task = self.slots[0] as Ref;
      self.set(1, given(before));
      registerEager(vm, task);
      self.set(2, enterContext(vm, slotOf(vm, task, TASK_CONTEXT) as Ref));
      self.setVars({ inside: true });
      return wait(vm.native('async.step_inside', [task, undefined]), 'stepped');
    },
    stepped: (vm, self) => leaveEager(vm, self, 'left'),
    left: (vm, self) => wait(settleEager(vm, self), 'settled'),
    settled: () => ({ done: null }),
    failed: (vm, self) => wait(settleEager(vm, self), 'raised'),
    raised: (_vm, self) => {
      throw new PyRaise(self.slots[3] as Ref);
    },
  },
  caught: (vm, self, exception) => {
    if (self.vars['inside'] !== true) return undefined;
    self.set(3, exception);
    return leaveEager(vm, self, 'failed');
  },
};

function leaveEager(vm: Operations, self: NativeSelf, then: string): NativeStep {
  const [task, before] = self.slots as readonly [Ref, Value];
  self.setVars({ inside: false });
  return wait(swapTask(vm, slotOf(vm, task, LOOP) as Value, before), then);
}

function settleEager(vm: Operations, self: NativeSelf): Result {
  const [task, , outer] = self.slots as readonly [Ref, Value, Slot];
  unregisterEager(vm, task);
  leaveContext(vm, slotOf(vm, task, TASK_CONTEXT) as Ref, outer);
  if (isPending(vm, task)) return registerTask(vm, task);
  setSlot(vm, task, CORO, undefined);
  return null;
}

export const TASK_NATIVES: NativeTable = {
  'async.task_init': INIT,
  'async.step': STEP,
  'async.step_inside': STEP_INSIDE,
  'async.eager': EAGER,
};
