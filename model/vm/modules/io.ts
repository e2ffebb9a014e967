/**
 * The module `_io` (Modules/_io): StringIO and BytesIO; of the others the types alone, which `io` registers with its abstract classes.
 * @module
 */

import { TYPES } from '../objects/types.ts';
import type { Builtin, BuiltinTable } from '../operations.ts';
import { ROWS } from '../protocol/rows.ts';
import { ModelError } from '../value.ts';
import { newExceptionClass } from './module-exception.ts';
import type { NativeModule } from './native-module.ts';

const UNMODELLED = ['FileIO', 'BufferedReader', 'BufferedWriter', 'BufferedRandom', 'BufferedRWPair'] as const;
const FILES = [...UNMODELLED, 'IncrementalNewlineDecoder'] as const;
const BASES = ['_IOBase', '_RawIOBase', '_BufferedIOBase', '_TextIOBase'] as const;

export const IO_MODULE: NativeModule = {
  functions: {
    text_encoding: (_vm, [encoding = null]) => encoding ?? 'utf-8',
  },
  unmodelled: ['open', 'open_code'],
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
      TextIOWrapper: TYPES.TextIOWrapper,
      ...Object.fromEntries([...FILES, ...BASES].map((name) => [name, TYPES[`_io.${name}`]])),
    };
  },
};

const refuse =
  (name: string): Builtin =>
  () => {
    throw new ModelError(`io.${name} is not modelled`);
  };

export const IO_BUILTINS: BuiltinTable = Object.fromEntries(
  FILES.map((name): [string, Builtin] => [`_io.${name}.__new__`, refuse(name)]),
);
