/**
 * In what the back halves of the compilers of the versions differ.
 * @module
 */
import type { Version } from '../../code/code-object.ts';
import type { Constant } from '../../code/constant.ts';
import type { FoldRules } from '../arithmetic/operators.ts';

/** Facts of one version's `flowgraph.c` and `assemble.c`. */
export interface BackEndFacts {
  /** The passes run in 3.12's order. */
  readonly pipeline312: boolean;
  /** Every label starts a block, not only those that are jumped to. */
  readonly everyLabelStartsBlock: boolean;
  /** Constants are folded in the graph and not in the tree, and small ints have LOAD_SMALL_INT. */
  readonly foldsConstants: boolean;
  readonly foldRules: FoldRules;
  /** What LOAD_COMMON_CONSTANT loads, where it is a constant of the language. */
  readonly commonConstants: readonly (Constant | undefined)[];
  /** RETURN_CONST stands for LOAD_CONST and RETURN_VALUE. */
  readonly returnConst: boolean;
  /** LOAD_FAST_LOAD_FAST and its like are made by the compiler, not by the interpreter. */
  readonly superinstructions: boolean;
  /** Loads whose local outlives them become LOAD_FAST_BORROW. */
  readonly borrows: boolean;
  /** That search goes on behind empty blocks. */
  readonly borrowsPastEmptyBlocks: boolean;
  /** Opcodes that leave all their inputs on the stack and push, as that search sees them. */
  readonly keepsInputs: ReadonlySet<string>;
  /** What those push counts as made by the first instructions of the block: a loop variable shadows another. */
  readonly misnamesKept: boolean;
  /** NOT_TAKEN follows each conditional jump. */
  readonly notTaken: boolean;
  /** LOAD_CLOSURE is a pseudo instruction for LOAD_FAST. */
  readonly closurePseudo: boolean;
  /** The graph, not code generation, puts RETURN_GENERATOR and POP_TOP in front. */
  readonly generatorPrefix: boolean;
  /** That POP_TOP has the line of the function. */
  readonly generatorPopLocated: boolean;
  /** Before jump offsets are known, a jump is as large as the index of its target needs; else as the label's number. */
  readonly guessesJumpByIndex: boolean;
  /** Code units from the SEND of an `async for`, which END_ASYNC_FOR names, to its END_SEND, which that finds (3.14+). */
  readonly endSendOffset: number;
  /** The least `co_stacksize`. */
  readonly minStackSize: number;
  /** YIELD_VALUE's argument is the depth of the exception stack. */
  readonly yieldDepth: boolean;
  /** The bit of RESUME's argument that says, after a yield, that the generator's own handler is the only one; 0 if there is none. */
  readonly resumeDepth1: number;
  /** POP_BLOCK turns into NOP as soon as handlers are known. */
  readonly popBlockEarly: boolean;
  /** An instruction that is added to a block has the handler of the one that was removed from its place. */
  readonly reusesHandlers: boolean;
  /** The jump from a cold block into a warm one; what it jumps from counts as a predecessor, so that it takes the line of that. */
  readonly coldJump: 'JUMP' | 'JUMP_NO_INTERRUPT';
  readonly coldJumpCounted: boolean;
  /** NOPs and jumps that became redundant are removed after blocks were moved and pseudo instructions converted. */
  readonly removesNopsAfterCold: boolean;
  /** A NOP at the end of a block is compared with the first instruction after it that is not a NOP without line. */
  readonly looksPastNops: boolean;
  /** Lines are propagated through empty blocks to jump targets. */
  readonly looksPastEmptyTargets: boolean;
  /** Blocks with these opcodes need a line, as exits do. */
  readonly evalBreaks: ReadonlySet<string>;
  /** Returns that still have no line get any. */
  readonly guaranteesExitLines: boolean;
}

const KEEPS_INPUTS_314 = [
  'FORMAT_SIMPLE',
  'GET_ANEXT',
  'GET_LEN',
  'GET_YIELD_FROM_ITER',
  'IMPORT_FROM',
  'MATCH_KEYS',
  'MATCH_MAPPING',
  'MATCH_SEQUENCE',
  'WITH_EXCEPT_START',
];

const V312: BackEndFacts = {
  pipeline312: true,
  everyLabelStartsBlock: true,
  foldsConstants: false,
  foldRules: { mixedComplex: false, keepsInvertedBool: false },
  commonConstants: [],
  returnConst: true,
  superinstructions: false,
  borrows: false,
  borrowsPastEmptyBlocks: false,
  keepsInputs: new Set(),
  misnamesKept: false,
  notTaken: false,
  closurePseudo: false,
  generatorPrefix: true,
  generatorPopLocated: false,
  guessesJumpByIndex: false,
  endSendOffset: 0,
  minStackSize: 0,
  yieldDepth: true,
  resumeDepth1: 0,
  popBlockEarly: false,
  reusesHandlers: true,
  coldJump: 'JUMP',
  coldJumpCounted: false,
  removesNopsAfterCold: false,
  looksPastNops: false,
  looksPastEmptyTargets: false,
  evalBreaks: new Set(),
  guaranteesExitLines: true,
};

const V313: BackEndFacts = {
  ...V312,
  pipeline312: false,
  everyLabelStartsBlock: false,
  superinstructions: true,
  closurePseudo: true,
  generatorPopLocated: true,
  guessesJumpByIndex: true,
  minStackSize: 1,
  yieldDepth: false,
  resumeDepth1: 4,
  popBlockEarly: true,
  coldJump: 'JUMP_NO_INTERRUPT',
  coldJumpCounted: true,
  removesNopsAfterCold: true,
  looksPastNops: true,
  evalBreaks: new Set(['CALL', 'CALL_FUNCTION_EX', 'CALL_KW', 'JUMP_BACKWARD', 'RESUME', 'JUMP']),
  guaranteesExitLines: false,
};

const V314: BackEndFacts = {
  ...V313,
  foldsConstants: true,
  foldRules: { mixedComplex: true, keepsInvertedBool: true },
  returnConst: false,
  borrows: true,
  keepsInputs: new Set(KEEPS_INPUTS_314),
  misnamesKept: true,
  notTaken: true,
  endSendOffset: 5,
  looksPastEmptyTargets: true,
  evalBreaks: new Set(['CALL', 'CALL_FUNCTION_EX', 'JUMP_BACKWARD', 'RESUME', 'JUMP']),
};

const V315: BackEndFacts = {
  ...V314,
  generatorPrefix: false,
  reusesHandlers: false,
  resumeDepth1: 8,
  endSendOffset: 6,
  borrowsPastEmptyBlocks: true,
  misnamesKept: false,
  keepsInputs: new Set([...KEEPS_INPUTS_314, 'GET_ITER']),
  commonConstants: [
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    null,
    '',
    true,
    false,
    -1,
  ],
};

export const FACTS: Readonly<Record<Version, BackEndFacts>> = {
  '3.12': V312,
  '3.13': V313,
  '3.14': V314,
  '3.15': V315,
};
