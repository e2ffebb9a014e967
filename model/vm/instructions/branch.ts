/**
 * Branch and jump events.
 * @module
 */
import { NO_PAYLOAD } from '../dispatch.ts';
import { fire } from '../fire.ts';
import type { FrameData } from '../heap.ts';
import type { Machine } from '../machine.ts';
import type { AfterEvent } from '../operations.ts';
import { PENDING, type Pending, type Slot } from '../value.ts';

/**
 * A branch or jump event with its source (the jump itself) and destination, as instruction indexes; then the jump to `to`, if that is not −1. PENDING:
 * `then` of {@link AFTER_BRANCH} goes on.
 */
export function branch(
  vm: Machine,
  event: number,
  at: number,
  source: number,
  dest: number,
  to: number,
  then: string = BRANCHED,
): Pending | undefined {
  const { f } = vm;
  const { lasti } = f;
  // 3.12: while the callback runs, the frame stands at the destination already, and stays there if the callback raises.
  if (vm.world.profile.jumpMovesFirst) f.lasti = dest;
  if (fire(vm, event, at, { ...NO_PAYLOAD, source, dest }, then, [lasti, to]) === PENDING) return PENDING;
  f.lasti = lasti;
  if (to >= 0) vm.jump(to);
  return undefined;
}

const BRANCHED = 'branched';

/** Goes on behind a branch or jump event. */
export function afterBranch(vm: Machine, [lasti, to]: readonly Slot[]): void {
  vm.f.lasti = lasti as number;
  if ((to as number) >= 0) vm.jump(to as number);
}

export const AFTER_BRANCH: Readonly<Record<string, AfterEvent<Machine>>> = {
  [BRANCHED]: { run: (vm, _instruction, kept) => afterBranch(vm, kept) },
};

/** `phase` bit of a frame whose instruction was instrumented when it began: that is decided once, whatever runs meanwhile. */
const WATCHED = 32;
/** `phase` bit of one whose code's sets had asked. */
const BY_CODE = 64;
/** `phase` bit of a frame whose instruction waits at all. */
const WAITING = 16;

/** An operation of the instruction is pending in frame `f`, which stands at `phase`. */
export function wait(vm: Machine, f: FrameData, phase = 0): void {
  f.phase = phase | WAITING | (vm.instrumented ? WATCHED : 0) | (vm.byCode ? BY_CODE : 0);
}

/** The operation of the instruction is done, whether it was pending or not: answers the phase. */
export function goOn(vm: Machine): number {
  const { phase } = vm.f;
  vm.f.phase = 0;
  if ((phase & WAITING) === 0) return phase;
  vm.instrumented = (phase & WATCHED) !== 0;
  vm.byCode = (phase & BY_CODE) !== 0;
  return phase & ~(WATCHED | WAITING | BY_CODE);
}
