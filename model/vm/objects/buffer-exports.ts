/**
 * Views of a bytearray's memory (`ob_exports`): while there is one, its length is what it is.
 * @module
 */
import type { Machine } from '../machine.ts';
import type { Operations } from '../operations.ts';
import { Ref, type Slot } from '../value.ts';
import { raise } from './exceptions.ts';
import { asKind } from './payload.ts';
import { isSubtype, TYPES } from './types.ts';

/** A view of an object's memory is made, or is gone. */
export function countExport(vm: Operations, source: Slot, change: 1 | -1): void {
  const data = asKind(vm, source, 'bytes');
  if (data === undefined || !(source instanceof Ref) || !isSubtype(vm, data.cls, TYPES.bytearray)) return;
  vm.setPlain(source, 'bytes', 'exports', (data.exports ?? 0) + change);
  (vm as Machine).noteWeak();
}

/** `_canresize`: BufferError where a bytearray is to have another length while it is looked at. */
export function checkResize(vm: Operations, bytearray: Ref, length: number): void {
  const { bytes, exports = 0 } = asKind(vm, bytearray, 'bytes') ?? { bytes: [] };
  if (exports > 0 && bytes.length !== length)
    throw raise(vm, 'BufferError', 'Existing exports of data: object cannot be re-sized');
}
