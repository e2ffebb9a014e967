/**
 * `+` and `*` of list, tuple, str and bytes.
 * @module
 */
import { bytesIn } from '../objects/buffer.ts';
import { raise } from '../objects/exceptions.ts';
import { asInt, asStr } from '../objects/payload.ts';
import { isSubtype, TYPES, typeName } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { Ref, type Value } from '../value.ts';
import { bindSpecial } from './bind-special.ts';
import { lookupSpecial } from './lookup.ts';
import type { Ask } from './replay.ts';
import { wrongReturn } from './wrong-return.ts';

/** What subclasses of bytes and bytearray make: the type itself. */
export function bytesClass(vm: Operations, cls: Ref): Ref {
  return isSubtype(vm, cls, TYPES.bytearray) ? TYPES.bytearray : TYPES.bytes;
}

/** `sq_concat`. */
export function concatenate(vm: Operations, a: Value, b: Value): Value {
  const s = asStr(vm, a);
  if (s !== undefined) {
    const t = asStr(vm, b);
    if (t !== undefined) return s + t;
    throw raise(vm, 'TypeError', `can only concatenate str (not "${typeName(vm, b)}") to str`);
  }
  const x = vm.read(a as Ref);
  const y = b instanceof Ref ? vm.read(b) : null;
  if (x.kind === 'list') {
    if (y?.kind === 'list') {
      return vm.alloc({ kind: 'list', cls: TYPES.list, items: [...x.items, ...y.items], attrs: null });
    }
    throw raise(vm, 'TypeError', `can only concatenate list (not "${typeName(vm, b)}") to list`);
  }
  if (x.kind === 'tuple') {
    if (y?.kind === 'tuple') {
      if (x.items.length === 0 && y.cls === TYPES.tuple) return b;
      if (y.items.length === 0 && x.cls === TYPES.tuple) return a;
      return vm.alloc({ kind: 'tuple', cls: TYPES.tuple, items: [...x.items, ...y.items], attrs: null });
    }
    throw raise(vm, 'TypeError', `can only concatenate tuple (not "${typeName(vm, b)}") to tuple`);
  }
  const more = x.kind === 'bytes' ? bytesIn(vm, b) : undefined;
  if (x.kind === 'bytes' && more !== undefined)
    return vm.alloc({ kind: 'bytes', cls: bytesClass(vm, x.cls), bytes: [...x.bytes, ...more], attrs: null });
  throw raise(vm, 'TypeError', `can't concat ${typeName(vm, b)} to ${typeName(vm, a)}`);
}

/** `sq_repeat`. */
export function repeat(vm: Operations, sequence: Value, times: Value, ask: Ask): Value {
  const count = Math.max(
    0,
    indexAsking(vm, times, ask, `can't multiply sequence by non-int of type '${typeName(vm, times)}'`),
  );
  const s = asStr(vm, sequence);
  if (s !== undefined) {
    if (s.length * count > 1 << 28) throw raise(vm, 'MemoryError', []);
    return s.repeat(count);
  }
  const data = vm.read(sequence as Ref);
  if (data.kind === 'bytes') {
    return vm.alloc({
      kind: 'bytes',
      cls: bytesClass(vm, data.cls),
      bytes: repeated(vm, data.bytes, count),
      attrs: null,
    });
  }
  if (data.kind === 'tuple') {
    if (data.cls === TYPES.tuple && (count === 1 || data.items.length === 0)) return sequence;
    return vm.alloc({ kind: 'tuple', cls: TYPES.tuple, items: repeated(vm, data.items, count), attrs: null });
  }
  if (data.kind !== 'list') throw raise(vm, 'TypeError', 'not a sequence');
  return vm.alloc({ kind: 'list', cls: TYPES.list, items: repeated(vm, data.items, count), attrs: null });
}

function repeated<T>(vm: Operations, items: readonly T[], count: number): T[] {
  if (items.length * count > 1 << 27) throw raise(vm, 'MemoryError', []);
  const result: T[] = [];
  for (let i = 0; i < count; i++) for (const item of items) result.push(item);
  return result;
}

/** `PyNumber_AsSsize_t`: an int or what `__index__` answers. */
export function indexAsking(
  vm: Operations,
  v: Value,
  ask: Ask,
  message?: string,
  overflow: 'OverflowError' | 'IndexError' | 'ValueError' = 'OverflowError',
): number {
  const n = integerAsking(vm, v, ask, message);
  if (n <= vm.build.maxsize && n >= -vm.build.maxsize - 1) return Number(n);
  throw raise(vm, overflow, `cannot fit '${typeName(vm, v)}' into an index-sized integer`);
}

/** A `Py_ssize_t` argument as Argument Clinic converts it: `PyNumber_Index`, then `PyLong_AsSsize_t`. */
export function sizeAsking(vm: Operations, v: Value, ask: Ask): number {
  const n = integerAsking(vm, v, ask);
  if (n <= vm.build.maxsize && n >= -vm.build.maxsize - 1) return Number(n);
  throw raise(vm, 'OverflowError', 'Python int too large to convert to C ssize_t');
}

/** A C int argument. */
export function intArgument(vm: Operations, v: Value, ask: Ask): number {
  const n = integerAsking(vm, v, ask);
  if (n < 2 ** 31 && n >= -(2 ** 31)) return Number(n);
  throw raise(vm, 'OverflowError', 'Python int too large to convert to C int');
}

/** `PyNumber_Index`: an int, or what `__index__` answers. */
export function integerAsking(vm: Operations, v: Value, ask: Ask, message?: string): number | bigint {
  let n = asInt(vm, v);
  if (n === undefined) {
    const method = v instanceof Ref ? lookupSpecial(vm, v, '__index__') : undefined;
    if (method === undefined) {
      throw raise(vm, 'TypeError', message ?? `'${typeName(vm, v)}' object cannot be interpreted as an integer`);
    }
    const r = ask(...bindSpecial(vm, method, v, []));
    n = asInt(vm, r);
    if (n === undefined) throw wrongReturn(vm, v, '__index__', 'int', r);
  }
  return n;
}
