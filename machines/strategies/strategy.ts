/**
 * A strategy: which events a debugger asks for, given what it is asked to do. Everything else is common.
 * @module
 */
import type {
  CodeObject,
  FrameId,
  MonitoringCall,
  Tool,
  ToolEvent,
  ToolId,
  ToolStep,
  ToolView,
} from '../../model/index.ts';
import { instructionAt } from '../code-facts.ts';
import { type Bits, CALL, EXITS, eventNames, INSTRUCTION, LINE, PY_THROW, PY_UNWIND, STARTS } from './event-bits.ts';
import type { Session, SessionConfig } from './session-state.ts';
import { type Brain, play } from './stepper.ts';
import type { Reach } from './stepper-events.ts';
import { NEW_STEPPER, NONE_JUDGED, type PendingStep, phaseOf, type Stepper, withJudged } from './stepper-state.ts';
import {
  type CodeWant,
  callsBetween,
  type FrameWant,
  NO_WANTS,
  type SiteWant,
  type Wants,
  wantLocal,
  withFrames,
  withGlobal,
} from './wants.ts';

/** Which interface of CPython a strategy needs. */
export type StrategyProfile = 'any' | '3.15' | 'frame-events' | 'breakpoint-opcode';

/** State of any strategy with frame identity. */
export interface StrategyState {
  readonly stepper: Stepper;
  readonly armed: Wants;
  /** Code armed from CALL, not yet entered (C-call). */
  readonly called: readonly CodeObject[];
}

export interface Strategy {
  readonly id: string;
  readonly title: string;
  readonly profile: StrategyProfile;
  readonly reach: Reach;
  /** What known-wrong steppers think differently. */
  readonly brain?: Omit<Brain, 'reach'>;
  /** The events wanted between two callbacks. Before the entry and after the end nobody asks. */
  readonly wants: (state: StrategyState) => Wants;
  /** Known-wrong: events stay on when the session is over. */
  readonly leavesOn?: boolean;
  /** C-call: takes the callable's code from CALL. */
  readonly followsCalls?: boolean;
}

/** A strategy with a session, as a tool. */
export type StrategyTool = Tool<StrategyState>;

/**
 * INSTRUCTION with the exits: a set that an INSTRUCTION callback makes comes too late for what that very instruction reports, and a step
 * given at a RETURN_VALUE needs its PY_RETURN.
 */
export const EACH_INSTRUCTION = INSTRUCTION | LINE | STARTS | EXITS;

/** Events that a breakpoint set needs on code objects. */
export function wantBreakpoints(session: Session, local: CodeWant[]): void {
  for (const b of session.set.breakpoints) {
    if (!b.enabled) continue;
    for (const site of b.sites) wantLocal(local, site.code, site.byLine ? LINE | STARTS : EACH_INSTRUCTION);
  }
}

/** Whether a step in its own phase looks at every instruction of its frame. */
export function needsInstructions(step: PendingStep): boolean {
  const { until } = step.context;
  return until !== null && 'offset' in until && phaseOf(step).kind === 'until';
}

/** The older frames that can execute next. */
export function landingFrames(stepper: Stepper, step: PendingStep): readonly FrameId[] {
  return step.context.older.filter((f) => !stepper.left.includes(f));
}

const ENTRY: Wants = withGlobal(NO_WANTS, LINE | STARTS);
const ALL = CALL | EXITS | INSTRUCTION | LINE | PY_THROW | PY_UNWIND | STARTS;
const CALLBACKS: StrategyTool['callbacks'] = [...eventNames(ALL), 'BREAKPOINT'];

function wantedBy(strategy: Strategy, state: StrategyState): Wants {
  switch (state.stepper.session.phase) {
    case 'waiting':
      return ENTRY;
    case 'on':
      return withPauses(strategy.wants(state), state.stepper);
    default:
      return strategy.leavesOn === true ? state.armed : NO_WANTS;
  }
}

/** A thread that is to pause does so at its next line, wherever that is. */
function withPauses(wanted: Wants, { session }: Stepper): Wants {
  return session.pauses.length === 0 ? wanted : withGlobal(wanted, wanted.global | LINE | STARTS);
}

function without(frames: readonly FrameWant[], frame: FrameId): readonly FrameWant[] {
  return frames.some((f) => f.frame === frame) ? frames.filter((f) => f.frame !== frame) : frames;
}

/** What is armed before the callback's own calls: an exiting frame takes its set with it, an entered one came with a set. */
function armedAt(state: StrategyState, event: ToolEvent, view: ToolView): Wants {
  const { armed } = state;
  if (event.event === 'PY_RETURN' || event.event === 'PY_UNWIND') {
    const frames = without(armed.frames, view.frame.id);
    return frames === armed.frames ? armed : withFrames(armed, frames);
  }
  if (event.event !== 'PY_START' && event.event !== 'PY_RESUME' && event.event !== 'PY_THROW') return armed;
  const frame = view.frame.id;
  const giver =
    armed.frames.length === 0
      ? undefined
      : armed.frames.find((f) => f.entered !== 0 && f.frame === view.frame.back?.id);
  if (giver === undefined) return armed;
  const events = giver.entered | (armed.frames.find((f) => f.frame === frame)?.events ?? 0);
  return withFrames(armed, [...without(armed.frames, frame), { frame, events, entered: 0 }]);
}

/** Whether an event of a place comes for a frame under these sets. */
function isOn(bit: Bits, wanted: Wants, code: CodeObject, frame: FrameId): boolean {
  if ((wanted.global & bit) !== 0) return true;
  if (wanted.local.some((w) => w.code === code && (w.events & bit) !== 0)) return true;
  return wanted.frames.some((w) => w.frame === frame && (w.events & bit) !== 0);
}

/** Later stages of the place just judged: only those that will be delivered. */
function expectStages(stepper: Stepper, armed: Wants, wanted: Wants, event: ToolEvent, view: ToolView): Stepper {
  const { judged } = stepper;
  const n = judged.findIndex((j) => j.thread === view.thread);
  const mine = judged[n];
  if (mine === undefined) return stepper;
  const { thread, frame, offset, line } = mine;
  const instruction = mine.instruction && isOn(INSTRUCTION, wanted, event.code, view.frame.id);
  // BREAKPOINT is in effect from the next execution on: one that was set just now does not come. One by line comes with LINE: an INSTRUCTION without it
  // where LINE is on says that neither will.
  const site = mine.breakpoint ? siteAt(armed, event.code, offset) : undefined;
  const lineless = !mine.line && site?.line === true && isOn(LINE, armed, event.code, view.frame.id);
  const breakpoint = site !== undefined && !lineless && siteAt(wanted, event.code, offset) !== undefined;
  if (instruction === mine.instruction && breakpoint === mine.breakpoint) return stepper;
  if (instruction || breakpoint)
    return withJudged(stepper, judged.with(n, { thread, frame, offset, line, instruction, breakpoint }));
  return withJudged(stepper, judged.length === 1 ? NONE_JUDGED : judged.toSpliced(n, 1));
}

function siteAt({ sites }: Wants, code: CodeObject, offset: number): SiteWant | undefined {
  return sites.length === 0 ? undefined : sites.find((s) => s.code === code && s.offset === offset);
}

function followCall(state: StrategyState, event: ToolEvent): readonly CodeObject[] {
  const codes = [event.callable?.code ?? null, event.callable?.arg0Code ?? null].filter((c) => c !== null);
  return [...new Set([...state.called, ...codes])];
}

/** Makes a tool of a strategy and a session. */
export function strategyTool(strategy: Strategy, config: SessionConfig, id: ToolId = 0): StrategyTool {
  const { reach } = strategy;
  const { table, alter, arrive, threadOf, keep } = strategy.brain ?? {};
  const brain: Brain = { reach, table, alter, arrive, threadOf, keep };
  return {
    name: strategy.id,
    id,
    callbacks: CALLBACKS,
    start() {
      const state: StrategyState = { stepper: NEW_STEPPER, armed: ENTRY, called: [] };
      return { state, calls: callsBetween(id, NO_WANTS, ENTRY) };
    },
    callback(state: StrategyState, event: ToolEvent, view: ToolView): ToolStep<StrategyState> {
      if (event.event === 'CALL') {
        if (strategy.followsCalls !== true || !state.stepper.steps.some((s) => phaseOf(s).kind === 'into'))
          return { state };
        const called = followCall(state, event);
        const following = { stepper: state.stepper, armed: state.armed, called };
        return settle(strategy, following, state.armed, id, event, view);
      }
      const armed = armedAt(state, event, view);
      const played = play(state.stepper, config, event, view, brain);
      if (armed === state.armed && wantsTheSame(state.stepper, played.stepper)) {
        const stepper = expectStages(played.stepper, armed, armed, event, view);
        return { state: stepper === state.stepper ? state : { stepper, armed: state.armed, called: state.called } };
      }
      const into = played.stepper.steps.some((s) => phaseOf(s).kind === 'into');
      const called = into && played.stop === undefined ? state.called : state.called.length === 0 ? state.called : [];
      const moved: StrategyState = { stepper: played.stepper, armed: state.armed, called };
      const { state: next, calls } = settle(strategy, moved, armed, id, event, view);
      if (played.stop === undefined) return calls === undefined ? { state: next } : { state: next, calls };
      const stop = played.stop;
      return calls === undefined ? { state: next, stop } : { state: next, calls, stop };
    },
  };
}

/** Whether nothing changed that a strategy's wants depend on. */
function wantsTheSame(before: Stepper, after: Stepper): boolean {
  return (
    before === after ||
    (before.session === after.session &&
      before.steps === after.steps &&
      before.codes === after.codes &&
      before.left === after.left &&
      before.skipped === after.skipped &&
      before.exited === after.exited)
  );
}

/** Arms what the new state wants. */
function settle(
  strategy: Strategy,
  state: StrategyState,
  armed: Wants,
  id: ToolId,
  event: ToolEvent,
  view: ToolView,
): ToolStep<StrategyState> {
  const wanted = keepLastExit(dropExited(wantedBy(strategy, state), event, view), state, armed, event, view);
  const between = callsBetween(id, armed, wanted);
  const calls = between.length === 0 ? between : between.filter((call) => !isGone(call, armed, view));
  const stepper = expectStages(state.stepper, armed, wanted, event, view);
  const same = calls.length === 0 && wanted.frames.length === armed.frames.length;
  const next: StrategyState = { stepper, armed: same ? armed : wanted, called: state.called };
  return calls.length === 0 ? { state: next } : { state: next, calls };
}

/**
 * A frame that went without an event took its set with it (nobody asked for its exit, or it was a generator that ignored GeneratorExit and was cleared): there is
 * nothing to clear and nothing to change, and to try would be a ValueError.
 */
function isGone(call: MonitoringCall, armed: Wants, view: ToolView): boolean {
  if (call.call !== 'set_frame_events') return false;
  const sets = call.events.length + call.entered.length > 0;
  if (sets && !armed.frames.some((w) => w.frame === call.frame && (w.events | w.entered) !== 0)) return false;
  const { events, entered } = view.getFrameEvents(call.tool, call.frame);
  return events.length + entered.length === 0;
}

/** Instructions that report their frame's exit or suspension. */
const LEAVING: ReadonlySet<string> = new Set(['RETURN_VALUE', 'RETURN_CONST', 'YIELD_VALUE']);

/**
 * A step given at INSTRUCTION of an instruction that leaves the frame: a frame's set that is made there comes too late for it, so the
 * global exits that told the stop stay on for that one event.
 */
function keepLastExit(wanted: Wants, state: StrategyState, armed: Wants, event: ToolEvent, view: ToolView): Wants {
  const { frame } = view;
  if (event.event !== 'INSTRUCTION' || (armed.global & EXITS) === 0 || wanted.frames.length === 0) return wanted;
  if (!LEAVING.has(instructionAt(event.code, frame.lasti)?.op ?? '')) return wanted;
  if (!state.stepper.steps.some((s) => s.context.owner === frame.id)) return wanted;
  return withGlobal(wanted, wanted.global | (armed.global & EXITS));
}

/** Nobody sets events on a frame that is about to be gone. */
function dropExited(wanted: Wants, event: ToolEvent, view: ToolView): Wants {
  if (event.event !== 'PY_RETURN' && event.event !== 'PY_UNWIND') return wanted;
  const frames = without(wanted.frames, view.frame.id);
  return frames === wanted.frames ? wanted : withFrames(wanted, frames);
}
