/**
 * `sys.monitoring`, for programs that monitor themselves: its functions with their checks and messages (instrumentation.c).
 * @module
 */
import { EVENT_NAMES, type EventName } from '../../monitoring/event.ts';
import { BRANCH, BRANCH_LEFT, BRANCH_RIGHT, type EventIndex, eventIndex } from '../../monitoring/event-set.ts';
import { BRANCH_HANDLER } from '../callback-steps.ts';
import type { LoadedCode } from '../loaded-code.ts';
import type { Machine } from '../machine.ts';
import {
  type Callback,
  clearToolId,
  freeToolId,
  registerCallback,
  restartEvents,
  setEvents,
  setLocalEvents,
  useToolId,
} from '../monitoring-functions.ts';
import { between, exactly, noKeywords } from '../objects/arguments.ts';
import { raise } from '../objects/exceptions.ts';
import { asInt, asStr } from '../objects/payload.ts';
import { DISABLE, MISSING, TYPES, typeName } from '../objects/types.ts';
import type { Builtin, BuiltinTable } from '../operations.ts';
import { dictSetName, newDict } from '../protocol/dict-table.ts';
import { newRecord } from '../protocol/iteration.ts';
import { Ref, type Result, type Slot, type Value } from '../value.ts';
import { staticFunctions } from './native-module.ts';

const BITS_3_12: readonly EventName[] = EVENT_NAMES.filter((name) => !/^BRANCH_/.test(name));
const BITS_3_14: readonly EventName[] = [...EVENT_NAMES.filter((name) => name !== 'BRANCH'), 'BRANCH'];

/** `sys.monitoring.events` in the order of their bits. */
function eventsOf(vm: Machine): readonly EventName[] {
  return vm.world.profile.splitBranches ? BITS_3_14 : BITS_3_12;
}

/** Arguments of fixed number, none by keyword. */
function fixed(
  name: string,
  count: number,
  run: (vm: Machine, args: readonly Value[]) => Result,
): Readonly<Record<string, Builtin>> {
  const full = `monitoring.${name}`;
  return {
    [name]: (vm, args, keywords) => {
      noKeywords(vm, `sys.${full}`, keywords);
      if (count < 2) exactly(vm, `sys.${full}`, args, count as 0 | 1);
      else between(vm, name, args, count, count);
      return run(vm as Machine, args);
    },
  };
}

const INT_MAX = 2147483647;

/** Argument Clinic's `int`. */
function intOf(vm: Machine, v: Value): number {
  const n = asInt(vm, v);
  if (n === undefined) throw raise(vm, 'TypeError', `'${typeName(vm, v)}' object cannot be interpreted as an integer`);
  if (n > INT_MAX || n < -INT_MAX - 1) throw raise(vm, 'OverflowError', 'Python int too large to convert to C int');
  return Number(n);
}

function checkTool(vm: Machine, tool: number): void {
  if (tool < 0 || tool > 5) throw raise(vm, 'ValueError', `invalid tool ${tool} (must be between 0 and 5)`);
}

function toolOf(vm: Machine, v: Value | undefined): number {
  const tool = intOf(vm, v as Value);
  checkTool(vm, tool);
  return tool;
}

/** The bits of C_RETURN and C_RAISE, which no set keeps. */
function outcomeBits(vm: Machine): number {
  const events = eventsOf(vm);
  return (1 << events.indexOf('C_RETURN')) | (1 << events.indexOf('C_RAISE'));
}

/** A set as it is kept: `error` is told of the bits that are no events, where `local` without C_RETURN and C_RAISE and with BRANCH taken apart. */
function eventSetOf(vm: Machine, given: number, local: boolean): number {
  const events = eventsOf(vm);
  const outcomes = outcomeBits(vm);
  const calls = outcomes | (1 << events.indexOf('CALL'));
  if (!local && (given < 0 || given >= 1 << events.length)) throw invalidSet(vm, given, '');
  if (given & outcomes && (given & calls) !== calls)
    throw raise(vm, 'ValueError', 'cannot set C_RETURN or C_RAISE events independently');
  let bits = given & ~outcomes;
  const branch = 1 << events.indexOf('BRANCH');
  if (vm.world.profile.splitBranches && bits & branch) {
    bits = (bits & ~branch) | (1 << events.indexOf('BRANCH_LEFT')) | (1 << events.indexOf('BRANCH_RIGHT'));
  }
  const named = events.filter((_, i) => (bits >> i) & 1).map(eventIndex);
  const { localEvents } = vm.world.profile;
  if (local && (bits < 0 || bits >= 1 << events.length || named.some((event) => ((localEvents >> event) & 1) === 0)))
    throw invalidSet(vm, bits, 'local ');
  return named.reduce((mask, event) => mask | (1 << event), 0);
}

function invalidSet(vm: Machine, bits: number, kind: string) {
  return raise(vm, 'ValueError', `invalid ${kind}event set 0x${(bits >>> 0).toString(16)}`);
}

/** CPython's bits of the events that hold a tool. */
function bitsOf(vm: Machine, byEvent: readonly number[] | undefined, tool: number): number {
  if (byEvent === undefined) return 0;
  let bits = 0;
  for (const [i, name] of eventsOf(vm).entries()) if (((byEvent[eventIndex(name)] ?? 0) >> tool) & 1) bits |= 1 << i;
  return bits;
}

function codeOf(vm: Machine, v: Value | undefined): LoadedCode {
  const data = v instanceof Ref ? vm.read(v) : null;
  if (data?.kind !== 'code') throw raise(vm, 'TypeError', 'code must be a code object');
  return data.code;
}

/** What was registered, as it is given back: a handler of BRANCH without its wrapper. */
function registered(vm: Machine, tool: number, event: EventIndex): Value {
  const value = vm.registers.monitoring.functions[tool]?.[event] ?? null;
  const data = value instanceof Ref ? vm.read(value) : null;
  return data?.kind === 'record' && data.type === BRANCH_HANDLER ? (data.slots[0] as Value) : value;
}

function register(vm: Machine, tool: number, event: EventIndex, func: Value): void {
  const callback: Callback = func === null ? undefined : { value: func };
  registerCallback(vm, tool, event, callback);
}

function eventOf(vm: Machine, bit: number): EventIndex {
  const word = bit >>> 0;
  if (word === 0 || (word & (word - 1)) !== 0)
    throw raise(vm, 'ValueError', 'The callback can only be set for one event at a time');
  const name = eventsOf(vm)[31 - Math.clz32(word)];
  if (name === undefined) throw raise(vm, 'ValueError', `invalid event ${bit}`);
  return eventIndex(name);
}

const FUNCTIONS: BuiltinTable = {
  ...fixed('use_tool_id', 2, (vm, [id, name]) => {
    const tool = toolOf(vm, id);
    if (asStr(vm, name as Value) === undefined) throw raise(vm, 'ValueError', 'tool name must be a str');
    useToolId(vm, tool, name as Value);
    return null;
  }),
  ...fixed('clear_tool_id', 1, (vm, [id]) => {
    clearToolId(vm, toolOf(vm, id));
    return null;
  }),
  ...fixed('free_tool_id', 1, (vm, [id]) => {
    freeToolId(vm, toolOf(vm, id));
    return null;
  }),
  ...fixed('get_tool', 1, (vm, [id]) => vm.registers.monitoring.names[toolOf(vm, id)] ?? null),
  ...fixed('register_callback', 3, (vm, [id, bit, func]) => {
    const tool = intOf(vm, id as Value);
    const event = intOf(vm, bit as Value);
    checkTool(vm, tool);
    const which = eventOf(vm, event);
    if (which !== BRANCH || !vm.world.profile.splitBranches) {
      const before = registered(vm, tool, which);
      register(vm, tool, which, func as Value);
      return before;
    }
    const before = registered(vm, tool, BRANCH_LEFT);
    for (const side of [BRANCH_RIGHT, BRANCH_LEFT])
      register(vm, tool, side, func === null ? null : newRecord(vm, BRANCH_HANDLER, [func as Value]));
    return before;
  }),
  ...fixed('get_events', 1, (vm, [id]) => {
    const tool = toolOf(vm, id);
    return bitsOf(vm, vm.registers.monitoring.global, tool);
  }),
  ...fixed('set_events', 2, (vm, [id, set]) => {
    const tool = intOf(vm, id as Value);
    const given = intOf(vm, set as Value);
    checkTool(vm, tool);
    setEvents(vm, tool, eventSetOf(vm, given, false));
    return null;
  }),
  ...fixed('get_local_events', 2, (vm, [id, code]) => {
    const tool = intOf(vm, id as Value);
    const loaded = codeOf(vm, code);
    checkTool(vm, tool);
    return bitsOf(vm, vm.registers.monitoring.codes[loaded.index]?.local, tool);
  }),
  ...fixed('set_local_events', 3, (vm, [id, code, set]) => {
    const tool = intOf(vm, id as Value);
    const given = intOf(vm, set as Value);
    const loaded = codeOf(vm, code);
    checkTool(vm, tool);
    setLocalEvents(vm, tool, loaded, eventSetOf(vm, given, true));
    return null;
  }),
  ...fixed('restart_events', 0, (vm) => {
    restartEvents(vm);
    return null;
  }),
  ...fixed('_all_events', 0, (vm) => {
    const dict = newDict(vm);
    for (const name of eventsOf(vm)) {
      const tools: Slot = vm.registers.monitoring.global[eventIndex(name)] ?? 0;
      if (tools !== 0) dictSetName(vm, dict, name, tools);
    }
    return dict;
  }),
};

const MODULE = 'sys.monitoring';
const OBJECTS = staticFunctions(MODULE, { functions: FUNCTIONS });

/** The functions under the names of their objects. */
export const MONITORING_FUNCTIONS: BuiltinTable = Object.fromEntries(
  Object.entries(FUNCTIONS).map(([name, run]) => [`${MODULE}:${name}`, run]),
);

/** The module `sys.monitoring`, which is in no table of modules. */
export function newMonitoringModule(vm: Machine): Ref {
  const dict = newDict(vm);
  const put = (name: string, value: Value): void => dictSetName(vm, dict, name, value);
  for (const name of ['__name__', '__doc__', '__package__', '__loader__', '__spec__'])
    put(name, name === '__name__' ? MODULE : null);
  for (const [name, func] of OBJECTS) if (name !== 'clear_tool_id' || vm.world.profile.clearToolId) put(name, func);
  put('DISABLE', DISABLE);
  put('MISSING', MISSING);
  const numbers = newDict(vm);
  for (const [i, name] of eventsOf(vm).entries()) dictSetName(vm, numbers, name, 1 << i);
  dictSetName(vm, numbers, 'NO_EVENTS', 0);
  const type = 'SimpleNamespace';
  put('events', vm.alloc({ kind: 'record', cls: TYPES[type], type, slots: [], numbers: [], attrs: numbers }));
  put('DEBUGGER_ID', 0);
  put('COVERAGE_ID', 1);
  put('PROFILER_ID', 2);
  put('OPTIMIZER_ID', 5);
  return vm.alloc({
    kind: 'module',
    cls: TYPES.module,
    name: MODULE,
    dict,
    initializing: false,
    partial: false,
    state: [],
  });
}
