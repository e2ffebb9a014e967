/**
 * Laws on entering code.
 * @module
 */
import { instructionAt } from '../../machines/index.ts';
import type { CodeObject } from '../../model/index.ts';
import { type Law, legLaw, sessionLaw } from './law.ts';
import { anyBetween, firesIn, isHidden, itemAt, type Leg, next, ownLine, ownWait } from './leg.ts';

const CO_NEWLOCALS = 0x2;

/** Index of the first `await` suspension of the leg's owner: from there an *into* is an *over*. */
function awaitAt(leg: Leg): number {
  return ownWait(leg);
}

/** Where an *into* is still one. */
function intoEnd(leg: Leg): number {
  return Math.min(leg.to, awaitAt(leg));
}

const isInto = (leg: Leg) => leg.command.kind === 'into';

/** Frames entered in the leg while it is an *into*, each with the index of its entry. */
function entered(leg: Leg, ...ways: string[]): [frame: number, at: number][] {
  const found: [number, number][] = [];
  const end = Math.min(intoEnd(leg), leg.trace.items.length);
  for (let k = leg.from + 1; k < end; k++) {
    const i = leg.trace.items[k]!;
    if (i.kind !== 'enter' || !ways.includes(i.how) || i.thread !== leg.origin.thread) continue;
    if (!isHidden(leg, i.frame)) found.push([i.frame, k]);
  }
  return found;
}

function bodyOfClass(leg: Leg, frame: number): boolean {
  const code = leg.trace.codeOf.get(frame);
  return code !== undefined && (code.flags & CO_NEWLOCALS) === 0 && code.name !== '<module>';
}

/** The first LINE of a frame that is passed over without a stop. */
function passedLine(leg: Leg, frame: number, at: number): string | true {
  const line = next(leg.trace, at, firesIn(frame));
  const item = leg.trace.items[line];
  return item !== undefined && line < intoEnd(leg)
    ? `no stop at line ${item.line} of ${item.code.qualname}, which was entered`
    : true;
}

export const ENTRY_LAWS: readonly Law[] = [
  sessionLaw({
    id: 'start-first-line',
    statement: 'the first stop of a run is the first LINE of unfiltered code',
    source: 'law 1',
    group: 'entry',
    universal: 'every run has a first stop',
    sometimes: 'a program has a line',
    judge({ run, done, spec }) {
      const hidden = spec.policy.FILTER === 'list' ? (spec.filter ?? []) : [];
      const from = spec.attach ?? 0;
      const first = run.trace.items.find(
        (i) => i.kind === 'place' && i.fires && i.at >= from && !hidden.includes(i.code.qualname),
      );
      if (first === undefined) return null;
      const stop = done.transcript.stops[0];
      return stop?.event === first.at ? true : { broken: `the first stop is at event ${stop?.event}, not ${first.at}` };
    },
  }),
  legLaw({
    id: 'into-first-line',
    forbidsPassing: true,
    statement: 'into at a call of Python code stops at the callee’s first LINE before any other LINE of the caller',
    source: 'law 2, corrected',
    group: 'entry',
    filtered: true,
    policies: ['strict'],
    sometimes: 'into enters a function',
    premise: (leg) => isInto(leg) && firstCall(leg) !== undefined,
    holds(leg) {
      const [frame, at] = firstCall(leg)!;
      return passedLine(leg, frame, at);
    },
  }),
  legLaw({
    id: 'into-no-call',
    forbidsPassing: true,
    statement: 'where the rest of a line neither starts nor resumes a frame, into stops where over does',
    source: 'law 3, corrected',
    group: 'entry',
    policies: ['strict'],
    sometimes: 'into at a line without calls',
    premise: (leg) => isInto(leg) && nextLineWithoutEntry(leg) !== undefined,
    holds(leg) {
      const line = nextLineWithoutEntry(leg)!;
      if (leg.to > line) return `no stop at the next line, ${leg.trace.items[line]!.line}`;
      return leg.byStep && leg.to !== line
        ? `stopped before the next line, at ${leg.stop?.code}:${leg.stop?.line}`
        : true;
    },
  }),
  legLaw({
    id: 'into-arg-order',
    forbidsPassing: true,
    statement: 'into visits the callees of nested calls in the order in which they start, each activation once',
    source: 'law 4',
    group: 'entry',
    policies: ['strict'],
    sometimes: 'one line calls two functions',
    premise: (leg) => isInto(leg) && entered(leg, 'start').length + (leg.stop?.frame === leg.origin.frame ? 0 : 1) > 0,
    holds(leg) {
      for (const [frame, at] of entered(leg, 'start')) {
        const verdict = passedLine(leg, frame, at);
        if (verdict !== true) return verdict;
      }
      return true;
    },
  }),
  legLaw({
    id: 'into-filtered',
    forbidsPassing: true,
    statement:
      'into at a call of filtered code stops in the first unfiltered frame that this calls back, or at the next line of its own frame; never in filtered code',
    source: 'law 5, rule R11',
    group: 'entry',
    filtered: true,
    sometimes: 'a filter names a function that is called',
    premise: (leg) => isInto(leg) && entersHidden(leg),
    holds(leg) {
      if (leg.byStep && leg.stop !== null && leg.stop.frame !== leg.origin.frame && isHidden(leg, leg.stop.frame))
        return `a step stopped in ${leg.stop.code}, which it skips`;
      for (const [frame, at] of entered(leg, 'start', 'throw')) {
        const verdict = passedLine(leg, frame, at);
        if (verdict !== true) return verdict;
      }
      const line = ownLine(leg);
      const item = leg.trace.items[line];
      return item !== undefined && line < leg.exit && leg.to > line
        ? `passed line ${item.line} of its own frame`
        : true;
    },
  }),
  legLaw({
    id: 'def-line',
    statement:
      'a step stops only in frames that have been entered, never in the body of a function that is merely defined',
    source: 'law 6',
    group: 'entry',
    universal: 'every step that stops does so in some frame',
    sometimes: 'a function is defined',
    premise: (leg) => leg.byStep,
    holds(leg) {
      const entry = leg.facts.entry.get(leg.stop?.frame ?? -1);
      return entry !== undefined && entry <= leg.to ? true : `${leg.stop?.code} was never entered`;
    },
  }),
  legLaw({
    id: 'class-body',
    forbidsPassing: true,
    statement: 'a class body is a frame: into enters it, over does not',
    source: 'law 7',
    group: 'entry',
    policies: ['strict'],
    sometimes: 'a class body runs during a step',
    premise: (leg) =>
      (isInto(leg) || leg.command.kind === 'over') &&
      leg.to <= leg.trace.items.length &&
      next(leg.trace, leg.from, (i) => i.kind === 'enter' && bodyOfClass(leg, i.frame)) <= leg.to,
    holds(leg) {
      const body = next(leg.trace, leg.from, (i) => i.kind === 'enter' && bodyOfClass(leg, i.frame));
      const frame = leg.trace.items[body]?.frame;
      if (frame === undefined) return true;
      if (leg.command.kind === 'over')
        return leg.byStep && leg.stop?.frame === frame ? 'over stopped in the class body' : true;
      return passedLine(leg, frame, body);
    },
  }),
  legLaw({
    id: 'inlined-comprehension',
    statement: 'an inlined comprehension is no frame: over runs through it at one depth',
    source: 'law 8',
    group: 'entry',
    policies: ['strict'],
    sometimes: 'a comprehension runs during a step',
    premise: (leg) =>
      leg.command.kind === 'over' &&
      anyBetween(
        leg.trace,
        leg.from,
        leg.to,
        (i) => i.kind === 'place' && i.frame === leg.origin.frame && appends(i.code, i.offset),
      ),
    holds: (leg) =>
      !leg.byStep || (leg.stop !== null && leg.stop.depth <= leg.origin.depth)
        ? true
        : `stopped at depth ${leg.stop?.depth}`,
  }),
  legLaw({
    id: 'entry-completeness',
    forbidsPassing: true,
    statement:
      'into sees every way into a frame: calls, callbacks from C, properties, dunders, with, for, await, throw, __del__, import, class bodies',
    source: 'addition; claim C8',
    group: 'entry',
    filtered: true,
    policies: ['strict'],
    sometimes: 'a frame is entered in the course of an into',
    premise: (leg) => isInto(leg) && (entered(leg, 'start', 'resume', 'throw').length > 0 || isEntry(leg)),
    holds(leg) {
      for (const [frame, at] of entered(leg, 'start', 'throw')) {
        const verdict = passedLine(leg, frame, at);
        if (verdict !== true) return verdict;
      }
      const resumed = entered(leg, 'resume').find(
        ([frame]) => frame !== leg.origin.frame && !leftByException(leg, frame),
      );
      if (resumed === undefined) return true;
      return `no stop at the resumption of ${leg.trace.items[resumed[1]]!.code.qualname}`;
    },
  }),
];

/** After R6 the owner is the caller, whose own resumption is none. */
function leftByException(leg: Leg, frame: number): boolean {
  const exit = leg.trace.items[leg.exit];
  return exit?.kind === 'leave' && exit.how === 'unwind' && exit.older.includes(frame);
}

function isEntry(leg: Leg): boolean {
  const item = leg.stop === null ? undefined : leg.trace.items[itemAt(leg.trace, leg.stop.event)];
  return item !== undefined && (item.kind === 'enter' || item.frame !== leg.origin.frame);
}

function appends(code: CodeObject, offset: number): boolean {
  const op = instructionAt(code, offset)?.op;
  return op === 'LIST_APPEND' || op === 'SET_ADD' || op === 'MAP_ADD';
}

/** Code that steps skip is entered while the *into* is one. */
function entersHidden(leg: Leg): boolean {
  return anyBetween(
    leg.trace,
    leg.from,
    Math.min(intoEnd(leg), leg.trace.items.length),
    (i) => i.kind === 'enter' && i.thread === leg.origin.thread && isHidden(leg, i.frame),
  );
}

/** The first function started before the owner's next LINE. */
function firstCall(leg: Leg): [number, number] | undefined {
  const start = next(
    leg.trace,
    leg.from,
    (i) => i.kind === 'enter' && i.how === 'start' && i.thread === leg.origin.thread && !isHidden(leg, i.frame),
  );
  const line = ownLine(leg);
  const item = leg.trace.items[start];
  return item === undefined || start > line || start > awaitAt(leg) ? undefined : [item.frame, start];
}

/** The owner's next LINE, if it comes before any entry and before its exit. */
function nextLineWithoutEntry(leg: Leg): number | undefined {
  const line = ownLine(leg);
  const entry = next(leg.trace, leg.from, (i) => i.kind === 'enter' && i.thread === leg.origin.thread);
  return line < leg.trace.items.length && line < entry && line < leg.exit && line < awaitAt(leg) ? line : undefined;
}
