/**
 * The operations of `decimal.Context` (Modules/_decimal/_decimal.c).
 * @module
 */
import { raise } from '../objects/exceptions.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import type { Slot, Value } from '../value.ts';
import { countedArguments, namedArguments, operandOf } from './decimal-arguments.ts';
import { given } from './decimal-methods.ts';
import { type Dec, type DecContext, finalize, finite, type Status } from './decimal-number.ts';
import {
  BINARY_OPERATIONS,
  CONTEXT_BINARY,
  CONTEXT_UNARY,
  type Operation,
  PLAIN_OPERATIONS,
  TERNARY_OPERATIONS,
  UNARY_OPERATIONS,
} from './decimal-operations.ts';
import { power, powerModulo } from './decimal-power.ts';
import { engineering, scientific } from './decimal-text.ts';
import { asDecimal, CONTEXT, hasCapitals, newDecimal, within } from './decimal-values.ts';

/** So many operands. */
function ofOperands(name: string, count: number, run: Operation): Builtin {
  return (vm, [context, ...args], keywords) => {
    const bound = countedArguments(vm, ['Context', name], count, count, args, keywords);
    return operate(vm, context, bound, run);
  };
}

function operate(vm: Operations, context: Slot, values: readonly Slot[], run: Operation): Value {
  const operands = values.map((v) => operandOf(vm, v));
  return given(
    vm,
    within(vm, context, (ctx, status) => run(operands, ctx, status)),
  );
}

const table = (operations: Readonly<Record<string, Operation>>, count: number): BuiltinTable =>
  Object.fromEntries(
    Object.entries(operations).map(([name, run]) => [`${CONTEXT}.${name}`, ofOperands(name, count, run)]),
  );

const plain = Object.fromEntries(
  Object.entries(PLAIN_OPERATIONS).map(([name, run]): [string, Operation] => [name, ([a]) => run(a as Dec)]),
);

const powerOf: Builtin = (vm, [context, ...args], keywords) => {
  const [a, b, modulo] = namedArguments(vm, 'power', ['a', 'b', 'modulo'], 2, args, keywords);
  const raised: Operation = ([base, by, modulus], ctx: DecContext, status: Status) =>
    modulus === undefined
      ? power(base as Dec, by as Dec, ctx, status)
      : powerModulo(base as Dec, by as Dec, modulus, ctx, status);
  return operate(vm, context, [a, b, ...(modulo === undefined || modulo === null ? [] : [modulo])], raised);
};

/** Only of a Decimal. */
const ofDecimal =
  (name: string, run: (v: Value) => Value): Builtin =>
  (vm, [, ...args], keywords) => {
    const [v] = countedArguments(vm, ['Context', name], 1, 1, args, keywords);
    if (asDecimal(vm, v) === undefined) throw raise(vm, 'TypeError', 'argument must be a Decimal');
    return run(v as Value);
  };

const text =
  (name: string, run: (a: Dec, capitals: boolean) => string): Builtin =>
  (vm, [context, ...args], keywords) => {
    const [v] = countedArguments(vm, ['Context', name], 1, 1, args, keywords);
    return run(operandOf(vm, v), hasCapitals(vm, context));
  };

export const CONTEXT_METHODS: BuiltinTable = {
  ...table(UNARY_OPERATIONS, 1),
  ...table(CONTEXT_UNARY, 1),
  ...table(plain, 1),
  ...table(BINARY_OPERATIONS, 2),
  ...table(CONTEXT_BINARY, 2),
  ...table(TERNARY_OPERATIONS, 3),
  [`${CONTEXT}._apply`]: ofOperands('_apply', 1, ([a], ctx, status) => finalize(a as Dec, ctx, status)),
  [`${CONTEXT}.copy_decimal`]: (vm, [, ...args], keywords) => {
    const [v] = countedArguments(vm, ['Context', 'copy_decimal'], 1, 1, args, keywords);
    return asDecimal(vm, v) === undefined ? newDecimal(vm, operandOf(vm, v)) : (v as Value);
  },
  [`${CONTEXT}.power`]: powerOf,
  [`${CONTEXT}.canonical`]: ofDecimal('canonical', (v) => v),
  [`${CONTEXT}.is_canonical`]: ofDecimal('is_canonical', () => true),
  [`${CONTEXT}.to_sci_string`]: text('to_sci_string', scientific),
  [`${CONTEXT}.to_eng_string`]: text('to_eng_string', engineering),
  [`${CONTEXT}.radix`]: (vm, [, ...args], keywords) => {
    countedArguments(vm, ['Context', 'radix'], 0, 0, args, keywords);
    return newDecimal(vm, finite(0, 10n, 0n));
  },
};
