/**
 * Static objects: builtin types, their dicts, builtin functions and singletons. They have negative ids, belong to no state, are
 * immutable and immortal; a serialised state names them by id.
 * @module
 */
import type { HeapData } from '../heap.ts';
import { Ref } from '../value.ts';

const statics: Ref[] = [];

/** Makes a static object; ids run −1, −2 … in the order in which the modules of the builtins are evaluated, which is fixed. */
export function allocStatic(data: HeapData | null): Ref {
  const ref = new Ref(-1 - statics.length, data);
  statics.push(ref);
  return ref;
}

/** The static object with this (negative) id; undefined if there is none. */
export function staticById(id: number): Ref | undefined {
  return statics[-1 - id];
}
