/**
 * What `_asyncio.Future` can do (Modules/_asynciomodule.c), and what `Task` has of it.
 * @module
 */
import { bindArguments, exactly, noKeywords } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { classGetItem } from '../objects/generic-alias.ts';
import { newList } from '../objects/list.ts';
import { asKind } from '../objects/payload.ts';
import { newFrozenSet } from '../objects/set.ts';
import { newTuple } from '../objects/tuple.ts';
import { typeData } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { equalAsking, truthAsking } from '../protocol/compare.ts';
import { newDict } from '../protocol/dict-table.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';
import type { Ref, Result, Slot, Value } from '../value.ts';
import {
  AWAITED_BY,
  BLOCKING,
  CALLBACK,
  CALLBACKS,
  CANCEL_MESSAGE,
  CANCELLED,
  CONTEXT,
  callbacksOf,
  cancelledError,
  clearCallbacks,
  EXCEPTION,
  emptyFuture,
  ensureAlive,
  FINISHED,
  FUTURE,
  invalidState,
  isAlive,
  isPending,
  LOG_TRACEBACK,
  LOOP,
  libraryName,
  numberOf,
  RESULT,
  raiseCancelled,
  SOURCE_TRACEBACK,
  STATE,
  setNumber,
  setSlot,
  slotOf,
  type TASK,
  takeResult,
} from './async-future.ts';
import { addCallback, cancelFuture, initFuture, setException, setResult } from './async-outcome.ts';
import { copyContext } from './context.ts';
import { newOf } from './extension.ts';
/** A method without arguments. */
export function bare(name: string, run: (vm: Operations, future: Ref) => Result): Builtin {
  return (vm, [self, ...args], keywords) => {
    noKeywords(vm, name, keywords);
    exactly(vm, name, args, 0);
    return run(vm, self as Ref);
  };
}

/** A method of one argument by position, METH_O or, as a future's are, with its class before it (METH_METHOD). */
export function unary(
  name: string,
  run: (vm: Operations, future: Ref, v: Value) => Result,
  withClass = false,
): Builtin {
  return (vm, [self, ...args], keywords) => {
    if (withClass) bindArguments(vm, { name, names: [''], required: 1 }, args, keywords);
    noKeywords(vm, name, keywords);
    exactly(vm, name, args, 1);
    return run(vm, self as Ref, args[0] as Value);
  };
}

function requireInitialized(vm: Operations, future: Ref): void {
  if (!isAlive(vm, future)) throw invalidState(vm, 'Future object is not initialized.');
}

const result = bare('Future.result', (vm, future) => {
  requireInitialized(vm, future);
  return takeResult(vm, future);
});

const exception = bare('Future.exception', (vm, future) => {
  requireInitialized(vm, future);
  const state = numberOf(vm, future, STATE);
  if (state === CANCELLED) throw raiseCancelled(vm, future);
  if (state !== FINISHED) throw invalidState(vm, 'Exception is not set.');
  const found = slotOf(vm, future, EXCEPTION);
  if (found === undefined) return null;
  setNumber(vm, future, LOG_TRACEBACK, 0);
  return found;
});

const addDoneCallback: Builtin = (vm, [self, ...args], keywords) => {
  const signature = { name: 'add_done_callback', names: ['', 'context'], positional: 1, required: 1 };
  const [callback, context] = bindArguments(vm, signature, args, keywords);
  return addCallback(vm, self as Ref, callback as Value, context ?? copyContext(vm));
};

/** `remove_done_callback`. Inputs: future, callback. */
const REMOVE: Algorithm = {
  name: 'async_remove_callback',
  run: (vm, [self, callback], _vars, ask) => {
    const future = ensureAlive(vm, self);
    const all = callbacksOf(vm, future);
    const kept = all.filter(([known]) => !equalAsking(vm, known, callback as Value, ask));
    if (kept.length === all.length) return 0;
    // The first one's place stays empty where only that one goes.
    const first = slotOf(vm, future, CALLBACK) !== undefined && kept[0]?.[0] === all[0]?.[0] ? kept.shift() : undefined;
    clearCallbacks(vm, future);
    setSlot(vm, future, CALLBACK, first?.[0]);
    setSlot(vm, future, CONTEXT, first?.[1]);
    if (kept.length > 0)
      setSlot(
        vm,
        future,
        CALLBACKS,
        newList(
          vm,
          kept.map((pair) => newTuple(vm, [...pair])),
        ),
      );
    return all.length - kept.length - (first === undefined ? 0 : 1);
  },
};

export function cancelMessage(vm: Operations, args: readonly Value[], keywords: Parameters<Builtin>[2]): Value {
  const [message = null] = bindArguments(vm, { name: 'cancel', names: ['msg'] }, args, keywords);
  return message;
}

export const newFuture =
  (type: typeof FUTURE | typeof TASK): Builtin =>
  (vm, [cls]) =>
    emptyFuture(vm, type, cls as Ref, typeData(vm, cls as Ref).hasDict ? newDict(vm) : null);

const initializeFuture: Builtin = (vm, [self, ...args], keywords) => {
  const [loop] = bindArguments(vm, { name: 'Future', names: ['loop'], positional: 0 }, args, keywords);
  return initFuture(vm, self as Ref, loop);
};

/** `FutureObj_iter`: what `await` takes. */
export const iterate: Builtin = (vm, [self]) => newOf(vm, '_asyncio.FutureIter', [ensureAlive(vm, self)]);

export const slotMember =
  (i: number): Builtin =>
  (vm, [self]) =>
    slotOf(vm, self, i) ?? null;
export const flagMember =
  (i: number): Builtin =>
  (vm, [self]) =>
    numberOf(vm, self, i) === 1;

function undeletable(vm: Operations, value: Slot): Value {
  if (value === undefined) throw raise(vm, 'AttributeError', 'cannot delete attribute');
  return value;
}

/** Inputs: future, value. Vars: what is set. */
const SET_FLAG: Algorithm = {
  name: 'async_set_flag',
  run: (vm, [self, value], vars, ask) => {
    const on = truthAsking(vm, undeletable(vm, value), ask);
    const i = Number(vars['flag']);
    if (i === BLOCKING) ensureAlive(vm, self);
    if (i === LOG_TRACEBACK && on) throw raise(vm, 'ValueError', '_log_traceback can only be set to False');
    setNumber(vm, self, i, on ? 1 : 0);
    return null;
  },
};

export const setFlag =
  (flag: number): Builtin =>
  (vm, [self, value]) =>
    replay(vm, SET_FLAG, [self, value], { flag });

const STATE_NAMES = ['', 'PENDING', 'CANCELLED', 'FINISHED'];

const awaitedBy: Builtin = (vm, [self]) => {
  const known = slotOf(vm, self, AWAITED_BY);
  if (known === undefined) return null;
  const items = asKind(vm, known, 'set')?.slots.filter((v) => v !== undefined) ?? [known];
  return newFrozenSet(vm, items as Value[]);
};

const callbacks: Builtin = (vm, [self]) => {
  const all = callbacksOf(vm, ensureAlive(vm, self));
  return all.length === 0
    ? null
    : newList(
        vm,
        all.map((pair) => newTuple(vm, [...pair])),
      );
};

export const FUTURE_BUILTINS: BuiltinTable = {
  [`${FUTURE}.__new__`]: newFuture(FUTURE),
  [`${FUTURE}.__init__`]: initializeFuture,
  [`${FUTURE}.__iter__`]: iterate,
  [`${FUTURE}.__await__`]: iterate,
  [`${FUTURE}.__repr__`]: (vm, [self]) =>
    vm.call(libraryName(vm, 'asyncio.base_futures', '_future_repr'), [ensureAlive(vm, self)]),
  [`${FUTURE}.__class_getitem__`]: classGetItem,
  [`${FUTURE}.result`]: result,
  [`${FUTURE}.exception`]: exception,
  [`${FUTURE}.set_result`]: unary('set_result', setResult, true),
  [`${FUTURE}.set_exception`]: unary(
    'set_exception',
    (vm, future, v) => setException(vm, ensureAlive(vm, future), v),
    true,
  ),
  [`${FUTURE}.add_done_callback`]: addDoneCallback,
  [`${FUTURE}.remove_done_callback`]: unary(
    'remove_done_callback',
    (vm, future, callback) => replay(vm, REMOVE, [future, callback]),
    true,
  ),
  [`${FUTURE}.cancel`]: (vm, [self, ...args], keywords) =>
    cancelFuture(vm, ensureAlive(vm, self), cancelMessage(vm, args, keywords)),
  [`${FUTURE}.cancelled`]: bare('Future.cancelled', (vm, future) => numberOf(vm, future, STATE) === CANCELLED),
  [`${FUTURE}.done`]: bare('Future.done', (vm, future) => isAlive(vm, future) && !isPending(vm, future)),
  [`${FUTURE}.get_loop`]: (vm, [self, ...args], keywords) => {
    // A method that gets its class too counts its arguments apart.
    if (args.length > 0 || (keywords?.size ?? 0) > 0) throw raise(vm, 'TypeError', 'get_loop() takes no arguments');
    return slotOf(vm, ensureAlive(vm, self), LOOP) as Value;
  },
  [`${FUTURE}._make_cancelled_error`]: bare('Future._make_cancelled_error', cancelledError),
  [`${FUTURE}._state`]: (vm, [self]) => STATE_NAMES[numberOf(vm, ensureAlive(vm, self), STATE)] as string,
  [`${FUTURE}._asyncio_future_blocking`]: flagMember(BLOCKING),
  [`${FUTURE}._asyncio_future_blocking=`]: setFlag(BLOCKING),
  [`${FUTURE}._loop`]: slotMember(LOOP),
  [`${FUTURE}._callbacks`]: callbacks,
  [`${FUTURE}._result`]: slotMember(RESULT),
  [`${FUTURE}._exception`]: slotMember(EXCEPTION),
  [`${FUTURE}._log_traceback`]: flagMember(LOG_TRACEBACK),
  [`${FUTURE}._log_traceback=`]: setFlag(LOG_TRACEBACK),
  [`${FUTURE}._source_traceback`]: slotMember(SOURCE_TRACEBACK),
  [`${FUTURE}._cancel_message`]: slotMember(CANCEL_MESSAGE),
  [`${FUTURE}._cancel_message=`]: (vm, [self, value]) => {
    setSlot(vm, self, CANCEL_MESSAGE, undeletable(vm, value));
    return null;
  },
  [`${FUTURE}._asyncio_awaited_by`]: awaitedBy,
};
export const FUTURE_ALGORITHMS: readonly Algorithm[] = [REMOVE, SET_FLAG];
