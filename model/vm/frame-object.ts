/**
 * What a frame object has beside the frame: `f_trace`, `f_trace_lines`, `f_trace_opcodes`, and (3.13+) what was set through `f_locals` and is no
 * variable. Most frames have none of it.
 * @module
 */
import type { FrameData } from './heap.ts';
import type { Operations } from './operations.ts';
import { ModelError, type Ref, type Slot } from './value.ts';

/** A record of type `frame_object`. Slots: `f_trace`, `f_extra_locals`; numbers: `f_trace_lines`, `f_trace_opcodes`. */
export interface FrameObject {
  readonly func: Slot;
  readonly extraLocals: Ref | undefined;
  readonly lines: boolean;
  readonly opcodes: boolean;
}

const NOTHING: FrameObject = { func: undefined, extraLocals: undefined, lines: true, opcodes: false };

export function frameObject(vm: Operations, { object }: Readonly<FrameData>): FrameObject {
  if (object === null) return NOTHING;
  const data = vm.read(object);
  if (data.kind !== 'record') throw new ModelError('a frame object that is no record');
  const { slots, numbers } = data;
  return {
    func: slots[0],
    extraLocals: slots[1] as Ref | undefined,
    lines: numbers[0] === 1,
    opcodes: numbers[1] === 1,
  };
}
