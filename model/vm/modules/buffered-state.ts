/**
 * What a buffered file holds (`buffered` of Modules/_io/bufferedio.c), while one of its methods runs: a copy, which is put back at the end and where a call of the raw file raises.
 * @module
 */
import { raise } from '../objects/exceptions.ts';
import { asInt, asKind } from '../objects/payload.ts';
import { internal } from '../protocol/bind-special.ts';
import { raisedAs } from '../protocol/replay.ts';
import { integerAsking } from '../protocol/sequences.ts';
import type { Ref, Slot, Value } from '../value.ts';
import { recordData } from './extension.ts';
import { bytesValue, textOfBytes } from './io-bytes.ts';
import { callOn, type Io, tryOn } from './io-call.ts';
import { BUFFERED_NUMBERS as NUMBERS } from './io-layouts.ts';

/** Makes the view of a buffer that a raw file reads into or writes from. */
const MAKE_VIEW: Ref = internal('io.view');

type Numbers = Record<(typeof NUMBERS)[number], number>;
const FIRST = 1;

const RAW = 0;
const BUFFER = 1;

/** What a raw file answers instead of a count: it would have to wait. */
export const BLOCKED = -2;

export class BufferedState {
  readonly io: Io;
  readonly self: Ref;
  readonly readable: boolean;
  readonly writable: boolean;
  readonly #numbers: Numbers;
  /** A character for each byte; undefined once it is closed. */
  buffer: string | undefined;
  raw: Slot;

  constructor(io: Io, self: Ref) {
    const { slots, numbers, type } = recordData(io.vm, self);
    this.io = io;
    this.self = self;
    this.readable = type !== '_io.BufferedWriter';
    this.writable = type !== '_io.BufferedReader';
    this.raw = slots[RAW];
    this.buffer = slots[BUFFER] as string | undefined;
    this.#numbers = Object.fromEntries(NUMBERS.map((name, i) => [name, numbers[FIRST + i] ?? 0])) as Numbers;
  }

  get n(): Numbers {
    return this.#numbers;
  }

  save(): void {
    const { vm } = this.io;
    vm.setAt(this.self, 'slots', RAW, this.raw);
    vm.setAt(this.self, 'slots', BUFFER, this.buffer);
    NUMBERS.forEach((name, i) => {
      vm.setNumberAt(this.self, 'numbers', FIRST + i, this.#numbers[name]);
    });
  }

  /** Runs a part that calls the raw file: what it has done stays where that raises. */
  keep<T>(run: () => T): T {
    return raisedAs((e) => {
      this.save();
      return e;
    }, run);
  }

  get readsAhead(): boolean {
    return this.readable && this.n.readEnd !== -1;
  }
  get holdsWrites(): boolean {
    return this.writable && this.n.writeEnd !== -1;
  }
  /** `READAHEAD`. */
  get ahead(): number {
    return this.readsAhead ? this.n.readEnd - this.n.pos : 0;
  }
  /** `RAW_OFFSET`. */
  get rawOffset(): number {
    return (this.readsAhead || this.holdsWrites) && this.n.rawPos >= 0 ? this.n.rawPos - this.n.pos : 0;
  }

  /** Puts bytes into the buffer. */
  store(at: number, bytes: string): void {
    const held = this.buffer ?? '';
    this.buffer = held.slice(0, at).padEnd(at, '\0') + bytes + held.slice(at + bytes.length);
  }

  /** Takes bytes from where it stands. */
  take(count: number): string {
    const { pos } = this.n;
    this.n.pos += count;
    return (this.buffer ?? '').slice(pos, pos + count);
  }

  /** `ADJUST_POSITION`. */
  moveTo(pos: number): void {
    this.n.pos = pos;
    if (this.readsAhead && this.n.readEnd < pos) this.n.readEnd = pos;
  }

  resetRead(): void {
    this.n.readEnd = -1;
  }
  resetWrite(): void {
    this.n.writePos = 0;
    this.n.writeEnd = -1;
  }

  /** `_buffered_raw_tell`. */
  rawTell(): number {
    this.n.absPos = -1;
    return this.placed(callOn(this.io, this.raw, 'tell'), true);
  }

  /** The same where nobody asks whether it can be told. */
  tryTell(): void {
    const place = tryOn(this.io, this.raw, 'tell');
    if ('value' in place && asInt(this.io.vm, place.value) !== undefined) this.placed(place.value, false);
  }

  /** `_buffered_raw_seek`. */
  rawSeek(target: number, whence: number): number {
    this.n.absPos = -1;
    return this.placed(callOn(this.io, this.raw, 'seek', target, whence), true);
  }

  placed(value: Value, checked: boolean): number {
    const { vm, ask } = this.io;
    const n = Number(integerAsking(vm, value, ask));
    if (n < 0 && checked) throw raise(vm, 'OSError', `Raw stream returned invalid position ${n}`);
    if (n >= 0) this.n.absPos = n;
    return n;
  }

  #counted(value: Value, length: number, what: string): number {
    const { vm, ask } = this.io;
    if (value === null) return BLOCKED;
    const n = this.keep(() => Number(integerAsking(vm, value, ask)));
    if (n < 0 || n > length) {
      this.save();
      const text = `raw ${what} returned invalid length ${n} (should have been between 0 and ${length})`;
      throw raise(vm, 'OSError', text);
    }
    if (n > 0 && this.n.absPos !== -1) this.n.absPos += n;
    return n;
  }

  /** `_bufferedreader_raw_read`: bytes of the raw file; undefined where it would have to wait. */
  rawRead(length: number): string | undefined {
    const { vm, ask, direct } = this.io;
    if (direct) {
      const read = callOn(this.io, this.raw, 'read', length);
      const text = textOfBytes(asKind(vm, read, 'bytes')?.bytes ?? []);
      if (text.length > 0 && this.n.absPos !== -1) this.n.absPos += text.length;
      return text;
    }
    const view = ask(MAKE_VIEW, [length]);
    const n = this.#counted(callOn(this.io, this.raw, 'readinto', view), length, 'readinto()');
    if (n === BLOCKED) return undefined;
    const source = asKind(vm, asKind(vm, view, 'record')?.slots[0], 'bytes');
    return textOfBytes((source?.bytes ?? []).slice(0, n));
  }

  /** `_bufferedwriter_raw_write`. */
  rawWrite(bytes: string): number {
    const { vm, ask, direct } = this.io;
    const given = direct ? bytesValue(vm, bytes) : ask(MAKE_VIEW, () => [bytesValue(vm, bytes)]);
    return this.#counted(callOn(this.io, this.raw, 'write', given), bytes.length, 'write()');
  }

  /** `_bufferedreader_fill_buffer`: how many bytes more there are, or `BLOCKED`. */
  fillBuffer(): number {
    const start = this.readsAhead ? this.n.readEnd : 0;
    const read = this.rawRead(this.n.size - start);
    if (read === undefined) return BLOCKED;
    if (read === '') return 0;
    this.store(start, read);
    this.n.readEnd = this.n.rawPos = start + read.length;
    return read.length;
  }

  /** `_bufferedwriter_flush_unlocked`. */
  flushWrites(): void {
    const { n } = this;
    if (this.holdsWrites && n.writePos !== n.writeEnd) {
      const rewind = this.rawOffset + (n.pos - n.writePos);
      if (rewind !== 0) {
        this.rawSeek(-rewind, 1);
        n.rawPos -= rewind;
      }
      while (n.writePos < n.writeEnd) {
        const wrote = this.rawWrite((this.buffer ?? '').slice(n.writePos, n.writeEnd));
        if (wrote === BLOCKED) {
          this.save();
          throw raise(this.io.vm, 'BlockingIOError', [BLOCKING, 'write could not complete without blocking', 0]);
        }
        this.moveTo(n.writePos + wrote);
        n.writePos = n.rawPos = n.pos;
      }
    }
    this.resetWrite();
  }

  /** `buffered_flush_and_rewind_unlocked`. */
  flushAndRewind(): void {
    this.flushWrites();
    if (!this.readable) return;
    this.rawSeek(-this.rawOffset, 1);
    this.resetRead();
  }
}
/** `EAGAIN`, of musl under Emscripten. */
const BLOCKING = 6;
