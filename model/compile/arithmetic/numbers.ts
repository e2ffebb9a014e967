/**
 * Binary operators on numbers. `null` stands for an exception: what raises is not folded.
 * @module
 */
import type { BinaryOperator } from '../../program/syntax.ts';
import { type Complex, complexAdd, complexDivide, complexMultiply, complexPower, complexSubtract } from './complex.ts';
import { bitLength, floorDivide, modulo, trueDivide } from './int-division.ts';
import { floatPower } from './power.ts';
import { asFloat, asInt, float, int, type Value } from './value.ts';

/** The most bits that folding lets an int have after `*`, `**` or `<<`. */
const MAX_INT_SIZE = 128;

function fits(bits: number): boolean {
  return bits <= MAX_INT_SIZE;
}

function intPower(a: bigint, b: bigint): Value | null {
  if (b < 0n) return a === 0n ? null : floatOrNull(floatPower(Number(a), Number(b)));
  if (a !== 0n && b > 0n && bitLength(a) > Math.floor(MAX_INT_SIZE / Number(b))) return null;
  return int(a ** b);
}

function shiftLeft(a: bigint, b: bigint): Value | null {
  if (b < 0n) return null;
  if (a === 0n || b === 0n) return int(a);
  return b <= BigInt(MAX_INT_SIZE) && fits(bitLength(a) + Number(b)) ? int(a << b) : null;
}

function intBinary(op: BinaryOperator, a: bigint, b: bigint): Value | null {
  switch (op) {
    case 'Add':
      return int(a + b);
    case 'Sub':
      return int(a - b);
    case 'Mult':
      return a === 0n || b === 0n || fits(bitLength(a) + bitLength(b)) ? int(a * b) : null;
    case 'Div':
      return floatOrNull(trueDivide(a, b));
    case 'FloorDiv':
      return b === 0n ? null : int(floorDivide(a, b));
    case 'Mod':
      return b === 0n ? null : int(modulo(a, b));
    case 'Pow':
      return intPower(a, b);
    case 'LShift':
      return shiftLeft(a, b);
    case 'RShift':
      return b < 0n ? null : int(b > BigInt(bitLength(a)) ? (a < 0n ? -1n : 0n) : a >> b);
    case 'BitOr':
      return int(a | b);
    case 'BitXor':
      return int(a ^ b);
    case 'BitAnd':
      return int(a & b);
    case 'MatMult':
      return null;
  }
}

function floatOrNull(x: number | null): Value | null {
  return x === null ? null : float(x);
}

/** `float_rem`: the sign of the divisor, zero included. */
function floatModulo(a: number, b: number): number {
  const r = a % b;
  if (r === 0) return b < 0 ? -0 : 0;
  return b < 0 !== r < 0 ? r + b : r;
}

/** `_float_div_mod`'s quotient. */
function floatFloorDivide(a: number, b: number): number {
  let r = a % b;
  let quotient = (a - r) / b;
  if (r !== 0 && b < 0 !== r < 0) {
    r += b;
    quotient -= 1;
  }
  if (quotient === 0) return a / b < 0 || Object.is(a / b, -0) ? -0 : 0;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

function floatBinary(op: BinaryOperator, a: number, b: number): Value | null {
  switch (op) {
    case 'Add':
      return float(a + b);
    case 'Sub':
      return float(a - b);
    case 'Mult':
      return float(a * b);
    case 'Div':
      return b === 0 ? null : float(a / b);
    case 'FloorDiv':
      return b === 0 ? null : float(floatFloorDivide(a, b));
    case 'Mod':
      return b === 0 ? null : float(floatModulo(a, b));
    case 'Pow': {
      if (a === 0 && b < 0) return null;
      if (a < 0 && Number.isFinite(a) && Number.isFinite(b) && !Number.isInteger(b)) {
        return complexPower({ re: a, im: 0, isReal: true }, { re: b, im: 0, isReal: true });
      }
      const result = floatPower(a, b);
      return result === null || (!Number.isFinite(result) && Number.isFinite(a) && Number.isFinite(b))
        ? null
        : float(result);
    }
    default:
      return null;
  }
}

function asComplex(v: Value): Complex | null {
  if (v.type === 'complex') return { re: v.real, im: v.imag, isReal: false };
  const f = asFloat(v);
  return f === null ? null : { re: f, im: 0, isReal: true };
}

function complexBinary(op: BinaryOperator, a: Complex, b: Complex, mixed: boolean): Value | null {
  switch (op) {
    case 'Add':
      return complexAdd(a, b, mixed);
    case 'Sub':
      return complexSubtract(a, b, mixed);
    case 'Mult':
      return complexMultiply(a, b, mixed);
    case 'Div':
      return complexDivide(a, b, mixed);
    case 'Pow':
      return complexPower(a, b);
    default:
      return null;
  }
}

function boolBinary(op: BinaryOperator, a: boolean, b: boolean): Value | null {
  switch (op) {
    case 'BitAnd':
      return { type: 'bool', value: a && b };
    case 'BitOr':
      return { type: 'bool', value: a || b };
    case 'BitXor':
      return { type: 'bool', value: a !== b };
    default:
      return intBinary(op, BigInt(a), BigInt(b));
  }
}

/** `a op b` for two numbers; `mixedComplex` as {@link complexAdd}. */
export function numberBinary(op: BinaryOperator, a: Value, b: Value, mixedComplex: boolean): Value | null {
  if (a.type === 'bool' && b.type === 'bool') return boolBinary(op, a.value, b.value);
  const i = asInt(a);
  const j = asInt(b);
  if (i !== null && j !== null) return intBinary(op, i, j);
  if (a.type === 'complex' || b.type === 'complex') {
    const x = asComplex(a);
    const y = asComplex(b);
    return x === null || y === null ? null : complexBinary(op, x, y, mixedComplex);
  }
  const x = asFloat(a);
  const y = asFloat(b);
  return x === null || y === null ? null : floatBinary(op, x, y);
}
