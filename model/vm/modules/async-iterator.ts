/**
 * `_asyncio.FutureIter`: what `await` takes of a future (Modules/_asynciomodule.c). Its record holds the future.
 * @module
 */
import { raise } from '../objects/exceptions.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { TEXTS } from '../protocol/messages.ts';
import { EXHAUSTED, type Exhausted, ModelError, PyRaise, Ref, type Value } from '../value.ts';
import { BLOCKING, isPending, numberOf, setNumber, takeResult } from './async-future.ts';
import { recordData } from './extension.ts';

/** `FutureIter_am_send`: the future once, then its result. */
function stepIterator(vm: Operations, it: Ref): { readonly yields: Value } | { readonly returns: Value } {
  const future = recordData(vm, it).slots[0];
  if (future === undefined) throw new ModelError('an iterator of a future that was closed is not modelled');
  if (!isPending(vm, future)) return { returns: takeResult(vm, future) };
  if (numberOf(vm, future, BLOCKING) === 1) throw raise(vm, 'RuntimeError', "await wasn't used with future");
  setNumber(vm, future, BLOCKING, 1);
  return { yields: future as Value };
}

function stopWith(vm: Operations, value: Value): PyRaise {
  return raise(vm, 'StopIteration', value === null ? [] : [value]);
}

/** `tp_iternext`; since 3.15 SEND takes the result without an exception. */
export function futureIterNext(vm: Operations, it: Ref): Value | Exhausted {
  const step = stepIterator(vm, it);
  if ('yields' in step) return step.yields;
  if (TEXTS[vm.version].asyncItemRaises) throw stopWith(vm, step.returns);
  vm.stopValue = step.returns;
  return EXHAUSTED;
}

const sendIterator: Builtin = (vm, [it]) => {
  const step = stepIterator(vm, it as Ref);
  if ('yields' in step) return step.yields;
  throw stopWith(vm, step.returns);
};

/** `FutureIter_throw`: the future is let go of. */
const throwIterator: Builtin = (vm, [it, ...args]) => {
  const [type, value = null] = args;
  vm.setAt(it as Ref, 'slots', 0, undefined);
  const single = type instanceof Ref && vm.read(type).kind === 'exception';
  if (!single || value !== null)
    throw new ModelError("throw() of a future's iterator with a class of exceptions is not modelled");
  throw new PyRaise(type);
};

const closeIterator: Builtin = (vm, [it]) => {
  vm.setAt(it as Ref, 'slots', 0, undefined);
  return null;
};

export const FUTURE_ITER_BUILTINS: BuiltinTable = {
  '_asyncio.FutureIter.__next__': sendIterator,
  '_asyncio.FutureIter.send': sendIterator,
  '_asyncio.FutureIter.throw': throwIterator,
  '_asyncio.FutureIter.close': closeIterator,
};
