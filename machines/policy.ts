/**
 * Where honest debuggers differ: a policy is data, each row takes one value of a closed set.
 * @module
 */

/** Every row with its values; the first is the value of `strict`. */
export const POLICY_ROWS = {
  /** Where *out* stops after the function returned. */
  OUT_LANDING: ['caller-mid-line', 'callee-return', 'caller-next-line'],
  /** Where *over* and *until* stop when the frame returns. */
  OVER_PAST_END: ['caller-mid-line', 'callee-return', 'caller-next-line', 'becomes-into'],
  /** Where *into* stops when the frame returns. */
  INTO_PAST_END: ['caller-mid-line', 'callee-return', 'caller-next-line'],
  /** Where *into* stops in a frame that it enters. */
  ENTRY_STOP: ['first-line', 'call-event'],
  /** Where *into* stops when a suspended frame is resumed. */
  INTO_RESUMED: ['at-yield', 'next-line', 'not-at-all'],
  /** *over* at a `yield`: with the generator, or in whoever consumes it. */
  OVER_AT_YIELD: ['consumer', 'stay'],
  /** *over* at an `await`. */
  OVER_AT_AWAIT: ['stay', 'consumer'],
  /** *out* of a generator: at its next `yield`, or only when it is exhausted. */
  OUT_OF_GENERATOR: ['consumer', 'exhaustion'],
  /** An exception raised or passing in the step's frame. */
  OVER_EXCEPTION_SAME_FRAME: ['handler-line', 'exception-stop'],
  /** An exception that leaves the step's frame. */
  OVER_EXCEPTION_LEAVES: ['handler-line', 'exception-stops'],
  /** The implicit StopIteration of `for` and `yield from`: never shown, in the step's own frame, in any frame of its thread. */
  STOPITERATION_STOPS: ['none', 'consumer', 'all'],
  /** An exception that leaves the bottom frame while a step is pending: not shown, shown again there, shown if it was not yet. */
  UNCAUGHT: ['none', 'stop-per-frame', 'stop-once'],
  /** Whether a breakpoint's stop ends the step that was pending. */
  BREAKPOINT_DURING_STEP: ['stops-and-ends-step', 'stops-and-keeps-step'],
  /** Whether a stop in one thread ends the steps of the others. */
  STEP_OF_OTHER_THREADS: ['kept', 'dropped'],
  /** Whether the others run while one thread is stopped. */
  OTHER_THREADS: ['run', 'held'],
  /** A step that comes to its own line again. */
  SAME_LINE_REPEAT: ['line-event', 'backward-jump', 'never'],
  /**
   * What makes two frames the same. An address is given again when its frame is gone; a debugger that knows depths only sees neither entries nor
   * exits, and the rows that speak of them do not apply.
   */
  FRAME_KEY: ['identity', 'depth', 'address'],
  /** A breakpoint on a line without location. */
  UNMAPPED_BREAKPOINT: ['reject', 'move'],
  /** A condition that raises. */
  CONDITION_ERROR: ['stop', 'ignore'],
  /** *until* without a line. */
  UNTIL_DEFAULT: ['line-plus-one', 'argument-required'],
  /** Code that steps skip: none, or the session's list. */
  FILTER: ['none', 'list'],
  /** A step that reaches the end of the bottom frame. */
  END_OF_PROGRAM: ['none', 'return-stop'],
} as const;

export type PolicyRow = keyof typeof POLICY_ROWS;

/** One value for each row. */
export type Policy = { readonly [R in PolicyRow]: (typeof POLICY_ROWS)[R][number] };
