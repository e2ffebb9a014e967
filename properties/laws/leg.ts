/**
 * A leg of a session: from one stop and its command to the next stop. Laws speak of legs.
 * @module
 */
import { isResuming, parseScript, type ResumingCommand, type Script, type Strategy } from '../../machines/index.ts';
import type { CodeObject, Tool, ToolRun } from '../../model/index.ts';
import type { ModelSetting } from '../model-session.ts';
import type { SessionSpec, SessionStop, Transcript } from '../session.ts';
import type { Reading } from '../shared-findings.ts';
import type { Leave, StepItem, StepTrace } from '../step-trace.ts';
import type { Recording, StrategyRun } from '../strategy-run.ts';
import type { Standing } from './breakpoint-standing.ts';
import type { SetsAt } from './event-sets.ts';
import { factsOf, type TraceFacts } from './trace-facts.ts';

/** A session to be judged: what was asked, what the debugger did. */
export interface JudgedSession {
  readonly run: Recording;
  readonly spec: SessionSpec;
  readonly done: StrategyRun;
  /** Where laws looked. */
  readonly reading: Reading;
  /** The same debugger on the same program with another script. */
  rerun(script: Script): Transcript;
  /** The same debugger on another run of the program, with a script in words. */
  elsewhere(run: Recording, script: string): Transcript;
  /** How to run it inside the model's VM; undefined for those who are no strategy. */
  readonly inModel: InModel | undefined;
  /** The same debugger with the same script, attached at an event of the run. */
  attached(at: number): JudgedSession;
  /** What laws have made of the session so far, for those that ask next. */
  readonly made: Made;
}

/** What several laws make of one session. */
export interface Made {
  legs: readonly Leg[] | undefined;
  spans: readonly Leg[] | undefined;
  /** The breakpoints that stand in the leg after each stop. */
  standings: readonly (readonly Standing[])[] | undefined;
  /** The event sets at each stop at which the program was let run on. */
  sets: readonly SetsAt[] | undefined;
}

/** A strategy that can be run inside the model. */
export interface InModel {
  readonly strategy: Strategy;
  readonly setting: ModelSetting;
  /** The program with one tool and no debugger. */
  readonly undebugged: (module: CodeObject, tool: Tool<unknown>) => ToolRun;
}

export interface Leg {
  readonly session: JudgedSession;
  readonly trace: StepTrace;
  readonly facts: TraceFacts;
  /** Its stop's place in the transcript, from 0. */
  readonly n: number;
  readonly command: ResumingCommand;
  readonly origin: SessionStop;
  /** Index of the item of the stop at which the command was given. */
  readonly from: number;
  /** Index of the item of the next stop; the number of items if there is none. */
  readonly to: number;
  readonly stop: SessionStop | null;
  /** The next stop is the step's own doing. */
  readonly byStep: boolean;
  /** Index of the step's owner's exit (an `await` is none); the number of items if it does not exit. */
  readonly exit: number;
}

const commands = new Map<string, ResumingCommand | null>();

function commandOf(text: string): ResumingCommand | null {
  let command = commands.get(text);
  if (command === undefined) {
    const parsed = parseScript(text);
    const first = parsed.ok ? parsed.script[0]?.command : undefined;
    command = first !== undefined && isResuming(first) ? first : null;
    commands.set(text, command);
  }
  return command;
}

/** Index of the first item after `from` with the property, or the number of items. */
export function next(trace: StepTrace, from: number, test: (item: StepItem) => boolean): number {
  const { items } = trace;
  for (let i = from + 1; i < items.length; i++) if (test(items[i]!)) return i;
  return items.length;
}

/** Whether any item strictly between two has the property. */
export function anyBetween(trace: StepTrace, from: number, to: number, test: (item: StepItem) => boolean): boolean {
  const { items } = trace;
  const end = Math.min(to, items.length);
  for (let i = from + 1; i < end; i++) if (test(items[i]!)) return true;
  return false;
}

/** Index of the owner's next LINE, be it before its exit or after. */
export function ownLine(leg: Leg): number {
  return leg.facts.line[leg.from]!;
}

/** Index of the first suspension of the owner at an `await`. */
export function ownWait(leg: Leg): number {
  return leg.facts.wait[leg.from]!;
}

/** Index of the item of an event; −1 if that event is no item. */
export function itemAt(trace: StepTrace, event: number): number {
  return factsOf(trace).itemAt(event);
}

/** The legs of a session; made once. */
export function legsOf(session: JudgedSession): readonly Leg[] {
  session.made.legs ??= makeLegs(session);
  return session.made.legs;
}

/**
 * The next stop of the thread that a command was given to; or of another thread, where that one resumes the coroutine that the step has stayed with.
 */
function nextOf({ run, done }: JudgedSession, n: number): SessionStop | null {
  const { stops } = done.transcript;
  const origin = stops[n]!;
  const after = stops[n + 1];
  if (after === undefined || after.thread === origin.thread) return after ?? null;
  const wanders = factsOf(run.trace).wanderers.has(origin.frame);
  for (let k = n + 1; k < stops.length; k++) {
    const stop = stops[k]!;
    const followed = stop.frame === origin.frame && stop.reasons.includes('step');
    if (stop.thread === origin.thread || (followed && wanders)) return stop;
  }
  return null;
}

/** Whether another thread than that of stop n may have a step pending when the program goes on: it was given one, or a stop ended the script. */
export function stepsElsewhere({ done }: JudgedSession, n: number): boolean {
  const { stops } = done.transcript;
  const seen = new Set([stops[n]!.thread]);
  for (let k = n - 1; k >= 0; k--) {
    const { thread, command } = stops[k]!;
    if (seen.has(thread)) continue;
    seen.add(thread);
    if (command !== null && command !== 'continue') return true;
  }
  return false;
}

/** Legs that end at the next stop of any thread: breakpoints stand for all. With one thread they are the legs. */
export function spansOf(session: JudgedSession): readonly Leg[] {
  const { stops } = session.done.transcript;
  session.made.spans ??= stops.every(({ thread }) => thread === stops[0]!.thread)
    ? legsOf(session)
    : makeLegs(session, (n) => stops[n + 1] ?? null);
  return session.made.spans;
}

/** The legs of a session; a leg whose stop is at no item of the trace has no place here (law *stop-subsequence* tells). */
function makeLegs(
  session: JudgedSession,
  ends: (n: number) => SessionStop | null = (n) => nextOf(session, n),
): readonly Leg[] {
  const { trace } = session.run;
  const { stops } = session.done.transcript;
  const facts = factsOf(trace);
  const made: Leg[] = [];
  // Where the script ends, or gives the program up, every pending step ends.
  const last = stops.at(-1);
  const kind = last?.command?.split(' ', 1)[0];
  const given = last === undefined || (last.command !== null && kind !== 'detach' && kind !== 'quit');
  const over = given ? trace.items.length : facts.itemAt(last.event);
  stops.forEach((origin, n) => {
    const command = origin.command === null ? null : commandOf(origin.command);
    const from = facts.itemAt(origin.event);
    const stop = ends(n);
    const to = stop !== null ? facts.itemAt(stop.event) : over;
    if (
      command === null ||
      command.kind === 'thread' ||
      command.kind === 'detach' ||
      command.kind === 'quit' ||
      from < 0 ||
      to <= from
    )
      return;
    const exit = trace.items[from]!.frame === origin.frame ? facts.exit[from]! : trace.items.length;
    made.push({
      session,
      trace,
      facts,
      n,
      command,
      origin,
      from,
      to,
      stop,
      byStep: stop?.reasons.includes('step') === true,
      exit,
    });
  });
  return made;
}

/** The exit item of the leg's owner, if it comes before the next stop or the end. */
export function exitOf(leg: Leg): Leave | null {
  const item = leg.trace.items[leg.exit];
  return item?.kind === 'leave' && leg.exit < leg.to ? item : null;
}

/** LINE of a frame. */
export function firesIn(frame: number) {
  return (i: StepItem) => i.kind === 'place' && i.fires && i.frame === frame;
}

/** Whether the step of the leg stays with its owner over suspensions, so that an *into* has become an *over*. */
export function waited(leg: Leg): boolean {
  return ownWait(leg) < Math.min(leg.to, leg.exit);
}

/** Whether steps skip the code of a frame (rule R11). */
export function isHidden(leg: Leg, frame: number): boolean {
  const { policy, filter } = leg.session.spec;
  if (policy.FILTER !== 'list' || filter === undefined) return false;
  return filter.includes(leg.trace.codeOf.get(frame)?.qualname ?? '');
}

/** The older frames of an exiting one that steps do not skip, nearest first. */
export function olderOf(leg: Leg, exit: Leave): readonly number[] {
  return leg.session.spec.policy.FILTER === 'list' ? exit.older.filter((f) => !isHidden(leg, f)) : exit.older;
}

/** Where a step stops that lost its frame by return or yield: the next place in an older frame (rule R5). */
export function landing(leg: Leg, exit: Leave, at: number): number {
  const older = olderOf(leg, exit);
  return next(leg.trace, at, (i) => i.kind === 'place' && i.thread === exit.thread && older.includes(i.frame));
}

/** Whether there are events at which some command or breakpoint could stop, before the leg's stop: 0 or 1. */
export function candidates(leg: Leg): number {
  return countCandidates(leg, leg.from + 1, Math.min(leg.to, leg.trace.items.length));
}

/** Such events after the leg's stop. */
export function candidatesAfter(leg: Leg): number {
  return countCandidates(leg, leg.to + 1, leg.trace.items.length);
}

function countCandidates(leg: Leg, from: number, to: number): number {
  for (let k = from; k < to; k++) {
    const i = leg.trace.items[k]!;
    if (i.thread !== leg.origin.thread) continue;
    if ((i.kind === 'place' && i.fires) || (i.kind === 'enter' && i.how === 'resume')) return 1;
  }
  return 0;
}
