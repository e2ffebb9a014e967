/**
 * Reading a value as a builtin type's, subclasses included: the C functions `PyLong_Check`, `PyFloat_Check`, `PyUnicode_Check` with their accessors.
 * @module
 */
import type { DataOf, Kind } from '../heap.ts';
import type { Operations } from '../operations.ts';
import { PyFloat, Ref, type Slot } from '../value.ts';

/** The int of an int, a bool or an instance of an int subclass; undefined otherwise. */
export function asInt(vm: Operations, v: Slot): number | bigint | undefined {
  if (typeof v === 'number' || typeof v === 'bigint') return v;
  if (typeof v === 'boolean') return v ? 1 : 0;
  if (v instanceof Ref) {
    const data = vm.read(v);
    if (data.kind === 'instance') {
      const p = data.payload;
      if (typeof p === 'number' || typeof p === 'bigint') return p;
    }
  }
  return undefined;
}

/** The number of a float or an instance of a float subclass; undefined otherwise. */
export function asFloat(vm: Operations, v: Slot): number | undefined {
  if (v instanceof PyFloat) return v.value;
  if (v instanceof Ref) {
    const data = vm.read(v);
    if (data.kind === 'instance' && data.payload instanceof PyFloat) return data.payload.value;
  }
  return undefined;
}

/** The string of a str or an instance of a str subclass; undefined otherwise. */
export function asStr(vm: Operations, v: Slot): string | undefined {
  if (typeof v === 'string') return v;
  if (v instanceof Ref) {
    const data = vm.read(v);
    if (data.kind === 'instance' && typeof data.payload === 'string') return data.payload;
  }
  return undefined;
}

/** The contents of a heap object of this kind (subclasses' instances too); undefined for any other value. */
export function asKind<K extends Kind>(vm: Operations, v: Slot, kind: K): Readonly<DataOf<K>> | undefined {
  if (!(v instanceof Ref)) return undefined;
  const data = vm.read(v);
  return data.kind === kind ? (data as Readonly<DataOf<K>>) : undefined;
}
