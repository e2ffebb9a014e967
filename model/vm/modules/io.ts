/**
 * The module `_io` (Modules/_io): StringIO whole; of the others the types alone, which `io` registers with its abstract classes.
 * @module
 */

import { newTypeData } from '../objects/mro.ts';
import { TYPES } from '../objects/types.ts';
import type { Builtin, BuiltinTable } from '../operations.ts';
import { dictSetName, newDict } from '../protocol/dict-table.ts';
import { ROWS } from '../protocol/rows.ts';
import { ModelError } from '../value.ts';
import type { NativeModule } from './native-module.ts';

const UNMODELLED = [
  'BytesIO',
  'FileIO',
  'BufferedReader',
  'BufferedWriter',
  'BufferedRandom',
  'BufferedRWPair',
] as const;
const FILES = [...UNMODELLED, 'IncrementalNewlineDecoder'] as const;
const BASES = ['_IOBase', '_RawIOBase', '_BufferedIOBase', '_TextIOBase'] as const;

export const IO_MODULE: NativeModule = {
  functions: {
    text_encoding: (_vm, [encoding = null]) => encoding ?? 'utf-8',
  },
  unmodelled: ['open', 'open_code'],
  whole: true,
  values(vm) {
    const dict = newDict(vm);
    dictSetName(vm, dict, '__module__', 'io');
    const unsupported = newTypeData(
      vm,
      TYPES.type,
      'UnsupportedOperation',
      [TYPES.OSError, TYPES.ValueError],
      dict,
      true,
    );
    const made = vm.alloc(unsupported);
    vm.splice(made, 'mro', 0, 0, [made]);
    return {
      DEFAULT_BUFFER_SIZE: ROWS[vm.version].bufferSize,
      BlockingIOError: TYPES.BlockingIOError,
      UnsupportedOperation: made,
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
