/**
 * The module `binascii` (Modules/binascii.c): hexadecimal digits, base64, and checksums (`checksums.ts`).
 * @module
 */
import { bindArguments, noKeywords, type Signature } from '../objects/arguments.ts';
import { bytesIn, bytesLike } from '../objects/buffer.ts';
import { hexText, separatorOf } from '../objects/bytes-hex.ts';
import { codesOf, newBytes } from '../objects/codecs.ts';
import { raise } from '../objects/exceptions.ts';
import { asInt, asKind, asStr } from '../objects/payload.ts';
import { TYPES, typeName } from '../objects/types.ts';
import type { Builtin, Keywords, Operations } from '../operations.ts';
import { truthAsking } from '../protocol/compare.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { indexAsking } from '../protocol/sequences.ts';
import { ModelError, type PyRaise, type Ref, type Slot, type Value } from '../value.ts';
import { ALPHABETS, BASE64_ALPHABET, fromBase64, toBase64 } from './base64-text.ts';
import { CHECKSUM, checksum } from './checksums.ts';
import { newExceptionClass, raiseOf } from './module-exception.ts';
import type { NativeModule } from './native-module.ts';

function failure(vm: Operations, text: string): PyRaise {
  return raiseOf(vm, 'binascii', text);
}

/** `ascii_buffer_converter`. */
function asciiBytes(vm: Operations, v: Value): readonly number[] {
  const text = asStr(vm, v);
  if (text !== undefined) {
    if (/[^\0-\x7f]/.test(text)) throw raise(vm, 'ValueError', 'string argument should contain only ASCII characters');
    return codesOf(text);
  }
  const bytes = bytesIn(vm, v);
  if (bytes !== undefined) return bytes;
  throw raise(vm, 'TypeError', `argument should be bytes, buffer or ASCII string, not '${typeName(vm, v)}'`);
}

/** Inputs: data, separator, bytes per group. */
const HEX: Algorithm = {
  name: 'binascii_hex',
  run: (vm, [data, separator, group], _vars, ask) => {
    const bytes = bytesLike(vm, data as Value);
    const size = group === undefined ? 1 : indexAsking(vm, group, ask);
    const text = hexText(bytes, separatorOf(vm, separator, 0xff, ask), size);
    return newBytes(vm, codesOf(text));
  },
};

const toHex =
  (name: string): Builtin =>
  (vm, args, keywords) =>
    replay(vm, HEX, bindArguments(vm, { name, names: ['data', 'sep', 'bytes_per_sep'], required: 1 }, args, keywords));

const fromHex =
  (name: string): Builtin =>
  (vm, args, keywords) => {
    const { hexIgnores } = ROWS[vm.version];
    if (!hexIgnores) {
      noKeywords(vm, `binascii.${name}`, keywords);
      if (args.length !== 1)
        throw raise(vm, 'TypeError', `binascii.${name}() takes exactly one argument (${args.length} given)`);
    }
    const signature = { name, names: ['', 'ignorechars'], positional: 1, required: 1 };
    const [data, ignored] = bindArguments(vm, signature, args, keywords);
    refuseUnless(ignored, (v) => asKind(vm, v, 'bytes')?.bytes.length === 0, `binascii.${name}(ignorechars=)`);
    const text = String.fromCharCode(...asciiBytes(vm, data as Value));
    if (text.length % 2 === 1) throw failure(vm, hexIgnores ? 'Odd number of hexadecimal digits' : 'Odd-length string');
    if (!/^[\da-f]*$/i.test(text)) throw failure(vm, 'Non-hexadecimal digit found');
    return newBytes(
      vm,
      Array.from({ length: text.length / 2 }, (_, i) => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16)),
    );
  };

/** An option that is modelled for one value only. */
function refuseUnless(v: Slot, plain: (v: Value) => boolean, what: string): void {
  if (v !== undefined && !plain(v)) throw new ModelError(`${what} is not modelled`);
}

const ENCODING: Signature = {
  name: 'b2a_base64',
  names: ['', 'newline', 'padded', 'alphabet', 'wrapcol'],
  positional: 1,
  required: 1,
};
const DECODING: Signature = {
  name: 'a2b_base64',
  names: ['', 'strict_mode', 'padded', 'alphabet', 'ignorechars', 'canonical'],
  positional: 1,
  required: 1,
};

/** Those of the signature that the version has. */
function bound(vm: Operations, signature: Signature, args: readonly Value[], keywords: Keywords | null): Slot[] {
  const { base64Alphabets } = ROWS[vm.version];
  const names = base64Alphabets ? signature.names : signature.names.slice(0, 2);
  return bindArguments(vm, { ...signature, names }, args, keywords);
}

function alphabetOf(vm: Operations, v: Slot): string {
  if (v === undefined) return BASE64_ALPHABET;
  const bytes = bytesLike(vm, v);
  if (bytes.length !== 64) throw raise(vm, 'ValueError', 'alphabet must have length 64');
  return String.fromCharCode(...bytes);
}

/** Lines of whole groups, at most so many characters wide; 0 for one line. */
function wrapped(characters: readonly number[], wrap: number): number[] {
  if (wrap === 0) return [...characters];
  const width = Math.max(4, wrap - (wrap % 4));
  return characters.flatMap((c, i) => (i > 0 && i % width === 0 ? [10, c] : [c]));
}

/** Inputs: data, newline, padded, alphabet. Vars: wrap. */
const ENCODE: Algorithm = {
  name: 'binascii_base64',
  run: (vm, [data, newline, padded, alphabet], vars, ask) => {
    const bytes = bytesLike(vm, data as Value);
    const closed = newline === undefined || truthAsking(vm, newline, ask);
    const pads = padded === undefined || truthAsking(vm, padded, ask);
    const lines = wrapped(toBase64(bytes, alphabetOf(vm, alphabet), pads), Number(vars['wrap']));
    return newBytes(vm, [...lines, ...(closed ? [10] : [])]);
  },
};

const encode: Builtin = (vm, args, keywords) => {
  const [data, newline, padded, alphabet, wrap] = bound(vm, ENCODING, args, keywords);
  const width = wrap === undefined ? 0 : Number(asInt(vm, wrap) ?? -1);
  if (width < 0) throw new ModelError('binascii.b2a_base64() of such a wrapcol is not modelled');
  return replay(vm, ENCODE, [data, newline, padded, alphabet], { wrap: width });
};

/** Inputs: data, strict mode, padded, alphabet. */
const DECODE: Algorithm = {
  name: 'binascii_from_base64',
  run: (vm, [data, strict, padded, alphabet], _vars, ask) => {
    const { base64Alphabets, strictTellsExcessPadding } = ROWS[vm.version];
    const characters = asciiBytes(vm, data as Value);
    const bytes = fromBase64(characters, {
      alphabet: alphabetOf(vm, alphabet),
      strict: strict !== undefined && truthAsking(vm, strict, ask),
      padded: padded === undefined || truthAsking(vm, padded, ask),
      endsAtPadding: !base64Alphabets,
      tellsExcessPadding: strictTellsExcessPadding,
    });
    if (typeof bytes === 'string') throw failure(vm, bytes);
    return newBytes(vm, bytes);
  },
};

const decode: Builtin = (vm, args, keywords) => {
  const [data, strict, padded, alphabet, ignored, canonical] = bound(vm, DECODING, args, keywords);
  const none = (v: Value): boolean => asKind(vm, v, 'bytes')?.bytes.length === 0;
  refuseUnless(ignored, none, 'binascii.a2b_base64(ignorechars=)');
  refuseUnless(canonical, (v) => v === false, 'binascii.a2b_base64(canonical=)');
  if (strict === true && padded === false)
    throw new ModelError('binascii.a2b_base64(strict_mode=True, padded=False) is not modelled');
  return replay(vm, DECODE, [data, strict, padded, alphabet]);
};

const text = (vm: Operations, characters: string): Ref => newBytes(vm, codesOf(characters));

export const BINASCII_MODULE: NativeModule = {
  functions: {
    b2a_hex: toHex('b2a_hex'),
    hexlify: toHex('hexlify'),
    a2b_hex: fromHex('a2b_hex'),
    unhexlify: fromHex('unhexlify'),
    b2a_base64: encode,
    a2b_base64: decode,
    crc32: checksum('binascii', 'crc32', 1),
    crc_hqx: checksum('binascii', 'crc_hqx', 2),
  },
  unmodelled: ['a2b_qp', 'b2a_qp', 'a2b_uu', 'b2a_uu'],
  state: (values) => [values['Error']],
  values: (vm) => ({
    Error: newExceptionClass(vm, 'binascii', 'Error', [TYPES.ValueError]),
    Incomplete: newExceptionClass(vm, 'binascii', 'Incomplete'),
    ...(ROWS[vm.version].base64Alphabets
      ? Object.fromEntries(Object.entries(ALPHABETS).map(([name, alphabet]) => [name, text(vm, alphabet)]))
      : {}),
  }),
};
export const BINASCII_ALGORITHMS: readonly Algorithm[] = [HEX, ENCODE, DECODE, CHECKSUM];
