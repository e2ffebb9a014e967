/**
 * Memory that buffers look at: that of bytes and bytearrays, of arrays (their items as the machine has them) and of a `BytesIO`. While it is looked at
 * (`ob_exports`), its length is what it is.
 * @module
 */
import type { Machine } from '../machine.ts';
import { itemBytes, itemSize, itemsOfBytes } from '../modules/array-bytes.ts';
import { asArray } from '../modules/array-values.ts';
import type { Operations } from '../operations.ts';
import type { PyRaise, Ref, Slot } from '../value.ts';
import { newBytes } from './codecs.ts';
import { raise } from './exceptions.ts';
import { asKind } from './payload.ts';

/** Where records count their exports among their numbers. */
const EXPORTS: Readonly<Record<string, number>> = { 'array.array': 1, '_io.BytesIO': 2 };

/** What counts the exports of such memory: a `_BytesIOBuffer` stands for its stream. */
function holderOf(vm: Operations, memory: Slot): Slot {
  const data = asKind(vm, memory, 'record');
  return data?.type === '_io._BytesIOBuffer' ? data.slots[0] : memory;
}

/** How many views there are of such memory. */
export function exportsOf(vm: Operations, memory: Slot): number {
  const record = asKind(vm, memory, 'record');
  if (record !== undefined) return record.numbers[EXPORTS[record.type] ?? -1] ?? 0;
  return asKind(vm, memory, 'bytes')?.exports ?? 0;
}

/** A view of such memory is made, or is gone. */
export function countExport(vm: Operations, memory: Slot, change: 1 | -1): void {
  const holder = holderOf(vm, memory);
  const count = exportsOf(vm, holder) + change;
  const record = asKind(vm, holder, 'record');
  if (record !== undefined) vm.setNumberAt(holder as Ref, 'numbers', EXPORTS[record.type] as number, count);
  else if (asKind(vm, holder, 'bytes') !== undefined) vm.setPlain(holder as Ref, 'bytes', 'exports', count);
  (vm as Machine).noteWeak();
}

/** BufferError: something is to have another length while it is looked at. */
export const resizeError = (vm: Operations, text = 'Existing exports of data: object cannot be re-sized'): PyRaise =>
  raise(vm, 'BufferError', text);

/** Refuses another length where there are views. */
export function checkExports(vm: Operations, memory: Slot, text?: string): void {
  if (exportsOf(vm, memory) > 0) throw resizeError(vm, text);
}

/** `_canresize`. */
export function checkResize(vm: Operations, bytearray: Ref, length: number): void {
  if (asKind(vm, bytearray, 'bytes')?.bytes.length !== length) checkExports(vm, bytearray);
}

const heldBytes = (vm: Operations, memory: Ref): readonly number[] => {
  const stream = holderOf(vm, memory);
  const held = stream === memory ? memory : asKind(vm, stream, 'record')?.slots[0];
  return asKind(vm, held, 'bytes')?.bytes ?? [];
};

/** A part of such memory. */
export function readMemory(vm: Operations, memory: Ref, at: number, count: number): readonly number[] {
  const array = asArray(vm, memory);
  if (array === undefined) return heldBytes(vm, memory).slice(at, at + count);
  const size = itemSize(vm, array.code);
  const first = Math.floor(at / size);
  const bytes = itemBytes(vm, array.code, array.items.slice(first, Math.ceil((at + count) / size)));
  return bytes.slice(at - first * size, at - first * size + count);
}

/** Writes into such memory, within its bounds. */
export function writeMemory(vm: Operations, memory: Ref, at: number, bytes: readonly number[]): void {
  if (bytes.length === 0) return;
  const array = asArray(vm, memory);
  if (array !== undefined) {
    const size = itemSize(vm, array.code);
    const first = Math.floor(at / size);
    const touched = array.items.slice(first, Math.ceil((at + bytes.length) / size));
    const old = itemBytes(vm, array.code, touched);
    old.splice(at - first * size, bytes.length, ...bytes);
    vm.splice(memory, 'slots', first, touched.length, itemsOfBytes(vm, array.code, old));
    return;
  }
  const stream = holderOf(vm, memory);
  if (stream === memory) {
    vm.splice(memory, 'bytes', at, bytes.length, [...bytes]);
    return;
  }
  const whole = [...heldBytes(vm, memory)];
  whole.splice(at, bytes.length, ...bytes);
  vm.setAt(stream as Ref, 'slots', 0, newBytes(vm, whole));
}
