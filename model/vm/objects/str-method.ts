/**
 * How methods of str are made: the receiver as text, the arguments by position or name, and the algorithm, which may ask for `__index__`.
 * @module
 */
import type { Builtin, BuiltinTable, Keywords, Operations } from '../operations.ts';
import { type Algorithm, type Ask, replay } from '../protocol/replay.ts';
import { ModelError, type Slot, type Value } from '../value.ts';
import { between, exactly, noKeywords } from './arguments.ts';
import { asStr } from './payload.ts';

/** What a method does with its text and its arguments; those that were not given are undefined. */
export type StrRun = (vm: Operations, text: string, args: readonly Slot[], ask: Ask) => Value;

/** How a method reads its arguments. */
export type StrArguments = (vm: Operations, name: string, args: readonly Value[], keywords: Keywords | null) => Slot[];

/** A method: its arguments and what it does. */
export interface StrMethod {
  readonly args: StrArguments;
  readonly run: StrRun;
}
export type StrMethodTable = Readonly<Record<string, StrMethod>>;

/** METH_NOARGS. */
export const none: StrArguments = (vm, name, args, keywords) => {
  noKeywords(vm, `str.${name}`, keywords);
  exactly(vm, `str.${name}`, args, 0);
  return [];
};

/** METH_O. */
export const one: StrArguments = (vm, name, args, keywords) => {
  noKeywords(vm, `str.${name}`, keywords);
  exactly(vm, `str.${name}`, args, 1);
  return [...args];
};

/** METH_FASTCALL without keywords. */
export function positional(least: number, most: number): StrArguments {
  return (vm, name, args, keywords) => {
    noKeywords(vm, `str.${name}`, keywords);
    between(vm, name, args, least, most);
    return [...args];
  };
}

/** The receiver's text. */
export function strReceiver(vm: Operations, name: string, v: Slot): string {
  const text = asStr(vm, v);
  if (text !== undefined) return text;
  throw new ModelError(`str.${name} was given no str`);
}

/** The algorithm of a table's methods. Inputs: the text and the arguments. Vars: method. */
export function strAlgorithm(name: string, table: StrMethodTable): Algorithm {
  return {
    name,
    run: (vm, [text, ...args], vars, ask) =>
      (table[String(vars['method'])] as StrMethod).run(vm, text as string, args, ask),
  };
}

/** The methods of a table as builtins, by `str.name`. */
export function strBuiltins(algorithm: Algorithm, table: StrMethodTable): BuiltinTable {
  const builtins: Record<string, Builtin> = {};
  for (const [name, method] of Object.entries(table)) {
    builtins[`str.${name}`] = (vm, [v, ...args], keywords) => {
      const text = strReceiver(vm, name, v);
      return replay(vm, algorithm, [text, ...method.args(vm, name, args, keywords)], { method: name });
    };
  }
  return builtins;
}
