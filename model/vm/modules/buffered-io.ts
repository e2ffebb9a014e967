/**
 * `_io.BufferedReader`, `BufferedWriter` and `BufferedRandom` (Modules/_io/bufferedio.c): making, asking and closing them. Reading stands in `buffered-read.ts`, writing in
 * `buffered-write.ts`.
 * @module
 */
import { bindArguments } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { TYPES, typeData } from '../objects/types.ts';
import type { BuiltinTable, Operations } from '../operations.ts';
import { getAttr } from '../protocol/attributes.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { indexAsking } from '../protocol/sequences.ts';
import { reprAsking } from '../protocol/text.ts';
import type { Ref, Slot, Value } from '../value.ts';
import { peek, read, read1, readInto, readline } from './buffered-read.ts';
import { BufferedState } from './buffered-state.ts';
import { flush, seek, tell, truncate, write } from './buffered-write.ts';
import { recordData } from './extension.ts';
import { checkAble, newBuffer } from './io-base.ts';
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

type BufferedType = '_io.BufferedReader' | '_io.BufferedWriter' | '_io.BufferedRandom';
const ABILITIES: Readonly<Record<BufferedType, readonly ('seekable' | 'readable' | 'writable')[]>> = {
  '_io.BufferedReader': ['readable'],
  '_io.BufferedWriter': ['writable'],
  '_io.BufferedRandom': ['seekable', 'readable', 'writable'],
};

/** Inputs: self, raw, buffer_size. */
const INIT: Algorithm = {
  name: 'buffered_init',
  run: (vm, [selfSlot, raw = null, given], _vars, ask) => {
    const self = selfSlot as Ref;
    const type = recordData(vm, self).type as BufferedType;
    const io: Io = { vm, ask, direct: isPlainFile(vm, raw) };
    for (const what of ABILITIES[type]) checkAble(io, raw, what);
    const size = given === undefined ? ROWS[vm.version].bufferSize : indexAsking(vm, given, ask);
    if (size <= 0) throw raise(vm, 'ValueError', 'buffer size must be strictly positive');
    const state = new BufferedState(io, self);
    state.raw = raw as Value;
    state.buffer = '';
    Object.assign(state.n, { ok: 1, detached: 0, size, pos: 0, rawPos: 0, readEnd: -1, writePos: 0, writeEnd: -1 });
    state.tryTell();
    state.save();
    return null;
  },
};

/** CHECK_INITIALIZED. */
export function initialised(io: Io, self: Ref): BufferedState {
  const state = new BufferedState(io, self);
  if (state.n.ok === 1) return state;
  const text = state.n.detached === 1 ? 'raw stream has been detached' : 'I/O operation on uninitialized object';
  throw raise(io.vm, 'ValueError', text);
}

/** Asks the raw file. */
const ofRaw =
  (name: string): IoWork =>
  (io, self) =>
    callOn(io, initialised(io, self).raw, name);

/** `buffered_close`: flushes, then closes the raw file whatever came of that. */
function close(io: Io, self: Ref): Value {
  const { vm } = io;
  if (truthOf(io, initialised(io, self).raw, 'closed')) return null;
  const flushed = tryOn(io, self, 'flush');
  const closed = tryOn(io, new BufferedState(io, self).raw, 'close');
  const state = new BufferedState(io, self);
  state.buffer = undefined;
  state.n.readEnd = 0;
  state.n.pos = 0;
  state.save();
  settleLife(vm, self);
  if ('error' in closed) throw chained(vm, closed.error, 'error' in flushed ? flushed.error : null);
  if ('error' in flushed) throw chained(vm, flushed.error, null);
  return closed.value;
}

function detach(io: Io, self: Ref): Value {
  initialised(io, self);
  callOn(io, self, 'flush');
  const state = new BufferedState(io, self);
  const { raw } = state;
  state.raw = null;
  state.n.detached = 1;
  state.n.ok = 0;
  state.save();
  settleLife(io.vm, self);
  return raw as Value;
}

/** `buffered_repr`: a name that is missing is not told. */
function repr(io: Io, self: Ref): string {
  const { name: type } = typeData(io.vm, io.vm.read(self).cls);
  const name = tryAttribute(io, self, 'name');
  return 'error' in name ? `<${type}>` : `<${type} name=${reprAsking(io.vm, name.value, io.ask)}>`;
}

const COMMON: Readonly<Record<string, IoMethod>> = {
  close: [0, 0, close],
  detach: [0, 0, detach],
  seekable: [0, 0, ofRaw('seekable')],
  fileno: [0, 0, ofRaw('fileno')],
  isatty: [0, 0, ofRaw('isatty')],
  tell: [0, 0, tell],
  seek: [1, 2, (io, self, [to, whence]) => seek(io, self, to as Value, whence)],
  truncate: [0, 1, (io, self, [size]) => truncate(io, self, size)],
  __repr__: [0, 0, repr],
};
const READING: Readonly<Record<string, IoMethod>> = {
  readable: [0, 0, ofRaw('readable')],
  peek: [0, 1, (io, self) => peek(io, self)],
  read: [0, 1, (io, self, [size]) => read(io, self, size)],
  read1: [0, 1, (io, self, [size]) => read1(io, self, size)],
  readinto: [1, 1, (io, self, [buffer]) => readInto(io, self, buffer as Value, false)],
  readinto1: [1, 1, (io, self, [buffer]) => readInto(io, self, buffer as Value, true)],
  readline: [0, 1, (io, self, [size]) => readline(io, self, size)],
};
const WRITING: Readonly<Record<string, IoMethod>> = {
  writable: [0, 0, ofRaw('writable')],
  write: [1, 1, (io, self, [bytes]) => write(io, self, bytes as Value)],
};

const READER = ioMethods('_io.BufferedReader', { ...COMMON, ...READING, flush: [0, 0, ofRaw('flush')] });
const WRITER = ioMethods('_io.BufferedWriter', { ...COMMON, ...WRITING, flush: [0, 0, flush] });
const RANDOM = ioMethods('_io.BufferedRandom', { ...COMMON, ...READING, ...WRITING, flush: [0, 0, flush] });

function rawOf(vm: Operations, self: Slot): Value {
  const { slots, numbers } = recordData(vm, self);
  if (numbers[1] === 1) return slots[0] as Value;
  const text = numbers[2] === 1 ? 'raw stream has been detached' : 'I/O operation on uninitialized object';
  throw raise(vm, 'ValueError', text);
}

function ofType(type: BufferedType): BuiltinTable {
  const name = type.slice(type.indexOf('.') + 1);
  const signature = { name, names: ['raw', 'buffer_size'], required: 1 };
  return {
    [`${type}.__init__`]: (vm, [self, ...args], keywords) =>
      replay(vm, INIT, [self, ...bindArguments(vm, signature, args, keywords)]),
    [`${type}.closed`]: (vm, [self]) => getAttr(vm, rawOf(vm, self), 'closed'),
    [`${type}.name`]: (vm, [self]) => getAttr(vm, rawOf(vm, self), 'name'),
    [`${type}.mode`]: (vm, [self]) => getAttr(vm, rawOf(vm, self), 'mode'),
    [`${type}.raw`]: (vm, [self]) => recordData(vm, self).slots[0] as Value,
    [`${type}.__class_getitem__`]: (vm, [cls, item]) => vm.call(TYPES.GenericAlias, [cls as Value, item as Value]),
  };
}

export const BUFFERED_ALGORITHMS: readonly Algorithm[] = [INIT, READER.algorithm, WRITER.algorithm, RANDOM.algorithm];
export const BUFFERED_BUILTINS: BuiltinTable = {
  ...READER.builtins,
  ...WRITER.builtins,
  ...RANDOM.builtins,
  ...ofType('_io.BufferedReader'),
  ...ofType('_io.BufferedWriter'),
  ...ofType('_io.BufferedRandom'),
  'io.view': (vm, [v]) => {
    const source = typeof v === 'number' ? newBuffer(vm, v) : (v as Value);
    return vm.call(TYPES.memoryview, [source]);
  },
};
