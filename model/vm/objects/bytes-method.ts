/**
 * How methods of bytes are made: a receiver, arguments, and an algorithm that may ask for `__index__`.
 * @module
 */

import type { BytesData } from '../heap.ts';
import type { Operations } from '../operations.ts';
import type { Ask } from '../protocol/replay.ts';
import { ModelError, type Slot, type Value } from '../value.ts';
import { argumentType } from './arguments.ts';
import { raise } from './exceptions.ts';
import { asKind } from './payload.ts';
import { isInstance, TYPES, typeName } from './types.ts';

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

/** The bytes of a bytes-like object, or of what a memoryview looks at. */
export function bytesLike(vm: Operations, v: Value): readonly number[] {
  const data = bufferOf(vm, v);
  if (data !== undefined) return data.bytes;
  throw raise(vm, 'TypeError', `a bytes-like object is required, not '${typeName(vm, v)}'`);
}

/** The bytes of something that gives a buffer; undefined for any other object. */
export const bufferOf = (vm: Operations, v: Value): Readonly<BytesData> | undefined =>
  asKind(vm, v, 'bytes') ?? viewed(vm, v);

function viewed(vm: Operations, v: Value): Readonly<BytesData> | undefined {
  const view = asKind(vm, v, 'record');
  if (view?.type === 'array.array') throw new ModelError('the buffer of an array is not modelled');
  return view?.type === 'memoryview' ? asKind(vm, view.slots[0], 'bytes') : undefined;
}

/** The bytes of a bytearray; `argument` names what is none. */
export function writable(vm: Operations, v: Value, argument = 'argument'): readonly number[] {
  const bytes = isInstance(vm, v, TYPES.bytearray) ? asKind(vm, v, 'bytes')?.bytes : undefined;
  if (bytes !== undefined) return bytes;
  if (isInstance(vm, v, TYPES.memoryview)) throw new ModelError('writing into a memoryview is not modelled');
  throw raise(vm, 'TypeError', `${argument} must be read-write bytes-like object, not ${argumentType(vm, v)}`);
}

/** An argument that None stands for the absence of. */
export function optional(v: Slot): Value | undefined {
  return v === null ? undefined : v;
}
