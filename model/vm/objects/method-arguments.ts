/**
 * How the methods of builtin types take their arguments, as far as their calling convention says it (methodobject.c, descrobject.c): METH_NOARGS and
 * METH_O count them, and those, METH_VARARGS and METH_FASTCALL refuse keywords, all before the method itself runs. A method that is not here parses keywords.
 * @module
 */
import type { Keywords, Operations } from '../operations.ts';
import { exactly, noKeywords } from './arguments.ts';

type Methods = Readonly<Record<string, string>>;

/** METH_NOARGS. */
const NONE: Methods = {
  TypeVar: '__reduce__ has_default',
  ParamSpec: '__reduce__ has_default',
  TypeVarTuple: '__reduce__ has_default',
  TypeAliasType: '__reduce__',
  object: '__reduce__ __getstate__ __init_subclass__ __sizeof__ __dir__',
  type: 'mro __subclasses__ __dir__',
  int: 'conjugate bit_length bit_count as_integer_ratio is_integer __trunc__ __floor__ __ceil__ __getnewargs__',
  float: 'conjugate as_integer_ratio hex is_integer __trunc__ __floor__ __ceil__ __getnewargs__',
  complex: 'conjugate __complex__ __getnewargs__',
  str: 'capitalize casefold title lower swapcase upper isascii islower isupper istitle isspace isdecimal isdigit isnumeric isalpha isalnum isidentifier isprintable __getnewargs__',
  bytes:
    'upper lower isdigit isalpha isalnum isspace title capitalize swapcase isupper islower isascii istitle __bytes__ __getnewargs__',
  bytearray:
    'upper lower isdigit isalpha isalnum isspace title capitalize swapcase isupper islower isascii istitle clear reverse copy',
  memoryview: 'tolist release toreadonly __enter__',
  list: 'clear reverse copy __reversed__',
  tuple: '__getnewargs__',
  dict: 'popitem keys items values clear copy __reversed__',
  set: 'clear copy pop __reduce__',
  frozenset: 'copy __reduce__',
  range: '__reversed__',
  mappingproxy: 'keys values items copy',
  FrameLocalsProxy: 'keys values items copy __reversed__',
  generator: 'close',
  coroutine: 'close',
  async_generator: 'aclose',
  code: 'co_lines co_positions',
  frame: 'clear',
  module: '__dir__',
  reversed: '__length_hint__',
  list_iterator: '__length_hint__',
  list_reverseiterator: '__length_hint__',
  tuple_iterator: '__length_hint__',
  str_ascii_iterator: '__length_hint__',
  bytes_iterator: '__length_hint__',
  range_iterator: '__length_hint__',
  set_iterator: '__length_hint__',
  dict_keys: '__reversed__',
  dict_values: '__reversed__',
  dict_items: '__reversed__',
  dict_keyiterator: '__length_hint__',
  dict_valueiterator: '__length_hint__',
  dict_itemiterator: '__length_hint__',
  dict_reversekeyiterator: '__length_hint__',
  BaseException: '__reduce__',
  'collections.deque': 'clear copy __copy__ pop popleft reverse __reversed__ __reduce__',
  'collections.defaultdict': 'copy __copy__ __reduce__',
  'collections.OrderedDict': 'keys values items clear copy __reversed__ __reduce__ __sizeof__',
  odict_keys: '__reversed__',
  'functools.partial': '__reduce__',
  'functools._lru_cache_wrapper': 'cache_info cache_clear __reduce__',
  'operator.itemgetter': '__reduce__',
  'operator.attrgetter': '__reduce__',
  'operator.methodcaller': '__reduce__',
  'itertools._tee': '__copy__',
  '_thread.lock': 'release_lock locked locked_lock _at_fork_reinit',
  '_thread.RLock': 'locked _at_fork_reinit _is_owned _recursion_count _release_save',
  're.Pattern': '__copy__',
  're.Match': '__copy__',
  '_io.BytesIO': 'getvalue getbuffer tell close flush isatty readable writable seekable',
  '_io.StringIO': 'getvalue tell close readable writable seekable',
  '_random.Random': 'random getstate',
  '_md5.md5': 'digest hexdigest',
  '_sha1.sha1': 'digest hexdigest',
  '_sha2.SHA224Type': 'digest hexdigest',
  '_sha2.SHA256Type': 'digest hexdigest',
  '_sha2.SHA384Type': 'digest hexdigest',
  '_sha2.SHA512Type': 'digest hexdigest',
  '_sha3.sha3_224': 'copy digest hexdigest',
  '_sha3.sha3_256': 'copy digest hexdigest',
  '_sha3.sha3_384': 'copy digest hexdigest',
  '_sha3.sha3_512': 'copy digest hexdigest',
  '_blake2.blake2b': 'copy digest hexdigest',
  '_blake2.blake2s': 'copy digest hexdigest',
  '_sha3.shake_128': 'copy',
  '_sha3.shake_256': 'copy',
  '_struct.unpack_iterator': '__length_hint__',
  'datetime.timedelta': 'total_seconds',
  'datetime.date': 'today timetuple toordinal weekday isoweekday isocalendar isoformat ctime __reduce__',
  'datetime.time': 'utcoffset dst tzname __reduce__',
  'datetime.tzinfo': '__reduce__',
  'datetime.datetime': 'utcnow date time timetz ctime timetuple utctimetuple timestamp utcoffset dst tzname __reduce__',
  'datetime.timezone': '__getinitargs__',
  'decimal.Decimal':
    'is_canonical is_finite is_infinite is_nan is_qnan is_snan is_signed is_zero adjusted canonical conjugate __copy__ __reduce__ __complex__ __sizeof__',
  'decimal.Context': 'Etiny Etop clear_flags clear_traps',
  'decimal.SignalDictMixin': 'copy',
  'decimal.ContextManager': '__enter__',
  'array.array': 'reverse byteswap tolist tobytes tounicode __copy__',
};

/** METH_O. */
const ONE: Methods = {
  TypeVar: '__mro_entries__',
  ParamSpec: '__mro_entries__',
  TypeVarTuple: '__mro_entries__',
  ParamSpecArgs: '__mro_entries__',
  ParamSpecKwargs: '__mro_entries__',
  object: '__reduce_ex__ __subclasshook__ __format__',
  type: '__instancecheck__ __subclasscheck__',
  int: '__format__',
  float: 'fromhex from_number __format__',
  complex: 'from_number __format__',
  str: 'join partition rpartition translate removeprefix removesuffix zfill format_map __format__',
  bytes: 'fromhex join zfill partition rpartition removeprefix removesuffix',
  bytearray: 'fromhex join zfill partition rpartition removeprefix removesuffix append extend remove',
  list: '__class_getitem__ append extend remove count __getitem__',
  tuple: '__class_getitem__ count',
  dict: '__class_getitem__ __getitem__ __contains__',
  set: '__class_getitem__ add discard isdisjoint issubset issuperset remove symmetric_difference symmetric_difference_update __contains__',
  frozenset: '__class_getitem__ isdisjoint issubset issuperset symmetric_difference __contains__',
  range: 'count index',
  slice: 'indices',
  mappingproxy: '__class_getitem__',
  FrameLocalsProxy: 'update',
  generator: 'send',
  coroutine: 'send',
  async_generator: 'asend',
  property: 'getter setter deleter',
  GenericAlias: '__mro_entries__',
  enumerate: '__class_getitem__',
  dict_keys: 'isdisjoint',
  dict_items: 'isdisjoint',
  BaseException: '__setstate__ with_traceback add_note',
  BaseExceptionGroup: '__class_getitem__',
  'collections.deque': '__class_getitem__ append appendleft count extend extendleft remove',
  'collections.defaultdict': '__missing__ __class_getitem__',
  'functools.partial': '__setstate__ __class_getitem__',
  'itertools.chain': 'from_iterable __class_getitem__',
  're.Pattern': '__deepcopy__ __class_getitem__',
  're.Match': '__deepcopy__ __class_getitem__',
  '_io._IOBase': 'writelines',
  '_io.BytesIO': 'write writelines readinto',
  '_io.StringIO': 'write',
  '_random.Random': 'getrandbits setstate',
  '_md5.md5': 'update',
  '_sha1.sha1': 'update',
  '_sha2.SHA224Type': 'update',
  '_sha2.SHA256Type': 'update',
  '_sha2.SHA384Type': 'update',
  '_sha2.SHA512Type': 'update',
  '_sha3.sha3_224': 'update',
  '_sha3.sha3_256': 'update',
  '_sha3.sha3_384': 'update',
  '_sha3.sha3_512': 'update',
  '_sha3.shake_128': 'update',
  '_sha3.shake_256': 'update',
  '_blake2.blake2b': 'update',
  '_blake2.blake2s': 'update',
  '_struct.Struct': 'unpack iter_unpack',
  '_csv.writer': 'writerow writerows',
  'datetime.date': 'fromordinal fromisoformat __format__',
  'datetime.time': 'fromisoformat __format__',
  'datetime.datetime': 'fromisoformat',
  'datetime.tzinfo': 'utcoffset tzname dst fromutc',
  'datetime.timezone': 'utcoffset tzname dst fromutc',
  'decimal.Decimal': '__deepcopy__',
  'decimal.Context': '_unsafe_setprec _unsafe_setemin _unsafe_setemax',
  'array.array': 'append extend remove count fromlist frombytes fromunicode __deepcopy__',
};

/** METH_VARARGS, METH_FASTCALL. */
const POSITIONAL: Methods = {
  int: '__round__',
  float: '__round__',
  str: 'center count find index ljust lstrip rfind rindex rjust rstrip strip startswith endswith',
  bytes: 'count find index rfind rindex startswith endswith replace strip lstrip rstrip ljust rjust center',
  bytearray:
    'count find index rfind rindex startswith endswith replace strip lstrip rstrip ljust rjust center insert pop',
  list: 'insert pop index',
  tuple: 'index',
  dict: 'fromkeys get setdefault pop',
  set: 'difference difference_update intersection intersection_update union update',
  frozenset: 'difference intersection union',
  mappingproxy: 'get',
  FrameLocalsProxy: 'get setdefault pop',
  generator: 'throw',
  coroutine: 'throw',
  async_generator: 'athrow',
  property: '__set_name__',
  'collections.deque': 'index insert rotate',
  'functools._lru_cache_wrapper': '__copy__ __deepcopy__',
  '_thread.lock': '__exit__',
  '_thread.RLock': '__exit__ _acquire_restore',
  're.Match': 'group start end span',
  '_io._IOBase': 'readlines',
  '_io.BytesIO': 'read read1 readline readlines seek truncate',
  '_io.StringIO': 'read readline seek truncate',
  '_random.Random': 'seed',
  '_struct.Struct': 'pack pack_into',
  'array.array': 'insert pop index',
};

type Convention = 0 | 1 | 'positional';

const CONVENTIONS: ReadonlyMap<string, Convention> = new Map(
  ([0, 1, 'positional'] as const).flatMap((convention, i) =>
    Object.entries([NONE, ONE, POSITIONAL][i] as Methods).flatMap(([type, names]) =>
      names.split(' ').map((name): [string, Convention] => [`${type}.${name}`, convention]),
    ),
  ),
);

/** Whether a method takes `given` arguments by position (without the receiver) and these keywords, by what it is implemented by (`list.append`). */
export function fitsConvention(impl: string, given: number, keywords: Keywords | null): boolean {
  const convention = CONVENTIONS.get(impl);
  if (convention === undefined) return true;
  return (keywords === null || keywords.size === 0) && (convention === 'positional' || given === convention);
}

/** The TypeError for what does not fit; `name` is the method's in messages. */
export function refuseArguments(
  vm: Operations,
  impl: string,
  name: string,
  given: number,
  keywords: Keywords | null,
): void {
  noKeywords(vm, name, keywords);
  exactly(vm, name, { length: given }, CONVENTIONS.get(impl) === 1 ? 1 : 0);
}
