/**
 * Whether one event of one tool fires at one site: off, on by the global set, by a local set (of the code object, or of the
 * frame under profile `frame-events`) or by both, and disabled.
 * @module
 */
import { setup } from 'xstate';

export type EventMaskEvent =
  | { readonly type: 'SET_GLOBAL' | 'CLEAR_GLOBAL' | 'SET_LOCAL' | 'CLEAR_LOCAL' }
  /** The event is delivered. */
  | { readonly type: 'FIRE' }
  /** The callback answers DISABLE. */
  | { readonly type: 'DISABLE' }
  /** `restart_events`. */
  | { readonly type: 'RESTART' }
  /** The code runs, or its local set is written: it is instrumented anew. */
  | { readonly type: 'INSTRUMENT' };

const rejected = { target: '#mask.rejected' } as const;

export const eventMaskMachine = setup({ types: { events: {} as EventMaskEvent } }).createMachine({
  id: 'mask',
  initial: 'off',
  states: {
    off: {
      on: {
        SET_GLOBAL: { target: '#mask.global' },
        CLEAR_GLOBAL: {},
        SET_LOCAL: { target: '#mask.local' },
        CLEAR_LOCAL: {},
        FIRE: rejected,
        DISABLE: rejected,
        RESTART: {},
        INSTRUMENT: {},
      },
    },
    global: {
      on: {
        SET_GLOBAL: {},
        CLEAR_GLOBAL: { target: '#mask.off' },
        SET_LOCAL: { target: '#mask.both' },
        CLEAR_LOCAL: {},
        FIRE: {},
        DISABLE: { target: '#mask.disabled.global' },
        RESTART: {},
        INSTRUMENT: {},
      },
    },
    local: {
      on: {
        SET_GLOBAL: { target: '#mask.both' },
        CLEAR_GLOBAL: {},
        SET_LOCAL: {},
        CLEAR_LOCAL: { target: '#mask.off' },
        FIRE: {},
        DISABLE: { target: '#mask.disabled.local' },
        RESTART: {},
        INSTRUMENT: {},
      },
    },
    both: {
      on: {
        SET_GLOBAL: {},
        CLEAR_GLOBAL: { target: '#mask.local' },
        SET_LOCAL: {},
        CLEAR_LOCAL: { target: '#mask.global' },
        // One callback per tool, whatever the source.
        FIRE: {},
        DISABLE: { target: '#mask.disabled.both' },
        RESTART: {},
        INSTRUMENT: {},
      },
    },
    /** DISABLE survives set changes that keep the event, and is forgotten when the site is instrumented without it. */
    disabled: {
      initial: 'global',
      on: { FIRE: rejected, DISABLE: rejected },
      states: {
        global: {
          on: {
            SET_GLOBAL: {},
            CLEAR_GLOBAL: { target: '#mask.disabled.neither' },
            SET_LOCAL: { target: '#mask.disabled.both' },
            CLEAR_LOCAL: {},
            RESTART: { target: '#mask.global' },
            INSTRUMENT: {},
          },
        },
        local: {
          on: {
            SET_GLOBAL: { target: '#mask.disabled.both' },
            CLEAR_GLOBAL: {},
            SET_LOCAL: {},
            // Writing a local set instruments at once.
            CLEAR_LOCAL: { target: '#mask.off' },
            RESTART: { target: '#mask.local' },
            INSTRUMENT: {},
          },
        },
        both: {
          on: {
            SET_GLOBAL: {},
            CLEAR_GLOBAL: { target: '#mask.disabled.local' },
            SET_LOCAL: {},
            CLEAR_LOCAL: { target: '#mask.disabled.global' },
            RESTART: { target: '#mask.both' },
            INSTRUMENT: {},
          },
        },
        /** The global set is empty but the code has not run since: setting it again finds the site still disabled. */
        neither: {
          on: {
            SET_GLOBAL: { target: '#mask.disabled.global' },
            CLEAR_GLOBAL: {},
            SET_LOCAL: { target: '#mask.local' },
            CLEAR_LOCAL: {},
            RESTART: { target: '#mask.off' },
            INSTRUMENT: { target: '#mask.off' },
          },
        },
      },
    },
    rejected: { type: 'final' },
  },
});

export const MASK_ALPHABET: readonly EventMaskEvent['type'][] = [
  'SET_GLOBAL',
  'CLEAR_GLOBAL',
  'SET_LOCAL',
  'CLEAR_LOCAL',
  'FIRE',
  'DISABLE',
  'RESTART',
  'INSTRUMENT',
];
