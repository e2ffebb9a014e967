/**
 * New memoryviews and those that are released (Objects/memoryobject.c). Slots: the memory, none once it is released; who gave it, the format, the hash once it
 * was asked for. Numbers: where it begins, bytes of an item, whether it is read-only, the shape, the strides.
 * @module
 */
import type { HeapData } from '../heap.ts';
import { newOf } from '../modules/extension.ts';
import type { Operations } from '../operations.ts';
import { bindSpecial } from '../protocol/bind-special.ts';
import { override } from '../protocol/lookup.ts';
import type { Algorithm, Ask } from '../protocol/replay.ts';
import { ModelError, type Ref, type Slot, type Value } from '../value.ts';
import { type Buffer, bufferOf, viewOf } from './buffer.ts';
import { raise } from './exceptions.ts';
import { countExport } from './memory.ts';
import { asKind } from './payload.ts';
import { typeName } from './types.ts';

/** A memoryview of a buffer, which locks its memory. */
export function newView(vm: Operations, buffer: Buffer): Ref {
  const { memory, obj, offset, format, itemsize, readonly, shape, strides } = buffer;
  countExport(vm, memory, 1);
  const numbers = [offset, itemsize, readonly ? 1 : 0, ...shape, ...strides];
  return newOf(vm, 'memoryview', [memory, obj, format, undefined], numbers);
}

/** `PyMemoryView_FromObject`. */
export function viewOfObject(vm: Operations, v: Value, flags: number, ask?: Ask): Ref {
  const buffer = bufferOf(vm, v, ask, flags);
  if (buffer !== undefined) return newView(vm, buffer);
  throw raise(vm, 'TypeError', `memoryview: a bytes-like object is required, not '${typeName(vm, v)}'`);
}

/** `memoryview(v)`. Inputs: the object, flags. */
export const VIEW_NEW: Algorithm = {
  name: 'memoryview_new',
  run: (vm, [v, flags], _vars, ask) => viewOfObject(vm, v as Value, flags as number, ask),
};

/** What a use of an object's buffer gives; Python's `__buffer__` and `__release_buffer__` are asked before and after. */
export function usingBuffer<T>(vm: Operations, v: Value, ask: Ask, use: (buffer: Buffer) => T): T {
  const buffer = bufferOf(vm, v, ask);
  if (buffer === undefined) throw new ModelError('the buffer of what gives none');
  const result = use(buffer);
  tellEnd(vm, v, buffer, ask);
  return result;
}

/** A `__release_buffer__` of Python code. */
function releaser(vm: Operations, v: Value): Value | undefined {
  const method = override(vm, v, '__release_buffer__');
  return method === null || asKind(vm, method, 'builtin') !== undefined ? undefined : method;
}

/** Whether Python code is told of the end of a view. */
export function tellsItsEnd(vm: Operations, data: Readonly<HeapData>): boolean {
  if (data.kind !== 'record' || data.type !== 'memoryview' || data.slots[0] === undefined) return false;
  return releaser(vm, data.slots[1] ?? null) !== undefined;
}

/** `releasebuffer_call_python`: Python's `__release_buffer__` is given a view of its own. */
function tellEnd(vm: Operations, v: Value, buffer: Buffer, ask: Ask): void {
  const method = releaser(vm, v);
  if (method === undefined) return;
  const [callable, args] = bindSpecial(vm, method, v, []);
  ask(callable, () => [...args, newView(vm, { ...buffer, obj: null })]);
}

/** Lets the memory go; Python's `__release_buffer__` is told. Inputs: the view. */
export const VIEW_RELEASE: Algorithm = {
  name: 'memoryview_release',
  run: (vm, [view], _vars, ask) => {
    const data = asKind(vm, view, 'record');
    const memory = data?.slots[0];
    if (data === undefined || memory === undefined) return null;
    const buffer = viewOf(vm, view);
    if (buffer?.obj) tellEnd(vm, buffer.obj, buffer, ask);
    freed(vm, view);
    return null;
  },
};

function freed(vm: Operations, view: Slot): void {
  const memory = asKind(vm, view, 'record')?.slots[0];
  if (memory === undefined) return;
  countExport(vm, memory, -1);
  vm.setAt(view as Ref, 'slots', 0, undefined);
  vm.setAt(view as Ref, 'slots', 1, null);
}
