/**
 * Look-up on types: `_PyType_Lookup` and what is decided with it.
 * @module
 */
import { PROFILES } from '../../versions.ts';
import { GONE_MEMBERS, LATER_MEMBERS } from '../objects/member-table.ts';
import { EXCEPTION_INITS, isCoreMember, isExtension, typeData, typeOf } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { Ref, type Slot, type Value } from '../value.ts';
import { dictEntries, dictGetName, watchNames } from './dict-table.ts';

/** `_PyType_Lookup`: the first class on the MRO that has the name. */
export function lookupType(vm: Operations, type: Ref, name: string): Slot {
  const cache = vm.typeCache(type);
  if (cache === null) return lookupOnMro(vm, type, name);
  const kept = cache.get(name);
  if (kept !== undefined || cache.has(name)) return kept;
  const { mro } = typeData(vm, type);
  for (let i = 0; i < mro.length; i++) watchNames(vm, typeData(vm, mro[i] as Ref).dict);
  const found = lookupOnMro(vm, type, name);
  cache.set(name, found);
  return found;
}

function lookupOnMro(vm: Operations, type: Ref, name: string): Slot {
  const { mro } = typeData(vm, type);
  for (let i = 0; i < mro.length; i++) {
    const found = dictGetName(vm, typeData(vm, mro[i] as Ref).dict, name);
    if (found === undefined || isAbsent(vm, found)) continue;
    return name === '__init__' ? ownInit(vm, mro, 0, i, found) : found;
  }
  return undefined;
}

/** The same, starting after a class on the MRO: what `super` does. */
export function lookupAfter(vm: Operations, type: Ref, after: Value, name: string): Slot {
  const { mro } = typeData(vm, type);
  for (let i = mro.indexOf(after) + 1; i < mro.length; i++) {
    const found = dictGetName(vm, typeData(vm, mro[i] as Ref).dict, name);
    if (found === undefined || isAbsent(vm, found)) continue;
    return name === '__init__' ? ownInit(vm, mro, mro.indexOf(after) + 1, i, found) : found;
  }
  return undefined;
}

/** A builtin's member that this version does not have yet, or no longer. */
export function isAbsent(vm: Operations, found: Slot): boolean {
  if (!(found instanceof Ref) || found.id > 0) return false;
  const data = vm.read(found);
  if (data.kind !== 'builtin') return false;
  const from = LATER_MEMBERS.get(data.impl);
  const until = GONE_MEMBERS.get(data.impl);
  return (from !== undefined && vm.version < from) || (until !== undefined && vm.version >= until);
}

/** What the dict of a builtin type has in this version, in order. */
export function membersOf(vm: Operations, type: Ref): [Value, Value][] {
  const own = PROFILES[vm.version].exceptionsOwnInit ? EXCEPTION_INITS.get(type) : undefined;
  const members = dictEntries(vm, typeData(vm, type).dict).filter(([, value]) => !isAbsent(vm, value));
  if (own === undefined) return members;
  const at = members[0]?.[0] === '__new__' ? 1 : 0;
  return [...members.slice(0, at), ['__init__', own], ...members.slice(at)];
}

/** Before 3.14 the dicts of builtin exceptions have an `__init__` each; here the first exception on the way to a builtin one answers with its own. */
function ownInit(vm: Operations, mro: readonly Value[], from: number, to: number, found: Slot): Slot {
  if (!PROFILES[vm.version].exceptionsOwnInit) return found;
  for (let i = from; i < to; i++) {
    const own = EXCEPTION_INITS.get(mro[i] as Ref);
    if (own !== undefined) return own;
  }
  return found;
}

/** Whether a value is a builtin's own method as a type's dict holds it (a slot wrapper or method descriptor), which the protocols stand for themselves. */
export function isStaticBuiltin(v: Slot): boolean {
  return v instanceof Ref && isCoreMember(v);
}

/**
 * The special method that Python code, or a type of a C module, puts in the place of a builtin's behaviour: undefined where the type is
 * builtin or inherits a builtin's own. `null` is a method set to None, which forbids the operation.
 */
export function override(vm: Operations, v: Value, name: string): Slot {
  if (!(v instanceof Ref)) return undefined;
  const type = vm.read(v).cls;
  return type.id < 0 && !isExtension(type) ? undefined : overrideOf(vm, type, name);
}

/** The same, of a type's instances. */
export function overrideOf(vm: Operations, type: Ref, name: string): Slot {
  const found = lookupType(vm, type, name);
  if (found === undefined) return undefined;
  return isStaticBuiltin(found) && isInherited(vm, type, name, found) ? undefined : found;
}

/** Whether a builtin's method comes from the builtin that the class is made on: `__str__ = int.__repr__` does not. */
function isInherited(vm: Operations, type: Ref, name: string, found: Slot): boolean {
  if (type.id < 0) return true;
  const { mro } = typeData(vm, type);
  const base = mro.find((cls) => cls instanceof Ref && cls.id < 0);
  return !(base instanceof Ref) || isExtension(base) || lookupType(vm, base, name) === found;
}

/** A special method as the interpreter looks it up: on the type, unbound. */
export function lookupSpecial(vm: Operations, v: Value, name: string): Slot {
  return lookupType(vm, typeOf(vm, v), name);
}
