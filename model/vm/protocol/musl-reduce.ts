/**
 * Large numbers less multiples of π/2, with as many bits of π as they need (`__rem_pio2_large` of musl).
 * @module
 */

/** More than the bits of the largest double and of what is left of it. */
const PRECISION = 1400n;

/** atan(1/n) · 2^PRECISION. */
function arcTangent(n: bigint): bigint {
  let term = (1n << PRECISION) / n;
  let sum = term;
  for (let k = 3n; term !== 0n; k += 2n) {
    term /= -n * n;
    sum += term / k;
  }
  return sum;
}

let halfPi: bigint | undefined;

const VIEW = new DataView(new ArrayBuffer(8));

/** @returns how many multiples modulo four, and the rest as the nearest double and what it lacks */
export function reducedLarge(x: number): readonly [n: number, y0: number, y1: number] {
  // Machin's formula for π/4.
  halfPi ??= 2n * (4n * arcTangent(5n) - arcTangent(239n));
  VIEW.setFloat64(0, Math.abs(x));
  const bits = VIEW.getBigUint64(0);
  const mantissa = (bits & 0xfffffffffffffn) | 0x10000000000000n;
  const value = mantissa << ((bits >> 52n) - 1075n + PRECISION);
  const times = (2n * value + halfPi) / (2n * halfPi);
  const rest = value - times * halfPi;
  const y0 = toDouble(rest);
  const y1 = toDouble(rest - BigInt(y0 * SCALE) * (1n << (PRECISION - SCALE_BITS)));
  const n = Number(times & 3n);
  return x < 0 ? [(4 - n) & 3, -y0, -y1] : [n, y0, y1];
}

/** Multiplies every rest of a large double to an integer. */
const SCALE = 2 ** 200;
const SCALE_BITS = 200n;

function toDouble(real: bigint): number {
  const kept = PRECISION - 400n;
  return Number(real >> kept) / 2 ** 400;
}
