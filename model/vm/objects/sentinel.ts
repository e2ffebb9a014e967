/**
 * sentinel (3.15; Objects/sentinelobject.c): a value that is nothing but a name. Slots: name, module, text.
 * @module
 */

import type { BuiltinTable } from '../operations.ts';
import { callerModule } from '../protocol/caller.ts';
import { newRecord } from '../protocol/iteration.ts';
import type { Value } from '../value.ts';
import { raise } from './exceptions.ts';
import { asKind, asStr } from './payload.ts';
import { typeName } from './types.ts';

export const SENTINEL_BUILTINS: BuiltinTable = {
  'sentinel.__new__': (vm, [, ...args], keywords) => {
    const unknown = [...(keywords?.keys() ?? [])].find((word) => word !== 'repr');
    if (args.length !== 1)
      throw raise(vm, 'TypeError', `sentinel() takes exactly 1 positional argument (${args.length} given)`);
    const name = asStr(vm, args[0]);
    if (name === undefined)
      throw raise(vm, 'TypeError', `sentinel() argument 1 must be str, not ${typeName(vm, args[0] as Value)}`);
    if (unknown !== undefined)
      throw raise(vm, 'TypeError', `sentinel() got an unexpected keyword argument '${unknown}'`);
    const shown = keywords?.get('repr') ?? null;
    if (shown !== null && asStr(vm, shown) === undefined)
      throw raise(vm, 'TypeError', `sentinel() argument 'repr' must be str or None, not ${typeName(vm, shown)}`);
    return newRecord(vm, 'sentinel', [name, callerModule(vm) ?? null, shown ?? name]);
  },
  'sentinel.__copy__': (_vm, [self]) => self as Value,
  'sentinel.__deepcopy__': (_vm, [self]) => self as Value,
  'sentinel.__name__': (vm, [self]) => asKind(vm, self, 'record')?.slots[0] as Value,
  'sentinel.__module__': (vm, [self]) => asKind(vm, self, 'record')?.slots[1] as Value,
};
