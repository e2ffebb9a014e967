/**
 * Rich comparison and truth as algorithms: pure but for the calls that they ask for (`replay.ts`). `PyObject_RichCompare` with
 * reflection and subclass priority, and what the builtin types do below it.
 * @module
 */

import { raise } from '../objects/exceptions.ts';
import { asFloat, asInt, asStr } from '../objects/payload.ts';
import { isExtension, isSubtype, NotImplemented, refuseUnknown, typeName, typeOf } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { PyFloat, type Ref, type Slot, type Value } from '../value.ts';
import { bindSpecial, orNotImplemented, UNBOUND } from './bind-special.ts';
import { compareContents } from './compare-contents.ts';
import { complexParts, isComplex } from './complex.ts';
import { override } from './lookup.ts';
import { TEXTS } from './messages.ts';
import type { Algorithm, Ask } from './replay.ts';
import { ROWS } from './rows.ts';
import { wrongReturn } from './wrong-return.ts';

export type CompareOperator = '<' | '<=' | '==' | '!=' | '>' | '>=';

export const COMPARE_METHODS: Readonly<Record<CompareOperator, string>> = {
  '<': '__lt__',
  '<=': '__le__',
  '==': '__eq__',
  '!=': '__ne__',
  '>': '__gt__',
  '>=': '__ge__',
};
const SWAPPED: Readonly<Record<CompareOperator, CompareOperator>> = {
  '<': '>',
  '<=': '>=',
  '==': '==',
  '!=': '!=',
  '>': '<',
  '>=': '<=',
};

/** The outcome of an operator for a three-way result. */
export function ordered(op: CompareOperator, order: number): boolean {
  switch (op) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '==':
      return order === 0;
    case '!=':
      return order !== 0;
    case '>':
      return order > 0;
    default:
      return order >= 0;
  }
}

/** Python's order of strings: by code point, not by UTF-16 unit. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    let x = a.charCodeAt(i);
    let y = b.charCodeAt(i);
    if (x !== y) {
      if (x >= 0xd800 && y >= 0xd800) {
        x = x >= 0xe000 ? x - 0x800 : x + 0x2000;
        y = y >= 0xe000 ? y - 0x800 : y + 0x2000;
      }
      return x - y;
    }
  }
  return a.length - b.length;
}

function numberOf(vm: Operations, v: Value): number | bigint | undefined {
  return asInt(vm, v) ?? asFloat(vm, v);
}

/** One side's `tp_richcompare`: a value, or NotImplemented. */
function oneSide(vm: Operations, op: CompareOperator, self: Value, other: Value, ask: Ask): Value {
  const method = override(vm, self, COMPARE_METHODS[op]);
  if (method !== undefined) return orNotImplemented(ask(...bindSpecial(vm, method, self, [other], 'clears')));
  if (op === '!=') {
    const eq = override(vm, self, '__eq__');
    if (eq !== undefined) {
      const equal = orNotImplemented(ask(...bindSpecial(vm, eq, self, [other], 'clears')));
      return equal === NotImplemented ? NotImplemented : !truthAsking(vm, equal, ask);
    }
  }
  return builtinSide(vm, op, self, other, ask);
}

/** The builtin `tp_richcompare` of the receiver's layout, whatever its class defines. */
export function builtinSide(vm: Operations, op: CompareOperator, self: Value, other: Value, ask: Ask): Value {
  const x = numberOf(vm, self);
  if (x !== undefined) {
    const y = numberOf(vm, other);
    if (y === undefined || (asFloat(vm, self) === undefined && asFloat(vm, other) !== undefined)) return NotImplemented;
    return compareNumbers(op, x, y);
  }
  const s = asStr(vm, self);
  if (s !== undefined) {
    const t = asStr(vm, other);
    return t === undefined ? NotImplemented : ordered(op, compareStrings(s, t));
  }
  if (isComplex(vm, self)) {
    const y = numberOf(vm, other);
    const [real, imag] = complexParts(vm, self) as readonly [number, number];
    if (y !== undefined && (op === '==' || op === '!='))
      return (imag === 0 && compareNumbers('==', real, y)) === (op === '==');
  }
  return compareContents(vm, op, self, other, ask);
}

/** Numbers compare by exact value; a NaN is unequal to everything. */
export function compareNumbers(op: CompareOperator, x: number | bigint, y: number | bigint): boolean {
  switch (op) {
    case '<':
      return x < y;
    case '<=':
      return x <= y;
    case '==':
      // biome-ignore lint/suspicious/noDoubleEquals: a bigint and a number compare by value
      return x == y;
    case '!=':
      // biome-ignore lint/suspicious/noDoubleEquals: a bigint and a number compare by value
      return x != y;
    case '>':
      return x > y;
    default:
      return x >= y;
  }
}

/** `PyObject_RichCompare`. */
export function compareAsking(vm: Operations, op: CompareOperator, a: Value, b: Value, ask: Ask): Value {
  const ta = typeOf(vm, a);
  const tb = typeOf(vm, b);
  const swapped = SWAPPED[op];
  let reflected = false;
  if (ta !== tb && isSubtype(vm, tb, ta)) {
    reflected = true;
    const r = oneSide(vm, swapped, b, a, ask);
    if (r !== NotImplemented) return r;
  }
  const r = oneSide(vm, op, a, b, ask);
  if (r !== NotImplemented) return r;
  if (!reflected) {
    const s = oneSide(vm, swapped, b, a, ask);
    if (s !== NotImplemented) return s;
  }
  refuseUnknown(vm, a);
  refuseUnknown(vm, b);
  if (op === '==') return a === b;
  if (op === '!=') return a !== b;
  throw raise(
    vm,
    'TypeError',
    `'${op}' not supported between instances of '${typeName(vm, a)}' and '${typeName(vm, b)}'`,
  );
}

/** `PyObject_RichCompareBool(a, b, Py_EQ)`: identity implies equality. */
export function equalAsking(vm: Operations, a: Value, b: Value, ask: Ask): boolean {
  if (a === b) return true;
  if (typeof a === 'string' && typeof b === 'string') return false;
  return truthAsking(vm, compareAsking(vm, '==', a, b, ask), ask);
}

/** `PyObject_IsTrue`. */
export function truthAsking(vm: Operations, v: Value, ask: Ask): boolean {
  const known = builtinTruth(vm, v);
  if (known !== undefined) return known;
  const method = override(vm, v, '__bool__');
  if (method === null && ROWS[vm.version].refusesNoBool)
    throw raise(vm, 'TypeError', `'${typeName(vm, v)}' cannot be interpreted as a boolean`);
  if (method !== undefined) {
    const r = ask(...bindSpecial(vm, method, v, [], 'maybe'));
    if (typeof r === 'boolean') return r;
    if (r !== UNBOUND) throw wrongReturn(vm, v, '__bool__', 'bool', r);
  }
  const length = override(vm, v, '__len__');
  if (length !== undefined) return lengthResult(vm, ask(...bindSpecial(vm, length, v, []))) !== 0;
  return contentsTruth(vm, v as Ref) ?? true;
}

/** What `slot_sq_length` makes of a result of `__len__`. */
export function lengthResult(vm: Operations, result: Value): number {
  const n = asInt(vm, result);
  if (n === undefined) {
    throw raise(vm, 'TypeError', `'${typeName(vm, result)}' object cannot be interpreted as an integer`);
  }
  if (n < 0) throw raise(vm, 'ValueError', '__len__() should return >= 0');
  if (n > vm.build.maxsize) throw raise(vm, 'OverflowError', "cannot fit 'int' into an index-sized integer");
  return Number(n);
}

/** The truth of a value whose type is static: undefined for instances of Python classes. */
export function builtinTruth(vm: Operations, v: Slot): boolean | undefined {
  if (typeof v === 'boolean') return v;
  if (v === null || v === undefined) return false;
  if (typeof v === 'number') return v !== 0;
  if (typeof v === 'string') return v !== '';
  if (typeof v === 'bigint') return v !== 0n;
  if (v instanceof PyFloat) return v.value !== 0;
  const data = vm.read(v);
  return data.cls.id < 0 && !isExtension(data.cls) ? (contentsTruth(vm, v) ?? true) : undefined;
}

/** The truth of a heap object by its contents; undefined for what is always true. */
export function contentsTruth(vm: Operations, v: Ref): boolean | undefined {
  const data = vm.read(v);
  switch (data.kind) {
    case 'list':
    case 'tuple':
      return data.items.length > 0;
    case 'dict':
      return data.live > 0;
    case 'set':
      return data.used > 0;
    case 'bytes':
      return data.bytes.length > 0;
    case 'range':
      return data.step > 0 ? data.start < data.stop : data.start > data.stop;
    case 'instance':
      return data.payload === undefined ? true : builtinTruth(vm, data.payload);
    case 'record': {
      refuseUnknown(vm, v);
      if (data.type === 'complex') return data.numbers.some((n) => n !== 0);
      if (data.type === 'NotImplementedType') return notImplementedTruth(vm);
      const inner = data.type.startsWith('dict_') && !data.type.endsWith('iterator') ? data.slots[0] : undefined;
      const held = data.type === 'mappingproxy' ? data.slots[0] : inner;
      return held === undefined ? true : builtinTruth(vm, held);
    }
    default:
      return true;
  }
}

/** Deprecated until 3.13, an error from 3.14. */
function notImplementedTruth(vm: Operations): boolean {
  if (TEXTS[vm.version].notImplementedTruth) return true;
  throw raise(vm, 'TypeError', 'NotImplemented should not be used in a boolean context');
}

/** `a OP b`; vars: op. */
export const COMPARE: Algorithm = {
  name: 'compare',
  run: (vm, inputs, vars, ask) =>
    compareAsking(vm, vars['op'] as CompareOperator, inputs[0] as Value, inputs[1] as Value, ask),
};
/** `bool(v)`. */
export const TRUTH: Algorithm = {
  name: 'truth',
  run: (vm, inputs, _vars, ask) => truthAsking(vm, inputs[0] as Value, ask),
};
/** `PyObject_RichCompareBool` for `==`. */
export const EQUAL: Algorithm = {
  name: 'equal',
  run: (vm, inputs, _vars, ask) => equalAsking(vm, inputs[0] as Value, inputs[1] as Value, ask),
};
