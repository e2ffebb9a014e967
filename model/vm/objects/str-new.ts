/**
 * `str(x)`, and `%` as a method (Objects/unicodeobject.c).
 * @module
 */

import type { Builtin, BuiltinTable } from '../operations.ts';
import { TEXTS } from '../protocol/messages.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';
import { strAsking, strObject } from '../protocol/text.ts';
import type { Ref, Slot } from '../value.ts';
import { argumentType, unexpectedKeyword } from './arguments.ts';
import { bytesIn } from './buffer.ts';
import { decodeBytes } from './codecs.ts';
import { raise } from './exceptions.ts';
import { ofType } from './number-new.ts';
import { asStr } from './payload.ts';
import { STR_MOD } from './percent.ts';
import { newTuple } from './tuple.ts';
import { NotImplemented, TYPES, typeName } from './types.ts';

const STR_NEW: Algorithm = {
  name: 'str_new',
  run: (vm, inputs, _vars, ask) => {
    const [type, v, encoding, errors] = inputs as [Ref, Slot, Slot, Slot];
    const decodes = v !== undefined && (encoding !== undefined || errors !== undefined);
    const bytes = decodes ? bytesIn(vm, v) : undefined;
    for (const [name, given] of [
      ['encoding', encoding],
      ['errors', errors],
    ] as const) {
      if (given === undefined || asStr(vm, given) !== undefined) continue;
      const got = argumentType(vm, given);
      throw raise(vm, 'TypeError', `str() argument '${name}' must be str, not ${got}`);
    }
    if (bytes !== undefined) {
      const text = decodeBytes(vm, v as Ref, bytes, asStr(vm, encoding), asStr(vm, errors));
      return ofType(vm, type, TYPES.str, text);
    }
    if (decodes) {
      if (asStr(vm, v) !== undefined) throw raise(vm, 'TypeError', 'decoding str is not supported');
      throw raise(vm, 'TypeError', `decoding to str: need a bytes-like object, ${typeName(vm, v ?? null)} found`);
    }
    if (v === undefined) return ofType(vm, type, TYPES.str, '');
    return type === TYPES.str ? strObject(vm, v, ask) : ofType(vm, type, TYPES.str, strAsking(vm, v, ask));
  },
};

const strNew: Builtin = (vm, [type, ...args], keywords) => {
  if (args.length > 3) {
    // Only the type itself is called by vector.
    const { tooMany } = TEXTS[type === TYPES.str ? vm.version : '3.12'];
    throw raise(vm, 'TypeError', tooMany('str', 3, args.length));
  }
  const inputs: Slot[] = [...args];
  for (const [key, value] of keywords ?? []) {
    const names = ['object', 'encoding', 'errors'];
    const i = names.indexOf(key);
    if (i < 0) throw unexpectedKeyword(vm, 'str', key, names);
    inputs[i] = value;
  }
  return replay(vm, STR_NEW, [type, inputs[0], inputs[1], inputs[2]]);
};

const strMod: Builtin = (vm, args) =>
  asStr(vm, args[0]) === undefined ? NotImplemented : replay(vm, STR_MOD, [args[0], args[1]]);

export const STR_CONSTRUCTORS: BuiltinTable = {
  'str.__new__': strNew,
  'str.__getnewargs__': (vm, [v]) => newTuple(vm, [asStr(vm, v) as string]),
  'str.__mod__': strMod,
  'str.__rmod__': (vm, args) =>
    asStr(vm, args[1]) === undefined ? NotImplemented : replay(vm, STR_MOD, [args[1], args[0]]),
};
export const STR_CONSTRUCTOR_ALGORITHMS: readonly Algorithm[] = [STR_NEW, STR_MOD];
