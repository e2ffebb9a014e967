/**
 * The rows of what builtin types and library modules do otherwise in some version: what each says. Their values stand in `rows.ts`.
 * @module
 */

export interface Rows {
  /** Whether instances have a dict and weak references, and whether they are collected, is no part of their layout: of `__class__` it is compared apart, of `__bases__` not at all. */
  readonly preheadersStandApart: boolean;
  /** `__dict__` and `__weakref__` of all classes are the same two descriptors, said to be object's. */
  readonly sharesInstanceDescriptors: boolean;
  /** `pow()` with a modulus asks the exponent's `__rpow__` too. */
  readonly powerReflects: boolean;
  /** Deleting a special attribute of an immutable type is told as such, not as setting it. */
  readonly deletingTypesComesFirst: boolean;
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
  /** What `asend()`, `athrow()`, `aclose()` give warns when it dies without having been awaited. */
  readonly tellsUnawaitedMethods: boolean;
  /** A struct sequence refuses names that its dict should not have. */
  readonly structsRefuseNames: boolean;
  /** `print >> file` tells how it is written now. */
  readonly shiftedPrintHints: boolean;
  /** A dict that is merged may lose members meanwhile, but get no entries. */
  readonly mergeCountsEntries: boolean;
  /** `type` itself, whose dict holds the member, has no type parameters. */
  readonly typeHasNoParameters: boolean;
  /** Logarithms of ints that no float holds are put together by one rounding (`fma`). */
  readonly logsFuse: boolean;
  /** `close()` of a generator gives what it returns. */
  readonly closeGivesValue: boolean;
  /** A StopIteration that a callback raises while a generator is closed counts as its return. */
  readonly closeTakesStop: boolean;
  /** `close()` of a generator that never ran drops its frame at once. */
  readonly closeDropsCreated: boolean;
  /** `throw()` finds that the generator runs, or that the coroutine is done, before it makes an exception of a class. */
  readonly throwAsksFirst: boolean;
  /** A property that no class named goes by its getter's name. */
  readonly propertyTellsGetter: boolean;
  /** What `dir` of a generic alias has besides what `dir` of its origin has. */
  readonly aliasNames: string;
  /** `eval` and `exec` take `globals` and `locals` by name. */
  readonly namespacesByName: boolean;
  /** A class method asks a descriptor that it holds for the class. */
  readonly classMethodsChain: boolean;
  /** Slots that may do without a method (comparison, hash, repr, iteration, `await`) clear any error of its descriptor; since then AttributeErrors, and more slots do. */
  readonly slotsHideBindingErrors: boolean;
  /** `staticmethod` and `classmethod` take their function when they are made. */
  readonly holdersMadeWithFunction: boolean;
  /** `itertools.tee` asks an iterator for its `__copy__`. */
  readonly teesCopy: boolean;
  /** SyntaxError takes a seventh detail. */
  readonly syntaxErrorsHaveMetadata: boolean;
  /** A UnicodeError keeps its fields where its initialiser fails, and looks at what its object is before it tells of it. */
  readonly unicodeErrorsCheck: boolean;
  /** A size that cannot be set stays as it is; else it is −1. */
  readonly failedSizesStay: boolean;
  /** `sre.MAGIC`. */
  readonly sreMagic: number;
  /** A generic alias does not hand `__bases__` to its origin. */
  readonly aliasesKeepBases: boolean;
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
  /** What a text file is encoded with that is told no encoding, under Emscripten. */
  readonly localeEncoding: string;
  /** `open` takes a buffer of many blocks of the file system, not of one. */
  readonly buffersManyBlocks: boolean;
  /** `RawIOBase.read` checks what `readinto` answers. */
  readonly rawReadsCheck: boolean;
  /** Functions of `os` say which path has a null character. */
  readonly nullNamesPath: boolean;
  /** Emscripten: bits of the mode of what is made that are taken away. */
  readonly umask: number;
  /** Emscripten: `readlink` gives the target from the root. */
  readonly readlinkResolves: boolean;
  /** Emscripten: `posix._have_functions` names `ptsname_r`. */
  readonly havePtsname: boolean;
  /** Emscripten: the error where a path to be made goes on behind a file. */
  readonly madeBehindFile: string;
  /** Emscripten: a file can be made whose name ends in a slash. */
  readonly makesWithSlash: boolean;
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
  /** Whether a complex power is divided by the exponential of the angle; multiplied by that of its opposite since 3.13 (`_Py_c_pow`). */
  readonly complexPowerDivides: boolean;
  /** `cmath.acosh` and `cmath.tanh` of zero and a NaN keep the part that is known. */
  readonly cmathKeepsKnownParts: boolean;
  /** `sys.flags` tells what `sys.set_int_max_str_digits` has set. */
  readonly flagsFollowDigits: boolean;
  /** The constructors of `hashlib` take their data by the name `data`, and the digests of SHAKE their length by name. */
  readonly hashesTakeData: boolean;
  /** They warn where the data has its old name. */
  readonly hashesWarnOfString: boolean;
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
  /** `_asyncio`: a thread knows its task, and tasks are a linked list, not a `WeakSet`. */
  readonly tasksAreLinked: boolean;
  /** `Task.uncancel` of the last request takes back that the task must be cancelled. */
  readonly uncancelForgets: boolean;
  /** `<` and its kin of two `types.SimpleNamespace` are those of their dicts. */
  readonly namespacesAreOrdered: boolean;
  /** Type variables in a list or tuple among an alias's arguments count, and are substituted. */
  readonly aliasesLookIntoSequences: boolean;
  /** An alias shows `NoneType` among its arguments as None. */
  readonly aliasesShowNone: boolean;
  /** `TypeAliasType` checks that its type parameters are some, and in order. */
  readonly aliasesCheckParameters: boolean;
  /** `TypeAliasType` takes a qualified name. */
  readonly typeAliasesHaveQualnames: boolean;
  /** `TypeVarTuple` takes a bound and a variance; a bound of None is none for `ParamSpec` either. */
  readonly variadicsVary: boolean;
  /** What type variables do for a substitution takes its arguments by position only. */
  readonly substitutesByPosition: boolean;
  /** `__module__` of a type alias can be set. */
  readonly typeAliasModulesSet: boolean;
  /** An iterator whose index stands before the first item has ended; that of a list is reduced to `reversed` even so. */
  readonly indexedIteratorsEnd: boolean;
  /** So have one of a bytearray, and `reversed`. */
  readonly bytearrayIteratorsEnd: boolean;
  /** What a `longrange_iterator` says of a state that is no int. */
  readonly longRangeState: string;
  /** What cannot be pickled is told with types and with notes on what was being written. */
  readonly picklesTellMore: boolean;
  /** What pickling a local object fails to do. */
  readonly picklesGetLocals: string;
  /** A class in a class is pickled without remembering the outer one, in protocols that go by `getattr`. */
  readonly picklesNestedNames: boolean;
  /** A dict's last batch that has one entry is pickled as a single one. */
  readonly picklesLastAlone: boolean;
  /** `pickle.DEFAULT_PROTOCOL`. */
  readonly pickleProtocol: number;
  /** A module that a file holds has `__cached__`. */
  readonly modulesTellCached: boolean;
  /** What a module says where its `__annotate__` gives no dict; `%T` is the type. */
  readonly moduleAnnotateTold: string;
  /** What a number of the size of fields is converted to. */
  readonly fieldLimitType: string;
  /** Without a clock of the process its time is that of `clock()`. */
  readonly processTimeIsClock: boolean;
  /** The methods of deques are Argument Clinic's. */
  readonly dequesByClinic: boolean;
  /** What leaving another task than the running one says. */
  readonly leavingTold: string;
  /** The functions of `_decimal` are Argument Clinic's. */
  readonly decimalsByClinic: boolean;
  /** A spec that libmpdec does not know is given to `_pydecimal`. */
  readonly decimalsFormatTwice: boolean;
  /** `decimal.IEEEContext` and what it says. */
  readonly ieeeContexts: boolean;
  /** A power by a modulus looks for its module in base and exponent, and reads what is no module's where neither is a Decimal. */
  readonly decimalPowersNeedDecimals: boolean;
  /** The warning of the format `N` of a Decimal; empty where there is none. */
  readonly upperLocalTold: string;
  /** `_decimal` calls itself so, not `decimal`. */
  readonly decimalNamesItself: boolean;
}
