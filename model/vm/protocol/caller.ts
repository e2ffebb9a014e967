/**
 * What C code takes of the frame that calls it.
 * @module
 */
import { asKind } from '../objects/payload.ts';
import type { Operations } from '../operations.ts';
import type { Value } from '../value.ts';
import { dictGetName } from './dict-table.ts';

/** `caller`: `__name__` of the globals of the function that calls; undefined where there is none. */
export function callerModule(vm: Operations): Value | undefined {
  const frame = asKind(vm, vm.callerFrame(), 'frame');
  return frame === undefined ? undefined : dictGetName(vm, frame.globals, '__name__');
}
