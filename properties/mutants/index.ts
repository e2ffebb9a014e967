/**
 * The register of known-wrong steppers.
 * @module
 */
import { BREAKPOINT_MUTANTS } from './breakpoints.ts';
import { EVENT_SET_MUTANTS } from './event-sets.ts';
import { FORGETTING_MUTANTS } from './forgetting.ts';
import { FRAME_KEY_MUTANTS } from './frame-key.ts';
import { HALF_HEARD_MUTANTS } from './half-heard.ts';
import { LEAVING_MUTANTS } from './leaving.ts';
import type { Mutant } from './mutant.ts';
import { POLICY_MUTANTS } from './policies.ts';
import { PRECISE_SET_MUTANTS } from './precise-sets.ts';
import { THREAD_MUTANTS } from './threads.ts';

export const MUTANTS: readonly Mutant[] = [
  ...FRAME_KEY_MUTANTS,
  ...LEAVING_MUTANTS,
  ...EVENT_SET_MUTANTS,
  ...BREAKPOINT_MUTANTS,
  ...POLICY_MUTANTS,
  ...FORGETTING_MUTANTS,
  ...THREAD_MUTANTS,
  ...PRECISE_SET_MUTANTS,
  ...HALF_HEARD_MUTANTS,
];

export type { Mutant } from './mutant.ts';
