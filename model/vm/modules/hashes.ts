/**
 * The modules `_md5`, `_sha1`, `_sha2`, `_sha3` and `_blake2`: digests of all that an object was given, which it keeps.
 * @module
 */
import { bindArguments, noKeywords } from '../objects/arguments.ts';
import { bytesLike, givesBuffer } from '../objects/buffer.ts';
import { hexText } from '../objects/bytes-hex.ts';
import { newBytes } from '../objects/codecs.ts';
import { raise } from '../objects/exceptions.ts';
import type { ExtensionTypeName } from '../objects/extension-types.ts';
import { asInt, asKind, asStr } from '../objects/payload.ts';
import { TYPES } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Keywords, Operations } from '../operations.ts';
import { md5, sha1, sha224, sha256 } from '../protocol/digests-narrow.ts';
import { keccak, sha384, sha512 } from '../protocol/digests-wide.ts';
import { ROWS } from '../protocol/rows.ts';
import { ModelError, type Ref, type Slot, type Value } from '../value.ts';
import { newExtension, recordOf } from './extension.ts';
import { BLAKES, type BlakeName, blakeBytes, blakeState, PARAMETERS } from './hashes-blake.ts';
import type { NativeModule } from './native-module.ts';

/** One kind of digest. */
interface Hash {
  readonly type: ExtensionTypeName;
  readonly block: number;
  readonly size: number;
  /** @param length what a caller wants of a digest without a size of its own */
  readonly digest: (bytes: readonly number[], length: number) => readonly number[];
  /** Of SHA-3: what comes after the message. */
  readonly suffix?: number;
}

const plain = (type: ExtensionTypeName, block: number, size: number, digest: Hash['digest']): Hash => ({
  type,
  block,
  size,
  digest,
});

/** Without a size of its own where that is zero. */
const sponge = (type: ExtensionTypeName, block: number, size: number): Hash => {
  const suffix = size === 0 ? 0x1f : 0x06;
  return { type, block, size, suffix, digest: (bytes, length) => keccak(bytes, block, suffix, length) };
};

const HASHES: Readonly<Record<string, Hash>> = {
  md5: plain('_md5.md5', 64, 16, md5),
  sha1: plain('_sha1.sha1', 64, 20, sha1),
  sha224: plain('_sha2.SHA224Type', 64, 28, sha224),
  sha256: plain('_sha2.SHA256Type', 64, 32, sha256),
  sha384: plain('_sha2.SHA384Type', 128, 48, sha384),
  sha512: plain('_sha2.SHA512Type', 128, 64, sha512),
  sha3_224: sponge('_sha3.sha3_224', 144, 28),
  sha3_256: sponge('_sha3.sha3_256', 136, 32),
  sha3_384: sponge('_sha3.sha3_384', 104, 48),
  sha3_512: sponge('_sha3.sha3_512', 72, 64),
  shake_128: sponge('_sha3.shake_128', 168, 0),
  shake_256: sponge('_sha3.shake_256', 136, 0),
};

/** `GET_BUFFER_VIEW_OR_ERROUT`. */
function dataOf(vm: Operations, v: Value): readonly number[] {
  if (asStr(vm, v) !== undefined) throw raise(vm, 'TypeError', 'Strings must be encoded before hashing');
  if (!givesBuffer(vm, v)) throw raise(vm, 'TypeError', 'object supporting the buffer API required');
  return bytesLike(vm, v);
}

/** The keyword that gives the data: its name has changed. */
function stringGiven(vm: Operations, given: Slot, string: Slot): Slot {
  if (string === undefined) return given;
  if (given !== undefined || ROWS[vm.version].hashesWarnOfString)
    throw new ModelError('the data of a hash by the keyword string is not modelled');
  return string;
}

function construct(vm: Operations, type: ExtensionTypeName, data: Slot): Ref {
  const bytes = data === undefined ? [] : dataOf(vm, data);
  return newExtension(vm, type, TYPES[type], [newBytes(vm, [...bytes])]);
}

/** A constructor; `shown` is its name in messages. */
const constructorOf =
  (shown: string, { type, suffix }: Hash): Builtin =>
  (vm, args, keywords) => {
    const { hashesTakeData } = ROWS[vm.version];
    // Of SHA-3 the data has had no name.
    const own = suffix === undefined ? 'string' : '';
    const names = hashesTakeData ? ['data', 'usedforsecurity', 'string'] : [own, 'usedforsecurity'];
    const bound = bindArguments(vm, { name: shown, names, positional: 1 }, args, keywords);
    return construct(vm, type, stringGiven(vm, bound[0], bound[2]));
  };

const kept = (vm: Operations, type: ExtensionTypeName, method: string, self: Slot): readonly number[] =>
  asKind(vm, recordOf(vm, type, method, self).data.slots[0], 'bytes')?.bytes ?? [];

const update =
  (type: ExtensionTypeName): Builtin =>
  (vm, [self, data]) => {
    const { ref } = recordOf(vm, type, 'update', self);
    const bytes = [...kept(vm, type, 'update', self), ...dataOf(vm, data as Value)];
    vm.setAt(ref, 'slots', 0, newBytes(vm, bytes));
    return null;
  };

const copy =
  (type: ExtensionTypeName): Builtin =>
  (vm, [self, ...args]) => {
    // C is given the class too, and counts nothing.
    if (args.length > 0) throw raise(vm, 'TypeError', 'copy() takes no arguments');
    const { data } = recordOf(vm, type, 'copy', self);
    return newExtension(vm, type, data.cls, [...data.slots]);
  };

const bytesOf = (vm: Operations, bytes: readonly number[]): Ref => newBytes(vm, [...bytes]);
const hexOf = (_vm: Operations, bytes: readonly number[]): string => hexText(bytes, '', 0);
type Shown = (vm: Operations, bytes: readonly number[]) => Value;

/** How many bytes of a digest without a size are wanted. */
function lengthOf(vm: Operations, shown: string, args: readonly Value[], keywords: Keywords | null): number {
  const named = ROWS[vm.version].hashesTakeData;
  if (!named) noKeywords(vm, shown, keywords);
  if (!named && args.length !== 1)
    throw raise(vm, 'TypeError', `${shown}() takes exactly one argument (${args.length} given)`);
  const name = shown.slice(shown.indexOf('.') + 1);
  const [length] = bindArguments(vm, { name, names: ['length'], required: 1 }, args, keywords);
  const n = asInt(vm, length as Value);
  if (n === undefined || n < 0 || n >= 2 ** 29) throw new ModelError(`${shown}() of such a length is not modelled`);
  return Number(n);
}

function methodsOf(name: string, { type, block, size, digest, suffix }: Hash): BuiltinTable {
  const told =
    (method: string, shown: Shown): Builtin =>
    (vm, [self, ...args], keywords) => {
      const bytes = kept(vm, type, method, self);
      const length = size === 0 ? lengthOf(vm, `${name}.${method}`, args, keywords) : size;
      return shown(vm, digest(bytes, length));
    };
  return {
    [`${type}.update`]: update(type),
    [`${type}.copy`]: copy(type),
    [`${type}.digest`]: told('digest', bytesOf),
    [`${type}.hexdigest`]: told('hexdigest', hexOf),
    [`${type}.name`]: () => name,
    [`${type}.block_size`]: () => block,
    [`${type}.digest_size`]: () => size,
    [`${type}._capacity_bits`]: () => 1600 - 8 * block,
    [`${type}._rate_bits`]: () => 8 * block,
    [`${type}._suffix`]: (vm) => newBytes(vm, [suffix ?? 0]),
    [`${type}.__new__`]: (vm, [, ...args], keywords) =>
      constructorOf('sha3_224', { type, block, size, digest, ...(suffix === undefined ? {} : { suffix }) })(
        vm,
        args,
        keywords,
      ),
  };
}

/** `blake2b` and `blake2s`. Slots: the message after its key, the parameter block; numbers: whether it is the last node. */
function blakeMethods(name: BlakeName): BuiltinTable {
  const type: ExtensionTypeName = `_blake2.${name}`;
  const { block } = BLAKES[name];
  const make: Builtin = (vm, [cls, ...args], keywords) => {
    const { hashesTakeData } = ROWS[vm.version];
    const names = [hashesTakeData ? 'data' : '', ...PARAMETERS, ...(hashesTakeData ? ['string'] : [])];
    const bound = bindArguments(vm, { name, names, positional: 1 }, args, keywords);
    const data = stringGiven(vm, bound[0], bound[PARAMETERS.length + 1]);
    const { key, block: parameters, lastNode } = blakeState(vm, name, bound.slice(1));
    const bytes = data === undefined ? [] : dataOf(vm, data);
    const message = newBytes(vm, [...key, ...bytes]);
    return newExtension(vm, type, cls as Ref, [message, newBytes(vm, parameters), lastNode]);
  };
  const told =
    (method: string, shown: Shown): Builtin =>
    (vm, [self]) => {
      const [, parameters, lastNode] = recordOf(vm, type, method, self).data.slots;
      const block = asKind(vm, parameters, 'bytes')?.bytes ?? [];
      return shown(vm, blakeBytes(name, block, lastNode === true, kept(vm, type, method, self)));
    };
  return {
    [`${type}.__new__`]: make,
    [`${type}.update`]: update(type),
    [`${type}.copy`]: copy(type),
    [`${type}.digest`]: told('digest', bytesOf),
    [`${type}.hexdigest`]: told('hexdigest', hexOf),
    [`${type}.name`]: () => name,
    [`${type}.block_size`]: () => block,
    [`${type}.digest_size`]: (vm, [self]) =>
      asKind(vm, recordOf(vm, type, 'digest_size', self).data.slots[1], 'bytes')?.bytes[0] ?? 0,
  };
}

const made = (names: readonly string[]): BuiltinTable =>
  Object.fromEntries(names.map((name) => [name, constructorOf(name, HASHES[name] as Hash)]));

const types = (names: readonly string[]): Record<string, Value> =>
  Object.fromEntries(names.map((name) => [name, TYPES[(HASHES[name] as Hash).type]]));

const SHA2 = ['sha224', 'sha256', 'sha384', 'sha512'];
const SHA3 = Object.keys(HASHES).filter((name) => name.startsWith('sh') && name.includes('_'));

export const HASH_MODULES: Readonly<Record<string, NativeModule>> = {
  _md5: { functions: made(['md5']), values: () => ({ MD5Type: TYPES['_md5.md5'] }) },
  _sha1: { functions: made(['sha1']), values: () => ({ SHA1Type: TYPES['_sha1.sha1'] }) },
  _sha2: {
    functions: made(SHA2),
    values: () => Object.fromEntries(SHA2.map((name) => [`${name.toUpperCase()}Type`, types([name])[name] as Value])),
  },
  _sha3: { functions: {}, values: () => ({ ...types(SHA3), implementation: 'HACL' }) },
  _blake2: {
    functions: {},
    values: () => ({
      blake2b: TYPES['_blake2.blake2b'],
      blake2s: TYPES['_blake2.blake2s'],
      ...Object.fromEntries(
        (Object.keys(BLAKES) as BlakeName[]).flatMap((name) =>
          Object.entries(BLAKES[name].sizes).map(([size, n]) => [`${name.toUpperCase()}_${size}`, n]),
        ),
      ),
    }),
  },
};

export const HASH_BUILTINS: BuiltinTable = {
  ...Object.assign({}, ...Object.entries(HASHES).map(([name, hash]) => methodsOf(name, hash))),
  ...blakeMethods('blake2b'),
  ...blakeMethods('blake2s'),
};
