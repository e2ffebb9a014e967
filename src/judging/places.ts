/**
 * Programs that laws are judged on, by their place: a seed and a place give the program again. Small places are of every kind in turn; places from
 * DIRECTED on are of one kind each, for laws and known-wrong steppers that have met nothing of their kind yet.
 * @module
 */
import fc from 'fast-check';
import type { Module, RandomSchedule } from '../../model/index.ts';
import {
  type LawGroup,
  programArbitrary,
  SHAPE_NAMES,
  type ShapeName,
  scheduleArbitrary,
  steppingProgramArbitrary,
  steppingShapesArbitrary,
  steppingThreadsArbitrary,
} from '../../properties/index.ts';
import { programSeed } from '../program-seed.ts';

/** Conditions that scripts give to breakpoints; each program has two of them. */
export const CONDITIONS = ['True', 'n > 1', '1/0', 'len(locals()) % 2 == 0'];
/** Events after which a program is no example. */
export const FUEL = 800;

// Programs made of what the laws speak of, programs that are hard to step through, and some of every other kind.
const PROGRAMS: readonly fc.Arbitrary<Module>[] = [
  steppingShapesArbitrary(),
  programArbitrary({ size: 0.1 }).map((p) => p.module),
  steppingProgramArbitrary(),
  steppingShapesArbitrary(),
  programArbitrary({ size: 0.2 }).map((p) => p.module),
];

/** Kinds of programs of which a law or a known-wrong stepper may need one. */
export type Habitat = ShapeName | 'threads';

/** Every kind. */
export const HABITATS: readonly Habitat[] = [...SHAPE_NAMES, 'threads'];
const DIRECTED = 1_000_000_000;

/** The n-th place with a program of that kind. */
export function directedPlace(habitat: Habitat, n: number): number {
  return DIRECTED + HABITATS.indexOf(habitat) + HABITATS.length * n;
}

/** Whether the program at a place was chosen for what it is made of. */
export function isDirected(place: number): boolean {
  return place >= DIRECTED;
}

function habitatAt(place: number): Habitat | undefined {
  return place < DIRECTED ? undefined : HABITATS[(place - DIRECTED) % HABITATS.length];
}

/** One small place in so many has a program with threads, which the model runs under a schedule. */
const THREADS_EVERY = 6;

/** Whether the program at a place has threads. */
export function hasThreads(place: number): boolean {
  const habitat = habitatAt(place);
  return habitat === undefined ? place % THREADS_EVERY === THREADS_EVERY - 1 : habitat === 'threads';
}

/** Whether the program at a place is there for what C code calls and for finalisers. */
export function hasCallbacks(place: number): boolean {
  return habitatAt(place) === 'callbacks';
}

/** The schedule of a program with threads. */
export function scheduleAt(seed: number, place: number): RandomSchedule {
  return fc.sample(scheduleArbitrary(), { seed: programSeed(seed ^ 0x7e4d, place), numRuns: 1 })[0]!;
}

/** The program at a place. */
export function programAt(seed: number, place: number): Module {
  return fc.sample(arbitraryAt(place), { seed: programSeed(seed, place), numRuns: 1 })[0]!;
}

function arbitraryAt(place: number): fc.Arbitrary<Module> {
  if (hasThreads(place)) return steppingThreadsArbitrary();
  const habitat = habitatAt(place);
  return habitat === undefined || habitat === 'threads'
    ? PROGRAMS[place % PROGRAMS.length]!
    : steppingShapesArbitrary([habitat]);
}

/** Programs in a row that are recorded with the same conditions. */
const TOGETHER = 8;

/** The two conditions of the program at a place. */
export function conditionsAt(place: number): string[] {
  const group = Math.floor(place / TOGETHER);
  const first = group % CONDITIONS.length;
  return [CONDITIONS[first]!, CONDITIONS[(first + 1 + (group % (CONDITIONS.length - 1))) % CONDITIONS.length]!];
}

/** Where the laws of a group have their premises. */
const OF_GROUP: Readonly<Record<LawGroup, readonly Habitat[]>> = {
  entry: ['comprehended', 'callbacks', 'specials', 'shared', 'siblings', 'instances', 'defined', 'consumed'],
  order: ['recursion', 'siblings', 'loops', 'through'],
  'frame-identity': ['siblings', 'recursion', 'instances', 'mutual'],
  recursion: ['recursion', 'mutual', 'closures'],
  exceptions: ['caught', 'overridden', 'through', 'exhausted', 'instances', 'drained', 'managed'],
  generators: ['instances', 'delegated', 'exhausted', 'awaits', 'consumed', 'streamed', 'abandoned'],
  threads: ['threads'],
  rules: [
    'consumed',
    'drained',
    'managed',
    'abandoned',
    'instances',
    'comprehended',
    'delegated',
    'through',
    'exhausted',
  ],
  breakpoints: ['shared', 'loops', 'recursion', 'comprehended'],
  masks: ['recursion', 'siblings', 'through', 'instances', 'drained', 'consumed', 'awaits'],
  transparency: ['callbacks', 'siblings'],
  termination: ['loops', 'siblings', 'instances'],
};

/** Laws that only one kind of program gives a premise. */
const OF_LAW: Readonly<Record<string, readonly Habitat[]>> = {
  'inlined-comprehension': ['comprehended'],
  'rec-fib': ['recursion'],
  'mutual-rec': ['mutual'],
  'closure-shared-code': ['closures'],
  'bp-same-line-codes': ['shared'],
  'loop-escape': ['loops'],
  'reference-hygiene': ['callbacks'],
  'async-over-await': ['awaits'],
  'gen-delegation': ['delegated'],
  'gen-throw-close': ['delegated'],
  'exc-return-override': ['overridden'],
};

/** Kinds of programs that show what is known to be wrong with a strategy, by `strategy: kind` as find-failures.ts has them. */
const OF_FAILURE: Readonly<Record<string, readonly Habitat[]>> = {
  'B: spurious': ['recursion', 'mutual'],
  'B: lost': ['recursion', 'mutual'],
  'B: spurious by a thread': ['threads'],
  'B: lost to a thread': ['threads'],
  'B2: spurious by a thread': ['threads'],
  'B2: lost to a thread': ['threads'],
  'B2: exception exit': ['through', 'caught'],
  'B2: generator exit': ['delegated'],
  'B2: recursion': ['recursion', 'mutual'],
  'C-call: callback from C': ['callbacks'],
  'C-call: resumption by for': ['instances'],
  'C-call: throw': ['delegated'],
  'C-call: __exit__': ['specials'],
  'C-call: property': ['specials'],
  'C-call: __del__': ['callbacks'],
  'C-call: __await__': ['awaits'],
  'C-call: another dunder': ['specials'],
};

/** Kinds of programs in which a failure may be met. */
export function habitatsOfFailure(failure: string): readonly Habitat[] {
  return OF_FAILURE[failure] ?? [];
}

/** Kinds of programs that a law may need. */
export function habitatsOf(law: { readonly id: string; readonly group: LawGroup }): readonly Habitat[] {
  return OF_LAW[law.id] ?? OF_GROUP[law.group];
}

/** Kinds of programs in which laws of these groups are at home. */
export function habitatsOfGroups(groups: readonly LawGroup[]): readonly Habitat[] {
  return groups.flatMap((group) => OF_GROUP[group]);
}
