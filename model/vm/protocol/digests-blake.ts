/**
 * BLAKE2b and BLAKE2s (RFC 7693), with all their parameters.
 * @module
 */
import { fractions } from './digests-primes.ts';

/** What differs between the two: words of 64 or of 32 bits. */
export interface Blake {
  readonly bits: 32 | 64;
  readonly rounds: number;
  readonly turns: readonly bigint[];
}
export const BLAKE2B: Blake = { bits: 64, rounds: 12, turns: [32n, 24n, 16n, 63n] };
export const BLAKE2S: Blake = { bits: 32, rounds: 10, turns: [16n, 12n, 8n, 7n] };

/** Which word of the message each mixing takes, by rounds. */
const SIGMA = [
  '0123456789abcdef',
  'ea489fd61c02b753',
  'b8c052fdae367194',
  '7931dcbe265a40f8',
  '905724afe1bc683d',
  '2c6a0b834d75fe19',
  'c51fed4a0763928b',
  'db7ec13950f4862a',
  '6fe9b308c2d714a5',
  'a2847615fb9e3cd0',
].map((row) => [...row].map((c) => Number.parseInt(c, 16)));

/** The columns, then the diagonals. */
const QUARTERS = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
] as const;

const START = { 32: fractions(8, 2, 32), 64: fractions(8, 2, 64) };

function wordsOf(bytes: Uint8Array, bits: 32 | 64): bigint[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const size = bits / 8;
  return Array.from({ length: bytes.length / size }, (_, i) =>
    bits === 64 ? view.getBigUint64(i * size, true) : BigInt(view.getUint32(i * size, true)),
  );
}

/** The bytes of a number, the least first. */
export function littleEndian(n: bigint, size: number): number[] {
  return Array.from({ length: size }, (_, i) => Number((n >> BigInt(8 * i)) & 0xffn));
}

/**
 * @param parameters the parameter block, of eight words
 * @param bytes the message, after its key where there is one
 */
export function blake2(
  { bits, rounds, turns }: Blake,
  parameters: readonly number[],
  lastNode: boolean,
  bytes: readonly number[],
): number[] {
  const block = 2 * bits;
  const mask = (1n << BigInt(bits)) - 1n;
  const rotr = (x: bigint, by: bigint): bigint => ((x >> by) | (x << (BigInt(bits) - by))) & mask;
  const count = Math.max(1, Math.ceil(bytes.length / block));
  const message = new Uint8Array(count * block);
  message.set(bytes);
  const iv = START[bits];
  let h = wordsOf(Uint8Array.from(parameters), bits).map((x, i) => x ^ iv[i]!);
  for (let n = 0; n < count; n++) {
    const last = n === count - 1;
    const m = wordsOf(message.subarray(n * block, (n + 1) * block), bits);
    const v = [...h, ...iv];
    const told = BigInt(last ? bytes.length : (n + 1) * block);
    v[12] = v[12]! ^ (told & mask);
    v[13] = v[13]! ^ (told >> BigInt(bits));
    if (last) v[14] = v[14]! ^ mask;
    if (last && lastNode) v[15] = v[15]! ^ mask;
    for (let round = 0; round < rounds; round++) {
      const order = SIGMA[round % 10]!;
      for (const [i, [a, b, c, d]] of QUARTERS.entries()) {
        for (const half of [0, 1]) {
          v[a] = (v[a]! + v[b]! + m[order[2 * i + half]!]!) & mask;
          v[d] = rotr(v[d]! ^ v[a]!, turns[2 * half]!);
          v[c] = (v[c]! + v[d]!) & mask;
          v[b] = rotr(v[b]! ^ v[c]!, turns[2 * half + 1]!);
        }
      }
    }
    h = h.map((x, i) => x ^ v[i]! ^ v[i + 8]!);
  }
  return h.flatMap((x) => littleEndian(x, bits / 8)).slice(0, parameters[0]);
}
