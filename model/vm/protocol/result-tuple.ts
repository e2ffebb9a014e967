/**
 * The result tuple that enumerate, zip, items of a dict … keep: `next` gives the same tuple again if nobody else holds it, so what
 * the last one held lives until the next one is made, or as long as the iterator (`enum_next`, `zip_next`, `dictiter_iternextitem`).
 * @module
 */
import { afterLeaving } from '../lifetime.ts';
import type { Machine } from '../machine.ts';
import { newTuple } from '../objects/tuple.ts';
import type { Operations } from '../operations.ts';
import type { Exhausted, Pending, Ref, Value } from '../value.ts';

/**
 * The tuple of `size` items that the iterator gives again; undefined if it has to give a new one. Only objects that are finalised can tell
 * the difference, so that nothing is kept while there are none.
 */
export function reusableResult(vm: Operations, it: Ref, size: number): Ref | undefined {
  const machine = vm as Machine;
  const { result } = machine.as(it, 'record');
  if (!machine.tracking) {
    if (result !== undefined) vm.setRef(it, 'record', 'result', undefined);
    return undefined;
  }
  if (result === undefined) {
    const made = newTuple(vm, new Array<Value>(size).fill(null));
    vm.setRef(it, 'record', 'result', made);
    return made;
  }
  return machine.counts().of(result) === 1 ? result : undefined;
}

/** Puts an item into a tuple that is given again; what stood there dies before the iterator goes on. */
export function setResultItem(vm: Operations, result: Ref, index: number, item: Value): Value | Exhausted | Pending {
  const machine = vm as Machine;
  const mark = machine.dropped.length;
  // States that were handed out share the items of tuples: they are replaced, not written to.
  machine.setRef(result, 'tuple', 'items', machine.as(result, 'tuple').items.with(index, item));
  return afterLeaving(machine, mark, null);
}

/** The next tuple, where all its items are there at once. */
export function resultTuple(vm: Operations, it: Ref, items: Value[]): Ref {
  const result = reusableResult(vm, it, items.length);
  if (result === undefined) return newTuple(vm, items);
  vm.setRef(result, 'tuple', 'items', items);
  return result;
}

/** An iterator that makes its last result the next one, copied where somebody holds it: what is in it has other owners while it goes on. */
export function keepResult(vm: Operations, it: Ref, result: Ref): Ref {
  const kept = (vm as Machine).tracking ? result : undefined;
  if (kept !== (vm as Machine).as(it, 'record').result) (vm as Machine).setRef(it, 'record', 'result', kept);
  return result;
}
