/**
 * Delivering events: which tools hear one, in what order, and what their answers do (`call_instrumentation_vector` and its kin).
 * @module
 */

import { NO_LINE } from '../code/line-table.ts';
import { EVENT_NAMES } from '../monitoring/event.ts';
import type { EventIndex } from '../monitoring/event-set.ts';
import { C_RAISE, C_RETURN, CALL, INSTRUCTION, LINE } from '../monitoring/event-set.ts';
import { BREAKPOINT, removeBreakpoint, removeFrameEvent, unionOfFrames } from '../monitoring/frame-sets.ts';
import {
  type CodeMonitoring,
  type FrameSet,
  LINES,
  OP,
  PER_INSTRUCTION,
  QUICKENED,
  removeInstructionTools,
  removeLineTools,
  removeTools,
  toolsAt,
} from '../monitoring/instrumentation.ts';
import { SCHEDULER_TOOL } from '../threads/schedule.ts';
import type { FrameData } from './heap.ts';
import type { Machine } from './machine.ts';
import { raise } from './objects/exceptions.ts';
import type { BoundInstruction } from './operations.ts';
import { hearForScheduler } from './switch-point.ts';
import { PyRaise, type Ref, type Slot } from './value.ts';

/** What an event carries beside its place. */
export interface EventPayload {
  /** PY_RETURN, PY_YIELD: the value; CALL, C_*: the callable; exception events: the exception. */
  readonly value: Slot;
  /** CALL, C_*: the first argument, undefined for MISSING. */
  readonly arg0: Slot;
  /** Branches: instruction index of the jump itself, which is what the callback is told; otherwise −1. */
  readonly source: number;
  /** Exception events: the offset in bytes that the callback is told, which need not be an instruction's start; otherwise −1. */
  readonly offset: number;
  /** JUMP and branches: instruction index of the destination, otherwise −1. */
  readonly dest: number;
}

/** Hears every delivery (a tool and an event) in order. */
export type Sink = (
  tool: number,
  event: EventIndex,
  frame: FrameData,
  index: number,
  payload: EventPayload,
  vm: Machine,
) => void;

/** Runs the tools that are more than an entry in the sink. */
export interface ToolHost {
  /** The answer of tool `tool`'s callback. Throws `PyRaise` if the callback raises. */
  callback(vm: Machine, tool: number, event: EventIndex, index: number, payload: EventPayload): boolean;
}

export const NO_PAYLOAD: EventPayload = { value: undefined, arg0: undefined, source: -1, offset: -1, dest: -1 };

/** One tool's callback; true if it answered DISABLE. */
function notify(vm: Machine, tool: number, event: EventIndex, index: number, payload: EventPayload): boolean {
  if ((((vm.registers.monitoring.callbacks[tool] as number) >> event) & 1) === 0) return false;
  if (tool === SCHEDULER_TOOL && vm.world.scheduler !== null) {
    hearForScheduler(vm, event, index, payload.dest);
    return false;
  }
  // The recorder knows PEP 669's events only.
  if (event !== BREAKPOINT) vm.sink?.(tool, event, vm.f, index, payload, vm);
  return vm.host.callback(vm, tool, event, index, payload);
}

function dataOf(vm: Machine): CodeMonitoring {
  return vm.registers.monitoring.codes[vm.f.code.index] as CodeMonitoring;
}

function ownData(vm: Machine): CodeMonitoring {
  const data = vm.ownMonitoring().codes[vm.f.code.index] as CodeMonitoring;
  vm.refreshMarks();
  return data;
}

/** Profile `frame-events`: the set of the running frame. */
function frameSet(vm: Machine): FrameSet | undefined {
  return vm.registers.monitoring.frames?.[vm.f.number];
}

/** The tools of the running frame's set; where it has none and another frame of the code does, that was a check. */
function frameTools(vm: Machine, event: EventIndex, others: number): number {
  const { monitoring } = vm.registers;
  if (monitoring.frames === null) return 0;
  // As with local sets, the outcomes of a call go with CALL.
  const asked = event === C_RETURN || event === C_RAISE ? CALL : event;
  const tools = (frameSet(vm)?.events[asked] as number | undefined) ?? 0;
  if ((tools | others) === 0 && unionOfFrames(monitoring, vm.f.code)[asked] !== 0) vm.ownMonitoring().checks++;
  return tools;
}

/** DISABLE: where only the frame's set asked, the event leaves that set; else `disable` makes a disabled location. */
function answerDisable(vm: Machine, tool: number, event: EventIndex, code: number, disable: () => void): void {
  if ((code >> tool) & 1) return disable();
  removeFrameEvent(vm.ownMonitoring(), vm.f.number, vm.f.code, event, tool);
  vm.refreshMarks();
}

/** Whether LINE would fire: the instruction executed before in this frame is on another line, or is a RESUME. */
function startsLine(vm: Machine, instruction: BoundInstruction, previous: number): boolean {
  const { code } = vm.f;
  const line = code.sites.line[instruction.index];
  if (line === NO_LINE) return false;
  const before = code.instructions[previous];
  return before === undefined || before.line !== line || before.op === 'RESUME';
}

/** LINE, unless the instruction executed before in this frame was on the same line (`_Py_call_instrumentation_line`). */
export function fireLine(vm: Machine, instruction: BoundInstruction, previous: number): void {
  const i = instruction.index;
  if (!startsLine(vm, instruction, previous)) return;
  const marks = vm.marks as number[];
  const hidden = resumeHides(vm, i, previous);
  let code = 0;
  if ((marks[i] as number) & LINES && !hidden) {
    const data = dataOf(vm);
    code = data.lineTools?.[i] ?? (vm.registers.monitoring.global[LINE] as number) | (data.local[LINE] as number);
  }
  const tools = code | frameTools(vm, LINE, code);
  for (let tool = 5; tool >= 0; tool--) {
    if ((tools >> tool) & 1 && notify(vm, tool, LINE, i, NO_PAYLOAD)) {
      answerDisable(vm, tool, LINE, code, () => removeLineTools(ownData(vm), i, 1 << tool));
    }
  }
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
export function fireInstruction(vm: Machine, instruction: BoundInstruction): void {
  const i = instruction.index;
  if (vm.f.code.sites.perInstruction[i] === 0) return;
  let code = 0;
  if (((vm.marks as number[])[i] as number) & PER_INSTRUCTION) {
    const data = dataOf(vm);
    code =
      data.instructionTools?.[i] ??
      (vm.registers.monitoring.global[INSTRUCTION] as number) | (data.local[INSTRUCTION] as number);
  }
  const tools = code | frameTools(vm, INSTRUCTION, code);
  for (let tool = 5; tool >= 0; tool--) {
    if ((tools >> tool) & 1 && notify(vm, tool, INSTRUCTION, i, NO_PAYLOAD)) {
      answerDisable(vm, tool, INSTRUCTION, code, () => removeInstructionTools(ownData(vm), i, 1 << tool));
    }
  }
}

/** Tools with a breakpoint at an instruction of the running frame, as it is reached. */
export function breakpointTools(vm: Machine, instruction: BoundInstruction, previous: number): number {
  const entry = dataOf(vm).breakpoints?.[instruction.index];
  if (entry === undefined) return 0;
  return entry.always | (startsLine(vm, instruction, previous) ? entry.atLine : 0);
}

/** BREAKPOINT for the tools that had one when the instruction was reached and have it still. DISABLE clears it. */
export function fireBreakpoint(vm: Machine, i: number, tools: number): void {
  for (let tool = 5; tool >= 0; tool--) {
    const bit = 1 << tool;
    const entry = dataOf(vm).breakpoints?.[i];
    if ((tools & bit) === 0 || entry === undefined || ((entry.always | entry.atLine) & bit) === 0) continue;
    if (notify(vm, tool, BREAKPOINT, i, NO_PAYLOAD)) {
      removeBreakpoint(vm.ownMonitoring(), vm.f.code, i, tool);
      vm.refreshMarks();
    }
  }
}

/** An instruction's own event, at instruction index i of the running frame. Call it only if the instruction is instrumented. */
export function fire(vm: Machine, event: EventIndex, i: number, payload: EventPayload): void {
  const data = dataOf(vm);
  if (data === undefined || data === null) return;
  const code = vm.byCode || ((vm.marks as number[])[i] as number) & OP ? toolsAt(data, i, event) : 0;
  const tools = code | frameTools(vm, event, code);
  const undisablable = event === C_RETURN || event === C_RAISE;
  for (let tool = 5; tool >= 0; tool--) {
    if (((tools >> tool) & 1) === 0 || !notify(vm, tool, event, i, payload)) continue;
    if (undisablable) throw cannotDisable(vm, tool, event);
    answerDisable(vm, tool, event, code, () => removeTools(ownData(vm), i, event, 1 << tool));
  }
}

/** An exception event: decided by the global masks (and local ones on 3.15), not by instrumented instructions. */
export function fireException(vm: Machine, event: EventIndex, i: number, exception: Ref, offset = -1): void {
  const { monitoring } = vm.registers;
  const global = monitoring.global[event] as number;
  const local = vm.world.profile.localExceptionEvents
    ? ((monitoring.codes[vm.f.code.index]?.local[event] as number | undefined) ?? 0)
    : 0;
  const tools = global | local | frameTools(vm, event, global | local);
  if (tools === 0) return;
  const payload: EventPayload = { value: exception, arg0: undefined, source: -1, offset, dest: -1 };
  for (let tool = 5; tool >= 0; tool--) {
    if (((tools >> tool) & 1) === 0 || !notify(vm, tool, event, i, payload)) continue;
    if (((global | local) >> tool) & 1) {
      if (!vm.world.profile.localExceptionEvents) throw cannotDisable(vm, tool, event);
    } else removeFrameEvent(vm.ownMonitoring(), vm.f.number, vm.f.code, event, tool);
    // 3.15: DISABLE drops the bit from the tool's local set of the whole code object; a global set goes on.
    if ((local >> tool) & 1) (ownData(vm).local[event] as number) &= ~(1 << tool);
  }
}

function cannotDisable(vm: Machine, tool: number, event: EventIndex): PyRaise {
  (vm.ownMonitoring().callbacks[tool] as number) &= ~(1 << event);
  return raise(vm, 'ValueError', `Cannot disable ${EVENT_NAMES[event]} events. Callback removed.`);
}

/** CALL and its outcome. */
export function fireCall(vm: Machine, i: number, callable: Slot, arg0: Slot): void {
  fire(vm, CALL, i, { value: callable, arg0, source: -1, offset: -1, dest: -1 });
}

/** C_RETURN, which may raise. */
export function fireCReturn(vm: Machine, i: number, callable: Slot, arg0: Slot): void {
  fire(vm, C_RETURN, i, { value: callable, arg0, source: -1, offset: -1, dest: -1 });
}

/** C_RAISE: answers the exception that goes on, the callback's own if it raised. */
export function fireCRaise(vm: Machine, i: number, callable: Slot, arg0: Slot, exception: Ref): Ref {
  try {
    fire(vm, C_RAISE, i, { value: callable, arg0, source: -1, offset: -1, dest: -1 });
    return exception;
  } catch (error) {
    if (!(error instanceof PyRaise)) throw error;
    return error.exception;
  }
}
