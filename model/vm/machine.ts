/**
 * The machine: what one step does to a state, but for how the state is kept. R and P derive from it; instructions, natives and builtins act through it.
 * @module
 */
import type { CodeObject, Version } from '../code/code-object.ts';
import { asksOwnEvent } from '../monitoring/frame-sets.ts';
import type { CodeMonitoring, Monitoring } from '../monitoring/instrumentation.ts';
import { EXTRA, LINES, OP, PER_INSTRUCTION } from '../monitoring/instrumentation.ts';
import type { QuirkId } from '../quirks.ts';
import type { Choice, Scheduler } from '../threads/schedule.ts';
import type { Profile } from '../versions.ts';
import { afterEvent } from './after-event.ts';
import { callValue } from './call.ts';
import { deliverInSteps, type SettledEvent } from './callback-steps.ts';
import {
  breakpointTools,
  CallbackRaise,
  type Delivery,
  fireBreakpoint,
  fireInstruction,
  fireLine,
  type Sink,
  type ToolHost,
} from './dispatch.ts';
import { pushFunctionFrame } from './frame.ts';
import { isLinked, resumeGenerator, throwIntoGenerator, unlink } from './generator.ts';
import type { DataOf, FrameData, HeapData, Kind, NativeData } from './heap.ts';
import { settle } from './lifetime.ts';
import type { LoadedCode } from './loaded-code.ts';
import { registerCallback } from './monitoring-functions.ts';
import { driveNative, startNative } from './native-frame.ts';
import type {
  BoundInstruction,
  BuildFacts,
  Builtin,
  InstructionSemantics,
  Keywords,
  Native,
  Operations,
} from './operations.ts';
import { isSwitchPoint } from './switch-point.ts';
import { atSwitchPoint, attend, endThread, goOn } from './threads.ts';
import type { TypeLookups } from './type-lookups.ts';
import { continueUnwinding, raiseFromCallback, raiseInTop } from './unwind.ts';
import {
  type Exhausted,
  ModelError,
  PENDING,
  type Pending,
  PyRaise,
  Ref,
  type Result,
  type Slot,
  type Value,
} from './value.ts';

/** A module outside the model, as an import finds it. */
export interface ModuleCode {
  /** null where it is written in C. */
  readonly code: CodeObject | null;
  /** `__file__`. */
  readonly file: string | null;
  readonly package: boolean;
  /** `beside`: one of the program's own; `library`: CPython's. */
  readonly place: 'beside' | 'library';
}

/** Finds a module by its dotted name; null where there is none. Throws `Missing` to be asked again with more at hand. */
export type FindModule = (name: string) => ModuleCode | null;

/** Compiles text; throws `Missing` likewise. */
export type CompileText = (
  source: string,
  filename: string,
  mode: 'exec' | 'eval' | 'single',
) => CodeObject | TextError;

/** Why text was not compiled: the exception's type and arguments. */
export interface TextError {
  readonly error: string;
  readonly type: string;
  readonly args: readonly PlainArgument[];
  /** Members of a SyntaxError that its arguments need not name. */
  readonly members: Readonly<Record<string, PlainArgument>>;
}

/** An exception's argument as data; a list stands for a tuple. */
export type PlainArgument = string | number | boolean | null | readonly PlainArgument[];

/** An interface that PEP 669 does not have and that debuggers could use. */
export type Proposal = 'frame-events' | 'breakpoint-opcode';

/** What does not change while a program runs: its code, its build, the tables of semantics. */
export interface World {
  readonly profile: Profile;
  readonly build: BuildFacts;
  readonly quirks: ReadonlySet<QuirkId>;
  readonly proposals: ReadonlySet<Proposal>;
  readonly codes: LoadedCode[];
  /** How many of them were loaded before the program's own. */
  preparedCodes: number;
  readonly instructions: ReadonlyMap<string, InstructionSemantics>;
  readonly natives: ReadonlyMap<string, Native>;
  readonly builtins: ReadonlyMap<string, Builtin>;
  readonly builtinNames: ReadonlyMap<string, Value>;
  /** `tp_iternext` of the types of C modules, by type. */
  readonly nexts: ReadonlyMap<string, (vm: Operations, it: Ref) => Value | Exhausted | Pending>;
  /** Most Python frames at a time; one more is a RecursionError. */
  readonly recursionLimit: number;
  readonly findModule: FindModule;
  readonly compileText: CompileText;
  /** `sys.argv`. */
  readonly argv: readonly string[];
  /** All that `input()` and `sys.stdin` can read. */
  readonly stdin: string;
  /** The library's code is watched as the program's own is. */
  readonly watchesLibrary: boolean;
  /** null: threads change only where one blocks or ends. */
  scheduler: Scheduler | null;
}

/** What a thread waits for: its turn to begin, a lock (or RLock), the end of a thread (by its handle), of all threads that are no daemons, or a time. */
export interface Wait {
  readonly for: 'start' | 'lock' | 'thread' | 'threads' | 'time';
  readonly object: Ref | null;
  /** Until when, on the run's clock; null: for ever. */
  readonly until: number | null;
}

/** A thread of the program. */
export interface ThreadState {
  /** Its innermost frame, Python or native; null when it has ended. */
  top: Ref | null;
  /** The exception that its frames outside generators handle (`exc_info` of the thread), or null. */
  handled: Value;
  /** The generators that run on it, outermost first: each has a `handled` of its own. */
  generators: Ref[];
  /** Python frames on its stack. */
  depth: number;
  /** Monitoring callbacks of the program that are running: no events are told meanwhile. */
  tracing: number;
  waiting: Wait | null;
  ended: boolean;
  /** The program's end does not wait for it. */
  daemon: boolean;
  /** It gave way before the instruction that is next: it passes that switch point when it goes on. */
  resumed: boolean;
  /** CPython has looked for a waiting thread since the last instruction of the program. */
  looked: boolean;
  /** What its end is told to: a `_ThreadHandle`, or the lock of `_set_sentinel`. */
  handle: Ref | null;
}

/** How a program ended. */
export interface Outcome {
  readonly exception: Ref | null;
  /** A deadlock: threads that have not ended, and wait for ever. */
  readonly blocked?: readonly number[];
}

/** What a state holds beside the heap. Plain data but for references into the heap and loaded code. */
export interface Registers {
  thread: number;
  threads: ThreadState[];
  monitoring: Monitoring;
  /** State of each tool, by id. */
  tools: unknown[];
  out: string;
  nextId: number;
  nextFrame: number;
  /** Live objects whose death runs code: generators that are not closed, instances with `__del__`. */
  finalizables: number;
  /** `abc_invalidation_counter`: how many virtual subclasses were registered. */
  abcVersion: number;
  /** Lifetimes are tracked: once begun, to the end. */
  tracking: boolean;
  /** `sys.modules` of the program by name. */
  modules: Record<string, Ref>;
  /** Set at the end: the exception that ended the program, or null. */
  outcome: Outcome | null;
  /** `shutdown`: the main thread's program has ended, other threads may go on. */
  ending: 'no' | 'shutdown' | 'over';
  /** The exception that ended the main thread. */
  mainException: Ref | null;
  /** Switch points passed. */
  switchPoints: number;
  /** Where another thread went on than would have without a schedule: a schedule that gives the same run. */
  choices: readonly Choice[];
  /** Virtual time, in seconds: moves only while no thread can run. */
  clock: number;
  /** Instructions executed. */
  steps: number;
}

/** How many references there are, for one settlement. */
export interface Counts {
  /** One reference that this step dropped: what is left. */
  dropped(ref: Ref): number;
  /** One reference fewer, because its owner died: what is left. */
  drop(ref: Ref): number;
  of(ref: Ref): number;
  /** The object is dead and its references were dropped. */
  free(ref: Ref): void;
}

export abstract class Machine implements Operations {
  readonly world: World;
  readonly version: Version;
  readonly build: BuildFacts;
  registers: Registers;
  thread: ThreadState;
  /** Contents of the top frame while it is a Python frame; the machine owns it and may write. */
  f!: FrameData;
  top: Ref | null = null;
  /** Marks of the running code's instructions, or null while nothing was ever instrumented there. */
  marks: number[] | null = null;
  /** The running instruction's own event is instrumented. */
  instrumented = false;
  /** It is so by the code object's sets, not for a frame's set alone. */
  byCode = false;
  /** The instruction that this frame executed before the running one; −1 at its start. */
  previous = -1;
  stopValue: Value = null;
  /** What the bottom frame returned. */
  result: Value = null;
  sink: Sink | null = null;
  host: ToolHost;
  /** References dropped in this step, in order, and objects made in it: looked at when it ends. */
  tracking = false;
  /** Tracking is on, or begins when the step ends. */
  lifetimes = false;
  /** The thread that runs can go on: it neither waits nor has ended, and the program goes on. */
  live = true;
  /** The exception on its way left a frame that CALL or SEND had entered without a C call. */
  inlinedCallee = false;
  private settled: SettledEvent | null = null;
  /** The frame whose instruction this step began with. */
  private running: Ref | null = null;
  /** Objects made in the running step have this id or a higher one. */
  stepFirstId = 1;
  dropped: Ref[] = [];
  private spare: Ref[] = [];
  readonly fresh: Ref[] = [];

  constructor(world: World, registers: Registers, host: ToolHost) {
    this.world = world;
    this.version = world.profile.version;
    this.build = world.build;
    this.registers = registers;
    this.thread = registers.threads[registers.thread] as ThreadState;
    this.host = host;
  }

  // ---- how a state is kept

  abstract read(ref: Ref): Readonly<HeapData>;
  /** The contents of an object, to write to. */
  abstract own(ref: Ref): HeapData;
  abstract alloc(data: HeapData): Ref;
  abstract cached(ref: Ref): unknown;
  abstract keep(ref: Ref, index: unknown): void;
  abstract typeCache(type: Ref): TypeLookups | null;
  abstract typesChanged(): void;
  /** Monitoring data, to write to. */
  abstract ownMonitoring(): Monitoring;
  abstract retain(value: Slot): void;
  /** Counts a value as held while it is on its way to somebody; `forget` ends that without asking whether it dies. */
  abstract protect(value: Slot): void;
  abstract forget(value: Slot): void;
  /** A native's frame is gone; its slots were released. */
  abstract discard(ref: Ref): void;
  /** Reference counts for a settlement: maintained ones (P) or counted afresh (R). */
  abstract counts(): Counts;
  /** Begins to track lifetimes: the first finalisable object was made. */
  abstract startTracking(): void;

  // ---- one step

  /** Runs at most `fuel` instructions; answers how many are left. */
  run(fuel: number): number {
    const limit = fuel;
    let left = limit;
    this.live = this.registers.outcome === null && this.thread.waiting === null && !this.thread.ended;
    while (left > 0 && this.registers.outcome === null) {
      try {
        if (!this.live) {
          left--;
          attend(this);
          if (this.lifetimes) this.endStep();
        }
        while (left > 0 && this.live) {
          left--;
          this.instruction();
          if (this.lifetimes) this.endStep();
        }
      } catch (error) {
        this.recover(error);
        if (this.lifetimes) this.endStep();
      }
    }
    this.registers.steps += limit - left;
    return left;
  }

  /** Takes the drops from `mark` on off the list. The array is used again at the next call. */
  takeDropped(mark: number): readonly Ref[] {
    if (mark > 0) return this.dropped.splice(mark);
    const taken = this.dropped;
    this.dropped = this.spare;
    // Setting the length of an array is the slow way to empty a short one.
    while (this.dropped.length > 0) this.dropped.pop();
    this.spare = taken;
    return taken;
  }

  private endStep(): void {
    if (!this.tracking) return this.startTracking();
    if (this.dropped.length > 0) this.holdForPending();
    settle(this);
  }

  /**
   * An instruction that waits for C code keeps what it popped, as the C stack does; a Python function that CALL entered has taken it over.
   */
  private holdForPending(): void {
    const frame = this.running;
    if (frame === null || frame === this.top || this.top === null) return;
    let callee: Ref | null = this.top;
    while (callee !== null) {
      const data = this.read(callee);
      if (data.kind === 'frame' && data.back === frame && !data.entry) return;
      const back: Ref | null = data.kind === 'frame' || data.kind === 'native' ? data.back : null;
      if (back === frame) break;
      callee = back;
    }
    if (callee === null) return;
    (this.own(frame) as FrameData).held.push(...this.dropped.splice(0));
  }

  /** The pending instruction of the top frame is done: what it held is dropped now. */
  letGo(): void {
    const { held } = this.f;
    if (held.length > 0) this.dropped.push(...held.splice(0));
  }

  /** Before something goes that may hold the first finalisable object. */
  track(): void {
    if (this.lifetimes && !this.tracking) this.startTracking();
  }

  /** A finalisable object was made: from the end of this step on, lifetimes are tracked. */
  noteFinalizable(): void {
    this.registers.finalizables++;
    this.lifetimes = true;
  }

  /** Engines call this for every new object: an instance of a class with `__del__` is finalisable. */
  noteAllocated(data: HeapData): void {
    if (data.kind !== 'instance' && data.kind !== 'exception') return;
    const cls = this.read(data.cls);
    if (cls.kind === 'type' && cls.hasDel) this.noteFinalizable();
  }

  private instruction(): void {
    this.running = this.top;
    this.stepFirstId = this.registers.nextId;
    const f = this.f;
    const i = f.ip;
    const instruction = f.code.instructions[i] as BoundInstruction;
    const previous = f.lasti;
    this.previous = previous;
    f.lasti = i;
    f.ip = i + 1;
    const marks = this.marks;
    if (marks !== null) {
      const mark = marks[i] as number;
      this.instrumented = (mark & OP) !== 0;
      this.byCode = this.instrumented;
      if ((mark & (LINES | PER_INSTRUCTION | EXTRA)) !== 0) {
        const { scheduler } = this.world;
        if (scheduler !== null && isSwitchPoint(this, scheduler.granularity, instruction, previous)) {
          const next = atSwitchPoint(this, scheduler);
          if (next !== this.registers.thread) {
            f.lasti = previous;
            f.ip = i;
            return goOn(this, next, true);
          }
        }
        if (this.beforeInstruction(instruction, previous) === PENDING) return;
      }
    } else this.instrumented = false;
    instruction.semantics.execute(this, instruction);
  }

  /** LINE's callbacks have taken steps of their own: the instruction goes on behind them. */
  afterLine(instruction: BoundInstruction, [before, breakpoints]: readonly Slot[]): void {
    if (this.goOnAfterLine(instruction, before as number, breakpoints as number) === PENDING) return;
    instruction.semantics.execute(this, instruction);
  }

  /** The same behind INSTRUCTION. */
  afterInstruction(instruction: BoundInstruction, [breakpoints]: readonly Slot[]): void {
    this.goOnAfterInstruction(instruction, breakpoints as number);
    instruction.semantics.execute(this, instruction);
  }

  /** LINE, INSTRUCTION, BREAKPOINT; what follows is decided by the marks as callbacks leave them. PENDING: callbacks of the program run first. */
  private beforeInstruction(instruction: BoundInstruction, previous: number): Pending | undefined {
    const mark = (this.marks as number[])[instruction.index] as number;
    const breakpoints = mark & EXTRA ? breakpointTools(this, instruction, previous) : 0;
    if ((mark & (LINES | EXTRA)) === 0) return this.tellInstruction(instruction, mark, breakpoints);
    if (fireLine(this, instruction, previous, mark, breakpoints) === PENDING) return PENDING;
    return this.goOnAfterLine(instruction, mark, breakpoints);
  }

  private goOnAfterLine(instruction: BoundInstruction, before: number, breakpoints: number): Pending | undefined {
    const mark = this.readOpcode(instruction.index);
    // Taking LINE off an instruction leaves the bare opcode to run this time (`de_instrument_line`).
    if (before & LINES && (mark & LINES) === 0 && this.world.quirks.has('line-off-skips-instruction')) {
      // With a breakpoint that opcode is BREAKPOINT.
      if (breakpoints !== 0) fireBreakpoint(this, instruction.index, breakpoints);
      this.previous = instruction.index;
      return undefined;
    }
    return this.tellInstruction(instruction, mark, breakpoints);
  }

  private tellInstruction(instruction: BoundInstruction, mark: number, breakpoints: number): Pending | undefined {
    // The opcode to run is read before INSTRUCTION's callbacks: what they add or remove comes too late for this one.
    if (mark & (PER_INSTRUCTION | EXTRA) && fireInstruction(this, instruction, breakpoints) === PENDING) return PENDING;
    this.goOnAfterInstruction(instruction, breakpoints);
    return undefined;
  }

  private goOnAfterInstruction({ index }: BoundInstruction, breakpoints: number): void {
    if (breakpoints !== 0) {
      // The base opcode stands in the side table and is read when the callbacks are done.
      fireBreakpoint(this, index, breakpoints);
      this.readOpcode(index);
    }
    // The opcode is dispatched anew: to what it reports, the instruction before is this one.
    this.previous = index;
  }

  /** Reads what the instruction is instrumented for; answers its mark. What is asked for later comes too late for this time. */
  readOpcode(i: number): number {
    const mark = this.marks === null ? 0 : (this.marks[i] as number);
    this.byCode = (mark & OP) !== 0;
    this.instrumented =
      this.byCode || ((mark & EXTRA) !== 0 && asksOwnEvent(this.registers.monitoring, this.f.code, i));
    return mark;
  }

  /** Takes a Python exception thrown by semantics; anything else is the model's own failure. */
  private recover(error: unknown): void {
    this.inlinedCallee = false;
    if (error instanceof CallbackRaise) raiseFromCallback(this, error);
    else if (error instanceof PyRaise) raiseInTop(this, error.exception);
    else if (error instanceof RangeError && /call stack/.test(error.message)) {
      throw this.located(new ModelError('the model ran out of stack inside one native operation'));
    } else throw error instanceof ModelError ? this.located(error) : error;
  }

  /** What the model lacks, with the function, line and offset of the program that needed it. */
  private located(error: ModelError): ModelError {
    let at = this.top;
    while (at !== null) {
      const data = this.read(at);
      if (data.kind === 'frame') {
        const instruction = data.code.instructions[data.lasti];
        const { qualname, filename } = data.code.code;
        const where = `line ${instruction?.line ?? data.code.code.firstlineno}, offset ${instruction?.offset ?? 0}`;
        return new ModelError(`${error.message} (in ${qualname} of ${filename}, ${where})`, { cause: error });
      }
      at = data.kind === 'native' ? data.back : null;
    }
    return error;
  }

  // ---- frames

  /** Makes a frame the top of the running thread. */
  setTop(ref: Ref | null): void {
    this.top = ref;
    if (this.thread.top !== ref) this.thread.top = ref;
    if (ref === null) return;
    const data = this.own(ref);
    if (data.kind === 'frame') {
      this.f = data;
      this.refreshMarks();
    }
  }

  /** After a change of frame, or of what is instrumented. */
  refreshMarks(): void {
    if (this.top === null) return;
    const data: CodeMonitoring | null | undefined = this.registers.monitoring.codes[this.f.code.index];
    this.marks = data === null || data === undefined ? null : data.marks;
  }

  get frame(): Readonly<FrameData> {
    return this.f;
  }
  get frameRef(): Ref {
    return this.top as Ref;
  }
  push(value: Slot): void {
    if (this.tracking) this.retain(value);
    this.f.stack.push(value);
  }
  pop(): Slot {
    const value = this.f.stack.pop();
    if (this.tracking) this.release(value);
    return value;
  }
  peek(n: number): Slot {
    const stack = this.f.stack;
    return stack[stack.length - n];
  }
  put(n: number, value: Slot): void {
    const stack = this.f.stack;
    if (this.tracking) {
      this.retain(value);
      this.release(stack[stack.length - n]);
    }
    stack[stack.length - n] = value;
  }
  drop(n: number): void {
    const stack = this.f.stack;
    if (this.tracking) for (let i = 1; i <= n; i++) this.release(stack[stack.length - i]);
    // Setting the length of an array is the slow way to make it a little shorter.
    if (n <= 8) for (let i = 0; i < n; i++) stack.pop();
    else stack.length -= n;
  }
  local(i: number): Slot {
    return this.f.locals[i];
  }
  setLocal(i: number, value: Slot): void {
    const locals = this.f.locals;
    if (this.tracking) {
      this.retain(value);
      this.release(locals[i]);
    }
    locals[i] = value;
  }
  jump(i: number): void {
    this.f.ip = i;
  }

  // ---- heap

  release(value: Slot): void {
    if (value instanceof Ref && value.id > 0) this.dropped.push(value);
  }

  as<K extends Kind>(ref: Ref, kind: K): Readonly<DataOf<K>> {
    const data = this.read(ref);
    if (data.kind !== kind) throw new ModelError(`expected a ${kind}, found a ${data.kind}`);
    return data as DataOf<K>;
  }

  setPlain<K extends Kind, M extends keyof DataOf<K>>(ref: Ref, kind: K, member: M, value: DataOf<K>[M]): void {
    this.ownAs(ref, kind)[member] = value;
  }

  setRef<K extends Kind, M extends keyof DataOf<K>>(ref: Ref, kind: K, member: M, value: DataOf<K>[M]): void {
    const data = this.ownAs(ref, kind);
    if (this.tracking) {
      for (const slot of referencesIn(value)) this.retain(slot);
      for (const slot of referencesIn(data[member])) this.release(slot);
    }
    data[member] = value;
  }

  private ownAs<K extends Kind>(ref: Ref, kind: K): DataOf<K> {
    const data = this.own(ref);
    if (data.kind !== kind) throw new ModelError(`expected a ${kind}, found a ${data.kind}`);
    return data as DataOf<K>;
  }

  splice(ref: Ref, member: string, start: number, removed: number, added: readonly Slot[]): void {
    const array = this.arrayOf(ref, member);
    if (this.tracking) {
      for (const value of added) this.retain(value);
      // A list drops what it loses from its end on (`list_clear`, `list_ass_slice`).
      if (removed > 1 && member === 'items' && this.read(ref).kind === 'list')
        for (let i = start + removed; i-- > start; ) this.release(array[i]);
      else for (let i = start; i < start + removed; i++) this.release(array[i]);
    }
    if (removed === 0 && start === array.length && added.length === 1) array.push(added[0]);
    else if (added.length < 10_000) array.splice(start, removed, ...added);
    else {
      const tail = array.splice(start).slice(removed);
      for (const value of added) array.push(value);
      for (const value of tail) array.push(value);
    }
  }

  setAt(ref: Ref, member: string, index: number, value: Slot): void {
    const array = this.arrayOf(ref, member);
    if (this.tracking) {
      this.retain(value);
      this.release(array[index]);
    }
    array[index] = value;
  }

  setNumberAt(ref: Ref, member: 'numbers' | 'hashes', index: number, value: number | bigint): void {
    ((this.own(ref) as unknown as Record<string, (number | bigint)[]>)[member] as (number | bigint)[])[index] = value;
  }

  private arrayOf(ref: Ref, member: string): Slot[] {
    const data = this.own(ref);
    if (data.kind === 'list' && member === 'items') return data.items;
    const array = (data as unknown as Record<string, unknown>)[member];
    if (!Array.isArray(array)) throw new ModelError(`no array ${member}`);
    return array as Slot[];
  }

  // ---- monitoring

  /** Tells an event through a native frame, since a callback may be the program's own. */
  deliverInSteps(delivery: Delivery): Pending | undefined {
    return deliverInSteps(this, delivery);
  }
  /** All callbacks of an event have run; who goes on takes it in the same step. */
  settleEvent(event: SettledEvent): void {
    this.settled = event;
  }
  takeSettled(): SettledEvent {
    const event = this.settled;
    if (event === null) throw new ModelError('no event was settled');
    this.settled = null;
    return event;
  }
  removeCallback(tool: number, event: number): void {
    registerCallback(this, tool, event, undefined);
  }

  // ---- calls

  call(callable: Value, args: readonly Value[], keywords: Keywords | null = null): Result {
    return callValue(this, callable, args, keywords, false);
  }
  native(name: string, slots: readonly Slot[], vars: NativeData['vars'] = {}): Result {
    // Iterators' natives may also answer EXHAUSTED: their callers know.
    return startNative(this, name, slots, vars) as Result;
  }
  runCode(func: Ref, names: Ref): Result {
    return pushFunctionFrame(this, func, [], null, true, names);
  }
  resume(generator: Ref, value: Value): Value | Exhausted | Pending {
    return resumeGenerator(this, generator, value);
  }
  throwInto(generator: Ref, exception: Ref): Value | Exhausted | Pending {
    return throwIntoGenerator(this, generator, exception);
  }

  /** Gives a result to whoever is on top: a native's phase, or the instruction that waits. */
  deliver(value: Value | Exhausted): void {
    for (;;) {
      const top = this.top;
      if (top === null) {
        this.result = value as Value;
        return endThread(this, null);
      }
      const data = this.read(top);
      if (data.kind === 'frame' && isLinked(data)) {
        unlink(this);
        continue;
      }
      if (data.kind === 'frame') {
        const instruction = data.code.instructions[data.lasti] as BoundInstruction;
        const resume = instruction.semantics.resume;
        if (resume === undefined) throw new ModelError(`${instruction.op} cannot take a result`);
        this.letGo();
        return resume(this, instruction, value);
      }
      const native = data as NativeData;
      const { outcome, at, offset } = native.vars;
      const result = driveNative(this, top, native.phase, value);
      if (result === PENDING || outcome === 'silent') return;
      if (outcome === 'unwind') return continueUnwinding(this, result as Ref, at as number, offset as number);
      if (outcome === 'event') return afterEvent(this);
      value = result;
    }
  }

  /** Ends the program. */
  finish(exception: Ref | null, blocked?: readonly number[]): void {
    if (this.tracking) this.retain(exception);
    this.registers.outcome = blocked === undefined ? { exception } : { exception, blocked };
    this.live = false;
  }

  // ---- exceptions

  handled(): Ref | null {
    const { generators, handled } = this.thread;
    for (let i = generators.length - 1; i >= 0; i--) {
      const value = this.as(generators[i] as Ref, 'generator').handled;
      if (value !== null) return value as Ref;
    }
    return handled as Ref | null;
  }

  /** The innermost `exc_info`: of the running generator, or of the thread. */
  get currentHandled(): Value {
    const { generators, handled } = this.thread;
    const generator = generators[generators.length - 1];
    return generator === undefined ? handled : this.as(generator, 'generator').handled;
  }
  set currentHandled(value: Value) {
    const { generators } = this.thread;
    const generator = generators[generators.length - 1];
    if (generator !== undefined) this.setRef(generator, 'generator', 'handled', value);
    else {
      if (this.tracking) {
        this.retain(value);
        this.release(this.thread.handled);
      }
      this.thread.handled = value;
    }
  }

  // ---- the world

  write(text: string): void {
    this.registers.out += text;
  }

  topFrame(): Ref | null {
    return this.top;
  }

  callerFrame(): Ref {
    let ref = this.top as Ref;
    for (;;) {
      const data = this.read(ref);
      if (data.kind === 'frame') return ref;
      ref = (data as NativeData).back as Ref;
    }
  }

  module(name: string): Ref | null {
    return this.registers.modules[name] ?? null;
  }
}

/** What a member owns: a reference, or the values of a record. */
function referencesIn(member: unknown): Slot[] {
  if (member instanceof Ref) return [member];
  return typeof member === 'object' && member !== null ? (Object.values(member) as Slot[]) : [];
}
