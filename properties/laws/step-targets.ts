/**
 * What a step must not pass and where it may stop, read off the trace from its command on (rules R3 to R6): shared by laws.
 * @module
 */
import type { Leave, StepItem } from '../step-trace.ts';
import { anyBetween, exitOf, firesIn, isHidden, type Leg, landing, next, ownLine } from './leg.ts';

const STEPS: ReadonlySet<string> = new Set(['into', 'over', 'out', 'until', 'stepi']);

/** Whether the leg's command is a step, and not *continue*. */
export const isStep = (leg: Leg) => STEPS.has(leg.command.kind);

/** The line that an *until* waits for; undefined for `until @offset`. */
export function untilLine(leg: Leg): number | undefined {
  if (leg.command.kind !== 'until' || leg.command.offset !== undefined) return undefined;
  return leg.command.line ?? leg.origin.line + 1;
}

/** The first item in the owner that the command must not pass, before the owner's exit. */
function ownTarget(leg: Leg): number {
  const F = leg.origin.frame;
  const { command, trace, from, exit } = leg;
  const line = untilLine(leg);
  let target = trace.items.length;
  if (command.kind === 'over' || command.kind === 'into') target = ownLine(leg);
  else if (line !== undefined) target = next(trace, from, (i) => firesIn(F)(i) && i.line >= line);
  else if (command.kind === 'until')
    target = next(trace, from, (i) => i.kind === 'place' && i.frame === F && i.offset >= (command.offset ?? 0));
  else if (command.kind === 'stepi')
    return next(trace, from, (i) => i.kind === 'place' && i.thread === leg.origin.thread && !isHidden(leg, i.frame));
  return target < exit ? target : trace.items.length;
}

/** A qualified event was passed without a stop. */
export function skipped(leg: Leg): true | string {
  const target = ownTarget(leg);
  const item = leg.trace.items[target];
  if (item !== undefined && leg.to > target) return `passed line ${item.line} of ${item.code.qualname} without a stop`;
  const exit = exitOf(leg);
  if (exit === null || exit.how === 'unwind' || leg.command.kind === 'stepi') return true;
  const place = landing(leg, exit, leg.exit);
  const lands = leg.trace.items[place];
  return lands !== undefined && leg.to > place
    ? `did not stop in ${lands.code.qualname} after ${exit.code.qualname} ended`
    : true;
}

/** A stop by a step that satisfies no predicate of its command. */
export function unsound(leg: Leg): true | string {
  if (!leg.byStep || leg.stop === null) return true;
  const item = leg.trace.items[leg.to]!;
  const at = `${item.code.qualname}:${item.line}`;
  const F = leg.origin.frame;
  if (leg.command.kind === 'into') {
    if (isHidden(leg, item.frame) && item.frame !== F) return `into stopped at ${at}, in code that it skips`;
    return intoMayStop(leg, item) ? true : `into stopped at ${at}, which is no line of its own and no entry`;
  }
  if (item.kind !== 'place') return `stopped at ${at}, which is no place`;
  if (isHidden(leg, item.frame) && item.frame !== F) return `a step stopped at ${at}, in code that it skips`;
  if (leg.command.kind === 'stepi') return true;
  if (leg.to < leg.exit)
    return leg.to === ownTarget(leg) ? true : `stopped at ${at}, which is not where ${leg.command.kind} leads`;
  const exit = exitOf(leg)!;
  if (item.frame === F || !exit.older.includes(item.frame)) return `stopped at ${at}, in no older frame`;
  return exit.how !== 'unwind' || item.fires || landsAgain(leg, exit) ? true : `stopped at ${at} while unwinding`;
}

/** After the owner was left by an exception an older frame, which owned the step from there, has returned or yielded (R6, then R5). */
function landsAgain(leg: Leg, exit: Leave): boolean {
  return anyBetween(
    leg.trace,
    leg.exit,
    leg.to,
    (i) => i.kind === 'leave' && (i.how === 'return' || i.how === 'yield') && exit.older.includes(i.frame),
  );
}

/** Rule R4: a line of the owner, the first line of a frame entered since, a resumption, or what *over* does past the exit. */
function intoMayStop(leg: Leg, item: StepItem): boolean {
  if (item.kind === 'enter') return item.how === 'resume';
  if (item.kind !== 'place') return false;
  const exit = exitOf(leg);
  if (item.frame === leg.origin.frame) return item.fires && leg.to === ownLine(leg);
  if (exit?.older.includes(item.frame) === true) return exit.how !== 'unwind' || item.fires || landsAgain(leg, exit);
  if (!item.fires) return false;
  const entry = next(
    leg.trace,
    leg.from,
    (i) => i.kind === 'enter' && i.frame === item.frame && i.how !== 'resume' && i.thread === item.thread,
  );
  return entry < leg.to;
}
