/**
 * list: construction.
 * @module
 */
import type { Operations } from '../operations.ts';
import type { Ref, Value } from '../value.ts';
import { TYPES } from './types.ts';

/** A new list; it takes `items` over. */
export function newList(vm: Operations, items: Value[]): Ref {
  return vm.alloc({ kind: 'list', cls: TYPES.list, items, attrs: null });
}
