/**
 * Bytes of files as texts with a character for each, which are cheap to cut and to join.
 * @module
 */
import { bytesLike } from '../objects/buffer.ts';
import { codesOf, newBytes } from '../objects/codecs.ts';
import type { Operations } from '../operations.ts';
import type { Ref, Value } from '../value.ts';

const AT_ONCE = 4096;

export function textOfBytes(bytes: readonly number[]): string {
  if (bytes.length <= AT_ONCE) return String.fromCharCode(...bytes);
  let text = '';
  for (let i = 0; i < bytes.length; i += AT_ONCE) text += String.fromCharCode(...bytes.slice(i, i + AT_ONCE));
  return text;
}

/** A bytes object of such a text. */
export const bytesValue = (vm: Operations, text: string): Ref => newBytes(vm, codesOf(text));

/** The text of a bytes-like argument. */
export const textOfBuffer = (vm: Operations, v: Value): string => textOfBytes(bytesLike(vm, v));
