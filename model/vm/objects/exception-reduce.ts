/**
 * How exceptions are copied and pickled: `__reduce__`, `__getstate__`, `__setstate__` (Objects/exceptions.c).
 * @module
 */
import type { Builtin, BuiltinTable, Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { setAttr } from '../protocol/attributes.ts';
import { dictEntries, dictSetName, newDict } from '../protocol/dict-table.ts';
import { wait } from '../protocol/loop.ts';
import type { Ref, Slot, Value } from '../value.ts';
import { exactly } from './arguments.ts';
import { copyDict } from './dict-update.ts';
import { exceptionData, raise } from './exceptions.ts';
import { asKind, asStr } from './payload.ts';
import { newTuple } from './tuple.ts';
import { typeName } from './types.ts';

/** The type, what it was made with, and the state if there is one. */
const reduced = (vm: Operations, self: Ref, args: readonly Value[], state: Slot): Value =>
  newTuple(vm, [exceptionData(vm, self).cls, newTuple(vm, [...args]), ...(state === undefined ? [] : [state])]);

/** `BaseException.__reduce__`. */
const reduceException: Builtin = (vm, [self, ...rest]) => {
  exactly(vm, 'BaseException.__reduce__', rest, 0);
  const { args, attrs } = exceptionData(vm, self as Ref);
  return reduced(vm, self as Ref, args as readonly Value[], attrs ?? undefined);
};

/** The attributes with some fields among them: a dict of its own where there are such fields. */
function stateWith(vm: Operations, self: Ref, fields: readonly (readonly [string, Slot])[]): Slot {
  const { attrs } = exceptionData(vm, self);
  const set = fields.filter(([, value]) => value !== undefined);
  if (set.length === 0) return attrs ?? undefined;
  const state = attrs === null ? newDict(vm) : copyDict(vm, attrs);
  for (const [name, value] of set) dictSetName(vm, state, name, value as Value);
  return state;
}

/** `ImportError_reduce`. */
const reduceImport: Builtin = (vm, [self]) => {
  const { args, members } = exceptionData(vm, self as Ref);
  const fields = ['name', 'path', 'name_from'].map((name) => [name, members[name]] as const);
  return reduced(vm, self as Ref, args as readonly Value[], stateWith(vm, self as Ref, fields));
};

/** `AttributeError_getstate`: the object stays behind. */
function attributeState(vm: Operations, self: Ref): Value {
  const { args, members } = exceptionData(vm, self);
  return stateWith(vm, self, [
    ['name', members['name']],
    ['args', newTuple(vm, [...args])],
  ]) as Value;
}

const reduceAttribute: Builtin = (vm, [self]) => {
  const { args } = exceptionData(vm, self as Ref);
  return reduced(vm, self as Ref, args as readonly Value[], attributeState(vm, self as Ref));
};

/** `OSError_reduce`: file names that left `args` are there again. */
const reduceOS: Builtin = (vm, [self]) => {
  const { args, attrs, members } = exceptionData(vm, self as Ref);
  const { filename, filename2 } = members;
  const names =
    args.length !== 2 || filename === undefined
      ? []
      : filename2 === undefined
        ? [filename]
        : [filename, null, filename2];
  return reduced(vm, self as Ref, [...args, ...names] as Value[], attrs ?? undefined);
};

/** `BaseException.__setstate__`: sets each attribute. Slots: exception, then names and values in turn. Vars: at. */
const SET_STATE: Native = {
  start: (vm, self) => setNext(vm, self, 1),
  phases: { set: (vm, self) => setNext(vm, self, Number(self.vars['at'])) },
};

function setNext(vm: Operations, self: NativeSelf, at: number): NativeStep {
  if (at >= self.slots.length) return { done: null };
  self.setVars({ at: at + 2 });
  const [name, value] = self.slots.slice(at) as [Value, Value];
  const text = asStr(vm, name);
  if (text === undefined) throw raise(vm, 'TypeError', `attribute name must be string, not '${typeName(vm, name)}'`);
  return wait(setAttr(vm, self.slots[0] as Value, text, value), 'set');
}

const setState: Builtin = (vm, [self, ...rest]) => {
  exactly(vm, 'BaseException.__setstate__', rest, 1);
  const [state = null] = rest;
  if (state === null) return null;
  if (asKind(vm, state, 'dict') === undefined) throw raise(vm, 'TypeError', 'state is not a dictionary');
  return vm.native('exception_state', [self, ...dictEntries(vm, state as Ref).flat()], { at: 1 });
};

export const EXCEPTION_REDUCE_BUILTINS: BuiltinTable = {
  'BaseException.__reduce__': reduceException,
  'BaseException.__setstate__': setState,
  'ImportError.__reduce__': reduceImport,
  'AttributeError.__getstate__': (vm, [self]) => attributeState(vm, self as Ref),
  'AttributeError.__reduce__': reduceAttribute,
  'OSError.__reduce__': reduceOS,
};
export const EXCEPTION_REDUCE_NATIVES: NativeTable = { exception_state: SET_STATE };
