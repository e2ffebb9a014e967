/**
 * One breakpoint: pending until its place is found, bound to instructions, armed by events or by the BREAKPOINT opcode, hit,
 * disabled, removed.
 * @module
 */
import { setup } from 'xstate';

export type BreakpointEvent =
  /** The place has a location. */
  | { readonly type: 'BIND' }
  /** It has none. */
  | { readonly type: 'REFUSE' }
  /** LINE or INSTRUCTION is on for its code. */
  | { readonly type: 'ARM' }
  /** Profile `breakpoint-opcode`: the side table holds the base opcode. */
  | { readonly type: 'PATCH' }
  | { readonly type: 'DISARM' }
  /** A thread arrives and condition and ignore count let it stop. */
  | { readonly type: 'HIT' }
  /** A thread arrives and goes on: the condition is false, or a hit is ignored. */
  | { readonly type: 'PASS' }
  | { readonly type: 'RESUME' }
  | { readonly type: 'ENABLE' }
  | { readonly type: 'DISABLE' }
  | { readonly type: 'REMOVE' };

const impossible = { target: '#breakpoint.impossible' } as const;
const removed = { target: '#breakpoint.removed' } as const;

const NO_ARRIVAL = { HIT: impossible, PASS: impossible, RESUME: impossible } as const;
const BOUND_ALREADY = { BIND: impossible, REFUSE: impossible } as const;

export const breakpointMachine = setup({
  types: { events: {} as BreakpointEvent, context: {} as { temporary: boolean }, input: {} as { temporary: boolean } },
  guards: { temporary: ({ context }) => context.temporary },
}).createMachine({
  id: 'breakpoint',
  context: ({ input }) => ({ temporary: input.temporary }),
  initial: 'pending',
  states: {
    pending: {
      on: {
        ...NO_ARRIVAL,
        BIND: { target: '#breakpoint.bound' },
        REFUSE: { target: '#breakpoint.refused' },
        ARM: impossible,
        PATCH: impossible,
        DISARM: impossible,
        ENABLE: {},
        DISABLE: {},
        REMOVE: removed,
      },
    },
    bound: {
      on: {
        ...NO_ARRIVAL,
        ...BOUND_ALREADY,
        ARM: { target: '#breakpoint.armed.byEvents' },
        PATCH: { target: '#breakpoint.armed.byOpcode' },
        DISARM: {},
        ENABLE: {},
        DISABLE: { target: '#breakpoint.disabled' },
        REMOVE: removed,
      },
    },
    armed: {
      initial: 'byEvents',
      on: {
        ...BOUND_ALREADY,
        DISARM: { target: '#breakpoint.bound' },
        RESUME: impossible,
        PASS: {},
        ENABLE: {},
        DISABLE: { target: '#breakpoint.disabled' },
        REMOVE: removed,
      },
      states: {
        byEvents: {
          on: {
            ARM: {},
            PATCH: { target: '#breakpoint.armed.byOpcode' },
            HIT: { target: '#breakpoint.hit.byEvents' },
          },
        },
        byOpcode: {
          on: {
            PATCH: {},
            ARM: { target: '#breakpoint.armed.byEvents' },
            HIT: { target: '#breakpoint.hit.byOpcode' },
          },
        },
      },
    },
    /** A thread is stopped at it. Other threads may pass or hit it meanwhile. */
    hit: {
      initial: 'byEvents',
      on: {
        ...BOUND_ALREADY,
        ARM: {},
        PATCH: {},
        DISARM: { target: '#breakpoint.bound' },
        HIT: {},
        PASS: {},
        ENABLE: {},
        DISABLE: { target: '#breakpoint.disabled' },
        REMOVE: removed,
      },
      states: {
        byEvents: { on: { RESUME: [{ guard: 'temporary', ...removed }, { target: '#breakpoint.armed.byEvents' }] } },
        byOpcode: { on: { RESUME: [{ guard: 'temporary', ...removed }, { target: '#breakpoint.armed.byOpcode' }] } },
      },
    },
    disabled: {
      on: {
        ...BOUND_ALREADY,
        ARM: impossible,
        PATCH: impossible,
        DISARM: {},
        HIT: impossible,
        PASS: {},
        // Disabled while a thread stands at it: that thread goes on.
        RESUME: {},
        ENABLE: { target: '#breakpoint.bound' },
        DISABLE: {},
        REMOVE: removed,
      },
    },
    refused: { type: 'final' },
    removed: { type: 'final' },
    impossible: { type: 'final' },
  },
});

export const BREAKPOINT_ALPHABET: readonly BreakpointEvent['type'][] = [
  'BIND',
  'REFUSE',
  'ARM',
  'PATCH',
  'DISARM',
  'HIT',
  'PASS',
  'RESUME',
  'ENABLE',
  'DISABLE',
  'REMOVE',
];
