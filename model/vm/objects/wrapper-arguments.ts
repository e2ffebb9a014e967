/**
 * The arguments of slot wrappers (`wrap_unaryfunc` and its kin in typeobject.c): how many there are to be is the slot's, not the type's.
 * @module
 */
import type { Keywords, Operations } from '../operations.ts';
import { ROWS } from '../protocol/rows.ts';
import type { Value } from '../value.ts';
import { between } from './arguments.ts';
import { raise } from './exceptions.ts';

const NONE =
  '__abs__ __aiter__ __anext__ __await__ __bool__ __del__ __float__ __hash__ __index__ __int__ __invert__ __iter__ __len__ __neg__ __next__ __pos__ __repr__ __str__';
/** Of `PyArg_UnpackTuple`: how many at least and at most. */
const UNPACKED: Readonly<Record<string, readonly [number, number]>> = {
  __setitem__: [2, 2],
  __setattr__: [2, 2],
  __set__: [2, 2],
  __get__: [1, 2],
  __pow__: [1, 2],
  __rpow__: [1, 2],
  __ipow__: [1, 2],
};
const COUNTS: ReadonlyMap<string, number> = new Map(NONE.split(' ').map((name) => [name, 0]));

/** `check_num_args`, `PyArg_UnpackTuple`; `given` goes without the receiver. TypeError where they do not fit. */
export function checkWrapped(vm: Operations, name: string, given: readonly Value[], keywords: Keywords | null): void {
  if (name === '__init__' || name === '__call__') return;
  if (keywords !== null && keywords.size > 0)
    throw raise(vm, 'TypeError', `wrapper ${name}() takes no keyword arguments`);
  const bounds = UNPACKED[name];
  if (bounds !== undefined) {
    if (!ROWS[vm.version].wrappersNamed) return between(vm, '', given, bounds[0], bounds[1]);
    // `wrap_ternaryfunc` counts by itself.
    if (name.endsWith('pow__') && (given.length < 1 || given.length > 2))
      throw raise(vm, 'TypeError', `expected 1 or 2 arguments, got ${given.length}`);
    return between(vm, name, given, bounds[0], bounds[1]);
  }
  const count = COUNTS.get(name) ?? 1;
  if (given.length !== count)
    throw raise(vm, 'TypeError', `expected ${count} argument${count === 1 ? '' : 's'}, got ${given.length}`);
}
