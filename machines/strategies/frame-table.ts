/**
 * Strategy C: a side table of event sets per frame, kept by the debugger. Local events for the frames that matter; PY_UNWIND
 * global while a step is pending; entries global while an *into* is.
 * @module
 */
import { type Bits, EXITS, INSTRUCTION, LINE, PY_THROW, PY_UNWIND, STARTS } from './event-bits.ts';
import { codeOfFrame, phaseOf, type Stepper } from './stepper-state.ts';
import { EACH_INSTRUCTION, landingFrames, needsInstructions, type Strategy, wantBreakpoints } from './strategy.ts';
import { type CodeWant, type Wants, wantLocal } from './wants.ts';

/** How entries and unwinding are asked for; C, C-call and D differ in nothing else. */
export interface TableOptions {
  /** Asked for globally while a step is pending. */
  readonly pending: Bits;
  /** Asked for globally while an *into* is pending. */
  readonly entries: Bits;
  /** Asked for on code with every set of the table. */
  readonly local: Bits;
  /** Asked for on the owner's code while an *into* is pending. */
  readonly calls: Bits;
}

/** The sets of a frame table, joined per code object. */
export function tableWants(stepper: Stepper, options: TableOptions): Wants {
  let global = 0;
  const local: CodeWant[] = [];
  const want = (frame: number | null, events: Bits) => {
    const code = frame === null ? undefined : codeOfFrame(stepper, frame);
    if (code !== undefined) wantLocal(local, code, events | options.local);
  };
  for (const step of stepper.steps) {
    const { kind, phase } = phaseOf(step);
    const { owner, entered } = step.context;
    global |= options.pending;
    if (kind === 'byInstruction') {
      // A generator that is closed outside any `try` executes its handler only if somebody asks for PY_UNWIND.
      global |= EACH_INSTRUCTION | PY_UNWIND;
      continue;
    }
    if (kind === 'into') {
      global |= options.entries;
      for (const frame of entered) want(frame, LINE | STARTS);
      want(owner, LINE | STARTS | EXITS | options.calls);
    }
    if (phase === 'land') for (const frame of landingFrames(stepper, step)) want(frame, LINE | INSTRUCTION | EXITS);
    else if (kind === 'out') want(owner, EXITS | (phase === 'wait' ? STARTS : 0));
    else want(owner, LINE | STARTS | EXITS | (needsInstructions(step) ? INSTRUCTION : 0));
  }
  wantBreakpoints(stepper.session, local);
  return { global, local, frames: [], sites: [] };
}

export const frameTable: Strategy = {
  id: 'C',
  title: 'side table per frame',
  profile: 'any',
  reach: 'heads',
  wants: ({ stepper }) => tableWants(stepper, { pending: PY_UNWIND, entries: STARTS | PY_THROW, local: 0, calls: 0 }),
};
