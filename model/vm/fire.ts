/**
 * Which instruction tells which event: LINE, INSTRUCTION, BREAKPOINT, its own, those of calls and of exceptions, each to the tools whose sets ask for it.
 * @module
 */
import { NO_LINE } from '../code/line-table.ts';
import type { EventIndex } from '../monitoring/event-set.ts';
import { C_RAISE, C_RETURN, CALL, INSTRUCTION, LINE } from '../monitoring/event-set.ts';
import { BREAKPOINT, removeBreakpoint } from '../monitoring/frame-sets.ts';
import { LINES, OP, PER_INSTRUCTION, QUICKENED, toolsAt } from '../monitoring/instrumentation.ts';
import {
  atOnce,
  dataOf,
  deliver,
  type EventPayload,
  frameTools,
  NO_PAYLOAD,
  tell,
  tellAtOnce,
  tellHost,
} from './dispatch.ts';
import type { Machine } from './machine.ts';
import type { BoundInstruction } from './operations.ts';
import { PENDING, type Pending, PyRaise, type Ref, type Slot } from './value.ts';

/** Nothing is left to do after the event. */
export const NOTHING_MORE = 'nothing';
const NOTHING_KEPT: readonly Slot[] = [];

/** Whether LINE would fire: the instruction executed before in this frame is on another line, or is a RESUME. */
function startsLine(vm: Machine, { index }: BoundInstruction, previous: number): boolean {
  const { code } = vm.f;
  const line = code.sites.line[index];
  if (line === NO_LINE) return false;
  const before = code.instructions[previous];
  if (before === undefined || before.line !== line || before.op === 'RESUME') return true;
  return vm.world.quirks.has('far-handler-repeats-line') && code.farLineChanges[index] === 1;
}

/**
 * LINE, unless the instruction executed before in this frame was on the same line (`_Py_call_instrumentation_line`). What the
 * instruction's mark was and its breakpoints are for what goes on.
 */
export function fireLine(
  vm: Machine,
  instruction: BoundInstruction,
  previous: number,
  before: number,
  breakpoints: number,
): Pending | undefined {
  const i = instruction.index;
  if (!startsLine(vm, instruction, previous)) return undefined;
  const marks = vm.marks as number[];
  let byCode = 0;
  if ((marks[i] as number) & LINES && !resumeHides(vm, i, previous)) {
    const data = dataOf(vm);
    byCode = data.lineTools?.[i] ?? (vm.registers.monitoring.global[LINE] as number) | (data.local[LINE] as number);
  }
  const tools = byCode | frameTools(vm, LINE, byCode);
  if (tools === 0) return undefined;
  if (atOnce(vm)) return tellAtOnce(vm, 'line', LINE, i, NO_PAYLOAD, tools, byCode);
  const kept = [before, breakpoints];
  return tell(vm, { kind: 'line', event: LINE, index: i, payload: NO_PAYLOAD, tools, byCode, then: 'line', kept });
}

/** A RESUME that was specialised hides the line behind it; what a frame's set asks for does not depend on that. */
function resumeHides(vm: Machine, i: number, previous: number): boolean {
  return (
    vm.world.profile.resumeHidesLine &&
    previous >= 0 &&
    (((vm.marks as number[])[previous] as number) & QUICKENED) !== 0 &&
    vm.f.code.instructions[previous]?.line === vm.f.code.sites.line[i]
  );
}

/** Whether LINE fires for who set it globally, at an instruction where it is instrumented. */
export function lineIsNew(vm: Machine, instruction: BoundInstruction, previous: number): boolean {
  return startsLine(vm, instruction, previous) && !resumeHides(vm, instruction.index, previous);
}

/** INSTRUCTION. */
export function fireInstruction(vm: Machine, instruction: BoundInstruction, breakpoints: number): Pending | undefined {
  const i = instruction.index;
  if (vm.f.code.sites.perInstruction[i] === 0) return undefined;
  let byCode = 0;
  if (((vm.marks as number[])[i] as number) & PER_INSTRUCTION) {
    const data = dataOf(vm);
    byCode =
      data.instructionTools?.[i] ??
      (vm.registers.monitoring.global[INSTRUCTION] as number) | (data.local[INSTRUCTION] as number);
  }
  const tools = byCode | frameTools(vm, INSTRUCTION, byCode);
  if (tools === 0) return undefined;
  if (atOnce(vm)) return tellAtOnce(vm, 'instruction', INSTRUCTION, i, NO_PAYLOAD, tools, byCode);
  return tell(vm, {
    kind: 'instruction',
    event: INSTRUCTION,
    index: i,
    payload: NO_PAYLOAD,
    tools,
    byCode,
    then: 'instruction',
    kept: [breakpoints],
  });
}

/** Tools with a breakpoint at an instruction of the running frame, as it is reached. */
export function breakpointTools(vm: Machine, instruction: BoundInstruction, previous: number): number {
  const entry = dataOf(vm).breakpoints?.[instruction.index];
  if (entry === undefined) return 0;
  return entry.always | (startsLine(vm, instruction, previous) ? entry.atLine : 0);
}

/** BREAKPOINT for the tools that had one when the instruction was reached and have it still. DISABLE clears it. */
export function fireBreakpoint(vm: Machine, i: number, tools: number): void {
  if (vm.thread.tracing > 0) return;
  for (let tool = 5; tool >= 0; tool--) {
    const bit = 1 << tool;
    const entry = dataOf(vm).breakpoints?.[i];
    if ((tools & bit) === 0 || entry === undefined || ((entry.always | entry.atLine) & bit) === 0) continue;
    if (tellHost(vm, vm.f, tool, BREAKPOINT, i, NO_PAYLOAD)) {
      removeBreakpoint(vm.ownMonitoring(), vm.f.code, i, tool);
      vm.refreshMarks();
    }
  }
}

/** An instruction's own event, at instruction index i of the running frame. Call it only if the instruction is instrumented. */
export function fire(
  vm: Machine,
  event: EventIndex,
  i: number,
  payload: EventPayload,
  then: string = NOTHING_MORE,
  kept: readonly Slot[] = NOTHING_KEPT,
): Pending | undefined {
  const data = dataOf(vm);
  if (data === undefined || data === null) return undefined;
  const byCode = vm.byCode || ((vm.marks as number[])[i] as number) & OP ? toolsAt(data, i, event) : 0;
  const tools = byCode | frameTools(vm, event, byCode);
  if (tools === 0) return undefined;
  if (atOnce(vm)) return tellAtOnce(vm, 'own', event, i, payload, tools, byCode);
  return tell(vm, { kind: 'own', event, index: i, payload, tools, byCode, then, kept });
}

/**
 * An exception event: decided by the global masks (and local ones on 3.15), not by instrumented instructions. Throws `PyRaise` for what a
 * callback raises: it takes the exception's place.
 */
export function fireException(
  vm: Machine,
  event: EventIndex,
  i: number,
  exception: Ref,
  offset: number,
  then: string,
  kept: readonly Slot[] = [],
): Pending | undefined {
  const { monitoring } = vm.registers;
  const global = monitoring.global[event] as number;
  const local = vm.world.profile.localExceptionEvents
    ? ((monitoring.codes[vm.f.code.index]?.local[event] as number | undefined) ?? 0)
    : 0;
  const byCode = global | local;
  const tools = byCode | frameTools(vm, event, byCode);
  if (tools === 0) return undefined;
  const payload: EventPayload = { value: exception, arg0: undefined, source: -1, offset, dest: -1 };
  return deliver(vm, { kind: 'exception', event, index: i, payload, tools, byCode, then, kept });
}

/** CALL. */
export function fireCall(
  vm: Machine,
  i: number,
  callable: Slot,
  arg0: Slot,
  then: string,
  kept: readonly Slot[] = [],
): Pending | undefined {
  return fire(vm, CALL, i, { value: callable, arg0, source: -1, offset: -1, dest: -1 }, then, kept);
}

/** C_RETURN, which may raise. */
export function fireCReturn(
  vm: Machine,
  i: number,
  callable: Slot,
  arg0: Slot,
  then: string,
  kept: readonly Slot[],
): Pending | undefined {
  return fire(vm, C_RETURN, i, { value: callable, arg0, source: -1, offset: -1, dest: -1 }, then, kept);
}

/** C_RAISE: answers the exception that goes on, the callback's own if it raised. */
export function fireCRaise(vm: Machine, i: number, callable: Slot, arg0: Slot, exception: Ref): Ref | Pending {
  const payload = { value: callable, arg0, source: -1, offset: -1, dest: -1 };
  try {
    return fire(vm, C_RAISE, i, payload, 'cRaise', [exception]) === PENDING ? PENDING : exception;
  } catch (error) {
    if (!(error instanceof PyRaise)) throw error;
    return error.exception;
  }
}
