/**
 * The methods of `decimal.Decimal` (Modules/_decimal/_decimal.c).
 * @module
 */
import { raise } from '../objects/exceptions.ts';
import { asInt } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { typeOf } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { normalizeInt, type Ref, type Result, type Slot, type Value } from '../value.ts';
import {
  contextArgument,
  countedArguments,
  namedArguments,
  operandOf,
  roundingArgument,
  sizeOf,
} from './decimal-arguments.ts';
import {
  adjusted,
  type Dec,
  type DecContext,
  finite,
  isSpecial,
  ROUNDINGS,
  type Rounding,
  type Status,
  shiftLeft,
} from './decimal-number.ts';
import {
  BINARY_OPERATIONS,
  type Operation,
  type Outcome,
  PLAIN_OPERATIONS,
  TERNARY_OPERATIONS,
  UNARY_OPERATIONS,
} from './decimal-operations.ts';
import { quantize, toIntegral, toIntegralExact } from './decimal-shape.ts';
import { engineering, scientific } from './decimal-text.ts';
import {
  ctxOf,
  currentDecimalContext,
  DECIMAL,
  decOf,
  hasCapitals,
  kept,
  newDecimal,
  STATE,
  within,
} from './decimal-values.ts';

/** What an operation gives, as Python has it. */
export function given(vm: Operations, outcome: Outcome): Value {
  if (typeof outcome !== 'object') return outcome;
  if ('form' in outcome) return newDecimal(vm, outcome);
  return newTuple(
    vm,
    outcome.map((a) => newDecimal(vm, a)),
  );
}

/** Operands by name, then a context. */
function withContext(name: string, names: readonly string[], run: Operation): Builtin {
  return (vm, [self, ...args], keywords) => {
    const bound = namedArguments(vm, name, [...names, 'context'], names.length, args, keywords);
    const context = contextArgument(vm, bound[names.length]);
    const operands = [decOf(vm, self), ...names.map((_, i) => operandOf(vm, bound[i]))];
    return given(
      vm,
      within(vm, context, (ctx, status) => run(operands, ctx, status)),
    );
  };
}

const table = (operations: Readonly<Record<string, Operation>>, names: readonly string[]): BuiltinTable =>
  Object.fromEntries(
    Object.entries(operations).map(([name, run]) => [`${DECIMAL}.${name}`, withContext(name, names, run)]),
  );

/** Without arguments; what makes a Decimal needs the module's state, and says so since 3.15. */
const plain =
  (name: string, run: (vm: Operations, self: Ref) => Result): Builtin =>
  (vm, [self, ...args], keywords) => {
    countedArguments(vm, ['Decimal', name], 0, 0, args, keywords);
    return run(vm, self as Ref);
  };

/** The context with another rounding, where one is given. */
function roundingBy(vm: Operations, context: Ref, rounding: Slot): DecContext {
  const ctx = ctxOf(vm, context);
  if (rounding === undefined || rounding === null) return ctx;
  return { ...ctx, rounding: ROUNDINGS[roundingArgument(vm, rounding)] as Rounding };
}

function integral(name: string, run: (a: Dec, ctx: DecContext, status: Status) => Dec): Builtin {
  return (vm, [self, ...args], keywords) => {
    const [rounding, given] = namedArguments(vm, name, ['rounding', 'context'], 0, args, keywords);
    const context = contextArgument(vm, given);
    const work = roundingBy(vm, context, rounding);
    return newDecimal(
      vm,
      within(vm, context, (ctx, status) => run(decOf(vm, self), ctx, status), work),
    );
  };
}

const quantizeMethod: Builtin = (vm, [self, ...args], keywords) => {
  const bound = namedArguments(vm, 'quantize', ['exp', 'rounding', 'context'], 1, args, keywords);
  const context = contextArgument(vm, bound[2]);
  const work = roundingBy(vm, context, bound[1]);
  const other = operandOf(vm, bound[0]);
  return newDecimal(
    vm,
    within(vm, context, (ctx, status) => quantize(decOf(vm, self), other, ctx, status), work),
  );
};

/** `dec_as_long`: a whole number, rounded so. */
export function wholeNumber(vm: Operations, self: Slot, rounding: Rounding): number | bigint {
  const a = decOf(vm, self);
  if (a.form === 'inf') throw raise(vm, 'OverflowError', 'cannot convert Infinity to integer');
  if (isSpecial(a)) throw raise(vm, 'ValueError', 'cannot convert NaN to integer');
  const context = currentDecimalContext(vm);
  const found = within(vm, context, (ctx, status) => toIntegral(a, { ...ctx, rounding }, status));
  const size = shiftLeft(found.coefficient, found.exponent);
  return normalizeInt(found.sign === 1 ? -size : size);
}

const round: Builtin = (vm, [self, ...args], keywords) => {
  const [count] = countedArguments(vm, ['Decimal', '__round__'], 0, 1, args, keywords);
  if (count === undefined) return wholeNumber(vm, self, 'ROUND_HALF_EVEN');
  if (asInt(vm, count) === undefined) throw raise(vm, 'TypeError', 'optional arg must be an integer');
  const by = finite(0, 1n, -sizeOf(vm, count));
  return newDecimal(
    vm,
    within(vm, currentDecimalContext(vm), (ctx, status) => quantize(decOf(vm, self), by, ctx, status)),
  );
};

function asTuple(vm: Operations, self: Ref): Result {
  const a = decOf(vm, self);
  const digits = isSpecial(a) && a.form !== 'inf' && a.coefficient === 0n ? '' : String(a.coefficient);
  const exponent = { finite: normalizeInt(a.exponent), inf: 'F', nan: 'n', snan: 'N' }[a.form];
  return vm.call(kept(vm, STATE.DecimalTuple), [a.sign, newTuple(vm, [...digits].map(Number)), exponent]);
}

function greatestCommon(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

function integerRatio(vm: Operations, self: Ref): Value {
  const a = decOf(vm, self);
  if (a.form === 'inf') throw raise(vm, 'OverflowError', 'cannot convert Infinity to integer ratio');
  if (isSpecial(a)) throw raise(vm, 'ValueError', 'cannot convert NaN to integer ratio');
  const up = a.coefficient !== 0n && a.exponent > 0n ? a.exponent : 0n;
  const down = a.coefficient !== 0n && a.exponent < 0n ? -a.exponent : 0n;
  const [numerator, denominator] = [shiftLeft(a.coefficient, up), shiftLeft(1n, down)];
  const common = greatestCommon(numerator, denominator);
  const own = numerator / common;
  return newTuple(vm, [normalizeInt(a.sign === 1 ? -own : own), normalizeInt(denominator / common)]);
}

const self: Builtin = (_vm, [own]) => own as Value;

const adjustedExponent: Builtin = (vm, [own]) => {
  const a = decOf(vm, own);
  return isSpecial(a) ? 0 : normalizeInt(adjusted(a));
};

const engineeringText: Builtin = (vm, [own, ...args], keywords) => {
  const [context] = namedArguments(vm, 'to_eng_string', ['context'], 0, args, keywords);
  return engineering(decOf(vm, own), hasCapitals(vm, contextArgument(vm, context)));
};

export const DECIMAL_METHODS: BuiltinTable = {
  ...table(UNARY_OPERATIONS, []),
  ...table(BINARY_OPERATIONS, ['other']),
  ...table(TERNARY_OPERATIONS, ['other', 'third']),
  ...Object.fromEntries(
    Object.entries(PLAIN_OPERATIONS).map(([name, run]): [string, Builtin] => [
      `${DECIMAL}.${name}`,
      name.startsWith('copy_')
        ? plain(name, (vm, own) => given(vm, run(decOf(vm, own))))
        : (vm, [own]) => given(vm, run(decOf(vm, own))),
    ]),
  ),
  [`${DECIMAL}.to_integral`]: integral('to_integral', toIntegral),
  [`${DECIMAL}.to_integral_value`]: integral('to_integral_value', toIntegral),
  [`${DECIMAL}.to_integral_exact`]: integral('to_integral_exact', toIntegralExact),
  [`${DECIMAL}.quantize`]: quantizeMethod,
  [`${DECIMAL}.to_eng_string`]: engineeringText,
  [`${DECIMAL}.adjusted`]: adjustedExponent,
  [`${DECIMAL}.is_canonical`]: () => true,
  [`${DECIMAL}.canonical`]: self,
  [`${DECIMAL}.conjugate`]: self,
  [`${DECIMAL}.__copy__`]: self,
  [`${DECIMAL}.__deepcopy__`]: self,
  [`${DECIMAL}.real`]: self,
  [`${DECIMAL}.imag`]: (vm) => newDecimal(vm, finite(0, 0n, 0n)),
  [`${DECIMAL}.radix`]: plain('radix', (vm) => newDecimal(vm, finite(0, 10n, 0n))),
  [`${DECIMAL}.as_tuple`]: plain('as_tuple', asTuple),
  [`${DECIMAL}.as_integer_ratio`]: plain('as_integer_ratio', integerRatio),
  [`${DECIMAL}.__ceil__`]: plain('__ceil__', (vm, own) => wholeNumber(vm, own, 'ROUND_CEILING')),
  [`${DECIMAL}.__floor__`]: plain('__floor__', (vm, own) => wholeNumber(vm, own, 'ROUND_FLOOR')),
  [`${DECIMAL}.__trunc__`]: plain('__trunc__', (vm, own) => wholeNumber(vm, own, 'ROUND_DOWN')),
  [`${DECIMAL}.__round__`]: round,
  [`${DECIMAL}.__reduce__`]: (vm, [own]) => {
    const text = scientific(decOf(vm, own), hasCapitals(vm, currentDecimalContext(vm)));
    return newTuple(vm, [typeOf(vm, own as Value), newTuple(vm, [text])]);
  },
};
