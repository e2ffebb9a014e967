/**
 * Operators, comparisons and strings.
 * @module
 */
import { ENTERED } from '../frame.ts';
import { letGoOf } from '../lifetime.ts';
import type { Machine } from '../machine.ts';
import type { BoundInstruction } from '../operations.ts';
import type { BinaryOperator } from '../protocol/binary.ts';
import type { CompareOperator } from '../protocol/compare.ts';
import { getItem, setItem } from '../protocol/items.ts';
import { binaryOp, compareOp, contains, inplaceOp, isTrue, unaryOp } from '../protocol/operators.ts';
import { ascii, format, reprOf, strOf } from '../protocol/text.ts';
import { PENDING, type Pending, type Ref, type Result, type Value } from '../value.ts';
import { newSlice } from './build.ts';
import { pushEntered, subscript } from './specialise.ts';
import {
  asValue,
  dropAs,
  dropForward,
  dropOperands,
  dropsBackward,
  finish,
  type InstructionTable,
  type Operands,
  overOperands,
  pushNothing,
  pushResult,
  pushValue,
  TOPMOST,
} from './table.ts';

/** BINARY_OP's opargs (`NB_*`). */
const BINARY = ['+', '&', '//', '<<', '@', '*', '%', '|', '**', '>>', '-', '/', '^'] as const;
const INPLACE = BINARY.map((op) => `${op}=` as const);
const SUBSCRIPT = 26;
const COMPARE = ['<', '<=', '==', '!=', '>', '>='] as const;

function unary(run: (vm: Machine, value: Value) => Result) {
  return overOperands(TOPMOST, (vm) => run(vm, vm.peek(1) as Value), pushValue);
}

function negate(value: boolean | Pending): Result {
  return value === PENDING ? PENDING : !value;
}

/** Takes two operands off: the lower one is dropped first until 3.14. */
function takeTwo(vm: Machine): void {
  const mark = vm.dropped.length;
  vm.drop(2);
  if (!dropsBackward(vm)) dropForward(vm, mark);
}

const BINARY_OPERANDS: Operands = {
  take: takeTwo,
  stayOnError: (vm) => vm.world.profile.operandDrops !== 'forward',
};

function operate(vm: Machine, instruction: BoundInstruction): Result {
  const { arg } = instruction;
  const left = vm.peek(2) as Value;
  const right = vm.peek(1) as Value;
  if (arg < BINARY.length) return binaryOp(vm, BINARY[arg] as BinaryOperator, left, right);
  // What enters a function without C code moves its operands there.
  if (arg === SUBSCRIPT) return subscript(vm, instruction, left, right, takeTwo);
  return inplaceOp(vm, INPLACE[arg - BINARY.length] as `${BinaryOperator}=`, left, right);
}

const binary = overOperands(BINARY_OPERANDS, operate, pushValue);

const IN_OPERANDS: Operands = {
  take: (vm) => {
    const mark = vm.dropped.length;
    vm.drop(2);
    dropOperands(vm, mark);
  },
  stayOnError: dropsBackward,
};

/** The slice that an instruction has made goes before its operands, which it holds too. */
function withSlice(vm: Machine, run: (slice: Ref) => Result): Result {
  const slice = newSlice(vm, vm.peek(2) as Value, vm.peek(1) as Value, null);
  try {
    const result = run(slice);
    if (result !== PENDING) letGoOf(vm, slice);
    return result;
  } catch (error) {
    letGoOf(vm, slice);
    throw error;
  }
}

const SLICE_OPERANDS: Operands = {
  take: (vm) => {
    const mark = vm.dropped.length;
    const [container, start, stop] = [vm.peek(3), vm.peek(2), vm.peek(1)];
    vm.drop(3);
    if (!dropsBackward(vm)) dropAs(vm, mark, [start, stop, container]);
  },
  stayOnError: () => false,
};

const STORED_SLICE_OPERANDS: Operands = {
  take: (vm) => {
    const mark = vm.dropped.length;
    const [value, container, start, stop] = [vm.peek(4), vm.peek(3), vm.peek(2), vm.peek(1)];
    vm.drop(4);
    const last = vm.world.profile.operandDrops === 'forward' ? [value, container] : [container, value];
    dropAs(vm, mark, [start, stop, ...last]);
  },
  stayOnError: () => false,
};

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
    ...binary,
    resume: (vm, instruction, value) => {
      if (vm.f.phase === ENTERED) pushEntered(vm, instruction, value);
      else binary.resume?.(vm, instruction, value);
    },
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
  CONTAINS_OP: overOperands(
    IN_OPERANDS,
    (vm) => contains(vm, vm.peek(1) as Value, vm.peek(2) as Value),
    (vm, { arg }, result) => vm.push(result !== (arg === 1)),
  ),
  /**
   * Stack: container, start, stop → result. Effect: container[start:stop]. Events: none. Next: behind. Source:
   * bytecodes.c.
   */
  BINARY_SLICE: overOperands(
    SLICE_OPERANDS,
    (vm) => withSlice(vm, (slice) => getItem(vm, vm.peek(3) as Value, slice)),
    pushValue,
  ),
  /**
   * Stack: value, container, start, stop →. Effect: container[start:stop] = value. Events: none. Next: behind. Source:
   * bytecodes.c.
   */
  STORE_SLICE: overOperands(
    STORED_SLICE_OPERANDS,
    (vm) => withSlice(vm, (slice) => setItem(vm, vm.peek(3) as Value, slice, vm.peek(4) as Value)),
    pushNothing,
  ),

  /**
   * Stack: value → text. Effect: n = 1 str, 2 repr, 3 ascii. Events: none. Next: behind. Source: bytecodes.c; PEP 498.
   */
  CONVERT_VALUE: {
    execute: (vm, { arg }) => {
      const value = vm.pop() as Value;
      finish(vm, arg === 1 ? strOf(vm, value) : arg === 2 ? reprOf(vm, value) : ascii(vm, value));
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
