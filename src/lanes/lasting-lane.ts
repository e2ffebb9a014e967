/**
 * An embedded CPython that is loaded anew when it crashes.
 * @module
 */
import { LaneLost } from './lane.ts';
import type { PyodideLane } from './pyodide-lane.ts';
import type { SteppingOptions, SteppingRecording } from './stepping-recording.ts';

/** A program that a CPython survived. */
interface Survived {
  /** Its place in the batch. */
  readonly index: number;
  readonly source: string;
  readonly run: SteppingRecording;
}

/** Records what steppers are judged by, whatever single programs do to the interpreter. */
export class LastingLane {
  readonly #open: () => Promise<PyodideLane>;
  #lane: PyodideLane | undefined;
  /** Programs that it did not survive: findings about it. */
  readonly crashes: { readonly source: string; readonly reason: string }[] = [];

  constructor(open: () => Promise<PyodideLane>) {
    this.#open = open;
  }

  /** Recordings of all that it survives, in order: a batch that it does not is recorded one by one. */
  async record(sources: readonly string[], options: SteppingOptions): Promise<Survived[]> {
    try {
      return await this.#recordAll(sources, options);
    } catch (error) {
      if (!(error instanceof LaneLost)) throw error;
    }
    const survived: Survived[] = [];
    for (const [index, source] of sources.entries()) {
      try {
        for (const one of await this.#recordAll([source], options)) survived.push({ ...one, index });
      } catch (error) {
        if (!(error instanceof LaneLost)) throw error;
        this.crashes.push({ source, reason: error.message });
      }
    }
    return survived;
  }

  async #recordAll(sources: readonly string[], options: SteppingOptions): Promise<Survived[]> {
    const lane = this.#lane ?? (await this.#open());
    // One that crashes is asked no more.
    this.#lane = undefined;
    const runs = lane.recordStepping(
      sources.map((source) => ({ source })),
      options,
    );
    this.#lane = lane;
    return runs.map((run, index) => ({ index, source: sources[index]!, run }));
  }
}
