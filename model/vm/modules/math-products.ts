/**
 * `math.sumprod` (`math_sumprod_impl` in Modules/mathmodule.c): while ints come they are summed apart, and floats as exactly as three doubles hold them; what comes behind
 * is multiplied and added by its own operators.
 * @module
 */
import { asInt } from '../objects/payload.ts';
import { TYPES, typeOf } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { binaryAsking } from '../protocol/binary.ts';
import { addInt, multiplyInt } from '../protocol/numbers.ts';
import type { Ask } from '../protocol/replay.ts';
import { PyFloat, type Value } from '../value.ts';

type Double = readonly [high: number, low: number];
type Triple = readonly [high: number, low: number, tiny: number];

/** `dl_sum`: the sum, and what it lost. */
function sumOf(a: number, b: number): Double {
  const x = a + b;
  const z = x - a;
  return [x, a - (x - z) + (b - z)];
}

const SPLITTER = 2 ** 27 + 1;

function split(x: number): Double {
  const t = x * SPLITTER;
  const high = t - (t - x);
  return [high, x - high];
}

/** A power of two that brings a number near one. */
function scaleOf(x: number): number {
  return x === 0 || !Number.isFinite(x) ? 1 : 2 ** -Math.max(-1000, Math.min(1000, Math.floor(Math.log2(Math.abs(x)))));
}

/** `dl_mul`: the product, and what it lost (`fma(x, y, -z)`). */
function productOf(x: number, y: number): Double {
  const z = x * y;
  const [p, q] = [scaleOf(x), scaleOf(y)];
  const [[a, b], [c, d]] = [split(x * p), split(y * q)];
  const near = x * p * (y * q);
  const lost = b * d - (near - a * c - b * c - a * d);
  return [z, lost / p / q];
}

/** `tl_fma`. */
function added(x: number, y: number, [high, low, tiny]: Triple): Triple {
  const product = productOf(x, y);
  const sum = sumOf(high, product[0]);
  const first = sumOf(low, product[1]);
  const second = sumOf(first[0], sum[1]);
  return [sum[0], second[0], tiny + first[1] + second[1]];
}

/** `tl_to_d`. */
function rounded([high, low, tiny]: Triple): number {
  const last = sumOf(low, tiny);
  const total = sumOf(high, last[0]);
  const more = total[1] + last[1];
  return sumOf(total[0], more)[0];
}

const isExactInt = (vm: Operations, v: Value): boolean => typeof v !== 'boolean' && typeOf(vm, v) === TYPES.int;

/** A pair of factors as floats: one of them is one, the other too or an int. */
function floatPair(vm: Operations, p: Value, q: Value): readonly [number, number] | undefined {
  if (!(p instanceof PyFloat || q instanceof PyFloat)) return undefined;
  const [x, y] = [p, q].map((v) =>
    v instanceof PyFloat ? v.value : isExactInt(vm, v) || typeof v === 'boolean' ? Number(asInt(vm, v)) : undefined,
  );
  return x === undefined ||
    y === undefined ||
    [p, q].some((v, i) => !(v instanceof PyFloat) && !Number.isFinite([x, y][i]))
    ? undefined
    : [x, y];
}

/** The sum of the products of two sequences of one length. */
export function sumOfProducts(vm: Operations, ps: readonly Value[], qs: readonly Value[], ask: Ask): Value {
  const nothing: Triple = [0, 0, 0];
  let total: Value = 0;
  let ints = true;
  let floats = true;
  let sum: Triple | undefined;
  const flush = (): void => {
    if (sum !== undefined) total = binaryAsking(vm, '+', false, total, new PyFloat(rounded(sum)), ask);
    sum = undefined;
  };
  for (const [i, p] of ps.entries()) {
    const q = qs[i] as Value;
    if (ints && isExactInt(vm, p) && isExactInt(vm, q)) {
      total = addInt(total as number, multiplyInt(asInt(vm, p) as number, asInt(vm, q) as number));
      continue;
    }
    ints = false;
    const pair = floats ? floatPair(vm, p, q) : undefined;
    const next = pair === undefined ? undefined : added(...pair, sum ?? nothing);
    if (next !== undefined && Number.isFinite(next[0])) {
      sum = next;
      continue;
    }
    floats = false;
    flush();
    total = binaryAsking(vm, '+', false, total, binaryAsking(vm, '*', false, p, q, ask), ask);
  }
  flush();
  return total;
}
