/**
 * What type variables are asked for when a generic is subscripted: `__typing_subst__`, `__typing_prepare_subst__` (Objects/typevarobject.c).
 * @module
 */
import { between, bindArguments, exactly, noKeywords } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { asKind } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import type { Builtin, BuiltinTable, Native, NativeTable, Operations } from '../operations.ts';
import { getAttr } from '../protocol/attributes.ts';
import { given, wait } from '../protocol/loop.ts';
import { ROWS } from '../protocol/rows.ts';
import { repr as reprOf } from '../protocol/text.ts';
import type { Result, Slot, Value } from '../value.ts';
import { inTyping } from './typing-call.ts';
import { NO_DEFAULT } from './typing-lazy.ts';

/** `__typing_prepare_subst__`: the default stands in where an argument is missing. Slots: parameter, alias, arguments. */
const PREPARE: Native = {
  start: (vm, { slots }) => wait(getAttr(vm, slots[1] as Value, '__parameters__'), 'parameters'),
  phases: {
    parameters: (vm, self, value) => {
      const [parameter, alias, args] = self.slots as readonly Value[];
      const parameters = asKind(vm, given(value), 'tuple')?.items ?? [];
      const index = parameters.indexOf(parameter as Value);
      const all = (asKind(vm, args, 'tuple') ?? asKind(vm, args, 'list'))?.items ?? [];
      if (index < all.length) return { done: args as Value };
      self.setVars({ told: `actual ${all.length}, expected at least ${index + 1}` });
      if (index > all.length) return wait(reprOf(vm, alias as Value), 'named');
      return wait(getAttr(vm, parameter as Value, '__default__'), 'default');
    },
    default: (vm, { slots }, value) => {
      const [, alias, args] = slots as readonly Value[];
      if (given(value) === NO_DEFAULT) return wait(reprOf(vm, alias as Value), 'named');
      const all = (asKind(vm, args, 'tuple') ?? asKind(vm, args, 'list'))?.items ?? [];
      return { done: newTuple(vm, [...all, given(value)]) };
    },
    named(vm, { vars }, value) {
      throw raise(vm, 'TypeError', `Too few arguments for ${String(value)}; ${String(vars['told'])}`);
    },
  },
};

/** A method of these parameters, which take names or none. */
function method(
  type: string,
  name: string,
  names: readonly string[],
  run: (vm: Operations, values: readonly Slot[]) => Result,
): Builtin {
  return (vm, [self, ...args], keywords) => {
    if (!ROWS[vm.version].substitutesByPosition)
      return run(vm, [self, ...bindArguments(vm, { name, names, required: names.length }, args, keywords)]);
    noKeywords(vm, `${type}.${name}`, keywords);
    if (names.length === 1) exactly(vm, `${type}.${name}`, args, 1);
    else between(vm, name, args, names.length, names.length);
    return run(vm, [self, ...args]);
  };
}

const SUBSTITUTIONS: Readonly<Record<string, Parameters<typeof method>[3]>> = {
  TypeVar: (vm, values) => inTyping(vm, '_typevar_subst', values),
  ParamSpec: (vm, values) => inTyping(vm, '_paramspec_subst', values),
  TypeVarTuple: (vm) => {
    throw raise(vm, 'TypeError', 'Substitution of bare TypeVarTuple is not supported');
  },
};
const PREPARATIONS: Readonly<Record<string, Parameters<typeof method>[3]>> = {
  TypeVar: (vm, values) => vm.native('typing.prepare', values),
  ParamSpec: (vm, values) => inTyping(vm, '_paramspec_prepare_subst', values),
  TypeVarTuple: (vm, values) => inTyping(vm, '_typevartuple_prepare_subst', values),
};

export const SUBSTITUTION_BUILTINS: BuiltinTable = Object.fromEntries(
  [
    ['__typing_subst__', ['arg'], SUBSTITUTIONS] as const,
    ['__typing_prepare_subst__', ['alias', 'args'], PREPARATIONS] as const,
  ].flatMap(([name, names, table]) =>
    Object.entries(table).map(([type, run]) => [`${type}.${name}`, method(type, name, names, run)]),
  ),
);
export const SUBSTITUTION_NATIVES: NativeTable = { 'typing.prepare': PREPARE };
