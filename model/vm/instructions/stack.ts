/**
 * Loads, stores and deletes of locals, cells and constants; moves on the value stack.
 * @module
 */
import { CO_FAST_FREE } from '../../code/code-object.ts';
import type { Machine } from '../machine.ts';
import { raise } from '../objects/exceptions.ts';
import { TYPES } from '../objects/types.ts';
import type { BoundInstruction } from '../operations.ts';
import { dictGet } from '../protocol/dict-table.ts';
import { PENDING, type PyRaise, type Ref, type Slot, type Value } from '../value.ts';
import { type InstructionTable, pushResult } from './table.ts';

/** UnboundLocalError, or NameError for a free variable (`format_exc_unbound`). */
function unbound(vm: Machine, slot: number): PyRaise {
  const { localsplusnames, localspluskinds } = vm.f.code.code;
  const name = localsplusnames[slot] as string;
  if ((localspluskinds[slot] as number) & CO_FAST_FREE) {
    return raise(
      vm,
      'NameError',
      `cannot access free variable '${name}' where it is not associated with a value in enclosing scope`,
    );
  }
  return raise(
    vm,
    'UnboundLocalError',
    `cannot access local variable '${name}' where it is not associated with a value`,
  );
}

/** A cell's contents; NameError or UnboundLocalError while it is empty. */
function cellValue(vm: Machine, slot: number): Value {
  const value = vm.as(vm.local(slot) as Ref, 'cell').value;
  if (value === undefined) throw unbound(vm, slot);
  return value;
}

function newCell(vm: Machine, value: Slot): Ref {
  return vm.alloc({ kind: 'cell', cls: TYPES.cell, value });
}

function checkedLocal(vm: Machine, slot: number): Value {
  const value = vm.f.locals[slot];
  if (value === undefined) throw unbound(vm, slot);
  return value;
}

const loadFast = (vm: Machine, { arg }: BoundInstruction): void => vm.push(vm.f.locals[arg]);
const loadTwo = (vm: Machine, { arg }: BoundInstruction): void => {
  vm.push(vm.f.locals[arg >> 4]);
  vm.push(vm.f.locals[arg & 15]);
};

export const STACK: InstructionTable = {
  NOP: { execute: () => undefined },
  CACHE: { execute: () => undefined },
  EXTENDED_ARG: { execute: () => undefined },
  PUSH_NULL: { execute: (vm) => vm.push(undefined) },
  POP_TOP: { execute: (vm) => vm.drop(1) },
  COPY: { execute: (vm, { arg }) => vm.push(vm.peek(arg)) },
  SWAP: {
    execute: (vm, { arg }) => {
      const { stack } = vm.f;
      const top = stack.length - 1;
      const other = stack.length - arg;
      const value = stack[top];
      stack[top] = stack[other];
      stack[other] = value;
    },
  },

  LOAD_CONST: { execute: (vm, { arg, code }) => vm.push(code.consts[arg]) },
  LOAD_SMALL_INT: { execute: (vm, { arg }) => vm.push(arg) },

  LOAD_FAST: { execute: loadFast },
  LOAD_FAST_BORROW: { execute: loadFast },
  LOAD_FAST_CHECK: { execute: (vm, { arg }) => vm.push(checkedLocal(vm, arg)) },
  LOAD_FAST_AND_CLEAR: {
    execute: (vm, { arg }) => {
      vm.push(vm.f.locals[arg]);
      vm.setLocal(arg, undefined);
    },
  },
  LOAD_FAST_LOAD_FAST: { execute: loadTwo },
  LOAD_FAST_BORROW_LOAD_FAST_BORROW: { execute: loadTwo },
  STORE_FAST: { execute: (vm, { arg }) => vm.setLocal(arg, vm.pop()) },
  STORE_FAST_MAYBE_NULL: { execute: (vm, { arg }) => vm.setLocal(arg, vm.pop()) },
  STORE_FAST_LOAD_FAST: {
    execute: (vm, { arg }) => {
      vm.setLocal(arg >> 4, vm.pop());
      vm.push(vm.f.locals[arg & 15]);
    },
  },
  STORE_FAST_STORE_FAST: {
    execute: (vm, { arg }) => {
      vm.setLocal(arg >> 4, vm.pop());
      vm.setLocal(arg & 15, vm.pop());
    },
  },
  DELETE_FAST: {
    execute: (vm, { arg }) => {
      checkedLocal(vm, arg);
      vm.setLocal(arg, undefined);
    },
  },

  MAKE_CELL: { execute: (vm, { arg }) => vm.setLocal(arg, newCell(vm, vm.f.locals[arg])) },
  COPY_FREE_VARS: {
    execute: (vm, { arg, code }) => {
      const closure = vm.as(vm.f.func as Ref, 'function').closure as Ref;
      const cells = vm.as(closure, 'tuple').items;
      const first = code.nlocals - arg;
      for (let i = 0; i < arg; i++) vm.setLocal(first + i, cells[i]);
    },
  },
  LOAD_CLOSURE: { execute: loadFast },
  LOAD_DEREF: { execute: (vm, { arg }) => vm.push(cellValue(vm, arg)) },
  STORE_DEREF: { execute: (vm, { arg }) => vm.setRef(vm.local(arg) as Ref, 'cell', 'value', vm.pop()) },
  DELETE_DEREF: {
    execute: (vm, { arg }) => {
      cellValue(vm, arg);
      vm.setRef(vm.local(arg) as Ref, 'cell', 'value', undefined);
    },
  },
  LOAD_FROM_DICT_OR_DEREF: {
    execute: (vm, { arg, code }) => {
      const found = dictGet(vm, vm.pop() as Ref, code.code.localsplusnames[arg] as string);
      if (found === PENDING) return;
      vm.push(found === undefined ? cellValue(vm, arg) : found);
    },
    resume: pushResult,
  },
};
