/**
 * `_asyncio.FutureIter`: what `await` takes of a future (Modules/_asynciomodule.c). Its record holds the future.
 * @module
 */
import { exceptionMade, exceptionOf, throwBuiltin } from '../builtins/generators.ts';
import { stopIteration } from '../builtins/loops.ts';
import type { Machine } from '../machine.ts';
import { exactly, noKeywords } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import type { Builtin, BuiltinTable, Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { given, wait } from '../protocol/loop.ts';
import { TEXTS } from '../protocol/messages.ts';
import { EXHAUSTED, type Exhausted, PyRaise, type Ref, type Slot, UndefinedBehaviour, type Value } from '../value.ts';
import { BLOCKING, isPending, numberOf, setNumber, takeResult } from './async-future.ts';
import { linksTasks } from './async-state.ts';
import { recordData } from './extension.ts';

/** Whether it holds its future no more; a step of it is undefined in some builds. */
function hasLetGo(vm: Operations, it: Slot): boolean {
  if (recordData(vm, it).slots[0] !== undefined) return false;
  if ((vm as Machine).world.quirks.has('future-iterator-reads-null'))
    throw new UndefinedBehaviour("a future's iterator that has let go of its future reads through NULL");
  return true;
}

/** `FutureIter_am_send`: the future once, then its result; StopIteration of an iterator that has let go of its future. */
function stepIterator(vm: Operations, it: Ref): { readonly yields: Value } | { readonly returns: Value } {
  if (hasLetGo(vm, it)) throw raise(vm, 'StopIteration');
  const future = recordData(vm, it).slots[0];
  if (!isPending(vm, future)) {
    if (!linksTasks(vm)) letGo(vm, it);
    return { returns: takeResult(vm, future) };
  }
  if (numberOf(vm, future, BLOCKING) === 1) throw raise(vm, 'RuntimeError', "await wasn't used with future");
  setNumber(vm, future, BLOCKING, 1);
  return { yields: future as Value };
}

const letGo = (vm: Operations, it: Slot): void => vm.setAt(it as Ref, 'slots', 0, undefined);

/** `tp_iternext`; since 3.15 SEND takes the result without an exception. */
export function futureIterNext(vm: Operations, it: Ref): Value | Exhausted {
  if (!linksTasks(vm) && hasLetGo(vm, it)) return EXHAUSTED;
  const step = stepIterator(vm, it);
  if ('yields' in step) return step.yields;
  if (TEXTS[vm.version].asyncItemRaises) throw stopIteration(vm, step.returns);
  vm.stopValue = step.returns;
  return EXHAUSTED;
}

const step = (vm: Operations, it: Slot): Value => {
  const taken = stepIterator(vm, it as Ref);
  if ('yields' in taken) return taken.yields;
  throw stopIteration(vm, taken.returns);
};

const send: Builtin = (vm, [it, ...args], keywords) => {
  noKeywords(vm, 'FutureIter.send', keywords);
  exactly(vm, 'FutureIter.send', args, 1);
  if (!linksTasks(vm) && hasLetGo(vm, it)) throw raise(vm, 'SystemError', NO_EXCEPTION);
  return step(vm, it);
};
const NO_EXCEPTION = "<method 'send' of '_asyncio.FutureIter' objects> returned NULL without setting an exception";

const REFUSAL = 'exceptions must be classes deriving BaseException or instances of such a class';

/** `FutureIter_throw`. Slots: iterator, type, value. */
const THROW: Native = {
  start: (vm, self) => {
    const [, type, value] = self.slots;
    return wait(exceptionOf(vm, type as Value, value ?? null, REFUSAL), 'made');
  },
  phases: {
    made: (vm, self, value) => thrown(vm, self, given(value)),
  },
  // What a class raises that is to be made into an exception is thrown in its place.
  caught: (vm, self, exception, phase) => (phase === 'made' ? thrown(vm, self, exception) : undefined),
};

/** The future is let go of. */
function thrown(vm: Operations, self: NativeSelf, made: Value): NativeStep {
  const [it, type] = self.slots;
  letGo(vm, it);
  throw new PyRaise(exceptionMade(vm, type as Value, made));
}

const close: Builtin = (vm, [it, ...args], keywords) => {
  noKeywords(vm, 'FutureIter.close', keywords);
  exactly(vm, 'FutureIter.close', args, 0);
  letGo(vm, it);
  return null;
};

export const FUTURE_ITER_BUILTINS: BuiltinTable = {
  '_asyncio.FutureIter.__next__': (vm, [it]) => step(vm, it),
  '_asyncio.FutureIter.send': send,
  '_asyncio.FutureIter.throw': throwBuiltin('async.iterator_throw', {}, 'throw() third argument must be a traceback'),
  '_asyncio.FutureIter.close': close,
};
export const FUTURE_ITER_NATIVES: NativeTable = { 'async.iterator_throw': THROW };
