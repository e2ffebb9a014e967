/**
 * `_io.BytesIO` (Modules/_io/bytesio.c). Slots: the bytes object that it holds, which `getvalue` gives; numbers: position, closed.
 * @module
 */
import { between, bindArguments } from '../objects/arguments.ts';
import { bytesLike, FULL_RO, writable } from '../objects/buffer.ts';
import { newBytes } from '../objects/codecs.ts';
import { raise } from '../objects/exceptions.ts';
import { newList } from '../objects/list.ts';
import { checkExports } from '../objects/memory.ts';
import { viewOfObject } from '../objects/memoryview-new.ts';
import { asInt, asKind } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { TYPES, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Native, NativeTable, Operations } from '../operations.ts';
import { dictEntries } from '../protocol/dict-table.ts';
import { getIter } from '../protocol/iteration.ts';
import { given, looping, nextInto, remember, wait } from '../protocol/loop.ts';
import { type Algorithm, type Ask, replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { indexAsking } from '../protocol/sequences.ts';
import { isIndex } from '../protocol/slices.ts';
import { EXHAUSTED, type Exhausted, ModelError, type Ref, type Slot, type Value } from '../value.ts';
import { newExtension, newOf, recordOf, stepped } from './extension.ts';
import { isWritten, writeBytes } from './own-streams.ts';

const TYPE = '_io.BytesIO';

interface Stream {
  readonly ref: Ref;
  readonly held: Ref;
  readonly bytes: readonly number[];
  readonly at: number;
}

/** Self of a method, open. */
function open(vm: Operations, method: string, v: Slot): Stream {
  const { ref, data } = recordOf(vm, TYPE, method, v);
  const [at = 0, closed = 0] = data.numbers;
  if (closed === 1) throw raise(vm, 'ValueError', 'I/O operation on closed file.');
  const held = data.slots[0] as Ref;
  return { ref, held, bytes: bytesLike(vm, held), at };
}

function moveTo(vm: Operations, { ref }: Stream, at: number): void {
  vm.setNumberAt(ref, 'numbers', 0, at);
}

/** Takes up to `size` bytes of the rest; all of it where that is negative. */
function take(vm: Operations, stream: Stream, size: number): Ref {
  const { bytes, at, held } = stream;
  const left = Math.max(0, bytes.length - at);
  const count = size < 0 || size > left ? left : size;
  if (count > 0) moveTo(vm, stream, at + count);
  return count > 1 && count === bytes.length ? held : newBytes(vm, bytes.slice(at, at + count));
}

/** Bytes of the next line with its end; 0 at the end. */
function lineLength({ bytes, at }: Stream): number {
  if (at >= bytes.length) return 0;
  const end = bytes.indexOf(10, at);
  return (end < 0 ? bytes.length : end + 1) - at;
}

function put(vm: Operations, stream: Stream, added: readonly number[]): void {
  if (added.length === 0) return;
  const { ref, bytes, at } = stream;
  const gap = new Array<number>(Math.max(0, at - bytes.length)).fill(0);
  const end = at + added.length;
  vm.setAt(ref, 'slots', 0, newBytes(vm, [...bytes.slice(0, at), ...gap, ...added, ...bytes.slice(end)]));
  moveTo(vm, stream, end);
}

/** `_Py_convert_optional_to_ssize_t`. */
function sizeAsking(vm: Operations, v: Slot, missing: number, ask: Ask): number {
  if (v === undefined || v === null) return missing;
  if (isIndex(vm, v)) return indexAsking(vm, v, ask);
  throw raise(vm, 'TypeError', `argument should be integer or None, not '${typeName(vm, v)}'`);
}

function seek(vm: Operations, self: Slot, to: Value, whence: Slot, ask: Ask): number {
  const offset = indexAsking(vm, to, ask);
  const from = whence === undefined ? 0 : indexAsking(vm, whence, ask);
  const stream = open(vm, 'seek', self);
  if (offset < 0 && from === 0) throw raise(vm, 'ValueError', `negative seek value ${offset}`);
  const base = [0, stream.at, stream.bytes.length][from];
  if (base === undefined) throw raise(vm, 'ValueError', `invalid whence (${from}, should be 0, 1 or 2)`);
  const at = Math.max(0, base + offset);
  moveTo(vm, stream, at);
  return at;
}

function truncate(vm: Operations, self: Slot, wanted: Slot, ask: Ask): number {
  const { truncateTellsNone } = ROWS[vm.version];
  const early = truncateTellsNone ? sizeAsking(vm, wanted, Number.NaN, ask) : Number.NaN;
  const stream = open(vm, 'truncate', self);
  checkExports(vm, stream.ref);
  const late = truncateTellsNone || wanted === undefined || wanted === null ? early : indexAsking(vm, wanted, ask);
  const size = Number.isNaN(late) ? stream.at : late;
  if (size < 0) throw raise(vm, 'ValueError', `negative size value ${size}`);
  if (size < stream.bytes.length) vm.setAt(stream.ref, 'slots', 0, newBytes(vm, stream.bytes.slice(0, size)));
  return size;
}

/** Inputs: stream, two arguments. Vars: what. */
const STEP: Algorithm = {
  name: 'bytes_io',
  run: (vm, [self, first, second], vars, ask) => {
    switch (vars['what']) {
      case 'seek':
        return seek(vm, self, first as Value, second, ask);
      case 'truncate':
        return truncate(vm, self, first, ask);
      case 'readline': {
        const size = sizeAsking(vm, first, -1, ask);
        const stream = open(vm, 'readline', self);
        const length = lineLength(stream);
        return take(vm, stream, size >= 0 && size < length ? size : length);
      }
      default: {
        const size = sizeAsking(vm, first, -1, ask);
        return take(vm, open(vm, 'read', self), size);
      }
    }
  },
};

/** A method of `least` to `most` arguments that may ask for an index. */
function asking(name: string, least: number, most: number): Builtin {
  return (vm, [self, ...args]) => {
    between(vm, name, args, least, most);
    return replay(vm, STEP, [self, args[0], args[1]], { what: name });
  };
}

const bytesNew: Builtin = (vm, [cls]) => newExtension(vm, TYPE, cls as Ref, [newBytes(vm, [])], [0, 0, 0]);

const bytesInit: Builtin = (vm, [self, ...args], keywords) => {
  const { ref } = recordOf(vm, TYPE, '__init__', self);
  const [initial = null] = bindArguments(vm, { name: 'BytesIO', names: ['initial_bytes'] }, args, keywords);
  checkExports(vm, ref);
  const exact = asKind(vm, initial, 'bytes')?.cls === TYPES.bytes;
  const held = exact ? (initial as Ref) : newBytes(vm, initial === null ? [] : [...bytesLike(vm, initial)]);
  vm.setAt(ref, 'slots', 0, held);
  vm.setNumberAt(ref, 'numbers', 0, 0);
  return null;
};

function write(vm: Operations, self: Slot, v: Value): number {
  const stream = open(vm, 'write', self);
  checkExports(vm, stream.ref);
  const added = bytesLike(vm, v);
  if (isWritten(vm, stream.ref)) writeBytes(vm, added);
  else put(vm, stream, added);
  return added.length;
}

const readlines: Builtin = (vm, [self, ...args]) => {
  between(vm, 'readlines', args, 0, 1);
  open(vm, 'readlines', self);
  const [hint = null] = args;
  const most = hint === null ? 0 : asInt(vm, hint);
  if (most === undefined) throw raise(vm, 'TypeError', `integer argument expected, got '${typeName(vm, hint)}'`);
  const lines: Ref[] = [];
  let have = 0;
  for (;;) {
    const stream = open(vm, 'readlines', self);
    const length = lineLength(stream);
    if (length === 0) break;
    lines.push(take(vm, stream, length));
    have += length;
    if (most > 0 && have >= most) break;
  }
  return newList(vm, lines);
};

const readinto: Builtin = (vm, [self, buffer]) => {
  const target = writable(vm, buffer as Value, 'readinto() argument');
  const stream = open(vm, 'readinto', self);
  const { bytes, at } = stream;
  const found = bytes.slice(at, at + target.length);
  if (found.length > 0) {
    target.write(0, found);
    moveTo(vm, stream, at + found.length);
  }
  return found.length;
};

/** `tp_iternext`. */
export function bytesIoNext(vm: Operations, ref: Ref): Value | Exhausted {
  const stream = open(vm, '__next__', ref);
  const length = lineLength(stream);
  return length === 0 ? EXHAUSTED : take(vm, stream, length);
}

/** `writelines`, which calls no `write`. Slots: stream, iterable, iterator. */
const WRITELINES: Native = looping(
  {
    start: (vm, self) => wait(getIter(vm, self.slots[1] as Value), 'iterator'),
    phases: {
      iterator: (vm, self, value) => {
        remember(vm, self, given(value));
        return nextInto(self, 2, 'item');
      },
      item: (vm, self, value) => {
        if (value === EXHAUSTED) return { done: null };
        write(vm, self.slots[0], value);
        return nextInto(self, 2, 'item');
      },
    },
  },
  ['item'],
);

/** A method of an open stream without arguments. */
const plain =
  (name: string, run: (stream: Stream) => Value): Builtin =>
  (vm, [self]) =>
    run(open(vm, name, self));

export const BYTES_IO_BUILTINS: BuiltinTable = {
  [`${TYPE}.__new__`]: bytesNew,
  [`${TYPE}.__init__`]: bytesInit,
  [`${TYPE}.read`]: asking('read', 0, 1),
  [`${TYPE}.read1`]: asking('read1', 0, 1),
  [`${TYPE}.readline`]: asking('readline', 0, 1),
  [`${TYPE}.seek`]: asking('seek', 1, 2),
  [`${TYPE}.truncate`]: asking('truncate', 0, 1),
  [`${TYPE}.readlines`]: readlines,
  [`${TYPE}.readinto`]: readinto,
  [`${TYPE}.write`]: (vm, [self, v]) => write(vm, self, v as Value),
  [`${TYPE}.writelines`]: (vm, [self, lines]) => {
    open(vm, 'writelines', self);
    return vm.native('io.write_byte_lines', [self as Value, lines as Value]);
  },
  [`${TYPE}.getvalue`]: plain('getvalue', ({ held }) => held),
  [`${TYPE}.getbuffer`]: (vm, [self]) => {
    const { ref } = open(vm, 'getbuffer', self);
    return viewOfObject(vm, newOf(vm, '_io._BytesIOBuffer', [ref]), FULL_RO);
  },
  [`${TYPE}.tell`]: plain('tell', ({ at }) => at),
  [`${TYPE}.readable`]: plain('readable', () => true),
  [`${TYPE}.writable`]: plain('writable', () => true),
  [`${TYPE}.seekable`]: plain('seekable', () => true),
  [`${TYPE}.isatty`]: plain('isatty', () => false),
  [`${TYPE}.flush`]: plain('flush', () => null),
  [`${TYPE}.close`]: (vm, [self]) => {
    const { ref } = recordOf(vm, TYPE, 'close', self);
    checkExports(vm, ref);
    vm.setNumberAt(ref, 'numbers', 1, 1);
    return null;
  },
  [`${TYPE}.closed`]: (vm, [self]) => recordOf(vm, TYPE, 'closed', self).data.numbers[1] === 1,
  [`${TYPE}.__iter__`]: (_vm, [self]) => self as Value,
  [`${TYPE}.__next__`]: stepped(bytesIoNext),
  [`${TYPE}.__getstate__`]: (vm, [self]) => {
    const { ref, held, at } = open(vm, '__getstate__', self);
    const attributes = asKind(vm, ref, 'record')?.attrs ?? null;
    const entries = attributes === null ? [] : dictEntries(vm, attributes);
    if (entries.length > 0) throw new ModelError('the state of a BytesIO with attributes is not modelled');
    return newTuple(vm, [held, at, null]);
  },
  [`${TYPE}.__setstate__`]: () => {
    throw new ModelError('BytesIO.__setstate__() is not modelled');
  },
};
export const BYTES_IO_NATIVES: NativeTable = { 'io.write_byte_lines': WRITELINES };
export const BYTES_IO_ALGORITHMS: readonly Algorithm[] = [STEP];
