/**
 * Where a debugger's stops are not the oracle's: what was asked, which sets were on which code, which events came, who stopped
 * where. A story in frames, sets and events.
 * @module
 */
import type { MonitoringCall } from '../model/index.ts';
import type { SessionStop, Transcript } from './session.ts';
import type { Recording, StrategyRun } from './strategy-run.ts';

/** The first difference. */
export interface Difference {
  /** `spurious`: a stop that must not be; `lost`: a stop that must be and is not; `other`: the same place, something else is wrong. */
  readonly kind: 'spurious' | 'lost' | 'other';
  /** Index of the first stop that differs. */
  readonly at: number;
  readonly expected: SessionStop | null;
  readonly observed: SessionStop | null;
}

/** Compares two transcripts; null if their stops are the same. */
export function firstDifference(expected: Transcript, observed: Transcript): Difference | null {
  const length = Math.max(expected.stops.length, observed.stops.length);
  for (let at = 0; at < length; at++) {
    const e = expected.stops[at] ?? null;
    const o = observed.stops[at] ?? null;
    if (e !== null && o !== null && JSON.stringify({ ...e, command: null }) === JSON.stringify({ ...o, command: null }))
      continue;
    const kind =
      e === null
        ? 'spurious'
        : o === null
          ? 'lost'
          : o.event < e.event
            ? 'spurious'
            : o.event > e.event
              ? 'lost'
              : 'other';
    return { kind, at, expected: e, observed: o };
  }
  return null;
}

function placeOf(stop: SessionStop): string {
  return `${stop.code}:${stop.line} (frame ${stop.frame}, @${stop.offset})`;
}

/** A monitoring call as CPython spells it. */
export function callText(call: MonitoringCall): string {
  switch (call.call) {
    case 'set_events':
      return `set_events(${call.events.join('|') || '0'})`;
    case 'set_local_events':
      return `set_local_events(${call.code.qualname}, ${call.events.join('|') || '0'})`;
    case 'set_frame_events':
      return `set_frame_events(frame ${call.frame}, ${call.events.join('|') || '0'}${call.entered.length === 0 ? '' : `, entered=${call.entered.join('|')}`})`;
    case 'set_breakpoint':
    case 'clear_breakpoint':
      return `${call.call}(${call.code.qualname}, @${call.offset})`;
    default:
      return call.call;
  }
}

const SHOWN: ReadonlySet<string> = new Set([
  'LINE',
  'PY_START',
  'PY_RESUME',
  'PY_THROW',
  'PY_RETURN',
  'PY_YIELD',
  'PY_UNWIND',
  'RAISE',
  'CALL',
]);
const MOST = 24;

/** The story of a difference, one sentence a line. */
export function explain(
  run: Recording,
  observed: StrategyRun,
  difference: Difference,
  name: string,
): readonly string[] {
  const { stops } = observed.transcript;
  const before = stops[difference.at - 1];
  const lines: string[] = [];
  const from = before?.event ?? -1;
  if (before !== undefined)
    lines.push(`stopped at ${placeOf(before)}; the user says ${before.command ?? 'nothing more'}`);
  for (const { at, call } of observed.calls)
    if (at >= from && at <= from + 1) lines.push(`  ${name} calls ${callText(call)}`);
  const last = Math.max(difference.expected?.event ?? 0, difference.observed?.event ?? 0);
  const to = difference.kind === 'lost' && difference.expected !== null ? difference.expected.event : last;
  const delivered = new Set(observed.delivered);
  let shown = 0;
  for (let k = from + 2; k <= to && shown < MOST; k++) {
    const event = run.events[k];
    if (event === undefined || (!SHOWN.has(event.event) && !delivered.has(k))) continue;
    shown++;
    const came = delivered.has(k) ? '' : `   (${name} does not hear it)`;
    lines.push(`  ${event.event} ${event.code.qualname}:${event.line} frame ${event.frame}${came}`);
    for (const { at, call } of observed.calls) if (at === k) lines.push(`    ${name} calls ${callText(call)}`);
  }
  lines.push(
    difference.expected === null ? 'it must not stop any more' : `it must stop at ${placeOf(difference.expected)}`,
  );
  lines.push(
    difference.observed === null
      ? `${name} does not stop any more`
      : `${name} stops at ${placeOf(difference.observed)}`,
  );
  lines.push(`a ${difference.kind === 'other' ? 'different' : difference.kind} stop`);
  return lines;
}
