/**
 * PEP 669's events, by CPython's names.
 * @module
 */

/** An event of `sys.monitoring.events`. BRANCH is 3.12/3.13's; later versions know it as BRANCH_LEFT | BRANCH_RIGHT. */
export type EventName =
  | 'PY_START'
  | 'PY_RESUME'
  | 'PY_RETURN'
  | 'PY_YIELD'
  | 'CALL'
  | 'LINE'
  | 'INSTRUCTION'
  | 'JUMP'
  | 'BRANCH'
  | 'BRANCH_LEFT'
  | 'BRANCH_RIGHT'
  | 'STOP_ITERATION'
  | 'RAISE'
  | 'EXCEPTION_HANDLED'
  | 'PY_UNWIND'
  | 'PY_THROW'
  | 'RERAISE'
  | 'C_RETURN'
  | 'C_RAISE';

/** The names in the order of their bits on 3.14+, BRANCH after BRANCH_RIGHT. */
export const EVENT_NAMES: readonly EventName[] = [
  'PY_START',
  'PY_RESUME',
  'PY_RETURN',
  'PY_YIELD',
  'CALL',
  'LINE',
  'INSTRUCTION',
  'JUMP',
  'BRANCH',
  'BRANCH_LEFT',
  'BRANCH_RIGHT',
  'STOP_ITERATION',
  'RAISE',
  'EXCEPTION_HANDLED',
  'PY_UNWIND',
  'PY_THROW',
  'RERAISE',
  'C_RETURN',
  'C_RAISE',
];
