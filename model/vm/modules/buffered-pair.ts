/**
 * `_io.BufferedRWPair` (Modules/_io/bufferedio.c): a reader and a writer, each with a buffer of its own. Slots: reader, writer.
 * @module
 */
import { between, noKeywords } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { TYPES } from '../objects/types.ts';
import type { BuiltinTable } from '../operations.ts';
import { getAttr } from '../protocol/attributes.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import type { Ref, Value } from '../value.ts';
import { recordData } from './extension.ts';
import { checkAble } from './io-base.ts';
import { callOn, chained, type Io, type IoWork, ioMethods, isPlainFile, settleLife, tryOn } from './io-call.ts';

const TYPE = '_io.BufferedRWPair';

function sideOf({ vm }: Io, self: Ref, i: 0 | 1): Value {
  const side = recordData(vm, self).slots[i];
  if (side === undefined) throw raise(vm, 'ValueError', 'I/O operation on uninitialized object');
  return side;
}

const ofSide =
  (i: 0 | 1, name: string): IoWork =>
  (io, self, args) =>
    callOn(io, sideOf(io, self, i), name, ...args);

/** Inputs: self, reader, writer, buffer size. */
const INIT: Algorithm = {
  name: 'pair_init',
  run: (vm, [self, reader, writer, size], _vars, ask) => {
    const io: Io = { vm, ask, direct: isPlainFile(vm, reader) && isPlainFile(vm, writer) };
    checkAble(io, reader, 'readable');
    checkAble(io, writer, 'writable');
    const made = [
      ask(TYPES['_io.BufferedReader'], [reader as Value, size as Value]),
      ask(TYPES['_io.BufferedWriter'], [writer as Value, size as Value]),
    ];
    made.forEach((side, i) => {
      vm.setAt(self as Ref, 'slots', i, side);
    });
    return null;
  },
};

function close(io: Io, self: Ref): Value {
  const written = tryOn(io, sideOf(io, self, 1), 'close');
  const read = tryOn(io, sideOf(io, self, 0), 'close');
  settleLife(io.vm, self);
  if ('error' in read) throw chained(io.vm, read.error, 'error' in written ? written.error : null);
  if ('error' in written) throw chained(io.vm, written.error, null);
  return read.value;
}

const { algorithm, builtins } = ioMethods(TYPE, {
  read: [0, 1, ofSide(0, 'read')],
  peek: [0, 1, ofSide(0, 'peek')],
  read1: [0, 1, ofSide(0, 'read1')],
  readinto: [1, 1, ofSide(0, 'readinto')],
  readinto1: [1, 1, ofSide(0, 'readinto1')],
  write: [1, 1, ofSide(1, 'write')],
  flush: [0, 0, ofSide(1, 'flush')],
  readable: [0, 0, ofSide(0, 'readable')],
  writable: [0, 0, ofSide(1, 'writable')],
  close: [0, 0, close],
  isatty: [
    0,
    0,
    (io, self) => callOn(io, sideOf(io, self, 1), 'isatty') === true || callOn(io, sideOf(io, self, 0), 'isatty'),
  ],
});

export const PAIR_ALGORITHMS: readonly Algorithm[] = [algorithm, INIT];
export const PAIR_BUILTINS: BuiltinTable = {
  ...builtins,
  [`${TYPE}.__init__`]: (vm, [self, ...args], keywords) => {
    noKeywords(vm, 'BufferedRWPair', keywords);
    between(vm, 'BufferedRWPair', args, 2, 3);
    const [reader, writer, size = ROWS[vm.version].bufferSize] = args;
    return replay(vm, INIT, [self, reader, writer, size]);
  },
  [`${TYPE}.closed`]: (vm, [self]) => {
    const writer = recordData(vm, self).slots[1];
    if (writer === undefined) throw raise(vm, 'RuntimeError', 'the BufferedRWPair object is being garbage-collected');
    return getAttr(vm, writer, 'closed');
  },
};
