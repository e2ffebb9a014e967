/**
 * What claims are settled with: recordings of real CPythons for strategies, and real tools that count. The claims say what to do
 * with them; `src/claims` makes them.
 * @module
 */
import type { CodeObject, Schedule, Version } from '../../model/index.ts';
import type { Runner } from '../judge.ts';
import type { Recording } from '../strategy-run.ts';

/** A tool in a real CPython (`steplaw_lane/measure.py`). */
export type MeasuredTool =
  | {
      readonly kind: 'wrap';
      readonly function: string;
      readonly way: 'returns-only' | 'unwind-always' | 'unwind-while-active' | 'unwind-local';
    }
  | { readonly kind: 'coverage'; readonly way: 'never' | 'both-seen' | 'each' }
  | {
      readonly kind: 'breakpoint';
      readonly line: number;
      readonly way: 'line' | 'line-disable' | 'line-disable-alone';
    }
  | { readonly kind: 'unwinding' | 'silent' | 'everything' | 'observer' | 'restarter' };

/** What tools were told in one run. */
export interface MeasuredRun {
  /** Output, globals and exception, as one text. */
  readonly shown: string;
  /** In the order asked for. */
  readonly tools: readonly {
    /** Callbacks by event. */
    readonly events: Readonly<Record<string, number>>;
    readonly writes: number;
    readonly report: Readonly<Record<string, number>>;
  }[];
  /** CPython refused one of the tool's calls: its message. */
  readonly refused?: string;
}

/** Someone who steps. */
export interface Stepper {
  readonly id: string;
  /** A law that it breaks would be a finding. */
  readonly sound: boolean;
  readonly profile: string;
  readonly runner: Runner;
}

/** One CPython and what can be done with it. */
export interface Bench {
  readonly version: Version;
  /** `3.14.2 pyodide 314.0.7`. */
  readonly build: string;
  /** `3.14.2`: what `--python` takes. */
  readonly release: string;
  /** A recording for steppers, with conditions evaluated. */
  readonly record: (source: string, conditions?: readonly string[]) => Recording;
  /** Several programs at once; null where one is cut off. */
  readonly recordAll: (sources: readonly string[], conditions?: readonly string[]) => readonly (Recording | null)[];
  /** The program in the model, its threads under a schedule; null where it is cut off. */
  readonly recordThreads: (source: string, schedule: Schedule) => ThreadRun | null;
  readonly measure: (source: string, tools: readonly MeasuredTool[]) => MeasuredRun;
  /** The program's code as this CPython compiles it. */
  readonly compile: (source: string) => CodeObject;
  /** The program in the model, lifted code and every event; `change` alters the code first. */
  readonly model: (code: CodeObject) => ModelRun;
}

/** A run of the model under a schedule: which one it followed, and how many threads it had. */
export interface ThreadRun {
  readonly run: Recording;
  readonly schedule: Schedule;
  readonly switchPoints: number;
  readonly threads: number;
}

/** Counts of a run in the model. */
export interface ModelRun {
  readonly events: readonly {
    readonly event: string;
    readonly code: string;
    readonly line: number;
    readonly offset?: number | undefined;
  }[];
  readonly shown: string;
}

export interface Laboratory {
  readonly benches: readonly Bench[];
  readonly steppers: readonly Stepper[];
  /** The source of a program of `corpus/claims`. */
  readonly program: (name: string) => string;
  /** Its path as commands take it. */
  readonly path: (name: string) => string;
}
