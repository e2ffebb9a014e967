/**
 * `_io.StringIO` (Modules/_io/stringio.c). Slots: text, newline (what the constructor was given); numbers: position in characters, closed, first use.
 * @module
 */

import { between, bindArguments, exactly, noKeywords } from '../objects/arguments.ts';
import { lengthOf, slicePoints } from '../objects/code-points.ts';
import { raise } from '../objects/exceptions.ts';
import { asInt, asStr } from '../objects/payload.ts';
import { TYPES, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { ROWS } from '../protocol/rows.ts';
import { EXHAUSTED, type Exhausted, type Ref, type Slot, type Value } from '../value.ts';
import { newExtension, recordData, recordOf, stepped } from './extension.ts';
import { IO_BASE_BUILTINS } from './io-base.ts';

interface Stream {
  readonly ref: Ref;
  readonly text: string;
  readonly newline: string | null;
  readonly at: number;
}

/** Self of a method, open. */
function open(vm: Operations, method: string, v: Slot): Stream {
  const { ref, data } = recordOf(vm, '_io.StringIO', method, v);
  const [at = 0, closed = 0, initialised = 0] = data.numbers;
  if (initialised === 0) throw raise(vm, 'ValueError', 'I/O operation on uninitialized object');
  if (closed === 1) throw raise(vm, 'ValueError', 'I/O operation on closed file');
  return { ref, text: data.slots[0] as string, newline: data.slots[1] as string | null, at };
}

/** As line ends are translated when they are written. */
function translated({ newline }: { newline: string | null }, text: string): string {
  if (newline === null) return text.replace(/\r\n?/g, '\n');
  return newline === '' || newline === '\n' ? text : text.replaceAll('\n', newline);
}

function put(vm: Operations, stream: Stream, text: string): void {
  const added = translated(stream, text);
  if (added === '') return;
  const { ref, at } = stream;
  const length = lengthOf(stream.text);
  const before = at > length ? stream.text + '\0'.repeat(at - length) : slicePoints(stream.text, 0, at);
  const end = at + lengthOf(added);
  vm.setAt(ref, 'slots', 0, before + added + (end < length ? slicePoints(stream.text, end, length) : ''));
  vm.setNumberAt(ref, 'numbers', 0, end);
}

function sizeOf(vm: Operations, v: Slot): number {
  if (v === undefined || v === null) return -1;
  const n = asInt(vm, v);
  if (n !== undefined) return Number(n);
  throw raise(vm, 'TypeError', `argument should be integer or None, not '${typeName(vm, v as Value)}'`);
}

/** Takes up to `size` characters of the rest; all of it where that is negative. */
function take(vm: Operations, { ref, text, at }: Stream, size: number): string {
  const length = lengthOf(text);
  const end = size < 0 ? length : Math.min(length, at + size);
  const taken = at >= length ? '' : slicePoints(text, at, end);
  if (at < length) vm.setNumberAt(ref, 'numbers', 0, end);
  return taken;
}

/** The next line with its end, at most `size` characters of it; empty at the end. */
function line(vm: Operations, stream: Stream, size: number): string {
  const { text, newline, at } = stream;
  const rest = at >= lengthOf(text) ? '' : slicePoints(text, at, lengthOf(text));
  const mark = newline === '' ? /\r\n|\r|\n/ : newline === null ? /\n/ : new RegExp(newline);
  const found = mark.exec(rest);
  const whole = found === null ? rest : rest.slice(0, found.index + found[0].length);
  const length = lengthOf(whole);
  return take(vm, stream, size >= 0 && size < length ? size : length);
}

const stringNew: Builtin = (vm, [cls]) => newExtension(vm, '_io.StringIO', cls as Ref, ['', '\n'], [0, 0, 0]);

const stringInit: Builtin = (vm, [self, ...args], keywords) => {
  const { ref } = recordOf(vm, '_io.StringIO', '__init__', self);
  const names = ['initial_value', 'newline'];
  const [initial = '', newline = '\n'] = bindArguments(vm, { name: 'StringIO', names }, args, keywords);
  if (newline !== null && asStr(vm, newline) === undefined)
    throw raise(vm, 'TypeError', `newline must be str or None, not ${typeName(vm, newline)}`);
  if (newline !== null && !['', '\n', '\r', '\r\n'].includes(newline as string))
    throw raise(vm, 'ValueError', `illegal newline value: ${JSON.stringify(newline).replaceAll('"', "'")}`);
  const text = initial === null ? '' : asStr(vm, initial);
  if (text === undefined)
    throw raise(vm, 'TypeError', `initial_value must be str or None, not ${typeName(vm, initial as Value)}`);
  vm.setAt(ref, 'slots', 0, translated({ newline: newline as string | null }, text));
  vm.setAt(ref, 'slots', 1, newline as Value);
  [0, 0, 1].forEach((n, i) => {
    vm.setNumberAt(ref, 'numbers', i, n);
  });
  return null;
};

type Method = (vm: Operations, stream: Stream, args: readonly Value[]) => Value;

/** A method of an open stream with at most so many arguments, none by name. */
function method(name: string, most: number, run: Method, least = 0): Builtin {
  return (vm, [self, ...args], keywords) => {
    noKeywords(vm, `StringIO.${name}`, keywords);
    if (most === 0) exactly(vm, `StringIO.${name}`, args, 0);
    else between(vm, name, args, least, most);
    return run(vm, open(vm, name, self), args);
  };
}

const write: Builtin = (vm, [self, ...args], keywords) => {
  noKeywords(vm, 'StringIO.write', keywords);
  exactly(vm, 'StringIO.write', args, 1);
  const text = asStr(vm, args[0]);
  const stream = open(vm, 'write', self);
  if (text === undefined)
    throw raise(vm, 'TypeError', `string argument expected, got '${typeName(vm, args[0] as Value)}'`);
  put(vm, stream, text);
  return lengthOf(text);
};

const seek = method(
  'seek',
  2,
  (vm, stream, [to = 0, whence = 0]) => {
    const offset = asInt(vm, to);
    if (offset === undefined)
      throw raise(vm, 'TypeError', `'${typeName(vm, to)}' object cannot be interpreted as an integer`);
    if (whence !== 0 && whence !== 1 && whence !== 2)
      throw raise(vm, 'ValueError', `Invalid whence (${String(whence)}, should be 0, 1 or 2)`);
    if (whence === 0 && offset < 0) throw raise(vm, 'ValueError', `Negative seek position ${offset}`);
    if (whence !== 0 && Number(offset) !== 0) throw raise(vm, 'OSError', "Can't do nonzero cur-relative seeks");
    const at = whence === 0 ? Number(offset) : whence === 1 ? stream.at : lengthOf(stream.text);
    vm.setNumberAt(stream.ref, 'numbers', 0, at);
    return at;
  },
  1,
);

const truncate = method('truncate', 1, (vm, stream, [size]) => {
  const to = size === undefined || size === null ? stream.at : sizeOf(vm, size);
  if (to < 0) throw raise(vm, 'ValueError', `${ROWS[vm.version].negativeTruncation} value ${to}`);
  if (to < lengthOf(stream.text)) vm.setAt(stream.ref, 'slots', 0, slicePoints(stream.text, 0, to));
  return to;
});

export function nextLine(vm: Operations, ref: Ref): string {
  return line(vm, open(vm, 'readline', ref), -1);
}

/** `tp_iternext`. */
export function stringIoNext(vm: Operations, ref: Ref): Value | Exhausted {
  const next = nextLine(vm, ref);
  return next === '' ? EXHAUSTED : next;
}

const step = stepped(stringIoNext);
/** `__next__` of a subclass: its `readline`. */
const nextByName: Builtin = (vm, args, keywords) =>
  (IO_BASE_BUILTINS['_io._IOBase.__next__'] as Builtin)(vm, args, keywords);

const constant =
  (value: Value): Builtin =>
  (vm, [self]) => {
    open(vm, 'flush', self);
    return value;
  };

const isClosed = (vm: Operations, self: Slot): boolean => recordData(vm, self).numbers[1] === 1;

export const STRING_IO_BUILTINS: BuiltinTable = {
  '_io.StringIO.__new__': stringNew,
  '_io.StringIO.__init__': stringInit,
  '_io.StringIO.write': write,
  '_io.StringIO.read': method('read', 1, (vm, stream, [size]) => take(vm, stream, sizeOf(vm, size))),
  '_io.StringIO.readline': method('readline', 1, (vm, stream, [size]) => line(vm, stream, sizeOf(vm, size))),
  '_io.StringIO.getvalue': method('getvalue', 0, (_vm, { text }) => text),
  '_io.StringIO.tell': method('tell', 0, (_vm, { at }) => at),
  '_io.StringIO.seek': seek,
  '_io.StringIO.truncate': truncate,
  '_io.StringIO.close': (vm, [self]) => {
    vm.setNumberAt(recordOf(vm, '_io.StringIO', 'close', self).ref, 'numbers', 1, 1);
    return null;
  },
  '_io.StringIO.closed': (vm, [self]) => isClosed(vm, self),
  '_io.StringIO.readable': constant(true),
  '_io.StringIO.writable': constant(true),
  '_io.StringIO.seekable': constant(true),
  '_io.StringIO.line_buffering': constant(false),
  '_io.StringIO.newlines': constant(null),
  '_io.StringIO.__next__': (vm, [self]) =>
    vm.read(self as Ref).cls === TYPES['_io.StringIO']
      ? step(vm, [self as Ref], null)
      : nextByName(vm, [self as Value], null),
};
