/**
 * The slots of `decimal.Decimal`: operators, comparison, hash and texts (Modules/_decimal/_decimal.c).
 * @module
 */
import { argumentType } from '../objects/arguments.ts';
import { encodeText } from '../objects/codecs.ts';
import { exceptionMatches, raise } from '../objects/exceptions.ts';
import { parseFloatText } from '../objects/float-text.ts';
import { asFloat, asInt, asKind, asStr } from '../objects/payload.ts';
import { NotImplemented, TYPES } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { COMPARE_METHODS, type CompareOperator, ordered } from '../protocol/compare.ts';
import { complexParts, isComplex, newComplex } from '../protocol/complex.ts';
import { dictGetName } from '../protocol/dict-table.ts';
import { builtinHash } from '../protocol/hash.ts';
import { signed } from '../protocol/hash-numbers.ts';
import { type Algorithm, type Ask, noAnswers, raisedAs, replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import {
  ModelError,
  normalizeInt,
  PyFloat,
  type PyRaise,
  type Ref,
  type Slot,
  UndefinedBehaviour,
  type Value,
} from '../value.ts';
import { countedArguments, decimalOfInt, operand } from './decimal-arguments.ts';
import { compareValues } from './decimal-compare.ts';
import { formatDecimal, parseDecimalSpec, type Separators } from './decimal-format.ts';
import { given, wholeNumber } from './decimal-methods.ts';
import { decimalOfFloat } from './decimal-new.ts';
import { type Dec, FLOAT_OPERATION, INVALID_OPERATION, isNan, isSpecial, isZero } from './decimal-number.ts';
import { BINARY_OPERATORS, type Operation, UNARY_OPERATORS } from './decimal-operations.ts';
import { modularPower, power, powerModulo } from './decimal-power.ts';
import { FLAGS } from './decimal-slots.ts';
import { scientific } from './decimal-text.ts';
import {
  addStatus,
  asDecimal,
  bitsOf,
  ctxOf,
  currentDecimalContext,
  DECIMAL,
  decOf,
  hasCapitals,
  kept,
  limitsOf,
  STATE,
  setBits,
  within,
} from './decimal-values.ts';
import { builtinFunction } from './extension.ts';
import { warnThen } from './warnings.ts';

/** An operator of the current context; what is no number is not its own. */
function operate(vm: Operations, values: readonly Slot[], run: Operation): Value {
  const context = currentDecimalContext(vm);
  const operands = values.map((v) => operand(vm, v));
  if (operands.includes(undefined)) return NotImplemented;
  return given(
    vm,
    within(vm, context, (ctx, status) => run(operands as Dec[], ctx, status)),
  );
}

const binary =
  (run: Operation, reflected: boolean): Builtin =>
  (vm, [a, b]) =>
    operate(vm, reflected ? [b, a] : [a, b], run);

const raised: Operation = ([a, b, modulus], ctx, status) =>
  modulus === undefined
    ? power(a as Dec, b as Dec, ctx, status)
    : powerModulo(a as Dec, b as Dec, modulus, ctx, status);

const powered =
  (reflected: boolean): Builtin =>
  (vm, [a, b, modulus = null]) => {
    const stateless = ROWS[vm.version].decimalPowersNeedDecimals && [a, b].every((v) => asDecimal(vm, v) === undefined);
    if (stateless) throw new UndefinedBehaviour('the power of ints by a Decimal');
    return operate(vm, [...(reflected ? [b, a] : [a, b]), ...(modulus === null ? [] : [modulus])], raised);
  };

/** What a Decimal is compared with, and by what it is multiplied before; undefined where it cannot be compared. */
function comparand(
  vm: Operations,
  op: CompareOperator,
  own: Dec,
  other: Value,
  context: Ref,
  ask: Ask,
): readonly [Dec, Dec] | undefined {
  const plain = operand(vm, other);
  if (plain !== undefined) return [own, plain];
  const x = asFloat(vm, other);
  const equality = op === '==' || op === '!=';
  if (x !== undefined || (isComplex(vm, other) && equality)) {
    const [re, im] = x === undefined ? (complexParts(vm, other) as readonly [number, number]) : [x, 0];
    if (im !== 0) return undefined;
    if (equality) setBits(vm, context, FLAGS, bitsOf(vm, context, FLAGS) | FLOAT_OPERATION);
    else addStatus(vm, context, FLOAT_OPERATION);
    return [own, decimalOfFloat(re)];
  }
  if (ask(builtinFunction(vm, 'isinstance'), [other, kept(vm, STATE.Rational)]) !== true) return undefined;
  const part = (name: string): Dec => {
    const n = asInt(vm, ask(builtinFunction(vm, 'getattr'), [other, name]));
    if (n === undefined) throw raise(vm, 'TypeError', 'argument must be an integer');
    return decimalOfInt(n);
  };
  const numerator = part('numerator');
  if (isSpecial(own)) return [own, numerator];
  const factor = part('denominator').coefficient;
  return [{ ...own, coefficient: own.coefficient * factor }, numerator];
}

/** Inputs: both sides, the first a Decimal. Vars: op. */
const COMPARE: Algorithm = {
  name: 'decimal_compare',
  run: (vm, [self, other], vars, ask) => {
    const op = vars['op'] as CompareOperator;
    const context = currentDecimalContext(vm);
    const sides = comparand(vm, op, decOf(vm, self), other as Value, context, ask);
    if (sides === undefined) return NotImplemented;
    const [a, b] = sides;
    if (!isNan(a) && !isNan(b)) return ordered(op, compareValues(a, b));
    const signals = a.form === 'snan' || b.form === 'snan' || (op !== '==' && op !== '!=');
    if (signals) addStatus(vm, context, INVALID_OPERATION);
    return op === '!=';
  },
};

/** `_dec_hash`: that of the number, whatever type it is of. */
const hash: Builtin = (vm, [self]) => {
  const a = decOf(vm, self);
  if (a.form === 'snan') throw raise(vm, 'TypeError', 'Cannot hash a signaling NaN value');
  if (a.form === 'nan') return normalizeInt(BigInt(builtinHash(vm, self as Ref, noAnswers)));
  if (a.form === 'inf') return a.sign === 1 ? -314159 : 314159;
  const p = vm.build.hashModulus;
  // 10 has the inverse 10^(p−2).
  const ten = a.exponent >= 0n ? 10n : modularPower(10n, p - 2n, p);
  const scale = modularPower(ten, a.exponent < 0n ? -a.exponent : a.exponent, p);
  const found = (a.coefficient * scale) % p;
  return normalizeInt(BigInt(signed(a.sign === 1 ? -found : found, vm.build)));
};

const textOf = (vm: Operations, self: Slot): string =>
  scientific(decOf(vm, self), hasCapitals(vm, currentDecimalContext(vm)));

/** `PyDec_AsFloat`. */
function floatOf(vm: Operations, self: Slot): number {
  const a = decOf(vm, self);
  if (a.form === 'snan') throw raise(vm, 'ValueError', 'cannot convert signaling NaN to float');
  return a.form === 'nan' ? Number.NaN : (parseFloatText(scientific(a, true)) as number);
}

/** Separators that a dict gives instead: what only tests of CPython do. */
function separatorsOf(vm: Operations, dict: Value, given: Separators): Separators {
  if (asKind(vm, dict, 'dict') === undefined) throw raise(vm, 'TypeError', 'optional argument must be a dict');
  const text = (name: string): string | undefined => asStr(vm, dictGetName(vm, dict as Ref, name));
  const point = text('decimal_point') ?? given.point;
  const separator = text('thousands_sep') ?? given.separator;
  const sizes = text('grouping');
  const size = (own: string): number => encodeText(vm, own).length;
  if (point === '' || size(point) > 4 || size(separator) > 4) throw raise(vm, 'ValueError', 'invalid override dict');
  const end = sizes?.indexOf('\0') ?? -1;
  const groups =
    sizes === undefined ? given.groups : [...(end < 0 ? sizes : sizes.slice(0, end))].map((c) => c.charCodeAt(0));
  return { point, separator, groups };
}

const INVALID_FORMAT = 'invalid format string';

/** `pydec_format`: a spec that libmpdec does not know is given to the library's own Decimal. Inputs: the text of the Decimal, the spec, the context. */
const FORMAT_AGAIN: Algorithm = {
  name: 'decimal_format_again',
  run: (vm, [text, spec, context], _vars, ask) => {
    const module = ask(builtinFunction(vm, '__import__'), ['_pydecimal']);
    const get = (v: Value, name: string): Value => ask(builtinFunction(vm, 'getattr'), [v, name]);
    const own = ask(get(module, 'Decimal'), [text as Value]);
    const invalid = (e: PyRaise): PyRaise =>
      exceptionMatches(vm, e.exception, TYPES.ValueError) ? raise(vm, 'ValueError', INVALID_FORMAT) : e;
    return raisedAs(invalid, () => ask(get(own, '__format__'), [spec as Value, context as Value]));
  },
};

const format: Builtin = (vm, [self, ...args], keywords) => {
  const context = currentDecimalContext(vm);
  const [given, override] = countedArguments(vm, ['Decimal', '__format__'], 1, 2, args, keywords);
  const text = asStr(vm, given);
  if (text === undefined)
    throw raise(
      vm,
      'TypeError',
      ROWS[vm.version].decimalsByClinic
        ? `__format__() argument 1 must be str, not ${argumentType(vm, given as Value)}`
        : 'format arg must be str',
    );
  // `PyUnicode_AsUTF8AndSize`.
  encodeText(vm, text);
  const twice = ROWS[vm.version].decimalsFormatTwice;
  const parsed = parseDecimalSpec(text, hasCapitals(vm, context), limitsOf(vm).maxSize, !twice);
  if (parsed === undefined) {
    if (!twice) throw raise(vm, 'ValueError', INVALID_FORMAT);
    return replay(vm, FORMAT_AGAIN, [textOf(vm, self), given, context]);
  }
  const spec = override === undefined ? parsed : { ...parsed, ...separatorsOf(vm, override, parsed) };
  const shown = formatDecimal(decOf(vm, self), spec, ctxOf(vm, context));
  if (shown === 'rounding') throw raise(vm, 'ValueError', 'unexpected error when rounding');
  if (shown === undefined) throw raise(vm, 'ValueError', 'format specification exceeds internal limits of _decimal');
  const { upperLocalTold } = ROWS[vm.version];
  return text.endsWith('N') && upperLocalTold !== '' ? warnThen(vm, upperLocalTold, '', [shown]) : shown;
};

export const DECIMAL_SPECIAL: BuiltinTable = {
  ...Object.fromEntries(
    Object.entries(BINARY_OPERATORS).flatMap(([name, run]): [string, Builtin][] => [
      [`${DECIMAL}.__${name}__`, binary(run, false)],
      [`${DECIMAL}.__r${name}__`, binary(run, true)],
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(UNARY_OPERATORS).map(([name, run]): [string, Builtin] => [
      `${DECIMAL}.${name}`,
      (vm, [a]) => operate(vm, [a], run),
    ]),
  ),
  [`${DECIMAL}.__pow__`]: powered(false),
  [`${DECIMAL}.__rpow__`]: powered(true),
  ...Object.fromEntries(
    Object.entries(COMPARE_METHODS).map(([op, name]): [string, Builtin] => [
      `${DECIMAL}.${name}`,
      (vm, [a, b]) => replay(vm, COMPARE, [a, b], { op }),
    ]),
  ),
  [`${DECIMAL}.__bool__`]: (vm, [self]) => !isZero(decOf(vm, self)),
  [`${DECIMAL}.__int__`]: (vm, [self]) => wholeNumber(vm, self, 'ROUND_DOWN'),
  [`${DECIMAL}.__float__`]: (vm, [self]) => new PyFloat(floatOf(vm, self)),
  [`${DECIMAL}.__complex__`]: (vm, [self]) => newComplex(vm, floatOf(vm, self), 0),
  [`${DECIMAL}.__hash__`]: hash,
  [`${DECIMAL}.__str__`]: (vm, [self]) => textOf(vm, self),
  [`${DECIMAL}.__repr__`]: (vm, [self]) => `Decimal('${textOf(vm, self)}')`,
  [`${DECIMAL}.__format__`]: format,
  [`${DECIMAL}.__sizeof__`]: () => {
    throw new ModelError('the size of a Decimal is not modelled');
  },
};
export const DECIMAL_SPECIAL_ALGORITHMS: readonly Algorithm[] = [COMPARE, FORMAT_AGAIN];
