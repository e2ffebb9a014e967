/**
 * Jumps, branches, loops, RESUME and the ways out of a frame.
 * @module
 */

import { CO_ASYNC_GENERATOR, CO_COROUTINE } from '../../code/code-object.ts';
import {
  BRANCH,
  BRANCH_LEFT,
  BRANCH_RIGHT,
  JUMP,
  PY_RESUME,
  PY_RETURN,
  PY_START,
  PY_YIELD,
  RAISE,
  STOP_ITERATION,
} from '../../monitoring/event-set.ts';
import { codeMonitoring, instrument, isUpToDate, OP, QUICKENED } from '../../monitoring/instrumentation.ts';
import { fire, fireException, NO_PAYLOAD } from '../dispatch.ts';
import { leaveFrame } from '../frame.ts';
import { finishGenerator, suspendGenerator } from '../generator.ts';
import { afterLeaving } from '../lifetime.ts';
import type { Machine } from '../machine.ts';
import { exceptionMatches, newException, stopIterationValue } from '../objects/exceptions.ts';
import { TYPES } from '../objects/types.ts';
import type { BoundInstruction } from '../operations.ts';
import { callMethod } from '../protocol/attributes.ts';
import { getIter, isIterator, iterNext } from '../protocol/iteration.ts';
import { isTrue } from '../protocol/operators.ts';
import { EXHAUSTED, type Exhausted, PENDING, Ref, type Slot, type Value } from '../value.ts';
import { branch, stillInstrumented } from './branch.ts';
import { asValue, dropResult, finish, type InstructionTable, pushResult } from './table.ts';

function takeJump(vm: Machine, { index, targetIndex }: BoundInstruction, taken: boolean): void {
  if (vm.instrumented) {
    // Until 3.13 one event for both ways; from 3.14 the jump itself reports only the jump, NOT_TAKEN the rest.
    if (!vm.world.profile.splitBranches) branch(vm, BRANCH, index, index, taken ? targetIndex : index + 1);
    else if (taken) branch(vm, BRANCH_RIGHT, index, index, targetIndex);
  }
  if (taken) vm.jump(targetIndex);
}

/** POP_JUMP_IF_NONE and its opposite. */
function jumpIf(test: (value: Slot) => boolean) {
  return {
    execute: (vm: Machine, instruction: BoundInstruction): void => takeJump(vm, instruction, test(vm.pop())),
  };
}

/** POP_JUMP_IF_TRUE and its opposite; 3.12 has no TO_BOOL before them, and any value may come. */
function jumpIfTruth(wanted: boolean) {
  return {
    execute: (vm: Machine, instruction: BoundInstruction): void => {
      const value = vm.pop();
      const truth = typeof value === 'boolean' ? value : isTrue(vm, value as Value);
      if (truth !== PENDING) takeJump(vm, instruction, truth === wanted);
    },
    resume: (vm: Machine, instruction: BoundInstruction, value: Value | Exhausted): void => {
      stillInstrumented(vm, instruction);
      takeJump(vm, instruction, asValue(value) === wanted);
    },
  };
}

const jump = {
  execute: (vm: Machine, { index, targetIndex }: BoundInstruction): void => {
    if (vm.instrumented) branch(vm, JUMP, index, index, targetIndex);
    vm.jump(targetIndex);
  },
};

/** PY_RETURN, then the frame is gone and its caller has the value. */
function returnValue(vm: Machine, instruction: BoundInstruction, value: Value): void {
  if (vm.instrumented) fire(vm, PY_RETURN, instruction.index, { ...NO_PAYLOAD, value });
  const { generator } = vm.f;
  const mark = vm.dropped.length;
  leaveFrame(vm);
  if (generator !== null) {
    finishGenerator(vm, generator);
    vm.stopValue = value;
  }
  const outcome = afterLeaving(vm, mark, generator === null ? value : EXHAUSTED);
  if (outcome !== PENDING) vm.deliver(outcome);
}

/**
 * 3.15 keeps an index slot above an iterator. A list or tuple stands there itself, with an index; the model keeps its iterator and
 * marks the slot. Every other iterator has NULL there.
 */
function pushIterator(vm: Machine, iterator: Value, indexed: boolean): void {
  vm.push(iterator);
  if (vm.world.profile.iteratorSlots === 2) vm.push(indexed ? 0 : undefined);
}

function isListOrTuple(vm: Machine, value: Value): boolean {
  return value instanceof Ref && (vm.read(value).cls === TYPES.list || vm.read(value).cls === TYPES.tuple);
}

/** What `send` is asked of where only an iterator with an index is kept: the list or tuple. */
function indexedSequence(vm: Machine, iterator: Value): Value {
  const data = iterator instanceof Ref ? vm.read(iterator) : null;
  return (data?.kind === 'record' ? data.slots[0] : undefined) ?? iterator;
}

/** What a SEND got: a yielded value goes on to the next instruction, the end to END_SEND. */
function takeSent(vm: Machine, instruction: BoundInstruction, value: Value | Exhausted): void {
  if (value !== EXHAUSTED) return vm.push(value);
  vm.push(vm.stopValue);
  vm.jump(instruction.targetIndex);
}

function sendTo(vm: Machine, receiver: Value, value: Value): Value | Exhausted | typeof PENDING {
  if (receiver instanceof Ref) {
    const data = vm.read(receiver);
    if (data.kind === 'generator' && data.flavor !== 'async_generator') {
      const result = vm.resume(receiver, value);
      // SEND enters a generator without a C call.
      if (result === PENDING) vm.f.entry = false;
      return result;
    }
  }
  if (value === null && isIterator(vm, receiver)) {
    vm.stopValue = null;
    return iterNext(vm, receiver);
  }
  const indexed = vm.world.profile.iteratorSlots === 2 && vm.peek(1) === 0;
  return callMethod(vm, indexed ? indexedSequence(vm, receiver) : receiver, 'send', [value]);
}

function generatorFlavor(flags: number): 'generator' | 'coroutine' | 'async_generator' {
  if (flags & CO_COROUTINE) return 'coroutine';
  return flags & CO_ASYNC_GENERATOR ? 'async_generator' : 'generator';
}

export const CONTROL: InstructionTable = {
  RESUME: {
    execute: (vm, instruction) => {
      const { monitoring } = vm.registers;
      const { code } = vm.f;
      const { index, arg } = instruction;
      if (!isUpToDate(monitoring, code)) {
        instrument(vm.ownMonitoring(), code, vm.world.profile);
        vm.refreshMarks();
      }
      const mark = vm.marks === null ? 0 : (vm.marks[index] as number);
      if (mark & OP) fire(vm, arg > 0 ? PY_RESUME : PY_START, index, NO_PAYLOAD);
      else if ((mark & QUICKENED) === 0 && index >= code.sites.first) {
        (codeMonitoring(vm.ownMonitoring(), code).marks[index] as number) |= QUICKENED;
        vm.refreshMarks();
      }
    },
  },
  NOT_TAKEN: {
    execute: (vm, { index }) => {
      if (vm.instrumented) branch(vm, BRANCH_LEFT, index, vm.previous, index + 1);
    },
  },
  JUMP_FORWARD: jump,
  JUMP_BACKWARD: jump,
  JUMP_BACKWARD_NO_INTERRUPT: { execute: (vm, { targetIndex }) => vm.jump(targetIndex) },
  POP_JUMP_IF_TRUE: jumpIfTruth(true),
  POP_JUMP_IF_FALSE: jumpIfTruth(false),
  POP_JUMP_IF_NONE: jumpIf((value) => value === null),
  POP_JUMP_IF_NOT_NONE: jumpIf((value) => value !== null),
  TO_BOOL: {
    execute: (vm) => finish(vm, isTrue(vm, vm.pop() as Value)),
    resume: pushResult,
  },

  GET_ITER: {
    execute: (vm, instruction) => {
      const value = vm.pop() as Value;
      // 3.15: the oparg tells that `yield from` asks, which takes a generator as it is.
      const own = instruction.arg >= 2 && value instanceof Ref && vm.read(value).kind === 'generator';
      const result = own ? value : getIter(vm, value);
      if (result !== PENDING) pushIterator(vm, result, isListOrTuple(vm, value));
    },
    resume: (vm, _instruction, value) => pushIterator(vm, asValue(value), false),
  },
  POP_ITER: {
    execute: (vm, { index }) => {
      if (vm.instrumented) branch(vm, BRANCH_RIGHT, index, vm.previous, index + 1);
      vm.drop(vm.world.profile.iteratorSlots);
    },
  },

  RETURN_VALUE: { execute: (vm, instruction) => returnValue(vm, instruction, vm.peek(1) as Value) },
  RETURN_CONST: {
    execute: (vm, instruction) => returnValue(vm, instruction, instruction.code.consts[instruction.arg] as Value),
  },
  RETURN_GENERATOR: {
    execute: (vm) => {
      const func = vm.as(vm.f.func as Ref, 'function');
      const frame = vm.top as Ref;
      const { back, code } = vm.f;
      const flavor = generatorFlavor(code.code.flags);
      vm.f.back = null;
      if (!code.foreign) vm.thread.depth--;
      vm.noteFinalizable();
      const generator = vm.alloc({
        kind: 'generator',
        cls: TYPES[flavor],
        flavor,
        frame,
        status: 'created',
        name: func.name,
        qualname: func.qualname,
        code,
        handled: null,
        flags: 0,
        finalized: false,
      });
      vm.f.generator = generator;
      vm.setTop(back);
      vm.deliver(generator);
    },
  },
  YIELD_VALUE: {
    execute: (vm, { index }) => {
      const value = vm.peek(1) as Value;
      if (vm.instrumented) fire(vm, PY_YIELD, index, { ...NO_PAYLOAD, value });
      vm.pop();
      suspendGenerator(vm, value);
    },
  },
  SEND: {
    execute: (vm, instruction) => {
      const value = vm.pop() as Value;
      const receiver = vm.peek(vm.world.profile.iteratorSlots) as Value;
      const result = sendTo(vm, receiver, value);
      if (result !== PENDING) takeSent(vm, instruction, result);
    },
    resume: takeSent,
    caught: (vm, instruction, exception) => {
      if (!exceptionMatches(vm, exception, TYPES.StopIteration)) return false;
      fireException(vm, RAISE, instruction.index, exception);
      vm.stopValue = stopIterationValue(vm, exception);
      takeSent(vm, instruction, EXHAUSTED);
      return true;
    },
  },
  END_SEND: {
    execute: (vm, { index }) => {
      const value = vm.peek(1);
      const slots = vm.world.profile.iteratorSlots;
      const receiver = vm.peek(1 + slots);
      if (vm.instrumented && receiver instanceof Ref && vm.read(receiver).kind === 'generator') {
        // PEP 380's exception is made for the callback: the generator itself returned.
        const stop = newException(vm, TYPES.StopIteration, [value as Value]);
        fire(vm, STOP_ITERATION, index, { ...NO_PAYLOAD, value: stop });
      }
      vm.drop(1 + slots);
      vm.push(value);
    },
  },
  POP_EXCEPT: {
    execute: (vm) => {
      vm.currentHandled = vm.pop() as Value;
    },
  },
  PUSH_EXC_INFO: {
    execute: (vm) => {
      const exception = vm.pop();
      vm.push(vm.currentHandled);
      vm.push(exception);
      vm.currentHandled = exception as Value;
    },
  },
  GET_YIELD_FROM_ITER: {
    execute: (vm) => {
      const value = vm.peek(1) as Value;
      if (value instanceof Ref && vm.read(value).kind === 'generator') return;
      vm.pop();
      finish(vm, getIter(vm, value));
    },
    resume: pushResult,
  },
  INTERPRETER_EXIT: { execute: () => undefined, resume: dropResult },
};
