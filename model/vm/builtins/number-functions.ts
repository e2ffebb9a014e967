/**
 * Builtin functions on numbers: divmod, pow, round; and texts of an int in a base.
 * @module
 */
import { bindArguments } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { fixedDigits } from '../objects/float-text.ts';
import { intDigits } from '../objects/int-text.ts';
import { asFloat, asInt } from '../objects/payload.ts';
import { NotImplemented, typeName } from '../objects/types.ts';
import type { BuiltinTable, Operations } from '../operations.ts';
import { binarySlots, unsupported } from '../protocol/binary.ts';
import { bindSpecial, UNBOUND } from '../protocol/bind-special.ts';
import { lookupSpecial, override } from '../protocol/lookup.ts';
import { binaryOp } from '../protocol/operators.ts';
import { TERNARY } from '../protocol/power.ts';
import { type Algorithm, type Ask, replay } from '../protocol/replay.ts';
import { wrongReturn } from '../protocol/wrong-return.ts';
import { normalizeInt, PyFloat, type PyRaise, type Slot, type Value } from '../value.ts';

/** An int, or what `__index__` answers (`PyNumber_Index`). */
export function intAsking(vm: Operations, v: Value, ask: Ask): number | bigint {
  const n = asInt(vm, v);
  if (n !== undefined) return n;
  const method = lookupSpecial(vm, v, '__index__');
  if (method === undefined) {
    throw raise(vm, 'TypeError', `'${typeName(vm, v)}' object cannot be interpreted as an integer`);
  }
  const r = ask(...bindSpecial(vm, method, v, []));
  const i = asInt(vm, r);
  if (i !== undefined) return i;
  throw wrongReturn(vm, v, '__index__', 'int', r);
}

/** bin, oct, hex. Input: the value. Vars: base, prefix. */
export const INDEX_TEXT: Algorithm = {
  name: 'index_text',
  run: (vm, inputs, vars, ask) => {
    const n = intAsking(vm, inputs[0] as Value, ask);
    return `${n < 0 ? '-' : ''}${String(vars['prefix'])}${intDigits(n < 0 ? -n : n, Number(vars['base']))}`;
  },
};

export const DIVMOD: Algorithm = {
  name: 'divmod',
  run: (vm, inputs, _vars, ask) => {
    const [a, b] = inputs as readonly [Value, Value];
    const s = binarySlots(vm, '//', a, b, ask, 'divmod');
    if (s !== NotImplemented) return s;
    throw unsupported(vm, 'divmod()', a, b);
  },
};

/** Half to even. */
function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

/** `round(int, -n)`. */
export function roundInt(n: number | bigint, digits: number): number | bigint {
  if (digits >= 0) return n;
  const unit = 10n ** BigInt(-digits);
  const big = BigInt(n);
  let rest = big % unit;
  if (rest < 0n) rest += unit;
  const down = big - rest;
  const up = rest * 2n > unit || (rest * 2n === unit && (down / unit) % 2n !== 0n);
  return normalizeInt(up ? down + unit : down);
}

/** `float.__round__`. */
export function roundFloat(vm: Operations, x: number, digits: Slot): Value {
  if (digits === null || digits === undefined) {
    if (Number.isNaN(x)) throw raise(vm, 'ValueError', 'cannot convert float NaN to integer');
    if (!Number.isFinite(x)) throw raise(vm, 'OverflowError', 'cannot convert float infinity to integer');
    const r = roundHalfEven(x);
    return Number.isSafeInteger(r) ? (r === 0 ? 0 : r) : normalizeInt(BigInt(r));
  }
  const n = Number(asInt(vm, digits));
  if (!Number.isFinite(x) || x === 0 || n > 323) return new PyFloat(x);
  if (n < -308) return new PyFloat(x < 0 ? -0 : 0);
  if (n >= 0) {
    const r = Number(`${fixedDigits(Math.abs(x), n)}e-${n}`);
    return new PyFloat(x < 0 ? -r : r);
  }
  const whole = roundWhole(Math.abs(x), -n);
  if (!Number.isFinite(whole)) throw raise(vm, 'OverflowError', 'rounded value too large to represent');
  return new PyFloat(x < 0 ? -whole : whole);
}

/** Rounds to a multiple of a power of ten; the fraction breaks ties upwards. */
function roundWhole(x: number, zeros: number): number {
  const whole = BigInt(Math.floor(x));
  const unit = 10n ** BigInt(zeros);
  const rest = whole % unit;
  const twice = rest * 2n;
  const down = whole - rest;
  const tie = twice === unit && x === Math.floor(x);
  const up = tie ? (down / unit) % 2n !== 0n : twice >= unit;
  return Number(up ? down + unit : down);
}

const notRounded = (vm: Operations, v: Value): PyRaise =>
  raise(vm, 'TypeError', `type ${typeName(vm, v)} doesn't define __round__ method`);

export const ROUND: Algorithm = {
  name: 'round',
  run: (vm, inputs, _vars, ask) => {
    const [v, digits] = inputs as readonly [Value, Slot];
    const method = override(vm, v, '__round__');
    if (method !== undefined) {
      const given = digits === undefined || digits === null ? [] : [digits];
      const rounded = ask(...bindSpecial(vm, method, v, given, 'maybe'));
      if (rounded === UNBOUND) throw notRounded(vm, v);
      return rounded;
    }
    const n = asInt(vm, v);
    const f = n === undefined ? asFloat(vm, v) : undefined;
    if (n === undefined && f === undefined) {
      throw notRounded(vm, v);
    }
    const count = digits === undefined || digits === null ? null : intAsking(vm, digits, ask);
    if (n !== undefined) return count === null ? n : roundInt(n, Number(count));
    return roundFloat(vm, f as number, count);
  },
};

/** Functions of this file. */
export const NUMBER: BuiltinTable = {
  divmod: (vm, args, keywords) => {
    const [a, b] = bindPositional(vm, 'divmod', args, keywords);
    return replay(vm, DIVMOD, [a, b]);
  },
  pow: (vm, args, keywords) => {
    const [a, b, m] = bindArguments(vm, { name: 'pow', names: ['base', 'exp', 'mod'], required: 2 }, args, keywords);
    if (m === undefined || m === null) return binaryOp(vm, '**', a as Value, b as Value);
    return replay(vm, TERNARY, [a as Value, b as Value, m]);
  },
  round: (vm, args, keywords) => {
    const signature = { name: 'round', names: ['number', 'ndigits'], required: 1 };
    return replay(vm, ROUND, bindArguments(vm, signature, args, keywords));
  },
};

function bindPositional(
  vm: Operations,
  name: string,
  args: readonly Value[],
  keywords: Parameters<BuiltinTable[string]>[2],
): [Value, Value] {
  if (keywords !== null && keywords.size > 0) throw raise(vm, 'TypeError', `${name}() takes no keyword arguments`);
  const [a, b] = args;
  if (args.length === 2 && a !== undefined && b !== undefined) return [a, b];
  throw raise(vm, 'TypeError', `${name} expected 2 arguments, got ${args.length}`);
}
