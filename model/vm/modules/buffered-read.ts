/**
 * Reading through a buffer (`_bufferedreader_…` and `_buffered_readline` of Modules/_io/bufferedio.c).
 * @module
 */
import { writable } from '../objects/buffer.ts';
import { codesOf } from '../objects/codecs.ts';
import { raise } from '../objects/exceptions.ts';
import { asKind } from '../objects/payload.ts';
import { lookupAttribute } from '../protocol/attributes.ts';
import { indexAsking } from '../protocol/sequences.ts';
import { PENDING, type Ref, type Slot, type Value } from '../value.ts';
import { initialised } from './buffered-io.ts';
import { BLOCKED, type BufferedState } from './buffered-state.ts';
import { fill } from './io-base.ts';
import { bytesValue, textOfBytes } from './io-bytes.ts';
import { callOn, type Io, optionalSize, truthOf } from './io-call.ts';

/** CHECK_CLOSED: what is in the buffer can be read of a raw file that is closed. */
export function checkOpen(state: BufferedState, message: string): void {
  const closed = state.buffer === undefined || truthOf(state.io, state.raw, 'closed');
  if (closed && state.ahead === 0) throw raise(state.io.vm, 'ValueError', message);
}

function openState(io: Io, self: Ref, what: string): BufferedState {
  const state = initialised(io, self);
  checkOpen(state, `${what} of closed file`);
  return state;
}

/** Ends a method: what it did stays. */
function done<T>(state: BufferedState, result: T): T {
  state.save();
  return result;
}

function rewind(state: BufferedState): void {
  if (state.writable) state.keep(() => state.flushAndRewind());
}

export function peek(io: Io, self: Ref): Value {
  const state = openState(io, self, 'peek');
  rewind(state);
  const have = state.ahead;
  const { n } = state;
  if (have > 0) return done(state, bytesValue(io.vm, (state.buffer ?? '').slice(n.pos, n.pos + have)));
  state.resetRead();
  const found = state.keep(() => state.fillBuffer());
  n.pos = 0;
  return done(state, bytesValue(io.vm, (state.buffer ?? '').slice(0, Math.max(0, found))));
}

/** `_bufferedreader_read_all`. */
function readAll(state: BufferedState): Value {
  const { io } = state;
  const { vm } = io;
  const before = state.take(state.ahead);
  rewind(state);
  state.resetRead();
  const whole = lookupAttribute(vm, state.raw as Value, 'readall', false);
  let all = before;
  if (whole !== undefined || whole === PENDING) {
    const rest = state.keep(() => callOn(io, state.raw, 'readall'));
    const bytes = asKind(vm, rest, 'bytes')?.bytes;
    if (rest !== null && bytes === undefined) {
      state.save();
      throw raise(vm, 'TypeError', 'readall() should return bytes');
    }
    state.save();
    if (before === '') return rest;
    return bytesValue(vm, before + textOfBytes(bytes ?? []));
  }
  for (;;) {
    const read = state.keep(() => callOn(io, state.raw, 'read'));
    const bytes = asKind(vm, read, 'bytes')?.bytes;
    if (read !== null && bytes === undefined) {
      state.save();
      throw raise(vm, 'TypeError', 'read() should return bytes');
    }
    if (bytes === undefined || bytes.length === 0) {
      state.save();
      return all === '' ? read : bytesValue(vm, all);
    }
    all += textOfBytes(bytes);
    if (state.n.absPos !== -1) state.n.absPos += bytes.length;
  }
}

/** `_bufferedreader_read_generic`. */
function readCount(state: BufferedState, count: number): Value {
  const { vm } = state.io;
  const { n } = state;
  if (count <= state.ahead) return bytesValue(vm, state.take(count));
  let found = state.take(state.ahead);
  rewind(state);
  state.resetRead();
  const stopped = (blocked: boolean): Value => (blocked && found === '' ? null : bytesValue(vm, found));
  while (count - found.length >= n.size) {
    const left = count - found.length;
    const read = state.keep(() => state.rawRead(left - (left % n.size)));
    if (read === undefined || read === '') return stopped(read === undefined);
    found += read;
  }
  n.pos = n.rawPos = n.readEnd = 0;
  while (found.length < count && n.readEnd < n.size) {
    const more = state.keep(() => state.fillBuffer());
    if (more <= 0) return stopped(more === BLOCKED);
    found += state.take(Math.min(more, count - found.length));
  }
  return bytesValue(vm, found);
}

export function read(io: Io, self: Ref, size: Slot): Value {
  const count = optionalSize(io, size);
  if (count < -1) throw raise(io.vm, 'ValueError', 'read length must be non-negative or -1');
  const state = openState(io, self, 'read');
  return count === -1 ? readAll(state) : done(state, readCount(state, count));
}

export function read1(io: Io, self: Ref, size: Slot): Value {
  const { vm, ask } = io;
  const asked = size === undefined ? -1 : indexAsking(vm, size, ask);
  const state = openState(io, self, 'read');
  const count = asked < 0 ? state.n.size : asked;
  if (count === 0) return bytesValue(vm, '');
  if (state.ahead > 0) return done(state, bytesValue(vm, state.take(Math.min(state.ahead, count))));
  rewind(state);
  state.resetRead();
  const found = state.keep(() => state.rawRead(count));
  return done(state, bytesValue(vm, found ?? ''));
}

/** `_buffered_readinto_generic`. */
export function readInto(io: Io, self: Ref, buffer: Value, once: boolean): Value {
  const { vm } = io;
  const { length } = writable(vm, buffer, `${once ? 'readinto1' : 'readinto'}() argument`);
  const state = openState(io, self, 'readinto');
  const { n } = state;
  let found = state.take(Math.min(state.ahead, length));
  let blocked = false;
  if (found.length < length) {
    rewind(state);
    state.resetRead();
    n.pos = 0;
    while (found.length < length) {
      const left = length - found.length;
      let more: string | undefined = '';
      if (left > n.size) more = state.keep(() => state.rawRead(left));
      else if (!(once && found !== '')) {
        const filled = state.keep(() => state.fillBuffer());
        more = filled === BLOCKED ? undefined : state.take(Math.min(left, Math.max(0, filled)));
      }
      blocked = more === undefined;
      if (more === undefined || more === '') break;
      found += more;
      if (once) break;
    }
  }
  state.save();
  if (blocked && found === '') return null;
  fill(vm, buffer, codesOf(found));
  return found.length;
}

/** `_buffered_readline`. */
export function line(state: BufferedState, most: number): string {
  const { n } = state;
  let limit = most;
  let found = '';
  let first = true;
  for (;;) {
    if (!first) {
      state.resetRead();
      const more = state.keep(() => state.fillBuffer());
      if (more <= 0) return found;
      n.pos = 0;
    }
    const have = state.ahead;
    const count = limit >= 0 && have > limit ? limit : have;
    const held = (state.buffer ?? '').slice(n.pos, n.pos + count);
    const end = held.indexOf('\n');
    if (end >= 0) return found + state.take(end + 1);
    found += state.take(count);
    if (count === limit) return found;
    if (limit >= 0) limit -= count;
    if (first) rewind(state);
    first = false;
  }
}

export function readline(io: Io, self: Ref, size: Slot): Value {
  const limit = optionalSize(io, size);
  const state = openState(io, self, 'readline');
  return done(state, bytesValue(io.vm, line(state, limit)));
}
