/**
 * exp, ln and log10 of decimals, rounded as their exact values round (libmpdec's with `allcr`). Reals are whole numbers over a power of ten; more digits are
 * taken until what is not known does not matter.
 * @module
 */
import { compareAbsolute } from './decimal-compare.ts';
import {
  adjusted,
  CLAMPED,
  type Dec,
  type DecContext,
  digits,
  digitsOf,
  etiny,
  failed,
  finalize,
  finite,
  INEXACT,
  INVALID_OPERATION,
  infinity,
  isSpecial,
  nanOf,
  ONE,
  OVERFLOW,
  pow10,
  ROUNDED,
  Status,
  SUBNORMAL,
  shiftLeft,
  shiftRight,
  UNDERFLOW,
  ZERO,
} from './decimal-number.ts';

/** A real near a value: the whole number times 10^exponent, not more than `ERROR` units away. */
type Near = readonly [value: bigint, exponent: bigint];
const ERROR = 1000n;
const GUARD = 12n;
const STEP = 20n;

/** atanh(1/n) · 10^scale. */
function inverseAtanh(n: bigint, unit: bigint): bigint {
  let term = unit / n;
  let sum = term;
  for (let k = 3n; term !== 0n; k += 2n) {
    term /= n * n;
    sum += term / k;
  }
  return sum;
}

/** Digits that an exponent may have, and a few. */
const EXPONENT_DIGITS = 24n;

/** ln 10 · 10^(scale + EXPONENT_DIGITS). */
function ln10(scale: bigint): bigint {
  const unit = pow10(scale + EXPONENT_DIGITS + 10n);
  const sum = 46n * inverseAtanh(31n, unit) + 34n * inverseAtanh(49n, unit) + 20n * inverseAtanh(161n, unit);
  return sum / 10n ** 10n;
}
const EXPONENT_UNIT = 10n ** EXPONENT_DIGITS;

/** coefficient · 10^exponent as a multiple of 10^−scale. */
const scaled = (coefficient: bigint, exponent: bigint): bigint =>
  exponent >= 0n ? shiftLeft(coefficient, exponent) : shiftRight(coefficient, -exponent)[0];

/** e^r for a real of a few units. */
function expSmall(r: bigint, scale: bigint): bigint {
  const halvings = 8n + scale / 20n;
  const extra = halvings / 3n + 5n;
  const unit = pow10(scale + extra);
  const small = (r * pow10(extra)) >> halvings;
  let term = unit;
  let sum = unit;
  for (let n = 1n; term !== 0n; n++) {
    term = (term * small) / unit / n;
    sum += term;
  }
  for (let i = 0n; i < halvings; i++) sum = (sum * sum) / unit;
  return sum / pow10(extra);
}

function expNear(a: Dec, count: bigint): Near {
  const before = adjusted(a) > 0n ? adjusted(a) + 1n : 1n;
  const scale = count + before + 3n;
  const size = scaled(a.coefficient, a.exponent + scale);
  const x = a.sign === 1 ? -size : size;
  const log = ln10(scale);
  const k = (x * EXPONENT_UNIT) / log;
  const r = x - (k * log) / EXPONENT_UNIT;
  return [expSmall(r, scale), k - scale];
}

/** ln of what is not 1, with so many digits that count. */
function lnNear(a: Dec, count: bigint): Near {
  let t = adjusted(a);
  // Near 1 the logarithm is small.
  const [above, below] = [t === 0n, t === -1n];
  if (below) t = 0n;
  const lost = above || below ? smallness(a) : 0n;
  const scale = count + lost + 3n;
  const unit = pow10(scale);
  const v = scaled(a.coefficient, a.exponent - t + scale);
  // First as a float tells it, then the rest as a series that comes to its end soon.
  const first = BigInt(Math.round(Math.log(Number(scaled(a.coefficient, a.exponent - t + 18n)) / 1e18) * 1e15));
  const guess = (first * pow10(scale)) / 10n ** 15n;
  const z = lost > 6n ? v : (v * unit) / expSmall(guess, scale);
  const ratio = ((z - unit) * unit) / (z + unit);
  const square = (ratio * ratio) / unit;
  let term = ratio;
  let sum = ratio;
  for (let k = 3n; term !== 0n; k += 2n) {
    term = (term * square) / unit;
    sum += term / k;
  }
  return [2n * sum + (lost > 6n ? 0n : guess) + (t * ln10(scale)) / EXPONENT_UNIT, -scale];
}

/** How many digits of ln a are 0 behind the point, where a is near 1. */
function smallness(a: Dec): bigint {
  const one = a.exponent < 0n ? pow10(-a.exponent) : 1n;
  const apart = a.coefficient > one ? a.coefficient - one : one - a.coefficient;
  const found = digitsOf(apart) + a.exponent;
  return found < 0n ? -found + 1n : 1n;
}

/** The decimal that a value rounds to, half to even. */
function rounded(near: (count: bigint) => Near, ctx: DecContext, status: Status): Dec {
  const work: DecContext = { ...ctx, rounding: 'ROUND_HALF_EVEN', clamp: 0 };
  for (let count = ctx.prec + GUARD; ; count += STEP + count / 4n) {
    const [value, exponent] = near(count);
    const sign = value < 0n ? 1 : 0;
    const size = value < 0n ? -value : value;
    const end = (n: bigint): Dec => finalize(finite(sign, n, exponent), work, new Status());
    const [low, high] = [end(size > ERROR ? size - ERROR : 0n), end(size + ERROR)];
    if (low.form !== high.form || low.coefficient !== high.coefficient || low.exponent !== high.exponent) continue;
    status.add(INEXACT | ROUNDED);
    // A last digit that is not 0: no value is exact.
    return finished(finite(sign, size * 10n + 1n, exponent - 1n), { ...work, clamp: ctx.clamp }, status);
  }
}

/** Every result that is too small is one that is not exact (`mpd_check_underflow`). */
function finished(a: Dec, ctx: DecContext, status: Status): Dec {
  if (adjusted(a) < ctx.emin && a.exponent < etiny(ctx)) status.add(UNDERFLOW);
  return finalize(a, ctx, status);
}

export function exp(a: Dec, ctx: DecContext, status: Status): Dec {
  if (isSpecial(a)) return nanOf([a], ctx, status) ?? (a.sign === 1 ? ZERO : infinity(0));
  if (a.coefficient === 0n) return ONE;
  if (digits(a) + a.exponent > ctx.limits.expDigits) {
    if (a.sign === 0) {
      status.add(OVERFLOW | INEXACT | ROUNDED);
      return infinity(0);
    }
    status.add(INEXACT | ROUNDED | SUBNORMAL | UNDERFLOW | CLAMPED);
    return finite(0, 0n, etiny(ctx));
  }
  // So near 0 that the result rounds to 1.
  if (compareAbsolute(a, finite(0, 9n, -(ctx.prec + 4n))) <= 0) {
    status.add(INEXACT | ROUNDED);
    return finalize(finite(0, pow10(ctx.prec - 1n), 1n - ctx.prec), { ...ctx, rounding: 'ROUND_HALF_EVEN' }, status);
  }
  return rounded((count) => expNear(a, count), ctx, status);
}

/** What both logarithms do with what has none, or none of the context; `factor` is how often the exponent is contained at least. */
function special(a: Dec, factor: bigint, ctx: DecContext, status: Status): Dec | undefined {
  const nan = nanOf([a], ctx, status);
  if (nan !== undefined) return nan;
  if (a.form === 'finite' && a.coefficient === 0n) return infinity(1);
  if (a.sign === 1) return failed(status, INVALID_OPERATION);
  if (a.form === 'inf') return infinity(0);
  const own = adjusted(a);
  if (digitsOf(factor * (own < 0n ? -own - 1n : own)) - 1n <= ctx.emax) return undefined;
  status.add(OVERFLOW | INEXACT | ROUNDED);
  return infinity(own < 0n ? 1 : 0);
}

export function ln(a: Dec, ctx: DecContext, status: Status): Dec {
  if (a.form === 'finite' && a.sign === 0 && compareAbsolute(a, ONE) === 0) return ZERO;
  const found = special(a, 2n, ctx, status);
  if (found !== undefined) return found;
  return rounded((count) => lnNear(a, count), ctx, status);
}

export function log10(a: Dec, ctx: DecContext, status: Status): Dec {
  if (a.form === 'finite' && a.sign === 0 && /^10*$/.test(String(a.coefficient))) {
    const own = adjusted(a);
    const exact = finite(own < 0n ? 1 : 0, own < 0n ? -own : own, 0n);
    return finalize(exact, { ...ctx, rounding: 'ROUND_HALF_EVEN' }, status);
  }
  const found = special(a, 1n, ctx, status);
  if (found !== undefined) return found;
  return rounded(
    (count) => {
      const [value, exponent] = lnNear(a, count + 3n);
      const scale = -exponent;
      return [(value * pow10(scale + EXPONENT_DIGITS)) / ln10(scale), exponent];
    },
    ctx,
    status,
  );
}
