/**
 * `math.gamma` and `math.lgamma` by Lanczos' approximation (`m_tgamma`, `m_lgamma` of Modules/mathmodule.c).
 * @module
 */
import type { Libm } from '../protocol/libm.ts';

/** What C tells by errno instead of a number. */
export type Failure = 'domain' | 'range';

const G = 6.02468004077673;
const G_MINUS_HALF = 5.52468004077673;
const LOG_PI = Math.log(Math.PI);

const NUMERATOR = [
  23531376880.41076, 42919803642.6491, 35711959237.35567, 17921034426.03721, 6039542586.352028, 1439720407.3117216,
  248874557.86205417, 31426415.585400194, 2876370.6289353725, 186056.26539522348, 8071.672002365816, 210.82427775157936,
  2.5066282746310002,
];
const DENOMINATOR = [
  0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925, 66, 1,
];

/** The factorials that a double holds: gamma of 1 to 23. */
const FACTORIALS = [1];
for (let n = 1; n < 23; n++) FACTORIALS.push((FACTORIALS[n - 1] as number) * n);

function lanczosSum(x: number): number {
  // From the other end where x is large, so that nothing overflows.
  const sum = (coefficients: readonly number[]): number =>
    x < 5 ? coefficients.reduceRight((s, c) => s * x + c, 0) : coefficients.reduce((s, c) => s / x + c, 0);
  return sum(NUMERATOR) / sum(DENOMINATOR);
}

/** sin(πx) with a small error near the integers. */
function sinPi({ sin, cos }: Libm, x: number): number {
  const y = Math.abs(x) % 2;
  const parts = [
    () => sin(Math.PI * y),
    () => cos(Math.PI * (y - 0.5)),
    () => sin(Math.PI * (1 - y)),
    () => -cos(Math.PI * (y - 1.5)),
    () => sin(Math.PI * (y - 2)),
  ];
  const value = parts[Math.round(2 * y)]!();
  return x < 0 ? -value : value;
}

/** r · size^(size − 0.5), or r over it, without overflow on the way. */
function timesPower(libm: Libm, r: number, size: number, over: boolean): number {
  const by = (value: number, factor: number): number => (over ? value / factor : value * factor);
  const base = size + G_MINUS_HALF;
  if (size < 140) return by(r, libm.pow(base, size - 0.5));
  const root = libm.pow(base, size / 2 - 0.25);
  return by(by(r, root), root);
}

export function gamma(libm: Libm, x: number): number | Failure {
  if (!Number.isFinite(x)) return x < 0 ? 'domain' : x;
  if (x === 0) return 'domain';
  if (Number.isInteger(x)) {
    if (x < 0) return 'domain';
    if (x <= FACTORIALS.length) return FACTORIALS[x - 1]!;
  }
  const size = Math.abs(x);
  if (size < 1e-20) return Number.isFinite(1 / x) ? 1 / x : 'range';
  if (size > 200) return x < 0 ? 0 / sinPi(libm, x) : 'range';
  const y = size + G_MINUS_HALF;
  // What was lost in y.
  const lost = size > G_MINUS_HALF ? y - size - G_MINUS_HALF : y - G_MINUS_HALF - size;
  const z = (lost * G) / y;
  const sum = lanczosSum(size);
  let r = x < 0 ? ((-Math.PI / sinPi(libm, size) / size) * libm.exp(y)) / sum : sum / libm.exp(y);
  r += x < 0 ? -(z * r) : z * r;
  r = timesPower(libm, r, size, x < 0);
  return Number.isFinite(r) ? r : 'range';
}

export function lgamma(libm: Libm, x: number): number | Failure {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? x : Number.POSITIVE_INFINITY;
  if (Number.isInteger(x) && x <= 2) return x <= 0 ? 'domain' : 0;
  const { log } = libm;
  const size = Math.abs(x);
  if (size < 1e-20) return -log(size);
  let r = log(lanczosSum(size)) - G;
  r += (size - 0.5) * (log(size + G - 0.5) - 1);
  if (x < 0) r = LOG_PI - log(Math.abs(sinPi(libm, size))) - log(size) - r;
  return Number.isFinite(r) ? r : 'range';
}
