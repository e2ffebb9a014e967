/**
 * How soon random sessions show what is known to be wrong with a strategy: each kind of failure of B, B2 and C-call.
 * @module
 */
import {
  classOfFailure,
  comesOfThread,
  firstDifference,
  POLICIES,
  type Recording,
  stopsByTrace,
  wayIn,
} from '../../properties/index.ts';
import { type Asked, SETTINGS } from './settings.ts';
import { STEPPERS } from './subjects-under-law.ts';

/** Kinds of failure that must be found, by strategy (stepping.md §7, claims C8, C11 and C16). */
const KNOWN_FAILURES: Readonly<Record<string, readonly string[]>> = {
  B: ['spurious', 'lost', 'spurious by a thread', 'lost to a thread'],
  B2: ['exception exit', 'generator exit', 'recursion', 'spurious by a thread', 'lost to a thread'],
  'C-call': [
    'callback from C',
    'resumption by for',
    'throw',
    '__exit__',
    'property',
    '__del__',
    '__await__',
    'another dunder',
  ],
};

const BY_THREAD = { spurious: 'spurious by a thread', lost: 'lost to a thread', other: 'other' } as const;

/** Strategies of which it is known. */
export const FAILING: readonly string[] = Object.keys(KNOWN_FAILURES);

/** What must be met of a strategy, as `strategy: kind`. */
export function knownFailures(id: string): string[] {
  return (KNOWN_FAILURES[id] ?? []).map((kind) => `${id}: ${kind}`);
}

/** The kind of a strategy's first wrong stop in a session; null if it makes none. */
export function kindOfFailure(run: Recording, { setting, spec }: Asked, id: string): string | null {
  if (setting !== SETTINGS.strict) return null;
  const { transcript } = STEPPERS.find((j) => j.id === id)!.runner(run, { ...spec, policy: POLICIES.strict }, false);
  const difference = firstDifference(stopsByTrace(run.trace, spec), transcript);
  if (difference === null) return null;
  if (id !== 'C-call' && comesOfThread(run, transcript, difference)) return BY_THREAD[difference.kind];
  if (id === 'B') return difference.kind;
  if (id === 'B2') return classOfFailure(run, transcript, difference);
  const { expected } = difference;
  if (difference.kind !== 'lost' || expected === null) return difference.kind;
  const from = transcript.stops[difference.at - 1]?.event ?? -1;
  return wayIn(run, expected.frame, from, expected.event) ?? difference.kind;
}
