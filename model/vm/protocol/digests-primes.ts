/**
 * The constants of SHA-2: bits of roots of primes.
 * @module
 */

function primes(count: number): bigint[] {
  const found: bigint[] = [];
  for (let n = 2n; found.length < count; n++) if (found.every((p) => n % p !== 0n)) found.push(n);
  return found;
}

/** The whole part of the root of a degree, bit by bit. */
function root(n: bigint, degree: number): bigint {
  let value = 0n;
  for (let bit = 1n << 80n; bit > 0n; bit >>= 1n) if ((value | bit) ** BigInt(degree) <= n) value |= bit;
  return value;
}

/** The first bits after the point of the roots of the first primes. */
export function fractions(count: number, degree: number, bits: number): bigint[] {
  return primes(count).map((p) => BigInt.asUintN(bits, root(p << BigInt(degree * bits), degree)));
}
