/**
 * Native frames: builtins that call back into Python, run as small state machines whose state is data.
 * @module
 */
import { afterEvent } from './after-event.ts';
import type { NativeData } from './heap.ts';
import { afterLeaving, letGoOf, raiseAfterLeaving } from './lifetime.ts';
import type { Machine } from './machine.ts';
import { TYPES } from './objects/types.ts';
import type { Native, NativePhase, NativeSelf, NativeStep } from './operations.ts';
import { iterNext } from './protocol/iteration.ts';
import { continueRaising, continueUnwinding } from './unwind.ts';
import {
  type Exhausted,
  ModelError,
  PENDING,
  type Pending,
  PyRaise,
  type Ref,
  type Slot,
  type Value,
} from './value.ts';

/** Pushes a native's frame and runs it as far as it goes without Python code. */
export function startNative(
  vm: Machine,
  name: string,
  slots: readonly Slot[],
  vars: NativeData['vars'],
): Value | Exhausted | Pending {
  const ref = vm.alloc({
    kind: 'native',
    cls: TYPES.object,
    native: name,
    phase: START,
    slots: [...slots],
    vars,
    back: vm.top,
  });
  vm.setTop(ref);
  return drive(vm, ref, START, null, vm.dropped.length);
}

const START = 'start';

/** Before the phase that an iterator is stepped for: finalisers run, the iterator is the native's last slot. */
const NEXT = 'next:';

/**
 * Goes on with a native that waited: runs phases until it is done (its frame is popped, the result comes back) or waits (PENDING).
 * Throws `PyRaise`, the frame popped, if an exception gets past it.
 */
export function driveNative(
  vm: Machine,
  ref: Ref,
  phase: string,
  value: Value | Exhausted,
): Value | Exhausted | Pending {
  if (!phase.startsWith(NEXT)) return drive(vm, ref, phase, value, 0);
  const { slots } = vm.as(ref, 'native');
  const last = slots.length - 1;
  const iterator = slots[last] as Value;
  vm.splice(ref, 'slots', last, 1, []);
  return drive(vm, ref, START, null, 0, { next: iterator, then: phase.slice(NEXT.length) });
}

/** What was dropped from `mark` on is nobody's but the native's: code that started it may still hold what was dropped before. */
function drive(
  vm: Machine,
  ref: Ref,
  phase: string,
  value: Value | Exhausted,
  mark: number,
  first?: NativeStep,
): Value | Exhausted | Pending {
  const native = nativeOf(vm, ref);
  const self = selfOf(vm, ref);
  let current = phase;
  let input = value;
  let waiting = first;
  for (;;) {
    let step: NativeStep | Pending;
    try {
      step = waiting ?? phaseOf(native, current)(vm, self, input);
      waiting = undefined;
      if ('next' in step) {
        const { next, then } = step;
        current = then;
        if (afterLeaving(vm, mark, null) === PENDING) {
          vm.splice(ref, 'slots', self.slots.length, 0, [next]);
          vm.setPlain(ref, 'native', 'phase', `${NEXT}${then}`);
          return PENDING;
        }
        step = { result: iterNext(vm, next), then };
      }
    } catch (error) {
      if (!(error instanceof PyRaise)) throw error;
      waiting = undefined;
      step = catchInNative(vm, ref, native, self, error.exception, current, mark);
    }
    if (step === PENDING) return PENDING;
    if ('next' in step) {
      waiting = step;
      continue;
    }
    if ('done' in step) return leaveNative(vm, ref, mark, step.done);
    if (step.result === PENDING) {
      vm.setPlain(ref, 'native', 'phase', step.then);
      return PENDING;
    }
    current = step.then;
    input = step.result;
  }
}

/** An exception reaches a waiting native from above: true if it goes on, false if its frame was popped. */
export function raiseInNative(vm: Machine, ref: Ref, exception: Ref): void {
  const native = nativeOf(vm, ref);
  const self = selfOf(vm, ref);
  const data = vm.as(ref, 'native');
  const { outcome, at, offset } = data.vars;
  const step = catchInNative(vm, ref, native, self, exception, data.phase, 0);
  if (step === PENDING) return;
  let result: Value | Exhausted | Pending;
  if ('done' in step) result = leaveNative(vm, ref, 0, step.done);
  else if ('next' in step) result = drive(vm, ref, START, null, 0, step);
  else if (step.result === PENDING) {
    vm.setPlain(ref, 'native', 'phase', step.then);
    return;
  } else result = driveNative(vm, ref, step.then, step.result);
  if (result === PENDING || outcome === 'silent') return;
  if (outcome === 'unwind') continueUnwinding(vm, result as Ref, at as number, offset as number);
  else if (outcome === 'error') continueRaising(vm, result as Ref, at as number, offset as number);
  else if (outcome === 'event') afterEvent(vm);
  else vm.deliver(result);
}

/** A native is done: its frame is gone, and what dies with it is finalised first. What an event was told of lives on in who goes on after it. */
function leaveNative(vm: Machine, ref: Ref, mark: number, result: Value | Exhausted): Value | Exhausted | Pending {
  const { vars, slots } = vm.as(ref, 'native');
  if (vars['outcome'] !== 'event') {
    popNative(vm, ref);
    return afterLeaving(vm, mark, result);
  }
  const settled = { vars: { ...vars }, slots: [...slots] };
  popNative(vm, ref);
  vm.settleEvent(settled);
  return result;
}

function catchInNative(
  vm: Machine,
  ref: Ref,
  native: Native,
  self: NativeSelf,
  exception: Ref,
  phase: string,
  mark: number,
): NativeStep | Pending {
  try {
    const step = native.caught?.(vm, self, exception, phase);
    if (step !== undefined) {
      if ('done' in step) letGoOf(vm, exception);
      return step;
    }
  } catch (error) {
    if (!(error instanceof PyRaise)) throw error;
    if (error.exception !== exception) letGoOf(vm, exception);
    return passOn(vm, ref, error.exception, mark);
  }
  return passOn(vm, ref, exception, mark);
}

/** The exception goes on below, once what died with the native is finalised. */
function passOn(vm: Machine, ref: Ref, exception: Ref, mark: number): Pending {
  popNative(vm, ref);
  const raised = raiseAfterLeaving(vm, mark, exception);
  if (raised !== null) throw new PyRaise(raised);
  return PENDING;
}

function popNative(vm: Machine, ref: Ref): void {
  vm.track();
  const data = vm.as(ref, 'native');
  // What an event was told of is on its way, and no operand that a waiting instruction keeps.
  const told = data.vars['outcome'] === 'event';
  if (vm.tracking) for (const slot of data.slots) told ? vm.forget(slot) : vm.release(slot);
  vm.setTop(data.back);
  vm.discard(ref);
}

function nativeOf(vm: Machine, ref: Ref): Native {
  const name = vm.as(ref, 'native').native;
  const native = vm.world.natives.get(name);
  if (native === undefined) throw new ModelError(`no native ${name}`);
  return native;
}

function phaseOf(native: Native, phase: string): NativePhase {
  const run = phase === START ? native.start : native.phases?.[phase];
  if (run === undefined) throw new ModelError(`no phase ${phase}`);
  return run;
}

function selfOf(vm: Machine, ref: Ref): NativeSelf {
  return {
    ref,
    get slots() {
      return vm.as(ref, 'native').slots;
    },
    get vars() {
      return vm.as(ref, 'native').vars;
    },
    set(i, value) {
      vm.setAt(ref, 'slots', i, value);
    },
    setVars(vars) {
      vm.setPlain(ref, 'native', 'vars', vars);
    },
  };
}
