/**
 * Error texts that differ between versions, in one table. Texts that never changed stand where they are raised.
 * @module
 */
import type { Version } from '../../code/code-object.ts';

interface Texts {
  readonly intDivide: string;
  readonly intModulo: string;
  readonly floatDivide: string;
  /** `sys.set_int_max_str_digits` of too few. */
  readonly leastDigits: string;
  readonly floatFloorDivide: string;
  readonly floatModulo: string;
  readonly floatDivmod: string;
  readonly zeroToNegative: string;
  /** `argument of type 'int' …` of `in`. */
  readonly notContainer: string;
  /** After `'int' object has no attribute 'x'` when it is set. */
  readonly noDict: string;
  /** Whether `too many values to unpack` tells the count of a list, tuple or dict. */
  readonly unpackCount: boolean;
  /** dict([1]). */
  readonly updateElement: (index: number) => string;
  /** It is said of any TypeError on the way to the items, not only of the iteration. */
  readonly updateElementHidesAll: boolean;
  readonly iterSentinel: string;
  readonly superObject: (type: string, what: string) => string;
  readonly mroBreak: string;
  /** `print(foo=1)`. */
  readonly unexpectedKeyword: (func: string, name: string) => string;
  /** `int(1, 2, 3)`. */
  readonly tooMany: (func: string, most: number, given: number) => string;
  readonly namespaceType: string;
  /** What `eval` and `exec` want as globals. */
  readonly globalsKinds: string;
  readonly hintType: (type: string, got: string) => string;
  readonly hintNegative: (type: string) => string;
  /** Whether `tuple(iterable)` asks for the length hint. */
  readonly tupleHint: boolean;
  /** `cannot use 'list' as a dict key (…)` in the place of `unhashable type: 'list'`. */
  readonly unhashableUse: ((type: string, use: string, text: string) => string) | null;
  /** `del C.__name__`, which no class allows. */
  readonly undeletableKind: string;
  /** Deleting `f_lineno` and `f_trace_opcodes` of a frame. */
  readonly lineDeleted: string;
  readonly opcodesDeleted: string;
  /** Whether `map` takes `strict`. */
  readonly mapStrict: boolean;
  /** Whether an item of an async generator arrives as StopIteration raised at the SEND. */
  readonly asyncItemRaises: boolean;
  /** `f(*5)`: what is named before `after * must be …`. */
  readonly spread: (callable: string) => string;
  /** `[1]['a':]`. */
  readonly sliceIndex: string;
  /** `f(**m)` where `m.keys()` gave something that cannot be iterated. */
  readonly keysIterable: (owner: string, got: string) => string;
  /** `class C(int): __slots__ = ('a',)`. */
  readonly slotsKind: string;
  /** Whether assignment to `__bases__` looks at how instances are freed. */
  readonly comparesDeallocators: boolean;
  /** `case f():` of what is no class. */
  readonly matchNoClass: string;
  /** What `__await__` of a type gave, where that is no iterator. */
  /** `await 5`. */
  readonly notAwaitable: (type: string) => string;
  readonly awaitGave: (type: string, got: string, coroutine: boolean) => string;
  /** Whether a real operand of complex arithmetic has no imaginary part. */
  readonly mixedComplex: boolean;
  /** Whether `sum()` compensates ints among floats, and complex numbers. */
  readonly sumsIntegersExactly: boolean;
  /** Whether NotImplemented has a truth value. */
  readonly notImplementedTruth: boolean;
}

const BASE_312: Texts = {
  intDivide: 'integer division or modulo by zero',
  intModulo: 'integer modulo by zero',
  floatDivide: 'float division by zero',
  leastDigits: 'maxdigits must be 0 or larger than 640',
  floatFloorDivide: 'float floor division by zero',
  floatModulo: 'float modulo',
  floatDivmod: 'float divmod()',
  zeroToNegative: '0.0 cannot be raised to a negative power',
  notContainer: 'is not iterable',
  noDict: '',
  unpackCount: false,
  updateElement: (i) => `cannot convert dictionary update sequence element #${i} to a sequence`,
  updateElementHidesAll: true,
  iterSentinel: 'iter(object, sentinel): object must be callable',
  superObject: () => 'super(type, obj): obj must be an instance or subtype of type',
  mroBreak: '\n',
  unexpectedKeyword: (func, name) => `'${name}' is an invalid keyword argument for ${func}()`,
  tooMany: (func, most, given) => `${func}() takes at most ${most} argument${most === 1 ? '' : 's'} (${given} given)`,
  namespaceType: 'dict',
  globalsKinds: 'a dict',
  hintType: (_type, got) => `__length_hint__ must be an integer, not ${got}`,
  hintNegative: () => '__length_hint__() should return >= 0',
  tupleHint: true,
  unhashableUse: null,
  comparesDeallocators: true,
  mixedComplex: false,
  sumsIntegersExactly: false,
  slotsKind: 'nonempty',
  spread: (callable) => `${callable} argument`,
  sliceIndex: 'slice indices must be integers or None or have an __index__ method',
  keysIterable: (owner, got) => `${owner}.keys() returned a non-iterable (type ${got})`,
  notImplementedTruth: true,
  undeletableKind: 'immutable type',
  lineDeleted: 'cannot delete attribute',
  opcodesDeleted: 'cannot delete attribute f_trace_opcodes',
  mapStrict: false,
  asyncItemRaises: true,
  matchNoClass: 'called match pattern must be a class',
  notAwaitable: (type) => `object ${type} can't be used in 'await' expression`,
  awaitGave: (_type, got, coroutine) =>
    coroutine ? '__await__() returned a coroutine' : `__await__() returned non-iterator of type '${got}'`,
};

const TEXTS_313: Texts = {
  ...BASE_312,
  floatModulo: 'float modulo by zero',
  noDict: ' and no __dict__ for setting new attributes',
  iterSentinel: 'iter(v, w): v must be callable',
  superObject: (type, what) => `super(type, obj): obj (${what}) is not an instance or subtype of type (${type}).`,
  mroBreak: ' ',
  unexpectedKeyword: (func, name) => `${func}() got an unexpected keyword argument '${name}'`,
  tooMany: (func, most, given) => `${func} expected at most ${most} argument${most === 1 ? '' : 's'}, got ${given}`,
};

const TEXTS_314: Texts = {
  ...TEXTS_313,
  lineDeleted: "attribute 'f_lineno' of 'frame' objects cannot be deleted",
  opcodesDeleted: "attribute 'f_trace_opcodes' of 'frame' objects cannot be deleted",
  intDivide: 'division by zero',
  intModulo: 'division by zero',
  floatDivide: 'division by zero',
  leastDigits: 'maxdigits must be >= 640 or 0 for unlimited',
  floatFloorDivide: 'division by zero',
  floatModulo: 'division by zero',
  floatDivmod: 'division by zero',
  zeroToNegative: 'zero to a negative power',
  notContainer: 'is not a container or iterable',
  notAwaitable: (type) => `'${type}' object can't be awaited`,
  unpackCount: true,
  updateElement: () => 'object is not iterable',
  updateElementHidesAll: false,
  mixedComplex: true,
  sumsIntegersExactly: true,
  hintNegative: (type) => `${type}.__length_hint__() must return a non-negative int`,
  tupleHint: false,
  unhashableUse: (type, use, text) => `cannot use '${type}' as a ${use} (${text})`,
  notImplementedTruth: false,
  mapStrict: true,
};

/** The texts of each version. */
export const TEXTS: Readonly<Record<Version, Texts>> = {
  '3.12': BASE_312,
  '3.13': TEXTS_313,
  '3.14': TEXTS_314,
  '3.15': {
    ...TEXTS_314,
    slotsKind: 'arbitrary',
    hintType: (type, got) => `${type}.__length_hint__() must return an int, not ${got}`,
    comparesDeallocators: false,
    spread: () => 'Value',
    sliceIndex: 'slice indices must be integers or have an __index__ method',
    keysIterable: (owner, got) => `${owner}.keys() must return an iterable, not ${got}`,
    asyncItemRaises: false,
    matchNoClass: 'class pattern must refer to a class',
    awaitGave: (type, got, coroutine) =>
      `${type}.__await__() must return an iterator, not ${coroutine ? 'coroutine' : got}`,
    undeletableKind: 'type',
    namespaceType: 'dict or frozendict',
    globalsKinds: 'a dict or a frozendict',
  },
};
