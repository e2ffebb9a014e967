/**
 * `_io.TextIOWrapper` (Modules/_io/textio.c): making, writing, asking and closing. Reading stands in `text-read.ts`, places in `text-tell.ts`.
 * @module
 */
import { bindArguments } from '../objects/arguments.ts';
import { lengthOf } from '../objects/code-points.ts';
import { raise } from '../objects/exceptions.ts';
import { asStr } from '../objects/payload.ts';
import { TYPES, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Native, NativeTable, Operations } from '../operations.ts';
import { getAttr } from '../protocol/attributes.ts';
import { wait } from '../protocol/loop.ts';
import { type Algorithm, noAnswers, replay } from '../protocol/replay.ts';
import { indexAsking } from '../protocol/sequences.ts';
import { reprAsking } from '../protocol/text.ts';
import { EXHAUSTED, type Exhausted, type Pending, type Ref, type Slot, type Value } from '../value.ts';
import { closedFile, unsupported } from './io-base.ts';
import {
  callOn,
  chained,
  type Io,
  type IoMethod,
  type IoWork,
  ioMethods,
  isPlainFile,
  settleLife,
  truthOf,
  tryAttribute,
  tryOn,
} from './io-call.ts';
import { isOwnOutput } from './own-streams.ts';
import { seenLines } from './text-decoder.ts';
import { TEXT_ARGUMENTS, TEXT_INIT } from './text-init.ts';
import { nextLine, read, readline } from './text-read.ts';
import { RECONFIGURE_ALGORITHMS, reconfigure } from './text-reconfigure.ts';
import { TextState } from './text-state.ts';
import { seek, tell } from './text-tell.ts';

export const TEXT_IO = '_io.TextIOWrapper';
/** CHECK_ATTACHED. */
function attached(io: Io, self: Ref): TextState {
  const state = new TextState(io, self);
  if (state.n.ok === 1) return state;
  const text = state.n.detached === 1 ? 'underlying buffer has been detached' : 'I/O operation on uninitialized object';
  throw raise(io.vm, 'ValueError', text);
}

/** The same of a file that is not closed. */
export function openText(io: Io, self: Ref): TextState {
  const state = attached(io, self);
  if (truthOf(io, io.vm.read(self).cls === TYPES[TEXT_IO] ? state.buffer : self, 'closed')) throw closedFile(io.vm);
  return state;
}

/** `_io_TextIOWrapper_write_impl`. */
function write(io: Io, self: Ref, given: Value): Value {
  const { vm } = io;
  const text = asStr(vm, given);
  if (text === undefined)
    throw raise(vm, 'TypeError', `write() argument must be str, not ${given === null ? 'None' : typeName(vm, given)}`);
  if (isOwnOutput(vm, self)) {
    vm.write(text);
    return lengthOf(text);
  }
  const state = openText(io, self);
  if (state.n.encodes === 0) throw unsupported(vm, 'not writable');
  const { newline, n } = state;
  const translates = newline === '\r' || newline === '\r\n';
  const flushes = n.lineBuffering === 1 && /[\r\n]/.test(text);
  const bytes = state.encode(translates ? text.replaceAll('\n', newline) : text);
  if (state.pending.length + bytes.length > n.chunk) state.writePending();
  state.pending += bytes;
  if (state.pending.length >= n.chunk || flushes || n.writeThrough === 1) state.writePending();
  if (flushes) state.keep(() => callOn(io, state.buffer, 'flush'));
  state.forgetDecoded();
  state.snapshot = undefined;
  if (n.decodes === 1) state.resetDecoder();
  state.save();
  return lengthOf(text);
}

function flush(io: Io, self: Ref): Value {
  const state = openText(io, self);
  state.n.telling = state.n.seekable;
  state.writePending();
  const answer = state.keep(() => callOn(io, state.buffer, 'flush'));
  state.save();
  return answer;
}

function detach(io: Io, self: Ref): Value {
  attached(io, self);
  callOn(io, self, 'flush');
  const state = new TextState(io, self);
  const { buffer } = state;
  state.buffer = null;
  state.n.detached = 1;
  state.n.ok = 0;
  state.save();
  settleLife(io.vm, self);
  return buffer as Value;
}

/** `_io_TextIOWrapper_close_impl`: flushes, then closes the buffer whatever came of that. */
function close(io: Io, self: Ref): Value {
  const { vm } = io;
  const { buffer } = attached(io, self);
  if (truthOf(io, self, 'closed')) {
    settleLife(vm, self);
    return null;
  }
  const flushed = tryOn(io, self, 'flush');
  const closed = tryOn(io, buffer, 'close');
  settleLife(vm, self);
  if ('error' in closed) throw chained(vm, closed.error, 'error' in flushed ? flushed.error : null);
  if ('error' in flushed) throw chained(vm, flushed.error, null);
  return closed.value;
}

/** `textiowrapper_repr`: what is missing is not told. */
function repr(io: Io, self: Ref): string {
  const state = attached(io, self);
  const shown = (name: string): string => {
    const found = tryAttribute(io, self, name);
    return 'error' in found ? '' : ` ${name}=${reprAsking(io.vm, found.value, io.ask)}`;
  };
  return `<_io.TextIOWrapper${shown('name')}${shown('mode')} encoding=${reprAsking(io.vm, state.encoding, io.ask)}>`;
}

const ofBuffer =
  (name: string): IoWork =>
  (io, self) =>
    callOn(io, attached(io, self).buffer, name);

const METHODS: Readonly<Record<string, IoMethod>> = {
  write: [1, 1, (io, self, [text]) => write(io, self, text as Value)],
  read: [0, 1, (io, self, [size]) => read(io, self, size)],
  readline: [0, 1, (io, self, [size]) => readline(io, self, size)],
  flush: [0, 0, flush],
  detach: [0, 0, detach],
  close: [0, 0, close],
  readable: [0, 0, ofBuffer('readable')],
  writable: [0, 0, ofBuffer('writable')],
  seekable: [0, 0, ofBuffer('seekable')],
  isatty: [0, 0, ofBuffer('isatty')],
  fileno: [0, 0, ofBuffer('fileno')],
  tell: [0, 0, tell],
  seek: [1, 2, (io, self, [to, whence]) => seek(io, self, to as Value, whence)],
  truncate: [
    0,
    1,
    (io, self, [size]) => {
      const { buffer } = attached(io, self);
      callOn(io, self, 'flush');
      return callOn(io, buffer, 'truncate', size ?? null);
    },
  ],
  __repr__: [0, 0, repr],
  __next__: [
    0,
    0,
    (io, self) => {
      const line = lineOfText(io, self);
      if (line === '') throw raise(io.vm, 'StopIteration');
      return line;
    },
  ],
};
const { algorithm, builtins } = ioMethods(TEXT_IO, METHODS);

/** `textiowrapper_iternext`: while it goes on nobody can tell the place. */
function lineOfText(io: Io, self: Ref): string {
  const { vm } = io;
  const exact = vm.read(self).cls === TYPES[TEXT_IO];
  const state = exact ? openText(io, self) : attached(io, self);
  state.n.telling = 0;
  let line: Value;
  if (exact) line = nextLine(state, -1);
  else line = callOn(io, self, 'readline');
  const text = asStr(vm, line);
  if (text === undefined)
    throw raise(vm, 'OSError', `readline() should have returned an str object, not '${typeName(vm, line)}'`);
  if (text === '') {
    state.forgetDecoded();
    state.snapshot = undefined;
    state.n.telling = state.n.seekable;
  }
  if (exact) state.save();
  return text;
}

/** Inputs: the file. Gives the next line, empty at the end. */
const NEXT: Algorithm = {
  name: 'text_next',
  run: (vm, [self], _vars, ask) => lineOfText({ vm, ask, direct: isPlainFile(vm, self) }, self as Ref),
};

/** `tp_iternext`. */
export function textNext(vm: Operations, self: Ref): Value | Exhausted | Pending {
  if (!isPlainFile(vm, self)) return vm.native('io.next_of_text', [self]);
  const line = lineOfText({ vm, ask: noAnswers, direct: true }, self);
  return line === '' ? EXHAUSTED : line;
}

/** The same where Python code takes part. Slots: the file. */
const NEXT_OF_TEXT: Native = {
  start: (vm, { slots }) => wait(replay(vm, NEXT, [slots[0]]), 'line'),
  phases: { line: (_vm, _self, value) => ({ done: value === '' ? EXHAUSTED : value }) },
};
export const TEXT_IO_NATIVES: NativeTable = { 'io.next_of_text': NEXT_OF_TEXT };

const stateOf = (vm: Operations, self: Slot): TextState =>
  new TextState({ vm, ask: noAnswers, direct: true }, self as Ref);

const member =
  (get: (state: TextState, vm: Operations) => Value): Builtin =>
  (vm, [self]) =>
    get(stateOf(vm, self), vm);

/** An attribute of the buffer. */
const ofBufferMember =
  (name: string): Builtin =>
  (vm, [self]) => {
    const state = attached({ vm, ask: noAnswers, direct: true }, self as Ref);
    return getAttr(vm, state.buffer as Value, name);
  };

/** `_CHUNK_SIZE` is set by tests of `io`. */
const setChunkSize: Builtin = (vm, [self, value = null]) => {
  const size = indexAsking(vm, value, noAnswers);
  if (size <= 0) throw raise(vm, 'ValueError', 'a strictly positive integer is required');
  const state = stateOf(vm, self);
  state.n.chunk = size;
  state.save();
  return null;
};

export const TEXT_IO_ALGORITHMS: readonly Algorithm[] = [...RECONFIGURE_ALGORITHMS, TEXT_INIT, NEXT, algorithm];
export const TEXT_IO_BUILTINS: BuiltinTable = {
  ...builtins,
  'io.set_chunk_size': setChunkSize,
  [`${TEXT_IO}.reconfigure`]: reconfigure,
  [`${TEXT_IO}.__init__`]: (vm, [self, ...args], keywords) =>
    replay(vm, TEXT_INIT, [
      self,
      ...bindArguments(vm, { name: 'TextIOWrapper', names: TEXT_ARGUMENTS, required: 1 }, args, keywords),
    ]),
  [`${TEXT_IO}.buffer`]: member(({ buffer }) => (buffer ?? null) as Value),
  [`${TEXT_IO}.encoding`]: member(({ encoding }) => encoding),
  [`${TEXT_IO}.errors`]: member(({ errors }) => errors),
  [`${TEXT_IO}.line_buffering`]: member(({ n }) => n.lineBuffering === 1),
  [`${TEXT_IO}.write_through`]: member(({ n }) => n.writeThrough === 1),
  [`${TEXT_IO}.newlines`]: member((state, vm) => (state.decoding.universal ? seenLines(vm, state.decoder.seen) : null)),
  [`${TEXT_IO}._CHUNK_SIZE`]: member(({ n }) => n.chunk),
  [`${TEXT_IO}.closed`]: ofBufferMember('closed'),
  [`${TEXT_IO}.name`]: ofBufferMember('name'),
};
