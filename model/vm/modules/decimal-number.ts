/**
 * Decimal numbers as libmpdec has them (Modules/_decimal/libmpdec): sign, form, coefficient and exponent, the contexts that operations run in, the conditions that
 * they tell, and what finishes every operation (`mpd_qfinalize`). Pure: the objects of Python stand in `decimal-values.ts`.
 * @module
 */
import { ModelError } from '../value.ts';

export type Form = 'finite' | 'inf' | 'nan' | 'snan';

/** A decimal. A NaN's coefficient is its payload, 0 for none; its exponent, and an infinity's, is 0. */
export interface Dec {
  readonly sign: 0 | 1;
  readonly form: Form;
  readonly coefficient: bigint;
  readonly exponent: bigint;
}

export const ROUNDINGS = [
  'ROUND_CEILING',
  'ROUND_FLOOR',
  'ROUND_UP',
  'ROUND_DOWN',
  'ROUND_HALF_UP',
  'ROUND_HALF_DOWN',
  'ROUND_HALF_EVEN',
  'ROUND_05UP',
] as const;
export type Rounding = (typeof ROUNDINGS)[number];

/** `mpd_context_t`, without what it counts. */
export interface DecContext {
  readonly prec: bigint;
  readonly emax: bigint;
  readonly emin: bigint;
  readonly rounding: Rounding;
  readonly clamp: 0 | 1;
  readonly limits: Limits;
}

/** What differs by the width of a word. */
export interface Limits {
  readonly maxPrec: bigint;
  readonly maxEmax: bigint;
  readonly minEmin: bigint;
  readonly minEtiny: bigint;
  /** Exponents that stand for whatever is too large. */
  readonly expInf: bigint;
  readonly expClamp: bigint;
  /** Digits of the largest exponent. */
  readonly expDigits: bigint;
  /** The largest `mpd_ssize_t`. */
  readonly maxSize: bigint;
}

function limits(max: bigint, expInf: bigint, expClamp: bigint, bits: bigint): Limits {
  return {
    maxPrec: max,
    maxEmax: max,
    minEmin: -max,
    minEtiny: -max - (max - 1n),
    expInf,
    expClamp,
    expDigits: bits === 64n ? 19n : 10n,
    maxSize: (1n << (bits - 1n)) - 1n,
  };
}

export const LIMITS: Readonly<Record<32 | 64, Limits>> = {
  32: limits(425000000n, 1000000001n, -2000000001n, 32n),
  64: limits(999999999999999999n, 2000000000000000001n, -4000000000000000001n, 64n),
};

/** Conditions, as bits. */
export const CLAMPED = 0x1;
export const CONVERSION_SYNTAX = 0x2;
export const DIVISION_BY_ZERO = 0x4;
export const DIVISION_IMPOSSIBLE = 0x8;
export const DIVISION_UNDEFINED = 0x10;
export const INEXACT = 0x40;
export const INVALID_CONTEXT = 0x80;
export const INVALID_OPERATION = 0x100;
export const FLOAT_OPERATION = 0x400;
export const OVERFLOW = 0x800;
export const ROUNDED = 0x1000;
export const SUBNORMAL = 0x2000;
export const UNDERFLOW = 0x4000;
/** The conditions that the signal InvalidOperation comprises. */
export const IEEE_INVALID = 0x3ba;
export const ERRORS = IEEE_INVALID | DIVISION_BY_ZERO;

/** The conditions of an operation as they come up. */
export class Status {
  bits = 0;
  add(bits: number): void {
    this.bits |= bits;
  }
  has(bits: number): boolean {
    return (this.bits & bits) !== 0;
  }
}

export const finite = (sign: 0 | 1, coefficient: bigint, exponent: bigint): Dec => ({
  sign,
  form: 'finite',
  coefficient,
  exponent,
});
export const infinity = (sign: 0 | 1): Dec => ({ sign, form: 'inf', coefficient: 0n, exponent: 0n });
export const NAN: Dec = { sign: 0, form: 'nan', coefficient: 0n, exponent: 0n };
export const ONE = finite(0, 1n, 0n);
export const ZERO = finite(0, 0n, 0n);

export const isSpecial = (a: Dec): boolean => a.form !== 'finite';
export const isNan = (a: Dec): boolean => a.form === 'nan' || a.form === 'snan';
export const isZero = (a: Dec): boolean => a.form === 'finite' && a.coefficient === 0n;
export const withSign = (a: Dec, sign: 0 | 1): Dec => ({ ...a, sign });
export const flip = (sign: 0 | 1): 0 | 1 => (sign === 0 ? 1 : 0);
export const product = (a: Dec, b: Dec): 0 | 1 => (a.sign === b.sign ? 0 : 1);

/** NaN with a condition (`mpd_seterror`). */
export function failed(status: Status, condition: number): Dec {
  status.add(condition);
  return NAN;
}

/** More digits than this are refused: CPython would ask for their memory. */
const MOST_DIGITS = 2_000_000n;

/** 10 to a power that is not negative. */
export function pow10(n: bigint): bigint {
  if (n > MOST_DIGITS) throw new ModelError(`a decimal of ${n} digits is not modelled`);
  return 10n ** n;
}

export function largest(a: bigint, b: bigint): bigint {
  if (a > b) return a;
  return b;
}
export const smallest = (a: bigint, b: bigint): bigint => -largest(-a, -b);

/** Digits of a number that is not negative; one of 0. */
export function digitsOf(n: bigint): bigint {
  return BigInt(String(n).length);
}

export const digits = (a: Dec): bigint => digitsOf(a.coefficient);
/** The exponent of the first digit. */
export const adjusted = (a: Dec): bigint => a.exponent + digits(a) - 1n;
export const etiny = (ctx: DecContext): bigint => ctx.emin - (ctx.prec - 1n);
export const etop = (ctx: DecContext): bigint => ctx.emax - (ctx.prec - 1n);

/** `mpd_maxcontext`. */
export function maxContext({ limits: own }: DecContext): DecContext {
  const { maxPrec, maxEmax, minEmin } = own;
  return { prec: maxPrec, emax: maxEmax, emin: minEmin, rounding: 'ROUND_HALF_EVEN', clamp: 0, limits: own };
}

export const shiftLeft = (coefficient: bigint, n: bigint): bigint =>
  coefficient === 0n || n === 0n ? coefficient : coefficient * pow10(n);

/** The coefficient without its last n digits, and a digit that rounds as those do. */
export function shiftRight(coefficient: bigint, n: bigint): readonly [coefficient: bigint, rest: number] {
  if (coefficient === 0n || n === 0n) return [coefficient, 0];
  const count = digitsOf(coefficient);
  if (n > count) return [0n, 1];
  const unit = pow10(n - 1n);
  const kept = coefficient / unit;
  const digit = Number(kept % 10n);
  const sticks = kept * unit !== coefficient;
  return [kept / 10n, sticks && (digit === 0 || digit === 5) ? digit + 1 : digit];
}

/** `_mpd_rnd_incr`. */
export function roundsUp(coefficient: bigint, sign: 0 | 1, rest: number, rounding: Rounding): boolean {
  switch (rounding) {
    case 'ROUND_DOWN':
      return false;
    case 'ROUND_HALF_UP':
      return rest >= 5;
    case 'ROUND_HALF_DOWN':
      return rest > 5;
    case 'ROUND_HALF_EVEN':
      return rest > 5 || (rest === 5 && coefficient % 2n === 1n);
    case 'ROUND_CEILING':
      return rest !== 0 && sign === 0;
    case 'ROUND_FLOOR':
      return rest !== 0 && sign === 1;
    case 'ROUND_UP':
      return rest !== 0;
    case 'ROUND_05UP':
      return rest !== 0 && coefficient % 5n === 0n;
  }
}

/** The coefficient without its last n digits, rounded; digits may be one more than were left. */
export function rounded(
  { coefficient, sign }: Dec,
  n: bigint,
  rounding: Rounding,
): readonly [coefficient: bigint, rest: number] {
  const [kept, rest] = shiftRight(coefficient, n);
  return [roundsUp(kept, sign, rest, rounding) ? kept + 1n : kept, rest];
}

/** The largest coefficient of the precision (`mpd_qmaxcoeff`). */
export const maxCoefficient = (ctx: DecContext): bigint => pow10(ctx.prec) - 1n;

/** What becomes of a number that is too large. */
function overflowed(sign: 0 | 1, ctx: DecContext, status: Status): Dec {
  status.add(OVERFLOW | INEXACT | ROUNDED);
  const { rounding } = ctx;
  const stays =
    rounding === 'ROUND_DOWN' ||
    rounding === 'ROUND_05UP' ||
    (rounding === 'ROUND_CEILING' && sign === 1) ||
    (rounding === 'ROUND_FLOOR' && sign === 0);
  return stays ? finite(sign, maxCoefficient(ctx), etop(ctx)) : infinity(sign);
}

/** A number below the normal ones. */
function subnormal(a: Dec, ctx: DecContext, status: Status): Dec {
  const tiny = etiny(ctx);
  if (a.coefficient === 0n) {
    if (a.exponent >= tiny) return a;
    status.add(CLAMPED);
    return finite(a.sign, 0n, tiny);
  }
  status.add(SUBNORMAL);
  if (a.exponent >= tiny) return a;
  const [coefficient, rest] = rounded(a, tiny - a.exponent, ctx.rounding);
  status.add(ROUNDED);
  if (rest !== 0) status.add(INEXACT | UNDERFLOW | (coefficient === 0n ? CLAMPED : 0));
  return finite(a.sign, coefficient, tiny);
}

/** `_mpd_check_exp`. */
function checkExponent(a: Dec, ctx: DecContext, status: Status): Dec {
  const own = adjusted(a);
  if (own > ctx.emax) {
    if (a.coefficient !== 0n) return overflowed(a.sign, ctx, status);
    status.add(CLAMPED);
    return finite(a.sign, 0n, ctx.clamp === 1 ? etop(ctx) : ctx.emax);
  }
  if (ctx.clamp === 1 && a.exponent > etop(ctx)) {
    status.add(CLAMPED);
    if (a.coefficient !== 0n && own < ctx.emin) status.add(SUBNORMAL);
    return finite(a.sign, shiftLeft(a.coefficient, a.exponent - etop(ctx)), etop(ctx));
  }
  return own < ctx.emin ? subnormal(a, ctx, status) : a;
}

/** A NaN with a payload that fits. */
function fixNan(a: Dec, ctx: DecContext): Dec {
  const room = ctx.prec - BigInt(ctx.clamp);
  if (a.coefficient === 0n || digits(a) <= room) return a;
  return { ...a, coefficient: a.coefficient % pow10(room) };
}

/** `mpd_qfinalize`: the result as the context can have it. */
export function finalize(a: Dec, ctx: DecContext, status: Status): Dec {
  if (isSpecial(a)) return isNan(a) ? fixNan(a, ctx) : a;
  const checked = checkExponent(a, ctx, status);
  const extra = isSpecial(checked) ? 0n : digits(checked) - ctx.prec;
  if (extra <= 0n) return checked;
  const [coefficient, rest] = rounded(checked, extra, ctx.rounding);
  status.add(ROUNDED | (rest === 0 ? 0 : INEXACT));
  const exponent = checked.exponent + extra;
  if (digitsOf(coefficient) <= ctx.prec) return finite(checked.sign, coefficient, exponent);
  return checkExponent(finite(checked.sign, coefficient / 10n, exponent + 1n), ctx, status);
}

/** The NaN that an operation with NaNs gives: the first signalling one, else the first (`mpd_qcheck_nans`). */
export function nanOf(operands: readonly Dec[], ctx: DecContext, status: Status): Dec | undefined {
  const signalling = operands.find((a) => a.form === 'snan');
  if (signalling !== undefined) status.add(INVALID_OPERATION);
  const found = signalling ?? operands.find((a) => a.form === 'nan');
  return found === undefined ? undefined : fixNan({ ...found, form: 'nan' }, ctx);
}
