/**
 * Special methods that are bound by Python code or by a property before they are called (`lookup_maybe_method` in Objects/typeobject.c): a builtin stands for
 * the method, takes the receiver and binds it first.
 * @module
 */
import { raise } from '../objects/exceptions.ts';
import { NotImplemented, TYPES, typeOf } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Native, NativeTable, Operations } from '../operations.ts';
import { PENDING, type Ref, type Value } from '../value.ts';
import { descriptorKind, getFromInstance } from './descriptors.ts';
import { dictEntries, dictSetName, newDict } from './dict-table.ts';
import { given, wait } from './loop.ts';

/** What is called in place of such a method, with the receiver first. A comparison that cannot be bound is not implemented. */
export function boundLate(vm: Operations, method: Value, compares: boolean): Ref {
  const impl = compares ? 'bound_comparison' : 'bound_special';
  return vm.alloc({ kind: 'builtin', cls: TYPES.builtin_function_or_method, impl, name: impl, self: method });
}

/** Slots: the method, the receiver, a dict of keywords, arguments. Vars: whether it compares. */
const BOUND_SPECIAL: Native = {
  start(vm, { slots }) {
    const [method, self] = slots as readonly [Value, Value];
    const found = getFromInstance(vm, descriptorKind(vm, method), method, self, typeOf(vm, self), false);
    if (found === undefined) throw raise(vm, 'AttributeError');
    return wait(found === PENDING ? PENDING : found.func, 'bound');
  },
  phases: {
    bound(vm, { slots }, value) {
      const words = dictEntries(vm, slots[2] as Ref) as [string, Value][];
      const keywords = words.length === 0 ? null : new Map(words);
      return wait(vm.call(given(value), slots.slice(3) as Value[], keywords), 'called');
    },
    called: (_vm, _self, value) => ({ done: value }),
  },
  caught: (_vm, { vars }, _exception, phase) =>
    vars['compares'] === true && (phase === 'start' || phase === 'bound') ? { done: NotImplemented } : undefined,
};

const run =
  (compares: boolean): Builtin =>
  (vm, [method, self, ...args], keywords) => {
    const words = newDict(vm);
    for (const [name, value] of keywords ?? []) dictSetName(vm, words, name, value);
    return vm.native('bound_special', [method, self, words, ...args], { compares });
  };

export const BOUND_SPECIAL_BUILTINS: BuiltinTable = { bound_special: run(false), bound_comparison: run(true) };
export const BOUND_SPECIAL_NATIVES: NativeTable = { bound_special: BOUND_SPECIAL };
