/**
 * Programs for what has met nothing of its kind yet: known-wrong steppers that are alive, laws that no session has exercised.
 * @module
 */
import { LAWS } from '../../properties/index.ts';
import type { LawsJudged } from './judge-laws.ts';
import { directedPlace, type Habitat, habitatsOf, habitatsOfFailure, habitatsOfGroups } from './places.ts';
import { JUDGED, JUDGED_MUTANTS } from './subjects-under-law.ts';

/** Programs of every kind that come first, and between two directed chunks. */
const FIRST = 2;
const BETWEEN = 8;
/** Programs of a directed chunk. */
const TOGETHER = 8;

/** Chooses places for judge-laws.ts. */
export class Directed {
  readonly #judged: LawsJudged;
  readonly #given = new Map<Habitat, number>();
  #after = FIRST;

  constructor(judged: LawsJudged) {
    this.#judged = judged;
  }

  /** Places of the kinds that are wanted, now and then; `next` is the next place of every kind. */
  places(next: number, alive: readonly string[]): number[] {
    if (next < this.#after) return [];
    this.#after = next + BETWEEN;
    const idle = LAWS.filter(({ id }) => this.#isIdle(id));
    return this.#next([...homesOf(alive), ...idle.flatMap(habitatsOf)]);
  }

  /** Places for known-wrong steppers alone. */
  placesFor(alive: readonly string[]): number[] {
    return this.#next(homesOf(alive));
  }

  /** Places for failures that nobody has met. */
  placesOfFailures(missing: readonly string[]): number[] {
    return this.#next(missing.flatMap(habitatsOfFailure));
  }

  /** A chunk of places of these kinds, those first of which there were fewest. */
  #next(kinds: readonly Habitat[]): number[] {
    const given = (habitat: Habitat): number => this.#given.get(habitat) ?? 0;
    const wanted = [...new Set(kinds)].sort((a, b) => given(a) - given(b));
    if (wanted.length === 0) return [];
    return Array.from({ length: TOGETHER }, (_, n) => {
      const habitat = wanted[n % wanted.length]!;
      const before = given(habitat);
      this.#given.set(habitat, before + 1);
      return directedPlace(habitat, before);
    });
  }

  /** A sound stepper was asked about the law and no session exercised it. */
  #isIdle(id: string): boolean {
    return JUDGED.some((j) => {
      const tally = j.sound ? this.#judged.strategies.get(j.id)?.tallies.get(id) : undefined;
      return tally !== undefined && tally.runs > 0 && tally.exercised === 0;
    });
  }
}

function homesOf(alive: readonly string[]): Habitat[] {
  return JUDGED_MUTANTS.filter(({ id }) => alive.includes(id)).flatMap(({ groups }) => habitatsOfGroups(groups));
}
