/**
 * JSON strings (Modules/_json.c): `scanstring_unicode`, `ascii_escape_unicode`, `escape_unicode`.
 * @module
 */

import { chainContext, raise } from '../objects/exceptions.ts';
import { asKind } from '../objects/payload.ts';
import type { Operations } from '../operations.ts';
import { dictGetName } from '../protocol/dict-table.ts';
import type { Ask } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { ModelError, PyRaise, Ref, type Value } from '../value.ts';

/** A text that is decoded: as a value and by character. */
export interface Source {
  readonly text: string;
  readonly chars: readonly string[];
}

export function sourceOf(text: string): Source {
  return { text, chars: Array.from(text) };
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** The class JSONDecodeError, as the module has it. */
function errorClass(vm: Operations): Value {
  const module = asKind(vm, vm.module('json.decoder') ?? undefined, 'module');
  const found = module === undefined ? undefined : dictGetName(vm, module.dict, 'JSONDecodeError');
  if (found === undefined) throw new ModelError('_json without json.decoder is not modelled');
  return found;
}

/** `raise_errmsg`: JSONDecodeError of the module `json.decoder`, whose `__init__` is Python's. */
export function decodeError(vm: Operations, message: string, { text }: Source, at: number, ask: Ask): PyRaise {
  const made = ask(errorClass(vm), [message, text, at]);
  if (!(made instanceof Ref)) throw new ModelError('JSONDecodeError is no exception');
  chainContext(vm, made);
  return new PyRaise(made);
}

/** The string that begins at `begin`, behind its quote, and where what follows it begins. */
export function scanString(
  vm: Operations,
  source: Source,
  begin: number,
  strict: boolean,
  ask: Ask,
): readonly [text: string, end: number] {
  const { chars } = source;
  const length = chars.length;
  if (begin < 0 || begin > length) throw raise(vm, 'ValueError', 'end is out of bounds');
  const fail = (message: string, at: number): PyRaise => decodeError(vm, message, source, at, ask);
  const unterminated = (): PyRaise => fail('Unterminated string starting at', begin - 1);
  let found = '';
  for (let at = begin; ; ) {
    const start = at;
    while (at < length && chars[at] !== '"' && chars[at] !== '\\') {
      if (strict && (chars[at] as string) <= '\x1f') throw fail('Invalid control character at', at);
      at++;
    }
    found += chars.slice(start, at).join('');
    if (at >= length) throw unterminated();
    if (chars[at] === '"') return [found, at + 1];
    if (at + 1 >= length) throw unterminated();
    const mark = chars[at + 1] as string;
    if (mark === 'u') {
      const [unit, end] = unitAt(at + 2, source, fail);
      found += unit;
      at = end;
      continue;
    }
    if (!Object.hasOwn(ESCAPES, mark)) throw fail('Invalid \\escape', at);
    found += ESCAPES[mark];
    at += 2;
  }
}

type Fail = (message: string, at: number) => PyRaise;
const HEX = /^[0-9a-fA-F]{4}$/;

/** What the four digits at `at` stand for, with those of a low surrogate behind a high one; and the end. */
function unitAt(at: number, { chars }: Source, fail: Fail): readonly [text: string, end: number] {
  const end = at + 4;
  if (end >= chars.length) throw fail('Invalid \\uXXXX escape', at - 1);
  const unit = digits(chars, at, fail);
  const pair = end + 6 < chars.length && chars[end] === '\\' && chars[end + 1] === 'u';
  if (unit < 0xd800 || unit > 0xdbff || !pair) return [String.fromCharCode(unit), end];
  const low = digits(chars, end + 2, fail);
  return low >= 0xdc00 && low <= 0xdfff ? [String.fromCharCode(unit, low), end + 6] : [String.fromCharCode(unit), end];
}

function digits(chars: readonly string[], at: number, fail: Fail): number {
  const text = chars.slice(at, at + 4).join('');
  if (!HEX.test(text)) throw fail('Invalid \\uXXXX escape', at - 1);
  return Number.parseInt(text, 16);
}

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

const unicode = (c: string): string => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A text as JSON has it, in quotes. */
export function encodeString(text: string, ascii: boolean): string {
  const special = ascii ? /["\\\x00-\x1f\x7f-\uffff]/g : /["\\\x00-\x1f]/g;
  return `"${text.replace(special, (c) => SHORT[c] ?? unicode(c))}"`;
}

/** Text argument of the module's functions. */
export function jsonText(vm: Operations, name: string, v: Value, s: string | undefined, type: string): string {
  if (s !== undefined) return s;
  const message = ROWS[vm.version].jsonByClinic
    ? `${name} must be str, not ${v === null ? 'None' : type}`
    : `first argument must be a string, not ${type}`;
  throw raise(vm, 'TypeError', message);
}
