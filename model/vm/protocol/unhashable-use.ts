/**
 * What a dict or a set makes of the TypeError of a key's hash (`dict_unhashable_type`, `set_unhashable_type`, 3.14+).
 * @module
 */
import { raise } from '../objects/exceptions.ts';
import { TYPES, typeOf } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { PyRaise, type Value } from '../value.ts';
import { TEXTS } from './messages.ts';
import { noCode } from './replay.ts';
import { strAsking } from './text.ts';
import { qualifiedTypeName } from './text-contents.ts';

type Use = 'dict key' | 'set element';

/** A TypeError is told anew with the key's use; one of a subclass stays as it is, and so does every other exception. */
export function unhashableUse(vm: Operations, key: Value, use: Use, raised: PyRaise): PyRaise {
  const { exception } = raised;
  const { unhashableUse: told } = TEXTS[vm.version];
  if (told === null || vm.read(exception).cls !== TYPES.TypeError) return raised;
  const text = strAsking(vm, exception, noCode);
  return raise(vm, 'TypeError', told(qualifiedTypeName(vm, typeOf(vm, key)), use, text));
}

/** Runs something that hashes a key, its TypeError told with the use. */
export function hashedFor<T>(vm: Operations, key: Value, use: Use, run: () => T): T {
  try {
    return run();
  } catch (e) {
    throw e instanceof PyRaise ? unhashableUse(vm, key, use, e) : e;
  }
}
