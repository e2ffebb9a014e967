/**
 * Structural pattern matching (`match` statement).
 * @module
 */
import type { Machine } from '../machine.ts';
import { isInstance, TYPES } from '../objects/types.ts';
import { length } from '../protocol/length.ts';
import { Ref, type Value } from '../value.ts';
import { finish, type InstructionTable, pushResult } from './table.ts';

/** Builtin types with the sequence or the mapping flag (`Py_TPFLAGS_SEQUENCE`, `Py_TPFLAGS_MAPPING`); subclasses inherit it. */
const SEQUENCES = ['list', 'tuple', 'range'] as const;

function isOneOf(vm: Machine, value: Value, names: readonly ('list' | 'tuple' | 'range' | 'dict')[]): boolean {
  return value instanceof Ref && names.some((name) => isInstance(vm, value, TYPES[name]));
}

export const MATCH: InstructionTable = {
  GET_LEN: { execute: (vm) => finish(vm, length(vm, vm.peek(1) as Value)), resume: pushResult },
  MATCH_SEQUENCE: { execute: (vm) => vm.push(isOneOf(vm, vm.peek(1) as Value, SEQUENCES)) },
  MATCH_MAPPING: { execute: (vm) => vm.push(isOneOf(vm, vm.peek(1) as Value, ['dict'])) },
  MATCH_KEYS: {
    execute: (vm) => finish(vm, vm.native('match.keys', [vm.peek(2), vm.peek(1)])),
    resume: pushResult,
  },
  MATCH_CLASS: {
    execute: (vm, { arg }) => {
      const names = vm.pop();
      const cls = vm.pop();
      finish(vm, vm.native('match.class', [vm.pop(), cls, names], { positional: arg }));
    },
    resume: pushResult,
  },
};
