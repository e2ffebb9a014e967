/**
 * What a task makes of what its coroutine yields (`task_step_handle_result_impl`), and how it is woken (`task_wakeup`; Modules/_asynciomodule.c).
 * @module
 */

import { asKind } from '../objects/payload.ts';
import { addKey, discardKey, newSet, setHash } from '../objects/set.ts';
import { TYPES } from '../objects/types.ts';
import type { Builtin, Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { callMethod, getAttr, getOptionalAttr, setAttr } from '../protocol/attributes.ts';
import { given, wait } from '../protocol/loop.ts';
import { isTrue } from '../protocol/operators.ts';
import { noAnswers } from '../protocol/replay.ts';
import { EXHAUSTED, Ref, type Slot, type Value } from '../value.ts';
import {
  AWAITED_BY,
  BLOCKING,
  CANCEL_MESSAGE,
  isExactFuture,
  isFuture,
  LOOP,
  MUST_CANCEL,
  numberOf,
  setNumber,
  setSlot,
  shownError,
  slotOf,
  TASK_CONTEXT,
  takeResult,
  WAITER,
} from './async-future.ts';
import { addCallback } from './async-outcome.ts';
import { linksTasks } from './async-state.ts';
import { stepSoon } from './async-task.ts';

/** `future_awaited_by_add` (3.14+). */
export function addAwaitedBy(vm: Operations, future: Slot, waiter: Value): void {
  const known = slotOf(vm, future, AWAITED_BY);
  const set = asKind(vm, known, 'set');
  if (known === undefined) setSlot(vm, future, AWAITED_BY, waiter);
  else if (set === undefined) setSlot(vm, future, AWAITED_BY, newSet(vm, [waiter, known]));
  else addKey(vm, known as Ref, waiter, setHash(vm, waiter, noAnswers), noAnswers);
}

/** `future_awaited_by_discard` (3.14+). */
export function discardAwaitedBy(vm: Operations, future: Slot, waiter: Value): void {
  const known = slotOf(vm, future, AWAITED_BY);
  if (known === waiter) setSlot(vm, future, AWAITED_BY, undefined);
  else if (asKind(vm, known, 'set') !== undefined)
    discardKey(vm, known as Ref, waiter, setHash(vm, waiter, noAnswers), noAnswers);
}

/** `PyCFunction_New(&TaskWakeupDef, task)`. */
function wakeupOf(vm: Operations, task: Ref): Ref {
  const cls = TYPES.builtin_function_or_method;
  return vm.alloc({ kind: 'builtin', cls, impl: '_asyncio:task_wakeup', name: 'task_wakeup', self: task });
}

/** Slots: task, what the coroutine has yielded. */
const AWAIT: Native = {
  start: (vm, self) => {
    const [task, result] = self.slots as readonly [Ref, Value];
    if (result === task) return refuse(vm, 'Task cannot await on itself: %R', [task]);
    if (isExactFuture(vm, result)) return awaitOwn(vm, self, result);
    if (result === null) return wait(stepSoon(vm, task, undefined), 'done');
    return wait(getOptionalAttr(vm, result, '_asyncio_future_blocking'), 'asked');
  },
  phases: {
    done: () => ({ done: null }),
    refused: (vm, self, error) => wait(stepSoon(vm, self.slots[0], given(error)), 'done'),
    asked: (vm, self, value) => {
      if (value !== EXHAUSTED && value !== null) return wait(isTrue(vm, value), 'blocking');
      const [task, result] = self.slots as readonly [Ref, Value];
      const data = result instanceof Ref ? vm.read(result) : null;
      if (data?.kind === 'generator' && data.flavor === 'generator') {
        const text = 'yield was used instead of yield from for generator in task %R with %R';
        return refuse(vm, text, [task, result]);
      }
      return refuse(vm, 'Task got bad yield: %R', [result]);
    },
    blocking: (vm, self, value) => {
      self.setVars({ blocking: value === true });
      return wait(loopOf(vm, self.slots[1] as Value), 'loop');
    },
    loop: (vm, self, loop) => {
      const [task, result] = self.slots as readonly [Ref, Value];
      if (loop !== slotOf(vm, task, LOOP)) return otherLoop(vm, self);
      if (self.vars['blocking'] !== true) return yieldedFuture(vm, self);
      if (linksTasks(vm) && isFuture(vm, result)) addAwaitedBy(vm, result, task);
      return wait(setAttr(vm, result, '_asyncio_future_blocking', false), 'unblocked');
    },
    unblocked: (vm, self) => wait(getAttr(vm, self.slots[1] as Value, 'add_done_callback'), 'adds'),
    adds: (vm, self, add) => {
      const task = self.slots[0] as Ref;
      const keywords = new Map([['context', slotOf(vm, task, TASK_CONTEXT) as Value]]);
      return wait(vm.call(given(add), [wakeupOf(vm, task)], keywords), 'added');
    },
    added: (vm, self) => {
      const [task, result] = self.slots as readonly [Ref, Value];
      setSlot(vm, task, WAITER, result);
      if (numberOf(vm, task, MUST_CANCEL) === 0) return { done: null };
      return wait(callMethod(vm, result, 'cancel', [slotOf(vm, task, CANCEL_MESSAGE) ?? null]), 'cancelled');
    },
    cancelled: (vm, _self, value) => wait(isTrue(vm, given(value)), 'mustNot'),
    mustNot: (vm, self, value) => {
      if (value === true) setNumber(vm, self.slots[0], MUST_CANCEL, 0);
      return { done: null };
    },
  },
};

function awaitOwn(vm: Operations, self: NativeSelf, future: Ref): NativeStep {
  const task = self.slots[0] as Ref;
  if (slotOf(vm, future, LOOP) !== slotOf(vm, task, LOOP)) return otherLoop(vm, self);
  if (numberOf(vm, future, BLOCKING) === 0) return yieldedFuture(vm, self);
  if (linksTasks(vm)) addAwaitedBy(vm, future, task);
  setNumber(vm, future, BLOCKING, 0);
  return wait(addCallback(vm, future, wakeupOf(vm, task), slotOf(vm, task, TASK_CONTEXT) as Value), 'added');
}

function yieldedFuture(vm: Operations, self: NativeSelf): NativeStep {
  const text = 'yield was used instead of yield from in task %R with %R';
  return refuse(vm, text, self.slots.slice(0, 2) as Value[]);
}

function otherLoop(vm: Operations, self: NativeSelf): NativeStep {
  const text = 'Task %R got Future %R attached to a different loop';
  return refuse(vm, text, self.slots.slice(0, 2) as Value[]);
}

/** `task_set_error_soon`. */
function refuse(vm: Operations, text: string, shown: readonly Value[]): NativeStep {
  return wait(shownError(vm, TYPES.RuntimeError, text, shown, true), 'refused');
}

/** `get_future_loop` of what is no exact future. */
function loopOf(vm: Operations, future: Value) {
  return vm.native('async.loop_of', [future]);
}

/** Slots: something like a future. */
const LOOP_OF: Native = {
  start: (vm, self) => wait(getOptionalAttr(vm, self.slots[0] as Value, 'get_loop'), 'found'),
  phases: {
    found: (vm, self, get) =>
      wait(get === EXHAUSTED ? getAttr(vm, self.slots[0] as Value, '_loop') : vm.call(given(get), []), 'loop'),
    loop: (_vm, _self, value) => ({ done: given(value) }),
  },
};

/** `task_wakeup`: steps with the outcome of what was awaited. Slots: task, the future. */
const WAKEUP: Native = {
  start: (vm, self) => {
    const [task, future] = self.slots as readonly [Ref, Value];
    if (linksTasks(vm) && isFuture(vm, future)) discardAwaitedBy(vm, future, task);
    self.setVars({ asking: true });
    if (!isExactFuture(vm, future)) return wait(callMethod(vm, future, 'result', []), 'known');
    takeResult(vm, future);
    return stepWith(vm, self, undefined);
  },
  phases: {
    known: (vm, self) => stepWith(vm, self, undefined),
    stepped: (_vm, _self, value) => ({ done: given(value) }),
  },
  caught: (vm, self, exception) => (self.vars['asking'] === true ? stepWith(vm, self, exception) : undefined),
};

function stepWith(vm: Operations, self: NativeSelf, exception: Slot): NativeStep {
  self.setVars({ asking: false });
  return wait(vm.native('async.step', [self.slots[0], exception]), 'stepped');
}

/** What the loop calls when a future that a task awaits is done. */
export const wakeup: Builtin = (vm, [task, future]) => vm.native('async.wakeup', [task, future]);

export const AWAIT_NATIVES: NativeTable = { 'async.await': AWAIT, 'async.loop_of': LOOP_OF, 'async.wakeup': WAKEUP };
