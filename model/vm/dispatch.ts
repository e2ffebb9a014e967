/**
 * Delivering events: which tools hear one, in what order, and what their answers do (`call_instrumentation_vector` and its kin).
 * @module
 */

import { EVENT_NAMES } from '../monitoring/event.ts';
import type { EventIndex } from '../monitoring/event-set.ts';
import { C_RAISE, C_RETURN, CALL, INSTRUCTION, LINE } from '../monitoring/event-set.ts';
import {
  type CodeMonitoring,
  QUICKENED,
  removeInstructionTools,
  removeLineTools,
  removeTools,
  toolsAt,
} from '../monitoring/instrumentation.ts';
import type { FrameData } from './heap.ts';
import type { Machine } from './machine.ts';
import { raise } from './objects/exceptions.ts';
import type { BoundInstruction } from './operations.ts';
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
  vm.sink?.(tool, event, vm.f, index, payload, vm);
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

/** LINE, unless the instruction executed before in this frame was on the same line (`_Py_call_instrumentation_line`). */
export function fireLine(vm: Machine, instruction: BoundInstruction, previous: number): void {
  const i = instruction.index;
  const code = vm.f.code;
  const before = code.instructions[previous];
  if (before !== undefined && before.line === code.sites.line[i]) {
    if (before.op !== 'RESUME') return;
    if (vm.world.profile.resumeHidesLine && ((vm.marks as number[])[previous] as number) & QUICKENED) return;
  }
  const data = dataOf(vm);
  const tools = data.lineTools?.[i] ?? (vm.registers.monitoring.global[LINE] as number) | (data.local[LINE] as number);
  for (let tool = 5; tool >= 0; tool--) {
    if ((tools >> tool) & 1 && notify(vm, tool, LINE, i, NO_PAYLOAD)) removeLineTools(ownData(vm), i, 1 << tool);
  }
}

/** INSTRUCTION. */
export function fireInstruction(vm: Machine, instruction: BoundInstruction): void {
  const i = instruction.index;
  const data = dataOf(vm);
  const tools =
    data.instructionTools?.[i] ??
    (vm.registers.monitoring.global[INSTRUCTION] as number) | (data.local[INSTRUCTION] as number);
  for (let tool = 5; tool >= 0; tool--) {
    if ((tools >> tool) & 1 && notify(vm, tool, INSTRUCTION, i, NO_PAYLOAD)) {
      removeInstructionTools(ownData(vm), i, 1 << tool);
    }
  }
}

/** An instruction's own event, at instruction index i of the running frame. Call it only if the instruction is instrumented. */
export function fire(vm: Machine, event: EventIndex, i: number, payload: EventPayload): void {
  const data = dataOf(vm);
  if (data === undefined || data === null) return;
  const tools = toolsAt(data, i, event);
  const undisablable = event === C_RETURN || event === C_RAISE;
  for (let tool = 5; tool >= 0; tool--) {
    if (((tools >> tool) & 1) === 0 || !notify(vm, tool, event, i, payload)) continue;
    if (undisablable) throw cannotDisable(vm, tool, event);
    removeTools(ownData(vm), i, event, 1 << tool);
  }
}

/** An exception event: decided by the global masks (and local ones on 3.15), not by instrumented instructions. */
export function fireException(vm: Machine, event: EventIndex, i: number, exception: Ref, offset = -1): void {
  const { monitoring } = vm.registers;
  const global = monitoring.global[event] as number;
  const local = vm.world.profile.localExceptionEvents
    ? ((monitoring.codes[vm.f.code.index]?.local[event] as number | undefined) ?? 0)
    : 0;
  const tools = global | local;
  if (tools === 0) return;
  const payload: EventPayload = { value: exception, arg0: undefined, source: -1, offset, dest: -1 };
  for (let tool = 5; tool >= 0; tool--) {
    if (((tools >> tool) & 1) === 0 || !notify(vm, tool, event, i, payload)) continue;
    if (!vm.world.profile.localExceptionEvents) throw cannotDisable(vm, tool, event);
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
