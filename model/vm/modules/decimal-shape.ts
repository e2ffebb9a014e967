/**
 * Operations on the exponents and the digits of decimals: quantize, whole numbers, neighbours, shifts and logic (libmpdec's mpdecimal.c).
 * @module
 */
import { add, subtract } from './decimal-arithmetic.ts';
import { compareValues } from './decimal-compare.ts';
import {
  adjusted,
  CLAMPED,
  type Dec,
  type DecContext,
  DIVISION_BY_ZERO,
  digits,
  digitsOf,
  ERRORS,
  etiny,
  etop,
  failed,
  finalize,
  finite,
  INEXACT,
  INVALID_OPERATION,
  infinity,
  isNan,
  isSpecial,
  isZero,
  largest,
  maxCoefficient,
  nanOf,
  OVERFLOW,
  pow10,
  ROUNDED,
  rounded,
  Status,
  SUBNORMAL,
  shiftLeft,
  smallest,
  UNDERFLOW,
  withSign,
} from './decimal-number.ts';

export function quantize(a: Dec, b: Dec, ctx: DecContext, status: Status): Dec {
  if (isSpecial(a) || isSpecial(b)) {
    const nan = nanOf([a, b], ctx, status);
    if (nan !== undefined) return nan;
    return a.form === 'inf' && b.form === 'inf' ? a : failed(status, INVALID_OPERATION);
  }
  if (b.exponent > ctx.emax || b.exponent < etiny(ctx)) return failed(status, INVALID_OPERATION);
  if (a.coefficient === 0n) return finalize(finite(a.sign, 0n, b.exponent), ctx, status);
  const apart = a.exponent - b.exponent;
  if (digits(a) + apart > ctx.prec) return failed(status, INVALID_OPERATION);
  const [coefficient, rest] = apart >= 0n ? [shiftLeft(a.coefficient, apart), 0] : rounded(a, -apart, ctx.rounding);
  const result = finite(a.sign, coefficient, b.exponent);
  if (digitsOf(coefficient) > ctx.prec || adjusted(result) > ctx.emax || adjusted(result) < etiny(ctx))
    return failed(status, INVALID_OPERATION);
  if (apart < 0n) status.add(ROUNDED | (rest === 0 ? 0 : INEXACT));
  return finalize(result, ctx, status);
}

/** `normalize`: without zeros at the end. */
export function reduce(a: Dec, ctx: DecContext, status: Status): Dec {
  const nan = nanOf([a], ctx, status);
  if (nan !== undefined) return nan;
  const result = finalize(a, ctx, status);
  if (isSpecial(result)) return result;
  if (result.coefficient === 0n) return finite(a.sign, 0n, 0n);
  const most = ctx.clamp === 1 ? etop(ctx) : ctx.emax;
  let { coefficient, exponent } = result;
  for (; exponent < most && coefficient % 10n === 0n; exponent++) coefficient /= 10n;
  return finite(result.sign, coefficient, exponent);
}

/** `mpd_qrescale` with the limits of formatting: the number with this exponent, whatever the precision. */
export function rescale(a: Dec, exponent: bigint, ctx: DecContext, status: Status, least = ctx.limits.minEtiny): Dec {
  if (exponent > ctx.limits.maxEmax + 1n || exponent < least) return failed(status, INVALID_OPERATION);
  if (isSpecial(a)) return a;
  if (a.coefficient === 0n) return finite(a.sign, 0n, exponent);
  const apart = a.exponent - exponent;
  if (apart >= 0n && digits(a) + apart > ctx.limits.maxPrec + 1n) return failed(status, INVALID_OPERATION);
  const [coefficient, rest] = apart >= 0n ? [shiftLeft(a.coefficient, apart), 0] : rounded(a, -apart, ctx.rounding);
  if (apart < 0n) status.add(ROUNDED | (rest === 0 ? 0 : INEXACT));
  const result = finite(a.sign, coefficient, exponent);
  if (isSubnormal(result, ctx)) status.add(SUBNORMAL);
  return result;
}

/** To a whole number; `tells` whether it was one. */
function whole(a: Dec, tells: boolean, ctx: DecContext, status: Status): Dec {
  if (isSpecial(a)) return nanOf([a], ctx, status) ?? a;
  if (a.exponent >= 0n) return a;
  if (a.coefficient === 0n) return finite(a.sign, 0n, 0n);
  const [coefficient, rest] = rounded(a, -a.exponent, ctx.rounding);
  if (tells) status.add(ROUNDED | (rest === 0 ? 0 : INEXACT));
  return finite(a.sign, coefficient, 0n);
}

export const toIntegral = (a: Dec, ctx: DecContext, status: Status): Dec => whole(a, false, ctx, status);
export const toIntegralExact = (a: Dec, ctx: DecContext, status: Status): Dec => whole(a, true, ctx, status);

/** The neighbour above (1) or below (−1). */
function next(a: Dec, up: boolean, ctx: DecContext, status: Status): Dec {
  if (isSpecial(a)) {
    const away = up ? 0 : 1;
    return nanOf([a], ctx, status) ?? (a.sign === away ? a : finite(a.sign, maxCoefficient(ctx), etop(ctx)));
  }
  const work: DecContext = { ...ctx, rounding: up ? 'ROUND_CEILING' : 'ROUND_FLOOR' };
  const own = new Status();
  const result = finalize(a, work, own);
  status.add(own.bits & ERRORS);
  if (own.has(INEXACT | ERRORS)) return result;
  const moved = new Status();
  const tiny = finite(0, 1n, etiny(ctx) - 1n);
  const found = up ? add(a, tiny, work, moved) : subtract(a, tiny, work, moved);
  status.add(moved.bits & ERRORS);
  return found;
}

export const nextPlus = (a: Dec, ctx: DecContext, status: Status): Dec => next(a, true, ctx, status);
export const nextMinus = (a: Dec, ctx: DecContext, status: Status): Dec => next(a, false, ctx, status);

export function nextToward(a: Dec, b: Dec, ctx: DecContext, status: Status): Dec {
  const nan = nanOf([a, b], ctx, status);
  if (nan !== undefined) return nan;
  const order = compareValues(a, b);
  if (order === 0) return withSign(a, b.sign);
  const result = next(a, order < 0, ctx, status);
  if (result.form === 'inf') status.add(OVERFLOW | ROUNDED | INEXACT);
  else if (adjusted(result) < ctx.emin)
    status.add(UNDERFLOW | SUBNORMAL | ROUNDED | INEXACT | (isZero(result) ? CLAMPED : 0));
  return result;
}

export const isNormal = (a: Dec, ctx: DecContext): boolean =>
  a.form === 'finite' && a.coefficient !== 0n && adjusted(a) >= ctx.emin;
export const isSubnormal = (a: Dec, ctx: DecContext): boolean =>
  a.form === 'finite' && a.coefficient !== 0n && adjusted(a) < ctx.emin;

export function numberClass(a: Dec, ctx: DecContext): string {
  if (isNan(a)) return a.form === 'nan' ? 'NaN' : 'sNaN';
  const kind =
    a.form === 'inf' ? 'Infinity' : a.coefficient === 0n ? 'Zero' : isNormal(a, ctx) ? 'Normal' : 'Subnormal';
  return `${a.sign === 1 ? '-' : '+'}${kind}`;
}

/** The adjusted exponent as a decimal. */
export function logb(a: Dec, ctx: DecContext, status: Status): Dec {
  if (isSpecial(a)) return nanOf([a], ctx, status) ?? infinity(0);
  if (a.coefficient === 0n) {
    status.add(DIVISION_BY_ZERO);
    return infinity(1);
  }
  const found = adjusted(a);
  return finalize(finite(found < 0n ? 1 : 0, found < 0n ? -found : found, 0n), ctx, status);
}

/** What shifts, rotations and `scaleb` do with special operands, and with a count that is none or is larger than `most`. */
function counted(
  a: Dec,
  b: Dec,
  most: bigint,
  ctx: DecContext,
  status: Status,
): { readonly done: Dec } | { readonly count: bigint } {
  const nan = nanOf([a, b], ctx, status);
  if (nan !== undefined) return { done: nan };
  if (b.exponent !== 0n || b.form === 'inf' || b.coefficient > most) return { done: failed(status, INVALID_OPERATION) };
  if (a.form === 'inf') return { done: a };
  return { count: b.sign === 1 ? -b.coefficient : b.coefficient };
}

export function scaleb(a: Dec, b: Dec, ctx: DecContext, status: Status): Dec {
  const by = counted(a, b, 2n * (ctx.emax + ctx.prec), ctx, status);
  if ('done' in by) return by.done;
  const { expInf, expClamp } = ctx.limits;
  const sum = a.exponent + by.count;
  return finalize({ ...a, exponent: largest(smallest(sum, expInf), expClamp) }, ctx, status);
}

export function shift(a: Dec, b: Dec, ctx: DecContext, status: Status): Dec {
  const by = counted(a, b, ctx.prec, ctx, status);
  if ('done' in by) return by.done;
  const coefficient =
    by.count >= 0n ? cap(shiftLeft(a.coefficient, by.count), ctx) : cap(a.coefficient, ctx) / pow10(-by.count);
  return { ...a, coefficient };
}

export function rotate(a: Dec, b: Dec, ctx: DecContext, status: Status): Dec {
  const by = counted(a, b, ctx.prec, ctx, status);
  if ('done' in by) return by.done;
  const left = by.count >= 0n ? by.count : ctx.prec + by.count;
  const own = cap(a.coefficient, ctx);
  return { ...a, coefficient: cap(shiftLeft(own, left), ctx) + own / pow10(ctx.prec - left) };
}

/** The last digits, as many as the precision has. */
const cap = (coefficient: bigint, ctx: DecContext): bigint =>
  digitsOf(coefficient) <= ctx.prec ? coefficient : coefficient % pow10(ctx.prec);

/** An operand of logic: only digits 0 and 1. */
const bitsOf = (a: Dec): string | undefined => {
  const text = String(a.coefficient);
  return a.form === 'finite' && a.sign === 0 && a.exponent === 0n && /^[01]+$/.test(text) ? text : undefined;
};

type BitOperation = (a: Dec, b: Dec, ctx: DecContext, status: Status) => Dec;

function logical(rule: (a: boolean, b: boolean) => boolean): BitOperation {
  return (a, b, ctx, status) => {
    const [x, y] = [bitsOf(a), bitsOf(b)];
    if (x === undefined || y === undefined) return failed(status, INVALID_OPERATION);
    const length = Math.max(x.length, y.length);
    const second = y.padStart(length, '0');
    const bits = [...x.padStart(length, '0')].map((bit, i) => Number(rule(bit === '1', second[i] === '1')));
    return finite(0, cap(BigInt(bits.join('')), ctx), 0n);
  };
}

export const logicalAnd = logical((a, b) => a && b);
export const logicalOr = logical((a, b) => a || b);
export const logicalXor = logical((a, b) => a !== b);

export function logicalInvert(a: Dec, ctx: DecContext, status: Status): Dec {
  if (bitsOf(a) === undefined) return failed(status, INVALID_OPERATION);
  return finite(0, maxCoefficient(ctx) / 9n - cap(a.coefficient, ctx), 0n);
}

export function sameQuantum(a: Dec, b: Dec): boolean {
  if (isSpecial(a) || isSpecial(b)) return (isNan(a) && isNan(b)) || (a.form === 'inf' && b.form === 'inf');
  return a.exponent === b.exponent;
}
