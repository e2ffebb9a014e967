/**
 * The facts in which the compilers of the versions differ, as far as symbol tables and code generation see them.
 * Each fact is one decision of the compiler; `dialects.ts` says which version decides how.
 * @module
 */
import type { Version } from '../code/code-object.ts';

/** The iterable becomes an iterator before the code of the comprehension is entered, inside of it, or at both places. */
export type IterPlace = 'outside' | 'inside' | 'both';

export interface Dialect {
  readonly python: Version;

  // ---- grammar
  /** Template strings (PEP 750). */
  readonly templateStrings: boolean;
  /** Unpacking in comprehensions (PEP 798). */
  readonly comprehensionUnpacking: boolean;
  /** Type parameters may have defaults (PEP 696). */
  readonly typeParamDefaults: boolean;

  // ---- symbol table
  /** PEP 649: annotations are code of their own, run when asked for. */
  readonly lazyAnnotations: boolean;
  /** The `else` of a `try` is visited before its handlers. */
  readonly visitsElseBeforeHandlers: boolean;
  /** Asynchronous comprehensions and `await` outside coroutines are refused here; else by the code generator. */
  readonly refusesAsyncEarly: boolean;
  /** The word for a repeated parameter in the message. */
  readonly duplicateParameter: string;
  /** A forbidden name in an import, an unknown future feature: refused at the alias; else at the statement. */
  readonly refusesImportedName: boolean;
  readonly refusesFutureAtAlias: boolean;
  /** In a generic class only the type parameters are mangled, not every name (gh-119666). */
  readonly manglesTypeParamsOnly: boolean;
  /** Whether lambdas and comprehensions may stand in annotation scopes within a class (gh-109118). */
  readonly closuresInClassAnnotationScopes: boolean;

  /** No type parameter may be named `__classdict__`. */
  readonly reservesClassDict: boolean;
  /** Names that a class binds for its functions. */
  readonly classCells: readonly string[];
  /** Assignment expressions in comprehensions look their target up as it is written, unmangled. */
  readonly walrusIgnoresMangling: boolean;
  /** Implicit cells of a class that a comprehension inlined in the class does not see. */
  readonly inlinedClassCells: readonly string[];
  /** Functions made in such a comprehension see them all the same. */
  readonly inlinedClosuresShareClass: boolean;

  // ---- code units
  /** Functions and lambdas keep their docstring, or `None`, as first constant. */
  readonly docstringIsFirstConstant: boolean;
  /** `CO_HAS_DOCSTRING` and `CO_METHOD`. */
  readonly docstringAndMethodFlags: boolean;
  readonly cleansDocstrings: boolean;
  /** Classes get `__firstlineno__` and `__static_attributes__`. */
  readonly classFacts: boolean;
  /** The code generator writes RETURN_GENERATOR itself; else the flow graph inserts it. */
  readonly writesReturnGenerator: boolean;

  // ---- instructions
  /** Conditional jumps need a `bool`. */
  readonly toBool: boolean;
  /** How far the comparison stands left of its masks in COMPARE_OP's argument. */
  readonly compareShift: number;
  /** PUSH_NULL stands before the callable. */
  readonly nullBeforeCallable: boolean;
  /** CALL_KW takes the names from the stack; else KW_NAMES precedes CALL. */
  readonly callKw: boolean;
  /** CALL_FUNCTION_EX always has a mapping or NULL; else its argument says whether there is one. */
  readonly callExMapping: boolean;
  /** MAKE_FUNCTION takes no argument: SET_FUNCTION_ATTRIBUTE follows. */
  readonly setFunctionAttribute: boolean;
  /** Subscription is BINARY_OP 26. */
  readonly subscriptIsBinaryOp: boolean;
  /** `BINARY_SLICE` only where a bound is no constant; else the slice is a constant. */
  readonly constantSlices: boolean;
  /** `with` looks its methods up by LOAD_SPECIAL; else BEFORE_WITH. */
  readonly loadSpecial: boolean;
  /** JUMP_IF_FALSE and JUMP_IF_TRUE exist as pseudo instructions. */
  readonly jumpIf: boolean;
  /** FORMAT_SIMPLE, FORMAT_WITH_SPEC and CONVERT_VALUE; else FORMAT_VALUE. */
  readonly formatSimple: boolean;
  /** AssertionError and others are LOAD_COMMON_CONSTANT. */
  readonly commonConstants: boolean;
  /** Keyword-only defaults and the like are keyed by a constant tuple (BUILD_CONST_KEY_MAP). */
  readonly constKeyMaps: boolean;
  /** The unconditional jump that the compiler writes for itself, over code that the program has in order. */
  readonly forwardJump: 'JUMP' | 'JUMP_NO_INTERRUPT';
  /** YIELD_VALUE's argument tells whether it delegates. */
  readonly yieldValueTellsDelegation: boolean;
  /** The code of a `with` item stands at its context expression; else at the statement. */
  readonly withAtItem: boolean;
  /** PUSH_NULL before a callable stands at the callable; else at the call. */
  readonly nullAtCallable: boolean;
  /** Names of builtins whose call on a generator expression is run in place. */
  readonly consumers: readonly string[];
  /** Also where the generator is asynchronous, or awaits. */
  readonly consumesAsynchronously: boolean;
  /** A formatted string without values is a constant. */
  readonly emptyJoinedStr: boolean;
  /** A format spec that ends with a replacement field has an empty text behind it: the tree that the parser gives. */
  readonly specEndsWithText: boolean;
  /** Where GET_ITER of a generator expression, and of an inlined or called comprehension, is done. */
  readonly generatorIter: IterPlace;
  readonly comprehensionIter: IterPlace;
  /** What iterates in a comprehension stands at the iterable; else at the comprehension. */
  readonly iterAtIterable: boolean;
  /** END_ASYNC_FOR has a target: the SEND of the loop. */
  readonly endAsyncForJumps: boolean;
  /** GET_AITER of `async for` stands at the iterable. */
  readonly asyncForAtIterable: boolean;
  /** RAISE_VARARGS of `assert` stands at the test; else at the statement. */
  readonly raisesAtAssertTest: boolean;
  /** The body of a function starts with a label, and that of a generator counts as a frame block, which bounds nesting. */
  readonly stopIterationBlock: boolean;
  /** The scope of a function's type parameters has no arguments until it is finished, so no `super()` without arguments. */
  readonly typeParamArgumentsLate: boolean;
  /** How many frame blocks may be nested (`CO_MAXBLOCKS`). */
  readonly maxBlocks: number;
  /** A label stands before the body of a function, which in 3.12 starts a block. */
  readonly labelsFunctionBody: boolean;
  /** The jump over the restoring of an inlined comprehension's names. */
  readonly inlinedJump: 'JUMP' | 'JUMP_NO_INTERRUPT';
  /** IMPORT_NAME says how lazy it is (PEP 810). */
  readonly lazyImports: boolean;
  /** LOAD_GLOBAL's index of `__conditional_annotations__` is shifted as others are. */
  readonly conditionalGlobalShift: 0 | 1;
  /** Messages name `yield from` where it is one. */
  readonly namesYieldFrom: boolean;
  /** The subject of a matching case is dropped at the location of what follows; else at the pattern. */
  readonly matchPopsAtNext: boolean;
  /** `while` tests again at its end, instead of jumping back to the test. */
  readonly whileTestsAtEnd: boolean;
  /** Displays of three constants or more are built from one constant by the code generator; else by the flow graph. */
  readonly foldsDisplays: boolean;
  /** A comprehension inlined in a class saves every name it mentions, not only those it binds. */
  readonly classSavesAll: boolean;
  /** SEND has an index or NULL below what is sent. */
  readonly sendIndex: boolean;
  /** `yield from` makes its iterator by GET_ITER with an argument; else by GET_YIELD_FROM_ITER. */
  readonly yieldFromIsIter: boolean;
  /** Annotations of positional-only parameters come first, not after those of the others. */
  readonly annotatesPosonlyFirst: boolean;
  /** The `__annotate__` of a function is qualified by the function's name. */
  readonly annotateNamesFunction: boolean;
  /** RETURN_VALUE of a lambda stands at its body; else at the start of its line. */
  readonly lambdaReturnsAtBody: boolean;
  /** Of an inlined comprehension's names only those it binds change their scope around it. */
  readonly inliningTouchesBoundOnly: boolean;
  /** Making the function of a type parameter's bound stands at the bound; else at the parameter. */
  readonly boundAtExpression: boolean;
  /** FOR_ITER and GET_ITER of a loop stand at the iterable, and a NOP at the target precedes the latter. */
  readonly forAtIterable: boolean;
  /** What follows END_FOR; `null` where END_FOR pops both. */
  readonly afterEndFor: 'POP_TOP' | 'POP_ITER' | null;
  /** Stack items of a running `for` loop. */
  readonly iterItems: 1 | 2;
}
