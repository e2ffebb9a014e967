/**
 * The builtin behaviour of comparison, hash, truth and sequence operators as algorithms.
 * @module
 */

import { builtinSide, builtinTruth, type CompareOperator, contentsTruth } from '../protocol/compare.ts';
import { builtinHash, hashAsking } from '../protocol/hash.ts';
import type { Algorithm } from '../protocol/replay.ts';
import { concatenate, repeat } from '../protocol/sequences.ts';
import { Ref, type Value } from '../value.ts';

/** `type.__lt__(a, b)` and its kin; NotImplemented where the types do not go together. Vars: op. */
export const BUILTIN_COMPARE: Algorithm = {
  name: 'builtin_compare',
  run: (vm, inputs, vars, ask) =>
    builtinSide(vm, vars['op'] as CompareOperator, inputs[0] as Value, inputs[1] as Value, ask),
};

export const BUILTIN_HASH: Algorithm = {
  name: 'builtin_hash',
  run: (vm, [v], _vars, ask) => (v instanceof Ref ? builtinHash(vm, v, ask) : hashAsking(vm, v as Value, ask)),
};

export const BUILTIN_TRUTH: Algorithm = {
  name: 'builtin_truth',
  run: (vm, [v]) => (v instanceof Ref ? (contentsTruth(vm, v) ?? true) : (builtinTruth(vm, v) ?? true)),
};

/** `sequence + other`, `sequence * n`. Vars: op. */
export const SEQUENCE: Algorithm = {
  name: 'sequence',
  run: (vm, [a, b], vars, ask) =>
    vars['op'] === '+' ? concatenate(vm, a as Value, b as Value) : repeat(vm, a as Value, b as Value, ask),
};
