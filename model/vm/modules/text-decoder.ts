/**
 * How text comes from the bytes of a file piece by piece: an incremental decoder of `codecs`, and `_io.IncrementalNewlineDecoder` around it.
 * @module
 */
import type { Codec } from '../objects/codec-names.ts';
import { codecOf } from '../objects/codec-names.ts';
import { codesOf, decodePart, newBytes } from '../objects/codecs.ts';
import { newTuple } from '../objects/tuple.ts';
import type { Operations } from '../operations.ts';
import type { Value } from '../value.ts';

/** Line ends that were met. */
const SEEN_CR = 1;
const SEEN_LF = 2;
const SEEN_CRLF = 4;

/** A state of both. */
export interface DecoderState {
  /** Bytes that are no character yet. */
  pending: string;
  /** The codec that a mark of byte order has told; empty before. */
  order: string;
  /** A `\r` at the end of what was decoded is held back. */
  cr: boolean;
  seen: number;
}

export interface Decoding {
  readonly encoding: string;
  readonly errors: string;
  readonly universal: boolean;
  readonly translate: boolean;
}

export const newDecoder = (): DecoderState => ({ pending: '', order: '', cr: false, seen: 0 });

/** Which line ends a text has. */
function endsIn(text: string): number {
  let seen = 0;
  for (const [end] of text.matchAll(/\r\n|\r|\n/g)) seen |= end === '\n' ? SEEN_LF : end === '\r' ? SEEN_CR : SEEN_CRLF;
  return seen;
}

/** `_PyIncrementalNewlineDecoder_decode`, of text. */
export function decodeLines(state: DecoderState, translate: boolean, given: string, last: boolean): string {
  let text = given;
  if (state.cr && (last || text !== '')) {
    text = `\r${text}`;
    state.cr = false;
  }
  if (!last && text.endsWith('\r')) {
    text = text.slice(0, -1);
    state.cr = true;
  }
  state.seen |= endsIn(text);
  return translate ? text.replace(/\r\n?/g, '\n') : text;
}

/** The next piece of text. */
export function decodeNext(vm: Operations, how: Decoding, state: DecoderState, bytes: string, last: boolean): string {
  const all = state.pending + bytes;
  const codec: Codec = state.order === '' ? codecOf(vm, how.encoding) : (state.order as Codec);
  const codes = codesOf(all);
  const object = newBytes(vm, codes);
  const { text, used, codec: told } = decodePart(vm, object, codes, codec, how.errors, last);
  state.pending = all.slice(used);
  if (told !== codec) state.order = told;
  return how.universal ? decodeLines(state, how.translate, text, last) : text;
}

/** `getstate()[1]`. */
export function decoderFlags({ cr, order }: DecoderState, { universal }: Decoding): number {
  const inner = order === '' ? 0 : order.endsWith('le') ? 1 : 2;
  return universal ? inner * 2 + (cr ? 1 : 0) : inner;
}

/** `setstate((b'', flags))`; the line ends that were met stay known. */
export function setDecoderFlags(state: DecoderState, { universal }: Decoding, flags: number): void {
  state.pending = '';
  state.cr = universal && (flags & 1) === 1;
}

/** `newlines` of what was met. */
export function seenLines(vm: Operations, seen: number): Value {
  const found = [
    ...((seen & SEEN_CR) === 0 ? [] : ['\r']),
    ...((seen & SEEN_LF) === 0 ? [] : ['\n']),
    ...((seen & SEEN_CRLF) === 0 ? [] : ['\r\n']),
  ];
  return found.length === 0 ? null : found.length === 1 ? (found[0] as string) : newTuple(vm, found);
}
