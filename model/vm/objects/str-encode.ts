/**
 * `str.encode`.
 * @module
 */
import type { BuiltinTable } from '../operations.ts';
import type { Slot } from '../value.ts';
import { bindArguments, strArgument } from './arguments.ts';
import { encodeText, newBytes } from './codecs.ts';
import { strReceiver } from './str-method.ts';

export const STR_ENCODE: BuiltinTable = {
  'str.encode'(vm, [v, ...args], keywords) {
    const text = strReceiver(vm, 'encode', v);
    const names = ['encoding', 'errors'];
    const [encoding, errors] = bindArguments(vm, { name: 'encode', names }, args, keywords);
    const word = (given: Slot, name: string): string | undefined =>
      given === undefined ? undefined : strArgument(vm, 'encode', given, ` '${name}'`);
    return newBytes(vm, encodeText(vm, text, word(encoding, 'encoding'), word(errors, 'errors')));
  },
};
