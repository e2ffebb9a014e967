/**
 * A session with threads as a sequence chart in text: threads are columns, time goes down.
 * @module
 */
import type { Timeline, TimelineEvent } from '../../properties/index.ts';

const WIDTH = 38;
const SHOWN: ReadonlySet<string> = new Set(['LINE', 'PY_START', 'PY_RESUME', 'PY_RETURN', 'PY_YIELD', 'PY_UNWIND']);

/** One row an event that is a line, an entry, an exit or a stop. */
export function sequenceText({ frames, events }: Timeline): string[] {
  const threads = [...new Set(frames.map(({ thread }) => thread))].sort((a, b) => a - b);
  const codes = new Map(frames.map(({ frame, code }) => [frame, code]));
  const head = threads.map((thread) => `thread ${thread}`.padEnd(WIDTH)).join('');
  const rows = events.flatMap((event) => {
    if (!SHOWN.has(event.event) && event.stop === undefined && !event.must) return [];
    const column = threads.indexOf(event.thread);
    const cells = threads.map((_, i) =>
      (i === column ? cell(event, codes.get(event.frame) ?? '?') : '│').padEnd(WIDTH),
    );
    return [cells.join('').trimEnd()];
  });
  return [head.trimEnd(), ...rows];
}

function cell({ event, line, stop, must }: TimelineEvent, code: string): string {
  const place = `${event} ${code}${line > 0 ? `:${line}` : ''}`;
  if (stop !== undefined) {
    const told = stop.command === null ? '' : ` (${stop.command})`;
    return must ? `■ ${place} stops${told}` : `✗ ${place} stops wrongly${told}`;
  }
  return must ? `✗ ${place} is passed` : `  ${place}`;
}
