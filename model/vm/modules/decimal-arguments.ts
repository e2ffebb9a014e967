/**
 * How the functions of `_decimal` take their arguments: by Argument Clinic since 3.15, by `PyArg_ParseTuple` without names before. Also what they convert operands from.
 * @module
 */
import { bindArguments, exactly, noKeywords } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { namelessArguments } from '../objects/nameless-arguments.ts';
import { asInt, asStr } from '../objects/payload.ts';
import { typeName } from '../objects/types.ts';
import type { Keywords, Operations } from '../operations.ts';
import { ROWS } from '../protocol/rows.ts';
import { type PyRaise, type Ref, type Slot, toBigInt, type Value } from '../value.ts';
import { type Dec, finite, ROUNDINGS } from './decimal-number.ts';
import { asDecimal, currentDecimalContext, isContext } from './decimal-values.ts';

/** Parameters that keywords may name. */
export function namedArguments(
  vm: Operations,
  name: string,
  names: readonly string[],
  required: number,
  args: readonly Value[],
  keywords: Keywords | null,
): Slot[] {
  const bind = ROWS[vm.version].decimalsByClinic ? bindArguments : namelessArguments;
  return bind(vm, { name, names, required }, args, keywords);
}

/** So many arguments, none named. */
export function countedArguments(
  vm: Operations,
  [owner, name]: readonly [owner: string, name: string],
  least: number,
  most: number,
  args: readonly Value[],
  keywords: Keywords | null,
): Slot[] {
  if (ROWS[vm.version].decimalsByClinic) {
    if (most === 0 && args.length + (keywords?.size ?? 0) > 0)
      throw raise(vm, 'TypeError', `${name}() takes no arguments`);
    return bindArguments(vm, { name, names: Array(most).fill(''), required: least }, args, keywords);
  }
  if (most < 2 && least === most) {
    noKeywords(vm, `${owner}.${name}`, keywords);
    exactly(vm, `${owner}.${name}`, args, most as 0 | 1);
    return [...args];
  }
  noKeywords(vm, name.startsWith('__') ? `${owner}.${name}` : name, keywords);
  if (args.length >= least && args.length <= most) return [...args];
  const [bound, count] = args.length < least ? ['at least', least] : ['at most', most];
  const shown = `${least === most ? 'exactly' : bound} ${count} argument${count === 1 ? '' : 's'}`;
  throw raise(vm, 'TypeError', `function takes ${shown} (${args.length} given)`);
}

/** An optional context: the current one for None. */
export function contextArgument(vm: Operations, v: Slot): Ref {
  if (v === undefined || v === null) return currentDecimalContext(vm);
  if (!isContext(vm, v)) throw raise(vm, 'TypeError', 'optional argument must be a context');
  return v;
}

const ROUNDINGS_TOLD =
  'valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n' +
  '   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]';

/** The number of a rounding. */
export function roundingArgument(vm: Operations, v: Slot): number {
  const text = asStr(vm, v);
  const found = (ROUNDINGS as readonly (string | undefined)[]).indexOf(text);
  if (found < 0) throw raise(vm, 'TypeError', ROUNDINGS_TOLD);
  return found;
}

/** `PyLong_AsSsize_t`. */
export function sizeOf(vm: Operations, v: Value): bigint {
  const n = asInt(vm, v);
  if (n === undefined) throw raise(vm, 'TypeError', 'an integer is required');
  if (n > vm.build.maxsize || n < -vm.build.maxsize - 1)
    throw raise(vm, 'OverflowError', 'Python int too large to convert to C ssize_t');
  return toBigInt(n);
}

/** A whole number as a decimal. */
export function decimalOfInt(n: number | bigint): Dec {
  const own = toBigInt(n);
  return finite(own < 0n ? 1 : 0, own < 0n ? -own : own, 0n);
}

/** An operand: a Decimal or an int; undefined for anything else. */
export function operand(vm: Operations, v: Slot): Dec | undefined {
  const n = asInt(vm, v);
  return n === undefined ? asDecimal(vm, v) : decimalOfInt(n);
}

export const noConversion = (vm: Operations, v: Value): PyRaise =>
  raise(vm, 'TypeError', `conversion from ${typeName(vm, v)} to Decimal is not supported`);

/** An operand of a method. */
export function operandOf(vm: Operations, v: Slot): Dec {
  const found = operand(vm, v);
  if (found === undefined) throw noConversion(vm, v as Value);
  return found;
}
