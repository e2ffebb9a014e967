/**
 * What the instruction files share: the shape of a table, and the usual ways to take a result.
 * @module
 */
import type { Machine } from '../machine.ts';
import type { AfterEvent, BoundInstruction } from '../operations.ts';
import { EXHAUSTED, type Exhausted, ModelError, PENDING, type Ref, type Result, type Value } from '../value.ts';

/** Semantics by base opcode name. */
export interface Semantics {
  readonly execute: (vm: Machine, instruction: BoundInstruction) => void;
  readonly resume?: (vm: Machine, instruction: BoundInstruction, value: Value | Exhausted) => void;
  readonly caught?: (vm: Machine, instruction: BoundInstruction, exception: Ref) => boolean;
  readonly after?: Readonly<Record<string, AfterEvent<Machine>>>;
}
export type InstructionTable = Readonly<Record<string, Semantics>>;

/** A result that must be a value. */
export function asValue(value: Value | Exhausted): Value {
  if (value === EXHAUSTED)
    throw new ModelError('an instruction was told of the end of an iterator that it does not step');
  return value;
}

/** Pushes what the pending operation gave. */
export function pushResult(vm: Machine, _instruction: BoundInstruction, value: Value | Exhausted): void {
  vm.push(asValue(value));
}

/** Ignores what the pending operation gave (stores and deletes). */
export function dropResult(): void {
  // Nothing to push.
}

/** Pushes a result unless it is still to come. */
export function finish(vm: Machine, result: Result): void {
  if (result !== PENDING) vm.push(result);
}
