/**
 * Helpers for natives that drive iterators.
 * @module
 */
import { exceptionMatches } from '../objects/exceptions.ts';
import { TYPES } from '../objects/types.ts';
import type { Native, NativeSelf, NativeStep, Operations } from '../operations.ts';
import { EXHAUSTED, type Exhausted, ModelError, type Pending, type Result, type Value } from '../value.ts';

/** A native whose phases `nexts` wait for `iterNext`: StopIteration that reaches it there is the end of the iterator, and the phase gets EXHAUSTED. */
export function looping(native: Native, nexts: readonly string[]): Native {
  return {
    ...native,
    caught: (vm, self, exception, phase) => {
      if (nexts.includes(phase) && exceptionMatches(vm, exception, TYPES.StopIteration)) {
        const run = native.phases?.[phase];
        if (run !== undefined) return run(vm, self, EXHAUSTED);
      }
      return native.caught?.(vm, self, exception, phase);
    },
  };
}

/** Waits for the next item of the iterator in slot `i` in a phase. */
export function nextInto(self: NativeSelf, i: number, then: string): NativeStep {
  return { next: self.slots[i] as Value, then };
}

/** Lets go of what the slots hold from `i` on. */
export function forget(vm: Operations, self: NativeSelf, i: number): void {
  vm.splice(self.ref, 'slots', i, self.slots.length - i, []);
}

/** Goes on in a phase with a result that may have to be waited for. */
export function wait(result: Result | Exhausted | boolean | number | bigint | Pending, then: string): NativeStep {
  return { result, then };
}

/** Imports a module that stands in no package (`PyImport_ImportModule`), and goes on with it. */
export function importing(vm: Operations, name: string, then: string): NativeStep {
  return wait(vm.native('import', [null], { name, at: 0, relative: false, from: 0 }), then);
}

/** A phase's input where only a value can come. */
export function given(value: Value | Exhausted): Value {
  if (value === EXHAUSTED) throw new ModelError('an iterator ended where a value was due');
  return value;
}

/** Appends to the native's slots. */
export function remember(vm: Operations, self: NativeSelf, ...values: readonly Value[]): void {
  vm.splice(self.ref, 'slots', self.slots.length, 0, values);
}
