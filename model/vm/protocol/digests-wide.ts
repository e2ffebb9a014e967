/**
 * Digests by words of 64 bits: SHA-512 (FIPS 180-4) and SHA-3 (FIPS 202).
 * @module
 */
import { padded } from './digests-narrow.ts';
import { fractions } from './digests-primes.ts';

const MASK = (1n << 64n) - 1n;
const rotr = (x: bigint, by: bigint): bigint => ((x >> by) | (x << (64n - by))) & MASK;
const rotl = (x: bigint, by: bigint): bigint => rotr(x, 64n - by);

const K = fractions(80, 3, 64);
const SHA512_START = fractions(8, 2, 64);
const SHA384_START = fractions(16, 2, 64).slice(8);

function sha2(bytes: readonly number[], start: readonly bigint[]): number[] {
  const message = padded(bytes, 128, false);
  const view = new DataView(message.buffer);
  let state = start;
  for (let at = 0; at < message.length; at += 128) {
    const w = Array.from({ length: 16 }, (_, i) => view.getBigUint64(at + 8 * i));
    for (let i = 16; i < 80; i++) {
      const [x, y] = [w[i - 15]!, w[i - 2]!];
      const s0 = rotr(x, 1n) ^ rotr(x, 8n) ^ (x >> 7n);
      const s1 = rotr(y, 19n) ^ rotr(y, 61n) ^ (y >> 6n);
      w.push((w[i - 16]! + s0 + w[i - 7]! + s1) & MASK);
    }
    let [a, b, c, d, e, f, g, h] = state as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];
    for (let i = 0; i < 80; i++) {
      const s1 = rotr(e, 14n) ^ rotr(e, 18n) ^ rotr(e, 41n);
      const t1 = h + s1 + ((e & f) ^ (~e & MASK & g)) + K[i]! + w[i]!;
      const t2 = (rotr(a, 28n) ^ rotr(a, 34n) ^ rotr(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) & MASK, c, b, a, (t1 + t2) & MASK];
    }
    const mixed = [a, b, c, d, e, f, g, h];
    state = state.map((x, i) => (x + mixed[i]!) & MASK);
  }
  const out = new DataView(new ArrayBuffer(64));
  state.forEach((x, i) => {
    out.setBigUint64(8 * i, x);
  });
  return [...new Uint8Array(out.buffer)];
}

export const sha512 = (bytes: readonly number[]): number[] => sha2(bytes, SHA512_START);
export const sha384 = (bytes: readonly number[]): number[] => sha2(bytes, SHA384_START).slice(0, 48);

/** The round constants of Keccak, from its shift register. */
const ROUND_CONSTANTS = ((): bigint[] => {
  let register = 1;
  return Array.from({ length: 24 }, () => {
    let constant = 0n;
    for (let j = 0; j < 7; j++) {
      if (register & 1) constant |= 1n << BigInt(2 ** j - 1);
      register = register & 0x80 ? (register << 1) ^ 0x171 : register << 1;
    }
    return constant;
  });
})();

/** Where each lane goes, and how far it turns there. */
const WALK = ((): (readonly [to: number, turn: bigint])[] => {
  let [x, y] = [1, 0];
  return Array.from({ length: 24 }, (_, t) => {
    [x, y] = [y, (2 * x + 3 * y) % 5];
    return [x + 5 * y, BigInt((((t + 1) * (t + 2)) / 2) % 64)] as const;
  });
})();

function permute(a: bigint[]): void {
  for (const constant of ROUND_CONSTANTS) {
    const c = [0, 1, 2, 3, 4].map((x) => a[x]! ^ a[x + 5]! ^ a[x + 10]! ^ a[x + 15]! ^ a[x + 20]!);
    for (let i = 0; i < 25; i++) a[i] = a[i]! ^ c[(i + 4) % 5]! ^ rotl(c[(i + 1) % 5]!, 1n);
    let carried = a[1]!;
    for (const [to, turn] of WALK) [carried, a[to]] = [a[to]!, rotl(carried, turn)];
    for (let y = 0; y < 25; y += 5) {
      const row = a.slice(y, y + 5);
      for (let x = 0; x < 5; x++) a[y + x] = row[x]! ^ (~row[(x + 1) % 5]! & MASK & row[(x + 2) % 5]!);
    }
    a[0] = a[0]! ^ constant;
  }
}

/** Keccak with so many bytes in a block; `suffix` is what tells SHA-3 from SHAKE. */
export function keccak(bytes: readonly number[], rate: number, suffix: number, length: number): number[] {
  const message = new Uint8Array((Math.floor(bytes.length / rate) + 1) * rate);
  message.set(bytes);
  message[bytes.length] = suffix;
  message[message.length - 1] = (message[message.length - 1] as number) | 0x80;
  const view = new DataView(message.buffer);
  const state: bigint[] = Array.from({ length: 25 }, () => 0n);
  for (let at = 0; at < message.length; at += rate) {
    for (let i = 0; i < rate / 8; i++) state[i] = state[i]! ^ view.getBigUint64(at + 8 * i, true);
    permute(state);
  }
  const out: number[] = [];
  const block = new DataView(new ArrayBuffer(200));
  for (;;) {
    state.forEach((x, i) => {
      block.setBigUint64(8 * i, x, true);
    });
    out.push(...new Uint8Array(block.buffer, 0, rate));
    if (out.length >= length) return out.slice(0, length);
    permute(state);
  }
}
