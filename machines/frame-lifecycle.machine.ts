/**
 * The life of one frame, as its events tell it: created, running, suspended, resumed, throwing, returned, unwound, stale.
 * @module
 */
import { setup } from 'xstate';

export type FrameLifecycleEvent =
  | { readonly type: 'PY_START' | 'PY_RESUME' | 'PY_THROW' | 'PY_RETURN' | 'PY_YIELD' | 'PY_UNWIND' | 'RAISE' }
  /** LINE, INSTRUCTION, CALL, branches, jumps, handlers: what only a running frame does. */
  | { readonly type: 'EXECUTE' }
  /** The frame object is dropped: a suspended generator dies without being thrown into, or a tool forgets an exited frame. */
  | { readonly type: 'DROP' };

const rejected = { target: '#frame.rejected' } as const;

/** The frame cannot be entered twice. */
const RUNNING = { PY_START: rejected, PY_RESUME: rejected, PY_THROW: rejected, DROP: rejected } as const;

const LEAVING = {
  PY_RETURN: { target: '#frame.returned' },
  PY_YIELD: { target: '#frame.suspended' },
  PY_UNWIND: { target: '#frame.unwound' },
} as const;

const GONE = {
  PY_START: rejected,
  PY_RESUME: rejected,
  PY_THROW: rejected,
  PY_RETURN: rejected,
  PY_YIELD: rejected,
  PY_UNWIND: rejected,
  RAISE: rejected,
  EXECUTE: rejected,
} as const;

export const frameLifecycleMachine = setup({ types: { events: {} as FrameLifecycleEvent } }).createMachine({
  id: 'frame',
  initial: 'created',
  states: {
    created: {
      on: {
        ...GONE,
        PY_START: { target: '#frame.running' },
        // A generator that was never started can be thrown into; it has no PY_START.
        PY_THROW: { target: '#frame.throwing' },
        DROP: { target: '#frame.stale' },
      },
    },
    running: { on: { ...RUNNING, ...LEAVING, EXECUTE: {}, RAISE: {} } },
    suspended: {
      on: {
        ...GONE,
        PY_RESUME: { target: '#frame.resumed' },
        PY_THROW: { target: '#frame.throwing' },
        DROP: { target: '#frame.stale' },
      },
    },
    resumed: {
      on: { ...RUNNING, ...LEAVING, EXECUTE: { target: '#frame.running' }, RAISE: { target: '#frame.running' } },
    },
    throwing: {
      on: {
        ...RUNNING,
        PY_RETURN: rejected,
        PY_YIELD: rejected,
        // Unwinding begins with RAISE in the frame.
        PY_UNWIND: rejected,
        EXECUTE: rejected,
        RAISE: { target: '#frame.running' },
      },
    },
    returned: { on: { ...GONE, DROP: { target: '#frame.stale' } } },
    unwound: { on: { ...GONE, DROP: { target: '#frame.stale' } } },
    /** Only somebody's table still knows the frame; its address may be another frame's by now. */
    stale: { on: { ...GONE, DROP: {} } },
    rejected: { type: 'final' },
  },
});

export const FRAME_ALPHABET: readonly FrameLifecycleEvent['type'][] = [
  'PY_START',
  'PY_RESUME',
  'PY_THROW',
  'PY_RETURN',
  'PY_YIELD',
  'PY_UNWIND',
  'RAISE',
  'EXECUTE',
  'DROP',
];
