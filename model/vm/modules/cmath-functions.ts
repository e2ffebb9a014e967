/**
 * The functions of `cmath` on real and imaginary parts (Modules/cmathmodule.c).
 * @module
 */
import type { Parts } from '../protocol/complex-parts.ts';
import type { Libm } from '../protocol/libm.ts';
import { SPECIAL, specialValue } from './cmath-special.ts';

/** What C tells by errno: no value, or none that a float holds. */
export interface Told {
  readonly parts: Parts;
  readonly failure?: 'domain' | 'range';
}
export type ComplexFunction = (libm: Libm, z: Parts) => Told;

const LARGE = Number.MAX_VALUE / 4;
const SQRT_LARGE = Math.sqrt(LARGE);
const LOG_LARGE = 708.3964185322641;
const LEAST_NORMAL = 2 ** -1022;
const SQRT_LEAST = 2 ** -511;
/** Turns every subnormal into a normal number. */
const SCALE_UP = 2 ** 53;
const SCALE_DOWN = 2 ** -27;
const INF = Number.POSITIVE_INFINITY;

const isInf = (x: number): boolean => Math.abs(x) === INF;
export const copySign = (x: number, sign: number): number =>
  sign < 0 || Object.is(sign, -0) ? -Math.abs(x) : Math.abs(x);
const finite = ([x, y]: Parts): boolean => Number.isFinite(x) && Number.isFinite(y);
const isLarge = ([x, y]: Parts): boolean => Math.abs(x) > LARGE || Math.abs(y) > LARGE;

/** With a table for what is not finite. */
function withTable(table: Parameters<typeof specialValue>[0], f: (libm: Libm, z: Parts) => Parts): ComplexFunction {
  return (libm, z) => ({ parts: finite(z) ? f(libm, z) : specialValue(table, z) });
}

const sqrt = withTable(SPECIAL.sqrt, ({ hypot }, [x, y]) => {
  if (x === 0 && y === 0) return [0, y];
  const [ax, ay] = [Math.abs(x), Math.abs(y)];
  const s =
    ax < LEAST_NORMAL && ay < LEAST_NORMAL
      ? Math.sqrt(ax * SCALE_UP + hypot(ax * SCALE_UP, ay * SCALE_UP)) * SCALE_DOWN
      : 2 * Math.sqrt(ax / 8 + hypot(ax / 8, ay / 8));
  const d = ay / (2 * s);
  return x >= 0 ? [s, copySign(d, y)] : [d, copySign(s, y)];
});

/** log |z|, of large parts. */
const logLarge = ({ log, hypot }: Libm, [x, y]: Parts): number => log(hypot(x / 2, y / 2)) + Math.LN2 * 2;

const acos = withTable(SPECIAL.acos, (libm, z) => {
  const [x, y] = z;
  if (isLarge(z)) {
    const im = logLarge(libm, z);
    return [libm.atan2(Math.abs(y), x), x < 0 ? -copySign(im, y) : copySign(im, -y)];
  }
  const s1 = sqrt(libm, [1 - x, -y]).parts;
  const s2 = sqrt(libm, [1 + x, y]).parts;
  return [2 * libm.atan2(s1[0], s2[0]), libm.asinh(s2[0] * s1[1] - s2[1] * s1[0])];
});

const acosh = withTable(SPECIAL.acosh, (libm, z) => {
  const [x, y] = z;
  if (isLarge(z)) return [logLarge(libm, z), libm.atan2(y, x)];
  const s1 = sqrt(libm, [x - 1, y]).parts;
  const s2 = sqrt(libm, [x + 1, y]).parts;
  return [libm.asinh(s1[0] * s2[0] + s1[1] * s2[1]), 2 * libm.atan2(s1[1], s2[0])];
});

const asinh = withTable(SPECIAL.asinh, (libm, z) => {
  const [x, y] = z;
  if (isLarge(z)) {
    const re = logLarge(libm, z);
    return [y >= 0 ? copySign(re, x) : -copySign(re, -x), libm.atan2(y, Math.abs(x))];
  }
  const s1 = sqrt(libm, [1 + y, -x]).parts;
  const s2 = sqrt(libm, [1 - y, x]).parts;
  return [libm.asinh(s1[0] * s2[1] - s2[0] * s1[1]), libm.atan2(y, s1[0] * s2[0] - s1[1] * s2[1])];
});

const atanh: ComplexFunction = (libm, z) => {
  const [x, y] = z;
  if (!finite(z)) return { parts: specialValue(SPECIAL.atanh, z) };
  if (x < 0) {
    const { parts, ...rest } = atanh(libm, [-x, -y]);
    return { parts: [-parts[0], -parts[1]], ...rest };
  }
  const ay = Math.abs(y);
  if (x > SQRT_LARGE || ay > SQRT_LARGE) {
    const h = libm.hypot(x / 2, y / 2);
    return { parts: [x / 4 / h / h, -copySign(Math.PI / 2, -y)] };
  }
  if (x === 1 && ay < SQRT_LEAST) {
    if (ay === 0) return { parts: [INF, y], failure: 'domain' };
    const re = -libm.log(Math.sqrt(ay) / Math.sqrt(libm.hypot(ay, 2)));
    return { parts: [re, copySign(libm.atan2(2, -ay) / 2, y)] };
  }
  return {
    parts: [
      libm.log1p((4 * x) / ((1 - x) * (1 - x) + ay * ay)) / 4,
      -libm.atan2(-2 * y, (1 - x) * (1 + x) - ay * ay) / 2,
    ],
  };
};

/** A function of iz, turned back: sin, asin, tan, atan. */
const turned =
  (f: ComplexFunction): ComplexFunction =>
  (libm, [x, y]) => {
    const { parts, ...rest } = f(libm, [-y, x]);
    return { parts: [parts[1], -parts[0]], ...rest };
  };

const tooLarge = (parts: Parts): Told => (parts.some(isInf) ? { parts, failure: 'range' } : { parts });

/** Special values of a function that circles with the imaginary part: `signs` where that is finite and the real one infinite. */
function circling(
  table: Parameters<typeof specialValue>[0],
  z: Parts,
  signs: (y: number, positive: boolean) => Parts,
  fails: (x: number) => boolean,
): Told {
  const [x, y] = z;
  const parts = isInf(x) && Number.isFinite(y) && y !== 0 ? signs(y, x > 0) : specialValue(table, z);
  return isInf(y) && fails(x) ? { parts, failure: 'domain' } : { parts };
}

const cosh: ComplexFunction = (libm, z) => {
  const [x, y] = z;
  const [c, s] = [libm.cos(y), libm.sin(y)];
  if (!finite(z)) {
    const signs = (_y: number, positive: boolean): Parts => [
      copySign(INF, c),
      positive ? copySign(INF, s) : -copySign(INF, s),
    ];
    return circling(SPECIAL.cosh, z, signs, (re) => !Number.isNaN(re));
  }
  const [near, by] = Math.abs(x) > LOG_LARGE ? [x - copySign(1, x), Math.E] : [x, 1];
  return tooLarge([c * libm.cosh(near) * by, s * libm.sinh(near) * by]);
};

const sinh: ComplexFunction = (libm, z) => {
  const [x, y] = z;
  const [c, s] = [libm.cos(y), libm.sin(y)];
  if (!finite(z)) {
    const signs = (_y: number, positive: boolean): Parts => [
      positive ? copySign(INF, c) : -copySign(INF, c),
      copySign(INF, s),
    ];
    return circling(SPECIAL.sinh, z, signs, (re) => !Number.isNaN(re));
  }
  const [near, by] = Math.abs(x) > LOG_LARGE ? [x - copySign(1, x), Math.E] : [x, 1];
  return tooLarge([c * libm.sinh(near) * by, s * libm.cosh(near) * by]);
};

const exp: ComplexFunction = (libm, z) => {
  const [x, y] = z;
  const [c, s] = [libm.cos(y), libm.sin(y)];
  if (!finite(z)) {
    const signs = (_y: number, positive: boolean): Parts => [
      copySign(positive ? INF : 0, c),
      copySign(positive ? INF : 0, s),
    ];
    return circling(SPECIAL.exp, z, signs, (re) => Number.isFinite(re) || re > 0);
  }
  const [l, by] = x > LOG_LARGE ? [libm.exp(x - 1), Math.E] : [libm.exp(x), 1];
  return tooLarge([l * c * by, l * s * by]);
};

const tanh: ComplexFunction = (libm, z) => {
  const [x, y] = z;
  const { cos, sin } = libm;
  if (!finite(z)) {
    const signs = (im: number, positive: boolean): Parts => [positive ? 1 : -1, copySign(0, 2 * sin(im) * cos(im))];
    return circling(SPECIAL.tanh, z, signs, Number.isFinite);
  }
  if (Math.abs(x) > LOG_LARGE) return { parts: [copySign(1, x), 4 * sin(y) * cos(y) * libm.exp(-2 * Math.abs(x))] };
  const [tx, ty, cx] = [libm.tanh(x), libm.tan(y), 1 / libm.cosh(x)];
  const txty = tx * ty;
  const denominator = 1 + txty * txty;
  return { parts: [(tx * (1 + ty * ty)) / denominator, (ty / denominator) * cx * cx] };
};

export const log: ComplexFunction = (libm, z) => {
  if (!finite(z)) return { parts: specialValue(SPECIAL.log, z) };
  const angle = libm.atan2(z[1], z[0]);
  if (z[0] === 0 && z[1] === 0) return { parts: [-INF, angle], failure: 'domain' };
  return { parts: [logSize(libm, Math.abs(z[0]), Math.abs(z[1])), angle] };
};

function logSize({ hypot, log, log1p }: Libm, ax: number, ay: number): number {
  if (ax > LARGE || ay > LARGE) return log(hypot(ax / 2, ay / 2)) + Math.LN2;
  if (ax < LEAST_NORMAL && ay < LEAST_NORMAL) return log(hypot(ax * 2 ** 53, ay * 2 ** 53)) - 53 * Math.LN2;
  const h = hypot(ax, ay);
  if (h < 0.71 || h > 1.73) return log(h);
  const [larger, smaller] = [Math.max(ax, ay), Math.min(ax, ay)];
  return log1p((larger - 1) * (larger + 1) + smaller * smaller) / 2;
}

const log10: ComplexFunction = (libm, z) => {
  const { parts, ...rest } = log(libm, z);
  return { parts: [parts[0] / Math.LN10, parts[1] / Math.LN10], ...rest };
};

/** By name. */
export const COMPLEX_FUNCTIONS: Readonly<Record<string, ComplexFunction>> = {
  acos,
  acosh,
  asin: turned(asinh),
  asinh,
  atan: turned(atanh),
  atanh,
  cos: (libm, [x, y]) => cosh(libm, [-y, x]),
  cosh,
  exp,
  log10,
  sin: turned(sinh),
  sinh,
  sqrt,
  tan: turned(tanh),
  tanh,
};

/** What newer versions know of a function of zero and a NaN, where older ones know nothing. */
export function knownPart(name: string, [x, y]: Parts): Parts | undefined {
  if (name === 'acosh' && x === 0 && Number.isNaN(y)) return [Number.NaN, Math.PI / 2];
  if (name === 'tanh' && x === 0 && !Number.isFinite(y)) return [x, Number.NaN];
  if (name === 'tan' && y === 0 && !Number.isFinite(x)) return [Number.NaN, y];
  return undefined;
}

/** `cmath.phase`. */
export function phase({ atan2 }: Libm, [x, y]: Parts): number {
  return atan2(y, x);
}

/** `cmath.rect`. */
export function rect(libm: Libm, r: number, phi: number): Told {
  if (Number.isFinite(r) && Number.isFinite(phi))
    return { parts: phi === 0 ? [r, r * phi] : [r * libm.cos(phi), r * libm.sin(phi)] };
  const [c, s] = [copySign(INF, libm.cos(phi)), copySign(INF, libm.sin(phi))];
  const signs = (_phi: number, positive: boolean): Parts => (positive ? [c, s] : [-c, -s]);
  return circling(SPECIAL.rect, [r, phi], signs, (size) => size !== 0 && !Number.isNaN(size));
}
