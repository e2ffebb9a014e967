/**
 * The module `_typing` (Objects/typevarobject.c, Modules/_typingmodule.c): type variables, type aliases, Generic; and what the syntax of PEP 695 makes of them.
 *
 * Slots: TypeVar name, bound, constraints (tuple), default, the function that evaluates bound or constraints, and the one for the default; what is to be evaluated yet is undefined.
 * ParamSpec and TypeVarTuple the same. Numbers: covariant, contravariant, inferred, the function gives constraints.
 * @module
 */

import { bindArguments, strArgument } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { asKind } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { isType, TYPES, typeData } from '../objects/types.ts';
import { unionOf } from '../objects/union.ts';
import type { Builtin, BuiltinTable, Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { callerModule } from '../protocol/caller.ts';
import { dictGetName, dictSetName, newDict } from '../protocol/dict-table.ts';
import { newRecord } from '../protocol/iteration.ts';
import { given, wait } from '../protocol/loop.ts';
import { isTrue } from '../protocol/operators.ts';
import { ROWS } from '../protocol/rows.ts';
import { parameterText } from '../protocol/text-contents.ts';
import { Ref, type Slot, type Value } from '../value.ts';
import { recordData } from './extension.ts';
import { type NativeModule, unary } from './native-module.ts';
import { TYPE_ALIAS_BUILTINS, TYPE_ALIAS_NATIVES } from './type-alias.ts';
import { inTyping, TYPING_CALL_NATIVES } from './typing-call.ts';
import { EVALUATED, evaluator, lazily, NO_DEFAULT } from './typing-lazy.ts';
import { SUBSTITUTION_BUILTINS, SUBSTITUTION_NATIVES } from './typing-subst.ts';

const NAME = 0;
const BOUND = 1;
const CONSTRAINTS = 2;
const DEFAULT = 3;
const EVALUATE = 4;
const EVALUATE_DEFAULT = 5;

const PARAMETERS = ['TypeVar', 'ParamSpec', 'TypeVarTuple'] as const;
type Parameter = (typeof PARAMETERS)[number];

/** What a constructor takes beside the name; `type` is the one that it makes. */
function optionsOf(vm: Operations, type: Parameter): readonly string[] {
  const { typeDefaults, variadicsVary } = ROWS[vm.version];
  const others =
    type === 'TypeVarTuple' && !variadicsVary ? [] : ['bound', 'covariant', 'contravariant', 'infer_variance'];
  return ['name', ...(typeDefaults ? ['default'] : []), ...others];
}

/** `TypeVar(name, *constraints, bound=…, covariant=…, contravariant=…, infer_variance=…, default=…)` and the others, which take no constraints. */
function parameterNew(type: Parameter): Builtin {
  return (vm, [, ...args], keywords) => {
    const name = type.toLowerCase();
    const names = optionsOf(vm, type);
    const constraints = type === 'TypeVar' ? args.slice(1) : [];
    const signature = { name, names, required: 1, positional: 1 };
    const given = bindArguments(vm, signature, type === 'TypeVar' ? args.slice(0, 1) : args, keywords);
    strArgument(vm, name, given[0] as Value, " 'name'");
    const option = (word: string): Slot => (names.includes(word) ? given[names.indexOf(word)] : undefined);
    const slots = [
      given[0],
      option('bound'),
      option('default') ?? NO_DEFAULT,
      callerModule(vm) ?? null,
      ...FLAGS.map((word) => option(word) ?? false),
      ...constraints,
    ];
    return vm.native('typing.parameter', slots, { type, numbers: '[]' });
  };
}
const FLAGS = ['covariant', 'contravariant', 'infer_variance'] as const;
/** Where they stand in the slots of the native. */
const FIRST_FLAG = 4;

function checkVariance(vm: Operations, [covariant, contravariant, inferred]: readonly number[]): void {
  if (covariant === 1 && contravariant === 1) throw raise(vm, 'ValueError', 'Bivariant types are not supported.');
  if (inferred === 1 && (covariant === 1 || contravariant === 1))
    throw raise(vm, 'ValueError', 'Variance cannot be specified with infer_variance.');
}

/**
 * Makes a type variable once its flags are known for true or false, and its bound for a type. Slots: name, bound or undefined, default, module, the flags, constraints. Vars: type,
 * numbers (of the flags that are known).
 */
const PARAMETER: Native = {
  start: (vm, self) => wait(isTrue(vm, self.slots[FIRST_FLAG] as Value), 'flag'),
  phases: {
    flag: (vm, self, value) => {
      const numbers = [...numbersOf(self), value === true ? 1 : 0];
      self.setVars({ ...self.vars, numbers: JSON.stringify(numbers) });
      if (numbers.length < FLAGS.length)
        return wait(isTrue(vm, self.slots[FIRST_FLAG + numbers.length] as Value), 'flag');
      checkVariance(vm, numbers);
      const bound = self.slots[1];
      if (bound === undefined || (bound === null && !boundOfNone(vm, self))) return made(vm, self, null);
      if (bound === null) return made(vm, self, TYPES.NoneType);
      return wait(inTyping(vm, '_type_check', [bound, 'Bound must be a type.']), 'checked');
    },
    checked: (vm, self, value) => made(vm, self, given(value)),
  },
};

const numbersOf = ({ vars }: NativeSelf): readonly number[] => JSON.parse(String(vars['numbers']));

/** Before 3.15 a bound of None is one for all but TypeVar. */
const boundOfNone = (vm: Operations, { vars }: NativeSelf): boolean =>
  vars['type'] !== 'TypeVar' && !ROWS[vm.version].variadicsVary;

function made(vm: Operations, self: NativeSelf, bound: Value): NativeStep {
  const [name, , otherwise, module] = self.slots;
  const constraints = self.slots.slice(FIRST_FLAG + FLAGS.length);
  if (constraints.length === 1) throw raise(vm, 'TypeError', 'A single constraint is not allowed');
  if (constraints.length > 1 && bound !== null)
    throw raise(vm, 'TypeError', 'Constraints cannot be combined with bound=...');
  const all = [name, bound, newTuple(vm, constraints as Value[]), otherwise, undefined, undefined];
  const param = newRecord(vm, self.vars['type'] as Parameter, all, [...numbersOf(self)]);
  const dict = newDict(vm);
  dictSetName(vm, dict, '__module__', module as Value);
  vm.setRef(param, 'record', 'attrs', dict);
  return { done: param };
}

const INFERRED = [0, 0, 1];

/** Type variables of PEP 695. Slots: name, and the function that evaluates the bound (or, third, the constraints). */
const TYPE_VAR: Native = {
  start: (vm, { slots: [name, bound, constraints] }) => {
    const isBound = bound !== undefined && bound !== null;
    const own = constraints === undefined ? newTuple(vm, []) : undefined;
    const all = [name, isBound ? undefined : null, own, NO_DEFAULT, constraints ?? bound ?? undefined, undefined];
    return { done: newRecord(vm, 'TypeVar', all, [...INFERRED, constraints === undefined ? 0 : 1]) };
  },
};
const otherParameter = (type: 'ParamSpec' | 'TypeVarTuple'): Native => ({
  start: (vm, { slots: [name] }) => {
    const all = [name, null, newTuple(vm, []), NO_DEFAULT, undefined, undefined];
    return { done: newRecord(vm, type, all, [...INFERRED]) };
  },
});

/**
 * `typing.Generic[…]` as a base class. Slots: parameters. While nobody has imported `typing`, an alias stands for it, which spares that import: the class is generic in the same
 * parameters.
 */
const GENERIC: Native = {
  start: (vm, { slots }) => {
    const params = slots[0] as Value;
    const isSimple = asKind(vm, params, 'tuple')?.items.every((p) => asKind(vm, p, 'record')?.type !== 'TypeVarTuple');
    if (vm.module('typing') === null && isSimple === true)
      return { done: newRecord(vm, 'GenericAlias', [TYPES.Generic, params]) };
    return wait(vm.native('typing.generic_of', [TYPES.Generic, params]), 'made');
  },
  phases: { made: (_vm, _self, value) => ({ done: given(value) }) },
};

/** `Generic.__init_subclass__`: at once where only the syntax of PEP 695 has made it generic. */
const initSubclass: Builtin = (vm, [cls, ...args], keywords) => {
  const original = isType(vm, cls) ? dictGetName(vm, typeData(vm, cls).dict, '__orig_bases__') : undefined;
  const bases = asKind(vm, original, 'tuple')?.items ?? [];
  const own = bases.map((base) => asKind(vm, base, 'record')).find((d) => d?.slots[0] === TYPES.Generic);
  const simple = own !== undefined && bases.every((base) => isType(vm, base) || asKind(vm, base, 'record') === own);
  const plain = args.length === 0 && (keywords === null || keywords.size === 0);
  if (!plain || (vm.module('typing') !== null && !simple))
    return inTyping(vm, '_generic_init_subclass', [cls, ...args], keywords);
  const params = own === undefined ? newTuple(vm, []) : (own.slots[1] as Value);
  if (isType(vm, cls)) dictSetName(vm, typeData(vm, cls).dict, '__parameters__', params);
  return null;
};

const flagOf =
  (i: number): Builtin =>
  (vm, [self]) =>
    recordData(vm, self).numbers[i] === 1;

const nameOf: Builtin = (vm, [self]) => recordData(vm, self).slots[NAME] as Value;
const repr: Builtin = (vm, [self]) => parameterText(vm, recordData(vm, self));

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

/** The function of constraints is told from that of a bound by what the compiler left: a tuple display. */
const hasConstraints = (vm: Operations, self: Value): boolean => recordData(vm, self).numbers[3] === 1;

/** `P.args`, `P.kwargs`: their name is the name of the parameter. */
const PARAMETER_PARTS = ['ParamSpecArgs', 'ParamSpecKwargs'] as const;

export const TYPING_BUILTINS: BuiltinTable = {
  ...TYPE_ALIAS_BUILTINS,
  ...Object.fromEntries(
    PARAMETERS.flatMap((type): [string, Builtin][] => [
      [`${type}.__new__`, parameterNew(type)],
      [`${type}.__repr__`, repr],
      [`${type}.__or__`, (vm, args) => unionOf(vm, args)],
      [`${type}.__ror__`, (vm, [self, other]) => unionOf(vm, [other, self])],
      [`${type}.__name__`, nameOf],
      [`${type}.__reduce__`, nameOf],
      [`${type}.__covariant__`, flagOf(0)],
      [`${type}.__contravariant__`, flagOf(1)],
      [`${type}.__infer_variance__`, flagOf(2)],
      [`${type}.__default__`, lazily(DEFAULT, EVALUATE_DEFAULT)],
      [`${type}.has_default`, (vm, [self]) => recordData(vm, self).slots[DEFAULT] !== NO_DEFAULT],
      [`${type}.__bound__`, lazily(BOUND, EVALUATE)],
      [`${type}.__constraints__`, lazily(CONSTRAINTS, EVALUATE)],
      [`${type}.evaluate_bound`, evaluator(BOUND, EVALUATE, (vm, self) => !hasConstraints(vm, self))],
      [`${type}.evaluate_constraints`, evaluator(CONSTRAINTS, EVALUATE, hasConstraints)],
      [`${type}.evaluate_default`, evaluator(DEFAULT, EVALUATE_DEFAULT)],
      [`${type}.__mro_entries__`, unsupported(type)],
    ]),
  ),
  ...Object.fromEntries(
    PARAMETER_PARTS.flatMap((type): [string, Builtin][] => [
      [
        `${type}.__new__`,
        (vm, [, ...args], keywords) => {
          const signature = { name: type.toLowerCase(), names: ['origin'], required: 1 };
          return newRecord(vm, type, bindArguments(vm, signature, args, keywords));
        },
      ],
      [`${type}.__origin__`, (vm, [self]) => recordData(vm, self).slots[0] as Value],
      [`${type}.__mro_entries__`, unsupported(type)],
    ]),
  ),
  ...SUBSTITUTION_BUILTINS,
  'TypeVarTuple.__iter__': (vm, args) => vm.native('typing.unpack_iter', args),
  'ParamSpec.args': (vm, [self]) => newRecord(vm, 'ParamSpecArgs', [self]),
  'ParamSpec.kwargs': (vm, [self]) => newRecord(vm, 'ParamSpecKwargs', [self]),
  'Generic.__class_getitem__': (vm, args, keywords) => inTyping(vm, '_generic_class_getitem', args, keywords),
  'Generic.__init_subclass__': initSubclass,
  'NoDefaultType.__repr__': () => 'typing.NoDefault',
};
export const TYPING_NATIVES: NativeTable = {
  'typing.evaluated': EVALUATED,
  ...TYPING_CALL_NATIVES,
  ...TYPE_ALIAS_NATIVES,
  'typing.parameter': PARAMETER,
  ...SUBSTITUTION_NATIVES,
  'typing.TypeVar': TYPE_VAR,
  'typing.ParamSpec': otherParameter('ParamSpec'),
  'typing.TypeVarTuple': otherParameter('TypeVarTuple'),
  'typing.Generic': GENERIC,
};
/** Sets what is evaluated later for a parameter's default (`INTRINSIC_SET_TYPEPARAM_DEFAULT`). */
export function setDefault(vm: Operations, param: Value, evaluate: Value): Value {
  if (param instanceof Ref) {
    vm.setAt(param, 'slots', EVALUATE_DEFAULT, evaluate);
    vm.setAt(param, 'slots', DEFAULT, undefined);
  }
  return param;
}
