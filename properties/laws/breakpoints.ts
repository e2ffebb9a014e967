/**
 * Laws on breakpoints: where they stop, where they do not, how they come and go.
 * @module
 */
import { allCode, codeFacts, instructionAt, isPlace, printCommand } from '../../machines/index.ts';
import type { CodeObject } from '../../model/index.ts';
import type { StepTrace } from '../step-trace.ts';
import {
  arrivalAt,
  due,
  firstReached,
  hits,
  inLeg,
  missed,
  reached,
  type Standing,
  standingAt,
} from './breakpoint-standing.ts';
import { type Law, legLaw, sessionLaw } from './law.ts';
import { type Leg, next } from './leg.ts';

function law(
  id: string,
  source: string,
  statement: string,
  sometimes: string,
  premise: (leg: Leg) => boolean,
  holds: (leg: Leg) => true | string,
): Law {
  return legLaw({
    id,
    source,
    group: 'breakpoints',
    statement,
    sometimes,
    policies: ['strict'],
    premise,
    holds,
    allThreads: true,
  });
}

const enabled = (b: Standing) => b.state === 'enabled';
const plain = (b: Standing) => enabled(b) && b.condition === undefined && b.ignore === 0;
const kind =
  (...kinds: string[]) =>
  (b: Standing) =>
    enabled(b) && kinds.includes(b.place.kind);
const conditional = (b: Standing) => enabled(b) && (b.condition !== undefined || b.ignore > 0);

const WHY_NOT = { ignored: 'has its ignore count to spend', false: 'has a condition that is false' } as const;

/** Every breakpoint that a stop reports stands, is there, and is due. */
function truthful(leg: Leg): true | string {
  const item = leg.trace.items[leg.to];
  for (const id of leg.stop?.breakpoints ?? []) {
    const b = inLeg(leg).find((x) => x.id === id);
    if (b === undefined || b.state === 'removed') return `no breakpoint ${id} stands`;
    if (b.state === 'disabled') return `breakpoint ${id} is disabled`;
    const arrival = arrivalAt(leg, b);
    if (arrival === undefined) return `breakpoint ${id} is not at ${item?.code.qualname}:${item?.line}`;
    if (arrival === 'ignored' || arrival === 'false') return `breakpoint ${id} ${WHY_NOT[arrival]}`;
  }
  return true;
}

const both = (test: (b: Standing) => boolean) => (leg: Leg) => {
  const verdict = truthful(leg);
  return verdict === true ? missed(leg, test) : verdict;
};

/** Due in the leg in a frame that ran before the breakpoint was set. */
function dueInOldFrame(leg: Leg, b: Standing): boolean {
  const found = due(leg, b);
  const frame = found === undefined ? undefined : leg.trace.items[found.at]!.frame;
  return frame !== undefined && next(leg.trace, -1, (i) => i.frame === frame) <= leg.from;
}

const sharedLines = new WeakMap<StepTrace, ReadonlySet<number>>();

/** Lines that more than one code object runs. */
function sharedLinesOf(trace: StepTrace): ReadonlySet<number> {
  let shared = sharedLines.get(trace);
  if (shared === undefined) {
    const codes = new Map<number, Set<CodeObject>>();
    for (const i of trace.items) {
      if (i.kind !== 'place' || !i.fires) continue;
      const known = codes.get(i.line);
      if (known === undefined) codes.set(i.line, new Set([i.code]));
      else known.add(i.code);
    }
    shared = new Set([...codes].flatMap(([line, known]) => (known.size > 1 ? [line] : [])));
    sharedLines.set(trace, shared);
  }
  return shared;
}

const shared = (leg: Leg, b: Standing) => b.place.kind === 'line' && sharedLinesOf(leg.trace).has(b.place.line);

/** Lines at which LINE can fire. */
function linesOf(leg: { readonly session: Leg['session'] }): Set<number | null> {
  const { module } = leg.session.run;
  let lines = lineSets.get(module);
  if (lines === undefined) {
    lines = new Set(
      allCode(module).flatMap((c) =>
        codeFacts(c)
          .lineStarts.filter((o) => isPlace(c, o))
          .map((o) => instructionAt(c, o)!.line),
      ),
    );
    lineSets.set(module, lines);
  }
  return lines;
}
const lineSets = new WeakMap<object, Set<number | null>>();

export const BREAKPOINT_LAWS: readonly Law[] = [
  law(
    'continue-minimal',
    'law 15',
    'continue stops at the first enabled breakpoint that is hit, or not at all',
    'continue with a breakpoint',
    (leg) => leg.command.kind === 'continue',
    (leg) => {
      // Another thread's step may stop meanwhile.
      const own = leg.stop !== null && leg.stop.thread === leg.origin.thread;
      return own && !hits(leg) ? 'stopped without a breakpoint' : both(enabled)(leg);
    },
  ),
  law(
    'bp-hit-all',
    'law 60',
    'every LINE of an unconditional breakpoint’s line is a stop under every command',
    'an unconditional breakpoint is reached',
    (leg) => reached(leg, (b) => plain(b) && b.place.kind === 'line'),
    (leg) => missed(leg, (b) => plain(b) && b.place.kind === 'line'),
  ),
  law(
    'bp-cond',
    'law 61',
    'a breakpoint with a condition stops where that is true, with an ignore count from its next true hit on, and nowhere else',
    'a breakpoint with a condition or an ignore count is reached',
    (leg) => reached(leg, conditional),
    both(conditional),
  ),
  law(
    'bp-miss-not-disarm',
    'law 62',
    'a condition that was false and a hit that was ignored never affect later hits',
    'a breakpoint is due that was passed before',
    (leg) => inLeg(leg).some((b) => enabled(b) && due(leg, b) !== undefined && (b.passed || passedIn(leg, b))),
    (leg) => missed(leg, (b) => enabled(b) && (b.passed || passedIn(leg, b))),
  ),
  law(
    'bp-condition-error',
    'rule R9',
    'a condition that raises is a stop with reason condition-error',
    'a condition raises',
    (leg) =>
      leg.stop?.reasons.includes('condition-error') === true || inLeg(leg).some((b) => due(leg, b)?.what === 'error'),
    (leg) => {
      const verdict = missed(leg, (b) => enabled(b) && due(leg, b)?.what === 'error');
      if (verdict !== true) return verdict;
      const raised = inLeg(leg).some((b) => enabled(b) && arrivalAt(leg, b) === 'error');
      return raised === (leg.stop?.reasons.includes('condition-error') === true)
        ? true
        : `reason condition-error is ${raised ? 'missing' : 'given for nothing'}`;
    },
  ),
  law(
    'bp-func',
    'law 63',
    'a function breakpoint stops where frames of that function begin: at the line of their first LINE',
    'a function breakpoint is reached',
    (leg) => reached(leg, kind('function')),
    both(kind('function')),
  ),
  sessionLaw({
    id: 'bp-temp-once',
    statement: 'a temporary breakpoint stops at most once, over all frames',
    source: 'law 64, corrected',
    group: 'breakpoints',
    policies: ['strict'],
    sometimes: 'a temporary breakpoint stops and its place is reached again',
    judge(session, legs) {
      const { stops } = session.done.transcript;
      let any = false;
      for (const leg of legs) {
        for (const b of inLeg(leg)) {
          if (!b.temporary || b.state !== 'removed') continue;
          if (leg.stop?.breakpoints.includes(b.id) === true)
            return { broken: `temporary breakpoint ${b.id} stopped again` };
          if (reached(leg, (x) => x.id === b.id)) any = true;
        }
      }
      return any ? true : standingAt(session, stops.length - 1).some((b) => b.temporary) ? 'unexercised' : null;
    },
  }),
  law(
    'bp-add-live',
    'law 65',
    'a breakpoint set or enabled at a stop works in frames that are on the stack or suspended already',
    'a breakpoint is set at a stop and due in an older frame',
    (leg) => inLeg(leg).some((b) => b.since === leg.n && leg.n > 0 && dueInOldFrame(leg, b)),
    (leg) => missed(leg, (b) => b.since === leg.n && leg.n > 0 && dueInOldFrame(leg, b)),
  ),
  law(
    'bp-remove-live',
    'law 66',
    'a removed or disabled breakpoint never stops',
    'the place of a cleared or disabled breakpoint is reached',
    (leg) => reached(leg, (b) => b.state !== 'enabled'),
    (leg) => {
      const wrong = inLeg(leg).find((b) => b.state !== 'enabled' && leg.stop?.breakpoints.includes(b.id) === true);
      return wrong === undefined ? true : `breakpoint ${wrong.id} is ${wrong.state}`;
    },
  ),
  law(
    'bp-offset-column',
    'law 68',
    'a breakpoint at an offset or column stops at each execution of its instruction',
    'an offset breakpoint is reached',
    (leg) => reached(leg, kind('offset', 'column', 'span')),
    both(kind('offset', 'column', 'span')),
  ),
  law(
    'bp-same-line-codes',
    'law 70',
    'a line that several code objects share stops in each of them; no event of one disarms another',
    'a line with a lambda, a comprehension’s function or a one-line def holds a breakpoint',
    (leg) => reached(leg, (b) => enabled(b) && shared(leg, b)),
    (leg) => missed(leg, (b) => enabled(b) && shared(leg, b)),
  ),
  law(
    'bp-truthful',
    'rule R9',
    'a breakpoint stops only where it stands and is due',
    'a breakpoint stops',
    hits,
    truthful,
  ),
  sessionLaw({
    id: 'bp-moves',
    statement: 'a line breakpoint is accepted exactly where LINE can fire, and refused elsewhere',
    source: 'law 69, claim C4',
    group: 'breakpoints',
    policies: ['strict'],
    sometimes: 'a breakpoint is asked for on a line without code',
    judge(session) {
      if (!session.spec.script.some((e) => e.command.kind === 'break')) return null;
      const lines = linesOf({ session });
      const { refusals, stops } = session.done.transcript;
      const wrong = refusals.find(
        (r) => /^t?break \d+( |$)/.test(r.command) && lines.has(Number(/\d+/.exec(r.command)![0])),
      );
      if (wrong !== undefined) return { broken: `${wrong.command} was refused` };
      const accepted = standingAt(session, stops.length - 1).find(
        (b) => b.place.kind === 'line' && !lines.has(b.place.line),
      );
      if (accepted !== undefined) return { broken: `breakpoint ${accepted.id} was accepted where no line begins` };
      return refusals.some((r) => /^t?break \d+( |$)/.test(r.command)) ? true : 'unexercised';
    },
  }),
  sessionLaw({
    id: 'bp-order-independence',
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
      return sameStops(session.rerun(swapped), session.done.transcript)
        ? true
        : { broken: 'the stops depend on the order' };
    },
  }),
  sessionLaw({
    id: 'cond-transparent',
    statement: 'a condition that is true changes no stop: its evaluation is seen by nobody',
    source: 'law 71',
    group: 'breakpoints',
    policies: ['strict'],
    sometimes: 'a breakpoint with a condition that is always true stops',
    judge(session) {
      const { script } = session.spec;
      if (!script.some((e) => e.command.kind === 'break' && e.command.condition === 'True')) return null;
      const bare = script.map((e) => {
        if (e.command.kind !== 'break' || e.command.condition !== 'True') return e;
        const { condition: _, ...command } = e.command;
        return { command, repeat: e.repeat, text: printCommand(command) };
      });
      if (!sameStops(session.rerun(bare), session.done.transcript))
        return { broken: 'without the condition, which is always true, it stops elsewhere' };
      return session.done.transcript.stops.some((s) => s.breakpoints.length > 0) ? true : 'unexercised';
    },
  }),
];

type Stops = { readonly stops: readonly { readonly event: number }[] };

function sameStops(a: Stops, b: Stops): boolean {
  return a.stops.length === b.stops.length && a.stops.every((s, n) => s.event === b.stops[n]!.event);
}

/** It is passed in the leg before it is due. */
function passedIn(leg: Leg, b: Standing): boolean {
  const found = due(leg, b);
  return found !== undefined && firstReached(leg, b) < found.at;
}
