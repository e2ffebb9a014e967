/**
 * `datetime.timedelta` (Modules/_datetimemodule.c). Its arithmetic is that of whole microseconds, rounded half to even.
 * @module
 */

import { between, bindArguments } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { exactRatio, roundHalfEven } from '../objects/float-text.ts';
import { truncate } from '../objects/number-new.ts';
import { asFloat, asInt } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { NotImplemented, typeData, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { COMPARE_METHODS, type CompareOperator, compareNumbers } from '../protocol/compare.ts';
import { hashAsking } from '../protocol/hash.ts';
import { hashTuple } from '../protocol/hash-numbers.ts';
import { TEXTS } from '../protocol/messages.ts';
import { floorDivideInt, moduloInt, trueDivideInt } from '../protocol/numbers.ts';
import { noAnswers } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { normalizeInt, type PyFloat, type Ref, type Slot, type Value } from '../value.ts';
import { asOf, DAY, DELTA, deltaOf, microsecondsOf, newDelta } from './datetime-values.ts';
import { recordData } from './extension.ts';

/** Parameters in order, each with its microseconds. */
const UNITS: readonly (readonly [string, bigint])[] = [
  ['days', DAY],
  ['seconds', 1000000n],
  ['microseconds', 1n],
  ['milliseconds', 1000n],
  ['minutes', 60000000n],
  ['hours', 3600000000n],
  ['weeks', 604800000000n],
];
/** The order in which the parts are added up. */
const SUMMED = [2, 3, 1, 4, 5, 0, 6];

const roundAway = (x: number): number => Math.sign(x) * Math.floor(Math.abs(x) + 0.5);

/** The rest of the floats, rounded so that the sum is even where it stands half-way. */
function rounded(left: number, sum: bigint): bigint {
  const whole = roundAway(left);
  if (Math.abs(whole - left) !== 0.5) return BigInt(whole);
  const odd = Number(sum & 1n);
  return BigInt(2 * roundAway((left + odd) * 0.5) - odd);
}

const deltaNew: Builtin = (vm, [cls, ...args], keywords) => {
  const name = ROWS[vm.version].datetimesByClinic ? 'timedelta' : '__new__';
  const parts = bindArguments(vm, { name, names: UNITS.map(([unit]) => unit) }, args, keywords);
  let sum = 0n;
  let left = 0;
  for (const i of SUMMED) {
    const v = parts[i];
    if (v === undefined) continue;
    const [unit, factor] = UNITS[i] as readonly [string, bigint];
    const n = asInt(vm, v);
    if (n !== undefined) {
      sum += BigInt(n) * factor;
      continue;
    }
    const x = asFloat(vm, v);
    if (x === undefined)
      throw raise(vm, 'TypeError', `unsupported type for timedelta ${unit} component: ${typeName(vm, v)}`);
    sum += BigInt(truncate(vm, x)) * factor;
    const fraction = (x - Math.trunc(x)) * Number(factor);
    sum += BigInt(Math.trunc(fraction));
    left += fraction - Math.trunc(fraction);
  }
  return deltaOf(vm, left === 0 ? sum : sum + rounded(left, sum), cls as Ref);
};

/** Nearest whole quotient, half to even. */
function nearest(vm: Operations, a: bigint, b: bigint): bigint {
  if (b === 0n) throw raise(vm, 'ZeroDivisionError', TEXTS[vm.version].intDivide);
  const size = (n: bigint): bigint => (n < 0n ? -n : n);
  const quotient = roundHalfEven(size(a), size(b));
  return a < 0n === b < 0n ? quotient : -quotient;
}

/** `float.as_integer_ratio`. */
function ratio(vm: Operations, x: number): readonly [bigint, bigint] {
  if (Number.isNaN(x)) throw raise(vm, 'ValueError', 'cannot convert NaN to integer ratio');
  if (!Number.isFinite(x)) throw raise(vm, 'OverflowError', 'cannot convert Infinity to integer ratio');
  return exactRatio(x);
}

const isDelta = (vm: Operations, v: Slot): boolean => asOf(vm, v, DELTA) !== undefined;

function multiplied(vm: Operations, delta: Slot, by: Value): Value {
  const us = microsecondsOf(vm, delta);
  const n = asInt(vm, by);
  if (n !== undefined) return deltaOf(vm, us * BigInt(n));
  const x = asFloat(vm, by);
  if (x === undefined) return NotImplemented;
  const [numerator, denominator] = ratio(vm, x);
  return deltaOf(vm, nearest(vm, us * numerator, denominator));
}

const multiply: Builtin = (vm, [a, b]) =>
  isDelta(vm, a) ? multiplied(vm, a, b as Value) : isDelta(vm, b) ? multiplied(vm, b, a as Value) : NotImplemented;

const trueDivide: Builtin = (vm, [a, b]) => {
  if (!isDelta(vm, a)) return NotImplemented;
  const us = microsecondsOf(vm, a);
  if (isDelta(vm, b)) return trueDivideInt(vm, normalizeInt(us), normalizeInt(microsecondsOf(vm, b)));
  const n = asInt(vm, b);
  if (n !== undefined) return deltaOf(vm, nearest(vm, us, BigInt(n)));
  const x = asFloat(vm, b);
  if (x === undefined) return NotImplemented;
  const [numerator, denominator] = ratio(vm, x);
  return deltaOf(vm, nearest(vm, us * denominator, numerator));
};

const floorDivide: Builtin = (vm, [a, b]) => {
  if (!isDelta(vm, a)) return NotImplemented;
  const us = normalizeInt(microsecondsOf(vm, a));
  if (isDelta(vm, b)) return floorDivideInt(vm, us, normalizeInt(microsecondsOf(vm, b)));
  const n = asInt(vm, b);
  return n === undefined ? NotImplemented : deltaOf(vm, BigInt(floorDivideInt(vm, us, n)));
};

/** An operation of two timedeltas. */
const ofTwo =
  (run: (vm: Operations, a: bigint, b: bigint) => Value): Builtin =>
  (vm, [a, b]) =>
    isDelta(vm, a) && isDelta(vm, b) ? run(vm, microsecondsOf(vm, a), microsecondsOf(vm, b)) : NotImplemented;

const remainder = (vm: Operations, a: bigint, b: bigint): Ref =>
  deltaOf(vm, BigInt(moduloInt(vm, normalizeInt(a), normalizeInt(b))));

const swapped =
  (run: Builtin): Builtin =>
  (vm, [a, b]) =>
    run(vm, [b as Value, a as Value], null);

const two = (n: number): string => String(n).padStart(2, '0');

/** `1 day, 2:03:04.000005`. */
function deltaText(parts: readonly number[]): string {
  const [days = 0, all = 0, us = 0] = parts;
  const minutes = Math.floor(all / 60);
  const clock = `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(all % 60)}`;
  const before = days === 0 ? '' : `${days} day${Math.abs(days) === 1 ? '' : 's'}, `;
  return `${before}${clock}${us === 0 ? '' : `.${String(us).padStart(6, '0')}`}`;
}

/** `datetime.timedelta(days=1)`. */
export function deltaRepr(vm: Operations, delta: Slot): string {
  const { cls, numbers } = recordData(vm, delta);
  const shown = ['days', 'seconds', 'microseconds'].flatMap((name, i) =>
    numbers[i] === 0 ? [] : [`${name}=${numbers[i]}`],
  );
  return `${typeData(vm, cls).name}(${shown.length === 0 ? '0' : shown.join(', ')})`;
}

/** That of the tuple of its parts. */
export function deltaHash(vm: Operations, parts: readonly number[]): number | bigint {
  return normalizeInt(
    BigInt(
      hashTuple(
        parts.map((n) => hashAsking(vm, n, noAnswers)),
        vm.build,
      ),
    ),
  );
}

const compare =
  (op: CompareOperator): Builtin =>
  (vm, [a, b]) =>
    isDelta(vm, b)
      ? compareNumbers(op, normalizeInt(microsecondsOf(vm, a)), normalizeInt(microsecondsOf(vm, b)))
      : NotImplemented;

const part =
  (i: number): Builtin =>
  (vm, [self]) =>
    recordData(vm, self).numbers[i] as number;

export const TIMEDELTA_BUILTINS: BuiltinTable = {
  [`${DELTA}.__new__`]: deltaNew,
  [`${DELTA}.days`]: part(0),
  [`${DELTA}.seconds`]: part(1),
  [`${DELTA}.microseconds`]: part(2),
  [`${DELTA}.total_seconds`]: (vm, [self]) =>
    trueDivideInt(vm, normalizeInt(microsecondsOf(vm, self)), 1_000_000) as PyFloat,
  [`${DELTA}.__add__`]: ofTwo((vm, a, b) => deltaOf(vm, a + b)),
  [`${DELTA}.__radd__`]: ofTwo((vm, a, b) => deltaOf(vm, a + b)),
  [`${DELTA}.__sub__`]: ofTwo((vm, a, b) => deltaOf(vm, a - b)),
  [`${DELTA}.__rsub__`]: ofTwo((vm, a, b) => deltaOf(vm, b - a)),
  [`${DELTA}.__mul__`]: multiply,
  [`${DELTA}.__rmul__`]: multiply,
  [`${DELTA}.__truediv__`]: trueDivide,
  [`${DELTA}.__rtruediv__`]: swapped(trueDivide),
  [`${DELTA}.__floordiv__`]: floorDivide,
  [`${DELTA}.__rfloordiv__`]: swapped(floorDivide),
  [`${DELTA}.__mod__`]: ofTwo(remainder),
  [`${DELTA}.__rmod__`]: ofTwo((vm, a, b) => remainder(vm, b, a)),
  [`${DELTA}.__divmod__`]: ofTwo((vm, a, b) =>
    newTuple(vm, [floorDivideInt(vm, normalizeInt(a), normalizeInt(b)), remainder(vm, a, b)]),
  ),
  [`${DELTA}.__rdivmod__`]: ofTwo((vm, a, b) =>
    newTuple(vm, [floorDivideInt(vm, normalizeInt(b), normalizeInt(a)), remainder(vm, b, a)]),
  ),
  [`${DELTA}.__neg__`]: (vm, [self]) => deltaOf(vm, -microsecondsOf(vm, self)),
  [`${DELTA}.__pos__`]: (vm, [self]) => newDelta(vm, recordData(vm, self).numbers),
  [`${DELTA}.__abs__`]: (vm, [self]) => {
    const us = microsecondsOf(vm, self);
    return deltaOf(vm, us < 0n ? -us : us);
  },
  [`${DELTA}.__bool__`]: (vm, [self]) => microsecondsOf(vm, self) !== 0n,
  [`${DELTA}.__repr__`]: (vm, [self]) => deltaRepr(vm, self),
  [`${DELTA}.__str__`]: (vm, [self]) => deltaText(recordData(vm, self).numbers),
  [`${DELTA}.__hash__`]: (vm, [self]) => deltaHash(vm, recordData(vm, self).numbers),
  [`${DELTA}.__reduce__`]: (vm, [self, ...args]) => {
    between(vm, '__reduce__', args, 0, 0);
    const { cls, numbers } = recordData(vm, self);
    return newTuple(vm, [cls, newTuple(vm, [...numbers])]);
  },
  ...Object.fromEntries(
    Object.entries(COMPARE_METHODS).map(([op, name]): [string, Builtin] => [
      `${DELTA}.${name}`,
      compare(op as CompareOperator),
    ]),
  ),
};
