/**
 * The module `_json` (Modules/_json.c).
 * @module
 */
import { asStr } from '../objects/payload.ts';
import { TYPES, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable } from '../operations.ts';
import type { Algorithm } from '../protocol/replay.ts';
import { JSON_ENCODER_ALGORITHMS, JSON_ENCODER_BUILTINS } from './json-encoder.ts';
import { JSON_SCANNER_ALGORITHMS, JSON_SCANNER_BUILTINS, scanstring } from './json-scanner.ts';
import { encodeString, jsonText } from './json-strings.ts';
import { type NativeModule, unary } from './native-module.ts';

const encode = (name: string, ascii: boolean): Builtin =>
  unary(name, (vm, v) => encodeString(jsonText(vm, `${name}() argument`, v, asStr(vm, v), typeName(vm, v)), ascii));

export const JSON_MODULE: NativeModule = {
  functions: {
    encode_basestring: encode('encode_basestring', false),
    encode_basestring_ascii: encode('encode_basestring_ascii', true),
    scanstring,
  },
  values: () => ({ make_scanner: TYPES['_json.Scanner'], make_encoder: TYPES['_json.Encoder'] }),
  whole: true,
};

export const JSON_BUILTINS: BuiltinTable = { ...JSON_SCANNER_BUILTINS, ...JSON_ENCODER_BUILTINS };
export const JSON_ALGORITHMS: readonly Algorithm[] = [...JSON_SCANNER_ALGORITHMS, ...JSON_ENCODER_ALGORITHMS];
