/**
 * Where a code object has locations: the lines that start at its instructions, without a VM.
 * @module
 */
import type { CodeObject } from './code/code-object.ts';
import { firstTraceable, lineStarts, NO_LINE } from './code/line-table.ts';
import { PROFILES } from './versions.ts';

/** An instruction of a code object at which LINE can fire. */
export interface Location {
  /** Offset in bytes. */
  readonly offset: number;
  readonly line: number;
}

/** What a debugger may speak of. */
export interface Locations {
  /** In the order of offsets. */
  readonly starts: readonly Location[];
  /** Offset of the RESUME at which tracing begins. */
  readonly first: number;
}

const known = new WeakMap<CodeObject, Locations>();

/** The locations of a code object, as its version decides them. */
export function locationsOf(code: CodeObject): Locations {
  let found = known.get(code);
  if (found === undefined) {
    const indexes = new Map(code.instructions.map((i, n) => [i.offset, n]));
    const lines = lineStarts(code, PROFILES[code.python], (offset) => indexes.get(offset) ?? -1);
    const starts = code.instructions.flatMap((i, n) =>
      lines[n] === NO_LINE ? [] : [{ offset: i.offset, line: lines[n] as number }],
    );
    found = { starts, first: code.instructions[firstTraceable(code)]?.offset ?? Number.POSITIVE_INFINITY };
    known.set(code, found);
  }
  return found;
}
