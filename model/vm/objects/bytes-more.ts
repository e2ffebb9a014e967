/**
 * Methods of bytes that make other bytes of them byte by byte or cut them (Objects/bytesobject.c,
 * Objects/bytes_methods.c).
 * @module
 */

import type { BuiltinTable, Operations } from '../operations.ts';
import { replay } from '../protocol/replay.ts';
import { intArgument, sizeAsking } from '../protocol/sequences.ts';
import type { Slot, Value } from '../value.ts';
import { argumentType } from './arguments.ts';
import { bytesLike } from './buffer.ts';
import { type BytesMethod, type BytesMethodTable, optional } from './bytes-method.ts';
import { findBytes } from './bytes-search.ts';
import { newBytes } from './codecs.ts';
import { CONTAINER_TEXTS } from './container-texts.ts';
import { raise } from './exceptions.ts';
import { newList } from './list.ts';
import { asInt, asKind } from './payload.ts';
import { BYTES_MOD } from './percent.ts';
import { newTuple } from './tuple.ts';
import { NotImplemented } from './types.ts';

const none = (run: BytesMethod['run']): BytesMethod => ({ least: 0, most: 0, run });
const isUpper = (b: number): boolean => b >= 65 && b <= 90;
const isLower = (b: number): boolean => b >= 97 && b <= 122;
const isAlpha = (b: number): boolean => isUpper(b) || isLower(b);
const upper = (b: number): number => (isLower(b) ? b - 32 : b);
const lower = (b: number): number => (isUpper(b) ? b + 32 : b);

/** Each byte with the one before it. */
function cased(run: (byte: number, before: number | undefined) => number): BytesMethod {
  return none((vm, { bytes }) =>
    newBytes(
      vm,
      bytes.map((byte, i) => run(byte, bytes[i - 1])),
    ),
  );
}

/** The byte that fills: bytes of length 1. */
function fillByte(vm: Operations, name: string, v: Slot): number {
  if (v === undefined) return 32;
  const bytes = asKind(vm, v, 'bytes');
  if (bytes?.bytes.length === 1) return bytes.bytes[0] as number;
  const type = argumentType(vm, v);
  const wanted = 'argument 2 must be a byte string of length 1, not';
  if (bytes === undefined || !CONTAINER_TEXTS[vm.version].fillLength)
    throw raise(vm, 'TypeError', `${name}() ${wanted} ${type}`);
  const article = type === 'bytes' ? 'a bytes object' : `a ${type} object`;
  throw raise(vm, 'TypeError', `${name}(): ${wanted} ${article} of length ${bytes.bytes.length}`);
}

function padded(name: string, place: (missing: number, width: number) => readonly [number, number]): BytesMethod {
  return {
    least: 1,
    most: 2,
    run(vm, { bytes }, [width, fill], ask) {
      const wanted = sizeAsking(vm, width as Value, ask);
      const missing = Math.max(0, wanted - bytes.length);
      const byte = fillByte(vm, name, fill);
      const [left, right] = place(missing, wanted);
      return newBytes(vm, [...new Array<number>(left).fill(byte), ...bytes, ...new Array<number>(right).fill(byte)]);
    },
  };
}

function partition(last: boolean): BytesMethod {
  return {
    least: 1,
    most: 1,
    run(vm, { bytes }, [separator]) {
      const part = bytesLike(vm, separator as Value);
      if (part.length === 0) throw raise(vm, 'ValueError', 'empty separator');
      const found: number[] = [];
      for (let at = findBytes(bytes, part); at >= 0; at = findBytes(bytes, part, at + 1)) found.push(at);
      const at = last ? found[found.length - 1] : found[0];
      const pieces =
        at === undefined
          ? last
            ? [[], [], bytes]
            : [bytes, [], []]
          : [bytes.slice(0, at), part, bytes.slice(at + part.length)];
      return newTuple(
        vm,
        pieces.map((piece) => newBytes(vm, [...piece])),
      );
    },
  };
}

function removed(end: boolean): BytesMethod {
  return {
    least: 1,
    most: 1,
    run(vm, { bytes }, [v]) {
      const part = bytesLike(vm, v as Value);
      const rest = end ? bytes.slice(0, bytes.length - part.length) : bytes.slice(part.length);
      const there = end ? bytes.slice(rest.length) : bytes.slice(0, part.length);
      const same = there.length === part.length && there.every((byte, i) => byte === part[i]);
      return newBytes(vm, [...(same && part.length > 0 ? rest : bytes)]);
    },
  };
}

export const BYTES_MORE: BytesMethodTable = {
  translate: {
    least: 1,
    most: 2,
    names: ['', 'delete'],
    run(vm, { bytes }, [table, dropped]) {
      const map = optional(table) === undefined ? undefined : bytesLike(vm, table as Value);
      if (map !== undefined && map.length !== 256)
        throw raise(vm, 'ValueError', 'translation table must be 256 characters long');
      const gone = new Set(dropped === undefined ? [] : bytesLike(vm, dropped));
      return newBytes(
        vm,
        bytes.filter((byte) => !gone.has(byte)).map((byte) => (map === undefined ? byte : (map[byte] as number))),
      );
    },
  },
  title: cased((byte, before) => (before !== undefined && isAlpha(before) ? lower(byte) : upper(byte))),
  capitalize: cased((byte, before) => (before === undefined ? upper(byte) : lower(byte))),
  swapcase: cased((byte) => (isUpper(byte) ? lower(byte) : upper(byte))),
  isupper: none((_vm, { bytes }) => bytes.some(isUpper) && !bytes.some(isLower)),
  islower: none((_vm, { bytes }) => bytes.some(isLower) && !bytes.some(isUpper)),
  isascii: none((_vm, { bytes }) => bytes.every((byte) => byte < 128)),
  ljust: padded('ljust', (missing) => [0, missing]),
  rjust: padded('rjust', (missing) => [missing, 0]),
  center: padded('center', (missing, width) => {
    const left = Math.floor(missing / 2) + (missing & width & 1);
    return [left, missing - left];
  }),
  istitle: none((_vm, { bytes }) => {
    const inTitle = (byte: number, i: number): boolean =>
      !isAlpha(byte) || isUpper(byte) !== isAlpha(bytes[i - 1] ?? 0);
    return bytes.some(isAlpha) && bytes.every(inTitle);
  }),
  expandtabs: {
    least: 0,
    most: 1,
    names: ['tabsize'],
    run(vm, { bytes }, [size], ask) {
      const tab = size === undefined ? 8 : intArgument(vm, size, ask);
      let column = 0;
      const expanded = bytes.flatMap((byte) => {
        if (byte !== 9) {
          column = byte === 10 || byte === 13 ? 0 : column + 1;
          return [byte];
        }
        const spaces = tab > 0 ? tab - (column % tab) : 0;
        column += spaces;
        return new Array<number>(spaces).fill(32);
      });
      return newBytes(vm, expanded);
    },
  },
  zfill: {
    least: 1,
    most: 1,
    run(vm, { bytes }, [width], ask) {
      const missing = Math.max(0, sizeAsking(vm, width as Value, ask) - bytes.length);
      const sign = bytes[0] === 43 || bytes[0] === 45 ? 1 : 0;
      return newBytes(vm, [...bytes.slice(0, sign), ...new Array<number>(missing).fill(48), ...bytes.slice(sign)]);
    },
  },
  partition: partition(false),
  rpartition: partition(true),
  removeprefix: removed(false),
  removesuffix: removed(true),
  splitlines: {
    least: 0,
    most: 1,
    names: ['keepends'],
    run(vm, { bytes }, [keep]) {
      const lines: Value[] = [];
      let start = 0;
      for (let i = 0; i < bytes.length; i++) {
        if (bytes[i] !== 10 && bytes[i] !== 13) continue;
        const end = bytes[i] === 13 && bytes[i + 1] === 10 ? i + 2 : i + 1;
        lines.push(newBytes(vm, bytes.slice(start, keep === true || asInt(vm, keep) === 1 ? end : i)));
        start = end;
        i = end - 1;
      }
      if (start < bytes.length) lines.push(newBytes(vm, bytes.slice(start)));
      return newList(vm, lines);
    },
  },
};

export const BYTES_MORE_BUILTINS: BuiltinTable = {
  'bytes.__mod__': (vm, args) => replay(vm, BYTES_MOD, [args[0], args[1]]),
  'bytes.__rmod__': () => NotImplemented,
  'bytes.maketrans'(vm, [from, to]) {
    const [a, b] = [bytesLike(vm, from as Value), bytesLike(vm, to as Value)];
    if (a.length !== b.length) throw raise(vm, 'ValueError', 'maketrans arguments must have same length');
    const table = Array.from({ length: 256 }, (_, i) => i);
    a.forEach((byte, i) => {
      table[byte] = b[i] as number;
    });
    return newBytes(vm, table);
  },
};
