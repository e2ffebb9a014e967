/**
 * What all strategies with frame identity share: they play what PEP 669 delivers to the stepping machine. They differ only in
 * the events that they ask for.
 * @module
 */
import type { CodeObject, FrameId, FrameView, ToolEvent, ToolView } from '../../model/index.ts';
import { arrive } from '../breakpoint-set.ts';
import { isPlace, isSuspendable, suspendsAtAwait } from '../code-facts.ts';
import { compileTable, type Table } from '../compile-table.ts';
import type { ResumingCommand } from '../debugger-command.ts';
import { steppingMachine } from '../stepping.machine.ts';
import {
  STEPPING_GUARDS,
  STEPPING_UPDATES,
  type SteppingContext,
  type SteppingEvent,
  steppingContext,
  withOlder,
} from '../stepping-rules.ts';
import {
  isHidden,
  NEW_SESSION,
  type Session,
  type SessionConfig,
  type StopRecord,
  stopHere,
  withPauses,
  withSet,
} from './session-state.ts';

const TABLE = compileTable(steppingMachine, STEPPING_GUARDS, STEPPING_UPDATES);
const STOPPED = TABLE.states.indexOf('stopped');
/** A step that has come to nothing. */
const IDLE: ReadonlySet<number> = new Set([TABLE.states.indexOf('running'), TABLE.states.indexOf('terminated')]);

/** Phases of a pending step, by leaf state. */
const PHASES = TABLE.states.map((name) => {
  const [kind, phase] = name.split('.');
  return { kind: kind!, phase: phase ?? '' };
});

/** A pending step of a thread. */
export interface PendingStep {
  readonly thread: number;
  readonly state: number;
  readonly context: SteppingContext;
}

/** A place that was judged at an earlier stage, and the later stages that will say nothing new. */
interface Judged {
  readonly thread: number;
  readonly frame: FrameId;
  readonly offset: number;
  /** LINE came. */
  readonly line: boolean;
  readonly instruction: boolean;
  readonly breakpoint: boolean;
}

function withoutInstruction({ thread, frame, offset, line, breakpoint }: Judged): Judged {
  return { thread, frame, offset, line, instruction: false, breakpoint };
}

/** Which code a frame runs. */
interface FrameCode {
  readonly frame: FrameId;
  readonly code: CodeObject;
}

export interface Stepper {
  readonly session: Session;
  readonly steps: readonly PendingStep[];
  readonly judged: readonly Judged[];
  /** Code of the frames that the pending steps speak of. */
  readonly codes: readonly FrameCode[];
  /** Older frames that were left while a step waited to land in them. */
  readonly left: readonly FrameId[];
  /** Frames of skipped functions on the way of an *into*: what they call may not be skipped. */
  readonly skipped: readonly FrameId[];
  /** Frames that were seen to exit since the first pending step began. */
  readonly exited: readonly FrameId[];
}

/** What is known of frames while no step is pending: nothing. */
const NO_FRAMES = { codes: [], left: [], skipped: [], exited: [] };

export const NEW_STEPPER: Stepper = { session: NEW_SESSION, steps: [], judged: [], ...NO_FRAMES };

/** The code of a frame that a pending step speaks of. */
export function codeOfFrame({ codes }: Stepper, frame: FrameId): CodeObject | undefined {
  for (const noted of codes) if (noted.frame === frame) return noted.code;
  return undefined;
}

/** How far a strategy looks down the stack at an exit: all older frames, or those that can execute next. */
export type Reach = 'all' | 'heads';

/** The kind and phase of a step: `over`, `land` … */
export function phaseOf(step: PendingStep): { readonly kind: string; readonly phase: string } {
  return PHASES[step.state]!;
}

/** How a debugger thinks. Sound ones differ in `reach` only; known-wrong ones replace a part. */
export interface Brain {
  readonly reach: Reach;
  /** The stepping chart, compiled; the default is the machine's own. */
  readonly table?: Table<SteppingContext, SteppingEvent> | undefined;
  /** Changes what the machine is told; undefined withholds it. */
  readonly alter?: ((said: SteppingEvent, view: ToolView, stepper: Stepper) => SteppingEvent | undefined) | undefined;
  /** Which breakpoints a place hits. */
  readonly arrive?: typeof arrive | undefined;
  /** The thread that an event counts for; the default is the one that it happens in. */
  readonly threadOf?: ((view: ToolView) => number) | undefined;
  /** What becomes of the pending steps when a thread stops and a command is given. */
  readonly keep?: ((steps: readonly PendingStep[], thread: number) => readonly PendingStep[]) | undefined;
}

/** What happened at an event: the next state, and the stop if there is one. */
export interface Played {
  readonly stepper: Stepper;
  readonly stop?: { readonly reasons: readonly string[]; readonly breakpoints: readonly number[] };
}

/**
 * The frames older than an exiting one. The heads are its `f_back` and, while that is a generator or coroutine, the next: a
 * `throw()` returns past those to whoever called it. Nor does the look end at a frame that steps skip.
 */
function olderThan(frame: FrameView, reach: Reach, config: SessionConfig): FrameView[] {
  const out: FrameView[] = [];
  for (let f = frame.back; f !== null; f = f.back) {
    out.push(f);
    if (reach === 'heads' && !isSuspendable(f.code) && !isHidden(config, f.code)) break;
  }
  return out;
}

const COMMANDS = {
  into: 'INTO',
  over: 'OVER',
  out: 'OUT',
  stepi: 'STEP_INSTRUCTION',
  continue: 'CONTINUE',
  thread: 'CONTINUE',
  detach: 'DETACH',
  quit: 'QUIT',
} as const;

function commandEvent(command: ResumingCommand, frame: FrameView, line: number): SteppingEvent {
  const { id } = frame;
  if (command.kind !== 'until')
    return { type: COMMANDS[command.kind], frame: id, line, depth: 0, left: undefined, unwound: false };
  const until = command.offset === undefined ? { line: command.line ?? line + 1 } : { offset: command.offset };
  return { type: 'UNTIL', until, frame: id, line, depth: 0, left: undefined, unwound: false };
}

const EXITS: ReadonlySet<string> = new Set(['PY_RETURN', 'PY_YIELD', 'PY_UNWIND']);

/** What an event means to the stepping machine; undefined: nothing. */
function meaning(
  event: ToolEvent,
  view: ToolView,
  line: number,
  hit: boolean,
  older: readonly FrameView[],
  config: SessionConfig,
): SteppingEvent | undefined {
  const { frame } = view;
  const hidden = isHidden(config, event.code);
  switch (event.event) {
    case 'LINE':
    case 'INSTRUCTION':
    case 'BREAKPOINT': {
      const fires = event.event === 'LINE';
      return {
        type: 'PLACE',
        frame: frame.id,
        line,
        depth: 0,
        offset: frame.lasti,
        fires,
        hit,
        hidden,
        address: undefined,
      };
    }
    case 'PY_START':
      return { type: 'ENTER', frame: frame.id, how: 'start', hidden };
    case 'PY_RESUME':
      return { type: 'ENTER', frame: frame.id, how: 'resume', hidden };
    case 'PY_THROW':
      return { type: 'ENTER', frame: frame.id, how: 'throw', hidden };
    case 'PY_RETURN':
    case 'PY_YIELD':
    case 'PY_UNWIND': {
      const yields = suspendsAtAwait(event.code, frame.lasti) ? 'await' : 'yield';
      const how = event.event === 'PY_RETURN' ? 'return' : event.event === 'PY_UNWIND' ? 'unwind' : yields;
      return {
        type: 'LEAVE',
        frame: frame.id,
        how,
        older: visibleIds(older, config),
        bottom: older.length === 0,
        value: event.value,
        address: undefined,
      };
    }
    default:
      return undefined;
  }
}

function visibleIds(frames: readonly FrameView[], config: SessionConfig): FrameId[] {
  return frames.filter((f) => !isHidden(config, f.code)).map((f) => f.id);
}

/** Notes the codes of frames that a step may come to speak of. */
function noteCodes(stepper: Stepper, frames: readonly FrameView[]): Stepper {
  if (stepper.steps.length === 0 || frames.length === 0) return stepper;
  let codes = stepper.codes;
  for (const { id, code } of frames)
    if (codeOfFrame(stepper, id) === undefined) codes = [...codes, { frame: id, code }];
  if (codes === stepper.codes) return stepper;
  const { session, steps, judged, left, skipped, exited } = stepper;
  return { session, steps, judged, codes, left, skipped, exited };
}

// Steppers are made field by field: this happens at every event, and spread literals take several times as long.

/** The stepper with other places judged. */
export function withJudged(stepper: Stepper, judged: readonly Judged[]): Stepper {
  const { session, steps, codes, left, skipped, exited } = stepper;
  return { session, steps, judged, codes, left, skipped, exited };
}

function withSession(stepper: Stepper, session: Session): Stepper {
  const { steps, judged, codes, left, skipped, exited } = stepper;
  return { session, steps, judged, codes, left, skipped, exited };
}

function withSteps(stepper: Stepper, session: Session, steps: readonly PendingStep[]): Stepper {
  const { judged, codes, left, skipped, exited } = stepper;
  return { session, steps, judged, codes, left, skipped, exited };
}

function withExited(stepper: Stepper, exited: readonly FrameId[]): Stepper {
  const { session, steps, judged, codes, left, skipped } = stepper;
  return { session, steps, judged, codes, left, skipped, exited };
}

function withoutFrames({ session, judged }: Stepper, steps: readonly PendingStep[]): Stepper {
  const { codes, left, skipped, exited } = NO_FRAMES;
  return { session, steps, judged, codes, left, skipped, exited };
}

/** Frames of skipped functions that may call what is not skipped while an *into* is pending. */
function noteSkipped(stepper: Stepper, frames: readonly FrameView[]): Stepper {
  const fresh = frames.map((f) => f.id).filter((id) => !stepper.skipped.includes(id));
  if (fresh.length === 0 || !stepper.steps.some((s) => phaseOf(s).kind === 'into')) return stepper;
  const { session, steps, judged, codes, left, skipped, exited } = stepper;
  return { session, steps, judged, codes, left, skipped: [...skipped, ...fresh], exited };
}

/**
 * A frame that a step waited to land in is left itself: the next older one may be the landing. Where there is none and the frame is gone for good, the
 * step ends with its thread.
 */
function passOn(
  stepper: Stepper,
  frame: FrameView,
  older: readonly FrameView[],
  gone: boolean,
  config: SessionConfig,
): Stepper {
  if (!stepper.steps.some((step) => phaseOf(step).phase === 'land')) return stepper;
  let changed = false;
  const steps = stepper.steps.flatMap((step) => {
    const { context } = step;
    if (phaseOf(step).phase !== 'land' || !context.older.includes(frame.id)) return [step];
    changed = true;
    const visible = visibleIds(older, config);
    if (gone && visible.length === 0) return [];
    const more = visible.filter((id) => !context.older.includes(id));
    const { thread, state } = step;
    return { thread, state, context: withOlder(context, [...context.older, ...more], context.address, context.value) };
  });
  if (!changed) return stepper;
  const { session, judged, codes, left, skipped, exited } = stepper;
  return { session, steps, judged, codes, left: [...left, frame.id], skipped, exited };
}

/** Gives a command at a stop to the machine. */
function resume(
  stepper: Stepper,
  config: SessionConfig,
  view: ToolView,
  line: number,
  command: ResumingCommand | null,
  brain: Brain,
): Stepper {
  const thread = brain.threadOf?.(view) ?? view.thread;
  const others = brain.keep?.(stepper.steps, thread) ?? stepper.steps.filter((s) => s.thread !== thread);
  if (command === null || command.kind === 'detach' || command.kind === 'quit') return withoutFrames(stepper, []);
  const bare = others.length === 0 ? withoutFrames(stepper, others) : withSteps(stepper, stepper.session, others);
  if (command.kind === 'continue') return bare;
  if (command.kind === 'thread') {
    const pauses = [...stepper.session.pauses, command.thread];
    return withSession(bare, withPauses(stepper.session, pauses));
  }
  const event = commandEvent(command, view.frame, line);
  const said = brain.alter === undefined ? event : brain.alter(event, view, stepper);
  if (said === undefined) return bare;
  const next = (brain.table ?? TABLE).step(STOPPED, steppingContext(config.policy), said);
  const step = { thread, state: next.state, context: next.context };
  return noteCodes(withSteps(bare, bare.session, [...others, step]), [view.frame]);
}

/** Whether every enabled breakpoint at a site asks for its line only: then BREAKPOINT there means that LINE would fire. */
function onlyByLine(session: Session, code: CodeObject, offset: number): boolean {
  return session.set.breakpoints.every(
    (b) => !b.enabled || b.sites.every((s) => s.byLine || s.code !== code || s.offset !== offset),
  );
}

function judgedOf(judged: readonly Judged[], thread: number): Judged | undefined {
  for (const one of judged) if (one.thread === thread) return one;
  return undefined;
}

/** Nothing was judged at an earlier stage. */
export const NONE_JUDGED: readonly Judged[] = [];

function stopAt(
  { code }: ToolEvent,
  { thread, frame }: ToolView,
  line: number,
  reasons: readonly string[],
  breakpoints: readonly number[],
  value: string | undefined,
): Omit<StopRecord, 'command'> {
  const { id, lasti: offset } = frame;
  return { reasons, breakpoints, code, line, thread, frame: id, offset, value };
}

/** Plays one delivered event. */
export function play(stepper: Stepper, config: SessionConfig, event: ToolEvent, view: ToolView, brain: Brain): Played {
  const { reach } = brain;
  const table = brain.table ?? TABLE;
  const { session } = stepper;
  if (session.phase !== 'on' && session.phase !== 'waiting') return { stepper };
  const { frame } = view;
  const thread = brain.threadOf?.(view) ?? view.thread;
  const name = event.event;
  const atPlace = name === 'LINE' || name === 'INSTRUCTION' || name === 'BREAKPOINT';
  const mine = judgedOf(stepper.judged, thread);
  const others =
    mine === undefined
      ? stepper.judged
      : stepper.judged.length === 1
        ? NONE_JUDGED
        : stepper.judged.filter((j) => j !== mine);
  if (mine !== undefined && mine.frame === frame.id && mine.offset === frame.lasti) {
    if (name === 'INSTRUCTION' && mine.instruction)
      return {
        stepper: withJudged(stepper, mine.breakpoint ? [...others, withoutInstruction(mine)] : others),
      };
    if (name === 'BREAKPOINT' && mine.breakpoint) return { stepper: withJudged(stepper, others) };
  }
  if (atPlace && !isPlace(event.code, frame.lasti)) return { stepper: withJudged(stepper, others) };
  const line = name === 'LINE' ? event.line : frame.lineno;
  let base = stepper;
  if (atPlace && name !== 'BREAKPOINT') {
    const fired = name === 'LINE';
    const judged = { thread, frame: frame.id, offset: frame.lasti, line: fired, instruction: fired, breakpoint: true };
    base = withJudged(stepper, others.length === 0 ? [judged] : [...others, judged]);
  } else if (mine !== undefined) base = withJudged(stepper, others);
  if (session.phase === 'waiting') {
    if (name !== 'LINE' || isHidden(config, event.code)) return { stepper };
    const entered = stopAt(event, view, line, ['entry'], [], undefined);
    const begun = stopHere(config, session, entered);
    const started = resume(withSession(base, begun.session), config, view, line, begun.command, brain);
    return { stepper: started, stop: { reasons: ['entry'], breakpoints: [] } };
  }
  let set = session.set;
  let reasons: string[] = [];
  let breakpoints: readonly number[] = [];
  if (atPlace && set.breakpoints.length > 0) {
    const fires = name === 'LINE' || (name === 'BREAKPOINT' && onlyByLine(session, event.code, frame.lasti));
    const arrival = { code: event.code, offset: frame.lasti, fires, evaluate: (c: string) => view.evaluate(c) };
    const hits = (brain.arrive ?? arrive)(set, arrival, config.policy.CONDITION_ERROR === 'stop');
    set = hits.set;
    breakpoints = [...hits.ids, ...hits.errors].sort((a, b) => a - b);
    if (hits.ids.length > 0) reasons.push('breakpoint');
    if (hits.errors.length > 0) reasons.push('condition-error');
  }
  const pauses = name === 'LINE' && session.pauses.includes(view.thread) && !isHidden(config, event.code);
  const turned = pauses
    ? withPauses(
        session,
        session.pauses.filter((waiting) => waiting !== view.thread),
      )
    : session;
  const exits = EXITS.has(name);
  const older = exits && base.steps.length > 0 ? olderThan(frame, reach, config) : [];
  const left = name === 'PY_RETURN' || name === 'PY_UNWIND';
  const handedOn = exits ? passOn(base, frame, older, left, config) : base;
  const gone = left && base.steps.length > 0;
  const passed = gone ? withExited(handedOn, [...handedOn.exited, frame.id]) : handedOn;
  const plain = passed.steps.length === 0 ? undefined : meaning(event, view, line, reasons.length > 0, older, config);
  const said = plain === undefined || brain.alter === undefined ? plain : brain.alter(plain, view, passed);
  let arrived: PendingStep | undefined;
  let steps = passed.steps;
  if (said !== undefined) {
    for (let n = 0; n < passed.steps.length; n++) {
      const step = passed.steps[n]!;
      const moves = said.type === 'ENTER' && said.frame === step.context.owner && phaseOf(step).phase === 'wait';
      if (!moves && step.thread !== thread) continue;
      const next = table.step(step.state, step.context, said);
      if (next.state === step.state && next.context === step.context && step.thread === thread) continue;
      const after = { thread, state: next.state, context: next.context };
      if (next.state === STOPPED && next.context.byStep) arrived ??= after;
      steps = steps.with(n, after);
    }
  }
  const moved: Stepper =
    steps === passed.steps && set === session.set && !pauses
      ? passed
      : withSteps(passed, set === session.set ? turned : withSet(turned, set), steps);
  if (arrived !== undefined) reasons = ['step', ...reasons];
  if (pauses) reasons = [...reasons, 'pause'];
  if (reasons.length === 0) {
    const kept = steps.some((s) => IDLE.has(s.state))
      ? withSteps(
          moved,
          moved.session,
          steps.filter((s) => !IDLE.has(s.state)),
        )
      : moved;
    const noted = noteCodes(kept, exits ? older : said?.type === 'ENTER' ? [frame] : []);
    if (said?.type === 'ENTER' && said.hidden) return { stepper: noteSkipped(noted, [frame]) };
    const between = exits ? older.filter((f) => isHidden(config, f.code)) : [];
    return { stepper: between.length === 0 ? noted : noteSkipped(noted, between) };
  }
  const shown = stopAt(event, view, line, reasons, breakpoints, arrived?.context.value ?? undefined);
  const stopped = stopHere(config, moved.session, shown);
  const resumed = resume(withSession(moved, stopped.session), config, view, line, stopped.command, brain);
  return { stepper: resumed, stop: { reasons, breakpoints } };
}
