/**
 * Judges the model by a CPython over generated programs, on several threads.
 * @module
 */

import { FEATURES, type Feature } from '../../properties/index.ts';
import type { Level } from '../lanes/recording.ts';
import type { Target } from '../lanes/target.ts';
import { RequestThread } from '../request-thread.ts';
import {
  type Chunk,
  type ChunkResult,
  type ConformWorkerData,
  type Finding,
  type Masks,
  OUTCOMES,
  type Unsettled,
} from './chunk-judge.ts';
import { addCoverage, type Coverage, emptyCoverage } from './coverage.ts';
import { addThreadFigures, noThreadFigures, type ThreadFigures } from './thread-figures.ts';

/** What is asked of a target. */
export interface ConformOptions {
  readonly level: Level;
  /** Distinct programs to judge. */
  readonly runs: number;
  readonly seed: number;
  readonly jobs: number;
  readonly fuel: number;
  readonly masks: Masks;
  /** Programs with threads under random schedules; native CPythons only. */
  readonly threads?: boolean;
  /** The constructs that programs are written with; all if not given. */
  readonly features?: readonly Feature[];
  /** The place of the first program under the seed; 0 if not given. */
  readonly place?: number;
  /** Milliseconds after which no more chunks are given out. */
  readonly time?: number;
  /** Aborted by Ctrl-C: what was found so far is the result. */
  readonly signal: AbortSignal;
  readonly onProgress: (so: ConformResult) => void;
}

/** A program that the interpreter did not survive, or did not come back from, though the model knows what it does. */
interface Crash {
  readonly index: number;
  readonly reason: string;
}

/** What was found on one target, so far. */
export interface ConformResult {
  readonly target: Target;
  runs: number;
  agreed: number;
  disagreed: number;
  unsupported: number;
  failed: number;
  inconclusive: number;
  duplicates: number;
  seconds: number;
  complete: boolean;
  readonly coverage: Coverage;
  readonly threads: ThreadFigures;
  readonly reasons: Record<string, number>;
  /** Why no verdict could be given, and the first program of which that is so. */
  readonly unsettled: Record<string, Unsettled>;
  readonly findings: Finding[];
  readonly crashes: Crash[];
}

const CHUNK = 64;
const FIRST_CHUNK = 16;
/** A chunk takes well under a second, minimising its findings up to a minute and a half. */
const SILENCE = 150_000;
/** Of small programs many are equal: more places than runs are tried, but not for ever. */
const PLACES_PER_RUN = 3;

/** Nothing found yet. */
export function emptyResult(target: Target): ConformResult {
  return {
    target,
    runs: 0,
    agreed: 0,
    disagreed: 0,
    unsupported: 0,
    failed: 0,
    inconclusive: 0,
    duplicates: 0,
    seconds: 0,
    complete: false,
    coverage: emptyCoverage(),
    threads: noThreadFigures(),
    reasons: {},
    unsettled: {},
    findings: [],
    crashes: [],
  };
}

/** Judges programs on one target until so many distinct ones have been judged. */
export async function conform(target: Target, options: ConformOptions): Promise<ConformResult> {
  const result = emptyResult(target);
  const started = performance.now();
  const seen = new Set<number>();
  const again: Chunk[] = [];
  const first = options.place ?? 0;
  let next = first;
  const take = (): Chunk | undefined => {
    const retried = again.pop();
    if (retried !== undefined) return retried;
    const late = options.time !== undefined && performance.now() - started > options.time;
    const wanted = options.runs - result.runs;
    if (wanted <= 0 || late || options.signal.aborted || next - first >= options.runs * PLACES_PER_RUN)
      return undefined;
    const count = next === first ? FIRST_CHUNK : CHUNK;
    const chunk = { from: next, count: Math.min(count, Math.max(1, Math.ceil(wanted / options.jobs))) };
    next += chunk.count;
    return chunk;
  };
  const add = (done: ChunkResult): void => {
    tally(result, done, seen, options.runs);
    result.seconds = (performance.now() - started) / 1000;
    options.onProgress(result);
  };
  const lose = (chunk: Chunk, reason: string): void => {
    if (chunk.crash !== undefined) result.crashes.push({ index: chunk.from, reason });
    else if (chunk.count === 1) again.push({ ...chunk, crash: reason });
    else {
      const half = chunk.count >> 1;
      again.push({ from: chunk.from, count: half }, { from: chunk.from + half, count: chunk.count - half });
    }
  };
  const data: ConformWorkerData = {
    target,
    level: options.level,
    fuel: options.fuel,
    seed: options.seed,
    masks: options.masks,
    threads: options.threads === true,
    features: options.features ?? FEATURES,
  };
  const jobs = Math.max(1, Math.min(options.jobs, Math.ceil(options.runs / CHUNK)));
  await Promise.all(Array.from({ length: jobs }, () => work(data, take, add, lose, options.signal)));
  result.seconds = (performance.now() - started) / 1000;
  result.complete = result.runs >= options.runs;
  return result;
}

/** Adds what a chunk showed: of agreements no more than `wanted`, and each program once; what was found always. */
export function tally(result: ConformResult, done: ChunkResult, seen: Set<number>, wanted: number): void {
  done.outcomes.forEach((outcome, i) => {
    const hash = done.hashes[i]!;
    const kind = OUTCOMES[outcome]!;
    if (kind === 'crashed') {
      result.crashes.push({ index: done.chunk.from + i, reason: done.chunk.crash ?? kind });
      return;
    }
    // What was found counts, be it past the programs that were asked for or of a program that agreed under other tools.
    const found = kind === 'disagreed' || kind === 'failed';
    if (!found && (seen.has(hash) || result.runs >= wanted || kind === 'thin')) {
      result.duplicates++;
      return;
    }
    seen.add(hash);
    result.runs++;
    result[kind]++;
  });
  addCoverage(result.coverage, done.coverage);
  addThreadFigures(result.threads, done.threads);
  for (const [reason, n] of Object.entries(done.unsupported))
    result.reasons[reason] = (result.reasons[reason] ?? 0) + n;
  for (const [reason, { programs, first }] of Object.entries(done.unsettled)) {
    const before = result.unsettled[reason];
    result.unsettled[reason] = {
      programs: programs + (before?.programs ?? 0),
      first: Math.min(first, before?.first ?? first),
    };
  }
  for (const finding of done.findings) {
    // Many programs shrink to one: it is one finding.
    if (!result.findings.some((f) => f.source === finding.source)) result.findings.push(finding);
  }
}

/** One worker after the other until there are no more chunks: a thread that dies or falls silent is started again. */
async function work(
  data: ConformWorkerData,
  take: () => Chunk | undefined,
  add: (done: ChunkResult) => void,
  lose: (chunk: Chunk, reason: string) => void,
  signal: AbortSignal,
): Promise<void> {
  for (let chunk = take(); chunk !== undefined; chunk = take()) {
    const thread = new RequestThread<Chunk, ChunkResult>('./differential/conform-worker', data, SILENCE, signal);
    try {
      for (; chunk !== undefined; chunk = take()) add(await thread.ask(chunk));
      return;
    } catch (error) {
      if (signal.aborted) return;
      if (!thread.wasReady) throw error;
      if (chunk !== undefined) lose(chunk, error instanceof Error ? error.message : String(error));
    } finally {
      await thread.end();
    }
  }
}
