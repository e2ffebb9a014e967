/**
 * complex arithmetic: `RecordData` of type complex, numbers [real, imag].
 * @module
 */
import { raise } from '../objects/exceptions.ts';
import { asFloat, asInt } from '../objects/payload.ts';
import { NotImplemented, TYPES } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { PyFloat, Ref, type Slot, type Value } from '../value.ts';
import { type Parts, product, quotient, realQuotient } from './complex-parts.ts';
import { LIBM } from './libm.ts';
import { TEXTS } from './messages.ts';
import { ROWS } from './rows.ts';

/** True for complex numbers. */
export function isComplex(vm: Operations, v: Slot): v is Ref {
  if (!(v instanceof Ref)) return false;
  const data = vm.read(v);
  return data.kind === 'record' && data.type === 'complex';
}

/** A new complex number. */
export function newComplex(vm: Operations, real: number, imag: number, cls: Ref = TYPES.complex): Ref {
  return vm.alloc({
    kind: 'record',
    cls,
    type: 'complex',
    slots: [],
    numbers: [real, imag],
    attrs: null,
  });
}

/** Real and imaginary part of any number; undefined for other values. */
export function complexParts(vm: Operations, v: Value): readonly [number, number] | undefined {
  if (v instanceof Ref) {
    const data = vm.read(v);
    if (data.kind === 'record' && data.type === 'complex') return [data.numbers[0] ?? 0, data.numbers[1] ?? 0];
  }
  const n = asInt(vm, v) ?? asFloat(vm, v);
  return n === undefined ? undefined : [Number(n), 0];
}

/** `complex_abs`. */
export function complexSize(vm: Operations, [x, y]: Parts): PyFloat {
  const size = LIBM[vm.build.bits].hypot(x, y);
  if (!Number.isFinite(size) && Number.isFinite(x) && Number.isFinite(y))
    throw raise(vm, 'OverflowError', 'absolute value too large');
  return new PyFloat(size);
}

/** `+ - * / **` where an operand is complex (or the result of a float power is). */
export function complexBinary(vm: Operations, op: string, a: Value, b: Value): Value {
  const x = complexParts(vm, a);
  const y = complexParts(vm, b);
  if (x === undefined || y === undefined) return NotImplemented;
  const [p, q] = x;
  const [r, s] = y;
  for (const [v, parts] of [
    [a, x],
    [b, y],
  ] as const)
    if (!Number.isFinite(parts[0]) && asInt(vm, v) !== undefined)
      throw raise(vm, 'OverflowError', 'int too large to convert to float');
  if (TEXTS[vm.version].mixedComplex) {
    const mixed = !isComplex(vm, a)
      ? realFirst(vm, op, p, r, s)
      : !isComplex(vm, b)
        ? realSecond(vm, op, p, q, r)
        : undefined;
    if (mixed !== undefined) return mixed;
  }
  switch (op) {
    case '+':
      return newComplex(vm, p + r, q + s);
    case '-':
      return newComplex(vm, p - r, q - s);
    case '*':
      return newComplex(vm, ...product(x, y, TEXTS[vm.version].mixedComplex));
    case '/':
      return newComplex(vm, ...quotientOf(vm, x, y));
    case '**':
      return power(vm, p, q, r, s);
    default:
      return NotImplemented;
  }
}

/** A real number and a complex one: the real one has no imaginary part, not even a zero (`_Py_rc_*`, since 3.14). */
function realFirst(vm: Operations, op: string, a: number, r: number, s: number): Value | undefined {
  switch (op) {
    case '+':
      return newComplex(vm, a + r, s);
    case '-':
      return newComplex(vm, a - r, -s);
    case '*':
      return newComplex(vm, a * r, a * s);
    case '/':
      return r === 0 && s === 0 ? undefined : newComplex(vm, ...realQuotient(a, [r, s]));
    default:
      return undefined;
  }
}

function realSecond(vm: Operations, op: string, p: number, q: number, b: number): Value | undefined {
  switch (op) {
    case '+':
      return newComplex(vm, p + b, q);
    case '-':
      return newComplex(vm, p - b, q);
    case '*':
      return newComplex(vm, p * b, q * b);
    case '/':
      return b === 0 ? undefined : newComplex(vm, p / b, q / b);
    default:
      return undefined;
  }
}

function quotientOf(vm: Operations, a: Parts, b: Parts): Parts {
  if (b[0] === 0 && b[1] === 0) {
    const old = TEXTS[vm.version].intDivide !== 'division by zero';
    throw raise(vm, 'ZeroDivisionError', old ? 'complex division by zero' : 'division by zero');
  }
  return quotient(a, b, TEXTS[vm.version].mixedComplex);
}

function zeroToNegative(vm: Operations): ReturnType<typeof raise> {
  const old = TEXTS[vm.version].zeroToNegative !== 'zero to a negative power';
  return raise(vm, 'ZeroDivisionError', `${old ? '0.0' : 'zero'} to a negative or complex power`);
}

function power(vm: Operations, p: number, q: number, r: number, s: number): Value {
  if (r === 0 && s === 0) return newComplex(vm, 1, 0);
  const result = powerOfParts(vm, p, q, r, s);
  if (result.some((part) => Math.abs(part) === Number.POSITIVE_INFINITY))
    throw raise(vm, 'OverflowError', 'complex exponentiation');
  return newComplex(vm, ...result);
}

function powerOfParts(vm: Operations, p: number, q: number, r: number, s: number): Parts {
  if (s === 0 && Number.isInteger(r) && Math.abs(r) <= 100) return integerPower(vm, [p, q], r);
  if (p === 0 && q === 0) {
    if (s !== 0 || r < 0) throw zeroToNegative(vm);
    return [0, 0];
  }
  const { atan2, cos, exp, hypot, log, pow, sin } = LIBM[vm.build.bits];
  const size = hypot(p, q);
  const angle = atan2(q, p);
  let length = pow(size, r);
  let phase = angle * r;
  if (s !== 0) {
    if (ROWS[vm.version].complexPowerDivides) length /= exp(angle * s);
    else length *= exp(-angle * s);
    phase += s * log(size);
  }
  return [length * cos(phase), length * sin(phase)];
}

/** `c_powu`, `c_powi`: one is the first factor, which loses the part of a base that is beside a NaN. */
function integerPower(vm: Operations, base: Parts, n: number): Parts {
  const recovers = TEXTS[vm.version].mixedComplex;
  let result: Parts = [1, 0];
  let squared = base;
  for (let rest = Math.abs(n); rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = product(result, squared, recovers);
    squared = product(squared, squared, recovers);
  }
  if (n >= 0) return result;
  if (result[0] === 0 && result[1] === 0) throw zeroToNegative(vm);
  return quotient([1, 0], result, recovers);
}
