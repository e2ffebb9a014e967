/**
 * Laws on exceptions: caught in the frame, passing through it, replaced by a return.
 * @module
 */
import type { PolicyName } from '../policies.ts';
import type { Incident } from '../step-trace.ts';
import { type Law, legLaw, sessionLaw } from './law.ts';
import { anyBetween, exitOf, firesIn, type Leg, next, olderOf, ownLine, ownWait } from './leg.ts';

const follows = (leg: Leg) => leg.command.kind === 'over' || leg.command.kind === 'into';
const leaves = (leg: Leg) => follows(leg) || leg.command.kind === 'out' || leg.command.kind === 'until';

/** The command was given where its frame leaves: the step belongs to the caller. */
const atExit = (leg: Leg) => leg.trace.items[leg.from]?.kind === 'leave';

/** An exception is raised in or passes through the owner while the step is in it. */
const raisedInside = (leg: Leg) =>
  !atExit(leg) &&
  anyBetween(
    leg.trace,
    leg.from,
    Math.min(leg.exit, leg.to + 1, leg.trace.items.length),
    (i) => i.kind === 'incident' && i.what === 'raise' && i.frame === leg.origin.frame,
  );

/** An exception is raised, but not in the owner. */
const raisedBelow = (leg: Leg) =>
  !atExit(leg) &&
  anyBetween(
    leg.trace,
    leg.from,
    Math.min(leg.exit, leg.to + 1, leg.trace.items.length),
    (i) =>
      i.kind === 'incident' && i.what === 'raise' && i.frame !== leg.origin.frame && i.thread === leg.origin.thread,
  );

function nextOwnLine(leg: Leg): true | string {
  const line = ownLine(leg);
  const item = leg.trace.items[line];
  if (item === undefined || line > leg.exit || leg.command.kind === 'until' || leg.command.kind === 'out') return true;
  return leg.to > line ? `passed line ${item.line}, where the frame went on` : true;
}

/** The frame is left by an exception, and the first frame that runs a line of its own afterwards among the older ones. */
function handler(leg: Leg): number {
  const exit = leg.trace.items[leg.exit];
  if (exit?.kind !== 'leave') return leg.trace.items.length;
  let at = leg.exit;
  let owner = exit;
  // Rule R6: from caller to caller as long as each is left by an exception before it runs a line.
  for (;;) {
    const caller = olderOf(leg, owner)[0];
    if (caller === undefined) return leg.trace.items.length;
    const line = next(leg.trace, at, firesIn(caller));
    const out = next(leg.trace, at, (i) => i.kind === 'leave' && i.frame === caller && i.how !== 'await');
    if (line < out) return line;
    const item = leg.trace.items[out];
    if (item?.kind !== 'leave' || item.how !== 'unwind') return leg.trace.items.length;
    at = out;
    owner = item;
  }
}

const unwinds = (leg: Leg) => leaves(leg) && exitOf(leg)?.how === 'unwind';

function notLost(leg: Leg): true | string {
  const line = handler(leg);
  const item = leg.trace.items[line];
  return item !== undefined && leg.to > line ? `lost: no stop at line ${item.line} of ${item.code.qualname}` : true;
}

/** Policies that stop at exceptions. */
const SHOWING: readonly PolicyName[] = ['bdb-settrace', 'bdb-monitoring', 'pdb'];

function law(
  id: string,
  source: string,
  statement: string,
  sometimes: string,
  premise: (leg: Leg) => boolean,
  holds: (leg: Leg) => true | string,
  more: { readonly policies?: readonly PolicyName[]; readonly filtered?: true; readonly forbidsPassing?: true } = {},
): Law {
  return legLaw({
    id,
    source,
    group: 'exceptions',
    statement,
    sometimes,
    policies: ['strict'],
    premise,
    holds,
    ...more,
  });
}

/** The stop is the step's own: for a line, a landing or an exception that the policy shows. */
const stoppedByItself = (leg: Leg) => leg.byStep || leg.stop?.reasons.includes('exception') === true;

/** Index of the first incident of a kind in the owner before its exit; the number of items if there is none. */
function incident(leg: Leg, what: Incident['what']): number {
  if (atExit(leg)) return leg.trace.items.length;
  const at = next(leg.trace, leg.from, (i) => i.kind === 'incident' && i.what === what && i.frame === leg.origin.frame);
  return at < leg.exit && at < ownWait(leg) ? at : leg.trace.items.length;
}

/** An incident of the owner before its next line: a policy that shows it stops there, the others go on to that line. */
function shownOrPassed(leg: Leg, what: Incident['what'], shown: boolean): true | string {
  const at = incident(leg, what);
  if (at >= ownLine(leg)) return true;
  const isThere = leg.to === at && leg.stop?.reasons.includes('exception') === true;
  if (shown) return leg.to > at ? `passed the ${what} without a stop` : true;
  return isThere ? `stopped at the ${what}` : nextOwnLine(leg);
}

export const EXCEPTION_LAWS: readonly Law[] = [
  law(
    'exc-same-frame',
    'law 35',
    'an exception caught in the step’s frame: over stops at the next line there, or at the exception if the policy shows it',
    'an exception is caught in the frame of a step',
    (leg) => follows(leg) && raisedInside(leg),
    (leg) => shownOrPassed(leg, 'raise', leg.session.spec.policy.OVER_EXCEPTION_SAME_FRAME === 'exception-stop'),
    { policies: ['strict', ...SHOWING] },
  ),
  law(
    'stopiteration-hidden',
    'law 44',
    'the StopIteration that ends a for or a yield from changes no line stop; a policy that shows it shows each one',
    'an iterator is exhausted in the frame of a step',
    (leg) => follows(leg) && incident(leg, 'stop-iteration') < leg.trace.items.length,
    (leg) => shownOrPassed(leg, 'stop-iteration', leg.session.spec.policy.STOPITERATION_STOPS !== 'none'),
    { policies: ['strict', ...SHOWING], forbidsPassing: true },
  ),
  law(
    'exc-unwind-not-lost',
    'law 36, rule R6',
    'a frame left by an exception: the step stops in the nearest older frame that goes on, or the run ends',
    'a step’s frame is left by an exception',
    unwinds,
    notLost,
    { filtered: true },
  ),
  law(
    'exc-inner-caught',
    'law 37',
    'an exception raised and caught in younger frames is invisible to over',
    'a younger frame catches an exception',
    (leg) => leg.command.kind === 'over' && raisedBelow(leg) && !raisedInside(leg),
    (leg) =>
      stoppedByItself(leg) && leg.exit > leg.to && leg.stop?.frame !== leg.origin.frame
        ? `stopped in ${leg.stop?.code}`
        : nextOwnLine(leg),
    { policies: ['strict', ...SHOWING] },
  ),
  law(
    'exc-finally',
    'law 38',
    'lines of finally, of with exits and of handlers are lines of their frame',
    'a handler or finally runs',
    (leg) => follows(leg) && raisedInside(leg) && ownLine(leg) < leg.exit,
    nextOwnLine,
  ),
  law(
    'exc-no-stop',
    'rule R6',
    'under strict no stop is at an exception',
    'an exception passes during a step',
    (leg) => raisedInside(leg) || raisedBelow(leg),
    (leg) => (leg.stop === null || !leg.stop.reasons.includes('exception') ? true : 'stopped at an exception'),
  ),
  law(
    'exc-return-override',
    'law 41',
    'a return in finally turns unwinding into a return',
    'a frame returns after an exception in it',
    (leg) => leaves(leg) && raisedInside(leg) && exitOf(leg)?.how === 'return',
    (leg) => {
      const exit = exitOf(leg)!;
      const place = next(
        leg.trace,
        leg.exit,
        (i) => i.kind === 'place' && i.thread === exit.thread && exit.older.includes(i.frame),
      );
      return place < leg.trace.items.length && leg.to > place ? 'lost after the return' : true;
    },
  ),
  sessionLaw({
    id: 'exc-uncaught-end',
    statement: 'an uncaught exception ends the program as it does without a debugger',
    source: 'law 42',
    group: 'exceptions',
    sometimes: 'a program ends by an exception',
    judge({ run, done }) {
      const { end } = done.transcript;
      if (run.trace.exception === undefined || end === 'detached' || end === 'quit') return null;
      return end === 'exception' ? true : { broken: `the session ended by ${end}` };
    },
  }),
  law(
    'exc-out',
    'law 43',
    'out of a frame that is left by an exception goes on as over in the caller, never silently',
    'out of a frame that raises',
    (leg) => leg.command.kind === 'out' && exitOf(leg)?.how === 'unwind',
    notLost,
  ),
  sessionLaw({
    id: 'exc-no-double',
    statement: 'one raise gives at most one exception stop per frame and command',
    source: 'law 39',
    group: 'exceptions',
    policies: SHOWING,
    sometimes: 'an exception stop',
    judge({ done }) {
      const seen = new Set<string>();
      let any = false;
      for (const stop of done.transcript.stops) {
        if (!stop.reasons.includes('exception')) continue;
        any = true;
        const key = `${stop.frame}@${stop.event}`;
        if (seen.has(key)) return { broken: `two exception stops at event ${stop.event}` };
        seen.add(key);
      }
      return any ? true : null;
    },
  }),
  sessionLaw({
    id: 'exc-reraise',
    statement:
      'a bare raise, raise from or the end of a finally adds no exception stop of its own: stops are at RAISE or STOP_ITERATION',
    source: 'law 40',
    group: 'exceptions',
    policies: SHOWING,
    sometimes: 'an exception is raised again in a frame that a stop shows it in',
    judge({ run, done }) {
      let any = false;
      for (const stop of done.transcript.stops) {
        if (!stop.reasons.includes('exception')) continue;
        const event = run.events[stop.event]!;
        if (event.event !== 'RAISE' && event.event !== 'STOP_ITERATION' && event.event !== 'PY_UNWIND')
          return { broken: `an exception stop at ${event.event} of ${stop.code}` };
        if (event.code.instructions.some((i) => i.op === 'RERAISE')) any = true;
      }
      return any ? true : null;
    },
  }),
];
