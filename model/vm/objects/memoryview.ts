/**
 * memoryview (Objects/memoryobject.c): what is said of a view, other views of its memory, comparison, and its contents as other objects.
 * @module
 */
import { newOf, recordData, stepped } from '../modules/extension.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { equalAsking } from '../protocol/compare.ts';
import { hashAsking } from '../protocol/hash.ts';
import { hashBytes } from '../protocol/hash-numbers.ts';
import { type Algorithm, type Ask, replay } from '../protocol/replay.ts';
import { indexAsking } from '../protocol/sequences.ts';
import { EXHAUSTED, type Exhausted, type PyRaise, type Ref, type Slot, type Value } from '../value.ts';
import { argumentType, between, bindArguments, strArgument } from './arguments.ts';
import {
  type Buffer,
  bufferOf,
  bytesOfBuffer,
  countOf,
  FULL_RO,
  isContiguous,
  ownBuffer,
  placesOf,
  stridesOf,
} from './buffer.ts';
import { hexText, separatorOf } from './bytes-hex.ts';
import { newBytes } from './codecs.ts';
import { CONTAINER_TEXTS } from './container-texts.ts';
import { raise } from './exceptions.ts';
import { classGetItem } from './generic-alias.ts';
import { newList } from './list.ts';
import { itemAt, itemFormat, nativeCharacter, sizeOfFormat } from './memoryview-items.ts';
import { newView, VIEW_NEW, VIEW_RELEASE } from './memoryview-new.ts';
import { itemOf, openView, VIEW_SUBSCRIPT } from './memoryview-subscript.ts';
import { asInt, asKind, asStr } from './payload.ts';
import { sliceIndexNotNone } from './sequence-search.ts';
import { newTuple } from './tuple.ts';
import { NotImplemented, typeName } from './types.ts';

const ITERATOR = 'memory_iterator';

/** A method or attribute of a view that is not released. */
const of =
  (run: (vm: Operations, buffer: Buffer) => Value): Builtin =>
  (vm, [self]) =>
    run(vm, openView(vm, self));

function listOf(vm: Operations, buffer: Buffer): Value {
  const { shape, strides, offset } = buffer;
  const [count, ...counts] = shape;
  if (count === undefined) return itemAt(vm, buffer, offset);
  const [stride = 0, ...rest] = strides;
  const parts = Array.from({ length: count }, (_, i) => ({ ...buffer, offset: offset + i * stride }));
  return newList(
    vm,
    parts.map((part) => listOf(vm, { ...part, shape: counts, strides: rest })),
  );
}

const tobytes: Builtin = (vm, [self, ...args], keywords) => {
  const buffer = openView(vm, self);
  const [order = null] = bindArguments(vm, { name: 'tobytes', names: ['order'] }, args, keywords);
  const word = order === null ? 'C' : strOrNone(vm, 'tobytes', 'order', order);
  if (word !== 'C' && word !== 'F' && word !== 'A') throw raise(vm, 'ValueError', "order must be 'C', 'F' or 'A'");
  return newBytes(vm, [...bytesOfBuffer(vm, buffer, word)]);
};

function strOrNone(vm: Operations, func: string, name: string, v: Value): string {
  const text = asStr(vm, v);
  if (text !== undefined) return text;
  throw raise(vm, 'TypeError', `${func}() argument '${name}' must be str or None, not ${argumentType(vm, v)}`);
}

/** Bytes of an item of the format of a cast of these items (`cast_to_1D`). */
function castSize(vm: Operations, buffer: Buffer, format: string): number {
  const size = sizeOfFormat(vm, format);
  if (size === undefined) {
    const wanted = `a ${CONTAINER_TEXTS[vm.version].castFormat} prefixed with an optional '@'`;
    throw raise(vm, 'ValueError', `memoryview: destination format must be ${wanted}`);
  }
  const isByte = (text: string): boolean => 'bBc'.includes(nativeCharacter(vm, text) ?? ' ');
  if (!isByte(buffer.format) && !isByte(format))
    throw raise(vm, 'TypeError', 'memoryview: cannot cast between two non-byte formats');
  if ((countOf(buffer) * buffer.itemsize) % size !== 0)
    throw raise(vm, 'TypeError', 'memoryview: length is not a multiple of itemsize');
  return size;
}

/** The lengths of dimensions that a cast was given (`copy_shape`). */
function shapeOf(vm: Operations, v: readonly Value[]): number[] {
  return v.map((item) => {
    const n = asInt(vm, item);
    if (n === undefined) throw raise(vm, 'TypeError', 'memoryview.cast(): elements of shape must be integers');
    if (n > 0) return Number(n);
    throw raise(vm, 'ValueError', 'memoryview.cast(): elements of shape must be integers > 0');
  });
}

const cast: Builtin = (vm, [self, ...args], keywords) => {
  const signature = { name: 'cast', names: ['format', 'shape'], required: 1 };
  const [wanted, dimensions] = bindArguments(vm, signature, args, keywords);
  const format = strArgument(vm, 'cast', wanted as Value, " 'format'");
  const buffer = openView(vm, self);
  const refuse = (text: string): PyRaise => raise(vm, 'TypeError', text);
  if (!isContiguous(buffer, 'C')) throw refuse('memoryview: casts are restricted to C-contiguous views');
  const { length } = buffer.shape;
  if ((dimensions !== undefined || length !== 1) && buffer.shape.includes(0))
    throw refuse('memoryview: cannot cast view with zeros in shape or strides');
  const items = asKind(vm, dimensions, 'list')?.items ?? asKind(vm, dimensions, 'tuple')?.items;
  if (dimensions !== undefined && items === undefined) throw refuse('shape must be a list or a tuple');
  if (items !== undefined) {
    if (items.length > 64) throw raise(vm, 'ValueError', 'memoryview: number of dimensions must not exceed 64');
    if (length !== 1 && items.length !== 1) throw refuse('memoryview: cast must be 1D -> ND or ND -> 1D');
  }
  const itemsize = castSize(vm, buffer, format);
  const size = countOf(buffer) * buffer.itemsize;
  const shape = items === undefined ? [size / itemsize] : shapeOf(vm, items as readonly Value[]);
  if (shape.reduce((product, n) => product * n, itemsize) !== size)
    throw refuse('memoryview: product(shape) * itemsize != buffer size');
  return newView(vm, { ...buffer, format, itemsize, shape, strides: stridesOf(shape, itemsize) });
};

/** Whether both have the same items in the same shape. */
function sameItems(vm: Operations, a: Buffer, b: Buffer, ask: Ask): boolean {
  if (a.shape.length !== b.shape.length || a.shape.some((n, i) => n !== b.shape[i])) return false;
  // What struct cannot unpack is equal to nothing.
  if (nativeCharacter(vm, a.format) === undefined || nativeCharacter(vm, b.format) === undefined) return false;
  const others = placesOf(b);
  return placesOf(a).every((at, i) => equalAsking(vm, itemAt(vm, a, at), itemAt(vm, b, others[i] as number), ask));
}

const isReleased = (vm: Operations, v: Slot): boolean => {
  const data = asKind(vm, v, 'record');
  return data?.type === 'memoryview' && data.slots[0] === undefined;
};

/** Inputs: the view, the other. Vars: negates. */
const COMPARE: Algorithm = {
  name: 'memoryview_compare',
  run: (vm, [self, other], { negates }, ask) => {
    if (isReleased(vm, self) || isReleased(vm, other)) return (self === other) !== negates;
    const buffer = bufferOf(vm, other, ask);
    return buffer === undefined ? NotImplemented : sameItems(vm, openView(vm, self), buffer, ask) !== negates;
  },
};

/** Inputs: the view. */
const HASH: Algorithm = {
  name: 'memoryview_hash',
  run: (vm, [self], _vars, ask) => {
    const known = recordData(vm, self).slots[3];
    if (known !== undefined) return known;
    const buffer = openView(vm, self);
    if (!buffer.readonly) throw raise(vm, 'ValueError', 'cannot hash writable memoryview object');
    if (!'bBc'.includes(nativeCharacter(vm, buffer.format) ?? ' '))
      throw raise(vm, 'ValueError', "memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
    hashAsking(vm, buffer.obj, ask);
    const found = hashBytes(bytesOfBuffer(vm, buffer), vm.build);
    vm.setAt(self as Ref, 'slots', 3, found);
    return found;
  },
};

/** Inputs: the view, separator, bytes per group. */
const HEX: Algorithm = {
  name: 'memoryview_hex',
  run: (vm, [self, separator, group], _vars, ask) => {
    const bytes = bytesOfBuffer(vm, openView(vm, self));
    const size = group === undefined ? 1 : indexAsking(vm, group, ask);
    return hexText(bytes, separatorOf(vm, separator, 0x7f, ask), size);
  },
};

/** `count`, `index` (3.14). Inputs: the view, the value, start, stop. Vars: counts. */
const SEARCH: Algorithm = {
  name: 'memoryview_search',
  run: (vm, [self, value, start, stop], { counts }, ask) => {
    const buffer = openView(vm, self);
    const [count] = buffer.shape;
    if (counts === true) {
      const items = Array.from({ length: lengthOf(vm, buffer) }, (_, i) => itemOf(vm, buffer, i));
      return items.filter((item) => equalAsking(vm, item, value as Value, ask)).length;
    }
    if (count === undefined) throw raise(vm, 'TypeError', 'invalid lookup on 0-dim memory');
    if (buffer.shape.length > 1) throw raise(vm, 'NotImplementedError', 'multi-dimensional lookup is not implemented');
    const bound = (v: Slot, missing: number): number => {
      const n = v === undefined ? missing : sliceIndexNotNone(vm, v, ask);
      return Math.min(count, n < 0 ? Math.max(0, n + count) : n);
    };
    const [from, to] = [bound(start, 0), bound(stop, count)];
    for (let i = from; i < to; i++) if (equalAsking(vm, itemOf(vm, buffer, i), value as Value, ask)) return i;
    throw raise(vm, 'ValueError', 'memoryview.index(x): x not found');
  },
};

function lengthOf(vm: Operations, { shape }: Buffer): number {
  const [count] = shape;
  if (count === undefined) throw raise(vm, 'TypeError', '0-dim memory has no length');
  return count;
}

const iterator: Builtin = (vm, [self]) => {
  const buffer = openView(vm, self);
  const { length } = buffer.shape;
  if (length === 0) throw raise(vm, 'TypeError', 'invalid indexing of 0-dim memory');
  if (length > 1) throw raise(vm, 'NotImplementedError', 'multi-dimensional sub-views are not implemented');
  itemFormat(vm, buffer);
  return newOf(vm, ITERATOR, [self], [0, lengthOf(vm, buffer)]);
};

/** `memoryiter_next`. */
export function memoryNext(vm: Operations, it: Ref): Value | Exhausted {
  const { slots, numbers } = recordData(vm, it);
  const [view] = slots;
  const [at = 0, length = 0] = numbers;
  if (view === undefined) return EXHAUSTED;
  if (at >= length) {
    vm.setAt(it, 'slots', 0, undefined);
    return EXHAUSTED;
  }
  vm.setNumberAt(it, 'numbers', 0, at + 1);
  return itemOf(vm, openView(vm, view), at);
}

const subscript =
  (sets: boolean): Builtin =>
  (vm, [self, key, value]) =>
    replay(vm, VIEW_SUBSCRIPT, [self, key, value], { sets });

const compared =
  (negates: boolean): Builtin =>
  (vm, args) =>
    replay(vm, COMPARE, args, { negates });

const release: Builtin = (vm, [self]) => replay(vm, VIEW_RELEASE, [self]);

/** `__buffer__` of what gives a buffer by itself. */
const giveBuffer: Builtin = (vm, [self, flags]) => {
  const buffer = ownBuffer(vm, self as Ref) as Buffer;
  const wanted = asInt(vm, flags);
  if (wanted === undefined)
    throw raise(vm, 'TypeError', `'${typeName(vm, flags as Value)}' object cannot be interpreted as an integer`);
  if (buffer.readonly && (Number(wanted) & 1) === 1)
    throw raise(
      vm,
      'BufferError',
      asKind(vm, self, 'record') === undefined
        ? 'Object is not writable.'
        : 'memoryview: underlying buffer is not writable',
    );
  return newView(vm, buffer);
};

const EXPORTERS = ['bytes', 'bytearray', 'memoryview', 'array.array', '_io._BytesIOBuffer'];

export const MEMORYVIEW_BUILTINS: BuiltinTable = {
  'memoryview.__new__': (vm, [, ...args], keywords) => {
    const [v] = bindArguments(vm, { name: 'memoryview', names: ['object'], required: 1 }, args, keywords);
    return replay(vm, VIEW_NEW, [v, FULL_RO]);
  },
  'memoryview.__class_getitem__': classGetItem,
  'memoryview.cast': cast,
  'memoryview.tobytes': tobytes,
  'memoryview.tolist': of((vm, buffer) => {
    itemFormat(vm, buffer);
    return listOf(vm, buffer);
  }),
  'memoryview.hex': (vm, [self, ...args], keywords) =>
    replay(vm, HEX, [self, ...bindArguments(vm, { name: 'hex', names: ['sep', 'bytes_per_sep'] }, args, keywords)]),
  'memoryview.count': (vm, [self, v]) => replay(vm, SEARCH, [self, v, undefined, undefined], { counts: true }),
  'memoryview.index': (vm, [self, ...args]) => {
    between(vm, 'index', args, 1, 3);
    return replay(vm, SEARCH, [self, args[0], args[1], args[2]], { counts: false });
  },
  'memoryview.release': release,
  'memoryview.toreadonly': of((vm, buffer) => newView(vm, { ...buffer, readonly: true })),
  'memoryview.__len__': of(lengthOf),
  'memoryview.__getitem__': subscript(false),
  'memoryview.__setitem__': subscript(true),
  'memoryview.__delitem__': subscript(true),
  'memoryview.__iter__': iterator,
  'memoryview.__enter__': (vm, [self]) => {
    openView(vm, self);
    return self as Value;
  },
  'memoryview.__exit__': release,
  'memoryview.__eq__': compared(false),
  'memoryview.__ne__': compared(true),
  ...Object.fromEntries(
    ['__lt__', '__le__', '__gt__', '__ge__'].map((name) => [`memoryview.${name}`, () => NotImplemented]),
  ),
  'memoryview.__hash__': (vm, [self]) => replay(vm, HASH, [self]),
  'memoryview.__repr__': (vm, [self]) => (isReleased(vm, self) ? '<released memory at 0x…>' : '<memory at 0x…>'),
  'memoryview.obj': of((_vm, { obj }) => obj),
  'memoryview.format': of((_vm, { format }) => format),
  'memoryview.itemsize': of((_vm, { itemsize }) => itemsize),
  'memoryview.nbytes': of((_vm, buffer) => countOf(buffer) * buffer.itemsize),
  'memoryview.ndim': of((_vm, { shape }) => shape.length),
  'memoryview.readonly': of((_vm, { readonly }) => readonly),
  'memoryview.shape': of((vm, { shape }) => newTuple(vm, [...shape])),
  'memoryview.strides': of((vm, { strides }) => newTuple(vm, [...strides])),
  'memoryview.suboffsets': of((vm) => newTuple(vm, [])),
  'memoryview.c_contiguous': of((_vm, buffer) => isContiguous(buffer, 'C')),
  'memoryview.f_contiguous': of((_vm, buffer) => isContiguous(buffer, 'F')),
  'memoryview.contiguous': of((_vm, buffer) => isContiguous(buffer, 'C') || isContiguous(buffer, 'F')),
  [`${ITERATOR}.__iter__`]: (_vm, [self]) => self as Value,
  [`${ITERATOR}.__next__`]: stepped(memoryNext),
  ...Object.fromEntries(
    EXPORTERS.flatMap((type): [string, Builtin][] => [
      [`${type}.__buffer__`, giveBuffer],
      [`${type}.__release_buffer__`, (vm, [, view]) => replay(vm, VIEW_RELEASE, [view])],
    ]),
  ),
};
export const MEMORYVIEW_ALGORITHMS: readonly Algorithm[] = [
  VIEW_NEW,
  VIEW_RELEASE,
  VIEW_SUBSCRIPT,
  COMPARE,
  HASH,
  HEX,
  SEARCH,
];
