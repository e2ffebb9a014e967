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

export function pushValue(vm: Machine, _instruction: BoundInstruction, value: Value): void {
  vm.push(value);
}
export function pushNothing(): void {
  // A store or a delete.
}

/** How an instruction treats operands that it leaves on the value stack while it is under way. */
export interface Operands {
  /** Takes them off, in the order in which the version drops them. */
  readonly take: (vm: Machine) => void;
  /** Whether what fails leaves them there: the stack is cut behind RAISE (`ERROR_NO_POP`). */
  readonly stayOnError: (vm: Machine) => boolean;
}

/** 3.15: the topmost operand is dropped first, and what fails leaves its operands on the stack. */
export const dropsBackward = (vm: Machine): boolean => vm.world.profile.operandDrops === 'backward';

/** The topmost operand, which 3.15 leaves there on failure. */
export const TOPMOST: Operands = { take: (vm) => vm.drop(1), stayOnError: dropsBackward };

/** An instruction whose operands stay on the value stack until it is done; `run` leaves them there. */
export function overOperands(
  { take, stayOnError }: Operands,
  run: (vm: Machine, instruction: BoundInstruction) => Result,
  push: (vm: Machine, instruction: BoundInstruction, result: Value) => void,
): Semantics {
  const done = (vm: Machine, instruction: BoundInstruction, result: Value): void => {
    take(vm);
    push(vm, instruction, result);
  };
  return {
    execute: (vm, instruction) => {
      const result = run(vm, instruction);
      if (result !== PENDING) done(vm, instruction, result);
    },
    resume: (vm, instruction, value) => done(vm, instruction, asValue(value)),
    caught: (vm) => {
      if (!stayOnError(vm)) take(vm);
      return false;
    },
  };
}

/** A store or a delete: its operands go when it is done, the lowest first where the version does so, and behind what it replaced. */
export function storing(count: number, store: (vm: Machine, instruction: BoundInstruction) => Result): Semantics {
  const take = (vm: Machine): void => {
    const mark = vm.dropped.length;
    vm.drop(count);
    dropOperands(vm, mark);
  };
  return overOperands({ take, stayOnError: () => false }, store, pushNothing);
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

/** The name that an instruction names. */
export function nameOf(instruction: BoundInstruction, index: number): string {
  return instruction.code.code.names[index] as string;
}

/** What LOAD_ATTR and LOAD_SPECIAL leave for CALL: the callable and its self or NULL, in the order of the version. */
export function pushCallee(vm: Machine, func: Value, self: Slot): void {
  if (vm.world.profile.calleeBelowNull) {
    vm.push(func);
    vm.push(self);
  } else if (self === undefined) {
    vm.push(undefined);
    vm.push(func);
  } else {
    vm.push(func);
    vm.push(self);
  }
}
