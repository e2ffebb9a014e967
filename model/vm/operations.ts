/**
 * What semantics may do to a state. Instructions, natives, builtins and object protocols are written once, against this interface;
 * R (an immer draft) and P (persistent state) implement it, and nothing else knows how a state is kept.
 *
 * Reference counts: whoever stores a value through these operations need not think of them. A popped or replaced reference is
 * dropped at the end of the instruction, so a value held by TypeScript code stays alive until then; a native that waits for a result must keep
 * what it still needs in its slots.
 * @module
 */
import type { Instruction, Version } from '../code/code-object.ts';
import type { DataOf, FrameData, HeapData, Kind, NativeData } from './heap.ts';
import type { LoadedCode } from './loaded-code.ts';
import type { TypeLookups } from './type-lookups.ts';
import type { Exhausted, Pending, Ref, Result, Slot, Value } from './value.ts';

/** Keyword arguments in call order. */
export type Keywords = ReadonlyMap<string, Value>;

export interface Operations {
  readonly version: Version;
  /** Facts of the build: sizes and hashes (32-bit in the embedded builds). */
  readonly build: BuildFacts;

  // ---- heap
  alloc(data: HeapData): Ref;
  /** The contents of an object: never write to what comes back, never keep it across a write. */
  read(ref: Ref): Readonly<HeapData>;
  /** Sets a member that is no reference (numbers, strings, flags). */
  setPlain<K extends Kind, M extends keyof DataOf<K>>(ref: Ref, kind: K, member: M, value: DataOf<K>[M]): void;
  /** Sets a member that owns one reference. */
  setRef<K extends Kind, M extends keyof DataOf<K>>(ref: Ref, kind: K, member: M, value: DataOf<K>[M]): void;
  /** Replaces `removed` elements at `start` of an array member (`items`, `keys`, `values`, `slots`, `locals`, `args`) by `added`. */
  splice(ref: Ref, member: string, start: number, removed: number, added: readonly Slot[]): void;
  /** Sets one element of an array member. */
  setAt(ref: Ref, member: string, index: number, value: Slot): void;
  /** Sets one number of a `numbers` or `hashes` array. */
  setNumberAt(ref: Ref, member: 'numbers' | 'hashes', index: number, value: number | bigint): void;
  /** A scratch index that the engine keeps beside an object's contents and drops when these change by other means than `keep`. Not state. */
  cached(ref: Ref): unknown;
  keep(ref: Ref, index: unknown): void;
  /** Look-ups on a type that were made since a type last changed, by name; null where the engine keeps none. Not state. */
  typeCache(type: Ref): TypeLookups | null;
  /** The dict of some type changed: what `typeCache` holds is void. */
  typesChanged(): void;

  // ---- the frame that runs
  /** Contents of the running Python frame. */
  readonly frame: Readonly<FrameData>;
  readonly frameRef: Ref;
  push(value: Slot): void;
  pop(): Slot;
  /** The nth slot from the top, 1 is the top. */
  peek(n: number): Slot;
  put(n: number, value: Slot): void;
  drop(n: number): void;
  local(i: number): Slot;
  setLocal(i: number, value: Slot): void;
  /** Continues at instruction index i. */
  jump(i: number): void;

  // ---- calls
  /** Calls anything callable. PENDING: a frame was pushed and the result goes to the frame that is on top now. */
  call(callable: Value, args: readonly Value[], keywords?: Keywords | null): Result;
  /** Starts a native (register `natives.ts`) in a frame of its own. */
  native(name: string, slots: readonly Slot[], vars?: NativeData['vars']): Result;
  /** Calls a Python function's code with a given namespace (class bodies, exec). */
  runCode(func: Ref, names: Ref): Result;
  /** Resumes a generator with a value; its yield is the result, its return EXHAUSTED with `stopValue` set. */
  resume(generator: Ref, value: Value): Value | Exhausted | Pending;
  /** Throws into a generator (PY_THROW); as `resume`. */
  throwInto(generator: Ref, exception: Ref): Value | Exhausted | Pending;
  /** What the generator that just answered EXHAUSTED returned. */
  stopValue: Value;

  // ---- exceptions
  /** The exception being handled (`sys.exception()`), or null. */
  handled(): Ref | null;

  // ---- the world
  /** Writes to stdout. */
  write(text: string): void;
  /** The running Python frame, or the one that called the running native: what `globals()`, `super()` and tracebacks see. */
  callerFrame(): Ref;
  /** The frame on top of the running thread's stack, a native's own included. */
  topFrame(): Ref | null;
  /** Module globals of the main program and of modelled modules by name. */
  module(name: string): Ref | null;
}

/** Facts of one build that a program can see. */
export interface BuildFacts {
  readonly name: string;
  /** Bits of a pointer, `Py_hash_t` and `Py_ssize_t`. */
  readonly bits: 32 | 64;
  /** The modulus of numeric hashes: 2³¹−1 or 2⁶¹−1. */
  readonly hashModulus: bigint;
  /** String and bytes hash with PYTHONHASHSEED=0. */
  readonly stringHash: 'fnv' | 'siphash13';
  readonly maxsize: number;
  /** Where its builtin types stand in memory, by name, as far as that is the same in every run. */
  readonly addresses?: ReadonlyMap<string, number>;
}

/**
 * One phase's outcome: finished (EXHAUSTED: only an iterator's `next`), wait for (or go on with) a result in a phase, or step an iterator for that
 * phase once what the native has let go of is dead.
 */
export type NativeStep =
  | { readonly done: Value | Exhausted }
  | { readonly result: Result | Exhausted; readonly then: string }
  | { readonly next: Value; readonly then: string };

/** A native's own frame, as its phases see it. Writes go through `vm.setAt(self.ref, 'slots', …)` and `self.vars`. */
export interface NativeSelf {
  readonly ref: Ref;
  readonly slots: readonly Slot[];
  readonly vars: NativeData['vars'];
  set(i: number, value: Slot): void;
  setVars(vars: NativeData['vars']): void;
}

/**
 * A native: a builtin that may call back into Python, written as phases. `start` runs first; each phase gets the result that
 * it waited for. Phases with immediate results are run one after the other without recursion.
 */
export interface Native {
  readonly start: NativePhase;
  readonly phases?: Readonly<Record<string, NativePhase>>;
  /** Called when an exception reaches this frame: a step to go on, or undefined to let it pass. `phase` is the one that waits. */
  readonly caught?: (vm: Operations, self: NativeSelf, exception: Ref, phase: string) => NativeStep | undefined;
}
export type NativePhase = (vm: Operations, self: NativeSelf, value: Value | Exhausted) => NativeStep;
export type NativeTable = Readonly<Record<string, Native>>;

/** A builtin function or method (`args[0]` is self then). Throws `PyRaise` for a Python exception. */
export type Builtin = (vm: Operations, args: readonly Value[], keywords: Keywords | null) => Result;
export type BuiltinTable = Readonly<Record<string, Builtin>>;

/**
 * The semantics of one opcode. `execute` runs the instruction; where it needs Python code to run it leaves with PENDING and `resume` goes
 * on with the result. `caught` may take an exception that the pending operation raised (FOR_ITER takes StopIteration).
 */
export interface InstructionSemantics {
  readonly execute: (vm: Operations, instruction: BoundInstruction) => void;
  readonly resume?: (vm: Operations, instruction: BoundInstruction, value: Value | Exhausted) => void;
  readonly caught?: (vm: Operations, instruction: BoundInstruction, exception: Ref) => boolean;
  /** How it goes on after an event whose callbacks have taken steps of their own, by the name that the event's site gave. */
  readonly after?: Readonly<Record<string, AfterEvent<Operations>>>;
}

/** The rest of an instruction behind an event. */
export interface AfterEvent<M extends Operations> {
  /** `kept` is what the site kept, `error` what a callback raised. */
  readonly run: (vm: M, instruction: BoundInstruction, kept: readonly Slot[], error: Ref | undefined) => void;
  /** It takes what a callback raised; otherwise that is a failure of the instruction. */
  readonly takesErrors?: true;
}

/** An instruction bound to its semantics in one loaded code object. */
export interface BoundInstruction extends Instruction {
  readonly index: number;
  /** Index of the jump target, −1 without one. */
  readonly targetIndex: number;
  readonly code: LoadedCode;
  readonly semantics: InstructionSemantics;
}
