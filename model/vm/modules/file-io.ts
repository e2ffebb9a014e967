/**
 * `_io.FileIO` (Modules/_io/fileio.c): an open file without a buffer. Its name stands in its `__dict__`.
 * @module
 */
import { O_APPEND, O_CLOEXEC, O_CREAT, O_EXCL, O_RDWR, O_TRUNC, O_WRONLY } from '../files/open-flags.ts';
import { osError, systemCall } from '../files/os-errors.ts';
import {
  closeFile,
  filesOf,
  isStandard,
  nodeOpenAt,
  openFile,
  readFile,
  seekFile,
  truncateFile,
  writeFile,
} from '../files/system-calls.ts';
import { bindArguments } from '../objects/arguments.ts';
import { bytesLike, writable } from '../objects/buffer.ts';
import { raise } from '../objects/exceptions.ts';
import { asInt, asKind, asStr } from '../objects/payload.ts';
import { typeName } from '../objects/types.ts';
import type { BuiltinTable, Operations } from '../operations.ts';
import { truthAsking } from '../protocol/compare.ts';
import { ensureDict } from '../protocol/descriptors.ts';
import { dictGetName, dictSetName } from '../protocol/dict-table.ts';
import { type Algorithm, raisedAs, replay } from '../protocol/replay.ts';
import { integerAsking } from '../protocol/sequences.ts';
import { reprAsking } from '../protocol/text.ts';
import { ModelError, type PyRaise, type Ref, type Slot, type Value } from '../value.ts';
import { closeBase, closedFile, fill, newFileRecord, unsupported } from './io-base.ts';
import { bytesValue, textOfBytes } from './io-bytes.ts';
import { type Io, ioMethods, numberAt, optionalSize, settleLife } from './io-call.ts';
import { pathAsking } from './paths.ts';

const TYPE = '_io.FileIO';

/** Numbers behind `LIFE`. */
const FD = 1;
const FLAGS = 2;
const CLOSES = 3;

const CREATED = 1;
const READABLE = 2;
const WRITABLE = 4;
const APPENDING = 8;

/** Bytes of a block, of all file systems here. */
const BLOCK = 4096;

const fdOf = (vm: Operations, self: Ref): number => numberAt(vm, self, FD);
const has = (vm: Operations, self: Ref, flag: number): boolean => (numberAt(vm, self, FLAGS) & flag) !== 0;

function openFd(vm: Operations, self: Ref): number {
  const fd = fdOf(vm, self);
  if (fd < 0) throw closedFile(vm, '');
  return fd;
}

function ableFd(vm: Operations, self: Ref, flag: number, action: string): number {
  const fd = openFd(vm, self);
  if (!has(vm, self, flag)) throw unsupported(vm, `File not open for ${action}`);
  return fd;
}

const badMode = (vm: Operations): PyRaise =>
  raise(vm, 'ValueError', 'Must have exactly one of create/read/write/append mode and at most one plus');

/** The bits of a mode, and what `open` is told. */
function modeOf(vm: Operations, mode: string): { readonly bits: number; readonly flags: number } {
  const kinds = [...mode].filter((c) => 'xrwa'.includes(c));
  const plus = [...mode].filter((c) => c === '+').length;
  if ([...mode].some((c) => !'xrwab+'.includes(c))) throw raise(vm, 'ValueError', `invalid mode: ${mode}`);
  if (kinds.length !== 1 || plus > 1) throw badMode(vm);
  const [kind] = kinds;
  const readable = kind === 'r' || plus === 1;
  const writes = kind !== 'r' || plus === 1;
  const bits =
    (kind === 'x' ? CREATED : 0) | (readable ? READABLE : 0) | (writes ? WRITABLE : 0) | (kind === 'a' ? APPENDING : 0);
  const access = readable && writes ? O_RDWR : writes ? O_WRONLY : 0;
  const making = { x: O_EXCL | O_CREAT, w: O_CREAT | O_TRUNC, a: O_APPEND | O_CREAT, r: 0 }[
    kind as 'x' | 'w' | 'a' | 'r'
  ];
  return { bits, flags: access | making | O_CLOEXEC };
}

const modeText = (vm: Operations, self: Ref): string => {
  const plus = has(vm, self, READABLE) ? '+' : '';
  if (has(vm, self, CREATED)) return `xb${plus}`;
  if (has(vm, self, APPENDING)) return `ab${plus}`;
  if (has(vm, self, READABLE)) return has(vm, self, WRITABLE) ? 'rb+' : 'rb';
  return 'wb';
};

/** Inputs: self, file, mode, closefd, opener. */
const INIT: Algorithm = {
  name: 'file_io_init',
  run: (vm, [selfSlot, file = null, mode = 'r', closefd, opener = null], _vars, ask) => {
    const self = selfSlot as Ref;
    const given = asInt(vm, file);
    if (given !== undefined && given < 0) throw raise(vm, 'ValueError', 'negative file descriptor');
    const path = given === undefined ? pathAsking(vm, file, ask) : undefined;
    const modeString = asStr(vm, mode);
    if (modeString === undefined)
      throw raise(
        vm,
        'TypeError',
        `FileIO() argument 'mode' must be str, not ${mode === null ? 'None' : typeName(vm, mode)}`,
      );
    const closes = closefd === undefined || truthAsking(vm, closefd, ask);
    const { bits, flags } = modeOf(vm, modeString);
    let fd = given === undefined ? -1 : Number(given);
    if (path !== undefined) {
      if (!closes) throw raise(vm, 'ValueError', 'Cannot use closefd=False with file name');
      if (opener === null) fd = systemCall(vm, () => openFile(vm, path, flags, 0o666), file);
      else {
        const answer = ask(opener, [file, flags]);
        const n = asInt(vm, answer);
        if (n === undefined) throw raise(vm, 'TypeError', 'expected integer from opener');
        if (n < 0) throw raise(vm, 'ValueError', `opener returned ${n}`);
        fd = Number(n);
      }
    }
    if (isStandard(fd)) throw new ModelError('a file of a standard descriptor is not modelled');
    if (filesOf(vm).open[fd] === undefined) throw osError(vm, 'EBADF');
    if (nodeOpenAt(vm, fd).node.kind === 'folder') {
      if (path !== undefined) closeFile(vm, fd);
      throw osError(vm, 'EISDIR', file);
    }
    vm.setNumberAt(self, 'numbers', FD, fd);
    vm.setNumberAt(self, 'numbers', FLAGS, bits);
    vm.setNumberAt(self, 'numbers', CLOSES, closes ? 1 : 0);
    dictSetName(vm, ensureDict(vm, self), 'name', file);
    if ((bits & APPENDING) !== 0) systemCall(vm, () => seekFile(vm, fd, 0, 2));
    return null;
  },
};

/** `_io_FileIO_close_impl`: that of the base first, which flushes. */
function close(io: Io, self: Ref): null {
  const { vm } = io;
  const shut = (): void => {
    const fd = fdOf(vm, self);
    if (fd < 0) return;
    vm.setNumberAt(self, 'numbers', FD, -1);
    settleLife(vm, self);
    if (numberAt(vm, self, CLOSES) === 1) systemCall(vm, () => closeFile(vm, fd));
  };
  raisedAs(
    (e) => {
      shut();
      return e;
    },
    () => closeBase(io, self),
  );
  shut();
  return null;
}

function read(io: Io, self: Ref, size: number): Value {
  const { vm } = io;
  const fd = ableFd(vm, self, READABLE, 'reading');
  return bytesValue(
    vm,
    systemCall(vm, () => readFile(vm, fd, size < 0 ? Number.MAX_SAFE_INTEGER : size)),
  );
}

function seek({ vm, ask }: Io, self: Ref, to: Value, whence: Slot): number {
  const fd = openFd(vm, self);
  const from = whence === undefined ? 0 : Number(integerAsking(vm, whence, ask));
  const offset = Number(integerAsking(vm, to, ask));
  return systemCall(vm, () => seekFile(vm, fd, offset, from));
}

function truncate(io: Io, self: Ref, size: Slot): Value {
  const { vm, ask } = io;
  const fd = ableFd(vm, self, WRITABLE, 'writing');
  if (size === undefined || size === null) {
    const at = systemCall(vm, () => seekFile(vm, fd, 0, 1));
    systemCall(vm, () => truncateFile(vm, fd, at));
    return at;
  }
  const length = Number(integerAsking(vm, size, ask));
  systemCall(vm, () => truncateFile(vm, fd, length));
  return size;
}

function repr({ vm, ask }: Io, self: Ref): string {
  const fd = fdOf(vm, self);
  if (fd < 0) return `<${TYPE} [closed]>`;
  const attrs = asKind(vm, self, 'record')?.attrs ?? null;
  const name = attrs === null ? undefined : dictGetName(vm, attrs, 'name');
  const shown = name === undefined ? `fd=${fd}` : `name=${reprAsking(vm, name, ask)}`;
  return `<${TYPE} ${shown} mode='${modeText(vm, self)}' closefd=${numberAt(vm, self, CLOSES) === 1 ? 'True' : 'False'}>`;
}

const METHODS = ioMethods(TYPE, {
  close: [0, 0, close],
  fileno: [0, 0, ({ vm }, self) => openFd(vm, self)],
  readable: [0, 0, ({ vm }, self) => openFd(vm, self) >= 0 && has(vm, self, READABLE)],
  writable: [0, 0, ({ vm }, self) => openFd(vm, self) >= 0 && has(vm, self, WRITABLE)],
  seekable: [0, 0, ({ vm }, self) => openFd(vm, self) >= 0],
  isatty: [0, 0, ({ vm }, self) => openFd(vm, self) < 0],
  read: [0, 1, (io, self, [size]) => read(io, self, optionalSize(io, size))],
  readall: [0, 0, (io, self) => read(io, self, openFd(io.vm, self) < 0 ? 0 : -1)],
  readinto: [
    1,
    1,
    ({ vm }, self, [buffer]) => {
      const { length } = writable(vm, buffer as Value, 'readinto() argument');
      const fd = ableFd(vm, self, READABLE, 'reading');
      const found = systemCall(vm, () => readFile(vm, fd, length));
      fill(
        vm,
        buffer as Value,
        Array.from(found, (c) => c.charCodeAt(0)),
      );
      return found.length;
    },
  ],
  write: [
    1,
    1,
    ({ vm }, self, [buffer]) => {
      const bytes = textOfBytes(bytesLike(vm, buffer as Value));
      const fd = ableFd(vm, self, WRITABLE, 'writing');
      return systemCall(vm, () => writeFile(vm, fd, bytes));
    },
  ],
  seek: [1, 2, (io, self, [to, whence]) => seek(io, self, to as Value, whence)],
  tell: [0, 0, (io, self) => seek(io, self, 0, 1)],
  truncate: [0, 1, (io, self, [size]) => truncate(io, self, size)],
  __repr__: [0, 0, repr],
});

export const FILE_IO_ALGORITHMS: readonly Algorithm[] = [METHODS.algorithm, INIT];
export const FILE_IO_BUILTINS: BuiltinTable = {
  ...METHODS.builtins,
  [`${TYPE}.__new__`]: (vm, [cls]) => newFileRecord(vm, TYPE, cls as Ref, [], [-1, 0, 1]),
  [`${TYPE}.__init__`]: (vm, [self, ...args], keywords) => {
    const names = ['file', 'mode', 'closefd', 'opener'];
    const bound = bindArguments(vm, { name: 'FileIO', names, required: 1 }, args, keywords);
    if (fdOf(vm, self as Ref) >= 0) throw new ModelError('FileIO.__init__() of an open file is not modelled');
    return replay(vm, INIT, [self, ...bound]);
  },
  [`${TYPE}.closed`]: (vm, [self]) => fdOf(vm, self as Ref) < 0,
  [`${TYPE}.closefd`]: (vm, [self]) => numberAt(vm, self, CLOSES) === 1,
  [`${TYPE}.mode`]: (vm, [self]) => modeText(vm, self as Ref),
  [`${TYPE}._blksize`]: () => BLOCK,
};
