/**
 * What runs under schedules were like: how often threads changed, and whether two were in one function at a time.
 * @module
 */
import type { Trace } from '../../model/index.ts';

/** Figures of the runs that agreed. */
export interface ThreadFigures {
  runs: number;
  switches: number;
  /** Runs in which two threads were in one code object at the same time. */
  sharing: number;
  deadlocks: number;
  /** Runs by the number of threads that had events. */
  threads: Record<number, number>;
}

export const noThreadFigures = (): ThreadFigures => ({ runs: 0, switches: 0, sharing: 0, deadlocks: 0, threads: {} });

/** Counts a run in. */
export function countThreads(figures: ThreadFigures, trace: Trace): void {
  figures.runs++;
  figures.switches += trace.schedule?.choices.length ?? 0;
  if (trace.end === 'deadlock') figures.deadlocks++;
  if (sharesCode(trace)) figures.sharing++;
  const threads = new Set(trace.events.map(({ thread }) => thread)).size;
  figures.threads[threads] = (figures.threads[threads] ?? 0) + 1;
}

export function addThreadFigures(to: ThreadFigures, from: ThreadFigures): void {
  to.runs += from.runs;
  to.switches += from.switches;
  to.sharing += from.sharing;
  to.deadlocks += from.deadlocks;
  for (const [threads, n] of Object.entries(from.threads))
    to.threads[Number(threads)] = (to.threads[Number(threads)] ?? 0) + n;
}

const LEAVING: ReadonlySet<string> = new Set(['PY_RETURN', 'PY_YIELD', 'PY_UNWIND']);

/** Whether a thread has an event in a code object while another is in a frame of it. */
export function sharesCode({ events }: Trace): boolean {
  const inside = new Map<string, Map<number, Set<number>>>();
  for (const { event, code, thread, frame } of events) {
    if (code === '<module>') continue;
    const threads = inside.get(code) ?? new Map<number, Set<number>>();
    inside.set(code, threads);
    const frames = threads.get(thread) ?? new Set();
    threads.set(thread, frames);
    if (LEAVING.has(event)) frames.delete(frame);
    else frames.add(frame);
    let occupied = 0;
    for (const { size } of threads.values()) if (size > 0) occupied++;
    if (occupied > 1) return true;
  }
  return false;
}
