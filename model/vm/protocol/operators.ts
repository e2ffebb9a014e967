/**
 * Operators: `binaryOp`, `inplaceOp`, `unaryOp`, `compareOp`, `isTrue`, `contains`. Builtin operands are answered straight away; Python
 * methods are tried in CPython's order (Objects/abstract.c, Objects/typeobject.c SLOT1BIN).
 * @module
 */
import { warnThen } from '../modules/warnings.ts';
import type { Operations } from '../operations.ts';
import { PENDING, type Pending, PyFloat, type Result, type Value } from '../value.ts';
import { BINARY, type BinaryOperator, UNARY, type UnaryOperator } from './binary.ts';
import { builtinTruth, COMPARE, type CompareOperator, compareNumbers, TRUTH } from './compare.ts';
import { containsItem } from './contains.ts';
import { addInt, multiplyInt, subtractInt } from './numbers.ts';
import { replay } from './replay.ts';

export type { BinaryOperator, UnaryOperator } from './binary.ts';
export type { CompareOperator } from './compare.ts';
export type InplaceOperator = `${BinaryOperator}=`;

/** `a OP b`. */
export function binaryOp(vm: Operations, op: BinaryOperator, a: Value, b: Value): Result {
  if (typeof a === 'number' && typeof b === 'number') {
    switch (op) {
      case '+':
        return addInt(a, b);
      case '-':
        return subtractInt(a, b);
      case '*':
        return multiplyInt(a, b);
      case '%':
        if (b > 0 && a >= 0) return a % b;
        break;
      case '&':
        if ((a | 0) === a && (b | 0) === b) return a & b;
        break;
    }
  } else if (a instanceof PyFloat && b instanceof PyFloat) {
    switch (op) {
      case '+':
        return new PyFloat(a.value + b.value);
      case '-':
        return new PyFloat(a.value - b.value);
      case '*':
        return new PyFloat(a.value * b.value);
    }
  } else if (op === '+' && typeof a === 'string' && typeof b === 'string') {
    return a + b;
  }
  return replay(vm, BINARY, [a, b], { op, inplace: false });
}

/** `a OP= b`: the new value of a. */
export function inplaceOp(vm: Operations, op: InplaceOperator, a: Value, b: Value): Result {
  const plain = op.slice(0, -1) as BinaryOperator;
  // What no operand type supports is told with its `=`.
  const known = typeof a === 'number' ? plain !== '@' : typeof a === 'string' && plain === '+';
  if (known && typeof a === typeof b) return binaryOp(vm, plain, a, b);
  return replay(vm, BINARY, [a, b], { op: plain, inplace: true });
}

/** `OP v`. */
export function unaryOp(vm: Operations, op: UnaryOperator, v: Value): Result {
  if (op === '-' && typeof v === 'number') return v === 0 ? 0 : -v;
  if (op === '~' && typeof v === 'boolean') return warnThen(vm, INVERTED_BOOL, '', [v ? -2 : -1]);
  return replay(vm, UNARY, [v], { op });
}

const INVERTED_BOOL =
  "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise inversion of the underlying int object " +
  "and is usually not what you expect from negating a bool. Use the 'not' operator for boolean negation or ~int(x) if you really want the bitwise " +
  'inversion of the underlying int.';

/** `a OP b` for the six comparisons. */
export function compareOp(vm: Operations, op: CompareOperator, a: Value, b: Value): Result {
  if (typeof a === 'number' && typeof b === 'number') return compareNumbers(op, a, b);
  if (typeof a === 'string' && typeof b === 'string') {
    if (op === '==') return a === b;
    if (op === '!=') return a !== b;
  }
  return replay(vm, COMPARE, [a, b], { op });
}

/** `bool(v)`; PENDING delivers a bool. */
export function isTrue(vm: Operations, v: Value): boolean | Pending {
  if (typeof v === 'boolean') return v;
  const known = builtinTruth(vm, v);
  if (known !== undefined) return known;
  const result = replay(vm, TRUTH, [v]);
  return result === PENDING ? PENDING : result === true;
}

/** `item in container`; PENDING delivers a bool. */
export function contains(vm: Operations, container: Value, item: Value): boolean | Pending {
  if (typeof container === 'string' && typeof item === 'string') return container.includes(item);
  const result = containsItem(vm, container, item);
  return result === PENDING ? PENDING : result === true;
}
