/**
 * Awaiting: coroutines, `async for`, `async with`.
 * @module
 */

import { CO_ITERABLE_COROUTINE } from '../../code/code-object.ts';
import { BRANCH_RIGHT } from '../../monitoring/event-set.ts';
import { fire, NO_PAYLOAD } from '../dispatch.ts';
import type { Machine } from '../machine.ts';
import { exceptionMatches, raise } from '../objects/exceptions.ts';
import { TYPES, typeName } from '../objects/types.ts';
import { callSpecial, lookupSpecial } from '../protocol/attributes.ts';
import { isIterator } from '../protocol/iteration.ts';
import { reraise } from '../unwind.ts';
import { PENDING, Ref, type Result, type Value } from '../value.ts';
import { asValue, type InstructionTable, pushResult } from './table.ts';

/** True for what `await` takes as it is: a coroutine, or a generator of `types.coroutine`. */
function isAwaitableItself(vm: Machine, value: Value): boolean {
  if (!(value instanceof Ref)) return false;
  const data = vm.read(value);
  if (data.kind !== 'generator') return false;
  return data.flavor === 'coroutine' || (data.code.code.flags & CO_ITERABLE_COROUTINE) !== 0;
}

/** `_PyCoro_GetAwaitableIter`. */
function awaitableIter(vm: Machine, value: Value): Result {
  if (isAwaitableItself(vm, value)) return value;
  const result = callSpecial(vm, value, '__await__', []);
  if (result === undefined) {
    const text = vm.world.profile.awaitMessage.replace('%s', typeName(vm, value));
    throw raise(vm, 'TypeError', text);
  }
  return result;
}

function checkAwaitIter(vm: Machine, iterator: Value): Value {
  if (!isAwaitableItself(vm, iterator) && !isIterator(vm, iterator)) {
    throw raise(vm, 'TypeError', `__await__() returned non-iterator of type '${typeName(vm, iterator)}'`);
  }
  return iterator;
}

function pushAwaitable(vm: Machine, value: Value): void {
  const iterator = checkAwaitIter(vm, value);
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
      const value = vm.pop() as Value;
      if (arg === 1 || arg === 2) checkAsyncWith(vm, value, arg);
      const result = awaitableIter(vm, value);
      if (result !== PENDING) pushAwaitable(vm, result);
    },
    resume: (vm, _instruction, value) => pushAwaitable(vm, asValue(value)),
  },
  /**
   * Stack: value → iterator. Effect: `__aiter__`; TypeError. Events: none. Next: behind. Source: bytecodes.c; PEP 492.
   */
  GET_AITER: {
    execute: (vm) => {
      const value = vm.pop() as Value;
      const result = callSpecial(vm, value, '__aiter__', []);
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
      const result = callSpecial(vm, iterator, '__anext__', []);
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
        vm.f.phase = 0;
        vm.push(asValue(value));
      } else pushNextAwaitable(vm, asValue(value));
    },
  },
  /**
   * Stack: iterator, exception →. Effect: StopAsyncIteration ends the loop; anything else is raised again. 3.14+: n
   * points back to what is told as the branch’s source. Events: BRANCH_RIGHT (3.14+: the end of the loop), RERAISE (no
   * StopAsyncIteration). Next: behind; of another exception, that of the handler, or the frame is left. Source:
   * bytecodes.c; PEP 492, PEP 669.
   */
  END_ASYNC_FOR: {
    execute: (vm, instruction) => {
      const exception = vm.peek(1) as Ref;
      if (!exceptionMatches(vm, exception, TYPES.StopAsyncIteration))
        return reraise(vm, vm.pop() as Ref, instruction.index);
      if (vm.instrumented) {
        // The source told is the END_SEND of the loop's await, which the oparg points back to.
        const source = instruction.targetIndex >= 0 ? instruction.targetIndex : instruction.index;
        const payload = { ...NO_PAYLOAD, source, dest: instruction.index + 1 };
        if (fire(vm, BRANCH_RIGHT, instruction.index, payload, LOOP_OVER) === PENDING) return;
      }
      vm.drop(2);
    },
    after: { [LOOP_OVER]: { run: (vm) => vm.drop(2) } },
  },
  /**
   * Stack: manager → exit, awaitable. Effect: looks up `__aenter__` and `__aexit__` in the type, binds the one and
   * calls the other; TypeError. Events: none. Next: behind. Source: bytecodes.c; PEP 492.
   */
  BEFORE_ASYNC_WITH: {
    execute: (vm) => {
      const manager = vm.pop() as Value;
      const enter = lookupSpecial(vm, manager, '__aenter__');
      if (enter === undefined) throw noAsyncManager(vm, manager, '');
      const exit = lookupSpecial(vm, manager, '__aexit__');
      if (exit === undefined) throw noAsyncManager(vm, manager, ' (missed __aexit__ method)');
      vm.push(vm.alloc({ kind: 'method', cls: TYPES.method, func: exit, self: manager }));
      const result = vm.call(enter, [manager]);
      if (result !== PENDING) vm.push(result);
    },
    resume: pushResult,
  },
};

const AWAITING = 1;

function noAsyncManager(vm: Machine, manager: Value, missed: string) {
  return raise(
    vm,
    'TypeError',
    `'${typeName(vm, manager)}' object does not support the asynchronous context manager protocol${missed}`,
  );
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
  if (!isAwaitableItself(vm, value) && lookupSpecial(vm, value, '__await__') === undefined) {
    throw raise(vm, 'TypeError', `'async for' received an invalid object from __anext__: ${typeName(vm, value)}`);
  }
  vm.f.phase = AWAITING;
  const result = awaitableIter(vm, value);
  if (result === PENDING) return;
  vm.f.phase = 0;
  vm.push(result);
}
