/**
 * Names in namespaces: module and class scope, globals, builtins, attributes, items, imports.
 * @module
 */

import { importFrom, importName } from '../builtins/import.ts';
import { fireCall, fireCReturn } from '../dispatch.ts';
import type { Machine } from '../machine.ts';
import { raise } from '../objects/exceptions.ts';
import type { BoundInstruction } from '../operations.ts';
import { delAttr, getAttr, loadMethod, setAttr } from '../protocol/attributes.ts';
import { dictDeleteName, dictGetName, dictSetName, newDict } from '../protocol/dict-table.ts';
import { delItem, getItem, setItem } from '../protocol/items.ts';
import { lookupSuper } from '../protocol/super.ts';
import { PENDING, type PyRaise, type Ref, type Slot, type Value } from '../value.ts';
import { asValue, dropResult, finish, type InstructionTable, pushResult } from './table.ts';

function nameError(vm: Machine, name: string): PyRaise {
  return raise(vm, 'NameError', `name '${name}' is not defined`);
}

function nameOf(instruction: BoundInstruction, index: number): string {
  return instruction.code.code.names[index] as string;
}

function globalOrBuiltin(vm: Machine, name: string): Slot {
  const value = dictGetName(vm, vm.f.globals, name);
  return value === undefined ? vm.world.builtinNames.get(name) : value;
}

function loadGlobal(vm: Machine, name: string): Value {
  const value = globalOrBuiltin(vm, name);
  if (value === undefined) throw nameError(vm, name);
  return value;
}

/** LOAD_NAME and its kin: in a namespace that may be any mapping. */
function loadFrom(vm: Machine, names: Ref, name: string): Slot | typeof PENDING {
  if (vm.read(names).kind === 'dict') return dictGetName(vm, names, name);
  return getItem(vm, names, name);
}

export const NAMES: InstructionTable = {
  LOAD_NAME: {
    execute: (vm, instruction) => {
      const name = nameOf(instruction, instruction.arg);
      const found = loadFrom(vm, vm.f.names ?? vm.f.globals, name);
      if (found === PENDING) return;
      vm.push(found === undefined ? loadGlobal(vm, name) : found);
    },
    resume: pushResult,
    caught: (vm, instruction, exception) =>
      fallBack(vm, exception, () => loadGlobal(vm, nameOf(instruction, instruction.arg))),
  },
  STORE_NAME: {
    execute: (vm, instruction) => {
      const value = vm.pop() as Value;
      const names = vm.f.names ?? vm.f.globals;
      const name = nameOf(instruction, instruction.arg);
      if (vm.read(names).kind === 'dict') dictSetName(vm, names, name, value);
      else setItem(vm, names, name, value);
    },
    resume: dropResult,
  },
  DELETE_NAME: {
    execute: (vm, instruction) => {
      const name = nameOf(instruction, instruction.arg);
      if (!dictDeleteName(vm, vm.f.names ?? vm.f.globals, name)) throw nameError(vm, name);
    },
  },
  LOAD_LOCALS: { execute: (vm) => vm.push(vm.f.names) },
  LOAD_GLOBAL: {
    execute: (vm, instruction) => {
      const { arg } = instruction;
      const value = loadGlobal(vm, nameOf(instruction, arg >> 1));
      const { calleeBelowNull } = vm.world.profile;
      if (arg & 1 && !calleeBelowNull) vm.push(undefined);
      vm.push(value);
      if (arg & 1 && calleeBelowNull) vm.push(undefined);
    },
  },
  LOAD_FROM_DICT_OR_GLOBALS: {
    execute: (vm, instruction) => {
      const name = nameOf(instruction, instruction.arg);
      const found = loadFrom(vm, vm.pop() as Ref, name);
      if (found === PENDING) return;
      vm.push(found === undefined ? loadGlobal(vm, name) : found);
    },
    resume: pushResult,
    caught: (vm, instruction, exception) =>
      fallBack(vm, exception, () => loadGlobal(vm, nameOf(instruction, instruction.arg))),
  },
  STORE_GLOBAL: {
    execute: (vm, instruction) =>
      dictSetName(vm, vm.f.globals, nameOf(instruction, instruction.arg), vm.pop() as Value),
  },
  DELETE_GLOBAL: {
    execute: (vm, instruction) => {
      const name = nameOf(instruction, instruction.arg);
      if (!dictDeleteName(vm, vm.f.globals, name)) throw nameError(vm, name);
    },
  },
  SETUP_ANNOTATIONS: {
    execute: (vm) => {
      const names = vm.f.names ?? vm.f.globals;
      if (dictGetName(vm, names, '__annotations__') === undefined) {
        dictSetName(vm, names, '__annotations__', newDict(vm));
      }
    },
  },

  LOAD_ATTR: {
    execute: (vm, instruction) => {
      const { arg } = instruction;
      const name = nameOf(instruction, arg >> 1);
      const owner = vm.pop() as Value;
      if ((arg & 1) === 0) return finish(vm, getAttr(vm, owner, name));
      const found = loadMethod(vm, owner, name);
      if (found === PENDING) return;
      pushCallee(vm, found.func, found.self);
    },
    resume: (vm, instruction, value) => {
      if (instruction.arg & 1) pushCallee(vm, asValue(value), undefined);
      else vm.push(asValue(value));
    },
  },
  STORE_ATTR: {
    execute: (vm, instruction) => {
      const owner = vm.pop() as Value;
      const value = vm.pop() as Value;
      setAttr(vm, owner, nameOf(instruction, instruction.arg), value);
    },
    resume: dropResult,
  },
  DELETE_ATTR: {
    execute: (vm, instruction) => {
      delAttr(vm, vm.pop() as Value, nameOf(instruction, instruction.arg));
    },
    resume: dropResult,
  },
  LOAD_SUPER_ATTR: {
    execute: (vm, instruction) => {
      const { arg } = instruction;
      const self = vm.pop() as Value;
      const cls = vm.pop() as Value;
      const superType = vm.pop() as Value;
      const explicit = (arg & 2) !== 0;
      // What is called is super itself; its first argument counts only where it was written.
      const arg0 = explicit ? cls : undefined;
      if (vm.instrumented) fireCall(vm, instruction.index, superType, arg0);
      const found = lookupSuper(vm, superType, cls, self, nameOf(instruction, arg >> 2), (arg & 1) !== 0);
      if (vm.instrumented) fireCReturn(vm, instruction.index, superType, arg0);
      if (found === PENDING) return;
      if (arg & 1) pushCallee(vm, found.func, found.self);
      else vm.push(found.func);
    },
    resume: (vm, instruction, value) => {
      if (instruction.arg & 1) pushCallee(vm, asValue(value), undefined);
      else vm.push(asValue(value));
    },
  },

  BINARY_SUBSCR: {
    execute: (vm) => {
      const key = vm.pop() as Value;
      finish(vm, getItem(vm, vm.pop() as Value, key));
    },
    resume: pushResult,
  },
  STORE_SUBSCR: {
    execute: (vm) => {
      const key = vm.pop() as Value;
      const container = vm.pop() as Value;
      setItem(vm, container, key, vm.pop() as Value);
    },
    resume: dropResult,
  },
  DELETE_SUBSCR: {
    execute: (vm) => {
      const key = vm.pop() as Value;
      delItem(vm, vm.pop() as Value, key);
    },
    resume: dropResult,
  },

  IMPORT_NAME: {
    execute: (vm, instruction) => {
      const fromList = vm.pop() as Value;
      const level = vm.pop() as Value;
      // The low bits say how lazy an import is; the library's lazy ones are done at once, which nobody sees.
      const index = vm.world.profile.lazyImports ? instruction.arg >> 2 : instruction.arg;
      finish(vm, importName(vm, nameOf(instruction, index), fromList, level));
    },
    resume: pushResult,
  },
  IMPORT_FROM: {
    execute: (vm, instruction) => finish(vm, importFrom(vm, vm.peek(1) as Value, nameOf(instruction, instruction.arg))),
    resume: pushResult,
  },
};

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

/** A KeyError of a custom namespace means that the name is not there. */
function fallBack(vm: Machine, exception: Ref, load: () => Value): boolean {
  const cls = vm.read(vm.read(exception).cls);
  if (cls.kind !== 'type' || cls.name !== 'KeyError') return false;
  vm.push(load());
  return true;
}
