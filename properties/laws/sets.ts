/**
 * Laws on event sets, what they cost, and what they leave behind.
 * @module
 */

import { allCode } from '../../machines/index.ts';
import type { CodeObject } from '../../model/index.ts';
import { type Law, sessionLaw } from './law.ts';
import type { JudgedSession } from './leg.ts';
import { itemAt, next } from './leg.ts';

/** The sets of a tool after the callback of an event, from its calls. */
interface Standing {
  global: readonly string[];
  readonly local: Map<CodeObject, readonly string[]>;
  readonly frames: Map<number, readonly string[]>;
  readonly sites: Set<string>;
}

function replaySets(session: JudgedSession, until: number): Standing {
  const sets: Standing = { global: [], local: new Map(), frames: new Map(), sites: new Set() };
  const codes = allCode(session.run.module);
  for (const { at, call } of session.done.calls) {
    if (at > until) break;
    if (call.call === 'set_events') sets.global = call.events;
    else if (call.call === 'set_local_events') sets.local.set(call.code, call.events);
    else if (call.call === 'set_frame_events') sets.frames.set(call.frame, call.events);
    else if (call.call === 'set_breakpoint') sets.sites.add(`${codes.indexOf(call.code)}@${call.offset}`);
    else if (call.call === 'clear_breakpoint') sets.sites.delete(`${codes.indexOf(call.code)}@${call.offset}`);
  }
  for (const item of session.run.trace.items) {
    if (item.at > until) break;
    if (item.kind === 'leave' && (item.how === 'return' || item.how === 'unwind')) sets.frames.delete(item.frame);
  }
  return sets;
}

/** The last callback at a stop's place: that of LINE, or of INSTRUCTION of the same instruction. */
function callbackOf(session: JudgedSession, event: number): number {
  const { itemOf } = session.run;
  const item = itemOf.get(event);
  return item !== undefined && itemOf.get(event + 1) === item ? event + 1 : event;
}

const empty = (sets: Standing) =>
  sets.global.length === 0 &&
  [...sets.local.values()].every((e) => e.length === 0) &&
  [...sets.frames.values()].every((e) => e.length === 0) &&
  sets.sites.size === 0;

export const SET_LAWS: readonly Law[] = [
  sessionLaw({
    id: 'need-met',
    statement: 'what a pending step needs of its frame is in that frame’s effective set after the stop’s callback',
    source: 'laws 72, 74, 75 as one decidable invariant',
    group: 'masks',
    stopLaw: false,
    policies: ['strict'],
    sometimes: 'over or into is pending',
    judge(session) {
      const { stops } = session.done.transcript;
      let any = false;
      for (const stop of stops) {
        const kind = stop.command?.split(' ')[0];
        if (kind !== 'over' && kind !== 'into' && kind !== 'out') continue;
        any = true;
        const code = session.run.trace.codeOf.get(stop.frame);
        const sets = replaySets(session, callbackOf(session, stop.event));
        const effective = new Set([
          ...sets.global,
          ...(code === undefined ? [] : (sets.local.get(code) ?? [])),
          ...(sets.frames.get(stop.frame) ?? []),
        ]);
        const need = kind === 'out' ? ['PY_RETURN', 'PY_YIELD'] : ['LINE', 'PY_RETURN', 'PY_YIELD'];
        const missing = need.find((n) => !effective.has(n));
        if (missing !== undefined)
          return { broken: `${missing} is off for ${stop.code} although ${kind} is pending there` };
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
      return empty(replaySets(session, Number.POSITIVE_INFINITY)) ? true : { broken: 'events are still on' };
    },
  }),
  sessionLaw({
    id: 'quiet-continue',
    statement: 'without breakpoints and steps nothing is monitored: continue costs no event',
    source: 'addition; law 66, second half',
    group: 'masks',
    stopLaw: false,
    policies: ['strict'],
    sometimes: 'continue without a breakpoint',
    judge(session) {
      const { stops } = session.done.transcript;
      const last = stops.at(-1);
      if (last?.command !== 'continue' || session.spec.script.some((e) => e.command.kind === 'break')) return null;
      const after = session.done.delivered.filter((e) => e > last.event + 1);
      if (session.run.events.length - last.event < 10) return 'unexercised';
      return after.length === 0 ? true : { broken: `${after.length} events came after continue` };
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
      const { stops } = session.done.transcript;
      if (session.spec.script.some((e) => e.command.kind === 'break')) return null;
      let any = false;
      for (const stop of stops) {
        const kind = stop.command?.split(' ')[0];
        if (kind !== 'over' && kind !== 'out') continue;
        const own = session.run.trace.codeOf.get(stop.frame);
        const sets = replaySets(session, callbackOf(session, stop.event));
        if (session.done.calls.length > 4) any = true;
        const rest = [...sets.local].find(([code, events]) => events.length > 0 && code !== own);
        if (rest !== undefined) return { broken: `${rest[0].qualname} keeps ${rest[1].join(', ')}` };
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
    judge(session) {
      const { stops } = session.done.transcript;
      const { trace } = session.run;
      let any = false;
      for (const [n, stop] of stops.entries()) {
        if (stop.command !== 'over' || session.spec.script.some((e) => e.command.kind === 'break')) continue;
        const from = itemAt(trace, stop.event);
        const to = stops[n + 1]?.event ?? Number.POSITIVE_INFINITY;
        const exit = next(trace, from, (i) => i.kind === 'leave' && i.frame === stop.frame);
        const own = trace.codeOf.get(stop.frame);
        if ((trace.items[exit]?.at ?? Number.POSITIVE_INFINITY) < to) continue;
        const foreign = session.run.events.filter((e, k) => k > stop.event + 1 && k < to && e.code !== own);
        if (foreign.length < 10) continue;
        any = true;
        const paid = session.done.delivered.filter(
          (k) =>
            k > stop.event + 1 &&
            k < to &&
            session.run.events[k]!.code !== own &&
            session.run.events[k]!.event !== 'PY_UNWIND',
        );
        if (paid.length > 0) return { broken: `${paid.length} events of other code were delivered during over` };
      }
      return any ? true : null;
    },
  }),
];
