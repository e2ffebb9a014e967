/**
 * The constructors of int, bool and float, which may call `__int__`, `__index__`, `__trunc__`, `__float__`, `__bool__`.
 * @module
 */

import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { bindSpecial } from '../protocol/bind-special.ts';
import { truthAsking } from '../protocol/compare.ts';
import { lookupSpecial, override } from '../protocol/lookup.ts';
import { TEXTS } from '../protocol/messages.ts';
import { type Algorithm, type Ask, replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { wrongReturn } from '../protocol/wrong-return.ts';
import { normalizeInt, PyFloat, type Ref, type Slot, type Value } from '../value.ts';
import { unexpectedKeyword } from './arguments.ts';
import { bytesIn } from './buffer.ts';
import { noKeywordsOfNew } from './constructor-keywords.ts';
import { raise } from './exceptions.ts';
import { parseFloatText } from './float-text.ts';
import { parseIntText } from './int-text.ts';
import { asFloat, asInt, asKind, asStr } from './payload.ts';
import { bytesRepr, strRepr } from './str-repr.ts';
import { TYPES, typeName } from './types.ts';

/** An immutable value of `type`: itself for the builtin type, otherwise an instance that carries it. */
export function ofType(vm: Operations, type: Ref, builtin: Ref, value: Value): Value {
  if (type === builtin) return value;
  return vm.alloc({ kind: 'instance', cls: type, attrs: null, payload: value, finalized: false });
}

/** Truncation of a float (`PyLong_FromDouble`). */
export function truncate(vm: Operations, f: number): number | bigint {
  if (Number.isNaN(f)) throw raise(vm, 'ValueError', 'cannot convert float NaN to integer');
  if (!Number.isFinite(f)) throw raise(vm, 'OverflowError', 'cannot convert float infinity to integer');
  const t = Math.trunc(f);
  return Number.isSafeInteger(t) ? t + 0 : normalizeInt(BigInt(t));
}

const latin = (bytes: readonly number[]): string => String.fromCharCode(...bytes);

/** `PyNumber_Long`. */
function toInt(vm: Operations, v: Value, ask: Ask): number | bigint {
  const own = override(vm, v, '__int__');
  if (own !== undefined) return intResult(vm, v, '__int__', ask(...bindSpecial(vm, own, v, [])));
  const n = asInt(vm, v);
  if (n !== undefined) return n;
  const f = asFloat(vm, v);
  if (f !== undefined) return truncate(vm, f);
  const s = asStr(vm, v);
  if (s !== undefined) return parseIntText(vm, s, 10);
  const bytes = bytesIn(vm, v);
  if (bytes !== undefined) return parseIntText(vm, latin(bytes), 10, bytesRepr(bytes));
  for (const name of ['__index__', '__trunc__'] as const) {
    const method = lookupSpecial(vm, v, name);
    if (method !== undefined && (name === '__index__' || ROWS[vm.version].intAsksTrunc)) {
      return intResult(vm, v, name, ask(...bindSpecial(vm, method, v, [])));
    }
  }
  throw raise(
    vm,
    'TypeError',
    `int() argument must be a string, a bytes-like object or a real number, not '${typeName(vm, v)}'`,
  );
}

function intResult(vm: Operations, self: Value, method: string, v: Value): number | bigint {
  const n = asInt(vm, v);
  if (n !== undefined) return n;
  if (method === '__trunc__') throw raise(vm, 'TypeError', `__trunc__ returned non-Integral (type ${typeName(vm, v)})`);
  throw wrongReturn(vm, self, method, 'int', v);
}

/** `int(text, base)`. */
function toIntWithBase(vm: Operations, v: Value, base: Value, ask: Ask): number | bigint {
  const index = asInt(vm, base) ?? indexOf(vm, base, ask);
  const b = Number(index);
  if ((b !== 0 && b < 2) || b > 36) throw raise(vm, 'ValueError', 'int() base must be >= 2 and <= 36, or 0');
  const s = asStr(vm, v);
  if (s !== undefined) return parseIntText(vm, s, b);
  const bytes = asKind(vm, v, 'bytes')?.bytes;
  if (bytes !== undefined) return parseIntText(vm, latin(bytes), b, bytesRepr(bytes));
  throw raise(vm, 'TypeError', "int() can't convert non-string with explicit base");
}

function indexOf(vm: Operations, v: Value, ask: Ask): number | bigint {
  const method = lookupSpecial(vm, v, '__index__');
  if (method === undefined) {
    throw raise(vm, 'TypeError', `'${typeName(vm, v)}' object cannot be interpreted as an integer`);
  }
  return intResult(vm, v, '__index__', ask(...bindSpecial(vm, method, v, [])));
}

/** Inputs: the type, the value and the base, if they were given. */
const INT_NEW: Algorithm = {
  name: 'int_new',
  run: (vm, inputs, _vars, ask) => {
    const [type, v, base] = inputs as [Ref, Slot, Slot];
    if (base !== undefined) {
      if (v === undefined) throw raise(vm, 'TypeError', 'int() missing string argument');
      return ofType(vm, type, TYPES.int, toIntWithBase(vm, v, base, ask));
    }
    return ofType(vm, type, TYPES.int, v === undefined ? 0 : toInt(vm, v, ask));
  },
};

/** `PyNumber_Float`. */
export function floatAsking(vm: Operations, v: Value, ask: Ask): number {
  const s = asStr(vm, v);
  if (s !== undefined) {
    const f = parseFloatText(s);
    if (f === undefined) throw raise(vm, 'ValueError', `could not convert string to float: ${strRepr(s)}`);
    return f;
  }
  const bytes = bytesIn(vm, v);
  if (bytes !== undefined) {
    const f = parseFloatText(latin(bytes));
    if (f === undefined) throw raise(vm, 'ValueError', `could not convert string to float: ${bytesRepr(bytes)}`);
    return f;
  }
  const own = override(vm, v, '__float__');
  if (own !== undefined) {
    const r = ask(...bindSpecial(vm, own, v, []));
    const f = asFloat(vm, r);
    if (f === undefined) {
      throw wrongReturn(vm, v, '__float__', 'float', r);
    }
    return f;
  }
  const f = asFloat(vm, v);
  if (f !== undefined) return f;
  const n = asInt(vm, v) ?? (lookupSpecial(vm, v, '__index__') === undefined ? undefined : indexOf(vm, v, ask));
  if (n !== undefined) {
    const converted = Number(n);
    if (!Number.isFinite(converted)) throw raise(vm, 'OverflowError', 'int too large to convert to float');
    return converted;
  }
  throw raise(vm, 'TypeError', `float() argument must be a string or a real number, not '${typeName(vm, v)}'`);
}

const FLOAT_NEW: Algorithm = {
  name: 'float_new',
  run: (vm, inputs, _vars, ask) => {
    const [type, v] = inputs as [Ref, Slot];
    if (type === TYPES.float && v instanceof PyFloat) return v;
    return ofType(vm, type, TYPES.float, new PyFloat(v === undefined ? 0 : floatAsking(vm, v, ask)));
  },
};

const BOOL_NEW: Algorithm = {
  name: 'bool_new',
  run: (vm, [v], _vars, ask) => (v === undefined ? false : truthAsking(vm, v, ask)),
};

/** A constructor with at most `most` positional arguments and no keywords but `names`. */
function constructorOf(
  name: 'int' | 'float' | 'bool',
  algorithm: Algorithm,
  most: number,
  names: readonly string[],
  typed: boolean,
): Builtin {
  return (vm, [type, ...args], keywords) => {
    const given = args.length + (keywords?.size ?? 0);
    if (args.length > most || (names.length > 0 && given > most)) {
      // A call of the type itself without keywords counts in the words of METH_FASTCALL from 3.13 on.
      const fast = typeof type === 'object' && type === TYPES[name] && (keywords === null || keywords.size === 0);
      const text = `at most ${most} argument${most === 1 ? '' : 's'}`;
      throw raise(
        vm,
        'TypeError',
        name !== 'int'
          ? `${name} expected ${text}, got ${given}`
          : fast
            ? TEXTS[vm.version].tooMany(name, most, given)
            : `int() takes ${text} (${given} given)`,
      );
    }
    const inputs: Slot[] = [...args];
    if (names.length === 0) noKeywordsOfNew(vm, type as Ref, name, keywords);
    for (const [key, value] of names.length === 0 ? [] : (keywords ?? [])) {
      const i = names.indexOf(key);
      if (i < 0) throw unexpectedKeyword(vm, name, key, names.filter(Boolean));
      inputs[i] = value;
    }
    return replay(vm, algorithm, typed ? [type, inputs[0], inputs[1]] : [inputs[0]]);
  };
}

export const NUMBER_CONSTRUCTORS: BuiltinTable = {
  'int.__new__': constructorOf('int', INT_NEW, 2, ['', 'base'], true),
  'float.__new__': constructorOf('float', FLOAT_NEW, 1, [], true),
  'bool.__new__': constructorOf('bool', BOOL_NEW, 1, [], false),
};
export const NUMBER_CONSTRUCTOR_ALGORITHMS: readonly Algorithm[] = [INT_NEW, FLOAT_NEW, BOOL_NEW];
