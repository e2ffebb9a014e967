/**
 * What C code leaves to functions of the module `typing`, which it imports where it needs them (`call_typing_func_object` and its kin of Objects/typevarobject.c).
 * @module
 */
import { asKind } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import type { Keywords, Native, NativeSelf, NativeStep, NativeTable, Operations } from '../operations.ts';
import { getAttr } from '../protocol/attributes.ts';
import { callOf, callSlots, callVars } from '../protocol/call-slots.ts';
import { getItem } from '../protocol/items.ts';
import { newRecord } from '../protocol/iteration.ts';
import { given, importing, wait } from '../protocol/loop.ts';
import type { Result, Slot, Value } from '../value.ts';

const importTyping = (vm: Operations): NativeStep => importing(vm, 'typing', 'imported');

/** Slots: arguments, values of keywords. Vars: function, args, names. */
const CALL_TYPING: Native = {
  start: importTyping,
  phases: {
    imported: (vm, { vars }, value) => wait(getAttr(vm, given(value), String(vars['function'])), 'found'),
    found: (vm, self, value) => {
      const { args, keywords } = callOf(self, 0);
      return wait(vm.call(given(value), args, keywords), 'called');
    },
    called: (_vm, _self, value) => ({ done: value }),
  },
};

/** Calls a function of the module `typing`. */
export function inTyping(
  vm: Operations,
  name: string,
  args: readonly Slot[],
  keywords: Keywords | null = null,
): Result {
  const values = args as readonly Value[];
  return vm.native('typing.call', callSlots(values, keywords), { ...callVars(values, keywords), function: name });
}

const isVariadic = (vm: Operations, v: Slot): boolean => asKind(vm, v, 'record')?.type === 'TypeVarTuple';

/** Slots: type parameters, of which `Unpack[…]` takes the place of what unpacks. Vars: `at`, and `all`, which says to unpack all. */
const UNPACK: Native = {
  start: importTyping,
  phases: {
    imported: (vm, { vars }, value) =>
      wait(getAttr(vm, given(value), 'Unpack'), vars['all'] === true ? 'first' : 'each'),
    first: (vm, { slots }, value) => wait(getItem(vm, given(value), slots[0] as Value), 'only'),
    only: (vm, _self, value) => ({ done: newTuple(vm, [given(value)]) }),
    each: (vm, self, value) => {
      vm.splice(self.ref, 'slots', self.slots.length, 0, [given(value)]);
      return unpackNext(vm, self, [...self.slots, given(value)], 0);
    },
    unpacked: (vm, self, value) => {
      const at = Number(self.vars['at']);
      self.set(at, given(value));
      return unpackNext(vm, self, self.slots.with(at, given(value)), at + 1);
    },
  },
};

function unpackNext(vm: Operations, self: NativeSelf, slots: readonly Slot[], from: number): NativeStep {
  const at = slots.findIndex((v, i) => i >= from && isVariadic(vm, v));
  if (at < 0) return { done: newTuple(vm, slots.slice(0, -1) as Value[]) };
  self.setVars({ ...self.vars, at });
  return wait(getItem(vm, slots.at(-1) as Value, slots[at] as Value), 'unpacked');
}

/** `unpack_typevartuples`: a tuple of type parameters with every TypeVarTuple unpacked. */
export function unpackVariadic(vm: Operations, params: Value): Result {
  const items = asKind(vm, params, 'tuple')?.items ?? [];
  return items.some((v) => isVariadic(vm, v)) ? vm.native('typing.unpack', items) : params;
}

/** `unpack_iter`: an iterator over `Unpack[self]`. Slots: self. */
const UNPACK_ITER: Native = {
  start: (vm, { slots }) => wait(vm.native('typing.unpack', slots, { all: true }), 'unpacked'),
  phases: {
    unpacked: (vm, _self, value) => ({ done: newRecord(vm, 'tuple_iterator', [given(value)], [0]) }),
  },
};

/** `typing.Generic[…]` as the syntax of PEP 695 makes it. Slots: origin, parameters. */
const GENERIC_OF: Native = {
  start: (vm, { slots }) => wait(unpackVariadic(vm, slots[1] as Value), 'unpacked'),
  phases: {
    unpacked: (vm, { slots }, value) => wait(inTyping(vm, '_GenericAlias', [slots[0], given(value)]), 'made'),
    made: (_vm, _self, value) => ({ done: given(value) }),
  },
};

export const TYPING_CALL_NATIVES: NativeTable = {
  'typing.call': CALL_TYPING,
  'typing.unpack': UNPACK,
  'typing.unpack_iter': UNPACK_ITER,
  'typing.generic_of': GENERIC_OF,
};
