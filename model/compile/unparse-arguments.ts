/**
 * Parameters as CPython writes them back.
 * @module
 */
import type { Arg, Arguments, Expression } from '../program/syntax.ts';

/** The parameters of a lambda; `text` writes a default. */
export function unparseArguments(a: Arguments, text: (e: Expression) => string): string {
  const parts: string[] = [];
  const positional = [...a.posonlyargs, ...a.args];
  const firstDefault = positional.length - a.defaults.length;
  const one = (arg: Arg): string => (arg.annotation === null ? arg.arg : `${arg.arg}: ${text(arg.annotation)}`);
  positional.forEach((arg, i) => {
    const value = i >= firstDefault ? `=${text(a.defaults[i - firstDefault]!)}` : '';
    parts.push(`${one(arg)}${value}`);
    if (i + 1 === a.posonlyargs.length) {
      parts.push('/');
    }
  });
  if (a.vararg !== null || a.kwonlyargs.length > 0) {
    parts.push(a.vararg === null ? '*' : `*${one(a.vararg)}`);
  }
  a.kwonlyargs.forEach((arg, i) => {
    const value = a.kwDefaults[i] ?? null;
    parts.push(value === null ? one(arg) : `${one(arg)}=${text(value)}`);
  });
  if (a.kwarg !== null) {
    parts.push(`**${one(a.kwarg)}`);
  }
  return parts.join(', ');
}
