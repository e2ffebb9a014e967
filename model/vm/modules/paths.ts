/**
 * Paths as functions of C take them (`PyUnicode_FSConverter`, `path_converter`): a str, bytes, or what `__fspath__` gives.
 * @module
 */

import { decodeBytes } from '../objects/codecs.ts';
import { raise } from '../objects/exceptions.ts';
import { asKind, asStr } from '../objects/payload.ts';
import { isInstance, TYPES, typeName } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { lookupSpecial } from '../protocol/attributes.ts';
import { bindSpecial, UNBOUND } from '../protocol/bind-special.ts';
import type { Ask } from '../protocol/replay.ts';
import type { Ref, Value } from '../value.ts';

export function isPath(vm: Operations, v: Value): boolean {
  return asStr(vm, v) !== undefined || isInstance(vm, v, TYPES.bytes);
}

/** `PyOS_FSPath`: the str or bytes of a path. `wanted` is what a message says is expected. */
export function fspathAsking(
  vm: Operations,
  path: Value,
  ask: Ask,
  wanted = (found: string): string => `expected str, bytes or os.PathLike object, not ${found}`,
): Value {
  if (isPath(vm, path)) return path;
  const method = lookupSpecial(vm, path, '__fspath__');
  const found = method === undefined || method === null ? UNBOUND : ask(...bindSpecial(vm, method, path, [], 'always'));
  if (found === UNBOUND) throw raise(vm, 'TypeError', wanted(typeName(vm, path)));
  if (isPath(vm, found)) return found;
  const text = `expected ${typeName(vm, path)}.__fspath__() to return str or bytes, not ${typeName(vm, found)}`;
  throw raise(vm, 'TypeError', text);
}

/** A path as text; `null` characters are refused. */
export function pathText(vm: Operations, path: Value, embedded = 'embedded null byte'): string {
  const text = asStr(vm, path);
  const bytes = asKind(vm, path, 'bytes')?.bytes ?? [];
  const shown = text ?? decodeBytes(vm, path as Ref, bytes, 'utf-8', 'surrogateescape');
  if (shown.includes('\0')) throw raise(vm, 'ValueError', embedded);
  return shown;
}

/** Both in one: what C code opens. */
export const pathAsking = (vm: Operations, path: Value, ask: Ask): string => pathText(vm, fspathAsking(vm, path, ask));
