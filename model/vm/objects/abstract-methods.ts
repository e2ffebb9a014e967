/**
 * `__abstractmethods__` of a class, and the refusal to make instances (`type_abstractmethods`, `type_set_abstractmethods`, `object_new`).
 * @module
 */
import type { Builtin, Native, Operations } from '../operations.ts';
import { toList } from '../protocol/collect.ts';
import { truthAsking } from '../protocol/compare.ts';
import { dictDeleteName, dictGetName, dictSetName } from '../protocol/dict-table.ts';
import { given, wait } from '../protocol/loop.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';
import { ModelError, PENDING, type Pending, type Ref, type Value } from '../value.ts';
import { raise } from './exceptions.ts';
import { asKind } from './payload.ts';
import { joinItems } from './str-split.ts';
import { TYPES, typeData } from './types.ts';

const NAME = '__abstractmethods__';

/** `cls.__abstractmethods__`: of the class itself, inherited by none. */
export function getAbstractMethods(vm: Operations, cls: Ref): Value {
  const value = cls === TYPES.type ? undefined : dictGetName(vm, typeData(vm, cls).dict, NAME);
  if (value === undefined) throw raise(vm, 'AttributeError', NAME);
  return value;
}

/** Sets them; a class is abstract where they are true at that moment. Inputs: class, value. */
const SET: Algorithm = {
  name: 'set_abstract_methods',
  run(vm, inputs, _vars, ask) {
    const [cls, value] = inputs as [Ref, Value];
    storeAbstractMethods(vm, cls, value, truthAsking(vm, value, ask));
    return null;
  },
};

/** Stores them in a class. */
export function storeAbstractMethods(vm: Operations, cls: Ref, value: Value, abstract: boolean): void {
  if (cls.id < 0) throw new ModelError(`${NAME} of a builtin type cannot be set`);
  dictSetName(vm, typeData(vm, cls).dict, NAME, value);
  vm.setPlain(cls, 'type', 'abstract', abstract);
  vm.typesChanged();
}

/** `type_set_abstractmethods`: without a value it deletes. */
const setAbstractMethods: Builtin = (vm, args) => {
  if (args.length > 1) return replay(vm, SET, args);
  const cls = args[0] as Ref;
  if (cls.id < 0 || !dictDeleteName(vm, typeData(vm, cls).dict, NAME)) throw raise(vm, 'AttributeError', NAME);
  vm.setPlain(cls, 'type', 'abstract', false);
  vm.typesChanged();
  return null;
};

/** TypeError for an instance of a class that has abstract methods (`Py_TPFLAGS_IS_ABSTRACT`); PENDING while code tells their names. */
export function refuseAbstract(vm: Operations, cls: Ref): Pending | undefined {
  if (typeData(vm, cls).abstract !== true) return undefined;
  return vm.native('refuse_abstract', [cls]) === PENDING ? PENDING : undefined;
}

/** Slots: the class, a list of the names. */
const REFUSE: Native = {
  start: (vm, { slots }) => wait(toList(vm, getAbstractMethods(vm, slots[0] as Ref)), 'listed'),
  phases: {
    listed(vm, self, value) {
      vm.splice(self.ref, 'slots', 1, 0, [given(value)]);
      return wait(vm.native('list_sort', [given(value), null], { reverse: false }), 'sorted');
    },
    sorted(vm, { slots }) {
      const names = asKind(vm, slots[1], 'list')?.items ?? [];
      const text = `abstract method${names.length > 1 ? 's' : ''} '${joinItems(vm, "', '", names)}'`;
      const { name } = typeData(vm, slots[0] as Ref);
      throw raise(vm, 'TypeError', `Can't instantiate abstract class ${name} without an implementation for ${text}`);
    },
  },
};

export const ABSTRACT_BUILTINS = { [`type.${NAME}=`]: setAbstractMethods };
export const ABSTRACT_NATIVES = { refuse_abstract: REFUSE };
export const ABSTRACT_ALGORITHMS = [SET];
