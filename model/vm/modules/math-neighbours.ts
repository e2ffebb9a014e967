/**
 * The doubles beside one: `math.nextafter`, `math.ulp` (Modules/mathmodule.c), and the remainder that is nearest to zero.
 * @module
 */

const view = new DataView(new ArrayBuffer(8));

/** The bits of a double as an integer that grows with it; both zeros are 0. */
function place(x: number): bigint {
  view.setFloat64(0, x);
  const bits = view.getBigInt64(0);
  return bits < 0n ? -(bits & MAGNITUDE) : bits;
}

function at(place: bigint): number {
  view.setBigInt64(0, place < 0n ? -place : place);
  const x = view.getFloat64(0);
  return place < 0n ? -x : x;
}
const MAGNITUDE = 0x7fffffffffffffffn;

/** The double that lies `steps` behind x on the way to y, or y. */
export function nextAfter(x: number, y: number, steps: bigint): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  if (x === y) return y;
  if (steps === 0n) return x;
  const [from, to] = [place(x), place(y)];
  const far = to > from ? to - from : from - to;
  if (steps >= far) return y;
  const reached = to > from ? from + steps : from - steps;
  return reached === 0n ? (x < 0 ? -0 : 0) : at(reached);
}

/** C's `nextafter`: a zero that is reached has the sign of x. */
export function beside(x: number, y: number): number {
  if (x === y) return y;
  const next = nextAfter(x, y, 1n);
  return next === 0 ? (x < 0 ? -0 : 0) : next;
}

/** The value of the least significant bit. */
export function ulp(given: number): number {
  const x = Math.abs(given);
  if (!Number.isFinite(x)) return x;
  const above = nextAfter(x, Number.POSITIVE_INFINITY, 1n);
  return Number.isFinite(above) ? above - x : x - nextAfter(x, Number.NEGATIVE_INFINITY, 1n);
}

/** IEEE 754 `remainder` of finite numbers; y is not 0. */
export function remainder(x: number, y: number): number {
  const [a, b] = [Math.abs(x), Math.abs(y)];
  const rest = a % b;
  const other = b - rest;
  const r = rest < other ? rest : rest > other ? -other : rest - 2 * ((0.5 * (a - rest)) % b);
  return x < 0 || Object.is(x, -0) ? -r : r;
}
