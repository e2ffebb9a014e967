/**
 * Programs for what has met too little of its kind: known-wrong steppers that are alive, laws that no session has exercised, or too few.
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
/** Laws that share the programs of a chunk: those that are furthest behind. */
const LAWS_TOGETHER = 4;

/** Chooses places for judge-laws.ts. */
export class Directed {
  readonly #judged: LawsJudged;
  readonly #share: number;
  readonly #given = new Map<Habitat, number>();
  #after = FIRST;

  /** Laws that fewer than that share of a strategy's sessions have exercised are wanted; with 0, those that none has. */
  constructor(judged: LawsJudged, share: number) {
    this.#judged = judged;
    this.#share = share;
  }

  /** Places of the kinds that are wanted, now and then; `next` is the next place of every kind. */
  places(next: number, alive: readonly string[]): number[] {
    if (next < this.#after) return [];
    this.#after = next + BETWEEN;
    const homes = homesOf(alive);
    const behind = LAWS.map((law) => ({ law, share: this.#shareOf(law.id) }))
      .filter(({ share }) => share === 0 || share < this.#share)
      .sort((a, b) => a.share - b.share)
      .map(({ law }) => habitatsOf(law));
    // Known-wrong steppers need a program of every kind; a law needs many of its own.
    if (homes.length > 0 || this.#share === 0) return this.#next([...homes, ...behind.flat()]);
    return behind.length === 0 ? [] : this.#each(behind.slice(0, LAWS_TOGETHER));
  }

  /** Places for known-wrong steppers alone. */
  placesFor(alive: readonly string[]): number[] {
    return this.#next(homesOf(alive));
  }

  /** Places for failures that nobody has met. */
  placesOfFailures(missing: readonly string[]): number[] {
    return this.#next(missing.flatMap(habitatsOfFailure));
  }

  /** A chunk of places, in turn of one kind of each law. */
  #each(homes: readonly (readonly Habitat[])[]): number[] {
    return Array.from({ length: TOGETHER }, (_, n) => {
      const kinds = homes[n % homes.length]!;
      const habitat = kinds.reduce((least, kind) => (this.#givenOf(kind) < this.#givenOf(least) ? kind : least));
      return this.#give(habitat);
    });
  }

  /** A chunk of places of these kinds, those first of which there were fewest. */
  #next(kinds: readonly Habitat[]): number[] {
    const wanted = [...new Set(kinds)].sort((a, b) => this.#givenOf(a) - this.#givenOf(b));
    if (wanted.length === 0) return [];
    return Array.from({ length: TOGETHER }, (_, n) => this.#give(wanted[n % wanted.length]!));
  }

  #givenOf(habitat: Habitat): number {
    return this.#given.get(habitat) ?? 0;
  }

  #give(habitat: Habitat): number {
    const before = this.#givenOf(habitat);
    this.#given.set(habitat, before + 1);
    return directedPlace(habitat, before);
  }

  /** The share of its sessions in which a sound stepper that was asked about the law has exercised it: that of the one with least; 1 if none was asked. */
  #shareOf(id: string): number {
    let least = 1;
    for (const { id: stepper, sound } of JUDGED) {
      const judged = sound ? this.#judged.strategies.get(stepper) : undefined;
      const tally = judged?.tallies.get(id);
      if (judged !== undefined && tally !== undefined && tally.runs > 0)
        least = Math.min(least, tally.exercised / judged.checks);
    }
    return least;
  }
}

function homesOf(alive: readonly string[]): Habitat[] {
  return JUDGED_MUTANTS.filter(({ id }) => alive.includes(id)).flatMap(({ groups }) => habitatsOfGroups(groups));
}
