/**
 * complex: construction and methods (Objects/complexobject.c).
 * @module
 */

import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { bindSpecial } from '../protocol/bind-special.ts';
import { complexParts, isComplex, newComplex } from '../protocol/complex.ts';
import { lookupSpecial } from '../protocol/lookup.ts';
import { intToFloat } from '../protocol/numbers.ts';
import { type Algorithm, type Ask, replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { wrongReturn } from '../protocol/wrong-return.ts';
import type { Ref, Slot, Value } from '../value.ts';
import { PyFloat } from '../value.ts';
import { bindArguments, exactly } from './arguments.ts';
import { raise } from './exceptions.ts';
import { isReal } from './number-methods.ts';
import { asFloat, asInt, asStr } from './payload.ts';
import { receiver } from './receiver.ts';
import { newTuple } from './tuple.ts';
import { TYPES, typeName, typeOf } from './types.ts';

const NUMBER =
  '(?:[0-9](?:_?[0-9])*\\.?(?:[0-9](?:_?[0-9])*)?|\\.[0-9](?:_?[0-9])*)(?:e[+-]?[0-9](?:_?[0-9])*)?|inf(?:inity)?|nan';
const BOTH = new RegExp(`^(?<real>[+-]?(?:${NUMBER}))(?<imag>[+-](?:${NUMBER})?)j$`);
const REAL = new RegExp(`^[+-]?(?:${NUMBER})$`);
const IMAG = new RegExp(`^(?<imag>[+-]?(?:${NUMBER})?)j$`);

function numberOf(text: string): number {
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = text.replace(/^[+-]/, '').replaceAll('_', '');
  if (digits === '') return sign;
  if (digits.startsWith('inf')) return sign * Number.POSITIVE_INFINITY;
  return sign * (digits === 'nan' ? Number.NaN : Number(digits));
}

/** The parts of a complex literal with an optional sign and parentheses; undefined for other text. */
function parse(text: string): readonly [number, number] | undefined {
  const bare = text.trim();
  const inner = (/^\((.*)\)$/.exec(bare)?.[1]?.trim() ?? bare).toLowerCase();
  const both = BOTH.exec(inner)?.groups;
  if (both !== undefined) return [numberOf(both['real'] ?? ''), numberOf(both['imag'] ?? '')];
  if (REAL.test(inner)) return [numberOf(inner), 0];
  const imag = IMAG.exec(inner)?.groups?.['imag'];
  return imag === undefined ? undefined : [0, numberOf(imag)];
}

/** The parts of a number; OverflowError for an int beyond the range of floats. */
function realParts(vm: Operations, v: Value): readonly [number, number] | undefined {
  const n = asInt(vm, v);
  return n === undefined ? complexParts(vm, v) : [intToFloat(vm, n), 0];
}

/** The number of an object by its special methods; undefined where it has none. */
function partsAsking(vm: Operations, v: Value, ask: Ask): readonly [number, number] | undefined {
  const own = realParts(vm, v);
  if (own !== undefined) return own;
  for (const name of ['__complex__', '__float__', '__index__']) {
    const method = asStr(vm, v) === undefined ? lookupSpecial(vm, v, name) : undefined;
    if (method === undefined) continue;
    const result = ask(...bindSpecial(vm, method, v, []));
    const parts = realParts(vm, result);
    const right =
      parts !== undefined &&
      (name === '__complex__'
        ? isComplex(vm, result)
        : name === '__float__'
          ? asFloat(vm, result) !== undefined
          : asInt(vm, result) !== undefined);
    if (!right) throw wrongReturn(vm, v, name, name === '__index__' ? 'int' : name.slice(2, -2), result);
    return parts;
  }
  return undefined;
}

function badFirst(vm: Operations, v: Value, alone: boolean): ReturnType<typeof raise> {
  const type = typeName(vm, v);
  if (!ROWS[vm.version].complexNamesParts)
    return raise(vm, 'TypeError', `complex() first argument must be a string or a number, not '${type}'`);
  return raise(
    vm,
    'TypeError',
    alone
      ? `complex() argument must be a string or a number, not ${type}`
      : `complex() argument 'real' must be a real number, not ${type}`,
  );
}

function badSecond(vm: Operations, v: Value): ReturnType<typeof raise> {
  if (ROWS[vm.version].complexNamesParts)
    return raise(vm, 'TypeError', `complex() argument 'imag' must be a real number, not ${typeName(vm, v)}`);
  if (asStr(vm, v) !== undefined) return raise(vm, 'TypeError', "complex() second arg can't be a string");
  return raise(vm, 'TypeError', `complex() second argument must be a number, not '${typeName(vm, v)}'`);
}

/** `complex(real, imag)`. Inputs: the arguments, the class. */
export const COMPLEX_NEW: Algorithm = {
  name: 'complex_new',
  run(vm, inputs, _vars, ask) {
    const [real = 0, imag] = inputs as readonly Slot[];
    const cls = inputs[2] as Ref;
    const text = asStr(vm, real);
    if (text !== undefined) {
      if (imag !== undefined) throw secondAfterText(vm, real);
      const parsed = parse(text);
      if (parsed === undefined) throw raise(vm, 'ValueError', 'complex() arg is a malformed string');
      return newComplex(vm, ...parsed, cls);
    }
    if (imag !== undefined && asStr(vm, imag) !== undefined) throw badSecond(vm, imag);
    const first = partsAsking(vm, real, ask);
    if (first === undefined) throw badFirst(vm, real, imag === undefined);
    const second = imag === undefined ? ([0, 0] as const) : partsAsking(vm, imag, ask);
    if (second === undefined) throw badSecond(vm, imag as Value);
    // Parts that are real have no zeros to add: `complex(1, -0.0)` keeps its sign.
    const re = isComplex(vm, imag) ? first[0] - second[1] : first[0];
    const im = isComplex(vm, real) ? first[1] + second[0] : imag === undefined ? first[1] : second[0];
    return newComplex(vm, re, im, cls);
  },
};

function secondAfterText(vm: Operations, real: Value): ReturnType<typeof raise> {
  return ROWS[vm.version].complexNamesParts
    ? badFirst(vm, real, false)
    : raise(vm, 'TypeError', "complex() can't take second arg if first is a string");
}

const conjugate: Builtin = (vm, [v, ...args]) => {
  const { numbers } = receiver(vm, 'record', 'complex', 'conjugate', v).data;
  exactly(vm, 'complex.conjugate', args, 0);
  return newComplex(vm, numbers[0] ?? 0, -(numbers[1] ?? 0));
};

/** `complex.from_number`: text is no number. */
const fromNumber: Builtin = (vm, [cls, v]) => {
  if (!isReal(vm, v as Value) && !isComplex(vm, v) && lookupSpecial(vm, v as Value, '__complex__') === undefined)
    throw raise(vm, 'TypeError', `must be real number, not ${typeName(vm, v as Value)}`);
  return cls === TYPES.complex && typeOf(vm, v as Value) === cls ? (v as Value) : vm.call(cls as Value, [v as Value]);
};

export const COMPLEX_METHODS: BuiltinTable = {
  'complex.__new__': (vm, [cls, ...args], keywords) => {
    const [real, imag] = bindArguments(vm, { name: 'complex', names: ['real', 'imag'] }, args, keywords);
    return replay(vm, COMPLEX_NEW, [real, imag, cls]);
  },
  'complex.from_number': fromNumber,
  'complex.conjugate': conjugate,
  'complex.__complex__': (_vm, [v]) => v as Value,
  'complex.__getnewargs__': (vm, [v]) =>
    newTuple(
      vm,
      (complexParts(vm, v as Value) ?? []).map((part) => new PyFloat(part)),
    ),
};
