/**
 * The module `math` (Modules/mathmodule.c). What C's library computes is rounded as its exact value, or as musl has it; one result of some hundreds may still
 * differ from the build's in its last bit.
 * @module
 */

import { intAsking } from '../builtins/number-functions.ts';
import { bindArguments } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { floatRepr } from '../objects/float-text.ts';
import { asFloat, asInt } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { binaryAsking } from '../protocol/binary.ts';
import { bindSpecial, UNBOUND } from '../protocol/bind-special.ts';
import { itemsAtOnce, toTuple } from '../protocol/collect.ts';
import * as exact from '../protocol/exact-real.ts';
import { LIBM, type Libm } from '../protocol/libm.ts';
import { override } from '../protocol/lookup.ts';
import { given, wait } from '../protocol/loop.ts';
import { TEXTS } from '../protocol/messages.ts';
import { multiplyInt } from '../protocol/numbers.ts';
import type { Ask } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { ModelError, normalizeInt, PyFloat, type Result, toBigInt, type Value } from '../value.ts';
import { copySign } from './cmath-functions.ts';
import { floatAsking, type Work } from './math-asking.ts';
import { CLASSES, extreme, fma, logInt } from './math-floats.ts';
import { type Failure, gamma, lgamma } from './math-gamma.ts';
import { combinations, factorial, gcd, integerRoot, ints, permutations } from './math-integers.ts';
import { beside, nextAfter, remainder, ulp } from './math-neighbours.ts';
import { sumOfProducts } from './math-products.ts';
import { exactSum } from './math-sum.ts';
import { byTable, type NativeModule, nary, tableAlgorithm, unary } from './native-module.ts';

const DOMAIN = 'math domain error';

function domain(vm: Operations, text: string = DOMAIN): ReturnType<typeof raise> {
  return raise(vm, 'ValueError', ROWS[vm.version].mathTellsArguments ? text : DOMAIN);
}

function overflow(vm: Operations): ReturnType<typeof raise> {
  return raise(vm, 'OverflowError', 'math range error');
}

/** Ours, or one of the C library of the build. */
type RealFunction = ((x: number) => number) | keyof OneFloat;
type OneFloat = Omit<Libm, 'atan2' | 'hypot' | 'pow'>;

function functionOf(vm: Operations, f: RealFunction): (x: number) => number {
  return typeof f === 'string' ? LIBM[vm.build.bits][f] : f;
}

/** A function of one float: NaN from a number is outside the domain; infinity from a finite one is a pole, or too large. */
function real(f: RealFunction, options: { readonly grows?: boolean; readonly expected?: string } = {}): Work {
  return (vm, [v], ask) => {
    const x = floatAsking(vm, v as Value, ask);
    const r = functionOf(vm, f)(x);
    const text = options.expected === undefined ? DOMAIN : `${options.expected}, got ${floatRepr(x)}`;
    if (Number.isNaN(r) && !Number.isNaN(x)) throw domain(vm, text);
    if (!Number.isFinite(r) && Number.isFinite(x)) {
      if (options.grows === true) throw overflow(vm);
      throw domain(vm, text);
    }
    return new PyFloat(r);
  };
}

/** `math_1a`: a function that tells its errors itself. */
const factorials =
  (f: (libm: Libm, x: number) => number | Failure): Work =>
  (vm, [v], ask) => {
    const x = floatAsking(vm, v as Value, ask);
    const r = f(LIBM[vm.build.bits], x);
    if (r === 'range') throw overflow(vm);
    if (r === 'domain') throw domain(vm, `expected a noninteger or positive integer, got ${floatRepr(x)}`);
    return new PyFloat(r);
  };

/** `loghelper`: ints are taken whole. */
function logarithm(own: RealFunction): Work {
  return (vm, [v], ask) => {
    const f = functionOf(vm, own);
    const n = asInt(vm, v as Value);
    if (n !== undefined) {
      if (n <= 0) throw domain(vm, 'expected a positive input');
      const x = Number(n);
      return new PyFloat(Number.isFinite(x) ? f(x) : logInt(vm, toBigInt(n), f));
    }
    const x = floatAsking(vm, v as Value, ask);
    if (x <= 0) throw domain(vm, `expected a positive input, got ${floatRepr(x)}`);
    return new PyFloat(f(x));
  };
}

/** An int: `__floor__` and its kin of the value's type, or the float's. */
function integral(method: string, f: (x: number) => number, fallback: boolean): Work {
  return (vm, [v], ask) => {
    const value = v as Value;
    const own = override(vm, value, method);
    const answer = own === undefined || own === null ? UNBOUND : ask(...bindSpecial(vm, own, value, [], 'maybe'));
    if (answer !== UNBOUND) return answer;
    const n = asInt(vm, value);
    if (n !== undefined) return n;
    if (asFloat(vm, value) === undefined && !fallback) {
      throw raise(vm, 'TypeError', `type ${typeName(vm, value)} doesn't define ${method} method`);
    }
    return wholeOf(vm, f(floatAsking(vm, value, ask)));
  };
}

function wholeOf(vm: Operations, x: number): Value {
  if (Number.isNaN(x)) throw raise(vm, 'ValueError', 'cannot convert float NaN to integer');
  if (!Number.isFinite(x)) throw raise(vm, 'OverflowError', 'cannot convert float infinity to integer');
  return Number.isSafeInteger(x) ? (x === 0 ? 0 : x) : normalizeInt(BigInt(x));
}

/** Each is asked for once the one before has been added. */
function* floats(vm: Operations, items: readonly Value[], ask: Ask): Generator<number> {
  for (const item of items) yield floatAsking(vm, item, ask);
}

/** A function of one float that has no errors. */
const plain =
  (f: (x: number) => number): Work =>
  (vm, [v], ask) =>
    new PyFloat(f(floatAsking(vm, v as Value, ask)));

const test =
  (f: (x: number) => boolean): Work =>
  (vm, [v], ask) =>
    f(floatAsking(vm, v as Value, ask));

/** A function of two floats. */
function real2(f: (vm: Operations, x: number, y: number) => number): Work {
  return (vm, [a, b], ask) => new PyFloat(f(vm, floatAsking(vm, a as Value, ask), floatAsking(vm, b as Value, ask)));
}

/** The items of an iterable that needs no Python code, which is what these functions mostly get. */
function atOnce(vm: Operations, name: string, v: Value): Value[] {
  const items = itemsAtOnce(vm, v);
  if (items === undefined) throw new ModelError(`math.${name}() was given what it has not collected`);
  return items;
}

function product(vm: Operations, items: readonly Value[], start: Value, ask: Ask): Value {
  let result: Value = start;
  for (const item of items) {
    const a = asInt(vm, result);
    const b = asInt(vm, item);
    if (a !== undefined && b !== undefined) result = multiplyInt(a, b);
    else result = binaryAsking(vm, '*', false, result, item, ask);
  }
  return result;
}

function frexp(x: number): readonly [number, number] {
  if (x === 0 || !Number.isFinite(x)) return [x, 0];
  let exponent = Math.max(-1023, Math.floor(Math.log2(Math.abs(x))) + 1);
  let mantissa = x * 2 ** -exponent;
  while (Math.abs(mantissa) < 0.5) {
    mantissa *= 2;
    exponent--;
  }
  while (Math.abs(mantissa) >= 1) {
    mantissa /= 2;
    exponent++;
  }
  return [mantissa, exponent];
}

function power(vm: Operations, x: number, y: number): number {
  if (x === 1 || y === 0) return 1;
  if (x === -1 && !Number.isFinite(y) && !Number.isNaN(y)) return 1;
  const r = exact.pow(x, y);
  if (Number.isNaN(r) && !Number.isNaN(x) && !Number.isNaN(y)) throw domain(vm);
  if (!Number.isFinite(r) && Number.isFinite(x) && Number.isFinite(y)) throw x === 0 ? domain(vm) : overflow(vm);
  return r;
}

function fmod(vm: Operations, x: number, y: number): number {
  if (Number.isFinite(x) && !Number.isFinite(y) && !Number.isNaN(y)) return x;
  const r = x % y;
  if (Number.isNaN(r) && !Number.isNaN(x) && !Number.isNaN(y)) throw domain(vm);
  return r;
}

const pair = (vm: Operations, a: Value, b: Value): Value => newTuple(vm, [a, b]);

const UNARY: Readonly<Record<string, Work>> = {
  acos: real(Math.acos, { expected: 'expected a number in range from -1 up to 1' }),
  acosh: real('acosh', { expected: 'expected argument value not less than 1' }),
  asin: real(Math.asin, { expected: 'expected a number in range from -1 up to 1' }),
  asinh: real('asinh'),
  atan: real(Math.atan),
  atanh: real('atanh', { expected: 'expected a number between -1 and 1' }),
  cbrt: real(Math.cbrt),
  cos: real('cos', { expected: 'expected a finite input' }),
  cosh: real('cosh', { grows: true }),
  degrees: plain((x) => x * (180 / Math.PI)),
  erf: real('erf'),
  erfc: real('erfc'),
  exp: real('exp', { grows: true }),
  exp2: real(exact.exp2, { grows: true }),
  expm1: real(Math.expm1, { grows: true }),
  fabs: real(Math.abs),
  gamma: factorials(gamma),
  lgamma: factorials(lgamma),
  ...CLASSES,
  ulp: (vm, [x], ask) => new PyFloat(ulp(floatAsking(vm, x as Value, ask))),
  log10: logarithm('log10'),
  log1p: real('log1p', { expected: 'expected argument value > -1' }),
  log2: logarithm(Math.log2),
  radians: plain((x) => x * (Math.PI / 180)),
  sin: real('sin', { expected: 'expected a finite input' }),
  sinh: real('sinh', { grows: true }),
  sqrt: real(Math.sqrt, { expected: 'expected a nonnegative input' }),
  tan: real(Math.tan, { expected: 'expected a finite input' }),
  tanh: real('tanh'),
  ceil: integral('__ceil__', Math.ceil, true),
  floor: integral('__floor__', Math.floor, true),
  trunc: integral('__trunc__', Math.trunc, false),
  isfinite: test(Number.isFinite),
  isinf: test((x) => x === Number.POSITIVE_INFINITY || x === Number.NEGATIVE_INFINITY),
  isnan: test(Number.isNaN),
  isqrt: (vm, [v], ask) => integerRoot(vm, v as Value, ask),
  factorial: (vm, [v], ask) => factorial(vm, v as Value, ask),
  frexp: (vm, [v], ask) => {
    const [mantissa, exponent] = frexp(floatAsking(vm, v as Value, ask));
    return pair(vm, new PyFloat(mantissa), exponent);
  },
  modf: (vm, [v], ask) => {
    const x = floatAsking(vm, v as Value, ask);
    const whole = Math.trunc(x);
    const rest = Number.isNaN(x) ? x : copySign(Number.isFinite(x) ? x - whole : 0, x);
    return pair(vm, new PyFloat(rest), new PyFloat(whole));
  },
  fsum: (vm, [v], ask) => {
    const items = atOnce(vm, 'fsum', v as Value);
    const sum = exactSum(floats(vm, items, ask));
    if (sum === 'overflow') throw raise(vm, 'OverflowError', 'intermediate overflow in fsum');
    if (sum === 'opposed') throw raise(vm, 'ValueError', '-inf + inf in fsum');
    return new PyFloat(sum);
  },
};

/** A function with its least and most number of arguments. */
type Counted = readonly [least: number, most: number, work: Work];

const MANY: Readonly<Record<string, Counted>> = {
  atan2: [2, 2, real2((vm, y, x) => LIBM[vm.build.bits].atan2(y, x))],
  copysign: [2, 2, real2((_vm, x, y) => copySign(x, y))],
  fma: [3, 3, fma],
  fmax: [2, 2, extreme(true)],
  fmin: [2, 2, extreme(false)],
  fmod: [2, 2, real2(fmod)],
  remainder: [
    2,
    2,
    real2((vm, x, y) => {
      if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
      if (!Number.isFinite(x) || y === 0) throw domain(vm);
      return Number.isFinite(y) ? remainder(x, y) : x;
    }),
  ],
  nextafter: [
    2,
    3,
    (vm, [x, y, steps = null], ask) => {
      const [from, to] = [floatAsking(vm, x as Value, ask), floatAsking(vm, y as Value, ask)];
      if (steps === null) return new PyFloat(beside(from, to));
      const count = intAsking(vm, steps, ask);
      if (count < 0) throw raise(vm, 'ValueError', 'steps must be a non-negative integer');
      return new PyFloat(nextAfter(from, to, toBigInt(count)));
    },
  ],
  pow: [2, 2, real2(power)],
  comb: [2, 2, combinations],
  perm: [1, 2, permutations],
  gcd: [0, Number.POSITIVE_INFINITY, ints(0n, gcd)],
  lcm: [0, Number.POSITIVE_INFINITY, ints(1n, (a, b) => (a === 0n || b === 0n ? 0n : (a / gcd(a, b)) * b))],
  hypot: [
    0,
    Number.POSITIVE_INFINITY,
    (vm, args, ask) => new PyFloat(exact.hypot(args.map((v) => floatAsking(vm, v, ask)))),
  ],
  dist: [
    2,
    2,
    (vm, [p, q], ask) => {
      const a = atOnce(vm, 'dist', p as Value).map((v) => floatAsking(vm, v, ask));
      const b = atOnce(vm, 'dist', q as Value).map((v) => floatAsking(vm, v, ask));
      if (a.length !== b.length) {
        throw raise(vm, 'ValueError', 'both points must have the same number of dimensions');
      }
      return new PyFloat(exact.hypot(a.map((x, i) => x - (b[i] as number))));
    },
  ],
  ldexp: [
    2,
    2,
    (vm, [x, i], ask) => {
      const mantissa = floatAsking(vm, x as Value, ask);
      const exponent = asInt(vm, i as Value);
      if (exponent === undefined) throw raise(vm, 'TypeError', 'Expected an int as second argument to ldexp.');
      if (mantissa === 0 || !Number.isFinite(mantissa)) return new PyFloat(mantissa);
      const e = Number(exponent);
      if (e < -INT_LIMIT) return new PyFloat(mantissa < 0 ? -0 : 0);
      const third = Math.trunc(e / 3);
      const r = mantissa * 2 ** third * 2 ** third * 2 ** (e - 2 * third);
      if (!Number.isFinite(r) && Number.isFinite(mantissa)) throw overflow(vm);
      return new PyFloat(r);
    },
  ],
  log: [
    1,
    2,
    (vm, [v, base], ask) => {
      const natural = logarithm('log');
      const top = natural(vm, [v as Value], ask) as PyFloat;
      if (base === undefined) return top;
      const bottom = natural(vm, [base], ask) as PyFloat;
      if (bottom.value === 0) throw raise(vm, 'ZeroDivisionError', TEXTS[vm.version].floatDivide);
      return new PyFloat(top.value / bottom.value);
    },
  ],
};

/** Functions with keywords. Inputs: their arguments, then the keywords' values with their defaults. */
const KEYWORDED: Readonly<Record<string, Work>> = {
  isclose: (vm, [a, b, rel, abs], ask) => {
    const x = floatAsking(vm, a as Value, ask);
    const y = floatAsking(vm, b as Value, ask);
    const relative = floatAsking(vm, rel as Value, ask);
    const absolute = floatAsking(vm, abs as Value, ask);
    if (relative < 0 || absolute < 0) throw raise(vm, 'ValueError', 'tolerances must be non-negative');
    if (x === y) return true;
    if (!Number.isFinite(x) || !Number.isFinite(y)) return false;
    const apart = Math.abs(y - x);
    return apart <= Math.abs(relative * y) || apart <= Math.abs(relative * x) || apart <= absolute;
  },
  prod: (vm, [items, start], ask) => product(vm, atOnce(vm, 'prod', items as Value), start as Value, ask),
  sumprod: (vm, [p, q], ask) => {
    const a = atOnce(vm, 'sumprod', p as Value);
    const b = atOnce(vm, 'sumprod', q as Value);
    if (a.length !== b.length) throw raise(vm, 'ValueError', 'Inputs are not the same length');
    return sumOfProducts(vm, a, b, ask);
  },
};

const WORK = {
  ...UNARY,
  ...KEYWORDED,
  ...Object.fromEntries(Object.entries(MANY).map(([name, [, , work]]) => [name, work])),
};
export const MATH: ReturnType<typeof tableAlgorithm> = tableAlgorithm('math', WORK);

/** Functions of iterables, with how many come first: what runs Python code is collected before they work. */
const OF_ITERABLES: Readonly<Record<string, number>> = { fsum: 1, prod: 1, dist: 2, sumprod: 2 };

/** Slots: arguments. Vars: name, at. */
const COLLECT: Native = {
  start: collectNext,
  phases: {
    collected: (vm, self, value) => {
      self.set(Number(self.vars['at']), given(value));
      self.setVars({ ...self.vars, at: Number(self.vars['at']) + 1 });
      return collectNext(vm, self);
    },
    worked: (_vm, _self, value) => ({ done: value }),
  },
};

function collectNext(vm: Operations, self: NativeSelf): NativeStep {
  const name = String(self.vars['name']);
  const at = Number(self.vars['at']);
  if (at < (OF_ITERABLES[name] ?? 0)) return wait(toTuple(vm, self.slots[at] as Value), 'collected');
  return wait(byTable(MATH, name)(vm, self.slots as Value[]), 'worked');
}

export const MATH_NATIVES: NativeTable = { 'math.collect': COLLECT };

function onItems(vm: Operations, name: string, args: readonly Value[]): Result {
  const count = OF_ITERABLES[name] ?? 0;
  const own = [...args];
  for (let at = 0; at < count && at < own.length; at++) {
    // An iterator is used up by this.
    const items = itemsAtOnce(vm, own[at] as Value);
    if (items === undefined) return vm.native('math.collect', own, { name, at });
    own[at] = newTuple(vm, items);
  }
  return byTable(MATH, name)(vm, own);
}

const keyworded =
  (name: string, positional: number, defaults: Readonly<Record<string, Value>>): Builtin =>
  (vm, args, keywords) => {
    if (args.length !== positional) {
      throw raise(vm, 'TypeError', `${name}() takes exactly ${positional} positional arguments (${args.length} given)`);
    }
    for (const key of keywords?.keys() ?? []) {
      if (!(key in defaults)) throw raise(vm, 'TypeError', `${name}() got an unexpected keyword argument '${key}'`);
    }
    const rest = Object.entries(defaults).map(([key, value]) => keywords?.get(key) ?? value);
    return onItems(vm, name, [...args, ...rest]);
  };

const CLOSENESS = { name: 'isclose', names: ['a', 'b', 'rel_tol', 'abs_tol'], positional: 2, required: 2 };

const FUNCTIONS: BuiltinTable = {
  ...Object.fromEntries(
    Object.keys(UNARY).map((name) => [name, unary(`math.${name}`, (vm, v) => onItems(vm, name, [v]))]),
  ),
  ...Object.fromEntries(
    Object.entries(MANY).map(([name, [least, most]]) => [
      name,
      nary(`math.${name}`, name, least, most, (vm, args) => onItems(vm, name, args)),
    ]),
  ),
  isclose: (vm, args, keywords) => {
    const bound = bindArguments(vm, CLOSENESS, args, keywords);
    const [a, b, relative = new PyFloat(1e-9), absolute = new PyFloat(0)] = bound;
    return byTable(MATH, 'isclose')(vm, [a as Value, b as Value, relative, absolute]);
  },
  prod: keyworded('prod', 1, { start: 1 }),
  nextafter: keyworded('nextafter', 2, { steps: null }),
  sumprod: keyworded('sumprod', 2, {}),
};

/** Beyond what a C int holds nothing is left of a number. */
const INT_LIMIT = 2 ** 31;

export const MATH_MODULE: NativeModule = {
  functions: FUNCTIONS,
  whole: true,
  since: { fma: '3.13', fmax: '3.15', fmin: '3.15', signbit: '3.15', isnormal: '3.15', issubnormal: '3.15' },
  values: () => ({
    pi: new PyFloat(Math.PI),
    e: new PyFloat(Math.E),
    tau: new PyFloat(2 * Math.PI),
    inf: new PyFloat(Number.POSITIVE_INFINITY),
    nan: new PyFloat(Number.NaN),
  }),
};
