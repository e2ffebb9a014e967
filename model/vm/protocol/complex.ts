/**
 * complex arithmetic: `RecordData` of type complex, numbers [real, imag].
 * @module
 */
import { raise } from '../objects/exceptions.ts';
import { asFloat, asInt } from '../objects/payload.ts';
import { NotImplemented, TYPES } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { Ref, type Slot, type Value } from '../value.ts';
import { TEXTS } from './messages.ts';

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
      return newComplex(vm, p * r - q * s, p * s + q * r);
    case '/':
      return quotient(vm, p, q, r, s);
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
    case '/': {
      if (r === 0 && s === 0) return undefined;
      if (Math.abs(r) >= Math.abs(s)) {
        const ratio = s / r;
        const denominator = r + s * ratio;
        return newComplex(vm, a / denominator, (-a * ratio) / denominator);
      }
      const ratio = r / s;
      const denominator = r * ratio + s;
      return newComplex(vm, (a * ratio) / denominator, -a / denominator);
    }
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

function quotient(vm: Operations, p: number, q: number, r: number, s: number): Value {
  if (r === 0 && s === 0) {
    const old = TEXTS[vm.version].intDivide !== 'division by zero';
    throw raise(vm, 'ZeroDivisionError', old ? 'complex division by zero' : 'division by zero');
  }
  if (Math.abs(r) >= Math.abs(s)) {
    const ratio = s / r;
    const denominator = r + s * ratio;
    return newComplex(vm, (p + q * ratio) / denominator, (q - p * ratio) / denominator);
  }
  const ratio = r / s;
  const denominator = r * ratio + s;
  return newComplex(vm, (p * ratio + q) / denominator, (q * ratio - p) / denominator);
}

function power(vm: Operations, p: number, q: number, r: number, s: number): Value {
  if (r === 0 && s === 0) return newComplex(vm, 1, 0);
  if (p === 0 && q === 0) {
    if (s !== 0 || r < 0) {
      throw raise(
        vm,
        'ZeroDivisionError',
        TEXTS[vm.version].zeroToNegative === 'zero to a negative power'
          ? 'zero to a negative or complex power'
          : '0.0 to a negative or complex power',
      );
    }
    return newComplex(vm, 0, 0);
  }
  if (s === 0 && Number.isInteger(r) && Math.abs(r) <= 100) return integerPower(vm, p, q, r);
  const size = Math.hypot(p, q);
  const angle = Math.atan2(q, p);
  let length = size ** r;
  let phase = angle * r;
  if (s !== 0) {
    length *= Math.exp(-angle * s);
    phase += s * Math.log(size);
  }
  return newComplex(vm, length * Math.cos(phase), length * Math.sin(phase));
}

function integerPower(vm: Operations, p: number, q: number, n: number): Value {
  let [x, y] = [1, 0];
  let [bx, by] = [p, q];
  for (let e = Math.abs(n); e > 0; e = Math.floor(e / 2)) {
    if (e % 2 === 1) [x, y] = [x * bx - y * by, x * by + y * bx];
    [bx, by] = [bx * bx - by * by, 2 * bx * by];
  }
  return n < 0 ? quotient(vm, 1, 0, x, y) : newComplex(vm, x, y);
}
