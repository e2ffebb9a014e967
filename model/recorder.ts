/**
 * Records a run of the model as a trace: the same fields, numbers and names as the recorder of the lanes.
 * @module
 */

import { EVENT_NAMES } from './monitoring/event.ts';
import { BRANCH, BRANCH_LEFT, BRANCH_RIGHT, C_RAISE, C_RETURN, CALL, eventMask, LINE } from './monitoring/event-set.ts';
import type { TraceEvent } from './trace.ts';
import { callableName } from './vm/describe.ts';
import type { Sink } from './vm/dispatch.ts';
import { isIncomplete } from './vm/frame.ts';
import type { FrameData } from './vm/heap.ts';
import type { Machine } from './vm/machine.ts';
import { typeName } from './vm/objects/types.ts';
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
  const numbers = new Map<number, number>();
  let full = false;
  const exact = level === 'exact' || tools;
  const sink: Sink = (tool, event, own, index, payload, vm) => {
    if (own.code.foreign) return;
    const frame = visibleFrame(vm, own);
    if (events.length >= fuel) {
      full = true;
      throw new FuelExhausted();
    }
    const instruction = frame.code.instructions[frame.lasti] as BoundInstruction;
    const line = event === LINE ? (own.code.sites.line[index] as number) : (instruction.line ?? 0);
    let number = numbers.get(frame.number);
    if (number === undefined) {
      number = numbers.size + 1;
      numbers.set(frame.number, number);
    }
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
    const base: TraceEvent = {
      event: EVENT_NAMES[event] as TraceEvent['event'],
      code: frame.code.code.qualname,
      line,
      depth: frame.depth,
      thread: vm.registers.thread,
      frame: number,
      ...(direction === undefined ? {} : { direction }),
    };
    if (!exact) {
      events.push(base);
      return;
    }
    const isCall = event === CALL || event === C_RETURN || event === C_RAISE;
    const { value, arg0, dest } = payload;
    const exception = value instanceof Ref && ((EXCEPTIONS >> event) & 1) === 1;
    events.push({
      ...base,
      offset: payload.offset >= 0 ? payload.offset : own.code.offsetOf(source),
      ...(dest < 0 ? {} : { dest: own.code.offsetOf(dest) }),
      ...(isCall
        ? { callable: callableName(vm, value as Value), arg0: arg0 === undefined ? 'MISSING' : typeName(vm, arg0) }
        : {}),
      ...(exception ? { exception: typeName(vm, value as Ref) } : {}),
      ...(tools ? { tool } : {}),
    });
  };
  return {
    events,
    sink,
    get full() {
      return full;
    },
  };
}

/** The frame that a callback finds: one that is before its first traceable instruction is passed over. */
function visibleFrame(vm: Machine, frame: FrameData): FrameData {
  let found: Readonly<FrameData> = frame;
  while (isIncomplete(found) && found.back !== null) {
    let back = vm.read(found.back);
    while (back.kind === 'native' && back.back !== null) back = vm.read(back.back);
    if (back.kind !== 'frame') break;
    found = back;
  }
  return found;
}
