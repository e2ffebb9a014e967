/**
 * What `_asyncio` keeps for itself (Modules/_asynciomodule.c): which loop and which task run on each thread, and which tasks there are.
 *
 * Until 3.13 tasks that run stand in a dict by their loops and all tasks in a `WeakSet`; since 3.14 a thread has a running task, and tasks a linked list of their own.
 * @module
 */
import type { Machine } from '../machine.ts';
import { raise } from '../objects/exceptions.ts';
import { newList } from '../objects/list.ts';
import { asKind } from '../objects/payload.ts';
import { addKey, discardKey, newSet, setHash } from '../objects/set.ts';
import { isInstance, TYPES } from '../objects/types.ts';
import type { Native, NativeTable, Operations } from '../operations.ts';
import { callMethod } from '../protocol/attributes.ts';
import { dictFind, dictRemoveAt, dictReplaceAt, dictSet, dictSetName, newDict } from '../protocol/dict-table.ts';
import { given, importing, wait } from '../protocol/loop.ts';
import { noAnswers } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { ModelError, type Ref, type Result, type Slot, type Value } from '../value.ts';
import { isPending, LOOP, shownError, slotOf, TASK } from './async-future.ts';
import { moduleState, newOf, recordData, setModuleState } from './extension.ts';

const MODULE = '_asyncio';
/** Indexes of the module's state; behind them the loop and the task of each thread. */
const TASKS = 0;
const EAGER = 1;
const CURRENT = 2;
const COUNTER = 3;
/** Weak references to the tasks of the linked list. */
const LINKED = 4;
const THREADS = 5;

/** Since 3.14 tasks are linked, futures know what awaits them, and a loop is the running one. */
export const linksTasks = (vm: Operations): boolean => ROWS[vm.version].tasksAreLinked;

/** Which function of `asyncio.events` gives the policy. */
export const policyGetter = (vm: Operations): string =>
  linksTasks(vm) ? '_get_event_loop_policy' : 'get_event_loop_policy';

function stateAt(vm: Operations, i: number): Slot {
  return moduleState(vm, MODULE).state[i];
}

function setState(vm: Operations, i: number, value: Slot): void {
  setModuleState(vm, MODULE, i, value);
}

const ofThread = (vm: Operations): number => THREADS + 2 * (vm as Machine).registers.thread;

/** The running loop of the thread; undefined where there is none. */
export function runningLoop(vm: Operations): Value | undefined {
  return stateAt(vm, ofThread(vm)) as Value | undefined;
}

export function setRunningLoop(vm: Operations, loop: Value): void {
  setState(vm, ofThread(vm), loop === null ? undefined : loop);
}

/** The next number of a task without a name. */
export function nextTaskNumber(vm: Operations): number {
  const next = Number(stateAt(vm, COUNTER) ?? 0) + 1;
  setState(vm, COUNTER, next);
  return next;
}

function currentAt(vm: Operations, loop: Value): number {
  const at = dictFind(vm, stateAt(vm, CURRENT) as Ref, loop);
  if (at === undefined) throw new ModelError('an event loop with a __hash__ of its own is not modelled');
  return at;
}

function currentIn(vm: Operations, loop: Value): Value | undefined {
  const at = currentAt(vm, loop);
  return at < 0 ? undefined : (asKind(vm, stateAt(vm, CURRENT), 'dict')?.values[at] as Value);
}

function setCurrentIn(vm: Operations, loop: Value, task: Value | undefined): void {
  const dict = stateAt(vm, CURRENT) as Ref;
  const at = currentAt(vm, loop);
  if (task !== undefined && at < 0) dictSet(vm, dict, loop, task);
  else if (task !== undefined) dictReplaceAt(vm, dict, at, task);
  else if (at >= 0) dictRemoveAt(vm, dict, at);
}

/** The task that runs on a loop of this thread. */
export function runningTask(vm: Operations, loop: Value): Value | undefined {
  if (!linksTasks(vm)) return currentIn(vm, loop);
  const { registers } = vm as Machine;
  for (let thread = 0; thread < registers.threads.length; thread++)
    if (stateAt(vm, THREADS + 2 * thread) === loop) return stateAt(vm, THREADS + 2 * thread + 1) as Value | undefined;
  return undefined;
}

function setRunningTask(vm: Operations, loop: Value, task: Value | undefined): void {
  if (linksTasks(vm)) setState(vm, ofThread(vm) + 1, task);
  else setCurrentIn(vm, loop, task);
}

/** 3.14+: the loop must be the running one; answers what raises otherwise. */
function notRunning(vm: Operations, loop: Value): Result | undefined {
  if (!linksTasks(vm) || runningLoop(vm) === loop) return undefined;
  return shownError(vm, TYPES.RuntimeError, 'loop %R is not the running loop', [loop]);
}

/** `enter_task`. */
export function enterTask(vm: Operations, loop: Value, task: Value): Result {
  const refused = notRunning(vm, loop);
  if (refused !== undefined) return refused;
  const running = runningTask(vm, loop);
  if (running !== undefined) {
    const text = 'Cannot enter into task %R while another task %R is being executed.';
    return shownError(vm, TYPES.RuntimeError, text, [task, running]);
  }
  setRunningTask(vm, loop, task);
  return null;
}

/** `leave_task`. */
export function leaveTask(vm: Operations, loop: Value, task: Value): Result {
  const refused = notRunning(vm, loop);
  if (refused !== undefined) return refused;
  const running = runningTask(vm, loop) ?? null;
  if (running !== task) {
    const text = ROWS[vm.version].leavingTold;
    return shownError(vm, TYPES.RuntimeError, text, [task, running]);
  }
  setRunningTask(vm, loop, undefined);
  return null;
}

/** `swap_current_task`: the one before, or None. */
export function swapTask(vm: Operations, loop: Value, task: Value): Result {
  const refused = notRunning(vm, loop);
  if (refused !== undefined) return refused;
  const before = runningTask(vm, loop) ?? null;
  setRunningTask(vm, loop, task === null ? undefined : task);
  return before;
}

/** `register_task`. */
export function registerTask(vm: Operations, task: Value): Result {
  if (!linksTasks(vm) || !isInstance(vm, task, TYPES[TASK]))
    return callMethod(vm, stateAt(vm, TASKS) as Value, 'add', [task]);
  const list = stateAt(vm, LINKED) as Ref;
  const known = asKind(vm, list, 'list')?.items ?? [];
  if (known.some((weak) => recordData(vm, weak).weak === task)) return null;
  const weak = newOf(vm, 'weakref.ReferenceType', [null], [0, 0]);
  vm.setPlain(weak, 'record', 'weak', task as Ref);
  vm.setPlain(task as Ref, 'record', 'weakrefs', [...(vm.read(task as Ref).weakrefs ?? []), weak]);
  (vm as Machine).noteWeak();
  const alive = known.filter((ref) => recordData(vm, ref).weak !== undefined);
  vm.splice(list, 'items', 0, known.length, [...alive, weak]);
  return null;
}

/** `unregister_task` of what the linked list holds. */
export function unregisterTask(vm: Operations, task: Ref): void {
  if (!linksTasks(vm)) return;
  const list = stateAt(vm, LINKED) as Ref;
  const known = asKind(vm, list, 'list')?.items ?? [];
  const at = known.findIndex((weak) => recordData(vm, weak).weak === task);
  if (at >= 0) vm.splice(list, 'items', at, 1, []);
}

/** `_unregister_task`. */
export function forgetTask(vm: Operations, task: Value): Result {
  if (!linksTasks(vm) || !isInstance(vm, task, TYPES[TASK]))
    return callMethod(vm, stateAt(vm, TASKS) as Value, 'discard', [task]);
  unregisterTask(vm, task as Ref);
  return null;
}

export function registerEager(vm: Operations, task: Value): void {
  addKey(vm, stateAt(vm, EAGER) as Ref, task, setHash(vm, task, noAnswers), noAnswers);
}

export function unregisterEager(vm: Operations, task: Value): void {
  discardKey(vm, stateAt(vm, EAGER) as Ref, task, setHash(vm, task, noAnswers), noAnswers);
}

/** `all_tasks` (3.14+): those of a loop that are not done. */
export function allTasks(vm: Operations, loop: Value): Ref {
  const eager = asKind(vm, stateAt(vm, EAGER), 'set')?.slots.filter((task) => task !== undefined) ?? [];
  const linked = asKind(vm, stateAt(vm, LINKED), 'list')?.items.map((weak) => recordData(vm, weak).weak) ?? [];
  const found = [...new Set([...eager, ...linked])].filter(
    (task) => task !== undefined && isPending(vm, task) && slotOf(vm, task, LOOP) === loop,
  );
  return newSet(vm, found as Value[]);
}

/** `module_exec`: what the module takes from the library. Slots: the module. */
const EXEC: Native = {
  start: (vm) => importing(vm, 'asyncio', 'imported'),
  phases: {
    imported: (vm) => importing(vm, 'weakref', 'weak'),
    weak: (vm, _self, module) => wait(callMethod(vm, given(module), 'WeakSet', []), 'made'),
    made: (vm, self, value) => {
      const data = vm.read(self.slots[0] as Ref);
      if (data.kind !== 'module') throw new ModelError('_asyncio is no module');
      const held: readonly Slot[] = [given(value), newSet(vm, []), newDict(vm), 0, newList(vm, [])];
      held.forEach((slot, i) => {
        setState(vm, i, slot);
      });
      dictSetName(vm, data.dict, '_scheduled_tasks', held[TASKS] as Value);
      dictSetName(vm, data.dict, '_eager_tasks', held[EAGER] as Value);
      if (!linksTasks(vm)) dictSetName(vm, data.dict, '_current_tasks', held[CURRENT] as Value);
      return { done: null };
    },
  },
};

/** The running loop; RuntimeError without one. */
export function requireLoop(vm: Operations): Value {
  const loop = runningLoop(vm);
  if (loop === undefined) throw raise(vm, 'RuntimeError', 'no running event loop');
  return loop;
}

export const STATE_NATIVES: NativeTable = { 'async.exec': EXEC };
