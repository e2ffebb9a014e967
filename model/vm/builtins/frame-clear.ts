/**
 * `frame.clear` (Objects/frameobject.c, `frame_clear`).
 * @module
 */
import type { Machine } from '../machine.ts';
import { raise } from '../objects/exceptions.ts';
import type { BuiltinTable, NativeTable, Operations } from '../operations.ts';
import { wait } from '../protocol/loop.ts';
import { TEXTS } from '../protocol/messages.ts';
import type { Ref, Result } from '../value.ts';

/** A frame that is off the stack for good drops its variables; a generator's, which waits, closes the generator. */
function clear(vm: Operations, self: Ref): Result {
  const { world } = vm as Machine;
  const data = (vm as Machine).as(self, 'frame');
  if (data.generator !== null && !data.exited) {
    const { status } = (vm as Machine).as(data.generator, 'generator');
    if (status === 'running') throw raise(vm, 'RuntimeError', 'cannot clear an executing frame');
    if (status === 'suspended' && world.profile.suspendedFramesStay)
      throw raise(vm, 'RuntimeError', `cannot clear ${TEXTS[vm.version].suspendedFrame}`);
    return vm.native('frame_clear', [data.generator]);
  }
  if (!data.exited) throw raise(vm, 'RuntimeError', 'cannot clear an executing frame');
  vm.setRef(self, 'frame', 'object', null);
  for (let i = 0; i < data.locals.length; i++) vm.setAt(self, 'locals', i, undefined);
  vm.splice(self, 'stack', 0, data.stack.length, []);
  return null;
}

export const FRAME_BUILTINS: BuiltinTable = { 'frame.clear': (vm, [self]) => clear(vm, self as Ref) };

export const FRAME_NATIVES: NativeTable = {
  /** Slots: generator. What its closing raises is reported and dropped (`_PyGen_Finalize`). */
  frame_clear: {
    start: (vm, { slots }) => wait(vm.native('generator.close', [slots[0]]), 'closed'),
    phases: { closed: () => ({ done: null }) },
    caught: (vm, _self, exception) => wait(vm.native('thread.report', [exception]), 'closed'),
  },
};
