/**
 * Attributes that an algorithm asks for where they may be missing.
 * @module
 */
import { builtinFunction } from '../modules/extension.ts';
import { NotImplemented } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { Ref, type Slot, type Value } from '../value.ts';
import type { Ask } from './replay.ts';

/** `PyObject_GetOptionalAttr` of a heap object: undefined where it has none. Plain values have none of the names that types are asked for. */
export function optionalAsking(vm: Operations, v: Value, name: string, ask: Ask): Slot {
  if (!(v instanceof Ref)) return undefined;
  const found = ask(builtinFunction(vm, 'getattr'), [v, name, NotImplemented]);
  return found === NotImplemented ? undefined : found;
}
