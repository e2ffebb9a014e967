/**
 * Getters of C-level attributes.
 * @module
 */
import type { DataOf, HeapData, Kind } from '../heap.ts';
import { raise } from '../objects/exceptions.ts';
import { typeName } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import type { Ref, Slot, Value } from '../value.ts';

export type Getter = (vm: Operations, obj: Value, data: Readonly<HeapData> | null) => Slot;
export type GetterTable = Readonly<Record<string, Getter>>;

/** A getter that reads one kind of object. */
export function of<K extends Kind>(
  kind: K,
  get: (data: Readonly<DataOf<K>>, vm: Operations, obj: Ref) => Slot,
): Getter {
  return (vm, obj, data) => {
    if (data === null || data.kind !== kind) {
      throw raise(vm, 'TypeError', `descriptor requires a '${kind}' object but received '${typeName(vm, obj)}'`);
    }
    return get(data as Readonly<DataOf<K>>, vm, obj as Ref);
  };
}
