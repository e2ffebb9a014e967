/**
 * The register of laws; nothing else lists them.
 * @module
 */
import { BREAKPOINT_LAWS } from './breakpoints.ts';
import { ENTRY_LAWS } from './entry.ts';
import { EXCEPTION_LAWS } from './exceptions.ts';
import { FRAME_LAWS } from './frame-identity.ts';
import { GENERATOR_LAWS } from './generators.ts';
import { MODEL_LAWS } from './in-the-model.ts';
import type { Law } from './law.ts';
import { ORDER_LAWS } from './order.ts';
import { PRECISE_SET_LAWS } from './precise-sets.ts';
import { RULE_LAWS } from './rules.ts';
import { SET_LAWS } from './sets.ts';
import { TERMINATION_LAWS } from './termination.ts';
import { THREAD_LAWS } from './threads.ts';

/** Every law that can be judged, by group. */
export const LAWS: readonly Law[] = [
  ...ENTRY_LAWS,
  ...ORDER_LAWS,
  ...FRAME_LAWS,
  ...EXCEPTION_LAWS,
  ...GENERATOR_LAWS,
  ...BREAKPOINT_LAWS,
  ...RULE_LAWS,
  ...SET_LAWS,
  ...PRECISE_SET_LAWS,
  ...TERMINATION_LAWS,
  ...THREAD_LAWS,
  ...MODEL_LAWS,
];

/** Laws that nothing here can judge, each with what it takes. */
export const UNJUDGED_LAWS: readonly { readonly id: string; readonly source: string; readonly reason: string }[] = [
  { id: 'backend-equivalence', source: 'law 77', reason: 'needs a real debugger' },
  { id: 'frame-state', source: 'law 82', reason: 'needs a real debugger' },
  { id: 'no-resurrect', source: 'law 83', reason: 'needs a real debugger' },
  { id: 'settrace-nesting', source: 'law 84', reason: 'needs a real debugger' },
  { id: 'recursion-limit', source: 'law 85', reason: 'needs a real debugger' },
  { id: 'quit-immediate', source: 'law 89', reason: 'needs a real debugger' },
];

export { fitsModel } from './in-the-model.ts';
export { judgeLaw, type Law, type LawGroup } from './law.ts';
export { type InModel, type JudgedSession, legsOf } from './leg.ts';
