/**
 * Argument checks of builtin functions, with the messages of Argument Clinic and `PyArg_ParseTuple`.
 * @module
 */

import type { Keywords, Operations } from '../operations.ts';
import { TEXTS } from '../protocol/messages.ts';
import type { PyRaise, Slot, Value } from '../value.ts';
import { raise } from './exceptions.ts';
import { asInt, asStr } from './payload.ts';
import { keywordHint } from './suggestion.ts';
import { typeName } from './types.ts';

/** `f() takes no keyword arguments`. */
export function noKeywords(vm: Operations, func: string, keywords: Keywords | null): void {
  if (keywords !== null && keywords.size > 0) throw raise(vm, 'TypeError', `${func}() takes no keyword arguments`);
}

const plural = (n: number, kind = ''): string => `${n} ${kind}argument${n === 1 ? '' : 's'}`;

/** METH_NOARGS and METH_O: `list.append() takes exactly one argument (0 given)`. */
export function exactly(vm: Operations, func: string, args: { readonly length: number }, count: 0 | 1): void {
  if (args.length === count) return;
  const takes = count === 0 ? 'takes no arguments' : 'takes exactly one argument';
  throw raise(vm, 'TypeError', `${func}() ${takes} (${args.length} given)`);
}

/** `_PyArg_CheckPositional`: `pop expected at most 1 argument, got 2`. */
export function between(vm: Operations, func: string, args: readonly Value[], least: number, most: number): void {
  const { length } = args;
  if (length < least) {
    const bound = least === most ? '' : 'at least ';
    throw raise(vm, 'TypeError', `${func} expected ${bound}${plural(least)}, got ${length}`);
  }
  if (length > most) {
    const bound = least === most ? '' : 'at most ';
    throw raise(vm, 'TypeError', `${func} expected ${bound}${plural(most)}, got ${length}`);
  }
}

/** What `bindArguments` is told of a function. */
export interface Signature {
  /** As messages name it: `split`. */
  readonly name: string;
  /** Parameters in order. */
  readonly names: readonly string[];
  /** How many of them may be given by position; the first of these without a name only so. */
  readonly positional?: number;
  /** How many must be given. */
  readonly required?: number;
}

const given = (n: number): string => `(${n} given)`;

/** Argument Clinic's general case: positions and keywords to parameters (`_PyArg_UnpackKeywords`; `PyArg_ParseTupleAndKeywords` says the same). */
export function bindArguments(
  vm: Operations,
  signature: Signature,
  args: readonly Value[],
  keywords: Keywords | null,
): Slot[] {
  const { name, names, positional = names.length, required = 0 } = signature;
  const all = args.length + (keywords?.size ?? 0);
  const refuse = (takes: string): never => {
    throw raise(vm, 'TypeError', `${name}() takes ${takes}`);
  };
  const kind = args.length === 0 ? 'keyword ' : '';
  if (all > names.length) refuse(`at most ${plural(names.length, kind)} ${given(all)}`);
  if (args.length > positional && positional === 0) refuse('no positional arguments');
  if (args.length > positional) {
    const bound = required < positional ? 'at most' : 'exactly';
    refuse(`${bound} ${plural(positional, 'positional ')} ${given(args.length)}`);
  }
  const nameless = Math.min(names.lastIndexOf('') + 1, required);
  if (args.length < nameless) {
    const bound = nameless < positional ? 'at least' : 'exactly';
    refuse(`${bound} ${plural(nameless, 'positional ')} ${given(args.length)}`);
  }
  const bound: Slot[] = names.map((key, i) => (i < args.length ? args[i] : keywords?.get(key)));
  const missing = bound.findIndex((v, i) => i < required && v === undefined);
  if (missing >= 0)
    throw raise(vm, 'TypeError', `${name}() missing required argument '${names[missing]}' (pos ${missing + 1})`);
  const twice = names.findIndex((key, i) => i < args.length && key !== '' && keywords?.has(key) === true);
  if (twice >= 0)
    throw raise(
      vm,
      'TypeError',
      `argument for ${name}() given by name ('${names[twice]}') and position (${twice + 1})`,
    );
  for (const key of keywords?.keys() ?? [])
    if (key === '' || !names.includes(key)) throw unexpectedKeyword(vm, name, key, names.filter(Boolean));
  return bound;
}

/** A keyword that a function does not know; `known` are those that it knows. */
export function unexpectedKeyword(vm: Operations, func: string, name: string, known: readonly string[]): PyRaise {
  return raise(vm, 'TypeError', `${TEXTS[vm.version].unexpectedKeyword(func, name)}${keywordHint(vm, name, known)}`);
}

/** An int argument that is an index: int, bool or int subclass. Values with `__index__` are resolved before, by the caller. */
export function indexArgument(vm: Operations, v: Value): number {
  const n = asInt(vm, v);
  if (n === undefined) throw raise(vm, 'TypeError', `'${typeName(vm, v)}' object cannot be interpreted as an integer`);
  if (n > vm.build.maxsize || n < -vm.build.maxsize - 1)
    throw raise(vm, 'OverflowError', `Python int too large to convert to C ssize_t`);
  return Number(n);
}

/** What messages of Argument Clinic call the type of an argument (`_PyArg_BadArgument`). */
export function argumentType(vm: Operations, v: Value): string {
  return v === null ? 'None' : typeName(vm, v);
}

/** `PyArg_ParseTuple` of a str. */
export const argumentNotStr = (vm: Operations, position: number, v: Value): PyRaise =>
  raise(vm, 'TypeError', `argument ${position} must be str, not ${argumentType(vm, v)}`);

/** A str argument: `strip arg must be None or str` and the like stay with their callers. */
export function strArgument(vm: Operations, func: string, v: Value, position = ''): string {
  const s = asStr(vm, v);
  if (s !== undefined) return s;
  throw raise(vm, 'TypeError', `${func}() argument${position} must be str, not ${argumentType(vm, v)}`);
}
