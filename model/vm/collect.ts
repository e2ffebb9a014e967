/**
 * A full collection of cycles (Python/gc.c): weak references to what nobody reaches are cleared, and their callbacks are due, or the finalisers of garbage are. Which
 * generators are garbage is not known, only that some are: then the collection is refused.
 * @module
 */
import { forEachReference } from './lifetime.ts';
import type { Machine } from './machine.ts';
import { typeData } from './objects/types.ts';
import { tellsItsDeath } from './objects/unretrieved.ts';
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
  if (tellsItsDeath(data)) return true;
  return data.cls.id > 0 && data.finalized !== true && typeData(vm, data.cls).hasDel;
}

/** What is due in a collection, in order. */
interface Due {
  /** Weak references whose callbacks are called: by referents, of each the newest first. */
  readonly callbacks: readonly Ref[];
  /** Garbage whose `__del__` runs: the oldest first. */
  readonly deletions: readonly Ref[];
}

/** A class knows those made from it weakly. */
function forgetClasses(vm: Machine, reached: ReadonlySet<Ref>): void {
  for (const ref of reached) {
    const data = vm.read(ref);
    if (data.kind !== 'type' || data.subclasses?.every((sub) => reached.has(sub)) !== false) continue;
    const left = data.subclasses.filter((sub) => reached.has(sub));
    vm.setPlain(ref, 'type', 'subclasses', left);
  }
}

/** Clears the weak references to what is garbage; answers what is due. Only a collection of all generations finds anything. */
export function collectCycles(vm: Machine, whole: boolean): Due {
  const reached = reachedFrom(vm);
  let finalizable = 0;
  const referents = new Set<Ref>();
  for (const ref of reached) {
    const data = vm.read(ref);
    if (isFinalizable(vm, ref)) finalizable++;
    if (data.kind === 'record' && data.weak !== undefined && !reached.has(data.weak)) referents.add(data.weak);
  }
  const deletions = vm.registers.deletables.filter((ref) => !reached.has(ref));
  if (finalizable + deletions.length !== vm.registers.finalizables)
    throw new ModelError('gc.collect() that finds a generator is not modelled');
  if ((referents.size > 0 || deletions.length > 0) && !whole)
    throw new ModelError('gc.collect() of one generation is not modelled');
  if (deletions.some((ref) => vm.read(ref).weakrefs !== undefined) || (referents.size > 0 && deletions.length > 0))
    throw new ModelError('gc.collect() that finds weak references and finalisers is not modelled');
  if (whole && deletions.length === 0) forgetClasses(vm, reached);
  const callbacks: Ref[] = [];
  for (const referent of [...referents].sort((a, b) => a.id - b.id)) {
    for (const weak of [...(vm.read(referent).weakrefs ?? [])].reverse()) {
      const data = vm.as(weak, 'record');
      if (data.weak !== referent) continue;
      vm.setPlain(weak, 'record', 'weak', undefined);
      if (data.slots[0] !== null && reached.has(weak)) callbacks.push(weak);
    }
  }
  if (vm.tracking && deletions.length === 0) vm.recount();
  return { callbacks, deletions };
}
