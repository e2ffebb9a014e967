/**
 * Operators of builtin types as methods: `int.__add__`, `float.__int__`, `list.__contains__` …
 * @module
 */

import { raise } from '../objects/exceptions.ts';
import { asFloat, asInt, asStr } from '../objects/payload.ts';
import { typeName } from '../objects/types.ts';
import type { Builtin, Operations } from '../operations.ts';
import { type BinaryOperator, numberBinary, numberDivmod } from '../protocol/binary.ts';
import { complexParts, complexSize } from '../protocol/complex.ts';
import { CONTAINS_ITEM, containsItem } from '../protocol/contains.ts';
import { dictOperation } from '../protocol/dict-table.ts';
import { replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { normalizeInt, PyFloat, Ref, type Result, type Slot, type Value } from '../value.ts';
import { roundFloat, roundInt } from './number-functions.ts';

/** `a OP b` on numbers; NotImplemented for anything else. */
export function numberOperator(vm: Operations, op: BinaryOperator | 'divmod', a: Value, b: Value): Value {
  return op === 'divmod' ? numberDivmod(vm, a, b) : numberBinary(vm, op, a, b);
}

/** `__int__`, `__index__`, `__trunc__` of a number. */
export const toInt: Builtin = (vm, [v]) => {
  const n = asInt(vm, v);
  if (n !== undefined) return n;
  const f = asFloat(vm, v);
  if (f === undefined) throw raise(vm, 'TypeError', `not a number: ${typeName(vm, v as Value)}`);
  return floatToInt(vm, f);
};

/** Truncation of a float (`PyLong_FromDouble`). */
export function floatToInt(vm: Operations, f: number): number | bigint {
  if (Number.isNaN(f)) throw raise(vm, 'ValueError', 'cannot convert float NaN to integer');
  if (!Number.isFinite(f)) throw raise(vm, 'OverflowError', 'cannot convert float infinity to integer');
  const t = Math.trunc(f);
  return Number.isSafeInteger(t) ? (t === 0 ? 0 : t) : normalizeInt(BigInt(t));
}

export const toFloat: Builtin = (vm, [v]) => {
  const f = asFloat(vm, v) ?? asInt(vm, v);
  if (f === undefined) throw raise(vm, 'TypeError', `not a number: ${typeName(vm, v as Value)}`);
  return new PyFloat(Number(f));
};

/** `__abs__` of a number. */
export function builtinAbs(vm: Operations, v: Value): Value {
  const n = asInt(vm, v);
  if (n !== undefined) return n < 0 ? -n : n;
  const parts = complexParts(vm, v);
  if (parts === undefined) throw raise(vm, 'TypeError', `bad operand type for abs(): '${typeName(vm, v)}'`);
  return complexSize(vm, parts);
}

/** `__round__` of a number. */
export function builtinRound(vm: Operations, v: Value, digits: Slot): Value {
  if (digits !== undefined && digits !== null && asInt(vm, digits) === undefined)
    throw raise(vm, 'TypeError', `'${typeName(vm, digits)}' object cannot be interpreted as an integer`);
  const n = asInt(vm, v);
  if (n === undefined) return roundFloat(vm, asFloat(vm, v) ?? 0, digits);
  if (digits === null && !ROWS[vm.version].roundTakesNone)
    throw raise(vm, 'TypeError', "'NoneType' object cannot be interpreted as an integer");
  return digits === undefined || digits === null ? n : roundInt(n, Number(asInt(vm, digits)));
}

/** The builtin `__contains__` of a container. */
export function containerContains(vm: Operations, container: Value, item: Value): Result {
  if (container instanceof Ref) {
    const data = vm.read(container);
    if (data.kind === 'dict') return dictOperation(vm, 'contains', container, item);
    if (data.kind === 'list' || data.kind === 'tuple')
      return replay(vm, CONTAINS_ITEM, [container, item], { builtin: true });
    const s = asStr(vm, container);
    if (s !== undefined) return containsItem(vm, s, item);
  }
  return containsItem(vm, container, item);
}
