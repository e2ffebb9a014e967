/**
 * The numbers that `sys.monitoring.events` of each version gives the events: what a mask is made of.
 * @module
 */

import type { Version } from '../code/code-object.ts';
import { PROFILES } from '../versions.ts';
import { EVENT_NAMES, type EventName } from './event.ts';

/** From 3.14 BRANCH stands for BRANCH_LEFT | BRANCH_RIGHT; its own number lies behind those of all others. */
const BRANCH_OF_BOTH = 18;

/** By event; an event that the version does not have is missing. */
export function eventNumbers(python: Version): ReadonlyMap<EventName, number> {
  const split = PROFILES[python].splitBranches;
  const names = EVENT_NAMES.filter((name) =>
    split ? name !== 'BRANCH' : name !== 'BRANCH_LEFT' && name !== 'BRANCH_RIGHT',
  );
  const numbers = new Map<EventName, number>(names.map((name, bit) => [name, 1 << bit]));
  if (split) numbers.set('BRANCH', 1 << BRANCH_OF_BOTH);
  return numbers;
}

/** The event set of these events, as `set_events` of that version takes it. */
export function eventSetNumber(python: Version, events: Iterable<EventName>): number {
  const numbers = eventNumbers(python);
  let mask = 0;
  for (const event of events) mask |= numbers.get(event) ?? 0;
  return mask;
}
