/**
 * Jumps and branches.
 * @module
 */
import { BRANCH, BRANCH_LEFT, BRANCH_RIGHT, JUMP } from '../../monitoring/event-set.ts';
import { afterLeaving } from '../lifetime.ts';
import type { Machine } from '../machine.ts';
import type { BoundInstruction } from '../operations.ts';
import { isTrue } from '../protocol/operators.ts';
import { type Exhausted, PENDING, type Slot, type Value } from '../value.ts';
import { AFTER_BRANCH, branch, goOn, wait } from './branch.ts';
import { asValue, finish, type InstructionTable, pushResult } from './table.ts';

function takeJump(vm: Machine, { index, targetIndex }: BoundInstruction, taken: boolean): void {
  const to = taken ? targetIndex : -1;
  // Until 3.13 one event for both ways; from 3.14 the jump itself reports only the jump, NOT_TAKEN the rest.
  if (vm.instrumented && !vm.world.profile.splitBranches) {
    branch(vm, BRANCH, index, index, taken ? targetIndex : index + 1, to);
  } else if (vm.instrumented && taken) branch(vm, BRANCH_RIGHT, index, index, targetIndex, to);
  else if (taken) vm.jump(targetIndex);
}

/** POP_JUMP_IF_NONE and its opposite. */
function jumpIf(test: (value: Slot) => boolean) {
  return {
    execute: (vm: Machine, instruction: BoundInstruction): void => {
      const mark = vm.dropped.length;
      const { f } = vm;
      const taken = test(vm.pop());
      // What was tested is dropped before the event.
      if (afterLeaving(vm, mark, taken) === PENDING) wait(vm, f);
      else takeJump(vm, instruction, taken);
    },
    resume: (vm: Machine, instruction: BoundInstruction, value: Value | Exhausted): void => {
      goOn(vm);
      takeJump(vm, instruction, asValue(value) === true);
    },
    after: AFTER_BRANCH,
  };
}

/** POP_JUMP_IF_TRUE and its opposite; 3.12 has no TO_BOOL before them, and any value may come. */
function jumpIfTruth(wanted: boolean) {
  return {
    execute: (vm: Machine, instruction: BoundInstruction): void => {
      const mark = vm.dropped.length;
      const value = vm.pop();
      if (typeof value === 'boolean') return takeJump(vm, instruction, value === wanted);
      const { f } = vm;
      const truth = isTrue(vm, value as Value);
      // What was tested is dropped before the event.
      const settled = truth === PENDING ? PENDING : afterLeaving(vm, mark, truth);
      if (settled === PENDING) wait(vm, f);
      else takeJump(vm, instruction, settled === wanted);
    },
    resume: (vm: Machine, instruction: BoundInstruction, value: Value | Exhausted): void => {
      const { f } = vm;
      goOn(vm);
      const settled = afterLeaving(vm, 0, asValue(value));
      if (settled === PENDING) wait(vm, f);
      else takeJump(vm, instruction, settled === wanted);
    },
    after: AFTER_BRANCH,
  };
}

const jump = {
  execute: (vm: Machine, { index, targetIndex }: BoundInstruction): void => {
    if (vm.instrumented) branch(vm, JUMP, index, index, targetIndex, targetIndex);
    else vm.jump(targetIndex);
  },
  after: AFTER_BRANCH,
};

export const CONTROL: InstructionTable = {
  /**
   * Stack: →. Effect: none: it stands behind each conditional jump and marks that it was not taken. Events: BRANCH_LEFT
   * (its source is the jump before, or itself where LINE or INSTRUCTION is told of it). Next: behind. Source:
   * bytecodes.c; PEP 669.
   */
  NOT_TAKEN: {
    execute: (vm, { index }) => {
      if (vm.instrumented) branch(vm, BRANCH_LEFT, index, vm.previous, index + 1, -1);
    },
    after: AFTER_BRANCH,
  },
  /** Stack: →. Effect: none. Events: JUMP. Next: target, forward. Source: bytecodes.c; `INSTRUMENTED_JUMP`; PEP 669. */
  JUMP_FORWARD: jump,
  /**
   * Stack: →. Effect: none. Events: JUMP. Next: target, backward. Source: bytecodes.c; `INSTRUMENTED_JUMP`; PEP 669.
   */
  JUMP_BACKWARD: jump,
  /**
   * Stack: →. Effect: none: the loop of a `yield from` or `await`. Events: none. Next: target, backward. Source:
   * bytecodes.c.
   */
  JUMP_BACKWARD_NO_INTERRUPT: { execute: (vm, { targetIndex }) => vm.jump(targetIndex) },
  /**
   * Stack: value →. Effect: jumps where value is true; until 3.12 of any value, from 3.13 of a bool. Events: BRANCH
   * (until 3.13: both ways), BRANCH_RIGHT (3.14+: where it jumps). Next: behind, or target where it jumps. Source:
   * bytecodes.c; `INSTRUMENTED_JUMP`; PEP 669.
   */
  POP_JUMP_IF_TRUE: jumpIfTruth(true),
  /**
   * Stack: value →. Effect: jumps where value is false; until 3.12 of any value, from 3.13 of a bool. Events: BRANCH
   * (until 3.13: both ways), BRANCH_RIGHT (3.14+: where it jumps). Next: behind, or target where it jumps. Source:
   * bytecodes.c; `INSTRUMENTED_JUMP`; PEP 669.
   */
  POP_JUMP_IF_FALSE: jumpIfTruth(false),
  /**
   * Stack: value →. Effect: jumps where value is None. Events: BRANCH (until 3.13: both ways), BRANCH_RIGHT (3.14+:
   * where it jumps). Next: behind, or target where it jumps. Source: bytecodes.c; `INSTRUMENTED_JUMP`; PEP 669.
   */
  POP_JUMP_IF_NONE: jumpIf((value) => value === null),
  /**
   * Stack: value →. Effect: jumps where value is not None. Events: BRANCH (until 3.13: both ways), BRANCH_RIGHT (3.14+:
   * where it jumps). Next: behind, or target where it jumps. Source: bytecodes.c; `INSTRUMENTED_JUMP`; PEP 669.
   */
  POP_JUMP_IF_NOT_NONE: jumpIf((value) => value !== null),
  /** Stack: value → bool. Effect: `__bool__`, then `__len__`. Events: none. Next: behind. Source: bytecodes.c. */
  TO_BOOL: {
    execute: (vm) => finish(vm, isTrue(vm, vm.pop() as Value)),
    resume: pushResult,
  },
};
