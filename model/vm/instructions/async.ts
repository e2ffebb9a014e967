/**
 * Awaiting: coroutines, `async for`, `async with`.
 * @module
 */

import { BRANCH_RIGHT } from '../../monitoring/event-set.ts';
import { NO_PAYLOAD } from '../dispatch.ts';
import { fire } from '../fire.ts';
import type { Machine } from '../machine.ts';
import { exceptionMatches, raise } from '../objects/exceptions.ts';
import { TYPES, typeName } from '../objects/types.ts';
import { callSpecial, lookupSpecial } from '../protocol/attributes.ts';
import { awaitableIter, checkAwaitIter, isAwaitableItself } from '../protocol/awaitable.ts';
import { reraise } from '../unwind.ts';
import { PENDING, PyRaise, Ref, type Result, type Value } from '../value.ts';
import { asValue, type InstructionTable } from './table.ts';

function pushAwaitable(vm: Machine, iterator: Value): void {
  if (iterator instanceof Ref) {
    const data = vm.read(iterator);
    if (
      data.kind === 'generator' &&
      data.flavor === 'coroutine' &&
      data.status !== 'created' &&
      data.status !== 'closed'
    ) {
      if (isBeingAwaited(vm, iterator)) throw raise(vm, 'RuntimeError', 'coroutine is being awaited already');
    }
  }
  vm.push(iterator);
}

function isBeingAwaited(vm: Machine, coroutine: Ref): boolean {
  const data = vm.as(coroutine, 'generator');
  if (data.frame === null || data.status !== 'suspended') return false;
  const frame = vm.as(data.frame, 'frame');
  const next = frame.code.instructions[frame.ip];
  return next !== undefined && next.op === 'RESUME' && (next.arg & 3) >= 2;
}

const LOOP_OVER = 'loopOver';

export const ASYNC: InstructionTable = {
  /**
   * Stack: value → iterator. Effect: a coroutine as it is, else `__await__`; n = 1 and 2 word the TypeError for
   * `__aenter__` and `__aexit__`. Events: none. Next: behind. Source: bytecodes.c; `_PyCoro_GetAwaitableIter`; PEP 492.
   */
  GET_AWAITABLE: {
    execute: (vm, { arg }) => {
      // While its `__await__` runs it stays on the stack: a failure names its type.
      const value = vm.peek(1) as Value;
      try {
        if (arg === 1 || arg === 2) checkAsyncWith(vm, value, arg);
        const result = awaitableIter(vm, value);
        if (result === PENDING) return;
        vm.pop();
        pushAwaitable(vm, result);
      } catch (error) {
        if (error instanceof PyRaise && vm.peek(1) === value) vm.pop();
        throw error;
      }
    },
    resume: (vm, _instruction, value) => pushAwaitable(vm, checkAwaitIter(vm, vm.pop() as Value, asValue(value))),
    caught: (vm) => {
      vm.pop();
      return false;
    },
  },
  /**
   * Stack: value → iterator. Effect: `__aiter__`; TypeError. Events: none. Next: behind. Source: bytecodes.c; PEP 492.
   */
  GET_AITER: {
    execute: (vm) => {
      const value = vm.pop() as Value;
      const result = callSpecial(vm, value, '__aiter__', [], '__aiter__');
      if (result === undefined) {
        throw raise(
          vm,
          'TypeError',
          `'async for' requires an object with __aiter__ method, got ${typeName(vm, value)}`,
        );
      }
      if (result !== PENDING) pushAsyncIterator(vm, result);
    },
    resume: (vm, _instruction, value) => pushAsyncIterator(vm, asValue(value)),
  },
  /**
   * Stack: iterator → iterator, awaitable. Effect: `__anext__`, then as GET_AWAITABLE; TypeError. Events: none. Next:
   * behind. Source: bytecodes.c; `_PyEval_GetANext`; PEP 492.
   */
  GET_ANEXT: {
    execute: (vm) => {
      const iterator = vm.peek(1) as Value;
      const result = callSpecial(vm, iterator, '__anext__', [], '__anext__');
      if (result === undefined) {
        throw raise(
          vm,
          'TypeError',
          `'async for' requires an iterator with __anext__ method, got ${typeName(vm, iterator)}`,
        );
      }
      if (result !== PENDING) pushNextAwaitable(vm, result);
    },
    resume: (vm, _instruction, value) => {
      if (vm.f.phase === AWAITING) {
        const next = vm.pop() as Value;
        vm.push(fromCause(vm, next, () => checkAwaitIter(vm, next, asValue(value))));
        vm.f.phase = 0;
      } else pushNextAwaitable(vm, asValue(value));
    },
    caught: (vm, _instruction, exception) => {
      if (vm.f.phase !== AWAITING) return false;
      vm.f.phase = 0;
      throw invalidNext(vm, vm.pop() as Value, exception);
    },
  },
  /**
   * Stack: iterator, exception →. Effect: StopAsyncIteration ends the loop; anything else is raised again. 3.14+: n
   * points back to what is told as the branch’s source. Events: BRANCH_RIGHT (3.14+: also before what is raised again),
   * RERAISE (no StopAsyncIteration). Next: behind; of another exception, that of the handler, or the frame is left.
   * Source: bytecodes.c; PEP 492, PEP 669.
   */
  END_ASYNC_FOR: {
    execute: (vm, instruction) => {
      if (vm.instrumented) {
        // The source told is the END_SEND of the loop's await, which the oparg points back to.
        const source = instruction.targetIndex >= 0 ? instruction.targetIndex : instruction.index;
        const payload = { ...NO_PAYLOAD, source, dest: instruction.index + 1 };
        if (fire(vm, BRANCH_RIGHT, instruction.index, payload, LOOP_OVER) === PENDING) return;
      }
      endLoop(vm, instruction.index);
    },
    after: { [LOOP_OVER]: { run: (vm, instruction) => endLoop(vm, instruction.index) } },
  },
};

const AWAITING = 1;

/** What END_ASYNC_FOR does behind its event. */
function endLoop(vm: Machine, index: number): void {
  const exception = vm.peek(1) as Ref;
  if (exceptionMatches(vm, exception, TYPES.StopAsyncIteration)) vm.drop(2);
  else reraise(vm, vm.pop() as Ref, index);
}

function checkAsyncWith(vm: Machine, value: Value, which: number): void {
  if (isAwaitableItself(vm, value) || lookupSpecial(vm, value, '__await__') !== undefined) return;
  const method = which === 1 ? '__aenter__' : '__aexit__';
  throw raise(
    vm,
    'TypeError',
    `'async with' received an object from ${method} that does not implement __await__: ${typeName(vm, value)}`,
  );
}

function pushAsyncIterator(vm: Machine, value: Value): void {
  if (lookupSpecial(vm, value, '__anext__') === undefined) {
    throw raise(
      vm,
      'TypeError',
      `'async for' received an object from __aiter__ that does not implement __anext__: ${typeName(vm, value)}`,
    );
  }
  vm.push(value);
}

function pushNextAwaitable(vm: Machine, value: Value): void {
  // What `__anext__` gave stays on the stack while its `__await__` runs: a failure names its type.
  vm.push(value);
  vm.f.phase = AWAITING;
  const result = fromCause(vm, value, () => awaitableIter(vm, value));
  if (result === PENDING) return;
  vm.f.phase = 0;
  vm.put(1, result);
}

/** `_PyErr_FormatFromCause` of `_PyEval_GetANext`: whatever fails there is the cause of a TypeError. */
function fromCause<T extends Result>(vm: Machine, next: Value, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof PyRaise)) throw error;
    vm.f.phase = 0;
    throw invalidNext(vm, next, error.exception);
  }
}

function invalidNext(vm: Machine, next: Value, cause: Ref): PyRaise {
  const failure = raise(
    vm,
    'TypeError',
    `'async for' received an invalid object from __anext__: ${typeName(vm, next)}`,
  );
  vm.setRef(failure.exception, 'exception', 'cause', cause);
  vm.setRef(failure.exception, 'exception', 'context', cause);
  vm.setPlain(failure.exception, 'exception', 'suppressContext', true);
  return failure;
}
