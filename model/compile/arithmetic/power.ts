/**
 * `**` of floats, rounded correctly: C libraries are within a hair of that, JavaScript's own `**` is not.
 * @module
 */
import { bitLength, ratio } from './int-division.ts';

/** Fixed-point precision in bits: the result's 53, the exponent's 11 and room for rounding. */
const PRECISION = 200n;
const ONE = 1n << PRECISION;

/** m·2ᵉ = x, exactly. */
function split(x: number): { m: bigint; e: number } {
  let e = Math.max(Math.floor(Math.log2(Math.abs(x))) - 52, -1074);
  let scaled = e < -1000 ? x * 2 ** 1000 * 2 ** (-e - 1000) : x / 2 ** e;
  while (!Number.isInteger(scaled)) {
    e--;
    scaled *= 2;
  }
  return { m: BigInt(scaled), e };
}

/** ln(n/d) in fixed point for n/d near 1, by the series of artanh. */
function logNearOne(n: bigint, d: bigint): bigint {
  const z = ((n - d) << PRECISION) / (n + d);
  const square = (z * z) >> PRECISION;
  let sum = 0n;
  let term = z;
  for (let k = 1n; term !== 0n; k += 2n) {
    sum += term / k;
    term = (term * square) >> PRECISION;
  }
  return 2n * sum;
}

const LN2 = logNearOne(2n, 1n);

/** eˣ in fixed point for small x ≥ 0. */
function expSmall(x: bigint): bigint {
  let sum = ONE;
  let term = ONE;
  for (let k = 1n; term !== 0n; k++) {
    term = (term * x) / (k << PRECISION);
    sum += term;
  }
  return sum;
}

function exactInteger(x: number, n: number): number | null {
  const { m, e } = split(x);
  const power = m ** BigInt(Math.abs(n));
  const shift = e * n;
  if (n >= 0) return shift >= 0 ? ratio(power << BigInt(shift), 1n) : ratio(power, 1n << BigInt(-shift));
  const sign = power < 0n ? -1n : 1n;
  const size = power * sign;
  return shift >= 0 ? ratio(sign << BigInt(shift), size) : ratio(sign, size << BigInt(-shift));
}

/** x^y for finite x > 0 and finite y; `null` on overflow. */
function positive(x: number, y: number): number | null {
  const { m, e } = split(x);
  const bits = bitLength(m);
  // x = f·2^s with f in [1, 2)
  const log = logNearOne(m, 1n << BigInt(bits - 1)) + LN2 * BigInt(bits - 1 + e);
  const exponent = split(y);
  const product =
    exponent.e >= 0 ? (log * exponent.m) << BigInt(exponent.e) : (log * exponent.m) >> BigInt(-exponent.e);
  let k = product / LN2;
  if (product < 0n && product % LN2 !== 0n) k -= 1n;
  if (k > 1100n) return null;
  if (k < -1200n) return 0;
  const mantissa = expSmall(product - k * LN2);
  const shift = Number(k - PRECISION);
  return shift >= 0 ? ratio(mantissa << BigInt(shift), 1n) : ratio(mantissa, 1n << BigInt(-shift));
}

/**
 * `pow(x, y)` of C for a base and exponent for which Python does not raise first; `null` on overflow.
 * A negative base needs a whole exponent.
 */
export function floatPower(x: number, y: number): number | null {
  if (!Number.isFinite(x) || !Number.isFinite(y) || x === 0 || y === 0 || x === 1) return x === 1 ? 1 : x ** y;
  if (Number.isInteger(y) && Math.abs(y) <= 1024) return exactInteger(x, y);
  const size = positive(Math.abs(x), y);
  return size !== null && x < 0 && Math.abs(y % 2) === 1 ? -size : size;
}
