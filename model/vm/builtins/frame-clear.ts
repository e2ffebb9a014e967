/**
 * `frame.clear()` (Objects/frameobject.c): lets go of what a frame holds that runs no more.
 * @module
 */

import type { Machine } from '../machine.ts';
import { raise } from '../objects/exceptions.ts';
import { asKind } from '../objects/payload.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { ROWS } from '../protocol/rows.ts';
import { ModelError, type Ref, type Result, type Value } from '../value.ts';

/** A frame of a generator is cleared by the generator's end. */
function endGenerator(vm: Operations, generator: Ref): Result {
  const data = asKind(vm, generator, 'generator');
  if (data?.status === 'running') throw raise(vm, 'RuntimeError', 'cannot clear an executing frame');
  const { suspendedFrame } = ROWS[vm.version];
  if (data?.status === 'suspended' && suspendedFrame !== null) throw raise(vm, 'RuntimeError', suspendedFrame);
  return vm.native('finalize', [null, generator], { next: 1, outcome: 'value' });
}

const clear: Builtin = (vm, [self]) => {
  const frame = self as Ref;
  const data = asKind(vm, self as Value, 'frame');
  if (data === undefined) throw new ModelError('no frame');
  if (!data.exited) {
    if (data.generator !== null) return endGenerator(vm, data.generator);
    throw raise(vm, 'RuntimeError', 'cannot clear an executing frame');
  }
  vm.setRef(frame, 'frame', 'object', null);
  const places = [
    ...data.locals.map((_, i) => ['locals', i] as const),
    ...data.stack.map((_, i) => ['stack', i] as const),
  ];
  if ((vm as Machine).world.profile.frameDropsBackwards) places.reverse();
  for (const [member, i] of places) vm.setAt(frame, member, i, undefined);
  return null;
};

export const FRAME_CLEAR: BuiltinTable = { 'frame.clear': clear };
