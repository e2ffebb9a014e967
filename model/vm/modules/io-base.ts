/**
 * `_io._IOBase`, `_RawIOBase`, `_BufferedIOBase` and `_TextIOBase` (Modules/_io/iobase.c, bufferedio.c, textio.c): what a class of files has from the methods that it defines.
 * @module
 */

import type { Machine } from '../machine.ts';
import { writable } from '../objects/buffer.ts';
import { newBytes } from '../objects/codecs.ts';
import { raise } from '../objects/exceptions.ts';
import type { ExtensionTypeName } from '../objects/extension-types.ts';
import { asInt, asKind } from '../objects/payload.ts';
import { TYPES, typeData, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { lookupSpecial } from '../protocol/attributes.ts';
import { internal } from '../protocol/bind-special.ts';
import { ensureDict } from '../protocol/descriptors.ts';
import { dictGetName, dictSetName } from '../protocol/dict-table.ts';
import { builtinLength } from '../protocol/length.ts';
import { type Algorithm, raisedAs } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import type { PyRaise, Ref, Slot, Value } from '../value.ts';
import { builtinFunction, newExtension } from './extension.ts';
import { bytesValue, textOfBytes } from './io-bytes.ts';
import {
  attributeOf,
  callOn,
  type Io,
  type IoMethod,
  ioMethods,
  livesOpen,
  optionalSize,
  settleLife,
} from './io-call.ts';
import { EMPTY_FILES } from './io-layouts.ts';
import { raiseOf } from './module-exception.ts';

/** Makes the bytearray that a raw file reads into. */
const MAKE_BUFFER: Ref = internal('io.buffer');

const CLOSED = '__IOBase_closed';

/** `io.UnsupportedOperation`. */
export function unsupported(vm: Operations, message: string): PyRaise {
  (vm as Machine).world.builtins.get('io.module')?.(vm, [], null);
  return raiseOf(vm, '_io', message);
}

export const closedFile = (vm: Operations, dot = '.'): PyRaise =>
  raise(vm, 'ValueError', `I/O operation on closed file${dot}`);

/** `IS_CLOSED`: whether `close` of the base class was called. */
export function isBaseClosed(vm: Operations, self: Ref): boolean {
  const attrs = asKind(vm, self, 'record')?.attrs ?? null;
  return attrs !== null && dictGetName(vm, attrs, CLOSED) !== undefined;
}

function setClosed(vm: Operations, self: Ref): void {
  dictSetName(vm, ensureDict(vm, self), CLOSED, true);
  const data = asKind(vm, self, 'record');
  if (data?.type === '_io._IOBase') settleLife(vm, self);
}

/** `iobase_check_closed`: asks for `closed`. */
export function checkClosed(io: Io, self: Ref): null {
  const closed = attributeOf(io, self, 'closed');
  if (closed === true || (closed !== false && closed !== null && closed !== 0)) throw closedFile(io.vm);
  return null;
}

/** `iobase_close`: flushes, and is closed whatever comes of that. */
export function closeBase(io: Io, self: Ref): null {
  if (isBaseClosed(io.vm, self)) return null;
  raisedAs(
    (e) => {
      setClosed(io.vm, self);
      return e;
    },
    () => callOn(io, self, 'flush'),
  );
  setClosed(io.vm, self);
  return null;
}

/** `_PyIOBase_check_readable` and its like. */
export function checkAble(io: Io, self: Slot, what: 'readable' | 'writable' | 'seekable'): null {
  if (callOn(io, self, what) !== true) throw unsupported(io.vm, `File or stream is not ${what}.`);
  return null;
}

/** What a check lets a method give. */
const after = <T>(_checked: null, value: T): T => value;

const unable = (name: string): IoMethod => [
  0,
  3,
  ({ vm }) => {
    throw unsupported(vm, name);
  },
];

/** `PyObject_Size` of what a `readline` gave. */
function lengthOfLine({ vm, ask }: Io, line: Value): number {
  return builtinLength(vm, line) ?? Number(ask(builtinFunction(vm, 'len'), [line]));
}

/** `iobase_readline`. */
function readline(io: Io, self: Ref, limit: number): Value {
  const { vm } = io;
  const peeks = lookupSpecial(vm, self, 'peek') !== undefined;
  let line = '';
  while (limit < 0 || line.length < limit) {
    let ahead = 1;
    if (peeks) {
      const seen = callOn(io, self, 'peek', 1);
      const bytes = asKind(vm, seen, 'bytes')?.bytes;
      if (bytes === undefined)
        throw raise(vm, 'OSError', `peek() should have returned a bytes object, not '${typeName(vm, seen)}'`);
      if (bytes.length > 0) {
        const end = bytes.indexOf(10);
        ahead = end < 0 ? bytes.length : end + 1;
        if (limit >= 0) ahead = Math.min(ahead, limit);
      }
    }
    const read = callOn(io, self, 'read', ahead);
    const bytes = asKind(vm, read, 'bytes')?.bytes;
    if (bytes === undefined)
      throw raise(vm, 'OSError', `read() should have returned a bytes object, not '${typeName(vm, read)}'`);
    if (bytes.length === 0) break;
    line += textOfBytes(bytes);
    if (line.endsWith('\n')) break;
  }
  return bytesValue(vm, line);
}

const BASE = ioMethods('_io._IOBase', {
  seek: unable('seek'),
  truncate: unable('truncate'),
  fileno: unable('fileno'),
  tell: [0, 0, (io, self) => callOn(io, self, 'seek', 0, 1)],
  flush: [
    0,
    0,
    ({ vm }, self) => {
      if (isBaseClosed(vm, self)) throw closedFile(vm);
      return null;
    },
  ],
  close: [0, 0, closeBase],
  seekable: [0, 0, () => false],
  readable: [0, 0, () => false],
  writable: [0, 0, () => false],
  _checkClosed: [0, 1, (io, self) => after(checkClosed(io, self), null)],
  _checkSeekable: [0, 1, (io, self) => after(checkAble(io, self, 'seekable'), true)],
  _checkReadable: [0, 1, (io, self) => after(checkAble(io, self, 'readable'), true)],
  _checkWritable: [0, 1, (io, self) => after(checkAble(io, self, 'writable'), true)],
  isatty: [0, 0, (io, self) => after(checkClosed(io, self), false)],
  __enter__: [0, 0, (io, self) => after(checkClosed(io, self), self)],
  __exit__: [0, 3, (io, self) => callOn(io, self, 'close')],
  __iter__: [0, 0, (io, self) => after(checkClosed(io, self), self)],
  __next__: [
    0,
    0,
    (io, self) => {
      const line = callOn(io, self, 'readline');
      if (line === null || lengthOfLine(io, line) <= 0) throw raise(io.vm, 'StopIteration');
      return line;
    },
  ],
  readline: [0, 1, (io, self, [size]) => readline(io, self, optionalSize(io, size))],
});

const RAW = ioMethods('_io._RawIOBase', {
  read: [
    0,
    1,
    (io, self, [size]) => {
      const { vm } = io;
      const count = optionalSize(io, size);
      if (count < 0) return callOn(io, self, 'readall');
      const buffer = io.ask(MAKE_BUFFER, [count]);
      const read = callOn(io, self, 'readinto', buffer);
      if (read === null) return null;
      const n = asInt(vm, read);
      if (n === undefined)
        throw raise(vm, 'TypeError', `'${typeName(vm, read)}' object cannot be interpreted as an integer`);
      if (ROWS[vm.version].rawReadsCheck && (n < 0 || n > count))
        throw raise(vm, 'ValueError', `readinto returned ${n} outside buffer size ${count}`);
      return newBytes(vm, (asKind(vm, buffer, 'bytes')?.bytes ?? []).slice(0, Number(n)));
    },
  ],
  readall: [
    0,
    0,
    (io, self) => {
      const { vm } = io;
      let all = '';
      for (let some = false; ; some = true) {
        const read = callOn(io, self, 'read', ROWS[vm.version].bufferSize);
        if (read === null && !some) return null;
        if (read === null) break;
        const bytes = asKind(vm, read, 'bytes')?.bytes;
        if (bytes === undefined) throw raise(vm, 'TypeError', 'read() should return bytes');
        if (bytes.length === 0) break;
        all += textOfBytes(bytes);
      }
      return bytesValue(vm, all);
    },
  ],
});

/** `_bufferediobase_readinto_generic`. */
function readInto(io: Io, self: Ref, buffer: Value, method: 'read' | 'read1', name: string): number {
  const { vm } = io;
  const { length } = writable(vm, buffer, `${name}() argument`);
  const read = callOn(io, self, method, length);
  const found = asKind(vm, read, 'bytes')?.bytes;
  if (found === undefined) throw raise(vm, 'TypeError', 'read() should return bytes');
  if (found.length > length)
    throw raise(vm, 'ValueError', `read() returned too much data: ${length} bytes requested, ${found.length} returned`);
  fill(vm, buffer, found);
  return found.length;
}

/** A bytearray to read into. */
export function newBuffer(vm: Operations, length: number): Ref {
  return vm.alloc({ kind: 'bytes', cls: TYPES.bytearray, bytes: new Array<number>(length).fill(0), attrs: null });
}

/** Puts bytes at the beginning of a buffer that may be written to. */
export function fill(vm: Operations, buffer: Value, found: readonly number[]): void {
  writable(vm, buffer).write(0, found);
}

const BUFFERED = ioMethods('_io._BufferedIOBase', {
  detach: unable('detach'),
  read: unable('read'),
  read1: unable('read1'),
  write: unable('write'),
  readinto: [1, 1, (io, self, [buffer]) => readInto(io, self, buffer as Value, 'read', 'readinto')],
  readinto1: [1, 1, (io, self, [buffer]) => readInto(io, self, buffer as Value, 'read1', 'readinto1')],
});

const TEXT = ioMethods('_io._TextIOBase', {
  detach: unable('detach'),
  read: unable('read'),
  readline: unable('readline'),
  write: unable('write'),
});

const readlines: Builtin = (vm, [self, hint = null]) => {
  const n = hint === null ? -1 : asInt(vm, hint);
  if (n === undefined) throw raise(vm, 'TypeError', `argument should be integer or None, not '${typeName(vm, hint)}'`);
  return vm.native('io.readlines', [self as Value], { hint: Number(n), have: 0 });
};

export const IO_BASE_BUILTINS: BuiltinTable = {
  ...BASE.builtins,
  ...RAW.builtins,
  ...BUFFERED.builtins,
  ...TEXT.builtins,
  'io.new': (vm, [cls]) => newFile(vm, cls as Ref),
  'io.buffer': (vm, [count]) => newBuffer(vm, Number(count)),
  '_io._IOBase.readlines': readlines,
  '_io._IOBase.writelines': (vm, [self, lines]) => vm.native('io.writelines', [self as Value, lines as Value]),
  '_io._IOBase.closed': (vm, [self]) => isBaseClosed(vm, self as Ref),
  '_io._IOBase.__del__': (vm, [self]) => vm.native('io.finalize', [self as Value]),
  '_io._TextIOBase.encoding': () => null,
  '_io._TextIOBase.newlines': () => null,
  '_io._TextIOBase.errors': () => null,
};
export const IO_BASE_ALGORITHMS: readonly Algorithm[] = [
  BASE.algorithm,
  RAW.algorithm,
  BUFFERED.algorithm,
  TEXT.algorithm,
];

/** What `object.__new__` makes of a class of files, by its layout: slots and numbers of one that is not initialised. */
function newFile(vm: Operations, cls: Ref): Ref {
  const layout = typeData(vm, cls).layout as ExtensionTypeName;
  const [slots, numbers] = EMPTY_FILES[layout] ?? [0, []];
  const none = Array.from({ length: slots }, () => undefined);
  if (layout === '_io.IncrementalNewlineDecoder') return newExtension(vm, layout, cls, none, [...numbers]);
  return newFileRecord(vm, layout, cls, none, [...numbers]);
}

/** A new object that is closed when it dies. */
export function newFileRecord(
  vm: Operations,
  type: ExtensionTypeName,
  cls: Ref,
  slots: Slot[],
  numbers: number[],
): Ref {
  const life = livesOpen(vm, cls);
  const made = newExtension(vm, type, cls, slots, [life, ...numbers]);
  if (life === 1) (vm as Machine).noteFinalizable();
  return made;
}
