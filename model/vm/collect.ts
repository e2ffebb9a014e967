/**
 * A full collection of cycles (Python/gc.c), as far as the model can see what it does: weak references to what nobody reaches are cleared, and their callbacks are due.
 * Whether anything with a finaliser is among it is known by counting, not which: then the collection is refused.
 * @module
 */
import { forEachReference } from './lifetime.ts';
import type { Machine } from './machine.ts';
import { typeData } from './objects/types.ts';
import { forEachRoot } from './persistent.ts';
import { ModelError, type Ref } from './value.ts';

/** All that is reached from the roots and from what this step has dropped. */
function reachedFrom(vm: Machine): ReadonlySet<Ref> {
  const reached = new Set<Ref>();
  const work: Ref[] = [];
  const reach = (ref: Ref): void => {
    if (reached.has(ref)) return;
    reached.add(ref);
    work.push(ref);
  };
  forEachRoot(vm, reach, reach);
  vm.dropped.forEach(reach);
  for (let ref = work.pop(); ref !== undefined; ref = work.pop()) forEachReference(vm.read(ref), reach);
  return reached;
}

/** Whether its death would run code. */
function isFinalizable(vm: Machine, ref: Ref): boolean {
  const data = vm.read(ref);
  if (data.kind === 'generator') return data.status !== 'closed';
  return data.cls.id > 0 && data.finalized !== true && typeData(vm, data.cls).hasDel;
}

/** Clears the weak references to what is garbage; answers those whose callbacks are due, in order: by referents, of each the newest first. */
export function collectCycles(vm: Machine, whole: boolean): readonly Ref[] {
  const reached = reachedFrom(vm);
  let finalizable = 0;
  const referents = new Set<Ref>();
  for (const ref of reached) {
    const data = vm.read(ref);
    if (isFinalizable(vm, ref)) finalizable++;
    if (data.kind === 'record' && data.weak !== undefined && !reached.has(data.weak)) referents.add(data.weak);
  }
  if (finalizable !== vm.registers.finalizables)
    throw new ModelError('gc.collect() that finds something with a finaliser is not modelled');
  if (referents.size > 0 && !whole) throw new ModelError('gc.collect() of one generation is not modelled');
  const due: Ref[] = [];
  for (const referent of [...referents].sort((a, b) => a.id - b.id)) {
    for (const weak of [...(vm.read(referent).weakrefs ?? [])].reverse()) {
      const data = vm.as(weak, 'record');
      if (data.weak !== referent) continue;
      vm.setPlain(weak, 'record', 'weak', undefined);
      if (data.slots[0] !== null && reached.has(weak)) due.push(weak);
    }
  }
  if (vm.tracking) vm.recount();
  return due;
}
