/**
 * When things die: after each instruction, the references that it dropped are counted down, in order, and what reaches zero is
 * finalised at once (generators are closed, `__del__` runs) or freed. Nothing is done while no finalisable object lives.
 * Cycles stay: the collector is off.
 * @module
 */
import { type HeapData, VALUE_MEMBERS } from './heap.ts';
import type { Machine } from './machine.ts';
import type { Native } from './operations.ts';
import { lookupSpecial } from './protocol/attributes.ts';
import { Ref, type Result } from './value.ts';

/** Calls `visit` for every counted reference that an object owns, in the order in which its deallocation drops them. */
export function forEachReference(data: Readonly<HeapData>, visit: (ref: Ref) => void): void {
  const members = data as unknown as Readonly<Record<string, unknown>>;
  const one = (value: unknown): void => {
    if (value instanceof Ref && value.id > 0) visit(value);
  };
  for (const member of VALUE_MEMBERS[data.kind]) {
    const value = members[member];
    if (Array.isArray(value)) {
      // list and tuple drop their items from the last to the first; everything else in order.
      if (data.kind === 'list' || data.kind === 'tuple') for (let i = value.length - 1; i >= 0; i--) one(value[i]);
      else for (const item of value) one(item);
    } else if (value instanceof Ref) one(value);
    else if (typeof value === 'object' && value !== null && member === 'members') Object.values(value).forEach(one);
  }
  if (data.cls.id > 0) visit(data.cls);
}

/** Settles the references dropped in the step that just ended. */
export function settle(vm: Machine): void {
  if (vm.dropped.length === 0 && vm.fresh.length === 0) return;
  const counts = vm.counts();
  const finalize: Ref[] = [];
  const dead = new Set<Ref>();
  const kill = (ref: Ref): void => {
    if (dead.has(ref)) return;
    dead.add(ref);
    const data = vm.read(ref);
    if (needsFinalizer(vm, data)) finalize.push(ref);
    else {
      forEachReference(data, drop);
      counts.free(ref);
    }
  };
  const drop = (ref: Ref): void => {
    if (counts.drop(ref) === 0) kill(ref);
  };
  for (let i = 0; i < vm.dropped.length; i++) {
    const ref = vm.dropped[i] as Ref;
    if (counts.dropped(ref) === 0) kill(ref);
  }
  vm.dropped.length = 0;
  for (let i = 0; i < vm.fresh.length; i++) {
    const ref = vm.fresh[i] as Ref;
    if (counts.of(ref) === 0) kill(ref);
  }
  vm.fresh.length = 0;
  if (finalize.length > 0) vm.native('finalize', finalize, { silent: true, next: 0 });
}

function needsFinalizer(vm: Machine, data: Readonly<HeapData>): boolean {
  switch (data.kind) {
    case 'generator':
      return data.status === 'suspended' || data.status === 'created';
    case 'instance':
    case 'exception': {
      if (data.finalized) return false;
      const cls = vm.read(data.cls);
      return cls.kind === 'type' && cls.hasDel;
    }
    default:
      return false;
  }
}

/**
 * Runs finalisers one after the other. While one runs, its object is alive in this frame's slot; what it raises goes to stderr
 * (`sys.unraisablehook`) and is dropped.
 */
export const finalizeNative: Native = {
  start: (vm, self) => {
    const next = self.vars['next'] as number;
    const item = self.slots[next];
    if (item === undefined) return { done: null };
    self.setVars({ ...self.vars, next: next + 1 });
    return { result: finalizer(vm as Machine, item as Ref), then: 'finished' };
  },
  phases: {
    finished: (_vm, self) => {
      self.set((self.vars['next'] as number) - 1, null);
      return { result: null, then: 'start' };
    },
  },
  caught: (_vm, self) => {
    self.set((self.vars['next'] as number) - 1, null);
    return { result: null, then: 'start' };
  },
};

function finalizer(vm: Machine, ref: Ref): Result {
  const data = vm.read(ref);
  if (data.kind === 'generator') return vm.native('generator.close', [ref]);
  if (data.kind === 'instance' || data.kind === 'exception') {
    vm.setPlain(ref, data.kind, 'finalized', true);
    vm.registers.finalizables--;
    const del = lookupSpecial(vm, ref, '__del__');
    if (del !== undefined) return vm.call(del, [ref]);
  }
  return null;
}
