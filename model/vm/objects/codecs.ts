/**
 * The codecs of Unicode, ASCII and Latin-1: bytes of text and text of bytes (Objects/unicodeobject.c).
 * @module
 */
import type { Operations } from '../operations.ts';
import type { Ref } from '../value.ts';
import { decodeFault, encodeFault, type Fault } from './codec-errors.ts';
import { type Codec, codecOf, isWide, unitOf, type WideCodec } from './codec-names.ts';
import { TYPES } from './types.ts';

/** A new bytes object. */
export function newBytes(vm: Operations, bytes: number[]): Ref {
  return vm.alloc({ kind: 'bytes', cls: TYPES.bytes, bytes, attrs: null });
}

/** The codes of a text that stands for bytes, a character for each. */
export const codesOf = (text: string): number[] => Array.from(text, (c) => c.charCodeAt(0));

const limitOf = (codec: Codec): number => (codec === 'ascii' ? 0x80 : codec === 'latin-1' ? 0x100 : 0x110000);
const reasonOf = (codec: Codec): string =>
  codec === 'ascii' || codec === 'latin-1' ? `ordinal not in range(${limitOf(codec)})` : 'surrogates not allowed';

export function utf8Of(point: number): number[] {
  if (point < 0x80) return [point];
  if (point < 0x800) return [0xc0 | (point >> 6), 0x80 | (point & 0x3f)];
  const low = [0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f)];
  return point < 0x10000
    ? [0xe0 | (point >> 12), ...low]
    : [0xf0 | (point >> 18), 0x80 | ((point >> 12) & 0x3f), ...low];
}

function wideOf(codec: WideCodec, point: number): number[] {
  const { size, little } = unitOf(codec);
  const high = 0xd800 + ((point - 0x10000) >> 10);
  const units = size === 4 || point < 0x10000 ? [point] : [high, 0xdc00 + (point & 0x3ff)];
  return units.flatMap((unit) => {
    const bytes = Array.from({ length: size }, (_, i) => (unit >> (8 * i)) & 0xff);
    return little ? bytes : bytes.reverse();
  });
}

function bytesOf(codec: Codec, point: number): number[] {
  if (codec === 'utf-8') return utf8Of(point);
  return isWide(codec) ? wideOf(codec, point) : [point];
}

/** `text.encode(encoding, errors)`. */
export function encodeText(vm: Operations, text: string, encoding = 'utf-8', errors = 'strict'): number[] {
  const codec = codecOf(vm, encoding);
  const points = Array.from(text, (c) => c.codePointAt(0) as number);
  const limit = limitOf(codec);
  const bad = (point: number): boolean => point >= limit || (limit > 0x100 && point >= 0xd800 && point < 0xe000);
  const bytes = codec === 'utf-16' || codec === 'utf-32' ? wideOf(codec, 0xfeff) : [];
  for (let i = 0; i < points.length; ) {
    const point = points[i] as number;
    if (!bad(point)) {
      bytes.push(...bytesOf(codec, point));
      i++;
      continue;
    }
    let end = i + 1;
    while (end < points.length && bad(points[end] as number)) end++;
    for (const instead of encodeFault(vm, codec, text, points, { start: i, end, reason: reasonOf(codec) }, errors)) {
      if (typeof instead !== 'string') bytes.push(...instead);
      else bytes.push(...Array.from(instead).flatMap((c) => bytesOf(codec, c.charCodeAt(0))));
    }
    i = end;
  }
  return bytes;
}

/** A character and how many bytes it took, or a fault. */
type Read = { readonly text: string; readonly length: number } | Fault;

const END = 'unexpected end of data';
const TRUNCATED = 'truncated data';
const CONTINUATION = 'invalid continuation byte';

/** Bytes of the character that begins with a lead byte; 0 for no lead byte. */
function utf8Length(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/** Whether the second byte may follow the lead byte: no overlong forms, no surrogates, nothing past U+10FFFF. */
function mayFollow(lead: number, second: number): boolean {
  if ((second & 0xc0) !== 0x80) return false;
  if (lead === 0xe0) return second >= 0xa0;
  if (lead === 0xed) return second < 0xa0;
  if (lead === 0xf0) return second >= 0x90;
  return lead === 0xf4 ? second < 0x90 : true;
}

function readUtf8(bytes: readonly number[], start: number): Read {
  const lead = bytes[start] as number;
  const length = utf8Length(lead);
  if (length === 0) return { start, end: start + 1, reason: 'invalid start byte' };
  let point = length === 1 ? lead : lead & (0x7f >> length);
  for (let j = 1; j < length; j++) {
    const byte = bytes[start + j];
    if (byte === undefined) return { start, end: start + j, reason: END };
    const fits = j === 1 ? mayFollow(lead, byte) : (byte & 0xc0) === 0x80;
    if (!fits) return { start, end: start + j, reason: CONTINUATION };
    point = (point << 6) | (byte & 0x3f);
  }
  return { text: String.fromCodePoint(point), length };
}

function readWide(codec: WideCodec, bytes: readonly number[], start: number): Read {
  const { size, little } = unitOf(codec);
  const unitAt = (at: number): number => {
    const unit = bytes.slice(at, at + size);
    return (little ? unit.reverse() : unit).reduce((sum, byte) => sum * 256 + byte, 0);
  };
  if (start + size > bytes.length) return { start, end: bytes.length, reason: TRUNCATED };
  const unit = unitAt(start);
  if (size === 4) {
    const surrogate = unit >= 0xd800 && unit < 0xe000;
    if (surrogate) return { start, end: start + 4, reason: 'code point in surrogate code point range(0xd800, 0xe000)' };
    if (unit > 0x10ffff) return { start, end: start + 4, reason: 'code point not in range(0x110000)' };
    return { text: String.fromCodePoint(unit), length: 4 };
  }
  if (unit < 0xd800 || unit >= 0xe000) return { text: String.fromCharCode(unit), length: 2 };
  if (unit >= 0xdc00) return { start, end: start + 2, reason: 'illegal encoding' };
  if (start + 4 > bytes.length) return { start, end: bytes.length, reason: END };
  const low = unitAt(start + 2);
  if (low < 0xdc00 || low >= 0xe000) return { start, end: start + 2, reason: 'illegal UTF-16 surrogate' };
  return { text: String.fromCharCode(unit, low), length: 4 };
}

function readNarrow(codec: 'ascii' | 'latin-1', bytes: readonly number[], start: number): Read {
  const byte = bytes[start] as number;
  if (byte < limitOf(codec)) return { text: String.fromCharCode(byte), length: 1 };
  return { start, end: start + 1, reason: reasonOf(codec) };
}

/** The codec that a mark of byte order at the start of bytes tells, and where text begins. */
function marked(codec: Codec, bytes: readonly number[]): readonly [Codec, number] {
  if (codec !== 'utf-16' && codec !== 'utf-32') return [codec, 0];
  for (const ordered of [`${codec}-le`, `${codec}-be`] as const) {
    if (wideOf(ordered, 0xfeff).every((byte, i) => bytes[i] === byte)) return [ordered, unitOf(codec).size];
  }
  return [`${codec}-le`, 0];
}

/** `PyUnicode_FromEncodedObject` of bytes: no bytes are no text, whatever the encoding is; `object` is the bytes object, for the exception. */
export function decodeBytes(
  vm: Operations,
  object: Ref,
  bytes: readonly number[],
  encoding = 'utf-8',
  errors = 'strict',
): string {
  if (bytes.length === 0) return '';
  return decodePart(vm, object, bytes, codecOf(vm, encoding), errors, true).text;
}

/** Text of the beginning of bytes: how many were used, and the codec that a mark of byte order told. All of them are where these are the last. */
export function decodePart(
  vm: Operations,
  object: Ref,
  bytes: readonly number[],
  given: Codec,
  errors: string,
  last: boolean,
): { readonly text: string; readonly used: number; readonly codec: Codec } {
  if (!last && isWide(given) && bytes.length < unitOf(given).size) return { text: '', used: 0, codec: given };
  const [codec, from] = marked(given, bytes);
  let text = '';
  let i = from;
  while (i < bytes.length) {
    const read =
      codec === 'utf-8' ? readUtf8(bytes, i) : isWide(codec) ? readWide(codec, bytes, i) : readNarrow(codec, bytes, i);
    if ('text' in read) {
      text += read.text;
      i += read.length;
      continue;
    }
    if (!last && (read.reason === END || read.reason === TRUNCATED)) break;
    const instead = decodeFault(vm, codec, object, bytes, read, errors);
    text += instead.text;
    i = instead.next;
  }
  return { text, used: i, codec };
}
