/**
 * Traces that no interpreter made: one event dropped, doubled, swapped with the next, or moved to another frame.
 * @module
 */
import type { RecordedEvent } from '../machines/index.ts';

export type TraceMutation = 'drop' | 'double' | 'swap' | 'move';
export const TRACE_MUTATIONS: readonly TraceMutation[] = ['drop', 'double', 'swap', 'move'];

/**
 * The trace with one event changed; null where that cannot be done there. `pick` chooses the other frame.
 */
export function mutated(
  events: readonly RecordedEvent[],
  mutation: TraceMutation,
  at: number,
  pick: number,
): readonly RecordedEvent[] | null {
  const event = events[at];
  if (event === undefined) return null;
  switch (mutation) {
    case 'drop':
      return events.toSpliced(at, 1);
    case 'double':
      return events.toSpliced(at, 0, event);
    case 'swap': {
      const next = events[at + 1];
      return next === undefined ? null : events.toSpliced(at, 2, next, event);
    }
    case 'move': {
      const others = [...new Map(events.map((e) => [e.frame, e.code]))].filter(([frame]) => frame !== event.frame);
      const other = others[pick % others.length];
      return other === undefined ? null : events.with(at, { ...event, frame: other[0], code: other[1] });
    }
  }
}
