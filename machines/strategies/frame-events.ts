/**
 * Strategy E: frame-local events as proposed. Sets belong to frames, *into* is `entered`; nothing is global, no code object
 * carries the union of its frames.
 * @module
 */
import { EXITS, INSTRUCTION, LINE, PY_THROW, PY_UNWIND, STARTS } from './event-bits.ts';
import { phaseOf, type Stepper } from './stepper-state.ts';
import { EACH_INSTRUCTION, landingFrames, needsInstructions, type Strategy, wantBreakpoints } from './strategy.ts';
import { type CodeWant, type FrameWant, type Wants, wantFrame } from './wants.ts';

/** What a frame gets that is entered from one that an *into* watches. */
const ENTERED = LINE | STARTS | PY_THROW;

/** The sets of frames that the pending steps need. */
export function frameWants(stepper: Stepper): Pick<Wants, 'global' | 'frames'> {
  let global = 0;
  const frames: FrameWant[] = [];
  for (const step of stepper.steps) {
    const { kind, phase } = phaseOf(step);
    const { owner, entered } = step.context;
    if (kind === 'byInstruction') {
      // A generator that is closed outside any `try` executes its handler only if somebody asks for PY_UNWIND.
      global |= EACH_INSTRUCTION | PY_UNWIND;
      continue;
    }
    const into = kind === 'into' ? ENTERED : 0;
    if (kind === 'into') for (const frame of entered) wantFrame(frames, frame, LINE | STARTS, into);
    // `entered` is not inherited: what a skipped function calls is seen only if that function's frame hands it on.
    if (kind === 'into') for (const frame of stepper.skipped) wantFrame(frames, frame, 0, into);
    if (phase === 'land') {
      if (kind === 'into' && owner !== null) wantFrame(frames, owner, LINE | STARTS, into);
      for (const frame of landingFrames(stepper, step))
        wantFrame(frames, frame, LINE | INSTRUCTION | EXITS | PY_UNWIND, into);
    } else if (owner !== null) {
      const lines = kind === 'out' ? (phase === 'wait' ? STARTS : 0) : LINE | STARTS;
      const all = needsInstructions(step) ? INSTRUCTION : 0;
      wantFrame(frames, owner, lines | EXITS | PY_UNWIND | all, into);
    }
  }
  // What has exited takes no set any more.
  return { global, frames: frames.filter((w) => !stepper.exited.includes(w.frame)) };
}

export const frameEvents: Strategy = {
  id: 'E',
  title: 'frame-local events (proposed)',
  profile: 'frame-events',
  reach: 'heads',
  wants({ stepper }) {
    const local: CodeWant[] = [];
    wantBreakpoints(stepper.session, local);
    const { global, frames } = frameWants(stepper);
    return { global, local, frames, sites: [] };
  },
};
