/**
 * Writing through a buffer, and moving in a file behind one (Modules/_io/bufferedio.c).
 * @module
 */
import { raise } from '../objects/exceptions.ts';
import { integerAsking } from '../protocol/sequences.ts';
import type { Ref, Slot, Value } from '../value.ts';
import { initialised } from './buffered-io.ts';
import { checkOpen } from './buffered-read.ts';
import { BLOCKED, type BufferedState } from './buffered-state.ts';
import { checkAble, unsupported } from './io-base.ts';
import { textOfBuffer } from './io-bytes.ts';
import { callOn, type Io, truthOf } from './io-call.ts';

/** `buffered_flush`. */
export function flush(io: Io, self: Ref): null {
  const state = initialised(io, self);
  checkOpen(state, 'flush of closed file');
  state.keep(() => state.flushAndRewind());
  state.save();
  return null;
}

/** `_io_BufferedWriter_write_impl`. */
export function write(io: Io, self: Ref, given: Value): Value {
  const { vm } = io;
  const state = initialised(io, self);
  const bytes = textOfBuffer(vm, given);
  if (state.buffer === undefined || truthOf(io, state.raw, 'closed'))
    throw raise(vm, 'ValueError', 'write to closed file');
  const { n } = state;
  if (!state.readsAhead && !state.holdsWrites) n.pos = n.rawPos = 0;
  if (bytes.length <= n.size - n.pos && bytes.length < n.size) {
    state.store(n.pos, bytes);
    if (!state.holdsWrites || n.writePos > n.pos) n.writePos = n.pos;
    state.moveTo(n.pos + bytes.length);
    if (n.writeEnd < n.pos) n.writeEnd = n.pos;
    state.save();
    return bytes.length;
  }
  state.keep(() => writeThrough(state, bytes));
  state.save();
  return bytes.length;
}

/** What does not fit into the buffer goes past it, but for what is left at the end. */
function writeThrough(state: BufferedState, bytes: string): void {
  const { n } = state;
  state.flushWrites();
  const offset = state.rawOffset;
  if (offset !== 0) {
    state.rawSeek(-offset, 1);
    n.rawPos -= offset;
  }
  let written = 0;
  while (bytes.length - written > n.size) {
    const wrote = state.rawWrite(bytes.slice(written));
    if (wrote === BLOCKED) break;
    written += wrote;
  }
  if (state.readable) state.resetRead();
  const rest = bytes.slice(written);
  state.store(0, rest);
  n.writePos = 0;
  n.writeEnd = rest.length;
  state.moveTo(rest.length);
  n.rawPos = 0;
}

export function tell(io: Io, self: Ref): number {
  const state = initialised(io, self);
  const at = state.keep(() => state.rawTell()) - state.rawOffset;
  state.save();
  return Math.max(0, at);
}

/** `_io__Buffered_seek_impl`: what is in the buffer is not read again. */
export function seek(io: Io, self: Ref, to: Value, whenceGiven: Slot): number {
  const { vm, ask } = io;
  const whence = whenceGiven === undefined ? 0 : Number(integerAsking(vm, whenceGiven, ask));
  const state = initialised(io, self);
  if (whence < 0 || whence > 2) throw raise(vm, 'ValueError', `whence value ${whence} unsupported`);
  checkOpen(state, 'seek of closed file');
  checkAble(io, state.raw, 'seekable');
  let target = Number(integerAsking(vm, to, ask));
  const { n } = state;
  if (whence !== 2 && state.readable) {
    const current = n.absPos !== -1 ? n.absPos : state.keep(() => state.rawTell());
    const ahead = state.ahead;
    if (ahead > 0) {
      const offset = whence === 0 ? target - (current - state.rawOffset) : target;
      if (offset >= -n.pos && offset <= ahead) {
        n.pos += offset;
        state.save();
        return Math.max(0, current - ahead + offset);
      }
    }
  }
  return state.keep(() => {
    if (state.writable) state.flushWrites();
    if (whence === 1) target -= state.rawOffset;
    const at = state.rawSeek(target, whence);
    n.rawPos = -1;
    if (state.readable) state.resetRead();
    state.save();
    return at;
  });
}

export function truncate(io: Io, self: Ref, size: Slot): Value {
  const state = initialised(io, self);
  checkOpen(state, 'truncate of closed file');
  if (!state.writable) throw unsupported(io.vm, 'truncate');
  return state.keep(() => {
    state.flushAndRewind();
    const answer = callOn(io, state.raw, 'truncate', size ?? null);
    state.rawTell();
    state.save();
    return answer;
  });
}
