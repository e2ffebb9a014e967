/**
 * `hash()`.
 * @module
 */

import { raise } from '../objects/exceptions.ts';
import { entriesOf } from '../objects/set-table.ts';
import { tupleItems } from '../objects/tuple.ts';
import { isExtension, refuseUnknown, typeName } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { isInt, normalizeInt, PENDING, type Pending, PyFloat, Ref, type Slot, type Value } from '../value.ts';
import { bindSpecial, UNBOUND } from './bind-special.ts';
import { type Hash, hashBytes, hashFloat, hashFrozenset, hashInt, hashString, hashTuple } from './hash-numbers.ts';
import { hashing, hasNoHash, unhashable } from './keys.ts';
import { overrideOf } from './lookup.ts';
import { rangeLength } from './range-items.ts';
import { type Algorithm, type Ask, isQuestion, noAnswers, replay } from './replay.ts';

/** `hash(None)` since 3.12. */
const NONE_HASH = 0xfca86420;

/** The hash of a value whose parts may have to be asked. Throws TypeError for unhashable ones. */
export function hashAsking(vm: Operations, v: Value, ask: Ask): Hash {
  const { build } = vm;
  if (typeof v === 'string') return hashString(v, build);
  if (typeof v === 'number' || typeof v === 'bigint') return hashInt(v, build);
  if (typeof v === 'boolean') return v ? 1 : 0;
  if (v === null) return build.bits === 32 ? NONE_HASH | 0 : NONE_HASH;
  if (v instanceof PyFloat) return Number.isNaN(v.value) ? 0 : hashFloat(v.value, build);
  const data = vm.read(v);
  if (data.cls.id >= 0 || isExtension(data.cls)) {
    const how = hashing(vm, data.cls);
    if (how === 'none') throw unhashable(vm, v);
    const method = how === 'python' ? overrideOf(vm, data.cls, '__hash__') : undefined;
    if (method !== undefined) {
      const result = ask(...bindSpecial(vm, method as Value, v, [], 'clears'));
      if (result === UNBOUND) throw unhashable(vm, v);
      return hashResult(vm, result);
    }
  }
  return builtinHash(vm, v, ask);
}

/** The builtin `__hash__` of a heap object, whatever its class defines. */
export function builtinHash(vm: Operations, v: Ref, ask: Ask): Hash {
  const { build } = vm;
  const data = vm.read(v);
  refuseUnknown(vm, v);
  const all = (items: readonly Slot[]): Hash[] =>
    items.filter((item) => item !== undefined).map((item) => hashAsking(vm, item as Value, ask));
  switch (data.kind) {
    case 'tuple':
      return hashTuple(all(data.items), build);
    case 'method':
      return mixed(vm, hashHolder(vm, data.self, ask), hashAsking(vm, data.func, ask));
    case 'builtin':
      return data.self === undefined
        ? hashIdentity(vm, v)
        : mixed(vm, hashHolder(vm, data.self, ask), hashString(data.impl, build));
    case 'list':
    case 'dict':
      throw unhashable(vm, v);
    case 'set':
      if (!data.frozen) throw unhashable(vm, v);
      return hashFrozenset(
        entriesOf(data).map(([, hash]) => hash),
        build,
      );
    case 'bytes':
      if (typeName(vm, v) === 'bytearray') throw unhashable(vm, v);
      return hashBytes(data.bytes, build);
    case 'instance':
      return data.payload === undefined ? hashIdentity(vm, v) : hashAsking(vm, data.payload, ask);
    case 'range': {
      const length = normalizeInt(rangeLength(data));
      return hashTuple(all([length, length > 0 ? data.start : null, length > 1 ? data.step : null]), build);
    }
    case 'record':
      if (data.type === 'complex') return hashComplex(vm, data.numbers);
      if (data.type === 'GenericAlias') return hashTuple(all(data.slots), build);
      if (data.type === 'UnionType') {
        all(tupleItems(vm, data.slots[2]));
        const members = data.slots[1];
        return members === undefined
          ? hashFrozenset(all(tupleItems(vm, data.slots[0])), build)
          : hashAsking(vm, members, ask);
      }
      if (data.type === 'slice') return hashTuple(all(data.slots), build, false);
      if (hasNoHash(data.type)) throw unhashable(vm, v);
      return hashIdentity(vm, v);
    default:
      return hashIdentity(vm, v);
  }
}

/** Of what a method is bound to the address counts, not its hash (`method_hash`, `meth_hash`). */
const hashHolder = (vm: Operations, self: Value, ask: Ask): Hash =>
  self instanceof Ref ? hashIdentity(vm, self) : hashAsking(vm, self, ask);

function mixed(vm: Operations, a: Hash, b: Hash): Hash {
  const both = BigInt.asIntN(vm.build.bits, BigInt(a) ^ BigInt(b));
  return both === -1n ? -2 : normalizeInt(both);
}

/** `complex_hash`: that of the real part, and of the imaginary one times `_PyHASH_IMAG`. */
function hashComplex(vm: Operations, [re = 0, im = 0]: readonly number[]): Hash {
  const { build } = vm;
  const sum = BigInt(hashFloat(re, build)) + 1000003n * BigInt(hashFloat(im, build));
  const combined = BigInt.asIntN(build.bits, sum);
  return combined === -1n ? -2 : normalizeInt(combined);
}

/** A stand-in for the address: distinct, stable, and like an address in its low bits. */
function hashIdentity(vm: Operations, v: Ref): number {
  const data = vm.read(v);
  const address = data.kind === 'type' && v.id < 0 ? vm.build.addresses?.get(data.name) : undefined;
  if (address !== undefined) return hashAddress(address);
  return Math.abs(v.id) * 2 + (v.id < 0 ? 1 : 0);
}

/** `_Py_HashPointer`, of 32 bits: the low bits, which alignment leaves 0, go to the top. */
function hashAddress(address: number): number {
  const hashed = (address >>> 4) | (address << 28);
  return hashed === -1 ? -2 : hashed;
}

/** What `slot_tp_hash` makes of the result of `__hash__`. */
export function hashResult(vm: Operations, result: Value): Hash {
  const n = typeof result === 'boolean' ? Number(result) : result;
  if (!isInt(n)) throw raise(vm, 'TypeError', '__hash__ method should return an integer');
  const { bits } = vm.build;
  const big = BigInt(n);
  if (BigInt.asIntN(bits, big) === big) return n === -1 ? -2 : n;
  return hashInt(n, vm.build);
}

/** Hash of one value; the only input. */
export const HASH: Algorithm = {
  name: 'hash',
  run: (vm, inputs, _vars, ask) => hashAsking(vm, inputs[0] as Value, ask),
};

/** `PyObject_Hash`: an int, signed, of the build's width. */
export function hash(vm: Operations, v: Value): Hash | Pending {
  const result = replay(vm, HASH, [v]);
  return result === PENDING ? PENDING : (result as Hash);
}

/** The hash where no Python code has to run for it; undefined otherwise. */
export function pureHash(vm: Operations, v: Value): Hash | undefined {
  try {
    return hashAsking(vm, v, noAnswers);
  } catch (e) {
    if (isQuestion(e)) return undefined;
    throw e;
  }
}
