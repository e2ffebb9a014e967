/**
 * Complex arithmetic, as `Objects/complexobject.c` does it.
 * @module
 */
import { floatPower } from './power.ts';
import { complex, type Value } from './value.ts';

/** A complex number; `real` says that it came from a real operand, which 3.14+ does not widen first. */
export interface Complex {
  readonly re: number;
  readonly im: number;
  readonly isReal: boolean;
}

const value = (re: number, im: number): Value => complex(re, im);

/** `mixed`: real operands keep no imaginary part (C99 Annex G, 3.14+). */
export function complexAdd(a: Complex, b: Complex, mixed: boolean): Value {
  if (mixed && a.isReal) return value(a.re + b.re, b.im);
  if (mixed && b.isReal) return value(a.re + b.re, a.im);
  return value(a.re + b.re, a.im + b.im);
}

export function complexSubtract(a: Complex, b: Complex, mixed: boolean): Value {
  if (mixed && a.isReal) return value(a.re - b.re, -b.im);
  if (mixed && b.isReal) return value(a.re - b.re, a.im);
  return value(a.re - b.re, a.im - b.im);
}

function product(a: Complex, b: Complex): Complex {
  return { re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re, isReal: false };
}

export function complexMultiply(a: Complex, b: Complex, mixed: boolean): Value {
  if (mixed && a.isReal) return value(a.re * b.re, a.re * b.im);
  if (mixed && b.isReal) return value(a.re * b.re, a.im * b.re);
  const { re, im } = product(a, b);
  return value(re, im);
}

/** Scales by the larger part of the divisor, so that nothing overflows on the way. `null` is ZeroDivisionError. */
function quotient(a: Complex, b: Complex): Complex | null {
  if (Math.abs(b.re) >= Math.abs(b.im)) {
    if (b.re === 0) return null;
    const ratio = b.im / b.re;
    const denominator = b.re + b.im * ratio;
    return { re: (a.re + a.im * ratio) / denominator, im: (a.im - a.re * ratio) / denominator, isReal: false };
  }
  const ratio = b.re / b.im;
  const denominator = b.re * ratio + b.im;
  return { re: (a.re * ratio + a.im) / denominator, im: (a.im * ratio - a.re) / denominator, isReal: false };
}

/** The same for a real dividend, whose imaginary part is not zero but absent (3.14+). */
function realQuotient(a: number, b: Complex): Complex | null {
  if (Math.abs(b.re) >= Math.abs(b.im)) {
    if (b.re === 0) return null;
    const ratio = b.im / b.re;
    const denominator = b.re + b.im * ratio;
    return { re: a / denominator, im: (-a * ratio) / denominator, isReal: false };
  }
  const ratio = b.re / b.im;
  const denominator = b.re * ratio + b.im;
  return { re: (a * ratio) / denominator, im: -a / denominator, isReal: false };
}

export function complexDivide(a: Complex, b: Complex, mixed: boolean): Value | null {
  if (mixed && b.isReal) return b.re === 0 ? null : value(a.re / b.re, a.im / b.re);
  const q = mixed && a.isReal ? realQuotient(a.re, b) : quotient(a, b);
  return q === null ? null : value(q.re, q.im);
}

/** Largest whole exponent that is raised by multiplication. */
const MAX_WHOLE = 100;

function wholePower(base: Complex, exponent: number): Complex {
  let result: Complex = { re: 1, im: 0, isReal: false };
  let square = base;
  for (let n = exponent; n > 0; n = Math.floor(n / 2)) {
    if (n % 2 === 1) result = product(result, square);
    square = product(square, square);
  }
  return result;
}

function polarPower(a: Complex, b: Complex): Complex {
  const size = Math.hypot(a.re, a.im);
  const angle = Math.atan2(a.im, a.re);
  let length = floatPower(size, b.re) ?? Infinity;
  let phase = angle * b.re;
  if (b.im !== 0) {
    length *= Math.exp(-angle * b.im);
    phase += b.im * Math.log(size);
  }
  return { re: length * Math.cos(phase), im: length * Math.sin(phase), isReal: false };
}

/** `**`; `null` where Python raises. */
export function complexPower(a: Complex, b: Complex): Value | null {
  let result: Complex | null;
  if (b.im === 0 && Number.isInteger(b.re) && Math.abs(b.re) <= MAX_WHOLE) {
    result = wholePower(a, Math.abs(b.re));
    if (b.re < 0) result = quotient({ re: 1, im: 0, isReal: false }, result);
  } else if (a.re === 0 && a.im === 0) {
    result = b.im !== 0 || b.re < 0 ? null : { re: 0, im: 0, isReal: false };
  } else {
    result = polarPower(a, b);
  }
  // Infinite parts are OverflowError; NaN is not.
  const raises = result === null || Math.abs(result.re) === Infinity || Math.abs(result.im) === Infinity;
  return result === null || raises ? null : value(result.re, result.im);
}
