/**
 * Products and quotients of complex numbers (`_Py_c_prod`, `_Py_c_quot`, `_Py_rc_quot`).
 * @module
 */

/** Real and imaginary part. */
export type Parts = readonly [number, number];

const isInf = (x: number): boolean => Math.abs(x) === Number.POSITIVE_INFINITY;
const signed = (size: number, x: number): number => (x < 0 || Object.is(x, -0) ? -size : size);
/** One or zero with the sign of x: whether it is infinite. */
const boxed = (x: number): number => signed(isInf(x) ? 1 : 0, x);
const zeroed = (x: number): number => (Number.isNaN(x) ? 0 : x);
const lost = ([x, y]: Parts): boolean => Number.isNaN(x) && Number.isNaN(y);
const infinite = ([x, y]: Parts): boolean => isInf(x) || isInf(y);
const finite = ([x, y]: Parts): boolean => Number.isFinite(x) && Number.isFinite(y);
const boxedBoth = ([x, y]: Parts): Parts => [boxed(x), boxed(y)];
const zeroedBoth = ([x, y]: Parts): Parts => [zeroed(x), zeroed(y)];

const plainProduct = ([p, q]: Parts, [r, s]: Parts): Parts => [p * r - q * s, p * s + q * r];

/** @param recovers whether infinities that became NaNs are recovered (C11, Annex G.5.1; CPython does since 3.14) */
export function product(a: Parts, b: Parts, recovers: boolean): Parts {
  const r = plainProduct(a, b);
  if (!recovers || !lost(r)) return r;
  let [x, y] = [a, b];
  if (infinite(x)) [x, y] = [boxedBoth(x), zeroedBoth(y)];
  if (infinite(y)) [x, y] = [zeroedBoth(x), boxedBoth(y)];
  const overflowed = [a[0] * b[0], a[1] * b[1], a[0] * b[1], a[1] * b[0]].some(isInf);
  if (infinite(a) || infinite(b)) return scaled(Number.POSITIVE_INFINITY, plainProduct(x, y));
  return overflowed ? scaled(Number.POSITIVE_INFINITY, plainProduct(zeroedBoth(a), zeroedBoth(b))) : r;
}

const scaled = (by: number, [x, y]: Parts): Parts => [by * x, by * y];

function smithQuotient([p, q]: Parts, [r, s]: Parts): Parts {
  if (Math.abs(r) >= Math.abs(s)) {
    const ratio = s / r;
    const denominator = r + s * ratio;
    return [(p + q * ratio) / denominator, (q - p * ratio) / denominator];
  }
  const ratio = r / s;
  const denominator = r * ratio + s;
  return [(p * ratio + q) / denominator, (q * ratio - p) / denominator];
}

/**
 * The divisor is not zero.
 * @param recovers whether infinities and zeros that became NaNs are recovered
 */
export function quotient(a: Parts, b: Parts, recovers: boolean): Parts {
  const result = smithQuotient(a, b);
  if (!recovers || !lost(result)) return result;
  const turned = ([p, q]: Parts, [x, y]: Parts): Parts => [p * x + q * y, q * x - p * y];
  if (finite(a) && infinite(b)) return scaled(0, turned(a, boxedBoth(b)));
  if (infinite(a) && finite(b)) return scaled(Number.POSITIVE_INFINITY, turned(boxedBoth(a), b));
  return result;
}

/** A real number by a complex one that is not zero: the real one has no imaginary part. */
export function realQuotient(a: number, [r, s]: Parts): Parts {
  const result = smithRealQuotient(a, [r, s]);
  if (!lost(result) || !Number.isFinite(a) || !infinite([r, s])) return result;
  return [0 * (a * boxed(r)), 0 * (-a * boxed(s))];
}

function smithRealQuotient(a: number, [r, s]: Parts): Parts {
  if (Math.abs(r) >= Math.abs(s)) {
    const ratio = s / r;
    const denominator = r + s * ratio;
    return [a / denominator, (-a * ratio) / denominator];
  }
  const ratio = r / s;
  const denominator = r * ratio + s;
  return [(a * ratio) / denominator, -a / denominator];
}
