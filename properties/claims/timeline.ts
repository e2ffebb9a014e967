/**
 * A session as a picture needs it: frames side by side, events down the page, sets on code, who stops where.
 * @module
 */
import type { MonitoringCall } from '../../model/index.ts';
import { callText } from '../explain.ts';
import type { SessionStop } from '../session.ts';
import type { Recording, StrategyRun } from '../strategy-run.ts';

/** A frame: a column. */
export interface TimelineFrame {
  readonly frame: number;
  readonly code: string;
  /** The thread of its first event here. */
  readonly thread: number;
}

/** An event: a row. */
export interface TimelineEvent {
  /** Index in the recording. */
  readonly at: number;
  readonly event: string;
  readonly frame: number;
  readonly thread: number;
  readonly line: number;
  /** The strategy's callback was called. */
  readonly heard: boolean;
  /** Calls that the callback made. */
  readonly calls: readonly string[];
  /** The strategy stops here; the command that it is given. */
  readonly stop?: { readonly command: string | null };
  /** The oracle stops here. */
  readonly must: boolean;
  /** Code objects, by the frames shown, that have local events or frame sets after this event. */
  readonly armed: readonly number[];
}

export interface Timeline {
  readonly frames: readonly TimelineFrame[];
  readonly events: readonly TimelineEvent[];
  /** Events that are not shown: before the first and after the last. */
  readonly before: number;
  readonly after: number;
}

/** Events that tell nothing of stepping unless somebody hears them or stops there. */
const QUIET: ReadonlySet<string> = new Set(['INSTRUCTION', 'CALL', 'JUMP', 'STOP_ITERATION']);
const MOST = 44;

/** The part of a session around its first difference, or its beginning. */
export function timelineOf(
  run: Recording,
  done: StrategyRun,
  expected: readonly SessionStop[],
  about: { readonly from: number; readonly to: number },
): Timeline {
  const heard = new Set(done.delivered);
  const stops = new Map(done.transcript.stops.map((stop) => [stop.event, stop]));
  const must = new Set(expected.map((stop) => stop.event));
  const armed = armedAfter(run, done);
  const shown: TimelineEvent[] = [];
  run.events.forEach((event, at) => {
    if (at < about.from || at > about.to) return;
    const stop = stops.get(at);
    const calls = done.calls.filter((c) => c.at === at).map((c) => callText(c.call));
    if (QUIET.has(event.event) && stop === undefined && !must.has(at) && calls.length === 0) return;
    shown.push({
      at,
      event: event.event,
      frame: event.frame,
      thread: event.thread,
      line: event.line,
      heard: heard.has(at),
      calls,
      ...(stop === undefined ? {} : { stop: { command: stop.command } }),
      must: must.has(at),
      armed: armed(at),
    });
  });
  const events = shown.slice(0, MOST);
  const threadOf = new Map(events.toReversed().map((e) => [e.frame, e.thread]));
  // Frames of a thread stand together.
  const used = [...threadOf.keys()].sort((a, b) => threadOf.get(a)! - threadOf.get(b)! || a - b);
  const codes = run.trace.codeOf;
  return {
    frames: used.map((frame) => ({ frame, code: codes.get(frame)?.qualname ?? '?', thread: threadOf.get(frame)! })),
    events,
    before: run.events.findIndex((_, at) => at === (events[0]?.at ?? 0)),
    after: run.events.length - 1 - (events.at(-1)?.at ?? -1),
  };
}

/** Frames whose code or self has a non-empty set after an event. */
function armedAfter(run: Recording, done: StrategyRun): (at: number) => readonly number[] {
  const frames = [...run.trace.codeOf];
  return (until) => {
    const local = new Map<unknown, number>();
    const own = new Map<number, number>();
    let global = 0;
    for (const { at, call } of done.calls) {
      if (at > until) break;
      global = apply(call, local, own, global);
    }
    return frames
      .filter(([frame, code]) => global > 0 || (local.get(code) ?? 0) > 0 || (own.get(frame) ?? 0) > 0)
      .map(([frame]) => frame);
  };
}

function apply(call: MonitoringCall, local: Map<unknown, number>, own: Map<number, number>, global: number): number {
  if (call.call === 'set_local_events') local.set(call.code, call.events.length);
  else if (call.call === 'set_frame_events') own.set(call.frame, call.events.length + call.entered.length);
  else if (call.call === 'set_events') return call.events.length;
  return global;
}
