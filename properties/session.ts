/**
 * A debugging session as data: what is asked, where it stopped. Oracles, strategies and real debuggers give the same transcript.
 * @module
 */
import type { Policy, Script } from '../machines/index.ts';

/** What a session is asked to do with a program. */
export interface SessionSpec {
  readonly script: Script;
  readonly policy: Policy;
  /** Qualified names of functions that steps skip, under policy FILTER `list`. */
  readonly filter?: readonly string[] | undefined;
  /** The event of the run at which the debugger is attached; before the program if absent. */
  readonly attach?: number | undefined;
  /** Backward commands go back in the recording; otherwise they are refused. */
  readonly backward?: boolean | undefined;
}

export type StopReason = 'entry' | 'step' | 'breakpoint' | 'exception' | 'condition-error' | 'pause';

/** One stop. */
export interface SessionStop {
  readonly reasons: readonly StopReason[];
  /** Ids of the breakpoints that were hit, ascending. */
  readonly breakpoints: readonly number[];
  /** Index of the event in the trace. */
  readonly event: number;
  readonly code: string;
  readonly line: number;
  readonly depth: number;
  readonly thread: number;
  readonly frame: number;
  readonly offset: number;
  /** The value that the step's frame returned or yielded. */
  readonly value?: string | undefined;
  readonly exception?: string | undefined;
  /** The resuming command given here, in the grammar's words; null if the script had ended. */
  readonly command: string | null;
}

/** A breakpoint that was refused or a command that had no object. */
export interface Refusal {
  /** The stop at which it was given, from 0. */
  readonly stop: number;
  /** Its place in the script, from 0. */
  readonly entry: number;
  readonly command: string;
  readonly message: string;
}

export type SessionEnd = 'program-end' | 'exception' | 'detached' | 'quit' | 'fuel' | 'deadlock';

export interface Transcript {
  readonly stops: readonly SessionStop[];
  readonly refusals: readonly Refusal[];
  readonly end: SessionEnd;
  readonly unusedCommands: readonly string[];
}
