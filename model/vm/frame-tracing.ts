/**
 * `f_trace`, `f_trace_lines` and `f_trace_opcodes` of a frame object.
 * @module
 */
import type { FrameData } from './heap.ts';
import type { Operations } from './operations.ts';
import { ModelError, type Slot } from './value.ts';

/** What a frame object keeps for `sys.settrace`. Slots: `f_trace`; numbers: `f_trace_lines`, `f_trace_opcodes`. */
export interface FrameTracing {
  readonly func: Slot;
  readonly lines: boolean;
  readonly opcodes: boolean;
}

const UNTRACED: FrameTracing = { func: undefined, lines: true, opcodes: false };

export function frameTracing(vm: Operations, { trace }: Readonly<FrameData>): FrameTracing {
  if (trace === null) return UNTRACED;
  const data = vm.read(trace);
  if (data.kind !== 'record') throw new ModelError('a frame is traced by no record');
  const { slots, numbers } = data;
  return { func: slots[0], lines: numbers[0] === 1, opcodes: numbers[1] === 1 };
}
