/**
 * Laws on the order of stops, and on what a stop may be.
 * @module
 */
import { isResuming, printScript, type Script, type ScriptEntry } from '../../machines/index.ts';
import { type Law, legLaw, sessionLaw } from './law.ts';
import { firesIn, itemAt, type Leg, legsOf } from './leg.ts';
import { isStep, skipped, unsound, untilLine } from './step-targets.ts';

/** The script that leads to this leg's stop, with *over* at its end; null if the script has no command for it. */
function upToOver(leg: Leg): Script | null {
  const taken: ScriptEntry[] = [];
  let resumed = 0;
  for (const entry of leg.session.spec.script) {
    const resumes = isResuming(entry.command);
    if (resumes && resumed === leg.n) break;
    if (entry.repeat) {
      for (; resumed < leg.n; resumed++) taken.push({ ...entry, repeat: false });
      break;
    }
    taken.push(entry);
    if (resumes) resumed++;
  }
  return resumed === leg.n ? [...taken, { command: { kind: 'over' }, repeat: false, text: 'over' }] : null;
}

/** Longer scripts say nothing more about attaching. */
const MOST_ATTACHED = 3;

const INTO_ALL: Script = [{ command: { kind: 'into' }, repeat: true, text: 'into' }];

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
    filtered: true,
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
    filtered: true,
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
    statement: 'where repeated over stops, repeated into stops too, unless it waits for an await',
    source: 'law 13, corrected',
    group: 'order',
    policies: ['strict'],
    sometimes: 'over is repeated from the start',
    judge(session) {
      const { spec, done } = session;
      if (printScript(spec.script) !== 'over *') return null;
      const into = session.rerun(INTO_ALL).stops;
      const reached = new Set(into.map((s) => s.event));
      // An into that has come to an `await` stays with its frame, which over has not entered.
      const waits = (event: number) => {
        const from = into.findLast((s) => s.event < event);
        return session.run.trace.items.some(
          (i) =>
            i.kind === 'leave' && i.how === 'await' && i.frame === from?.frame && i.at > from.event && i.at < event,
        );
      };
      const lost = done.transcript.stops.find((s) => !reached.has(s.event) && !waits(s.event));
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
      const script = upToOver(leg);
      const other = script === null ? undefined : leg.session.rerun(script).stops[leg.n + 1];
      if (other === undefined || leg.stop === null) return true;
      return leg.stop.event >= other.event ? true : `out stopped at event ${leg.stop.event}, over at ${other.event}`;
    },
  }),
  sessionLaw({
    id: 'attach-in-mid-stack',
    statement: 'a debugger that is attached in the middle of a run stops at the next LINE and steps on as any other',
    source: 'addition',
    group: 'order',
    policies: ['strict'],
    sometimes: 'a debugger is attached in a function',
    judge(session) {
      const { run, spec } = session;
      if (spec.attach !== undefined || spec.script.length > MOST_ATTACHED) return null;
      const lines = run.trace.items.filter((i) => i.kind === 'place' && i.fires && i.depth > 1);
      const first = lines[lines.length >> 1];
      if (first === undefined) return null;
      const attached = session.attached(first.at);
      const legs = legsOf(attached);
      if (attached.done.transcript.stops[0]?.event !== first.at)
        return { broken: `no stop at event ${first.at}, where it was attached` };
      for (const leg of legs) {
        if (!isStep(leg)) continue;
        const wrong = [unsound(leg), skipped(leg)].find((verdict) => verdict !== true);
        if (wrong !== undefined) return { broken: `attached at event ${first.at}: ${wrong}` };
      }
      return legs.some(isStep) ? true : 'unexercised';
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
      // Another thread's stop between would be given another command.
      leg.session.done.transcript.stops.every((s) => s.thread === leg.origin.thread) &&
      rising(leg),
    holds(leg) {
      const script = upToOver(leg);
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
