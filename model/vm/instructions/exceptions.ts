/**
 * Raising, handling, matching and cleaning up; the intrinsics.
 * @module
 */

import type { Machine } from '../machine.ts';
import { setDefault } from '../modules/typing.ts';
import { EXCEPT_STAR_MATCH, PREP_RERAISE_STAR } from '../objects/except-star.ts';
import {
  chainContext,
  checkExceptStarTypes,
  checkExceptTypes,
  exceptionMatches,
  isException,
  isExceptionType,
  newException,
  noException,
  raise,
  stopIterationValue,
} from '../objects/exceptions.ts';
import { newTuple } from '../objects/tuple.ts';
import { TYPES, typeOf } from '../objects/types.ts';
import { unaryOp } from '../protocol/operators.ts';
import { replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { fullTypeName } from '../protocol/text-contents.ts';
import { addTraceback, reraise, standAt } from '../unwind.ts';
import { type Exhausted, ModelError, PENDING, PyRaise, type Ref, type Result, type Value } from '../value.ts';
import { asValue, dropForward, finish, type InstructionTable, pushResult } from './table.ts';

/** `do_raise`, phase by phase: the exception is instantiated, then its cause. */
function raiseVarargs(vm: Machine, exc: Value, cause: Value | undefined): void {
  if (isExceptionType(vm, exc)) {
    // The class and the cause wait on the stack.
    vm.push(exc);
    vm.push(cause);
    vm.f.phase = EXCEPTION_MADE;
    const made = vm.call(exc, []);
    if (made !== PENDING) takeException(vm, made);
    return;
  }
  if (!isException(vm, exc)) throw raise(vm, 'TypeError', 'exceptions must derive from BaseException');
  withCause(vm, exc, cause);
}

const EXCEPTION_MADE = 1;
const CAUSE_MADE = 2;

function takeException(vm: Machine, made: Value): void {
  vm.f.phase = 0;
  const cause = vm.pop();
  withException(vm, vm.pop() as Ref, made, cause);
}

function takeCause(vm: Machine, made: Value): void {
  vm.f.phase = 0;
  const cls = vm.pop() as Ref;
  const exception = vm.pop() as Ref;
  if (isException(vm, made)) return setCause(vm, exception, made);
  if (ROWS[vm.version].checksMadeCause) throw notMade(vm, cls, made);
  raiseFrom(vm, exception, made);
}

function withException(vm: Machine, cls: Ref, made: Value, cause: Value | undefined): void {
  if (!isException(vm, made)) throw notMade(vm, cls, made);
  withCause(vm, made, cause);
}

const notMade = (vm: Machine, cls: Ref, made: Value): PyRaise =>
  noException(vm, fullTypeName(vm, cls), `<class '${fullTypeName(vm, typeOf(vm, made))}'>`);

function withCause(vm: Machine, exception: Ref, cause: Value | undefined): void {
  if (cause === undefined) return raiseNow(vm, exception);
  if (isExceptionType(vm, cause)) {
    vm.push(exception);
    vm.push(cause);
    vm.f.phase = CAUSE_MADE;
    const made = vm.call(cause, []);
    if (made !== PENDING) takeCause(vm, made);
    return;
  }
  setCause(vm, exception, cause);
}

function setCause(vm: Machine, exception: Ref, cause: Value): void {
  if (cause !== null && !isException(vm, cause)) {
    throw raise(vm, 'TypeError', 'exception causes must derive from BaseException');
  }
  raiseFrom(vm, exception, cause);
}

function raiseFrom(vm: Machine, exception: Ref, cause: Value): void {
  vm.setRef(exception, 'exception', 'cause', cause);
  vm.setPlain(exception, 'exception', 'suppressContext', true);
  raiseNow(vm, exception);
}

function raiseNow(vm: Machine, exception: Ref): void {
  chainContext(vm, exception);
  throw new PyRaise(exception);
}

export const EXCEPTIONS: InstructionTable = {
  /**
   * Stack: exception and cause×n →. Effect: n = 0: raises what is handled again; 1: raises; 2: with a cause. A class is
   * called first, then the cause. Events: RERAISE (n = 0). Next: that of the handler, or the frame is left. Source:
   * bytecodes.c; `do_raise`.
   */
  RAISE_VARARGS: {
    execute: (vm, { arg, index }) => {
      if (arg === 0) {
        const handled = vm.handled();
        if (handled === null) throw raise(vm, 'RuntimeError', 'No active exception to reraise');
        return reraise(vm, handled, index);
      }
      const mark = vm.dropped.length;
      const cause = arg === 2 ? (vm.pop() as Value) : undefined;
      const exception = vm.pop() as Value;
      dropForward(vm, mark);
      raiseVarargs(vm, exception, cause);
    },
    resume: (vm, _instruction, value) => {
      if (vm.f.phase === EXCEPTION_MADE) takeException(vm, asValue(value));
      else takeCause(vm, asValue(value));
    },
  },
  /**
   * Stack: others×n, exception → others×n. Effect: raises exception again; n > 0: the lowest of the others is the
   * offset of who raised it first, for tracebacks. Events: RERAISE. Next: that of the handler, or the frame is left.
   * Source: bytecodes.c; PEP 669.
   */
  RERAISE: {
    execute: (vm, { arg, index }) => {
      const exception = vm.pop() as Ref;
      // With an oparg, the offset of the instruction that raised first is on the stack: tracebacks go back to it.
      if (arg > 0) standAt(vm.f, vm.peek(arg) as number);
      reraise(vm, exception, index);
    },
  },
  /** Stack: previous →. Effect: previous is what is handled again. Events: none. Next: behind. Source: bytecodes.c. */
  POP_EXCEPT: {
    execute: (vm) => {
      vm.currentHandled = vm.pop() as Value;
    },
  },
  /**
   * Stack: exception → previous, exception. Effect: exception is what is handled from here on. Events: none. Next:
   * behind. Source: bytecodes.c.
   */
  PUSH_EXC_INFO: {
    execute: (vm) => {
      const exception = vm.pop();
      vm.push(vm.currentHandled);
      vm.push(exception);
      vm.currentHandled = exception as Value;
    },
  },
  /**
   * Stack: exception, type → exception, bool. Effect: whether the `except` clause takes it; TypeError for what is
   * neither an exception class nor a tuple of them. Events: none. Next: behind. Source: bytecodes.c;
   * `_PyEval_CheckExceptTypeValid`.
   */
  CHECK_EXC_MATCH: {
    execute: (vm) => {
      const type = vm.peek(1) as Value;
      const stays = vm.world.profile.operandDrops !== 'forward';
      if (!stays) vm.pop();
      checkExceptTypes(vm, type);
      if (stays) vm.pop();
      vm.push(exceptionMatches(vm, vm.peek(1) as Ref, type as Ref));
    },
  },
  /**
   * Stack: exception, type → rest, match. Effect: splits by `except*`: None for an empty part; the match is what is
   * handled from here on. Events: none. Next: behind. Source: bytecodes.c; `_PyEval_ExceptionGroupMatch`; PEP 654.
   */
  CHECK_EG_MATCH: {
    execute: (vm) => {
      const type = vm.pop() as Value;
      checkExceptStarTypes(vm, type);
      const exception = vm.pop() as Ref;
      const result = replay(vm, EXCEPT_STAR_MATCH, [exception, type]);
      if (result !== PENDING) pushMatch(vm, result);
    },
    resume: (vm, _instruction, value) => pushMatch(vm, asValue(value)),
  },
  /**
   * Stack: until 3.14: receiver, sent, exception → None, value; 3.15: NULL, sent, exception → None, value. Effect: what
   * `throw` or `close` raised under a `yield from`: of a StopIteration its value, else raised again. Events: RERAISE
   * (no StopIteration). Next: behind; of another exception, that of the handler, or the frame is left. Source:
   * bytecodes.c; PEP 380.
   */
  CLEANUP_THROW: {
    execute: (vm, { index }) => {
      const exception = vm.peek(1) as Ref;
      if (!exceptionMatches(vm, exception, TYPES.StopIteration)) return reraise(vm, exception, index);
      const value = stopIterationValue(vm, exception);
      const { iteratorSlots } = vm.world.profile;
      vm.drop(2 + iteratorSlots);
      vm.push(null);
      if (iteratorSlots === 2) vm.push(undefined);
      vm.push(value);
    },
  },

  /**
   * Stack: value → result. Effect: function n: 2 import star, 3 StopIteration becomes RuntimeError, 4 wraps what an
   * asynchronous generator yields, 5 unary plus, 6 list to tuple, 7–11 type parameters. Events: none. Next: behind.
   * Source: bytecodes.c; intrinsics.c.
   */
  CALL_INTRINSIC_1: {
    execute: (vm, { arg }) => {
      const run = INTRINSICS_1[arg];
      if (run === undefined) throw new ModelError(`CALL_INTRINSIC_1 ${arg} is not modelled`);
      finish(vm, run(vm, vm.pop() as Value));
    },
    resume: pushResult,
  },
  /**
   * Stack: first, second → result. Effect: function n: 1 what `except*` leaves to raise, 2–5 type parameters. Events:
   * none. Next: behind. Source: bytecodes.c; intrinsics.c.
   */
  CALL_INTRINSIC_2: {
    execute: (vm, { arg }) => {
      const second = vm.pop() as Value;
      const first = vm.pop() as Value;
      const run = INTRINSICS_2[arg];
      if (run === undefined) throw new ModelError(`CALL_INTRINSIC_2 ${arg} is not modelled`);
      finish(vm, run(vm, first, second));
    },
    resume: pushResult,
  },
};

/** CHECK_EG_MATCH leaves the rest and the match; the match is what is handled from here on. */
function pushMatch(vm: Machine, pair: Value | Exhausted): void {
  const [rest, match, wrapped] = vm.as(pair as Ref, 'tuple').items as [Value, Value, Value | undefined];
  vm.push(rest);
  vm.push(match);
  if (match === null) return;
  if (vm.world.profile.wrapperHasTraceback && wrapped === true) addTraceback(vm, match as Ref);
  vm.currentHandled = match;
}

type Intrinsic1 = (vm: Machine, value: Value) => Result;
type Intrinsic2 = (vm: Machine, first: Value, second: Value) => Result;

/** By oparg: `INTRINSIC_*` of pycore_intrinsics.h. */
const INTRINSICS_1: readonly (Intrinsic1 | undefined)[] = [
  undefined,
  undefined,
  (vm, module) => vm.native('import.star', [module, vm.f.names ?? vm.f.globals]),
  (vm, exception) => stopIterationError(vm, exception as Ref),
  (vm, value) =>
    vm.alloc({
      kind: 'record',
      cls: TYPES.object,
      type: 'async_generator_wrapped_value',
      slots: [value],
      numbers: [],
      attrs: null,
    }),
  (vm, value) => unaryOp(vm, '+', value),
  (vm, list) => newTuple(vm, [...vm.as(list as Ref, 'list').items]),
  (vm, name) => vm.native('typing.TypeVar', [name]),
  (vm, name) => vm.native('typing.ParamSpec', [name]),
  (vm, name) => vm.native('typing.TypeVarTuple', [name]),
  (vm, params) => vm.native('typing.Generic', [params]),
  (vm, parts) => vm.native('typing.TypeAlias', [parts]),
];

const INTRINSICS_2: readonly (Intrinsic2 | undefined)[] = [
  undefined,
  (vm, original, list) => replay(vm, PREP_RERAISE_STAR, [original, list]),
  (vm, name, bound) => vm.native('typing.TypeVar', [name, bound]),
  (vm, name, constraints) => vm.native('typing.TypeVar', [name, null, constraints]),
  (vm, func, params) => {
    vm.setRef(func as Ref, 'function', 'typeParams', params as Ref);
    return func;
  },
  (vm, param, evaluate) => setDefault(vm, param, evaluate),
];

/** What leaves a generator as StopIteration becomes a RuntimeError (PEP 479; `stopiteration_error` of intrinsics.c). */
function stopIterationError(vm: Machine, exception: Ref): Value {
  const { generator } = vm.f;
  const flavor = generator === null ? 'generator' : vm.as(generator, 'generator').flavor;
  const noun = flavor === 'coroutine' ? 'coroutine' : flavor === 'async_generator' ? 'async generator' : 'generator';
  const stop = exceptionMatches(vm, exception, TYPES.StopIteration);
  const stopAsync = flavor === 'async_generator' && exceptionMatches(vm, exception, TYPES.StopAsyncIteration);
  if (!stop && !stopAsync) return exception;
  const error = newException(vm, TYPES.RuntimeError, [
    `${noun} raised ${stop ? 'StopIteration' : 'StopAsyncIteration'}`,
  ]);
  vm.setRef(error, 'exception', 'cause', exception);
  vm.setRef(error, 'exception', 'context', exception);
  vm.setPlain(error, 'exception', 'suppressContext', true);
  return error;
}
