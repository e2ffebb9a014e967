/**
 * Laws on progress and the end, and on what a stop shows.
 * @module
 */
import { isPlace } from '../../machines/index.ts';
import { type Law, legLaw, sessionLaw } from './law.ts';
import { anyBetween, exitOf, itemAt, next, ownLine } from './leg.ts';

export const TERMINATION_LAWS: readonly Law[] = [
  sessionLaw({
    id: 'progress',
    statement: 'between two stops at least one event of the program happens; never two stops at one event',
    source: 'law 86',
    group: 'termination',
    universal: 'every session has stops',
    sometimes: 'a session stops twice',
    judge({ done }) {
      const { stops } = done.transcript;
      for (const [n, stop] of stops.entries()) {
        if (n > 0 && stop.event <= stops[n - 1]!.event) return { broken: `stop ${n + 1} is not after stop ${n}` };
      }
      return stops.length > 1 ? true : 'unexercised';
    },
  }),
  sessionLaw({
    id: 'finite',
    statement: 'a command repeated to the end comes to the end: there are no more stops than places and resumptions',
    source: 'law 87',
    group: 'termination',
    sometimes: 'a command is repeated over a whole program',
    judge({ spec, run, done }) {
      if (spec.script.at(-1)?.repeat !== true) return null;
      const { stops } = done.transcript;
      if (stops.length > run.trace.items.length) return { broken: 'more stops than places' };
      return stops.length > 1 ? true : 'unexercised';
    },
  }),
  sessionLaw({
    id: 'end-once',
    statement: 'the end is reported once, after all stops; what is left of the script is unused',
    source: 'law 88',
    group: 'termination',
    universal: 'every session ends',
    sometimes: 'a script is longer than its program',
    judge({ done, spec }) {
      const { unusedCommands, stops } = done.transcript;
      const resumed = stops.filter((s) => s.command !== null).length;
      if (spec.script.some((e) => e.repeat))
        return unusedCommands.length === 0 || resumed <= spec.script.length ? true : { broken: 'commands were lost' };
      const resuming = spec.script.length - unusedCommands.length;
      return resumed <= resuming
        ? unusedCommands.length > 0
          ? true
          : 'unexercised'
        : { broken: 'more commands carried out than given' };
    },
  }),
  legLaw({
    id: 'loop-escape',
    forbidsPassing: true,
    statement: 'repeated over leaves a loop: it never passes the line after it',
    source: 'law 90, corrected',
    group: 'termination',
    policies: ['strict'],
    sometimes: 'over inside a loop',
    premise: (leg) =>
      leg.command.kind === 'over' &&
      anyBetween(
        leg.trace,
        leg.from,
        leg.to,
        (i) => i.kind === 'incident' && i.what === 'jump-back' && i.frame === leg.origin.frame,
      ),
    holds(leg) {
      const line = ownLine(leg);
      return line < leg.exit && line < leg.trace.items.length && leg.to > line
        ? `passed line ${leg.trace.items[line]!.line}`
        : true;
    },
  }),
  sessionLaw({
    id: 'place-uniqueness',
    statement: 'LINE, INSTRUCTION and BREAKPOINT of one instruction are one stop with all reasons',
    source: 'rule R1',
    group: 'termination',
    universal: 'every stop is at a place or a resumption',
    sometimes: 'two stops in one session',
    judge({ done, run }) {
      for (const stop of done.transcript.stops) {
        const item = run.trace.items[itemAt(run.trace, stop.event)];
        if (item === undefined) return { broken: `a stop at event ${stop.event}, which is no place` };
        if (item.kind === 'place' && !isPlace(item.code, item.offset))
          return { broken: `a stop at offset ${item.offset}, the tail of a loop` };
        if (new Set(stop.reasons).size !== stop.reasons.length) return { broken: 'a reason is given twice' };
      }
      return done.transcript.stops.length > 1 ? true : 'unexercised';
    },
  }),
  sessionLaw({
    id: 'truthful-stop',
    statement: 'frame, line and offset of a stop are those of the program',
    source: 'addition',
    group: 'transparency',
    universal: 'every stop shows a frame and a line',
    sometimes: 'a stop in the middle of a line',
    judge({ done, run }) {
      for (const stop of done.transcript.stops) {
        const item = run.trace.items[itemAt(run.trace, stop.event)];
        if (item === undefined) return { broken: `no place at event ${stop.event}` };
        if (
          item.frame !== stop.frame ||
          item.line !== stop.line ||
          item.offset !== stop.offset ||
          item.code.qualname !== stop.code
        )
          return {
            broken: `shows ${stop.code}:${stop.line}@${stop.offset}, the program is at ${item.code.qualname}:${item.line}@${item.offset}`,
          };
      }
      return done.transcript.stops.length > 1 ? true : 'unexercised';
    },
  }),
  legLaw({
    id: 'truthful-value',
    statement: 'a landing shows the value that left the step’s frame, and nothing of the caller has run',
    source: 'rule R5',
    group: 'transparency',
    policies: ['strict'],
    sometimes: 'a step lands',
    premise: (leg) =>
      leg.byStep &&
      leg.command.kind !== 'stepi' &&
      leg.command.kind !== 'into' &&
      exitOf(leg) !== null &&
      exitOf(leg)!.how !== 'unwind',
    holds(leg) {
      const exit = exitOf(leg)!;
      return leg.stop?.value === exit.value
        ? true
        : `shows ${leg.stop?.value ?? 'no value'}, the frame gave ${exit.value}`;
    },
  }),
  legLaw({
    id: 'liveness',
    forbidsPassing: true,
    statement: 'a step whose owner returns or yields stops as soon as an older frame goes on',
    source: 'addition',
    group: 'termination',
    policies: ['strict'],
    sometimes: 'a step’s frame returns',
    premise: (leg) =>
      leg.command.kind !== 'continue' &&
      leg.command.kind !== 'stepi' &&
      exitOf(leg) !== null &&
      exitOf(leg)!.how !== 'unwind',
    holds(leg) {
      const exit = exitOf(leg)!;
      const place = next(
        leg.trace,
        leg.exit,
        (i) => i.kind === 'place' && i.thread === exit.thread && exit.older.includes(i.frame),
      );
      return place < leg.trace.items.length && leg.to > place ? 'the step was lost' : true;
    },
  }),
  legLaw({
    id: 'stepi-next-place',
    forbidsPassing: true,
    statement: 'stepi stops at the thread’s next place',
    source: 'rule R3a',
    group: 'termination',
    policies: ['strict'],
    sometimes: 'stepi',
    premise: (leg) => leg.command.kind === 'stepi',
    holds(leg) {
      const place = next(leg.trace, leg.from, (i) => i.kind === 'place' && i.thread === leg.origin.thread);
      // A step that another thread's stop ended with the script had no time to come there.
      const wrong = leg.stop === null ? place < leg.to : place < leg.trace.items.length && leg.to !== place;
      return wrong ? 'did not stop at the next place' : true;
    },
  }),
];
