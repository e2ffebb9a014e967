/**
 * What instructions report of themselves, and where they lead: what a reader of traces has to know of opcodes.
 * @module
 */

/** What an instruction reports of itself whenever it runs. */
export const OWN_EVENT: Readonly<Record<string, string>> = {
  RETURN_VALUE: 'PY_RETURN',
  RETURN_CONST: 'PY_RETURN',
  YIELD_VALUE: 'PY_YIELD',
  JUMP_FORWARD: 'JUMP',
  JUMP_BACKWARD: 'JUMP',
  CALL: 'CALL',
  CALL_KW: 'CALL',
};
/** They report CALL before anybody is entered; CALL_FUNCTION_EX may have to make a tuple of its arguments first. */
export const CALLS_FIRST: ReadonlySet<string> = new Set(['CALL', 'CALL_KW']);
/** They move references and drop none: nobody is entered while they run. */
export const ENTERS_NOBODY: ReadonlySet<string> = new Set([
  'LOAD_CONST',
  'LOAD_SMALL_INT',
  'LOAD_FAST',
  'LOAD_FAST_BORROW',
  'LOAD_FAST_LOAD_FAST',
  'COPY',
  'SWAP',
  'PUSH_NULL',
  'NOP',
]);
/** What may report CALL, or what may not. */
export const MAY_CALL: ReadonlySet<string> = new Set(['CALL', 'CALL_KW', 'CALL_FUNCTION_EX', 'LOAD_SUPER_ATTR']);
export const NO_NEXT: ReadonlySet<string> = new Set([
  'RETURN_VALUE',
  'RETURN_CONST',
  'RAISE_VARARGS',
  'RERAISE',
  'RETURN_GENERATOR',
  'INTERPRETER_EXIT',
]);
export const ALWAYS_JUMPS: ReadonlySet<string> = new Set([
  'JUMP_FORWARD',
  'JUMP_BACKWARD',
  'JUMP_BACKWARD_NO_INTERRUPT',
]);
/** They take the end of an iterator, which RAISE told, for an answer. */
export const TAKES_THE_END: ReadonlySet<string> = new Set(['FOR_ITER', 'SEND', 'END_ASYNC_FOR', 'CLEANUP_THROW']);
/** Never told by INSTRUCTION. */
export const UNTOLD: ReadonlySet<string> = new Set(['RESUME', 'END_FOR']);
