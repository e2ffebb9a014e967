/**
 * Breakpoints as a session's transcript shows that they stood, decided anew from script, refusals and places.
 * @module
 */
import { bindPlace, type DebuggerCommand, printCommand } from '../../machines/index.ts';
import type { StepItem } from '../step-trace.ts';
import { itemAt, type JudgedSession, type Leg, next } from './leg.ts';

type Break = Extract<DebuggerCommand, { kind: 'break' }>;

/** A breakpoint as the session's transcript shows that it stood: from which stop on, and until which. */
export interface Standing {
  readonly id: number;
  readonly command: Break;
  readonly from: number;
  /** It was changed later: by enable, disable, clear, condition or ignore. */
  readonly changed: boolean;
}

const standings = new WeakMap<JudgedSession, readonly Standing[]>();

/** The breakpoints that were accepted, in the order of their ids, with the stop at which each was set. */
export function breakpointsOf(session: JudgedSession): readonly Standing[] {
  let found = standings.get(session);
  if (found !== undefined) return found;
  const out: Standing[] = [];
  const { script } = session.spec;
  const { refusals, stops } = session.done.transcript;
  const touched = new Set<number>();
  let stop = 0;
  for (const entry of script) {
    const { command } = entry;
    if (stop >= stops.length || entry.repeat) break;
    const text = printCommand(command);
    if (command.kind === 'break') {
      if (!refusals.some((r) => r.stop === stop && r.command === text))
        out.push({ id: out.length + 1, command, from: stop, changed: false });
    } else if ('id' in command) touched.add(command.id);
    else if (command.kind !== 'thread' && !command.kind.startsWith('r')) stop++;
  }
  found = out.map((b) => (touched.has(b.id) ? { ...b, changed: true } : b));
  standings.set(session, found);
  return found;
}

export const plain = (b: Standing) =>
  !b.changed && !b.command.temporary && b.command.ignore === 0 && b.command.condition === undefined;

/** Whether a place belongs to a breakpoint's place, decided from the place alone. */
export function covers(session: JudgedSession, b: Standing, item: StepItem): boolean {
  if (item.kind !== 'place') return false;
  const { place } = b.command;
  if (place.kind === 'line') return item.fires && item.line === place.line;
  const current = itemOfStop(session, b.from)?.code;
  const bound = bindPlace({ module: session.run.module, ...(current === undefined ? {} : { current }) }, place);
  return (
    'sites' in bound &&
    bound.sites.some((s) => s.code === item.code && s.offset === item.offset && (item.fires || !s.byLine))
  );
}

function itemOfStop(session: JudgedSession, n: number): StepItem | undefined {
  const stop = session.done.transcript.stops[n];
  return stop === undefined ? undefined : session.run.trace.items[itemAt(session.run.trace, stop.event)];
}

/** A place in the leg, before its stop, at which a plain breakpoint that stands should have stopped. */
export function missed(leg: Leg, test: (b: Standing) => boolean): true | string {
  for (const b of breakpointsOf(leg.session)) {
    if (b.from > leg.n || !test(b)) continue;
    const at = next(leg.trace, leg.from, (i) => covers(leg.session, b, i));
    const item = leg.trace.items[at];
    if (item !== undefined && at < leg.to) return `passed breakpoint ${b.id} at ${item.code.qualname}:${item.line}`;
    if (item !== undefined && at === leg.to && leg.stop?.breakpoints.includes(b.id) !== true)
      return `did not report breakpoint ${b.id}`;
  }
  return true;
}

export const standing = (leg: Leg, test: (b: Standing) => boolean) =>
  breakpointsOf(leg.session).some((b) => b.from <= leg.n && test(b));

export const hits = (leg: Leg) => (leg.stop?.breakpoints.length ?? 0) > 0;
