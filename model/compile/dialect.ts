/**
 * The facts in which the compilers of the versions differ, as far as symbol tables and code generation see them.
 * Each fact is one decision of the compiler; no other file of this room compares versions.
 * @module
 */
import type { Version } from '../code/code-object.ts';

export interface Dialect {
  readonly python: Version;

  // ---- symbol table
  /** PEP 649: annotations are code of their own, run when asked for. */
  readonly lazyAnnotations: boolean;
  /** The word for a repeated parameter in the message. */
  readonly duplicateParameter: string;
  /** In a generic class only the type parameters are mangled, not every name (gh-119666). */
  readonly manglesTypeParamsOnly: boolean;
  /** Whether lambdas and comprehensions may stand in annotation scopes within a class (gh-109118). */
  readonly closuresInClassAnnotationScopes: boolean;

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
  /** What follows END_FOR; `null` where END_FOR pops both. */
  readonly afterEndFor: 'POP_TOP' | 'POP_ITER' | null;
  /** Stack items of a running `for` loop. */
  readonly iterItems: 1 | 2;
}

const V312: Dialect = {
  python: '3.12',
  lazyAnnotations: false,
  duplicateParameter: 'duplicate argument',
  manglesTypeParamsOnly: false,
  closuresInClassAnnotationScopes: false,
  docstringIsFirstConstant: true,
  docstringAndMethodFlags: false,
  cleansDocstrings: false,
  classFacts: false,
  writesReturnGenerator: false,
  toBool: false,
  compareShift: 4,
  nullBeforeCallable: true,
  callKw: false,
  callExMapping: false,
  setFunctionAttribute: false,
  subscriptIsBinaryOp: false,
  constantSlices: false,
  loadSpecial: false,
  jumpIf: false,
  formatSimple: false,
  commonConstants: false,
  constKeyMaps: true,
  afterEndFor: null,
  iterItems: 1,
};

const V313: Dialect = {
  ...V312,
  python: '3.13',
  manglesTypeParamsOnly: true,
  closuresInClassAnnotationScopes: true,
  cleansDocstrings: true,
  classFacts: true,
  toBool: true,
  compareShift: 5,
  nullBeforeCallable: false,
  callKw: true,
  setFunctionAttribute: true,
  formatSimple: true,
  afterEndFor: 'POP_TOP',
};

const V314: Dialect = {
  ...V313,
  python: '3.14',
  lazyAnnotations: true,
  duplicateParameter: 'duplicate parameter',
  docstringIsFirstConstant: false,
  docstringAndMethodFlags: true,
  callExMapping: true,
  subscriptIsBinaryOp: true,
  constantSlices: true,
  loadSpecial: true,
  jumpIf: true,
  commonConstants: true,
  constKeyMaps: false,
  afterEndFor: 'POP_ITER',
};

const V315: Dialect = {
  ...V314,
  python: '3.15',
  writesReturnGenerator: true,
  iterItems: 2,
};

const DIALECTS: Readonly<Record<Version, Dialect>> = { '3.12': V312, '3.13': V313, '3.14': V314, '3.15': V315 };

/** The dialect of a version. */
export function dialectOf(python: Version): Dialect {
  return DIALECTS[python];
}
