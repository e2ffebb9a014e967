/**
 * Structural pattern matching (`match` statement).
 * @module
 */
import type { Machine } from '../machine.ts';
import { MAPPING_FLAG, patternFlags, SEQUENCE_FLAG } from '../objects/pattern-flags.ts';
import { length } from '../protocol/length.ts';
import { Ref, type Value } from '../value.ts';
import {
  dropsBackward,
  finish,
  type InstructionTable,
  type Operands,
  overOperands,
  pushResult,
  pushValue,
} from './table.ts';

const matches = (vm: Machine, value: Value, flag: number): boolean =>
  value instanceof Ref && patternFlags(vm, vm.read(value).cls) === flag;

const CLASS_OPERANDS: Operands = {
  take: (vm) => vm.drop(3),
  stayOnError: dropsBackward,
};

export const MATCH: InstructionTable = {
  /**
   * Stack: subject → subject, length. Effect: len(subject). Events: none. Next: behind. Source: bytecodes.c; PEP 634.
   */
  GET_LEN: { execute: (vm) => finish(vm, length(vm, vm.peek(1) as Value)), resume: pushResult },
  /**
   * Stack: subject → subject, bool. Effect: whether its type counts as a sequence; str, bytes and bytearray do not.
   * Events: none. Next: behind. Source: bytecodes.c; `Py_TPFLAGS_SEQUENCE`; PEP 634.
   */
  MATCH_SEQUENCE: { execute: (vm) => vm.push(matches(vm, vm.peek(1) as Value, SEQUENCE_FLAG)) },
  /**
   * Stack: subject → subject, bool. Effect: whether its type counts as a mapping. Events: none. Next: behind. Source:
   * bytecodes.c; `Py_TPFLAGS_MAPPING`; PEP 634.
   */
  MATCH_MAPPING: { execute: (vm) => vm.push(matches(vm, vm.peek(1) as Value, MAPPING_FLAG)) },
  /**
   * Stack: subject, keys → subject, keys, values or None. Effect: a tuple of what `subject.get` has for the keys; None
   * if one is missing; ValueError for a key twice. Events: none. Next: behind. Source: bytecodes.c;
   * `_PyEval_MatchKeys`; PEP 634.
   */
  MATCH_KEYS: {
    execute: (vm) => finish(vm, vm.native('match.keys', [vm.peek(2), vm.peek(1)])),
    resume: pushResult,
  },
  /**
   * Stack: subject, class, names → attributes or None. Effect: a tuple of n attributes by `__match_args__` and of those
   * named; None if subject is no instance or lacks one; TypeError. Events: none. Next: behind. Source: bytecodes.c;
   * `_PyEval_MatchClass`; PEP 634.
   */
  MATCH_CLASS: overOperands(
    CLASS_OPERANDS,
    (vm, { arg }) => vm.native('match.class', [vm.peek(3), vm.peek(2), vm.peek(1)], { positional: arg }),
    pushValue,
  ),
};
