/**
 * Judges strategies by the laws over generated programs and sessions, on several threads.
 * @module
 */
import type { LawTally } from '../../properties/index.ts';
import type { EmbeddedBuild } from '../lanes/builds.ts';
import { RequestThread } from '../request-thread.ts';
import type { BrokenLaw, CostSum, Killed, LawChunk, LawResult, LawWorkerData } from './law-judge.ts';

/** What is asked. */
export interface JudgeLawsOptions {
  readonly seed: number;
  readonly jobs: number;
  /** Milliseconds after which no more programs are judged. */
  readonly time: number;
  /** Programs after which it ends, if that is earlier. */
  readonly programs: number;
  /** Known-wrong steppers to judge too. */
  readonly mutants: readonly string[];
  /** Sessions under `strict` for each program. */
  readonly scripts: number;
  /** Ends when every strategy has had so many sessions. */
  readonly checks?: number;
  /** Strategies whose first wrong stops are sorted by kind. */
  readonly failuresOf?: readonly string[];
  /** Ends it early. */
  readonly enough?: (so: LawsJudged) => boolean;
  /** Strategies to judge; all that the version allows if absent. */
  readonly strategies?: readonly string[];
  readonly signal: AbortSignal;
  readonly onProgress: (so: LawsJudged) => void;
}

/** One strategy under the laws. */
export interface StrategyJudged {
  readonly id: string;
  readonly tallies: Map<string, LawTally>;
  /** Sessions judged, whatever the policy. */
  checks: number;
  /** The smallest session that breaks each broken law. */
  readonly broken: Map<string, BrokenLaw>;
  readonly cost: CostSum;
}

/** What was found so far. */
export interface LawsJudged {
  readonly build: EmbeddedBuild;
  programs: number;
  sessions: number;
  seconds: number;
  readonly strategies: Map<string, StrategyJudged>;
  readonly killed: Map<string, Killed>;
  /** Kinds of wrong stops that were met, with the milliseconds after which each was. */
  readonly wrong: Map<string, number>;
  /** Milliseconds of processor time in sessions and laws. */
  judging: number;
  /** Why threads ended early, if any did. */
  readonly failures: string[];
}

const CHUNK = 8;
const FIRST_CHUNK = 2;
const SILENCE = 300_000;

/** Judges every strategy that a build can have. */
export async function judgeLaws(build: EmbeddedBuild, options: JudgeLawsOptions): Promise<LawsJudged> {
  const judged: LawsJudged = {
    build,
    programs: 0,
    sessions: 0,
    seconds: 0,
    strategies: new Map(),
    killed: new Map(),
    wrong: new Map(),
    judging: 0,
    failures: [],
  };
  const started = performance.now();
  let next = 0;
  const take = (): LawChunk | undefined => {
    if (options.signal.aborted || performance.now() - started > options.time || next >= options.programs)
      return undefined;
    if (options.enough?.(judged) === true) return undefined;
    const few = (options.checks ?? Number.POSITIVE_INFINITY) > fewest(judged);
    if (!few) return undefined;
    const count = Math.min(next === 0 ? FIRST_CHUNK : CHUNK, options.programs - next);
    const chunk = { from: next, count };
    next += count;
    return chunk;
  };
  const { seed, mutants, strategies, scripts } = options;
  const data: LawWorkerData = {
    release: build.release,
    seed,
    mutants,
    scripts,
    ...(strategies && { strategies }),
    ...(options.failuresOf && { failuresOf: options.failuresOf }),
  };
  const work = async (): Promise<void> => {
    const thread = new RequestThread<LawChunk, LawResult>('./judging/law-worker', data, SILENCE, options.signal);
    try {
      for (let chunk = take(); chunk !== undefined; chunk = take()) {
        const result = await thread.ask(chunk);
        judged.seconds = (performance.now() - started) / 1000;
        add(judged, result);
        options.onProgress(judged);
      }
    } catch (error) {
      if (!options.signal.aborted) judged.failures.push(error instanceof Error ? error.message : String(error));
    } finally {
      await thread.end();
    }
  };
  await Promise.all(Array.from({ length: options.jobs }, work));
  judged.seconds = (performance.now() - started) / 1000;
  return judged;
}

/** Sessions of the strategy that has had fewest. */
function fewest(judged: LawsJudged): number {
  return judged.strategies.size === 0 ? 0 : Math.min(...[...judged.strategies.values()].map((s) => s.checks));
}

function add(judged: LawsJudged, result: LawResult): void {
  judged.programs += result.programs;
  judged.sessions += result.sessions;
  judged.judging += result.judging;
  for (const kind of result.failures) if (!judged.wrong.has(kind)) judged.wrong.set(kind, 1000 * judged.seconds);
  for (const { id, checks, tallies, broken, cost } of result.strategies) {
    const strategy: StrategyJudged = judged.strategies.get(id) ?? {
      id,
      checks: 0,
      tallies: new Map(),
      broken: new Map(),
      cost: { stops: 0, events: 0, checks: 0, writes: 0, reinstrumented: 0, lookups: 0 },
    };
    judged.strategies.set(id, strategy);
    strategy.checks += checks;
    for (const tally of tallies) addTally(strategy.tallies, tally);
    for (const found of broken) {
      const kept = strategy.broken.get(found.law);
      if (kept === undefined || found.source.length < kept.source.length) strategy.broken.set(found.law, found);
    }
    for (const key of ['stops', 'events', 'checks', 'writes', 'reinstrumented', 'lookups'] as const) {
      strategy.cost[key] += cost[key];
    }
  }
  for (const [mutant, killed] of Object.entries(result.killed)) {
    const known = judged.killed.get(mutant);
    if (known === undefined || killed.runs < known.runs) judged.killed.set(mutant, killed);
  }
}

function addTally(tallies: Map<string, LawTally>, more: LawTally): void {
  const sum = tallies.get(more.id);
  if (sum === undefined) tallies.set(more.id, { ...more });
  else {
    sum.runs += more.runs;
    sum.premiseMet += more.premiseMet;
    sum.exercised += more.exercised;
    sum.broken += more.broken;
  }
}

/** What the sessions said of a law. */
export function verdictOf(tally: LawTally): 'holds' | 'broken' | 'not-exercised' {
  return tally.broken > 0 ? 'broken' : tally.exercised > 0 ? 'holds' : 'not-exercised';
}
