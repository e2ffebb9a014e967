/**
 * How methods of bytes are made: a receiver, arguments, and an algorithm that may ask for `__index__`.
 * @module
 */

import type { BytesData } from '../heap.ts';
import type { Operations } from '../operations.ts';
import type { Ask } from '../protocol/replay.ts';
import type { Slot, Value } from '../value.ts';

/** A method: how many arguments it takes, their names where keywords are allowed, and what it does. */
export interface BytesMethod {
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
  /** One of the searches, whose arguments 3.12 counts in its own words. */
  readonly search?: boolean;
  readonly run: (vm: Operations, self: Readonly<BytesData>, args: readonly Slot[], ask: Ask, receiver: Value) => Value;
}
export type BytesMethodTable = Readonly<Record<string, BytesMethod>>;

/** An argument that None stands for the absence of. */
export function optional(v: Slot): Value | undefined {
  return v === null ? undefined : v;
}
