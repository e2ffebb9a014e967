/**
 * Laws on breakpoints.
 * @module
 */
import { allCode, codeFacts, instructionAt, isPlace, parseScript, printCommand } from '../../machines/index.ts';
import type { Place } from '../step-trace.ts';
import { breakpointsOf, covers, hits, missed, plain, type Standing, standing } from './breakpoint-standing.ts';
import { type Law, legLaw, sessionLaw } from './law.ts';
import type { Leg } from './leg.ts';
import { itemAt, next } from './leg.ts';

function law(
  id: string,
  source: string,
  statement: string,
  sometimes: string,
  premise: (leg: Leg) => boolean,
  holds: (leg: Leg) => true | string,
): Law {
  return legLaw({ id, source, group: 'breakpoints', statement, sometimes, policies: ['strict'], premise, holds });
}

const kind =
  (...kinds: string[]) =>
  (b: Standing) =>
    plain(b) && kinds.includes(b.command.place.kind);

/** Every stop at a breakpoint is at its place, with a true condition. */
function truthful(leg: Leg): true | string {
  const item = leg.trace.items[leg.to];
  if (item === undefined || leg.stop === null) return true;
  for (const id of leg.stop.breakpoints) {
    const b = breakpointsOf(leg.session).find((x) => x.id === id);
    if (b === undefined || b.from > leg.n) return `no breakpoint ${id} stands`;
    if (!covers(leg.session, b, item)) return `breakpoint ${id} is not at ${item.code.qualname}:${item.line}`;
    const value =
      b.changed || b.command.condition === undefined ? true : (item as Place).conditions?.[b.command.condition];
    if (value === false) return `the condition of breakpoint ${id} is false`;
  }
  return true;
}

export const BREAKPOINT_LAWS: readonly Law[] = [
  law(
    'continue-minimal',
    'law 15',
    'continue stops at the first enabled breakpoint that is hit, or not at all',
    'continue with a breakpoint',
    (leg) => leg.command.kind === 'continue',
    (leg) => {
      if (leg.stop !== null && !hits(leg)) return 'stopped without a breakpoint';
      return missed(leg, plain);
    },
  ),
  law(
    'breakpoint-hit-all',
    'law 60',
    'every LINE of an unconditional breakpoint’s line is a stop under every command',
    'a breakpoint is hit during a step',
    (leg) => standing(leg, kind('line')),
    (leg) => missed(leg, kind('line')),
  ),
  law(
    'breakpoint-condition',
    'law 61',
    'a conditional breakpoint stops where its condition is true and nowhere else',
    'a condition is false once',
    (leg) => standing(leg, (b) => b.command.condition !== undefined),
    (leg) => {
      const verdict = truthful(leg);
      if (verdict !== true) return verdict;
      for (const b of breakpointsOf(leg.session)) {
        const { condition } = b.command;
        if (b.changed || b.from > leg.n || condition === undefined || b.command.temporary || b.command.ignore > 0)
          continue;
        const at = next(
          leg.trace,
          leg.from,
          (i) => covers(leg.session, b, i) && (i as Place).conditions?.[condition] !== false,
        );
        if (at < leg.to && at < leg.trace.items.length)
          return `passed breakpoint ${b.id} with a condition that is not false`;
      }
      return true;
    },
  ),
  law(
    'breakpoint-condition-error',
    'rule R9',
    'a condition that raises is a stop with reason condition-error',
    'a condition raises',
    (leg) => leg.stop?.reasons.includes('condition-error') === true || errs(leg),
    (leg) => {
      const at = firstError(leg);
      return at < leg.to ? 'passed a breakpoint whose condition raises' : true;
    },
  ),
  sessionLaw({
    id: 'breakpoint-ignore',
    statement: 'a breakpoint with ignore count n stops from its hit n + 1 on',
    source: 'law 61, second half',
    group: 'breakpoints',
    policies: ['strict'],
    sometimes: 'a breakpoint with an ignore count is reached',
    judge(session) {
      const { stops } = session.done.transcript;
      let any = false;
      for (const b of breakpointsOf(session)) {
        const n = b.command.ignore;
        if (b.changed || n === 0 || b.command.condition !== undefined) continue;
        const from = itemAt(session.run.trace, stops[b.from]!.event);
        const places = session.run.trace.items.flatMap((item, k) =>
          k > from && covers(session, b, item) ? [item.at] : [],
        );
        const reported = stops.filter((s) => s.breakpoints.includes(b.id)).map((s) => s.event);
        const ended =
          stops.at(-1)?.command === null ||
          session.done.transcript.end === 'detached' ||
          session.done.transcript.end === 'quit';
        const last = ended ? (stops.at(-1)?.event ?? 0) : Number.POSITIVE_INFINITY;
        const due = places.slice(n, b.command.temporary ? n + 1 : undefined).filter((e) => e <= last);
        if (places.length > 0) any = true;
        if (JSON.stringify(due) !== JSON.stringify(reported))
          return { broken: `breakpoint ${b.id} stopped at ${reported.length} of ${due.length} hits` };
      }
      return any ? true : null;
    },
  }),
  law(
    'breakpoint-function',
    'law 63',
    'a function breakpoint is one at the first line with a location of that code',
    'a function breakpoint is reached',
    (leg) => standing(leg, kind('function')),
    (leg) => missed(leg, kind('function')),
  ),
  sessionLaw({
    id: 'breakpoint-temporary',
    statement: 'a temporary breakpoint stops at most once, over all frames',
    source: 'law 64, corrected',
    group: 'breakpoints',
    policies: ['strict'],
    sometimes: 'a temporary breakpoint’s place is reached twice',
    judge(session) {
      let any = false;
      for (const b of breakpointsOf(session)) {
        if (!b.command.temporary) continue;
        const stopped = session.done.transcript.stops.filter(
          (s) => s.breakpoints.includes(b.id) && s.reasons.includes('breakpoint'),
        );
        if (stopped.length > 0) any = true;
        if (stopped.filter((s) => !s.reasons.includes('condition-error')).length > 1)
          return { broken: `temporary breakpoint ${b.id} stopped ${stopped.length} times` };
      }
      return any ? true : null;
    },
  }),
  law(
    'breakpoint-add-live',
    'law 65',
    'a breakpoint set at a stop works in frames that are on the stack already',
    'a breakpoint is set in an older frame',
    (leg) => standing(leg, (b) => plain(b) && b.from === leg.n && leg.n > 0),
    (leg) => missed(leg, (b) => plain(b) && b.from === leg.n),
  ),
  law(
    'breakpoint-remove-live',
    'law 66',
    'a removed breakpoint never stops again',
    'a breakpoint is cleared',
    (leg) => hits(leg) && leg.session.spec.script.some((e) => e.command.kind === 'clear'),
    (leg) => {
      let stop = 0;
      const cleared = new Set<number>();
      for (const entry of leg.session.spec.script) {
        if (stop > leg.n || entry.repeat) break;
        if (entry.command.kind === 'clear') cleared.add(entry.command.id);
        else if (
          !('id' in entry.command) &&
          entry.command.kind !== 'break' &&
          entry.command.kind !== 'thread' &&
          !entry.command.kind.startsWith('r')
        )
          stop++;
      }
      const ids = breakpointsOf(leg.session).map((b) => b.id);
      const wrong = leg.stop!.breakpoints.find((id) => cleared.has(id) && ids.includes(id) && setBeforeClear(leg, id));
      return wrong === undefined ? true : `breakpoint ${wrong} was cleared`;
    },
  ),
  law(
    'breakpoint-offset',
    'law 68',
    'a breakpoint at an offset or column stops at each execution of its instruction',
    'an offset breakpoint is reached',
    (leg) => standing(leg, kind('offset', 'column', 'span')),
    (leg) => missed(leg, kind('offset', 'column', 'span')),
  ),
  sessionLaw({
    id: 'breakpoint-refused',
    statement: 'a line breakpoint is accepted exactly where LINE can fire, and refused elsewhere',
    source: 'law 69, claim C4',
    group: 'breakpoints',
    policies: ['strict'],
    sometimes: 'a breakpoint is asked for on an empty line',
    judge(session) {
      const lines = new Set(
        allCode(session.run.module).flatMap((c) =>
          codeFacts(c)
            .lineStarts.filter((o) => isPlace(c, o))
            .map((o) => instructionAt(c, o)!.line),
        ),
      );
      const wrong = session.done.transcript.refusals.find(
        (r) => /^t?break \d+( |$)/.test(r.command) && lines.has(Number(/\d+/.exec(r.command)![0])),
      );
      if (wrong !== undefined) return { broken: `${wrong.command} was refused` };
      const accepted = breakpointsOf(session).find(
        (b) => b.command.place.kind === 'line' && !lines.has(b.command.place.line),
      );
      if (accepted !== undefined) return { broken: `${printCommand(accepted.command)} was accepted` };
      return session.spec.script.some((e) => e.command.kind === 'break') ? true : null;
    },
  }),
  law(
    'breakpoint-truthful',
    'rule R9',
    'a breakpoint stops only at its own place',
    'a breakpoint stops',
    hits,
    truthful,
  ),
  sessionLaw({
    id: 'breakpoint-order-independence',
    statement: 'the order in which breakpoints are set changes no stop',
    source: 'law 67',
    group: 'breakpoints',
    policies: ['strict'],
    sometimes: 'two breakpoints are set at one stop',
    judge(session) {
      const { script } = session.spec;
      const index = script.findIndex((e, n) => e.command.kind === 'break' && script[n + 1]?.command.kind === 'break');
      if (index < 0 || script.some((e) => 'id' in e.command)) return null;
      const swapped = script.with(index, script[index + 1]!).with(index + 1, script[index]!);
      const parsed = parseScript(swapped.map((e) => e.text + (e.repeat ? ' *' : '')).join('\n'));
      if (!parsed.ok) return null;
      const events = (t: { stops: readonly { event: number }[] }) => t.stops.map((s) => s.event).join(' ');
      return events(session.rerun(parsed.script)) === events(session.done.transcript)
        ? true
        : { broken: 'the stops depend on the order' };
    },
  }),
];

function setBeforeClear(leg: Leg, id: number): boolean {
  let set = 0;
  for (const entry of leg.session.spec.script) {
    if (
      entry.command.kind === 'break' &&
      !leg.session.done.transcript.refusals.some((r) => r.command === printCommand(entry.command))
    )
      set++;
    if (entry.command.kind === 'clear' && entry.command.id === id) return set >= id;
  }
  return false;
}

function firstError(leg: Leg): number {
  let found = leg.trace.items.length + 1;
  for (const b of breakpointsOf(leg.session)) {
    const { condition } = b.command;
    if (b.changed || b.from > leg.n || condition === undefined) continue;
    const at = next(
      leg.trace,
      leg.from,
      (i) => covers(leg.session, b, i) && typeof (i as Place).conditions?.[condition] === 'object',
    );
    if (at < leg.trace.items.length && !b.command.temporary) found = Math.min(found, at);
  }
  return found;
}

const errs = (leg: Leg) => firstError(leg) <= leg.to;
