/**
 * Judges strategies by the laws over recordings of a real CPython, in one thread.
 * @module
 */
import { print } from '../../model/index.ts';
import {
  fitsModel,
  judgedSession,
  judgeSession,
  type Law,
  type ModelSetting,
  type Recording,
  RefusedCallError,
  recording,
  SharedFindings,
} from '../../properties/index.ts';
import { buildFacts } from '../differential/model-engine.ts';
import type { PyodideLane } from '../lanes/pyodide-lane.ts';
import { programSeed } from '../program-seed.ts';
import { kindOfFailure } from './find-failures.ts';
import { conditionsAt, FUEL, hasCallbacks, hasThreads, isDirected, programAt, scheduleAt } from './places.ts';
import { ThreadRecorder } from './record-threads.ts';
import {
  type Asked,
  SETTINGS,
  type SessionText,
  sessionsOf,
  textOf,
  threadSessionsOf,
  wholeSessions,
} from './settings.ts';
import { type Case, type StrategyResult, StrategySum } from './strategy-sum.ts';
import { BASES, JUDGED, JUDGED_MUTANTS, type Judged, type JudgedMutant } from './subjects-under-law.ts';

/** Who is judged, and by which programs. */
export interface LawSetup {
  readonly seed: number;
  /** Strategies to judge; all that the version allows if absent. */
  readonly strategies?: readonly string[];
  /** Sessions under `strict` for each program. */
  readonly scripts: number;
  /** Strategies whose first wrong stops are sorted by kind, in place of judging by laws. */
  readonly failuresOf?: readonly string[];
}

/** How a known-wrong stepper was noticed. */
export interface Killed {
  /** Laws of its groups that the session breaks. */
  readonly laws: readonly string[];
  /** Sessions that it was judged in, this one included. */
  readonly runs: number;
  readonly session: SessionText;
}

export interface LawResult {
  readonly programs: number;
  readonly sessions: number;
  readonly strategies: readonly StrategyResult[];
  readonly killed: Readonly<Record<string, Killed>>;
  /** Sessions that each of the others survived. */
  readonly survived: Readonly<Record<string, number>>;
  /** Kinds of wrong stops that were met, as `strategy: kind`. */
  readonly failures: readonly string[];
  readonly time: ProcessorTime;
}

/** Milliseconds of the process's processors, by what they were spent on. Other threads count too. */
export interface ProcessorTime {
  /** Sessions on recordings, and their laws. */
  replaying: number;
  /** Sessions that run inside the model too, and their laws. */
  inside: number;
  /** Checks of those sessions. */
  insideChecks: number;
  /** All of it, with programs and recordings. */
  all: number;
}

/** Places of programs to judge, and the known-wrong steppers that nobody has noticed yet. */
export interface LawChunk {
  readonly places: readonly number[];
  readonly alive: readonly string[];
  /** Of the strategies, only those that known-wrong steppers are made of. */
  readonly onlyBases?: true;
}

/** Deliveries to all tools after which a session inside the model is cut off. */
const MODEL_FUEL = 20_000;
/** Of so many programs one has a session inside the model too: that takes as long as many replays. */
const IN_MODEL_EVERY = 3;
/** Sessions inside the model of a program with finalisers, which few programs have. */
const MOST_IN_MODEL = 3;

/** Sessions that are short enough to run inside the model, in some of the programs: first those that go on to the end. */
function insideOf(place: number, sessions: readonly Asked[]): readonly Asked[] {
  const most = hasCallbacks(place) ? MOST_IN_MODEL : place % IN_MODEL_EVERY === 0 ? 1 : 0;
  if (most === 0) return [];
  const short = sessions.filter(({ setting, spec }) => setting.id === 'strict' && fitsModel(spec));
  const goesOn = ({ spec }: Asked): number => (spec.script.at(-1)?.repeat === true ? 0 : 1);
  return short.sort((a, b) => goesOn(a) - goesOn(b)).slice(0, most);
}

/** Judges chunks of programs. */
export class LawJudge {
  readonly #lane: PyodideLane;
  readonly #setup: LawSetup;
  readonly #threads: ThreadRecorder;
  readonly #strategies: readonly Judged[];
  constructor(lane: PyodideLane, setup: LawSetup) {
    this.#lane = lane;
    this.#threads = new ThreadRecorder(lane);
    this.#setup = setup;
    this.#strategies = JUDGED.filter(
      (j) => (j.profile !== '3.15' || lane.version === '3.15') && setup.strategies?.includes(j.id) !== false,
    );
  }

  judge({ places, alive, onlyBases }: LawChunk): LawResult {
    const began = processor();
    const cases = this.#cases(places);
    const started = processor();
    const time: ProcessorTime = { replaying: 0, inside: 0, insideChecks: 0, all: 0 };
    const setting: ModelSetting = { build: buildFacts(this.#lane.build), fuel: MODEL_FUEL };
    const judged = onlyBases === true ? this.#strategies.filter(({ id }) => BASES.includes(id)) : this.#strategies;
    const sums = judged.map((one) => new StrategySum(one, setting));
    // Session by session: what is made for one is gone before the next, unless known-wrong steppers come back to it.
    for (const one of cases) {
      for (const session of one.sessions) {
        const shared = alive.length === 0 ? new SharedFindings() : sharedBy(session);
        const inside = one.inside.includes(session);
        const before = inside ? processor() : 0;
        for (const sum of sums) time.insideChecks += sum.judge(one, session, shared) && inside ? 1 : 0;
        if (inside) time.inside += processor() - before;
      }
    }
    time.replaying = processor() - started - time.inside;
    const killed: Record<string, Killed> = {};
    const survived: Record<string, number> = {};
    for (const mutant of JUDGED_MUTANTS) {
      if (!alive.includes(mutant.id)) continue;
      const found = killing(mutant, cases);
      if (typeof found === 'number') survived[mutant.id] = found;
      else killed[mutant.id] = found;
    }
    const sessions = cases.reduce((sum, one) => sum + one.sessions.length, 0);
    const failures = (this.#setup.failuresOf ?? []).flatMap((id) => kindsOf(cases, id));
    const strategies = sums.map(({ result }) => result);
    time.all = processor() - began;
    return { programs: cases.length, sessions, strategies, killed, survived, failures, time };
  }

  /** Programs whose run was short enough, with sessions that speak of their lines and functions. */
  #cases(places: readonly number[]): Case[] {
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
    const { seed, scripts } = this.#setup;
    const { run, source, complete, schedule } = this.#threads.record(
      programAt(seed, place),
      scheduleAt(seed, place),
      FUEL,
    );
    if (!complete || schedule === null) return [];
    const sessions = threadSessionsOf(run, programSeed(seed ^ 0x5c21, place), scripts, isDirected(place));
    return [{ program: place, source, run, schedule, sessions, inside: [] }];
  }

  #recorded(places: readonly number[]): Case[] {
    if (places.length === 0) return [];
    const { seed, scripts } = this.#setup;
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
      const sessions = [
        ...sessionsOf(module, conditions, programSeed(seed ^ 0x5c21, program), scripts, isDirected(program)),
        ...(this.#setup.failuresOf === undefined ? [] : wholeSessions(module)),
      ];
      return [{ program, source: sources[i]!, run, sessions, inside: insideOf(program, sessions) }];
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

/** The first session in which a known-wrong stepper breaks a law of its groups, or the sessions that it has survived. */
function killing(mutant: JudgedMutant, cases: readonly Case[]): Killed | number {
  const laws = SETTINGS[mutant.setting].laws.filter((law) => mutant.groups.includes(law.group));
  const ofThreads = mutant.groups.every((group) => group === 'threads');
  let runs = 0;
  for (const one of cases) {
    // Laws on threads have no premise where there is one thread.
    if (ofThreads && one.schedule === undefined) continue;
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
