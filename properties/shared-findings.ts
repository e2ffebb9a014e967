/**
 * Findings that several debuggers share. A law is a function of what it reads: where it read no more than the transcript of a session, every
 * debugger with that transcript gets the same finding, and the law is not asked again.
 * @module
 */
import type { Finding } from './laws/law.ts';
import type { SessionStop, Transcript } from './session.ts';
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

/** The findings of one transcript, by law. */
export type Findings = Map<string, Finding>;

/** The findings of one session of one program, whoever debugs. */
export class SharedFindings {
  readonly #known: { readonly transcript: Transcript; readonly findings: Findings }[] = [];

  /** What is known of a transcript; new ones begin with nothing. */
  of(transcript: Transcript): Findings {
    for (const one of this.#known) if (sameTranscript(one.transcript, transcript)) return one.findings;
    const findings: Findings = new Map();
    this.#known.push({ transcript, findings });
    return findings;
  }
}

/** Whether two transcripts say the same in every field. */
export function sameTranscript(a: Transcript, b: Transcript): boolean {
  return (
    a.stops.length === b.stops.length &&
    a.end === b.end &&
    a.refusals.length === b.refusals.length &&
    a.unusedCommands.length === b.unusedCommands.length &&
    a.stops.every((stop, n) => sameStop(stop, b.stops[n]!)) &&
    a.unusedCommands.every((command, n) => command === b.unusedCommands[n]) &&
    a.refusals.every((r, n) => {
      const other = b.refusals[n]!;
      return r.stop === other.stop && r.command === other.command && r.message === other.message;
    })
  );
}

function sameStop(a: SessionStop, b: SessionStop): boolean {
  return (
    a.event === b.event &&
    a.command === b.command &&
    a.line === b.line &&
    a.frame === b.frame &&
    a.thread === b.thread &&
    a.offset === b.offset &&
    a.depth === b.depth &&
    a.code === b.code &&
    a.value === b.value &&
    a.exception === b.exception &&
    sameItems(a.reasons, b.reasons) &&
    sameItems(a.breakpoints, b.breakpoints)
  );
}

function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, n) => item === b[n]);
}
