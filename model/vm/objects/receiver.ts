/**
 * The receiver of a builtin type's method, which its descriptor has checked.
 * @module
 */
import type { DataOf, Kind } from '../heap.ts';
import type { Operations } from '../operations.ts';
import { ModelError, Ref, type Slot } from '../value.ts';

/** Self of a method with its contents. */
export interface Receiver<K extends Kind> {
  readonly ref: Ref;
  readonly data: Readonly<DataOf<K>>;
}

/** The first argument of method `type.method` as an object of this kind. */
export function receiver<K extends Kind>(vm: Operations, kind: K, type: string, method: string, v: Slot): Receiver<K> {
  if (v instanceof Ref) {
    const data = vm.read(v);
    if (data.kind === kind) return { ref: v, data: data as Readonly<DataOf<K>> };
  }
  throw new ModelError(`${type}.${method} was given no ${kind}`);
}
