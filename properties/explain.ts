/**
 * Where a debugger's stops are not the oracle's: what was asked, which sets were on which code, which events came, who stopped
 * where. A story in frames, sets and events.
 * @module
 */
import type { CodeObject, MonitoringCall } from '../model/index.ts';
import { sameStop } from './same-stops.ts';
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
    if (e !== null && o !== null && sameStop(e, o)) continue;
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

/** What is on at one moment: the global set, sets of code objects and of frames, opcode breakpoints. */
interface Standing {
  readonly global: readonly string[];
  readonly local: ReadonlyMap<CodeObject, readonly string[]>;
  readonly frames: ReadonlyMap<number, readonly string[]>;
}

/** The sets after the callbacks of the events up to `until`. */
function setsAfter(observed: StrategyRun, until: number): Standing {
  let global: readonly string[] = [];
  const local = new Map<CodeObject, readonly string[]>();
  const frames = new Map<number, readonly string[]>();
  for (const { at, call } of observed.calls) {
    if (at > until) break;
    if (call.call === 'set_events') global = call.events;
    else if (call.call === 'set_local_events') local.set(call.code, call.events);
    else if (call.call === 'set_frame_events') frames.set(call.frame, call.events);
  }
  return { global, local, frames };
}

function setsText({ global, local, frames }: Standing): string {
  const on = [
    ...(global.length === 0 ? [] : [`everywhere ${global.join('|')}`]),
    ...[...local].filter(([, e]) => e.length > 0).map(([code, e]) => `code of ${code.qualname} ${e.join('|')}`),
    ...[...frames].filter(([, e]) => e.length > 0).map(([frame, e]) => `frame ${frame} ${e.join('|')}`),
  ];
  return on.length === 0 ? 'nothing is monitored' : `on are: ${on.join('; ')}`;
}

/** Why a stop came that must not be. */
function whySpurious(run: Recording, before: SessionStop | undefined, stop: SessionStop, name: string): string {
  const code = run.trace.codeOf.get(stop.frame);
  if (before !== undefined && before.frame !== stop.frame && run.trace.codeOf.get(before.frame) === code)
    return `a spurious stop: frames ${before.frame} and ${stop.frame} run the same code, ${stop.code}; ${name} takes the event of the one for an event of the other`;
  return `a spurious stop: nothing that the user asked for is at ${placeOf(stop)}`;
}

/** Why a stop did not come: the event that was not heard, there or on the way. */
function whyLost(
  run: Recording,
  observed: StrategyRun,
  before: SessionStop | undefined,
  stop: SessionStop,
  name: string,
) {
  const delivered = new Set(observed.delivered);
  const from = before?.event ?? -1;
  const missed = run.events.findIndex(
    (e, at) =>
      at > from && at < stop.event && e.event === 'PY_UNWIND' && e.frame === before?.frame && !delivered.has(at),
  );
  const lost = `a lost stop:`;
  if (missed >= 0)
    return `${lost} frame ${before?.frame} was left by an exception; no set asked for its PY_UNWIND, so ${name} still waits for that frame`;
  const event = run.events[stop.event]!;
  if (delivered.has(stop.event)) return `${lost} ${name} hears ${event.event} there and does not take it for the stop`;
  const { global, local, frames } = setsAfter(observed, stop.event - 1);
  const on = [...global, ...(local.get(event.code) ?? []), ...(frames.get(event.frame) ?? [])];
  return `${lost} ${event.event} of frame ${event.frame} is not delivered: ${on.length === 0 ? `nothing is set on ${event.code.qualname}` : `set there are only ${[...new Set(on)].join('|')}`}`;
}

/** The story of a difference, one sentence a line. */
export function explain(
  run: Recording,
  observed: StrategyRun,
  difference: Difference,
  name: string,
): readonly string[] {
  const before = observed.transcript.stops[difference.at - 1];
  const lines: string[] = [];
  const from = before?.event ?? -1;
  if (before !== undefined)
    lines.push(`stopped at ${placeOf(before)}; the user says ${before.command ?? 'nothing more'}`);
  for (const { at, call } of observed.calls)
    if (at >= from && at <= from + 1) lines.push(`  ${name} calls ${callText(call)}`);
  lines.push(`  ${setsText(setsAfter(observed, from + 1))}`);
  const last = Math.max(difference.expected?.event ?? 0, difference.observed?.event ?? 0);
  // Behind a wrong stop the user has said something else.
  const stop = difference.kind === 'lost' ? difference.expected : difference.observed;
  const to = stop?.event ?? last;
  const delivered = new Set(observed.delivered);
  let shown = 0;
  for (let k = from + 2; k <= to; k++) {
    const event = run.events[k];
    if (event === undefined || (!SHOWN.has(event.event) && !delivered.has(k))) continue;
    if (++shown > MOST) continue;
    const must = k === difference.expected?.event ? '   ← it must stop here' : '';
    const stops = k === difference.observed?.event ? `   ← ${name} stops here` : '';
    const came = delivered.has(k) ? '' : `   (${name} does not hear it)`;
    lines.push(`  ${event.event} ${event.code.qualname}:${event.line} frame ${event.frame}${came}${must}${stops}`);
    if (k === difference.observed?.event) continue;
    for (const { at, call } of observed.calls) if (at === k) lines.push(`    ${name} calls ${callText(call)}`);
  }
  if (shown > MOST) lines.push(`  … ${shown - MOST} more events`);
  lines.push(
    difference.expected === null ? 'it must not stop any more' : `it must stop at ${placeOf(difference.expected)}`,
  );
  lines.push(
    difference.observed === null
      ? `${name} does not stop any more`
      : `${name} stops at ${placeOf(difference.observed)}`,
  );
  if (difference.kind === 'spurious' && difference.observed !== null)
    lines.push(whySpurious(run, before, difference.observed, name));
  else if (difference.kind === 'lost' && difference.expected !== null)
    lines.push(whyLost(run, observed, before, difference.expected, name));
  else lines.push('a different stop: the same place, with other reasons or values');
  return lines;
}
