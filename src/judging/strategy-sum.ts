/**
 * What sessions say of one strategy, summed: laws, costs, the smallest session that breaks each law.
 * @module
 */
import type { Schedule } from '../../model/index.ts';
import {
  type InModel,
  insideModel,
  judgedSession,
  judgeSession,
  type Law,
  type LawTally,
  type ModelSetting,
  newTallies,
  type Recording,
  type SharedFindings,
} from '../../properties/index.ts';
import { type Asked, SETTINGS, type SessionText, textOf } from './settings.ts';
import type { Judged } from './subjects-under-law.ts';

/** A program's run with the sessions that are held on it. */
export interface Case {
  readonly program: number;
  readonly source: string;
  readonly run: Recording;
  readonly schedule?: Schedule;
  readonly sessions: readonly Asked[];
  /** The sessions that run inside the model too. */
  readonly inside: readonly Asked[];
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
export interface StrategyResult {
  readonly id: string;
  readonly checks: number;
  readonly tallies: readonly LawTally[];
  readonly broken: readonly BrokenLaw[];
  readonly cost: CostSum;
}

const stopLaws = (laws: readonly Law[]): readonly Law[] => laws.filter((law) => law.stopLaw);
const STOP_LAWS = {
  strict: stopLaws(SETTINGS.strict.laws),
  turned: stopLaws(SETTINGS.turned.laws),
  filtered: stopLaws(SETTINGS.filtered.laws),
  exceptions: stopLaws(SETTINGS.exceptions.laws),
};

/** Sums for one strategy. */
export class StrategySum {
  readonly #judged: Judged;
  readonly #inModel: InModel | undefined;
  readonly #tallies = newTallies(Object.values(SETTINGS).flatMap((setting) => setting.laws));
  readonly #broken: BrokenLaw[] = [];
  readonly #cost: CostSum = { stops: 0, events: 0, checks: 0, writes: 0, reinstrumented: 0, lookups: 0 };
  #checks = 0;

  constructor(judged: Judged, setting: ModelSetting) {
    this.#judged = judged;
    this.#inModel = judged.strategy === undefined ? undefined : insideModel(judged.strategy, setting);
  }

  /** Judges a session, if the strategy can be judged under its policy: whether it can. */
  judge(one: Case, session: Asked, shared: SharedFindings): boolean {
    const { setting, spec } = session;
    const { settings, runner, onlyStops } = this.#judged;
    if (!settings.includes(setting.id)) return false;
    this.#checks++;
    const inside = one.inside.includes(session) ? this.#inModel : undefined;
    const run = judgedSession(one.run, spec, runner, inside);
    const cost = this.#cost;
    const { events, checks, writes, reinstrumented, lookups } = run.done.cost;
    cost.stops += run.done.transcript.stops.length;
    cost.events += events;
    cost.checks += checks;
    cost.writes += writes;
    cost.reinstrumented += reinstrumented;
    cost.lookups += lookups;
    const laws = onlyStops ? STOP_LAWS[setting.id] : setting.laws;
    for (const { law, message } of judgeSession(run, laws, { tallies: this.#tallies, shared })) {
      const text = textOf(one.source, session, one.schedule);
      keepSmallest(this.#broken, { ...text, law: law.id, program: one.program, message });
    }
    return true;
  }

  get result(): StrategyResult {
    const tallies = [...this.#tallies.values()];
    return { id: this.#judged.id, checks: this.#checks, tallies, broken: this.#broken, cost: this.#cost };
  }
}

/** Keeps the shortest program and script for each law. */
function keepSmallest(kept: BrokenLaw[], found: BrokenLaw): void {
  const at = kept.findIndex((b) => b.law === found.law);
  const size = (b: BrokenLaw): number => b.source.length + 4 * b.script.length;
  if (at === -1) kept.push(found);
  else if (size(found) < size(kept[at]!)) kept[at] = found;
}
