/**
 * What kind of program a wrong stop needs: recursion, an exit by an exception, a generator that is left, another thread, or none of these.
 * @module
 */
import { CO_GENERATOR } from '../model/index.ts';
import type { Difference } from './explain.ts';
import type { Transcript } from './session.ts';
import type { Recording } from './strategy-run.ts';

export type FailureClass = 'recursion' | 'exception exit' | 'generator exit' | 'other';

/** The class of a first difference, by what happens between the last common stop and the first wrong one. */
export function classOfFailure(run: Recording, observed: Transcript, difference: Difference): FailureClass {
  const origin = observed.stops[difference.at - 1];
  if (origin === undefined) return 'other';
  const code = run.trace.codeOf.get(origin.frame);
  const ends = [difference.expected?.event, difference.observed?.event].filter((e) => e !== undefined);
  const to = ends.length === 2 ? Math.max(...ends) : run.events.length;
  let unwound = false;
  let left = false;
  let again = false;
  for (let at = origin.event + 1; at < to; at++) {
    const event = run.events[at];
    if (event === undefined) break;
    if (event.code === code && event.frame !== origin.frame) again = true;
    if (event.frame !== origin.frame) continue;
    if (event.event === 'PY_UNWIND') unwound = true;
    if (event.event === 'PY_RETURN' || event.event === 'PY_YIELD' || event.event === 'PY_UNWIND') left = true;
  }
  if (code !== undefined && (code.flags & CO_GENERATOR) !== 0) return left ? 'generator exit' : 'other';
  if (again && !unwound) return 'recursion';
  return unwound && !again ? 'exception exit' : 'other';
}

/**
 * Whether a first difference comes of another thread: the stop is in a thread that nobody steps in, or the stop that is missed lies behind what another
 * thread, and no other frame of this one, did in the code object that is stepped through.
 */
export function comesOfThread(run: Recording, observed: Transcript, difference: Difference): boolean {
  const origin = observed.stops[difference.at - 1];
  if (origin === undefined) return false;
  const threadAt = (event: number): number | undefined => run.events[event]?.thread;
  const own = threadAt(origin.event);
  if (difference.kind === 'spurious') return threadAt(difference.observed!.event) !== own;
  if (difference.kind !== 'lost' || threadAt(difference.expected!.event) !== own) return false;
  const code = run.trace.codeOf.get(origin.frame);
  const others = run.events
    .slice(origin.event + 1, difference.expected!.event)
    .filter((event) => event.code === code && event.frame !== origin.frame);
  return others.length > 0 && others.every(({ thread }) => thread !== own);
}
