/**
 * Whether instances of a class match sequence or mapping patterns (`Py_TPFLAGS_SEQUENCE`, `Py_TPFLAGS_MAPPING`; PEP 634): what a class is told for itself, or else
 * what the first class behind it in its order has (`inherit_patma_flags` in Objects/typeobject.c).
 * @module
 */
import type { Operations } from '../operations.ts';
import type { Ref } from '../value.ts';
import { TYPES, typeData } from './types.ts';

export const SEQUENCE_FLAG = 1 << 5;
export const MAPPING_FLAG = 1 << 6;

const BUILTIN: ReadonlyMap<Ref, number> = new Map([
  ...(['list', 'tuple', 'range', 'memoryview', 'collections.deque', 'array.array'] as const).map(
    (name): [Ref, number] => [TYPES[name], SEQUENCE_FLAG],
  ),
  ...(['dict', 'mappingproxy', 'frozendict'] as const).map((name): [Ref, number] => [TYPES[name], MAPPING_FLAG]),
]);

/** The flags of a class: 0 or one of them. */
export function patternFlags(vm: Operations, cls: Ref): number {
  for (const base of typeData(vm, cls).mro as readonly Ref[]) {
    const own = typeData(vm, base).pattern ?? BUILTIN.get(base) ?? 0;
    if (own !== 0) return own;
  }
  return 0;
}

/** `set_collection_flag_recursive`: builtin classes keep what they have. */
export function setPatternFlags(vm: Operations, cls: Ref, flags: number): void {
  if (cls.id < 0 || patternFlags(vm, cls) === flags) return;
  vm.setPlain(cls, 'type', 'pattern', flags);
  for (const sub of typeData(vm, cls).subclasses ?? []) setPatternFlags(vm, sub, flags);
}
