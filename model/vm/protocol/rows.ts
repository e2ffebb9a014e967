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
  /** `dis.findlinestarts` gives the places without a line too. */
  readonly lineStartsOfNone: boolean;
  /** The repr of an ImportError tells its `name` and `path` behind the arguments. */
  readonly importErrorTellsName: boolean;
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
  /** A lock's timeout, or a timestamp, of what is no number is told as no real number. */
  readonly secondsAreReal: boolean;
  /** Slots of a subclass of tuple stand behind the items. */
  readonly tuplesTakeSlots: boolean;
  /** `K.__bool__() must return a bool, not int`. */
  readonly returnsTellTheirOwner: boolean;
  /** What raises while `**mapping` is taken over is not taken for the mapping's own failing. */
  readonly mergeTellsOwnErrors: boolean;
  /** `raise … from C`: what the class makes has to be an exception. */
  readonly checksMadeCause: boolean;
  /** `clear()` of a suspended generator's frame; null where that closes the generator. */
  readonly suspendedFrame: string | null;
  /** A warning keeps the name of its module, and a category that is a class is told as one. */
  readonly warningsKeepModule: boolean;
  /** The module that filters are told to be of. */
  readonly namesWarnings: string;
  /** Where a warning is told to be whose stack is too short. */
  readonly warningsOfNoFrame: readonly [string, number];
  /** `warn_explicit` with wrong `module_globals`. */
  readonly warningsOfGlobals: (type: string) => string;
  /** `errno.EHWPOISON` exists. */
  readonly hardwarePoison: boolean;
  /** It asks what it was given whether that equals what was registered. */
  readonly exitsAskTheGiven: boolean;
  /** `gc.get_threshold()[0]` at the start. */
  readonly collectorThreshold: number;
  /** `gc.set_threshold` counts its arguments itself. */
  readonly thresholdByCount: boolean;
  /** A timestamp for `datetime` of what is no number is told as no int or float. */
  readonly timestampTellsNumbers: boolean;
  /** A type code of `array` may have two characters. */
  readonly arrayCodesAreTexts: boolean;
  /** Those that the message of a wrong one lists. */
  readonly arrayCodesTold: string;
  /** Type codes of `array`. */
  readonly arrayCodes: string;
  /** The function of `_strptime` that `datetime.strptime` calls. */
  readonly strptimeOfDatetime: string;
  /** What the embedded build calls its time zone. */
  readonly utcName: string;
  /** `%Y` of a year before 1000 has four digits. */
  readonly strftimePadsYears: boolean;
  /** `replace` of a subclass of `date`, `time` or `datetime` calls the class. */
  readonly replaceCallsClass: boolean;
  /** `this function got an unexpected keyword argument`. */
  readonly tellsUnexpected: boolean;
  /** A date and a datetime are not ordered by a message of their own. */
  readonly datesStandApart: boolean;
  /** `datetime` tells the value that is out of range. */
  readonly rangesTellValue: boolean;
  /** The constructors of `datetime` are Argument Clinic's: messages name them and their arguments. */
  readonly datetimesByClinic: boolean;
  /** An attribute of a dialect of `csv` that raises counts as missing. */
  readonly dialectsMissAnything: boolean;
  /** `csv` on a line end in the middle of a line. */
  readonly newLineInField: string;
  /** `csv` quotes line ends and fields that skipping spaces would lose. */
  readonly csvQuotesLineEnds: boolean;
  /** `csv` reads an unquoted empty field as None where the style of quoting says so. */
  readonly readsNullFields: boolean;
  /** A dialect of `csv` refuses characters that mean two things. */
  readonly dialectsCheckCharacters: boolean;
  /** A dialect of `csv` tells what it was given in the place of a character. */
  readonly dialectsTellTypes: boolean;
  /** `BytesIO.truncate` of what is no size tells that it takes None too. */
  readonly truncateTellsNone: boolean;
  /** Strict base64 tells padding behind a complete group. */
  readonly strictTellsExcessPadding: boolean;
  /** `unhexlify` takes characters to ignore. */
  readonly hexIgnores: boolean;
  /** `binascii` takes an alphabet for base64, and reads on behind padding. */
  readonly base64Alphabets: boolean;
  /** `Struct` has a repr of its own. */
  readonly structRepr: boolean;
  /** `Struct.__new__` takes the format. */
  readonly structNewPrepares: boolean;
  /** `struct.pack` and `pack_into` are Argument Clinic's. */
  readonly structPacksByClinic: boolean;
  /** A format of `struct` that is no ASCII is told as such. */
  readonly structTellsNonAscii: boolean;
  /** `struct` refuses a float that is too large for `f` in native mode too. */
  readonly nativeFloatsAreChecked: boolean;
  /** `struct` knows `F` and `D`. */
  readonly structPacksComplex: boolean;
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
  lineStartsOfNone: false,
  importErrorTellsName: false,
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
  suspendedFrame: null,
  warningsKeepModule: false,
  namesWarnings: '_warnings',
  warningsOfNoFrame: ['sys', 1],
  warningsOfGlobals: (type) => `module_globals must be a dict, not '${type}'`,
  hardwarePoison: false,
  exitsAskTheGiven: false,
  collectorThreshold: 700,
  thresholdByCount: false,
  timestampTellsNumbers: false,
  arrayCodesAreTexts: false,
  arrayCodesTold: 'b, B, u, h, H, i, I, l, L, q, Q, f or d',
  arrayCodes: 'bBuhHiIlLqQfd',
  strptimeOfDatetime: '_strptime_datetime',
  utcName: 'UTC',
  strftimePadsYears: false,
  replaceCallsClass: false,
  tellsUnexpected: false,
  datesStandApart: false,
  rangesTellValue: false,
  datetimesByClinic: false,
  dialectsMissAnything: true,
  newLineInField: 'new-line character seen in unquoted field - do you need to open the file in universal-newline mode?',
  csvQuotesLineEnds: false,
  readsNullFields: false,
  dialectsCheckCharacters: false,
  dialectsTellTypes: false,
  truncateTellsNone: true,
  strictTellsExcessPadding: false,
  hexIgnores: false,
  base64Alphabets: false,
  structRepr: false,
  structNewPrepares: false,
  structPacksByClinic: false,
  structTellsNonAscii: false,
  nativeFloatsAreChecked: false,
  structPacksComplex: false,
  roundTakesNone: false,
  plainSliceValue: 'can only assign an iterable',
  chrTakesInt: true,
  namespacesAreOrdered: true,
};

const ROWS_313: Rows = {
  ...ROWS_312,
  lineStartsOfNone: true,
  arrayCodes: 'bBuwhHiIlLqQfd',
  utcName: 'UTC-0000',
  strftimePadsYears: true,
  replaceCallsClass: true,
  tellsUnexpected: true,
  datesStandApart: true,
  newLineInField: "new-line character seen in unquoted field - do you need to open the file with newline=''?",
  csvQuotesLineEnds: true,
  readsNullFields: true,
  dialectsCheckCharacters: true,
  strictTellsExcessPadding: true,
  structRepr: true,
  plainSliceValue: 'must assign iterable to extended slice',
  chrTakesInt: false,
  checksMadeCause: true,
  suspendedFrame: 'cannot clear a suspended frame',
  warningsOfNoFrame: ['<sys>', 0],
  collectorThreshold: 2000,
  thresholdByCount: true,
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
  namesWarnings: 'warnings',
  hardwarePoison: true,
  exitsAskTheGiven: true,
  timestampTellsNumbers: true,
  arrayCodesTold: 'b, B, u, w, h, H, i, I, l, L, q, Q, f or d',
  strptimeOfDatetime: '_strptime_datetime_datetime',
  rangesTellValue: true,
  dialectsTellTypes: true,
  truncateTellsNone: false,
  structPacksComplex: true,
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
    importErrorTellsName: true,
    suspendedFrame: 'cannot clear an suspended frame',
    warningsKeepModule: true,
    warningsOfGlobals: (type) => `module_globals must be a dict or a frozendict, not ${type}`,
    timestampTellsNumbers: false,
    arrayCodesAreTexts: true,
    arrayCodesTold: 'b, B, u, w, h, H, i, I, l, L, q, Q, e, f, d, Zf or Zd',
    datetimesByClinic: true,
    dialectsMissAnything: false,
    hexIgnores: true,
    base64Alphabets: true,
    structNewPrepares: true,
    structPacksByClinic: true,
    structTellsNonAscii: true,
    nativeFloatsAreChecked: true,
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
