/**
 * What goes on when all callbacks of an event have run that took steps of their own: the rest of the instruction, or of unwinding.
 * @module
 */
import { PY_YIELD } from '../monitoring/event-set.ts';
import { errorOf, failureOfSettled, keptOf } from './callback-steps.ts';
import type { Machine } from './machine.ts';
import { JUMPED } from './set-line.ts';
import { AFTER_EXCEPTION_EVENT, raiseFromCallback } from './unwind.ts';
import { ModelError } from './value.ts';

/** Goes on after the event that the machine has just settled; the monitored frame is on top again. */
export function afterEvent(vm: Machine): void {
  const settled = vm.takeSettled();
  const { then, index, previous, instrumented, askedByCode } = settled.vars;
  vm.letGo();
  vm.previous = previous as number;
  vm.instrumented = instrumented as boolean;
  vm.byCode = askedByCode as boolean;
  const error = errorOf(settled);
  const kept = keptOf(settled);
  const ofException = AFTER_EXCEPTION_EVENT[then as string];
  if (ofException !== undefined) return ofException(vm, kept, error);
  const own = vm.f.code.instructions[index as number];
  if (own === undefined) throw new ModelError('an event of no instruction');
  const after = own.semantics.after?.[then as string];
  if (error === undefined && vm.f.phase === JUMPED) {
    const { f } = vm;
    const to = f.ip;
    f.phase = 0;
    const { jumpAtYield } = vm.world.profile;
    if (settled.vars['event'] !== PY_YIELD || jumpAtYield === 'at once') return;
    // The generator waits all the same, with what it yields, and stands where it has jumped to.
    if (jumpAtYield === 'behind') f.ip++;
    vm.push(settled.slots[0]);
    after?.run(vm, own, kept, error);
    f.lasti = to;
    return;
  }
  if (after !== undefined && (error === undefined || after.takesErrors === true))
    return after.run(vm, own, kept, error);
  if (error !== undefined) return raiseFromCallback(vm, failureOfSettled(vm, settled, error));
  if (then === 'line') return vm.afterLine(own, kept);
  if (then === 'instruction') return vm.afterInstruction(own, kept);
  if (then !== 'nothing') throw new ModelError(`nothing goes on after ${then} of ${own.op}`);
}
