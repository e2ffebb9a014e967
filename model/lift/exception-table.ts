/**
 * Decodes `co_exceptiontable` (CPython `InternalDocs/exception_handling.md`, "Format of the exception table").
 * @module
 */
import type { ExceptionTableEntry } from '../code/code-object.ts';
import { TableReader } from './bytes.ts';

/** The entries in table order, which is search order. */
export function decodeExceptionTable(table: Uint8Array): ExceptionTableEntry[] {
  const reader = new TableReader(table);
  const entries: ExceptionTableEntry[] = [];
  while (!reader.done) {
    const start = 2 * reader.bigEndianVarint();
    const size = 2 * reader.bigEndianVarint();
    const target = 2 * reader.bigEndianVarint();
    const depthAndLasti = reader.bigEndianVarint();
    entries.push({ start, end: start + size, target, depth: depthAndLasti >> 1, lasti: (depthAndLasti & 1) !== 0 });
  }
  return entries;
}
