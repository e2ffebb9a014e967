/**
 * Reading text (`_io_TextIOWrapper_read_impl`, `_textiowrapper_readline` of Modules/_io/textio.c).
 * @module
 */
import { lengthOf, slicePoints } from '../objects/code-points.ts';
import type { Ref, Slot, Value } from '../value.ts';
import { unsupported } from './io-base.ts';
import { type Io, optionalSize } from './io-call.ts';
import { openText } from './text-io.ts';
import type { TextState } from './text-state.ts';

/** Takes up to `count` characters that are decoded. */
function takeDecoded(state: TextState, count: number): string {
  const { rest } = state;
  const text = lengthOf(rest) <= count ? rest : slicePoints(rest, 0, count);
  state.n.used += text.length;
  return text;
}

export function read(io: Io, self: Ref, size: Slot): Value {
  const count = optionalSize(io, size);
  const state = openText(io, self);
  if (state.n.decodes === 0) throw unsupported(io.vm, 'not readable');
  state.writePending();
  if (count < 0) {
    const bytes = state.bytesFrom('read');
    const text = state.rest + state.decode(bytes, true);
    state.forgetDecoded();
    state.snapshot = undefined;
    state.save();
    return text;
  }
  let text = takeDecoded(state, count);
  for (let left = count - lengthOf(text); left > 0; ) {
    if (!state.readChunk(left)) break;
    const more = takeDecoded(state, left);
    text += more;
    left -= lengthOf(more);
  }
  state.save();
  return text;
}

/** Where the first line of a text ends, −1 where it has no end. */
function lineEnd(newline: string | null, text: string, from: number): number {
  if (newline === '') {
    const found = /\r\n|\r|\n/g;
    found.lastIndex = from;
    const match = found.exec(text);
    return match === null ? -1 : match.index + match[0].length;
  }
  const mark = newline ?? '\n';
  const at = text.indexOf(mark, Math.max(0, from - mark.length + 1));
  return at < 0 ? -1 : at + mark.length;
}

/** The next line with its end, at most `limit` characters of it; empty at the end of the file. */
export function nextLine(state: TextState, limit: number): string {
  state.writePending();
  let text = state.rest;
  let looked = 0;
  for (;;) {
    const end = text === '' ? -1 : lineEnd(state.newline, text, looked);
    const found = end < 0 ? text : text.slice(0, end);
    const tooLong = limit >= 0 && lengthOf(found) >= limit;
    if (end >= 0 || tooLong) {
      const line = tooLong ? slicePoints(found, 0, limit) : found;
      state.n.used = (state.decoded ?? '').length - (text.length - line.length);
      return line;
    }
    looked = text.length;
    let more = true;
    do more = state.readChunk(0);
    while (more && state.decoded === '');
    if (!more) {
      state.forgetDecoded();
      state.snapshot = undefined;
      return text;
    }
    text += state.decoded;
  }
}

export function readline(io: Io, self: Ref, size: Slot): Value {
  const limit = optionalSize(io, size);
  const state = openText(io, self);
  const line = nextLine(state, limit);
  state.save();
  return line;
}
