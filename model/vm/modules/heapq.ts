/**
 * The module `_heapq` (Modules/_heapqmodule.c). What its functions do step by step stands in `heap-sift.ts`.
 * @module
 */
import { argumentType, exactly, noKeywords } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { asKind } from '../objects/payload.ts';
import { isInstance, TYPES } from '../objects/types.ts';
import type { Builtin, Operations } from '../operations.ts';
import type { Result, Value } from '../value.ts';
import { type NativeModule, nary } from './native-module.ts';

function heapFunction(name: string, work: string, count: 1 | 2, max: boolean): Builtin {
  const full = `_heapq.${name}`;
  const run = (vm: Operations, [heap, item = null]: readonly Value[]): Result => {
    if (!isInstance(vm, heap as Value, TYPES.list)) {
      const found = argumentType(vm, heap as Value);
      throw raise(vm, 'TypeError', `${name}() argument${count === 1 ? '' : ' 1'} must be list, not ${found}`);
    }
    const { length } = asKind(vm, heap, 'list')?.items ?? [];
    if (length === 0 && (work === 'heappop' || work === 'heapreplace'))
      throw raise(vm, 'IndexError', 'index out of range');
    return vm.native('heap', [heap, item], { work, max });
  };
  if (count === 2) return nary(full, name, 2, 2, run);
  return (vm, args, keywords) => {
    noKeywords(vm, full, keywords);
    exactly(vm, full, args, 1);
    return run(vm, args);
  };
}

export const HEAPQ_MODULE: NativeModule = {
  functions: {
    heappush: heapFunction('heappush', 'heappush', 2, false),
    heappop: heapFunction('heappop', 'heappop', 1, false),
    heapreplace: heapFunction('heapreplace', 'heapreplace', 2, false),
    heappushpop: heapFunction('heappushpop', 'heappushpop', 2, false),
    heapify: heapFunction('heapify', 'heapify', 1, false),
    _heappop_max: heapFunction('_heappop_max', 'heappop', 1, true),
    _heapreplace_max: heapFunction('_heapreplace_max', 'heapreplace', 2, true),
    _heapify_max: heapFunction('_heapify_max', 'heapify', 1, true),
    heappush_max: heapFunction('heappush_max', 'heappush', 2, true),
    heappop_max: heapFunction('heappop_max', 'heappop', 1, true),
    heapreplace_max: heapFunction('heapreplace_max', 'heapreplace', 2, true),
    heappushpop_max: heapFunction('heappushpop_max', 'heappushpop', 2, true),
    heapify_max: heapFunction('heapify_max', 'heapify', 1, true),
  },
  since: {
    heappush_max: '3.14',
    heappop_max: '3.14',
    heapreplace_max: '3.14',
    heappushpop_max: '3.14',
    heapify_max: '3.14',
  },
};
