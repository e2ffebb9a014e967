/**
 * The named policies. `strict` is steplaw's own; the others encode what is known of real debuggers.
 * @module
 */
import type { Policy } from '../machines/index.ts';

/** Causal, keyed by frame identity, independent of event sets; it never loses the user. */
const STRICT: Policy = {
  OUT_LANDING: 'caller-mid-line',
  OVER_PAST_END: 'caller-mid-line',
  INTO_PAST_END: 'caller-mid-line',
  ENTRY_STOP: 'first-line',
  INTO_RESUMED: 'at-yield',
  OVER_AT_YIELD: 'consumer',
  OVER_AT_AWAIT: 'stay',
  OUT_OF_GENERATOR: 'consumer',
  OVER_EXCEPTION_SAME_FRAME: 'handler-line',
  OVER_EXCEPTION_LEAVES: 'handler-line',
  STOPITERATION_STOPS: 'none',
  UNCAUGHT: 'none',
  BREAKPOINT_DURING_STEP: 'stops-and-ends-step',
  STEP_OF_OTHER_THREADS: 'kept',
  OTHER_THREADS: 'run',
  SAME_LINE_REPEAT: 'line-event',
  FRAME_KEY: 'identity',
  UNMAPPED_BREAKPOINT: 'reject',
  CONDITION_ERROR: 'stop',
  UNTIL_DEFAULT: 'line-plus-one',
  FILTER: 'none',
  END_OF_PROGRAM: 'none',
};

const BDB: Policy = {
  ...STRICT,
  OUT_LANDING: 'callee-return',
  OVER_PAST_END: 'callee-return',
  INTO_PAST_END: 'callee-return',
  INTO_RESUMED: 'next-line',
  OVER_AT_YIELD: 'stay',
  OUT_OF_GENERATOR: 'exhaustion',
  OVER_EXCEPTION_SAME_FRAME: 'exception-stop',
  OVER_EXCEPTION_LEAVES: 'exception-stops',
  // The internal one has no traceback, and bdb hides it.
  STOPITERATION_STOPS: 'none',
  UNCAUGHT: 'stop-per-frame',
  END_OF_PROGRAM: 'return-stop',
};

const DEBUGPY: Policy = {
  ...STRICT,
  OVER_AT_YIELD: 'stay',
  OUT_OF_GENERATOR: 'exhaustion',
  INTO_RESUMED: 'next-line',
  SAME_LINE_REPEAT: 'backward-jump',
};

/** Every named policy. Cells that nobody has measured have the value of `strict`. */
export const POLICIES = {
  strict: STRICT,
  'bdb-settrace': { ...BDB, SAME_LINE_REPEAT: 'backward-jump' },
  'bdb-monitoring': BDB,
  pdb: BDB,
  'debugpy-settrace': { ...DEBUGPY, OVER_PAST_END: 'becomes-into' },
  'debugpy-monitoring': DEBUGPY,
  trepan3k: {
    ...STRICT,
    OUT_LANDING: 'callee-return',
    OVER_PAST_END: 'caller-next-line',
    INTO_PAST_END: 'callee-return',
    ENTRY_STOP: 'call-event',
    OVER_EXCEPTION_SAME_FRAME: 'exception-stop',
    UNCAUGHT: 'stop-once',
    FRAME_KEY: 'depth',
    END_OF_PROGRAM: 'return-stop',
  },
  'js-debug': { ...STRICT, OVER_AT_YIELD: 'stay', FRAME_KEY: 'depth' },
  gdb: {
    ...STRICT,
    OVER_PAST_END: 'caller-next-line',
    INTO_PAST_END: 'caller-next-line',
    SAME_LINE_REPEAT: 'never',
    STEP_OF_OTHER_THREADS: 'dropped',
    UNMAPPED_BREAKPOINT: 'move',
  },
} as const satisfies Readonly<Record<string, Policy>>;

export type PolicyName = keyof typeof POLICIES;

/** The policy of that name, or undefined. */
export function policyOf(name: string): Policy | undefined {
  return Object.hasOwn(POLICIES, name) ? POLICIES[name as PolicyName] : undefined;
}
