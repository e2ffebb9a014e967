/**
 * Bytes as hexadecimal digits and back (Python/pystrhex.c, `_PyBytes_FromHex`).
 * @module
 */
import type { Builtin, Operations } from '../operations.ts';
import { LENGTH } from '../protocol/length.ts';
import type { Ask } from '../protocol/replay.ts';
import type { Slot, Value } from '../value.ts';
import { argumentType, exactly } from './arguments.ts';
import { bytesIn } from './buffer.ts';
import { isSpace } from './bytes-search.ts';
import { newBytes } from './codecs.ts';
import { CONTAINER_TEXTS } from './container-texts.ts';
import { raise } from './exceptions.ts';
import { asKind, asStr } from './payload.ts';
import { TYPES, typeName } from './types.ts';

/** The digits, with a separator between groups of bytes: counted from the right, or from the left for a negative number. */
export function hexText(bytes: readonly number[], separator: string, group: number): string {
  const digits = bytes.map((byte) => byte.toString(16).padStart(2, '0'));
  if (separator === '' || group === 0) return digits.join('');
  const size = Math.abs(group);
  const lead = group > 0 ? digits.length % size : 0;
  const groups = lead > 0 ? [digits.slice(0, lead).join('')] : [];
  for (let i = lead; i < digits.length; i += size) groups.push(digits.slice(i, i + size).join(''));
  return groups.join(separator);
}

/** The separator: one character that is none past `last`, as text or as bytes; empty where none was given. */
export function separatorOf(vm: Operations, v: Slot, last: 0x7f | 0xff, ask: Ask): string {
  if (v === undefined) return '';
  if (LENGTH.run(vm, [v], {}, ask) !== 1) throw raise(vm, 'ValueError', 'sep must be length 1.');
  const bytes = asKind(vm, v, 'bytes');
  const text = asStr(vm, v) ?? (bytes?.cls === TYPES.bytes ? String.fromCharCode(...bytes.bytes) : undefined);
  if (text === undefined) throw raise(vm, 'TypeError', 'sep must be str or bytes.');
  if (text.charCodeAt(0) > last) throw raise(vm, 'ValueError', 'sep must be ASCII.');
  return text;
}

/** What `fromhex` reads: text, and since 3.14 bytes. */
function digitsOf(vm: Operations, v: Value): string {
  const { hexSource, hexTakesBytes } = CONTAINER_TEXTS[vm.version];
  const bytes = hexTakesBytes ? bytesIn(vm, v) : undefined;
  const text = bytes === undefined ? asStr(vm, v) : String.fromCharCode(...bytes);
  if (text !== undefined) return text;
  const found = hexTakesBytes ? typeName(vm, v) : argumentType(vm, v);
  throw raise(vm, 'TypeError', `fromhex() argument must be ${hexSource}, not ${found}`);
}

/** `bytes.fromhex`. */
export const fromHex: Builtin = (vm, [cls, ...args]) => {
  exactly(vm, 'bytes.fromhex', args, 1);
  const text = digitsOf(vm, args[0] as Value);
  const bytes: number[] = [];
  for (let i = 0; i < text.length; ) {
    if (isSpace(text.charCodeAt(i))) {
      i++;
      continue;
    }
    const digits = text.slice(i, i + 2);
    if (!/^[0-9a-fA-F]{2}$/.test(digits)) throw badHex(vm, text, /^[0-9a-fA-F]/.test(digits) ? i + 1 : i);
    bytes.push(Number.parseInt(digits, 16));
    i += 2;
  }
  const made = newBytes(vm, bytes);
  return cls === TYPES.bytes ? made : vm.call(cls as Value, [made]);
};

function badHex(vm: Operations, text: string, at: number): ReturnType<typeof raise> {
  if (at >= text.length && CONTAINER_TEXTS[vm.version].hexEven)
    return raise(vm, 'ValueError', 'fromhex() arg must contain an even number of hexadecimal digits');
  return raise(vm, 'ValueError', `non-hexadecimal number found in fromhex() arg at position ${at}`);
}
