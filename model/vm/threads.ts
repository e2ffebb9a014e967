/**
 * The program's threads: one runs at a time; who goes on is asked at switch points, and a thread that waits is run again once what it waits for has
 * come. Time is virtual: it stands still while any thread can run, and then goes to the nearest deadline.
 * @module
 */
import type { Scheduler } from '../threads/schedule.ts';
import type { Machine } from './machine.ts';
import { TYPES } from './objects/types.ts';
import type { Native } from './operations.ts';
import type { ThreadState, Wait } from './state.ts';
import { ModelError, PENDING, type Ref, type Slot } from './value.ts';

/** A thread before its first frame. */
export function newThreadState(): ThreadState {
  return {
    top: null,
    handled: null,
    generators: [],
    depth: 0,
    tracing: 0,
    traceFunction: undefined,
    profileFunction: undefined,
    waiting: null,
    ended: false,
    daemon: false,
    resumed: false,
    looked: false,
    handle: null,
  };
}

/** Starts a thread that will run a native (register `natives`) in its bottom frame; answers its number. */
export function startThread(
  vm: Machine,
  native: string,
  slots: readonly Slot[],
  daemon: boolean,
  handle: Ref | null,
): number {
  const top = vm.alloc({
    kind: 'native',
    cls: TYPES.object,
    native,
    phase: 'start',
    slots: [...slots],
    vars: {},
    back: null,
  });
  const thread: ThreadState = {
    ...newThreadState(),
    top,
    daemon,
    handle,
    waiting: { for: 'start', object: null, until: null },
  };
  vm.retain(handle);
  vm.registers.threads.push(thread);
  return vm.registers.threads.length - 1;
}

/** Whether every thread but the main one has ended that is no daemon. */
export function othersEnded(vm: Machine): boolean {
  return vm.registers.threads.every(({ ended, daemon }, i) => i === 0 || ended || daemon);
}

/** Whether what a thread waits for has come. */
function hasCome(vm: Machine, wait: Wait): boolean {
  switch (wait.for) {
    case 'start':
      return true;
    case 'lock':
      return numberAt(vm, wait.object as Ref, 0) === 0;
    case 'thread':
      return numberAt(vm, wait.object as Ref, 0) === HANDLE_DONE;
    case 'threads':
      return othersEnded(vm);
    case 'readable':
      return numberAt(vm, wait.object as Ref, 0) > 0;
    case 'time':
      return false;
  }
}

/** `numbers[0]` of a `_ThreadHandle`: not started, running, done. */
export const HANDLE_NEW = 0;
export const HANDLE_STARTED = 1;
export const HANDLE_DONE = 2;

function numberAt(vm: Machine, ref: Ref, i: number): number {
  return vm.as(ref, 'record').numbers[i] as number;
}

/** The threads that can run next, in ascending order. */
export function enabled(vm: Machine): number[] {
  const able: number[] = [];
  vm.registers.threads.forEach((thread, i) => {
    if (!thread.ended && (thread.waiting === null || hasCome(vm, thread.waiting))) able.push(i);
  });
  return able;
}

/** The running thread waits from the end of this step on. */
export function block(vm: Machine, wait: Wait): void {
  vm.thread.waiting = wait;
  vm.live = false;
}

/** The running thread waits or has ended: another goes on, or the program ends. */
export function attend(vm: Machine): void {
  const { registers } = vm;
  const able = enabled(vm);
  if (able.length === 0) {
    const next = nearestDeadline(vm);
    if (next < 0) return deadlock(vm);
    registers.clock = Math.max(registers.clock, registers.threads[next]?.waiting?.until ?? 0);
    return goOn(vm, next, false);
  }
  const at = registers.switchPoints++;
  const picked = vm.world.scheduler?.pick(at, null, () => able) ?? (able[0] as number);
  if (picked !== able[0]) registers.choices = [...registers.choices, { at, thread: picked }];
  goOn(vm, picked, true);
}

function nearestDeadline(vm: Machine): number {
  let best = -1;
  let nearest = Number.POSITIVE_INFINITY;
  vm.registers.threads.forEach(({ ended, waiting }, i) => {
    if (ended || waiting === null || waiting.until === null || waiting.until >= nearest) return;
    best = i;
    nearest = waiting.until;
  });
  return best;
}

function deadlock(vm: Machine): void {
  const blocked = vm.registers.threads.flatMap((thread, i) => (thread.ended ? [] : [i]));
  conclude(vm, blocked);
}

/** Thread `n` runs from now on; one that waited is told whether what it waited for has come, or its time was up. */
export function goOn(vm: Machine, n: number, come: boolean): void {
  const { registers } = vm;
  registers.thread = n;
  vm.thread = registers.threads[n] as ThreadState;
  vm.live = true;
  const { waiting } = vm.thread;
  vm.thread.waiting = null;
  vm.setTop(vm.thread.top);
  if (waiting !== null) vm.deliver(come);
}

/**
 * Before an instruction of the program that is a switch point: the thread that goes on. If it is another, the running one passes the point when it goes on.
 */
export function atSwitchPoint(vm: Machine, scheduler: Scheduler): number {
  const { thread, registers } = vm;
  const running = registers.thread;
  const at = registers.switchPoints++;
  const picked = scheduler.pick(at, running, () => enabled(vm));
  if (picked === running) return running;
  registers.choices = [...registers.choices, { at, thread: picked }];
  thread.resumed = true;
  return picked;
}

function conclude(vm: Machine, blocked?: readonly number[]): void {
  vm.registers.ending = 'over';
  vm.finish(vm.registers.mainException, blocked);
}

/** After the program has ended: a thread on which what it left behind can still be looked at. */
export function startAfterlife(vm: Machine): void {
  vm.registers.thread = vm.registers.threads.length;
  vm.thread = newThreadState();
  vm.registers.threads.push(vm.thread);
  vm.top = null;
}

/**
 * The running thread's bottom frame is gone. At the end of the main thread the interpreter calls `threading._shutdown`, which waits for all that are no
 * daemons; then the program is over, whatever other threads do.
 */
export function endThread(vm: Machine, exception: Ref | null): void {
  const { registers, thread } = vm;
  if (registers.ending === 'over') return vm.finish(exception);
  if (registers.thread === 0) {
    if (registers.ending === 'shutdown') return conclude(vm);
    if (vm.tracking) vm.retain(exception);
    registers.mainException = exception;
    registers.ending = 'shutdown';
    const threading = vm.module('threading');
    if (threading === null || vm.native('thread.shutdown', [threading]) !== PENDING) conclude(vm);
    return;
  }
  if (exception !== null) throw new ModelError('an exception left the bottom of a thread');
  thread.ended = true;
  vm.live = false;
  const { handle } = thread;
  if (handle === null) return;
  const data = vm.as(handle, 'record');
  vm.setNumberAt(handle, 'numbers', 0, data.type === '_thread.lock' ? 0 : HANDLE_DONE);
  thread.handle = null;
  vm.release(handle);
}

/** Waits. Slots: what for. Vars: for, until. Answers whether it came. */
export const WAIT: Native = {
  start: (vm, self) => {
    const { for: what, until } = self.vars;
    const object = (self.slots[0] ?? null) as Ref | null;
    block(vm as Machine, { for: what as Wait['for'], object, until: until as number | null });
    return { result: PENDING, then: 'woken' };
  },
  phases: { woken: (_vm, _self, come) => ({ done: come }) },
};
