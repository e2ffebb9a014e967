/**
 * Which OSError subclass an errno makes. The numbers are the platform's: musl under Emscripten (WASI's) for the 32-bit builds, Linux for native ones.
 * @module
 */
import type { ExceptionName } from './type-table.ts';

function table(rows: Readonly<Partial<Record<ExceptionName, readonly number[]>>>): ReadonlyMap<number, ExceptionName> {
  const entries = Object.entries(rows) as [ExceptionName, readonly number[]][];
  return new Map(entries.flatMap(([type, codes]) => codes.map((code) => [code, type] as const)));
}

/** By pointer width of the build. */
export const ERRNO_TYPES: Readonly<Record<32 | 64, ReadonlyMap<number, ExceptionName>>> = {
  32: table({
    BrokenPipeError: [64, 140],
    InterruptedError: [27],
    ChildProcessError: [12],
    ProcessLookupError: [71],
    BlockingIOError: [6, 7, 26],
    PermissionError: [2, 63],
    NotADirectoryError: [54],
    ConnectionRefusedError: [14],
    IsADirectoryError: [31],
    TimeoutError: [73],
    FileNotFoundError: [44],
    FileExistsError: [20],
    ConnectionAbortedError: [13],
    ConnectionResetError: [15],
  }),
  64: table({
    BrokenPipeError: [32, 108],
    InterruptedError: [4],
    ChildProcessError: [10],
    ProcessLookupError: [3],
    BlockingIOError: [11, 114, 115],
    PermissionError: [13, 1],
    NotADirectoryError: [20],
    ConnectionRefusedError: [111],
    IsADirectoryError: [21],
    TimeoutError: [110],
    FileNotFoundError: [2],
    FileExistsError: [17],
    ConnectionAbortedError: [103],
    ConnectionResetError: [104],
  }),
};
