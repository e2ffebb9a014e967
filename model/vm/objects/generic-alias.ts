/**
 * `list[int]`: the alias that a builtin class's subscript makes.
 * @module
 */

import type { DataOf } from '../heap.ts';
import { builtinFunction } from '../modules/extension.ts';
import type { Builtin, BuiltinTable, Native, NativeTable, Operations } from '../operations.ts';
import { setAttr } from '../protocol/attributes.ts';
import { callOf, callSlots, callVars } from '../protocol/call-slots.ts';
import { newDict } from '../protocol/dict-table.ts';
import { newRecord } from '../protocol/iteration.ts';
import { given, wait } from '../protocol/loop.ts';
import { type Algorithm, replay } from '../protocol/replay.ts';
import type { Ref, Slot, Value } from '../value.ts';
import { between, exactly, noKeywords } from './arguments.ts';
import { exceptionMatches, raise } from './exceptions.ts';
import { asKind } from './payload.ts';
import { newTuple, tupleItems } from './tuple.ts';
import { parametersAsking, substituteAsking } from './type-parameters.ts';
import { TYPES, typeData } from './types.ts';

const aliasData = (vm: Operations, v: Slot): DataOf<'record'> => asKind(vm, v, 'record') as DataOf<'record'>;

/** `Py_GenericAlias`. */
function newAlias(vm: Operations, origin: Value, args: Value): Ref {
  const isTuple = asKind(vm, args, 'tuple') !== undefined;
  return newRecord(vm, 'GenericAlias', [origin, isTuple ? args : newTuple(vm, [args])]);
}

/** `__class_getitem__` of builtin classes. */
export const classGetItem: Builtin = (vm, [cls, ...args]) => {
  exactly(vm, '__class_getitem__', args, 1);
  return newAlias(vm, cls as Value, args[0] as Value);
};

/** `ga_new`; a subclass may have attributes. */
const aliasNew: Builtin = (vm, [cls, ...args], keywords) => {
  noKeywords(vm, 'GenericAlias', keywords);
  between(vm, 'GenericAlias', args, 2, 2);
  const { slots } = aliasData(vm, newAlias(vm, args[0] as Value, args[1] as Value));
  const attrs = typeData(vm, cls as Ref).hasDict ? newDict(vm) : null;
  return vm.alloc({ kind: 'record', cls: cls as Ref, type: 'GenericAlias', slots: [...slots], numbers: [], attrs });
};

/** `ga_call`: calls the origin; what it gives learns of the alias where it takes attributes. */
export const aliasCall: Builtin = (vm, [self, ...args], keywords) =>
  vm.native('alias_call', [self, ...callSlots(args, keywords)], callVars(args, keywords));

/** Slots: alias, the call's arguments; the object made. */
const ALIAS_CALL: Native = {
  start: (vm, self) => {
    const { args, keywords } = callOf(self, 1);
    return wait(vm.call(asKind(vm, self.slots[0], 'record')?.slots[0] as Value, args, keywords), 'made');
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

/** `alias[…]`. Inputs: alias, what it is subscripted with. */
const ALIAS_ITEM: Algorithm = {
  name: 'alias_item',
  run: (vm, inputs, _vars, ask) => {
    const [self, item] = inputs as readonly [Value, Value];
    const { slots, numbers } = aliasData(vm, self);
    const args = substituteAsking(vm, self, tupleItems(vm, slots[1]), item, ask);
    return newRecord(vm, 'GenericAlias', [slots[0], newTuple(vm, [...args])], [...numbers]);
  },
};

/** `__parameters__`. Inputs: the tuple of arguments. */
export const PARAMETERS_OF: Algorithm = {
  name: 'type_parameters',
  run: (vm, [args], _vars, ask) => newTuple(vm, parametersAsking(vm, tupleItems(vm, args), ask)),
};

/** The alias unpacked, which is all that its iterator gives. */
function starred(vm: Operations, self: Slot): Ref {
  return newRecord(
    vm,
    'generic_alias_iterator',
    [newTuple(vm, [newRecord(vm, 'GenericAlias', [...aliasData(vm, self).slots], [1])]), self],
    [0],
  );
}

/** `ga_reduce`: an unpacked alias is the next item of the alias. */
const aliasReduce: Builtin = (vm, [self]) => {
  const { slots, numbers, cls } = aliasData(vm, self);
  if (numbers[0] === 1) return newTuple(vm, [builtinFunction(vm, 'next'), newTuple(vm, [starred(vm, self)])]);
  return newTuple(vm, [cls, newTuple(vm, slots as Value[])]);
};

/** `ga_iter_reduce`: how the alias is iterated; nothing where its item was given. */
const iteratorReduce: Builtin = (vm, [self]) => {
  const { slots = [], numbers = [] } = asKind(vm, self, 'record') ?? {};
  const left = numbers[0] === 0 ? (slots[1] as Value) : newTuple(vm, []);
  return newTuple(vm, [builtinFunction(vm, 'iter'), newTuple(vm, [left])]);
};

const unusable =
  (check: string): Builtin =>
  (vm) => {
    throw raise(vm, 'TypeError', `${check}() argument 2 cannot be a parameterized generic`);
  };

export const ALIAS_BUILTINS: BuiltinTable = {
  'GenericAlias.__new__': aliasNew,
  'GenericAlias.__mro_entries__': (vm, [self]) => newTuple(vm, [aliasData(vm, self).slots[0] as Value]),
  'GenericAlias.__parameters__': (vm, [self]) => replay(vm, PARAMETERS_OF, [aliasData(vm, self).slots[1]]),
  'GenericAlias.__unpacked__': (vm, [self]) => aliasData(vm, self).numbers[0] === 1,
  'GenericAlias.__typing_unpacked_tuple_args__': (vm, [self]) => {
    const { slots, numbers } = aliasData(vm, self);
    return numbers[0] === 1 && slots[0] === TYPES.tuple ? (slots[1] as Value) : null;
  },
  'GenericAlias.__call__': aliasCall,
  'GenericAlias.__iter__': (vm, [self]) => starred(vm, self),
  'GenericAlias.__getitem__': (vm, args) => replay(vm, ALIAS_ITEM, args),
  'GenericAlias.__reduce__': aliasReduce,
  'generic_alias_iterator.__reduce__': iteratorReduce,
  'GenericAlias.__instancecheck__': unusable('isinstance'),
  'GenericAlias.__subclasscheck__': unusable('issubclass'),
};

export const ALIAS_NATIVES: NativeTable = { alias_call: ALIAS_CALL };
export const ALIAS_ALGORITHMS: readonly Algorithm[] = [ALIAS_ITEM, PARAMETERS_OF];
