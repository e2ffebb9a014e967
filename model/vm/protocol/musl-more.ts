/**
 * More of musl's libm: log1p, atan2 and hypot.
 * @module
 */

const LG = [
  0.6666666666666735, 0.3999999999940942, 0.2857142874366239, 0.22222198432149784, 0.1818357216161805,
  0.15313837699209373, 0.14798198605116586,
] as const;
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const VIEW = new DataView(new ArrayBuffer(8));

/** x as 2^k · (1 + f), and what is missing of 1 + x in f. */
function split(x: number): readonly [k: number, f: number, lost: number] {
  if (x >= -0.2928932309150696 && x < 0.41421318054199219) return [0, x, 0];
  const u = 1 + x;
  VIEW.setFloat64(0, u);
  const high = VIEW.getUint32(0) + (0x3ff00000 - 0x3fe6a09e);
  const k = (high >>> 20) - 0x3ff;
  VIEW.setUint32(0, (high & 0x000fffff) + 0x3fe6a09e);
  const lost = k >= 54 ? 0 : (k >= 2 ? 1 - (u - x) : x - (u - 1)) / u;
  return [k, VIEW.getFloat64(0) - 1, lost];
}

export function log1p(x: number): number {
  if (!(x > -1) || !Number.isFinite(x)) return Math.log1p(x);
  if (Math.abs(x) < 2 ** -53) return x;
  const [k, f, lost] = split(x);
  const hfsq = 0.5 * f * f;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const t1 = w * (LG[1] + w * (LG[3] + w * LG[5]));
  const t2 = z * (LG[0] + w * (LG[2] + w * (LG[4] + w * LG[6])));
  return s * (hfsq + (t2 + t1)) + (k * LN2_LOW + lost) - hfsq + f + k * LN2_HIGH;
}

const PI_LOW = 1.2246467991473532e-16;

/** The high word without the sign: the exponent, and the first bits of the fraction. */
function highOf(x: number): number {
  VIEW.setFloat64(0, x);
  return VIEW.getUint32(0) & 0x7fffffff;
}

/** A factor of 2^64 in high words: what is so much smaller does not count. */
const FAR = 64 << 20;

export function atan2(y: number, x: number): number {
  if (!Number.isFinite(x) || !Number.isFinite(y) || x === 0 || y === 0 || x === 1) return Math.atan2(y, x);
  const [high, low] = [highOf(y), highOf(x)];
  if (low + FAR < high) return y < 0 ? -Math.PI / 2 : Math.PI / 2;
  const z = x < 0 && high + FAR < low ? 0 : Math.atan(Math.abs(y / x));
  if (x > 0) return y < 0 ? -z : z;
  return y < 0 ? z - PI_LOW - Math.PI : Math.PI - (z - PI_LOW);
}

/** The parts of a square that two doubles hold exactly (Dekker). */
function square(x: number): readonly [high: number, low: number] {
  const c = x * (2 ** 27 + 1);
  const xh = x - c + c;
  const xl = x - xh;
  const high = x * x;
  return [high, xh * xh - high + 2 * xh * xl + xl * xl];
}

export function hypot(a: number, b: number): number {
  const [x, y] = [Math.max(Math.abs(a), Math.abs(b)), Math.min(Math.abs(a), Math.abs(b))];
  if (!Number.isFinite(x) || y === 0) return Math.hypot(a, b);
  if ((highOf(x) >>> 20) - (highOf(y) >>> 20) > 64) return x + y;
  const scale = x >= 2 ** 511 ? 2 ** 700 : y < 2 ** -450 ? 2 ** -700 : 1;
  const [hx, lx] = square(x / scale);
  const [hy, ly] = square(y / scale);
  return scale * Math.sqrt(ly + lx + hy + hx);
}
