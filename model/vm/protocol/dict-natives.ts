/**
 * Dict operations on keys that Python code hashes or compares: `__hash__` of the key sought, then `==` of stored keys with the same
 * hash, in insertion order, stored key on the left, as CPython's probing does where hashes are equal.
 * @module
 */
import { exceptionMatches } from '../objects/exceptions.ts';
import { TYPES } from '../objects/types.ts';
import type { Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { ModelError, PENDING, PyRaise, Ref, type Slot, type Value } from '../value.ts';
import { bindSpecial } from './bind-special.ts';
import { type DictOperation, dictData, dictFinish, dictOpaque } from './dict-table.ts';
import { hash, pureHash } from './hash.ts';
import { keyOf, OPAQUE } from './keys.ts';
import { lookupSpecial } from './lookup.ts';
import { compareOp, isTrue } from './operators.ts';
import { unhashableUse } from './unhashable-use.ts';

// Slots: dict, key, value. Vars: op, hash (text: it may be a bigint; given where it is known), at (the candidate that is compared).

function parts(self: NativeSelf): { dict: Ref; key: Value; value: Slot; op: DictOperation } {
  const [dict, key, value] = self.slots;
  if (!(dict instanceof Ref) || key === undefined) throw new ModelError('dict_operation without a dict');
  return { dict, key, value, op: self.vars['op'] as DictOperation };
}

function entryHash(vm: Operations, dict: Ref, i: number): number | bigint | undefined {
  const { keys, hashes } = dictData(vm, dict);
  const key = keys[i];
  if (key === undefined) return undefined;
  const own = hashes?.[i];
  return dictOpaque(vm, dict).includes(i) && own !== undefined ? own : pureHash(vm, key);
}

function probe(vm: Operations, self: NativeSelf, from: number): NativeStep {
  const { dict, key, value, op } = parts(self);
  const wanted = String(self.vars['hash']);
  const { keys } = dictData(vm, dict);
  const canonical = keyOf(vm, key);
  const opaque = dictOpaque(vm, dict);
  for (let i = from; i < keys.length; i++) {
    const stored = keys[i];
    if (stored === undefined) continue;
    if (stored === key) return finish(vm, op, dict, key, value, i, wanted);
    if (String(entryHash(vm, dict, i)) !== wanted) continue;
    if (canonical !== OPAQUE && !opaque.includes(i)) {
      if (keyOf(vm, stored) === canonical) return finish(vm, op, dict, key, value, i, wanted);
      continue;
    }
    self.setVars({ ...self.vars, at: i });
    return { result: compareOp(vm, '==', stored, key), then: 'compared' };
  }
  return finish(vm, op, dict, key, value, -1, wanted);
}

function finish(
  vm: Operations,
  op: DictOperation,
  dict: Ref,
  key: Value,
  value: Slot,
  at: number,
  hashText: string,
): NativeStep {
  const big = BigInt(hashText);
  return { done: dictFinish(vm, op, dict, key, value, at, BigInt.asIntN(53, big) === big ? Number(big) : big) };
}

/** The native behind `dictOperation`. */
const DICT_OPERATION: Native = {
  start: (vm, self) =>
    self.vars['hash'] === undefined ? { result: hash(vm, parts(self).key), then: 'hashed' } : probe(vm, self, 0),
  phases: {
    hashed: (vm, self, value) => {
      self.setVars({ ...self.vars, hash: String(value) });
      return probe(vm, self, 0);
    },
    compared: (vm, _self, value) => {
      const truth = isTrue(vm, value as Value);
      return { result: truth === PENDING ? PENDING : truth, then: 'decided' };
    },
    decided: (vm, self, value) => {
      const at = Number(self.vars['at']);
      const { dict, key, value: stored, op } = parts(self);
      if (value === true) return finish(vm, op, dict, key, stored, at, String(self.vars['hash']));
      return probe(vm, self, at + 1);
    },
  },
  caught: (vm, self, exception, phase) => {
    const hashed = self.vars['hash'] === undefined && (phase === 'start' || phase === 'hashed');
    if (hashed) throw unhashableUse(vm, parts(self).key, 'dict key', new PyRaise(exception));
    return undefined;
  },
};

/** A subclass's `__getitem__` with such keys: `__missing__` after a KeyError. Slots: dict, key. */
const DICT_MISSING: Native = {
  start: (vm, self) => ({
    result: vm.native('dict_operation', [...self.slots, undefined], { op: 'get' }),
    then: 'got',
  }),
  phases: { got: (_vm, _self, value) => ({ done: value }), computed: (_vm, _self, value) => ({ done: value }) },
  caught: (vm, self, exception, phase) => {
    const [dict, key] = self.slots as readonly [Ref, Value];
    const missing = lookupSpecial(vm, dict, '__missing__');
    if (phase === 'computed' || missing === undefined || !exceptionMatches(vm, exception, TYPES.KeyError))
      return undefined;
    return { result: vm.call(...bindSpecial(vm, missing, dict, [key])), then: 'computed' };
  },
};

/** Natives of this file. */
export const DICT_NATIVES: NativeTable = { dict_operation: DICT_OPERATION, dict_missing: DICT_MISSING };
