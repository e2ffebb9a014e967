/**
 * Judges chunks of generated programs in one thread, and minimises what it finds.
 * @module
 */
import fc from 'fast-check';
import type { Schedule, Trace } from '../../model/index.ts';
import {
  FEATURES,
  type Feature,
  programArbitrary,
  scheduleArbitrary,
  threadProgramArbitrary,
  toolsShapeArbitrary,
} from '../../properties/index.ts';
import type { Level } from '../lanes/recording.ts';
import type { Target } from '../lanes/target.ts';
import { programSeed } from '../program-seed.ts';
import type { Divergence } from './compare.ts';
import { type Coverage, cover, emptyCoverage } from './coverage.ts';
import type { Judge, Outcome, Prepared, Subject } from './judge.ts';
import { countThreads, noThreadFigures, type ThreadFigures } from './thread-figures.ts';

/** Random tools in place of the recorder with all events on; `also`: after it, over the same compilation. */
export type Masks = boolean | 'also';

/** What the thread is started with. */
export interface ConformWorkerData {
  readonly target: Target;
  readonly level: Level;
  readonly fuel: number;
  readonly seed: number;
  readonly masks: Masks;
  /** Programs with threads, each under a random schedule. */
  readonly threads: boolean;
  /** The constructs that programs are written with. */
  readonly features: readonly Feature[];
}

/** A range of programs: the i-th of a seed is the same whatever the chunks are. */
export interface Chunk {
  readonly from: number;
  readonly count: number;
  /** How CPython crashed in the one program of this chunk: the model alone is asked. */
  readonly crash?: string;
}

/** A minimised finding. */
export interface Finding {
  readonly kind: 'disagreed' | 'failed';
  /** The program's place under the seed, and fast-check's path to the minimised one. */
  readonly index: number;
  readonly path: string;
  readonly source: string;
  readonly module: unknown;
  readonly tools?: unknown;
  readonly schedule?: Schedule;
  readonly expected: Trace;
  readonly observed?: Trace;
  readonly divergence?: Divergence;
  readonly reason?: string;
}

/** How many programs are inconclusive for one reason, and the place of the first. */
export interface Unsettled {
  readonly programs: number;
  readonly first: number;
}

/** What a chunk showed; outcomes in the order of programs, by their place in {@link OUTCOMES}. */
export interface ChunkResult {
  readonly chunk: Chunk;
  readonly outcomes: Uint8Array;
  /** A hash of each source: equal programs count once. */
  readonly hashes: Float64Array;
  readonly coverage: Coverage;
  readonly threads: ThreadFigures;
  readonly unsupported: Readonly<Record<string, number>>;
  readonly unsettled: Readonly<Record<string, Unsettled>>;
  readonly findings: readonly Finding[];
}

export const OUTCOMES: readonly Outcome['kind'][] = [
  'agreed',
  'disagreed',
  'unsupported',
  'failed',
  'inconclusive',
  'thin',
  'crashed',
];

// Later findings of a thread are counted, not minimised: minimising takes hundreds of runs.
const MINIMISED = 8;
const MINIMISED_OF_A_CLASS = 2;
const MINIMISE_MS = 20_000;

/** Some 55 lines a program: compilers, ours and CPython's, take most of the time, and more programs say more than longer ones. */
export const LENGTH = { size: 0.38, enduring: 0.17 };

/** What is drawn for one place. */
function subjectArbitrary(masks: Masks, threads: boolean, features: readonly Feature[]): fc.Arbitrary<Subject> {
  if (threads)
    return fc.tuple(threadProgramArbitrary(), scheduleArbitrary()).map(([module, schedule]) => ({ module, schedule }));
  const program = programArbitrary({ features, ...LENGTH });
  if (masks === false) return program.map(({ module }) => ({ module }));
  return fc.tuple(program, toolsShapeArbitrary()).map(([{ module }, tools]) => ({ module, tools }));
}

/** Judges chunks. */
export class ChunkJudge {
  readonly #judge: Judge;
  readonly #subjects: fc.Arbitrary<Subject>;
  readonly #seed: number;
  readonly #twice: boolean;
  #minimised = 0;
  /** How many findings of a class have been minimised. */
  readonly #classes = new Map<string, number>();

  constructor(judge: Judge, seed: number, masks: Masks, threads = false, features: readonly Feature[] = FEATURES) {
    this.#judge = judge;
    this.#twice = masks === 'also' && !threads;
    this.#seed = seed;
    this.#subjects = subjectArbitrary(masks, threads, features);
  }

  async run(chunk: Chunk): Promise<ChunkResult> {
    const subjects = Array.from({ length: chunk.count }, (_, i) => this.#subject(chunk.from + i));
    const prepared: Prepared[] = [];
    for (const subject of subjects) prepared.push(await this.#judge.prepare(subject, this.#twice));
    const outcomes =
      chunk.crash === undefined
        ? (await this.#judged(prepared)).map(([, outcome]) => outcome)
        : [await this.#judge.afterCrash(subjects[0]!, chunk.crash)];
    const coverage = emptyCoverage();
    const unsupported: Record<string, number> = {};
    const unsettled: Record<string, Unsettled> = {};
    const findings: Finding[] = [];
    const threads = noThreadFigures();
    for (const [i, outcome] of outcomes.entries()) {
      if (outcome.kind === 'unsupported') {
        unsupported[outcome.reason] = (unsupported[outcome.reason] ?? 0) + 1;
        continue;
      }
      if (outcome.kind === 'inconclusive') {
        const { programs, first } = unsettled[outcome.reason] ?? { programs: 0, first: chunk.from + i };
        unsettled[outcome.reason] = { programs: programs + 1, first };
        continue;
      }
      if (outcome.kind === 'thin' || outcome.kind === 'crashed') continue;
      if (outcome.kind === 'agreed' && outcome.trace.schedule !== undefined) countThreads(threads, outcome.trace);
      cover(coverage, prepared[i]!.module, outcome.kind === 'agreed' ? outcome.trace : outcome.expected);
      const found = classOf(outcome);
      const before = this.#classes.get(found) ?? 0;
      if (outcome.kind !== 'agreed' && this.#minimised < MINIMISED && before < MINIMISED_OF_A_CLASS) {
        this.#minimised++;
        this.#classes.set(found, before + 1);
        findings.push(await this.#minimise(chunk.from + i, outcome.kind, found));
      }
    }
    return {
      chunk,
      outcomes: Uint8Array.from(outcomes, (o) => OUTCOMES.indexOf(o.kind)),
      hashes: Float64Array.from(prepared, (p) =>
        hash(p.schedule === undefined ? p.source : p.source + JSON.stringify(p.schedule)),
      ),
      coverage,
      threads,
      unsupported,
      unsettled,
      findings,
    };
  }

  /** What is drawn for a place. */
  #subject(index: number): Subject {
    const [drawn] = fc.sample(this.#subjects, { seed: programSeed(this.#seed, index), numRuns: 1 });
    return drawn!;
  }

  /** Outcomes in order, each with what it is an outcome of: of two passes, the one that decided. */
  async #judged(prepared: readonly Prepared[]): Promise<(readonly [Prepared, Outcome])[]> {
    if (this.#twice) return this.#judge.judgeTwice(prepared);
    const outcomes = await this.#judge.judge(prepared);
    return prepared.map((one, i) => [one, outcomes[i]!]);
  }

  /** The smallest program that shows a finding of the same class: another would hide this one. */
  async #minimise(index: number, kind: 'disagreed' | 'failed', wanted: string): Promise<Finding> {
    const one = async (subject: Subject): Promise<readonly [Prepared, Outcome]> => {
      const [judged] = await this.#judged([await this.#judge.prepare(subject, this.#twice)]);
      return judged!;
    };
    const details = await fc.check(
      fc.asyncProperty(this.#subjects, async (subject) => classOf((await one(subject))[1]) !== wanted),
      {
        seed: programSeed(this.#seed, index),
        numRuns: 1,
        interruptAfterTimeLimit: MINIMISE_MS,
        markInterruptAsFailure: false,
      },
    );
    const counterexample = details.counterexample?.[0];
    const smallest = await one(counterexample ?? this.#subject(index));
    const [prepared, outcome] = await this.#fewestSwitches(smallest, wanted, one);
    const found = {
      kind,
      index,
      path: details.counterexamplePath ?? '',
      source: prepared.source,
      module: prepared.module,
    };
    const tools = prepared.tools === undefined ? {} : { tools: prepared.tools };
    if (outcome.kind === 'disagreed') {
      const { expected, observed, divergence } = outcome;
      const { schedule } = observed;
      return { ...found, ...tools, ...(schedule === undefined ? {} : { schedule }), expected, observed, divergence };
    }
    if (outcome.kind === 'failed') return { ...found, ...tools, expected: outcome.expected, reason: outcome.reason };
    return {
      ...found,
      ...tools,
      expected: EMPTY,
      reason: 'it did not show again: CPython or the model is not deterministic here',
    };
  }

  /** The same finding under a schedule from which no choice can be taken. */
  async #fewestSwitches(
    found: readonly [Prepared, Outcome],
    wanted: string,
    one: (subject: Subject) => Promise<readonly [Prepared, Outcome]>,
  ): Promise<readonly [Prepared, Outcome]> {
    let best = found;
    const started = performance.now();
    for (let at = 0; ; ) {
      const [prepared, outcome] = best;
      const schedule = outcome.kind === 'disagreed' ? outcome.observed.schedule : undefined;
      if (schedule === undefined || at >= schedule.choices.length || performance.now() - started > MINIMISE_MS)
        return best;
      const choices = schedule.choices.filter((_, i) => i !== at);
      const tried = await one({ module: prepared.module, schedule: { ...schedule, choices } });
      if (classOf(tried[1]) === wanted) best = tried;
      else at++;
    }
  }
}

/** What distinguishes findings: the first differing pair of events, or what differs after equal events. */
function classOf(outcome: Outcome): string {
  if (outcome.kind !== 'disagreed') return outcome.kind;
  const { divergence } = outcome;
  if (divergence.in !== 'events') return divergence.in;
  return `${divergence.expected?.event ?? 'end'} / ${divergence.observed?.event ?? 'end'}`;
}

const EMPTY: Trace = { python: { version: '3.14', build: '' }, events: [], globals: [], stdout: '' };

/** 53 bits of a text. */
function hash(text: string): number {
  let a = 0x811c9dc5;
  let b = 0x1b873593;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    a = Math.imul(a ^ c, 0x01000193);
    b = Math.imul(b ^ c, 0x85ebca6b) ^ (b >>> 13);
  }
  return (a >>> 0) * 0x200000 + ((b >>> 0) & 0x1fffff);
}
