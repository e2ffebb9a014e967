/**
 * UnicodeEncodeError, UnicodeDecodeError and UnicodeTranslateError: what they are made with, their attributes, their texts (Objects/exceptions.c).
 * @module
 */
import type { Operations } from '../operations.ts';
import type { Ask } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { sizeAsking } from '../protocol/sequences.ts';
import { ModelError, type Ref, type Slot, type Value } from '../value.ts';
import { argumentNotStr } from './arguments.ts';
import { bytesLike } from './buffer.ts';
import { newBytes } from './codecs.ts';
import { exceptionData, raise, setMember } from './exceptions.ts';
import type { Member } from './member.ts';
import { asInt, asKind, asStr } from './payload.ts';
import { isInstance, TYPES } from './types.ts';

export type UnicodeErrorName = 'UnicodeEncodeError' | 'UnicodeDecodeError' | 'UnicodeTranslateError';

const FIELDS = ['encoding', 'object', 'start', 'end', 'reason'];
const isSize = (name: string): boolean => name === 'start' || name === 'end';

/** The fields from the arguments, which are in `args` already. */
export function initUnicode(
  vm: Operations,
  type: UnicodeErrorName,
  exception: Ref,
  args: readonly Value[],
  ask: Ask,
): void {
  if (!ROWS[vm.version].unicodeErrorsCheck)
    for (const name of FIELDS) if (!isSize(name)) setMember(vm, exception, name, undefined);
  const names = type === 'UnicodeTranslateError' ? FIELDS.slice(1) : FIELDS;
  if (args.length !== names.length)
    throw raise(vm, 'TypeError', `function takes exactly ${names.length} arguments (${args.length} given)`);
  const values = args.map((value, i) => {
    const name = names[i] as string;
    if (isSize(name)) return sizeAsking(vm, value, ask);
    if (asStr(vm, value) === undefined && !(name === 'object' && type === 'UnicodeDecodeError'))
      throw argumentNotStr(vm, i + 1, value);
    return value;
  });
  if (type === 'UnicodeDecodeError') values[1] = asBytes(vm, values[1] as Value);
  names.forEach((name, i) => {
    setMember(vm, exception, name, values[i] as Value);
  });
}

/** Bytes are kept; of another object that gives a buffer what stands in it. */
const asBytes = (vm: Operations, v: Value): Value =>
  isInstance(vm, v, TYPES.bytes) ? v : newBytes(vm, [...bytesLike(vm, v)]);

/** `start` and `end`, fields of type `Py_ssize_t`. */
export function sizeMember(name: string, self: (vm: Operations, v: Slot) => Ref): Member {
  return {
    get: (vm, v) => exceptionData(vm, self(vm, v)).members[name] ?? 0,
    set(vm, v, value) {
      const exception = self(vm, v);
      if (value === undefined) throw raise(vm, 'TypeError', "can't delete numeric/char attribute");
      const n = asInt(vm, value);
      const fits = n !== undefined && n <= vm.build.maxsize && n >= -vm.build.maxsize - 1;
      if (fits || !ROWS[vm.version].failedSizesStay) setMember(vm, exception, name, fits ? n : -1);
      if (n === undefined) throw raise(vm, 'TypeError', 'an integer is required');
      if (!fits) throw raise(vm, 'OverflowError', 'Python int too large to convert to C ssize_t');
    },
  };
}

const VERBS: Readonly<Record<UnicodeErrorName, string>> = {
  UnicodeEncodeError: 'encode',
  UnicodeDecodeError: 'decode',
  UnicodeTranslateError: 'translate',
};

/** `str()` of one. */
export function unicodeErrorText(
  vm: Operations,
  type: UnicodeErrorName,
  exception: Ref,
  strOf: (v: Value) => string,
): string {
  const { encoding, object, start = 0, end = 0, reason } = exceptionData(vm, exception).members;
  if (object === undefined) return '';
  const text = (v: Slot): string => (v === undefined ? '<NULL>' : strOf(v));
  const why = text(reason);
  const codec = type === 'UnicodeTranslateError' ? '' : `'${text(encoding)}' codec `;
  const decodes = type === 'UnicodeDecodeError';
  const parts = decodes ? bytesOf(vm, object) : pointsOf(vm, object);
  const [from, to] = [Number(start), Number(end)];
  if (!ROWS[vm.version].unicodeErrorsCheck && (parts === undefined || (from < 0 && to === from + 1)))
    throw new ModelError(`the text of a ${type} about what lies outside its object is not modelled`);
  if (parts === undefined) {
    const wanted = decodes ? 'bytes' : 'string';
    throw raise(vm, 'TypeError', `UnicodeError 'object' attribute must be a ${wanted}`);
  }
  const part = to === from + 1 ? parts[from] : undefined;
  const what = decodes ? 'byte' : 'character';
  const shown = part === undefined ? `${what}s` : decodes ? `${what} 0x${hex(part, 2)}` : `${what} '${escaped(part)}'`;
  const where = part === undefined ? `${from}-${to - 1}` : `${from}`;
  return `${codec}can't ${VERBS[type]} ${shown} in position ${where}: ${why}`;
}

const bytesOf = (vm: Operations, v: Value): readonly number[] | undefined =>
  isInstance(vm, v, TYPES.bytes) ? asKind(vm, v, 'bytes')?.bytes : undefined;

function pointsOf(vm: Operations, v: Value): readonly number[] | undefined {
  const text = asStr(vm, v);
  return text === undefined ? undefined : [...text].map((character) => character.codePointAt(0) as number);
}

const hex = (n: number, digits: number): string => n.toString(16).padStart(digits, '0');

/** A character as an escape, as `backslashreplace` has it. */
export function escaped(point: number): string {
  if (point <= 0xff) return `\\x${hex(point, 2)}`;
  return point <= 0xffff ? `\\u${hex(point, 4)}` : `\\U${hex(point, 8)}`;
}
