/**
 * What the types of `_io` add to the registers.
 * @module
 */
import type { BuiltinTable, NativeTable } from '../operations.ts';
import type { Algorithm } from '../protocol/replay.ts';
import { BUFFERED_ALGORITHMS, BUFFERED_BUILTINS } from './buffered-io.ts';
import { PAIR_ALGORITHMS, PAIR_BUILTINS } from './buffered-pair.ts';
import { BYTES_IO_ALGORITHMS, BYTES_IO_BUILTINS, BYTES_IO_NATIVES, bytesIoNext } from './bytes-io.ts';
import { FILE_IO_ALGORITHMS, FILE_IO_BUILTINS } from './file-io.ts';
import { IO_BASE_ALGORITHMS, IO_BASE_BUILTINS } from './io-base.ts';
import { baseNext, IO_BASE_NATIVES } from './io-base-natives.ts';
import { IO_CALL_BUILTINS, IO_CALL_NATIVES } from './io-call.ts';
import { IO_OPEN_ALGORITHMS, IO_OPEN_BUILTINS } from './io-open.ts';
import { NEWLINE_ALGORITHMS, NEWLINE_BUILTINS } from './newline-decoder.ts';
import { STRING_IO_BUILTINS, stringIoNext } from './string-io.ts';
import { TEXT_IO_ALGORITHMS, TEXT_IO_BUILTINS, TEXT_IO_NATIVES, textNext } from './text-io.ts';

/** `tp_iternext`. */
export const IO_NEXTS = {
  '_io.BytesIO': bytesIoNext,
  '_io.StringIO': stringIoNext,
  '_io.TextIOWrapper': textNext,
  '_io.FileIO': baseNext,
  '_io.BufferedReader': baseNext,
  '_io.BufferedRandom': baseNext,
  '_io.BufferedWriter': baseNext,
  '_io.BufferedRWPair': baseNext,
};
export const IO_BUILTINS: BuiltinTable = {
  ...IO_CALL_BUILTINS,
  ...IO_BASE_BUILTINS,
  ...FILE_IO_BUILTINS,
  ...BUFFERED_BUILTINS,
  ...PAIR_BUILTINS,
  ...NEWLINE_BUILTINS,
  ...TEXT_IO_BUILTINS,
  ...IO_OPEN_BUILTINS,
  ...BYTES_IO_BUILTINS,
  ...STRING_IO_BUILTINS,
};
export const IO_NATIVES: NativeTable = {
  ...IO_CALL_NATIVES,
  ...IO_BASE_NATIVES,
  ...TEXT_IO_NATIVES,
  ...BYTES_IO_NATIVES,
};
export const IO_ALGORITHMS: readonly Algorithm[] = [
  ...IO_BASE_ALGORITHMS,
  ...FILE_IO_ALGORITHMS,
  ...BUFFERED_ALGORITHMS,
  ...PAIR_ALGORITHMS,
  ...NEWLINE_ALGORITHMS,
  ...TEXT_IO_ALGORITHMS,
  ...IO_OPEN_ALGORITHMS,
  ...BYTES_IO_ALGORITHMS,
];
