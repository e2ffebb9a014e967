/**
 * Arguments of C functions that are parsed without a name: their messages speak of a function.
 * @module
 */
import type { Keywords, Operations } from '../operations.ts';
import { ROWS } from '../protocol/rows.ts';
import { PyRaise, type Slot, type Value } from '../value.ts';
import { bindArguments, type Signature } from './arguments.ts';
import { exceptionData, raise } from './exceptions.ts';

/** As `bindArguments`, whatever name the signature has. */
export function namelessArguments(
  vm: Operations,
  signature: Signature,
  args: readonly Value[],
  keywords: Keywords | null,
): Slot[] {
  const unknown = [...(keywords?.keys() ?? [])].find((key) => !signature.names.includes(key));
  // Too many are counted before anything is said of names.
  const tooMany = args.length + (keywords?.size ?? 0) > signature.names.length;
  try {
    const known = [...(keywords ?? [])].filter(([key]) => tooMany || signature.names.includes(key));
    const bound = bindArguments(vm, { ...signature, name: 'function' }, args, new Map(known));
    if (unknown === undefined) return bound;
  } catch (e) {
    if (!(e instanceof PyRaise)) throw e;
    const text = String(exceptionData(vm, e.exception).args[0]);
    throw raise(vm, 'TypeError', text.replace('function() ', 'function '));
  }
  const text = ROWS[vm.version].tellsUnexpected
    ? `this function got an unexpected keyword argument '${unknown}'`
    : `'${unknown}' is an invalid keyword argument for this function`;
  throw raise(vm, 'TypeError', text);
}
