/**
 * Sum, product, quotient and remainder of decimals (libmpdec's mpdecimal.c).
 * @module
 */
import { compareAbsolute } from './decimal-compare.ts';
import {
  adjusted,
  CLAMPED,
  type Dec,
  type DecContext,
  DIVISION_BY_ZERO,
  DIVISION_IMPOSSIBLE,
  DIVISION_UNDEFINED,
  digits,
  digitsOf,
  etiny,
  failed,
  finalize,
  finite,
  flip,
  INVALID_OPERATION,
  infinity,
  isSpecial,
  isZero,
  maxContext,
  NAN,
  nanOf,
  product,
  Status,
  shiftLeft,
  smallest,
  withSign,
} from './decimal-number.ts';

/** `_mpd_qaddsub`: the sum, not finished. What is too small to be seen stands as one digit below the precision. */
export function sumOf(a: Dec, b: Dec, ctx: DecContext): Dec {
  const [big, other] = a.exponent >= b.exponent ? [a, b] : [b, a];
  let small = other;
  let aligned = big.coefficient;
  if (big.exponent !== small.exponent && big.coefficient !== 0n) {
    const count = digits(big);
    const least = big.exponent - 1n + (count > ctx.prec ? 0n : count - ctx.prec - 1n);
    if (adjusted(small) < least) small = finite(small.sign, small.coefficient === 0n ? 0n : 1n, least);
    aligned = shiftLeft(big.coefficient, big.exponent - small.exponent);
  }
  const sum = (big.sign === 0 ? aligned : -aligned) + (small.sign === 0 ? small.coefficient : -small.coefficient);
  if (sum !== 0n) return finite(sum < 0n ? 1 : 0, sum < 0n ? -sum : sum, small.exponent);
  const sign = a.sign === b.sign ? a.sign : ctx.rounding === 'ROUND_FLOOR' ? 1 : 0;
  return finite(sign, 0n, small.exponent);
}

export function add(a: Dec, b: Dec, ctx: DecContext, status: Status): Dec {
  if (isSpecial(a) || isSpecial(b)) {
    const nan = nanOf([a, b], ctx, status);
    if (nan !== undefined) return nan;
    if (a.form === 'inf' && b.form === 'inf' && a.sign !== b.sign) return failed(status, INVALID_OPERATION);
    return infinity(a.form === 'inf' ? a.sign : b.sign);
  }
  return finalize(sumOf(a, b, ctx), ctx, status);
}

/** A NaN keeps its sign. */
const negated = (a: Dec): Dec => (a.form === 'nan' || a.form === 'snan' ? a : withSign(a, flip(a.sign)));

export const subtract = (a: Dec, b: Dec, ctx: DecContext, status: Status): Dec => add(a, negated(b), ctx, status);

/** `_mpd_qmul`: the product, not finished. */
function productOf(a: Dec, b: Dec, ctx: DecContext, status: Status): Dec {
  if (isSpecial(a) || isSpecial(b)) {
    const nan = nanOf([a, b], ctx, status);
    if (nan !== undefined) return nan;
    return isZero(a) || isZero(b) ? failed(status, INVALID_OPERATION) : infinity(product(a, b));
  }
  return finite(product(a, b), a.coefficient * b.coefficient, a.exponent + b.exponent);
}

export const multiply = (a: Dec, b: Dec, ctx: DecContext, status: Status): Dec =>
  finalize(productOf(a, b, ctx, status), ctx, status);

/** a · b + c with one rounding. */
export function fma(a: Dec, b: Dec, c: Dec, ctx: DecContext, status: Status): Dec {
  const own = new Status();
  const first = productOf(a, b, ctx, own);
  const result = own.has(INVALID_OPERATION) ? first : add(first, c, ctx, own);
  status.add(own.bits);
  return result;
}

/** `_mpd_qdiv`: the quotient of coefficients, one digit more than the precision; exact ones lose zeros as far as to the exponent of their kind. */
export function divide(a: Dec, b: Dec, ctx: DecContext, status: Status): Dec {
  const sign = product(a, b);
  if (isSpecial(a) || isSpecial(b)) {
    const nan = nanOf([a, b], ctx, status);
    if (nan !== undefined) return nan;
    if (a.form === 'inf') return b.form === 'inf' ? failed(status, INVALID_OPERATION) : infinity(sign);
    status.add(CLAMPED);
    return finite(sign, 0n, etiny(ctx));
  }
  if (b.coefficient === 0n) {
    if (a.coefficient === 0n) return failed(status, DIVISION_UNDEFINED);
    status.add(DIVISION_BY_ZERO);
    return infinity(sign);
  }
  const ideal = a.exponent - b.exponent;
  if (a.coefficient === 0n) return finalize(finite(sign, 0n, ideal), ctx, status);
  const shift = digits(b) - digits(a) + ctx.prec + 1n;
  const numerator = shift > 0n ? shiftLeft(a.coefficient, shift) : a.coefficient;
  const denominator = shift < 0n ? shiftLeft(b.coefficient, -shift) : b.coefficient;
  let quotient = numerator / denominator;
  let exponent = ideal - shift;
  if (quotient * denominator !== numerator) {
    // A rest that would round as none, or as a half, is told by one more.
    if (quotient % 5n === 0n) quotient += 1n;
  } else
    for (; exponent < ideal && quotient % 10n === 0n; exponent++) {
      quotient /= 10n;
    }
  return finalize(finite(sign, quotient, exponent), ctx, status);
}

/** `_mpd_qdivmod` of numbers, the divisor not 0; two NaNs where the quotient has more digits than the precision. */
export function wholeQuotient(a: Dec, b: Dec, ctx: DecContext, status: Status): readonly [quotient: Dec, rest: Dec] {
  const sign = product(a, b);
  const ideal = smallest(a.exponent, b.exponent);
  if (a.coefficient === 0n) return [finite(sign, 0n, 0n), finite(a.sign, 0n, ideal)];
  const difference = adjusted(a) - adjusted(b);
  if (difference < 0n)
    return [finite(sign, 0n, 0n), finite(a.sign, shiftLeft(a.coefficient, a.exponent - ideal), ideal)];
  const impossible = (): readonly [Dec, Dec] => [failed(status, DIVISION_IMPOSSIBLE), NAN];
  if (difference > ctx.prec) return impossible();
  const numerator = shiftLeft(a.coefficient, a.exponent - ideal);
  const denominator = shiftLeft(b.coefficient, b.exponent - ideal);
  const quotient = numerator / denominator;
  if (digitsOf(quotient) > ctx.prec) return impossible();
  return [finite(sign, quotient, 0n), finite(a.sign, numerator % denominator, ideal)];
}

/** `divmod`. */
export function divmod(a: Dec, b: Dec, ctx: DecContext, status: Status): readonly [quotient: Dec, rest: Dec] {
  const sign = product(a, b);
  if (isSpecial(a) || isSpecial(b)) {
    const nan = nanOf([a, b], ctx, status);
    if (nan !== undefined) return [nan, nan];
    if (a.form === 'inf') {
      status.add(INVALID_OPERATION);
      return [b.form === 'inf' ? NAN : infinity(sign), NAN];
    }
    return [finite(sign, 0n, 0n), finalize(a, ctx, status)];
  }
  if (b.coefficient === 0n) {
    if (a.coefficient === 0n) return [failed(status, DIVISION_UNDEFINED), NAN];
    status.add(DIVISION_BY_ZERO | INVALID_OPERATION);
    return [infinity(sign), NAN];
  }
  const [quotient, rest] = wholeQuotient(a, b, ctx, status);
  return [finalize(quotient, ctx, status), finalize(rest, ctx, status)];
}

/** `//`. */
export function divideInt(a: Dec, b: Dec, ctx: DecContext, status: Status): Dec {
  const sign = product(a, b);
  if (isSpecial(a) || isSpecial(b)) {
    const nan = nanOf([a, b], ctx, status);
    if (nan !== undefined) return nan;
    if (a.form === 'inf') return b.form === 'inf' ? failed(status, INVALID_OPERATION) : infinity(sign);
    return finite(sign, 0n, 0n);
  }
  if (b.coefficient === 0n) {
    if (a.coefficient === 0n) return failed(status, DIVISION_UNDEFINED);
    status.add(DIVISION_BY_ZERO);
    return infinity(sign);
  }
  return finalize(wholeQuotient(a, b, ctx, status)[0], ctx, status);
}

/** What both remainders do with special operands and a divisor of 0. */
function specialRest(a: Dec, b: Dec, ctx: DecContext, status: Status): Dec | undefined {
  if (isSpecial(a) || isSpecial(b)) {
    const nan = nanOf([a, b], ctx, status);
    if (nan !== undefined) return nan;
    return a.form === 'inf' ? failed(status, INVALID_OPERATION) : finalize(a, ctx, status);
  }
  if (b.coefficient !== 0n) return undefined;
  return failed(status, a.coefficient === 0n ? DIVISION_UNDEFINED : INVALID_OPERATION);
}

/** `%`. */
export function remainder(a: Dec, b: Dec, ctx: DecContext, status: Status): Dec {
  return specialRest(a, b, ctx, status) ?? finalize(wholeQuotient(a, b, ctx, status)[1], ctx, status);
}

/** The rest of the nearest whole quotient. */
export function remainderNear(a: Dec, b: Dec, ctx: DecContext, status: Status): Dec {
  const special = specialRest(a, b, ctx, status);
  if (special !== undefined) return special;
  const [quotient, rest] = wholeQuotient(a, b, ctx, status);
  return finalize(isSpecial(rest) ? rest : nearer(quotient, rest, b, ctx, status), ctx, status);
}

function nearer(quotient: Dec, rest: Dec, b: Dec, ctx: DecContext, status: Status): Dec {
  const apart = adjusted(b) - adjusted(rest);
  if (rest.coefficient === 0n || apart < -1n || apart > 1n) return rest;
  const other = sumOf(rest, withSign(b, flip(rest.sign)), maxContext(ctx));
  const order = compareAbsolute(other, rest);
  const odd = quotient.coefficient % 2n === 1n;
  if (order > 0 || (order === 0 && !odd)) return rest;
  if (/^9+$/.test(String(quotient.coefficient)) && digits(quotient) === ctx.prec)
    return failed(status, DIVISION_IMPOSSIBLE);
  return other;
}

/** A zero loses its sign but where rounding goes down. */
function unary(a: Dec, negates: boolean, ctx: DecContext, status: Status): Dec {
  const nan = nanOf([a], ctx, status);
  if (nan !== undefined) return nan;
  const sign = isZero(a) && ctx.rounding !== 'ROUND_FLOOR' ? 0 : negates ? flip(a.sign) : a.sign;
  return finalize(withSign(a, sign), ctx, status);
}

export const plus = (a: Dec, ctx: DecContext, status: Status): Dec => unary(a, false, ctx, status);
export const minus = (a: Dec, ctx: DecContext, status: Status): Dec => unary(a, true, ctx, status);
export const absolute = (a: Dec, ctx: DecContext, status: Status): Dec => unary(a, a.sign === 1, ctx, status);
