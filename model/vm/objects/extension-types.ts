/**
 * The types that CPython's C modules define, by `tp_name`, and what their `__dict__`s hold (words as in `member-table.ts`). Their special methods stand in
 * `model/vm/modules/`; the protocols find them on the type, as they find a Python class's.
 * @module
 */

const ITERATOR = '__iter__ __next__';
const HASH = 'copy digest hexdigest update =name =block_size =digest_size';
const COMPARE = '__lt__ __le__ __eq__ __ne__ __gt__ __ge__';
const both = (names: string): string => names.replace(/\w+/g, '__$&__ __r$&__');
const inplace = (names: string): string => names.replace(/\w+/g, '__i$&__');
const SHOWN = '__str__ __getattribute__ __setattr__ __delattr__';
/** What weak proxies hand to what they refer to. */
const PROXIED = `${SHOWN} ${COMPARE} ${ITERATOR} ${both('add sub mul mod divmod pow')} __neg__ __pos__ __abs__ __bool__ __invert__ ${both('lshift rshift and xor or')} __int__ __float__ ${inplace('add sub mul mod pow lshift rshift and xor or')} ${both('floordiv truediv')} ${inplace('floordiv truediv')} __index__ ${both('matmul')} ${inplace('matmul')} __len__ __getitem__ __setitem__ __delitem__ __contains__`;

/** What all buffered files have, those that read, those that write. */
const OF_BUFFER = 'close detach seekable fileno isatty tell seek truncate __repr__ @__class_getitem__';
const READING = 'readable peek read read1 readinto readinto1 readline';
const WRITING = 'writable write';
const BUFFER_MEMBERS = '=closed =name =mode =raw';

/** Each with its base. */
export const EXTENSION_TYPES = {
  '_abc._abc_data': 'object',
  frozendict: 'object',
  FrameLocalsProxy: 'object',
  memoryview: 'object',
  memory_iterator: 'object',
  '_sitebuiltins.Quitter': 'object',
  'collections.deque': 'object',
  '_collections._deque_iterator': 'object',
  '_collections._deque_reverse_iterator': 'object',
  '_collections._tuplegetter': 'object',
  'collections.defaultdict': 'dict',
  'collections.OrderedDict': 'dict',
  odict_keys: 'dict_keys',
  odict_values: 'dict_values',
  odict_items: 'dict_items',
  odict_iterator: 'object',
  'functools.partial': 'object',
  'functools._lru_cache_wrapper': 'object',
  'functools.KeyWrapper': 'object',
  'functools._PlaceholderType': 'object',
  'operator.itemgetter': 'object',
  'operator.attrgetter': 'object',
  'operator.methodcaller': 'object',
  'itertools.accumulate': 'object',
  'itertools.batched': 'object',
  'itertools.chain': 'object',
  'itertools.combinations': 'object',
  'itertools.combinations_with_replacement': 'object',
  'itertools.compress': 'object',
  'itertools.count': 'object',
  'itertools.cycle': 'object',
  'itertools.dropwhile': 'object',
  'itertools.filterfalse': 'object',
  'itertools.groupby': 'object',
  'itertools._grouper': 'object',
  'itertools.islice': 'object',
  'itertools.pairwise': 'object',
  'itertools.permutations': 'object',
  'itertools.product': 'object',
  'itertools.repeat': 'object',
  'itertools.starmap': 'object',
  'itertools.takewhile': 'object',
  'itertools._tee': 'object',
  'itertools._tee_dataobject': 'object',
  'itertools.zip_longest': 'object',
  're.Pattern': 'object',
  're.Match': 'object',
  '_sre.SRE_Scanner': 'object',
  '_sre.SRE_Template': 'object',
  'weakref.ReferenceType': 'object',
  'weakref.ProxyType': 'object',
  'weakref.CallableProxyType': 'object',
  '_contextvars.Context': 'object',
  '_contextvars.ContextVar': 'object',
  '_contextvars.Token': 'object',
  'Token.MISSING': 'object',
  keys: 'object',
  values: 'object',
  items: 'object',
  '_thread.lock': 'object',
  '_thread._local': 'object',
  '_thread._ThreadHandle': 'object',
  '_thread.RLock': 'object',
  '_json.Scanner': 'object',
  '_json.Encoder': 'object',
  '_io._IOBase': 'object',
  '_io._RawIOBase': '_io._IOBase',
  '_io._BufferedIOBase': '_io._IOBase',
  '_io._TextIOBase': '_io._IOBase',
  '_io.FileIO': '_io._RawIOBase',
  '_io.BytesIO': '_io._BufferedIOBase',
  '_io._BytesIOBuffer': 'object',
  '_io.BufferedReader': '_io._BufferedIOBase',
  '_io.BufferedWriter': '_io._BufferedIOBase',
  '_io.BufferedRandom': '_io._BufferedIOBase',
  '_io.BufferedRWPair': '_io._BufferedIOBase',
  '_io.IncrementalNewlineDecoder': 'object',
  '_io.StringIO': '_io._TextIOBase',
  '_pickle.Pickler': 'object',
  '_pickle.Unpickler': 'object',
  '_io.TextIOWrapper': '_io._TextIOBase',
  '_random.Random': 'object',
  '_md5.md5': 'object',
  '_sha1.sha1': 'object',
  '_sha2.SHA224Type': 'object',
  '_sha2.SHA256Type': 'object',
  '_sha2.SHA384Type': 'object',
  '_sha2.SHA512Type': 'object',
  '_sha3.sha3_224': 'object',
  '_sha3.sha3_256': 'object',
  '_sha3.sha3_384': 'object',
  '_sha3.sha3_512': 'object',
  '_sha3.shake_128': 'object',
  '_sha3.shake_256': 'object',
  '_blake2.blake2b': 'object',
  '_blake2.blake2s': 'object',
  '_csv.Dialect': 'object',
  'array.array': 'object',
  'array.arrayiterator': 'object',
  'datetime.timedelta': 'object',
  'datetime.date': 'object',
  'datetime.time': 'object',
  'datetime.datetime': 'datetime.date',
  'datetime.tzinfo': 'object',
  'datetime.timezone': 'datetime.tzinfo',
  'datetime.IsoCalendarDate': 'tuple',
  'time.struct_time': 'tuple',
  'os.stat_result': 'tuple',
  'posix.ScandirIterator': 'object',
  'posix.DirEntry': 'object',
  '_asyncio.Future': 'object',
  '_asyncio.Task': '_asyncio.Future',
  '_asyncio.FutureIter': 'object',
  '_asyncio.TaskStepMethWrapper': 'object',
  '_socket.socket': 'object',
  '_csv.reader': 'object',
  '_csv.writer': 'object',
  'decimal.Decimal': 'object',
  'decimal.Context': 'object',
  'decimal.SignalDictMixin': 'object',
  'decimal.ContextManager': 'object',
  '_struct.Struct': 'object',
  '_struct.unpack_iterator': 'object',
} as const;

export type ExtensionTypeName = keyof typeof EXTENSION_TYPES;

/** What Decimals and their contexts both have as methods. */
const DECIMAL_OPERATIONS =
  'exp ln log10 next_minus next_plus normalize to_integral to_integral_exact to_integral_value sqrt compare compare_signal max max_mag min min_mag next_toward quantize ' +
  'remainder_near fma is_canonical is_finite is_infinite is_nan is_qnan is_snan is_signed is_zero is_normal is_subnormal canonical radix copy_abs copy_negate logb ' +
  'logical_invert number_class to_eng_string compare_total compare_total_mag copy_sign same_quantum logical_and logical_or logical_xor rotate scaleb shift';

export const EXTENSION_MEMBERS: Readonly<Partial<Record<ExtensionTypeName, string>>> = {
  frozendict:
    '!__new__ @__class_getitem__ get keys values items copy __getitem__ __contains__ __len__ __iter__ __reversed__ __repr__ __hash__ __eq__ __ne__ __or__',
  FrameLocalsProxy:
    '!__new__ __getitem__ __setitem__ __delitem__ __contains__ __len__ __iter__ __reversed__ __repr__ -__hash__ __lt__ __le__ __eq__ __ne__ __gt__ __ge__ __or__ __ror__ __ior__ update copy keys values items get pop setdefault',
  memoryview: `!__new__ @__class_getitem__ cast tolist tobytes hex count index release toreadonly __len__ __getitem__ __setitem__ __delitem__ __iter__ __enter__ __exit__ __repr__ __hash__ ${COMPARE} __buffer__ __release_buffer__ =format =itemsize =nbytes =ndim =obj =readonly =shape =strides =suboffsets =c_contiguous =f_contiguous =contiguous`,
  memory_iterator: ITERATOR,
  '_io._BytesIOBuffer': '__buffer__ __release_buffer__',
  '_sitebuiltins.Quitter': '__call__ __repr__ =name =eof',
  'collections.deque': `!__new__ __init__ @__class_getitem__ append appendleft clear copy __copy__ count extend extendleft index insert pop popleft remove reverse rotate __reversed__ __repr__ -__hash__ ${COMPARE} __iter__ __len__ __bool__ __getitem__ __setitem__ __delitem__ __contains__ __add__ __mul__ __rmul__ __iadd__ __imul__ __reduce__ =maxlen`,
  '_collections._deque_iterator': `!__new__ ${ITERATOR} __length_hint__`,
  '_collections._deque_reverse_iterator': `!__new__ ${ITERATOR} __length_hint__`,
  '_collections._tuplegetter': '!__new__ __get__ __set__ __delete__ __reduce__ __repr__ =__doc__',
  'collections.defaultdict':
    '__init__ __missing__ copy __copy__ __reduce__ __repr__ __or__ __ror__ @__class_getitem__ =default_factory',
  'collections.OrderedDict': `__init__ @fromkeys setdefault pop popitem keys values items update clear copy move_to_end __reversed__ __repr__ __eq__ __ne__ __iter__ __or__ __ror__ __ior__ __reduce__ __sizeof__ __delitem__ __setitem__ =__dict__`,
  odict_keys: '__reversed__ __iter__',
  odict_values: '__reversed__ __iter__',
  odict_items: '__reversed__ __iter__',
  odict_iterator: ITERATOR,
  'functools.partial':
    '!__new__ __call__ __get__ __repr__ __reduce__ __setstate__ @__class_getitem__ =func =args =keywords =__dict__',
  'functools._lru_cache_wrapper':
    '!__new__ __call__ __get__ cache_info cache_clear __copy__ __deepcopy__ __reduce__ =__dict__',
  'functools.KeyWrapper': `__call__ ${COMPARE} -__hash__ =obj`,
  'functools._PlaceholderType': '!__new__ __repr__ __reduce__',
  'operator.itemgetter': '!__new__ __call__ __repr__ __reduce__',
  'operator.attrgetter': '!__new__ __call__ __repr__ __reduce__',
  'operator.methodcaller': '!__new__ __call__ __repr__ __reduce__',
  'itertools.accumulate': `!__new__ ${ITERATOR}`,
  'itertools.batched': `!__new__ ${ITERATOR}`,
  'itertools.chain': `!__new__ @from_iterable @__class_getitem__ ${ITERATOR}`,
  'itertools.combinations': `!__new__ ${ITERATOR}`,
  'itertools.combinations_with_replacement': `!__new__ ${ITERATOR}`,
  'itertools.compress': `!__new__ ${ITERATOR}`,
  'itertools.count': `!__new__ __repr__ ${ITERATOR}`,
  'itertools.cycle': `!__new__ ${ITERATOR}`,
  'itertools.dropwhile': `!__new__ ${ITERATOR}`,
  'itertools.filterfalse': `!__new__ ${ITERATOR}`,
  'itertools.groupby': `!__new__ ${ITERATOR}`,
  'itertools._grouper': ITERATOR,
  'itertools.islice': `!__new__ ${ITERATOR}`,
  'itertools.pairwise': `!__new__ ${ITERATOR}`,
  'itertools.permutations': `!__new__ ${ITERATOR}`,
  'itertools.product': `!__new__ ${ITERATOR}`,
  'itertools.repeat': `!__new__ __repr__ __length_hint__ ${ITERATOR}`,
  'itertools.starmap': `!__new__ ${ITERATOR}`,
  'itertools.takewhile': `!__new__ ${ITERATOR}`,
  'itertools._tee': `!__new__ __copy__ ${ITERATOR}`,
  'itertools.zip_longest': `!__new__ ${ITERATOR}`,
  'weakref.ReferenceType':
    '!__new__ __init__ __call__ __hash__ __eq__ __ne__ __repr__ @__class_getitem__ =__callback__',
  'weakref.ProxyType': `__repr__ ${PROXIED} __bytes__ __reversed__ -__hash__`,
  'weakref.CallableProxyType': `__repr__ __call__ ${PROXIED} -__hash__`,
  '_thread.lock':
    '!__new__ acquire acquire_lock release release_lock locked locked_lock __enter__ __exit__ _at_fork_reinit __repr__',
  '_thread.RLock':
    '!__new__ acquire release locked __enter__ __exit__ _at_fork_reinit _is_owned _recursion_count _release_save _acquire_restore __repr__',
  '_thread._local': '!__new__',
  '_thread._ThreadHandle': '!__new__ join is_done _set_done =ident',
  '_contextvars.Context': `!__new__ -__hash__ ${COMPARE} __iter__ __len__ __getitem__ __contains__ get items keys values copy run`,
  '_contextvars.ContextVar': '!__new__ __repr__ get set reset @__class_getitem__ =name',
  '_contextvars.Token': '!__new__ __repr__ @__class_getitem__ __enter__ __exit__ =var =old_value +MISSING',
  'Token.MISSING': '__repr__',
  keys: ITERATOR,
  values: ITERATOR,
  items: ITERATOR,
  're.Pattern':
    'match prefixmatch fullmatch search sub subn findall split finditer scanner __copy__ __deepcopy__ @__class_getitem__ __repr__ __hash__ __eq__ __ne__ =pattern =flags =groups =groupindex',
  're.Match':
    'group start end span groups groupdict expand __getitem__ __copy__ __deepcopy__ @__class_getitem__ __repr__ =string =re =pos =endpos =lastindex =lastgroup =regs',
  '_sre.SRE_Scanner': 'match search =pattern',
  '_io._IOBase':
    'seek tell truncate flush close seekable readable writable _checkClosed _checkSeekable _checkReadable _checkWritable fileno isatty __enter__ __exit__ __iter__ __next__ readline readlines writelines __del__ =closed =__dict__',
  '_io._RawIOBase': 'read readall',
  '_io._BufferedIOBase': 'detach read read1 readinto readinto1 write',
  '_io.FileIO':
    '!__new__ __init__ close fileno readable writable seekable isatty read readall readinto write seek tell truncate __repr__ =closed =closefd =mode =_blksize',
  '_io.BufferedReader': `__init__ ${OF_BUFFER} ${READING} flush ${BUFFER_MEMBERS}`,
  '_io.BufferedWriter': `__init__ ${OF_BUFFER} ${WRITING} flush ${BUFFER_MEMBERS}`,
  '_io.BufferedRandom': `__init__ ${OF_BUFFER} ${READING} ${WRITING} flush ${BUFFER_MEMBERS}`,
  '_io.BufferedRWPair':
    '__init__ read peek read1 readinto readinto1 write flush readable writable close isatty =closed',
  '_io.IncrementalNewlineDecoder': '__init__ decode getstate setstate reset =newlines',
  '_io.TextIOWrapper':
    '__init__ write read readline flush detach close readable writable seekable isatty fileno tell seek truncate reconfigure __repr__ __next__ =buffer =encoding =errors =line_buffering =write_through =newlines =_CHUNK_SIZE =closed =name',
  '_io.BytesIO':
    '!__new__ __init__ read read1 readline readlines readinto write writelines getvalue getbuffer tell seek truncate close flush isatty readable writable seekable __getstate__ __setstate__ __iter__ __next__ =closed',
  '_io._TextIOBase': 'detach read readline write =encoding =newlines =errors',
  '_io.StringIO':
    '!__new__ __init__ write read readline getvalue tell seek truncate close readable writable seekable __next__ =closed =line_buffering =newlines',
  '_csv.Dialect':
    '!__new__ =delimiter =escapechar =lineterminator =quotechar =quoting =skipinitialspace =doublequote =strict',
  'datetime.timedelta': `!__new__ =days =seconds =microseconds total_seconds __reduce__ __repr__ __str__ __hash__ ${COMPARE} __add__ __radd__ __sub__ __rsub__ __mul__ __rmul__ __truediv__ __rtruediv__ __floordiv__ __rfloordiv__ __mod__ __rmod__ __divmod__ __rdivmod__ __neg__ __pos__ __abs__ __bool__`,
  'datetime.date': `!__new__ @today @fromtimestamp @fromordinal @fromisoformat @fromisocalendar @strptime =year =month =day replace __replace__ timetuple toordinal weekday isoweekday isocalendar isoformat ctime strftime __format__ __reduce__ __repr__ __str__ __hash__ ${COMPARE} __add__ __radd__ __sub__ __rsub__`,
  'datetime.time': `!__new__ @fromisoformat @strptime =hour =minute =second =microsecond =tzinfo =fold replace __replace__ isoformat strftime utcoffset dst tzname __format__ __reduce_ex__ __reduce__ __repr__ __str__ __hash__ ${COMPARE}`,
  'datetime.datetime': `!__new__ @now @utcnow @fromtimestamp @utcfromtimestamp @strptime @combine @fromisoformat =hour =minute =second =microsecond =tzinfo =fold date time timetz ctime timetuple utctimetuple timestamp isoformat utcoffset dst tzname replace __replace__ astimezone __reduce_ex__ __reduce__ __repr__ __str__ __hash__ ${COMPARE} __add__ __radd__ __sub__ __rsub__`,
  'datetime.tzinfo': '!__new__ utcoffset tzname dst fromutc __reduce__',
  'datetime.timezone': '!__new__ utcoffset tzname dst fromutc __getinitargs__ __repr__ __str__ __hash__ __eq__ __ne__',
  'time.struct_time':
    '!__new__ __repr__ =tm_year =tm_mon =tm_mday =tm_hour =tm_min =tm_sec =tm_wday =tm_yday =tm_isdst =tm_zone =tm_gmtoff',
  'os.stat_result':
    '!__new__ __repr__ =st_mode =st_ino =st_dev =st_nlink =st_uid =st_gid =st_size =st_atime =st_mtime =st_ctime =st_atime_ns =st_mtime_ns =st_ctime_ns =st_blksize =st_blocks =st_rdev',
  'posix.ScandirIterator': `${ITERATOR} __enter__ __exit__ close`,
  'posix.DirEntry':
    'is_dir is_file is_symlink is_junction stat inode __fspath__ __repr__ @__class_getitem__ =name =path',
  'datetime.IsoCalendarDate': '=year =week =weekday __repr__',
  '_asyncio.Future':
    '!__new__ __init__ __iter__ __await__ __repr__ @__class_getitem__ result exception set_result set_exception add_done_callback remove_done_callback cancel cancelled done get_loop _make_cancelled_error =_state =_asyncio_future_blocking =_loop =_callbacks =_result =_exception =_log_traceback =_source_traceback =_cancel_message =_asyncio_awaited_by',
  '_asyncio.Task':
    '!__new__ __init__ __iter__ __await__ __repr__ @__class_getitem__ result exception add_done_callback remove_done_callback cancelled done set_result set_exception cancel cancelling uncancel get_stack print_stack _make_cancelled_error get_name set_name get_coro get_context =_log_destroy_pending =_must_cancel =_coro =_fut_waiter',
  '_asyncio.FutureIter': `${ITERATOR} send throw close`,
  '_asyncio.TaskStepMethWrapper': '__call__ =__self__',
  '_socket.socket': 'fileno setblocking send recv close',
  'array.array': `!__new__ __buffer__ __release_buffer__ buffer_info tofile fromfile clear __reduce_ex__ append extend insert pop remove index count reverse byteswap tolist tobytes fromlist frombytes fromunicode tounicode __copy__ __deepcopy__ __repr__ -__hash__ ${COMPARE} __iter__ __len__ __contains__ __getitem__ __setitem__ __delitem__ __add__ __iadd__ __mul__ __rmul__ __imul__ =typecode =itemsize`,
  'array.arrayiterator': ITERATOR,
  'decimal.Decimal': `!__new__ __repr__ __hash__ __str__ ${COMPARE} __add__ __radd__ __sub__ __rsub__ __mul__ __rmul__ __mod__ __rmod__ __divmod__ __rdivmod__ __pow__ __rpow__ __neg__ __pos__ __abs__ __bool__ __int__ __float__ __floordiv__ __rfloordiv__ __truediv__ __rtruediv__ ${DECIMAL_OPERATIONS} adjusted conjugate @from_float @from_number as_tuple as_integer_ratio __copy__ __deepcopy__ __format__ __reduce__ __round__ __ceil__ __floor__ __trunc__ __complex__ __sizeof__ =real =imag`,
  'decimal.Context': `!__new__ __repr__ __getattribute__ __setattr__ __delattr__ __init__ ${DECIMAL_OPERATIONS} abs minus plus add divide divide_int divmod multiply remainder subtract power Etiny Etop _apply copy_decimal to_sci_string clear_flags clear_traps _unsafe_setprec _unsafe_setemin _unsafe_setemax __copy__ __reduce__ copy create_decimal create_decimal_from_float =prec =Emax =Emin =rounding =capitals =clamp`,
  'decimal.SignalDictMixin': `!__new__ __init__ __repr__ -__hash__ ${COMPARE} __iter__ __len__ __getitem__ __setitem__ __delitem__ copy`,
  'decimal.ContextManager': '__enter__ __exit__',
  '_csv.reader': `${ITERATOR} =dialect =line_num`,
  '_csv.writer': 'writerow writerows =dialect',
  '_struct.Struct': '!__new__ __init__ __repr__ pack pack_into unpack unpack_from iter_unpack =format =size',
  '_struct.unpack_iterator': `${ITERATOR} __length_hint__`,
  '_pickle.Pickler': '!__new__ __getattribute__ __init__ dump clear_memo =bin =fast =dispatch_table',
  '_pickle.Unpickler': '!__new__ __getattribute__ __init__ load find_class',
  '_md5.md5': HASH,
  '_sha1.sha1': HASH,
  '_sha2.SHA224Type': HASH,
  '_sha2.SHA256Type': HASH,
  '_sha2.SHA384Type': HASH,
  '_sha2.SHA512Type': HASH,
  '_sha3.sha3_224': `!__new__ ${HASH} =_capacity_bits =_rate_bits =_suffix`,
  '_sha3.sha3_256': `!__new__ ${HASH} =_capacity_bits =_rate_bits =_suffix`,
  '_sha3.sha3_384': `!__new__ ${HASH} =_capacity_bits =_rate_bits =_suffix`,
  '_sha3.sha3_512': `!__new__ ${HASH} =_capacity_bits =_rate_bits =_suffix`,
  '_sha3.shake_128': `!__new__ ${HASH} =_capacity_bits =_rate_bits =_suffix`,
  '_sha3.shake_256': `!__new__ ${HASH} =_capacity_bits =_rate_bits =_suffix`,
  '_blake2.blake2b': `!__new__ ${HASH}`,
  '_blake2.blake2s': `!__new__ ${HASH}`,
  '_random.Random': '!__new__ random seed getrandbits getstate setstate',
  '_json.Scanner': '!__new__ __call__ =strict =object_hook =object_pairs_hook =parse_float =parse_int =parse_constant',
  '_json.Encoder':
    '!__new__ __call__ =markers =default =encoder =indent =key_separator =item_separator =sort_keys =skipkeys',
};

/** Methods that are told the class that defines them (`METH_METHOD`): bound, they are of a type of their own (`PyCMethod_Type`). */
export const CLASS_METHODS_OF_C: ReadonlySet<string> = new Set([
  ...[
    'add_done_callback',
    'cancel',
    'exception',
    'get_loop',
    'remove_done_callback',
    'set_exception',
    'set_result',
  ].map((name) => `_asyncio.Future.${name}`),
  ...['add_done_callback', 'exception', 'get_stack', 'print_stack', 'remove_done_callback'].map(
    (name) => `_asyncio.Task.${name}`,
  ),
  '_pickle.Pickler.dump',
  '_pickle.Unpickler.load',
  '_pickle.Unpickler.find_class',
]);

/** Those that are no heap types: their C modules keep them for good. */
export const isStaticExtension = (type: string): boolean =>
  /^(frozendict|FrameLocalsProxy|collections\.OrderedDict|odict_.*|weakref\..*|_contextvars\..*|Token\.MISSING|keys|values|items|datetime\.(?!Iso).*)$/.test(
    type,
  );

/** Those that answer for any attribute themselves (`tp_getattro`). */
export const EXTENSION_TYPES_WITH_GETATTRO: ReadonlySet<string> = new Set([
  'weakref.ProxyType',
  'weakref.CallableProxyType',
  '_pickle.Pickler',
  '_pickle.Unpickler',
]);

/** Those whose instances have a `__dict__`. */
export const EXTENSION_TYPES_WITH_DICT: ReadonlySet<string> = new Set([
  '_asyncio.Future',
  '_asyncio.Task',
  '_thread._local',
  'collections.OrderedDict',
  'functools.partial',
  'functools._lru_cache_wrapper',
  '_io._IOBase',
  '_io._RawIOBase',
  '_io._BufferedIOBase',
  '_io._TextIOBase',
  '_io.BytesIO',
  '_io.StringIO',
  '_io.FileIO',
  '_io.BufferedReader',
  '_io.BufferedWriter',
  '_io.BufferedRandom',
  '_io.BufferedRWPair',
  '_io.TextIOWrapper',
]);

/** Those of files that `object.__new__` makes, by layout: they have none of their own. */
export const FILE_LAYOUTS: ReadonlySet<string> = new Set(
  '_IOBase BufferedReader BufferedWriter BufferedRandom BufferedRWPair IncrementalNewlineDecoder TextIOWrapper'
    .split(' ')
    .map((name) => `_io.${name}`),
);

/** Those whose instances look in memory as another's. */
export const EXTENSION_LAYOUTS: Readonly<Partial<Record<ExtensionTypeName, ExtensionTypeName>>> = {
  '_io._RawIOBase': '_io._IOBase',
  '_io._BufferedIOBase': '_io._IOBase',
  '_io._TextIOBase': '_io._IOBase',
};

/** Those that no class may inherit from. */
export const FINAL_EXTENSION_TYPES: ReadonlySet<string> = new Set([
  'FrameLocalsProxy',
  'memoryview',
  'memory_iterator',
  '_io._BytesIOBuffer',
  '_asyncio.FutureIter',
  '_asyncio.TaskStepMethWrapper',
  '_contextvars.Context',
  '_contextvars.ContextVar',
  '_contextvars.Token',
  'weakref.ProxyType',
  'weakref.CallableProxyType',
  '_thread.lock',
  '_thread._ThreadHandle',
  '_abc._abc_data',
  're.Pattern',
  're.Match',
  'functools._PlaceholderType',
  'functools.KeyWrapper',
  'itertools._grouper',
  'itertools._tee_dataobject',
  'odict_keys',
  'odict_values',
  'odict_items',
  'odict_iterator',
  '_json.Scanner',
  '_json.Encoder',
  '_struct.unpack_iterator',
  'decimal.ContextManager',
  'datetime.timezone',
  'datetime.IsoCalendarDate',
  'time.struct_time',
  'os.stat_result',
  'posix.ScandirIterator',
  'posix.DirEntry',
]);
