/**
 * How the types of `_datetime` take their arguments: their constructors name themselves since 3.15 only (`PyArg_ParseTupleAndKeywords` without a name).
 * @module
 */
import { bindArguments, type Signature } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { namelessArguments } from '../objects/nameless-arguments.ts';
import { asStr } from '../objects/payload.ts';
import { typeName } from '../objects/types.ts';
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
  const parsed = { ...signature, parsed: true } as const;
  if (ROWS[vm.version].datetimesByClinic) return bindArguments(vm, parsed, args, keywords);
  return namelessArguments(vm, parsed, args, keywords);
}

/** What an argument of the wrong type is told; it is named since 3.15, counted before. */
export function wrongArgument(
  vm: Operations,
  func: string,
  [name, position]: readonly [string, number],
  wanted: string,
  v: Value,
): PyRaise {
  const which = ROWS[vm.version].datetimesByClinic ? `'${name}'` : position;
  return raise(vm, 'TypeError', `${func}() argument ${which} must be ${wanted}, not ${shownType(vm, v)}`);
}

const shownType = (vm: Operations, v: Value): string => (v === null ? 'None' : typeName(vm, v));

/** The text that `fromisoformat` was given. */
export function isoText(vm: Operations, v: Value): string {
  const text = asStr(vm, v);
  if (text !== undefined) return text;
  if (!ROWS[vm.version].datetimesByClinic) throw raise(vm, 'TypeError', 'fromisoformat: argument must be str');
  throw raise(vm, 'TypeError', `fromisoformat() argument must be str, not ${shownType(vm, v)}`);
}

/** A format of `strftime`. */
export function formatText(vm: Operations, v: Value): string {
  const text = asStr(vm, v);
  if (text === undefined) throw wrongArgument(vm, 'strftime', ['format', 1], 'str', v);
  return text;
}

/** A spec of `__format__`. */
export function specText(vm: Operations, v: Value): string {
  const text = asStr(vm, v);
  if (text !== undefined) return text;
  const which = ROWS[vm.version].datetimesByClinic ? '' : ' 1';
  throw raise(vm, 'TypeError', `__format__() argument${which} must be str, not ${shownType(vm, v)}`);
}
