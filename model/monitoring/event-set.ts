/**
 * Event sets as bit masks over the index of an event in `EVENT_NAMES`. The model's own numbering: CPython's bits differ between versions.
 * @module
 */
import { EVENT_NAMES, type EventName } from './event.ts';

/** Index of an event in `EVENT_NAMES`. */
export type EventIndex = number;

const INDEX: ReadonlyMap<EventName, EventIndex> = new Map(EVENT_NAMES.map((name, i) => [name, i]));

/** Index of an event. */
export function eventIndex(name: EventName): EventIndex {
  return INDEX.get(name) as EventIndex;
}

export const PY_START = eventIndex('PY_START');
export const PY_RESUME = eventIndex('PY_RESUME');
export const PY_RETURN = eventIndex('PY_RETURN');
export const PY_YIELD = eventIndex('PY_YIELD');
export const CALL = eventIndex('CALL');
export const LINE = eventIndex('LINE');
export const INSTRUCTION = eventIndex('INSTRUCTION');
export const JUMP = eventIndex('JUMP');
export const BRANCH = eventIndex('BRANCH');
export const BRANCH_LEFT = eventIndex('BRANCH_LEFT');
export const BRANCH_RIGHT = eventIndex('BRANCH_RIGHT');
export const STOP_ITERATION = eventIndex('STOP_ITERATION');
export const RAISE = eventIndex('RAISE');
export const EXCEPTION_HANDLED = eventIndex('EXCEPTION_HANDLED');
export const PY_UNWIND = eventIndex('PY_UNWIND');
export const PY_THROW = eventIndex('PY_THROW');
export const RERAISE = eventIndex('RERAISE');
export const C_RETURN = eventIndex('C_RETURN');
export const C_RAISE = eventIndex('C_RAISE');
export const EVENT_COUNT = EVENT_NAMES.length;

/** A mask of the named events. */
export function eventMask(names: Iterable<EventName>): number {
  let mask = 0;
  for (const name of names) mask |= 1 << eventIndex(name);
  return mask;
}
