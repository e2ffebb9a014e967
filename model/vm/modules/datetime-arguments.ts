/**
 * How the types of `_datetime` take their arguments: their constructors name themselves since 3.15 only (`PyArg_ParseTupleAndKeywords` without a name).
 * @module
 */
import { argumentType, bindArguments, type Signature, strArgument } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { namelessArguments } from '../objects/nameless-arguments.ts';
import { asStr } from '../objects/payload.ts';
import type { Keywords, Operations } from '../operations.ts';
import { ROWS } from '../protocol/rows.ts';
import type { PyRaise, Slot, Value } from '../value.ts';

/** The arguments of a constructor, in the order of its parameters. */
export function constructorArguments(
  vm: Operations,
  signature: Signature,
  args: readonly Value[],
  keywords: Keywords | null,
): Slot[] {
  if (ROWS[vm.version].datetimesByClinic) return bindArguments(vm, signature, args, keywords);
  return namelessArguments(vm, signature, args, keywords);
}

/** What an argument of the wrong type is told; it is named since 3.15, counted before. */
export function wrongArgument(
  vm: Operations,
  func: string,
  place: readonly [string, number],
  wanted: string,
  v: Value,
): PyRaise {
  return raise(
    vm,
    'TypeError',
    `${func}() argument${placeOf(vm, place)} must be ${wanted}, not ${argumentType(vm, v)}`,
  );
}

/** Where an argument stands, in messages: named since 3.15, counted before. */
function placeOf(vm: Operations, [name, position]: readonly [string, number]): string {
  return ROWS[vm.version].datetimesByClinic ? ` '${name}'` : ` ${position}`;
}

/** A str argument. */
export function textArgument(vm: Operations, func: string, place: readonly [string, number], v: Value): string {
  return strArgument(vm, func, v, placeOf(vm, place));
}

/** The text that `fromisoformat` was given. */
export function isoText(vm: Operations, v: Value): string {
  if (!ROWS[vm.version].datetimesByClinic && asStr(vm, v) === undefined)
    throw raise(vm, 'TypeError', 'fromisoformat: argument must be str');
  return strArgument(vm, 'fromisoformat', v);
}

/** A format of `strftime`. */
export function formatText(vm: Operations, v: Value): string {
  return textArgument(vm, 'strftime', ['format', 1], v);
}

/** A spec of `__format__`. */
export function specText(vm: Operations, v: Value): string {
  return strArgument(vm, '__format__', v, ROWS[vm.version].datetimesByClinic ? '' : ' 1');
}
