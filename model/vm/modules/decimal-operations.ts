/**
 * The operations that Decimals and Contexts both have as methods, by name, with what each takes and gives.
 * @module
 */
import {
  absolute,
  add,
  divide,
  divideInt,
  divmod,
  fma,
  minus,
  multiply,
  plus,
  remainder,
  remainderNear,
  subtract,
} from './decimal-arithmetic.ts';
import {
  compare,
  compareSignal,
  compareTotal,
  compareTotalMag,
  larger,
  largerMag,
  smaller,
  smallerMag,
} from './decimal-compare.ts';
import { type Dec, type DecContext, flip, isNan, isZero, type Status, withSign } from './decimal-number.ts';
import { squareRootOf } from './decimal-power.ts';
import {
  isNormal,
  isSubnormal,
  logb,
  logicalAnd,
  logicalInvert,
  logicalOr,
  logicalXor,
  nextMinus,
  nextPlus,
  nextToward,
  numberClass,
  quantize,
  reduce,
  rotate,
  sameQuantum,
  scaleb,
  shift,
  toIntegral,
  toIntegralExact,
} from './decimal-shape.ts';
import { exp, ln, log10 } from './decimal-transcendental.ts';

export type Outcome = Dec | boolean | string | readonly [Dec, Dec];
/** An operation of so many operands as its name's table says. */
export type Operation = (operands: readonly Dec[], ctx: DecContext, status: Status) => Outcome;

const one =
  (run: (a: Dec, ctx: DecContext, status: Status) => Outcome): Operation =>
  ([a], ctx, status) =>
    run(a as Dec, ctx, status);
const two =
  (run: (a: Dec, b: Dec, ctx: DecContext, status: Status) => Outcome): Operation =>
  ([a, b], ctx, status) =>
    run(a as Dec, b as Dec, ctx, status);

/** Of Decimal with an optional context, and of Context with one operand. */
export const UNARY_OPERATIONS: Readonly<Record<string, Operation>> = {
  exp: one(exp),
  ln: one(ln),
  log10: one(log10),
  next_minus: one(nextMinus),
  next_plus: one(nextPlus),
  normalize: one(reduce),
  sqrt: one(squareRootOf),
  logb: one(logb),
  logical_invert: one(logicalInvert),
  number_class: one(numberClass),
  is_normal: one(isNormal),
  is_subnormal: one(isSubnormal),
};

/** Of Decimal without arguments, and of Context with one operand. */
export const PLAIN_OPERATIONS: Readonly<Record<string, (a: Dec) => Outcome>> = {
  copy_abs: (a) => withSign(a, 0),
  copy_negate: (a) => withSign(a, flip(a.sign)),
  is_finite: (a) => a.form === 'finite',
  is_infinite: (a) => a.form === 'inf',
  is_nan: isNan,
  is_qnan: (a) => a.form === 'nan',
  is_snan: (a) => a.form === 'snan',
  is_signed: (a) => a.sign === 1,
  is_zero: isZero,
};

/** Of Decimal with another operand and an optional context, and of Context with two. */
export const BINARY_OPERATIONS: Readonly<Record<string, Operation>> = {
  compare: two(compare),
  compare_signal: two(compareSignal),
  compare_total: two(compareTotal),
  compare_total_mag: two(compareTotalMag),
  copy_sign: two((a, b) => withSign(a, b.sign)),
  logical_and: two(logicalAnd),
  logical_or: two(logicalOr),
  logical_xor: two(logicalXor),
  max: two(larger),
  max_mag: two(largerMag),
  min: two(smaller),
  min_mag: two(smallerMag),
  next_toward: two(nextToward),
  remainder_near: two(remainderNear),
  rotate: two(rotate),
  same_quantum: two(sameQuantum),
  scaleb: two(scaleb),
  shift: two(shift),
};

/** Those with a third operand. */
export const TERNARY_OPERATIONS: Readonly<Record<string, Operation>> = {
  fma: ([a, b, c], ctx, status) => fma(a as Dec, b as Dec, c as Dec, ctx, status),
};

/** Of Context only, with one operand. */
export const CONTEXT_UNARY: Readonly<Record<string, Operation>> = {
  abs: one(absolute),
  minus: one(minus),
  plus: one(plus),
  to_integral: one(toIntegral),
  to_integral_exact: one(toIntegralExact),
  to_integral_value: one(toIntegral),
};

/** Of Context only, with two. */
export const CONTEXT_BINARY: Readonly<Record<string, Operation>> = {
  add: two(add),
  divide: two(divide),
  divide_int: two(divideInt),
  divmod: two(divmod),
  multiply: two(multiply),
  quantize: two(quantize),
  remainder: two(remainder),
  subtract: two(subtract),
};

/** The operators of Python that take two Decimals, by their names. */
export const BINARY_OPERATORS: Readonly<Record<string, Operation>> = {
  add: two(add),
  sub: two(subtract),
  mul: two(multiply),
  truediv: two(divide),
  floordiv: two(divideInt),
  mod: two(remainder),
  divmod: two(divmod),
};

export const UNARY_OPERATORS: Readonly<Record<string, Operation>> = {
  __neg__: one(minus),
  __pos__: one(plus),
  __abs__: one(absolute),
};
