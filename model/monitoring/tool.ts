/**
 * The port between the VM and whoever listens: a monitoring tool is a pure reducer. A debugger is a tool.
 * @module
 */
import type { CodeObject } from '../code/code-object.ts';
import type { EventName } from './event.ts';

/** 0–5, as `sys.monitoring.use_tool_id` takes them. */
export type ToolId = 0 | 1 | 2 | 3 | 4 | 5;

/** An event set: the names that are on. Order and duplicates do not matter. */
export type EventSet = readonly EventName[];

/** What a callback may hear: PEP 669's events, and BREAKPOINT of profile `breakpoint-opcode`, which is in no set. */
export type ToolEventName = EventName | 'BREAKPOINT';

/**
 * Identity of a frame, unique over a run. `address` is what a tool could compare after the frame has died: addresses are
 * used again, as CPython's allocator does.
 */
export type FrameId = number;

/** What a callback can read of a frame, as `sys._getframe(1)` and `f_back` give it. Reading is counted as a frame look-up. */
export interface FrameView {
  readonly id: FrameId;
  readonly address: number;
  readonly code: CodeObject;
  /** `f_lasti` in bytes: the instruction of the event. */
  readonly lasti: number;
  /** `f_lineno`; 0 where CPython gives None. */
  readonly lineno: number;
  /** `f_back`: the next older Python frame of the thread, or null. */
  readonly back: FrameView | null;
  /** True from the frame's first instruction until its exit callback has returned; false for exited frames. */
  readonly live: boolean;
  /** `f_locals`: name → `repr`, evaluated without running Python code (instances show as `<C object>`). */
  locals(): Readonly<Record<string, string>>;
}

/** What a callback can reach. */
export interface ToolView {
  readonly thread: number;
  /** The frame that the event belongs to. */
  readonly frame: FrameView;
  /** Evaluates a condition (`n == 2`) in the frame with events off; an error is `{ error: type name }`. */
  evaluate(expression: string): boolean | { readonly error: string };
  /** Profile `frame-events`: what a tool asks of a frame; empty sets where it asks for nothing. */
  getFrameEvents(tool: ToolId, frame: FrameId): { readonly events: EventSet; readonly entered: EventSet };
  /** Profile `breakpoint-opcode`: a tool's breakpoints in a code object, by offset. */
  getBreakpoints(tool: ToolId, code: CodeObject): readonly { readonly offset: number; readonly line: boolean }[];
}

/** An event as a callback receives it. */
export interface ToolEvent {
  readonly event: ToolEventName;
  readonly code: CodeObject;
  /** Instruction offset in bytes; −1 for LINE, whose callback gets a line instead. */
  readonly offset: number;
  /** LINE only; −1 otherwise. */
  readonly line: number;
  /** JUMP and branches: destination offset in bytes; −1 otherwise. */
  readonly dest: number;
  /** CALL, C_RETURN, C_RAISE: the callable as a tool can use it to find code: its qualified name and, for a Python function or method, its code object. */
  readonly callable: CallableView | undefined;
  /** PY_RETURN, PY_YIELD: the value's `repr` as in `FrameView.locals`. */
  readonly value: string | undefined;
  /** Exception events: the exception's type name. */
  readonly exception: string | undefined;
}

/** What a CALL callback can find out about the callable. */
export interface CallableView {
  readonly qualname: string;
  /** `__code__` of a Python function, `__func__.__code__` of a method, `__init__`'s code of a class with a Python `__init__`. */
  readonly code: CodeObject | null;
  /** What it is: tells `__build_class__` and classes from functions. */
  readonly type: string;
  /** Code of arg0, if that is a Python function (for `__build_class__` and decorators) or a generator (`gi_code`). */
  readonly arg0Code: CodeObject | null;
}

/** A `sys.monitoring` call made inside a callback, or before the program starts. */
export type MonitoringCall =
  | { readonly call: 'set_events'; readonly tool: ToolId; readonly events: EventSet }
  | { readonly call: 'set_local_events'; readonly tool: ToolId; readonly code: CodeObject; readonly events: EventSet }
  | { readonly call: 'register_callback'; readonly tool: ToolId; readonly event: EventName; readonly on: boolean }
  | { readonly call: 'restart_events' }
  | { readonly call: 'clear_tool_id' | 'free_tool_id'; readonly tool: ToolId }
  /**
   * Profile `frame-events`: replaces what the tool asks of a frame. Every local event, RAISE, RERAISE, EXCEPTION_HANDLED, PY_UNWIND and
   * PY_THROW; `entered` is added to the set of each frame that is started, resumed or thrown into with this one as its `f_back`. An exited
   * frame is a ValueError.
   */
  | {
      readonly call: 'set_frame_events';
      readonly tool: ToolId;
      readonly frame: FrameId;
      readonly events: EventSet;
      readonly entered: EventSet;
    }
  /**
   * Profile `breakpoint-opcode`: BREAKPOINT at each execution of the instruction; with `line` only where LINE would fire. An offset that is
   * no instruction from the first RESUME on is a ValueError; an EXTENDED_ARG prefix stands for its instruction.
   */
  | {
      readonly call: 'set_breakpoint';
      readonly tool: ToolId;
      readonly code: CodeObject;
      readonly offset: number;
      readonly line: boolean;
    }
  | { readonly call: 'clear_breakpoint'; readonly tool: ToolId; readonly code: CodeObject; readonly offset: number };

/** What a callback returns: nothing, `sys.monitoring.DISABLE`, or an exception that it raises. */
export type CallbackResult = undefined | 'DISABLE' | { readonly raise: string; readonly message: string };

/** One step of a tool: its next state (plain data), the calls it made in order, what it returned. */
export interface ToolStep<S> {
  readonly state: S;
  readonly calls?: readonly MonitoringCall[];
  readonly result?: CallbackResult;
  /** A debugger says here that it stops; the run hands it out and goes on. */
  readonly stop?: ToolStop;
}

/** A stop that a tool announces; plain data, carried through to the trace. */
export interface ToolStop {
  readonly reasons: readonly string[];
  readonly breakpoints: readonly number[];
}

/** A monitoring tool. `S` is plain data and part of the VM's state. */
export interface Tool<S> {
  readonly name: string;
  readonly id: ToolId;
  /** Events that it registers callbacks for. */
  readonly callbacks: readonly ToolEventName[];
  start(): ToolStep<S>;
  /** A callback. Pure: same state, event and view, same step. */
  callback(state: S, event: ToolEvent, view: ToolView): ToolStep<S>;
}
