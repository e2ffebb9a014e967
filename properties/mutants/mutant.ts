/**
 * Known-wrong steppers: each makes one mistake that real debuggers have made, and each must be killed by a law of its own group.
 * @module
 */
import {
  compileTable,
  globalEvents,
  STEPPING_GUARDS,
  STEPPING_UPDATES,
  type Stepper,
  type SteppingContext,
  type SteppingEvent,
  type SteppingGuard,
  type SteppingUpdate,
  type Strategy,
  steppingMachine,
  type Table,
} from '../../machines/index.ts';
import type { ToolView } from '../../model/index.ts';
import type { LawGroup } from '../laws/index.ts';

interface MutantBase {
  readonly id: string;
  /** The mistake, in a sentence. */
  readonly mistake: string;
  /** Groups of laws that must notice. */
  readonly groups: readonly LawGroup[];
  /** Where it is noticed: where steps change threads, with functions that steps skip, or under a policy that stops at exceptions; `strict` if absent. */
  readonly setting?: 'turned' | 'filtered' | 'exceptions';
}

/** A strategy with a mistake. */
interface StrategyMutant extends MutantBase {
  /** The sound strategy that it is made of. */
  readonly base: Strategy;
  readonly strategy: Strategy;
}

/** A mistake in the reference stepper's chart, for what strategies have no say in. */
interface ChartMutant extends MutantBase {
  readonly table: Table<SteppingContext, SteppingEvent>;
}

export type Mutant = StrategyMutant | ChartMutant;

type Guard = (context: SteppingContext, event: SteppingEvent) => boolean;
type Update = (context: SteppingContext, event: SteppingEvent) => SteppingContext;

/** The stepping chart with some guards or updates replaced. */
export function chartWith(
  guards: Partial<Record<SteppingGuard, Guard>>,
  updates: Partial<Record<SteppingUpdate, Update>> = {},
): Table<SteppingContext, SteppingEvent> {
  return compileTable<SteppingContext, SteppingEvent, SteppingGuard, SteppingUpdate>(
    steppingMachine,
    { ...STEPPING_GUARDS, ...guards },
    { ...STEPPING_UPDATES, ...updates },
  );
}

/** A mutant of a strategy's brain. */
export function thinksWrong(
  id: string,
  mistake: string,
  groups: readonly LawGroup[],
  base: Strategy,
  brain: NonNullable<Strategy['brain']>,
): Mutant {
  return { id, mistake, groups, base, strategy: { ...base, id, brain } };
}

/** Strategy A that does not hear some of what it is told. */
export function deafTo(
  id: string,
  mistake: string,
  groups: readonly LawGroup[],
  deaf: (said: SteppingEvent, view: ToolView, stepper: Stepper) => boolean,
): Mutant {
  return thinksWrong(id, mistake, groups, globalEvents, {
    alter: (said, view, stepper) => (deaf(said, view, stepper) ? undefined : said),
  });
}

/** A mutant of what a strategy asks for. */
export function asksWrong(
  id: string,
  mistake: string,
  groups: readonly LawGroup[],
  base: Strategy,
  change: Partial<Strategy>,
): Mutant {
  return { id, mistake, groups, base, strategy: { ...base, id, ...change } };
}
