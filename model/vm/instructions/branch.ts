/**
 * Branch and jump events.
 * @module
 */
import { fire, NO_PAYLOAD } from '../dispatch.ts';
import type { Machine } from '../machine.ts';
import type { BoundInstruction } from '../operations.ts';

/** A branch or jump event with its source (the jump itself) and destination, as instruction indexes; then the jump. */
export function branch(vm: Machine, event: number, at: number, source: number, dest: number): void {
  const { f } = vm;
  const { lasti } = f;
  // 3.12: while the callback runs, the frame stands at the destination already.
  if (vm.world.profile.jumpMovesFirst) f.lasti = dest;
  fire(vm, event, at, { ...NO_PAYLOAD, source, dest });
  f.lasti = lasti;
}

/** After a pending call: callbacks may have changed what is instrumented here. */
export function stillInstrumented(vm: Machine, instruction: BoundInstruction): void {
  vm.readOpcode(instruction.index);
}
