/**
 * Displays, unpacking, functions, and constants that have an instruction of their own.
 * @module
 */

import type { Machine } from '../machine.ts';
import { newInterpolation, newTemplate } from '../modules/templates.ts';
import { raise } from '../objects/exceptions.ts';
import { newList } from '../objects/list.ts';
import { newSet } from '../objects/set.ts';
import { newTuple } from '../objects/tuple.ts';
import { TYPES } from '../objects/types.ts';
import type { BoundInstruction } from '../operations.ts';
import { findBuiltin } from '../protocol/builtins-namespace.ts';
import { dictGetName, dictSet, newDict } from '../protocol/dict-table.ts';
import { unpack } from '../protocol/iteration.ts';
import { type Exhausted, ModelError, PENDING, type Ref, type Result, type Value } from '../value.ts';
import {
  asValue,
  dropForward,
  dropResult,
  finish,
  type InstructionTable,
  overOperands,
  pushNothing,
  pushResult,
  TOPMOST,
} from './table.ts';

/** The same of an operand that stays on the value stack until all of it is added. */
function addAllTo(run: (vm: Machine, container: Ref, value: Value) => Result) {
  return overOperands(TOPMOST, (vm, { arg }) => run(vm, vm.peek(arg + 1) as Ref, vm.peek(1) as Value), pushNothing);
}

/** Adds to the container below, through operations that may run Python code; nothing is pushed. */
function addTo(run: (vm: Machine, container: Ref, value: Value) => unknown) {
  return {
    execute: (vm: Machine, { arg }: BoundInstruction): void => {
      const value = vm.pop() as Value;
      run(vm, vm.peek(arg) as Ref, value);
    },
    resume: dropResult,
  };
}

function popMany(vm: Machine, n: number): Value[] {
  const { stack } = vm.f;
  const values = stack.slice(stack.length - n) as Value[];
  vm.drop(n);
  return values;
}

export function newSlice(vm: Machine, start: Value, stop: Value, step: Value): Ref {
  return vm.alloc({
    kind: 'record',
    cls: TYPES.slice,
    type: 'slice',
    slots: [start, stop, step],
    numbers: [],
    attrs: null,
  });
}

/** Pushes the items of an unpacked sequence, the first on top. */
function pushUnpacked(vm: Machine, value: Value | Exhausted): void {
  const { items } = vm.as(asValue(value) as Ref, 'tuple');
  for (let i = items.length - 1; i >= 0; i--) vm.push(items[i]);
}

function unpackInto(vm: Machine, before: number, after: number): void {
  const result = unpack(vm, vm.pop() as Value, before, after);
  if (result !== PENDING) pushUnpacked(vm, result);
}

/** SET_FUNCTION_ATTRIBUTE's opargs. */
function setFunctionAttribute(vm: Machine, func: Ref, flag: number, value: Value): void {
  const ref = value as Ref;
  if (flag === 1) vm.setRef(func, 'function', 'defaults', ref);
  else if (flag === 2) vm.setRef(func, 'function', 'kwdefaults', ref);
  else if (flag === 4 || flag === 16) vm.setRef(func, 'function', 'annotations', ref);
  else if (flag === 8) vm.setRef(func, 'function', 'closure', ref);
  else throw new ModelError(`SET_FUNCTION_ATTRIBUTE ${flag}`);
}

export const BUILD: InstructionTable = {
  /** Stack: items×n → tuple. Effect: a tuple of them. Events: none. Next: behind. Source: bytecodes.c. */
  BUILD_TUPLE: { execute: (vm, { arg }) => vm.push(newTuple(vm, popMany(vm, arg))) },
  /** Stack: items×n → list. Effect: a new list of them. Events: none. Next: behind. Source: bytecodes.c. */
  BUILD_LIST: { execute: (vm, { arg }) => vm.push(newList(vm, popMany(vm, arg))) },
  /** Stack: start, stop, step×n−2 → slice. Effect: n is 2 or 3. Events: none. Next: behind. Source: bytecodes.c. */
  BUILD_SLICE: {
    execute: (vm, { arg }) => {
      const [start, stop, step] = popMany(vm, arg) as [Value, Value, Value?];
      vm.push(newSlice(vm, start, stop, step ?? null));
    },
  },
  /**
   * Stack: strings, interpolations → template. Effect: a template string of the two tuples. Events: none. Next: behind.
   * Source: bytecodes.c; PEP 750.
   */
  BUILD_TEMPLATE: {
    execute: (vm) => {
      const interpolations = vm.pop() as Value;
      vm.push(newTemplate(vm, vm.pop() as Value, interpolations));
    },
  },
  /**
   * Stack: value, expression, specification×n&1 → interpolation. Effect: one field of a template string; n>>2 is its
   * conversion. Events: none. Next: behind. Source: bytecodes.c; PEP 750.
   */
  BUILD_INTERPOLATION: {
    execute: (vm, { arg }) => {
      const spec = arg & 1 ? (vm.pop() as Value) : '';
      const expression = vm.pop() as Value;
      vm.push(newInterpolation(vm, vm.pop() as Value, expression, arg >> 2, spec));
    },
  },
  /** Stack: texts×n → text. Effect: joins them. Events: none. Next: behind. Source: bytecodes.c; PEP 498. */
  BUILD_STRING: { execute: (vm, { arg }) => vm.push(popMany(vm, arg).join('')) },
  /**
   * Stack: items×n → set. Effect: a new set, the first item added first. Events: none. Next: behind. Source:
   * bytecodes.c.
   */
  BUILD_SET: {
    execute: (vm, { arg }) => {
      const items = popMany(vm, arg);
      const set = newSet(vm, []);
      finish(vm, vm.native('set.build', [set, ...items]));
    },
    resume: pushResult,
  },
  /**
   * Stack: keys and values×2n → dict. Effect: a new dict, key before value. Events: none. Next: behind. Source:
   * bytecodes.c.
   */
  BUILD_MAP: {
    execute: (vm, { arg }) => {
      const items = popMany(vm, arg * 2);
      finish(vm, vm.native('dict.build', [newDict(vm), ...items]));
    },
    resume: pushResult,
  },
  /**
   * Stack: values×n, keys → dict. Effect: a new dict; keys is a tuple of n. Events: none. Next: behind. Source:
   * bytecodes.c.
   */
  BUILD_CONST_KEY_MAP: {
    execute: (vm, { arg }) => {
      const keys = vm.as(vm.pop() as Ref, 'tuple').items;
      const values = popMany(vm, arg);
      finish(vm, vm.native('dict.build', [newDict(vm), ...keys.flatMap((key, i) => [key, values[i]])]));
    },
    resume: pushResult,
  },
  /**
   * Stack: list, others×n−1, value → list, others×n−1. Effect: appends value. Events: none. Next: behind. Source:
   * bytecodes.c.
   */
  LIST_APPEND: addTo((vm, list, value) => vm.splice(list, 'items', vm.as(list, 'list').items.length, 0, [value])),
  /**
   * Stack: set, others×n−1, value → set, others×n−1. Effect: adds value. Events: none. Next: behind. Source:
   * bytecodes.c.
   */
  SET_ADD: addTo((vm, set, value) => vm.native('set.add', [set, value])),
  /**
   * Stack: dict, others×n−1, key, value → dict, others×n−1. Effect: dict[key] = value. Events: none. Next: behind.
   * Source: bytecodes.c; PEP 572.
   */
  MAP_ADD: {
    execute: (vm, { arg }) => {
      const mark = vm.dropped.length;
      const value = vm.pop() as Value;
      const key = vm.pop() as Value;
      // `_PyDict_SetItem_Take2`.
      dropForward(vm, mark);
      dictSet(vm, vm.peek(arg) as Ref, key, value);
    },
    resume: dropResult,
  },
  /**
   * Stack: list, others×n−1, iterable → list, others×n−1. Effect: list.extend(iterable); what is no iterable is told to
   * stand behind a star. Events: none. Next: behind. Source: bytecodes.c; PEP 448.
   */
  LIST_EXTEND: addAllTo((vm, list, value) => vm.native('list.extendStar', [list, value])),
  /**
   * Stack: set, others×n−1, iterable → set, others×n−1. Effect: set.update(iterable). Events: none. Next: behind.
   * Source: bytecodes.c; PEP 448.
   */
  SET_UPDATE: addAllTo((vm, set, value) => vm.native('set.update', [set, value])),
  /**
   * Stack: dict, others×n−1, mapping → dict, others×n−1. Effect: dict.update(mapping); TypeError for what is no
   * mapping. Events: none. Next: behind. Source: bytecodes.c; PEP 448.
   */
  DICT_UPDATE: addAllTo((vm, dict, value) => vm.native('dict.updateStar', [dict, value])),
  /**
   * Stack: 3.12: callable, arguments, dict, others×n−1, mapping → callable, arguments, dict, others×n−1; 3.13+:
   * callable, NULL, arguments, dict, others×n−1, mapping → callable, NULL, arguments, dict, others×n−1. Effect: adds
   * the keyword arguments in mapping; TypeError, which names callable, for a key that is there already. Events: none.
   * Next: behind. Source: bytecodes.c; `_PyEval_FormatKwargsError`.
   */
  DICT_MERGE: overOperands(
    TOPMOST,
    (vm, { arg }) => {
      // Below the dict stand the positional arguments, NULL or self, and the callable, for the error messages.
      return vm.native('dict.merge', [vm.peek(arg + 1), vm.peek(1)], {
        callable: vm.world.profile.dictMergeCallable + arg + 1,
      });
    },
    pushNothing,
  ),

  /**
   * Stack: iterable → items×n. Effect: exactly n items, the first on top; ValueError. Events: none. Next: behind.
   * Source: bytecodes.c; `_PyEval_UnpackIterableStackRef`.
   */
  UNPACK_SEQUENCE: {
    execute: (vm, { arg }) => unpackInto(vm, arg, -1),
    resume: (vm, _instruction, value) => pushUnpacked(vm, value),
  },
  /**
   * Stack: iterable → after×n>>8, list, before×n&255. Effect: at least that many items, the first on top, the list of
   * the rest between; ValueError. Events: none. Next: behind. Source: bytecodes.c; `_PyEval_UnpackIterableStackRef`;
   * PEP 3132.
   */
  UNPACK_EX: {
    execute: (vm, { arg }) => unpackInto(vm, arg & 0xff, arg >> 8),
    resume: (vm, _instruction, value) => pushUnpacked(vm, value),
  },

  /**
   * Stack: 3.12: attributes×bits(n), code → function; 3.13+: code → function. Effect: a function of the frame’s
   * globals. 3.12: n says which attributes there are: 1 defaults, 2 keyword defaults, 4 annotations, 8 closure, the
   * closure on top. Events: none. Next: behind. Source: bytecodes.c; `PyFunction_New`.
   */
  MAKE_FUNCTION: {
    execute: (vm, { arg }) => {
      const { code } = vm.as(vm.pop() as Ref, 'code');
      const { globals } = vm.f;
      const { name, qualname, consts, flags } = code.code;
      // Until 3.13 the docstring is the first constant, if that is a string; later a flag says so.
      const first = consts[0];
      const doc = vm.world.profile.docstringFlag ? (flags & CO_HAS_DOCSTRING) !== 0 : typeof first === 'string';
      const func = vm.alloc({
        kind: 'function',
        cls: TYPES.function,
        code,
        globals,
        name,
        qualname,
        defaults: null,
        kwdefaults: null,
        closure: null,
        doc: doc ? (first as string) : null,
        module: moduleName(vm, globals),
        annotations: null,
        typeParams: null,
        attrs: null,
      });
      // 3.12: the attributes are on the stack, in the order closure, annotations, keyword defaults, defaults.
      for (const flag of [8, 4, 2, 1]) if (arg & flag) setFunctionAttribute(vm, func, flag, vm.pop() as Value);
      vm.push(func);
    },
  },
  /**
   * Stack: value, function → function. Effect: n: 1 defaults, 2 keyword defaults, 4 annotations, 8 closure, 16 (3.14+)
   * annotate function. Events: none. Next: behind. Source: bytecodes.c; PEP 649.
   */
  SET_FUNCTION_ATTRIBUTE: {
    execute: (vm, { arg }) => {
      const func = vm.pop() as Ref;
      setFunctionAttribute(vm, func, arg, vm.pop() as Value);
      vm.push(func);
    },
  },
  /**
   * Stack: → function. Effect: `__build_class__` of the builtins. Events: none. Next: behind. Source: bytecodes.c; PEP
   * 3115.
   */
  LOAD_BUILD_CLASS: {
    execute: (vm) => {
      const found = findBuiltin(vm, vm.f.globals, '__build_class__');
      if (found === undefined) throw raise(vm, 'NameError', '__build_class__ not found');
      vm.push(found);
    },
  },
  /**
   * Stack: → AssertionError. Effect: the builtin, whatever its name holds. Events: none. Next: behind. Source:
   * bytecodes.c.
   */
  LOAD_ASSERTION_ERROR: { execute: (vm) => vm.push(TYPES.AssertionError) },
  /**
   * Stack: → value. Effect: n: AssertionError, NotImplementedError, tuple, all, any; 3.15 also list, set, None, the
   * empty str, True, False, −1. Events: none. Next: behind. Source: bytecodes.c; pycore_opcode_utils.h `CONSTANT_*`.
   */
  LOAD_COMMON_CONSTANT: {
    execute: (vm, { arg }) => vm.push(commonConstant(vm, arg)),
  },
};

/** `co_flags`: the first constant is the docstring (3.14+). */
const CO_HAS_DOCSTRING = 0x4000000;

function moduleName(vm: Machine, globals: Ref): Value {
  return dictGetName(vm, globals, '__name__') ?? null;
}

function commonConstant(vm: Machine, i: number): Value {
  const names = ['AssertionError', 'NotImplementedError', 'tuple', 'all', 'any', 'list', 'set'] as const;
  const name = names[i];
  if (name !== undefined) return vm.world.builtinNames.get(name) as Value;
  const constant = [null, '', true, false, -1][i - names.length];
  if (constant === undefined) throw new ModelError(`LOAD_COMMON_CONSTANT ${i}`);
  return constant;
}
