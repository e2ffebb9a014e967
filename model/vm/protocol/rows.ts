/**
 * What builtin types and library modules do otherwise in some version, as one table: a row is named after what it says, not after a version. What monitoring, compilers and the
 * loop do stands in `model/versions.ts`; error texts of the core in `messages.ts`; defects of builds in `model/quirks.ts`.
 * @module
 */
import type { Version } from '../../code/code-object.ts';

interface Rows {
  /** `itertools.batched` takes `strict`. */
  readonly batchedStrict: boolean;
  /** `json` tells a comma before a closing bracket. */
  readonly jsonTellsTrailingComma: boolean;
  /** `_json.Encoder` takes an indent. */
  readonly jsonIndents: boolean;
  /** What raises while `_json.Encoder` is in an object is told where it came up, from the inside out. */
  readonly jsonNotes: boolean;
  /** Nothing stands between the brackets of an empty container, be there an indent. */
  readonly jsonBareEmpty: boolean;
  /** `_json.Scanner` knows `array_hook`. */
  readonly jsonArrayHook: boolean;
  /** The functions of `_json` are Argument Clinic's: their texts, and arguments looked at in order. */
  readonly jsonByClinic: boolean;
  /** `typing.NoDefault` (PEP 696). */
  readonly typeDefaults: boolean;
  /** `int | str` is `typing.Union`'s instance, and `types.UnionType` another name of that. */
  readonly unionIsTypings: boolean;
  /** Annotations are evaluated when they are asked for (PEP 649). */
  readonly lazyAnnotations: boolean;
  /** `ExceptionGroup.split` and `subgroup` of what is no condition. */
  readonly groupCondition: string;
  /** Those two are Argument Clinic's. */
  readonly groupsByClinic: boolean;
  /** `add_note` is Argument Clinic's. */
  readonly noteByClinic: boolean;
  /** `SimpleNamespace` takes a mapping. */
  readonly namespaceOfMapping: boolean;
  /** `athrow()` and `aclose()` count as running once they are sent to, and their `close()` throws GeneratorExit in. */
  readonly throwingAwaitablesRun: boolean;
  /** `close()` of a generator gives what it returns. */
  readonly closeGivesValue: boolean;
  /** A StopIteration that a callback raises while a generator is closed counts as its return. */
  readonly closeTakesStop: boolean;
  /** `close()` of a generator that never ran drops its frame at once. */
  readonly closeDropsCreated: boolean;
  /** A property that no class named goes by its getter's name. */
  readonly propertyTellsGetter: boolean;
  /** `Callable[[int], str]`: the list among the arguments is shown item by item. */
  readonly aliasShowsLists: boolean;
  /** `sre.MAGIC`. */
  readonly sreMagic: number;
  /** `_thread._NAME_MAXLEN` exists. */
  readonly threadNamesAreCut: boolean;
  /** `sys.flags.thread_inherit_context` and `context_aware_warnings` exist. */
  readonly threadsInheritContext: boolean;
  /** `io.DEFAULT_BUFFER_SIZE`, in bytes. */
  readonly bufferSize: number;
  /** `deque.remove(x): x not in deque`, in the place of the value's repr. */
  readonly absentTellsMethod: boolean;
  /** Domain errors of `math` tell what was expected. */
  readonly mathTellsArguments: boolean;
  /** `random.getrandbits(-1)`. */
  readonly negativeBits: string;
  /** `functools.Placeholder`. */
  readonly placeholders: boolean;
  /** `reduce` takes `initial` by name. */
  readonly reduceByName: boolean;
  /** `functools.partial` is a method descriptor. */
  readonly partialIsMethod: boolean;
  /** A format spec may group the digits of the fraction. */
  readonly groupsFractions: boolean;
  /** What `collections.OrderedDict` takes one of. */
  readonly oneArgument: string;
  /** A slot wrapper that counts its arguments tells its name. */
  readonly wrappersNamed: boolean;
  /** `complex` names the part that is wrong. */
  readonly complexNamesParts: boolean;
  /** `int()` asks for `__trunc__`. */
  readonly intAsksTrunc: boolean;
  /** A class whose `__bool__` is None has no truth value. */
  readonly refusesNoBool: boolean;
  /** `combinations(x, -1)`. */
  readonly negativeR: string;
  /** `tee(x, -1)`. */
  readonly negativeTee: string;
  /** `StringIO.truncate(-1)`: what stands before `value -1`. */
  readonly negativeTruncation: string;
  /** A lock's timeout of what is no number is told as no real number. */
  readonly secondsAreReal: boolean;
  /** Slots of a subclass of tuple stand behind the items. */
  readonly tuplesTakeSlots: boolean;
  /** `K.__bool__() must return a bool, not int`. */
  readonly returnsTellTheirOwner: boolean;
  /** What raises while `**mapping` is taken over is not taken for the mapping's own failing. */
  readonly mergeTellsOwnErrors: boolean;
  /** `raise … from C`: what the class makes has to be an exception. */
  readonly checksMadeCause: boolean;
  /** `int.__round__(None)` is that without digits. */
  readonly roundTakesNone: boolean;
  /** What a list says of a value that a slice without a step cannot be assigned from. */
  readonly plainSliceValue: string;
  /** `chr` takes a C int, and what is more than that is an OverflowError. */
  readonly chrTakesInt: boolean;
  /** `<` and its kin of two `types.SimpleNamespace` are those of their dicts. */
  readonly namespacesAreOrdered: boolean;
}

const ROWS_312: Rows = {
  batchedStrict: false,
  jsonTellsTrailingComma: false,
  jsonIndents: false,
  jsonNotes: false,
  jsonBareEmpty: false,
  jsonArrayHook: false,
  jsonByClinic: false,
  typeDefaults: false,
  unionIsTypings: false,
  lazyAnnotations: false,
  groupCondition: 'expected a function, exception type or tuple of exception types',
  groupsByClinic: false,
  noteByClinic: false,
  namespaceOfMapping: false,
  throwingAwaitablesRun: false,
  closeGivesValue: false,
  closeTakesStop: true,
  closeDropsCreated: false,
  propertyTellsGetter: false,
  aliasShowsLists: false,
  sreMagic: 20221023,
  threadNamesAreCut: false,
  threadsInheritContext: false,
  bufferSize: 8192,
  absentTellsMethod: false,
  mathTellsArguments: false,
  negativeBits: 'number of bits must be non-negative',
  placeholders: false,
  reduceByName: false,
  partialIsMethod: false,
  groupsFractions: false,
  oneArgument: 'arguments',
  wrappersNamed: false,
  complexNamesParts: false,
  intAsksTrunc: true,
  refusesNoBool: false,
  negativeR: 'r must be non-negative',
  negativeTee: 'n must be >= 0',
  negativeTruncation: 'Negative size',
  secondsAreReal: false,
  tuplesTakeSlots: false,
  returnsTellTheirOwner: false,
  mergeTellsOwnErrors: false,
  checksMadeCause: false,
  roundTakesNone: false,
  plainSliceValue: 'can only assign an iterable',
  chrTakesInt: true,
  namespacesAreOrdered: true,
};

const ROWS_313: Rows = {
  ...ROWS_312,
  plainSliceValue: 'must assign iterable to extended slice',
  chrTakesInt: false,
  checksMadeCause: true,
  batchedStrict: true,
  jsonTellsTrailingComma: true,
  jsonIndents: true,
  typeDefaults: true,
  groupCondition: 'expected an exception type, a tuple of exception types, or a callable (other than a class)',
  groupsByClinic: true,
  namespaceOfMapping: true,
  throwingAwaitablesRun: true,
  closeGivesValue: true,
  propertyTellsGetter: true,
  aliasShowsLists: true,
  sreMagic: 20230612,
};

const ROWS_314: Rows = {
  ...ROWS_313,
  jsonNotes: true,
  jsonBareEmpty: true,
  unionIsTypings: true,
  lazyAnnotations: true,
  noteByClinic: true,
  threadNamesAreCut: true,
  threadsInheritContext: true,
  bufferSize: 131072,
  absentTellsMethod: true,
  mathTellsArguments: true,
  negativeBits: 'Cannot convert negative int',
  placeholders: true,
  reduceByName: true,
  partialIsMethod: true,
  groupsFractions: true,
  oneArgument: 'argument',
  wrappersNamed: true,
  complexNamesParts: true,
  intAsksTrunc: false,
  refusesNoBool: true,
  roundTakesNone: true,
};

/** The rows of each version. */
export const ROWS: Readonly<Record<Version, Rows>> = {
  '3.12': ROWS_312,
  '3.13': ROWS_313,
  '3.14': ROWS_314,
  '3.15': {
    ...ROWS_314,
    closeTakesStop: false,
    closeDropsCreated: true,
    jsonArrayHook: true,
    jsonByClinic: true,
    negativeR: 'r cannot be negative',
    negativeTee: 'n cannot be negative',
    negativeTruncation: 'negative pos',
    secondsAreReal: true,
    tuplesTakeSlots: true,
    namespacesAreOrdered: false,
    returnsTellTheirOwner: true,
    mergeTellsOwnErrors: true,
  },
};
