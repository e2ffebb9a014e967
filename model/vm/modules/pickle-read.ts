/**
 * What an unpickler reads (Modules/_pickle.c): bytes as a text, a character each, and the values that stand in them whole.
 * @module
 */
import { codesOf, decodeBytes, newBytes } from '../objects/codecs.ts';
import { raise } from '../objects/exceptions.ts';
import { parseFloatText } from '../objects/float-text.ts';
import { parseIntText } from '../objects/int-text.ts';
import { TYPES } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { normalizeInt, PyFloat, type PyRaise, type Ref, type Value } from '../value.ts';
import { raiseOf } from './module-exception.ts';
import { UNPICKLING_ERROR } from './pickle-save.ts';

export const unpicklingError = (vm: Operations, text: string): PyRaise =>
  raiseOf(vm, '_pickle', text, UNPICKLING_ERROR);

/** Thrown where more is needed than is there: so many bytes, or a line. */
export class Short {
  readonly size: number | 'line';
  constructor(size: number | 'line') {
    this.size = size;
  }
}

/** A place in what has been read so far. */
export class Reader {
  readonly text: string;
  at: number;
  constructor(text: string, at: number) {
    this.text = text;
    this.at = at;
  }
  take(size: number): string {
    if (this.text.length - this.at < size) throw new Short(size);
    this.at += size;
    return this.text.slice(this.at - size, this.at);
  }
  /** A line without its end. */
  line(): string {
    const end = this.text.indexOf('\n', this.at);
    if (end < 0) throw new Short('line');
    const line = this.text.slice(this.at, end);
    this.at = end + 1;
    return line;
  }
  /** An unsigned number, the low byte first. */
  unsigned(size: number): number {
    return codesOf(this.take(size)).reduceRight((n, byte) => n * 256 + byte, 0);
  }
  signed(size: number): number {
    const n = this.unsigned(size);
    return n >= 2 ** (8 * size - 1) ? n - 2 ** (8 * size) : n;
  }
  /** Two's complement of any length. */
  long(size: number): Value {
    const bytes = codesOf(this.take(size));
    const n = bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
    return normalizeInt(BigInt.asIntN(8 * size, n));
  }
  /** So many bytes, whose number is told first. */
  counted(size: number): string {
    return this.take(this.unsigned(size));
  }
}

export const bytesOf = (vm: Operations, text: string): Ref => newBytes(vm, codesOf(text));

/** Text of UTF-8; lone surrogates pass. */
export const utf8 = (vm: Operations, text: string): string =>
  decodeBytes(vm, bytesOf(vm, text), codesOf(text), 'utf-8', 'surrogatepass');

/** `raw_unicode_escape`. */
const fromRaw = (text: string): string =>
  text.replace(/\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})/g, (_all, short?: string, long?: string) =>
    String.fromCodePoint(Number.parseInt(short ?? long ?? '', 16)),
  );

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
};

/** Bytes of a literal of Python 2. */
function unescaped(text: string): string {
  return text.replace(/\\(x[0-9a-fA-F]{2}|[0-7]{1,3}|[\s\S])/g, (all, what: string) => {
    if (what.startsWith('x') && what.length === 3) return String.fromCharCode(Number.parseInt(what.slice(1), 16));
    if (/^[0-7]/.test(what)) return String.fromCharCode(Number.parseInt(what, 8) & 0xff);
    return ESCAPES[what] ?? all;
  });
}

/** A str of Python 2, by `encoding` and `errors`. */
export function oldText(vm: Operations, text: string, encoding: string, errors: string): Value {
  const made = bytesOf(vm, text);
  return encoding === 'bytes' ? made : decodeBytes(vm, made, codesOf(text), encoding, errors);
}

/** `load_string`: a line with quotes. */
export function quoted(vm: Operations, line: string): string {
  const text = line.trimEnd();
  const [quote] = text;
  if (text.length < 2 || (quote !== "'" && quote !== '"') || !text.endsWith(quote))
    throw unpicklingError(vm, 'the STRING opcode argument must be quoted');
  return unescaped(text.slice(1, -1));
}

function intOfLine(vm: Operations, line: string): Value {
  if (line === '00') return false;
  if (line === '01') return true;
  if (/^\s*[+-]?\d+\s*$/.test(line)) return parseIntText(vm, line, 10);
  throw raise(vm, 'ValueError', 'could not convert string to int');
}

function floatOfLine(vm: Operations, line: string): Value {
  const f = parseFloatText(line);
  if (f === undefined) throw raise(vm, 'ValueError', 'could not convert string to float');
  return new PyFloat(f);
}

function doubleOf(text: string): Value {
  const view = new DataView(new ArrayBuffer(8));
  codesOf(text).forEach((byte, i) => {
    view.setUint8(i, byte);
  });
  return new PyFloat(view.getFloat64(0));
}

function longOf(vm: Operations, r: Reader): Value {
  const size = r.signed(4);
  if (size < 0) throw unpicklingError(vm, 'LONG pickle has negative byte count');
  return r.long(size);
}

/** Opcodes of values that stand in the pickle whole. */
export const VALUES: Readonly<Record<string, (vm: Operations, r: Reader) => Value>> = {
  N: () => null,
  '\x88': () => true,
  '\x89': () => false,
  J: (_vm, r) => r.signed(4),
  K: (_vm, r) => r.unsigned(1),
  M: (_vm, r) => r.unsigned(2),
  I: (vm, r) => intOfLine(vm, r.line()),
  L: (vm, r) => intOfLine(vm, r.line().replace(/L$/, '')),
  '\x8a': (_vm, r) => r.long(r.unsigned(1)),
  '\x8b': longOf,
  F: (vm, r) => floatOfLine(vm, r.line()),
  G: (_vm, r) => doubleOf(r.take(8)),
  C: (vm, r) => bytesOf(vm, r.counted(1)),
  B: (vm, r) => bytesOf(vm, r.counted(4)),
  '\x8e': (vm, r) => bytesOf(vm, r.counted(8)),
  '\x96': (vm, r) => vm.alloc({ kind: 'bytes', cls: TYPES.bytearray, bytes: codesOf(r.counted(8)), attrs: null }),
  V: (_vm, r) => fromRaw(r.line()),
  '\x8c': (vm, r) => utf8(vm, r.counted(1)),
  X: (vm, r) => utf8(vm, r.counted(4)),
  '\x8d': (vm, r) => utf8(vm, r.counted(8)),
};
