/**
 * Helpers for the types of C modules: their objects are records, and their attributes stand in the register of builtins under the descriptor's name.
 * @module
 */
import type { RecordData } from '../heap.ts';
import type { Machine } from '../machine.ts';
import { raise } from '../objects/exceptions.ts';
import type { ExtensionTypeName } from '../objects/extension-types.ts';
import { TYPES, typeData } from '../objects/types.ts';
import type { Builtin, Operations } from '../operations.ts';
import { newDict } from '../protocol/dict-table.ts';
import { EXHAUSTED, type Exhausted, ModelError, Ref, type Slot, type Value } from '../value.ts';

/** Self of a method, which its descriptor has checked. */
export function recordOf(
  vm: Operations,
  type: ExtensionTypeName,
  method: string,
  v: Slot,
): { readonly ref: Ref; readonly data: Readonly<RecordData> } {
  if (v instanceof Ref) {
    const data = vm.read(v);
    if (data.kind === 'record' && data.type === type) return { ref: v, data };
  }
  throw new ModelError(`${type}.${method} was given no ${type}`);
}

/** What a C module keeps for itself, and the module, which has been imported if one of its functions runs. */
export function moduleState(vm: Operations, name: string): { readonly module: Ref; readonly state: readonly Slot[] } {
  const module = vm.module(name);
  const data = module === null ? null : vm.read(module);
  if (module === null || data?.kind !== 'module') throw new ModelError(`the module ${name} is gone`);
  return { module, state: data.state };
}

/** Sets what a C module keeps at an index, whatever it has kept so far. */
export function setModuleState(vm: Operations, name: string, i: number, value: Slot): void {
  const { module, state } = moduleState(vm, name);
  for (let n = state.length; n <= i; n++) vm.splice(module, 'state', n, 0, [undefined]);
  vm.setAt(module, 'state', i, value);
}

/** The contents of an object that is known to be a record. */
export function recordData(vm: Operations, v: Slot): Readonly<RecordData> {
  const data = v instanceof Ref ? vm.read(v) : null;
  if (data?.kind !== 'record') throw new ModelError('an object of a C module was expected');
  return data;
}

/** A new object of an extension type, or of a subclass. */
export function newExtension(
  vm: Operations,
  type: ExtensionTypeName,
  cls: Ref,
  slots: Slot[],
  numbers: number[] = [],
): Ref {
  const attrs = typeData(vm, cls).hasDict ? newDict(vm) : null;
  return vm.alloc({ kind: 'record', cls, type, slots, numbers, attrs });
}

/** The same of the type itself. */
export function newOf(vm: Operations, type: ExtensionTypeName, slots: Slot[], numbers: number[] = []): Ref {
  return newExtension(vm, type, TYPES[type], slots, numbers);
}

/** `__next__` of what `step` steps, subclasses included. */
export function stepped(step: (vm: Operations, it: Ref) => Value | Exhausted): Builtin {
  return (vm, [it]) => {
    const item = step(vm, it as Ref);
    if (item === EXHAUSTED) throw raise(vm, 'StopIteration');
    return item;
  };
}

/** A builtin function as `builtins` holds it. */
export function builtinFunction(vm: Operations, name: string): Value {
  const found = (vm as Machine).world.builtinNames.get(name);
  if (found === undefined) throw new ModelError(`no builtin ${name}`);
  return found;
}

/** Attributes that read a slot of the record. */
export function slotMembers(type: ExtensionTypeName, names: readonly string[]): Record<string, Builtin> {
  return Object.fromEntries(
    names.map((name, i): [string, Builtin] => [
      `${type}.${name}`,
      (vm, [self]) => (recordOf(vm, type, name, self).data.slots[i] ?? null) as Value,
    ]),
  );
}
