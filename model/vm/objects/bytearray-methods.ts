/**
 * bytearray (Objects/bytearrayobject.c): the methods of bytes, whose results are bytearrays here, and those that change it.
 * @module
 */

import type { Builtin, BuiltinTable, Native, Operations } from '../operations.ts';
import { byteAsking } from '../protocol/item-contents.ts';
import { isIterable } from '../protocol/iteration.ts';
import { wait } from '../protocol/loop.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';
import { bytesClass, repeat, sizeAsking } from '../protocol/sequences.ts';
import { PENDING, type Ref, type Value } from '../value.ts';
import { between, exactly, noKeywords } from './arguments.ts';
import { bytesIn } from './buffer.ts';
import { BYTEARRAY_INIT_ALGORITHMS, BYTEARRAY_INIT_NATIVES, initBytearray, setBytes } from './bytearray-init.ts';
import { BYTES_METHODS } from './bytes-methods.ts';
import { allocAs } from './class.ts';
import { newBytes } from './codecs.ts';
import { CONTAINER_TEXTS } from './container-texts.ts';
import { raise } from './exceptions.ts';
import { resizeError } from './memory.ts';
import { asInt, asKind, asStr } from './payload.ts';
import { receiver } from './receiver.ts';
import { TYPES, typeName } from './types.ts';

function newBytearray(vm: Operations, bytes: readonly number[]): Ref {
  return vm.alloc({ kind: 'bytes', cls: TYPES.bytearray, bytes: [...bytes], attrs: null });
}

const bytesOf = (vm: Operations, method: string, v: Value | undefined): readonly number[] =>
  receiver(vm, 'bytes', 'bytearray', method, v).data.bytes;

const ofBytes = (name: string): Builtin => BYTES_METHODS[`bytes.${name}`] as Builtin;

/** What a method of bytes gives, as a bytearray where it is bytes. */
function inherited(name: string, run: Builtin): Builtin {
  return (vm, args, keywords) => {
    bytesOf(vm, name, args[0]);
    const result = run(vm, args, keywords);
    // A method of bytes that has to ask for an index or so: its result stays bytes.
    return result === PENDING ? PENDING : converted(vm, result);
  };
}

function converted(vm: Operations, v: Value): Value {
  const data = asKind(vm, v, 'bytes');
  if (data !== undefined) return bytesClass(vm, data.cls) === TYPES.bytes ? newBytearray(vm, data.bytes) : v;
  const items = asKind(vm, v, 'list')?.items ?? asKind(vm, v, 'tuple')?.items;
  if (items === undefined) return v;
  const all = items.map((item) => converted(vm, item));
  const kind = asKind(vm, v, 'list') === undefined ? 'tuple' : 'list';
  return vm.alloc({ kind, cls: TYPES[kind], items: all, attrs: null });
}

/** Inputs: bytearray, arguments. Vars: what. */
const CHANGE: Algorithm = {
  name: 'bytearray_change',
  run: (vm, inputs, vars, ask) => {
    const [self, a, b] = inputs as readonly [Ref, Value, Value];
    const bytes = [...bytesOf(vm, String(vars['what']), self)];
    let result: Value = null;
    switch (vars['what']) {
      case 'append':
        bytes.push(byteAsking(vm, a, ask));
        break;
      case 'insert': {
        const at = sizeAsking(vm, a, ask);
        bytes.splice(at < 0 ? Math.max(0, at + bytes.length) : at, 0, byteAsking(vm, b, ask));
        break;
      }
      case 'remove': {
        const at = bytes.indexOf(byteAsking(vm, a, ask));
        if (at < 0) throw raise(vm, 'ValueError', 'value not found in bytearray');
        bytes.splice(at, 1);
        break;
      }
      default: {
        const i = sizeAsking(vm, a, ask);
        if (bytes.length === 0) throw raise(vm, 'IndexError', 'pop from empty bytearray');
        const at = i < 0 ? i + bytes.length : i;
        if (at < 0 || at >= bytes.length) throw raise(vm, 'IndexError', 'pop index out of range');
        result = bytes.splice(at, 1)[0] as number;
      }
    }
    setBytes(vm, self, bytes);
    return result;
  },
};

/** `bytearray *= n`. Inputs: bytearray, n. */
const REPEAT: Algorithm = {
  name: 'bytearray_repeat',
  run: (vm, inputs, _vars, ask) => {
    const [self, times] = inputs as readonly [Ref, Value];
    setBytes(vm, self, [...bytesOf(vm, '__imul__', repeat(vm, self, times, ask))]);
    return self;
  },
};

const change =
  (what: string): Builtin =>
  (vm, [self, ...args]) => {
    if (what === 'pop') between(vm, what, args, 0, 1);
    if (what === 'insert') between(vm, what, args, 2, 2);
    return replay(vm, CHANGE, [self, what === 'pop' ? (args[0] ?? -1) : args[0], args[1]], { what });
  };

export const BYTEARRAY_BUILTINS: BuiltinTable = {
  ...Object.fromEntries(
    Object.entries(BYTES_METHODS)
      .filter(([name]) => name.startsWith('bytes.') && !/__new__|fromhex|join$|maketrans|mod__$/.test(name))
      .map(([name, run]): [string, Builtin] => [`bytearray.${name.slice(6)}`, inherited(name.slice(6), run)]),
  ),
  'bytearray.__new__': (vm, [cls]) =>
    allocAs(vm, cls as Ref, { kind: 'bytes', cls: TYPES.bytearray, bytes: [], attrs: null }),
  'bytearray.__init__': (vm, [self, ...args], keywords) => initBytearray(vm, self as Value, args, keywords),
  'bytearray.__contents__': (vm, args, keywords) => ofBytes('__new__')(vm, [TYPES.bytearray, ...args], keywords),
  'bytearray.fromhex': ofBytes('fromhex'),
  'bytearray.maketrans': ofBytes('maketrans'),
  'bytearray.__mod__': ofBytes('__mod__'),
  'bytearray.__rmod__': ofBytes('__rmod__'),
  'bytearray.append': change('append'),
  'bytearray.insert': change('insert'),
  'bytearray.remove': change('remove'),
  'bytearray.pop': change('pop'),
  'bytearray.extend'(vm, [self, source]) {
    if (!isIterable(vm, source as Value))
      throw raise(vm, 'TypeError', `can't extend bytearray with ${typeName(vm, source as Value)}`);
    if (asStr(vm, source) !== undefined)
      throw raise(
        vm,
        'TypeError',
        CONTAINER_TEXTS[vm.version].extendTellsKind
          ? "expected iterable of integers; got: 'str'"
          : "'str' object cannot be interpreted as an integer",
      );
    return vm.native('bytearray_extend', [self, source]);
  },
  'bytearray.__iadd__'(vm, [self, source]) {
    const more = bytesIn(vm, source);
    if (more === undefined)
      throw raise(vm, 'TypeError', `can't concat ${typeName(vm, source as Value)} to ${typeName(vm, self as Value)}`);
    // The buffer of the other side is held meanwhile.
    if (self === source && more.length > 0) throw resizeError(vm);
    setBytes(vm, self as Ref, [...bytesOf(vm, '__iadd__', self), ...more]);
    return self as Value;
  },
  'bytearray.__imul__': (vm, [self, times]) => replay(vm, REPEAT, [self, times]),
  'bytearray.clear'(vm, [self, ...args], keywords) {
    noKeywords(vm, 'bytearray.clear', keywords);
    exactly(vm, 'bytearray.clear', args, 0);
    setBytes(vm, self as Ref, []);
    return null;
  },
  'bytearray.reverse'(vm, [self]) {
    setBytes(vm, self as Ref, [...bytesOf(vm, 'reverse', self)].reverse());
    return null;
  },
  'bytearray.take_bytes'(vm, [self, wanted = null]) {
    const bytes = bytesOf(vm, 'take_bytes', self);
    const given = wanted === null ? bytes.length : asInt(vm, wanted);
    if (given === undefined) throw raise(vm, 'TypeError', 'n must be an integer or None');
    const n = given < 0 ? Number(given) + bytes.length : Number(given);
    if (n < 0 || n > bytes.length) throw raise(vm, 'IndexError', `can't take ${n} bytes outside size ${bytes.length}`);
    setBytes(vm, self as Ref, bytes.slice(n));
    return newBytes(vm, bytes.slice(0, n));
  },
  'bytearray.copy': (vm, [self]) => newBytearray(vm, bytesOf(vm, 'copy', self)),
  'bytearray.join': (vm, [self, parts]) => vm.native('bytearray_join', [self, parts]),
};

/** Slots: separator, parts. */
const JOIN: Native = {
  start: (vm, { slots }) => wait(ofBytes('join')(vm, slots as Value[], null), 'joined'),
  phases: { joined: (vm, _self, value) => ({ done: converted(vm, value as Value) }) },
};

export const BYTEARRAY_NATIVES = { ...BYTEARRAY_INIT_NATIVES, bytearray_join: JOIN };
export const BYTEARRAY_ALGORITHMS: readonly Algorithm[] = [...BYTEARRAY_INIT_ALGORITHMS, CHANGE, REPEAT];
