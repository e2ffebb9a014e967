/**
 * The buffer protocol (`Py_buffer`, `PyObject_GetBuffer`; Objects/abstract.c): a view of memory with a format, a shape and strides. Whoever reads or writes
 * bytes of another object does it through one.
 * @module
 */
import { itemSize } from '../modules/array-bytes.ts';
import { asArray } from '../modules/array-values.ts';
import type { Operations } from '../operations.ts';
import { bindSpecial } from '../protocol/bind-special.ts';
import { lookupSpecial, override } from '../protocol/lookup.ts';
import type { Ask } from '../protocol/replay.ts';
import { wrongReturn } from '../protocol/wrong-return.ts';
import { ModelError, PyRaise, Ref, type Slot, type Value } from '../value.ts';
import { argumentType } from './arguments.ts';
import { raise } from './exceptions.ts';
import { readMemory, writeMemory } from './memory.ts';
import { asKind } from './payload.ts';
import { isSubtype, TYPES, typeName } from './types.ts';

/** A view of memory. */
export interface Buffer {
  /** What has the memory. */
  readonly memory: Ref;
  /** Who gave it; null where nobody is told of its end. */
  readonly obj: Ref | null;
  /** Of the first item, in bytes. */
  readonly offset: number;
  readonly format: string;
  readonly itemsize: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly readonly: boolean;
}

/** `PyBUF_FULL_RO`. */
export const FULL_RO = 0x11c;

/** Strides of items one after another, the last index fastest. */
export function stridesOf(shape: readonly number[], itemsize: number): number[] {
  return shape.map((_, i) => shape.slice(i + 1).reduce((product, n) => product * n, itemsize));
}

/** In items. */
export const countOf = ({ shape }: Buffer): number => shape.reduce((product, n) => product * n, 1);

function flat(memory: Ref, count: number, format: string, itemsize: number, readonly: boolean): Buffer {
  return { memory, obj: memory, offset: 0, format, itemsize, shape: [count], strides: [itemsize], readonly };
}

/** What a memoryview looks at; undefined for what is none. */
export function viewOf(vm: Operations, v: Slot): Buffer | undefined {
  const data = asKind(vm, v, 'record');
  if (data?.type !== 'memoryview') return undefined;
  const [memory, obj, format] = data.slots;
  if (memory === undefined) throw raise(vm, 'ValueError', 'operation forbidden on released memoryview object');
  const [offset = 0, itemsize = 1, readonly = 0, ...rest] = data.numbers;
  const [shape, strides] = [rest.slice(0, rest.length / 2), rest.slice(rest.length / 2)];
  const of = { memory: memory as Ref, obj: obj as Ref | null, format: format as string };
  return { ...of, offset, itemsize, readonly: readonly === 1, shape, strides };
}

/** A buffer that a builtin gives of itself; undefined of any other object. */
export function ownBuffer(vm: Operations, v: Ref): Buffer | undefined {
  const data = vm.read(v);
  if (data.kind === 'bytes') return flat(v, data.bytes.length, 'B', 1, !isSubtype(vm, data.cls, TYPES.bytearray));
  const array = asArray(vm, v);
  if (array !== undefined) {
    const format = array.code === 'u' ? 'w' : array.code;
    return flat(v, array.items.length, format, itemSize(vm, array.code), false);
  }
  if (data.kind !== 'record' || data.type !== '_io._BytesIOBuffer') return viewOf(vm, v);
  const held = asKind(vm, asKind(vm, data.slots[0], 'record')?.slots[0], 'bytes')?.bytes ?? [];
  return flat(v, held.length, 'B', 1, false);
}

const noPython: Ask = () => {
  throw new ModelError('a buffer that Python code gives is not modelled here');
};

/** A buffer with all that it has; undefined of what gives none. Python's `__buffer__` is asked for it. */
export function bufferOf(vm: Operations, v: Slot, ask: Ask = noPython, flags = FULL_RO): Buffer | undefined {
  if (!(v instanceof Ref)) return undefined;
  const method = override(vm, v, '__buffer__');
  if (method === undefined || method === null || asKind(vm, method, 'builtin') !== undefined) return ownBuffer(vm, v);
  const result = ask(...bindSpecial(vm, method, v, [flags]));
  const given = viewOf(vm, result);
  if (given === undefined) throw wrongReturn(vm, v, '__buffer__', 'memoryview', result);
  return { ...given, obj: v };
}

/** `PyObject_CheckBuffer`. */
export function givesBuffer(vm: Operations, v: Value): boolean {
  const method = v instanceof Ref ? lookupSpecial(vm, v, '__buffer__') : undefined;
  return method !== undefined && method !== null;
}

/** Whether the items stand one after another, the last (`C`) or the first (`F`) index fastest. */
export function isContiguous({ shape, strides, itemsize }: Buffer, order: 'C' | 'F'): boolean {
  if (shape.includes(0)) return true;
  const wanted = order === 'C' ? stridesOf(shape, itemsize) : stridesOf([...shape].reverse(), itemsize).reverse();
  return shape.every((n, i) => n <= 1 || strides[i] === wanted[i]);
}

/** Where the items begin, by their indices; the last index is the fastest, or the first. */
export function placesOf({ shape, strides, offset }: Buffer, order: 'C' | 'F' = 'C'): number[] {
  const axes = shape.map((n, i) => [n, strides[i] as number] as const);
  if (order === 'F') axes.reverse();
  return axes.reduce(
    (places, [n, stride]) => places.flatMap((at) => Array.from({ length: n }, (_, i) => at + i * stride)),
    [offset],
  );
}

/** All its bytes in an order, wherever they stand (`PyBuffer_ToContiguous`). */
export function bytesOfBuffer(vm: Operations, buffer: Buffer, order: 'C' | 'F' | 'A' = 'C'): readonly number[] {
  const kept = order === 'A' ? isContiguous(buffer, 'C') || isContiguous(buffer, 'F') : isContiguous(buffer, order);
  const { memory, offset, itemsize } = buffer;
  if (kept) return readMemory(vm, memory, offset, countOf(buffer) * itemsize);
  return placesOf(buffer, order === 'F' ? 'F' : 'C').flatMap((at) => [...readMemory(vm, memory, at, itemsize)]);
}

/** The bytes of a bytes-like object. */
export function bytesLike(vm: Operations, v: Value): readonly number[] {
  const own = asKind(vm, v, 'bytes');
  if (own !== undefined && own.cls.id < 0) return own.bytes;
  const buffer = bufferOf(vm, v, noPython, 0);
  if (buffer === undefined) throw raise(vm, 'TypeError', `a bytes-like object is required, not '${typeName(vm, v)}'`);
  if (isContiguous(buffer, 'C')) return bytesOfBuffer(vm, buffer);
  throw raise(vm, 'BufferError', 'memoryview: underlying buffer is not C-contiguous');
}

/** The same where an error counts as none: undefined of what gives no buffer of plain bytes. */
export function bytesIn(vm: Operations, v: Slot): readonly number[] | undefined {
  if (v === undefined || !givesBuffer(vm, v)) return undefined;
  try {
    return bytesLike(vm, v);
  } catch (e) {
    if (e instanceof PyRaise) return undefined;
    throw e;
  }
}

/** Memory that can be written: how long it is, what it holds, and how a part of it is given other bytes. */
export interface Writable {
  readonly length: number;
  readonly write: (at: number, bytes: readonly number[]) => void;
}

/** The memory of a bytes-like object that can be written; `argument` names what is none. */
export function writable(vm: Operations, v: Value, argument = 'argument'): Writable {
  const buffer = bufferOf(vm, v);
  if (buffer === undefined || buffer.readonly || !isContiguous(buffer, 'C'))
    throw raise(vm, 'TypeError', `${argument} must be read-write bytes-like object, not ${argumentType(vm, v)}`);
  const { memory, offset, itemsize } = buffer;
  return {
    length: countOf(buffer) * itemsize,
    write: (at, bytes) => writeMemory(vm, memory, offset + at, bytes),
  };
}
