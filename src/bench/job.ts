/**
 * What a measuring process is asked, and what it answers.
 * @module
 */
import type { EngineName, EventName, Module, Version } from '../../model/index.ts';

/** How often a program is run: warm-ups are not counted. */
interface Repetition {
  readonly warmups: number;
  readonly samples: number;
}

/** A program in an engine of the model. */
export interface ModelJob extends Repetition {
  readonly do: 'model';
  readonly engine: EngineName;
  readonly tree: Module;
  readonly build: string;
  readonly version: Version;
  readonly events: readonly EventName[];
  /** Run once more under the profiler. */
  readonly profile: boolean;
}

/** A program in an embedded CPython. */
export interface EmbeddedJob extends Repetition {
  readonly do: 'embedded';
  readonly release: string;
  readonly source: string;
  readonly events: readonly EventName[];
}

/** Loading an embedded CPython, plainly or from its snapshot. */
export interface LoadJob {
  readonly do: 'load';
  readonly release: string;
  readonly snapshot: boolean;
}

/** The differential test, as `conform` runs it: `runs` programs with all events on, each then with random masks too if asked. */
export interface ConformJob {
  readonly do: 'conform';
  readonly release: string;
  readonly runs: number;
  readonly jobs: number;
  readonly seed: number;
  readonly masked: boolean;
}

export type Job = ModelJob | EmbeddedJob | LoadJob | ConformJob;

/** Where time went: a function's own share of it. */
export interface Hot {
  readonly where: string;
  readonly share: number;
}

/** What was measured. */
export interface Measured {
  /** Of the processor, where a program runs in an engine: what else the machine does counts for nobody. Of the clock where a CPython is loaded or programs judged. */
  readonly milliseconds: readonly number[];
  /** Events delivered in one run. */
  readonly delivered?: number;
  /** Instructions executed in one run. */
  readonly instructions?: number;
  /** Programs judged, and their events. */
  readonly programs?: number;
  readonly events?: number;
  readonly profile?: readonly Hot[];
}
