/**
 * What constant folding calculates: operators on constants (`ast_opt.c`, since 3.14 `flowgraph.c`).
 * @module
 */
import type { Constant } from '../../code/constant.ts';
import type { BinaryOperator, UnaryOperator } from '../../program/syntax.ts';
import { numberBinary } from './numbers.ts';
import { add, repeat, subscript } from './sequences.ts';
import { asInt, complex, float, fromConstant, int, toConstant, type Value } from './value.ts';

const NUMBERS: ReadonlySet<Value['type']> = new Set(['bool', 'int', 'float', 'complex']);

/** How the versions fold. */
export interface FoldRules {
  /** Complex and real operands are not made alike first (3.14+). */
  readonly mixedComplex: boolean;
  /** `~True` is left to run time, where it warns. */
  readonly keepsInvertedBool: boolean;
}

function binaryValue(op: BinaryOperator, a: Value, b: Value, rules: FoldRules): Value | null {
  if (NUMBERS.has(a.type) && NUMBERS.has(b.type)) return numberBinary(op, a, b, rules.mixedComplex);
  if (op === 'Add') return add(a, b);
  if (op === 'Mult') {
    const n = asInt(b);
    if (n !== null) return repeat(a, n);
    const m = asInt(a);
    return m === null ? null : repeat(b, m);
  }
  return null;
}

/** The value of `left op right`; `undefined` where it raises or is too large to fold. */
export function foldBinary(
  op: BinaryOperator,
  left: Constant,
  right: Constant,
  rules: FoldRules,
): Constant | undefined {
  const result = binaryValue(op, fromConstant(left), fromConstant(right), rules);
  return result === null ? undefined : toConstant(result);
}

/** The value of `container[key]`; `undefined` where it raises. */
export function foldSubscript(container: Constant, key: Constant): Constant | undefined {
  const result = subscript(fromConstant(container), fromConstant(key));
  return result === null ? undefined : toConstant(result);
}

/** The truth of a constant. */
export function truth(c: Constant): boolean {
  const v = fromConstant(c);
  switch (v.type) {
    case 'None':
      return false;
    case 'bool':
      return v.value;
    case 'int':
      return v.value !== 0n;
    case 'float':
      return v.value !== 0;
    case 'complex':
      return v.real !== 0 || v.imag !== 0;
    case 'str':
    case 'bytes':
      return v.value.length > 0;
    case 'tuple':
    case 'frozenset':
      return v.items.length > 0;
    case 'Ellipsis':
    case 'slice':
      return true;
  }
}

/** The value of `op operand`; `undefined` where it raises or is left to run time. */
export function foldUnary(op: UnaryOperator, operand: Constant, rules: FoldRules): Constant | undefined {
  if (op === 'Not') return !truth(operand);
  const v = fromConstant(operand);
  if (op === 'Invert') {
    if (v.type === 'bool' && rules.keepsInvertedBool) return undefined;
    const i = asInt(v);
    return i === null ? undefined : toConstant(int(~i));
  }
  const sign = op === 'USub' ? -1 : 1;
  if (v.type === 'float') return toConstant(float(sign * v.value));
  if (v.type === 'complex') return toConstant(complex(sign * v.real, sign * v.imag));
  const i = asInt(v);
  return i === null ? undefined : toConstant(int(BigInt(sign) * i));
}
