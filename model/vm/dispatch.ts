/**
 * Delivering events: which tools hear one, in what order, and what their answers do (`call_instrumentation_vector` and its kin).
 * @module
 */
import { EVENT_NAMES } from '../monitoring/event.ts';
import type { EventIndex } from '../monitoring/event-set.ts';
import { C_RAISE, C_RETURN, CALL } from '../monitoring/event-set.ts';
import { BREAKPOINT, removeFrameEvent, unionOfFrames } from '../monitoring/frame-sets.ts';
import {
  type CodeMonitoring,
  type FrameSet,
  removeInstructionTools,
  removeLineTools,
  removeTools,
} from '../monitoring/instrumentation.ts';
import { SCHEDULER_TOOL } from '../threads/schedule.ts';
import type { FrameData } from './heap.ts';
import type { Machine } from './machine.ts';
import { raise } from './objects/exceptions.ts';
import type { BoundInstruction } from './operations.ts';
import { hearForScheduler } from './switch-point.ts';
import { type Pending, PyRaise, type Ref, type Slot } from './value.ts';

/** What an event carries beside its place. */
export interface EventPayload {
  /** PY_RETURN, PY_YIELD: the value; CALL, C_*: the callable; exception events: the exception. */
  readonly value: Slot;
  /** CALL, C_*: the first argument, undefined for MISSING. */
  readonly arg0: Slot;
  /** Branches: instruction index of the jump itself, which is what the callback is told; otherwise −1. */
  readonly source: number;
  /** Exception events: the offset in bytes that the callback is told, which need not be an instruction's start, or NOWHERE; otherwise −1. */
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

/** Runs the callbacks that are outside the program. */
export interface ToolHost {
  /** The answer of tool `tool`'s callback: true for DISABLE. It may change event sets. Throws `PyRaise` if the callback raises. */
  callback(vm: Machine, tool: number, event: EventIndex, index: number, payload: EventPayload): boolean;
}

export const NO_PAYLOAD: EventPayload = { value: undefined, arg0: undefined, source: -1, offset: -1, dest: -1 };

/** What a callback raised: the instruction that was to be told of has failed, whatever its own semantics would catch. */
export class CallbackRaise extends PyRaise {
  /** Handlers are searched from here, an offset in bytes. */
  readonly at: number;
  /** What RAISE is told. */
  readonly offset: number;
  constructor(exception: Ref, at: number, offset: number) {
    super(exception);
    this.at = at;
    this.offset = offset;
  }
}

/** How an event is delivered, and who goes on after it. */
export interface Delivery {
  /** Which of the tables of tools DISABLE takes it off. */
  readonly kind: 'line' | 'instruction' | 'own' | 'exception';
  readonly event: EventIndex;
  /** Instruction index. */
  readonly index: number;
  readonly payload: EventPayload;
  /** Tools still to be told, a bit each: fixed when the event begins. */
  readonly tools: number;
  /** Those that the interpreter's or the code's sets ask for; the others are the frame's. */
  readonly byCode: number;
  /** What goes on after callbacks that take steps of their own (`after-event.ts`), and what it needs. */
  readonly then: string;
  readonly kept: readonly Slot[];
}

/** Tells the tools. PENDING: callbacks of the program run first, and `then` goes on. */
export function deliver(vm: Machine, delivery: Delivery): Pending | undefined {
  if (delivery.tools === 0 || vm.thread.tracing > 0) return undefined;
  if (vm.registers.monitoring.functionCount > 0) return vm.deliverInSteps(delivery);
  const { event, index, payload } = delivery;
  for (let tools = delivery.tools & ALL_TOOLS; tools !== 0; ) {
    const tool = 31 - Math.clz32(tools);
    tools &= ~(1 << tool);
    if (tellHost(vm, vm.f, tool, event, index, payload)) disable(vm, delivery, tool);
  }
  return undefined;
}

/** Tools have the ids 0 to 7. */
const ALL_TOOLS = 255;

/** Whether callbacks are told at once: none of them is the program's. */
export function atOnce(vm: Machine): boolean {
  return vm.registers.monitoring.functionCount === 0;
}

/** {@link tell} of what is told {@link atOnce}: without an object for the delivery, which is made when something comes of it. */
export function tellAtOnce(
  vm: Machine,
  kind: Delivery['kind'],
  event: EventIndex,
  index: number,
  payload: EventPayload,
  asked: number,
  byCode: number,
): undefined {
  if (vm.thread.tracing > 0) return;
  try {
    for (let tools = asked & ALL_TOOLS; tools !== 0; ) {
      const tool = 31 - Math.clz32(tools);
      tools &= ~(1 << tool);
      if (tellHost(vm, vm.f, tool, event, index, payload)) disable(vm, { kind, event, index, byCode }, tool);
    }
  } catch (error) {
    if (!(error instanceof PyRaise) || error instanceof CallbackRaise) throw error;
    throw failureOf(vm, { kind, index, payload }, error.exception);
  }
}

/** The callback of a tool outside the program, if there is one; true if it answered DISABLE. */
export function tellHost(
  vm: Machine,
  frame: FrameData,
  tool: number,
  event: EventIndex,
  index: number,
  payload: EventPayload,
): boolean {
  if ((((vm.registers.monitoring.callbacks[tool] as number) >> event) & 1) === 0) return false;
  if (tool === SCHEDULER_TOOL && vm.world.scheduler !== null) {
    hearForScheduler(vm, event, index, payload.dest);
    return false;
  }
  // The recorder knows PEP 669's events only.
  if (event !== BREAKPOINT) vm.sink?.(tool, event, frame, index, payload, vm);
  return vm.host.callback(vm, tool, event, index, payload);
}

/**
 * A callback answered DISABLE: where only the frame's set asked, the event leaves that set; else the location is disabled. Throws `PyRaise` where that is
 * an error.
 */
export function disable(
  vm: Machine,
  { kind, event, index, byCode }: Pick<Delivery, 'kind' | 'event' | 'index' | 'byCode'>,
  tool: number,
): void {
  if (event === C_RETURN || event === C_RAISE) throw cannotDisable(vm, tool, event);
  if (((byCode >> tool) & 1) === 0) {
    removeFrameEvent(vm.ownMonitoring(), vm.f.number, vm.f.code, event, tool);
    vm.refreshMarks();
  } else if (kind === 'exception') {
    if (!vm.world.profile.localExceptionEvents) throw cannotDisable(vm, tool, event);
    // 3.15: DISABLE drops the bit from the tool's local set of the whole code object; a global set goes on.
    const data = vm.registers.monitoring.codes[vm.f.code.index];
    if (((data?.local[event] ?? 0) >> tool) & 1) (ownData(vm).local[event] as number) &= ~(1 << tool);
  } else if (kind === 'line') removeLineTools(ownData(vm), index, 1 << tool);
  else if (kind === 'instruction') removeInstructionTools(ownData(vm), index, 1 << tool);
  else removeTools(ownData(vm), index, event, 1 << tool);
}

export function dataOf(vm: Machine): CodeMonitoring {
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
export function frameTools(vm: Machine, event: EventIndex, others: number): number {
  const { monitoring } = vm.registers;
  if (monitoring.frames === null) return 0;
  // As with local sets, the outcomes of a call go with CALL.
  const asked = event === C_RETURN || event === C_RAISE ? CALL : event;
  const tools = (frameSet(vm)?.events[asked] as number | undefined) ?? 0;
  if ((tools | others) === 0 && unionOfFrames(monitoring, vm.f.code)[asked] !== 0) vm.ownMonitoring().checks++;
  return tools;
}

/** What a callback raised, as the failure of the instruction. */
export function failureOf(
  vm: Machine,
  { kind, index, payload }: Pick<Delivery, 'kind' | 'index' | 'payload'>,
  exception: Ref,
): CallbackRaise {
  const { code } = vm.f;
  const own = code.instructions[index] as BoundInstruction;
  // The instruction pointer stands one unit behind what stands in the code for LINE and INSTRUCTION, and at a jump one behind its destination.
  if (kind === 'line' || kind === 'instruction') return new CallbackRaise(exception, own.offset, own.offset);
  if (payload.dest >= 0) {
    if (vm.world.quirks.has('jump-callback-loses-place') && !keepsPlace(vm, own.op))
      return new CallbackRaise(exception, NOWHERE, NOWHERE);
    const dest = code.offsetOf(payload.dest);
    return new CallbackRaise(exception, dest, dest);
  }
  return failureAt(vm, own, exception);
}

/** An offset outside the code. */
export const NOWHERE = -2;

/** Instructions whose destination is known before their event. */
function keepsPlace({ world }: Machine, op: string): boolean {
  return world.profile.splitBranches ? op === 'POP_ITER' || op === 'END_ASYNC_FOR' : op === 'FOR_ITER';
}

/** A failure of an instruction that has no part in it itself. */
export function failureAt(vm: Machine, { offset, size }: BoundInstruction, exception: Ref): CallbackRaise {
  return new CallbackRaise(exception, offset, vm.world.profile.errorPastInstruction ? offset + size - 2 : offset);
}

/** An event whose callbacks' exceptions are failures of the instruction. */
export function tell(vm: Machine, delivery: Delivery): Pending | undefined {
  try {
    return deliver(vm, delivery);
  } catch (error) {
    if (!(error instanceof PyRaise) || error instanceof CallbackRaise) throw error;
    throw failureOf(vm, delivery, error.exception);
  }
}

function cannotDisable(vm: Machine, tool: number, event: EventIndex): PyRaise {
  vm.removeCallback(tool, event);
  return raise(vm, 'ValueError', `Cannot disable ${EVENT_NAMES[event]} events. Callback removed.`);
}
