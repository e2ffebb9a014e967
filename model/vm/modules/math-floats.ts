/**
 * `math` on floats as such: what kind they are, the larger and the smaller, products and logarithms with one rounding.
 * @module
 */
import { raise } from '../objects/exceptions.ts';
import { exactRatio } from '../objects/float-text.ts';
import type { Operations } from '../operations.ts';
import { trueDivideInt } from '../protocol/numbers.ts';
import { ROWS } from '../protocol/rows.ts';
import { PyFloat, PyRaise, type Value } from '../value.ts';
import { floatAsking, type Work } from './math-asking.ts';

/** `fma`: one rounding. */
function fusedMultiplyAdd(vm: Operations, x: number, y: number, z: number): number {
  if (![x, y].every(Number.isFinite)) return x * y + z;
  if (!Number.isFinite(z)) return z;
  // musl adds a zero to the rounded product: one too small for a float loses its sign.
  if (z === 0 && vm.build.bits === 32) return x * y + z;
  const [a, b, c] = [exactRatio(x), exactRatio(y), exactRatio(z)];
  const numerator = a[0] * b[0] * c[1] + c[0] * a[1] * b[1];
  if (numerator === 0n) return x * y + z;
  try {
    return trueDivideInt(vm, numerator, a[1] * b[1] * c[1]).value;
  } catch (error) {
    if (error instanceof PyRaise) return numerator < 0n ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    throw error;
  }
}

/** The logarithm of an int that no float holds: of its fraction, and of the power of two (`loghelper`). */
export function logInt(vm: Operations, n: bigint, log: (x: number) => number): number {
  const bits = n.toString(2).length;
  const shift = BigInt(bits - 64);
  const top = n >> shift;
  // A bit that stands for all that is cut off: the fraction is rounded once.
  const fraction = Number(top << shift === n ? top : top | 1n) / 2 ** 64;
  const [x, exponent] = fraction === 1 ? [0.5, bits + 1] : [fraction, bits];
  return ROWS[vm.version].logsFuse ? fusedMultiplyAdd(vm, log(2), exponent, log(x)) : log(x) + log(2) * exponent;
}

const LEAST_NORMAL = 2 ** -1022;
const isNegative = (x: number): boolean => x < 0 || Object.is(x, -0);

/** `fmax`, `fmin` of the C library: a NaN gives way, and of two zeros the sign decides. */
export const extreme =
  (larger: boolean): Work =>
  (vm, items, ask) => {
    const [x, y] = items.map((v) => floatAsking(vm, v as Value, ask)) as [number, number];
    if (Number.isNaN(x) || Number.isNaN(y)) return new PyFloat(Number.isNaN(x) ? y : x);
    return new PyFloat(larger ? Math.max(x, y) : Math.min(x, y));
  };

/** What kind of float it is. */
export const CLASSES: Readonly<Record<string, Work>> = {
  signbit: (vm, [x], ask) => isNegative(floatAsking(vm, x as Value, ask)),
  isnormal: (vm, [x], ask) => {
    const size = Math.abs(floatAsking(vm, x as Value, ask));
    return Number.isFinite(size) && size >= LEAST_NORMAL;
  },
  issubnormal: (vm, [x], ask) => {
    const size = Math.abs(floatAsking(vm, x as Value, ask));
    return size > 0 && size < LEAST_NORMAL;
  },
};

/** `math.fma`. */
export const fma: Work = (vm, items, ask) => {
  const [x, y, z] = items.map((v) => floatAsking(vm, v as Value, ask)) as [number, number, number];
  const result = fusedMultiplyAdd(vm, x, y, z);
  if (Number.isNaN(result) && ![x, y, z].some(Number.isNaN)) throw raise(vm, 'ValueError', 'invalid operation in fma');
  if (!Number.isFinite(result) && [x, y, z].every(Number.isFinite)) throw raise(vm, 'OverflowError', 'overflow in fma');
  return new PyFloat(result);
};
