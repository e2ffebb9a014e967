/**
 * `list[int]`: the alias that a builtin class's subscript makes.
 * @module
 */
import type { Builtin } from '../operations.ts';
import { newRecord } from '../protocol/iteration.ts';
import type { Value } from '../value.ts';
import { exactly } from './arguments.ts';
import { asKind } from './payload.ts';
import { newTuple } from './tuple.ts';

/** `__class_getitem__` of builtin classes. */
export const classGetItem: Builtin = (vm, [cls, ...args]) => {
  exactly(vm, '__class_getitem__', args, 1);
  const item = args[0] as Value;
  const isTuple = asKind(vm, item, 'tuple') !== undefined;
  return newRecord(vm, 'GenericAlias', [cls, isTuple ? item : newTuple(vm, [item])]);
};
