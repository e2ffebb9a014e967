/**
 * tuple: construction.
 * @module
 */
import type { Operations } from '../operations.ts';
import type { Ref, Value } from '../value.ts';
import { TYPES } from './types.ts';

/** A new tuple; it takes `items` over. */
export function newTuple(vm: Operations, items: Value[]): Ref {
  return vm.alloc({ kind: 'tuple', cls: TYPES.tuple, items, attrs: null });
}
