/**
 * Bytes as hexadecimal digits, in groups (Python/pystrhex.c).
 * @module
 */
import type { Operations } from '../operations.ts';
import type { Slot } from '../value.ts';
import { bytesLike } from './bytes-method.ts';
import { raise } from './exceptions.ts';
import { asKind, asStr } from './payload.ts';
import { typeName } from './types.ts';

/** Two digits a byte; `group` bytes stand together, counted from the end, or from the beginning where it is negative. */
export function hexText(bytes: readonly number[], separator: string, group: number): string {
  const digits = bytes.map((byte) => byte.toString(16).padStart(2, '0'));
  if (separator === '' || group === 0) return digits.join('');
  const size = Math.abs(group);
  const lead = group > 0 ? digits.length % size : 0;
  const groups = lead > 0 ? [digits.slice(0, lead).join('')] : [];
  for (let i = lead; i < digits.length; i += size) groups.push(digits.slice(i, i + size).join(''));
  return groups.join(separator);
}

/** The separator's one character, which is none past `last`; empty where none was given. */
export function separatorOf(vm: Operations, v: Slot, last: 0x7f | 0xff): string {
  if (v === undefined) return '';
  const text = asStr(vm, v);
  if (text === undefined && asKind(vm, v, 'bytes') === undefined)
    throw raise(vm, 'TypeError', `object of type '${typeName(vm, v)}' has no len()`);
  const shown = text ?? String.fromCharCode(...bytesLike(vm, v));
  if (shown.length !== 1) throw raise(vm, 'ValueError', 'sep must be length 1.');
  if (shown.charCodeAt(0) > last) throw raise(vm, 'ValueError', 'sep must be ASCII.');
  return shown;
}
