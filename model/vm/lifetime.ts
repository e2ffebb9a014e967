/**
 * When things die: after each instruction, the references that it dropped are counted down, in order, and what reaches zero is
 * finalised at once (generators are closed, `__del__` runs) or freed. Nothing is done while no finalisable object lives.
 * Cycles stay: the collector is off.
 * @module
 */

import { finalizeGenerator } from './builtins/generators.ts';
import { forgetFrameEvents } from './frame.ts';
import { ASYNCGEN_ENDED, type FrameData, type HeapData, VALUE_MEMBERS } from './heap.ts';
import type { Machine } from './machine.ts';
import { startNative } from './native-frame.ts';
import { countExport } from './objects/memory.ts';
import { tellsItsEnd, VIEW_RELEASE } from './objects/memoryview-new.ts';
import { isOpenFile, tellsItsDeath } from './objects/unretrieved.ts';
import type { Native, NativeSelf, NativeStep, Operations } from './operations.ts';
import { lookupSpecial } from './protocol/attributes.ts';
import { bindSpecial } from './protocol/bind-special.ts';
import { replay } from './protocol/replay.ts';
import type { Counts } from './store.ts';
import {
  EXHAUSTED,
  type Exhausted,
  PENDING,
  type Pending,
  PyRaise,
  Ref,
  type Result,
  type Slot,
  type Value,
} from './value.ts';

/**
 * Calls `visit` for every counted reference that an object owns, in the order in which its deallocation drops them; `backwards` is how this
 * version's frames do (`frameDropsBackwards`), where the order matters.
 */
export function forEachReference(data: Readonly<HeapData>, visit: (ref: Ref) => void, backwards = false): void {
  // `subtype_dealloc`: slots go before the dict.
  if (data.slotted !== undefined) visit(data.slotted);
  switch (data.kind) {
    case 'frame':
      if (backwards) forEachBackwards(data.stack, visit);
      if (backwards) forEachBackwards(data.locals, visit);
      else forEachIn(data.locals, visit);
      if (!backwards) forEachIn(data.stack, visit);
      if (data.calling.length > 0) forEachIn(data.calling, visit);
      if (data.held.length > 0) forEachIn(data.held, visit);
      one(data.func, visit);
      one(data.globals, visit);
      one(data.names, visit);
      one(data.keptBack, visit);
      one(data.object, visit);
      return;
    case 'exception':
      // `AttributeError_clear` and its kin come before `BaseException_clear`.
      for (const name in data.members) one(data.members[name], visit);
      one(data.attrs, visit);
      forEachBackwards(data.args, visit);
      one(data.traceback, visit);
      one(data.cause, visit);
      one(data.context, visit);
      break;
    case 'tuple':
    case 'list':
      // `subtype_dealloc`: the dict of a subclass's instance goes before what its base holds.
      one(data.attrs, visit);
      forEachBackwards(data.items, visit);
      break;
    case 'dict':
      one(data.attrs, visit);
      one(data.factory, visit);
      for (let i = 0; i < data.keys.length; i++) {
        one(data.keys[i], visit);
        one(data.values[i], visit);
      }
      break;
    case 'traceback':
      one(data.next, visit);
      one(data.frame, visit);
      return;
    case 'generator':
      one(data.frame, visit);
      one(data.handled, visit);
      one(data.finalizer, visit);
      return;
    default:
      forEachMember(data, visit);
  }
  if (data.cls.id > 0) visit(data.cls);
}

function one(value: unknown, visit: (ref: Ref) => void): void {
  if (value instanceof Ref && value.id > 0) visit(value);
}

function forEachIn(values: readonly Slot[], visit: (ref: Ref) => void): void {
  for (let i = 0; i < values.length; i++) one(values[i], visit);
}

function forEachBackwards(values: readonly Slot[], visit: (ref: Ref) => void): void {
  for (let i = values.length - 1; i >= 0; i--) one(values[i], visit);
}

/** What keeps its iterators or pools in a tuple, which drops them from the last to the first. */
const SLOTS_IN_TUPLE: ReadonlySet<string> = new Set(['zip', 'map', 'itertools.product']);

/** The members that {@link VALUE_MEMBERS} names, in its order. */
function forEachMember(data: Readonly<HeapData>, visit: (ref: Ref) => void): void {
  const members = data as unknown as Readonly<Record<string, unknown>>;
  const backwards = data.kind === 'record' && SLOTS_IN_TUPLE.has(data.type);
  if (data.kind === 'record' && data.type === 'slice') {
    // `slice_dealloc`: step, start, stop.
    for (const i of [2, 0, 1]) one(data.slots[i], visit);
    return;
  }
  if (data.kind === 'record' && data.type === 'itertools.zip_longest') {
    // `zip_longest_dealloc`: the tuple of iterators, the result, what fills up (the last slot).
    for (let i = data.slots.length - 1; i-- > 0; ) one(data.slots[i], visit);
    one(data.result, visit);
    one(data.slots[data.slots.length - 1], visit);
    return;
  }
  for (const member of VALUE_MEMBERS[data.kind]) {
    const value = members[member];
    if (!Array.isArray(value)) one(value, visit);
    else if (backwards) forEachBackwards(value as Slot[], visit);
    else forEachIn(value as Slot[], visit);
  }
}

/** Settles the references dropped in the step that just ended; finalisers that are due run before the next instruction. */
export function settle(vm: Machine): void {
  if (vm.dropped.length === 0 && vm.fresh.length === 0) return;
  const due = bury(vm, 0, true);
  vm.fresh.length = 0;
  if (due.length > 0) vm.native('finalize', [null, ...due], { next: 1, outcome: 'silent' });
}

/**
 * A frame or a native is gone in the middle of a step: what dies with it is finalised before its outcome goes on. Drops before `mark` wait for
 * the end of the step, and so do objects made in this step, which TypeScript code may still hold (unless `freshToo` says that none does).
 */
export function afterLeaving(
  vm: Machine,
  mark: number,
  outcome: Value | Exhausted,
  freshToo = false,
): Value | Exhausted | Pending {
  if (!vm.tracking || vm.dropped.length === mark) return outcome;
  vm.protect(outcome === EXHAUSTED ? vm.stopValue : outcome);
  const due = bury(vm, mark, freshToo);
  const kept = outcome === EXHAUSTED ? vm.stopValue : outcome;
  vm.forget(kept);
  if (due.length === 0) return outcome;
  return startNative(vm, 'finalize', [kept, ...due], {
    next: 1,
    outcome: outcome === EXHAUSTED ? 'exhausted' : 'value',
  });
}

/**
 * The same for an exception that goes on: null if it waits for finalisers, which then raise it; or, where `at` is given, let the frame
 * below go on with its unwinding at that instruction, whose exception events report `offset`.
 */
export function raiseAfterLeaving(
  vm: Machine,
  mark: number,
  exception: Ref,
  at?: number,
  offset = -1,
  then: 'unwind' | 'error' = 'unwind',
): Ref | null {
  vm.track();
  if (!vm.tracking || (vm.dropped.length === mark && vm.fresh.length === 0)) return exception;
  vm.protect(exception);
  const due = bury(vm, mark, true);
  vm.forget(exception);
  if (due.length === 0) return exception;
  try {
    const outcome = at === undefined ? 'raise' : then;
    return startNative(vm, 'finalize', [exception, ...due], { next: 1, outcome, at: at ?? -1, offset }) === PENDING
      ? null
      : exception;
  } catch (error) {
    if (!(error instanceof PyRaise)) throw error;
    return error.exception;
  }
}

/**
 * An exception that C code has cleared, or that a callback's has taken the place of, is let go of, and with it the frames that its traceback holds:
 * it dies at the next settlement unless somebody holds it.
 */
export function letGoOf(vm: Machine, exception: Ref): void {
  if (!vm.tracking) return;
  vm.retain(exception);
  vm.release(exception);
}

const NOTHING_DUE: readonly Ref[] = [];

/** Before a reference among what is due: it is let go of when its turn comes, for what stands before it is dropped first. */
const HELD = true;

/** Counts drops from `mark` on, frees what is dead, and answers what is due, in order: what has to be finalised, and what waits for that. */
function bury(vm: Machine, mark: number, freshToo: boolean): readonly Slot[] {
  const counts = vm.counts();
  const dropped = vm.takeDropped(mark);
  let burial: Burial | null = null;
  // What C code made and let go of died before it returned.
  if (freshToo && vm.fresh.length > 0) {
    let kept = 0;
    for (const ref of vm.fresh) {
      // What lives yet may die before the step ends.
      if (counts.of(ref) > 0) vm.fresh[kept++] = ref;
      if (counts.of(ref) !== 0) continue;
      burial ??= new Burial(vm, counts, freshToo);
      burial.kill(ref);
    }
    vm.fresh.length = kept;
  }
  for (let i = 0; i < dropped.length; i++) {
    const ref = dropped[i] as Ref;
    const left = counts.dropped(ref);
    if (burial !== null && burial.due.length > 0) burial.waiting.push(HELD, ref);
    else if (left === 0) {
      burial ??= new Burial(vm, counts, freshToo);
      burial.kill(ref);
    }
  }
  if (burial === null) return NOTHING_DUE;
  return burial.waiting.length === 0 ? burial.due : [...burial.due, ...burial.waiting];
}

/** The dead of one settlement. */
class Burial {
  readonly due: Ref[] = [];
  readonly waiting: Slot[] = [];
  readonly #vm: Machine;
  readonly #counts: Counts;
  readonly #freshToo: boolean;
  readonly #drop = (ref: Ref): void => {
    if (this.#counts.drop(ref) === 0) this.kill(ref);
  };

  constructor(vm: Machine, counts: Counts, freshToo: boolean) {
    this.#vm = vm;
    this.#counts = counts;
    this.#freshToo = freshToo;
  }

  /** Nobody holds the object: it is finalised later, or freed with what only it held. What is freed is never met again with a count of zero. */
  kill(ref: Ref): void {
    if ((!this.#freshToo && ref.id >= this.#vm.stepFirstId) || this.due.includes(ref)) return;
    const data = this.#vm.read(ref);
    if (data.kind === 'frame' && isExecuting(this.#vm, data)) return;
    if (needsFinalizer(this.#vm, data)) {
      this.due.push(ref);
      return;
    }
    if (data.weakrefs !== undefined) this.#clearWeak(data.weakrefs, ref);
    if (data.kind === 'record' && data.weak !== undefined) this.#forget(ref, data.weak);
    if (data.kind === 'generator') forgetFrameEvents(this.#vm, data);
    if (data.kind === 'record' && data.type === 'memoryview' && data.slots[0] !== undefined)
      countExport(this.#vm, data.slots[0], -1);
    forEachReference(data, this.#drop, this.#vm.world.profile.frameDropsBackwards);
    this.#counts.free(ref);
  }

  /** A dead reference is in its referent's list no more. */
  #forget(weak: Ref, referent: Ref): void {
    const { kind, weakrefs = [] } = this.#vm.read(referent);
    this.#vm.setPlain(
      referent,
      kind,
      'weakrefs',
      weakrefs.filter((other) => other !== weak),
    );
  }

  /** `PyObject_ClearWeakRefs`: the callbacks of references that are alive themselves are due. */
  #clearWeak(weakrefs: readonly Ref[], referent: Ref): void {
    const alive = weakrefs.filter((weak) => this.#counts.of(weak) > 0).reverse();
    for (const weak of alive) {
      const data = this.#vm.as(weak, 'record');
      if (data.weak !== referent) continue;
      this.#vm.setPlain(weak, 'record', 'weak', undefined);
      if (data.slots[0] !== null) this.due.push(weak);
    }
  }
}

/** A frame on a stack is a root: that nobody else holds it does not matter. */
function isExecuting(vm: Machine, frame: Readonly<FrameData>): boolean {
  if (frame.exited) return false;
  return frame.generator === null || vm.as(frame.generator, 'generator').status === 'running';
}

function needsFinalizer(vm: Machine, data: Readonly<HeapData>): boolean {
  switch (data.kind) {
    case 'generator':
      return !data.finalized && (data.status === 'suspended' || data.status === 'created');
    default:
      return (data.finalized !== true && hasDel(vm, data.cls)) || tellsItsDeath(data) || tellsItsEnd(vm, data);
  }
}

/** Whether instances of a class, not of a builtin type, have a `__del__`. */
function hasDel(vm: Machine, cls: Ref): boolean {
  if (cls.id < 0) return false;
  const data = vm.read(cls);
  return data.kind === 'type' && data.hasDel;
}

/**
 * Runs finalisers one after the other, then hands on what waited for them (slot 0). While one runs, its object is alive in this frame's slot; what it
 * raises goes to stderr (`sys.unraisablehook`) and is dropped.
 */
export const finalizeNative: Native = {
  start: (vm, self) => {
    const next = self.vars['next'] as number;
    const item = self.slots[next];
    if (item === undefined) return handOn(vm, self);
    if (item === HELD) {
      self.setVars({ ...self.vars, next: next + 2 });
      return letDie(vm as Machine, self, (vm as Machine).dropped.length);
    }
    self.setVars({ ...self.vars, next: next + 1 });
    return { result: finalizer(vm as Machine, item as Ref), then: 'finished' };
  },
  phases: {
    finished: (vm, self) => letDie(vm as Machine, self, (vm as Machine).dropped.length),
  },
  caught: (vm, self, exception, phase) => {
    if (phase === 'start' && exception === self.slots[0]) return undefined;
    const machine = vm as Machine;
    // What it raised is told and gone before the object itself is, and with it the frames that its traceback held.
    const raised = phase === 'start' ? [] : freed(machine, exception);
    return letDie(machine, self, phase === 'start' ? machine.dropped.length : 0, raised);
  },
};

/** The finaliser of an object is done: what only it held is finalised next, before what was due with it. */
function letDie(vm: Machine, self: NativeSelf, mark: number, first: readonly Ref[] = []): NativeStep {
  const next = self.vars['next'] as number;
  self.set(next - 1, null);
  const due = vm.tracking ? [...first, ...bury(vm, mark, false)] : [];
  if (due.length > 0) {
    const { slots } = self;
    vm.setRef(self.ref, 'native', 'slots', [...slots.slice(0, next), ...due, ...slots.slice(next)]);
  }
  return { result: null, then: 'start' };
}

/** Frees what nobody holds; answers what has to be finalised. */
function freed(vm: Machine, ref: Ref): readonly Ref[] {
  const counts = vm.counts();
  if (!vm.tracking || counts.of(ref) !== 0) return NOTHING_DUE;
  const burial = new Burial(vm, counts, true);
  burial.kill(ref);
  return burial.due;
}

function handOn(vm: Operations, self: NativeSelf): NativeStep {
  const kept = self.slots[0] as Value;
  if (self.vars['outcome'] === 'raise') throw new PyRaise(kept as Ref);
  if (self.vars['outcome'] !== 'exhausted') return { done: kept };
  vm.stopValue = kept;
  return { done: EXHAUSTED };
}

/** Whether what a frame waits for are finalisers: the call that let the objects die is over. */
export function runsFinalizers(vm: Machine, caller: Ref): boolean {
  for (let ref = vm.top; ref !== null && ref !== caller; ) {
    const data = vm.read(ref);
    const back: Ref | null = data.kind === 'frame' || data.kind === 'native' ? data.back : null;
    if (back === caller) return data.kind === 'native' && data.native === 'finalize';
    ref = back;
  }
  return false;
}

/** Its `__del__` runs now, and never again. */
export function noteDeleted(vm: Machine, ref: Ref): void {
  const { deletables } = vm.registers;
  vm.registers.finalizables--;
  const at = deletables.indexOf(ref);
  if (at >= 0) deletables.splice(at, 1);
}

function finalizer(vm: Machine, ref: Ref): Result {
  const data = vm.read(ref);
  if (data.kind === 'generator') {
    vm.setPlain(ref, 'generator', 'finalized', true);
    if (data.finalizer !== undefined && (data.flags & ASYNCGEN_ENDED) === 0) return vm.call(data.finalizer, [ref]);
    return finalizeGenerator(vm, ref);
  }
  if (data.finalized !== true && hasDel(vm, data.cls)) {
    vm.setPlain(ref, data.kind, 'finalized', true);
    noteDeleted(vm, ref);
    const del = lookupSpecial(vm, ref, '__del__');
    if (del !== undefined) return vm.call(...bindSpecial(vm, del, ref, [], 'clears'));
  }
  if (tellsItsDeath(data)) {
    vm.setPlain(ref, 'record', 'finalized', true);
    vm.registers.finalizables--;
    const type = data.kind === 'record' ? data.type : '';
    if (isOpenFile(type)) return vm.native('io.finalize', [ref]);
    return vm.native(type.startsWith('_asyncio.') ? 'async.finalize' : 'async.unawaited', [ref]);
  }
  if (data.kind === 'record' && data.type === 'memoryview') return replay(vm, VIEW_RELEASE, [ref]);
  if (data.kind === 'record') return vm.call(data.slots[0] as Value, [ref]);
  return null;
}
