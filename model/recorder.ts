/**
 * Records a run of the model as a trace: the same fields, numbers and names as the recorder of the lanes.
 * @module
 */

import { EVENT_NAMES } from './monitoring/event.ts';
import {
  BRANCH,
  BRANCH_LEFT,
  BRANCH_RIGHT,
  C_RAISE,
  C_RETURN,
  CALL,
  type EventIndex,
  eventMask,
  LINE,
} from './monitoring/event-set.ts';
import type { TraceEvent } from './trace.ts';
import { callableName, classNameOf } from './vm/describe.ts';
import { type EventPayload, NOWHERE, type Sink } from './vm/dispatch.ts';
import { isIncomplete } from './vm/frame.ts';
import type { FrameData } from './vm/heap.ts';
import type { Machine } from './vm/machine.ts';
import { MISSING } from './vm/objects/types.ts';
import type { BoundInstruction } from './vm/operations.ts';
import { Ref, type Value } from './vm/value.ts';

/** Events whose argument is an exception. */
const EXCEPTIONS = eventMask(['STOP_ITERATION', 'RAISE', 'EXCEPTION_HANDLED', 'PY_UNWIND', 'PY_THROW', 'RERAISE']);

export type Level = 'semantic' | 'exact';

/** Events recorded so far, and the sink that records them. */
export interface Recorder {
  readonly events: TraceEvent[];
  readonly sink: Sink;
  /** True once more than `fuel` events came. */
  readonly full: boolean;
}

/** Thrown out of a run whose events exceed the fuel. */
export class FuelExhausted extends Error {}

/** `tools`: tell in each event which tool heard it. */
export function newRecorder(level: Level, tools: boolean, fuel: number): Recorder {
  const events: TraceEvent[] = [];
  const numbers: FrameNumbers = new Map();
  let full = false;
  const sink: Sink = (tool, event, own, index, payload, vm) => {
    if (own.code.foreign) return;
    const frame = visibleFrame(vm, own);
    if (events.length >= fuel) {
      full = true;
      throw new FuelExhausted();
    }
    numberOf(numbers, frame);
    const told = { tool, event, own, index, payload, frame };
    events.push(traceEvent(vm, told, numbers, level, tools));
  };
  return {
    events,
    sink,
    get full() {
      return full;
    },
  };
}

/** Frames' numbers in a trace, by their numbers in the machine: they are given at a frame's first event. */
export type FrameNumbers = Map<number, number>;

/** The number of a frame that has an event now. */
export function numberOf(numbers: FrameNumbers, frame: Readonly<FrameData>): number {
  let number = numbers.get(frame.number);
  if (number === undefined) {
    number = numbers.size + 1;
    numbers.set(frame.number, number);
  }
  return number;
}

/** One delivery, as a sink hears it, with the frame that its callback finds. */
export interface Told {
  readonly tool: number;
  readonly event: EventIndex;
  readonly own: FrameData;
  readonly index: number;
  readonly payload: EventPayload;
  readonly frame: Readonly<FrameData>;
}

/** A delivery as a trace has it. `tools`: with the tool that heard it and all details. */
export function traceEvent(
  vm: Machine,
  { tool, event, own, index, payload, frame }: Told,
  numbers: FrameNumbers,
  level: Level,
  tools: boolean,
): TraceEvent {
  const instruction = frame.code.instructions[frame.lasti] as BoundInstruction;
  const source = payload.source >= 0 ? payload.source : index;
  const direction =
    event === BRANCH
      ? payload.dest === source + 1
        ? 'left'
        : 'right'
      : event === BRANCH_LEFT
        ? 'left'
        : event === BRANCH_RIGHT
          ? 'right'
          : undefined;
  const name = EVENT_NAMES[event] as TraceEvent['event'];
  const code = frame.code.code.qualname;
  const line = event === LINE ? (own.code.sites.line[index] as number) : (instruction.line ?? 0);
  const { depth } = frame;
  const { thread } = vm.registers;
  const number = numbers.get(frame.number) as number;
  // All events of a level have one shape, field by field: spreads take longer than all the rest, and so do comparisons of many shapes.
  if (level === 'semantic' && !tools) return { event: name, code, line, depth, thread, frame: number, direction };
  const isCall = event === CALL || event === C_RETURN || event === C_RAISE;
  const { value, arg0, dest } = payload;
  const exception = value instanceof Ref && ((EXCEPTIONS >> event) & 1) === 1;
  const first = arg0 === undefined || arg0 === MISSING ? 'MISSING' : arg0;
  return {
    event: name,
    code,
    line,
    depth,
    thread,
    frame: number,
    direction,
    // LINE is told of no offset: the frame's own is taken, which may have jumped.
    offset: toldOffset(own, event === LINE ? own.lasti : index, payload),
    dest: dest < 0 ? undefined : own.code.offsetOf(dest),
    callable: isCall ? callableName(vm, value as Value) : undefined,
    arg0: !isCall ? undefined : first === 'MISSING' ? first : classNameOf(vm, first),
    exception: exception ? classNameOf(vm, value as Ref) : undefined,
    tool: tools ? tool : undefined,
  };
}

/** The offset that a callback is told; −1 for one outside the code. */
function toldOffset(own: FrameData, index: number, { offset, source }: EventPayload): number {
  if (offset === NOWHERE) return -1;
  return offset >= 0 ? offset : own.code.offsetOf(source >= 0 ? source : index);
}

/** The frame that a callback finds: one that is before its first traceable instruction is passed over. */
export function visibleFrame(vm: Machine, frame: FrameData): Readonly<FrameData> {
  let found: Readonly<FrameData> = frame;
  while (isIncomplete(found) && found.back !== null) {
    let back = vm.read(found.back);
    while (back.kind === 'native' && back.back !== null) back = vm.read(back.back);
    if (back.kind !== 'frame') break;
    found = back;
  }
  return found;
}
