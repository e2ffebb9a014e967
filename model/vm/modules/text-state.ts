/**
 * What a text file holds (`textio` of Modules/_io/textio.c), while one of its methods runs: a copy, which is put back at the end and where a call of the buffer raises.
 * @module
 */

import type { Machine } from '../machine.ts';
import { bytesIn } from '../objects/buffer.ts';
import { codecOf } from '../objects/codec-names.ts';
import { encodeText } from '../objects/codecs.ts';
import { raise } from '../objects/exceptions.ts';
import { typeName } from '../objects/types.ts';
import { raisedAs } from '../protocol/replay.ts';
import { ModelError, type Ref, type Slot, type Value } from '../value.ts';
import { recordData } from './extension.ts';
import { unsupported } from './io-base.ts';
import { bytesValue, textOfBytes } from './io-bytes.ts';
import { callOn, type Io } from './io-call.ts';
import { TEXT_NUMBERS as NUMBERS, TEXT_SLOTS as SLOTS } from './io-layouts.ts';
import { type DecoderState, type Decoding, decodeNext, decoderFlags, newDecoder } from './text-decoder.ts';

type Numbers = Record<(typeof NUMBERS)[number], number>;
const FIRST = 1;
/** Index of the number that tells the standard output that a run begins with. */
export const OWN: number = FIRST + NUMBERS.indexOf('own');

export class TextState {
  readonly io: Io;
  readonly self: Ref;
  readonly n: Numbers;
  readonly decoder: DecoderState;
  buffer: Slot;
  encoding: string;
  errors: string;
  /** What the constructor was given. */
  newline: string | null;
  /** Text that was decoded, of which `n.used` code units are read; undefined for none. */
  decoded: string | undefined;
  /** Bytes to be written. */
  pending: string;
  /** The bytes that `decoded` came of, where telling is possible. */
  snapshot: string | undefined;

  constructor(io: Io, self: Ref) {
    const { slots, numbers } = recordData(io.vm, self);
    this.io = io;
    this.self = self;
    const at = (name: (typeof SLOTS)[number]): Slot => slots[SLOTS.indexOf(name)];
    this.n = Object.fromEntries(NUMBERS.map((name, i) => [name, numbers[FIRST + i] ?? 0])) as Numbers;
    this.buffer = at('buffer');
    this.encoding = (at('encoding') ?? '') as string;
    this.errors = (at('errors') ?? 'strict') as string;
    this.newline = (at('newline') ?? null) as string | null;
    this.decoded = at('decoded') as string | undefined;
    this.pending = (at('pending') ?? '') as string;
    this.snapshot = at('snapshot') as string | undefined;
    this.decoder = {
      pending: (at('undecoded') ?? '') as string,
      order: (at('order') ?? '') as string,
      cr: this.n.cr === 1,
      seen: this.n.seen,
    };
  }

  save(): void {
    const { vm } = this.io;
    const { buffer, encoding, errors, newline, decoded, pending, snapshot, decoder } = this;
    const slots: Record<(typeof SLOTS)[number], Slot> = {
      buffer,
      encoding,
      errors,
      newline,
      decoded,
      pending,
      snapshot,
      undecoded: decoder.pending,
      order: decoder.order,
    };
    SLOTS.forEach((name, i) => {
      vm.setAt(this.self, 'slots', i, slots[name]);
    });
    this.n.cr = decoder.cr ? 1 : 0;
    this.n.seen = decoder.seen;
    NUMBERS.forEach((name, i) => {
      vm.setNumberAt(this.self, 'numbers', FIRST + i, this.n[name]);
    });
  }

  /** Runs a part that calls the buffer: what it has done stays where that raises. */
  keep<T>(run: () => T): T {
    return raisedAs((e) => {
      this.save();
      return e;
    }, run);
  }

  get decoding(): Decoding {
    const { encoding, errors, newline } = this;
    return { encoding, errors, universal: newline === null || newline === '', translate: newline === null };
  }

  resetDecoder(): void {
    const { seen } = this.decoder;
    Object.assign(this.decoder, newDecoder(), { seen });
  }

  forgetDecoded(): void {
    this.decoded = undefined;
    this.n.used = 0;
  }

  /** Characters that are decoded and not read. */
  get rest(): string {
    return (this.decoded ?? '').slice(this.n.used);
  }

  decode(bytes: string, last: boolean): string {
    const { vm } = this.io;
    const machine = vm as Machine;
    if (machine.thread.traceFunction !== undefined || machine.thread.profileFunction !== undefined)
      throw new ModelError('what a trace function hears of a decoder is not modelled');
    return this.keep(() => decodeNext(vm, this.decoding, this.decoder, bytes, last));
  }

  encode(text: string): string {
    const { vm } = this.io;
    const codec = codecOf(vm, this.encoding);
    const marks = codec === 'utf-16' || codec === 'utf-32';
    const bytes = textOfBytes(encodeText(vm, text, marks && this.n.atStart === 0 ? `${codec}-le` : codec, this.errors));
    this.n.atStart = 0;
    return bytes;
  }

  /** `_textiowrapper_writeflush`: what is pending goes to the buffer. */
  writePending(): void {
    const { vm } = this.io;
    const { pending } = this;
    if (pending === '') return;
    this.pending = '';
    this.keep(() => callOn(this.io, this.buffer, 'write', bytesValue(vm, pending)));
  }

  /** Bytes of the buffer. */
  bytesFrom(method: 'read' | 'read1', ...args: readonly Value[]): string {
    const { vm } = this.io;
    const read = this.keep(() => callOn(this.io, this.buffer, method, ...args));
    const bytes = bytesIn(vm, read);
    if (bytes !== undefined) return textOfBytes(bytes);
    this.save();
    const text = `underlying ${method}() should have returned a bytes-like object, not '${typeName(vm, read)}'`;
    throw raise(vm, 'TypeError', text);
  }

  /** `textiowrapper_read_chunk`: whether there was anything. */
  readChunk(hint: number): boolean {
    if (this.n.decodes === 0) throw unsupported(this.io.vm, 'not readable');
    const { pending } = this.decoder;
    const flags = decoderFlags(this.decoder, this.decoding);
    const size = Math.max(this.n.chunk, hint);
    const bytes = this.bytesFrom(this.n.hasRead1 === 1 ? 'read1' : 'read', size);
    const text = this.decode(bytes, bytes === '');
    this.decoded = text;
    this.n.used = 0;
    if (this.n.telling === 1) {
      this.snapshot = pending + bytes;
      this.n.snapshotFlags = flags;
    }
    return bytes !== '' || text !== '';
  }
}
