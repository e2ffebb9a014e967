/**
 * Special methods as the interpreter calls them (`lookup_maybe_method`, `vectorcall_unbound`): found on the type, bound to the receiver.
 * @module
 */
import { allocStatic } from '../objects/statics.ts';
import { NotImplemented, TYPES, typeOf } from '../objects/types.ts';
import type { Builtin, BuiltinTable, Native, NativeTable, Operations } from '../operations.ts';
import { PENDING, Ref, type Value } from '../value.ts';
import { descriptorKind, getFromInstance } from './descriptors.ts';
import { given, wait } from './loop.ts';

const through = (impl: string): Ref =>
  allocStatic({ kind: 'builtin', cls: TYPES.builtin_function_or_method, impl, name: '__get__', self: undefined });

/** Stands for a method that is had only by running a descriptor's code: takes the descriptor, the receiver, the arguments. */
const THROUGH_DESCRIPTOR: Ref = through('special.through_descriptor');
/** The same for a comparison, which is not implemented where it cannot be bound (`slot_tp_richcompare`). */
const THROUGH_COMPARISON: Ref = through('special.through_comparison');

/** A special method with the receiver put first where the method binds. */
export function bindSpecial(
  vm: Operations,
  method: Value,
  self: Value,
  args: readonly Value[],
  compares = false,
): [Value, Value[]] {
  if (!(method instanceof Ref)) return [method, [...args]];
  const data = vm.read(method);
  if (data.kind === 'function') return [method, [self, ...args]];
  if (data.kind === 'record' && data.type === 'staticmethod') return [data.slots[0] as Value, [...args]];
  if (data.kind === 'record' && data.type === 'classmethod')
    return [data.slots[0] as Value, [typeOf(vm, self), ...args]];
  switch (descriptorKind(vm, method)) {
    case 'plain':
      return [method, [...args]];
    case 'method':
    case 'getset':
      return [method, [self, ...args]];
    case 'classbuiltin':
      return [method, [typeOf(vm, self), ...args]];
    default:
      return [compares ? THROUGH_COMPARISON : THROUGH_DESCRIPTOR, [method, self, ...args]];
  }
}

/** Whether finding the method for a receiver runs code: binding it then waits for that. */
export const bindsByCode = (vm: Operations, method: Value): boolean =>
  bindSpecial(vm, method, null, [])[0] === THROUGH_DESCRIPTOR;

const call =
  (compares: boolean): Builtin =>
  (vm, args, keywords) =>
    vm.native('special.through_descriptor', [...args, ...(keywords?.values() ?? [])], {
      args: args.length,
      names: JSON.stringify([...(keywords?.keys() ?? [])]),
      compares,
    });

/** Slots: the descriptor, the receiver, the arguments and those by keyword. Vars: how many by position, the names of the others; whether it compares. */
const THROUGH: Native = {
  start(vm, self) {
    const [descriptor, obj] = self.slots as [Value, Value];
    const found = getFromInstance(vm, descriptorKind(vm, descriptor), descriptor, obj, typeOf(vm, obj), false);
    return wait(found === PENDING ? PENDING : (found?.func ?? null), 'found');
  },
  phases: {
    found(vm, self, value) {
      const count = Number(self.vars['args']);
      const names = JSON.parse(String(self.vars['names'])) as readonly string[];
      const all = self.slots as Value[];
      const keywords = new Map(names.map((name, i) => [name, all[count + i] as Value]));
      return wait(vm.call(given(value), all.slice(2, count), names.length === 0 ? null : keywords), 'called');
    },
    called: (_vm, _self, value) => ({ done: value }),
  },
  caught: (_vm, { vars }, _exception, phase) =>
    vars['compares'] === true && (phase === 'start' || phase === 'found') ? { done: NotImplemented } : undefined,
};

export const SPECIAL_BUILTINS: BuiltinTable = {
  'special.through_descriptor': call(false),
  'special.through_comparison': call(true),
};
export const SPECIAL_NATIVES: NativeTable = { 'special.through_descriptor': THROUGH };
