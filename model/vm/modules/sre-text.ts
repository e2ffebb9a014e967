/**
 * Texts that patterns are put to: str by code point, bytes by byte.
 * @module
 */

import { bytesIn } from '../objects/buffer.ts';
import { newBytes } from '../objects/codecs.ts';
import { raise } from '../objects/exceptions.ts';
import { asStr } from '../objects/payload.ts';
import { typeName } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import type { Value } from '../value.ts';
import type { Subject } from './sre-engine.ts';

export interface Text {
  readonly chars: readonly number[];
  readonly bytes: boolean;
  /** A part of it, as a new value. */
  readonly make: (vm: Operations, start: number, end: number) => Value;
}

/** The text of a str or a bytes-like object. */
export function textOf(vm: Operations, v: Value): Text {
  const s = asStr(vm, v);
  if (s !== undefined) {
    const chars = Array.from(s, (c) => c.codePointAt(0) as number);
    const narrow = chars.length === s.length;
    const parts = narrow ? null : Array.from(s);
    const make = (_vm: Operations, start: number, end: number): Value =>
      parts === null ? s.slice(start, end) : parts.slice(start, end).join('');
    return { chars, bytes: false, make };
  }
  const bytes = bytesIn(vm, v);
  if (bytes === undefined)
    throw raise(vm, 'TypeError', `expected string or bytes-like object, got '${typeName(vm, v)}'`);
  const make = (m: Operations, start: number, end: number): Value => newBytes(m, bytes.slice(start, end));
  return { chars: bytes, bytes: true, make };
}

/** A part of a text to search in. */
export function subject(text: Text, start: number, end: number): Subject {
  return { chars: text.chars, start, end };
}
