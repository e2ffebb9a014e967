/**
 * Names of text encodings: those that the model has, those that CPython has beside them, and how names are compared.
 * @module
 */
import type { Operations } from '../operations.ts';
import { ModelError } from '../value.ts';
import { raise } from './exceptions.ts';

export type Codec = 'utf-8' | 'ascii' | 'latin-1' | WideCodec;
/** Encodings whose units are of two or four bytes; the bare names write a mark of their order first. */
export type WideCodec = 'utf-16' | 'utf-16-le' | 'utf-16-be' | 'utf-32' | 'utf-32-le' | 'utf-32-be';

const NAMES: Readonly<Record<string, Codec>> = {
  utf_8: 'utf-8',
  utf8: 'utf-8',
  u8: 'utf-8',
  utf: 'utf-8',
  cp65001: 'utf-8',
  utf_16: 'utf-16',
  utf16: 'utf-16',
  u16: 'utf-16',
  utf_16_le: 'utf-16-le',
  utf_16le: 'utf-16-le',
  utf_16_be: 'utf-16-be',
  utf_16be: 'utf-16-be',
  utf_32: 'utf-32',
  utf32: 'utf-32',
  u32: 'utf-32',
  utf_32_le: 'utf-32-le',
  utf_32le: 'utf-32-le',
  utf_32_be: 'utf-32-be',
  utf_32be: 'utf-32-be',
  ascii: 'ascii',
  us_ascii: 'ascii',
  646: 'ascii',
  latin_1: 'latin-1',
  latin1: 'latin-1',
  latin: 'latin-1',
  l1: 'latin-1',
  iso_8859_1: 'latin-1',
  iso8859_1: 'latin-1',
  '8859': 'latin-1',
};

/** Encodings of CPython's `encodings` that the model has not, and the codecs there that are not of text. */
const OTHERS =
  /^(cp|ibm|windows|iso|koi8|mac|kz|ptcp|hp_?roman|tis|big5|gb|hz|shift|s?jis|euc|johab|utf_?7|u7|utf_8_sig|utf8_sig|punycode|idna|palmos|(raw_)?unicode_escape|rot_?13|hex|base64|base_64|bz2|zlib|zip|uu|quopri|quoted|charmap|undefined|mbcs|oem)/;

/** The codec of a name. Throws LookupError for a name that CPython does not know either. */
export function codecOf(vm: Operations, encoding: string): Codec {
  const name = encoding.toLowerCase().replace(/[- ]/g, '_');
  const codec = NAMES[name];
  if (codec !== undefined) return codec;
  if (OTHERS.test(name)) throw new ModelError(`the encoding ${encoding} is not modelled`);
  throw raise(vm, 'LookupError', `unknown encoding: ${encoding}`);
}

/** Bytes of a unit, and whether the least comes first. */
export function unitOf(codec: WideCodec): { readonly size: 2 | 4; readonly little: boolean } {
  return { size: codec.startsWith('utf-16') ? 2 : 4, little: !codec.endsWith('be') };
}

export function isWide(codec: Codec): codec is WideCodec {
  return codec.startsWith('utf-16') || codec.startsWith('utf-32');
}
