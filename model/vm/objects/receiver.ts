/**
 * The receiver of a builtin type's method, checked as a method descriptor checks it.
 * @module
 */
import type { DataOf, Kind } from '../heap.ts';
import type { Operations } from '../operations.ts';
import { Ref, type Slot } from '../value.ts';
import { raise } from './exceptions.ts';
import { typeName } from './types.ts';

/** Self of a method with its contents. */
export interface Receiver<K extends Kind> {
  readonly ref: Ref;
  readonly data: Readonly<DataOf<K>>;
}

/** The first argument of method `type.method` as an object of this kind; TypeError for any other. */
export function receiver<K extends Kind>(vm: Operations, kind: K, type: string, method: string, v: Slot): Receiver<K> {
  if (v instanceof Ref) {
    const data = vm.read(v);
    if (data.kind === kind) return { ref: v, data: data as Readonly<DataOf<K>> };
  }
  if (v === undefined) throw raise(vm, 'TypeError', `unbound method ${type}.${method}() needs an argument`);
  throw raise(
    vm,
    'TypeError',
    `descriptor '${method}' for '${type}' objects doesn't apply to a '${typeName(vm, v)}' object`,
  );
}
