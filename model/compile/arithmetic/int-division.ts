/**
 * Integer division and its float sibling, rounded as CPython rounds.
 * @module
 */

function abs(n: bigint): bigint {
  return n < 0n ? -n : n;
}

/** Number of bits of |n|. */
export function bitLength(n: bigint): number {
  return n === 0n ? 0 : abs(n).toString(2).length;
}

/** `//`: rounds towards minus infinity; `b` is not zero. */
export function floorDivide(a: bigint, b: bigint): bigint {
  const q = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? q - 1n : q;
}

/** `%`: has the sign of `b`, which is not zero. */
export function modulo(a: bigint, b: bigint): bigint {
  const r = a % b;
  return r !== 0n && r < 0n !== b < 0n ? r + b : r;
}

/** Shifts left, or right where `n` is negative. */
function shift(a: bigint, n: number): bigint {
  return n >= 0 ? a << BigInt(n) : a >> BigInt(-n);
}

/** m·2ᵉ as a double, `m` being of at most 53 bits; steps, for 2ᵉ alone may be out of range. */
function scale(m: number, e: number): number {
  if (e > 1000) return m * 2 ** 1000 * 2 ** (e - 1000);
  if (e < -1000) return m * 2 ** -1000 * 2 ** (e + 1000);
  return m * 2 ** e;
}

/** The double nearest to a/b, ties to even; `null` on overflow. `b` is positive. */
export function ratio(a: bigint, b: bigint): number | null {
  if (a === 0n) return 0;
  const magnitude = abs(a);
  // Enough quotient bits for 53 and rounding, fewer where the result is subnormal.
  const exponent = Math.max(bitLength(magnitude) - bitLength(b) - 55, -1076);
  const numerator = exponent < 0 ? shift(magnitude, -exponent) : magnitude;
  const denominator = exponent > 0 ? shift(b, exponent) : b;
  let quotient = numerator / denominator;
  // A set lowest bit stands for everything below it.
  if (numerator % denominator !== 0n) quotient |= 1n;
  const extra = Math.max(bitLength(quotient) - 53, -1074 - exponent, 0);
  const half = extra === 0 ? 0n : 1n << BigInt(extra - 1);
  let mantissa = quotient >> BigInt(extra);
  const rest = quotient - (mantissa << BigInt(extra));
  if (extra > 0 && (rest > half || (rest === half && (mantissa & 1n) === 1n))) mantissa += 1n;
  const result = scale(Number(mantissa), exponent + extra);
  if (!Number.isFinite(result)) return null;
  return a < 0n ? -result : result;
}

/** `int / int`; `null` on division by zero and overflow. */
export function trueDivide(a: bigint, b: bigint): number | null {
  if (b === 0n) return null;
  return b < 0n ? negate(ratio(a, -b)) : ratio(a, b);
}

function negate(x: number | null): number | null {
  return x === null ? null : -x;
}
