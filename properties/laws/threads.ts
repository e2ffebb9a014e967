/**
 * Laws on threads: whose step it is, what threads that run the same code do to each other, how a step ends with its thread.
 * @module
 */
import type { Script, ScriptEntry } from '../../machines/index.ts';
import { isResuming, printCommand } from '../../machines/index.ts';
import type { SessionStop } from '../session.ts';
import { recording } from '../strategy-run.ts';
import { standingAt } from './breakpoint-standing.ts';
import { EventSets, needsOf } from './event-sets.ts';
import { type Law, legLaw, sessionLaw } from './law.ts';
import { anyBetween, exitOf, type JudgedSession, type Leg, landing, ownLine } from './leg.ts';
import { factsOf } from './trace-facts.ts';

const STEPS: ReadonlySet<string> = new Set(['into', 'over', 'out', 'until', 'stepi']);
const isStep = (command: string | null): boolean => command !== null && STEPS.has(command.split(' ', 1)[0] as string);
const ownStep = (leg: Leg): boolean => ['into', 'over', 'out'].includes(leg.command.kind);

/** Another thread runs a line while the step is pending. */
const othersRun = (leg: Leg): boolean =>
  !leg.facts.oneThread &&
  anyBetween(leg.trace, leg.from, leg.to, (i) => i.kind === 'place' && i.fires && i.thread !== leg.origin.thread);

const wanderersOf = (session: JudgedSession): ReadonlySet<number> => factsOf(session.run.trace).wanderers;
const stays = (leg: Leg): boolean => !leg.facts.wanderers.has(leg.origin.frame);

/** The step's own next line, or the place where it lands, is not passed. */
function kept(leg: Leg): true | string {
  const line = ownLine(leg);
  const item = leg.trace.items[line];
  if (leg.command.kind !== 'out' && item !== undefined && line <= leg.exit && leg.to > line)
    return `passed line ${item.line} of its own frame`;
  const exit = exitOf(leg);
  if (exit === null || (exit.how !== 'return' && exit.how !== 'yield')) return true;
  const place = landing(leg, exit, leg.exit);
  const landed = leg.trace.items[place];
  return landed !== undefined && leg.to > place ? `did not stop in ${landed.code.qualname}` : true;
}

/** A stop by the step is in its frame, in one that it entered, or in an older one. */
function inPlace(leg: Leg): true | string {
  const { stop, origin } = leg;
  if (!leg.byStep || stop === null || leg.command.kind === 'into' || stop.frame === origin.frame) return true;
  const exit = exitOf(leg);
  return exit?.older.includes(stop.frame) === true ? true : `stopped in another frame of ${stop.code}`;
}

const keptInPlace = (leg: Leg): true | string => {
  const verdict = inPlace(leg);
  return verdict === true ? kept(leg) : verdict;
};

/** A thread's commands, in the order in which its stops were given them. */
function commandsOf(stops: readonly SessionStop[], thread: number): string[] {
  return stops.flatMap((s) => (s.thread === thread && s.command !== null ? [s.command] : []));
}

/** The breakpoint commands of the first stop, where there are no others and all of them stand for ever. */
function simpleBreakpoints(script: Script): readonly ScriptEntry[] | null {
  const first = script.findIndex((e) => isResuming(e.command));
  const before = script.slice(0, first < 0 ? script.length : first);
  const after = script.slice(before.length);
  const simple = before.every(
    ({ command }) =>
      command.kind === 'break' && !command.temporary && command.ignore === 0 && command.condition === undefined,
  );
  const steady = after.every(
    ({ command }) => isResuming(command) && command.kind !== 'detach' && command.kind !== 'quit',
  );
  return simple && steady ? before : null;
}

/** The recording as it would be without the other threads. */
function alone(session: JudgedSession, thread: number) {
  const kept = session.run.events.flatMap((event, at) => (event.thread === thread ? [{ event, at }] : []));
  const run = recording(
    kept.map(({ event }) => event),
    session.run.module,
  );
  return { run, atOf: (event: number): number => kept[event]?.at ?? -1 };
}

export const THREAD_LAWS: readonly Law[] = [
  sessionLaw({
    id: 'thr-own',
    statement: 'a step stops in the thread that it was given to',
    source: 'law 55',
    group: 'threads',
    policies: ['strict'],
    sometimes: 'another thread runs lines while a step is pending',
    judge(session, legs) {
      const { stops } = session.done.transcript;
      const last = new Map<number, SessionStop>();
      for (const [n, stop] of stops.entries()) {
        const given = last.get(stop.thread)?.command ?? null;
        if (stop.reasons.includes('step') && !isStep(given) && !wanderersOf(session).has(stop.frame))
          return { broken: `stop ${n + 1} in thread ${stop.thread} ends a step that was not given to it` };
        last.set(stop.thread, stop);
      }
      const pending = legs.filter((leg) => isStep(leg.origin.command));
      if (pending.length === 0) return null;
      return pending.some(othersRun) ? true : 'unexercised';
    },
  }),
  sessionLaw({
    id: 'thr-no-mask-leak',
    statement: 'what another thread’s callback does to the event sets leaves on what a pending step needs',
    source: 'law 56 as a decidable invariant',
    group: 'threads',
    stopLaw: false,
    policies: ['strict'],
    sometimes: 'a callback in another thread changes event sets while a step is pending',
    judge(session, legs) {
      const { events, trace } = session.run;
      if (factsOf(trace).oneThread) return null;
      const others = (leg: Leg, at: number): boolean => events[at]?.thread !== leg.origin.thread;
      const { moments, broken } = needsOf(session, legs.filter(stays), others);
      if (broken !== undefined) return { broken };
      return moments > 0 ? true : null;
    },
  }),
  sessionLaw({
    id: 'thr-independent',
    statement: 'threads that are stepped at the same time stop each where it would without the others',
    source: 'law 57',
    group: 'threads',
    policies: ['strict'],
    sometimes: 'two threads are given steps',
    judge(session) {
      const { stops } = session.done.transcript;
      const threads = [...new Set(stops.filter((s) => isStep(s.command)).map((s) => s.thread))];
      const breakpoints = threads.length < 2 ? null : simpleBreakpoints(session.spec.script);
      if (breakpoints === null || wanderersOf(session).size > 0) return null;
      for (const thread of threads) {
        const { run, atOf } = alone(session, thread);
        const mine = stops.filter((s) => s.thread === thread);
        const commands = commandsOf(stops, thread);
        // The first stop of a run is its first line; a thread that a breakpoint stops later gets there by continue.
        const entered = run.trace.items.find((i) => i.kind === 'place' && i.fires);
        const begins = thread === 0 || (entered !== undefined && atOf(entered.at) === mine[0]!.event);
        const begin = begins ? [] : ['continue'];
        const text = [...breakpoints.map((e) => printCommand(e.command)), ...begin, ...commands];
        const redone = session.elsewhere(run, text.join('; ')).stops.map((s) => atOf(s.event));
        const shown = mine.map((s) => s.event);
        const wanted = begins ? redone : redone.slice(1);
        const first = wanted.findIndex((at, n) => at !== shown[n]);
        if (first >= 0 && first < shown.length)
          return { broken: `stop ${first + 1} of thread ${thread} is elsewhere when that thread runs alone` };
      }
      return true;
    },
  }),
  legLaw({
    id: 'thr-bp-other',
    statement: 'a breakpoint in another thread stops there and takes no step from this one',
    source: 'law 58',
    group: 'threads',
    policies: ['strict'],
    sometimes: 'a breakpoint stops another thread while a step is pending',
    premise: (leg) => ownStep(leg) && stays(leg) && stopsElsewhere(leg),
    holds: keptInPlace,
  }),
  legLaw({
    id: 'thr-same-code',
    statement: 'another thread that runs or leaves the step’s function neither stops the step nor disarms it',
    source: 'law 59',
    group: 'threads',
    policies: ['strict'],
    sometimes: 'another thread runs a line of the step’s function',
    premise: (leg) => ownStep(leg) && stays(leg) && sharesCode(leg),
    holds: keptInPlace,
  }),
  sessionLaw({
    id: 'thr-temp-once',
    statement: 'a temporary breakpoint stops once, whatever threads come to it',
    source: 'law 64, the half on threads',
    group: 'threads',
    policies: ['strict'],
    sometimes: 'two threads come to a temporary breakpoint',
    judge(session) {
      const { stops } = session.done.transcript;
      let premise = false;
      for (const b of standingAt(session, stops.length - 1)) {
        if (!b.temporary) continue;
        const { items } = session.run.trace;
        const from = stops[b.from]?.event ?? 0;
        const arrived = b.covers.filter((k) => items[k]!.at > from);
        if (new Set(arrived.map((k) => items[k]!.thread)).size < 2) continue;
        premise = true;
        const hits = stops.filter((s) => s.breakpoints.includes(b.id)).length;
        if (hits > 1) return { broken: `temporary breakpoint ${b.id} stopped ${hits} times` };
      }
      return premise ? true : null;
    },
  }),
  sessionLaw({
    id: 'thread-death',
    statement: 'a step ends with its thread: nothing stays on globally but what enabled breakpoints need',
    source: 'addition; rule R8',
    group: 'threads',
    policies: ['strict'],
    sometimes: 'a thread ends while its step is pending',
    judge(session, legs) {
      let premise = false;
      for (const leg of legs) {
        if (!ownStep(leg) || leg.stop !== null || !stays(leg)) continue;
        const death = deathOf(leg);
        if (death === null || pendingAfter(session, legs, leg, death)) continue;
        if (session.run.events.length - death < 10) continue;
        premise = true;
        const { global } = new EventSets(session).advance(death + 1);
        const needed = neededGlobally(session, death);
        const left = global.filter((event) => !needed.has(event));
        if (left.length > 0)
          return { broken: `${left.join(', ')} stays on after thread ${leg.origin.thread} has ended` };
      }
      return premise ? true : null;
    },
  }),
];

const FOR_LINES = ['LINE', 'PY_START', 'PY_RESUME'];
/** A step that is given at an instruction that leaves its frame needs the exits that this reports. */
const FOR_INSTRUCTIONS = [...FOR_LINES, 'INSTRUCTION', 'PY_RETURN', 'PY_YIELD'];

/** What a debugger without local sets needs everywhere after an event for the breakpoints that are enabled. */
function neededGlobally(session: JudgedSession, event: number): ReadonlySet<string> {
  const last = session.done.transcript.stops.findLastIndex((stop) => stop.event <= event);
  const enabled = standingAt(session, last).filter((b) => b.state === 'enabled');
  const byLine = enabled.every(({ place }) => place.kind === 'line' || place.kind === 'function');
  return new Set(enabled.length === 0 ? [] : byLine ? FOR_LINES : FOR_INSTRUCTIONS);
}

function stopsElsewhere(leg: Leg): boolean {
  const { stops } = leg.session.done.transcript;
  const end = leg.stop?.event ?? Number.POSITIVE_INFINITY;
  for (let k = leg.n + 1; k < stops.length && stops[k]!.event < end; k++)
    if (stops[k]!.thread !== leg.origin.thread && stops[k]!.reasons.includes('breakpoint')) return true;
  return false;
}

function sharesCode(leg: Leg): boolean {
  if (leg.facts.oneThread) return false;
  const code = leg.trace.codeOf.get(leg.origin.frame);
  return anyBetween(
    leg.trace,
    leg.from,
    leg.to,
    (i) => i.thread !== leg.origin.thread && i.code === code && i.kind !== 'incident',
  );
}

/** The event at which the step's thread ends, no older frame being left. */
function deathOf(leg: Leg): number | null {
  const { items } = leg.trace;
  let bottom: number | null = null;
  for (let k = leg.from + 1; k < items.length; k++) {
    const i = items[k]!;
    if (i.thread !== leg.origin.thread) continue;
    bottom = i.kind === 'leave' && i.older.length === 0 && i.how !== 'yield' && i.how !== 'await' ? i.at : null;
  }
  return bottom;
}

/**
 * Another step is pending, or may be, when the thread has ended; or breakpoints ask for something. A step by instruction waits for the thread's next place
 * in whatever frame (rule R3a): a thread that has left its oldest frame may be in C code that calls another, and no event says that it is not.
 */
function pendingAfter(session: JudgedSession, legs: readonly Leg[], dead: Leg, at: number): boolean {
  const { stops } = session.done.transcript;
  if (stops.some((s) => s.event > at && s.command !== 'continue')) return true;
  return legs.some(
    (leg) =>
      leg !== dead &&
      isStep(leg.origin.command) &&
      leg.origin.event < at &&
      (leg.stop?.event ?? Number.POSITIVE_INFINITY) > at &&
      (leg.command.kind === 'stepi' || (deathOf(leg) ?? Number.POSITIVE_INFINITY) > at),
  );
}
