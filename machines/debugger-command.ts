/**
 * What a user tells a debugger: one union for scripts, prompts, strategies and oracles.
 * @module
 */

/** Where a breakpoint shall be, as the user said it. Lines count from 1, columns are UTF-8 bytes from 0 as in `co_positions()`. */
export type BreakpointPlace =
  | { readonly kind: 'line'; readonly line: number; readonly file?: string }
  | { readonly kind: 'function'; readonly name: string }
  /** Offset in bytes in the code object of the frame that is stopped. */
  | { readonly kind: 'offset'; readonly offset: number }
  | { readonly kind: 'column'; readonly line: number; readonly column: number }
  | {
      readonly kind: 'span';
      readonly line: number;
      readonly column: number;
      readonly endLine: number;
      readonly endColumn: number;
    };

/** Commands after which the program runs on. */
export type ResumingCommand =
  | { readonly kind: 'into' | 'over' | 'out' | 'continue' | 'stepi' | 'detach' | 'quit' }
  /** `line` and `offset` exclude each other; neither means the line after the current one. */
  | { readonly kind: 'until'; readonly line?: number; readonly offset?: number }
  /** The session turns to a thread, which pauses at its next line; the thread that is stopped runs on. */
  | { readonly kind: 'thread'; readonly thread: number };

/** Commands that go back in the run of an immutable program. */
export interface BackwardCommand {
  readonly kind: 'rinto' | 'rover' | 'rout' | 'rcontinue';
}

/** Commands that change what is watched; the program stays stopped. */
export type SessionCommand =
  | {
      readonly kind: 'break';
      readonly place: BreakpointPlace;
      readonly temporary: boolean;
      readonly condition?: string;
      /** How many hits with a true condition pass before the first stop. */
      readonly ignore: number;
    }
  | { readonly kind: 'enable' | 'disable' | 'clear'; readonly id: number }
  /** Without `condition` the breakpoint becomes unconditional. */
  | { readonly kind: 'condition'; readonly id: number; readonly condition?: string }
  | { readonly kind: 'ignore'; readonly id: number; readonly count: number };

export type DebuggerCommand = ResumingCommand | BackwardCommand | SessionCommand;

/** One command of a script with its text; `repeat` says that it is given at every further stop too. */
export interface ScriptEntry {
  readonly command: DebuggerCommand;
  readonly repeat: boolean;
  readonly text: string;
}

export type Script = readonly ScriptEntry[];

const RESUMING: ReadonlySet<string> = new Set([
  'into',
  'over',
  'out',
  'continue',
  'stepi',
  'detach',
  'quit',
  'until',
  'thread',
]);
const BACKWARD: ReadonlySet<string> = new Set(['rinto', 'rover', 'rout', 'rcontinue']);

/** Tells commands that let the program run from those that are done while it stands. */
export function isResuming(command: DebuggerCommand): command is ResumingCommand {
  return RESUMING.has(command.kind);
}

/** Tells commands that go back in time. */
export function isBackward(command: DebuggerCommand): command is BackwardCommand {
  return BACKWARD.has(command.kind);
}
