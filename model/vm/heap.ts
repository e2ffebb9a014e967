/**
 * What heap objects hold: plain data, one shape per kind. `cls` is the object's type; `attrs` its instance dict, if it has one.
 * @module
 */
import type { LoadedCode } from './loaded-code.ts';
import type { Ref, Slot, Value } from './value.ts';

interface Base {
  /** Its type. */
  cls: Ref;
  /** Weak references to it, oldest first, not owned; absent without any. */
  weakrefs?: readonly Ref[];
  /** Values of `__slots__` of an object that has a `__dict__` besides: a dict by slot; absent without any. */
  slotted?: Ref;
  /** `__del__` has run (PEP 442: it runs once); absent before, and in what has none. */
  finalized?: boolean;
}

/** list; also its subclasses' instances (then `attrs` is their dict). */
export interface ListData extends Base {
  kind: 'list';
  items: Value[];
  attrs: Ref | null;
}
/** tuple. Its items never change after allocation. */
export interface TupleData extends Base {
  kind: 'tuple';
  items: Value[];
  attrs: Ref | null;
}
/**
 * dict, in insertion order: entry i is (keys[i], values[i]) with its hash; a deleted entry is undefined in both and is compacted
 * when the table grows, as CPython does. Look-up goes through `protocol/dict-table.ts`, which keeps an index beside the data.
 */
export interface DictData extends Base {
  kind: 'dict';
  keys: Slot[];
  values: Slot[];
  /** Entries that are not deleted. */
  live: number;
  /** `default_factory` of a defaultdict; absent in any other. */
  factory?: Value;
  /** Hash by entry of the keys whose hash is computed by Python code, 0 elsewhere; absent while there is no such key. */
  hashes?: readonly (number | bigint)[];
  attrs: Ref | null;
}
/** set and frozenset: CPython's open-addressing table, slot for slot, for its order shows. */
export interface SetData extends Base {
  kind: 'set';
  frozen: boolean;
  /** undefined: never used, or a dummy (then hashes[i] is −1). */
  slots: Slot[];
  hashes: (number | bigint)[];
  /** Slots ever used, dummies included. */
  fill: number;
  used: number;
  /** Where the next `pop` starts to look; absent before the first. */
  finger?: number;
  attrs: Ref | null;
}
/** range. */
export interface RangeData extends Base {
  kind: 'range';
  start: number | bigint;
  stop: number | bigint;
  step: number | bigint;
}
/** bytes and bytearray. */
export interface BytesData extends Base {
  kind: 'bytes';
  bytes: number[];
  /** How many views there are of its memory; absent before the first. */
  exports?: number;
  attrs: Ref | null;
}
/** A Python function. */
export interface FunctionData extends Base {
  kind: 'function';
  code: LoadedCode;
  globals: Ref;
  name: string;
  qualname: string;
  /** Tuple of the last positional defaults, or null. */
  defaults: Ref | null;
  /** Dict of keyword-only defaults, or null. */
  kwdefaults: Ref | null;
  /** Tuple of cells, or null. */
  closure: Ref | null;
  doc: Value;
  module: Value;
  /** 3.12/3.13: a tuple or dict of annotations; 3.14+: the `__annotate__` function; or null. */
  annotations: Ref | null;
  /** 3.14+: the dict that `__annotate__` gave, once `__annotations__` was read or set. */
  annotated?: Ref | null;
  typeParams: Ref | null;
  attrs: Ref | null;
}
/** A bound method. */
export interface MethodData extends Base {
  kind: 'method';
  func: Value;
  self: Value;
}
/** A builtin function, a method descriptor (unbound: self undefined) or a bound builtin method. `impl` names its entry in the register. */
export interface BuiltinData extends Base {
  kind: 'builtin';
  impl: string;
  name: string;
  self: Slot;
  /** `__objclass__` of a descriptor that a Python class got, not owned; absent in others. */
  owner?: Ref;
  /** Of a slot's descriptor: the slot's place among all that the instances have (`d_member->offset`); absent in others. */
  place?: number;
}
/** A class. Static ones (builtin types) have a negative id and never change. */
export interface TypeData extends Base {
  kind: 'type';
  name: string;
  qualname: string;
  bases: Value[];
  /** Itself first. */
  mro: Value[];
  /** Its `__dict__`. */
  dict: Ref;
  /** Name of the builtin type whose layout its instances have: `object`, `list`, `dict`, `tuple`, `int`, `str`, `type`, `BaseException` … */
  layout: string;
  /** Instances have a `__dict__`. */
  hasDict: boolean;
  /** Instances of a class written in Python may be referred to weakly (`tp_weaklistoffset`); absent where they may not. */
  weak?: true;
  /** Names of the slots that a class adds to its instances, sorted (`ht_slots`); absent without any. */
  ownSlots?: readonly string[];
  /** The class has no order yet: its metaclass's `mro` is asked, and what it inherits comes later; false or absent in one that is made. */
  unready?: boolean;
  /** It has abstract methods (`Py_TPFLAGS_IS_ABSTRACT`); absent where it has none. */
  abstract?: boolean;
  /** Some class on the MRO defines `__del__`. */
  hasDel: boolean;
  /** `tp_new` is `slot_tp_new`: code gave it, or a class that it derives from, a `__new__`, and that is not undone; absent where it is a builtin type's. */
  slotNew?: true;
  /** How often its order of bases was set; absent where that is the first, which it was made with. */
  orders?: number;
  /** Classes made from it, not owned; absent without any. */
  subclasses?: readonly Ref[];
  /** `Py_TPFLAGS_SEQUENCE`, `Py_TPFLAGS_MAPPING`: it matches such patterns; absent without. */
  pattern?: number;
  /** How often its attributes were changed: what the version tag of CPython tells. */
  changes: number;
  /** Of a class with `__getattr__`: the names that its instances have had as attributes, which they share (`ht_cached_keys`). */
  sharedKeys: readonly string[] | null;
  attrs: Ref | null;
}
/** An instance of a Python class, or of an int, str, float subclass (then `payload` is the value). */
export interface InstanceData extends Base {
  kind: 'instance';
  attrs: Ref | null;
  payload: Slot;
  /** `__del__` has run (PEP 442: it runs once). */
  finalized: boolean;
}
/** A cell of a closure. */
export interface CellData extends Base {
  kind: 'cell';
  value: Slot;
}
/** A generator, coroutine or async generator. */
export interface GeneratorData extends Base {
  kind: 'generator';
  flavor: 'generator' | 'coroutine' | 'async_generator';
  /** null once it has finished. */
  frame: Ref | null;
  status: 'created' | 'suspended' | 'running' | 'closed';
  name: string;
  qualname: string;
  code: LoadedCode;
  /** `gi_exc_state.exc_value`: the exception that this generator is handling, or null. */
  handled: Value;
  /** Async generators: hooks, running state and so on. */
  flags: number;
  /** Async generators: what is told of its end in the place of closing it; absent without. */
  finalizer?: Value;
  /** Its finaliser has run (PEP 442: it runs once). */
  finalized: boolean;
}
/** Bits of `GeneratorData.flags`: an async generator is running, has ended (`ag_closed`), knows its hooks. */
export const ASYNCGEN_RUNNING = 1;
export const ASYNCGEN_ENDED = 2;
export const ASYNCGEN_HOOKED = 4;
/** An execution frame. `ip` and `lasti` are indexes into `code.instructions`. */
export interface FrameData extends Base {
  kind: 'frame';
  code: LoadedCode;
  /** Locals, cells and free variables (`localsplus` without the stack). */
  locals: Slot[];
  /** The value stack. */
  stack: Slot[];
  /** The callable and first argument (or undefined) of a C call that is under way and whose outcome is monitored; else empty. */
  calling: Slot[];
  /** What the pending instruction has popped: it lives until the instruction is done. */
  held: Ref[];
  /** Where an instruction of several phases stands while an operation is pending; 0 otherwise. */
  phase: number;
  /** 3.12: the constant that KW_NAMES left for CALL. */
  keywordNames: Ref | null;
  /** The next instruction. */
  ip: number;
  /** The instruction executed last or now; −1 before the first. */
  lasti: number;
  globals: Ref;
  /** `f_locals` of module and class bodies: a dict (or the mapping of `__prepare__`). */
  names: Ref | null;
  func: Ref | null;
  /** The next older frame, Python or native; null at the bottom and while suspended. */
  back: Ref | null;
  /** What its frame object has beside it (`frame-object.ts`); null while that is nothing. */
  object: Ref | null;
  /** Its generator, if it is one's frame. */
  generator: Ref | null;
  /** Unique over the run, from 1. */
  number: number;
  /** 1 for the bottom program frame. */
  depth: number;
  /** Entered from C code (a native frame or a slot), not inlined by CALL: the exact offsets of RAISE in the caller differ. */
  entry: boolean;
  /** Off the stack for good: returned, unwound or closed. */
  exited: boolean;
  /** `f_back` of a frame that is off the stack for good: it owns the frame that it was called from (`take_ownership`). */
  keptBack: Ref | null;
}
/** A native frame: a builtin that calls back into Python, as a small state machine. */
export interface NativeData extends Base {
  kind: 'native';
  /** Its entry in the register of natives. */
  native: string;
  /** The phase that the next result goes to. */
  phase: string;
  /** Its variables that are values. */
  slots: Slot[];
  /** Its variables that are not (counters, operator names); JSON. */
  vars: Readonly<Record<string, string | number | boolean | null>>;
  back: Ref | null;
}
/** An exception instance. */
export interface ExceptionData extends Base {
  kind: 'exception';
  /** `args`. */
  args: Value[];
  cause: Value;
  context: Value;
  suppressContext: boolean;
  traceback: Value;
  /** C-level members by name: StopIteration.value, KeyError's none, SystemExit.code, ImportError.name, `AttributeError.name/obj`, ExceptionGroup's message and exceptions … */
  members: Record<string, Value>;
  attrs: Ref | null;
  finalized: boolean;
}
/** A traceback entry; `next` is towards the raise. */
export interface TracebackData extends Base {
  kind: 'traceback';
  next: Value;
  frame: Ref;
  lasti: number;
  /** null for an instruction without a line: only what a monitoring callback raises is raised there. */
  lineno: number | null;
}
export interface ModuleData extends Base {
  kind: 'module';
  name: string;
  dict: Ref;
  /** Its code is running. */
  initializing: boolean;
  /** CPython's has names that the model lacks. */
  partial: boolean;
  /** What a C module keeps for itself (`PyModule_GetState`). */
  state: Slot[];
}
/** A code object as a value (`co_consts`, `__code__`). */
export interface CodeData extends Base {
  kind: 'code';
  code: LoadedCode;
}
/**
 * Every other builtin object with a few members: iterators (list_iterator, map, zip, enumerate …), property, staticmethod,
 * classmethod, super, slice, dict views, NotImplemented, Ellipsis, complex. `type` is the builtin type's name; what the members mean stands
 * where that type is implemented.
 */
export interface RecordData extends Base {
  kind: 'record';
  type: string;
  slots: Slot[];
  numbers: number[];
  /** What a weak reference refers to, not owned; absent in all others and once that is dead. */
  weak?: Ref | undefined;
  /** The tuple that an iterator of tuples gives again; absent in all others, and while nothing lives that is finalised. */
  result?: Ref | undefined;
  attrs: Ref | null;
}

export type HeapData =
  | ListData
  | TupleData
  | DictData
  | SetData
  | RangeData
  | BytesData
  | FunctionData
  | MethodData
  | BuiltinData
  | TypeData
  | InstanceData
  | CellData
  | GeneratorData
  | FrameData
  | NativeData
  | ExceptionData
  | TracebackData
  | ModuleData
  | CodeData
  | RecordData;

export type Kind = HeapData['kind'];
export type DataOf<K extends Kind> = Extract<HeapData, { kind: K }>;

/**
 * The members of each kind that own references (one, or an array, or a record), in the order in which CPython's dealloc drops them.
 * `back` and a frame's `generator` are borrowed: frames on a stack are roots, and a generator owns its frame.
 */
export const VALUE_MEMBERS: { readonly [K in Kind]: readonly string[] } = {
  list: ['items', 'attrs'],
  tuple: ['items', 'attrs'],
  dict: ['factory', 'keys', 'values', 'attrs'],
  set: ['slots', 'attrs'],
  range: [],
  bytes: ['attrs'],
  function: [
    'closure',
    'defaults',
    'kwdefaults',
    'globals',
    'doc',
    'module',
    'annotations',
    'annotated',
    'typeParams',
    'attrs',
  ],
  method: ['func', 'self'],
  builtin: ['self'],
  type: ['bases', 'mro', 'dict', 'attrs'],
  instance: ['attrs', 'payload'],
  cell: ['value'],
  generator: ['frame', 'handled', 'finalizer'],
  frame: ['locals', 'stack', 'calling', 'held', 'func', 'globals', 'names', 'keptBack'],
  native: ['slots'],
  exception: ['attrs', 'args', 'cause', 'context', 'traceback', 'members'],
  traceback: ['next', 'frame'],
  module: ['dict', 'state'],
  code: [],
  record: ['slots', 'result', 'attrs'],
};
