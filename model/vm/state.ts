/**
 * What a state of the machine is made of, beside its heap.
 * @module
 */
import type { CodeObject } from '../code/code-object.ts';
import type { Monitoring } from '../monitoring/instrumentation.ts';
import type { QuirkId } from '../quirks.ts';
import type { Choice, Scheduler } from '../threads/schedule.ts';
import type { Profile } from '../versions.ts';
import type { Files } from './files/file-tree.ts';
import type { LoadedCode } from './loaded-code.ts';
import type { BuildFacts, Builtin, InstructionSemantics, Native, Operations } from './operations.ts';
import type { Exhausted, Pending, Ref, Slot, Value } from './value.ts';

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

/** What a thread waits for: its turn to begin, a lock (or RLock), the end of a thread (by its handle), of all threads that are no daemons, what can be read from a socket, or a time. */
export interface Wait {
  readonly for: 'start' | 'lock' | 'thread' | 'threads' | 'readable' | 'time';
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
  /** What `sys.settrace` and `sys.setprofile` set in it; undefined for nothing. */
  traceFunction: Slot;
  profileFunction: Slot;
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
  /** Those of them that have a `__del__` which is still to run, in the order in which they were made. */
  deletables: Ref[];
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
  /** 3.12: some frame's `f_trace_opcodes` was set, so that `sys.settrace` asks for INSTRUCTION. */
  opcodesTraced: boolean;
  /** What `sys.setrecursionlimit` has set; 0: the world's limit. */
  recursionLimit: number;
  /** `sys.get_int_max_str_digits()`. */
  maxDigits: number;
  /** The file system, its open files and the working directory. */
  files: Files;
  /** Instructions executed. */
  steps: number;
}
