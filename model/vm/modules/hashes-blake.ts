/**
 * What `blake2b` and `blake2s` are made with (Modules/blake2module.c): the parameter block, and the key before the message.
 * @module
 */
import { bytesLike } from '../objects/buffer.ts';
import { BLAKE_SIZES } from '../objects/class-constants.ts';
import { raise } from '../objects/exceptions.ts';
import { asInt } from '../objects/payload.ts';
import { typeName } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { BLAKE2B, BLAKE2S, type Blake, blake2, littleEndian } from '../protocol/digests-blake.ts';
import { ROWS } from '../protocol/rows.ts';
import { ModelError, type PyRaise, type Slot } from '../value.ts';

interface Kind {
  readonly kind: Blake;
  readonly block: number;
  /** Bytes of a node's offset. */
  readonly offset: number;
  readonly sizes: Readonly<Record<'SALT_SIZE' | 'PERSON_SIZE' | 'MAX_KEY_SIZE' | 'MAX_DIGEST_SIZE', number>>;
}

export const BLAKES = {
  blake2b: {
    kind: BLAKE2B,
    block: 128,
    offset: 8,
    sizes: BLAKE_SIZES.blake2b,
  },
  blake2s: {
    kind: BLAKE2S,
    block: 64,
    offset: 6,
    sizes: BLAKE_SIZES.blake2s,
  },
} satisfies Record<string, Kind>;
export type BlakeName = keyof typeof BLAKES;

/** The keywords in order. */
export const PARAMETERS = [
  'digest_size',
  'key',
  'salt',
  'person',
  'fanout',
  'depth',
  'leaf_size',
  'node_offset',
  'node_depth',
  'inner_size',
  'last_node',
  'usedforsecurity',
];

/** What C says of a value out of its range; the newest version's words are not modelled. */
function wrong(vm: Operations, text: string): PyRaise {
  if (ROWS[vm.version].hashesWarnOfString) throw new ModelError('a wrong parameter of BLAKE2 is not modelled');
  return raise(vm, 'ValueError', text);
}

/** A number of the tree. */
function numberOf(vm: Operations, v: Slot, otherwise: number): bigint {
  if (v === undefined) return BigInt(otherwise);
  const n = asInt(vm, v);
  if (n === undefined) throw raise(vm, 'TypeError', `'${typeName(vm, v)}' object cannot be interpreted as an integer`);
  return BigInt(n);
}

/** One that has a range. */
function within(vm: Operations, n: bigint, [least, most]: readonly [number, number], text: string): number {
  if (n < least || n > most) throw wrong(vm, text);
  return Number(n);
}

/** One of so many bytes; what C says of others differs by version. */
function wide(name: string, n: bigint, size: number): number[] {
  if (n < 0n || n >= 1n << BigInt(8 * size)) throw new ModelError(`${name}= of this size is not modelled`);
  return littleEndian(n, size);
}

function textOf(vm: Operations, v: Slot, size: number, name: string): readonly number[] {
  const bytes = v === undefined ? [] : bytesLike(vm, v);
  if (bytes.length > size) throw wrong(vm, `maximum ${name} length is ${size} bytes`);
  return [...bytes, ...new Array<number>(size - bytes.length).fill(0)];
}

/** What an object starts from. Inputs: the values of the keywords. */
export function blakeState(
  vm: Operations,
  name: BlakeName,
  values: readonly Slot[],
): { readonly key: readonly number[]; readonly block: number[]; readonly lastNode: boolean } {
  const { sizes, block, offset } = BLAKES[name];
  const [size, key, salt, person, fanout, depth, leaf, node, nodeDepth, inner, last] = values;
  const most = sizes.MAX_DIGEST_SIZE;
  const given = numberOf(vm, size, most);
  const kind = `B${name.slice(1)}`;
  const wrongSize = ROWS[vm.version].hashesTakeData
    ? `digest_size for ${kind} must be between 1 and ${most} bytes, here it is ${given}`
    : `digest_size must be between 1 and ${most} bytes`;
  const digest = within(vm, given, [1, most], wrongSize);
  const salted = textOf(vm, salt, sizes.SALT_SIZE, 'salt');
  const personal = textOf(vm, person, sizes.PERSON_SIZE, 'person');
  const branches = within(vm, numberOf(vm, fanout, 1), [0, 255], 'fanout must be between 0 and 255');
  const levels = within(vm, numberOf(vm, depth, 1), [1, 255], 'depth must be between 1 and 255');
  const leafSize = wide('leaf_size', numberOf(vm, leaf, 0), 4);
  const nodeOffset = wide('node_offset', numberOf(vm, node, 0), offset);
  const level = within(vm, numberOf(vm, nodeDepth, 0), [0, 255], 'node_depth must be between 0 and 255');
  const wrongInner = `inner_size must be between 0 and is ${most}`;
  const innerSize = within(vm, numberOf(vm, inner, 0), [0, most], wrongInner);
  if (last !== undefined && typeof last !== 'boolean') throw new ModelError('last_node= of no bool is not modelled');
  const secret = key === undefined ? [] : bytesLike(vm, key);
  const longest = sizes.MAX_KEY_SIZE;
  if (secret.length > longest) throw wrong(vm, `maximum key length is ${longest} bytes`);
  const head = [digest, secret.length, branches, levels, ...leafSize, ...nodeOffset, level, innerSize];
  const tail = [...salted, ...personal];
  const reserved = new Array<number>(block / 2 - head.length - tail.length).fill(0);
  return {
    key: secret.length === 0 ? [] : [...secret, ...new Array<number>(block - secret.length).fill(0)],
    block: [...head, ...reserved, ...tail],
    lastNode: last === true,
  };
}

export const blakeBytes = (
  name: BlakeName,
  block: readonly number[],
  lastNode: boolean,
  bytes: readonly number[],
): number[] => blake2(BLAKES[name].kind, block, lastNode, bytes);
