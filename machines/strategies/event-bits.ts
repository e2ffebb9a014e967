/**
 * Event sets as small integers, for the inside of strategies; the port speaks names.
 * @module
 */
import type { EventName, EventSet } from '../../model/index.ts';

/** A set of the events that steppers use. */
export type Bits = number;

export const LINE = 1;
export const INSTRUCTION = 2;
export const PY_START = 4;
export const PY_RESUME = 8;
export const PY_THROW = 16;
export const PY_RETURN = 32;
export const PY_YIELD = 64;
export const PY_UNWIND = 128;
export const CALL = 256;
export const RAISE = 512;
export const JUMP = 1024;
export const STOP_ITERATION = 2048;
/** 3.12 and 3.13; later versions know it as both of the next. */
export const BRANCH = 4096;
export const BRANCH_LEFT = 8192;
export const BRANCH_RIGHT = 16384;

/** Entries that LINE depends on; always set with it. */
export const STARTS: Bits = PY_START | PY_RESUME;
/** Exits that code objects can be asked for in every version. */
export const EXITS: Bits = PY_RETURN | PY_YIELD;

const NAMES: readonly (readonly [Bits, EventName])[] = [
  [PY_START, 'PY_START'],
  [PY_RESUME, 'PY_RESUME'],
  [PY_RETURN, 'PY_RETURN'],
  [PY_YIELD, 'PY_YIELD'],
  [CALL, 'CALL'],
  [LINE, 'LINE'],
  [INSTRUCTION, 'INSTRUCTION'],
  [JUMP, 'JUMP'],
  [BRANCH, 'BRANCH'],
  [BRANCH_LEFT, 'BRANCH_LEFT'],
  [BRANCH_RIGHT, 'BRANCH_RIGHT'],
  [STOP_ITERATION, 'STOP_ITERATION'],
  [RAISE, 'RAISE'],
  [PY_UNWIND, 'PY_UNWIND'],
  [PY_THROW, 'PY_THROW'],
];

const BIT_OF: ReadonlyMap<string, Bits> = new Map(NAMES.map(([bit, name]) => [name, bit]));
const sets = new Map<Bits, EventSet>();
/** The sets that were made here. */
const made = new WeakMap<EventSet, Bits>();

/** The names of a set, in the order of PEP 669's bits. */
export function eventNames(bits: Bits): EventSet {
  let names = sets.get(bits);
  if (names === undefined) {
    names = NAMES.filter(([bit]) => (bits & bit) !== 0).map(([, name]) => name);
    sets.set(bits, names);
    made.set(names, bits);
  }
  return names;
}

/** The bit of an event; 0 for events that no stepper asks for. */
export function eventBit(name: string): Bits {
  return BIT_OF.get(name) ?? 0;
}

/** The set of these names. */
export function eventBits(names: EventSet): Bits {
  return made.get(names) ?? names.reduce((bits, name) => bits | eventBit(name), 0);
}
