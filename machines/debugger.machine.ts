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

/** An event that another region is about. */
const ELSEWHERE = { description: 'another region is about it' } as const;
const impossible = { target: '#debugger.session.impossible' } as const;

/** Says of every event what it means: what is given, or nothing here. */
function total<T extends object>(on: T): Record<DebuggerEvent['type'], object> & T {
  return { ...Object.fromEntries(DEBUGGER_ALPHABET.map((type) => [type, ELSEWHERE])), ...on } as Record<
    DebuggerEvent['type'],
    object
  > &
    T;
}

/** The session's: resuming takes a stop, a stop takes a running program. */
const NOT_STOPPED = { STEP: impossible, CONTINUE: impossible } as const;
const NOT_RUNNING = { ARRIVE: impossible, HIT: impossible } as const;
const ENTERED = { ENTRY: impossible } as const;

export const debuggerMachine = setup({ types: { events: {} as DebuggerEvent } }).createMachine({
  id: 'debugger',
  type: 'parallel',
  states: {
    session: {
      initial: 'launching',
      states: {
        launching: {
          on: total({
            ...NOT_STOPPED,
            ...NOT_RUNNING,
            DETACH: impossible,
            ENTRY: { target: 'stopped' },
            PROGRAM_END: { target: 'ended' },
          }),
        },
        stopped: {
          on: total({
            ...ENTERED,
            ...NOT_RUNNING,
            STEP: { target: 'running' },
            CONTINUE: { target: 'running' },
            DETACH: { target: 'detached' },
            PROGRAM_END: { target: 'ended' },
          }),
        },
        running: {
          on: total({
            ...ENTERED,
            ...NOT_STOPPED,
            ARRIVE: { target: 'stopped' },
            HIT: { target: 'stopped' },
            DETACH: { target: 'detached' },
            PROGRAM_END: { target: 'ended' },
          }),
        },
        detached: {
          on: total({
            ...ENTERED,
            ...NOT_STOPPED,
            ...NOT_RUNNING,
            DETACH: impossible,
            PROGRAM_END: { target: 'ended' },
          }),
        },
        ended: {
          on: total({ ...ENTERED, ...NOT_STOPPED, ...NOT_RUNNING, DETACH: impossible, PROGRAM_END: impossible }),
        },
        /** Somebody sent what cannot happen. */
        impossible: { type: 'final' },
      },
    },
    step: {
      initial: 'none',
      states: {
        none: { on: total({ STEP: { target: 'pending' } }) },
        // A stop ends the pending step of its thread, whatever it is for.
        pending: {
          on: total({
            ARRIVE: { target: 'none' },
            HIT: { target: 'none' },
            CONTINUE: { target: 'none' },
            DETACH: { target: 'none' },
            PROGRAM_END: { target: 'none' },
          }),
        },
      },
    },
    breakpoints: {
      initial: 'none',
      states: {
        none: { on: total({ SET_BREAKPOINT: { target: 'some' } }) },
        some: {
          on: total({
            CLEAR_BREAKPOINTS: { target: 'none' },
            DETACH: { target: 'none' },
            PROGRAM_END: { target: 'none' },
          }),
        },
      },
    },
  },
});
