/**
 * `_random.Random` (Modules/_randommodule.c): the Mersenne Twister MT19937. Numbers: whether it was seeded, the index, then the 624 words of the state.
 * @module
 */

import { bindArguments, noKeywords } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { asInt, asKind } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { TYPES, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { hash } from '../protocol/hash.ts';
import { ROWS } from '../protocol/rows.ts';
import { ModelError, normalizeInt, PENDING, PyFloat, type Ref, type Slot, type Value } from '../value.ts';
import { newExtension, recordOf } from './extension.ts';
import type { NativeModule } from './native-module.ts';

const N = 624;
const M = 397;
/** Where the words stand in the record's numbers. */
const WORDS = 2;

const TYPE = '_random.Random';

/** `init_by_array`. */
function wordsOf(key: readonly number[]): number[] {
  const mt = [19650218];
  for (let i = 1; i < N; i++) {
    const previous = mt[i - 1] as number;
    mt.push((Math.imul(1812433253, previous ^ (previous >>> 30)) + i) >>> 0);
  }
  const mixed = (i: number, factor: number): number => {
    const previous = mt[i - 1] as number;
    return (mt[i] as number) ^ Math.imul(previous ^ (previous >>> 30), factor);
  };
  let i = 1;
  let j = 0;
  const advance = (): void => {
    if (++i < N) return;
    mt[0] = mt[N - 1] as number;
    i = 1;
  };
  for (let k = Math.max(N, key.length); k > 0; k--) {
    mt[i] = (mixed(i, 1664525) + (key[j] as number) + j) >>> 0;
    advance();
    j = (j + 1) % key.length;
  }
  for (let k = N - 1; k > 0; k--) {
    mt[i] = (mixed(i, 1566083941) - i) >>> 0;
    advance();
  }
  mt[0] = 0x80000000;
  return mt;
}

function setState(vm: Operations, ref: Ref, index: number, words: readonly number[]): void {
  [1, index, ...words].forEach((n, i) => {
    vm.setNumberAt(ref, 'numbers', i, n);
  });
}

/** The next word of 32 bits (`genrand_uint32`). */
function next(vm: Operations, ref: Ref): number {
  const { data } = recordOf(vm, TYPE, 'random', ref);
  if (data.numbers[0] !== 1) throw new ModelError('random numbers without a seed are outside the model');
  let index = data.numbers[1] as number;
  if (index >= N) {
    const mt = data.numbers.slice(WORDS, WORDS + N);
    for (let k = 0; k < N; k++) {
      const y = ((mt[k] as number) & 0x80000000) | ((mt[(k + 1) % N] as number) & 0x7fffffff);
      mt[k] = ((mt[(k + M) % N] as number) ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0)) >>> 0;
    }
    setState(vm, ref, 0, mt);
    index = 0;
  }
  vm.setNumberAt(ref, 'numbers', 1, index + 1);
  let y = recordOf(vm, TYPE, 'random', ref).data.numbers[WORDS + index] as number;
  y ^= y >>> 11;
  y ^= (y << 7) & 0x9d2c5680;
  y ^= (y << 15) & 0xefc60000;
  return (y ^ (y >>> 18)) >>> 0;
}

/** Words of a seed's magnitude, lowest first. */
function keyOf(n: number | bigint): number[] {
  let rest = BigInt(n);
  if (rest < 0n) rest = -rest;
  const key: number[] = [];
  do {
    key.push(Number(rest & 0xffffffffn));
    rest >>= 32n;
  } while (rest > 0n);
  return key;
}

function seedWith(vm: Operations, ref: Ref, seed: Slot): null {
  if (seed === undefined || seed === null) {
    vm.setNumberAt(ref, 'numbers', 0, 0);
    return null;
  }
  let n = asInt(vm, seed);
  if (n === undefined) {
    const hashed = hash(vm, seed);
    if (hashed === PENDING) throw new ModelError('a seed whose hash is Python code is not modelled');
    n = BigInt.asUintN(vm.build.bits, BigInt(hashed));
  }
  setState(vm, ref, N, wordsOf(keyOf(n)));
  return null;
}

const seeded: Builtin = (vm, [self, ...args], keywords) => {
  const { ref } = recordOf(vm, TYPE, 'seed', self);
  noKeywords(vm, 'Random.seed', keywords);
  return seedWith(vm, ref, args[0]);
};

const randomNew: Builtin = (vm, [cls, ...args], keywords) => {
  if (cls === TYPES[TYPE]) noKeywords(vm, 'Random', keywords);
  const ref = newExtension(vm, TYPE, cls as Ref, [], new Array<number>(WORDS + N).fill(0));
  seedWith(vm, ref, args[0]);
  return ref;
};

const random: Builtin = (vm, [self]) => {
  const { ref } = recordOf(vm, TYPE, 'random', self);
  const a = next(vm, ref) >>> 5;
  const b = next(vm, ref) >>> 6;
  return new PyFloat((a * 67108864 + b) / 9007199254740992);
};

const getrandbits: Builtin = (vm, [self, ...args], keywords) => {
  const { ref } = recordOf(vm, TYPE, 'getrandbits', self);
  const [wanted] = bindArguments(vm, { name: 'getrandbits', names: [''], required: 1 }, args, keywords);
  const bits = asInt(vm, wanted);
  if (bits === undefined)
    throw raise(vm, 'TypeError', `'${typeName(vm, wanted as Value)}' object cannot be interpreted as an integer`);
  if (bits < 0) throw raise(vm, 'ValueError', ROWS[vm.version].negativeBits);
  let result = 0n;
  let left = Number(bits);
  for (let shift = 0n; left > 0; shift += 32n, left -= 32) {
    const word = next(vm, ref);
    result |= BigInt(left < 32 ? word >>> (32 - left) : word) << shift;
  }
  return normalizeInt(result);
};

const getstate: Builtin = (vm, [self]) => {
  const { numbers } = recordOf(vm, TYPE, 'getstate', self).data;
  if (numbers[0] !== 1) throw new ModelError('the state of random numbers without a seed is outside the model');
  return newTuple(vm, [...numbers.slice(WORDS, WORDS + N), numbers[1] as number]);
};

const setstate: Builtin = (vm, [self, state]) => {
  const { ref } = recordOf(vm, TYPE, 'setstate', self);
  const items = asKind(vm, state, 'tuple')?.items;
  if (items === undefined) throw raise(vm, 'TypeError', 'state vector must be a tuple');
  if (items.length !== N + 1) throw raise(vm, 'ValueError', 'state vector is the wrong size');
  const numbers = items.map((v) => Number(asInt(vm, v)));
  const index = numbers[N] as number;
  if (!(index >= 0 && index <= N)) throw raise(vm, 'ValueError', 'invalid state');
  setState(vm, ref, index, numbers.slice(0, N));
  return null;
};

export const RANDOM_MODULE: NativeModule = { functions: {}, values: () => ({ Random: TYPES[TYPE] }), whole: true };
export const RANDOM_BUILTINS: BuiltinTable = {
  [`${TYPE}.__new__`]: randomNew,
  [`${TYPE}.random`]: random,
  [`${TYPE}.seed`]: seeded,
  [`${TYPE}.getrandbits`]: getrandbits,
  [`${TYPE}.getstate`]: getstate,
  [`${TYPE}.setstate`]: setstate,
};
