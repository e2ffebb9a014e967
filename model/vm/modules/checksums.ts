/**
 * Checksums of `binascii` and `zlib`; of the latter no more is modelled.
 * @module
 */
import { between, noKeywords } from '../objects/arguments.ts';
import { bytesLike } from '../objects/buffer.ts';
import { asInt } from '../objects/payload.ts';
import type { Builtin } from '../operations.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';
import { indexAsking } from '../protocol/sequences.ts';
import type { Value } from '../value.ts';
import type { NativeModule } from './native-module.ts';

const CRC32 = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc32(bytes: readonly number[], start: number): number {
  let c = ~start;
  for (const byte of bytes) c = (CRC32[(c ^ byte) & 0xff] as number) ^ (c >>> 8);
  return ~c >>> 0;
}

/** CRC-CCITT, as BinHex had it. */
function crcHqx(bytes: readonly number[], start: number): number {
  let c = start & 0xffff;
  for (const byte of bytes) {
    c ^= byte << 8;
    for (let k = 0; k < 8; k++) c = ((c << 1) ^ (c & 0x8000 ? 0x1021 : 0)) & 0xffff;
  }
  return c;
}

/** What zlib has beside the CRC. */
function adler32(bytes: readonly number[], start: number): number {
  let low = start & 0xffff;
  let high = start >>> 16;
  for (const byte of bytes) {
    low = (low + byte) % ADLER_BASE;
    high = (high + low) % ADLER_BASE;
  }
  return ((high << 16) | low) >>> 0;
}
const ADLER_BASE = 65521;

type Sum = (bytes: readonly number[], start: number) => number;
const SUMS: Readonly<Record<string, Sum>> = { crc32, crc_hqx: crcHqx, adler32 };

/** Inputs: data, start. Vars: name. */
export const CHECKSUM: Algorithm = {
  name: 'binascii_checksum',
  run: (vm, [data, start], vars, ask) => {
    const bytes = bytesLike(vm, data as Value);
    const n =
      start === undefined ? (vars['name'] === 'adler32' ? 1 : 0) : (asInt(vm, start) ?? indexAsking(vm, start, ask));
    const word = Number(BigInt.asUintN(32, BigInt(n)));
    return (SUMS[String(vars['name'])] as Sum)(bytes, word);
  },
};

/** A function of data and where to go on from. */
export const checksum =
  (module: string, name: string, least: number): Builtin =>
  (vm, args, keywords) => {
    noKeywords(vm, `${module}.${name}`, keywords);
    between(vm, name, args, least, 2);
    return replay(vm, CHECKSUM, [args[0], args[1]], { name });
  };

export const ZLIB_MODULE: NativeModule = {
  functions: { crc32: checksum('zlib', 'crc32', 1), adler32: checksum('zlib', 'adler32', 1) },
  unmodelled: ['compress', 'decompress', 'compressobj', 'decompressobj'],
};
