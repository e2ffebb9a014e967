/**
 * Loads, stores and deletes of locals, cells and constants; moves on the value stack.
 * @module
 */
import { CO_FAST_FREE } from '../../code/code-object.ts';
import type { Machine } from '../machine.ts';
import { raise, raiseWith } from '../objects/exceptions.ts';
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
    return raiseWith(
      vm,
      'NameError',
      `cannot access free variable '${name}' where it is not associated with a value in enclosing scope`,
      { name },
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
  /** Stack: →. Effect: none. Events: none. Next: behind. Source: bytecodes.c. */
  NOP: { execute: () => undefined },
  /** Stack: →. Effect: none: space of an inline cache, never run. Events: none. Next: behind. Source: bytecodes.c. */
  CACHE: { execute: () => undefined },
  /**
   * Stack: →. Effect: none by itself: its oparg is the upper bits of the next instruction’s. Events: none. Next:
   * behind. Source: bytecodes.c.
   */
  EXTENDED_ARG: { execute: () => undefined },
  /** Stack: → NULL. Effect: the place of a self that is not there. Events: none. Next: behind. Source: bytecodes.c. */
  PUSH_NULL: { execute: (vm) => vm.push(undefined) },
  /** Stack: value →. Effect: lets go of the value. Events: none. Next: behind. Source: bytecodes.c. */
  POP_TOP: { execute: (vm) => vm.drop(1) },
  /**
   * Stack: value, others×n−1 → value, others×n−1, value. Effect: n ≥ 1. Events: none. Next: behind. Source:
   * bytecodes.c.
   */
  COPY: { execute: (vm, { arg }) => vm.push(vm.peek(arg)) },
  /** Stack: a, others×n−2, b → b, others×n−2, a. Effect: n ≥ 2. Events: none. Next: behind. Source: bytecodes.c. */
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

  /** Stack: → value. Effect: constant n. Events: none. Next: behind. Source: bytecodes.c; `co_consts`. */
  LOAD_CONST: { execute: (vm, { arg, code }) => vm.push(code.consts[arg]) },
  /** Stack: → value. Effect: the int n. Events: none. Next: behind. Source: bytecodes.c. */
  LOAD_SMALL_INT: { execute: (vm, { arg }) => vm.push(arg) },

  /**
   * Stack: → value. Effect: local n, of which the compiler has shown that it is bound. Events: none. Next: behind.
   * Source: bytecodes.c; flowgraph.c `add_checks_for_loads_of_uninitialized_variables`.
   */
  LOAD_FAST: { execute: loadFast },
  /**
   * Stack: → value. Effect: local n, without a reference: the local outlives the value on the stack. Events: none.
   * Next: behind. Source: bytecodes.c; flowgraph.c `optimize_load_fast`.
   */
  LOAD_FAST_BORROW: { execute: loadFast },
  /**
   * Stack: → value. Effect: local n; UnboundLocalError while it is unbound. Events: none. Next: behind. Source:
   * bytecodes.c; `format_exc_check_arg`.
   */
  LOAD_FAST_CHECK: { execute: (vm, { arg }) => vm.push(checkedLocal(vm, arg)) },
  /**
   * Stack: → value or NULL. Effect: local n, which is unbound then: an inlined comprehension saves what its variable
   * hides. Events: none. Next: behind. Source: bytecodes.c; PEP 709.
   */
  LOAD_FAST_AND_CLEAR: {
    execute: (vm, { arg }) => {
      vm.push(vm.f.locals[arg]);
      vm.setLocal(arg, undefined);
    },
  },
  /**
   * Stack: → first, second. Effect: locals n>>4 and n&15. Events: none. Next: behind. Source: bytecodes.c; flowgraph.c
   * `insert_superinstructions`.
   */
  LOAD_FAST_LOAD_FAST: { execute: loadTwo },
  /**
   * Stack: → first, second. Effect: locals n>>4 and n&15, without references. Events: none. Next: behind. Source:
   * bytecodes.c; flowgraph.c `optimize_load_fast`.
   */
  LOAD_FAST_BORROW_LOAD_FAST_BORROW: { execute: loadTwo },
  /** Stack: value →. Effect: local n = value; the old value goes. Events: none. Next: behind. Source: bytecodes.c. */
  STORE_FAST: { execute: (vm, { arg }) => vm.setLocal(arg, vm.pop()) },
  /**
   * Stack: value or NULL →. Effect: restores local n behind an inlined comprehension; only the compiler sees it, code
   * objects have STORE_FAST. Events: none. Next: behind. Source: bytecodes.c; PEP 709.
   */
  STORE_FAST_MAYBE_NULL: { execute: (vm, { arg }) => vm.setLocal(arg, vm.pop()) },
  /**
   * Stack: value → loaded. Effect: local n>>4 = value; then local n&15. Events: none. Next: behind. Source:
   * bytecodes.c; flowgraph.c `insert_superinstructions`.
   */
  STORE_FAST_LOAD_FAST: {
    execute: (vm, { arg }) => {
      vm.setLocal(arg >> 4, vm.pop());
      vm.push(vm.f.locals[arg & 15]);
    },
  },
  /**
   * Stack: second, first →. Effect: local n>>4 = first; then local n&15 = second. Events: none. Next: behind. Source:
   * bytecodes.c; flowgraph.c `insert_superinstructions`.
   */
  STORE_FAST_STORE_FAST: {
    execute: (vm, { arg }) => {
      vm.setLocal(arg >> 4, vm.pop());
      vm.setLocal(arg & 15, vm.pop());
    },
  },
  /**
   * Stack: →. Effect: unbinds local n; UnboundLocalError if it is unbound. Events: none. Next: behind. Source:
   * bytecodes.c; `format_exc_check_arg`.
   */
  DELETE_FAST: {
    execute: (vm, { arg }) => {
      checkedLocal(vm, arg);
      vm.setLocal(arg, undefined);
    },
  },

  /**
   * Stack: →. Effect: local n becomes a cell with what it held, if anything. Events: none. Next: behind. Source:
   * bytecodes.c; flowgraph.c `insert_prefix_instructions`.
   */
  MAKE_CELL: { execute: (vm, { arg }) => vm.setLocal(arg, newCell(vm, vm.f.locals[arg])) },
  /**
   * Stack: →. Effect: the n cells of the function’s closure become the last n locals. Events: none. Next: behind.
   * Source: bytecodes.c; flowgraph.c `insert_prefix_instructions`.
   */
  COPY_FREE_VARS: {
    execute: (vm, { arg, code }) => {
      const closure = vm.as(vm.f.func as Ref, 'function').closure as Ref;
      const cells = vm.as(closure, 'tuple').items;
      const first = code.nlocals - arg;
      for (let i = 0; i < arg; i++) vm.setLocal(first + i, cells[i]);
    },
  },
  /**
   * Stack: → cell. Effect: the cell in local n; 3.13+: only the compiler sees it, code objects have LOAD_FAST. Events:
   * none. Next: behind. Source: bytecodes.c.
   */
  LOAD_CLOSURE: { execute: loadFast },
  /**
   * Stack: → value. Effect: what the cell in local n holds; UnboundLocalError, of a free variable NameError, while it
   * is empty. Events: none. Next: behind. Source: bytecodes.c; `format_exc_unbound`.
   */
  LOAD_DEREF: { execute: (vm, { arg }) => vm.push(cellValue(vm, arg)) },
  /** Stack: value →. Effect: the cell in local n holds value. Events: none. Next: behind. Source: bytecodes.c. */
  STORE_DEREF: { execute: (vm, { arg }) => vm.setRef(vm.local(arg) as Ref, 'cell', 'value', vm.pop()) },
  /**
   * Stack: →. Effect: empties the cell in local n; errors as LOAD_DEREF. Events: none. Next: behind. Source:
   * bytecodes.c; `format_exc_unbound`.
   */
  DELETE_DEREF: {
    execute: (vm, { arg }) => {
      cellValue(vm, arg);
      vm.setRef(vm.local(arg) as Ref, 'cell', 'value', undefined);
    },
  },
  /**
   * Stack: namespace → value. Effect: the item of the namespace under the name of local n; where there is none, as
   * LOAD_DEREF. Events: none. Next: behind. Source: bytecodes.c; PEP 695.
   */
  LOAD_FROM_DICT_OR_DEREF: {
    execute: (vm, { arg, code }) => {
      const found = dictGet(vm, vm.pop() as Ref, code.code.localsplusnames[arg] as string);
      if (found === PENDING) return;
      vm.push(found === undefined ? cellValue(vm, arg) : found);
    },
    resume: pushResult,
  },
};
