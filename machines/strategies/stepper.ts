/**
 * What all strategies with frame identity share: they play what PEP 669 delivers to the stepping machine. They differ only in
 * the events that they ask for.
 * @module
 */
import type { CodeObject, FrameView, ToolEvent, ToolView } from '../../model/index.ts';
import { arrive } from '../breakpoint-set.ts';
import { isPlace } from '../code-facts.ts';
import type { Table } from '../compile-table.ts';
import type { ResumingCommand } from '../debugger-command.ts';
import { type SteppingContext, type SteppingEvent, steppingContext, withOlder } from '../stepping-rules.ts';
import {
  isHidden,
  type Session,
  type SessionConfig,
  type StopRecord,
  stopHere,
  withPauses,
  withSet,
} from './session-state.ts';
import { commandEvent, EXITS, meaning, olderThan, type Reach, visibleIds } from './stepper-events.ts';
import {
  IDLE,
  judgedOf,
  NONE_JUDGED,
  noteCodes,
  noteSkipped,
  type PendingStep,
  phaseOf,
  STOPPED,
  type Stepper,
  TABLE,
  withExited,
  withJudged,
  withoutFrames,
  withoutInstruction,
  withSession,
  withSteps,
} from './stepper-state.ts';

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
