/**
 * Raising and unwinding: the `error:` and `exception_unwind:` parts of ceval.c.
 * @module
 */
import type { ExceptionTableEntry } from '../code/code-object.ts';
import { EXCEPTION_HANDLED, PY_UNWIND, RAISE, RERAISE } from '../monitoring/event-set.ts';
import { CallbackRaise } from './dispatch.ts';
import { fireException } from './fire.ts';
import { AT_CACHE, ENTERED, isIncomplete, isLinked, leaveFrame, offsetInFrame } from './frame.ts';
import { finishGenerator, unlink } from './generator.ts';
import type { FrameData } from './heap.ts';
import { letGoOf, raiseAfterLeaving } from './lifetime.ts';
import type { Machine } from './machine.ts';
import { raiseInNative } from './native-frame.ts';
import { TYPES } from './objects/types.ts';
import type { BoundInstruction } from './operations.ts';
import { endThread } from './threads.ts';
import { PENDING, type Pending, PyRaise, type Ref, type Slot } from './value.ts';

/** An instruction, or what it called, raised: finds who handles it, from the top frame down. Ends the program if nobody does. */
export function raiseInTop(vm: Machine, exception: Ref): void {
  let current: Ref | null = exception;
  while (current !== null) {
    const top = vm.top;
    if (top === null) return endThread(vm, current);
    const data = vm.read(top);
    if (data.kind === 'frame' && isLinked(data)) unlink(vm);
    else current = data.kind === 'native' ? passNative(vm, top, current) : passFrame(vm, current);
  }
}

/** Each answers the exception that goes on to the next older frame, or null. */
function passNative(vm: Machine, ref: Ref, exception: Ref): Ref | null {
  try {
    raiseInNative(vm, ref, exception);
    return null;
  } catch (error) {
    if (!(error instanceof PyRaise)) throw error;
    return error.exception;
  }
}

function passFrame(vm: Machine, exception: Ref): Ref | null {
  const instruction = vm.f.code.instructions[vm.f.lasti] as BoundInstruction;
  vm.letGo();
  const inlined = vm.inlinedCallee;
  const fromCallee = inlined || vm.f.phase === ENTERED;
  vm.inlinedCallee = false;
  // 3.12: while what an instruction entered without C code runs, the frame stands at its last cache, which has no line: the handler's LINE is no
  // repetition.
  const atCache = vm.f.phase === AT_CACHE || (vm.world.profile.returnsToCache && fromCallee && instruction.size > 2);
  let raised = exception;
  let told: CallbackRaise | undefined;
  try {
    // No C code of the instruction sees what leaves a frame that was entered without any.
    if (!inlined && instruction.semantics.caught?.(vm, instruction, exception) === true) return null;
  } catch (error) {
    if (!(error instanceof PyRaise)) throw error;
    raised = error.exception;
    // A callback of an event on the way says where it stands.
    if (error instanceof CallbackRaise) told = error;
  }
  vm.f.phase = atCache && told === undefined ? AT_CACHE : 0;
  // What the instruction took from the stack dies before RAISE.
  const at = told?.at ?? vm.f.code.offsetOf(vm.f.lasti);
  const offset = told?.offset ?? errorOffset(vm, vm.f.lasti, fromCallee);
  const next = raiseAfterLeaving(vm, 0, raised, at, offset, 'error');
  return next === null ? null : errorAt(vm, next, at, offset);
}

/** A callback raised: an error of the instruction that was told of, which catches nothing itself. */
export function raiseFromCallback(vm: Machine, { exception, at, offset }: CallbackRaise): void {
  vm.letGo();
  vm.f.phase = 0;
  vm.inlinedCallee = false;
  const next = raiseAfterLeaving(vm, 0, exception, at, offset, 'error');
  if (next !== null) pass(vm, errorAt(vm, next, at, offset));
}

/**
 * `error:` a new error in the running frame: traceback entry, RAISE, then unwinding. Handlers are searched from instruction `at`: where an
 * exception is thrown into a generator, that is the yield, while the frame stands at the RESUME behind it.
 */
export function errorInFrame(
  vm: Machine,
  exception: Ref,
  at: number = vm.f.lasti,
  offset: number = errorOffset(vm, at, false),
): Ref | null {
  return errorAt(vm, exception, vm.f.code.offsetOf(at), offset);
}

/** The same; handlers are searched from `at`, an offset in bytes. */
function errorAt(vm: Machine, exception: Ref, at: number, offset: number): Ref | null {
  // 3.12: a callback may have raised between KW_NAMES and its CALL.
  vm.f.keywordNames = null;
  addTraceback(vm, exception);
  return goOnRaising(vm, RAISE, exception, at, offset);
}

/** The finalisers of what the failing instruction let go of are done. */
export function continueRaising(vm: Machine, exception: Ref, at: number, offset: number): void {
  vm.letGo();
  pass(vm, errorAt(vm, exception, at, offset));
}

/**
 * An exception raised again by instruction `at`: no traceback entry; RERAISE in place of RAISE. The frame may stand elsewhere (`f_lasti` goes
 * back to the first raise), but handlers are searched from here.
 */
export function reraise(vm: Machine, exception: Ref, index: number): void {
  const offset = vm.f.code.offsetOf(index);
  const escaped = goOnRaising(vm, RERAISE, exception, offset, offset);
  if (escaped !== null) raiseInTop(vm, escaped);
}

/** RAISE or RERAISE, then unwinding; handlers are searched from `at`, an offset in bytes. */
function goOnRaising(vm: Machine, event: number, exception: Ref, at: number, offset: number): Ref | null {
  const next = withEvent(vm, event, exception, offset, RAISED, [at, offset]);
  if (next === PENDING) return null;
  return next === exception ? unwindFrame(vm, next, at, offset) : unwindReplaced(vm, next, at, offset);
}

/** Goes on with what a callback raised, behind what the exception in whose place it is let die. */
function unwindReplaced(vm: Machine, raised: Ref, at: number, offset: number): Ref | null {
  const next = raiseAfterLeaving(vm, 0, raised, at, offset);
  return next === null ? null : unwindFrame(vm, next, at, offset);
}

/** An exception event; what its callback raises takes the exception's place. */
function withEvent(
  vm: Machine,
  event: number,
  exception: Ref,
  offset: number,
  then: string,
  kept: readonly Slot[],
): Ref | Pending {
  try {
    return fireException(vm, event, vm.f.lasti, exception, offset, then, [exception, ...kept]) ?? exception;
  } catch (error) {
    if (!(error instanceof PyRaise)) throw error;
    letGoOf(vm, exception);
    return error.exception;
  }
}

/** `exception_unwind:` jumps to the handler, or leaves the frame and answers the exception that its caller sees. */
function unwindFrame(vm: Machine, exception: Ref, start: number, told: number): Ref | null {
  let raised = exception;
  let at = start;
  let offset = told;
  for (;;) {
    const f = vm.f;
    const entry = findHandler(f.code.code.exceptionTable, at);
    if (!cutStack(vm, entry === null ? 0 : entry.depth, raised, at, offset)) return null;
    if (entry === null) {
      const last = withEvent(vm, PY_UNWIND, raised, offset, UNWOUND, []);
      if (last === PENDING) return null;
      return last === raised ? leaveByException(vm, last) : leaveReplaced(vm, last);
    }
    // The code unit of the frame's own place (`frame_lasti`), which a RERAISE has set back to the first raise.
    if (entry.lasti) vm.push(offsetInFrame(vm, f, f.lasti) / 2);
    vm.push(raised);
    const handler = f.code.indexOf[entry.target / 2] as number;
    f.ip = handler;
    try {
      if (fireException(vm, EXCEPTION_HANDLED, handler, raised, -1, HANDLED, [entry.target]) !== PENDING)
        goToHandler(f);
      return null;
    } catch (error) {
      if (!(error instanceof PyRaise)) throw error;
      // The handler is skipped; the instruction pointer stands at it, and the search goes on from the unit before.
      raised = error.exception;
      at = entry.target - 2;
      offset = at;
    }
  }
}

/** The handler is told of: from a cache, whatever line it has is a new one. */
function goToHandler(f: FrameData): void {
  if (f.phase !== AT_CACHE) return;
  f.phase = 0;
  f.lasti = -1;
}

/** What RERAISE with an oparg does to its frame: it stands again where the exception was raised first, at a code unit. */
export function standAt(f: FrameData, unit: number): void {
  let first = unit;
  while ((f.code.indexOf[first] as number) < 0) first--;
  f.lasti = f.code.indexOf[first] as number;
  if (first !== unit) f.phase = AT_CACHE;
}

/** The frame is left behind PY_UNWIND; answers what its caller sees. */
function leaveByException(vm: Machine, raised: Ref): Ref {
  const { generator, entry } = vm.f;
  vm.inlinedCallee = !entry;
  leaveFrame(vm);
  if (generator !== null) finishGenerator(vm, generator);
  return raised;
}

/** In place of an offset to search from: PY_UNWIND was told, and the frame is left. */
const LEAVING = -3;

/** The same with what a callback of PY_UNWIND raised: what the exception in whose place it is let die is finalised in the frame. */
function leaveReplaced(vm: Machine, raised: Ref): Ref | null {
  const next = raiseAfterLeaving(vm, 0, raised, LEAVING);
  return next === null ? null : leaveByException(vm, next);
}

/** Drops the value stack to a depth. False if finalisers run first, after which `continueUnwinding` goes on. */
function cutStack(vm: Machine, depth: number, raised: Ref, at: number, offset: number): boolean {
  const mark = vm.dropped.length;
  vm.drop(vm.f.stack.length - depth);
  return raiseAfterLeaving(vm, mark, raised, at, offset) !== null;
}

/** The finalisers that a cut of the value stack, or the end of a replaced exception, brought about are done. */
export function continueUnwinding(vm: Machine, exception: Ref, at: number, offset: number): void {
  vm.letGo();
  if (at === LEAVING) raiseInTop(vm, leaveByException(vm, exception));
  else pass(vm, unwindFrame(vm, exception, at, offset));
}

function pass(vm: Machine, escaped: Ref | null): void {
  if (escaped !== null) raiseInTop(vm, escaped);
}

const RAISED = 'raised';
const UNWOUND = 'unwound';
const HANDLED = 'handled';
export const THROWN = 'thrown';

/** What goes on after an exception event whose callbacks have taken steps of their own: what the site kept, and what a callback raised. */
export const AFTER_EXCEPTION_EVENT: Readonly<
  Record<string, (vm: Machine, kept: readonly Slot[], error: Ref | undefined) => void>
> = {
  [RAISED]: (vm, [exception, at, offset], error) => {
    if (error === undefined) return pass(vm, unwindFrame(vm, exception as Ref, at as number, offset as number));
    letGoOf(vm, exception as Ref);
    pass(vm, unwindReplaced(vm, error, at as number, offset as number));
  },
  [UNWOUND]: (vm, [exception], error) => {
    if (error === undefined) return pass(vm, leaveByException(vm, exception as Ref));
    letGoOf(vm, exception as Ref);
    pass(vm, leaveReplaced(vm, error));
  },
  [HANDLED]: (vm, [target], error) => {
    const before = (target as number) - 2;
    if (error === undefined) goToHandler(vm.f);
    else pass(vm, unwindReplaced(vm, error, before, before));
  },
  [THROWN]: (vm, [exception, at], error) => pass(vm, errorInFrame(vm, error ?? (exception as Ref), at as number)),
};

/**
 * The offset that RAISE and PY_UNWIND report for a failing instruction: where the interpreter's next instruction pointer stands, less one unit.
 * That differs after a callee that CALL had entered without a C call.
 */
function errorOffset(vm: Machine, at: number, fromCallee: boolean): number {
  const instruction = vm.f.code.instructions[at];
  if (instruction === undefined) return -1;
  const last = instruction.offset + instruction.size - 2;
  if (vm.world.profile.errorPastInstruction) return fromCallee ? instruction.offset - 2 : last;
  return fromCallee ? last : instruction.offset;
}

function findHandler(table: readonly ExceptionTableEntry[], offset: number): ExceptionTableEntry | null {
  for (const entry of table) if (offset >= entry.start && offset < entry.end) return entry;
  return null;
}

/** `PyTraceBack_Here`: the running frame in front of the exception's traceback. */
export function addTraceback(vm: Machine, exception: Ref): void {
  const f = vm.f;
  if (isIncomplete(f)) return;
  const instruction = f.code.instructions[f.lasti];
  const traceback = vm.alloc({
    kind: 'traceback',
    cls: TYPES.traceback,
    next: vm.as(exception, 'exception').traceback,
    frame: vm.frameRef,
    lasti: offsetInFrame(vm, f, f.lasti),
    lineno: instruction === undefined ? f.code.code.firstlineno : instruction.line,
  });
  vm.wrap(exception, 'exception', 'traceback', traceback);
}
