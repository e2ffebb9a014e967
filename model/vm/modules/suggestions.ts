/**
 * The module `_suggestions` (Modules/_suggestions.c): which name `traceback` says was meant.
 * @module
 */

import { strArgument } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { asKind, asStr } from '../objects/payload.ts';
import { suggestion } from '../objects/suggestion.ts';
import type { Builtin } from '../operations.ts';
import { type NativeModule, nary } from './native-module.ts';

const generate: Builtin = nary(
  '_generate_suggestions',
  '_generate_suggestions',
  2,
  2,
  (vm, [candidates, item = null]) => {
    const name = strArgument(vm, '_generate_suggestions', item, ' 2');
    const list = asKind(vm, candidates, 'list');
    if (list === undefined) throw raise(vm, 'TypeError', 'candidates must be a list');
    const known = list.items.map((candidate) => {
      const text = asStr(vm, candidate);
      if (text !== undefined) return text;
      throw raise(vm, 'TypeError', "all elements in 'candidates' must be strings");
    });
    return suggestion(name, known);
  },
);

export const SUGGESTIONS_MODULE: NativeModule = {
  functions: { _generate_suggestions: generate },
  whole: true,
  from: '3.13',
};
