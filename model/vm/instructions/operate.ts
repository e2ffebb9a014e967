/**
 * Operators, comparisons, displays, unpacking, functions and strings.
 * @module
 */
import type { Machine } from '../machine.ts';
import { newList } from '../objects/list.ts';
import { newSet } from '../objects/set.ts';
import { newTuple } from '../objects/tuple.ts';
import { TYPES } from '../objects/types.ts';
import type { BoundInstruction } from '../operations.ts';
import { functionText } from '../protocol/attributes.ts';
import type { BinaryOperator } from '../protocol/binary.ts';
import type { CompareOperator } from '../protocol/compare.ts';
import { dictGetName, dictSet, newDict } from '../protocol/dict-table.ts';
import { getItem, setItem } from '../protocol/items.ts';
import { unpack } from '../protocol/iteration.ts';
import { binaryOp, compareOp, contains, inplaceOp, isTrue, unaryOp } from '../protocol/operators.ts';
import { ascii, format, repr, str } from '../protocol/text.ts';
import { type Exhausted, ModelError, PENDING, type Pending, type Ref, type Result, type Value } from '../value.ts';
import { asValue, dropResult, finish, type InstructionTable, pushResult } from './table.ts';

/** BINARY_OP's opargs (`NB_*`). */
const BINARY = ['+', '&', '//', '<<', '@', '*', '%', '|', '**', '>>', '-', '/', '^'] as const;
const INPLACE = BINARY.map((op) => `${op}=` as const);
const SUBSCRIPT = 26;
const COMPARE = ['<', '<=', '==', '!=', '>', '>='] as const;

function unary(run: (vm: Machine, value: Value) => Result) {
  return {
    execute: (vm: Machine): void => finish(vm, run(vm, vm.pop() as Value)),
    resume: pushResult,
  };
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

function negate(value: boolean | Pending): Result {
  return value === PENDING ? PENDING : !value;
}

function newSlice(vm: Machine, start: Value, stop: Value, step: Value): Ref {
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

export const OPERATE: InstructionTable = {
  UNARY_NEGATIVE: unary((vm, value) => unaryOp(vm, '-', value)),
  UNARY_INVERT: unary((vm, value) => unaryOp(vm, '~', value)),
  UNARY_NOT: unary((vm, value) => negate(isTrue(vm, value))),
  BINARY_OP: {
    execute: (vm, { arg }) => {
      const right = vm.pop() as Value;
      const left = vm.pop() as Value;
      if (arg < BINARY.length) return finish(vm, binaryOp(vm, BINARY[arg] as BinaryOperator, left, right));
      if (arg === SUBSCRIPT) return finish(vm, getItem(vm, left, right));
      finish(vm, inplaceOp(vm, INPLACE[arg - BINARY.length] as `${BinaryOperator}=`, left, right));
    },
    resume: pushResult,
  },
  COMPARE_OP: {
    execute: (vm, instruction) => {
      const { compareShift } = vm.world.profile;
      const right = vm.pop() as Value;
      const left = vm.pop() as Value;
      const result = compareOp(vm, COMPARE[instruction.arg >> compareShift] as CompareOperator, left, right);
      if (result !== PENDING) takeComparison(vm, instruction, result);
    },
    resume: (vm, instruction, value) => takeComparison(vm, instruction, asValue(value)),
  },
  IS_OP: {
    execute: (vm, { arg }) => {
      const right = vm.pop();
      const left = vm.pop();
      vm.push((left === right) !== (arg === 1));
    },
  },
  CONTAINS_OP: {
    execute: (vm, { arg }) => {
      const container = vm.pop() as Value;
      const result = contains(vm, container, vm.pop() as Value);
      if (result !== PENDING) vm.push(result !== (arg === 1));
    },
    resume: (vm, { arg }, value) => vm.push((asValue(value) as boolean) !== (arg === 1)),
  },
  BINARY_SLICE: {
    execute: (vm) => {
      const stop = vm.pop() as Value;
      const start = vm.pop() as Value;
      finish(vm, getItem(vm, vm.pop() as Value, newSlice(vm, start, stop, null)));
    },
    resume: pushResult,
  },
  STORE_SLICE: {
    execute: (vm) => {
      const stop = vm.pop() as Value;
      const start = vm.pop() as Value;
      const container = vm.pop() as Value;
      setItem(vm, container, newSlice(vm, start, stop, null), vm.pop() as Value);
    },
    resume: dropResult,
  },

  BUILD_TUPLE: { execute: (vm, { arg }) => vm.push(newTuple(vm, popMany(vm, arg))) },
  BUILD_LIST: { execute: (vm, { arg }) => vm.push(newList(vm, popMany(vm, arg))) },
  BUILD_SLICE: {
    execute: (vm, { arg }) => {
      const [start, stop, step] = popMany(vm, arg) as [Value, Value, Value?];
      vm.push(newSlice(vm, start, stop, step ?? null));
    },
  },
  BUILD_STRING: { execute: (vm, { arg }) => vm.push(popMany(vm, arg).join('')) },
  BUILD_SET: {
    execute: (vm, { arg }) => {
      const items = popMany(vm, arg);
      const set = newSet(vm, []);
      finish(vm, vm.native('set.build', [set, ...items]));
    },
    resume: pushResult,
  },
  BUILD_MAP: {
    execute: (vm, { arg }) => {
      const items = popMany(vm, arg * 2);
      finish(vm, vm.native('dict.build', [newDict(vm), ...items]));
    },
    resume: pushResult,
  },
  BUILD_CONST_KEY_MAP: {
    execute: (vm, { arg }) => {
      const keys = vm.as(vm.pop() as Ref, 'tuple').items;
      const values = popMany(vm, arg);
      finish(vm, vm.native('dict.build', [newDict(vm), ...keys.flatMap((key, i) => [key, values[i]])]));
    },
    resume: pushResult,
  },
  LIST_APPEND: addTo((vm, list, value) => vm.splice(list, 'items', vm.as(list, 'list').items.length, 0, [value])),
  SET_ADD: addTo((vm, set, value) => vm.native('set.add', [set, value])),
  MAP_ADD: {
    execute: (vm, { arg }) => {
      const value = vm.pop() as Value;
      const key = vm.pop() as Value;
      dictSet(vm, vm.peek(arg) as Ref, key, value);
    },
    resume: dropResult,
  },
  LIST_EXTEND: addTo((vm, list, value) => vm.native('list.extendStar', [list, value])),
  SET_UPDATE: addTo((vm, set, value) => vm.native('set.update', [set, value])),
  DICT_UPDATE: addTo((vm, dict, value) => vm.native('dict.updateStar', [dict, value])),
  DICT_MERGE: {
    execute: (vm, { arg }) => {
      const mapping = vm.pop() as Value;
      // Below the dict stand the positional arguments, NULL or self, and the callable, for the error messages.
      const func = vm.peek(vm.world.profile.dictMergeCallable + arg) as Value;
      vm.native('dict.merge', [vm.peek(arg), mapping], { callable: functionText(vm, func) });
    },
    resume: dropResult,
  },

  UNPACK_SEQUENCE: {
    execute: (vm, { arg }) => unpackInto(vm, arg, -1),
    resume: (vm, _instruction, value) => pushUnpacked(vm, value),
  },
  UNPACK_EX: {
    execute: (vm, { arg }) => unpackInto(vm, arg & 0xff, arg >> 8),
    resume: (vm, _instruction, value) => pushUnpacked(vm, value),
  },

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
  SET_FUNCTION_ATTRIBUTE: {
    execute: (vm, { arg }) => {
      const func = vm.pop() as Ref;
      setFunctionAttribute(vm, func, arg, vm.pop() as Value);
      vm.push(func);
    },
  },
  LOAD_BUILD_CLASS: { execute: (vm) => vm.push(vm.world.builtinNames.get('__build_class__')) },
  LOAD_ASSERTION_ERROR: { execute: (vm) => vm.push(TYPES.AssertionError) },
  LOAD_COMMON_CONSTANT: {
    execute: (vm, { arg }) => vm.push(commonConstant(vm, arg)),
  },

  CONVERT_VALUE: {
    execute: (vm, { arg }) => {
      const value = vm.pop() as Value;
      finish(vm, arg === 1 ? str(vm, value) : arg === 2 ? repr(vm, value) : ascii(vm, value));
    },
    resume: pushResult,
  },
  FORMAT_SIMPLE: {
    execute: (vm) => {
      const value = vm.pop() as Value;
      if (typeof value === 'string') vm.push(value);
      else finish(vm, format(vm, value, ''));
    },
    resume: pushResult,
  },
  FORMAT_WITH_SPEC: {
    execute: (vm) => {
      const spec = vm.pop() as string;
      finish(vm, format(vm, vm.pop() as Value, spec));
    },
    resume: pushResult,
  },
  FORMAT_VALUE: {
    execute: (vm, { arg }) => {
      const spec = (arg & 4) !== 0 ? (vm.pop() as string) : '';
      finish(vm, vm.native('format.converted', [vm.pop() as Value], { conversion: arg & 3, spec }));
    },
    resume: pushResult,
  },
};

/** `co_flags`: the first constant is the docstring (3.14+). */
const CO_HAS_DOCSTRING = 0x4000000;

/** COMPARE_OP of 3.13+ turns its result into a bool where its oparg says so. */
function takeComparison(vm: Machine, instruction: BoundInstruction, value: Value): void {
  const toBool = vm.world.profile.compareShift === 5 && (instruction.arg & 16) !== 0;
  if (!toBool || typeof value === 'boolean') return vm.push(value);
  finish(vm, isTrue(vm, value));
}

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
