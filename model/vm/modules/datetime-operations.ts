/**
 * Arithmetic, comparison and hash of datetimes (`datetime_richcompare`, `datetime_subtract`, `datetime_hash` of Modules/_datetimemodule.c).
 * @module
 */

import { raise } from '../objects/exceptions.ts';
import { isInstance, NotImplemented, TYPES, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { COMPARE_METHODS, type CompareOperator, ordered } from '../protocol/compare.ts';
import { hashBytes } from '../protocol/hash-numbers.ts';
import { type Algorithm, type Ask, replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { normalizeInt, type Ref, type Slot, type Value } from '../value.ts';
import { clockOf, moved } from './datetime-moves.ts';
import { clockBytes, dateBytes } from './datetime-pickles.ts';
import { asOf, DATE, DATETIME, DELTA, deltaOf, microsecondsOf, zoneIn } from './datetime-values.ts';
import { offsetAsking } from './datetime-zones.ts';
import { newOf, recordData } from './extension.ts';
import { deltaHash } from './timedelta.ts';

const isDatetime = (vm: Operations, v: Slot): boolean => asOf(vm, v, DATETIME) !== undefined;
const isDelta = (vm: Operations, v: Slot): boolean => asOf(vm, v, DELTA) !== undefined;
const microseconds = (vm: Operations, offset: Ref | null): bigint =>
  offset === null ? 0n : microsecondsOf(vm, offset);

/** Inputs: datetime, timedelta. Vars: sign. */
const MOVE: Algorithm = {
  name: 'datetime_move',
  run: (vm, [dt, delta], vars, ask) =>
    moved(vm, dt as Ref, BigInt(Number(vars['sign'])) * microsecondsOf(vm, delta), ask),
};

/** Inputs: both datetimes. */
const SUBTRACT: Algorithm = {
  name: 'datetime_subtract',
  run: (vm, [a, b], _vars, ask) => deltaOf(vm, difference(vm, a as Ref, b as Ref, ask)),
};

/** Microseconds from one to the other, as they differ in UTC where both have an offset. */
export function difference(vm: Operations, a: Ref, b: Ref, ask: Ask): bigint {
  const between = clockOf(vm, a) - clockOf(vm, b);
  const [x, y] = [zoneIn(vm, a), zoneIn(vm, b)];
  if (x === y) return between;
  const [left, right] = [offsetAsking(vm, x, a, ask), offsetAsking(vm, y, b, ask)];
  if ((left === null) !== (right === null))
    throw raise(vm, 'TypeError', "can't subtract offset-naive and offset-aware datetimes");
  return between - microseconds(vm, left) + microseconds(vm, right);
}

/** The same moment with the other fold. */
function flipped(vm: Operations, dt: Ref): Ref {
  const { numbers, slots } = recordData(vm, dt);
  return newOf(vm, DATETIME, [...slots], [...numbers.slice(0, 7), 1 - (numbers[7] as number)]);
}

/** `pep495_eq_exception`: an offset that depends on the fold makes unequal. */
function dependsOnFold(vm: Operations, dt: Ref, offset: Ref | null, ask: Ask): boolean {
  const other = offsetAsking(vm, zoneIn(vm, dt), flipped(vm, dt), ask);
  return (other === null) !== (offset === null) || microseconds(vm, other) !== microseconds(vm, offset);
}

/** Inputs: both sides, the first a datetime. Vars: op. */
const COMPARE: Algorithm = {
  name: 'datetime_compare',
  run: (vm, [a, b], vars, ask) => {
    const op = vars['op'] as CompareOperator;
    if (!isDatetime(vm, b)) return foreign(vm, op, a as Value, b as Value);
    const [first, second] = [a as Ref, b as Ref];
    const [x, y] = [zoneIn(vm, first), zoneIn(vm, second)];
    const between = clockOf(vm, first) - clockOf(vm, second);
    if (x === y) return ordered(op, Number(between));
    const [left, right] = [offsetAsking(vm, x, first, ask), offsetAsking(vm, y, second, ask)];
    const equality = op === '==' || op === '!=';
    if ((left === null) !== (right === null)) {
      if (equality) return op === '!=';
      throw raise(vm, 'TypeError', "can't compare offset-naive and offset-aware datetimes");
    }
    // Offsets that differ are asked for once more, by the subtraction.
    const same = microseconds(vm, left) === microseconds(vm, right);
    const order = same ? between : difference(vm, first, second, ask);
    const folds =
      equality && order === 0n && (dependsOnFold(vm, first, left, ask) || dependsOnFold(vm, second, right, ask));
    return ordered(op, folds ? 1 : Number(order));
  },
};

/** A date has no time to compare. */
function foreign(vm: Operations, op: CompareOperator, a: Value, b: Value): Value {
  if (ROWS[vm.version].datesStandApart || !isInstance(vm, b, TYPES[DATE])) return NotImplemented;
  if (op === '==' || op === '!=') return op === '!=';
  throw raise(vm, 'TypeError', `can't compare ${typeName(vm, a)} to ${typeName(vm, b)}`);
}

/** Of its bytes; of an aware one, that of the timedelta since the beginning in UTC. */
export function hashOf(vm: Operations, dt: Ref, ask: Ask): number | bigint {
  const { numbers } = recordData(vm, dt);
  const plain = numbers[7] === 0 ? dt : flipped(vm, dt);
  const offset = offsetAsking(vm, zoneIn(vm, dt), plain, ask);
  if (offset === null) {
    const bytes = [...dateBytes(numbers), ...clockBytes(numbers.slice(3))];
    return normalizeInt(BigInt(hashBytes(bytes, vm.build)));
  }
  const since = deltaOf(vm, clockOf(vm, dt) - microsecondsOf(vm, offset));
  return deltaHash(vm, recordData(vm, since).numbers);
}

const add: Builtin = (vm, [a, b]) => {
  if (isDatetime(vm, a) && isDelta(vm, b)) return replay(vm, MOVE, [a, b], { sign: 1 });
  return isDelta(vm, a) && isDatetime(vm, b) ? replay(vm, MOVE, [b, a], { sign: 1 }) : NotImplemented;
};

const subtract: Builtin = (vm, [a, b]) => {
  if (!isDatetime(vm, a)) return NotImplemented;
  if (isDatetime(vm, b)) return replay(vm, SUBTRACT, [a, b]);
  return isDelta(vm, b) ? replay(vm, MOVE, [a, b], { sign: -1 }) : NotImplemented;
};

export const DATETIME_OPERATIONS: BuiltinTable = {
  [`${DATETIME}.__add__`]: add,
  [`${DATETIME}.__radd__`]: (vm, [a, b]) => add(vm, [b as Value, a as Value], null),
  [`${DATETIME}.__sub__`]: subtract,
  [`${DATETIME}.__rsub__`]: (vm, [a, b]) => subtract(vm, [b as Value, a as Value], null),
  ...Object.fromEntries(
    Object.entries(COMPARE_METHODS).map(([op, name]): [string, Builtin] => [
      `${DATETIME}.${name}`,
      (vm, args) => replay(vm, COMPARE, args, { op }),
    ]),
  ),
};
export const DATETIME_OPERATION_ALGORITHMS: readonly Algorithm[] = [MOVE, SUBTRACT, COMPARE];
