/**
 * Strategy C-call: C with *into* by CALL. The CALL callback arms the callee's code; ways into a frame that CALL never shows
 * are missed (claim C8).
 * @module
 */
import { CALL, EXITS, LINE, PY_UNWIND, STARTS } from './event-bits.ts';
import { tableWants } from './frame-table.ts';
import { phaseOf } from './stepper-state.ts';
import type { Strategy } from './strategy.ts';
import { type CodeWant, wantLocal } from './wants.ts';

export const callEntry: Strategy = {
  id: 'C-call',
  title: 'side table per frame, into by CALL',
  profile: 'any',
  reach: 'heads',
  followsCalls: true,
  wants({ stepper, called }) {
    const wants = tableWants(stepper, { pending: PY_UNWIND, entries: 0, local: 0, calls: CALL });
    const into = stepper.steps.some((s) => phaseOf(s).kind === 'into');
    if (!into || called.length === 0) return wants;
    const local: CodeWant[] = [...wants.local];
    for (const code of called) wantLocal(local, code, LINE | STARTS | EXITS);
    return { ...wants, local };
  },
};
