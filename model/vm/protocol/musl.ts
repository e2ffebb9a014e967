/**
 * Functions of musl's libm that differ from JavaScript's in their last bit: the embedded builds compute with these. From the formulas of FreeBSD's msun, which
 * musl has them from.
 * @module
 */
import { exp, log } from './exact-real.ts';
import { log1p } from './musl-more.ts';
import { reducedLarge } from './musl-reduce.ts';

const S = [
  -0.16666666666666632, 0.00833333333332249, -0.0001984126982985795, 2.7557313707070068e-6, -2.5050760253406863e-8,
  1.58969099521155e-10,
] as const;
const C = [
  0.0416666666666666, -0.001388888888887411, 2.480158728947673e-5, -2.7557314351390663e-7, 2.087572321298175e-9,
  -1.1359647557788195e-11,
] as const;

function kernelSin(x: number, y: number): number {
  const z = x * x;
  const w = z * z;
  const r = S[1] + z * (S[2] + z * S[3]) + z * w * (S[4] + z * S[5]);
  const v = z * x;
  return x - (z * (0.5 * y - v * r) - y - v * S[0]);
}

function kernelCos(x: number, y: number): number {
  const z = x * x;
  const w = z * z;
  const r = z * (C[0] + z * (C[1] + z * C[2])) + w * w * (C[3] + z * (C[4] + z * C[5]));
  const hz = 0.5 * z;
  const rest = 1 - hz;
  return rest + (1 - rest - hz + (z * r - x * y));
}

const PIO2 = [1.5707963267341256, 6.077100506303966e-11, 2.0222662487111665e-21] as const;
const PIO2_TAIL = [6.077100506506192e-11, 2.0222662487959506e-21, 8.4784276603689e-32] as const;
const VIEW = new DataView(new ArrayBuffer(8));

function exponentOf(x: number): number {
  VIEW.setFloat64(0, x);
  return (VIEW.getUint16(0) >> 4) & 0x7ff;
}

/** x less multiples of π/2: how many of four, and the rest in two parts. */
function reduced(x: number): readonly [n: number, y0: number, y1: number] {
  if (Math.abs(x) > 1647099) return reducedLarge(x);
  const n = roundEven(x * 0.6366197723675814);
  let r = x - n * PIO2[0];
  let w = n * PIO2_TAIL[0];
  let y0 = r - w;
  const wanted = exponentOf(x);
  for (const [i, lost] of [16, 49].entries()) {
    if (wanted - exponentOf(y0) <= lost) break;
    const before = r;
    const middle = n * (PIO2[i + 1] as number);
    r = before - middle;
    w = n * (PIO2_TAIL[i + 1] as number) - (before - r - middle);
    y0 = r - w;
  }
  return [n & 3, y0, r - y0 - w];
}

function roundEven(x: number): number {
  const r = Math.round(x);
  return Math.abs(x - Math.trunc(x)) === 0.5 && r % 2 !== 0 ? r - 1 : r;
}

const QUARTER = Math.PI / 4;

export function sin(x: number): number {
  if (Math.abs(x) <= QUARTER) return Math.abs(x) < 2 ** -26 ? x : sinNear(x);
  if (!Number.isFinite(x)) return Number.NaN;
  const [n, y0, y1] = reduced(x);
  const value = n % 2 === 0 ? kernelSin(y0, y1) : kernelCos(y0, y1);
  return n < 2 ? value : -value;
}

/** Without a tail. */
function sinNear(x: number): number {
  const z = x * x;
  const w = z * z;
  const r = S[1] + z * (S[2] + z * S[3]) + z * w * (S[4] + z * S[5]);
  return x + z * x * (S[0] + z * r);
}

export function cos(x: number): number {
  if (Math.abs(x) <= QUARTER) return kernelCos(x, 0);
  if (!Number.isFinite(x)) return Number.NaN;
  const [n, y0, y1] = reduced(x);
  const value = n % 2 === 0 ? kernelCos(y0, y1) : kernelSin(y0, y1);
  return n === 0 || n === 3 ? value : -value;
}

/** Above it exp has no value. */
const OVERFLOWS = 709.782712893384;

/** exp(x)/2 of what is too large for exp (`__expo2`). */
function halfExp(x: number, sign: number): number {
  const scale = 2 ** 1021;
  return exp(x - 1416.0996898839683) * (sign * scale) * scale;
}

export function sinh(x: number): number {
  const h = x < 0 ? -0.5 : 0.5;
  const size = Math.abs(x);
  if (size > OVERFLOWS) return halfExp(size, 2 * h);
  const t = Math.expm1(size);
  if (size >= 1) return h * (t + t / (t + 1));
  return size < 2 ** -26 ? x : h * (2 * t - (t * t) / (t + 1));
}

export function cosh(x: number): number {
  const size = Math.abs(x);
  if (size > OVERFLOWS) return halfExp(size, 1);
  if (size < Math.LN2) {
    if (size < 2 ** -26) return 1;
    const t = Math.expm1(size);
    return 1 + (t * t) / (2 * (1 + t));
  }
  const t = exp(size);
  return 0.5 * (t + 1 / t);
}

export function tanh(x: number): number {
  const size = Math.abs(x);
  let t: number;
  if (Number.isNaN(x)) return x;
  if (size > 0.5493061443340549) {
    t = size > 20 ? 1 : 1 - 2 / (Math.expm1(2 * size) + 2);
  } else if (size > 0.2554128118829954) {
    t = Math.expm1(2 * size);
    t = t / (t + 2);
  } else {
    t = Math.expm1(-2 * size);
    t = -t / (t + 2);
  }
  return x < 0 || Object.is(x, -0) ? -t : t;
}

export function asinh(x: number): number {
  const size = Math.abs(x);
  if (!Number.isFinite(x) || size < 2 ** -26) return x;
  const value =
    size >= 2 ** 26
      ? log(size) + Math.LN2
      : size >= 2
        ? log(2 * size + 1 / (Math.sqrt(size * size + 1) + size))
        : log1p(size + (size * size) / (Math.sqrt(size * size + 1) + 1));
  return x < 0 ? -value : value;
}

/** Of numbers below −2 it makes something: what is lost in the sum is not negative. */
export function acosh(x: number): number {
  const size = Math.abs(x);
  if (!Number.isFinite(x)) return x > 0 ? x : Number.NaN;
  if (size < 2) return log1p(x - 1 + Math.sqrt((x - 1) * (x - 1) + 2 * (x - 1)));
  return size < 2 ** 26 ? log(2 * x - 1 / (x + Math.sqrt(x * x - 1))) : log(x) + Math.LN2;
}

export function atanh(x: number): number {
  const y = Math.abs(x);
  const size =
    y >= 0.5 ? 0.5 * log1p(2 * (y / (1 - y))) : y < 2 ** -32 ? y : 0.5 * log1p(2 * y + (2 * y * y) / (1 - y));
  return x < 0 || Object.is(x, -0) ? -size : size;
}

const LG = [
  0.6666666666666735, 0.3999999999940942, 0.2857142874366239, 0.22222198432149784, 0.1818357216161805,
  0.15313837699209373, 0.14798198605116586,
] as const;

export function log10(x: number): number {
  const near = Math.log10(x);
  if (!Number.isFinite(near) || x === 1 || x < 2 ** -1022) return near;
  VIEW.setFloat64(0, x);
  const high = VIEW.getUint32(0) + (0x3ff00000 - 0x3fe6a09e);
  const k = (high >>> 20) - 0x3ff;
  VIEW.setUint32(0, (high & 0x000fffff) + 0x3fe6a09e);
  const f = VIEW.getFloat64(0) - 1;
  const hfsq = 0.5 * f * f;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const t1 = w * (LG[1] + w * (LG[3] + w * LG[5]));
  const t2 = z * (LG[0] + w * (LG[2] + w * (LG[4] + w * LG[6])));
  VIEW.setFloat64(0, f - hfsq);
  VIEW.setUint32(4, 0);
  const hi = VIEW.getFloat64(0);
  const lo = f - hi - hfsq + s * (hfsq + t2 + t1);
  const valueHigh = hi * 0.4342944818781689;
  const y2 = k * 0.30102999566361177;
  const valueLow = k * 3.694239077158931e-13 + (lo + hi) * 2.5082946711645275e-11 + lo * 0.4342944818781689;
  const sum = y2 + valueHigh;
  return valueLow + (y2 - sum + valueHigh) + sum;
}
