/**
 * The module `_struct` (Modules/_struct.c): its functions and Struct, whose slot is the text of its format, or none until it was given one.
 * @module
 */
import { between, bindArguments, noKeywords } from '../objects/arguments.ts';
import { bytesLike, writable } from '../objects/buffer.ts';
import { encodeText } from '../objects/codecs.ts';
import { raise } from '../objects/exceptions.ts';
import { asStr } from '../objects/payload.ts';
import { strRepr } from '../objects/str-repr.ts';
import { isInstance, TYPES, typeData, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { hash } from '../protocol/hash.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { objectRepr } from '../protocol/text-contents.ts';
import { hashedFor } from '../protocol/unhashable-use.ts';
import { ModelError, PENDING, PyRaise, type Ref, type Result, type Slot, type Value } from '../value.ts';
import { newExtension, recordData, recordOf } from './extension.ts';
import { newExceptionClass } from './module-exception.ts';
import { type NativeModule, unary } from './native-module.ts';
import {
  iteratorData,
  iterUnpack,
  PACK,
  pack,
  packInto,
  prepared,
  UNPACK_FROM,
  unpackWhole,
} from './struct-buffers.ts';
import type { Format } from './struct-format.ts';

const TYPE = '_struct.Struct';
const ITERATOR = '_struct.unpack_iterator';

/** The text of a format argument. */
function formatText(vm: Operations, v: Value): string {
  const text = asStr(vm, v);
  if (text !== undefined) {
    const { structTellsNonAscii } = ROWS[vm.version];
    if (structTellsNonAscii && /[^\0-\x7f]/.test(text))
      throw raise(vm, 'ValueError', 'non-ASCII character in struct format');
    encodeText(vm, text, 'ascii');
    return text;
  }
  if (!isInstance(vm, v, TYPES.bytes)) {
    const wanted = 'Struct() argument 1 must be a str or bytes object, not';
    throw raise(vm, 'TypeError', `${wanted} ${typeName(vm, v)}`);
  }
  return String.fromCharCode(...bytesLike(vm, v));
}

/** A format that a function of the module was given: looked up in its cache, so it has to be hashable. */
function cached(vm: Operations, v: Value): Format {
  if (hashedFor(vm, v, 'dict key', () => hash(vm, v)) === PENDING)
    throw new ModelError('a format whose hash is Python code is not modelled');
  return prepared(vm, formatText(vm, v));
}

/** The format of a Struct. */
function formatOf(vm: Operations, self: Slot, method: string): Format {
  const [text] = recordOf(vm, TYPE, method, self).data.slots;
  if (typeof text !== 'string') throw raise(vm, 'RuntimeError', 'Struct object is not initialized');
  return prepared(vm, text);
}

/** A function of the module whose first argument is a format: counts, then what it does with the rest. */
function formatted(
  name: string,
  counts: readonly [least: number, most: number],
  run: (vm: Operations, text: string, format: Format, args: readonly Value[]) => Result,
): Builtin {
  return (vm, args, keywords) => {
    noKeywords(vm, `_struct.${name}`, keywords);
    between(vm, name, args, ...counts);
    const [first, ...rest] = args as readonly [Value, ...Value[]];
    const format = cached(vm, first);
    return run(vm, formatText(vm, first), format, rest);
  };
}

/** A method of Struct whose arguments the convention has checked. */
function method(
  name: string,
  run: (vm: Operations, text: string, format: Format, args: readonly Value[]) => Result,
): Builtin {
  return (vm, [self, ...args]) => {
    const format = formatOf(vm, self, name);
    return run(vm, recordData(vm, self).slots[0] as string, format, args);
  };
}

/** `pack` and `pack_into` of the module count by hand before 3.15. */
function packing(name: 'pack' | 'pack_into', least: number, run: typeof pack): Builtin {
  return (vm, args, keywords) => {
    noKeywords(vm, `_struct.${name}`, keywords);
    if (ROWS[vm.version].structPacksByClinic) between(vm, name, args, least, Number.POSITIVE_INFINITY);
    if (args.length === 0) throw raise(vm, 'TypeError', 'missing format argument');
    const [first, ...rest] = args as readonly [Value, ...Value[]];
    const format = cached(vm, first);
    if (name === 'pack_into') checkWritable(vm, rest[0], 2);
    return run(vm, formatText(vm, first), format, rest);
  };
}

/** What Argument Clinic says of the buffer, before anything is counted. */
function checkWritable(vm: Operations, buffer: Slot, position: number): void {
  if (ROWS[vm.version].structPacksByClinic) writable(vm, buffer as Value, `pack_into() argument ${position}`);
}

const unpackFrom: Builtin = (vm, args, keywords) => {
  const names = ['', 'buffer', 'offset'];
  const [first, buffer, offset] = bindArguments(vm, { name: 'unpack_from', names, required: 2 }, args, keywords);
  cached(vm, first as Value);
  return replay(vm, UNPACK_FROM, [formatText(vm, first as Value), buffer, offset]);
};

const methodUnpackFrom: Builtin = (vm, [self, ...args], keywords) => {
  formatOf(vm, self, 'unpack_from');
  const signature = { name: 'unpack_from', names: ['buffer', 'offset'], required: 1 };
  const [buffer, offset] = bindArguments(vm, signature, args, keywords);
  return replay(vm, UNPACK_FROM, [recordData(vm, self).slots[0], buffer, offset]);
};

const methodPackInto: Builtin = (vm, [self, ...args]) => {
  const format = formatOf(vm, self, 'pack_into');
  if (ROWS[vm.version].structPacksByClinic) between(vm, 'pack_into', args, 2, Number.POSITIVE_INFINITY);
  checkWritable(vm, args[0], 1);
  return packInto(vm, recordData(vm, self).slots[0] as string, format, args);
};

/** Takes a format over, or raises for it. */
function setFormat(vm: Operations, self: Ref, args: readonly Value[], keywords: Parameters<Builtin>[2]): null {
  const [v] = bindArguments(vm, { name: 'Struct', names: ['format'], required: 1 }, args, keywords);
  const text = formatText(vm, v as Value);
  prepared(vm, text);
  vm.setAt(self, 'slots', 0, text);
  return null;
}

const structNew: Builtin = (vm, [cls, ...args], keywords) => {
  const made = newExtension(vm, TYPE, cls as Ref, [undefined]);
  if (!ROWS[vm.version].structNewPrepares) return made;
  try {
    setFormat(vm, made, args, keywords);
  } catch (e) {
    // An `__init__` of the subclass may still give a format.
    if (cls === TYPES[TYPE] || !(e instanceof PyRaise)) throw e;
  }
  return made;
};

const structInit: Builtin = (vm, [self, ...args], keywords) =>
  setFormat(vm, recordOf(vm, TYPE, '__init__', self).ref, args, keywords);

const structRepr: Builtin = (vm, [self]) => {
  const { cls, slots } = recordOf(vm, TYPE, '__repr__', self).data;
  if (!ROWS[vm.version].structRepr) return objectRepr(vm, cls);
  formatOf(vm, self, '__repr__');
  const { name } = typeData(vm, cls);
  return `${name.slice(name.lastIndexOf('.') + 1)}(${strRepr(slots[0] as string)})`;
};

const sizeMember: Builtin = (vm, [self]) => {
  const [text] = recordOf(vm, TYPE, 'size', self).data.slots;
  return typeof text === 'string' ? prepared(vm, text).size : formatless(vm);
};

function formatless(vm: Operations): number {
  if (ROWS[vm.version].structNewPrepares) throw raise(vm, 'RuntimeError', 'Struct object is not initialized');
  return -1;
}

const lengthHint: Builtin = (vm, [it]) => {
  const { numbers } = recordOf(vm, ITERATOR, '__length_hint__', it).data;
  const { text, buffer } = iteratorData(vm, it);
  if (buffer === undefined) return 0;
  return (bytesLike(vm, buffer).length - (numbers[0] as number)) / prepared(vm, text).size;
};

export const STRUCT_MODULE: NativeModule = {
  functions: {
    calcsize: unary('_struct.calcsize', (vm, v) => cached(vm, v).size),
    pack: packing('pack', 1, pack),
    pack_into: packing('pack_into', 3, packInto),
    unpack: formatted('unpack', [2, 2], (vm, _text, format, [v]) => unpackWhole(vm, format, v as Value)),
    unpack_from: unpackFrom,
    iter_unpack: formatted('iter_unpack', [2, 2], (vm, text, _format, [v]) => iterUnpack(vm, text, v as Value)),
    _clearcache: () => null,
  },
  values: (vm) => ({ Struct: TYPES[TYPE], error: newExceptionClass(vm, 'struct', 'error') }),
  state: ({ error }) => [error],
  whole: true,
};

export const STRUCT_BUILTINS: BuiltinTable = {
  [`${TYPE}.__new__`]: structNew,
  [`${TYPE}.__init__`]: structInit,
  [`${TYPE}.__repr__`]: structRepr,
  [`${TYPE}.pack`]: method('pack', pack),
  [`${TYPE}.pack_into`]: methodPackInto,
  [`${TYPE}.unpack`]: method('unpack', (vm, _text, format, [v]) => unpackWhole(vm, format, v as Value)),
  [`${TYPE}.unpack_from`]: methodUnpackFrom,
  [`${TYPE}.iter_unpack`]: method('iter_unpack', (vm, text, _format, [v]) => iterUnpack(vm, text, v as Value)),
  [`${TYPE}.size`]: sizeMember,
  [`${TYPE}.format`]: (vm, [self]) => {
    formatOf(vm, self, 'format');
    return recordData(vm, self).slots[0] as string;
  },
  [`${ITERATOR}.__length_hint__`]: lengthHint,
};
export const STRUCT_ALGORITHMS: readonly Algorithm[] = [PACK, UNPACK_FROM];
