/**
 * What a stepper knows between two events: its session, the pending steps of each thread, the places judged, what it has learned of frames.
 * @module
 */
import type { CodeObject, FrameId, FrameView } from '../../model/index.ts';
import { compileTable } from '../compile-table.ts';
import { steppingMachine } from '../stepping.machine.ts';
import { STEPPING_GUARDS, STEPPING_UPDATES, type SteppingContext } from '../stepping-rules.ts';
import { NEW_SESSION, type Session } from './session-state.ts';

/** The stepping chart, compiled. */
export const TABLE = compileTable(steppingMachine, STEPPING_GUARDS, STEPPING_UPDATES);

/** The state of a thread that is stopped. */
export const STOPPED = TABLE.states.indexOf('stopped');

/** A step that has come to nothing. */
export const IDLE: ReadonlySet<number> = new Set([TABLE.states.indexOf('running'), TABLE.states.indexOf('terminated')]);

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

/** The kind and phase of a step: `over`, `land` … */
export function phaseOf(step: PendingStep): { readonly kind: string; readonly phase: string } {
  return PHASES[step.state]!;
}

/** A place that was judged at an earlier stage, and the later stages that will say nothing new. */
export interface Judged {
  readonly thread: number;
  readonly frame: FrameId;
  readonly offset: number;
  /** LINE came. */
  readonly line: boolean;
  readonly instruction: boolean;
  readonly breakpoint: boolean;
}

/** INSTRUCTION of a place has come. */
export function withoutInstruction({ thread, frame, offset, line, breakpoint }: Judged): Judged {
  return { thread, frame, offset, line, instruction: false, breakpoint };
}

/** What was judged at an earlier stage of a thread's place. */
export function judgedOf(judged: readonly Judged[], thread: number): Judged | undefined {
  for (const one of judged) if (one.thread === thread) return one;
  return undefined;
}

/** Nothing was judged at an earlier stage. */
export const NONE_JUDGED: readonly Judged[] = [];

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

export const NEW_STEPPER: Stepper = {
  session: NEW_SESSION,
  steps: [],
  judged: [],
  codes: [],
  left: [],
  skipped: [],
  exited: [],
};

/** The code of a frame that a pending step speaks of. */
export function codeOfFrame({ codes }: Stepper, frame: FrameId): CodeObject | undefined {
  for (const noted of codes) if (noted.frame === frame) return noted.code;
  return undefined;
}

// Steppers are made field by field: this happens at every event, and spread literals take several times as long.

/** The stepper with other places judged. */
export function withJudged(stepper: Stepper, judged: readonly Judged[]): Stepper {
  const { session, steps, codes, left, skipped, exited } = stepper;
  return { session, steps, judged, codes, left, skipped, exited };
}

/** The stepper with another session. */
export function withSession(stepper: Stepper, session: Session): Stepper {
  const { steps, judged, codes, left, skipped, exited } = stepper;
  return { session, steps, judged, codes, left, skipped, exited };
}

/** The stepper with another session and other pending steps. */
export function withSteps(stepper: Stepper, session: Session, steps: readonly PendingStep[]): Stepper {
  const { judged, codes, left, skipped, exited } = stepper;
  return { session, steps, judged, codes, left, skipped, exited };
}

/** The stepper with other frames that were seen to exit. */
export function withExited(stepper: Stepper, exited: readonly FrameId[]): Stepper {
  const { session, steps, judged, codes, left, skipped } = stepper;
  return { session, steps, judged, codes, left, skipped, exited };
}

/** The stepper with other steps, and nothing known of frames. */
export function withoutFrames({ session, judged }: Stepper, steps: readonly PendingStep[]): Stepper {
  const { codes, left, skipped, exited } = NO_FRAMES;
  return { session, steps, judged, codes, left, skipped, exited };
}

/** Notes the codes of frames that a step may come to speak of. */
export function noteCodes(stepper: Stepper, frames: readonly FrameView[]): Stepper {
  if (stepper.steps.length === 0 || frames.length === 0) return stepper;
  let codes = stepper.codes;
  for (const { id, code } of frames)
    if (codeOfFrame(stepper, id) === undefined) codes = [...codes, { frame: id, code }];
  if (codes === stepper.codes) return stepper;
  const { session, steps, judged, left, skipped, exited } = stepper;
  return { session, steps, judged, codes, left, skipped, exited };
}

/** Frames of skipped functions that may call what is not skipped while an *into* is pending. */
export function noteSkipped(stepper: Stepper, frames: readonly FrameView[]): Stepper {
  const fresh = frames.map((f) => f.id).filter((id) => !stepper.skipped.includes(id));
  if (fresh.length === 0 || !stepper.steps.some((s) => phaseOf(s).kind === 'into')) return stepper;
  const { session, steps, judged, codes, left, skipped, exited } = stepper;
  return { session, steps, judged, codes, left, skipped: [...skipped, ...fresh], exited };
}
