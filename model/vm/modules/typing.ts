/**
 * The module `_typing` (Objects/typevarobject.c, Modules/_typingmodule.c): type variables, type aliases, Generic; and what the syntax of PEP 695 makes of them.
 *
 * Slots: TypeVar name, bound, constraints (tuple), default, the function that evaluates bound or constraints, and the one for the default; ParamSpec and
 * TypeVarTuple the same; TypeAliasType name, parameters, value, its function. Numbers of a TypeVar: covariant, contravariant, inferred, module is `typing`.
 * @module
 */

import { bindArguments } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { classGetItem } from '../objects/generic-alias.ts';
import { asKind, asStr } from '../objects/payload.ts';
import { allocStatic } from '../objects/statics.ts';
import { newTuple } from '../objects/tuple.ts';
import { isType, TYPES, typeData, typeName } from '../objects/types.ts';
import { UNION_BUILTINS } from '../objects/union.ts';
import type { Builtin, BuiltinTable, Native, NativeTable, Operations } from '../operations.ts';
import { getAttr } from '../protocol/attributes.ts';
import { dictGetName, dictSetName } from '../protocol/dict-table.ts';
import { newRecord } from '../protocol/iteration.ts';
import { given, wait } from '../protocol/loop.ts';
import { isTrue } from '../protocol/operators.ts';
import { ROWS } from '../protocol/rows.ts';
import { repr as reprOf } from '../protocol/text.ts';
import { Ref, type Result, type Slot, type Value } from '../value.ts';
import { recordData } from './extension.ts';
import { type NativeModule, unary } from './native-module.ts';

const NO_DEFAULT: Ref = allocStatic({
  kind: 'record',
  cls: TYPES.NoDefaultType,
  type: 'NoDefaultType',
  slots: [],
  numbers: [],
  attrs: null,
});

const NAME = 0;
const BOUND = 1;
const CONSTRAINTS = 2;
const DEFAULT = 3;
const EVALUATE = 4;
const EVALUATE_DEFAULT = 5;

type Parameter = 'TypeVar' | 'ParamSpec' | 'TypeVarTuple';

function parameter(vm: Operations, type: Parameter, slots: readonly Slot[], numbers: number[]): Ref {
  const [name, bound = null, constraints, evaluate] = slots;
  const all = [name, bound, constraints ?? newTuple(vm, []), NO_DEFAULT, evaluate, undefined];
  return newRecord(vm, type, all, numbers);
}

function callerModule(vm: Operations): Value {
  const frame = asKind(vm, vm.callerFrame(), 'frame');
  return (frame === undefined ? undefined : dictGetName(vm, frame.globals, '__name__')) ?? null;
}

/** `TypeVar(name, *constraints, bound=…, covariant=…, contravariant=…, infer_variance=…, default=…)`. */
const typeVarNew: Builtin = (vm, [, ...args], keywords) => {
  const [name, ...constraints] = args;
  const text = asStr(vm, name);
  if (text === undefined)
    throw raise(vm, 'TypeError', `TypeVar() argument 1 must be str, not ${typeName(vm, name ?? null)}`);
  if (constraints.length === 1) throw raise(vm, 'TypeError', 'A single constraint is not allowed');
  const flag = (word: string): number => (isTrue(vm, keywords?.get(word) ?? false) === true ? 1 : 0);
  const made = parameter(
    vm,
    'TypeVar',
    [text, keywords?.get('bound') ?? null, newTuple(vm, constraints)],
    [flag('covariant'), flag('contravariant'), flag('infer_variance')],
  );
  const otherwise = keywords?.get('default');
  if (otherwise !== undefined) vm.setAt(made, 'slots', DEFAULT, otherwise);
  return withModule(vm, made);
};

/** The module that made it, as `__module__`. */
function withModule(vm: Operations, made: Ref): Ref {
  const dict = vm.alloc({
    kind: 'dict',
    cls: TYPES.dict,
    keys: ['__module__'],
    values: [callerModule(vm)],
    live: 1,
    attrs: null,
  });
  vm.setRef(made, 'record', 'attrs', dict);
  return made;
}

function otherNew(type: 'ParamSpec' | 'TypeVarTuple'): Builtin {
  return (vm, [, ...args], keywords) => {
    const [name] = args;
    const text = asStr(vm, name);
    if (text === undefined)
      throw raise(vm, 'TypeError', `${type}() argument 1 must be str, not ${typeName(vm, name ?? null)}`);
    const made = parameter(vm, type, [text, keywords?.get('bound') ?? null], [0, 0, 0]);
    const otherwise = keywords?.get('default');
    if (otherwise !== undefined) vm.setAt(made, 'slots', DEFAULT, otherwise);
    return withModule(vm, made);
  };
}

/** A member that a function computes when it is first read. Slots: object. Vars: member, function. */
const EVALUATED: Native = {
  start: (vm, { slots, vars }) => {
    const evaluate = recordData(vm, slots[0]).slots[Number(vars['function'])] as Value;
    // `annotationlib.Format.VALUE`, which evaluators take since 3.14.
    return wait(vm.call(evaluate, ROWS[vm.version].lazyAnnotations ? [1] : []), 'evaluated');
  },
  phases: {
    evaluated: (vm, { slots, vars }, value) => {
      const self = slots[0] as Ref;
      vm.setAt(self, 'slots', Number(vars['member']), given(value));
      vm.setAt(self, 'slots', Number(vars['function']), undefined);
      return { done: value };
    },
  },
};

function lazily(member: number, evaluate: number, wanted?: (self: Value, vm: Operations) => boolean): Builtin {
  return (vm, [self]) => {
    const { slots } = recordData(vm, self);
    if (slots[evaluate] === undefined || wanted?.(self as Value, vm) === false) return slots[member] as Value;
    return vm.native('typing.evaluated', [self], { member, function: evaluate });
  };
}

/** The function of constraints is told from that of a bound by what the compiler left: a tuple display. */
const hasConstraints = (self: Value, vm: Operations): boolean => recordData(vm, self).numbers[3] === 1;

const inferred = [0, 0, 1];

/** Slots: name, and the function that evaluates the bound (or, third, the constraints). */
const TYPE_VAR: Native = {
  start: (vm, { slots }) => {
    const [name, bound, constraints] = slots;
    const evaluate = constraints ?? bound ?? undefined;
    const numbers = [...inferred, constraints === undefined ? 0 : 1];
    return { done: withModule(vm, parameter(vm, 'TypeVar', [name, null, undefined, evaluate], numbers)) };
  },
};
const made = (type: 'ParamSpec' | 'TypeVarTuple'): Native => ({
  start: (vm, { slots }) => ({ done: withModule(vm, parameter(vm, type, [slots[0]], [...inferred])) }),
});

/** `typing.Generic[…]` as a base class: an alias that stands for Generic. Slots: parameters. */
const GENERIC: Native = {
  start: (vm, { slots }) => {
    const params = asKind(vm, slots[0], 'tuple');
    const unpacked = (params?.items ?? []).map((p) => {
      const isTuple = asKind(vm, p, 'record')?.type === 'TypeVarTuple';
      return isTuple ? newRecord(vm, 'GenericAlias', [p, newTuple(vm, [p])], [1]) : p;
    });
    return { done: newRecord(vm, 'GenericAlias', [TYPES.Generic, newTuple(vm, unpacked)]) };
  },
};

/** `type X[…] = …`. Slots: a tuple of name, parameters or None, the function that evaluates the value. */
const TYPE_ALIAS: Native = {
  start: (vm, { slots }) => {
    const [name, params, evaluate] = asKind(vm, slots[0], 'tuple')?.items ?? [];
    const all = [name, params ?? newTuple(vm, []), null, undefined, evaluate];
    return { done: withModule(vm, newRecord(vm, 'TypeAliasType', all)) };
  },
};

const aliasNew: Builtin = (vm, [, ...args], keywords) => {
  const names = ['name', 'value', 'type_params'];
  const bound = bindArguments(vm, { name: 'typealias', names, required: 2, positional: 2 }, args, keywords);
  const [name, value, params] = bound;
  return withModule(
    vm,
    newRecord(vm, 'TypeAliasType', [name, params ?? newTuple(vm, []), value, undefined, undefined]),
  );
};

/** Calls a function of the module `typing`. Slots: arguments. Vars: name. */
const CALL_TYPING: Native = {
  start: (vm) =>
    wait(vm.native('import', [newTuple(vm, [])], { name: 'typing', at: 0, relative: false, from: 0 }), 'imported'),
  phases: {
    imported: (vm, { vars }, value) => wait(getAttr(vm, given(value), String(vars['name'])), 'found'),
    found: (vm, { slots }, value) => wait(vm.call(given(value), slots as Value[]), 'called'),
    called: (_vm, _self, value) => ({ done: value }),
  },
};

function inTyping(vm: Operations, name: string, args: readonly Slot[]): Result {
  return vm.native('typing.call', args, { name });
}

/** `Generic.__init_subclass__`: at once where only the syntax of PEP 695 has made it generic. */
const initSubclass: Builtin = (vm, [cls], keywords) => {
  const original = isType(vm, cls) ? dictGetName(vm, typeData(vm, cls).dict, '__orig_bases__') : undefined;
  const bases = asKind(vm, original, 'tuple')?.items ?? [];
  const own = bases.map((base) => asKind(vm, base, 'record')).find((d) => d?.slots[0] === TYPES.Generic);
  const simple = own !== undefined && bases.every((base) => isType(vm, base) || asKind(vm, base, 'record') === own);
  if (vm.module('typing') !== null && !simple) {
    if (keywords === null || keywords.size === 0) return inTyping(vm, '_generic_init_subclass', [cls]);
  }
  const params = own === undefined ? newTuple(vm, []) : (own.slots[1] as Value);
  if (isType(vm, cls)) dictSetName(vm, typeData(vm, cls).dict, '__parameters__', params);
  return null;
};

/** `typevar_typing_prepare_subst`: the default stands in where an argument is missing. */
const prepareSubst: Builtin = (vm, [self, alias, args]) => vm.native('typing.prepare', [self, alias, args]);
const PREPARE: Native = {
  start: (vm, { slots }) => wait(getAttr(vm, slots[1] as Value, '__parameters__'), 'parameters'),
  phases: {
    parameters: (vm, self, value) => {
      const [parameter, alias, args] = self.slots as readonly Value[];
      const parameters = asKind(vm, given(value), 'tuple')?.items ?? [];
      const index = parameters.indexOf(parameter as Value);
      const all = (asKind(vm, args, 'tuple') ?? asKind(vm, args, 'list'))?.items ?? [];
      if (index < all.length) return { done: args as Value };
      const otherwise = recordData(vm, parameter).slots[DEFAULT];
      if (index === all.length && otherwise !== NO_DEFAULT) return { done: newTuple(vm, [...all, otherwise as Value]) };
      const least = parameters.filter((p) => recordData(vm, p as Value).slots[DEFAULT] === NO_DEFAULT).length;
      self.setVars({ told: `actual ${all.length}, expected at least ${least}` });
      return wait(reprOf(vm, alias as Value), 'named');
    },
    named(vm, { vars }, value) {
      throw raise(vm, 'TypeError', `Too few arguments for ${String(value)}; ${String(vars['told'])}`);
    },
  },
};

const PARAMETERS = ['TypeVar', 'ParamSpec', 'TypeVarTuple'] as const;

const flagOf =
  (i: number): Builtin =>
  (vm, [self]) =>
    recordData(vm, self).numbers[i] === 1;

const nameOf: Builtin = (vm, [self]) => recordData(vm, self).slots[NAME] as Value;
const moduleOf: Builtin = (vm, [self]) => {
  const { attrs } = recordData(vm, self);
  return attrs === null ? null : (dictGetName(vm, attrs, '__module__') ?? null);
};

const repr: Builtin = (vm, [self]) => {
  const { slots, numbers } = recordData(vm, self);
  const name = String(slots[NAME]);
  if (numbers[2] === 1) return name;
  return `${numbers[0] === 1 ? '+' : numbers[1] === 1 ? '-' : '~'}${name}`;
};

const unsupported =
  (what: string): Builtin =>
  (vm) => {
    throw raise(vm, 'TypeError', `Cannot subclass an instance of ${what}`);
  };

export const TYPING_MODULE: NativeModule = {
  functions: { _idfunc: unary('_idfunc', (_vm, v) => v) },
  values: (vm) => ({
    TypeVar: TYPES.TypeVar,
    ParamSpec: TYPES.ParamSpec,
    TypeVarTuple: TYPES.TypeVarTuple,
    ParamSpecArgs: TYPES.ParamSpecArgs,
    ParamSpecKwargs: TYPES.ParamSpecKwargs,
    TypeAliasType: TYPES.TypeAliasType,
    Generic: TYPES.Generic,
    ...(ROWS[vm.version].typeDefaults ? { NoDefault: NO_DEFAULT } : {}),
    ...(ROWS[vm.version].unionIsTypings ? { Union: TYPES.UnionType } : {}),
  }),
  whole: true,
};

const or = UNION_BUILTINS['type.__or__'] as Builtin;
const reversedOr = UNION_BUILTINS['type.__ror__'] as Builtin;

export const TYPING_BUILTINS: BuiltinTable = {
  'TypeVar.__new__': typeVarNew,
  'ParamSpec.__new__': otherNew('ParamSpec'),
  'TypeVarTuple.__new__': otherNew('TypeVarTuple'),
  ...Object.fromEntries(
    PARAMETERS.flatMap((type): [string, Builtin][] => [
      [`${type}.__repr__`, repr],
      [`${type}.__or__`, or],
      [`${type}.__ror__`, reversedOr],
      [`${type}.__name__`, nameOf],
      [`${type}.__module__`, moduleOf],
      [`${type}.__covariant__`, flagOf(0)],
      [`${type}.__contravariant__`, flagOf(1)],
      [`${type}.__infer_variance__`, flagOf(2)],
      [`${type}.__default__`, lazily(DEFAULT, EVALUATE_DEFAULT)],
      [`${type}.has_default`, (vm, [self]) => recordData(vm, self).slots[DEFAULT] !== NO_DEFAULT],
      [`${type}.__bound__`, lazily(BOUND, EVALUATE, (self, vm) => !hasConstraints(self, vm))],
      [`${type}.__constraints__`, lazily(CONSTRAINTS, EVALUATE, hasConstraints)],
      [`${type}.__mro_entries__`, unsupported(type)],
    ]),
  ),
  'TypeVar.__typing_subst__': (vm, [self, arg]) => inTyping(vm, '_typevar_subst', [self, arg]),
  'TypeVar.__typing_prepare_subst__': prepareSubst,
  'ParamSpec.__typing_subst__': (vm, [self, arg]) => inTyping(vm, '_paramspec_subst', [self, arg]),
  'ParamSpec.__typing_prepare_subst__': (vm, args) => inTyping(vm, '_paramspec_prepare_subst', args),
  'TypeVarTuple.__typing_prepare_subst__': (vm, args) => inTyping(vm, '_typevartuple_prepare_subst', args),
  'TypeVarTuple.__iter__': (vm, [self]) =>
    newRecord(
      vm,
      'tuple_iterator',
      [newTuple(vm, [newRecord(vm, 'GenericAlias', [self, newTuple(vm, [self as Value])], [1])])],
      [0],
    ),
  'ParamSpec.args': (vm, [self]) => newRecord(vm, 'ParamSpecArgs', [self]),
  'ParamSpec.kwargs': (vm, [self]) => newRecord(vm, 'ParamSpecKwargs', [self]),
  'TypeAliasType.__new__': aliasNew,
  'TypeAliasType.__repr__': nameOf,
  'TypeAliasType.__name__': nameOf,
  'TypeAliasType.__module__': moduleOf,
  'TypeAliasType.__type_params__': (vm, [self]) => recordData(vm, self).slots[1] as Value,
  'TypeAliasType.__parameters__': (vm, [self]) => recordData(vm, self).slots[1] as Value,
  'TypeAliasType.__value__': lazily(2, EVALUATE),
  'TypeAliasType.__getitem__': (vm, [self, key]) => classGetItem(vm, [self as Value, key as Value], null),
  'TypeAliasType.__or__': or,
  'TypeAliasType.__ror__': reversedOr,
  'Generic.__class_getitem__': (vm, [cls, ...args]) => inTyping(vm, '_generic_class_getitem', [cls, ...args]),
  'Generic.__init_subclass__': initSubclass,
  'NoDefaultType.__repr__': () => 'typing.NoDefault',
};
export const TYPING_NATIVES: NativeTable = {
  'typing.evaluated': EVALUATED,
  'typing.call': CALL_TYPING,
  'typing.prepare': PREPARE,
  'typing.TypeVar': TYPE_VAR,
  'typing.ParamSpec': made('ParamSpec'),
  'typing.TypeVarTuple': made('TypeVarTuple'),
  'typing.Generic': GENERIC,
  'typing.TypeAlias': TYPE_ALIAS,
};
/** Sets what is evaluated later for a parameter's default (`INTRINSIC_SET_TYPEPARAM_DEFAULT`). */
export function setDefault(vm: Operations, param: Value, evaluate: Value): Value {
  if (param instanceof Ref) {
    vm.setAt(param, 'slots', EVALUATE_DEFAULT, evaluate);
    vm.setAt(param, 'slots', DEFAULT, null);
  }
  return param;
}
