/**
 * Hashes of numbers, strings and tuples, bit for bit (Python/pyhash.c, Objects/tupleobject.c, Objects/setobject.c), for both pointer widths.
 * Computed in bigint modulo 2^bits except on the paths that programs meet.
 * @module
 */
import type { BuildFacts } from '../operations.ts';

/** A `Py_hash_t`: signed; a bigint only where a number cannot hold it. */
export type Hash = number | bigint;

/** An unsigned word as `Py_hash_t`; −1 is reserved for errors and becomes `instead`. */
export function signed(word: bigint, build: BuildFacts, instead = -2): Hash {
  const h = BigInt.asIntN(build.bits, word);
  if (h === -1n) return instead;
  return h >= -9007199254740991n && h <= 9007199254740991n ? Number(h) : h;
}

/** `long_hash`: modulo the prime, sign kept. */
export function hashInt(n: number | bigint, build: BuildFacts): Hash {
  if (typeof n === 'number') {
    if (n === -1) return -2;
    if (build.bits === 64) {
      if (n > -(2 ** 61) && n < 2 ** 61) return n;
    } else {
      const r = n % 2147483647;
      return r === -1 ? -2 : r === 0 ? 0 : r;
    }
  }
  const r = BigInt(n) % build.hashModulus;
  return signed(r, build);
}

/** `_Py_HashDouble` for finite and infinite values (a NaN hashes by identity). */
export function hashFloat(value: number, build: BuildFacts): Hash {
  if (!Number.isFinite(value)) return value > 0 ? 314159 : -314159;
  if (Number.isSafeInteger(value)) return hashInt(value === 0 ? 0 : value, build);
  let exponent = 0;
  let m = Math.abs(value);
  while (!Number.isInteger(m)) {
    m *= 2;
    exponent--;
  }
  const bits = build.bits === 64 ? 61 : 31;
  const shift = BigInt((((exponent % bits) + bits) % bits) % bits);
  const r = ((BigInt(m) % build.hashModulus) << shift) % build.hashModulus;
  return signed(value < 0 ? -r : r, build);
}

function fnv(bytes: ArrayLike<number>): number {
  const length = bytes.length;
  if (length === 0) return 0;
  let rest = length % 4;
  if (rest === 0) rest = 4;
  const blocks = (length - rest) / 4;
  let x = (bytes[0] as number) << 7;
  let p = 0;
  for (let b = 0; b < blocks; b++, p += 4) {
    const word =
      (bytes[p] as number) |
      ((bytes[p + 1] as number) << 8) |
      ((bytes[p + 2] as number) << 16) |
      ((bytes[p + 3] as number) << 24);
    x = Math.imul(1000003, x) ^ word;
  }
  for (; p < length; p++) x = Math.imul(1000003, x) ^ (bytes[p] as number);
  x ^= length;
  return x === -1 ? -2 : x;
}

const MASK = 0xffffffffffffffffn;
const rotl = (x: bigint, n: bigint): bigint => ((x << n) | (x >> (64n - n))) & MASK;

function siphash13(bytes: ArrayLike<number>): bigint {
  const length = bytes.length;
  let v0 = 0x736f6d6570736575n;
  let v1 = 0x646f72616e646f6dn;
  let v2 = 0x6c7967656e657261n;
  let v3 = 0x7465646279746573n;
  const round = (): void => {
    v0 = (v0 + v1) & MASK;
    v2 = (v2 + v3) & MASK;
    v1 = rotl(v1, 13n) ^ v0;
    v3 = rotl(v3, 16n) ^ v2;
    v0 = rotl(v0, 32n);
    v2 = (v2 + v1) & MASK;
    v0 = (v0 + v3) & MASK;
    v1 = rotl(v1, 17n) ^ v2;
    v3 = rotl(v3, 21n) ^ v0;
    v2 = rotl(v2, 32n);
  };
  const word = (at: number, count: number): bigint => {
    let w = 0n;
    for (let i = count - 1; i >= 0; i--) w = (w << 8n) | BigInt(bytes[at + i] as number);
    return w;
  };
  const whole = length - (length % 8);
  for (let at = 0; at < whole; at += 8) {
    const m = word(at, 8);
    v3 ^= m;
    round();
    v0 ^= m;
  }
  const last = (BigInt(length & 0xff) << 56n) | word(whole, length - whole);
  v3 ^= last;
  round();
  v0 ^= last;
  v2 ^= 0xffn;
  round();
  round();
  round();
  return v0 ^ v1 ^ v2 ^ v3;
}

/** `Py_HashBuffer` with PYTHONHASHSEED=0. */
export function hashBytes(bytes: ArrayLike<number>, build: BuildFacts): Hash {
  if (bytes.length === 0) return 0;
  return build.stringHash === 'fnv' ? fnv(bytes) : signed(siphash13(bytes), build);
}

/** `unicode_hash`: over the string's buffer in its kind (1, 2 or 4 bytes a character, little-endian). */
export function hashString(s: string, build: BuildFacts): Hash {
  let width = 1;
  for (let i = 0; i < s.length; i++) {
    const c = s.charCodeAt(i);
    if (c >= 0xd800 && c < 0xdc00 && i + 1 < s.length && (s.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      width = 4;
      break;
    }
    if (c > 0xff) width = 2;
  }
  const bytes: number[] = [];
  if (width === 4) {
    for (const c of s) {
      const p = c.codePointAt(0) as number;
      bytes.push(p & 0xff, (p >> 8) & 0xff, (p >> 16) & 0xff, p >>> 24);
    }
  } else {
    for (let i = 0; i < s.length; i++) {
      const c = s.charCodeAt(i);
      if (width === 1) bytes.push(c);
      else bytes.push(c & 0xff, c >> 8);
    }
  }
  return hashBytes(bytes, build);
}

/** `tuple_hash` over the hashes of the items (xxHash). `slice_hash` is the same without the length. */
export function hashTuple(lanes: readonly Hash[], build: BuildFacts, withLength = true): Hash {
  if (build.bits === 32) {
    let acc = 374761393;
    for (const lane of lanes) {
      acc = (acc + Math.imul(Number(lane) | 0, -2048144777)) | 0;
      acc = (acc << 13) | (acc >>> 19);
      acc = Math.imul(acc, -1640531535);
    }
    if (withLength) acc = (acc + (lanes.length ^ (374761393 ^ 3527539))) | 0;
    return acc === -1 ? 1546275796 : acc;
  }
  let acc = 2870177450012600261n;
  for (const lane of lanes) {
    acc = (acc + BigInt.asUintN(64, BigInt(lane)) * 14029467366897019727n) & MASK;
    acc = (rotl(acc, 31n) * 11400714785074694791n) & MASK;
  }
  if (withLength) acc = (acc + (BigInt(lanes.length) ^ (2870177450012600261n ^ 3527539n))) & MASK;
  return signed(acc, build, 1546275796);
}

/** `frozenset_hash` over the hashes of the members; the order does not matter. */
export function hashFrozenset(members: readonly Hash[], build: BuildFacts): Hash {
  const width = build.bits;
  let hash = 0n;
  for (const member of members) {
    const h = BigInt.asUintN(width, BigInt(member));
    hash ^= BigInt.asUintN(width, (h ^ 89869747n ^ (h << 16n)) * 3644798167n);
  }
  hash ^= BigInt.asUintN(width, BigInt(members.length + 1) * 1927868237n);
  hash ^= (hash >> 11n) ^ (hash >> 25n);
  hash = BigInt.asUintN(width, hash * 69069n + 907133923n);
  return signed(hash, build, 590923713);
}
