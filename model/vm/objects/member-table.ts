/**
 * What the builtin types' `__dict__`s hold. A word is a method (`append`: a method descriptor; `__len__`: a slot wrapper); a sign before it
 * says otherwise: `@` class method, `!` static method or `__new__`, `=` attribute (getset or member descriptor), `-` None (`__hash__` of unhashable types).
 * The implementation of method m of type T is registered as `T.m`.
 * @module
 */
import type { Version } from '../../code/code-object.ts';
import type { TypeName } from './type-table.ts';

const COMPARE = '__lt__ __le__ __eq__ __ne__ __gt__ __ge__';
const SET_OPERATORS = '__sub__ __rsub__ __and__ __rand__ __xor__ __rxor__ __or__ __ror__';
const NUMBER_OPERATORS =
  '__add__ __radd__ __sub__ __rsub__ __mul__ __rmul__ __mod__ __rmod__ __divmod__ __rdivmod__ __pow__ __rpow__ ' +
  '__neg__ __pos__ __abs__ __bool__ __int__ __float__ __floordiv__ __rfloordiv__ __truediv__ __rtruediv__';
const ITERATOR = '__iter__ __next__';
const HINTED = `${ITERATOR} __length_hint__ __reduce__`;
const MOVED = `${HINTED} __setstate__`;

/** Exceptions that have nothing of their own but a `__new__` (`SimpleExtendsException`). */
const SIMPLE_EXCEPTIONS = (
  'GeneratorExit KeyboardInterrupt Exception ArithmeticError FloatingPointError OverflowError ZeroDivisionError AssertionError BufferError EOFError ' +
  'LookupError IndexError MemoryError ReferenceError RuntimeError NotImplementedError PythonFinalizationError RecursionError StopAsyncIteration SystemError ' +
  'TypeError ValueError UnicodeError Warning BytesWarning DeprecationWarning EncodingWarning FutureWarning ImportWarning PendingDeprecationWarning ' +
  'ResourceWarning RuntimeWarning SyntaxWarning UnicodeWarning UserWarning'
).split(' ');

export const MEMBERS: Readonly<Partial<Record<TypeName, string>>> = {
  object: `!__new__ __repr__ __hash__ __str__ __getattribute__ __setattr__ __delattr__ ${COMPARE} __init__ __reduce_ex__ __reduce__ __getstate__ @__subclasshook__ @__init_subclass__ __format__ __sizeof__ __dir__ =__class__`,
  type: '!__new__ __init__ __call__ __repr__ __getattribute__ __setattr__ __delattr__ __or__ __ror__ mro __subclasses__ __instancecheck__ __subclasscheck__ __dir__ @__prepare__ =__name__ =__qualname__ =__bases__ =__base__ =__mro__ =__module__ =__dict__ =__doc__ =__annotations__ =__annotate__ =__type_params__ =__abstractmethods__ =__flags__',
  int: `!__new__ conjugate bit_length bit_count to_bytes @from_bytes as_integer_ratio is_integer __trunc__ __floor__ __ceil__ __round__ __getnewargs__ __format__ __repr__ __hash__ ${COMPARE} ${NUMBER_OPERATORS} __invert__ __index__ __lshift__ __rlshift__ __rshift__ __rrshift__ __and__ __rand__ __xor__ __rxor__ __or__ __ror__ =real =imag =numerator =denominator`,
  bool: '!__new__ __repr__ __invert__ __and__ __rand__ __xor__ __rxor__ __or__ __ror__',
  float: `!__new__ conjugate as_integer_ratio hex @fromhex @from_number is_integer __trunc__ __floor__ __ceil__ __round__ __getnewargs__ __format__ __repr__ __hash__ ${COMPARE} ${NUMBER_OPERATORS} =real =imag`,
  complex: `!__new__ conjugate __complex__ __format__ __repr__ __hash__ ${COMPARE} __add__ __radd__ __sub__ __rsub__ __mul__ __rmul__ __truediv__ __rtruediv__ __pow__ __rpow__ __neg__ __pos__ __abs__ __bool__ @from_number __getnewargs__ =real =imag`,
  str: `!__new__ !maketrans encode replace split rsplit join capitalize casefold title center count expandtabs find partition index ljust lower lstrip rfind rindex rjust rstrip rpartition splitlines strip swapcase translate upper startswith endswith removeprefix removesuffix isascii islower isupper istitle isspace isdecimal isdigit isnumeric isalpha isalnum isidentifier isprintable zfill format format_map __format__ __getnewargs__ __repr__ __str__ __hash__ ${COMPARE} __iter__ __mod__ __rmod__ __len__ __getitem__ __add__ __mul__ __rmul__ __contains__`,
  bytes: `!__new__ __buffer__ __mod__ __rmod__ @fromhex decode hex count find index rfind rindex startswith endswith split rsplit join replace strip lstrip rstrip upper lower isdigit isalpha isalnum isspace translate title capitalize swapcase isupper islower isascii istitle ljust rjust center expandtabs zfill partition rpartition removeprefix removesuffix splitlines !maketrans __bytes__ __repr__ __str__ __hash__ ${COMPARE} __iter__ __len__ __getitem__ __add__ __mul__ __rmul__ __contains__ __getnewargs__`,
  bytearray: `!__new__ __buffer__ __release_buffer__ __init__ __reduce__ __reduce_ex__ __mod__ __rmod__ @fromhex decode hex count find index rfind rindex startswith endswith split rsplit join replace strip lstrip rstrip upper lower isdigit isalpha isalnum isspace translate title capitalize swapcase isupper islower isascii istitle ljust rjust center expandtabs zfill partition rpartition removeprefix removesuffix splitlines !maketrans append extend insert remove pop clear reverse copy take_bytes __repr__ __str__ -__hash__ ${COMPARE} __iter__ __len__ __getitem__ __setitem__ __delitem__ __add__ __mul__ __rmul__ __contains__ __iadd__ __imul__`,
  list: `!__new__ __init__ @__class_getitem__ append extend insert remove pop clear index count sort reverse copy __getitem__ __setitem__ __delitem__ __reversed__ __repr__ -__hash__ ${COMPARE} __iter__ __len__ __add__ __mul__ __rmul__ __contains__ __iadd__ __imul__`,
  tuple: `!__new__ @__class_getitem__ index count __getnewargs__ __repr__ __hash__ ${COMPARE} __iter__ __len__ __getitem__ __add__ __mul__ __rmul__ __contains__`,
  dict: `!__new__ __init__ @__class_getitem__ @fromkeys get setdefault pop popitem keys items values update clear copy __getitem__ __setitem__ __delitem__ __contains__ __reversed__ __repr__ -__hash__ ${COMPARE} __iter__ __len__ __or__ __ror__ __ior__`,
  set: `!__new__ __init__ @__class_getitem__ add clear copy discard difference difference_update intersection intersection_update isdisjoint issubset issuperset pop remove symmetric_difference symmetric_difference_update union update __contains__ __repr__ __reduce__ -__hash__ ${COMPARE} __iter__ __len__ ${SET_OPERATORS} __isub__ __iand__ __ixor__ __ior__`,
  frozenset: `!__new__ @__class_getitem__ copy difference intersection isdisjoint issubset issuperset symmetric_difference union __contains__ __repr__ __reduce__ __hash__ ${COMPARE} __iter__ __len__ ${SET_OPERATORS}`,
  range: `!__new__ count index __reversed__ __reduce__ __repr__ __hash__ ${COMPARE} __iter__ __len__ __bool__ __getitem__ __contains__ =start =stop =step`,
  slice: `!__new__ indices __reduce__ __repr__ __hash__ ${COMPARE} =start =stop =step`,
  NoneType: `!__new__ __repr__ __hash__ __bool__ ${COMPARE}`,
  NotImplementedType: '!__new__ __repr__ __bool__ __reduce__',
  ellipsis: '!__new__ __repr__ __reduce__',
  function:
    '!__new__ __call__ __get__ __repr__ =__code__ =__defaults__ =__kwdefaults__ =__annotations__ =__annotate__ =__dict__ =__doc__ =__module__ =__name__ =__qualname__ =__type_params__ =__closure__ =__globals__ =__builtins__',
  method: '!__new__ __call__ __get__ __repr__ __hash__ __eq__ __ne__ __reduce__ =__func__ =__self__ =__doc__',
  builtin_function_or_method:
    '__call__ __repr__ __hash__ __eq__ __ne__ __reduce__ =__name__ =__qualname__ =__self__ =__doc__ =__module__ =__text_signature__',
  method_descriptor:
    '__call__ __get__ __repr__ __reduce__ =__name__ =__qualname__ =__objclass__ =__doc__ =__text_signature__',
  wrapper_descriptor:
    '__call__ __get__ __repr__ __reduce__ =__name__ =__qualname__ =__objclass__ =__doc__ =__text_signature__',
  'method-wrapper':
    '__call__ __repr__ __reduce__ =__name__ =__qualname__ =__objclass__ =__self__ =__doc__ =__text_signature__',
  classmethod_descriptor: '__call__ __get__ __repr__ __reduce__ =__name__ =__qualname__ =__objclass__',
  getset_descriptor: '__get__ __set__ __delete__ __repr__ =__name__ =__qualname__ =__objclass__',
  member_descriptor: '__get__ __set__ __delete__ __repr__ =__name__ =__qualname__ =__objclass__',
  mappingproxy: `!__new__ @__class_getitem__ get keys values items copy __getitem__ __contains__ __iter__ __len__ __reversed__ __or__ __ror__ __ior__ __repr__ ${COMPARE}`,
  generator: `${ITERATOR} send throw close __del__ __repr__ =__name__ =__qualname__ =gi_yieldfrom =gi_running =gi_frame =gi_suspended =gi_code =gi_state`,
  coroutine:
    'send throw close __await__ __del__ __repr__ =__name__ =__qualname__ =cr_await =cr_running =cr_frame =cr_suspended =cr_code =cr_state =cr_origin',
  coroutine_wrapper: `${ITERATOR} send throw close`,
  async_generator:
    'asend athrow aclose __aiter__ __anext__ __del__ __repr__ =__name__ =__qualname__ =ag_await =ag_running =ag_frame =ag_suspended =ag_code =ag_state',
  async_generator_asend: `${ITERATOR} __await__ send throw close`,
  async_generator_athrow: `${ITERATOR} __await__ send throw close`,
  anext_awaitable: `${ITERATOR} __await__ send throw close`,
  cell: `!__new__ __repr__ ${COMPARE} =cell_contents`,
  code: '__repr__ __hash__ __eq__ __ne__ replace __replace__ co_lines co_positions =co_name =co_qualname =co_filename =co_firstlineno =co_argcount =co_posonlyargcount =co_kwonlyargcount =co_nlocals =co_stacksize =co_flags =co_names =co_varnames =co_cellvars =co_freevars =co_consts =co_code',
  frame:
    'clear __repr__ =f_back =f_locals =f_lineno =f_lasti =f_globals =f_builtins =f_code =f_generator =f_trace =f_trace_lines =f_trace_opcodes',
  traceback: '!__new__ =tb_frame =tb_lasti =tb_next =tb_lineno',
  module:
    '!__new__ __init__ __getattribute__ __setattr__ __delattr__ __repr__ __dir__ =__dict__ =__annotations__ =__annotate__',
  property:
    '!__new__ __init__ getter setter deleter __get__ __set__ __delete__ __set_name__ =fget =fset =fdel =__doc__ =__name__ =__isabstractmethod__',
  staticmethod:
    '!__new__ __init__ __call__ __get__ __repr__ =__annotations__ =__annotate__ =__func__ =__wrapped__ =__dict__ =__isabstractmethod__',
  classmethod:
    '!__new__ __init__ __get__ __repr__ =__annotations__ =__annotate__ =__func__ =__wrapped__ =__dict__ =__isabstractmethod__',
  super: '!__new__ __init__ __getattribute__ __get__ __repr__ =__thisclass__ =__self__ =__self_class__',
  SimpleNamespace: `!__new__ __init__ __repr__ ${COMPARE} __replace__ =__dict__`,
  GenericAlias:
    '!__new__ __or__ __ror__ __call__ __getitem__ __iter__ __repr__ __eq__ __hash__ __mro_entries__ __instancecheck__ __subclasscheck__ __reduce__ =__origin__ =__args__ =__parameters__ =__unpacked__ =__typing_unpacked_tuple_args__',
  UnionType:
    '@__class_getitem__ __or__ __ror__ __getitem__ __repr__ __eq__ __hash__ __instancecheck__ __subclasscheck__ __mro_entries__ =__args__ =__parameters__ =__origin__ =__name__ =__qualname__',
  TypeVar:
    '!__new__ __repr__ __or__ __ror__ __mro_entries__ __typing_subst__ __typing_prepare_subst__ __reduce__ has_default =__name__ =__covariant__ =__contravariant__ =__infer_variance__ =__bound__ =__constraints__ =__default__ =evaluate_bound =evaluate_constraints =evaluate_default',
  ParamSpec:
    '!__new__ __repr__ __or__ __ror__ __mro_entries__ __typing_subst__ __typing_prepare_subst__ __reduce__ has_default =__name__ =__bound__ =__covariant__ =__contravariant__ =__infer_variance__ =args =kwargs =__default__ =evaluate_default',
  TypeVarTuple:
    '!__new__ __repr__ __iter__ __mro_entries__ __typing_subst__ __typing_prepare_subst__ __reduce__ has_default =__name__ =__bound__ =__covariant__ =__contravariant__ =__infer_variance__ =__default__ =evaluate_default',
  ParamSpecArgs: '!__new__ __repr__ __eq__ __ne__ -__hash__ __mro_entries__ =__origin__',
  ParamSpecKwargs: '!__new__ __repr__ __eq__ __ne__ -__hash__ __mro_entries__ =__origin__',
  Generic: '@__class_getitem__ @__init_subclass__',
  NoDefaultType: '__repr__',
  Template: '!__new__ __iter__ __repr__ __add__ =strings =interpolations =values',
  Interpolation: '!__new__ __repr__ =value =expression =conversion =format_spec',
  sentinel: `!__new__ __repr__ __hash__ ${COMPARE} __or__ __ror__ __copy__ __deepcopy__ =__name__ =__module__`,
  TypeAliasType:
    '!__new__ __repr__ __or__ __ror__ __getitem__ __iter__ __reduce__ =__name__ =__qualname__ =__module__ =__value__ =__type_params__ =__parameters__ =evaluate_value',
  hollow: '__call__ __mro_entries__ __contains__ __getitem__ __and__ __rand__',
  '_thread._ExceptHookArgs': '!__new__ =exc_type =exc_value =exc_traceback =thread',
  'sys.version_info': '=major =minor =micro =releaselevel =serial',
  asyncgen_hooks: '=firstiter =finalizer',
  'sys.int_info': '=bits_per_digit =sizeof_digit =default_max_str_digits =str_digits_check_threshold',
  'sys.float_info': '=max =max_exp =max_10_exp =min =min_exp =min_10_exp =dig =mant_dig =epsilon =radix =rounds',
  'sys.hash_info': '=width =modulus =inf =nan =imag =algorithm =hash_bits =seed_bits =cutoff',
  enumerate: `!__new__ @__class_getitem__ ${ITERATOR} __reduce__`,
  zip: `!__new__ ${ITERATOR} __reduce__ __setstate__`,
  map: `!__new__ ${ITERATOR} __reduce__ __setstate__`,
  filter: `!__new__ ${ITERATOR} __reduce__`,
  reversed: `!__new__ ${MOVED}`,
  list_iterator: MOVED,
  list_reverseiterator: MOVED,
  tuple_iterator: MOVED,
  generic_alias_iterator: `${ITERATOR} __reduce__`,
  line_iterator: ITERATOR,
  positions_iterator: ITERATOR,
  str_iterator: MOVED,
  str_ascii_iterator: MOVED,
  bytes_iterator: MOVED,
  bytearray_iterator: MOVED,
  range_iterator: MOVED,
  longrange_iterator: MOVED,
  set_iterator: HINTED,
  iterator: MOVED,
  callable_iterator: `${ITERATOR} __reduce__`,
  dict_keys: `isdisjoint __reversed__ __repr__ -__hash__ ${COMPARE} __iter__ __len__ __contains__ ${SET_OPERATORS} =mapping`,
  dict_values: '__reversed__ __repr__ __iter__ __len__ =mapping',
  dict_items: `isdisjoint __reversed__ __repr__ -__hash__ ${COMPARE} __iter__ __len__ __contains__ ${SET_OPERATORS} =mapping`,
  dict_keyiterator: HINTED,
  dict_valueiterator: HINTED,
  dict_itemiterator: HINTED,
  dict_reversekeyiterator: HINTED,
  dict_reversevalueiterator: HINTED,
  dict_reverseitemiterator: HINTED,
  BaseException:
    '!__new__ __init__ __getattribute__ __setattr__ __delattr__ __repr__ __str__ __reduce__ __setstate__ with_traceback add_note =args =__traceback__ =__context__ =__cause__ =__suppress_context__ =__dict__',
  BaseExceptionGroup:
    '!__new__ __init__ __repr__ __str__ @__class_getitem__ derive split subgroup =message =exceptions',
  StopIteration: '__init__ =value',
  SystemExit: '__init__ =code',
  KeyError: '__str__',
  NameError: '__init__ __str__ =name',
  AttributeError: '__init__ __str__ __getstate__ __reduce__ =name =obj',
  ImportError: '__init__ __str__ __repr__ __reduce__ =msg =name =path =name_from',
  OSError: '!__new__ __init__ __str__ __reduce__ =errno =strerror =filename =filename2 =characters_written',
  SyntaxError:
    '__init__ __str__ =msg =filename =lineno =offset =text =end_lineno =end_offset =print_file_and_line =_metadata',
  ...Object.fromEntries(
    ['UnicodeDecodeError', 'UnicodeEncodeError', 'UnicodeTranslateError'].map((name) => [
      name,
      '!__new__ __init__ __str__ =encoding =object =start =end =reason',
    ]),
  ),
  ...Object.fromEntries(SIMPLE_EXCEPTIONS.map((name) => [name, '!__new__'])),
};

/** Special names that no slot of a type holds: C types list them among their methods. */
export const PLAIN_METHODS: ReadonlySet<string> = new Set(
  (
    '__bytes__ __ceil__ __complex__ __copy__ __deepcopy__ __dir__ __enter__ __exit__ __floor__ __format__ __getinitargs__ __getnewargs__ __getstate__ __instancecheck__ ' +
    '__length_hint__ __missing__ __mro_entries__ __reduce__ __reduce_ex__ __replace__ __reversed__ __round__ __set_name__ __setstate__ __sizeof__ __subclasscheck__ __subclasses__ __trunc__ __typing_prepare_subst__ __typing_subst__'
  ).split(' '),
);
/** Methods that stand in the place of their slot's wrapper (METH_COEXIST). */
export const COEXISTING: ReadonlySet<string> = new Set([
  'dict.__contains__',
  'dict.__getitem__',
  'frozenset.__contains__',
  'list.__getitem__',
  'set.__contains__',
]);

/** Members that came later than 3.12, by the version that has them first. */
export const LATER_MEMBERS: ReadonlyMap<string, Version> = new Map([
  ['BaseExceptionGroup.__repr__', '3.15'],
  ['ImportError.__repr__', '3.15'],
  ['SyntaxError._metadata', '3.14'],
  ['property.__name__', '3.13'],
  ['map.__setstate__', '3.14'],
  ['_pickle.Pickler.__getattribute__', '3.13'],
  ['_pickle.Unpickler.__getattribute__', '3.13'],
  ['bytearray.take_bytes', '3.15'],
  ['frame.f_generator', '3.14'],
  ['generator.gi_state', '3.15'],
  ['coroutine.cr_state', '3.15'],
  ['async_generator.ag_state', '3.15'],
  ['_asyncio.Future._asyncio_awaited_by', '3.14'],
  ['_contextvars.Token.__enter__', '3.14'],
  ['_contextvars.Token.__exit__', '3.14'],
  ['complex.from_number', '3.14'],
  ['module.__annotate__', '3.14'],
  ['type.__annotate__', '3.14'],
  ['function.__annotate__', '3.14'],
  ['staticmethod.__annotate__', '3.14'],
  ['classmethod.__annotate__', '3.14'],
  ['TypeVar.__typing_prepare_subst__', '3.13'],
  ['TypeVar.has_default', '3.13'],
  ['TypeVar.__default__', '3.13'],
  ['TypeVar.evaluate_bound', '3.14'],
  ['TypeVar.evaluate_constraints', '3.14'],
  ['TypeVar.evaluate_default', '3.14'],
  ['ParamSpec.has_default', '3.13'],
  ['ParamSpec.__default__', '3.13'],
  ['ParamSpec.evaluate_default', '3.14'],
  ['TypeVarTuple.has_default', '3.13'],
  ['TypeVarTuple.__default__', '3.13'],
  ['TypeVarTuple.evaluate_default', '3.14'],
  ['TypeVarTuple.__bound__', '3.15'],
  ['TypeVarTuple.__covariant__', '3.15'],
  ['TypeVarTuple.__contravariant__', '3.15'],
  ['TypeVarTuple.__infer_variance__', '3.15'],
  ['TypeAliasType.__iter__', '3.14'],
  ['TypeAliasType.__qualname__', '3.15'],
  ['TypeAliasType.evaluate_value', '3.14'],
  ['UnionType.__mro_entries__', '3.14'],
  ['UnionType.__origin__', '3.14'],
  ['UnionType.__name__', '3.14'],
  ['UnionType.__qualname__', '3.14'],
  ['memoryview.count', '3.14'],
  ['memoryview.__class_getitem__', '3.14'],
  ['memoryview.index', '3.14'],
  ['float.from_number', '3.14'],
  ['SimpleNamespace.__replace__', '3.13'],
  ['array.array.clear', '3.13'],
  ['decimal.Decimal.from_number', '3.14'],
  ['datetime.date.__replace__', '3.13'],
  ['datetime.date.strptime', '3.14'],
  ['datetime.datetime.__replace__', '3.13'],
  ['datetime.time.__replace__', '3.13'],
  ['datetime.time.strptime', '3.14'],
]);

/** Members that builtin types inherit from these versions on, which had their own: slots that their bases fill alike. */
export const GONE_MEMBERS: ReadonlyMap<string, Version> = new Map([
  ['BaseException.__getattribute__', '3.14'],
  ['BaseException.__setattr__', '3.13'],
  ['BaseException.__delattr__', '3.13'],
  ['AttributeError.__str__', '3.14'],
  ['NameError.__str__', '3.14'],
  ['module.__setattr__', '3.13'],
  ['module.__delattr__', '3.13'],
]);

/** `object.__doc__`. */
export const OBJECT_DOC =
  'The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\n' +
  'instance that has no instance attributes and cannot be given any.\n';
