/**
 * Programs by their place: the i-th of a seed is the same in every command and every thread.
 * @module
 */

/** The seed of a program: 32 bits mixed of the run's seed and the program's place. */
export function programSeed(seed: number, index: number): number {
  let h = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 13), 0x297a2d39);
  return h ^ (h >>> 16);
}
