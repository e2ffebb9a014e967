/**
 * One thread under a debugger: runnable, blocked, stopped, finished. A stopped thread does not hold the others (rule R10).
 * @module
 */
import { setup } from 'xstate';

export type ThreadEvent = { readonly type: 'RUN' | 'BLOCK' | 'UNBLOCK' | 'STOP' | 'RESUME' | 'END' };

const impossible = { target: '#thread.impossible' } as const;

export const threadMachine = setup({ types: { events: {} as ThreadEvent } }).createMachine({
  id: 'thread',
  initial: 'runnable',
  states: {
    runnable: {
      on: {
        RUN: {},
        BLOCK: { target: '#thread.blocked' },
        UNBLOCK: impossible,
        STOP: { target: '#thread.stopped' },
        RESUME: impossible,
        END: { target: '#thread.finished' },
      },
    },
    blocked: {
      on: {
        RUN: impossible,
        BLOCK: impossible,
        UNBLOCK: { target: '#thread.runnable' },
        // It executes nothing, so nothing can stop it.
        STOP: impossible,
        RESUME: impossible,
        END: impossible,
      },
    },
    stopped: {
      on: {
        RUN: impossible,
        BLOCK: impossible,
        UNBLOCK: impossible,
        STOP: impossible,
        RESUME: { target: '#thread.runnable' },
        // The process ends while the thread stands.
        END: { target: '#thread.finished' },
      },
    },
    finished: { type: 'final' },
    impossible: { type: 'final' },
  },
});

export const THREAD_ALPHABET: readonly ThreadEvent['type'][] = ['RUN', 'BLOCK', 'UNBLOCK', 'STOP', 'RESUME', 'END'];
