/**
 * RESUME, the ways out of a frame, and generators.
 * @module
 */
import { CO_ASYNC_GENERATOR, CO_COROUTINE } from '../../code/code-object.ts';
import { PY_RESUME, PY_RETURN, PY_START, PY_YIELD, RAISE, STOP_ITERATION } from '../../monitoring/event-set.ts';
import { codeMonitoring, instrument, isUpToDate, QUICKENED } from '../../monitoring/instrumentation.ts';
import { awaitableNative } from '../builtins/async-generators.ts';
import { stopIteration } from '../builtins/loops.ts';
import { failureAt, NO_PAYLOAD } from '../dispatch.ts';
import { fire, fireException } from '../fire.ts';
import { leaveFrame, takeEnteredEvents } from '../frame.ts';
import { delegatesTo, finishGenerator, suspendGenerator } from '../generator.ts';
import { afterLeaving } from '../lifetime.ts';
import type { Machine } from '../machine.ts';
import { exceptionMatches, newException, stopIterationValue } from '../objects/exceptions.ts';
import { TYPES } from '../objects/types.ts';
import type { BoundInstruction } from '../operations.ts';
import { callMethod } from '../protocol/attributes.ts';
import { getIter, isIterator, iterNext } from '../protocol/iteration.ts';
import { iteratedSequence } from '../protocol/iterators.ts';
import { TEXTS } from '../protocol/messages.ts';
import { raiseFromCallback } from '../unwind.ts';
import { EXHAUSTED, type Exhausted, PENDING, PyRaise, Ref, type Value } from '../value.ts';
import { dropResult, type InstructionTable, overOperands, pushValue, type Semantics } from './table.ts';

/** PY_RETURN, then the frame is gone and its caller has the value. */
function returnValue(vm: Machine, instruction: BoundInstruction, value: Value): void {
  if (vm.instrumented && fire(vm, PY_RETURN, instruction.index, { ...NO_PAYLOAD, value }, TOLD, [value]) === PENDING)
    return;
  leaveWith(vm, value);
}

/** What goes on behind the event of PY_RETURN, PY_YIELD or STOP_ITERATION. */
const TOLD = 'told';
const AFTER_RETURN: Semantics['after'] = {
  [TOLD]: { run: (vm, _instruction, [value]) => leaveWith(vm, value as Value) },
};

function leaveWith(vm: Machine, value: Value): void {
  const { generator, stack } = vm.f;
  // A frame that outlives this does not keep what it returned.
  if (stack.length > 0) vm.drop(stack.length);
  const mark = vm.dropped.length;
  leaveFrame(vm);
  if (generator !== null) {
    finishGenerator(vm, generator);
    vm.stopValue = value;
  }
  const outcome = afterLeaving(vm, mark, generator === null ? value : EXHAUSTED);
  if (outcome !== PENDING) vm.deliver(outcome);
}

/** Suspends the frame at its yield, with the value on top. */
function yieldTop(vm: Machine, index: number): void {
  vm.f.lasti = index;
  suspendGenerator(vm, vm.pop() as Value);
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
      // SEND enters a generator without a C call.
      return vm.resume(receiver, value, true);
    }
  }
  if (value === null && isIterator(vm, receiver)) {
    vm.stopValue = null;
    return iterNext(vm, receiver);
  }
  if (receiver instanceof Ref && !TEXTS[vm.version].asyncItemRaises) {
    const native = awaitableNative(vm, receiver);
    if (native !== undefined) return vm.native(native, [receiver, value]) as Value | Exhausted | typeof PENDING;
  }
  // What is iterated by index stands there itself, in the slot of the index.
  const indexed = vm.world.profile.iteratorSlots === 2 && vm.peek(1) !== undefined;
  return callMethod(vm, indexed ? iteratedSequence(vm, receiver) : receiver, 'send', [value]);
}

function generatorFlavor(flags: number): 'generator' | 'coroutine' | 'async_generator' {
  if (flags & CO_COROUTINE) return 'coroutine';
  return flags & CO_ASYNC_GENERATOR ? 'async_generator' : 'generator';
}

/** The end of what SEND sends to: `_PyGen_FetchStopIterationValue`, which fails of what a callback of RAISE put in its place. */
function takeEnd(vm: Machine, instruction: BoundInstruction, stop: Ref): void {
  if (!exceptionMatches(vm, stop, TYPES.StopIteration)) throw new PyRaise(stop);
  vm.stopValue = stopIterationValue(vm, stop);
  takeSent(vm, instruction, EXHAUSTED);
}

/** RAISE of the StopIteration that `tp_iternext` has left, then its end. */
function tellStop(vm: Machine, instruction: BoundInstruction, exception: Ref): void {
  let stop = exception;
  try {
    if (fireException(vm, RAISE, instruction.index, exception, -1, TOLD, [exception]) === PENDING) return;
  } catch (error) {
    if (!(error instanceof PyRaise)) throw error;
    stop = error.exception;
  }
  takeEnd(vm, instruction, stop);
}

/** What steps a coroutine in C leaves a StopIteration with what that returned, unless it was None (`coro_wrapper_iternext`, `anextawaitable_iternext`). */
function leavesStop(vm: Machine): boolean {
  if (vm.stopValue === null || !vm.world.profile.sendTellsStop) return false;
  const receiver = vm.peek(vm.world.profile.iteratorSlots);
  const data = receiver instanceof Ref ? vm.read(receiver) : null;
  return data?.kind === 'record' && (data.type === 'coroutine_wrapper' || data.type === 'anext_awaitable');
}

function endSend(vm: Machine): void {
  const value = vm.peek(1);
  vm.drop(1 + vm.world.profile.iteratorSlots);
  vm.push(value);
}

const toDelegate = overOperands(
  { take: (vm) => vm.drop(1), stayOnError: (vm) => vm.world.profile.operandDrops !== 'backward' },
  (vm) => getIter(vm, vm.peek(1) as Value),
  pushValue,
);

export const FRAMES: InstructionTable = {
  /**
   * Stack: →. Effect: brings the code’s instrumentation up to date. n&3: 0 start, 1 behind yield, 2 yield from, 3
   * await. Events: PY_START (n = 0), PY_RESUME (n > 0). Next: behind. Source: bytecodes.c; `_Py_Instrument`; PEP 669.
   */
  RESUME: {
    execute: (vm, instruction) => {
      const { monitoring } = vm.registers;
      const { code } = vm.f;
      const { index, arg } = instruction;
      const quiet = vm.thread.tracing > 0 && vm.world.profile.callbacksInstrumentNothing;
      if (!quiet && !isUpToDate(monitoring, code)) {
        instrument(vm.ownMonitoring(), code, vm.world.profile);
        vm.refreshMarks();
      }
      if (monitoring.frames !== null && index >= code.sites.first) takeEnteredEvents(vm);
      const mark = vm.readOpcode(index);
      if (vm.instrumented) fire(vm, arg > 0 ? PY_RESUME : PY_START, index, NO_PAYLOAD);
      else if (!quiet && (mark & QUICKENED) === 0 && index >= code.sites.first) {
        (codeMonitoring(vm.ownMonitoring(), code).marks[index] as number) |= QUICKENED;
        vm.refreshMarks();
      }
    },
  },
  /**
   * Stack: until 3.13: value →; 3.14+: value → value. Effect: leaves the frame with value; 3.14+ counts the value on
   * the caller’s stack. Events: PY_RETURN. Next: the caller’s, behind its call; none where it called from C code.
   * Source: bytecodes.c; PEP 669.
   */
  RETURN_VALUE: {
    execute: (vm, instruction) => returnValue(vm, instruction, vm.peek(1) as Value),
    after: AFTER_RETURN,
  },
  /**
   * Stack: →. Effect: leaves the frame with constant n. Events: PY_RETURN. Next: the caller’s, behind its call; none
   * where it called from C code. Source: bytecodes.c; PEP 669.
   */
  RETURN_CONST: {
    execute: (vm, instruction) => returnValue(vm, instruction, instruction.code.consts[instruction.arg] as Value),
    after: AFTER_RETURN,
  },
  /**
   * Stack: 3.12: →; 3.13+: → generator. Effect: makes a generator, coroutine or asynchronous generator of the frame and
   * leaves it with that; 3.12 counts nothing. Events: none. Next: the caller’s, behind its call; on the first
   * resumption, behind. Source: bytecodes.c; `_Py_MakeCoro`.
   */
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
  /**
   * Stack: value → sent. Effect: leaves the frame suspended, with value; what is sent stands in its place on
   * resumption. Events: PY_YIELD. Next: of who resumed it; on resumption, behind (a RESUME). Source: bytecodes.c; PEP
   * 669.
   */
  YIELD_VALUE: {
    execute: (vm, { index }) => {
      const value = vm.peek(1) as Value;
      if (vm.world.profile.yieldMovesFirst) vm.f.lasti = index + 1;
      if (vm.instrumented && fire(vm, PY_YIELD, index, { ...NO_PAYLOAD, value }, TOLD) === PENDING) return;
      yieldTop(vm, index);
    },
    after: { [TOLD]: { run: (vm, { index }) => yieldTop(vm, index) } },
  },
  /**
   * Stack: until 3.14: receiver, value → receiver, result; 3.15: receiver, NULL, value → receiver, NULL, result.
   * Effect: resumes receiver with value: a generator directly, else by `__next__` (value None) or `send`. Events: RAISE
   * (of the StopIteration that it takes for the end). Next: behind with what was yielded, or target (END_SEND) with
   * what was returned. Source: bytecodes.c; `PyIter_Send`; PEP 380.
   */
  SEND: {
    execute: (vm, instruction) => {
      const value = vm.pop() as Value;
      const receiver = vm.peek(vm.world.profile.iteratorSlots) as Value;
      const result = sendTo(vm, receiver, value);
      if (result !== PENDING) takeSent(vm, instruction, result);
    },
    resume: (vm, instruction, value) => {
      const ends = value === EXHAUSTED && leavesStop(vm);
      if (ends) tellStop(vm, instruction, stopIteration(vm, vm.stopValue).exception);
      else takeSent(vm, instruction, value);
    },
    caught: (vm, instruction, exception) => {
      if (!exceptionMatches(vm, exception, TYPES.StopIteration)) return false;
      if (vm.world.profile.sendTellsStop) tellStop(vm, instruction, exception);
      else takeEnd(vm, instruction, exception);
      return true;
    },
    after: {
      [TOLD]: {
        takesErrors: true,
        run: (vm, instruction, [exception], error) => {
          try {
            takeEnd(vm, instruction, error ?? (exception as Ref));
          } catch (other) {
            if (!(other instanceof PyRaise)) throw other;
            raiseFromCallback(vm, failureAt(vm, instruction, other.exception));
          }
        },
      },
    },
  },
  /**
   * Stack: until 3.14: receiver, value → value; 3.15: receiver, NULL, value → value. Effect: the end of `yield from` or
   * `await`. Events: STOP_ITERATION (receiver is a generator or coroutine; of a StopIteration made for it). Next:
   * behind. Source: bytecodes.c; PEP 380, PEP 669.
   */
  END_SEND: {
    execute: (vm, { index }) => {
      const value = vm.peek(1);
      const slots = vm.world.profile.iteratorSlots;
      const receiver = vm.peek(1 + slots);
      if (vm.instrumented && receiver instanceof Ref && vm.read(receiver).kind === 'generator') {
        // PEP 380's exception is made for the callback: the generator itself returned.
        const stop = newException(vm, TYPES.StopIteration, [value as Value]);
        if (fire(vm, STOP_ITERATION, index, { ...NO_PAYLOAD, value: stop }, TOLD) === PENDING) return;
      }
      endSend(vm);
    },
    after: { [TOLD]: { run: endSend } },
  },
  /**
   * Stack: iterable → iterator. Effect: iter(iterable); a generator or coroutine stays as it is. Events: none. Next:
   * behind. Source: bytecodes.c.
   */
  GET_YIELD_FROM_ITER: {
    ...toDelegate,
    execute: (vm, instruction) => {
      const value = vm.peek(1) as Value;
      if (!delegatesTo(vm, value)) toDelegate.execute(vm, instruction);
    },
  },
  /**
   * Stack: value →. Effect: of the interpreter’s own frame: C code goes on with value. Events: none. Next: none.
   * Source: bytecodes.c.
   */
  INTERPRETER_EXIT: { execute: () => undefined, resume: dropResult },
};
