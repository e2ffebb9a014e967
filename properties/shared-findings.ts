/**
 * Findings that several debuggers share. A law is a function of what it reads: where it read no more than the transcript of a session, every
 * debugger with that transcript gets the same finding, and the law is not asked again.
 * @module
 */
import type { Finding } from './laws/law.ts';
import { sameTranscript } from './same-stops.ts';
import type { Transcript } from './session.ts';
import type { StrategyRun } from './strategy-run.ts';

/** Notes whether a law looks past the transcript: at event sets and costs, or at further runs of the debugger. */
export class Reading {
  further = false;

  /** The run, as it is read by laws. */
  watched(done: StrategyRun): StrategyRun {
    return new WatchedRun(done, this);
  }
}

class WatchedRun implements StrategyRun {
  readonly transcript: Transcript;
  readonly #done: StrategyRun;
  readonly #reading: Reading;
  constructor(done: StrategyRun, reading: Reading) {
    this.transcript = done.transcript;
    this.#done = done;
    this.#reading = reading;
  }
  get cost(): StrategyRun['cost'] {
    this.#reading.further = true;
    return this.#done.cost;
  }
  get delivered(): StrategyRun['delivered'] {
    this.#reading.further = true;
    return this.#done.delivered;
  }
  get calls(): StrategyRun['calls'] {
    this.#reading.further = true;
    return this.#done.calls;
  }
}

/** The findings of one transcript, by the law's number. */
export type Findings = (Finding | undefined)[];

/** The findings of one session of one program, whoever debugs. */
export class SharedFindings {
  readonly #known: { readonly transcript: Transcript; readonly findings: Findings }[] = [];

  /** What is known of a transcript; new ones begin with nothing. */
  of(transcript: Transcript): Findings {
    for (const one of this.#known) if (sameTranscript(one.transcript, transcript)) return one.findings;
    const findings: Findings = [];
    this.#known.push({ transcript, findings });
    return findings;
  }
}
