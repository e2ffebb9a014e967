/**
 * The module `_asyncio` (Modules/_asynciomodule.c), on which CPython's own `asyncio` runs in the model.
 * @module
 */
import { bindArguments } from '../objects/arguments.ts';
import { TYPES } from '../objects/types.ts';
import type { Builtin, BuiltinTable, NativeTable } from '../operations.ts';
import type { Algorithm } from '../protocol/replay.ts';
import type { Value } from '../value.ts';
import { AWAIT_NATIVES, addAwaitedBy, discardAwaitedBy, wakeup } from './async-await.ts';
import { FUTURE, isFuture, TASK } from './async-future.ts';
import { FUTURE_ALGORITHMS, FUTURE_BUILTINS } from './async-future-methods.ts';
import { FUTURE_ITER_BUILTINS, FUTURE_ITER_NATIVES } from './async-iterator.ts';
import { currentLoop, OUTCOME_NATIVES } from './async-outcome.ts';
import {
  allTasks,
  enterTask,
  forgetTask,
  leaveTask,
  registerEager,
  registerTask,
  requireLoop,
  runningLoop,
  runningTask,
  STATE_NATIVES,
  setRunningLoop,
  swapTask,
  unregisterEager,
} from './async-state.ts';
import { TASK_NATIVES } from './async-task.ts';
import { METHOD_NATIVES, TASK_BUILTINS } from './async-task-methods.ts';
import { type NativeModule, nary, noArguments, unary } from './native-module.ts';

/** A function of a loop and a task, or of a task alone, by position or keyword. */
function bound(name: string, names: readonly string[], run: (...given: Parameters<Builtin>) => ReturnType<Builtin>) {
  const builtin: Builtin = (vm, args, keywords) =>
    run(vm, bindArguments(vm, { name, names, required: names.length }, args, keywords) as Value[], null);
  return builtin;
}

/** A function of a loop, which is the running one unless it is given. */
function ofLoop(name: string, run: (vm: Parameters<Builtin>[0], loop: Value) => Value): Builtin {
  return (vm, args, keywords) => {
    const [loop = null] = bindArguments(vm, { name, names: ['loop'] }, args, keywords);
    return run(vm, loop ?? requireLoop(vm));
  };
}

const LOOP_AND_TASK = ['loop', 'task'];
const both = (
  name: string,
  run: (vm: Parameters<Builtin>[0], future: Value, waiter: Value) => void,
): [string, Builtin] => [
  name,
  nary(`_asyncio.${name}`, name, 2, 2, (vm, [future = null, waiter = null]) => {
    if (isFuture(vm, future) && isFuture(vm, waiter)) run(vm, future, waiter);
    return null;
  }),
];

const FUNCTIONS: BuiltinTable = {
  get_event_loop: noArguments('_asyncio.get_event_loop', currentLoop),
  get_running_loop: noArguments('_asyncio.get_running_loop', requireLoop),
  _get_running_loop: noArguments('_asyncio._get_running_loop', (vm) => runningLoop(vm) ?? null),
  _set_running_loop: unary('_asyncio._set_running_loop', (vm, loop) => {
    setRunningLoop(vm, loop);
    return null;
  }),
  _register_task: bound('_register_task', ['task'], (vm, [task = null]) => registerTask(vm, task)),
  _unregister_task: bound('_unregister_task', ['task'], (vm, [task = null]) => forgetTask(vm, task)),
  _register_eager_task: bound('_register_eager_task', ['task'], (vm, [task = null]) => {
    registerEager(vm, task);
    return null;
  }),
  _unregister_eager_task: bound('_unregister_eager_task', ['task'], (vm, [task = null]) => {
    unregisterEager(vm, task);
    return null;
  }),
  _enter_task: bound('_enter_task', LOOP_AND_TASK, (vm, [loop = null, task = null]) => enterTask(vm, loop, task)),
  _leave_task: bound('_leave_task', LOOP_AND_TASK, (vm, [loop = null, task = null]) => leaveTask(vm, loop, task)),
  _swap_current_task: bound('_swap_current_task', LOOP_AND_TASK, (vm, [loop = null, task = null]) =>
    swapTask(vm, loop, task),
  ),
  current_task: ofLoop('current_task', (vm, loop) => runningTask(vm, loop) ?? null),
  all_tasks: ofLoop('all_tasks', allTasks),
  ...Object.fromEntries([
    both('future_add_to_awaited_by', addAwaitedBy),
    both('future_discard_from_awaited_by', discardAwaitedBy),
  ]),
};

export const ASYNCIO_MODULE: NativeModule = {
  functions: FUNCTIONS,
  since: { all_tasks: '3.14', future_add_to_awaited_by: '3.14', future_discard_from_awaited_by: '3.14' },
  values: () => ({ Future: TYPES[FUTURE], Task: TYPES[TASK] }),
  exec: 'async.exec',
  whole: true,
};

/** What the loop calls is no member of the module. */
export const ASYNCIO_BUILTINS: BuiltinTable = { '_asyncio:task_wakeup': wakeup };

export const ASYNC_TYPE_BUILTINS: BuiltinTable = { ...FUTURE_BUILTINS, ...TASK_BUILTINS, ...FUTURE_ITER_BUILTINS };
export const ASYNC_ALGORITHMS: readonly Algorithm[] = FUTURE_ALGORITHMS;

export const ASYNCIO_NATIVES: NativeTable = {
  ...OUTCOME_NATIVES,
  ...STATE_NATIVES,
  ...TASK_NATIVES,
  ...AWAIT_NATIVES,
  ...FUTURE_ITER_NATIVES,
  ...METHOD_NATIVES,
};
