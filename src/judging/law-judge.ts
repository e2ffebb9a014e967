/**
 * Judges strategies by the laws over recordings of a real CPython, in one thread.
 * @module
 */
import fc from 'fast-check';
import { printScript, type Script } from '../../machines/index.ts';
import { type Module, print } from '../../model/index.ts';
import {
  arbitraryScript,
  judgedSession,
  judgeSession,
  LAWS,
  type Law,
  type LawTally,
  newTallies,
  POLICIES,
  programArbitrary,
  type Recording,
  type Runner,
  recording,
  steppingProgramArbitrary,
  subjectsOf,
} from '../../properties/index.ts';
import type { PyodideLane } from '../lanes/pyodide-lane.ts';
import { programSeed } from '../program-seed.ts';
import { JUDGED, JUDGED_MUTANTS, type Judged } from './subjects-under-law.ts';

/** What the thread is started with. */
export interface LawWorkerData {
  readonly release: string;
  readonly seed: number;
  /** Judge known-wrong steppers too. */
  readonly mutants: boolean;
  /** Strategies to judge; all that the version allows if absent. */
  readonly strategies?: readonly string[];
}

/** A session that breaks a law. */
export interface BrokenLaw {
  readonly law: string;
  /** The program's place, from which it can be made again. */
  readonly program: number;
  readonly source: string;
  readonly script: string;
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
  readonly tallies: readonly LawTally[];
  readonly broken: readonly BrokenLaw[];
  readonly cost: CostSum;
}

export interface LawResult {
  readonly programs: number;
  readonly sessions: number;
  readonly strategies: readonly StrategyResult[];
  /** Mutant → laws of its groups that it broke. */
  readonly killed: Readonly<Record<string, readonly string[]>>;
}

/** Places of programs to judge. */
export interface LawChunk {
  readonly from: number;
  readonly count: number;
}

/** Conditions that scripts give to breakpoints. */
export const CONDITIONS = ['True', 'a > 1', '1/0', 'len(locals()) % 2 == 0'];
/** Events after which a program is no example. */
export const FUEL = 1500;
const POLICY = POLICIES.strict;
const STRICT_LAWS: readonly Law[] = LAWS.filter((law) => law.policies === undefined || law.policies.includes('strict'));
// Programs that are hard to step through, and some of every other kind: small ones make small counterexamples.
const PROGRAMS: readonly fc.Arbitrary<Module>[] = [
  steppingProgramArbitrary(),
  programArbitrary({ size: 0.1 }).map((p) => p.module),
  steppingProgramArbitrary(),
  programArbitrary({ size: 0.4 }).map((p) => p.module),
];
const SCRIPTS = 4;

interface Case {
  readonly program: number;
  readonly source: string;
  readonly run: Recording;
  readonly scripts: readonly Script[];
}

/** The program at a place. */
export function programAt(seed: number, place: number): Module {
  return fc.sample(PROGRAMS[place % PROGRAMS.length]!, { seed: programSeed(seed, place), numRuns: 1 })[0]!;
}

/** Judges chunks of programs. */
export class LawJudge {
  readonly #lane: PyodideLane;
  readonly #seed: number;
  readonly #mutants: boolean;
  readonly #strategies: readonly Judged[];
  /** Once is enough: a dead mutant is not judged again. */
  readonly #killed = new Set<string>();

  constructor(lane: PyodideLane, { seed, mutants, strategies }: LawWorkerData) {
    this.#lane = lane;
    this.#seed = seed;
    this.#mutants = mutants;
    this.#strategies = JUDGED.filter(
      (j) => (j.profile !== '3.15' || lane.version === '3.15') && strategies?.includes(j.id) !== false,
    );
  }

  judge({ from, count }: LawChunk): LawResult {
    const cases = this.#cases(from, count);
    const killed: Record<string, string[]> = {};
    const strategies = this.#strategies.map((judged) => {
      const sums: StrategyResult & { broken: BrokenLaw[] } = {
        id: judged.id,
        tallies: [],
        broken: [],
        cost: { stops: 0, events: 0, checks: 0, writes: 0, reinstrumented: 0, lookups: 0 },
      };
      const tallies = newTallies(STRICT_LAWS);
      for (const one of cases) {
        for (const script of one.scripts) {
          const session = judgedSession(one.run, script, POLICY, judged.runner);
          const { cost, transcript } = session.done;
          sums.cost.stops += transcript.stops.length;
          for (const key of ['events', 'checks', 'writes', 'reinstrumented', 'lookups'] as const)
            sums.cost[key] += cost[key];
          for (const { law, message } of judgeSession(session, STRICT_LAWS, tallies)) {
            keepSmallest(sums.broken, {
              law: law.id,
              program: one.program,
              source: one.source,
              script: printScript(script),
              message,
            });
          }
        }
      }
      return { ...sums, tallies: [...tallies.values()] };
    });
    if (this.#mutants) {
      for (const mutant of JUDGED_MUTANTS) {
        if (this.#killed.has(mutant.id)) continue;
        const laws = STRICT_LAWS.filter((law) => mutant.groups.includes(law.group));
        const broken = brokenLaws(cases, mutant.runner, laws);
        if (broken.length === 0) continue;
        this.#killed.add(mutant.id);
        killed[mutant.id] = broken;
      }
    }
    const sessions = cases.reduce((sum, one) => sum + one.scripts.length, 0);
    return { programs: cases.length, sessions, strategies, killed };
  }

  /** Programs whose run was short enough, with scripts that speak of their lines and functions. */
  #cases(from: number, count: number): Case[] {
    const sources: string[] = [];
    for (let i = from; i < from + count; i++) {
      sources.push(print(programAt(this.#seed, i)).source);
    }
    const recorded = this.#lane.recordStepping(
      sources.map((source) => ({ source })),
      { fuel: FUEL, conditions: CONDITIONS },
    );
    return recorded.flatMap(({ events, module, exception, end }, i): Case[] => {
      if (end !== undefined) return [];
      const run = recording(events, module, exception?.type, sources[i]!);
      const seed = programSeed(this.#seed ^ 0x5c21, from + i);
      const scripts = fc.sample(arbitraryScript(subjectsOf(module, CONDITIONS)), { seed, numRuns: SCRIPTS });
      return [{ program: from + i, source: sources[i]!, run, scripts }];
    });
  }
}

/** Keeps the shortest program and script for each law. */
function keepSmallest(kept: BrokenLaw[], found: BrokenLaw): void {
  const at = kept.findIndex((b) => b.law === found.law);
  const size = (b: BrokenLaw): number => b.source.length + 4 * b.script.length;
  if (at === -1) kept.push(found);
  else if (size(found) < size(kept[at]!)) kept[at] = found;
}

function brokenLaws(cases: readonly Case[], runner: Runner, laws: readonly Law[]): string[] {
  const broken = new Set<string>();
  for (const one of cases) {
    for (const script of one.scripts) {
      try {
        const session = judgedSession(one.run, script, POLICY, runner);
        for (const { law } of judgeSession(session, laws)) broken.add(law.id);
      } catch {
        // A mutant may ask for what its profile refuses: that is no law that noticed it.
      }
    }
  }
  return [...broken];
}
