/**
 * Arrays as records: what they hold, and new ones.
 * @module
 */
import { checkExports } from '../objects/memory.ts';
import { asKind } from '../objects/payload.ts';
import { TYPES } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { ModelError, type Ref, type Slot, type Value } from '../value.ts';
import { newExtension } from './extension.ts';

export const ARRAY = 'array.array';

export interface ArrayData {
  readonly ref: Ref;
  readonly code: string;
  readonly items: readonly Value[];
}

/** An array's contents; undefined for what is none. */
export function asArray(vm: Operations, v: Slot): ArrayData | undefined {
  const data = asKind(vm, v, 'record');
  if (data?.type !== ARRAY) return undefined;
  return { ref: v as Ref, code: String.fromCharCode(data.numbers[0] as number), items: data.slots as readonly Value[] };
}

/** Those of a receiver. */
export function arrayOf(vm: Operations, v: Slot): ArrayData {
  const found = asArray(vm, v);
  if (found === undefined) throw new ModelError('a method of array was given no array');
  return found;
}

/** Replaces items of an array (`array_resize`). */
export function spliceArray(vm: Operations, array: Ref, at: number, removed: number, added: readonly Value[]): void {
  if (removed !== added.length) checkExports(vm, array, 'cannot resize an array that is exporting buffers');
  vm.splice(array, 'slots', at, removed, added);
}

/** A new array of items that are converted already. */
export function newArray(vm: Operations, code: string, items: Value[], cls: Ref = TYPES[ARRAY]): Ref {
  return newExtension(vm, ARRAY, cls, items, [code.charCodeAt(0), 0]);
}
