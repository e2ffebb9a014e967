/**
 * bytes: construction and the methods that do not search (Objects/bytesobject.c).
 * @module
 */

import type { Builtin, BuiltinTable, Native, NativeTable, Operations } from '../operations.ts';
import { bindSpecial } from '../protocol/bind-special.ts';
import { sequenceFast, sequenceItems, toList } from '../protocol/collect.ts';
import { isIterable } from '../protocol/iteration.ts';
import { lookupSpecial } from '../protocol/lookup.ts';
import { given, wait } from '../protocol/loop.ts';
import { type Algorithm, type Ask, replay } from '../protocol/replay.ts';
import { indexAsking, integerAsking } from '../protocol/sequences.ts';
import { isIndex } from '../protocol/slices.ts';
import { repr } from '../protocol/text.ts';
import { wrongReturn } from '../protocol/wrong-return.ts';
import { ModelError, type Ref, type Result, type Slot, type Value } from '../value.ts';
import { between, bindArguments, exactly, noKeywords, strArgument } from './arguments.ts';
import { bytesIn, bytesLike, bytesOfBuffer, givesBuffer } from './buffer.ts';
import { fromHex, hexText, separatorOf } from './bytes-hex.ts';
import type { BytesMethod, BytesMethodTable } from './bytes-method.ts';
import { BYTES_MORE, BYTES_MORE_BUILTINS } from './bytes-more.ts';
import { BYTES_SEARCH, findBytes, isSpace } from './bytes-search.ts';
import { allocAs } from './class.ts';
import { decodeBytes, encodeText, newBytes } from './codecs.ts';
import { CONTAINER_TEXTS } from './container-texts.ts';
import { exceptionMatches, raise } from './exceptions.ts';
import { usingBuffer } from './memoryview-new.ts';
import { asInt, asKind, asStr } from './payload.ts';
import { receiver } from './receiver.ts';
import { isSubtype, TYPES, typeName } from './types.ts';

const isUpper = (b: number): boolean => b >= 65 && b <= 90;
const isLower = (b: number): boolean => b >= 97 && b <= 122;
const isDigit = (b: number): boolean => b >= 48 && b <= 57;
const isAlpha = (b: number): boolean => isUpper(b) || isLower(b);

const none = (run: BytesMethod['run']): BytesMethod => ({ least: 0, most: 0, run });
const every = (test: (byte: number) => boolean): BytesMethod =>
  none((_vm, { bytes }) => bytes.length > 0 && bytes.every(test));

const METHODS: BytesMethodTable = {
  ...BYTES_SEARCH,
  ...BYTES_MORE,
  decode: {
    least: 0,
    most: 2,
    names: ['encoding', 'errors'],
    run(vm, { bytes }, [encoding, errors], _ask, self) {
      const text = (v: Slot, name: string): string | undefined =>
        v === undefined ? undefined : strArgument(vm, 'decode', v, ` '${name}'`);
      return decodeBytes(vm, self as Ref, bytes, text(encoding, 'encoding'), text(errors, 'errors'));
    },
  },
  hex: {
    least: 0,
    most: 2,
    names: ['sep', 'bytes_per_sep'],
    run: (vm, { bytes }, [separator, group], ask) =>
      hexText(bytes, separatorOf(vm, separator, 0x7f, ask), group === undefined ? 1 : indexAsking(vm, group, ask)),
  },
  upper: none((vm, { bytes }) =>
    newBytes(
      vm,
      bytes.map((b) => (isLower(b) ? b - 32 : b)),
    ),
  ),
  lower: none((vm, { bytes }) =>
    newBytes(
      vm,
      bytes.map((b) => (isUpper(b) ? b + 32 : b)),
    ),
  ),
  isdigit: every(isDigit),
  isalpha: every(isAlpha),
  isalnum: every((b) => isAlpha(b) || isDigit(b)),
  isspace: every(isSpace),
  __bytes__: none((vm, data, _args, _ask, self) => (data.cls === TYPES.bytes ? self : newBytes(vm, [...data.bytes]))),
  __contains__: {
    least: 1,
    most: 1,
    run(vm, { bytes }, [item]) {
      const n = asInt(vm, item);
      if (n === undefined) return findBytes(bytes, bytesLike(vm, item as Value)) >= 0;
      if (n < 0 || n > 255) throw raise(vm, 'ValueError', 'byte must be in range(0, 256)');
      return bytes.includes(Number(n));
    },
  },
};

/** Inputs: the receiver and the arguments. Vars: method. */
export const BYTES_METHOD: Algorithm = {
  name: 'bytes_method',
  run(vm, [self, ...args], vars, ask) {
    const name = String(vars['method']);
    const method = METHODS[name];
    if (method === undefined) throw new ModelError(`bytes.${name}`);
    return method.run(vm, receiver(vm, 'bytes', 'bytes', name, self).data, args, ask, self as Value);
  },
};

/** 3.12: `find() takes at least 1 argument (0 given)`. */
function checkSearch(vm: Operations, name: string, given: number): void {
  if (given >= 1 && given <= 3) return;
  const bound = given < 1 ? 'at least 1 argument' : 'at most 3 arguments';
  throw raise(vm, 'TypeError', `${name}() takes ${bound} (${given} given)`);
}

function builtin(name: string, { least, most, names, search = false }: BytesMethod): Builtin {
  return (vm, [v, ...args], keywords) => {
    const { ref } = receiver(vm, 'bytes', 'bytes', name, v);
    if (names !== undefined) {
      return replay(vm, BYTES_METHOD, [ref, ...bindArguments(vm, { name, names }, args, keywords)], { method: name });
    }
    noKeywords(vm, `bytes.${name}`, keywords);
    if (most === 0) exactly(vm, `bytes.${name}`, args, 0);
    else if (search && CONTAINER_TEXTS[vm.version].bytesSearchCount) checkSearch(vm, name, args.length);
    else between(vm, name, args, least, most);
    return replay(vm, BYTES_METHOD, [ref, ...args], { method: name });
  };
}

/** The bytes of an iterable of ints. Inputs: class, list. */
export const BYTES_OF: Algorithm = {
  name: 'bytes_of',
  run(vm, inputs, _vars, ask) {
    const bytes = (asKind(vm, inputs[1], 'list')?.items ?? []).map((item) => {
      const n = integerAsking(vm, item, ask);
      const what = isSubtype(vm, inputs[0] as Ref, TYPES.bytearray) ? 'byte' : 'bytes';
      if (n < 0 || n > 255) throw raise(vm, 'ValueError', `${what} must be in range(0, 256)`);
      return Number(n);
    });
    return make(vm, inputs[0] as Ref, bytes);
  },
};
/** `bytes(n)`. Inputs: class, length. */
export const BYTES_ZEROS: Algorithm = {
  name: 'bytes_zeros',
  run(vm, inputs, _vars, ask: Ask) {
    const n = indexAsking(vm, inputs[1] as Value, ask);
    if (n < 0) throw raise(vm, 'ValueError', 'negative count');
    return make(vm, inputs[0] as Ref, new Array<number>(n).fill(0));
  },
};

/** What a buffer holds, in C's order. Inputs: class, the object. */
export const BYTES_OF_BUFFER: Algorithm = {
  name: 'bytes_of_buffer',
  run: (vm, [cls, source], _vars, ask) =>
    make(
      vm,
      cls as Ref,
      usingBuffer(vm, source as Value, ask, (buffer) => [...bytesOfBuffer(vm, buffer)]),
    ),
};

function make(vm: Operations, cls: Ref, bytes: number[]): Ref {
  return allocAs(vm, cls, { kind: 'bytes', cls: TYPES.bytes, bytes, attrs: null });
}

const notBytes = (vm: Operations, source: Value): string => `cannot convert '${typeName(vm, source)}' object to bytes`;

// bytes_from: by `__bytes__`, of a length or from an iterable. Slots: class, source. Vars: counts (the source is asked for a length).

const BYTES_FROM: Native = {
  start(vm, self) {
    const source = self.slots[1] as Value;
    const method = lookupSpecial(vm, source, '__bytes__');
    if (method !== undefined) return wait(vm.call(...bindSpecial(vm, method, source, [])), 'converted');
    if (!isIndex(vm, source)) return wait(toList(vm, source, notBytes(vm, source)), 'gathered');
    self.setVars({ counts: true });
    return wait(replay(vm, BYTES_ZEROS, [self.slots[0], source]), 'made');
  },
  phases: {
    converted(vm, { slots }, value) {
      const result = given(value);
      const data = asKind(vm, result, 'bytes');
      if (data === undefined) throw wrongReturn(vm, slots[1] as Value, '__bytes__', 'bytes', result);
      return { done: slots[0] === TYPES.bytes ? result : make(vm, slots[0] as Ref, [...data.bytes]) };
    },
    gathered: (vm, { slots }, value) => wait(replay(vm, BYTES_OF, [slots[0], given(value)]), 'made'),
    made: (_vm, _self, value) => ({ done: value }),
  },
  caught(vm, self, exception) {
    // What has an index that is none is asked for its items.
    if (self.vars['counts'] !== true || !exceptionMatches(vm, exception, TYPES.TypeError)) return undefined;
    self.setVars({});
    if (givesBuffer(vm, self.slots[1] as Value)) return wait(replay(vm, BYTES_OF_BUFFER, self.slots), 'made');
    checkIterable(vm, self.slots[1] as Value);
    return wait(toList(vm, self.slots[1] as Value, notBytes(vm, self.slots[1] as Value)), 'gathered');
  },
};

const bytesNew: Builtin = (vm, [cls, ...args], keywords) => {
  const names = ['source', 'encoding', 'errors'];
  const type = cls as Ref;
  const func = isSubtype(vm, type, TYPES.bytearray) ? 'bytearray' : 'bytes';
  const [source, encoding, errors] = bindArguments(vm, { name: func, names }, args, keywords);
  const text = source === undefined ? undefined : asStr(vm, source);
  if (encoding !== undefined || errors !== undefined) {
    const word = (v: Slot, name: string): string | undefined =>
      v === undefined ? undefined : strArgument(vm, func, v, ` '${name}'`);
    const words = [word(encoding, 'encoding'), word(errors, 'errors')] as const;
    const what = encoding === undefined ? 'errors' : 'encoding';
    if (text === undefined) throw raise(vm, 'TypeError', `${what} without a string argument`);
    if (encoding === undefined) throw raise(vm, 'TypeError', 'string argument without an encoding');
    return make(vm, type, encodeText(vm, text, ...words));
  }
  if (source === undefined) return make(vm, type, []);
  if (text !== undefined) throw raise(vm, 'TypeError', 'string argument without an encoding');
  return fromObject(vm, type, source);
};

function fromObject(vm: Operations, cls: Ref, source: Value): Result {
  const data = asKind(vm, source, 'bytes');
  if (data !== undefined && data.cls.id < 0)
    return cls === TYPES.bytes && data.cls === TYPES.bytes ? source : make(vm, cls, [...data.bytes]);
  if (lookupSpecial(vm, source, '__bytes__') !== undefined || isIndex(vm, source))
    return vm.native('bytes_from', [cls, source]);
  if (givesBuffer(vm, source)) return replay(vm, BYTES_OF_BUFFER, [cls, source]);
  checkIterable(vm, source);
  return vm.native('bytes_from', [cls, source]);
}

function checkIterable(vm: Operations, source: Value): void {
  if (!isIterable(vm, source)) throw raise(vm, 'TypeError', notBytes(vm, source));
}

/** `b''.join`. Slots: separator, iterable. */
const BYTES_JOIN: Native = {
  start: (vm, { slots }) => wait(sequenceFast(vm, slots[1] as Value, 'can only join an iterable'), 'gathered'),
  phases: {
    gathered(vm, { slots }, value) {
      const separator = asKind(vm, slots[0], 'bytes')?.bytes ?? [];
      const joined = (sequenceItems(vm, given(value)) ?? []).flatMap((item, i) => {
        const bytes = bytesIn(vm, item);
        if (bytes !== undefined) return i === 0 ? [...bytes] : [...separator, ...bytes];
        const type = typeName(vm, item);
        throw raise(vm, 'TypeError', `sequence item ${i}: expected a bytes-like object, ${type} found`);
      });
      return { done: newBytes(vm, joined) };
    },
  },
};

export const BYTES_NATIVES: NativeTable = { bytes_from: BYTES_FROM, bytes_join: BYTES_JOIN };

export const BYTES_METHODS: BuiltinTable = {
  ...Object.fromEntries(Object.entries(METHODS).map(([name, method]) => [`bytes.${name}`, builtin(name, method)])),
  ...BYTES_MORE_BUILTINS,
  'bytes.__new__': bytesNew,
  'bytes.fromhex': fromHex,
  'bytes.join'(vm, [v, ...args]) {
    const { ref } = receiver(vm, 'bytes', 'bytes', 'join', v);
    exactly(vm, 'bytes.join', args, 1);
    return vm.native('bytes_join', [ref, args[0]]);
  },
  'bytes.__str__': (vm, [v]) => repr(vm, v as Value),
};
