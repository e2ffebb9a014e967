/**
 * Judges strategies by the laws over generated programs and sessions, on several threads.
 * @module
 */
import type { LawTally } from '../../properties/index.ts';
import type { EmbeddedBuild } from '../lanes/builds.ts';
import { LaneLost } from '../lanes/lane.ts';
import { Directed } from './directed.ts';
import { knownFailures } from './find-failures.ts';
import type { Killed, LawChunk, LawResult, LawSetup, ProcessorTime } from './law-judge.ts';
import type { LawThread, LawThreads } from './law-threads.ts';
import { directedPlace, type Habitat } from './places.ts';
import type { BrokenLaw, CostSum } from './strategy-sum.ts';

/** What is asked. */
export interface JudgeLawsOptions {
  readonly seed: number;
  /** Milliseconds after which no more programs are judged. */
  readonly time: number;
  /** Milliseconds more for known-wrong steppers that nobody has noticed by then, and for what they are made of; none if absent. */
  readonly patience?: number;
  /** Programs after which it ends, if that is earlier. */
  readonly programs: number;
  /** Known-wrong steppers to judge too. */
  readonly mutants: readonly string[];
  /** Sessions under `strict` for each program. */
  readonly scripts: number;
  /** Share of a strategy's sessions that should exercise each law: programs are chosen for it. */
  readonly share?: number;
  /** The only kind of programs; all kinds if absent. */
  readonly kind?: Habitat;
  /** Ends when every strategy has had so many sessions. */
  readonly checks?: number;
  /** Strategies whose first wrong stops are sorted by kind. */
  readonly failuresOf?: readonly string[];
  /** Ends it early. */
  readonly enough?: (so: LawsJudged) => boolean;
  /** Threads that work on it; all if absent. */
  readonly threads?: number;
  /** Known-wrong steppers that were noticed elsewhere at the same time, where the two share what they find. */
  readonly together?: Pick<LawsJudged, 'killed' | 'survived'>;
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
  /** Sessions that known-wrong steppers have survived, before they were noticed if they were. */
  readonly survived: Map<string, number>;
  /** Kinds of wrong stops that were met, with the milliseconds after which each was. */
  readonly wrong: Map<string, number>;
  /** Of one thread, if there is one. */
  readonly time: ProcessorTime;
  /** Programs that CPython did not survive, by place: findings about it, of which no law says anything. */
  readonly crashes: { readonly place: number; readonly reason: string }[];
  /** Why threads ended early, if any did. */
  readonly failures: string[];
}

const CHUNK = 8;
const FIRST_CHUNK = 2;

/** Judges every strategy that a build can have. */
export async function judgeLaws(threads: LawThreads, options: JudgeLawsOptions): Promise<LawsJudged> {
  const judged: LawsJudged = {
    build: threads.build,
    programs: 0,
    sessions: 0,
    seconds: 0,
    strategies: new Map(),
    killed: options.together?.killed ?? new Map(),
    survived: options.together?.survived ?? new Map(),
    wrong: new Map(),
    time: { replaying: 0, inside: 0, insideChecks: 0, all: 0 },
    crashes: [],
    failures: [],
  };
  const started = performance.now();
  let next = 0;
  const directed = new Directed(judged, options.share ?? 0);
  let given = 0;
  const ofKind = (kind: Habitat): number[] => Array.from({ length: CHUNK }, () => directedPlace(kind, given++));
  const take = (): LawChunk | undefined => {
    if (options.signal.aborted) return undefined;
    const alive = options.mutants.filter((id) => !judged.killed.has(id));
    const late = performance.now() - started - options.time;
    if (late > 0 || next >= options.programs) {
      const places = late < (options.patience ?? 0) ? directed.placesFor(alive) : [];
      return places.length === 0 ? undefined : { places, alive, onlyBases: true };
    }
    if (options.enough?.(judged) === true) return undefined;
    const few = (options.checks ?? Number.POSITIVE_INFINITY) > fewest(judged);
    if (!few) return undefined;
    if (options.kind !== undefined) return { places: ofKind(options.kind), alive };
    const missing = (options.failuresOf ?? []).flatMap(knownFailures).filter((failure) => !judged.wrong.has(failure));
    const wanted = missing.length > 0 ? directed.placesOfFailures(missing) : directed.places(next, alive);
    if (wanted.length > 0) return { places: wanted, alive };
    const count = Math.min(next === 0 ? FIRST_CHUNK : CHUNK, options.programs - next);
    const places = Array.from({ length: count }, (_, i) => next + i);
    next += count;
    return { places, alive };
  };
  const { seed, strategies, scripts } = options;
  const setup: LawSetup = {
    seed,
    scripts,
    ...(strategies && { strategies }),
    ...(options.failuresOf && { failuresOf: options.failuresOf }),
  };
  // Of a chunk that CPython does not survive each program is judged by itself.
  const judgeSurviving = async (thread: LawThread, chunk: LawChunk): Promise<LawResult[]> => {
    try {
      return [await thread.judge(setup, chunk)];
    } catch (error) {
      if (!(error instanceof LaneLost) || options.signal.aborted) throw error;
      await thread.restart();
      if (chunk.places.length === 1) {
        judged.crashes.push({ place: chunk.places[0]!, reason: error.message });
        return [];
      }
      const results: LawResult[] = [];
      for (const place of chunk.places) results.push(...(await judgeSurviving(thread, { ...chunk, places: [place] })));
      return results;
    }
  };
  const work = async (thread: LawThread): Promise<void> => {
    try {
      for (let chunk = take(); chunk !== undefined; chunk = take()) {
        const results = await judgeSurviving(thread, chunk);
        judged.seconds = (performance.now() - started) / 1000;
        for (const result of results) add(judged, result);
        options.onProgress(judged);
      }
    } catch (error) {
      if (!options.signal.aborted) judged.failures.push(error instanceof Error ? error.message : String(error));
    }
  };
  await threads.each(work, options.threads);
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
  for (const key of ['replaying', 'inside', 'insideChecks', 'all'] as const) judged.time[key] += result.time[key];
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
  for (const [mutant, runs] of Object.entries(result.survived))
    judged.survived.set(mutant, (judged.survived.get(mutant) ?? 0) + runs);
  for (const [mutant, killed] of Object.entries(result.killed)) {
    const runs = (judged.survived.get(mutant) ?? 0) + killed.runs;
    if (!judged.killed.has(mutant)) judged.killed.set(mutant, { ...killed, runs });
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
