/**
 * `isinstance` and `issubclass` (Objects/abstract.c).
 * @module
 */

import { raise } from '../objects/exceptions.ts';
import { isInstance, isSubtype, isType, TYPES, typeOf } from '../objects/types.ts';
import type { BuiltinTable, Operations } from '../operations.ts';
import { bindSpecial, truthAsking } from '../protocol/compare.ts';
import { isStaticBuiltin, lookupType } from '../protocol/lookup.ts';
import { type Algorithm, type Ask, replay } from '../protocol/replay.ts';
import { Ref, type Value } from '../value.ts';
import { positional } from './functions.ts';

type Check = 'isinstance' | 'issubclass';

/** The members of a tuple or of a union of types; undefined for anything else. */
function several(vm: Operations, classes: Value): readonly Value[] | undefined {
  const data = classes instanceof Ref ? vm.read(classes) : null;
  if (data?.kind === 'tuple') return data.items;
  if (data?.kind === 'record' && data.type === 'UnionType') {
    const args = vm.read(data.slots[0] as Ref);
    return args.kind === 'tuple' ? args.items.map((item) => (item === null ? TYPES.NoneType : item)) : undefined;
  }
  return undefined;
}

function checkAsking(vm: Operations, check: Check, v: Value, classes: Value, ask: Ask): boolean {
  if (check === 'isinstance' && typeOf(vm, v) === classes) return true;
  const exact = isType(vm, classes) && vm.read(classes).cls === TYPES.type;
  if (exact) return builtinCheck(vm, check, v, classes);
  const all = several(vm, classes);
  if (all !== undefined) return all.some((cls) => checkAsking(vm, check, v, cls, ask));
  const name = check === 'isinstance' ? '__instancecheck__' : '__subclasscheck__';
  const method = lookupType(vm, typeOf(vm, classes), name);
  if (method !== undefined && !isStaticBuiltin(method)) {
    return truthAsking(vm, ask(...bindSpecial(vm, method, classes, [v])), ask);
  }
  return builtinCheck(vm, check, v, classes);
}

/** What kind of record stands in the place of a class. */
function hollowOrAlias(vm: Operations, cls: Value): string | undefined {
  const data = cls instanceof Ref ? vm.read(cls) : null;
  return data?.kind === 'record' ? data.type : undefined;
}

/** `type.__instancecheck__`, `type.__subclasscheck__`. */
function builtinCheck(vm: Operations, check: Check, v: Value, cls: Value): boolean {
  if (hollowOrAlias(vm, cls) === 'GenericAlias')
    throw raise(vm, 'TypeError', `${check}() argument 2 cannot be a parameterized generic`);
  // Of a class that the model does not have there are no instances.
  if (hollowOrAlias(vm, cls) === 'hollow') return false;
  if (check === 'issubclass') {
    if (!isType(vm, v)) throw raise(vm, 'TypeError', 'issubclass() arg 1 must be a class');
    if (!isType(vm, cls)) {
      throw raise(vm, 'TypeError', 'issubclass() arg 2 must be a class, a tuple of classes, or a union');
    }
    return isSubtype(vm, v, cls);
  }
  if (isType(vm, cls)) return isInstance(vm, v, cls);
  throw raise(vm, 'TypeError', 'isinstance() arg 2 must be a type, a tuple of types, or a union');
}

/** Inputs: value, classes. Vars: check. */
export const CLASS_CHECK: Algorithm = {
  name: 'class_check',
  run: (vm, inputs, vars, ask) => checkAsking(vm, vars['check'] as Check, inputs[0] as Value, inputs[1] as Value, ask),
};

export const CLASS_CHECKS: BuiltinTable = {
  isinstance: positional('isinstance', 2, 2, (vm, args) => replay(vm, CLASS_CHECK, args, { check: 'isinstance' })),
  issubclass: positional('issubclass', 2, 2, (vm, args) => replay(vm, CLASS_CHECK, args, { check: 'issubclass' })),
  'type.__instancecheck__': (vm, [cls, v]) => builtinCheck(vm, 'isinstance', v as Value, cls as Value),
  'type.__subclasscheck__': (vm, [cls, v]) => builtinCheck(vm, 'issubclass', v as Value, cls as Value),
};
