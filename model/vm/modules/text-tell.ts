/**
 * Where a text file stands (`_io_TextIOWrapper_tell_impl`, `…_seek_impl`): a number that holds the place of the buffer, and how text goes on from there.
 * @module
 */
import { lengthOf, slicePoints } from '../objects/code-points.ts';
import { codecOf } from '../objects/codec-names.ts';
import { raise } from '../objects/exceptions.ts';
import { intArgument, integerAsking } from '../protocol/sequences.ts';
import { isInt, normalizeInt, type PyRaise, type Ref, type Slot, toBigInt, type Value } from '../value.ts';
import { unsupported } from './io-base.ts';
import { callOn, type Io } from './io-call.ts';
import { decodeNext, decoderFlags, newDecoder, setDecoderFlags } from './text-decoder.ts';
import { openText } from './text-io.ts';
import { TextState } from './text-state.ts';

interface Cookie {
  start: number;
  flags: number;
  feed: number;
  skip: number;
  needsEnd: boolean;
}

/** Bits of the members: 64 of the place, 32 of each number. */
function packed({ start, flags, feed, skip, needsEnd }: Cookie): number | bigint {
  const parts = [BigInt(flags) << 64n, BigInt(feed) << 96n, BigInt(skip) << 128n, (needsEnd ? 1n : 0n) << 160n];
  return normalizeInt(parts.reduce((sum, part) => sum | part, BigInt(start)));
}

function unpacked(value: number | bigint): Cookie {
  const all = toBigInt(value);
  const part = (at: bigint, bits: bigint): number => Number((all >> at) & ((1n << bits) - 1n));
  return {
    start: part(0n, 64n),
    flags: part(64n, 32n),
    feed: part(96n, 32n),
    skip: part(128n, 32n),
    needsEnd: part(160n, 8n) !== 0,
  };
}

const notSeekable = (io: Io): PyRaise => unsupported(io.vm, 'underlying stream is not seekable');

export function tell(io: Io, self: Ref): Value {
  const { vm } = io;
  const opened = openText(io, self);
  if (opened.n.seekable === 0) throw notSeekable(io);
  if (opened.n.telling === 0) throw raise(vm, 'OSError', 'telling position disabled by next() call');
  callOn(io, self, 'flush');
  const place = callOn(io, opened.buffer, 'tell');
  const state = new TextState(io, self);
  const at = isInt(place) ? Number(place) : Number(integerAsking(vm, place, io.ask));
  if (state.n.decodes === 0 || state.snapshot === undefined) return place;
  const { snapshot } = state;
  const cookie = { start: at - snapshot.length, flags: state.n.snapshotFlags, feed: 0, skip: 0, needsEnd: false };
  const skip = lengthOf((state.decoded ?? '').slice(0, state.n.used));
  if (skip > 0) skipTo(state, cookie, snapshot, skip);
  return packed(cookie);
}

/** Feeds the decoder byte by byte until so many characters have come, remembering the last place where it held nothing. */
function skipTo(state: TextState, cookie: Cookie, bytes: string, count: number): void {
  const { vm } = state.io;
  const how = state.decoding;
  const decoder = newDecoder();
  decoder.order = state.decoder.order;
  setDecoderFlags(decoder, how, cookie.flags);
  cookie.skip = count;
  let decoded = 0;
  for (const byte of bytes) {
    cookie.feed++;
    decoded += lengthOf(decodeNext(vm, how, decoder, byte, false));
    if (decoder.pending === '' && decoded <= cookie.skip) {
      cookie.start += cookie.feed;
      cookie.skip -= decoded;
      cookie.flags = decoderFlags(decoder, how);
      cookie.feed = 0;
      decoded = 0;
    }
    if (decoded >= cookie.skip) return;
  }
  cookie.needsEnd = true;
}

/** `_textiowrapper_encoder_reset`. */
function resetEncoder(state: TextState, atStart: boolean): void {
  const codec = codecOf(state.io.vm, state.encoding);
  state.n.atStart = atStart && (codec === 'utf-16' || codec === 'utf-32') ? 1 : 0;
}

export function seek(io: Io, self: Ref, to: Value, whenceGiven: Slot): Value {
  const { vm, ask } = io;
  const whence = whenceGiven === undefined ? 0 : intArgument(vm, whenceGiven, ask);
  const opened = openText(io, self);
  if (opened.n.seekable === 0) throw notSeekable(io);
  let target: Value = to;
  if (whence === 1 || whence === 2) {
    const n = integerAsking(vm, to, ask);
    if (Number(n) !== 0) throw unsupported(vm, `can't do nonzero ${whence === 1 ? 'cur' : 'end'}-relative seeks`);
    if (whence === 1) target = callOn(io, self, 'tell');
  } else if (whence !== 0) throw raise(vm, 'ValueError', `invalid whence (${whence}, should be 0, 1 or 2)`);
  callOn(io, self, 'flush');
  if (whence === 2) {
    const end = callOn(io, opened.buffer, 'seek', 0, 2);
    const state = new TextState(io, self);
    state.forgetDecoded();
    state.snapshot = undefined;
    state.resetDecoder();
    if (state.n.encodes === 1) resetEncoder(state, Number(end) === 0);
    state.save();
    return end;
  }
  const cookieValue = integerAsking(vm, target, ask);
  if (toBigInt(cookieValue) < 0n) throw raise(vm, 'ValueError', `negative seek position ${cookieValue}`);
  const cookie = unpacked(cookieValue);
  callOn(io, opened.buffer, 'seek', cookie.start);
  const state = new TextState(io, self);
  state.forgetDecoded();
  const { order } = state.decoder;
  state.resetDecoder();
  if (cookie.start !== 0 || cookie.flags !== 0) {
    state.decoder.order = order;
    setDecoderFlags(state.decoder, state.decoding, cookie.flags);
  }
  state.n.snapshotFlags = cookie.flags;
  state.snapshot = state.n.decodes === 1 ? '' : undefined;
  if (cookie.skip > 0) {
    const bytes = state.bytesFrom('read', cookie.feed);
    state.snapshot = bytes;
    const text = state.decode(bytes, cookie.needsEnd);
    state.decoded = text;
    if (lengthOf(text) < cookie.skip) throw raise(vm, 'OSError', "can't restore logical file position");
    state.n.used = slicePoints(text, 0, cookie.skip).length;
  }
  if (state.n.encodes === 1) resetEncoder(state, cookie.start === 0 && cookie.flags === 0);
  state.save();
  return target;
}
