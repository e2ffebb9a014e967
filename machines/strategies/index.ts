/**
 * The register of strategies; nothing else lists them.
 * @module
 */
import { breakpointOpcode } from './breakpoint-opcode.ts';
import { callEntry } from './call-entry.ts';
import { frameEvents } from './frame-events.ts';
import { frameTable } from './frame-table.ts';
import { globalEvents } from './global-events.ts';
import { localUnwind } from './local-unwind.ts';
import type { Strategy } from './strategy.ts';

/** Strategies with frame identity, in the order of their letters. */
export const STRATEGIES: readonly Strategy[] = [
  globalEvents,
  frameTable,
  callEntry,
  localUnwind,
  frameEvents,
  breakpointOpcode,
];

export * from './bdb-monitoring.ts';
export type { BdbState } from './bdb-state.ts';
export * from './event-bits.ts';
export * from './forward-pointer.ts';
export { tableWants } from './frame-table.ts';
export * from './local-per-code.ts';
export * from './session-state.ts';
export * from './stepper.ts';
export type { Reach } from './stepper-events.ts';
export { codeOfFrame, NEW_STEPPER, type PendingStep, phaseOf, type Stepper, withJudged } from './stepper-state.ts';
export * from './strategy.ts';
export * from './wants.ts';
export { breakpointOpcode, callEntry, frameEvents, frameTable, globalEvents, localUnwind };
