/**
 * tuple: construction, items.
 * @module
 */
import type { Operations } from '../operations.ts';
import type { Ref, Slot, Value } from '../value.ts';
import { asKind } from './payload.ts';
import { TYPES } from './types.ts';

/** The items of a tuple; none of what is no tuple. */
export const tupleItems = (vm: Operations, v: Slot): readonly Value[] => asKind(vm, v, 'tuple')?.items ?? [];

/** A new tuple; it takes `items` over. */
export function newTuple(vm: Operations, items: Value[]): Ref {
  return vm.alloc({ kind: 'tuple', cls: TYPES.tuple, items, attrs: null });
}
