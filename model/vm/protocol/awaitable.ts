/**
 * What `await` iterates.
 * @module
 */
import { CO_ITERABLE_COROUTINE } from '../../code/code-object.ts';
import { raise } from '../objects/exceptions.ts';
import { typeName } from '../objects/types.ts';
import type { Operations } from '../operations.ts';
import { PENDING, Ref, type Result, type Value } from '../value.ts';
import { callSpecial } from './attributes.ts';
import { isIterator } from './iteration.ts';
import { TEXTS } from './messages.ts';

/** True for what `await` takes as it is: a coroutine, or a generator of `types.coroutine`. */
export function isAwaitableItself(vm: Operations, value: Value): boolean {
  if (!(value instanceof Ref)) return false;
  const data = vm.read(value);
  if (data.kind !== 'generator') return false;
  return data.flavor === 'coroutine' || (data.code.code.flags & CO_ITERABLE_COROUTINE) !== 0;
}

/** `_PyCoro_GetAwaitableIter`. PENDING delivers what `checkAwaitIter` has to check. */
export function awaitableIter(vm: Operations, value: Value): Result {
  if (isAwaitableItself(vm, value)) return value;
  const result = callSpecial(vm, value, '__await__', [], '__await__');
  if (result === undefined) {
    throw raise(vm, 'TypeError', TEXTS[vm.version].notAwaitable(typeName(vm, value)));
  }
  return result === PENDING ? PENDING : checkAwaitIter(vm, value, result);
}

/** What the `__await__` of a value gave. */
export function checkAwaitIter(vm: Operations, value: Value, iterator: Value): Value {
  const coroutine = isAwaitableItself(vm, iterator);
  if (!coroutine && isIterator(vm, iterator)) return iterator;
  throw raise(vm, 'TypeError', TEXTS[vm.version].awaitGave(typeName(vm, value), typeName(vm, iterator), coroutine));
}
