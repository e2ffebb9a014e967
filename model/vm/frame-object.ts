/**
 * What a frame object has beside the frame: `f_trace`, `f_trace_lines`, `f_trace_opcodes`, and (3.13+) what was set through `f_locals` and is no
 * variable. Most frames have none of it.
 * @module
 */
import type { FrameData } from './heap.ts';
import { TYPES } from './objects/types.ts';
import type { Operations } from './operations.ts';
import { ModelError, type Ref, type Slot } from './value.ts';

/** A record of type `frame_object`. Slots: `f_trace`, `f_extra_locals`; numbers: `f_trace_lines`, `f_trace_opcodes`, `f_fast_as_locals`. */
export interface FrameObject {
  readonly func: Slot;
  readonly extraLocals: Ref | undefined;
  readonly lines: boolean;
  readonly opcodes: boolean;
  /** 3.12: the dict of `f_locals` was handed out, and what is in it will be written back. */
  readonly fastAsLocals: boolean;
}

const NOTHING: FrameObject = {
  func: undefined,
  extraLocals: undefined,
  lines: true,
  opcodes: false,
  fastAsLocals: false,
};

const MEMBERS = Object.keys(NOTHING) as (keyof FrameObject)[];

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
    fastAsLocals: numbers[2] === 1,
  };
}

/** Sets members; a trace function that returns itself, as it does at each line, sets nothing. */
export function putFrameObject(vm: Operations, frame: Ref, change: Partial<FrameObject>): void {
  const data = vm.read(frame);
  if (data.kind !== 'frame') throw new ModelError('a frame object of no frame');
  const before = frameObject(vm, data);
  const after = { ...before, ...change };
  if (MEMBERS.every((member) => after[member] === before[member])) return;
  const { func, extraLocals, lines, opcodes, fastAsLocals } = after;
  const type = 'frame_object';
  const slots = [func, extraLocals];
  const numbers = [Number(lines), Number(opcodes), Number(fastAsLocals)];
  vm.setRef(
    frame,
    'frame',
    'object',
    vm.alloc({ kind: 'record', cls: TYPES[type], type, slots, numbers, attrs: null }),
  );
}
