/**
 * Powers and roots of decimals (libmpdec's mpdecimal.c).
 * @module
 */

import { squareRoot } from '../protocol/exact-real.ts';
import { divide, divideInt, multiply, subtract } from './decimal-arithmetic.ts';
import { compareAbsolute, compareValues } from './decimal-compare.ts';
import {
  adjusted,
  CLAMPED,
  type Dec,
  type DecContext,
  digits,
  digitsOf,
  ERRORS,
  etiny,
  failed,
  finalize,
  finite,
  INEXACT,
  INVALID_OPERATION,
  infinity,
  isSpecial,
  isZero,
  largest,
  maxContext,
  NAN,
  nanOf,
  ONE,
  pow10,
  ROUNDED,
  Status,
  shiftLeft,
  shiftRight,
  withSign,
} from './decimal-number.ts';
import { exp, ln } from './decimal-transcendental.ts';

/** A number without a fraction, as a whole one without its sign; undefined for anything else. */
function wholeOf(a: Dec): bigint | undefined {
  if (isSpecial(a)) return undefined;
  if (a.coefficient === 0n) return 0n;
  if (a.exponent >= 0n) return shiftLeft(a.coefficient, a.exponent);
  const [kept, rest] = shiftRight(a.coefficient, -a.exponent);
  return rest === 0 ? kept : undefined;
}

export function isWhole(a: Dec): boolean {
  return a.form === 'finite' && (a.exponent >= 0n || wholeOf(a) !== undefined);
}

const isOdd = (a: Dec): boolean => a.exponent <= 0n && (wholeOf(a) ?? 0n) % 2n === 1n;

/** 1 with as many zeros behind the point. */
const oneWith = (sign: 0 | 1, zeros: bigint): Dec => finite(sign, pow10(zeros), -zeros);

/** The power of ±1; undefined where the base is not. */
function powerOfOne(base: Dec, by: Dec, sign: 0 | 1, ctx: DecContext, status: Status): Dec | undefined {
  if (compareAbsolute(base, ONE) !== 0) return undefined;
  const most = ctx.prec - 1n;
  if (!isWhole(by)) {
    status.add(INEXACT | ROUNDED);
    return oneWith(sign, most);
  }
  if (by.sign === 1) return finite(sign, 1n, 0n);
  const own = new Status();
  const product = multiply(by, finite(0, -base.exponent, 0n), ctx, own);
  if (own.has(ERRORS)) {
    status.add(own.bits & ERRORS);
    return product;
  }
  const zeros = isSpecial(product) || adjusted(product) > 20n ? undefined : wholeOf(product);
  if (zeros !== undefined && zeros <= most) return oneWith(sign, zeros);
  status.add(ROUNDED);
  return oneWith(sign, most);
}

const sizeOf = (n: bigint): bigint => digitsOf(n < 0n ? -n : n);

/** `_lower_bound_zeta`. */
function lowerZeta(base: Dec, ctx: DecContext, status: Status): bigint {
  const own = adjusted(base);
  if (own > 0n) return sizeOf(own) - 1n;
  if (own < -1n) return sizeOf(own + 1n) - 1n;
  return adjusted(subtract(base, ONE, maxContext(ctx), status)) - (own === 0n ? 2n : 1n);
}

/** What is certain to be too large or too small (`_qcheck_pow_bounds`). */
function beyond(base: Dec, by: Dec, sign: 0 | 1, ctx: DecContext, status: Status): Dec | undefined {
  const least = lowerZeta(withSign(base, 0), ctx, status) + adjusted(by);
  const grows = adjusted(base) < 0n === (by.sign === 1);
  const tiny = etiny(ctx);
  if (sizeOf(grows ? ctx.emax : tiny) >= least) return undefined;
  return finalize(finite(sign, 1n, grows ? ctx.limits.expInf : tiny - 1n), ctx, status);
}

/** Whether the product will not change any more. */
const isStuck = (a: Dec, status: Status): boolean => isSpecial(a) || (a.coefficient === 0n && status.has(CLAMPED));

/** `_mpd_qpow_uint`, from the first bit of the exponent on. */
function powerByBits(base: Dec, by: bigint, ctx: DecContext, status: Status): Dec {
  let result = base;
  const own = new Status();
  for (const bit of by.toString(2).slice(1)) {
    result = multiply(result, result, ctx, own);
    if (bit === '1') result = multiply(result, base, ctx, own);
    if (isStuck(result, own)) break;
  }
  status.add(own.bits);
  return result;
}

/** `_mpd_qpow_mpd`, from the last bit on: for exponents that no word holds. */
function powerByHalves(base: Dec, by: Dec, ctx: DecContext, status: Status): Dec {
  const own = new Status();
  const most = maxContext(ctx);
  let result = ONE;
  let square = base;
  for (let left = withSign(by, 0); !isZero(left); ) {
    if (isOdd(left)) {
      result = multiply(result, square, ctx, own);
      status.add(own.bits);
      if (isStuck(result, own)) break;
    }
    square = multiply(square, square, ctx, own);
    left = divideInt(left, finite(0, 2n, 0n), most, own);
  }
  return result;
}

function wholePower(base: Dec, by: Dec, sign: 0 | 1, ctx: DecContext, status: Status): Dec {
  const inverts = by.sign === 1;
  const prec = ctx.prec + digits(by) + by.exponent + 2n + (inverts ? 1n : 0n);
  const work: DecContext = { ...ctx, prec, rounding: 'ROUND_HALF_EVEN', clamp: 0 };
  const factor = inverts ? divide(ONE, base, work, status) : base;
  if (inverts && status.has(ERRORS)) return NAN;
  const fits = adjusted(by) <= 20n && (wholeOf(by) as bigint) <= 2n * ctx.limits.maxSize + 1n;
  const power = fits
    ? powerByBits(factor, wholeOf(by) as bigint, work, status)
    : powerByHalves(factor, by, work, status);
  const result = power.form === 'inf' ? finite(sign, 1n, ctx.limits.expInf) : withSign(power, sign);
  return finalize(result, ctx, status);
}

/** e^(ln base · by). */
function realPower(base: Dec, by: Dec, ctx: DecContext, status: Status): Dec {
  const { expDigits, expInf } = ctx.limits;
  const most = maxContext(ctx);
  const prec = largest(digits(base), ctx.prec) + 4n + expDigits;
  const work: DecContext = { ...most, prec };
  const own = new Status();
  const exponent = multiply(ln(base, work, own), by, work, own);
  const power = exp(exponent, work, status);
  status.add((own.bits & ERRORS) | INEXACT | ROUNDED);
  const result =
    power.form === 'inf'
      ? finite(0, 1n, expInf)
      : !isSpecial(power) && compareValues(power, ONE) === 0
        ? oneWith(0, ctx.prec - 1n)
        : power;
  return finalize(result, ctx, status);
}

/** The power where base or exponent is 0 or infinite. */
function edgePower(base: Dec, by: Dec, sign: 0 | 1, ctx: DecContext, status: Status): Dec | undefined {
  if (isZero(base)) {
    if (isZero(by)) return failed(status, INVALID_OPERATION);
    return by.sign === 1 ? infinity(sign) : finite(sign, 0n, 0n);
  }
  if (base.sign === 1 && (by.form === 'inf' || !isWhole(by))) return failed(status, INVALID_OPERATION);
  if (by.form === 'inf') {
    const order = compareValues(base, ONE);
    if (order === 0) {
      status.add(INEXACT | ROUNDED);
      return oneWith(sign, ctx.prec - 1n);
    }
    return order > 0 === (by.sign === 0) ? infinity(sign) : finite(sign, 0n, 0n);
  }
  if (isZero(by)) return finite(sign, 1n, 0n);
  if (base.form !== 'inf') return undefined;
  return by.sign === 1 ? finite(sign, 0n, 0n) : infinity(sign);
}

/** `base ** by`. */
export function power(base: Dec, by: Dec, ctx: DecContext, status: Status): Dec {
  const nan = nanOf([base, by], ctx, status);
  if (nan !== undefined) return nan;
  const sign = base.sign === 1 && isWhole(by) && isOdd(by) ? 1 : 0;
  return (
    edgePower(base, by, sign, ctx, status) ??
    powerOfOne(base, by, sign, ctx, status) ??
    beyond(base, by, sign, ctx, status) ??
    (isWhole(by) ? wholePower(base, by, sign, ctx, status) : realPower(base, by, ctx, status))
  );
}

/** Whole numbers to a power, by a modulus. */
export function modularPower(base: bigint, by: bigint, modulus: bigint): bigint {
  let result = 1n % modulus;
  let square = base % modulus;
  for (let left = by; left > 0n; left >>= 1n) {
    if (left % 2n === 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

/** `pow(base, by, modulus)`. */
export function powerModulo(base: Dec, by: Dec, modulus: Dec, ctx: DecContext, status: Status): Dec {
  const nan = nanOf([base, by, modulus], ctx, status);
  if (nan !== undefined) return nan;
  const all = [base, by, modulus];
  const cannot =
    all.some((a) => !isWhole(a)) || modulus.coefficient === 0n || digits(modulus) + modulus.exponent > ctx.prec;
  if (cannot) return failed(status, INVALID_OPERATION);
  const sign = base.sign === 1 && isOdd(by) ? 1 : 0;
  const by0 = by.coefficient === 0n;
  if (by0 && base.coefficient === 0n) return failed(status, INVALID_OPERATION);
  if (by0) return finite(sign, compareAbsolute(modulus, ONE) === 0 ? 0n : 1n, 0n);
  if (by.sign === 1) return failed(status, INVALID_OPERATION);
  if (base.coefficient === 0n) return finite(sign, 0n, 0n);
  const by10 = by.exponent > 0n ? by.exponent : 0n;
  const m = wholeOf(modulus) as bigint;
  const tens = base.exponent > 0n ? modularPower(10n, base.exponent, m) : 1n;
  let own = ((base.exponent > 0n ? base.coefficient : (wholeOf(base) as bigint)) * tens) % m;
  for (let i = 0n; i < by10; i++) own = modularPower(own, 10n, m);
  return finite(sign, modularPower(own, by10 > 0n ? by.coefficient : (wholeOf(by) as bigint), m), 0n);
}

/** The square root, half to even. */
export function squareRootOf(a: Dec, ctx: DecContext, status: Status): Dec {
  const nan = nanOf([a], ctx, status);
  if (nan !== undefined) return nan;
  const ideal = a.exponent >> 1n;
  if (isZero(a)) return finalize(finite(a.sign, 0n, ideal), ctx, status);
  if (a.sign === 1) return failed(status, INVALID_OPERATION);
  if (a.form === 'inf') return a;
  const odd = a.exponent % 2n !== 0n;
  const shift = ctx.prec + 1n - (odd ? digits(a) / 2n + 1n : (digits(a) + 1n) / 2n);
  const own = odd ? a.coefficient * 10n : a.coefficient;
  const [wide, rest] = shift >= 0n ? [shiftLeft(own, 2n * shift), 0] : shiftRight(own, -2n * shift);
  const root = squareRoot(wide);
  const exact = rest === 0 && root * root === wide;
  // A rest that would round as none, or as a half, is told by one more.
  const result = exact
    ? finite(0, shift >= 0n ? root / pow10(shift) : shiftLeft(root, -shift), ideal)
    : finite(0, root % 5n === 0n ? root + 1n : root, ideal - shift);
  return finalize(result, { ...ctx, rounding: 'ROUND_HALF_EVEN' }, status);
}
