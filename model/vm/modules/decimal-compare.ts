/**
 * The orders of decimals: by value, total, and the larger and the smaller of two (libmpdec's mpdecimal.c).
 * @module
 */
import {
  adjusted,
  type Dec,
  type DecContext,
  finalize,
  finite,
  INVALID_OPERATION,
  isNan,
  isZero,
  nanOf,
  type Status,
  shiftLeft,
  smallest,
  withSign,
} from './decimal-number.ts';

type Order = -1 | 0 | 1;

const order = (a: bigint | number, b: bigint | number): Order => (a < b ? -1 : a > b ? 1 : 0);
const times = (a: Order, sign: 0 | 1): Order => (sign === 0 ? a : (-a as Order));

/** Of magnitudes; neither is a NaN. */
export function compareAbsolute(a: Dec, b: Dec): Order {
  if (a.form === 'inf' || b.form === 'inf') return order(Number(a.form === 'inf'), Number(b.form === 'inf'));
  if (a.coefficient === 0n || b.coefficient === 0n)
    return order(Number(a.coefficient !== 0n), Number(b.coefficient !== 0n));
  const first = order(adjusted(a), adjusted(b));
  if (first !== 0) return first;
  const least = smallest(a.exponent, b.exponent);
  return order(shiftLeft(a.coefficient, a.exponent - least), shiftLeft(b.coefficient, b.exponent - least));
}

/** Of values; neither is a NaN. */
export function compareValues(a: Dec, b: Dec): Order {
  const rank = (v: Dec): number => (isZero(v) ? 0 : v.sign === 0 ? 1 : -1);
  if (rank(a) !== rank(b)) return order(rank(a), rank(b));
  return times(compareAbsolute(a, b), a.sign);
}

const told = (found: Order): Dec => finite(found < 0 ? 1 : 0, found === 0 ? 0n : 1n, 0n);

export function compare(a: Dec, b: Dec, ctx: DecContext, status: Status): Dec {
  return nanOf([a, b], ctx, status) ?? told(compareValues(a, b));
}

/** The same; a quiet NaN signals too. */
export function compareSignal(a: Dec, b: Dec, ctx: DecContext, status: Status): Dec {
  if (isNan(a) || isNan(b)) status.add(INVALID_OPERATION);
  return compare(a, b, ctx, status);
}

function totalOrder(a: Dec, b: Dec): Order {
  if (a.sign !== b.sign) return a.sign === 0 ? 1 : -1;
  return times(unsignedOrder(a, b), a.sign);
}

function unsignedOrder(a: Dec, b: Dec): Order {
  if (isNan(a) || isNan(b)) {
    const rank = (v: Dec): number => (v.form === 'nan' ? 2 : v.form === 'snan' ? 1 : 0);
    return rank(a) === rank(b) ? order(a.coefficient, b.coefficient) : order(rank(a), rank(b));
  }
  const found = compareAbsolute(a, b);
  return found === 0 ? order(a.exponent, b.exponent) : found;
}

export const compareTotal = (a: Dec, b: Dec): Dec => told(totalOrder(a, b));
export const compareTotalMag = (a: Dec, b: Dec): Dec => told(totalOrder(withSign(a, 0), withSign(b, 0)));

/** `_mpd_cmp_numequal`. */
function ofEqual(a: Dec, b: Dec): Order {
  if (a.sign !== b.sign) return a.sign === 0 ? 1 : -1;
  return times(a.exponent < b.exponent ? -1 : 1, a.sign);
}

type Operation = (a: Dec, b: Dec, ctx: DecContext, status: Status) => Dec;

/** The larger or the smaller; a quiet NaN gives way to a number. */
function extreme(by: (a: Dec, b: Dec) => Order, takesFirst: (found: Order) => boolean): Operation {
  return (a, b, ctx, status) => {
    let chosen: Dec;
    if (a.form === 'nan' && !isNan(b)) chosen = b;
    else if (b.form === 'nan' && !isNan(a)) chosen = a;
    else {
      const nan = nanOf([a, b], ctx, status);
      if (nan !== undefined) return nan;
      const found = by(a, b);
      chosen = takesFirst(found === 0 ? ofEqual(a, b) : found) ? a : b;
    }
    return finalize(chosen, ctx, status);
  };
}

export const larger = extreme(compareValues, (found) => found >= 0);
export const smaller = extreme(compareValues, (found) => found < 0);
export const largerMag = extreme(compareAbsolute, (found) => found >= 0);
export const smallerMag = extreme(compareAbsolute, (found) => found < 0);
