/**
 * `list[int]`: the alias that a builtin class's subscript makes.
 * @module
 */

import type { Builtin, Keywords, Native, NativeTable } from '../operations.ts';
import { getAttr, setAttr } from '../protocol/attributes.ts';
import { newRecord } from '../protocol/iteration.ts';
import { given, wait } from '../protocol/loop.ts';
import { repr } from '../protocol/text.ts';
import type { Value } from '../value.ts';
import { ModelError } from '../value.ts';
import { exactly } from './arguments.ts';
import { exceptionMatches, raise } from './exceptions.ts';
import { asKind } from './payload.ts';
import { newTuple } from './tuple.ts';
import { TYPES } from './types.ts';

/** `__class_getitem__` of builtin classes. */
export const classGetItem: Builtin = (vm, [cls, ...args]) => {
  exactly(vm, '__class_getitem__', args, 1);
  const item = args[0] as Value;
  const isTuple = asKind(vm, item, 'tuple') !== undefined;
  return newRecord(vm, 'GenericAlias', [cls, isTuple ? item : newTuple(vm, [item])]);
};

/** `ga_call`: calls the origin; what it gives learns of the alias where it takes attributes. */
export const aliasCall: Builtin = (vm, [self, ...args], keywords) => {
  const names = [...(keywords?.keys() ?? [])];
  const values = [...(keywords?.values() ?? [])];
  return vm.native('alias_call', [self, ...args, ...values], { names: JSON.stringify(names) });
};

/** Slots: alias, arguments, values of the keywords; the object made. Vars: names (JSON). */
const ALIAS_CALL: Native = {
  start: (vm, self) => {
    const [alias, ...all] = self.slots as readonly Value[];
    const names: readonly string[] = JSON.parse(String(self.vars['names']));
    const values = all.splice(all.length - names.length);
    const keywords: Keywords | null =
      names.length === 0 ? null : new Map(names.map((name, i) => [name, values[i] as Value]));
    return wait(vm.call(asKind(vm, alias, 'record')?.slots[0] as Value, all, keywords), 'made');
  },
  phases: {
    made: (vm, self, value) => {
      vm.splice(self.ref, 'slots', 1, self.slots.length - 1, [given(value)]);
      return wait(setAttr(vm, given(value), '__orig_class__', self.slots[0] as Value), 'told');
    },
    told: (_vm, self) => ({ done: self.slots[1] as Value }),
  },
  caught: (vm, self, exception, phase) => {
    if (phase !== 'told' && phase !== 'made') return undefined;
    const refused =
      self.slots.length === 2 &&
      [TYPES.AttributeError, TYPES.TypeError].some((type) => exceptionMatches(vm, exception, type));
    return refused ? { done: self.slots[1] as Value } : undefined;
  },
};

/** `alias[…]`, which substitutes its type variables. Slots: alias. */
const ALIAS_ITEM: Native = {
  start: (vm, { slots }) => wait(getAttr(vm, slots[0] as Value, '__parameters__'), 'parameters'),
  phases: {
    parameters: (vm, { slots }, value) => {
      if ((asKind(vm, given(value), 'tuple')?.items ?? []).length > 0)
        throw new ModelError('the substitution of type variables in an alias is not modelled');
      return wait(repr(vm, slots[0] as Value), 'told');
    },
    told: (vm, _self, value) => {
      throw raise(vm, 'TypeError', `${String(given(value))} is not a generic class`);
    },
  },
};

export const ALIAS_NATIVES: NativeTable = { alias_call: ALIAS_CALL, alias_item: ALIAS_ITEM };
