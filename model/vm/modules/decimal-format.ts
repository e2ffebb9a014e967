/**
 * `Decimal.__format__` (`mpd_parse_fmt_str` and `mpd_qformat_spec` of libmpdec's io.c).
 * @module
 */
import {
  type Dec,
  type DecContext,
  digits,
  ERRORS,
  failed,
  INVALID_OPERATION,
  isSpecial,
  isZero,
  Status,
  withSign,
} from './decimal-number.ts';
import { rescale } from './decimal-shape.ts';
import { decimalText, type Notation } from './decimal-text.ts';

/** What stands between digits: `localeconv()`, and that of `,`. */
export interface Separators {
  /** Empty where nobody has said: a dot. */
  readonly point: string;
  readonly separator: string;
  /** Sizes of groups, from the point on; the last one repeats. */
  readonly groups: readonly number[];
}

export interface DecimalSpec extends Separators {
  readonly fill: string;
  /** `z`: zeros behind the sign. */
  readonly align: string;
  readonly sign: string;
  readonly zeroNegative: boolean;
  readonly width: bigint;
  readonly precision: bigint | null;
  readonly type: string;
  readonly upper: boolean;
}

const SPEC = /^(?:(.)?([<>=^]))?([-+ ])?(z)?(0)?([1-9]\d*)?([,_])?(?:\.(\d+)([,_])?)?([eEfFgG%nN])?$/su;

/** The spec; undefined for one that is none. `knowsZero`: `z` is taken out of it before libmpdec parses it. */
export function parseDecimalSpec(
  text: string,
  capitals: boolean,
  maxSize: bigint,
  knowsZero: boolean,
): DecimalSpec | undefined {
  const match = SPEC.exec(text);
  if (match === null) return undefined;
  const [, fill, align, sign = '-', z, zero, width = '0', mark, precision, fraction, type] = match;
  const isLocal = type === 'n' || type === 'N';
  if ((zero !== undefined && align !== undefined) || (z !== undefined && !knowsZero)) return undefined;
  if (mark === '_' || fraction !== undefined || (isLocal && mark !== undefined)) return undefined;
  const own = precision === undefined ? null : BigInt(precision);
  if (BigInt(width) > maxSize || (own !== null && own > maxSize)) return undefined;
  const kind = type === undefined ? (capitals ? 'G' : 'g') : type === 'n' ? 'g' : type === 'N' ? 'G' : type;
  return {
    fill: zero !== undefined ? '0' : (fill ?? ' '),
    align: zero !== undefined ? 'z' : (align ?? '>'),
    sign,
    zeroNegative: z !== undefined,
    width: BigInt(width),
    precision: own,
    type: kind.toLowerCase(),
    upper: kind !== kind.toLowerCase(),
    point: mark === undefined && !isLocal ? '' : '.',
    separator: mark ?? '',
    groups: mark === undefined ? [] : [3],
  };
}

/** Rounds to so many digits (`_mpd_round`). */
function roundTo(a: Dec, count: bigint, ctx: DecContext, status: Status): Dec {
  if (count <= 0n) return failed(status, INVALID_OPERATION);
  if (isSpecial(a) || isZero(a)) return a;
  const least = ctx.limits.minEtiny - ctx.limits.maxPrec;
  const exponent = a.exponent + digits(a) - count;
  const result = rescale(a, exponent, ctx, status, least);
  return digits(result) > count ? rescale(result, exponent + 1n, ctx, status, least) : result;
}

/** The number as the spec rounds it. */
function roundedFor(a: Dec, spec: DecimalSpec, ctx: DecContext, status: Status): Dec {
  const { precision, type } = spec;
  const own = type === '%' ? { ...a, exponent: a.exponent + 2n } : a;
  if (precision === null) return own;
  if (type === 'g') {
    const count = precision === 0n ? 1n : precision;
    return digits(own) > count ? roundTo(own, count, ctx, status) : own;
  }
  if (type === 'e') return isZero(own) ? own : roundTo(own, precision + 1n, ctx, status);
  return rescale(own, -precision, ctx, status);
}

const NOTATIONS: Readonly<Record<string, Notation>> = { g: 'scientific', e: 'exponent', f: 'fixed', '%': 'fixed' };

/** The text; undefined for a spec beyond the limits, `rounding` where rounding failed. */
export function formatDecimal(given: Dec, spec: DecimalSpec, ctx: DecContext): string | undefined | 'rounding' {
  const status = new Status();
  let a = given;
  if (spec.zeroNegative && a.sign === 1 && !isSpecial(a)) {
    const shown = roundedFor(a, spec, ctx, status);
    if (status.has(ERRORS)) return 'rounding';
    if (isZero(shown)) a = withSign(spec.type === '%' ? { ...shown, exponent: shown.exponent - 2n } : shown, 0);
  }
  if (spec.width > ctx.limits.maxPrec) return undefined;
  const sign = a.sign === 1 ? '-' : spec.sign === '-' ? '' : spec.sign;
  const percent = spec.type === '%' ? '%' : '';
  if (isSpecial(a)) {
    const aligned = spec.align === 'z' ? { ...spec, align: '>', fill: ' ' } : spec;
    return padded(sign, `${decimalText(a, 'scientific', 'E')}${percent}`, aligned);
  }
  if (spec.precision !== null && spec.precision > ctx.limits.maxPrec) return undefined;
  let shown = roundedFor(a, spec, ctx, status);
  if (NOTATIONS[spec.type] === 'fixed' && isZero(shown) && shown.exponent > 0n) shown = rescale(shown, 0n, ctx, status);
  if (status.has(ERRORS)) return undefined;
  const place = spec.type === 'e' && isZero(shown) && spec.precision !== null ? 1n - spec.precision : 1n;
  const text = decimalText(shown, NOTATIONS[spec.type] as Notation, spec.upper ? 'E' : 'e', place);
  const match = /^(\d+)(\.?)(.*)$/s.exec(text + percent) as RegExpExecArray;
  const rest = `${match[2] === '' ? '' : spec.point || '.'}${match[3]}`;
  const room = spec.align === 'z' ? Number(spec.width) - sign.length - [...rest].length : 0;
  return padded(sign, `${grouped(match[1] as string, spec, room)}${rest}`, spec);
}

/** No more groups: what is left is one. */
const endsGroups = (size: number): boolean => size === 0 || size === 127;

/** Digits in groups; zeros that fill the width are grouped too, and never begin with a separator (`_mpd_add_sep_dot`). */
function grouped(whole: string, { separator, groups }: Separators, room: number): string {
  const sizeAt = (i: number): number => groups[Math.min(i, groups.length - 1)] ?? 0;
  let left = whole.length;
  let found = '';
  let pads = false;
  let i = 0;
  for (let count = sizeAt(0); ; ) {
    if (endsGroups(sizeAt(i)) || count > left) count = left;
    left -= count;
    found = (pads ? '0'.repeat(count) : whole.slice(left, left + count)) + found;
    if (left === 0) {
      left = room - [...found].length;
      if (left <= 0) return found;
      count = sizeAt(i) - count;
      pads = true;
      continue;
    }
    if (separator !== '') {
      // The separator takes one of the places, but where it would be the first.
      if (pads && left > 1) left -= 1;
      found = separator + found;
    }
    if (!endsGroups(sizeAt(i))) i++;
    count = sizeAt(i);
  }
}

/** Filled up to the width. */
function padded(sign: string, body: string, { width, fill, align }: DecimalSpec): string {
  const lacking = Number(width) - [...sign, ...body].length;
  if (lacking <= 0) return sign + body;
  if (align === '<') return sign + body + fill.repeat(lacking);
  if (align === '=' || align === 'z') return sign + fill.repeat(lacking) + body;
  const left = align === '^' ? Math.floor(lacking / 2) : lacking;
  return fill.repeat(left) + sign + body + fill.repeat(lacking - left);
}
