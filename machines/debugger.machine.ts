/**
 * The debugger: how session, stepping, breakpoints and threads hang together. Each region is the outline of a chart of its own.
 * @module
 */
import { setup } from 'xstate';

export type DebuggerEvent =
  /** The first line of the program. */
  | { readonly type: 'ENTRY' }
  /** The user lets a thread go on with a step, or without. */
  | { readonly type: 'STEP' | 'CONTINUE' }
  /** A step arrives; a breakpoint is hit. */
  | { readonly type: 'ARRIVE' | 'HIT' }
  | { readonly type: 'SET_BREAKPOINT' | 'CLEAR_BREAKPOINTS' }
  | { readonly type: 'DETACH' | 'PROGRAM_END' };

export const debuggerMachine = setup({ types: { events: {} as DebuggerEvent } }).createMachine({
  id: 'debugger',
  type: 'parallel',
  states: {
    session: {
      initial: 'launching',
      states: {
        launching: { on: { ENTRY: 'stopped', PROGRAM_END: 'ended' } },
        stopped: { on: { STEP: 'running', CONTINUE: 'running', DETACH: 'detached', PROGRAM_END: 'ended' } },
        running: { on: { ARRIVE: 'stopped', HIT: 'stopped', DETACH: 'detached', PROGRAM_END: 'ended' } },
        detached: { on: { PROGRAM_END: 'ended' } },
        ended: {},
      },
    },
    step: {
      initial: 'none',
      states: {
        none: { on: { STEP: 'pending' } },
        // A stop ends the pending step of its thread, whatever it is for.
        pending: { on: { ARRIVE: 'none', HIT: 'none', CONTINUE: 'none', DETACH: 'none', PROGRAM_END: 'none' } },
      },
    },
    breakpoints: {
      initial: 'none',
      states: {
        none: { on: { SET_BREAKPOINT: 'some' } },
        some: { on: { CLEAR_BREAKPOINTS: 'none', DETACH: 'none', PROGRAM_END: 'none' } },
      },
    },
  },
});

export const DEBUGGER_ALPHABET: readonly DebuggerEvent['type'][] = [
  'ENTRY',
  'STEP',
  'CONTINUE',
  'ARRIVE',
  'HIT',
  'SET_BREAKPOINT',
  'CLEAR_BREAKPOINTS',
  'DETACH',
  'PROGRAM_END',
];
