/**
 * Names in namespaces: module and class scope, globals, builtins, attributes, items, imports.
 * @module
 */

import { ensureNative, importFrom, importInside, importName } from '../builtins/import.ts';
import { fireCall } from '../fire.ts';
import type { Machine } from '../machine.ts';
import { exceptionData, exceptionMatches, raise, raiseWith, setMember } from '../objects/exceptions.ts';
import { TYPES } from '../objects/types.ts';
import type { BoundInstruction } from '../operations.ts';
import { delAttr, getAttr, hooks, loadMethod, setAttr } from '../protocol/attributes.ts';
import { BUILTINS_NAME, findBuiltin, readBuiltins } from '../protocol/builtins-namespace.ts';
import { dictDeleteName, dictGetName, dictSetName, newDict } from '../protocol/dict-table.ts';
import { delItem, getItem, setItem } from '../protocol/items.ts';
import { override } from '../protocol/lookup.ts';
import { EXHAUSTED, PENDING, type PyRaise, type Ref, type Result, type Slot, type Value } from '../value.ts';
import {
  adapts,
  comeBack,
  enters,
  pushEntered,
  runsAs,
  subscript,
  unbound,
  wantedAttribute,
  wantedSuper,
} from './specialise.ts';
import { SUPER_CALLED, SUPER_OUTCOMES, superCalled, writtenArgument } from './super-call.ts';
import {
  asValue,
  dropOperands,
  dropResult,
  finish,
  type InstructionTable,
  nameOf,
  pushCallee,
  pushResult,
  storing,
} from './table.ts';

function nameError(vm: Machine, name: string): PyRaise {
  return raiseWith(vm, 'NameError', `name '${name}' is not defined`, { name });
}

/** `import_name`: by the `__import__` that the frame's builtins have. */
function importBy(vm: Machine, name: string, fromList: Value, level: Value): Result {
  const { globals, names } = vm.f;
  const own = findBuiltin(vm, globals, '__import__');
  if (own === undefined) throw raise(vm, 'ImportError', '__import__ not found');
  if (own === vm.world.builtinNames.get('__import__')) return importName(vm, name, fromList, level);
  return vm.call(own, [name, globals, names, fromList, level]);
}

function loadGlobal(vm: Machine, name: string): Value {
  const { globals } = vm.f;
  const value = dictGetName(vm, globals, name);
  if (value === null) return noneOrBuiltins(vm, globals, name);
  const found = value === undefined ? findBuiltin(vm, globals, name) : value;
  if (found === undefined) throw nameError(vm, name);
  return found;
}

/** None found in a namespace, which is what stands as `__builtins__` until it is read. */
function noneOrBuiltins(vm: Machine, names: Ref, name: string): Value {
  return name === BUILTINS_NAME ? readBuiltins(vm, names, ensureNative(vm, 'builtins')) : null;
}

/** `phase` of LOAD_FROM_DICT_OR_GLOBALS while Python code of the globals is asked. */
const IN_GLOBALS = 1;

/** What LOAD_FROM_DICT_OR_GLOBALS does behind the namespace: globals of a subclass of dict are asked as a mapping. */
function loadBeyond(vm: Machine, name: string): void {
  const { globals } = vm.f;
  if (vm.read(globals).cls !== TYPES.dict) {
    vm.f.phase = IN_GLOBALS;
    const found = loadFrom(vm, globals, name);
    if (found === PENDING) return;
    vm.f.phase = 0;
    if (found !== undefined) return vm.push(found);
  }
  vm.push(loadGlobal(vm, name));
}

/** With a NULL for a call where the argument asks for it. */
function pushGlobal(vm: Machine, { arg }: BoundInstruction, value: Value): void {
  const { calleeBelowNull } = vm.world.profile;
  if (arg & 1 && !calleeBelowNull) vm.push(undefined);
  vm.push(value);
  if (arg & 1 && calleeBelowNull) vm.push(undefined);
}

/** The object whose attribute Python code was asked for through C code; it waits beside the stack. */
function takeOwner(vm: Machine): Slot {
  const [owner] = vm.f.calling;
  if (vm.f.calling.length > 0) vm.splice(vm.frameRef, 'calling', 0, 1, []);
  return owner;
}

/** `set_attribute_error_context`: an AttributeError that passes `PyObject_GetAttr` without a name and an object gets both. */
function setAttributeContext(vm: Machine, exception: Ref, owner: Value, name: string): void {
  if (!exceptionMatches(vm, exception, TYPES.AttributeError)) return;
  const { members } = exceptionData(vm, exception);
  if ((members['name'] ?? null) !== null || (members['obj'] ?? null) !== null) return;
  setMember(vm, exception, 'name', name);
  setMember(vm, exception, 'obj', owner);
}

/** Whether a namespace is a dict whose class leaves a special method as it is in dict. */
function isPlainDict(vm: Machine, names: Ref, ...methods: readonly string[]): boolean {
  const data = vm.read(names);
  if (data.kind !== 'dict') return false;
  return data.cls === TYPES.dict || methods.every((method) => override(vm, names, method) === undefined);
}

/** LOAD_NAME and its kin: in a namespace that may be any mapping. */
function loadFrom(vm: Machine, names: Ref, name: string): Slot | typeof PENDING {
  if (isPlainDict(vm, names, '__getitem__', '__missing__')) return dictGetName(vm, names, name);
  return getItem(vm, names, name);
}

export const NAMES: InstructionTable = {
  /**
   * Stack: → value. Effect: name n in the frame’s namespace, then as a global, then as a builtin; NameError. Events:
   * none. Next: behind. Source: bytecodes.c; `_PyEval_LoadName`.
   */
  LOAD_NAME: {
    execute: (vm, instruction) => {
      const name = nameOf(instruction, instruction.arg);
      const found = loadFrom(vm, vm.f.names ?? vm.f.globals, name);
      if (found === PENDING) return;
      if (found === null) vm.push(noneOrBuiltins(vm, vm.f.names ?? vm.f.globals, name));
      else vm.push(found === undefined ? loadGlobal(vm, name) : found);
    },
    resume: pushResult,
    caught: (vm, instruction, exception) =>
      fallBack(vm, exception, () => loadGlobal(vm, nameOf(instruction, instruction.arg))),
  },
  /**
   * Stack: value →. Effect: name n of the frame’s namespace = value; a namespace that is no exact dict is asked by
   * `__setitem__`. Events: none. Next: behind. Source: bytecodes.c.
   */
  STORE_NAME: {
    execute: (vm, instruction) => {
      const value = vm.pop() as Value;
      const names = vm.f.names ?? vm.f.globals;
      const name = nameOf(instruction, instruction.arg);
      if (isPlainDict(vm, names, '__setitem__')) dictSetName(vm, names, name, value);
      else setItem(vm, names, name, value);
    },
    resume: dropResult,
  },
  /**
   * Stack: →. Effect: deletes name n from the frame’s namespace; any failure becomes NameError. Events: none. Next:
   * behind. Source: bytecodes.c; `format_exc_check_arg`.
   */
  DELETE_NAME: {
    execute: (vm, instruction) => {
      const name = nameOf(instruction, instruction.arg);
      const names = vm.f.names ?? vm.f.globals;
      if (!isPlainDict(vm, names, '__delitem__')) delItem(vm, names, name);
      else if (!dictDeleteName(vm, names, name)) throw nameError(vm, name);
    },
    resume: dropResult,
    caught: (vm, instruction) => {
      throw nameError(vm, nameOf(instruction, instruction.arg));
    },
  },
  /** Stack: → namespace. Effect: the frame’s namespace. Events: none. Next: behind. Source: bytecodes.c. */
  LOAD_LOCALS: { execute: (vm) => vm.push(vm.f.names) },
  /**
   * Stack: 3.12: → NULL×n&1, value; 3.13+: → value, NULL×n&1. Effect: name n>>1 as a global, then as a builtin;
   * NameError. n&1: it is called next. Events: none. Next: behind. Source: bytecodes.c; `_PyDict_LoadGlobal`.
   */
  LOAD_GLOBAL: {
    execute: (vm, instruction) => {
      const name = nameOf(instruction, instruction.arg >> 1);
      const { globals } = vm.f;
      const found = vm.read(globals).cls === TYPES.dict ? undefined : loadFrom(vm, globals, name);
      if (found !== PENDING) pushGlobal(vm, instruction, found ?? loadGlobal(vm, name));
    },
    resume: (vm, instruction, value) => pushGlobal(vm, instruction, asValue(value)),
    caught: (vm, instruction, exception) => {
      if (!exceptionMatches(vm, exception, TYPES.KeyError)) return false;
      pushGlobal(vm, instruction, loadGlobal(vm, nameOf(instruction, instruction.arg >> 1)));
      return true;
    },
  },
  /**
   * Stack: namespace → value. Effect: name n in the namespace, then as a global, then as a builtin; NameError. Events:
   * none. Next: behind. Source: bytecodes.c; PEP 695.
   */
  LOAD_FROM_DICT_OR_GLOBALS: {
    execute: (vm, instruction) => {
      const name = nameOf(instruction, instruction.arg);
      const found = loadFrom(vm, vm.pop() as Ref, name);
      if (found === PENDING) return;
      if (found === undefined) loadBeyond(vm, name);
      else vm.push(found);
    },
    resume: (vm, instruction, value) => {
      vm.f.phase = 0;
      pushResult(vm, instruction, value);
    },
    caught: (vm, instruction, exception) => {
      if (!exceptionMatches(vm, exception, TYPES.KeyError)) return false;
      const name = nameOf(instruction, instruction.arg);
      if (vm.f.phase !== IN_GLOBALS) loadBeyond(vm, name);
      else {
        vm.f.phase = 0;
        vm.push(loadGlobal(vm, name));
      }
      return true;
    },
  },
  /** Stack: value →. Effect: global name n = value. Events: none. Next: behind. Source: bytecodes.c. */
  STORE_GLOBAL: {
    execute: (vm, instruction) =>
      dictSetName(vm, vm.f.globals, nameOf(instruction, instruction.arg), vm.pop() as Value),
  },
  /** Stack: →. Effect: deletes global name n; NameError. Events: none. Next: behind. Source: bytecodes.c. */
  DELETE_GLOBAL: {
    execute: (vm, instruction) => {
      const name = nameOf(instruction, instruction.arg);
      if (!dictDeleteName(vm, vm.f.globals, name)) throw nameError(vm, name);
    },
  },
  /**
   * Stack: →. Effect: `__annotations__` of the frame’s namespace = {}, if there is none. Events: none. Next: behind.
   * Source: bytecodes.c.
   */
  SETUP_ANNOTATIONS: {
    execute: (vm) => {
      const names = vm.f.names ?? vm.f.globals;
      if (dictGetName(vm, names, '__annotations__') === undefined) {
        dictSetName(vm, names, '__annotations__', newDict(vm));
      }
    },
  },

  /**
   * Stack: 3.12: owner → NULL or method×n&1, value or self; 3.13+: owner → value or method, NULL or self×n&1. Effect:
   * attribute name n>>1 of owner. n&1: it is called next, and a method found in the type stays unbound. Events: none.
   * Next: behind. Source: bytecodes.c; `_PyObject_GetMethod`.
   */
  LOAD_ATTR: {
    execute: (vm, instruction) => {
      const { arg } = instruction;
      const name = nameOf(instruction, arg >> 1);
      const owner = vm.pop() as Value;
      const method = (arg & 1) !== 0;
      const form = adapts(vm, instruction) ? runsAs(vm, instruction, wantedAttribute(vm, owner, name, method)) : 'none';
      if (!method) {
        const { f: caller, frameRef } = vm;
        const result = getAttr(vm, owner, name);
        if (form === 'property' || form === 'getattribute') return finish(vm, enters(caller, result));
        if (result === PENDING) vm.splice(frameRef, 'calling', 0, 0, [owner]);
        return finish(vm, result);
      }
      const { frameRef } = vm;
      const found = loadMethod(vm, owner, name);
      if (found === PENDING) {
        if (hooks(vm, owner) !== undefined) vm.splice(frameRef, 'calling', 0, 0, [owner]);
        return;
      }
      // Of a class with `__getattr__` only the specialised form leaves the method unbound.
      const { func, self } = (form === 'method' ? unbound(vm, found.func) : undefined) ?? found;
      pushCallee(vm, func, self);
    },
    resume: (vm, instruction, value) => {
      comeBack(vm);
      takeOwner(vm);
      if (instruction.arg & 1) pushCallee(vm, asValue(value), undefined);
      else vm.push(asValue(value));
    },
    caught: (vm, instruction, exception) => {
      const owner = takeOwner(vm);
      if (owner !== undefined) setAttributeContext(vm, exception, owner, nameOf(instruction, instruction.arg >> 1));
      return false;
    },
  },
  /**
   * Stack: value, owner →. Effect: attribute name n of owner = value. Events: none. Next: behind. Source: bytecodes.c.
   */
  STORE_ATTR: storing(2, (vm, instruction) =>
    setAttr(vm, vm.peek(1) as Value, nameOf(instruction, instruction.arg), vm.peek(2) as Value),
  ),
  /** Stack: owner →. Effect: deletes attribute name n of owner. Events: none. Next: behind. Source: bytecodes.c. */
  DELETE_ATTR: storing(1, (vm, instruction) => delAttr(vm, vm.peek(1) as Value, nameOf(instruction, instruction.arg))),
  /**
   * Stack: 3.12: super, class, self → NULL or method×n&1, value or self; 3.13+: super, class, self → value or method,
   * NULL or self×n&1. Effect: attribute name n>>2 of super(class, self). n&1 as in LOAD_ATTR; n&2: both arguments were
   * written, and class is the arg0 told. Events: CALL (of super), C_RETURN (once super exists, before the attribute is
   * looked up), C_RAISE (no super). Next: behind. Source: bytecodes.c; `_PySuper_Lookup`; PEP 669.
   */
  LOAD_SUPER_ATTR: {
    execute: (vm, instruction) => {
      const arg0 = writtenArgument(vm, instruction);
      const wanted = adapts(vm, instruction) && wantedSuper(vm, vm.peek(3) as Value, vm.peek(2) as Value);
      const form = wanted ? runsAs(vm, instruction, wanted) : 'none';
      if (vm.instrumented && fireCall(vm, instruction.index, vm.peek(3), arg0, SUPER_CALLED, [form]) === PENDING)
        return;
      superCalled(vm, instruction, form);
    },
    ...SUPER_OUTCOMES,
  },

  /** Stack: container, key → item. Effect: container[key]. Events: none. Next: behind. Source: bytecodes.c. */
  BINARY_SUBSCR: {
    execute: (vm, instruction) => {
      const mark = vm.dropped.length;
      const key = vm.pop() as Value;
      const container = vm.pop() as Value;
      dropOperands(vm, mark);
      finish(vm, subscript(vm, instruction, container, key));
    },
    resume: pushEntered,
  },
  /**
   * Stack: value, container, key →. Effect: container[key] = value. Events: none. Next: behind. Source: bytecodes.c.
   */
  STORE_SUBSCR: storing(3, (vm) => setItem(vm, vm.peek(2) as Value, vm.peek(1) as Value, vm.peek(3) as Value)),
  /** Stack: container, key →. Effect: del container[key]. Events: none. Next: behind. Source: bytecodes.c. */
  DELETE_SUBSCR: storing(2, (vm) => delItem(vm, vm.peek(2) as Value, vm.peek(1) as Value)),

  /**
   * Stack: level, names → module. Effect: imports module name n, in 3.15 n>>2, by `__import__`; a fromlist of None
   * gives the outermost package. Events: none. Next: behind. Source: bytecodes.c; `_PyEval_ImportName`.
   */
  IMPORT_NAME: {
    execute: (vm, instruction) => {
      const fromList = vm.pop() as Value;
      const level = vm.pop() as Value;
      // The low bits say how lazy an import is; the library's lazy ones are done at once, which nobody sees.
      const index = vm.world.profile.lazyImports ? instruction.arg >> 2 : instruction.arg;
      finish(vm, importBy(vm, nameOf(instruction, index), fromList, level));
    },
    resume: pushResult,
  },
  /**
   * Stack: module → module, value. Effect: attribute name n of the module; ImportError. Events: none. Next: behind.
   * Source: bytecodes.c; `_PyEval_ImportFrom`.
   */
  IMPORT_FROM: {
    execute: (vm, instruction) => finish(vm, importFrom(vm, vm.peek(1) as Value, nameOf(instruction, instruction.arg))),
    resume: (vm, { code, arg }, value) =>
      vm.push(value === EXHAUSTED ? importInside(vm, vm.peek(1) as Value, code.code.names[arg] as string) : value),
  },
};

/** A KeyError of a custom namespace means that the name is not there. */
function fallBack(vm: Machine, exception: Ref, load: () => Value): boolean {
  if (!exceptionMatches(vm, exception, TYPES.KeyError)) return false;
  vm.push(load());
  return true;
}
