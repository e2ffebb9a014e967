/**
 * Digests by words of 32 bits: MD5 (RFC 1321), SHA-1 and SHA-256 (FIPS 180-4).
 * @module
 */
import { fractions } from './digests-primes.ts';

const rotl = (x: number, by: number): number => (x << by) | (x >>> (32 - by));
const rotr = (x: number, by: number): number => (x >>> by) | (x << (32 - by));

/** The message with its end mark and its length in bits, up to whole blocks. */
export function padded(bytes: readonly number[], block: number, little: boolean): Uint8Array {
  const lengthSize = block / 8;
  const size = Math.ceil((bytes.length + 1 + lengthSize) / block) * block;
  const message = new Uint8Array(size);
  message.set(bytes);
  message[bytes.length] = 0x80;
  new DataView(message.buffer).setBigUint64(size - 8, BigInt(bytes.length) * 8n, little);
  return message;
}

/** Runs a compression over the blocks of 16 words. */
function run(
  bytes: readonly number[],
  start: readonly number[],
  little: boolean,
  compress: (state: readonly number[], words: number[]) => readonly number[],
): number[] {
  const message = padded(bytes, 64, little);
  const view = new DataView(message.buffer);
  let state = start;
  for (let at = 0; at < message.length; at += 64) {
    const mixed = compress(
      state,
      Array.from({ length: 16 }, (_, i) => view.getUint32(at + 4 * i, little)),
    );
    state = state.map((x, i) => (x + (mixed[i] as number)) | 0);
  }
  const out = new DataView(new ArrayBuffer(4 * start.length));
  state.forEach((x, i) => {
    out.setInt32(4 * i, x, little);
  });
  return [...new Uint8Array(out.buffer)];
}

const START = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
const MD5_SHIFTS = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
] as const;
const MD5_SINES = Array.from({ length: 64 }, (_, i) => Math.floor(2 ** 32 * Math.abs(Math.sin(i + 1))));

export function md5(bytes: readonly number[]): number[] {
  return run(bytes, START.slice(0, 4), true, (state, words) => {
    let [a, b, c, d] = state as [number, number, number, number];
    for (let i = 0; i < 64; i++) {
      const round = i >> 4;
      const f = [(b & c) | (~b & d), (d & b) | (~d & c), b ^ c ^ d, c ^ (b | ~d)][round] as number;
      const word = words[[i, 5 * i + 1, 3 * i + 5, 7 * i][round]! % 16] as number;
      const sum = (a + f + (MD5_SINES[i] as number) + word) | 0;
      [a, d, c, b] = [d, c, b, (b + rotl(sum, MD5_SHIFTS[round]![i % 4] as number)) | 0];
    }
    return [a, b, c, d];
  });
}

const SHA1_CONSTANTS = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6];

export function sha1(bytes: readonly number[]): number[] {
  return run(bytes, START, false, (state, w) => {
    for (let i = 16; i < 80; i++) w.push(rotl(w[i - 3]! ^ w[i - 8]! ^ w[i - 14]! ^ w[i - 16]!, 1));
    let [a, b, c, d, e] = state as [number, number, number, number, number];
    for (let i = 0; i < 80; i++) {
      const round = Math.floor(i / 20);
      const f = [(b & c) | (~b & d), b ^ c ^ d, (b & c) | (b & d) | (c & d), b ^ c ^ d][round] as number;
      const sum = (rotl(a, 5) + f + e + SHA1_CONSTANTS[round]! + w[i]!) | 0;
      [e, d, c, b, a] = [d, c, rotl(b, 30), a, sum];
    }
    return [a, b, c, d, e];
  });
}

const K = fractions(64, 3, 32).map(Number);
/** The fractions of square roots: of the first eight primes for SHA-256, of the next eight for SHA-224 (their second halves). */
const SHA256_START = fractions(8, 2, 32).map(Number);
const SHA224_START = fractions(16, 2, 64)
  .slice(8)
  .map((x) => Number(x & 0xffffffffn));

function sha2(bytes: readonly number[], start: readonly number[]): number[] {
  return run(bytes, start, false, (state, w) => {
    for (let i = 16; i < 64; i++) {
      const [x, y] = [w[i - 15]!, w[i - 2]!];
      const s0 = rotr(x, 7) ^ rotr(x, 18) ^ (x >>> 3);
      const s1 = rotr(y, 17) ^ rotr(y, 19) ^ (y >>> 10);
      w.push((w[i - 16]! + s0 + w[i - 7]! + s1) | 0);
    }
    let [a, b, c, d, e, f, g, h] = state as [number, number, number, number, number, number, number, number];
    for (let i = 0; i < 64; i++) {
      const s1 = rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25);
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i]! + w[i]!) | 0;
      const t2 = ((rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
    }
    return [a, b, c, d, e, f, g, h];
  });
}

export const sha256 = (bytes: readonly number[]): number[] => sha2(bytes, SHA256_START);
export const sha224 = (bytes: readonly number[]): number[] => sha2(bytes, SHA224_START).slice(0, 28);
