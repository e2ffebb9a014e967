/**
 * Builtin functions that answer at once or through one algorithm (Python/bltinmodule.c). Those that loop over other code are in
 * `loops.ts`, `print.ts`, `sort.ts`.
 * @module
 */

import { between, exactly, noKeywords } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { intDigits } from '../objects/int-text.ts';
import { asFloat, asInt, asStr } from '../objects/payload.ts';
import { isExtension, isType, typeData, typeName, typeOf } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Operations } from '../operations.ts';
import { getAttr, lookupSpecial } from '../protocol/attributes.ts';
import { bindSpecial } from '../protocol/bind-special.ts';
import { complexParts, complexSize } from '../protocol/complex.ts';
import { hash } from '../protocol/hash.ts';
import { getIter, newRecord } from '../protocol/iteration.ts';
import { length } from '../protocol/length.ts';
import { TEXTS } from '../protocol/messages.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';
import { ROWS } from '../protocol/rows.ts';
import { frameLocals } from '../protocol/runtime-members.ts';
import { intArgument } from '../protocol/sequences.ts';
import { ascii, format, reprOf } from '../protocol/text.ts';
import { ModelError, PyFloat, Ref, type Result, type Value } from '../value.ts';
import { INDEX_TEXT, intAsking, NUMBER } from './number-functions.ts';

/** A function of exactly one positional argument (METH_O). */
export function one(name: string, run: (vm: Operations, v: Value) => Result): Builtin {
  return (vm, args, keywords) => {
    noKeywords(vm, name, keywords);
    exactly(vm, name, args, 1);
    return run(vm, args[0] as Value);
  };
}

/** A function of positional arguments between two counts. */
export function positional(
  name: string,
  least: number,
  most: number,
  run: (vm: Operations, args: readonly Value[]) => Result,
): Builtin {
  return (vm, args, keywords) => {
    noKeywords(vm, name, keywords);
    between(vm, name, args, least, most);
    return run(vm, args);
  };
}

/** Whether a value can be called. */
export function isCallable(vm: Operations, v: Value): boolean {
  if (!(v instanceof Ref)) return false;
  const data = vm.read(v);
  if (data.kind === 'function' || data.kind === 'method' || data.kind === 'builtin' || data.kind === 'type')
    return true;
  return lookupSpecial(vm, v, '__call__') !== undefined;
}

/** An attribute's name as an argument. */
export function attributeName(vm: Operations, v: Value): string {
  const name = asStr(vm, v);
  if (name !== undefined) return name;
  throw raise(vm, 'TypeError', `attribute name must be string, not '${typeName(vm, v)}'`);
}

/** Input: the code point, or something with `__index__`. */
export const CHR: Algorithm = {
  name: 'chr',
  run: (vm, inputs, _vars, ask) => {
    const v = inputs[0] as Value;
    const n = ROWS[vm.version].chrTakesInt ? intArgument(vm, v, ask) : intAsking(vm, v, ask);
    if (n < 0 || n > 0x10ffff) throw raise(vm, 'ValueError', 'chr() arg not in range(0x110000)');
    return String.fromCodePoint(Number(n));
  },
};

function ord(vm: Operations, v: Value): Value {
  const s = asStr(vm, v);
  if (s !== undefined) {
    const point = s.codePointAt(0);
    const count = [...s].length;
    if (point !== undefined && count === 1) return point;
    throw raise(vm, 'TypeError', `ord() expected a character, but string of length ${count} found`);
  }
  const data = v instanceof Ref ? vm.read(v) : null;
  if (data?.kind === 'bytes') {
    if (data.bytes.length === 1) return data.bytes[0] as number;
    throw raise(vm, 'TypeError', `ord() expected a character, but string of length ${data.bytes.length} found`);
  }
  throw raise(vm, 'TypeError', `ord() expected string of length 1, but ${typeName(vm, v)} found`);
}

function abs(vm: Operations, v: Value): Result {
  const found = lookupSpecial(vm, v, '__abs__');
  const own = (type: Ref): boolean => found === null || (found instanceof Ref && (found.id >= 0 || isExtension(type)));
  if (v instanceof Ref && own(vm.read(v).cls)) {
    return vm.call(...bindSpecial(vm, found as Value, v, []));
  }
  const n = asInt(vm, v);
  if (n !== undefined) return n < 0 ? -n : n;
  const f = asFloat(vm, v);
  if (f !== undefined) return new PyFloat(Math.abs(f));
  const parts = complexParts(vm, v);
  if (parts !== undefined) return complexSize(vm, parts);
  throw raise(vm, 'TypeError', `bad operand type for abs(): '${typeName(vm, v)}'`);
}

function id(v: Value): Value {
  if (v instanceof Ref) return v.id < 0 ? -v.id * 16 + 8 : v.id * 16;
  return typeof v === 'number' ? Math.abs(v) * 32 + 4 : 4;
}

function iter(vm: Operations, args: readonly Value[]): Result {
  const [v, sentinel] = args as readonly [Value, Value | undefined];
  if (sentinel === undefined) return getIter(vm, v);
  if (!isCallable(vm, v)) throw raise(vm, 'TypeError', TEXTS[vm.version].iterSentinel);
  return newRecord(vm, 'callable_iterator', [v, sentinel]);
}

function callerGlobals(vm: Operations): Ref {
  const data = vm.read(vm.callerFrame());
  if (data.kind !== 'frame') throw new ModelError('no calling frame');
  return data.globals;
}

function vars(vm: Operations, args: readonly Value[]): Result {
  if (args.length === 0) return frameLocals(vm, vm.callerFrame());
  const [v] = args as readonly [Value];
  const data = v instanceof Ref ? vm.read(v) : null;
  if (data === null || (data.kind !== 'module' && !isType(vm, v) && !typeData(vm, typeOf(vm, v)).hasDict)) {
    throw raise(vm, 'TypeError', 'vars() argument must have __dict__ attribute');
  }
  return getAttr(vm, v, '__dict__');
}

function formatBuiltin(vm: Operations, args: readonly Value[]): Result {
  const [v, spec = ''] = args as readonly [Value, Value?];
  const text = asStr(vm, spec);
  if (text === undefined) throw raise(vm, 'TypeError', `format() argument 2 must be str, not ${typeName(vm, spec)}`);
  return format(vm, v, text);
}

const inBase = (name: string, base: number, prefix: string): Builtin =>
  one(name, (vm, v) => {
    const n = typeof v === 'number' || typeof v === 'bigint' ? v : undefined;
    if (n === undefined) return replay(vm, INDEX_TEXT, [v], { base, prefix });
    return `${n < 0 ? '-' : ''}${prefix}${intDigits(n < 0 ? -n : n, base)}`;
  });

const unsupported =
  (name: string): Builtin =>
  () => {
    throw new ModelError(`${name}() is not modelled`);
  };

export const FUNCTIONS: BuiltinTable = {
  abs: one('abs', abs),
  ascii: one('ascii', ascii),
  bin: inBase('bin', 2, '0b'),
  callable: one('callable', isCallable),
  chr: one('chr', (vm, v) => replay(vm, CHR, [v])),
  delattr: positional('delattr', 2, 2, (vm, [v, name]) =>
    vm.native('set_attribute', [v as Value, attributeName(vm, name as Value)]),
  ),
  format: positional('format', 1, 2, formatBuiltin),
  globals: (vm) => callerGlobals(vm),
  hash: one('hash', hash),
  hex: inBase('hex', 16, '0x'),
  id: one('id', (_vm, v) => id(v)),
  iter: positional('iter', 1, 2, iter),
  len: one('len', length),
  locals: (vm) => frameLocals(vm, vm.callerFrame()),
  oct: inBase('oct', 8, '0o'),
  ord: one('ord', ord),
  repr: one('repr', reprOf),
  setattr: positional('setattr', 3, 3, (vm, [v, name, value]) =>
    vm.native('set_attribute', [v as Value, attributeName(vm, name as Value), value as Value]),
  ),
  vars: positional('vars', 0, 1, vars),
  breakpoint: unsupported('breakpoint'),
  ...NUMBER,
};
