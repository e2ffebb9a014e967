/**
 * Breakpoints as a session's transcript shows that they stood, decided anew from script, refusals, places and conditions; the
 * debugger's own set is never asked.
 * @module
 */
import {
  allCode,
  type BreakpointPlace,
  bindPlace,
  type DebuggerCommand,
  isResuming,
  printCommand,
} from '../../machines/index.ts';
import type { CodeObject } from '../../model/index.ts';
import type { Place, StepItem, StepTrace } from '../step-trace.ts';
import { itemAt, type JudgedSession, type Leg } from './leg.ts';

/** A breakpoint while the program runs on from one stop. */
export interface Standing {
  readonly id: number;
  readonly place: BreakpointPlace;
  /** Indexes of the items at its place. */
  readonly covers: readonly number[];
  /** The stop at which it was set. */
  readonly from: number;
  /** The stop at which it was last changed by a command: set, enabled, disabled, cleared, given a condition or an ignore count. */
  readonly since: number;
  readonly state: 'enabled' | 'disabled' | 'removed';
  readonly temporary: boolean;
  readonly condition: string | undefined;
  /** Hits still to be passed over when the leg begins. */
  readonly ignore: number;
  /** It was passed before without a stop: its condition was false or its ignore count not spent. */
  readonly passed: boolean;
}

/** What becomes of one arrival at a breakpoint's place. */
type Arrival = 'stop' | 'error' | 'ignored' | 'false';

const covered = new WeakMap<StepTrace, Map<string, readonly number[]>>();

/** Indexes of the items at a place, found once for each place of a trace. */
function coveredBy(session: JudgedSession, place: BreakpointPlace, from: number): readonly number[] {
  const { trace, module } = session.run;
  let known = covered.get(trace);
  if (known === undefined) {
    known = new Map();
    covered.set(trace, known);
  }
  // Only an offset means something else in other code.
  const frame = place.kind === 'offset' ? session.done.transcript.stops[from]?.frame : undefined;
  const current = frame === undefined ? undefined : trace.codeOf.get(frame);
  const text = printCommand({ kind: 'break', place, temporary: false, ignore: 0 });
  const key = current === undefined ? text : `${text} in ${allCode(module).indexOf(current)}`;
  let found = known.get(key);
  if (found === undefined) {
    const test = placeTest(trace, module, place, current);
    found = trace.items.flatMap((item, k) => (item.kind === 'place' && test(item) ? [k] : []));
    known.set(key, found);
  }
  return found;
}

/** Whether a place belongs to a breakpoint's; lines and functions by what the trace shows, the others by the tables. */
function placeTest(
  trace: StepTrace,
  module: CodeObject,
  place: BreakpointPlace,
  current: CodeObject | undefined,
): (item: Place) => boolean {
  if (place.kind === 'line') return (item) => item.fires && item.line === place.line;
  if (place.kind === 'function') {
    const named = (key: 'qualname' | 'name') => allCode(module).filter((c) => c[key] === place.name);
    const codes = named('qualname').length > 0 ? named('qualname') : named('name');
    const first = firstLines(trace);
    return (item) => item.fires && codes.includes(item.code) && item.line === first.get(item.code);
  }
  const bound = bindPlace({ module, ...(current === undefined ? {} : { current }) }, place);
  if (!('sites' in bound)) return () => false;
  return (item) => bound.sites.some((s) => s.code === item.code && s.offset === item.offset);
}

/** The line of the first LINE of each code object: where its frames begin. */
function firstLines(trace: StepTrace): Map<CodeObject, number> {
  const lines = new Map<CodeObject, number>();
  const begun = new Set<number>();
  for (const item of trace.items) {
    if (item.kind === 'leave') begun.delete(item.frame);
    if (item.kind === 'enter' && item.how === 'start') begun.add(item.frame);
    if (item.kind !== 'place' || !item.fires || !begun.delete(item.frame)) continue;
    if (!lines.has(item.code)) lines.set(item.code, item.line);
  }
  return lines;
}

/** What stands in the leg after stop n, removed breakpoints included. */
export function standingAt(session: JudgedSession, n: number): readonly Standing[] {
  session.made.standings ??= session.spec.script.some((e) => e.command.kind === 'break') ? standingsOf(session) : [];
  return session.made.standings[n] ?? NONE;
}

const NONE: readonly Standing[] = [];

function standingsOf(session: JudgedSession): (readonly Standing[])[] {
  const { script } = session.spec;
  const { stops, refusals } = session.done.transcript;
  const { trace } = session.run;
  const all: (readonly Standing[])[] = [];
  let set: readonly Standing[] = [];
  let at = 0;
  for (const [n, stop] of stops.entries()) {
    for (let entry = script[at]; entry !== undefined && !isResuming(entry.command); entry = script[++at]) {
      const index = at;
      if (!refusals.some((r) => r.stop === n && r.entry === index)) set = changed(session, set, entry.command, n);
    }
    if (script[at]?.repeat !== true) at++;
    all.push(set);
    if (set.length === 0) continue;
    const from = itemAt(trace, stop.event);
    const end = stops[n + 1];
    const to = end === undefined ? trace.items.length : itemAt(trace, end.event);
    if (from >= 0 && to > from) set = ranOn(session, set, from, to);
  }
  return all;
}

/** A breakpoint that a command has changed at stop n. */
function remade(
  b: Standing,
  since: number,
  state: Standing['state'],
  condition: string | undefined,
  ignore: number,
): Standing {
  const { id, place, covers, from, temporary, passed } = b;
  return { id, place, covers, from, since, state, temporary, condition, ignore, passed };
}

function changed(
  session: JudgedSession,
  set: readonly Standing[],
  command: DebuggerCommand,
  n: number,
): readonly Standing[] {
  if (command.kind === 'break') {
    const { place, temporary, condition, ignore } = command;
    const added: Standing = {
      id: set.length + 1,
      place,
      covers: coveredBy(session, place, n),
      from: n,
      since: n,
      state: 'enabled',
      temporary,
      condition,
      ignore,
      passed: false,
    };
    return [...set, added];
  }
  if (!('id' in command)) return set;
  return set.map((b): Standing => {
    if (b.id !== command.id || b.state === 'removed') return b;
    switch (command.kind) {
      case 'enable':
        return remade(b, n, 'enabled', b.condition, b.ignore);
      case 'disable':
        return remade(b, n, 'disabled', b.condition, b.ignore);
      case 'clear':
        return remade(b, n, 'removed', b.condition, b.ignore);
      case 'ignore':
        return remade(b, n, b.state, b.condition, command.count);
      case 'condition':
        return remade(b, n, b.state, command.condition, b.ignore);
      default:
        return b;
    }
  });
}

/** The breakpoints after the program has run on; the same set where nothing has become of any. */
function ranOn(session: JudgedSession, set: readonly Standing[], from: number, to: number): readonly Standing[] {
  const after = set.map((b) => passedBy(session, b, from, to));
  return after.every((b, k) => b === set[k]) ? set : after;
}

function passedBy(session: JudgedSession, b: Standing, from: number, to: number): Standing {
  if (b.state !== 'enabled') return b;
  let { ignore, passed } = b;
  let state: Standing['state'] = b.state;
  const { items } = session.run.trace;
  for (const k of b.covers) {
    if (k <= from) continue;
    if (k > to) break;
    const what = arrival(items[k] as Place, b, ignore);
    if (what === 'ignored') ignore--;
    if (what === 'stop' && b.temporary) state = 'removed';
    if (what === 'ignored' || what === 'false') passed = true;
  }
  if (ignore === b.ignore && state === b.state && passed === b.passed) return b;
  const { id, place, covers, from: set, since, temporary, condition } = b;
  return { id, place, covers, from: set, since, state, temporary, condition, ignore, passed };
}

/** What becomes of an arrival at an enabled breakpoint that has so many hits still to pass over. */
function arrival({ conditions }: Place, { condition }: Standing, ignore: number): Arrival {
  const value = condition === undefined ? true : conditions?.[condition];
  if (typeof value === 'object') return 'error';
  if (value !== true) return 'false';
  return ignore > 0 ? 'ignored' : 'stop';
}

/** Where an enabled breakpoint is due first in the leg, its stop included; undefined if nowhere. */
export function due(leg: Leg, b: Standing): { readonly at: number; readonly what: 'stop' | 'error' } | undefined {
  if (b.state !== 'enabled') return undefined;
  const { from, to } = leg;
  const { items } = leg.trace;
  let { ignore } = b;
  for (const at of b.covers) {
    if (at <= from) continue;
    if (at > to) break;
    const what = arrival(items[at] as Place, b, ignore);
    if (what === 'ignored') ignore--;
    else if (what !== 'false') return { at, what };
  }
  return undefined;
}

/** What becomes of the leg's stop at a breakpoint's place; undefined if it is elsewhere. */
export function arrivalAt(leg: Leg, b: Standing): Arrival | undefined {
  const { items } = leg.trace;
  let { ignore } = b;
  for (const at of b.covers) {
    if (at <= leg.from) continue;
    if (at > leg.to) break;
    const what = arrival(items[at] as Place, b, ignore);
    if (at === leg.to) return what;
    if (what === 'ignored') ignore--;
  }
  return undefined;
}

/** What stands in a leg. */
export const inLeg = (leg: Leg): readonly Standing[] => standingAt(leg.session, leg.n);

/** Whether a breakpoint with the property is reached in the leg, be it enabled or not. */
export function reached(leg: Leg, test: (b: Standing) => boolean): boolean {
  return inLeg(leg).some((b) => test(b) && b.covers.some((k) => k > leg.from && k <= leg.to));
}

/** Index of the first item of the leg at a breakpoint's place; the number of items if there is none. */
export function firstReached(leg: Leg, b: Standing): number {
  for (const k of b.covers) if (k > leg.from) return k;
  return leg.trace.items.length;
}

/** A place in the leg at which a breakpoint should have stopped and did not. */
export function missed(leg: Leg, test: (b: Standing) => boolean): true | string {
  for (const b of inLeg(leg)) {
    if (!test(b)) continue;
    const found = due(leg, b);
    if (found === undefined) continue;
    const item: StepItem = leg.trace.items[found.at]!;
    if (found.at < leg.to) return `passed breakpoint ${b.id} at ${item.code.qualname}:${item.line}`;
    if (leg.stop?.breakpoints.includes(b.id) !== true) return `did not report breakpoint ${b.id}`;
  }
  return true;
}

export const hits = (leg: Leg) => (leg.stop?.breakpoints.length ?? 0) > 0;
