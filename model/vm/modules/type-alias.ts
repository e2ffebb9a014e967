/**
 * `typing.TypeAliasType` (Objects/typevarobject.c). Slots: name, parameters or undefined, value or undefined, module or undefined, the function that evaluates the value,
 * qualified name.
 * @module
 */

import { bindArguments, strArgument } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { classGetItem } from '../objects/generic-alias.ts';
import { asKind, asStr } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { isParameter } from '../objects/type-parameters.ts';
import { UNION_BUILTINS } from '../objects/union.ts';
import type { Builtin, BuiltinTable, Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { getAttr } from '../protocol/attributes.ts';
import { callerModule } from '../protocol/caller.ts';
import { newRecord } from '../protocol/iteration.ts';
import { given, wait } from '../protocol/loop.ts';
import { ROWS } from '../protocol/rows.ts';
import { repr } from '../protocol/text.ts';
import type { Ref, Slot, Value } from '../value.ts';
import { recordData } from './extension.ts';
import { unpackVariadic } from './typing-call.ts';
import { evaluator, lazily, NO_DEFAULT } from './typing-lazy.ts';

const NAME = 0;
const PARAMS = 1;
const VALUE = 2;
const MODULE = 3;
const EVALUATE = 4;
const QUALNAME = 5;

/** `type X[…] = …`. Slots: a tuple of name, parameters or None, the function that evaluates the value. */
const TYPE_ALIAS: Native = {
  start: (vm, { slots }) => {
    const [name, params, evaluate] = asKind(vm, slots[0], 'tuple')?.items ?? [];
    const { typeAliasesHaveQualnames } = ROWS[vm.version];
    const qualname = typeAliasesHaveQualnames ? asKind(vm, evaluate, 'function')?.qualname : name;
    const all = [name, params ?? undefined, undefined, undefined, evaluate, qualname];
    return { done: newRecord(vm, 'TypeAliasType', all) };
  },
};

const aliasNew: Builtin = (vm, [, ...args], keywords) => {
  const names = ['name', 'value', 'type_params', ...(ROWS[vm.version].typeAliasesHaveQualnames ? ['qualname'] : [])];
  const signature = { name: 'typealias', names, required: 2, positional: 2 };
  const [name, value, params, qualname] = bindArguments(vm, signature, args, keywords);
  strArgument(vm, 'typealias', name as Value, " 'name'");
  const items = asKind(vm, params, 'tuple')?.items;
  if (params !== undefined && items === undefined) throw raise(vm, 'TypeError', 'type_params must be a tuple');
  const own = items === undefined || items.length === 0 ? undefined : params;
  return vm.native('typing.alias_new', [
    name,
    own,
    value,
    callerModule(vm) ?? null,
    qualname ?? null,
    ...(items ?? []),
  ]);
};

/** Slots: name, parameters, value, module, qualified name; then the parameters to check. Vars: at, defaults (one came). */
const ALIAS_NEW: Native = {
  start: (vm, self) => checkNext(vm, self, ALIAS_HEAD, false),
  phases: {
    read: (vm, self, value) => {
      const at = Number(self.vars['at']);
      const seen = self.vars['defaults'] === true;
      if (given(value) === NO_DEFAULT && seen) return wait(repr(vm, self.slots[at] as Value), 'misplaced');
      return checkNext(vm, self, at + 1, seen || given(value) !== NO_DEFAULT);
    },
    misplaced: (vm, _self, value) => {
      const told = `non-default type parameter '${String(given(value))}' follows default type parameter`;
      throw raise(vm, 'TypeError', told);
    },
    strange: (vm, _self, value) => {
      throw raise(vm, 'TypeError', `Expected a type param, got ${String(given(value))}`);
    },
  },
};
const ALIAS_HEAD = 5;

function checkNext(vm: Operations, self: NativeSelf, at: number, defaults: boolean): NativeStep {
  if (at >= self.slots.length || !ROWS[vm.version].aliasesCheckParameters) {
    const [name, params, value, module, qualname] = self.slots;
    if (qualname !== null && asStr(vm, qualname) === undefined)
      throw raise(vm, 'TypeError', 'qualname must be a string');
    return { done: newRecord(vm, 'TypeAliasType', [name, params, value, module, undefined, qualname ?? name]) };
  }
  const parameter = self.slots[at] as Value;
  if (!isParameter(vm, parameter)) return wait(repr(vm, parameter), 'strange');
  self.setVars({ at, defaults });
  return wait(getAttr(vm, parameter, '__default__'), 'read');
}

const member =
  (i: number): Builtin =>
  (vm, [self]) =>
    (recordData(vm, self).slots[i] ?? null) as Value;

const paramsOf = (vm: Operations, self: Slot): Value =>
  (recordData(vm, self).slots[PARAMS] ?? newTuple(vm, [])) as Value;

/** What was set, or the module of the function that evaluates the value. */
const moduleOf: Builtin = (vm, [self]) => {
  const { slots } = recordData(vm, self);
  return (slots[MODULE] ?? asKind(vm, slots[EVALUATE], 'function')?.module ?? null) as Value;
};

const subscript: Builtin = (vm, [self, key]) => {
  if (recordData(vm, self).slots[PARAMS] === undefined)
    throw raise(vm, 'TypeError', 'Only generic type aliases are subscriptable');
  return classGetItem(vm, [self as Value, key as Value], null);
};

export const TYPE_ALIAS_BUILTINS: BuiltinTable = {
  'TypeAliasType.__new__': aliasNew,
  'TypeAliasType.__repr__': member(QUALNAME),
  'TypeAliasType.__name__': member(NAME),
  'TypeAliasType.__qualname__': member(QUALNAME),
  'TypeAliasType.__module__': moduleOf,
  'TypeAliasType.__module__=': (vm, [self, value]) => {
    if (!ROWS[vm.version].typeAliasModulesSet)
      throw raise(vm, 'AttributeError', "attribute '__module__' of 'typing.TypeAliasType' objects is not writable");
    vm.setAt(self as Ref, 'slots', MODULE, value);
    return null;
  },
  'TypeAliasType.__type_params__': (vm, [self]) => paramsOf(vm, self),
  'TypeAliasType.__parameters__': (vm, [self]) => unpackVariadic(vm, paramsOf(vm, self)),
  'TypeAliasType.__value__': lazily(VALUE, EVALUATE),
  'TypeAliasType.evaluate_value': evaluator(VALUE, EVALUATE),
  'TypeAliasType.__getitem__': subscript,
  'TypeAliasType.__iter__': (vm, args) => vm.native('typing.unpack_iter', args),
  'TypeAliasType.__reduce__': member(NAME),
  'TypeAliasType.__or__': UNION_BUILTINS['type.__or__'] as Builtin,
  'TypeAliasType.__ror__': UNION_BUILTINS['type.__ror__'] as Builtin,
};

export const TYPE_ALIAS_NATIVES: NativeTable = { 'typing.TypeAlias': TYPE_ALIAS, 'typing.alias_new': ALIAS_NEW };
