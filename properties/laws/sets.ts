/**
 * Laws on event sets, what they cost, and what they leave behind.
 * @module
 */
import { allCode, bindPlace } from '../../machines/index.ts';
import type { CodeObject } from '../../model/index.ts';
import { inLeg, type Standing, standingAt } from './breakpoint-standing.ts';
import { EventSets, needsOf, type SetsAt, setsOf, siteName } from './event-sets.ts';
import { type Law, sessionLaw } from './law.ts';
import { exitOf, type JudgedSession, stepsElsewhere } from './leg.ts';

/** Where a breakpoint stands; none if its place is refused. */
function sitesOf(session: JudgedSession, b: Standing) {
  const frame = session.done.transcript.stops[b.from]?.frame;
  const current = frame === undefined ? undefined : session.run.trace.codeOf.get(frame);
  const program = { module: session.run.module, ...(current === undefined ? {} : { current }) };
  const bound = bindPlace(program, b.place);
  return 'sites' in bound ? bound.sites : [];
}

/** Whether a code object holds an enabled breakpoint. */
function holds(session: JudgedSession, n: number, code: CodeObject): boolean {
  return standingAt(session, n).some(
    (b) => b.state === 'enabled' && sitesOf(session, b).some((site) => site.code === code),
  );
}

/** A code object that has local events after stop n, holds no breakpoint and is not excepted. */
function idle(session: JudgedSession, { n, local }: SetsAt, excepted?: CodeObject): string | undefined {
  for (const [code, events] of local) {
    if (code !== excepted && !holds(session, n, code)) return `${code.qualname} keeps ${events.join(', ')}`;
  }
  return undefined;
}

export const SET_LAWS: readonly Law[] = [
  sessionLaw({
    id: 'need-met',
    statement: 'after every callback, what a pending step needs of its frame is in that frame’s effective set',
    source: 'laws 54, 56, 72 and 74 as one decidable invariant',
    group: 'masks',
    stopLaw: false,
    policies: ['strict'],
    sometimes: 'over, into or out is pending',
    judge(session, legs) {
      const found = needsOf(session, legs);
      return found.broken === undefined ? (found.moments > 0 ? true : null) : { broken: found.broken };
    },
  }),
  sessionLaw({
    id: 'restart-complete',
    statement: 'after a change of the breakpoints everything that they need is on before the program runs on',
    source: 'law 75',
    group: 'masks',
    stopLaw: false,
    policies: ['strict'],
    sometimes: 'a breakpoint is set or enabled at a stop',
    judge(session) {
      let any = false;
      for (const { n, global, local, sites } of setsOf(session)) {
        for (const b of standingAt(session, n)) {
          if (b.since !== n || b.state !== 'enabled') continue;
          for (const { code, offset, byLine } of sitesOf(session, b)) {
            any = true;
            const isOn = (event: string) => global.includes(event) || local.get(code)?.includes(event) === true;
            if (isOn('LINE') && (byLine || isOn('INSTRUCTION'))) continue;
            if (!sites.has(siteName(allCode(session.run.module), code, offset)))
              return { broken: `nothing is on for breakpoint ${b.id} in ${code.qualname}` };
          }
        }
      }
      return any ? true : null;
    },
  }),
  sessionLaw({
    id: 'teardown',
    statement: 'after detach, quit or the end of the script every event set is empty',
    source: 'law 79',
    group: 'masks',
    stopLaw: false,
    sometimes: 'a session ends before its program',
    judge(session) {
      const { stops, end } = session.done.transcript;
      const last = stops.at(-1);
      if (last === undefined || (last.command !== null && end !== 'detached' && end !== 'quit')) return null;
      if (session.run.events.length - last.event < 10) return 'unexercised';
      const sets = new EventSets(session).advance(session.run.events.length);
      return sets.empty ? true : { broken: 'events are still on' };
    },
  }),
  sessionLaw({
    id: 'quiet-continue',
    statement: 'where no breakpoint stands and no step is pending nothing is monitored: continue costs no event',
    source: 'addition; law 66, second half',
    group: 'masks',
    stopLaw: false,
    policies: ['strict'],
    sometimes: 'continue where no breakpoint stands, the last one removed included',
    judge(session) {
      const { stops } = session.done.transcript;
      const last = stops.at(-1);
      if (last?.command !== 'continue' || stepsElsewhere(session, stops.length - 1)) return null;
      if (standingAt(session, stops.length - 1).some((b) => b.state === 'enabled')) return null;
      if (session.run.events.length - last.event < 10) return 'unexercised';
      const after = session.done.delivered.filter((e) => e > last.event + 1);
      return after.length === 0 ? true : { broken: `${after.length} events came after continue` };
    },
  }),
  sessionLaw({
    id: 'mask-minimal',
    statement:
      'under continue only code that holds a breakpoint has local events, no frame has any, and nothing is on globally',
    source: 'law 73',
    group: 'masks',
    stopLaw: false,
    policies: ['strict'],
    sometimes: 'continue to a breakpoint after a step',
    judge(session) {
      let any = false;
      for (const at of setsOf(session)) {
        if (at.kind !== 'continue' || stepsElsewhere(session, at.n)) continue;
        const rest = idle(session, at);
        if (rest !== undefined) return { broken: `${rest} under continue` };
        if (at.frames) return { broken: 'a frame keeps its set under continue' };
        if (at.global.length > 0) return { broken: `${at.global.join(', ')} are on everywhere under continue` };
        if (at.n > 0) any = true;
      }
      return any ? true : null;
    },
  }),
  sessionLaw({
    id: 'no-residue',
    statement: 'code without a breakpoint, a step or a frame that a step waits for has no local events',
    source: 'law 73, claim C9',
    group: 'masks',
    stopLaw: false,
    policies: ['strict'],
    sometimes: 'a function that was stepped in has returned',
    judge(session) {
      let any = false;
      for (const at of setsOf(session)) {
        const { stop, n, kind } = at;
        if ((kind !== 'over' && kind !== 'out') || stepsElsewhere(session, n)) continue;
        const rest = idle(session, at, session.run.trace.codeOf.get(stop.frame));
        if (rest !== undefined) return { broken: rest };
        if (session.done.transcript.stops[n - 1]?.frame !== stop.frame && n > 0) any = true;
      }
      return any ? true : null;
    },
  }),
  sessionLaw({
    id: 'cost-bound',
    statement: 'over a call costs no events for what the callee does in other code',
    source: 'law 80, per strategy',
    group: 'masks',
    stopLaw: false,
    policies: ['strict'],
    sometimes: 'over a call of a long function',
    judge(session, legs) {
      const { events } = session.run;
      let any = false;
      for (const leg of legs) {
        if (
          leg.command.kind !== 'over' ||
          stepsElsewhere(session, leg.n) ||
          inLeg(leg).some((b) => b.state === 'enabled') ||
          exitOf(leg) !== null
        )
          continue;
        const own = leg.trace.codeOf.get(leg.origin.frame);
        const to = leg.stop?.event ?? events.length;
        let foreign = 0;
        for (let k = leg.origin.event + 2; k < to; k++) if (events[k]!.code !== own) foreign++;
        if (foreign < 10) continue;
        any = true;
        const paid = session.done.delivered.filter(
          (k) => k > leg.origin.event + 1 && k < to && events[k]!.code !== own && events[k]!.event !== 'PY_UNWIND',
        );
        if (paid.length > 0) return { broken: `${paid.length} events of other code were delivered during over` };
      }
      return any ? true : null;
    },
  }),
];
