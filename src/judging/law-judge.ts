/**
 * Judges strategies by the laws over recordings of a real CPython, in one thread.
 * @module
 */
import fc from 'fast-check';
import { type Module, print, type RandomSchedule, type Schedule } from '../../model/index.ts';
import {
  insideModel,
  judgedSession,
  judgeSession,
  type Law,
  type LawTally,
  type ModelSetting,
  newTallies,
  programArbitrary,
  type Recording,
  RefusedCallError,
  recording,
  SharedFindings,
  scheduleArbitrary,
  steppingProgramArbitrary,
  steppingShapesArbitrary,
  steppingThreadsArbitrary,
} from '../../properties/index.ts';
import { buildFacts } from '../differential/model-engine.ts';
import type { PyodideLane } from '../lanes/pyodide-lane.ts';
import { programSeed } from '../program-seed.ts';
import { kindOfFailure } from './find-failures.ts';
import { ThreadRecorder } from './record-threads.ts';
import { type Asked, SETTINGS, type SessionText, sessionsOf, textOf } from './settings.ts';
import { JUDGED, JUDGED_MUTANTS, type Judged, type JudgedMutant } from './subjects-under-law.ts';

/** What the thread is started with. */
export interface LawWorkerData {
  readonly release: string;
  readonly seed: number;
  /** Known-wrong steppers to judge too. */
  readonly mutants: readonly string[];
  /** Strategies to judge; all that the version allows if absent. */
  readonly strategies?: readonly string[];
  /** Sessions under `strict` for each program. */
  readonly scripts: number;
  /** Strategies whose first wrong stops are sorted by kind, in place of judging by laws. */
  readonly failuresOf?: readonly string[];
}

/** A session that breaks a law. */
export interface BrokenLaw extends SessionText {
  readonly law: string;
  /** The program's place, from which it can be made again. */
  readonly program: number;
  readonly message: string;
}

/** Sums of what strategies cost. */
export interface CostSum {
  stops: number;
  events: number;
  checks: number;
  writes: number;
  reinstrumented: number;
  lookups: number;
}

/** What some programs said of one strategy. */
interface StrategyResult {
  readonly id: string;
  checks: number;
  readonly tallies: readonly LawTally[];
  readonly broken: readonly BrokenLaw[];
  readonly cost: CostSum;
}

/** How a known-wrong stepper was noticed. */
export interface Killed {
  /** Laws of its groups that the session breaks. */
  readonly laws: readonly string[];
  /** Sessions that it was judged in, this one included, since the thread began. */
  readonly runs: number;
  readonly session: SessionText;
}

export interface LawResult {
  readonly programs: number;
  readonly sessions: number;
  readonly strategies: readonly StrategyResult[];
  readonly killed: Readonly<Record<string, Killed>>;
  /** Kinds of wrong stops that were met, as `strategy: kind`. */
  readonly failures: readonly string[];
  /** Milliseconds of this thread's processor in sessions and laws alone, without programs and recordings. */
  readonly judging: number;
}

/** Places of programs to judge. */
export interface LawChunk {
  readonly from: number;
  readonly count: number;
}

/** Conditions that scripts give to breakpoints; each program has two of them. */
export const CONDITIONS = ['True', 'n > 1', '1/0', 'len(locals()) % 2 == 0'];
/** Events after which a program is no example. */
export const FUEL = 1500;
/** Deliveries to all tools after which a session inside the model is cut off. */
const MODEL_FUEL = 20_000;
/** Of so many sessions of a program one runs inside the model too, where it is short: that takes as long as several replays. */
const IN_MODEL_EVERY = 4;
// Programs made of what the laws speak of, programs that are hard to step through, and some of every other kind.
const PROGRAMS: readonly fc.Arbitrary<Module>[] = [
  steppingShapesArbitrary(),
  programArbitrary({ size: 0.1 }).map((p) => p.module),
  steppingProgramArbitrary(),
  steppingShapesArbitrary(),
  programArbitrary({ size: 0.3 }).map((p) => p.module),
];

interface Case {
  readonly program: number;
  readonly source: string;
  readonly run: Recording;
  readonly schedule?: Schedule;
  readonly sessions: readonly Asked[];
}

/** One place in so many has a program with threads, which the model runs under a schedule. */
const THREADS_EVERY = 6;
const hasThreads = (place: number): boolean => place % THREADS_EVERY === THREADS_EVERY - 1;

function scheduleAt(seed: number, place: number): RandomSchedule {
  return fc.sample(scheduleArbitrary(), { seed: programSeed(seed ^ 0x7e4d, place), numRuns: 1 })[0]!;
}

/** The program at a place. */
export function programAt(seed: number, place: number): Module {
  if (hasThreads(place))
    return fc.sample(steppingThreadsArbitrary(), { seed: programSeed(seed, place), numRuns: 1 })[0]!;
  return fc.sample(PROGRAMS[place % PROGRAMS.length]!, { seed: programSeed(seed, place), numRuns: 1 })[0]!;
}

/** Programs in a row that are recorded with the same conditions. */
const TOGETHER = 8;

/** The two conditions of the program at a place. */
function conditionsAt(place: number): string[] {
  const group = Math.floor(place / TOGETHER);
  const first = group % CONDITIONS.length;
  return [CONDITIONS[first]!, CONDITIONS[(first + 1 + (group % (CONDITIONS.length - 1))) % CONDITIONS.length]!];
}

/** Judges chunks of programs. */
export class LawJudge {
  readonly #lane: PyodideLane;
  readonly #data: LawWorkerData;
  readonly #threads: ThreadRecorder;
  readonly #strategies: readonly Judged[];
  /** Known-wrong steppers that are alive, with the sessions that they survived. */
  readonly #alive: Map<JudgedMutant, number>;

  constructor(lane: PyodideLane, data: LawWorkerData) {
    this.#lane = lane;
    this.#threads = new ThreadRecorder(lane);
    this.#data = data;
    this.#strategies = JUDGED.filter(
      (j) => (j.profile !== '3.15' || lane.version === '3.15') && data.strategies?.includes(j.id) !== false,
    );
    this.#alive = new Map(JUDGED_MUTANTS.filter((m) => data.mutants.includes(m.id)).map((m) => [m, 0]));
  }

  judge({ from, count }: LawChunk): LawResult {
    const cases = this.#cases(from, count);
    const started = processor();
    const setting: ModelSetting = { build: buildFacts(this.#lane.build), fuel: MODEL_FUEL };
    const strategies = this.#strategies.map((judged) => judgeStrategy(judged, cases, setting));
    const judging = processor() - started;
    const killed: Record<string, Killed> = {};
    for (const [mutant, survived] of this.#alive) {
      const found = killing(mutant, cases, survived);
      if (typeof found === 'number') this.#alive.set(mutant, found);
      else {
        this.#alive.delete(mutant);
        killed[mutant.id] = found;
      }
    }
    const sessions = cases.reduce((sum, one) => sum + one.sessions.length, 0);
    const failures = (this.#data.failuresOf ?? []).flatMap((id) => kindsOf(cases, id));
    return { programs: cases.length, sessions, strategies, killed, failures, judging };
  }

  /** Programs whose run was short enough, with sessions that speak of their lines and functions. */
  #cases(from: number, count: number): Case[] {
    const places = Array.from({ length: count }, (_, i) => from + i);
    const groups = new Map<string, number[]>();
    for (const place of places) {
      const key = conditionsAt(place).join();
      groups.set(key, [...(groups.get(key) ?? []), place]);
    }
    const plain = [...groups.values()].flatMap((some) => this.#recorded(some.filter((place) => !hasThreads(place))));
    const threaded = places.filter(hasThreads).flatMap((place) => this.#recordedInModel(place));
    return [...plain, ...threaded].sort((a, b) => a.program - b.program);
  }

  #recordedInModel(place: number): Case[] {
    const { seed, scripts } = this.#data;
    const { run, source, complete, schedule } = this.#threads.record(
      programAt(seed, place),
      scheduleAt(seed, place),
      FUEL,
    );
    if (!complete || schedule === null) return [];
    const sessions = sessionsOf(run.module, [], programSeed(seed ^ 0x5c21, place), scripts);
    return [{ program: place, source, run, schedule, sessions }];
  }

  #recorded(places: readonly number[]): Case[] {
    if (places.length === 0) return [];
    const { seed, scripts } = this.#data;
    const conditions = conditionsAt(places[0]!);
    const sources = places.map((place) => print(programAt(seed, place)).source);
    const recorded = this.#lane.recordStepping(
      sources.map((source) => ({ source })),
      { fuel: FUEL, conditions },
    );
    return recorded.flatMap(({ events, module, exception, end }, i): Case[] => {
      if (end !== undefined) return [];
      const run = recording(events, module, exception?.type, sources[i]!);
      const program = places[i]!;
      const sessions = sessionsOf(module, conditions, programSeed(seed ^ 0x5c21, program), scripts);
      return [{ program, source: sources[i]!, run, sessions }];
    });
  }
}

function kindsOf(cases: readonly Case[], id: string): string[] {
  const kinds = cases.flatMap(({ run, sessions }) => sessions.map((session) => kindOfFailure(run, session, id)));
  return [...new Set(kinds)].flatMap((kind) => (kind === null ? [] : [`${id}: ${kind}`]));
}

function processor(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Findings by session, for as long as its program is judged. */
const findings = new WeakMap<Asked, SharedFindings>();

function sharedBy(session: Asked): SharedFindings {
  let shared = findings.get(session);
  if (shared === undefined) {
    shared = new SharedFindings();
    findings.set(session, shared);
  }
  return shared;
}

function judgeStrategy(judged: Judged, cases: readonly Case[], setting: ModelSetting): StrategyResult {
  const { strategy } = judged;
  const inModel = strategy === undefined ? undefined : insideModel(strategy, setting);
  const broken: BrokenLaw[] = [];
  const cost: CostSum = { stops: 0, events: 0, checks: 0, writes: 0, reinstrumented: 0, lookups: 0 };
  const tallies = newTallies(Object.values(SETTINGS).flatMap((setting) => setting.laws));
  let checks = 0;
  for (const one of cases) {
    for (const [n, session] of one.sessions.entries()) {
      const { setting } = session;
      if (!judged.settings.includes(setting.id)) continue;
      checks++;
      const inside = n % IN_MODEL_EVERY === 0 ? inModel : undefined;
      const run = judgedSession(one.run, session.spec, judged.runner, inside);
      cost.stops += run.done.transcript.stops.length;
      for (const key of ['events', 'checks', 'writes', 'reinstrumented', 'lookups'] as const)
        cost[key] += run.done.cost[key];
      const laws = judged.onlyStops ? STOP_LAWS[setting.id] : setting.laws;
      for (const { law, message } of judgeSession(run, laws, { tallies, shared: sharedBy(session) }))
        keepSmallest(broken, {
          ...textOf(one.source, session, one.schedule),
          law: law.id,
          program: one.program,
          message,
        });
    }
  }
  return { id: judged.id, checks, tallies: [...tallies.values()], broken, cost };
}

const stopLaws = (laws: readonly Law[]): readonly Law[] => laws.filter((law) => law.stopLaw);
const STOP_LAWS = {
  strict: stopLaws(SETTINGS.strict.laws),
  filtered: stopLaws(SETTINGS.filtered.laws),
  exceptions: stopLaws(SETTINGS.exceptions.laws),
};

/** Keeps the shortest program and script for each law. */
function keepSmallest(kept: BrokenLaw[], found: BrokenLaw): void {
  const at = kept.findIndex((b) => b.law === found.law);
  const size = (b: BrokenLaw): number => b.source.length + 4 * b.script.length;
  if (at === -1) kept.push(found);
  else if (size(found) < size(kept[at]!)) kept[at] = found;
}

/** The first session in which a known-wrong stepper breaks a law of its groups, or the sessions that it has survived. */
function killing(mutant: JudgedMutant, cases: readonly Case[], survived: number): Killed | number {
  const laws = SETTINGS[mutant.setting].laws.filter((law) => mutant.groups.includes(law.group));
  let runs = survived;
  for (const one of cases) {
    for (const session of one.sessions) {
      if (session.setting.id !== mutant.setting) continue;
      runs++;
      const broken = brokenBy(one.run, session, mutant, laws);
      if (broken.length > 0) return { laws: broken, runs, session: textOf(one.source, session, one.schedule) };
    }
  }
  return runs;
}

function brokenBy(run: Recording, asked: Asked, mutant: JudgedMutant, laws: readonly Law[]): string[] {
  try {
    return judgeSession(judgedSession(run, asked.spec, mutant.runner), laws, { shared: sharedBy(asked) }).map(
      ({ law }) => law.id,
    );
  } catch (error) {
    // A mutant may ask for what its profile refuses: that is no law that noticed it.
    if (error instanceof RefusedCallError) return [];
    throw error;
  }
}
