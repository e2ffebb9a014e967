/**
 * Error handlers of codecs: what stands for characters that have no bytes, and for bytes that are no character
 * (Python/codecs.c, Objects/unicodeobject.c).
 * @module
 */
import type { Operations } from '../operations.ts';
import { ModelError, type PyRaise, type Ref, type Value } from '../value.ts';
import { type Codec, isWide, unitOf } from './codec-names.ts';
import { initException } from './exception-init.ts';
import { raise } from './exceptions.ts';
import { escaped } from './unicode-errors.ts';

/** A stretch that cannot be coded: from where to where, and why. */
export interface Fault {
  readonly start: number;
  readonly end: number;
  readonly reason: string;
}

const HANDLERS: ReadonlySet<string> = new Set([
  'strict',
  'ignore',
  'replace',
  'backslashreplace',
  'xmlcharrefreplace',
  'namereplace',
  'surrogateescape',
  'surrogatepass',
]);

const isSurrogate = (point: number): boolean => point >= 0xd800 && point < 0xe000;

function codecError(
  vm: Operations,
  type: 'UnicodeEncodeError' | 'UnicodeDecodeError',
  args: readonly Value[],
): PyRaise {
  const raised = raise(vm, type, args);
  initException(vm, raised.exception, args, null);
  return raised;
}

function checkHandler(vm: Operations, errors: string): void {
  if (!HANDLERS.has(errors)) throw raise(vm, 'LookupError', `unknown error handler name '${errors}'`);
}

/** A surrogate as `surrogatepass` writes it; undefined where the codec has no form for it. */
function passed(codec: Codec, point: number): number[] | undefined {
  if (!isSurrogate(point)) return undefined;
  if (codec === 'utf-8') return [0xe0 | (point >> 12), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f)];
  if (!isWide(codec)) return undefined;
  const { size, little } = unitOf(codec);
  const bytes = [point & 0xff, point >> 8, 0, 0].slice(0, size);
  return little ? bytes : bytes.reverse();
}

/** What a handler writes for a character that cannot be encoded: text that can be, or bytes; undefined if it gives up. */
function encodeInstead(codec: Codec, errors: string, point: number): string | number[] | undefined {
  switch (errors) {
    case 'ignore':
      return '';
    case 'replace':
      return '?';
    case 'backslashreplace':
      return escaped(point);
    case 'xmlcharrefreplace':
      return `&#${point};`;
    case 'surrogateescape':
      return point >= 0xdc80 && point < 0xdd00 ? [point - 0xdc00] : undefined;
    case 'surrogatepass':
      return passed(codec, point);
    case 'namereplace':
      throw new ModelError('the error handler namereplace is not modelled');
    default:
      return undefined;
  }
}

/** What stands for the characters of a fault of `text`, one by one. Throws UnicodeEncodeError, LookupError. */
export function encodeFault(
  vm: Operations,
  codec: Codec,
  text: string,
  points: readonly number[],
  { start, end, reason }: Fault,
  errors: string,
): (string | number[])[] {
  checkHandler(vm, errors);
  const written: (string | number[])[] = [];
  for (let i = start; i < end; i++) {
    const instead = encodeInstead(codec, errors, points[i] as number);
    if (instead === undefined) throw codecError(vm, 'UnicodeEncodeError', [codec, text, i, end, reason]);
    written.push(instead);
  }
  return written;
}

/** The surrogate that `surrogatepass` reads at a fault, and its bytes. */
function passedBack(codec: Codec, bytes: readonly number[], at: number): { point: number; length: number } | undefined {
  const next = (n: number): number[] => bytes.slice(at, at + n);
  let point = 0;
  let length = 3;
  if (isWide(codec)) {
    const { size, little } = unitOf(codec);
    const unit = next(size);
    length = size;
    point = unit.length < size ? 0 : (little ? unit.reverse() : unit).reduce((sum, byte) => sum * 256 + byte, 0);
  } else if (codec === 'utf-8') {
    const [a = 0, b = 0, c = 0] = next(3);
    const whole = (a & 0xf0) === 0xe0 && (b & 0xc0) === 0x80 && (c & 0xc0) === 0x80;
    point = whole ? ((a & 0x0f) << 12) | ((b & 0x3f) << 6) | (c & 0x3f) : 0;
  }
  return isSurrogate(point) ? { point, length } : undefined;
}

/** What stands for the bytes of a fault, and where decoding goes on. Throws UnicodeDecodeError, LookupError. */
export function decodeFault(
  vm: Operations,
  codec: Codec,
  object: Ref,
  bytes: readonly number[],
  { start, end, reason }: Fault,
  errors: string,
): { readonly text: string; readonly next: number } {
  checkHandler(vm, errors);
  const part = bytes.slice(start, end);
  switch (errors) {
    case 'ignore':
      return { text: '', next: end };
    case 'replace':
      return { text: '\ufffd', next: end };
    case 'backslashreplace':
      return { text: part.map(escaped).join(''), next: end };
    case 'xmlcharrefreplace':
    case 'namereplace':
      throw raise(vm, 'TypeError', "don't know how to handle UnicodeDecodeError in error callback");
    case 'surrogateescape': {
      const high = part.findIndex((byte) => byte < 0x80);
      const taken = part.slice(0, Math.min(4, high < 0 ? part.length : high));
      if (taken.length > 0) {
        return { text: String.fromCharCode(...taken.map((byte) => 0xdc00 + byte)), next: start + taken.length };
      }
      break;
    }
    case 'surrogatepass': {
      const read = passedBack(codec, bytes, start);
      if (read !== undefined) return { text: String.fromCharCode(read.point), next: start + read.length };
    }
  }
  throw codecError(vm, 'UnicodeDecodeError', [codec, object, start, end, reason]);
}
