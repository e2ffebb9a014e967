/**
 * Where a step must stop, found by searching the trace forward from its command (rules R3–R8).
 * @module
 */
import type { Policy, ResumingCommand } from '../../machines/index.ts';
import type { Enter, Leave, Place, StepItem, StepTrace } from '../step-trace.ts';

/** A step's fate: the item at which it stops (or none), and the thread that it belongs to from each item on. */
export interface StepFate {
  readonly stop: number | null;
  /** The value that left the step's frame on the way. */
  readonly value?: string;
  readonly threads: readonly (readonly [from: number, thread: number])[];
}

/** What a step aims at. */
type Aim =
  | { readonly kind: 'into' | 'over' | 'out' }
  | { readonly kind: 'until-line'; readonly line: number }
  | { readonly kind: 'until-offset'; readonly offset: number };

interface Search {
  readonly trace: StepTrace;
  readonly policy: Policy;
  readonly hidden: (frame: number) => boolean;
  /** Index of the first item after the command. */
  readonly since: number;
  /** Line of the stop at which the command was given. */
  readonly line: number;
  readonly depth: number;
  /** The command was given at an exit by an exception. */
  readonly shown: boolean;
  readonly threads: (readonly [number, number])[];
}

/** The first index ≥ from with the property; −1 if there is none. */
function first(items: readonly StepItem[], from: number, test: (item: StepItem, index: number) => boolean): number {
  for (let i = from; i < items.length; i++) if (test(items[i]!, i)) return i;
  return -1;
}

/** The smallest of the indexes that exist. */
function earliest(...indexes: number[]): number {
  const found = indexes.filter((i) => i >= 0);
  return found.length === 0 ? -1 : Math.min(...found);
}

/** Whether a LINE-like item of the step's own frame stops it; policy SAME_LINE_REPEAT. */
function lineOf(s: Search, item: StepItem, frame: number): boolean {
  if (item.frame !== frame) return false;
  if (item.kind === 'incident') return item.what === 'jump-back' && s.policy.SAME_LINE_REPEAT === 'backward-jump';
  if (item.kind !== 'place' || !item.fires) return false;
  return !(s.policy.SAME_LINE_REPEAT === 'never' && item.line === s.line && item.depth === s.depth);
}

function reaches(s: Search, aim: Aim, item: StepItem, frame: number): boolean {
  switch (aim.kind) {
    case 'into':
    case 'over':
      return lineOf(s, item, frame);
    case 'until-line':
      return lineOf(s, item, frame) && item.line >= aim.line;
    case 'until-offset':
      return item.kind === 'place' && item.frame === frame && item.offset >= aim.offset;
    case 'out':
      return false;
  }
}

/** Rule R4 besides the lines of F: lines of frames entered since the command, resumed frames. */
function entered(s: Search, from: number, frame: number, thread: number): number {
  const { items } = s.trace;
  const inside = new Set<number>();
  for (let i = s.since; i < items.length; i++) {
    const item = items[i]!;
    if (item.thread !== thread) continue;
    if (item.kind === 'enter' && !s.hidden(item.frame)) {
      const resumed = item.how === 'resume' && item.frame !== frame;
      if (i >= from && resumed && s.policy.INTO_RESUMED === 'at-yield') return i;
      if (i >= from && item.how === 'start' && s.policy.ENTRY_STOP === 'call-event') return i;
      if (item.how !== 'resume' || (resumed && s.policy.INTO_RESUMED === 'next-line')) inside.add(item.frame);
    } else if (i >= from && item.kind === 'place' && item.fires && inside.has(item.frame)) return i;
  }
  return -1;
}

/** Exceptions that the policy shows while the step's own frame, or one younger, runs. */
function incident(s: Search, aim: Aim, item: StepItem, frame: number, thread: number): boolean {
  if (item.kind !== 'incident' || aim.kind === 'out') return false;
  if (item.what === 'stop-iteration' && s.policy.STOPITERATION_STOPS === 'all')
    return item.thread === thread && !s.hidden(item.frame);
  if (item.frame !== frame) return false;
  if (item.what === 'raise') return s.policy.OVER_EXCEPTION_SAME_FRAME === 'exception-stop';
  return item.what === 'stop-iteration' && s.policy.STOPITERATION_STOPS === 'consumer';
}

function stopAt(s: Search, index: number, value?: string): StepFate {
  return { stop: index < 0 ? null : index, threads: s.threads, ...(value === undefined || index < 0 ? {} : { value }) };
}

/** Phase own (rules R3, R4), and wait, which is the same for the frame. */
function own(s: Search, aim: Aim, frame: number, from: number, thread: number): StepFate {
  const { items } = s.trace;
  const exit = first(items, from, (i) => i.frame === frame && i.kind === 'leave');
  const before = (index: number) => (index >= 0 && (exit < 0 || index < exit) ? index : -1);
  const there = before(first(items, from, (i) => reaches(s, aim, i, frame) || incident(s, aim, i, frame, thread)));
  const inner = aim.kind === 'into' ? before(entered(s, from, frame, thread)) : -1;
  const hit = earliest(there, inner);
  if (hit >= 0) return stopAt(s, hit);
  if (exit < 0) return stopAt(s, -1);
  return leave(s, aim, items[exit] as Leave, exit, thread);
}

/** The frame was left. */
function leave(s: Search, aim: Aim, exit: Leave, index: number, thread: number): StepFate {
  const { policy, trace } = s;
  const older = exit.older.filter((f) => !s.hidden(f));
  switch (exit.how) {
    case 'await':
      if (policy.OVER_AT_AWAIT === 'stay')
        return stay(s, aim.kind === 'into' ? { kind: 'over' } : aim, exit.frame, index);
      break;
    case 'yield':
      if (
        aim.kind === 'out'
          ? policy.OUT_OF_GENERATOR === 'exhaustion'
          : aim.kind !== 'into' && policy.OVER_AT_YIELD === 'stay'
      )
        return stay(s, aim, exit.frame, index);
      break;
    case 'unwind': {
      const bottom = exit.older.length === 0;
      // The exception that was shown where the command was given, on its way through a frame that has not run since.
      const ran = trace.items.slice(s.since, index).some((i) => i.kind === 'place' && i.frame === exit.frame);
      if (bottom && s.shown && !ran && policy.UNCAUGHT === 'stop-once') return stopAt(s, -1);
      if (policy.OVER_EXCEPTION_LEAVES === 'exception-stops' && !(bottom && policy.UNCAUGHT === 'none'))
        return stopAt(s, index);
      if (bottom && policy.UNCAUGHT !== 'none') return stopAt(s, index);
      const caller = older[0];
      if (caller === undefined) return stopAt(s, -1);
      return own(s, { kind: aim.kind === 'into' ? 'into' : 'over' }, caller, index + 1, thread);
    }
    case 'return':
      break;
  }
  const landing =
    aim.kind === 'out' ? policy.OUT_LANDING : aim.kind === 'into' ? policy.INTO_PAST_END : policy.OVER_PAST_END;
  if (exit.older.length === 0) return stopAt(s, policy.END_OF_PROGRAM === 'return-stop' ? index : -1);
  if (landing === 'callee-return') return stopAt(s, index, exit.value);
  if (landing === 'becomes-into') {
    const caller = older[0];
    return caller === undefined
      ? stopAt(s, -1)
      : own({ ...s, since: index + 1 }, { kind: 'into' }, caller, index + 1, thread);
  }
  return land(s, aim, exit, new Set(older), landing === 'caller-next-line', index + 1, thread);
}

/** Phase wait (rule R7): the step goes where the frame is resumed. */
function stay(s: Search, aim: Aim, frame: number, index: number): StepFate {
  const { items } = s.trace;
  const again = first(items, index + 1, (i) => i.frame === frame && i.kind === 'enter');
  if (again < 0) return stopAt(s, -1);
  const { thread } = items[again]!;
  s.threads.push([again, thread]);
  return own(s, aim, frame, again + 1, thread);
}

/** Phase land (rule R5). */
function land(
  s: Search,
  aim: Aim,
  exit: Leave,
  older: ReadonlySet<number>,
  byLine: boolean,
  from: number,
  thread: number,
): StepFate {
  const { items } = s.trace;
  const landing = first(
    items,
    from,
    (i) =>
      i.kind === 'place' &&
      i.thread === thread &&
      ((older.has(i.frame) && (i.fires || !byLine)) ||
        (s.policy.FRAME_KEY === 'address' && i.fires && i.address === exit.address)),
  );
  if (aim.kind !== 'into') return stopAt(s, landing, exit.value);
  const back = first(items, from, (i) => i.thread === thread && lineOf(s, i, exit.frame));
  const hit = earliest(landing, back, entered(s, from, exit.frame, thread));
  return stopAt(s, hit, hit === landing ? exit.value : undefined);
}

/** A step among frames that are known by their depth only: policy FRAME_KEY `depth`. */
function byDepth(s: Search, aim: Aim, from: number, thread: number): StepFate {
  const limit = aim.kind === 'into' ? Number.POSITIVE_INFINITY : aim.kind === 'out' ? s.depth - 1 : s.depth;
  const { items } = s.trace;
  const hit = first(items, from, (i) => {
    if (i.thread !== thread || i.depth > limit || s.hidden(i.frame)) return false;
    if (aim.kind === 'until-offset') return i.kind === 'place' && i.offset >= aim.offset;
    if (!lineOf(s, i, i.frame)) return false;
    return aim.kind !== 'until-line' || i.line >= aim.line || i.depth < s.depth;
  });
  return stopAt(s, hit);
}

function aimOf(command: ResumingCommand, line: number): Aim {
  if (command.kind === 'until')
    return command.offset === undefined
      ? { kind: 'until-line', line: command.line ?? line + 1 }
      : { kind: 'until-offset', offset: command.offset };
  return { kind: command.kind === 'into' || command.kind === 'out' ? command.kind : 'over' };
}

/** The fate of a command given at the item `at`, breakpoints left aside. */
export function stepFate(
  trace: StepTrace,
  policy: Policy,
  hidden: (frame: number) => boolean,
  command: ResumingCommand,
  at: number,
): StepFate {
  const item: Place | Enter | Leave | StepItem = trace.items[at]!;
  const { thread, frame, line, depth } = item;
  const shown = item.kind === 'leave' && item.how === 'unwind';
  const s: Search = { trace, policy, hidden, since: at + 1, line, depth, shown, threads: [[at, thread]] };
  if (command.kind === 'stepi')
    return stopAt(
      s,
      first(trace.items, at + 1, (i) => i.kind === 'place' && i.thread === thread && !hidden(i.frame)),
    );
  const aim = aimOf(command, line);
  if (policy.FRAME_KEY === 'depth') return byDepth(s, aim, at + 1, thread);
  if (item.kind !== 'leave') return own(s, aim, frame, at + 1, thread);
  // The frame has left already: every step goes on in its caller, and all but *out* look into what that calls.
  const caller = item.older.find((f) => !hidden(f));
  if (caller === undefined) return stopAt(s, -1);
  return own(s, { kind: aim.kind === 'out' ? 'over' : 'into' }, caller, at + 1, thread);
}
