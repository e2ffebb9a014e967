/**
 * Attributes that a builtin type computes: getset and member descriptors. `get` answers undefined where the attribute is missing.
 * @module
 */
import type { Operations } from '../operations.ts';
import type { Slot, Value } from '../value.ts';

export interface Member {
  readonly get: (vm: Operations, self: Value) => Slot;
  /** Without one the attribute is read-only; `value` undefined deletes. */
  readonly set?: (vm: Operations, self: Value, value: Slot) => void;
}

/** By `Type.name`, as the descriptors' `impl` has it. */
export type MemberTable = Readonly<Record<string, Member>>;
