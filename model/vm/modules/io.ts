/**
 * The module `_io` (Modules/_io): its types and functions, and the registers of all that they are.
 * @module
 */

import { TYPES } from '../objects/types.ts';
import type { Builtin } from '../operations.ts';
import { ROWS } from '../protocol/rows.ts';
import { builtinFunction } from './extension.ts';
import { openCode } from './io-open.ts';
import { newExceptionClass } from './module-exception.ts';
import type { NativeModule } from './native-module.ts';

const FILES = [
  'FileIO',
  'BufferedReader',
  'BufferedWriter',
  'BufferedRandom',
  'BufferedRWPair',
  'IncrementalNewlineDecoder',
  'TextIOWrapper',
  '_BytesIOBuffer',
] as const;
const BASES = ['_IOBase', '_RawIOBase', '_BufferedIOBase', '_TextIOBase'] as const;

/** `_io_text_encoding_impl`: without a name, what a file is encoded with that is told none. */
const textEncoding: Builtin = (vm, [encoding = null]) => encoding ?? (vm.build.bits === 64 ? 'utf-8' : 'locale');

export const IO_MODULE: NativeModule = {
  functions: {
    text_encoding: textEncoding,
    open_code: openCode,
  },
  whole: true,
  state: ({ UnsupportedOperation }) => [UnsupportedOperation],
  values(vm) {
    const bases = [TYPES.OSError, TYPES.ValueError];
    return {
      DEFAULT_BUFFER_SIZE: ROWS[vm.version].bufferSize,
      BlockingIOError: TYPES.BlockingIOError,
      UnsupportedOperation: newExceptionClass(vm, 'io', 'UnsupportedOperation', bases),
      BytesIO: TYPES['_io.BytesIO'],
      StringIO: TYPES['_io.StringIO'],
      open: builtinFunction(vm, 'open'),
      ...Object.fromEntries([...FILES, ...BASES].map((name) => [name, TYPES[`_io.${name}`]])),
    };
  },
};
