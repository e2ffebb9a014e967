/**
 * list: construction.
 * @module
 */
import type { ListData } from '../heap.ts';
import type { Operations } from '../operations.ts';
import { Ref, type Value } from '../value.ts';
import { raise } from './exceptions.ts';
import { TYPES, typeName } from './types.ts';

/** A new list; it takes `items` over. */
export function newList(vm: Operations, items: Value[]): Ref {
  return vm.alloc({ kind: 'list', cls: TYPES.list, items, attrs: null });
}

/** The receiver of a list method. */
export function listSelf(vm: Operations, method: string, v: Value | undefined): { ref: Ref; data: Readonly<ListData> } {
  if (v instanceof Ref) {
    const data = vm.read(v);
    if (data.kind === 'list') return { ref: v, data };
  }
  if (v === undefined) throw raise(vm, 'TypeError', `unbound method list.${method}() needs an argument`);
  throw raise(
    vm,
    'TypeError',
    `descriptor '${method}' for 'list' objects doesn't apply to a '${typeName(vm, v)}' object`,
  );
}
