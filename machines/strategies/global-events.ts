/**
 * Strategy A: every event everywhere while a step is pending; LINE everywhere while a breakpoint is enabled. What debuggers on
 * `sys.settrace` do.
 * @module
 */
import { EXITS, INSTRUCTION, LINE, PY_THROW, PY_UNWIND, STARTS } from './event-bits.ts';
import { phaseOf } from './stepper-state.ts';
import { EACH_INSTRUCTION, needsInstructions, type Strategy } from './strategy.ts';
import { NO_WANTS, withGlobal } from './wants.ts';

export const globalEvents: Strategy = {
  id: 'A',
  title: 'global events',
  profile: 'any',
  reach: 'all',
  wants({ stepper }) {
    let global = 0;
    for (const step of stepper.steps) {
      const { kind, phase } = phaseOf(step);
      global |= LINE | STARTS | PY_THROW | EXITS | PY_UNWIND;
      if (phase === 'land' || kind === 'byInstruction' || needsInstructions(step)) global |= INSTRUCTION;
    }
    for (const b of stepper.session.set.breakpoints) {
      if (!b.enabled) continue;
      global |= LINE | STARTS;
      if (b.sites.some((s) => !s.byLine)) global |= EACH_INSTRUCTION;
    }
    return withGlobal(NO_WANTS, global);
  },
};
