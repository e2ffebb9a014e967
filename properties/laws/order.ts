/**
 * Laws on the order of stops, and on what a stop may be.
 * @module
 */
import { parseScript, printScript, type Script } from '../../machines/index.ts';
import { type Law, legLaw, sessionLaw } from './law.ts';
import { exitOf, firesIn, itemAt, type Leg, landing, next, ownLine } from './leg.ts';

/** The line that an *until* waits for; undefined for `until @offset`. */
function untilLine(leg: Leg): number | undefined {
  if (leg.command.kind !== 'until' || leg.command.offset !== undefined) return undefined;
  return leg.command.line ?? leg.origin.line + 1;
}

/** The first item in the owner that the command must not pass, before the owner's exit. */
function ownTarget(leg: Leg): number {
  const F = leg.origin.frame;
  const { command, trace, from, exit } = leg;
  const line = untilLine(leg);
  let target = trace.items.length;
  if (command.kind === 'over' || command.kind === 'into') target = ownLine(leg);
  else if (line !== undefined) target = next(trace, from, (i) => firesIn(F)(i) && i.line >= line);
  else if (command.kind === 'until')
    target = next(trace, from, (i) => i.kind === 'place' && i.frame === F && i.offset >= (command.offset ?? 0));
  else if (command.kind === 'stepi')
    return next(trace, from, (i) => i.kind === 'place' && i.thread === leg.origin.thread);
  return target < exit ? target : trace.items.length;
}

/** A qualified event was passed without a stop. */
function skipped(leg: Leg): true | string {
  const target = ownTarget(leg);
  const item = leg.trace.items[target];
  if (item !== undefined && leg.to > target) return `passed line ${item.line} of ${item.code.qualname} without a stop`;
  const exit = exitOf(leg);
  if (exit === null || exit.how === 'unwind' || leg.command.kind === 'stepi') return true;
  const place = landing(leg, exit, leg.exit);
  const lands = leg.trace.items[place];
  return lands !== undefined && leg.to > place
    ? `did not stop in ${lands.code.qualname} after ${exit.code.qualname} ended`
    : true;
}

/** A stop by a step that satisfies no predicate of its command. */
function unsound(leg: Leg): true | string {
  if (!leg.byStep || leg.stop === null) return true;
  const item = leg.trace.items[leg.to]!;
  const at = `${item.code.qualname}:${item.line}`;
  const F = leg.origin.frame;
  if (leg.command.kind === 'into') {
    const fine =
      item.kind === 'place' ? item.fires || leg.exit < leg.to : item.kind === 'enter' && item.how === 'resume';
    return fine ? true : `into stopped at ${at}, which is no line and no resumption`;
  }
  if (item.kind !== 'place') return `stopped at ${at}, which is no place`;
  if (leg.command.kind === 'stepi') return true;
  if (leg.to < leg.exit)
    return leg.to === ownTarget(leg) ? true : `stopped at ${at}, which is not where ${leg.command.kind} leads`;
  const exit = exitOf(leg)!;
  if (item.frame === F || !exit.older.includes(item.frame)) return `stopped at ${at}, in no older frame`;
  return exit.how !== 'unwind' || item.fires || leg.exit + 1 < leg.to ? true : `stopped at ${at} while unwinding`;
}

const STEPS: ReadonlySet<string> = new Set(['into', 'over', 'out', 'until', 'stepi']);
const isStep = (leg: Leg) => STEPS.has(leg.command.kind);

/** The script that leads to this leg's stop, with another command at its end. */
function upTo(leg: Leg, command: string): Script | null {
  const { script } = leg.session.spec;
  const taken: string[] = [];
  let resumed = 0;
  for (const entry of script) {
    if (entry.repeat) {
      while (resumed < leg.n) {
        taken.push(entry.text);
        resumed++;
      }
      break;
    }
    if (resumed === leg.n && STEPS.has(entry.command.kind)) break;
    if (resumed >= leg.n && entry.command.kind === 'continue') break;
    taken.push(entry.text);
    if (STEPS.has(entry.command.kind) || entry.command.kind === 'continue') resumed++;
  }
  const parsed = parseScript([...taken, command].join('\n'));
  return parsed.ok && resumed === leg.n ? parsed.script : null;
}

export const ORDER_LAWS: readonly Law[] = [
  sessionLaw({
    id: 'stop-subsequence',
    statement: 'the stops are a subsequence of the thread’s events, in order, none reported twice',
    source: 'law 9',
    group: 'order',
    universal: 'every session has stops',
    sometimes: 'a session stops twice',
    judge({ run, done }) {
      let last = -1;
      for (const stop of done.transcript.stops) {
        const index = itemAt(run.trace, stop.event);
        if (index < 0) return { broken: `a stop at event ${stop.event}, where nobody can stop` };
        if (index <= last) return { broken: `a stop at event ${stop.event} is not after the one before` };
        last = index;
      }
      return done.transcript.stops.length > 1 ? true : 'unexercised';
    },
  }),
  legLaw({
    id: 'earliest',
    statement: 'the stop after a command is the first event that satisfies the command; none is skipped',
    source: 'law 10',
    group: 'order',
    policies: ['strict'],
    sometimes: 'a step has somewhere to stop',
    premise: isStep,
    holds: skipped,
  }),
  legLaw({
    id: 'soundness',
    statement: 'every stop satisfies the command in force or is at an enabled breakpoint',
    source: 'law 11',
    group: 'order',
    policies: ['strict'],
    sometimes: 'a step stops',
    premise: (leg) => isStep(leg) && leg.byStep,
    holds: unsound,
  }),
  legLaw({
    id: 'one-command',
    statement: 'after a stop only the newest command counts; nothing of the one before leaks',
    source: 'law 12',
    group: 'order',
    policies: ['strict'],
    sometimes: 'two commands of different kinds follow each other',
    premise: (leg) =>
      isStep(leg) && leg.n > 0 && leg.session.done.transcript.stops[leg.n - 1]?.command !== leg.origin.command,
    holds(leg) {
      const verdict = unsound(leg);
      return verdict === true ? skipped(leg) : verdict;
    },
  }),
  sessionLaw({
    id: 'step-refines-over',
    statement: 'where repeated over stops, repeated into stops too',
    source: 'law 13, corrected',
    group: 'order',
    policies: ['strict'],
    sometimes: 'over is repeated from the start',
    judge({ spec, done, rerun }) {
      if (printScript(spec.script) !== 'over *') return null;
      const parsed = parseScript('into *');
      if (!parsed.ok) return null;
      const into = new Set(rerun(parsed.script).stops.map((s) => s.event));
      const lost = done.transcript.stops.find((s) => !into.has(s.event));
      if (lost !== undefined) return { broken: `into passes line ${lost.line} of ${lost.code}, where over stops` };
      return done.transcript.stops.length > 1 ? true : 'unexercised';
    },
  }),
  legLaw({
    id: 'over-refines-out',
    statement: 'without breakpoints out never stops earlier than over would',
    source: 'law 14',
    group: 'order',
    policies: ['strict'],
    sometimes: 'out is given in a function',
    premise: (leg) =>
      leg.command.kind === 'out' && leg.n < 4 && !leg.session.spec.script.some((e) => e.command.kind === 'break'),
    holds(leg) {
      const script = upTo(leg, 'over');
      const other = script === null ? undefined : leg.session.rerun(script).stops[leg.n + 1];
      if (other === undefined || leg.stop === null) return true;
      return leg.stop.event >= other.event ? true : `out stopped at event ${leg.stop.event}, over at ${other.event}`;
    },
  }),
  sessionLaw({
    id: 'step-all-trace',
    statement: 'repeated into stops at every LINE of the thread',
    source: 'law 16, corrected',
    group: 'order',
    policies: ['strict'],
    sometimes: 'into is repeated from the start',
    judge({ spec, run, done }) {
      if (printScript(spec.script) !== 'into *') return null;
      if (run.trace.items.some((i) => i.kind === 'leave' && i.how === 'await')) return null;
      const stops = new Set(done.transcript.stops.map((s) => s.event));
      const lost = run.trace.items.find((i) => i.kind === 'place' && i.fires && i.thread === 0 && !stops.has(i.at));
      return lost === undefined ? true : { broken: `no stop at line ${lost.line} of ${lost.code.qualname}` };
    },
  }),
  legLaw({
    id: 'until-monotone',
    statement: 'until L stops at the first line ≥ L of its frame, or at the frame’s exit',
    source: 'law 17, corrected',
    group: 'order',
    policies: ['strict'],
    sometimes: 'until passes a line that is too small',
    premise: (leg) => leg.command.kind === 'until',
    holds(leg) {
      const line = untilLine(leg);
      if (leg.byStep && leg.stop !== null && leg.to < leg.exit && line !== undefined && leg.stop.line < line)
        return `stopped at line ${leg.stop.line}, below ${line}`;
      return skipped(leg);
    },
  }),
  legLaw({
    id: 'over-as-until-equivalence',
    statement: 'where the lines of a frame never decrease, until is over',
    source: 'law 18, corrected',
    group: 'order',
    policies: ['strict'],
    sometimes: 'until on straight-line code',
    premise: (leg) =>
      leg.command.kind === 'until' &&
      leg.command.line === undefined &&
      leg.command.offset === undefined &&
      leg.n < 4 &&
      rising(leg),
    holds(leg) {
      const script = upTo(leg, 'over');
      const other = script === null ? undefined : leg.session.rerun(script).stops[leg.n + 1];
      if (script === null || other?.event === leg.stop?.event) return true;
      return `until stopped at event ${leg.stop?.event ?? 'none'}, over at ${other?.event ?? 'none'}`;
    },
  }),
];

/** The lines of the owner from the stop to its exit never decrease and leave the stop's line at once. */
function rising(leg: Leg): boolean {
  let line = leg.origin.line + 1;
  for (let k = leg.from + 1; k < leg.exit && k < leg.trace.items.length; k++) {
    const i = leg.trace.items[k]!;
    if (!firesIn(leg.origin.frame)(i)) continue;
    if (i.line < line) return false;
    line = i.line;
  }
  return true;
}
