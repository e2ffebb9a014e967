/**
 * Taking a format spec apart (`parse_internal_render_format_spec` of Python/formatter_unicode.c).
 * @module
 */

import type { Operations } from '../operations.ts';
import { ROWS } from '../protocol/rows.ts';
import type { PyRaise, Value } from '../value.ts';
import { raise } from './exceptions.ts';
import { typeName } from './types.ts';

/** A spec taken apart. */
export interface FormatSpec {
  readonly fill: string;
  readonly align: string;
  readonly sign: string;
  readonly zeroNegative: boolean;
  readonly alternate: boolean;
  readonly width: number;
  readonly grouping: string;
  readonly precision: number | null;
  /** Groups behind the point (3.14). */
  readonly fraction: string;
  readonly type: string;
  /** An alignment was written, not taken from the type. */
  readonly aligned: boolean;
}

const ALIGNMENTS = '<>=^';

/** The spec, one character after the other. */
class Reader {
  readonly #chars: readonly string[];
  at = 0;

  constructor(spec: string) {
    this.#chars = Array.from(spec);
  }

  get left(): number {
    return this.#chars.length - this.at;
  }

  peek(ahead = 0): string {
    return this.#chars[this.at + ahead] ?? '';
  }

  /** The next character if it is one of these, else ''. */
  take(allowed: string): string {
    const next = this.peek();
    if (next === '' || !allowed.includes(next)) return '';
    this.at++;
    return next;
  }

  digits(): string {
    let text = '';
    while (/^[0-9]$/.test(this.peek())) text += this.#chars[this.at++];
    return text;
  }
}

/** Takes a spec apart; `align` is what the type aligns to. ValueError as CPython raises it. */
export function parseSpec(vm: Operations, v: Value, spec: string, align: string): FormatSpec {
  const reader = new Reader(spec);
  const fills = ALIGNMENTS.includes(reader.peek(1)) && reader.left >= 2;
  const fill = fills ? reader.peek() : '';
  if (fills) reader.at++;
  const written = reader.take(ALIGNMENTS);
  const sign = reader.take('-+ ');
  const zeroNegative = reader.take('z') !== '';
  const alternate = reader.take('#') !== '';
  const zero = fills ? '' : reader.take('0');
  const width = reader.digits();
  if (Number(width) > vm.build.maxsize) throw raise(vm, 'ValueError', 'Too many decimal digits in format string');
  const grouping = groupMark(vm, reader);
  const { precision, fraction } = precisionOf(vm, reader);
  if (reader.left > 1) {
    const text = `Invalid format specifier '${spec}' for object of type '${typeName(vm, v)}'`;
    throw raise(vm, 'ValueError', text);
  }
  const type = reader.peek();
  if (grouping !== '') checkGrouping(vm, grouping, type);
  return {
    fill: fills ? fill : zero === '' ? ' ' : '0',
    align: written !== '' ? written : zero !== '' && align === '>' ? '=' : align,
    sign,
    zeroNegative,
    alternate,
    width: width === '' ? -1 : Number(width),
    grouping,
    precision,
    fraction,
    type,
    aligned: written !== '',
  };
}

const both = (vm: Operations): PyRaise => raise(vm, 'ValueError', "Cannot specify both ',' and '_'.");

/** A comma or an underscore, not both. */
function groupMark(vm: Operations, reader: Reader): string {
  const comma = reader.take(',');
  const underscore = reader.take('_');
  if (comma !== '' && underscore !== '') throw both(vm);
  if (underscore !== '' && reader.peek() === ',') throw both(vm);
  return comma + underscore;
}

function precisionOf(vm: Operations, reader: Reader): Pick<FormatSpec, 'precision' | 'fraction'> {
  if (reader.take('.') === '') return { precision: null, fraction: '' };
  const digits = reader.digits();
  if (Number(digits) > vm.build.maxsize) throw raise(vm, 'ValueError', 'Too many decimal digits in format string');
  const fraction = ROWS[vm.version].groupsFractions ? groupMark(vm, reader) : '';
  if (digits === '' && fraction === '') throw raise(vm, 'ValueError', 'Format specifier missing precision');
  return { precision: digits === '' ? null : Number(digits), fraction };
}

function checkGrouping(vm: Operations, grouping: string, type: string): void {
  const allowed = grouping === ',' ? 'deEfFgG%' : 'deEfFgG%boxX';
  if (allowed.includes(type)) return;
  throw raise(vm, 'ValueError', `Cannot specify '${grouping}' with '${shownCode(type)}'.`);
}

/** A presentation type as messages have it. */
export function shownCode(type: string): string {
  const point = type.codePointAt(0) ?? 0;
  return point > 32 && point < 128 ? type : `\\x${point.toString(16)}`;
}
