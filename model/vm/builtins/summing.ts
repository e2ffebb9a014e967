/**
 * The sum so far of `sum()` (`builtin_sum_impl`): a C long, then a compensated float, then a compensated complex (since 3.14), then
 * whatever addition gives; what was left never comes back.
 * @module
 */
import { asFloat, asInt } from '../objects/payload.ts';
import { TYPES, typeOf } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { complexParts, isComplex, newComplex } from '../protocol/complex.ts';
import { TEXTS } from '../protocol/messages.ts';
import { addInt, intToFloat } from '../protocol/numbers.ts';
import { PyFloat, type Value } from '../value.ts';

const PHASES = ['long', 'float', 'complex', 'any'] as const;
type Phase = (typeof PHASES)[number];

/** A sum with its compensation (Neumaier's). */
interface Compensated {
  readonly high: number;
  readonly low: number;
}

/** The sum so far. `value` counts in the phases `long` and `any`, `real` in `float` and `complex`. */
export interface Sum {
  readonly phase: Phase;
  readonly value: Value;
  readonly real: Compensated;
  readonly imag: Compensated;
}

const from = (high: number): Compensated => ({ high, low: 0 });
const NONE = from(0);

function add({ high, low }: Compensated, x: number): Compensated {
  const t = high + x;
  const lost = Math.abs(high) >= Math.abs(x) ? high - t + x : x - t + high;
  return { high: t, low: low + lost };
}

const total = ({ high, low }: Compensated): number => (low !== 0 && Number.isFinite(low) ? high + low : high);

/** Whether it is a C long. */
function isLong({ build }: Operations, n: number | bigint): boolean {
  if (typeof n === 'number') return build.bits === 64 || (n | 0) === n;
  return BigInt.asIntN(build.bits, n) === n;
}

/** The sum that starts with a value, or that an addition gave after a phase. */
export function sumFrom(vm: Operations, value: Value, after?: Phase): Sum {
  const first = after === undefined ? 0 : PHASES.indexOf(after) + 1;
  const fits: Readonly<Record<Phase, boolean>> = {
    long: (typeof value === 'number' || typeof value === 'bigint') && isLong(vm, value),
    float: value instanceof PyFloat,
    complex: TEXTS[vm.version].sumsIntegersExactly && isComplex(vm, value) && typeOf(vm, value) === TYPES.complex,
    any: true,
  };
  const phase = PHASES.find((p, i) => i >= first && fits[p]) ?? 'any';
  const [real, imag] = phase === 'complex' ? (complexParts(vm, value) ?? [0, 0]) : [0, 0];
  return { phase, value, real: from(value instanceof PyFloat ? value.value : real), imag: from(imag) };
}

/** What the sum is. */
export function sumValue(vm: Operations, { phase, value, real, imag }: Sum): Value {
  if (phase === 'float') return new PyFloat(total(real));
  return phase === 'complex' ? newComplex(vm, total(real), total(imag)) : value;
}

/**
 * The sum with an item that it takes at once; undefined where it has to be added as any two values are.
 * @throws PyRaise OverflowError for an int beyond the floats
 */
export function sumTakes(vm: Operations, sum: Sum, item: Value): Sum | undefined {
  switch (sum.phase) {
    case 'long': {
      const n = typeof item === 'boolean' ? Number(item) : item;
      if ((typeof n !== 'number' && typeof n !== 'bigint') || !isLong(vm, n)) return undefined;
      const value = addInt(sum.value as number | bigint, n);
      return isLong(vm, value) ? { ...sum, value } : undefined;
    }
    case 'float': {
      if (item instanceof PyFloat) return { ...sum, real: add(sum.real, item.value) };
      const n = asInt(vm, item);
      if (n === undefined) return undefined;
      if (TEXTS[vm.version].sumsIntegersExactly) return { ...sum, real: add(sum.real, intToFloat(vm, n)) };
      return isLong(vm, n) ? { ...sum, real: { ...sum.real, high: sum.real.high + Number(n) } } : undefined;
    }
    case 'complex':
      return complexTakes(vm, sum, item);
    default:
      return undefined;
  }
}

function complexTakes(vm: Operations, sum: Sum, item: Value): Sum | undefined {
  if (isComplex(vm, item)) {
    if (typeOf(vm, item) !== TYPES.complex) return undefined;
    const [real, imag] = complexParts(vm, item) ?? [0, 0];
    return { ...sum, real: add(sum.real, real), imag: add(sum.imag, imag) };
  }
  const n = asInt(vm, item);
  const x = n === undefined ? asFloat(vm, item) : intToFloat(vm, n);
  return x === undefined ? undefined : { ...sum, real: add(sum.real, x) };
}

/** A sum as what a native frame keeps of it beside its value. */
export function sumVars({ phase, real, imag }: Sum): Readonly<Record<string, string | number>> {
  return { phase, high: real.high, low: real.low, imagHigh: imag.high, imagLow: imag.low };
}

/** The phase of a name. */
export const sumPhase = (name: unknown): Phase => PHASES.find((p) => p === name) ?? 'any';

/** The sum that a native frame keeps. */
export function keptSum(value: Value, vars: Readonly<Record<string, unknown>>): Sum {
  const phase = sumPhase(vars['phase']);
  if (phase === 'long' || phase === 'any') return { phase, value, real: NONE, imag: NONE };
  const kept = (high: string, low: string): Compensated => ({ high: Number(vars[high]), low: Number(vars[low]) });
  return { phase, value, real: kept('high', 'low'), imag: kept('imagHigh', 'imagLow') };
}
