/**
 * exp, log, pow and roots, rounded as their exact values round. The C libraries of CPython's builds (musl, glibc) promise a little more than half a unit in the last
 * place; JavaScript's functions are off by one there in about one case of ten. Works on integers: a real number is `value · 2^−PRECISION`.
 * @module
 */

const PRECISION = 160;
const ONE = 1n << BigInt(PRECISION);

/** ln 2 as Σ 1/(k·2^k). */
const LN2 = ((): bigint => {
  let sum = 0n;
  for (let k = 1; k <= PRECISION; k++) sum += (ONE >> BigInt(k)) / BigInt(k);
  return sum;
})();

const BITS = new DataView(new ArrayBuffer(8));

/** A finite float as an integer times a power of two. */
function parts(x: number): readonly [mantissa: bigint, exponent: number] {
  BITS.setFloat64(0, x);
  const bits = BITS.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = exponent === 0 ? fraction : fraction | 0x10000000000000n;
  return [x < 0 ? -mantissa : mantissa, Math.max(exponent, 1) - 1075];
}

const lengthOf = (n: bigint): number =>
  n.toString(16).length * 4 - Math.clz32(Number.parseInt(n.toString(16)[0] as string, 16)) + 28;
const shifted = (n: bigint, by: number): bigint => (by >= 0 ? n << BigInt(by) : n >> BigInt(-by));

/** The float nearest to mantissa · 2^exponent, halves to even; the mantissa is positive, and odd where it stands for a little more or less. */
function nearest(mantissa: bigint, exponent: number): number {
  const length = lengthOf(mantissa);
  const top = exponent + length;
  if (top > 1025) return Number.POSITIVE_INFINITY;
  const cut = length - Math.min(53, top + 1074);
  if (cut <= 0) return Number(mantissa) * 2 ** exponent;
  if (cut > length) return 0;
  const half = 1n << BigInt(cut - 1);
  const kept = mantissa >> BigInt(cut);
  const rest = mantissa & ((1n << BigInt(cut)) - 1n);
  const up = rest > half || (rest === half && (kept & 1n) === 1n);
  return Number(up ? kept + 1n : kept) * 2 ** (exponent + cut);
}

/** A finite float as a real. */
function real(x: number): bigint {
  const [mantissa, exponent] = parts(x);
  return shifted(mantissa, exponent + PRECISION);
}

const SQUARINGS = 8;

/** e^t as a real in [0.7, 1.5) times a power of two. */
function expOf(t: bigint): readonly [value: bigint, exponent: number] {
  const k = (2n * t + LN2) / (2n * LN2) - (2n * t + LN2 < 0n ? 1n : 0n);
  const r = (t - k * LN2) >> BigInt(SQUARINGS);
  let term = ONE;
  let sum = ONE;
  for (let n = 1n; term !== 0n && term !== -1n; n++) {
    term = ((term * r) >> BigInt(PRECISION)) / n;
    sum += term;
  }
  for (let i = 0; i < SQUARINGS; i++) sum = (sum * sum) >> BigInt(PRECISION);
  return [sum, Number(k)];
}

/** ln x as a real, for a positive finite float. */
function logOf(x: number): bigint {
  const guess = real(Math.log(x));
  const [value, exponent] = expOf(guess);
  const [mantissa, own] = parts(x);
  // Both by the same power of two.
  const by = own - exponent + PRECISION;
  const wanted = shifted(mantissa, by);
  return guess + (2n * ((wanted - value) << BigInt(PRECISION))) / (wanted + value);
}

function rounded(t: bigint): number {
  if (t === 0n) return 0;
  return t < 0n ? -nearest(-t | 1n, -PRECISION) : nearest(t | 1n, -PRECISION);
}

function expRounded(t: bigint): number {
  const [value, exponent] = expOf(t);
  return nearest(value | 1n, exponent - PRECISION);
}

/** Where the exact value is out of a float's range, or nobody can tell its rounding, JavaScript's is as good. */
const isPlain = (r: number): boolean => Number.isFinite(r) && r !== 0;

export function exp(x: number): number {
  const near = Math.exp(x);
  return x === 0 || !isPlain(near) ? near : expRounded(real(x));
}

export function exp2(x: number): number {
  return pow(2, x);
}

export function log(x: number): number {
  const near = Math.log(x);
  return isPlain(near) ? rounded(logOf(x)) : near;
}

/** Exponents whose powers are made exactly. */
const EXACT = 64;

export function pow(x: number, y: number): number {
  const near = x ** y;
  if (!isPlain(near) || x === 1 || y === 0 || y === 1) return near;
  if (y === 2) return x * x;
  if (y === -1) return 1 / x;
  if (y === 0.5) return Math.sqrt(x);
  if (Number.isInteger(y) && Math.abs(y) <= EXACT) return wholePower(x, y);
  const [mantissa, exponent] = parts(y);
  const value = expRounded(shifted(logOf(Math.abs(x)) * mantissa, exponent));
  return x < 0 && y % 2 !== 0 ? -value : value;
}

function wholePower(x: number, y: number): number {
  const [mantissa, exponent] = parts(Math.abs(x));
  const n = Math.abs(y);
  const power = mantissa ** BigInt(n);
  const negative = x < 0 && n % 2 === 1;
  const size = y > 0 ? nearest(power, exponent * n) : inverse(power, -exponent * n);
  return negative ? -size : size;
}

/** 2^exponent / n. */
function inverse(n: bigint, exponent: number): number {
  const by = lengthOf(n) + 70;
  const one = 1n << BigInt(by);
  const quotient = one / n;
  return nearest((quotient << 1n) | (quotient * n === one ? 0n : 1n), exponent - by - 1);
}

/** The square root of a sum of squares (`vector_norm` of mathmodule.c, which loses next to nothing). */
export function hypot(values: readonly number[]): number {
  if (values.some((x) => !Number.isFinite(x))) return Math.hypot(...values);
  const known = values.filter((x) => x !== 0).map(parts);
  if (known.length === 0) return 0;
  const least = Math.min(...known.map(([, exponent]) => exponent));
  const sum = known.reduce((total, [mantissa, exponent]) => total + shifted(mantissa, exponent - least) ** 2n, 0n);
  // So many bits that the root has more than a float holds; an even number of them.
  const by = 2 * Math.max(0, Math.ceil((130 - lengthOf(sum)) / 2));
  const wide = sum << BigInt(by);
  const root = squareRoot(wide);
  return nearest((root << 1n) | (root * root === wide ? 0n : 1n), least - by / 2 - 1);
}

/** The whole part of the square root. */
export function squareRoot(n: bigint): bigint {
  let root = 1n << BigInt(Math.ceil(lengthOf(n) / 2));
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
