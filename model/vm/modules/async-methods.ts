/**
 * The types of `_asyncio`: `Future`, `Task`, the iterator of `await`, and what steps a task (Modules/_asynciomodule.c).
 * @module
 */
import { bindArguments, exactly, noKeywords } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { classGetItem } from '../objects/generic-alias.ts';
import { newList } from '../objects/list.ts';
import { asKind, asStr } from '../objects/payload.ts';
import { newFrozenSet } from '../objects/set.ts';
import { newTuple } from '../objects/tuple.ts';
import { typeData } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Native, NativeTable, Operations } from '../operations.ts';
import { callMethod } from '../protocol/attributes.ts';
import { equalAsking, truthAsking } from '../protocol/compare.ts';
import { newDict } from '../protocol/dict-table.ts';
import { given, wait } from '../protocol/loop.ts';
import { TEXTS } from '../protocol/messages.ts';
import { isTrue } from '../protocol/operators.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { str } from '../protocol/text.ts';
import { EXHAUSTED, type Exhausted, ModelError, PyRaise, Ref, type Result, type Slot, type Value } from '../value.ts';
import {
  AWAITED_BY,
  BLOCKING,
  CALLBACK,
  CALLBACKS,
  CANCEL_MESSAGE,
  CANCELLED,
  CANCELS,
  CONTEXT,
  CORO,
  callbacksOf,
  cancelledError,
  clearCallbacks,
  emptyFuture,
  ensureAlive,
  EXCEPTION,
  FINISHED,
  FUTURE,
  invalidState,
  isAlive,
  isPending,
  LOG_DESTROY_PENDING,
  LOG_TRACEBACK,
  LOOP,
  libraryName,
  MUST_CANCEL,
  NAME,
  numberOf,
  RESULT,
  raiseCancelled,
  SOURCE_TRACEBACK,
  STATE,
  setNumber,
  setSlot,
  slotOf,
  TASK,
  TASK_CONTEXT,
  takeResult,
  WAITER,
} from './async-future.ts';
import { addCallback, cancelFuture, initFuture, setException, setResult } from './async-outcome.ts';
import { copyContext } from './context.ts';
import { newOf, recordData } from './extension.ts';

/** A method without arguments. */
function bare(name: string, run: (vm: Operations, future: Ref) => Result): Builtin {
  return (vm, [self, ...args], keywords) => {
    noKeywords(vm, name, keywords);
    exactly(vm, name, args, 0);
    return run(vm, self as Ref);
  };
}

/** A method of one argument by position. */
function unary(name: string, run: (vm: Operations, future: Ref, v: Value) => Result): Builtin {
  return (vm, [self, ...args], keywords) => {
    noKeywords(vm, name, keywords);
    exactly(vm, name, args, 1);
    return run(vm, self as Ref, args[0] as Value);
  };
}

function requireInitialized(vm: Operations, future: Ref): void {
  if (!isAlive(vm, future)) throw invalidState(vm, 'Future object is not initialized.');
}

const result = bare('result', (vm, future) => {
  requireInitialized(vm, future);
  return takeResult(vm, future);
});

const exception = bare('exception', (vm, future) => {
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
    if (kept.length > 0) setSlot(vm, future, CALLBACKS, newList(vm, kept.map((pair) => newTuple(vm, [...pair]))));
    return all.length - kept.length - (first === undefined ? 0 : 1);
  },
};

function cancelMessage(vm: Operations, args: readonly Value[], keywords: Parameters<Builtin>[2]): Value {
  const [message = null] = bindArguments(vm, { name: 'cancel', names: ['msg'] }, args, keywords);
  return message;
}

const cancelTask: Builtin = (vm, [self, ...args], keywords) => {
  const task = self as Ref;
  const message = cancelMessage(vm, args, keywords);
  setNumber(vm, task, LOG_TRACEBACK, 0);
  if (!isPending(vm, task)) return false;
  setNumber(vm, task, CANCELS, numberOf(vm, task, CANCELS) + 1);
  const waiter = slotOf(vm, task, WAITER);
  if (waiter === undefined) return mustCancel(vm, task, message);
  return vm.native('async.cancel', [task, message, waiter]);
};

function mustCancel(vm: Operations, task: Ref, message: Value): boolean {
  setNumber(vm, task, MUST_CANCEL, 1);
  setSlot(vm, task, CANCEL_MESSAGE, message);
  return true;
}

/** `Task.cancel` of a task that awaits something. Slots: task, message, what it awaits. */
const CANCEL: Native = {
  start: (vm, { slots }) => wait(callMethod(vm, slots[2] as Value, 'cancel', [slots[1] as Value]), 'asked'),
  phases: {
    asked: (vm, _self, value) => wait(isTrue(vm, given(value)), 'cancelled'),
    cancelled: (vm, { slots }, value) => ({
      done: value === true ? true : mustCancel(vm, slots[0] as Ref, slots[1] as Value),
    }),
  },
};

const uncancel = bare('uncancel', (vm, task) => {
  const count = numberOf(vm, task, CANCELS);
  if (count === 0) return 0;
  setNumber(vm, task, CANCELS, count - 1);
  if (count === 1 && ROWS[vm.version].uncancelForgets) setNumber(vm, task, MUST_CANCEL, 0);
  return count - 1;
});

function named(what: 'result' | 'exception'): Builtin {
  return unary(`set_${what}`, (vm) => {
    throw raise(vm, 'RuntimeError', `Task does not support set_${what} operation`);
  });
}

const getName = bare('get_name', (vm, task) => {
  const name = slotOf(vm, task, NAME) ?? null;
  if (typeof name !== 'number') return name;
  setSlot(vm, task, NAME, `Task-${name}`);
  return `Task-${name}`;
});

/** Slots: task, what names it. */
const SET_NAME: Native = {
  start: (vm, self) => wait(str(vm, self.slots[1] as Value), 'named'),
  phases: {
    named: (vm, self, value) => {
      setSlot(vm, self.slots[0], NAME, given(value));
      return { done: null };
    },
  },
};

/** A function of `asyncio.base_tasks` or `base_futures` that gets the task, then these arguments by keyword. */
function byLibrary(name: string, names: readonly string[], module = 'asyncio.base_tasks'): Builtin {
  return (vm, [self, ...args], keywords) => {
    const bound = bindArguments(vm, { name: name.replace('_task_', ''), names, positional: 0 }, args, keywords);
    return vm.call(libraryName(vm, module, name), [self as Value, ...bound.map((v) => v ?? null)]);
  };
}

const newFuture =
  (type: typeof FUTURE | typeof TASK): Builtin =>
  (vm, [cls]) =>
    emptyFuture(vm, type, cls as Ref, typeData(vm, cls as Ref).hasDict ? newDict(vm) : null);

const initializeFuture: Builtin = (vm, [self, ...args], keywords) => {
  const [loop] = bindArguments(vm, { name: 'Future', names: ['loop'], positional: 0 }, args, keywords);
  return initFuture(vm, self as Ref, loop);
};

const initializeTask: Builtin = (vm, [self, ...args], keywords) => {
  const names = ['coro', 'loop', 'name', 'context', 'eager_start'];
  const [coro, loop = null, name = null, context = null, eager = false] = bindArguments(
    vm,
    { name: 'Task', names, positional: 1, required: 1 },
    args,
    keywords,
  );
  const slots = [self, coro, loop, name, context];
  if (typeof eager === 'boolean') return vm.native('async.task_init', slots, { eager });
  throw new ModelError('eager_start that is no bool is not modelled');
};

/** `FutureObj_iter`: what `await` takes. */
const iterate: Builtin = (vm, [self]) => newOf(vm, '_asyncio.FutureIter', [ensureAlive(vm, self)]);

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

const slotMember = (i: number): Builtin => (vm, [self]) => slotOf(vm, self, i) ?? null;
const flagMember = (i: number): Builtin => (vm, [self]) => numberOf(vm, self, i) === 1;

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

const setFlag = (flag: number): Builtin => (vm, [self, value]) => replay(vm, SET_FLAG, [self, value], { flag });

const STATE_NAMES = ['', 'PENDING', 'CANCELLED', 'FINISHED'];

const awaitedBy: Builtin = (vm, [self]) => {
  const known = slotOf(vm, self, AWAITED_BY);
  if (known === undefined) return null;
  const items = asKind(vm, known, 'set')?.slots.filter((v) => v !== undefined) ?? [known];
  return newFrozenSet(vm, items as Value[]);
};

const callbacks: Builtin = (vm, [self]) => {
  const all = callbacksOf(vm, ensureAlive(vm, self));
  return all.length === 0 ? null : newList(vm, all.map((pair) => newTuple(vm, [...pair])));
};

export const ASYNC_TYPE_BUILTINS: BuiltinTable = {
  [`${FUTURE}.__new__`]: newFuture(FUTURE),
  [`${FUTURE}.__init__`]: initializeFuture,
  [`${FUTURE}.__iter__`]: iterate,
  [`${FUTURE}.__await__`]: iterate,
  [`${FUTURE}.__repr__`]: (vm, [self]) =>
    vm.call(libraryName(vm, 'asyncio.base_futures', '_future_repr'), [ensureAlive(vm, self)]),
  [`${FUTURE}.__class_getitem__`]: classGetItem,
  [`${FUTURE}.result`]: result,
  [`${FUTURE}.exception`]: exception,
  [`${FUTURE}.set_result`]: unary('set_result', setResult),
  [`${FUTURE}.set_exception`]: unary('set_exception', (vm, future, v) => setException(vm, ensureAlive(vm, future), v)),
  [`${FUTURE}.add_done_callback`]: addDoneCallback,
  [`${FUTURE}.remove_done_callback`]: unary('remove_done_callback', (vm, future, callback) =>
    replay(vm, REMOVE, [future, callback]),
  ),
  [`${FUTURE}.cancel`]: (vm, [self, ...args], keywords) =>
    cancelFuture(vm, ensureAlive(vm, self), cancelMessage(vm, args, keywords)),
  [`${FUTURE}.cancelled`]: bare('cancelled', (vm, future) => numberOf(vm, future, STATE) === CANCELLED),
  [`${FUTURE}.done`]: bare('done', (vm, future) => isAlive(vm, future) && !isPending(vm, future)),
  [`${FUTURE}.get_loop`]: bare('get_loop', (vm, future) => slotOf(vm, ensureAlive(vm, future), LOOP) as Value),
  [`${FUTURE}._make_cancelled_error`]: bare('_make_cancelled_error', cancelledError),
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
  [`${TASK}.__new__`]: newFuture(TASK),
  [`${TASK}.__init__`]: initializeTask,
  [`${TASK}.__iter__`]: iterate,
  [`${TASK}.__await__`]: iterate,
  [`${TASK}.__repr__`]: (vm, [self]) => vm.call(libraryName(vm, 'asyncio.base_tasks', '_task_repr'), [self as Value]),
  [`${TASK}.__class_getitem__`]: classGetItem,
  ...Object.fromEntries(
    ['result', 'exception', 'add_done_callback', 'remove_done_callback', 'cancelled', 'done'].map((name) => [
      `${TASK}.${name}`,
      (vm, args, keywords) => ASYNC_TYPE_BUILTINS[`${FUTURE}.${name}`]!(vm, args, keywords),
    ]),
  ),
  [`${TASK}.set_result`]: named('result'),
  [`${TASK}.set_exception`]: named('exception'),
  [`${TASK}.cancel`]: cancelTask,
  [`${TASK}.cancelling`]: bare('cancelling', (vm, task) => numberOf(vm, task, CANCELS)),
  [`${TASK}.uncancel`]: uncancel,
  [`${TASK}.get_stack`]: byLibrary('_task_get_stack', ['limit']),
  [`${TASK}.print_stack`]: byLibrary('_task_print_stack', ['limit', 'file']),
  [`${TASK}._make_cancelled_error`]: bare('_make_cancelled_error', cancelledError),
  [`${TASK}.get_name`]: getName,
  [`${TASK}.set_name`]: unary('set_name', (vm, task, name) => {
    if (asStr(vm, name) === undefined) return vm.native('async.set_name', [task, name]);
    setSlot(vm, task, NAME, name);
    return null;
  }),
  [`${TASK}.get_coro`]: bare('get_coro', (vm, task) => slotOf(vm, task, CORO) ?? null),
  [`${TASK}.get_context`]: bare('get_context', (vm, task) => slotOf(vm, task, TASK_CONTEXT) ?? null),
  [`${TASK}._log_destroy_pending`]: flagMember(LOG_DESTROY_PENDING),
  [`${TASK}._log_destroy_pending=`]: setFlag(LOG_DESTROY_PENDING),
  [`${TASK}._must_cancel`]: flagMember(MUST_CANCEL),
  [`${TASK}._coro`]: slotMember(CORO),
  [`${TASK}._fut_waiter`]: slotMember(WAITER),
  '_asyncio.FutureIter.__next__': sendIterator,
  '_asyncio.FutureIter.send': sendIterator,
  '_asyncio.FutureIter.throw': throwIterator,
  '_asyncio.FutureIter.close': closeIterator,
  '_asyncio.TaskStepMethWrapper.__call__': (vm, [self, ...args], keywords) => {
    if ((keywords?.size ?? 0) > 0) throw raise(vm, 'TypeError', 'function takes no keyword arguments');
    if (args.length > 0) throw raise(vm, 'TypeError', 'function takes no positional arguments');
    return vm.native('async.step', [...recordData(vm, self).slots]);
  },
  '_asyncio.TaskStepMethWrapper.__self__': (vm, [self]) => (recordData(vm, self).slots[0] ?? null) as Value,
};

export const METHOD_NATIVES: NativeTable = { 'async.cancel': CANCEL, 'async.set_name': SET_NAME };
export const ASYNC_ALGORITHMS: readonly Algorithm[] = [REMOVE, SET_FLAG];
