/**
 * Smaller programs out of a program: every one well-formed, ending by construction and strictly smaller.
 * @module
 */
import type { Module } from '../../../model/index.ts';
import { cuts } from './cut.ts';
import { endsByConstruction } from './ends.ts';
import { simplifications } from './simplify.ts';
import { isSmaller, sizeOf } from './size.ts';
import { isWellFormed } from './well-formed.ts';

/**
 * Candidates, the greatest cuts first; each differs from the module by one change. With `mayRunOn` they may run for ever: for those
 * who cut runs off.
 */
export function* shrinkModule(module: Module, mayRunOn = false): Generator<Module> {
  const size = sizeOf(module);
  for (const make of [cuts, simplifications]) {
    for (const candidate of make(module)) {
      if (!isSmaller(sizeOf(candidate), size)) continue;
      if (isWellFormed(candidate) && (mayRunOn || endsByConstruction(candidate))) yield candidate;
    }
  }
}
