/**
 * The types that CPython's C modules define, by `tp_name`, and what their `__dict__`s hold (words as in `member-table.ts`). Their special methods stand in
 * `model/vm/modules/`; the protocols find them on the type, as they find a Python class's.
 * @module
 */

const ITERATOR = '__iter__ __next__';
const COMPARE = '__lt__ __le__ __eq__ __ne__ __gt__ __ge__';

/** Each with its base. */
export const EXTENSION_TYPES = {
  '_abc._abc_data': 'object',
  frozendict: 'object',
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
  '_io.BufferedReader': '_io._BufferedIOBase',
  '_io.BufferedWriter': '_io._BufferedIOBase',
  '_io.BufferedRandom': '_io._BufferedIOBase',
  '_io.BufferedRWPair': '_io._BufferedIOBase',
  '_io.IncrementalNewlineDecoder': 'object',
  '_io.StringIO': '_io._TextIOBase',
  '_random.Random': 'object',
  '_struct.Struct': 'object',
  '_struct.unpack_iterator': 'object',
} as const;

export type ExtensionTypeName = keyof typeof EXTENSION_TYPES;

export const EXTENSION_MEMBERS: Readonly<Partial<Record<ExtensionTypeName, string>>> = {
  frozendict:
    '!__new__ @__class_getitem__ get keys values items copy __getitem__ __contains__ __len__ __iter__ __reversed__ __repr__ __hash__ __eq__ __ne__ __or__',
  '_sitebuiltins.Quitter': '__call__ __repr__ =name =eof',
  'collections.deque': `!__new__ __init__ @__class_getitem__ append appendleft clear copy __copy__ count extend extendleft index insert pop popleft remove reverse rotate __reversed__ __repr__ -__hash__ ${COMPARE} __iter__ __len__ __bool__ __getitem__ __setitem__ __delitem__ __contains__ __add__ __mul__ __rmul__ __iadd__ __imul__ __reduce__ =maxlen`,
  '_collections._deque_iterator': `${ITERATOR} __length_hint__`,
  '_collections._deque_reverse_iterator': `${ITERATOR} __length_hint__`,
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
  '_thread.lock':
    '!__new__ acquire acquire_lock release release_lock locked locked_lock __enter__ __exit__ _at_fork_reinit __repr__',
  '_thread.RLock':
    '!__new__ acquire release locked __enter__ __exit__ _at_fork_reinit _is_owned _recursion_count _release_save _acquire_restore __repr__',
  '_thread._local': '!__new__',
  '_thread._ThreadHandle': '!__new__ join is_done _set_done =ident',
  '_contextvars.Context': '!__new__ run',
  're.Pattern':
    'match prefixmatch fullmatch search sub subn findall split finditer scanner __copy__ __deepcopy__ @__class_getitem__ __repr__ __hash__ __eq__ __ne__ =pattern =flags =groups =groupindex',
  're.Match':
    'group start end span groups groupdict expand __getitem__ __copy__ __deepcopy__ @__class_getitem__ __repr__ =string =re =pos =endpos =lastindex =lastgroup =regs',
  '_sre.SRE_Scanner': 'match search =pattern',
  ...Object.fromEntries(
    ['FileIO', 'BufferedReader', 'BufferedWriter', 'BufferedRandom', 'BufferedRWPair', 'IncrementalNewlineDecoder'].map(
      (name) => [`_io.${name}`, '!__new__'],
    ),
  ),
  '_io._IOBase': '!__new__ readlines writelines flush isatty fileno __enter__ __exit__ __iter__',
  '_io._BufferedIOBase': 'detach readinto1',
  '_io.BytesIO':
    '!__new__ __init__ read read1 readline readlines readinto write writelines getvalue getbuffer tell seek truncate close flush isatty readable writable seekable __getstate__ __setstate__ __iter__ __next__ =closed',
  '_io._TextIOBase': '=encoding =errors',
  '_io.StringIO':
    '!__new__ __init__ write read readline getvalue tell seek truncate close readable writable seekable __next__ =closed =line_buffering =newlines',
  '_struct.Struct': '!__new__ __init__ __repr__ pack pack_into unpack unpack_from iter_unpack =format =size',
  '_struct.unpack_iterator': `${ITERATOR} __length_hint__`,
  '_random.Random': '!__new__ random seed getrandbits getstate setstate',
  '_json.Scanner': '!__new__ __call__ =strict =object_hook =object_pairs_hook =parse_float =parse_int =parse_constant',
  '_json.Encoder':
    '!__new__ __call__ =markers =default =encoder =indent =key_separator =item_separator =sort_keys =skipkeys',
};

/** Those whose instances have a `__dict__`. */
export const EXTENSION_TYPES_WITH_DICT: ReadonlySet<string> = new Set([
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
]);

/** Those that no class may inherit from. */
export const FINAL_EXTENSION_TYPES: ReadonlySet<string> = new Set([
  '_contextvars.Context',
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
]);
