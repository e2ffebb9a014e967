/**
 * What the instruction files share: the shape of a table, and the usual ways to take a result.
 * @module
 */
import type { Machine } from '../machine.ts';
import type { AfterEvent, BoundInstruction } from '../operations.ts';
import { EXHAUSTED, type Exhausted, ModelError, PENDING, Ref, type Result, type Slot, type Value } from '../value.ts';

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

/** What was popped since `mark` is dropped from the lowest operand on, where the version does so. */
export function dropOperands(vm: Machine, mark: number): void {
  if (vm.world.profile.operandDrops === 'forward') dropForward(vm, mark);
}

/** The same whatever the version. */
export function dropForward(vm: Machine, mark: number): void {
  if (vm.dropped.length - mark > 1) vm.dropped.push(...vm.dropped.splice(mark).reverse());
}

/** What was popped since `mark`, all of `values`, is dropped in this order. */
export function dropAs(vm: Machine, mark: number, values: readonly Slot[]): void {
  if (vm.dropped.length - mark < 2) return;
  vm.dropped.length = mark;
  for (const value of values) if (value instanceof Ref) vm.release(value);
}
