/**
 * `__abstractmethods__` of a class, and the refusal to make instances (`type_abstractmethods`, `type_set_abstractmethods`, `object_new`).
 * @module
 */
import type { Operations } from '../operations.ts';
import { itemsAtOnce } from '../protocol/collect.ts';
import { builtinTruth, compareStrings } from '../protocol/compare.ts';
import { dictDeleteName, dictGetName, dictSetName } from '../protocol/dict-table.ts';
import { ModelError, type Ref, type Slot, type Value } from '../value.ts';
import { raise } from './exceptions.ts';
import { asStr } from './payload.ts';
import { TYPES, typeData } from './types.ts';

const NAME = '__abstractmethods__';

const own = (vm: Operations, cls: Ref): Slot =>
  cls === TYPES.type ? undefined : dictGetName(vm, typeData(vm, cls).dict, NAME);

/** `cls.__abstractmethods__`: of the class itself, inherited by none. */
export function getAbstractMethods(vm: Operations, cls: Ref): Value {
  const value = own(vm, cls);
  if (value === undefined) throw raise(vm, 'AttributeError', NAME);
  return value;
}

/** Sets them, or with undefined deletes them. */
export function setAbstractMethods(vm: Operations, cls: Ref, value: Slot): void {
  if (cls.id < 0) throw new ModelError(`${NAME} of a builtin type cannot be set`);
  const { dict } = typeData(vm, cls);
  if (value === undefined) {
    if (!dictDeleteName(vm, dict, NAME)) throw raise(vm, 'AttributeError', NAME);
    return;
  }
  if (builtinTruth(vm, value) === undefined) throw new ModelError(`${NAME} whose truth is asked of code`);
  dictSetName(vm, dict, NAME, value);
}

/** Whether the class has abstract methods (`Py_TPFLAGS_IS_ABSTRACT`). */
export const isAbstract = (vm: Operations, cls: Ref): boolean => builtinTruth(vm, own(vm, cls)) ?? false;

/** TypeError for an instance of a class that has abstract methods. */
export function refuseAbstract(vm: Operations, cls: Ref): void {
  if (cls.id < 0 || !isAbstract(vm, cls)) return;
  const names = itemsAtOnce(vm, own(vm, cls) as Value)?.map((name) => asStr(vm, name));
  if (names?.every((name) => name !== undefined) !== true)
    throw new ModelError(`${NAME} that is no collection of names is not modelled`);
  const list = names.sort(compareStrings).map((name) => `'${name}'`);
  const text = `abstract method${list.length > 1 ? 's' : ''} ${list.join(', ')}`;
  const { name } = typeData(vm, cls);
  throw raise(vm, 'TypeError', `Can't instantiate abstract class ${name} without an implementation for ${text}`);
}
