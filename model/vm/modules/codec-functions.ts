/**
 * The functions of `_codecs` (Modules/_codecsmodule.c) that go from text to bytes and back, by the codecs that the model has. `codecs` holds the same.
 * @module
 */
import { bindArguments } from '../objects/arguments.ts';
import { bytesLike } from '../objects/buffer.ts';
import { decodeBytes, encodeText, newBytes } from '../objects/codecs.ts';
import { asStr } from '../objects/payload.ts';
import { staticFunction } from '../objects/types.ts';
import type { Builtin, BuiltinTable } from '../operations.ts';
import { ModelError, type Ref, type Value } from '../value.ts';
import type { NativeModule } from './native-module.ts';

const signature = (name: string) => ({ name, names: ['obj', 'encoding', 'errors'], required: 1 });

const encode: Builtin = (vm, args, keywords) => {
  const [obj, encoding, errors] = bindArguments(vm, signature('encode'), args, keywords);
  const text = asStr(vm, obj);
  if (text === undefined) throw new ModelError('codecs.encode of what is no str is not modelled');
  return newBytes(vm, encodeText(vm, text, asStr(vm, encoding), asStr(vm, errors)));
};

const decode: Builtin = (vm, args, keywords) => {
  const [obj, encoding, errors] = bindArguments(vm, signature('decode'), args, keywords);
  return decodeBytes(vm, obj as Ref, bytesLike(vm, obj as Value), asStr(vm, encoding), asStr(vm, errors));
};

export const CODEC_FUNCTIONS = {
  encode: staticFunction('_codecs:encode', 'encode'),
  decode: staticFunction('_codecs:decode', 'decode'),
};

export const CODEC_BUILTINS: BuiltinTable = { '_codecs:encode': encode, '_codecs:decode': decode };

export const CODECS_OF_C: NativeModule = { functions: {}, values: () => CODEC_FUNCTIONS };
