/**
 * UTF-8, ASCII and Latin-1: bytes of text and text of bytes, with the errors of Python's codecs.
 * @module
 */
import type { Operations } from '../operations.ts';
import type { PyRaise, Ref, Value } from '../value.ts';
import { initException } from './exception-init.ts';
import { raise } from './exceptions.ts';
import { TYPES } from './types.ts';

type Codec = 'utf-8' | 'ascii' | 'latin-1';

const NAMES: Readonly<Record<string, Codec>> = {
  utf_8: 'utf-8',
  utf8: 'utf-8',
  u8: 'utf-8',
  utf: 'utf-8',
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

function codecOf(vm: Operations, encoding: string): Codec {
  const codec = NAMES[encoding.toLowerCase().replace(/[- ]/g, '_')];
  if (codec === undefined) throw raise(vm, 'LookupError', `unknown encoding: ${encoding}`);
  return codec;
}

/** A new bytes object. */
export function newBytes(vm: Operations, bytes: number[]): Ref {
  return vm.alloc({ kind: 'bytes', cls: TYPES.bytes, bytes, attrs: null });
}

/** Characters to escapes, as `backslashreplace` has them. */
function escaped(point: number): string {
  if (point < 0x100) return `\\x${point.toString(16).padStart(2, '0')}`;
  if (point < 0x10000) return `\\u${point.toString(16).padStart(4, '0')}`;
  return `\\U${point.toString(16).padStart(8, '0')}`;
}

function unknownHandler(vm: Operations, errors: string): PyRaise {
  return raise(vm, 'LookupError', `unknown error handler name '${errors}'`);
}

function codecError(
  vm: Operations,
  type: 'UnicodeEncodeError' | 'UnicodeDecodeError',
  args: readonly Value[],
): PyRaise {
  const raised = raise(vm, type, args);
  initException(vm, raised.exception, args, null);
  return raised;
}

const LIMITS: Readonly<Record<Codec, number>> = { 'utf-8': 0x110000, ascii: 0x80, 'latin-1': 0x100 };
const REASONS: Readonly<Record<Codec, string>> = {
  'utf-8': 'surrogates not allowed',
  ascii: 'ordinal not in range(128)',
  'latin-1': 'ordinal not in range(256)',
};

function utf8Of(point: number): number[] {
  if (point < 0x80) return [point];
  if (point < 0x800) return [0xc0 | (point >> 6), 0x80 | (point & 0x3f)];
  const low = [0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f)];
  return point < 0x10000
    ? [0xe0 | (point >> 12), ...low]
    : [0xf0 | (point >> 18), 0x80 | ((point >> 12) & 0x3f), ...low];
}

/** `text.encode(encoding, errors)`. */
export function encodeText(vm: Operations, text: string, encoding = 'utf-8', errors = 'strict'): number[] {
  const codec = codecOf(vm, encoding);
  const points = Array.from(text, (c) => c.codePointAt(0) as number);
  const bad = (point: number): boolean =>
    point >= LIMITS[codec] || (codec === 'utf-8' && point >= 0xd800 && point < 0xe000);
  const bytes: number[] = [];
  for (let i = 0; i < points.length; i++) {
    const point = points[i] as number;
    if (!bad(point)) {
      bytes.push(...(codec === 'utf-8' ? utf8Of(point) : [point]));
      continue;
    }
    if (errors === 'strict') {
      let end = i + 1;
      while (end < points.length && bad(points[end] as number)) end++;
      throw codecError(vm, 'UnicodeEncodeError', [codec, text, i, end, REASONS[codec]]);
    }
    if (errors === 'replace') bytes.push(0x3f);
    else if (errors === 'backslashreplace') bytes.push(...Array.from(escaped(point), (c) => c.charCodeAt(0)));
    else if (errors === 'xmlcharrefreplace') bytes.push(...Array.from(`&#${point};`, (c) => c.charCodeAt(0)));
    else if (errors !== 'ignore') throw unknownHandler(vm, errors);
  }
  return bytes;
}

/** A stretch of bytes that is no text: how many, and why. */
interface Fault {
  readonly length: number;
  readonly reason: string;
}
const END = 'unexpected end of data';
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

function decodeUtf8(bytes: readonly number[], i: number): string | Fault {
  const lead = bytes[i] as number;
  const length = utf8Length(lead);
  if (length === 0) return { length: 1, reason: 'invalid start byte' };
  let point = length === 1 ? lead : lead & (0x7f >> length);
  for (let j = 1; j < length; j++) {
    const byte = bytes[i + j];
    if (byte === undefined) return { length: j, reason: END };
    const fits = j === 1 ? mayFollow(lead, byte) : (byte & 0xc0) === 0x80;
    if (!fits) return { length: j, reason: CONTINUATION };
    point = (point << 6) | (byte & 0x3f);
  }
  return String.fromCodePoint(point);
}

/** `bytes.decode(encoding, errors)`; `object` is the bytes object, for the exception. */
export function decodeBytes(
  vm: Operations,
  object: Ref,
  bytes: readonly number[],
  encoding = 'utf-8',
  errors = 'strict',
): string {
  const codec = codecOf(vm, encoding);
  let text = '';
  for (let i = 0; i < bytes.length; ) {
    const byte = bytes[i] as number;
    const ascii = byte < 0x80 || codec === 'latin-1' ? String.fromCharCode(byte) : undefined;
    const read = ascii ?? (codec === 'utf-8' ? decodeUtf8(bytes, i) : { length: 1, reason: REASONS.ascii });
    if (typeof read === 'string') {
      text += read;
      i += codec === 'utf-8' ? utf8Length(byte) : 1;
      continue;
    }
    const end = i + read.length;
    if (errors === 'strict') throw codecError(vm, 'UnicodeDecodeError', [codec, object, i, end, read.reason]);
    if (errors === 'replace') text += '\ufffd';
    else if (errors === 'backslashreplace') text += bytes.slice(i, end).map(escaped).join('');
    else if (errors !== 'ignore') throw unknownHandler(vm, errors);
    i = end;
  }
  return text;
}
