/**
 * Profiles: what each minor version of CPython means to do, as one table. Defects of builds are in `quirks.ts`.
 * @module
 */
import type { Version } from './code/code-object.ts';
import type { Backoff } from './monitoring/adaptive.ts';
import {
  BRANCH,
  BRANCH_LEFT,
  BRANCH_RIGHT,
  CALL,
  type EventIndex,
  eventMask,
  JUMP,
  PY_RETURN,
  PY_YIELD,
  STOP_ITERATION,
} from './monitoring/event-set.ts';

/** Facts that differ between versions. */
export interface Profile {
  readonly version: Version;
  /** The event that an opcode emits itself; RESUME is apart (PY_START or PY_RESUME by its oparg). */
  readonly opcodeEvents: Readonly<Record<string, EventIndex>>;
  /** Events that `set_local_events` takes. */
  readonly localEvents: number;
  /** Events that live in a code object's instructions (and can be disabled there). */
  readonly instrumentedEvents: number;
  /** BRANCH is a pseudo event for BRANCH_LEFT | BRANCH_RIGHT. */
  readonly splitBranches: boolean;
  /** Opcodes that start no line, whatever the line table says. */
  readonly neverLineStart: ReadonlySet<string>;
  /** After a RESUME that no tool instruments, a LINE on the RESUME's own line is silent (RESUME has become RESUME_CHECK). */
  readonly resumeHidesLine: boolean;
  /** POP_JUMP_IF_TRUE and POP_JUMP_IF_FALSE take bools only: TO_BOOL went before, and they cannot fail. */
  readonly jumpsTakeBools: boolean;
  /** RESUME does nothing to its code while a monitoring callback runs. */
  readonly callbacksInstrumentNothing: boolean;
  /** RAISE, EXCEPTION_HANDLED, PY_UNWIND, PY_THROW, RERAISE may be set locally (and DISABLE is no error). */
  readonly localExceptionEvents: boolean;
  /** `clear_tool_id` exists, and local masks go with the tool id. */
  readonly clearToolId: boolean;
  /** An unexpected keyword argument is answered with the nearest name ("Did you mean"). */
  readonly suggestsKeywords: boolean;
  /** During a PY_YIELD callback, and if it raises, the frame stands at the RESUME behind the yield. */
  readonly yieldMovesFirst: boolean;
  /** A generator that waits, and one that an exception is thrown into, stands at what it executes next: the RESUME behind the yield. */
  readonly throwAtResume: boolean;
  /** The StopIteration with what a generator returned has the handled exception as its context. */
  readonly returnedValueChains: boolean;
  /** RAISE and PY_UNWIND report the last unit of a failing instruction, not its first. */
  readonly errorPastInstruction: boolean;
  /** During a JUMP or BRANCH callback the frame stands at the destination: `f_lineno` is its line. */
  readonly jumpMovesFirst: boolean;
  /** How often the compiler makes a constant frozenset anew from its own order, when constants are merged: the order of the set shows it. */
  readonly frozensetRebuilds: number;
  /** Bits of COMPARE_OP's oparg below the operator. */
  readonly compareShift: 4 | 5;
  /** `co_flags` tell whether the first constant is a docstring. */
  readonly docstringFlag: boolean;
  /** Depth of the callable below DICT_MERGE's dict. */
  readonly dictMergeCallable: number;
  /** `with` keeps (method, self or NULL) on the stack, by LOAD_SPECIAL. */
  readonly specialMethods: boolean;
  /** Every builtin exception but ExceptionGroup has an `__init__` of its own in its dict, not only those that do something else there. */
  readonly exceptionsOwnInit: boolean;
  /** CALL looks into a bound method before it reports the call. */
  readonly unbindsBeforeCall: boolean;
  /** CALL_FUNCTION_EX always has a slot for the mapping, NULL without one. */
  readonly alwaysKeywordsSlot: boolean;
  /** Slots that an iterator takes on the value stack: 3.15 has an index slot above it. */
  readonly iteratorSlots: 1 | 2;
  /** RESUME's oparg bit: suspended outside any `try`. */
  readonly resumeDepthBit: number;
  /** Instructions behind FOR_ITER's target that the end of a loop skips: END_FOR, and 3.13's POP_TOP. */
  readonly forIterPops: number;
  /** What END_FOR pops. */
  readonly endForPops: number;
  /** How an instruction that could not be specialised waits. */
  readonly backoff: Backoff;
  /** An instruction that lost its LINE or INSTRUCTION while it ran counts this run. */
  readonly pausedRunCounts: boolean;
  /** A Python function that CALL entered returns to the last cache of CALL, not to CALL itself. */
  readonly returnsToCache: boolean;
  /** CALL whose event was taken off while it ran counts this run. */
  readonly watchedCallCounts: boolean;
  /** Whether CALL of a class can be specialised to enter its `__init__` without C code: on 3.13 only where instances have a `__dict__` and no default is used. */
  readonly entersInit: 'never' | 'with-dict' | 'always';
  /** A generator expression asks for its iterator in its own frame, before anybody sees that: it counts in no depth. */
  readonly hiddenCallers: boolean;
  /** The value stack holds (callable, self or NULL), not (NULL, callable) or (method, self). */
  readonly calleeBelowNull: boolean;
  /** A frame that dies drops its value stack and its locals from the last to the first, not from the first on (`_PyFrame_ClearLocals`). */
  readonly frameDropsBackwards: boolean;
  /** `throw` into a generator that delegates to an object with a `throw` method: the generator's frame stands in the stack while that runs. */
  readonly linksDelegates: boolean;
  /** RAISE is told of a StopIteration that ends a SEND (from 3.15 `PyIter_Send` takes it without that). */
  readonly sendTellsStop: boolean;
  /** A function's frame keeps the dict that `locals()` gave (before PEP 667). */
  readonly framesKeepLocals: boolean;
  /** A profile function is told what is thrown into a generator. */
  readonly profileTellsThrown: boolean;
  /** A generator that jumps (`f_lineno`) while PY_YIELD is told goes on there at once, or is suspended and goes on there, or (3.12) one unit further. */
  readonly jumpAtYield: 'at once' | 'when resumed' | 'behind';
  /** `f_trace_opcodes` asks for INSTRUCTION in the frame's code alone, at once. */
  readonly localOpcodeTracing: boolean;
  /** In which order an instruction drops its operands: the lowest first, only in BINARY_OP and slices so, or the topmost first. */
  readonly operandDrops: 'forward' | 'binary-forward' | 'backward';
  /** `except*` puts its frame into the traceback of the group that it makes of a lone exception. */
  readonly wrapperHasTraceback: boolean;
  /** `reversed` of a list holds it to the iterator's own end, not to the last item's (`listreviter_next`). */
  readonly reversedKeepsList: boolean;
  /** AttributeError of setting or deleting an attribute has `name` and `obj`. */
  readonly settingTellsObject: boolean;
  /** Whose instances keep attributes beside themselves, as far as deleting one that is not there says so (`hasInlineValue`). */
  readonly inlineValues: 'none' | 'alone' | 'managed';
  /** `itertools.pairwise` gives the same tuple again if nobody else holds it, as enumerate and zip do. */
  readonly pairwiseReusesResult: boolean;
  /** The low bits of IMPORT_NAME's oparg say how lazy it is (PEP 810). */
  readonly lazyImports: boolean;
}

const COMMON_OPCODE_EVENTS = {
  RETURN_VALUE: PY_RETURN,
  CALL,
  CALL_FUNCTION_EX: CALL,
  LOAD_SUPER_ATTR: CALL,
  YIELD_VALUE: PY_YIELD,
  JUMP_FORWARD: JUMP,
  JUMP_BACKWARD: JUMP,
  END_FOR: STOP_ITERATION,
  END_SEND: STOP_ITERATION,
};
const ONE_BRANCH = {
  POP_JUMP_IF_FALSE: BRANCH,
  POP_JUMP_IF_TRUE: BRANCH,
  POP_JUMP_IF_NONE: BRANCH,
  POP_JUMP_IF_NOT_NONE: BRANCH,
  FOR_ITER: BRANCH,
};
const TWO_BRANCHES = {
  POP_JUMP_IF_FALSE: BRANCH_RIGHT,
  POP_JUMP_IF_TRUE: BRANCH_RIGHT,
  POP_JUMP_IF_NONE: BRANCH_RIGHT,
  POP_JUMP_IF_NOT_NONE: BRANCH_RIGHT,
  FOR_ITER: BRANCH_LEFT,
  POP_ITER: BRANCH_RIGHT,
  NOT_TAKEN: BRANCH_LEFT,
  END_ASYNC_FOR: BRANCH_RIGHT,
};

const IN_CODE = eventMask([
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
]);
const OF_EXCEPTIONS = eventMask(['RAISE', 'EXCEPTION_HANDLED', 'PY_UNWIND', 'PY_THROW', 'RERAISE']);
const TAILS = ['RESUME', 'END_FOR', 'END_SEND', 'END_ASYNC_FOR'];

const py312: Profile = {
  version: '3.12',
  opcodeEvents: { ...COMMON_OPCODE_EVENTS, ...ONE_BRANCH, RETURN_CONST: PY_RETURN },
  localEvents: IN_CODE,
  instrumentedEvents: IN_CODE,
  splitBranches: false,
  neverLineStart: new Set(TAILS),
  resumeHidesLine: false,
  jumpsTakeBools: false,
  callbacksInstrumentNothing: false,
  localExceptionEvents: false,
  clearToolId: false,
  suggestsKeywords: false,
  yieldMovesFirst: false,
  throwAtResume: false,
  returnedValueChains: true,
  errorPastInstruction: false,
  jumpMovesFirst: true,
  frozensetRebuilds: 1,
  compareShift: 4,
  docstringFlag: false,
  dictMergeCallable: 2,
  specialMethods: false,
  exceptionsOwnInit: true,
  unbindsBeforeCall: false,
  alwaysKeywordsSlot: false,
  iteratorSlots: 1,
  resumeDepthBit: 4,
  forIterPops: 1,
  endForPops: 2,
  backoff: 'powers',
  pausedRunCounts: false,
  returnsToCache: true,
  watchedCallCounts: false,
  entersInit: 'never',
  hiddenCallers: false,
  calleeBelowNull: false,
  frameDropsBackwards: false,
  lazyImports: false,
  linksDelegates: false,
  sendTellsStop: true,
  framesKeepLocals: true,
  localOpcodeTracing: false,
  profileTellsThrown: true,
  jumpAtYield: 'behind',
  operandDrops: 'forward',
  reversedKeepsList: false,
  pairwiseReusesResult: false,
  settingTellsObject: false,
  inlineValues: 'none',
  wrapperHasTraceback: false,
};
const py313: Profile = {
  ...py312,
  framesKeepLocals: false,
  localOpcodeTracing: true,
  profileTellsThrown: false,
  jumpAtYield: 'when resumed',
  version: '3.13',
  opcodeEvents: { ...py312.opcodeEvents, CALL_KW: CALL },
  resumeHidesLine: true,
  jumpsTakeBools: true,
  callbacksInstrumentNothing: true,
  suggestsKeywords: true,
  reversedKeepsList: true,
  pairwiseReusesResult: true,
  settingTellsObject: true,
  inlineValues: 'alone',
  wrapperHasTraceback: true,
  yieldMovesFirst: true,
  throwAtResume: true,
  returnedValueChains: false,
  errorPastInstruction: true,
  jumpMovesFirst: false,
  compareShift: 5,
  dictMergeCallable: 3,
  forIterPops: 2,
  endForPops: 1,
  pausedRunCounts: true,
  returnsToCache: false,
  watchedCallCounts: true,
  entersInit: 'with-dict',
  calleeBelowNull: true,
};
const py314: Profile = {
  ...py313,
  jumpAtYield: 'at once',
  yieldMovesFirst: false,
  inlineValues: 'managed',
  version: '3.14',
  opcodeEvents: { ...COMMON_OPCODE_EVENTS, ...TWO_BRANCHES, CALL_KW: CALL },
  splitBranches: true,
  watchedCallCounts: false,
  entersInit: 'always',
  frozensetRebuilds: 0,
  docstringFlag: true,
  specialMethods: true,
  exceptionsOwnInit: false,
  unbindsBeforeCall: true,
  alwaysKeywordsSlot: true,
  forIterPops: 1,
  neverLineStart: new Set([...TAILS, 'POP_ITER']),
  clearToolId: true,
  linksDelegates: true,
  operandDrops: 'binary-forward',
  frameDropsBackwards: true,
};
const py315: Profile = {
  ...py314,
  inlineValues: 'none',
  version: '3.15',
  iteratorSlots: 2,
  hiddenCallers: true,
  lazyImports: true,
  sendTellsStop: false,
  operandDrops: 'backward',
  backoff: 'primes',
  resumeDepthBit: 8,
  localEvents: IN_CODE | OF_EXCEPTIONS,
  localExceptionEvents: true,
};

/** One profile per minor version. */
export const PROFILES: Readonly<Record<Version, Profile>> = {
  '3.12': py312,
  '3.13': py313,
  '3.14': py314,
  '3.15': py315,
};
