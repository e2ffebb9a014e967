/**
 * `isinstance` and `issubclass` (Objects/abstract.c).
 * @module
 */

import { builtinFunction } from '../modules/extension.ts';
import { raise } from '../objects/exceptions.ts';
import { asKind } from '../objects/payload.ts';
import { isInstance, isSubtype, isType, refuseUnknown, TYPES, typeData, typeOf } from '../objects/types.ts';
import type { BuiltinTable, Operations } from '../operations.ts';
import { hooks } from '../protocol/attributes.ts';
import { bindSpecial } from '../protocol/bind-special.ts';
import { truthAsking } from '../protocol/compare.ts';
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
  if (exact) return builtinCheck(vm, check, v, classes, ask);
  const all = several(vm, classes);
  if (all !== undefined) return all.some((cls) => checkAsking(vm, check, v, cls, ask));
  const name = check === 'isinstance' ? '__instancecheck__' : '__subclasscheck__';
  const method = lookupType(vm, typeOf(vm, classes), name);
  if (method !== undefined && !isStaticBuiltin(method)) {
    return truthAsking(vm, ask(...bindSpecial(vm, method, classes, [v])), ask);
  }
  return builtinCheck(vm, check, v, classes, ask);
}

/** `__class__` where Python code, or an attribute of the class, takes the place of the type. */
export function classAsking(vm: Operations, v: Value, ask: Ask): Value {
  const type = typeOf(vm, v);
  const own = lookupType(vm, type, '__class__') === lookupType(vm, TYPES.object, '__class__');
  if (own && hooks(vm, v)?.getattribute === undefined) return type;
  return ask(builtinFunction(vm, 'getattr'), [v, '__class__', null]);
}

/** `object_isinstance`: what says to be of another class is taken for one of it. */
function isInstanceAsking(vm: Operations, v: Value, cls: Ref, ask: Ask): boolean {
  if (isInstance(vm, v, cls)) return true;
  const said = classAsking(vm, v, ask);
  return isType(vm, said) && isSubtype(vm, said, cls);
}

/** What kind of record stands in the place of a class. */
function hollowOrAlias(vm: Operations, cls: Value): string | undefined {
  const data = cls instanceof Ref ? vm.read(cls) : null;
  return data?.kind === 'record' ? data.type : undefined;
}

/** `type.__instancecheck__`, `type.__subclasscheck__`. */
function builtinCheck(vm: Operations, check: Check, v: Value, cls: Value, ask: Ask): boolean {
  if (hollowOrAlias(vm, cls) === 'GenericAlias')
    throw raise(vm, 'TypeError', `${check}() argument 2 cannot be a parameterized generic`);
  // Of a class that the model does not have there are no instances.
  if (hollowOrAlias(vm, cls) === 'hollow') return false;
  if (check === 'issubclass') {
    if (isType(vm, v) && isType(vm, cls)) return isSubtype(vm, v, cls);
    checkClass(vm, v, 'issubclass() arg 1 must be a class', ask);
    checkClass(vm, cls, 'issubclass() arg 2 must be a class, a tuple of classes, or a union', ask);
    return isAbstractSubclass(vm, v, cls, ask);
  }
  if (isType(vm, cls)) return isInstanceAsking(vm, v, cls, ask);
  checkClass(vm, cls, 'isinstance() arg 2 must be a type, a tuple of types, or a union', ask);
  return isAbstractSubclass(vm, classAsking(vm, v, ask), cls, ask);
}

/** `abstract_get_bases`: a tuple, or nothing. */
function basesAsking(vm: Operations, cls: Value, ask: Ask): readonly Value[] | undefined {
  if (isType(vm, cls) && hooks(vm, cls) === undefined) return typeData(vm, cls).bases;
  return asKind(vm, ask(builtinFunction(vm, 'getattr'), [cls, '__bases__', null]), 'tuple')?.items;
}

/** `check_class`: whatever has a tuple `__bases__` will do. */
function checkClass(vm: Operations, cls: Value, text: string, ask: Ask): void {
  if (basesAsking(vm, cls, ask) === undefined) throw raise(vm, 'TypeError', text);
}

/** `abstract_issubclass`. */
function isAbstractSubclass(vm: Operations, derived: Value, cls: Value, ask: Ask): boolean {
  if (derived === cls) return true;
  const bases = basesAsking(vm, derived, ask);
  return bases?.some((base) => isAbstractSubclass(vm, base, cls, ask)) ?? false;
}

/** Inputs: value, classes. Vars: check, own (no look-up of `__instancecheck__` or `__subclasscheck__`). */
export const CLASS_CHECK: Algorithm = {
  name: 'class_check',
  run: (vm, inputs, vars, ask) => {
    const [v, classes] = inputs as readonly [Value, Value];
    refuseUnknown(vm, v);
    const run = vars['own'] === true ? builtinCheck : checkAsking;
    return run(vm, vars['check'] as Check, v, classes, ask);
  },
};

export const CLASS_CHECKS: BuiltinTable = {
  isinstance: positional('isinstance', 2, 2, (vm, args) => replay(vm, CLASS_CHECK, args, { check: 'isinstance' })),
  issubclass: positional('issubclass', 2, 2, (vm, args) => replay(vm, CLASS_CHECK, args, { check: 'issubclass' })),
  'type.__instancecheck__': (vm, [cls, v]) => replay(vm, CLASS_CHECK, [v, cls], { check: 'isinstance', own: true }),
  'type.__subclasscheck__': (vm, [cls, v]) => replay(vm, CLASS_CHECK, [v, cls], { check: 'issubclass', own: true }),
};
