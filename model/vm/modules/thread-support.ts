/**
 * What CPython's `threading` and `queue` need of other C modules: a clock.
 * @module
 */

import type { Machine } from '../machine.ts';
import { argumentType, noKeywords } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { newNamespace } from '../objects/namespace.ts';
import { asFloat, asInt, asStr } from '../objects/payload.ts';
import { newTuple } from '../objects/tuple.ts';
import { TYPES, typeName } from '../objects/types.ts';
import type { Builtin, NativeTable, Operations } from '../operations.ts';
import { callerModule } from '../protocol/caller.ts';
import { ROWS } from '../protocol/rows.ts';
import { normalizeInt, PyFloat, type Value } from '../value.ts';
import { type NativeModule, nary } from './native-module.ts';
import { timeStrptime } from './strptime.ts';
import { gmtime, strftime } from './struct-time.ts';

const utcName = (vm: Machine): string => ROWS[vm.version].utcName;

const now = (vm: Operations): PyFloat => new PyFloat((vm as Machine).registers.clock);

/** Seconds between two looks that an event loop takes at the clock: who begins to wait earlier is woken earlier. */
const TICK = 1e-6;

/** `time.monotonic`. Only for event loops does the clock not stand still. */
const monotonic = nary('time.monotonic', 'monotonic', 0, 0, (vm) => {
  if (callerModule(vm) === 'asyncio.base_events') (vm as Machine).registers.clock += TICK;
  return now(vm);
});

type Clock = readonly [implementation: string, monotonic: boolean, resolution: number];
const NANOSECOND = 1e-9;
const MONOTONIC: Clock = ['clock_gettime(CLOCK_MONOTONIC)', true, NANOSECOND];

/** `py_get_..._clock` of the build: what Emscripten has, and Linux. */
function clockOf(vm: Operations, name: string): Clock | undefined {
  const embedded = vm.build.bits === 32;
  switch (name) {
    case 'time':
      return ['clock_gettime(CLOCK_REALTIME)', false, embedded ? 0.001 : NANOSECOND];
    case 'monotonic':
    case 'perf_counter':
      return MONOTONIC;
    case 'process_time':
      if (!embedded) return ['clock_gettime(CLOCK_PROCESS_CPUTIME_ID)', true, NANOSECOND];
      return ROWS[vm.version].processTimeIsClock ? ['clock()', true, 1e-6] : ['times()', true, 0.01];
    case 'thread_time':
      return embedded ? undefined : ['clock_gettime(CLOCK_THREAD_CPUTIME_ID)', true, NANOSECOND];
    default:
      return undefined;
  }
}

const clockInfo: Builtin = (vm, args, keywords) => {
  noKeywords(vm, 'time.get_clock_info', keywords);
  const [name = null] = args;
  if (args.length !== 1)
    throw raise(vm, 'TypeError', `get_clock_info() takes exactly 1 argument (${args.length} given)`);
  const text = asStr(vm, name);
  if (text === undefined)
    throw raise(vm, 'TypeError', `get_clock_info() argument 1 must be str, not ${argumentType(vm, name)}`);
  const clock = clockOf(vm, text);
  if (clock === undefined) throw raise(vm, 'ValueError', 'unknown clock');
  const [implementation, isMonotonic, resolution] = clock;
  return newNamespace(vm, [
    ['implementation', implementation],
    ['monotonic', isMonotonic],
    ['adjustable', text === 'time'],
    ['resolution', new PyFloat(resolution)],
  ]);
};

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
    gmtime,
    strftime,
    strptime: timeStrptime,
    monotonic,
    get_clock_info: clockInfo,
    ...Object.fromEntries(['perf_counter', 'process_time', 'time'].map((name) => [name, clock(name)])),
    ...Object.fromEntries(
      ['monotonic_ns', 'perf_counter_ns', 'process_time_ns', 'time_ns'].map((name) => [name, nanoseconds(name)]),
    ),
  },
  unmodelled: (
    'asctime ctime localtime mktime clock_getres clock_gettime clock_gettime_ns clock_settime clock_settime_ns ' +
    'pthread_getcpuclockid'
  ).split(' '),
  whole: 'embedded',
  values: (vm) => ({
    struct_time: TYPES['time.struct_time'],
    _STRUCT_TM_ITEMS: 11,
    CLOCK_REALTIME: 0,
    CLOCK_MONOTONIC: 1,
    CLOCK_PROCESS_CPUTIME_ID: 2,
    CLOCK_THREAD_CPUTIME_ID: 3,
    CLOCK_MONOTONIC_RAW: 4,
    CLOCK_BOOTTIME: 7,
    CLOCK_TAI: 11,
    // The embedded builds have no time zone but UTC.
    ...(vm.build.bits === 32
      ? { timezone: 0, altzone: 0, daylight: 0, tzname: newTuple(vm, [utcName(vm), utcName(vm)]) }
      : {}),
  }),
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
