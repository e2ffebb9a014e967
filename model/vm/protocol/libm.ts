/**
 * The C library's functions of floats, by build: musl's in the embedded ones; of glibc's, JavaScript's that are as good.
 * @module
 */
import * as exact from './exact-real.ts';
import * as musl from './musl.ts';
import { erf, erfc } from './musl-erf.ts';
import { atan2, hypot, log1p } from './musl-more.ts';

type Real = (x: number) => number;
type Real2 = (x: number, y: number) => number;

/** Functions by name. */
export type Libm = Readonly<
  Record<
    | 'acosh'
    | 'asinh'
    | 'atanh'
    | 'cos'
    | 'cosh'
    | 'erf'
    | 'erfc'
    | 'exp'
    | 'log'
    | 'log10'
    | 'log1p'
    | 'sin'
    | 'sinh'
    | 'tan'
    | 'tanh',
    Real
  > &
    Record<'atan2' | 'hypot' | 'pow', Real2>
>;

const MUSL: Libm = {
  ...musl,
  atan2,
  erf,
  erfc,
  exp: exact.exp,
  hypot,
  log: exact.log,
  log1p,
  pow: exact.pow,
  tan: Math.tan,
};

const GLIBC: Libm = {
  acosh: Math.acosh,
  asinh: Math.asinh,
  atanh: Math.atanh,
  atan2: Math.atan2,
  cos: Math.cos,
  cosh: Math.cosh,
  erf,
  erfc,
  exp: exact.exp,
  hypot: (x, y) => exact.hypot([x, y]),
  log: exact.log,
  log10: Math.log10,
  log1p: Math.log1p,
  pow: exact.pow,
  sin: Math.sin,
  sinh: Math.sinh,
  tan: Math.tan,
  tanh: Math.tanh,
};

/** The library of a build, by its bits: the embedded ones are 32-bit. */
export const LIBM: Readonly<Record<32 | 64, Libm>> = { 32: MUSL, 64: GLIBC };
