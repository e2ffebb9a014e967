/**
 * The error function and its complement as musl has them, from the formulas of FreeBSD's msun.
 * @module
 */
import { exp } from './exact-real.ts';

/** The float nearest to 0.84506291151 of single precision. */
const ERX = 0.8450629115104675;
/** Eight times what erf(x)/x has above one near zero. */
const EFX8 = 1.0270333367641007;

/** Numerators and denominators, from the constant up. */
const PP = [
  0.12837916709551256, -0.3250421072470015, -0.02848174957559851, -0.005770270296489442, -2.3763016656650163e-5,
];
const QQ = [
  1, 0.39791722395915535, 0.0650222499887673, 0.005081306281875766, 1.3249473800432164e-4, -3.960228278775368e-6,
];
const PA = [
  -0.0023621185607526594, 0.41485611868374833, -0.3722078760357013, 0.31834661990116175, -0.11089469428239668,
  0.035478304325618236, -0.002166375594868791,
];
const QA = [
  1, 0.10642088040084423, 0.540397917702171, 0.07182865441419627, 0.12617121980876164, 0.01363708391202905,
  0.011984499846799107,
];
const RA = [
  -0.009864944034847148, -0.6938585727071818, -10.558626225323291, -62.375332450326006, -162.39666946257347,
  -184.60509290671104, -81.2874355063066, -9.814329344169145,
];
const SA = [
  1, 19.651271667439257, 137.65775414351904, 434.56587747522923, 645.3872717332679, 429.00814002756783,
  108.63500554177944, 6.570249770319282, -0.0604244152148581,
];
const RB = [
  -0.0098649429247001, -0.799283237680523, -17.757954917754752, -160.63638485582192, -637.5664433683896,
  -1025.0951316110772, -483.5191916086514,
];
const SB = [
  1, 30.33806074348246, 325.7925129965739, 1536.729586084437, 3199.8582195085955, 2553.0504064331644,
  474.52854120695537, -22.44095244658582,
];

const horner = (coefficients: readonly number[], x: number): number =>
  coefficients.reduceRight((sum, c) => c + x * sum);

/** The high word of 1/0.35, where the formulas for the tail meet. */
const SPLIT = 0x4006db6d;

const VIEW = new DataView(new ArrayBuffer(8));

function highWord(x: number): number {
  VIEW.setFloat64(0, x);
  return VIEW.getUint32(0);
}

/** erfc of what is at least 0.84375 and less than 28. */
function tail(x: number): number {
  if (x < 1.25) return 1 - ERX - horner(PA, x - 1) / horner(QA, x - 1);
  const s = 1 / (x * x);
  const near = highWord(x) < SPLIT;
  const r = horner(near ? RA : RB, s);
  const q = horner(near ? SA : SB, s);
  VIEW.setFloat64(0, x);
  VIEW.setUint32(4, 0);
  const z = VIEW.getFloat64(0);
  return (exp(-z * z - 0.5625) * exp((z - x) * (z + x) + r / q)) / x;
}

export function erf(x: number): number {
  const size = Math.abs(x);
  if (Number.isNaN(x)) return x;
  if (size < 0.84375) {
    if (size < 2 ** -28) return 0.125 * (8 * x + EFX8 * x);
    const z = x * x;
    return x + x * (horner(PP, z) / horner(QQ, z));
  }
  const value = size < 6 ? 1 - tail(size) : 1;
  return x < 0 ? -value : value;
}

export function erfc(x: number): number {
  const size = Math.abs(x);
  if (Number.isNaN(x)) return x;
  if (size < 0.84375) {
    if (size < 2 ** -56) return 1 - x;
    const z = x * x;
    const y = horner(PP, z) / horner(QQ, z);
    return x < 0.25 ? 1 - (x + x * y) : 0.5 - (x * y + (x - 0.5));
  }
  if (size >= 28) return x < 0 ? 2 : 0;
  const value = tail(size);
  return x < 0 ? 2 - value : value;
}
