/**
 * Traces: the currency of steplaw. A trace comes from the model, from a real CPython or from a debugger driver, and nobody
 * who reads it can tell which.
 * @module
 */
import type { Version } from './code/code-object.ts';
import type { EventName } from './monitoring/event.ts';
import type { Schedule } from './threads/schedule.ts';

/** One monitoring event as it was delivered. Optional fields are present where that event has them and the level asks for them. */
export interface TraceEvent {
  readonly event: EventName;
  /** `co_qualname` of the code object. */
  readonly code: string;
  /** LINE's own argument, otherwise `frame.f_lineno` in the callback; 0 where CPython has none. 1-based. */
  readonly line: number;
  /** 1 for a thread's bottom program frame. */
  readonly depth: number;
  /** 0 for the main thread. */
  readonly thread: number;
  /** Frames are numbered by their first event, from 1. */
  readonly frame: number;
  /** Instruction offset in bytes. */
  readonly offset?: number | undefined;
  /** Branches: left is the fall-through. */
  readonly direction?: 'left' | 'right' | undefined;
  /** JUMP and branches: destination offset in bytes. */
  readonly dest?: number | undefined;
  /** CALL, C_RETURN, C_RAISE: the callable, as its qualified name. */
  readonly callable?: string | undefined;
  /** CALL, C_RETURN, C_RAISE at the exact level: the type name of the first argument, or `MISSING`. */
  readonly arg0?: string | undefined;
  /** Exception events: the type name of the exception. */
  readonly exception?: string | undefined;
  /** Tool id 0–5, where several tools were recorded. */
  readonly tool?: number | undefined;
}

/** An exception that ended a program, with its chain. */
export interface TraceException {
  readonly type: string;
  readonly message: string;
  /** (function, line) pairs, outermost first. */
  readonly traceback: readonly (readonly [code: string, line: number])[];
  readonly cause?: TraceException;
  readonly context?: TraceException;
}

/** What one run of one program showed. */
export interface Trace {
  readonly python: { readonly version: Version; readonly build: string };
  readonly events: readonly TraceEvent[];
  /** Sorted (name, repr) of the module's globals that are plain data. */
  readonly globals: readonly (readonly [name: string, repr: string])[];
  readonly stdout: string;
  readonly exception?: TraceException;
  /** Set if the run was cut off: `fuel` after too many events or instructions; `deadlock`: every thread that has not ended waits for ever. */
  readonly end?: 'fuel' | 'deadlock';
  /** The schedule that the run followed: its granularity, and where another thread went on than would have without it. */
  readonly schedule?: Schedule;
  /** Switch points of that granularity. */
  readonly switchPoints?: number;
}
