/**
 * What `_asyncio.Task` can do (Modules/_asynciomodule.c), and what its loop calls to step it.
 * @module
 */
import { bindArguments } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { classGetItem } from '../objects/generic-alias.ts';
import { asStr } from '../objects/payload.ts';
import type { Builtin, BuiltinTable, Native, NativeTable, Operations } from '../operations.ts';
import { callMethod } from '../protocol/attributes.ts';
import { given, wait } from '../protocol/loop.ts';
import { isTrue } from '../protocol/operators.ts';
import { ROWS } from '../protocol/rows.ts';
import { str } from '../protocol/text.ts';
import type { Ref, Value } from '../value.ts';
import {
  CANCEL_MESSAGE,
  CANCELS,
  CORO,
  cancelledError,
  FUTURE,
  isPending,
  LOG_DESTROY_PENDING,
  LOG_TRACEBACK,
  libraryName,
  MUST_CANCEL,
  NAME,
  numberOf,
  setNumber,
  setSlot,
  slotOf,
  TASK,
  TASK_CONTEXT,
  WAITER,
} from './async-future.ts';
import {
  bare,
  cancelMessage,
  FUTURE_BUILTINS,
  flagMember,
  iterate,
  newFuture,
  setFlag,
  slotMember,
  unary,
} from './async-future-methods.ts';
import { recordData } from './extension.ts';

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

const uncancel = bare('Task.uncancel', (vm, task) => {
  const count = numberOf(vm, task, CANCELS);
  if (count === 0) return 0;
  setNumber(vm, task, CANCELS, count - 1);
  if (count === 1 && ROWS[vm.version].uncancelForgets) setNumber(vm, task, MUST_CANCEL, 0);
  return count - 1;
});

function named(what: 'result' | 'exception'): Builtin {
  return unary(`Task.set_${what}`, (vm) => {
    throw raise(vm, 'RuntimeError', `Task does not support set_${what} operation`);
  });
}

const getName = bare('Task.get_name', (vm, task) => {
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

const initializeTask: Builtin = (vm, [self, ...args], keywords) => {
  const names = ['coro', 'loop', 'name', 'context', 'eager_start'];
  const [coro, loop = null, name = null, context = null, eager = false] = bindArguments(
    vm,
    { name: 'Task', names, positional: 1, required: 1 },
    args,
    keywords,
  );
  return vm.native('async.task_init', [self, coro, loop, name, context, eager]);
};

export const TASK_BUILTINS: BuiltinTable = {
  [`${TASK}.__new__`]: newFuture(TASK),
  [`${TASK}.__init__`]: initializeTask,
  [`${TASK}.__iter__`]: iterate,
  [`${TASK}.__await__`]: iterate,
  [`${TASK}.__repr__`]: (vm, [self]) => vm.call(libraryName(vm, 'asyncio.base_tasks', '_task_repr'), [self as Value]),
  [`${TASK}.__class_getitem__`]: classGetItem,
  ...Object.fromEntries(
    ['add_done_callback', 'remove_done_callback'].map((name) => [
      `${TASK}.${name}`,
      (vm, args, keywords) => FUTURE_BUILTINS[`${FUTURE}.${name}`]!(vm, args, keywords),
    ]),
  ),
  ...Object.fromEntries(
    ['result', 'exception', 'cancelled', 'done'].map((name) => [
      `${TASK}.${name}`,
      bare(`Task.${name}`, (vm, task) => FUTURE_BUILTINS[`${FUTURE}.${name}`]!(vm, [task], null)),
    ]),
  ),
  [`${TASK}.set_result`]: named('result'),
  [`${TASK}.set_exception`]: named('exception'),
  [`${TASK}.cancel`]: cancelTask,
  [`${TASK}.cancelling`]: bare('Task.cancelling', (vm, task) => numberOf(vm, task, CANCELS)),
  [`${TASK}.uncancel`]: uncancel,
  [`${TASK}.get_stack`]: byLibrary('_task_get_stack', ['limit']),
  [`${TASK}.print_stack`]: byLibrary('_task_print_stack', ['limit', 'file']),
  [`${TASK}._make_cancelled_error`]: bare('Task._make_cancelled_error', cancelledError),
  [`${TASK}.get_name`]: getName,
  [`${TASK}.set_name`]: unary('Task.set_name', (vm, task, name) => {
    if (asStr(vm, name) === undefined) return vm.native('async.set_name', [task, name]);
    setSlot(vm, task, NAME, name);
    return null;
  }),
  [`${TASK}.get_coro`]: bare('Task.get_coro', (vm, task) => slotOf(vm, task, CORO) ?? null),
  [`${TASK}.get_context`]: bare('Task.get_context', (vm, task) => slotOf(vm, task, TASK_CONTEXT) ?? null),
  [`${TASK}._log_destroy_pending`]: flagMember(LOG_DESTROY_PENDING),
  [`${TASK}._log_destroy_pending=`]: setFlag(LOG_DESTROY_PENDING),
  [`${TASK}._must_cancel`]: flagMember(MUST_CANCEL),
  [`${TASK}._coro`]: slotMember(CORO),
  [`${TASK}._fut_waiter`]: slotMember(WAITER),
  '_asyncio.TaskStepMethWrapper.__call__': (vm, [self, ...args], keywords) => {
    if ((keywords?.size ?? 0) > 0) throw raise(vm, 'TypeError', 'function takes no keyword arguments');
    if (args.length > 0) throw raise(vm, 'TypeError', 'function takes no positional arguments');
    return vm.native('async.step', [...recordData(vm, self).slots]);
  },
  '_asyncio.TaskStepMethWrapper.__self__': (vm, [self]) => (recordData(vm, self).slots[0] ?? null) as Value,
};

export const METHOD_NATIVES: NativeTable = { 'async.cancel': CANCEL, 'async.set_name': SET_NAME };
