/**
 * The port of a real CPython: what can be asked of one, wherever it runs.
 * @module
 */
import type { Module, RawCode, TextError, Trace, Version } from '../../model/index.ts';
import type { Program, RecordOptions, WithCode } from './recording.ts';

/** A source: text, or the bytes of a file (CPython sees to encoding cookies, BOM, CRLF). */
export type Source = string | Uint8Array;

/** Why a source does not compile. */
export interface SourceError {
  /** `SyntaxError` or a subclass; `ValueError` (null bytes), `RecursionError`, `MemoryError`. */
  readonly type: string;
  readonly message: string;
  /** From 1; 0 where CPython gives none. */
  readonly line: number;
  /** In characters, from 1; 0 where CPython gives none. */
  readonly column: number;
  /** The exception's `args`; a list stands for a tuple. */
  readonly args: TextError['args'];
  /** What a SyntaxError has beside them: `filename`, `lineno`, … */
  readonly members: TextError['members'];
}

export type Parsed =
  | { readonly tree: Module; readonly error?: undefined }
  | { readonly error: SourceError; readonly tree?: undefined };
export type Compiled =
  | { readonly code: RawCode; readonly error?: undefined }
  | { readonly error: SourceError; readonly code?: undefined };

/** A module as `import` finds it. */
export interface FoundModule {
  /** Where it came from: a path, `built-in`, `frozen`. */
  readonly file: string | null;
  readonly package: boolean;
  /** It stands in one of the program's own folders; then `bytes` are its source. */
  readonly own: boolean;
  readonly bytes?: string;
  /** The tables of its code; absent where it is written in C. */
  readonly code?: RawCode;
}

/** What a text may be compiled as. */
export type TextMode = 'exec' | 'eval' | 'single';

/** The file name that programs have unless another is given. */
export const PROGRAM_FILE = 'program.py';

/** A lane in this thread answers at once, one elsewhere later: await works for both. */
type Awaitable<T> = T | Promise<T>;

/** A real CPython. */
export interface Lane {
  readonly version: Version;
  /** As {@link EmbeddedBuild.build}, or `3.13.18 native`. */
  readonly build: string;
  /** CPython's parser: a tree, or the error. */
  parse(source: Source, filename?: string): Awaitable<Parsed>;
  /** CPython's compiler: the tables of the module's code object, or the error. */
  compile(source: Source, filename?: string, mode?: TextMode): Awaitable<Compiled>;
  /** What `import` of a dotted name finds, the given folders first; null where there is nothing. Nothing is run. */
  module(name: string, folders: readonly string[]): Awaitable<FoundModule | null>;
  /** Runs programs one after the other and returns what each showed, in order. */
  record(programs: readonly Program[], options: RecordOptions): Awaitable<Trace[]>;
  /** The same with the tables of the code that ran: compiling twice takes longer than running. */
  recordWithCode(programs: readonly Program[], options: RecordOptions): Awaitable<WithCode[]>;
  /** Ends it and frees what it holds. */
  close(): Awaitable<void>;
}

/** A lane whose answers need no waiting: it can be asked in the middle of a run of the model. */
export interface ImmediateLane extends Lane {
  readonly immediate: true;
  compile(source: Source, filename?: string, mode?: TextMode): Compiled;
}

export const isImmediate = (lane: Lane): lane is ImmediateLane => 'immediate' in lane;

/** An interpreter that crashed or hung while it answered: a finding about it, never about the model. */
export class LaneLost extends Error {
  readonly reason: 'crash' | 'hang';
  /** The program of the batch that did it. */
  readonly index: number;

  constructor(reason: 'crash' | 'hang', message: string, index = 0) {
    super(message);
    this.name = 'LaneLost';
    this.reason = reason;
    this.index = index;
  }
}
