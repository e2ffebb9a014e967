/**
 * Base64 of `binascii` (Modules/binascii.c): bytes to characters and back, with what is wrong with characters told by version.
 * @module
 */
import { codesOf } from '../objects/codecs.ts';

/** The characters of RFC 4648, section 4, in order. */
export const BASE64_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const BASE64_URLSAFE = BASE64_ALPHABET.replace('+/', '-_');
const DIGITS = '0123456789';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ALNUM = `${DIGITS}${UPPER}${UPPER.toLowerCase()}`;
/** Every character from one to another. */
const span = (from: string, to: string): string =>
  String.fromCharCode(
    ...Array.from({ length: to.charCodeAt(0) - from.charCodeAt(0) + 1 }, (_, i) => from.charCodeAt(0) + i),
  );

/** The alphabets that `binascii` names (3.15). */
export const ALPHABETS: Readonly<Record<string, string>> = {
  BASE64_ALPHABET,
  URLSAFE_BASE64_ALPHABET: BASE64_URLSAFE,
  BASE32_ALPHABET: `${UPPER}234567`,
  BASE32HEX_ALPHABET: `${DIGITS}${UPPER.slice(0, 22)}`,
  ASCII85_ALPHABET: span('!', 'u'),
  BASE85_ALPHABET: `${ALNUM}!#$%&()*+-;<=>?@^_\`{|}~`,
  Z85_ALPHABET: `${DIGITS}${UPPER.toLowerCase()}${UPPER}.-:+=^!/*?&<>()[]{}@%$#`,
  BINHEX_ALPHABET: '!"#$%&\'()*+,-012345689@ABCDEFGHIJKLMNPQRSTUVXYZ[`abcdefhijklmpqr',
  CRYPT_ALPHABET: `./${ALNUM}`,
  UU_ALPHABET: span(' ', '_'),
};
const PAD = 0x3d;

/** `b2a_base64`, without a line's end. */
export function toBase64(bytes: readonly number[], alphabet: string, padded: boolean): number[] {
  const characters: string[] = [];
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = bytes.slice(i, i + 3);
    const word = (a << 16) | (b << 8) | c;
    const count = Math.min(3, bytes.length - i) + 1;
    for (let k = 0; k < count; k++) characters.push(alphabet[(word >> (18 - 6 * k)) & 0x3f] as string);
    if (padded) characters.push('='.repeat(4 - count));
  }
  return codesOf(characters.join(''));
}

/** How `a2b_base64` reads. */
export interface Reading {
  readonly alphabet: string;
  readonly strict: boolean;
  /** What lacks its padding is an error. */
  readonly padded: boolean;
  /** Padding that completes a group ends it all. */
  readonly endsAtPadding: boolean;
  /** Strict mode takes padding behind a complete group for an error. */
  readonly tellsExcessPadding: boolean;
}

/** The bytes, or what `binascii.Error` says. */
export function fromBase64(characters: readonly number[], reading: Reading): number[] | string {
  const { alphabet, strict, padded, endsAtPadding, tellsExcessPadding } = reading;
  const values = new Map(codesOf(alphabet).map((code, i) => [code, i]));
  const bytes: number[] = [];
  let position = 0;
  let left = 0;
  let pads = 0;
  let padding = false;
  if (strict && characters[0] === PAD) return 'Leading padding not allowed';
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i] as number;
    if (character === PAD) {
      padding = true;
      if (strict && tellsExcessPadding && position === 0) return 'Excess padding not allowed';
      if (position >= 2 && position + ++pads >= 4) {
        if (!endsAtPadding) {
          if (strict && position + pads > 4) return 'Excess padding not allowed';
          continue;
        }
        return strict && i + 1 < characters.length ? 'Excess data after padding' : bytes;
      }
      continue;
    }
    const value = values.get(character);
    if (value === undefined) {
      if (strict) return 'Only base64 data is allowed';
      continue;
    }
    if (strict && padding)
      return position + pads === 4 ? 'Excess data after padding' : 'Discontinuous padding not allowed';
    pads = 0;
    left = ((left << 6) | value) & 0xffff;
    if (position > 0) bytes.push((left >> (6 - 2 * position)) & 0xff);
    position = (position + 1) % 4;
  }
  if (position === 1) {
    const count = Math.floor(bytes.length / 3) * 4 + 1;
    return `Invalid base64-encoded string: number of data characters (${count}) cannot be 1 more than a multiple of 4`;
  }
  if (padded && position !== 0 && position + pads < 4) return 'Incorrect padding';
  return bytes;
}
