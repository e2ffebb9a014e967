/**
 * Operators, comparisons and strings.
 * @module
 */
import type { Machine } from '../machine.ts';
import type { BoundInstruction } from '../operations.ts';
import type { BinaryOperator } from '../protocol/binary.ts';
import type { CompareOperator } from '../protocol/compare.ts';
import { getItem, setItem } from '../protocol/items.ts';
import { binaryOp, compareOp, contains, inplaceOp, isTrue, unaryOp } from '../protocol/operators.ts';
import { ascii, format, repr, str } from '../protocol/text.ts';
import { PENDING, type Pending, type Result, type Value } from '../value.ts';
import { newSlice } from './build.ts';
import { pushEntered, subscript } from './specialise.ts';
import {
  asValue,
  dropAs,
  dropForward,
  dropOperands,
  dropResult,
  finish,
  type InstructionTable,
  pushResult,
} from './table.ts';

/** BINARY_OP's opargs (`NB_*`). */
const BINARY = ['+', '&', '//', '<<', '@', '*', '%', '|', '**', '>>', '-', '/', '^'] as const;
const INPLACE = BINARY.map((op) => `${op}=` as const);
const SUBSCRIPT = 26;
const COMPARE = ['<', '<=', '==', '!=', '>', '>='] as const;

function unary(run: (vm: Machine, value: Value) => Result) {
  return {
    execute: (vm: Machine): void => {
      const value = vm.pop() as Value;
      try {
        finish(vm, run(vm, value));
      } catch (error) {
        // 3.15: the operand of what fails stays on the value stack (`ERROR_NO_POP`).
        if (vm.world.profile.operandDrops === 'backward') vm.push(value);
        throw error;
      }
    },
    resume: pushResult,
  };
}

function negate(value: boolean | Pending): Result {
  return value === PENDING ? PENDING : !value;
}

/** From 3.14 the operands of a binary operator that fails stay on the value stack, which is cut behind RAISE (`ERROR_NO_POP`). */
function failedWith(vm: Machine, left: Value, right: Value): void {
  if (vm.world.profile.operandDrops === 'forward') return;
  vm.push(left);
  vm.push(right);
}

export const OPERATE: InstructionTable = {
  /** Stack: value → result. Effect: −value. Events: none. Next: behind. Source: bytecodes.c. */
  UNARY_NEGATIVE: unary((vm, value) => unaryOp(vm, '-', value)),
  /** Stack: value → result. Effect: ~value. Events: none. Next: behind. Source: bytecodes.c. */
  UNARY_INVERT: unary((vm, value) => unaryOp(vm, '~', value)),
  /**
   * Stack: value → bool. Effect: not value; 3.12 of any value, from 3.13 of a bool. Events: none. Next: behind. Source:
   * bytecodes.c.
   */
  UNARY_NOT: {
    execute: (vm) => finish(vm, negate(isTrue(vm, vm.pop() as Value))),
    resume: (vm, _instruction, value) => vm.push(asValue(value) !== true),
  },
  /**
   * Stack: left, right → result. Effect: operator n: the binary ones from 0, in-place from 13; 3.14+: left[right] at
   * 26. Events: none. Next: behind. Source: bytecodes.c; object.h `NB_*`, abstract.c `binary_op1`.
   */
  BINARY_OP: {
    execute: (vm, instruction) => {
      const { arg } = instruction;
      const mark = vm.dropped.length;
      const right = vm.pop() as Value;
      const left = vm.pop() as Value;
      const { operandDrops } = vm.world.profile;
      if (operandDrops !== 'backward') dropForward(vm, mark);
      try {
        if (arg < BINARY.length) finish(vm, binaryOp(vm, BINARY[arg] as BinaryOperator, left, right));
        else if (arg === SUBSCRIPT) finish(vm, subscript(vm, instruction, left, right));
        else finish(vm, inplaceOp(vm, INPLACE[arg - BINARY.length] as `${BinaryOperator}=`, left, right));
      } catch (error) {
        failedWith(vm, left, right);
        throw error;
      }
    },
    resume: pushEntered,
  },
  /**
   * Stack: left, right → result. Effect: comparison n>>4, from 3.13 n>>5 with n&16: the result is made a bool. Events:
   * none. Next: behind. Source: bytecodes.c; object.c `do_richcompare`.
   */
  COMPARE_OP: {
    execute: (vm, instruction) => {
      const { compareShift } = vm.world.profile;
      const mark = vm.dropped.length;
      const right = vm.pop() as Value;
      const left = vm.pop() as Value;
      dropOperands(vm, mark);
      const result = compareOp(vm, COMPARE[instruction.arg >> compareShift] as CompareOperator, left, right);
      if (result !== PENDING) takeComparison(vm, instruction, result);
    },
    resume: (vm, instruction, value) => takeComparison(vm, instruction, asValue(value)),
  },
  /**
   * Stack: left, right → bool. Effect: left is right; n = 1: is not. Events: none. Next: behind. Source: bytecodes.c.
   */
  IS_OP: {
    execute: (vm, { arg }) => {
      const mark = vm.dropped.length;
      const right = vm.pop();
      const left = vm.pop();
      dropOperands(vm, mark);
      vm.push((left === right) !== (arg === 1));
    },
  },
  /**
   * Stack: value, container → bool. Effect: value in container; n = 1: not in. Events: none. Next: behind. Source:
   * bytecodes.c; `PySequence_Contains`.
   */
  CONTAINS_OP: {
    execute: (vm, { arg }) => {
      const mark = vm.dropped.length;
      const container = vm.pop() as Value;
      const value = vm.pop() as Value;
      dropOperands(vm, mark);
      const result = contains(vm, container, value);
      if (result !== PENDING) vm.push(result !== (arg === 1));
    },
    resume: (vm, { arg }, value) => vm.push((asValue(value) as boolean) !== (arg === 1)),
  },
  /**
   * Stack: container, start, stop → result. Effect: container[start:stop]. Events: none. Next: behind. Source:
   * bytecodes.c.
   */
  BINARY_SLICE: {
    execute: (vm) => {
      const mark = vm.dropped.length;
      const stop = vm.pop() as Value;
      const start = vm.pop() as Value;
      const container = vm.pop() as Value;
      if (vm.world.profile.operandDrops !== 'backward') dropAs(vm, mark, [start, stop, container]);
      finish(vm, getItem(vm, container, newSlice(vm, start, stop, null)));
    },
    resume: pushResult,
  },
  /**
   * Stack: value, container, start, stop →. Effect: container[start:stop] = value. Events: none. Next: behind. Source:
   * bytecodes.c.
   */
  STORE_SLICE: {
    execute: (vm) => {
      const mark = vm.dropped.length;
      const stop = vm.pop() as Value;
      const start = vm.pop() as Value;
      const container = vm.pop() as Value;
      const value = vm.pop() as Value;
      const last = vm.world.profile.operandDrops === 'forward' ? [value, container] : [container, value];
      dropAs(vm, mark, [start, stop, ...last]);
      setItem(vm, container, newSlice(vm, start, stop, null), value);
    },
    resume: dropResult,
  },

  /**
   * Stack: value → text. Effect: n = 1 str, 2 repr, 3 ascii. Events: none. Next: behind. Source: bytecodes.c; PEP 498.
   */
  CONVERT_VALUE: {
    execute: (vm, { arg }) => {
      const value = vm.pop() as Value;
      finish(vm, arg === 1 ? str(vm, value) : arg === 2 ? repr(vm, value) : ascii(vm, value));
    },
    resume: pushResult,
  },
  /**
   * Stack: value → text. Effect: format(value, ''); a str stays as it is. Events: none. Next: behind. Source:
   * bytecodes.c; PEP 498.
   */
  FORMAT_SIMPLE: {
    execute: (vm) => {
      const value = vm.pop() as Value;
      if (typeof value === 'string') vm.push(value);
      else finish(vm, format(vm, value, ''));
    },
    resume: pushResult,
  },
  /**
   * Stack: value, spec → text. Effect: format(value, spec). Events: none. Next: behind. Source: bytecodes.c; PEP 498.
   */
  FORMAT_WITH_SPEC: {
    execute: (vm) => {
      const spec = vm.pop() as string;
      finish(vm, format(vm, vm.pop() as Value, spec));
    },
    resume: pushResult,
  },
  /**
   * Stack: value, spec×bit2(n) → text. Effect: n&3: 1 str, 2 repr, 3 ascii of value first; then format(value, spec).
   * Events: none. Next: behind. Source: bytecodes.c; PEP 498.
   */
  FORMAT_VALUE: {
    execute: (vm, { arg }) => {
      const spec = (arg & 4) !== 0 ? (vm.pop() as string) : '';
      finish(vm, vm.native('format.converted', [vm.pop() as Value], { conversion: arg & 3, spec }));
    },
    resume: pushResult,
  },
};

/** COMPARE_OP of 3.13+ turns its result into a bool where its oparg says so. */
function takeComparison(vm: Machine, instruction: BoundInstruction, value: Value): void {
  const toBool = vm.world.profile.compareShift === 5 && (instruction.arg & 16) !== 0;
  if (!toBool || typeof value === 'boolean') return vm.push(value);
  finish(vm, isTrue(vm, value));
}
