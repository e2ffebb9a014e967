/**
 * What the library's own modules take from `dis`; nothing else of it is modelled.
 * @module
 */
import { findLineStarts } from '../builtins/code-tables.ts';
import { dictSet, newDict } from '../protocol/dict-table.ts';
import type { NativeModule } from './native-module.ts';

const FLAG_NAMES: readonly (readonly [number, string])[] = [
  [1, 'OPTIMIZED'],
  [2, 'NEWLOCALS'],
  [4, 'VARARGS'],
  [8, 'VARKEYWORDS'],
  [16, 'NESTED'],
  [32, 'GENERATOR'],
  [64, 'NOFREE'],
  [128, 'COROUTINE'],
  [256, 'ITERABLE_COROUTINE'],
  [512, 'ASYNC_GENERATOR'],
  [0x4000000, 'HAS_DOCSTRING'],
  [0x8000000, 'METHOD'],
];

export const DIS_MODULE: NativeModule = {
  functions: { findlinestarts: findLineStarts },
  values: (vm) => {
    const names = newDict(vm);
    for (const [flag, name] of FLAG_NAMES) dictSet(vm, names, flag, name);
    return { COMPILER_FLAG_NAMES: names };
  },
};
