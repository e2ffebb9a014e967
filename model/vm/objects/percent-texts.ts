/**
 * What `%` formatting says of bad formats and arguments (Objects/unicode_format.c, Objects/bytesobject.c), by version.
 * @module
 */
import type { Version } from '../../code/code-object.ts';

/** The argument that is formatted: as messages of 3.15 call it (`format argument 2`), and the type of its value. */
export interface ArgumentText {
  readonly label: string;
  readonly type: string;
}

export interface PercentTexts {
  readonly incomplete: (start: number) => string;
  readonly incompleteKey: (start: number) => string;
  /** `type` stands at `index`, its `%` at `start`. */
  readonly unsupported: (type: string, index: number, start: number) => string;
  readonly notEnough: (got: number) => string;
  readonly tooMany: (noun: string, required: number, got: number) => string;
  readonly needsMapping: (type: string) => string;
  readonly star: (argument: ArgumentText) => string;
  /** A `*` behind a key; null where it takes an argument that is not there. */
  readonly starAfterKey: ((start: number) => string) | null;
  readonly tooBig: (what: 'width' | 'precision', start: number) => string;
  readonly argumentTooBig: (what: 'width' | 'precision', argument: ArgumentText) => string;
  readonly real: (type: string, argument: ArgumentText, bytes: boolean) => string;
  readonly integer: (type: string, argument: ArgumentText) => string;
  readonly float: (type: string, argument: ArgumentText, bytes: boolean) => string;
  /** `length`: of a string that is not one character. */
  readonly character: (argument: ArgumentText, length: number | null, bytes: boolean) => string;
  readonly characterRange: (argument: ArgumentText, bytes: boolean) => string;
  readonly bytesLike: (type: string, argument: ArgumentText) => string;
  /** Whether a float argument's own TypeError is told as {@link float}, and `*` of an argument that is no tuple as too few. */
  readonly counts: boolean;
}

const shown = (type: string): string => (/[ -~]/.test(type) ? type : '?');
const code = (type: string): string => (type.codePointAt(0) ?? 0).toString(16);
const limit = (bytes: boolean): string => (bytes ? '256' : '0x110000');

const BASE: PercentTexts = {
  incomplete: () => 'incomplete format',
  incompleteKey: () => 'incomplete format key',
  unsupported: (type, index) => `unsupported format character '${shown(type)}' (0x${code(type)}) at index ${index}`,
  notEnough: () => 'not enough arguments for format string',
  tooMany: (noun) => `not all arguments converted during ${noun} formatting`,
  needsMapping: () => 'format requires a mapping',
  star: () => '* wants int',
  starAfterKey: null,
  tooBig: (what) => `${what === 'precision' ? 'precision' : 'width'} too big`,
  argumentTooBig: (what) => `Python int too large to convert to C ${what === 'width' ? 'ssize_t' : 'int'}`,
  real: (type, argument, bytes) =>
    `%${bytes && type === 'i' ? 'd' : type} format: a real number is required, not ${argument.type}`,
  integer: (type, argument) => `%${type} format: an integer is required, not ${argument.type}`,
  float: (_type, argument, bytes) =>
    bytes ? `float argument required, not ${argument.type}` : `must be real number, not ${argument.type}`,
  character: (_argument, _length, bytes) =>
    bytes ? '%c requires an integer in range(256) or a single byte' : '%c requires int or char',
  characterRange: (_argument, bytes) => `%c arg not in range(${limit(bytes)})`,
  bytesLike: (type, argument) =>
    `%${type} requires a bytes-like object, or an object that implements __bytes__, not '${argument.type}'`,
  counts: false,
};

const what = (argument: ArgumentText, length: number | null, noun: string): string =>
  length === null ? argument.type : `${noun} of length ${length}`;

const SINCE_314: PercentTexts = {
  ...BASE,
  real: (type, argument) => `%${type} format: a real number is required, not ${argument.type}`,
  character: (argument, length, bytes) =>
    bytes
      ? `%c requires an integer in range(256) or a single byte, not ${what(argument, length, 'a bytes object')}`
      : `%c requires an int or a unicode character, not ${what(argument, length, 'a string')}`,
};

const SINCE_315: PercentTexts = {
  ...SINCE_314,
  incomplete: (start) => `stray % at position ${start}`,
  incompleteKey: (start) => `stray % or incomplete format key at position ${start}`,
  unsupported: (type, index, start) =>
    type === '%'
      ? `stray % at position ${start} or unexpected format character '%' at position ${index}`
      : `unsupported format %${type} at position ${start}`,
  notEnough: (got) => `${BASE.notEnough(got)} (got ${got})`,
  tooMany: (noun, required, got) => `${BASE.tooMany(noun, required, got)} (required ${required}, got ${got})`,
  needsMapping: (type) => `format requires a mapping, not ${type}`,
  star: ({ label, type }) => `${label}: * requires int, not ${type}`,
  starAfterKey: (start) => `* cannot be used with a parenthesised mapping key at position ${start}`,
  tooBig: (name, start) => `${name} too big at position ${start}`,
  argumentTooBig: (name, { label }) => `${label}: too big for ${name}`,
  real: (type, argument) => `${argument.label}: %${type} requires a real number, not ${argument.type}`,
  integer: (type, argument) => `${argument.label}: %${type} requires an integer, not ${argument.type}`,
  float: (type, argument) => `${argument.label}: %${type} requires a real number, not ${argument.type}`,
  character: (argument, length, bytes) =>
    bytes
      ? `${argument.label}: %c requires an integer in range(256) or a single byte, not ${what(argument, length, 'a bytes object')}`
      : `${argument.label}: %c requires an integer or a unicode character, not ${what(argument, length, 'a string')}`,
  characterRange: ({ label }, bytes) => `${label}: %c argument not in range(${limit(bytes)})`,
  bytesLike: (type, argument) =>
    `${argument.label}: %${type} requires a bytes-like object, or an object that implements __bytes__, not ${argument.type}`,
  counts: true,
};

/** By version. */
export const PERCENT_TEXTS: Readonly<Record<Version, PercentTexts>> = {
  '3.12': BASE,
  '3.13': BASE,
  '3.14': SINCE_314,
  '3.15': SINCE_315,
};
