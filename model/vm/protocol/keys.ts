/**
 * Canonical keys: a JavaScript value that is the same (SameValueZero) for two Python values exactly when they are equal keys, so
 * that a `Map` is the hash table. 1, 1.0 and True are one number; a tuple is a string in the space of strings that begin with NUL.
 * Keys whose equality or hash is Python code have none.
 * @module
 */
import type { HeapData } from '../heap.ts';
import { raise } from '../objects/exceptions.ts';
import { isExtension, typeName } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { PyFloat, type PyRaise, Ref, type Slot, type Value } from '../value.ts';
import { lookupType, overrideOf } from './lookup.ts';

export type Key = string | number | bigint | null | PyFloat | Ref;

/** What `keyOf` answers for a key that only Python code can hash or compare. */
export const OPAQUE: unique symbol = Symbol('opaque');

/** How instances of a type hash: by identity or contents as the builtin does, by Python code, or not at all. */
export function hashing(vm: Operations, type: Ref): 'builtin' | 'python' | 'none' {
  if (type.id < 0 && !isExtension(type)) return 'builtin';
  const hash = lookupType(vm, type, '__hash__');
  if (hash === null) return 'none';
  return ['__hash__', '__eq__'].some((name) => overrideOf(vm, type, name) !== undefined) ? 'python' : 'builtin';
}

/** The canonical key of a value. Throws TypeError for an unhashable one. */
export function keyOf(vm: Operations, v: Value): Key | typeof OPAQUE {
  if (typeof v === 'string') return v.charCodeAt(0) === 0 ? `\0s${v}` : v;
  if (typeof v === 'number' || typeof v === 'bigint' || v === null) return v;
  if (typeof v === 'boolean') return v ? 1 : 0;
  if (v instanceof PyFloat) return floatKey(v);
  const data = vm.read(v);
  const how = hashing(vm, data.cls);
  if (how === 'python') return OPAQUE;
  if (how === 'none') throw unhashable(vm, v);
  return contentsKey(vm, v, data);
}

function floatKey(v: PyFloat): Key {
  const n = v.value;
  if (Number.isNaN(n)) return v;
  return Number.isInteger(n) && !Number.isSafeInteger(n) ? BigInt(n) : n;
}

function contentsKey(vm: Operations, v: Ref, data: Readonly<HeapData>): Key | typeof OPAQUE {
  switch (data.kind) {
    case 'tuple':
      return joined(vm, 't', data.items);
    case 'instance':
      return data.payload === undefined ? v : keyOf(vm, data.payload);
    case 'list':
    case 'dict':
      throw unhashable(vm, v);
    case 'set': {
      if (!data.frozen) throw unhashable(vm, v);
      const parts = encodeAll(vm, data.slots);
      return parts === undefined ? OPAQUE : `\0f${parts.sort().join('')}`;
    }
    case 'bytes':
      if (typeName(vm, v) === 'bytearray') throw unhashable(vm, v);
      return `\0b${data.bytes.join(',')}`;
    case 'method':
      return bound(vm, 'm', [data.func], data.self);
    case 'builtin':
      return data.self === undefined ? v : bound(vm, `c${data.impl}`, [], data.self);
    case 'range': {
      const span = BigInt(data.stop) - BigInt(data.start);
      const step = BigInt(data.step);
      const length = step > 0n === span > 0n && span !== 0n ? (span - (step > 0n ? 1n : -1n)) / step + 1n : 0n;
      return `\0r${length}${length > 0n ? `,${data.start}` : ''}${length > 1n ? `,${data.step}` : ''}`;
    }
    case 'record':
      if (hasNoHash(data.type)) throw unhashable(vm, v);
      if (data.type === 'slice') return joined(vm, 'l', data.slots);
      if (data.type === 'GenericAlias') return joined(vm, 'a', data.slots);
      if (data.type === 'UnionType') {
        const types = data.slots[0] instanceof Ref ? vm.read(data.slots[0]) : null;
        const parts = types?.kind === 'tuple' ? encodeAll(vm, types.items) : undefined;
        return parts === undefined ? OPAQUE : `\0u${parts.sort().join('')}`;
      }
      if (data.type === 'complex') {
        const [re = 0, im = 0] = data.numbers;
        return im === 0 ? floatKey(new PyFloat(re)) : `\0x${re},${im}`;
      }
      return v;
    default:
      return v;
  }
}

function joined(vm: Operations, tag: string, items: readonly Slot[]): Key | typeof OPAQUE {
  const parts = encodeAll(vm, items);
  return parts === undefined ? OPAQUE : `\0${tag}${parts.join('')}`;
}

/** What a method is bound to counts as itself, whatever it is equal to. */
function bound(vm: Operations, tag: string, parts: readonly Slot[], self: Value): Key | typeof OPAQUE {
  const key = joined(vm, tag, parts);
  return key === OPAQUE ? OPAQUE : `${String(key)}${encode(self instanceof Ref ? self : (keyOf(vm, self) as Key))}`;
}

function encodeAll(vm: Operations, items: readonly Slot[]): string[] | undefined {
  const parts: string[] = [];
  let opaque = false;
  for (const item of items) {
    if (item === undefined) continue;
    const key = keyOf(vm, item);
    if (key === OPAQUE) opaque = true;
    else parts.push(encode(key));
  }
  return opaque ? undefined : parts;
}

/** A key as self-delimiting text. */
function encode(key: Key): string {
  if (typeof key === 'string') return `${key.length}'${key}`;
  if (typeof key === 'number') return `n${key === 0 ? 0 : key};`;
  if (typeof key === 'bigint') return `n${key};`;
  if (key === null) return '-';
  if (key instanceof Ref) return `@${key.id};`;
  return 'nan;';
}

/** Types of the interpreter with `__eq__` and no `__hash__`. */
export const hasNoHash = (type: string): boolean => /^((dict|odict)_(keys|items)|ParamSpec(Args|Kwargs))$/.test(type);

/** `unhashable type: 'list'`. */
export function unhashable(vm: Operations, v: Value): PyRaise {
  return raise(vm, 'TypeError', `unhashable type: '${typeName(vm, v)}'`);
}
