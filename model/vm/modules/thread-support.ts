/**
 * What CPython's `threading` and `queue` need of other C modules: a clock.
 * @module
 */

import type { Machine } from '../machine.ts';
import { raise } from '../objects/exceptions.ts';
import { asFloat, asInt } from '../objects/payload.ts';
import { typeName } from '../objects/types.ts';
import type { NativeTable, Operations } from '../operations.ts';
import { normalizeInt, PyFloat, type Value } from '../value.ts';
import { type NativeModule, nary } from './native-module.ts';

const now = (vm: Operations): PyFloat => new PyFloat((vm as Machine).registers.clock);

const sleep = nary('time.sleep', 'sleep', 1, 1, (vm, [seconds]) => {
  const given = asFloat(vm, seconds as Value) ?? asInt(vm, seconds as Value);
  if (given === undefined)
    throw raise(vm, 'TypeError', `'${typeName(vm, seconds as Value)}' object cannot be interpreted as an integer`);
  if (given < 0) throw raise(vm, 'ValueError', 'sleep length must be non-negative');
  return vm.native('thread.sleep', [], { until: (vm as Machine).registers.clock + Number(given) });
});

const clock = (name: string) => nary(`time.${name}`, name, 0, 0, now);
const nanoseconds = (name: string) =>
  nary(`time.${name}`, name, 0, 0, (vm) => normalizeInt(BigInt(Math.round((vm as Machine).registers.clock * 1e9))));

/** Time is virtual: see `threads.ts`. */
export const TIME_MODULE: NativeModule = {
  functions: {
    sleep,
    ...Object.fromEntries(['monotonic', 'perf_counter', 'process_time', 'time'].map((name) => [name, clock(name)])),
    ...Object.fromEntries(
      ['monotonic_ns', 'perf_counter_ns', 'process_time_ns', 'time_ns'].map((name) => [name, nanoseconds(name)]),
    ),
  },
  unmodelled: ['asctime', 'ctime', 'gmtime', 'localtime', 'mktime', 'strftime', 'strptime'],
};

export const SUPPORT_NATIVES: NativeTable = {
  'thread.sleep': {
    start: (vm, self) => ({
      result: vm.native('thread.wait', [], { for: 'time', until: self.vars['until'] ?? null }),
      then: 'woken',
    }),
    phases: { woken: () => ({ done: null }) },
  },
};
