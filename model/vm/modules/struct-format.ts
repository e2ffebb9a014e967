/**
 * Formats of `struct` (`prepare_s` of Modules/_struct.c): what stands where in the packed bytes.
 * @module
 */
import type { BuildFacts } from '../operations.ts';

/** One item of a format: a code, where its bytes begin, the size of each, and how many stand in a row. */
export interface Code {
  readonly char: string;
  readonly offset: number;
  readonly size: number;
  readonly repeat: number;
}

/** A format, prepared. */
export interface Format {
  readonly codes: readonly Code[];
  /** In bytes. */
  readonly size: number;
  /** Values that it takes. */
  readonly length: number;
  readonly little: boolean;
  /** In the machine's own sizes. */
  readonly native: boolean;
}

const STANDARD: Readonly<Record<string, number>> = {
  x: 1,
  b: 1,
  B: 1,
  c: 1,
  s: 1,
  p: 1,
  '?': 1,
  h: 2,
  H: 2,
  e: 2,
  i: 4,
  I: 4,
  l: 4,
  L: 4,
  f: 4,
  q: 8,
  Q: 8,
  d: 8,
};
const COMPLEX: Readonly<Record<string, number>> = { F: 8, D: 16 };

/** Sizes by code; in native mode those of the build's C compiler. */
function sizesOf(native: boolean, bits: number, complex: boolean): Readonly<Record<string, number>> {
  const word = bits / 8;
  const own = native ? { l: word, L: word, n: word, N: word, P: word } : {};
  return { ...STANDARD, ...own, ...(complex ? COMPLEX : {}) };
}

/** How an item of native mode is aligned: as its parts are. */
function alignmentOf(char: string, size: number): number {
  if ('xspcbB?'.includes(char)) return 1;
  return char === 'F' || char === 'D' ? size / 2 : size;
}

const WHITE = /[ \t\n\r\v\f]/;
const TOO_LONG = 'total struct size too long';

/** A format text, or what `struct.error` says of it. */
export function prepareFormat(text: string, build: BuildFacts, complex: boolean): Format | string {
  if (text.includes('\0')) return 'embedded null character';
  const order = /^[@=<>!]/.exec(text)?.[0];
  const native = order === undefined || order === '@';
  const sizes = sizesOf(native, build.bits, complex);
  const codes: Code[] = [];
  let size = 0;
  let length = 0;
  for (let i = order === undefined ? 0 : 1; i < text.length; i++) {
    if (WHITE.test(text[i] as string)) continue;
    const digits = /^\d+/.exec(text.slice(i))?.[0] ?? '';
    const repeat = digits === '' ? 1 : Number(digits);
    if (repeat > build.maxsize) return TOO_LONG;
    i += digits.length;
    const char = text[i];
    if (char === undefined) return 'repeat count given without format specifier';
    const each = Object.hasOwn(sizes, char) ? sizes[char] : undefined;
    if (each === undefined) return 'bad char in struct format';
    const alignment = native ? alignmentOf(char, each) : 1;
    size = Math.ceil(size / alignment) * alignment;
    const string = char === 's' || char === 'p';
    if (string || (char !== 'x' && repeat > 0))
      codes.push({ char, offset: size, size: string ? repeat : each, repeat: string ? 1 : repeat });
    if (char !== 'x') length += string ? 1 : repeat;
    size += repeat * each;
    if (size > build.maxsize) return TOO_LONG;
  }
  return { codes, size, length, little: native || order === '<' || order === '=', native };
}
