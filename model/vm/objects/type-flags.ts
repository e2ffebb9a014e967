/**
 * `type.__flags__` (Include/object.h): a number of which the model knows some bits, and the rest depends on caches. It is hollow, with what is known in its numbers:
 * [UNKNOWN_DATA, the bits, which of them are known]; `&` with known ones gives an int.
 * @module
 */
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { newRecord } from '../protocol/iteration.ts';
import { ModelError, normalizeInt, type Ref, type Value } from '../value.ts';
import { isStaticExtension } from './extension-types.ts';
import { asInt, asKind } from './payload.ts';
import { hollowName, isExtension, isSubtype, TYPES, typeData, UNKNOWN_DATA } from './types.ts';

const HEAP_TYPE = 1 << 9;
const IS_ABSTRACT = 1 << 20;

/** `Py_TPFLAGS_LONG_SUBCLASS` and its kin. */
const SUBCLASS_BITS: readonly (readonly [Ref, number])[] = [
  [TYPES.int, 2 ** 24],
  [TYPES.list, 2 ** 25],
  [TYPES.tuple, 2 ** 26],
  [TYPES.bytes, 2 ** 27],
  [TYPES.str, 2 ** 28],
  [TYPES.dict, 2 ** 29],
  [TYPES.BaseException, 2 ** 30],
  [TYPES.type, 2 ** 31],
];

/** The flags of a class. */
export function typeFlags(vm: Operations, cls: Ref): Ref {
  let bits = typeData(vm, cls).abstract === true ? IS_ABSTRACT : 0;
  let known = IS_ABSTRACT + HEAP_TYPE;
  // Of the types of C modules most are on the heap.
  if (cls.id > 0 || (isExtension(cls) && !isStaticExtension(typeData(vm, cls).layout))) bits += HEAP_TYPE;
  for (const [base, bit] of SUBCLASS_BITS) {
    known += bit;
    if (isSubtype(vm, cls, base)) bits += bit;
  }
  return newRecord(vm, 'hollow', ['type.__flags__'], [UNKNOWN_DATA, bits, known]);
}

const and: Builtin = (vm, [self, other]) => {
  const [, bits = 0, known = 0] = asKind(vm, self as Value, 'record')?.numbers ?? [];
  const mask = asInt(vm, other as Value);
  if (mask === undefined || (BigInt(mask) & ~BigInt(known)) !== 0n)
    throw new ModelError(`${hollowName(vm, self as Value)} is not modelled`);
  return normalizeInt(BigInt(bits) & BigInt(mask));
};

export const TYPE_FLAGS: BuiltinTable = { 'hollow.__and__': and, 'hollow.__rand__': and };
