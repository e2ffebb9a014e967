/**
 * Values of the model. Immutable ones are JavaScript's own; everything with identity or contents is a `Ref` into the heap.
 *
 * None is `null`; bool is boolean; int is a number while it is a safe integer (never −0) and a bigint beyond; str is a string
 * (UTF-16: an astral character is one Python character); float is `PyFloat`, so that `1.0` is not `1`. `undefined` is no value: CPython's NULL.
 * @module
 */
import type { TraceEvent } from '../trace.ts';
import type { HeapData } from './heap.ts';

/** A Python float. Boxed: its JavaScript number would be taken for an int. */
export class PyFloat {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

/**
 * A heap object's identity. Never read `data`, `count` or `epoch` outside the engines: `vm.read(ref)` is the way in.
 * A negative id is a static object (builtin type or function): shared by all states, immutable, immortal.
 */
export class Ref {
  readonly id: number;
  /** P: the current contents. R: null, contents are in the state's heap. */
  data: HeapData | null;
  /** P: reference count; meaningful only while counting is on. */
  count = 0;
  /** P: the epoch that owns `data` and may write to it. */
  epoch = 0;
  /** An engine's index beside the contents (`Operations.cached`): derived, never part of a state. */
  scratch: unknown = undefined;
  constructor(id: number, data: HeapData | null) {
    this.id = id;
    this.data = data;
  }
}

/** A Python value. */
export type Value = null | boolean | number | bigint | string | PyFloat | Ref;

/** A value or NULL, as a stack slot or a local holds it. */
export type Slot = Value | undefined;

/** What an operation answers that cannot finish now: a frame was pushed, and the result will be delivered to whoever asked. */
export const PENDING: unique symbol = Symbol('pending');
export type Pending = typeof PENDING;
export type Result = Value | Pending;

/** What `next` answers at the end of an iterator, where CPython's `tp_iternext` returns NULL without an exception. */
export const EXHAUSTED: unique symbol = Symbol('exhausted');
export type Exhausted = typeof EXHAUSTED;

/** A Python exception on its way through TypeScript code: throw it, the step's driver unwinds. */
export class PyRaise {
  readonly exception: Ref;
  /** It comes from a frame that the running instruction was to enter without C code. */
  readonly inlinedCallee: boolean;
  constructor(exception: Ref, inlinedCallee = false) {
    this.exception = exception;
    this.inlinedCallee = inlinedCallee;
  }
}

/** The model itself is wrong or incomplete (never the program): names the place. Counted as unsupported, never as agreement. */
export class ModelError extends Error {
  override readonly name: string = 'ModelError';
}

/** What CPython does from here on depends on memory that means nothing: names the place. Neither agreement nor disagreement can be told of it. */
export class UndefinedBehaviour extends ModelError {
  override readonly name = 'UndefinedBehaviour';
  /** What was told before, where a run ended by it. */
  readonly events: readonly TraceEvent[];
  constructor(message: string, options?: ErrorOptions, events: readonly TraceEvent[] = []) {
    super(message, options);
    this.events = events;
  }
}

/** What a run may need of a real CPython. */
export type Need =
  | { readonly module: string }
  | { readonly text: string; readonly filename: string; readonly mode: 'exec' | 'eval' | 'single' };

/** Thrown out of a run that needs something which is not at hand: get it, and run again. */
export class Missing extends Error {
  override readonly name = 'Missing';
  readonly need: Need;
  constructor(need: Need) {
    super('module' in need ? `module ${need.module} is not at hand` : 'text is not compiled yet');
    this.need = need;
  }
}

/** True for `int` values (bool is not one here; Python's bool is a subclass and is handled apart). */
export function isInt(v: Slot): v is number | bigint {
  return typeof v === 'number' || typeof v === 'bigint';
}

/** Narrows a bigint back to a number where it fits. */
export function normalizeInt(n: bigint): number | bigint {
  return n >= -9007199254740991n && n <= 9007199254740991n ? Number(n) : n;
}

/** An int as a bigint, for arithmetic that may leave the safe range. */
export function toBigInt(v: number | bigint | boolean): bigint {
  return typeof v === 'bigint' ? v : BigInt(v);
}
