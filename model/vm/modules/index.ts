/**
 * The register of native modules.
 * @module
 */

import { nextMethod } from '../builtins/iterator-types.ts';
import type { Machine } from '../machine.ts';
import { raise } from '../objects/exceptions.ts';
import { EXTENSION_TYPES } from '../objects/extension-types.ts';
import { memoryNext } from '../objects/memoryview.ts';
import { asKind } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { TYPE_FLAGS } from '../objects/type-flags.ts';
import { hollowName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Native, NativeTable } from '../operations.ts';
import { dictSetName, newDict } from '../protocol/dict-table.ts';
import { newRecord } from '../protocol/iteration.ts';
import { wait } from '../protocol/loop.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';
import { EXHAUSTED, ModelError, Ref, type Result, type Slot, type Value } from '../value.ts';
import { ABC_ALGORITHMS, ABC_MODULE, WRAPPED_ABSTRACT } from './abc.ts';
import { ARRAY_ALGORITHMS, ARRAY_BUILTINS, ARRAY_MODULE, ARRAY_NATIVES, arrayNext } from './array.ts';
import { futureIterNext } from './async-iterator.ts';
import { ASYNCGEN_NATIVES } from './asyncgen-hooks.ts';
import { ASYNC_ALGORITHMS, ASYNC_TYPE_BUILTINS, ASYNCIO_BUILTINS, ASYNCIO_MODULE, ASYNCIO_NATIVES } from './asyncio.ts';
import { ATEXIT_ALGORITHMS, ATEXIT_MODULE, ATEXIT_NATIVES } from './atexit.ts';
import { BINASCII_ALGORITHMS, BINASCII_MODULE } from './binascii.ts';
import { BISECT_MODULE, BISECT_NATIVES } from './bisect.ts';
import { ZLIB_MODULE } from './checksums.ts';
import { CMATH, CMATH_MODULE } from './cmath.ts';
import { CODEC_BUILTINS, CODECS_OF_C } from './codec-functions.ts';
import {
  COLLECTIONS_ALGORITHMS,
  COLLECTIONS_BUILTINS,
  COLLECTIONS_MODULE,
  COLLECTIONS_NATIVES,
} from './collections.ts';
import { CONTEXT_NATIVES, CONTEXT_NEXTS } from './context.ts';
import { CONTEXTVARS_ALGORITHMS, CONTEXTVARS_BUILTINS, CONTEXTVARS_MODULE } from './contextvars.ts';
import { CSV_ALGORITHMS, CSV_BUILTINS, CSV_MODULE, CSV_NATIVES, csvReaderNext } from './csv.ts';
import { DATETIME_MODULE, DATETIME_TYPE_ALGORITHMS, DATETIME_TYPE_BUILTINS } from './datetime-module.ts';
import { DECIMAL_ALGORITHMS, DECIMAL_BUILTINS, DECIMAL_MODULE, DECIMAL_NATIVES } from './decimal-module.ts';
import { DEQUE_NEXTS } from './deque.ts';
import { DIS_MODULE } from './dis.ts';
import { ERRNO_MODULE } from './errno.ts';
import { EVENT_LOOP_BUILTINS, EVENT_LOOP_NATIVES, SELECT_MODULE, SIGNAL_MODULE, SOCKET_MODULE } from './event-loops.ts';
import { recordData } from './extension.ts';
import { FUNCTOOLS_ALGORITHMS, FUNCTOOLS_BUILTINS, FUNCTOOLS_MODULE, FUNCTOOLS_NATIVES } from './functools.ts';
import { GC_MODULE, GC_NATIVES } from './gc.ts';
import { HASH_BUILTINS, HASH_MODULES } from './hashes.ts';
import { HEAP_NATIVES } from './heap-sift.ts';
import { HEAPQ_MODULE } from './heapq.ts';
import { IO_MODULE } from './io.ts';
import { IO_ALGORITHMS, IO_BUILTINS, IO_NATIVES, IO_NEXTS } from './io-register.ts';
import { ITERTOOLS_ALGORITHMS, ITERTOOLS_BUILTINS, ITERTOOLS_MODULE, ITERTOOLS_NATIVES } from './itertools.ts';
import { ITERTOOLS_NEXT_NATIVES, ITERTOOLS_NEXTS } from './itertools-next.ts';
import { JSON_ALGORITHMS, JSON_BUILTINS, JSON_MODULE } from './json.ts';
import { LRU_CACHE_NATIVES } from './lru-cache.ts';
import { MATH, MATH_MODULE, MATH_NATIVES } from './math.ts';
import { MONITORING_FUNCTIONS } from './monitoring.ts';
import { type NativeModule, staticFunctions } from './native-module.ts';
import { OPERATOR_ALGORITHMS, OPERATOR_BUILTINS, OPERATOR_MODULE, OPERATOR_NATIVES } from './operator.ts';
import { PICKLE_BUILTINS, PICKLE_MODULE, PICKLE_NATIVES } from './pickle.ts';
import { POSIX_ALGORITHMS, POSIX_BUILTINS, POSIX_MODULE } from './posix.ts';
import { scanNext } from './posix-folders.ts';
import { RANDOM_BUILTINS, RANDOM_MODULE } from './random.ts';
import { SITE_BUILTINS } from './site.ts';
import { SRE_ALGORITHMS, SRE_BUILTINS, SRE_MODULE, SRE_NATIVES } from './sre.ts';
import {
  CODECS_MODULE,
  COLORIZE_MODULE,
  GETTEXT_MODULE,
  LINECACHE_MODULE,
  LOCALE_MODULE,
  SHUTIL_MODULE,
  TRACEMALLOC_MODULE,
} from './stand-ins.ts';
import { STRING_MODULE } from './string-formatter.ts';
import { STRPTIME_NATIVES } from './strptime.ts';
import { STRUCT_ALGORITHMS, STRUCT_BUILTINS, STRUCT_MODULE } from './struct.ts';
import { structNext } from './struct-buffers.ts';
import { STRUCT_TIME_BUILTINS } from './struct-time.ts';
import { SUGGESTIONS_MODULE } from './suggestions.ts';
import { SYS_MODULE } from './sys.ts';
import { TEMPLATE_BUILTINS } from './templates.ts';
import { THREAD_BUILTINS, THREAD_MODULE, THREAD_NATIVES } from './thread.ts';
import { SUPPORT_NATIVES, TIME_MODULE } from './thread-support.ts';
import { TRACING_NATIVES } from './tracing.ts';
import { TYPES_MODULE } from './types.ts';
import { TYPING_BUILTINS, TYPING_MODULE, TYPING_NATIVES } from './typing.ts';
import { WARNINGS_MODULE, WARNINGS_NATIVES } from './warnings.ts';
import { DECIDE } from './warnings-filter.ts';
import { PROXY_NATIVES, proxyNext } from './weak-proxy.ts';
import { WEAKREF_ALGORITHMS, WEAKREF_BUILTINS, WEAKREF_MODULE } from './weakref.ts';

/** Modules by name. */
export const NATIVE_MODULES: Readonly<Record<string, NativeModule>> = {
  builtins: { functions: {}, values: (vm) => Object.fromEntries(vm.world.builtinNames), whole: true },
  _abc: ABC_MODULE,
  _asyncio: ASYNCIO_MODULE,
  select: SELECT_MODULE,
  signal: SIGNAL_MODULE,
  socket: SOCKET_MODULE,
  atexit: ATEXIT_MODULE,
  errno: ERRNO_MODULE,
  gc: GC_MODULE,
  dis: DIS_MODULE,
  array: ARRAY_MODULE,
  binascii: BINASCII_MODULE,
  _bisect: BISECT_MODULE,
  _collections: COLLECTIONS_MODULE,
  _csv: CSV_MODULE,
  _datetime: DATETIME_MODULE,
  _decimal: DECIMAL_MODULE,
  _functools: FUNCTOOLS_MODULE,
  ...HASH_MODULES,
  _heapq: HEAPQ_MODULE,
  _io: IO_MODULE,
  _json: JSON_MODULE,
  _operator: OPERATOR_MODULE,
  _pickle: PICKLE_MODULE,
  _random: RANDOM_MODULE,
  _sre: SRE_MODULE,
  _string: STRING_MODULE,
  _struct: STRUCT_MODULE,
  _thread: THREAD_MODULE,
  _types: TYPES_MODULE,
  _typing: TYPING_MODULE,
  _warnings: WARNINGS_MODULE,
  _weakref: WEAKREF_MODULE,
  _colorize: COLORIZE_MODULE,
  _suggestions: SUGGESTIONS_MODULE,
  _codecs: CODECS_OF_C,
  codecs: CODECS_MODULE,
  linecache: LINECACHE_MODULE,
  gettext: GETTEXT_MODULE,
  locale: LOCALE_MODULE,
  itertools: ITERTOOLS_MODULE,
  cmath: CMATH_MODULE,
  math: MATH_MODULE,
  posix: POSIX_MODULE,
  shutil: SHUTIL_MODULE,
  sys: SYS_MODULE,
  tracemalloc: TRACEMALLOC_MODULE,
  time: TIME_MODULE,
  zlib: ZLIB_MODULE,
  _contextvars: CONTEXTVARS_MODULE,
};

const FUNCTIONS: ReadonlyMap<string, ReadonlyMap<string, Value>> = new Map(
  Object.entries(NATIVE_MODULES).map(([name, module]) => [name, staticFunctions(name, module)]),
);

/** The namespace of a native module, fresh; undefined where the model has none of that name in this version. */
export function nativeModule(
  vm: Machine,
  name: string,
):
  | { readonly dict: Ref; readonly partial: boolean; readonly state: Slot[]; readonly exec: string | undefined }
  | undefined {
  const module = Object.hasOwn(NATIVE_MODULES, name) ? NATIVE_MODULES[name] : undefined;
  if (module === undefined || (module.from !== undefined && module.from > vm.version)) return undefined;
  if (module.standsIn === true && vm.world.watchesLibrary) return undefined;
  const dict = newDict(vm);
  dictSetName(vm, dict, '__name__', name);
  dictSetName(vm, dict, '__doc__', null);
  dictSetName(vm, dict, '__package__', '');
  dictSetName(vm, dict, '__loader__', null);
  dictSetName(vm, dict, '__spec__', module.standsIn === true ? null : newRecord(vm, 'hollow', [`${name}.__spec__`]));
  for (const [key, value] of FUNCTIONS.get(name) ?? []) {
    const { since, until } = module;
    if ((since?.[key] ?? vm.version) <= vm.version && vm.version <= (until?.[key] ?? vm.version))
      dictSetName(vm, dict, key, value);
  }
  const values = module.values?.(vm) ?? {};
  for (const [key, value] of Object.entries(values)) dictSetName(vm, dict, key, value);
  const whole = module.whole === true || (module.whole === 'embedded' && vm.build.bits === 32);
  return { dict, partial: !whole, state: module.state?.(values) ?? [], exec: module.exec };
}

/** `tp_iternext` of the types of C modules. */
export const MODULE_NEXTS = {
  ...CONTEXT_NEXTS,
  ...DEQUE_NEXTS,
  ...ITERTOOLS_NEXTS,
  ...IO_NEXTS,
  '_asyncio.FutureIter': futureIterNext,
  'array.arrayiterator': arrayNext,
  memory_iterator: memoryNext,
  '_csv.reader': csvReaderNext,
  '_struct.unpack_iterator': structNext,
  'weakref.ProxyType': proxyNext,
  'weakref.CallableProxyType': proxyNext,
  'posix.ScandirIterator': scanNext,
};

/** `__iter__` and `__next__` of the iterators of C modules. */
const ITERATORS: BuiltinTable = Object.fromEntries(
  Object.keys(EXTENSION_TYPES)
    .filter((type) => type in MODULE_NEXTS || type === 'odict_iterator')
    .flatMap((type): [string, Builtin][] => [
      [`${type}.__iter__`, (_vm, [it]) => it as Value],
      [`${type}.__next__`, nextOfType],
    ]),
);

/** `next` of an instance of a subclass looks `__next__` up, which may be this very method: it steps by the type that C knows. */
function nextOfType(...[vm, args, keywords]: Parameters<Builtin>): Result {
  const [it] = args;
  const inherits = it instanceof Ref && vm.read(it).cls.id >= 0;
  return inherits ? vm.native('next_inherited', [it]) : nextMethod(vm, args, keywords);
}

/** Slots: an instance of a subclass of a C module's iterator. */
const NEXT_INHERITED: Native = {
  start: (vm, self) => {
    const { type } = recordData(vm, self.slots[0]);
    const next = (vm as Machine).world.nexts.get(type);
    if (next === undefined) throw new ModelError(`a subclass of ${type} is not modelled`);
    return wait(next(vm, self.slots[0] as Ref), 'item');
  },
  phases: {
    item: (vm, _self, value) => {
      if (value === EXHAUSTED) throw raise(vm, 'StopIteration');
      return { done: value };
    },
  },
};

const abstractAttribute: Builtin = (vm, args) => replay(vm, WRAPPED_ABSTRACT, args);

/** What a module body makes of something hollow is hollow too; a function that calls it would go on wrongly. */
const callHollow: Builtin = (vm, [self]) => {
  const name = `${hollowName(vm, self as Value)}()`;
  const caller = vm.read(vm.callerFrame());
  if (caller.kind === 'frame' && (caller.code.code.flags & CO_OPTIMIZED) !== 0)
    throw new ModelError(`${name} is not modelled`);
  return newRecord(vm, 'hollow', [name]);
};
const CO_OPTIMIZED = 1;

/** A class of the library may inherit from something hollow: nobody makes one. A program's may not. */
const inheritHollow: Builtin = (vm, [self]) => {
  const caller = vm.read(vm.callerFrame());
  if (caller.kind === 'frame' && caller.code.place !== 'library')
    throw new ModelError(`${hollowName(vm, self as Value)} is not modelled`);
  return newTuple(vm, []);
};

/** `name in sys.builtin_module_names`; of anything else hollow it is not known. */
const hollowContains: Builtin = (vm, [self, name]) => {
  const owner = hollowName(vm, self as Value);
  if (owner !== 'sys.builtin_module_names') throw new ModelError(`${owner} is not modelled`);
  return Object.hasOwn(NATIVE_MODULES, String(name));
};

/** Nothing is known of a native CPython's environment but what its lane has cleared. */
const hollowItem: Builtin = (vm, [self, key = null]) => {
  const owner = hollowName(vm, self as Value);
  const name = String.fromCharCode(...(asKind(vm, key, 'bytes')?.bytes ?? []));
  if (owner !== 'os.environ' || name !== CLEARED) throw new ModelError(`${owner} is not modelled`);
  throw raise(vm, 'KeyError', [key]);
};
const CLEARED = 'PYTHONASYNCIODEBUG';

export const MODULE_BUILTINS: BuiltinTable = {
  ...ITERATORS,
  'property.__isabstractmethod__': abstractAttribute,
  'classmethod.__isabstractmethod__': abstractAttribute,
  'staticmethod.__isabstractmethod__': abstractAttribute,
  ...Object.fromEntries(
    Object.entries(NATIVE_MODULES).flatMap(([name, { functions }]) =>
      Object.entries(functions).map(([key, run]) => [`${name}:${key}`, run]),
    ),
  ),
  ...MONITORING_FUNCTIONS,
  ...CODEC_BUILTINS,
  ...COLLECTIONS_BUILTINS,
  ...CONTEXTVARS_BUILTINS,
  ...ASYNC_TYPE_BUILTINS,
  ...ASYNCIO_BUILTINS,
  ...EVENT_LOOP_BUILTINS,
  ...ARRAY_BUILTINS,
  ...CSV_BUILTINS,
  ...DATETIME_TYPE_BUILTINS,
  ...DECIMAL_BUILTINS,
  ...FUNCTOOLS_BUILTINS,
  ...ITERTOOLS_BUILTINS,
  ...IO_BUILTINS,
  ...JSON_BUILTINS,
  ...OPERATOR_BUILTINS,
  ...PICKLE_BUILTINS,
  ...POSIX_BUILTINS,
  ...HASH_BUILTINS,
  ...RANDOM_BUILTINS,
  ...SITE_BUILTINS,
  ...STRUCT_BUILTINS,
  ...STRUCT_TIME_BUILTINS,
  ...SRE_BUILTINS,
  ...THREAD_BUILTINS,
  ...TYPING_BUILTINS,
  ...TEMPLATE_BUILTINS,
  ...WEAKREF_BUILTINS,
  ...TYPE_FLAGS,
  'hollow.__call__': callHollow,
  'hollow.__contains__': hollowContains,
  'hollow.__getitem__': hollowItem,
  'hollow.__mro_entries__': inheritHollow,
};
export const MODULE_NATIVES: NativeTable = {
  next_inherited: NEXT_INHERITED,
  ...ASYNCGEN_NATIVES,
  ...ATEXIT_NATIVES,
  ...BISECT_NATIVES,
  ...HEAP_NATIVES,
  ...COLLECTIONS_NATIVES,
  ...CONTEXT_NATIVES,
  ...ASYNCIO_NATIVES,
  ...EVENT_LOOP_NATIVES,
  ...ARRAY_NATIVES,
  ...CSV_NATIVES,
  ...DECIMAL_NATIVES,
  ...FUNCTOOLS_NATIVES,
  ...GC_NATIVES,
  ...LRU_CACHE_NATIVES,
  ...ITERTOOLS_NATIVES,
  ...ITERTOOLS_NEXT_NATIVES,
  ...MATH_NATIVES,
  ...OPERATOR_NATIVES,
  ...PICKLE_NATIVES,
  ...THREAD_NATIVES,
  ...SUPPORT_NATIVES,
  ...SRE_NATIVES,
  ...IO_NATIVES,
  ...TRACING_NATIVES,
  ...STRPTIME_NATIVES,
  ...TYPING_NATIVES,
  ...PROXY_NATIVES,
  ...WARNINGS_NATIVES,
};
export const MODULE_ALGORITHMS: readonly Algorithm[] = [
  ...ABC_ALGORITHMS,
  ...ASYNC_ALGORITHMS,
  ...ATEXIT_ALGORITHMS,
  ...COLLECTIONS_ALGORITHMS,
  ...CONTEXTVARS_ALGORITHMS,
  ...BINASCII_ALGORITHMS,
  ...IO_ALGORITHMS,
  ...ARRAY_ALGORITHMS,
  ...CSV_ALGORITHMS,
  ...DATETIME_TYPE_ALGORITHMS,
  ...DECIMAL_ALGORITHMS,
  ...FUNCTOOLS_ALGORITHMS,
  ...ITERTOOLS_ALGORITHMS,
  ...JSON_ALGORITHMS,
  ...OPERATOR_ALGORITHMS,
  ...POSIX_ALGORITHMS,
  ...SRE_ALGORITHMS,
  ...STRUCT_ALGORITHMS,
  ...WEAKREF_ALGORITHMS,
  DECIDE,
  MATH,
  CMATH,
];
