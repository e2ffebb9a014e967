/**
 * What a pickler writes (Modules/_pickle.c): opcodes into a text of bytes, a character each, cut into frames from protocol 4 on; and its memo.
 * @module
 */
import { codesOf, newBytes, utf8Of } from '../objects/codecs.ts';
import { floatRepr } from '../objects/float-text.ts';
import { asKind } from '../objects/payload.ts';
import type { Operations } from '../operations.ts';
import { PyFloat, type Ref, type Slot, type Value } from '../value.ts';
import { recordData } from './extension.ts';

/** Slots of a pickler. */
export const OUT = 0;
/** A list of the objects that it has written, in order. */
export const MEMO = 1;
export const WRITE = 2;
export const DISPATCH = 3;
export const PERSISTENT = 4;
export const OVERRIDE = 5;
export const BUFFERS = 6;

/** Its numbers. */
export const PROTOCOL = 0;
export const FIX_IMPORTS = 1;
export const FAST = 2;
export const FRAMING = 3;
/** Where the frame at hand begins; −1 between frames. */
const FRAME_START = 4;

const FRAME_TARGET = 64 * 1024;
const FRAME_LEAST = 4;

export const number = (vm: Operations, p: Ref, i: number): number => recordData(vm, p).numbers[i] ?? 0;
export const protocolOf = (vm: Operations, p: Ref): number => number(vm, p, PROTOCOL);
export const outputOf = (vm: Operations, p: Ref): string => recordData(vm, p).slots[OUT] as string;

/** An unsigned number, the low byte first. */
export function little(n: number, size: number): string {
  let text = '';
  for (let i = 0, left = n; i < size; i++, left = Math.floor(left / 256)) text += String.fromCharCode(left % 256);
  return text;
}

/** `_Pickler_Write`. */
export function write(vm: Operations, p: Ref, text: string): void {
  const out = outputOf(vm, p);
  if (number(vm, p, FRAMING) === 1 && number(vm, p, FRAME_START) < 0)
    vm.setNumberAt(p, 'numbers', FRAME_START, out.length);
  vm.setAt(p, 'slots', OUT, out + text);
}

/** `_Pickler_CommitFrame`: a short frame stands without a header. */
export function commitFrame(vm: Operations, p: Ref): void {
  const start = number(vm, p, FRAME_START);
  if (number(vm, p, FRAMING) === 0 || start < 0) return;
  const out = outputOf(vm, p);
  const length = out.length - start;
  if (length >= FRAME_LEAST)
    vm.setAt(p, 'slots', OUT, `${out.slice(0, start)}\x95${little(length, 8)}${out.slice(start)}`);
  vm.setNumberAt(p, 'numbers', FRAME_START, -1);
}

/** `_Pickler_OpcodeBoundary`. */
export function boundary(vm: Operations, p: Ref): void {
  const start = number(vm, p, FRAME_START);
  if (start >= 0 && outputOf(vm, p).length - start >= FRAME_TARGET) commitFrame(vm, p);
}

/** `_Pickler_write_bytes`: much data stands outside of frames. */
export function writeData(vm: Operations, p: Ref, header: string, data: string): void {
  const framing = number(vm, p, FRAMING);
  if (data.length >= FRAME_TARGET) {
    commitFrame(vm, p);
    vm.setNumberAt(p, 'numbers', FRAMING, 0);
  }
  write(vm, p, header + data);
  vm.setNumberAt(p, 'numbers', FRAMING, framing);
}

/** Begins a pickle (`dump`). */
export function beginOutput(vm: Operations, p: Ref): void {
  const protocol = protocolOf(vm, p);
  vm.setAt(p, 'slots', OUT, '');
  vm.setNumberAt(p, 'numbers', FRAMING, 0);
  vm.setNumberAt(p, 'numbers', FRAME_START, -1);
  if (protocol >= 2) write(vm, p, `\x80${String.fromCharCode(protocol)}`);
  if (protocol >= 4) vm.setNumberAt(p, 'numbers', FRAMING, 1);
}

/** Ends it: the bytes. */
export function endOutput(vm: Operations, p: Ref): Ref {
  write(vm, p, '.');
  commitFrame(vm, p);
  const made = newBytes(vm, codesOf(outputOf(vm, p)));
  vm.setAt(p, 'slots', OUT, '');
  vm.setNumberAt(p, 'numbers', FRAMING, 0);
  return made;
}

interface MemoIndex {
  items: readonly Slot[];
  readonly places: Map<Slot, number>;
}

function memoIndex(vm: Operations, memo: Ref): MemoIndex {
  const items = asKind(vm, memo, 'list')?.items ?? [];
  const kept = vm.cached(memo) as MemoIndex | undefined;
  if (kept?.items === items) return kept;
  const made = { items, places: new Map(items.map((item, i) => [item, i])) };
  vm.keep(memo, made);
  return made;
}

const memoOf = (vm: Operations, p: Ref): Ref => recordData(vm, p).slots[MEMO] as Ref;

export const isMemoized = (vm: Operations, p: Ref, v: Value): boolean => memoIndex(vm, memoOf(vm, p)).places.has(v);

/** `memo_get`: writes where the object stands; false where it does not. */
export function writeKnown(vm: Operations, p: Ref, v: Value): boolean {
  const at = memoIndex(vm, memoOf(vm, p)).places.get(v);
  if (at === undefined) return false;
  if (protocolOf(vm, p) === 0) write(vm, p, `g${at}\n`);
  else write(vm, p, at < 256 ? `h${little(at, 1)}` : `j${little(at, 4)}`);
  return true;
}

/** `memo_put`. */
export function memoize(vm: Operations, p: Ref, v: Value): void {
  if (number(vm, p, FAST) === 1) return;
  const memo = memoOf(vm, p);
  const index = memoIndex(vm, memo);
  const at = index.items.length;
  vm.splice(memo, 'items', at, 0, [v]);
  index.places.set(v, at);
  index.items = asKind(vm, memo, 'list')?.items ?? [];
  vm.keep(memo, index);
  const protocol = protocolOf(vm, p);
  if (protocol >= 4) write(vm, p, '\x94');
  else if (protocol === 0) write(vm, p, `p${at}\n`);
  else write(vm, p, at < 256 ? `q${little(at, 1)}` : `r${little(at, 4)}`);
}

/** `save_long`. */
function intOpcodes(n: number | bigint, protocol: number): string {
  if (n >= -0x80000000 && n <= 0x7fffffff) {
    const small = Number(n);
    if (protocol === 0) return `I${small}\n`;
    if (small >= 0 && small < 0x100) return `K${little(small, 1)}`;
    if (small >= 0 && small < 0x10000) return `M${little(small, 2)}`;
    return `J${little(small < 0 ? small + 2 ** 32 : small, 4)}`;
  }
  if (protocol < 2) return `L${n}L\n`;
  const bytes = signedBytes(BigInt(n));
  return (bytes.length < 256 ? `\x8a${little(bytes.length, 1)}` : `\x8b${little(bytes.length, 4)}`) + bytes;
}

/** The fewest bytes of two's complement. */
function signedBytes(n: bigint): string {
  let text = '';
  for (let left = n; ; left >>= 8n) {
    const byte = Number(left & 0xffn);
    text += String.fromCharCode(byte);
    if ((left >> 8n === 0n && byte < 128) || (left >> 8n === -1n && byte >= 128)) return text;
  }
}

function floatOpcodes(f: number, protocol: number): string {
  if (protocol === 0) return `F${floatRepr(f)}\n`;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, f);
  return `G${String.fromCharCode(...new Uint8Array(view.buffer))}`;
}

/** Values that are written by themselves: None, bools, ints, floats; undefined for another. */
export function atomOpcodes(v: Value, protocol: number): string | undefined {
  if (v === null) return 'N';
  if (typeof v === 'boolean') return protocol >= 2 ? (v ? '\x88' : '\x89') : v ? 'I01\n' : 'I00\n';
  if (typeof v === 'number' || typeof v === 'bigint') return intOpcodes(v, protocol);
  return v instanceof PyFloat ? floatOpcodes(v.value, protocol) : undefined;
}

/** `raw_unicode_escape`. */
function rawUnicode(text: string): string {
  return Array.from(text, (c) => {
    const point = c.codePointAt(0) as number;
    const hex = point.toString(16);
    if (point >= 0x10000) return `\\U${hex.padStart(8, '0')}`;
    if (point >= 256 || '\\\n\0\r\x1a'.includes(c)) return `\\u${hex.padStart(4, '0')}`;
    return c;
  }).join('');
}

/** Bytes of a text, each a character; lone surrogates pass. */
export const utf8Text = (text: string): string =>
  Array.from(text, (c) => String.fromCharCode(...utf8Of(c.codePointAt(0) as number))).join('');

/** `save_unicode`; `key` stands for the text in the memo. */
export function writeText(vm: Operations, p: Ref, text: string, key = text): void {
  const protocol = protocolOf(vm, p);
  if (protocol === 0) write(vm, p, `V${rawUnicode(text)}\n`);
  else {
    const data = utf8Text(text);
    const short = data.length < 256 && protocol >= 4;
    writeData(vm, p, short ? `\x8c${little(data.length, 1)}` : `X${little(data.length, 4)}`, data);
  }
  memoize(vm, p, key);
}

/** `save_bytes` since protocol 3. */
export function writeBytes(vm: Operations, p: Ref, v: Ref, data: string): void {
  writeData(vm, p, data.length < 256 ? `C${little(data.length, 1)}` : `B${little(data.length, 4)}`, data);
  memoize(vm, p, v);
}
