/**
 * Constants as numbers and sequences to calculate with.
 * @module
 */
import type { Constant } from '../../code/constant.ts';
import { floatRepr, parseFloatRepr } from './float-repr.ts';

/** A constant's value: CPython's types that constants have. */
export type Value =
  | { readonly type: 'None' | 'Ellipsis' }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'int'; readonly value: bigint }
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'complex'; readonly real: number; readonly imag: number }
  | { readonly type: 'str'; readonly value: string }
  | { readonly type: 'bytes'; readonly value: readonly number[] }
  | { readonly type: 'tuple' | 'frozenset'; readonly items: readonly Constant[] }
  | { readonly type: 'slice'; readonly parts: readonly [Constant, Constant, Constant] };

export const int = (value: bigint): Value => ({ type: 'int', value });
export const float = (value: number): Value => ({ type: 'float', value });
export const complex = (real: number, imag: number): Value => ({ type: 'complex', real, imag });

export function fromConstant(c: Constant): Value {
  if (c === null) return { type: 'None' };
  if (typeof c === 'boolean') return { type: 'bool', value: c };
  if (typeof c === 'number') return int(BigInt(c));
  if (typeof c === 'string') return { type: 'str', value: c };
  if ('int' in c) return int(BigInt(c.int));
  if ('float' in c) return float(parseFloatRepr(c.float));
  if ('complex' in c) return complex(parseFloatRepr(c.complex[0]), parseFloatRepr(c.complex[1]));
  if ('bytes' in c) return { type: 'bytes', value: c.bytes };
  if ('tuple' in c) return { type: 'tuple', items: c.tuple };
  if ('frozenset' in c) return { type: 'frozenset', items: c.frozenset };
  if ('slice' in c) return { type: 'slice', parts: c.slice };
  return { type: 'Ellipsis' };
}

export function intConstant(value: bigint): Constant {
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : { int: String(value) };
}

export function toConstant(v: Value): Constant {
  switch (v.type) {
    case 'None':
      return null;
    case 'Ellipsis':
      return { ellipsis: true };
    case 'bool':
      return v.value;
    case 'int':
      return intConstant(v.value);
    case 'float':
      return { float: floatRepr(v.value) };
    case 'complex':
      return { complex: [floatRepr(v.real), floatRepr(v.imag)] };
    case 'str':
      return v.value;
    case 'bytes':
      return { bytes: v.value };
    case 'tuple':
      return { tuple: v.items };
    case 'frozenset':
      return { frozenset: v.items };
    case 'slice':
      return { slice: v.parts };
  }
}

/** The integer that an int or a bool is; `null` for all else. */
export function asInt(v: Value): bigint | null {
  if (v.type === 'int') return v.value;
  return v.type === 'bool' ? BigInt(v.value) : null;
}

/** The float that a real number converts to; `null` where it is no real number or too large (OverflowError). */
export function asFloat(v: Value): number | null {
  if (v.type === 'float') return v.value;
  const i = asInt(v);
  if (i === null) return null;
  const f = Number(i);
  return Number.isFinite(f) ? f : null;
}
