/**
 * The module `cmath` (Modules/cmathmodule.c).
 * @module
 */
import { bindArguments } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { newTuple } from '../objects/tuple.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { newComplex } from '../protocol/complex.ts';
import { type Parts, quotient } from '../protocol/complex-parts.ts';
import { LIBM, type Libm } from '../protocol/libm.ts';
import { TEXTS } from '../protocol/messages.ts';
import { ROWS } from '../protocol/rows.ts';
import { PyFloat, type Value } from '../value.ts';
import { COMPLEX_FUNCTIONS, knownPart, log, phase, rect, type Told } from './cmath-functions.ts';
import { complexAsking, floatAsking, type Work } from './math-asking.ts';
import { byTable, type NativeModule, nary, tableAlgorithm, unary } from './native-module.ts';

/** The parts that a function told, or its error. */
function partsOf(vm: Operations, { parts, failure }: Told): Parts {
  if (failure === 'domain') throw raise(vm, 'ValueError', 'math domain error');
  if (failure === 'range') throw raise(vm, 'OverflowError', 'math range error');
  return parts;
}

const ofNumber =
  (f: (vm: Operations, libm: Libm, z: Parts) => Value): Work =>
  (vm, [v], ask) =>
    f(vm, LIBM[vm.build.bits], complexAsking(vm, v as Value, ask));

const some =
  (test: (x: number) => boolean): Work =>
  (vm, [v], ask) =>
    complexAsking(vm, v as Value, ask).some(test);

/** `_Py_c_abs`; the size of a finite number may be none that a float holds. */
function sizeOf(libm: Libm, [x, y]: Parts): Told {
  const size = libm.hypot(x, y);
  const overflows = !Number.isFinite(size) && Number.isFinite(x) && Number.isFinite(y);
  return { parts: [size, 0], ...(overflows ? { failure: 'range' } : {}) };
}

const UNARY: Readonly<Record<string, Work>> = {
  ...Object.fromEntries(
    Object.entries(COMPLEX_FUNCTIONS).map(([name, f]) => [
      name,
      ofNumber((vm, libm, z) => {
        const parts = partsOf(vm, f(libm, z));
        const known = ROWS[vm.version].cmathKeepsKnownParts ? knownPart(name, z) : undefined;
        return newComplex(vm, ...(known ?? parts));
      }),
    ]),
  ),
  phase: ofNumber((_vm, libm, z) => new PyFloat(phase(libm, z))),
  polar: ofNumber((vm, libm, z) => {
    const [size] = partsOf(vm, sizeOf(libm, z));
    return newTuple(vm, [new PyFloat(size), new PyFloat(phase(libm, z))]);
  }),
  isfinite: (vm, [v], ask) => complexAsking(vm, v as Value, ask).every(Number.isFinite),
  isinf: some((x) => Math.abs(x) === Number.POSITIVE_INFINITY),
  isnan: some(Number.isNaN),
};

const logarithm: Work = (vm, [z, base], ask) => {
  const libm = LIBM[vm.build.bits];
  const top = log(libm, complexAsking(vm, z as Value, ask));
  if (base === undefined) return newComplex(vm, ...partsOf(vm, top));
  // Of the two only the second one's error is known.
  const bottom = log(libm, complexAsking(vm, base, ask));
  const { parts } = bottom;
  if (parts[0] === 0 && parts[1] === 0) throw raise(vm, 'ValueError', 'math domain error');
  partsOf(vm, bottom);
  return newComplex(vm, ...quotient(top.parts, parts, TEXTS[vm.version].mixedComplex));
};

/** Inputs: two numbers, the relative and the absolute tolerance. */
const isClose: Work = (vm, [a, b, rel, abs], ask) => {
  const libm = LIBM[vm.build.bits];
  const x = complexAsking(vm, a as Value, ask);
  const y = complexAsking(vm, b as Value, ask);
  const relative = rel === undefined ? 1e-9 : floatAsking(vm, rel, ask);
  const absolute = abs === undefined ? 0 : floatAsking(vm, abs, ask);
  if (relative < 0 || absolute < 0) throw raise(vm, 'ValueError', 'tolerances must be non-negative');
  if (x[0] === y[0] && x[1] === y[1]) return true;
  if ([...x, ...y].some((part) => Math.abs(part) === Number.POSITIVE_INFINITY)) return false;
  const size = (parts: Parts): number => sizeOf(libm, parts).parts[0];
  const apart = size([x[0] - y[0], x[1] - y[1]]);
  return apart <= relative * size(y) || apart <= relative * size(x) || apart <= absolute;
};

export const CMATH: ReturnType<typeof tableAlgorithm> = tableAlgorithm('cmath', {
  ...UNARY,
  isclose: isClose,
  log: logarithm,
  rect: (vm, [r, phi], ask) => {
    const size = floatAsking(vm, r as Value, ask);
    return newComplex(vm, ...partsOf(vm, rect(LIBM[vm.build.bits], size, floatAsking(vm, phi as Value, ask))));
  },
});

const isclose: Builtin = (vm, args, keywords) => {
  const signature = { name: 'isclose', names: ['a', 'b', 'rel_tol', 'abs_tol'], positional: 2, required: 2 };
  return byTable(CMATH, 'isclose')(vm, bindArguments(vm, signature, args, keywords) as Value[]);
};

const counted = (name: string, least: number, most: number): Builtin =>
  nary(`cmath.${name}`, name, least, most, byTable(CMATH, name));

const FUNCTIONS: BuiltinTable = {
  ...Object.fromEntries(
    Object.keys(UNARY).map((name) => [name, unary(`cmath.${name}`, (vm, v) => byTable(CMATH, name)(vm, [v]))]),
  ),
  isclose,
  log: counted('log', 1, 2),
  rect: counted('rect', 2, 2),
};

export const CMATH_MODULE: NativeModule = {
  functions: FUNCTIONS,
  whole: true,
  values: (vm) => ({
    pi: new PyFloat(Math.PI),
    e: new PyFloat(Math.E),
    tau: new PyFloat(2 * Math.PI),
    inf: new PyFloat(Number.POSITIVE_INFINITY),
    infj: newComplex(vm, 0, Number.POSITIVE_INFINITY),
    nan: new PyFloat(Number.NaN),
    nanj: newComplex(vm, 0, Number.NaN),
  }),
};
