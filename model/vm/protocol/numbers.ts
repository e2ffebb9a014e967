/**
 * Arithmetic of int and float, as Objects/longobject.c and Objects/floatobject.c.
 * @module
 */

import { raise } from '../objects/exceptions.ts';
import type { Operations } from '../operations.ts';
import { normalizeInt, PyFloat, type Value } from '../value.ts';
import { pow } from './exact-real.ts';
import { TEXTS } from './messages.ts';

type Int = number | bigint;

const isSafe = Number.isSafeInteger;

/** `+`, `-`, `*` on ints. */
export function addInt(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a + b;
    if (isSafe(r)) return r;
  }
  return normalizeInt(BigInt(a) + BigInt(b));
}
export function subtractInt(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a - b;
    if (isSafe(r)) return r;
  }
  return normalizeInt(BigInt(a) - BigInt(b));
}
export function multiplyInt(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a * b;
    if (isSafe(r)) return r === 0 ? 0 : r;
  }
  return normalizeInt(BigInt(a) * BigInt(b));
}

/** `%` with the divisor's sign. */
export function moduloInt(vm: Operations, a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number' && b !== 0) {
    const r = a % b;
    return r === 0 ? 0 : r < 0 !== b < 0 ? r + b : r;
  }
  const d = BigInt(b);
  if (d === 0n) throw raise(vm, 'ZeroDivisionError', TEXTS[vm.version].intModulo);
  const r = BigInt(a) % d;
  return normalizeInt(r !== 0n && r < 0n !== d < 0n ? r + d : r);
}

/** `//`, rounding down. */
export function floorDivideInt(vm: Operations, a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number' && b !== 0) {
    const r = a % b;
    const exact = r === 0 ? a : a - (r < 0 !== b < 0 ? r + b : r);
    if (isSafe(exact)) {
      const q = exact / b;
      return q === 0 ? 0 : q;
    }
  }
  const n = BigInt(a);
  const d = BigInt(b);
  if (d === 0n) throw raise(vm, 'ZeroDivisionError', TEXTS[vm.version].intDivide);
  const q = n / d;
  return normalizeInt(n % d !== 0n && n < 0n !== d < 0n ? q - 1n : q);
}

/** An int as the nearest double, ties to even; OverflowError beyond the range. */
export function intToFloat(vm: Operations, n: Int, message = 'int too large to convert to float'): number {
  const f = Number(n);
  if (!Number.isFinite(f)) throw raise(vm, 'OverflowError', message);
  return f;
}

/** `/` on ints: correctly rounded. */
export function trueDivideInt(vm: Operations, a: Int, b: Int): PyFloat {
  if (typeof a === 'number' && typeof b === 'number' && b !== 0) {
    const q = a / b;
    return new PyFloat(Object.is(q, -0) ? (a === 0 && b < 0 ? -0 : q) : q);
  }
  const n = BigInt(a);
  const d = BigInt(b);
  if (d === 0n) throw raise(vm, 'ZeroDivisionError', 'division by zero');
  const negative = n < 0n !== d < 0n;
  const p = n < 0n ? -n : n;
  const q = d < 0n ? -d : d;
  // 66 bits of quotient with a sticky bit round as the exact quotient does, outside the subnormal range.
  const shift = 66 - (p.toString(2).length - q.toString(2).length);
  const scaled = shift >= 0 ? p << BigInt(shift) : p;
  const divisor = shift >= 0 ? q : q << BigInt(-shift);
  let quotient = scaled / divisor;
  if (quotient * divisor !== scaled) quotient |= 1n;
  const half = Math.trunc(shift / 2);
  const value = Number(quotient) * 2 ** -half * 2 ** -(shift - half);
  if (!Number.isFinite(value)) throw raise(vm, 'OverflowError', 'integer division result too large for a float');
  return new PyFloat(negative ? -value : value);
}

/** `**` on ints: an int, or a float for a negative exponent. */
export function powerInt(vm: Operations, a: Int, b: Int): Value {
  if (b < 0) return powerFloat(vm, intToFloat(vm, a), intToFloat(vm, b));
  if (typeof a === 'number' && typeof b === 'number') {
    let result = 1;
    let base = a;
    let e = b;
    while (e > 0 && isSafe(result) && isSafe(base)) {
      if (e % 2 === 1) result *= base;
      e = Math.floor(e / 2);
      if (e > 0) base *= base;
    }
    if (e === 0 && isSafe(result)) return result === 0 ? 0 : result;
  }
  return normalizeInt(BigInt(a) ** BigInt(b));
}

/** Three-argument `pow` on ints. */
export function powerModulo(vm: Operations, a: Int, b: Int, m: Int): Int {
  const modulus = BigInt(m);
  if (modulus === 0n) throw raise(vm, 'ValueError', 'pow() 3rd argument cannot be 0');
  const size = modulus < 0n ? -modulus : modulus;
  let base = ((BigInt(a) % size) + size) % size;
  let e = BigInt(b);
  if (e < 0n) {
    base = inverse(vm, base, size);
    e = -e;
  }
  let result = 1n % size;
  for (; e > 0n; e >>= 1n) {
    if (e & 1n) result = (result * base) % size;
    base = (base * base) % size;
  }
  return normalizeInt(modulus < 0n && result !== 0n ? result + modulus : result);
}

function inverse(vm: Operations, a: bigint, m: bigint): bigint {
  let [r0, r1, s0, s1] = [a, m, 1n, 0n];
  while (r1 !== 0n) {
    const q = r0 / r1;
    [r0, r1] = [r1, r0 - q * r1];
    [s0, s1] = [s1, s0 - q * s1];
  }
  if (r0 !== 1n) throw raise(vm, 'ValueError', 'base is not invertible for the given modulus');
  return ((s0 % m) + m) % m;
}

/** `float_pow`: C's pow with Python's errors. A negative base with a fractional exponent (complex) is left to the caller: NaN. */
export function powerFloat(vm: Operations, a: number, b: number): PyFloat {
  if (b === 0 || a === 1) return new PyFloat(1);
  if (a === -1 && !Number.isFinite(b) && !Number.isNaN(b)) return new PyFloat(1);
  if (a === 0 && b < 0 && Number.isFinite(b)) {
    throw raise(vm, 'ZeroDivisionError', TEXTS[vm.version].zeroToNegative);
  }
  const r = pow(a, b);
  if (!Number.isFinite(r) && Number.isFinite(a) && Number.isFinite(b) && !Number.isNaN(r)) {
    // `strerror(ERANGE)` of the build's C library.
    throw raise(
      vm,
      'OverflowError',
      vm.build.bits === 32 ? [68, 'Result not representable'] : [34, 'Numerical result out of range'],
    );
  }
  return new PyFloat(r);
}

/** `%` on floats, with the divisor's sign, zeros included. */
export function moduloFloat(vm: Operations, a: number, b: number, message = TEXTS[vm.version].floatModulo): number {
  if (b === 0) throw raise(vm, 'ZeroDivisionError', message);
  const r = a % b;
  if (r !== 0) return r < 0 !== b < 0 ? r + b : r;
  return b < 0 ? -0 : 0;
}

/** `//` on floats (`float_floor_div`, by way of divmod). */
export function floorDivideFloat(
  vm: Operations,
  a: number,
  b: number,
  message = TEXTS[vm.version].floatFloorDivide,
): number {
  if (b === 0) throw raise(vm, 'ZeroDivisionError', message);
  const r = a % b;
  let quotient = (a - r) / b;
  if (r !== 0 && r < 0 !== b < 0) quotient -= 1;
  if (quotient === 0) return a / b < 0 || Object.is(a / b, -0) ? -0 : 0;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

/** `<<` and `>>`. */
export function shiftInt(vm: Operations, a: Int, b: Int, left: boolean): Int {
  if (b < 0) throw raise(vm, 'ValueError', 'negative shift count');
  if (!left) {
    if (b >= 1 << 30) return a < 0 ? -1 : 0;
    if (typeof a === 'number' && a >= -2147483648 && a <= 2147483647) return b > 31 ? (a < 0 ? -1 : 0) : a >> Number(b);
    return normalizeInt(BigInt(a) >> BigInt(b));
  }
  if (a === 0) return 0;
  if (typeof a === 'number' && b < 53) {
    const r = a * 2 ** Number(b);
    if (isSafe(r)) return r;
  }
  if (b > vm.build.maxsize) throw raise(vm, 'OverflowError', 'too many digits in integer');
  if (b > 1 << 26) throw raise(vm, 'MemoryError', []);
  return normalizeInt(BigInt(a) << BigInt(b));
}

/** `&`, `|`, `^`. */
export function bitInt(op: '&' | '|' | '^', a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number' && (a | 0) === a && (b | 0) === b) {
    return op === '&' ? a & b : op === '|' ? a | b : a ^ b;
  }
  const x = BigInt(a);
  const y = BigInt(b);
  return normalizeInt(op === '&' ? x & y : op === '|' ? x | y : x ^ y);
}
