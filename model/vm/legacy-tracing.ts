/**
 * `sys.settrace` and `sys.setprofile`: tools 7 and 6, whose callbacks are C code that calls a thread's function (legacy_tracing.c, and the
 * trampolines of sysmodule.c).
 * @module
 */
import type { EventName } from '../monitoring/event.ts';
import {
  BRANCH,
  C_RAISE,
  C_RETURN,
  CALL,
  eventMask,
  INSTRUCTION,
  JUMP,
  LINE,
  PY_RETURN,
  PY_THROW,
  PY_YIELD,
  RAISE,
  STOP_ITERATION,
} from '../monitoring/event-set.ts';
import type { Delivery } from './dispatch.ts';
import { firstComplete } from './frame.ts';
import { type FrameObject, frameObject, putFrameObject } from './frame-object.ts';
import type { FrameData } from './heap.ts';
import type { LoadedCode } from './loaded-code.ts';
import type { Machine } from './machine.ts';
import { registerCallback, setEvents, setLocalEvents } from './monitoring-functions.ts';
import { checkInstance } from './objects/descriptor-check.ts';
import { newTuple } from './objects/tuple.ts';
import { DISABLE, isSubtype, TYPES } from './objects/types.ts';
import { bindMethod } from './protocol/descriptors.ts';
import { Ref, type Result, type Slot, type Value } from './value.ts';

/** `PY_MONITORING_SYS_PROFILE_ID` and `PY_MONITORING_SYS_TRACE_ID`. */
export const PROFILE_TOOL = 6;
export const TRACE_TOOL = 7;

const FRAMES: readonly EventName[] = ['PY_START', 'PY_RESUME', 'PY_RETURN', 'PY_YIELD', 'PY_UNWIND', 'PY_THROW'];
const PROFILED = eventMask([...FRAMES, 'CALL']);
const OUTCOMES = eventMask(['C_RETURN', 'C_RAISE']);
const TRACED = eventMask([...FRAMES, 'RAISE', 'LINE', 'JUMP', 'STOP_ITERATION']);
/** 3.12 asks for these too; nothing hears EXCEPTION_HANDLED. */
const TRACED_BEFORE_3_13 = TRACED | eventMask(['BRANCH', 'EXCEPTION_HANDLED']);

/** A program sets `f_trace` or `f_trace_opcodes`: the members, and what follows from it for the frame's code. */
export function setFrameObject(vm: Machine, frame: Ref, change: Partial<FrameObject>): void {
  const data = vm.as(frame, 'frame');
  const before = frameObject(vm, data);
  const { func, opcodes } = { ...before, ...change };
  putFrameObject(vm, frame, change);
  if (!vm.world.profile.localOpcodeTracing) {
    if (change.opcodes === true) vm.registers.opcodesTraced = true;
  } else if (change.opcodes === false) traceOpcodes(vm, data.code, false);
  else if (opcodes && func !== undefined && (change.opcodes || func !== before.func)) traceOpcodes(vm, data.code, true);
}

/** `_PyEval_SetOpcodeTrace`: INSTRUCTION in the trace tool's local set. */
function traceOpcodes(vm: Machine, code: LoadedCode, on: boolean): void {
  const local = vm.registers.monitoring.codes[code.index]?.local ?? [];
  const events = local.reduce((mask, tools, e) => mask | (((tools >> TRACE_TOOL) & 1) << e), 0);
  const bit = 1 << INSTRUCTION;
  if (((events & bit) !== 0) !== on) setLocalEvents(vm, TRACE_TOOL, code, on ? events | bit : events & ~bit);
}

/** `sys.settrace` in the running thread; undefined takes the function away. */
export function setTrace(vm: Machine, func: Slot): void {
  const { profile } = vm.world;
  setThreadFunction(vm, 'traceFunction', func);
  let events = 0;
  if (vm.registers.threads.some(({ traceFunction }) => traceFunction !== undefined)) {
    events = profile.localOpcodeTracing ? TRACED : TRACED_BEFORE_3_13;
    if (vm.registers.opcodesTraced) events |= 1 << INSTRUCTION;
    const top = profile.localOpcodeTracing ? firstComplete(vm, vm.top) : null;
    const data = top === null ? null : vm.as(top, 'frame');
    if (data !== null && frameObject(vm, data).opcodes) traceOpcodes(vm, data.code, true);
  }
  listen(vm, TRACE_TOOL, events, events | (1 << INSTRUCTION));
}

/** `sys.setprofile` in the running thread; undefined takes the function away. */
export function setProfile(vm: Machine, func: Slot): void {
  setThreadFunction(vm, 'profileFunction', func);
  const any = vm.registers.threads.some(({ profileFunction }) => profileFunction !== undefined);
  listen(vm, PROFILE_TOOL, any ? PROFILED : 0, PROFILED | OUTCOMES);
}

function setThreadFunction(vm: Machine, which: 'traceFunction' | 'profileFunction', func: Slot): void {
  vm.track();
  vm.retain(func);
  vm.release(vm.thread[which]);
  vm.thread[which] = func;
}

/**
 * Has the tool hear a set of events globally. As in CPython its handlers are there from the first function on, and stay for ever: that of
 * INSTRUCTION takes the event off code that is still in the tool's local set when no function is there any more.
 */
function listen(vm: Machine, tool: number, events: number, heard: number): void {
  if (events !== 0)
    for (let e = 0; heard >> e; e++) if ((heard >> e) & 1) registerCallback(vm, tool, e, { value: null });
  setEvents(vm, tool, events);
}

/** Tells a thread's function of an event; what comes of it is the handler's answer. */
export function tellLegacy(vm: Machine, tool: number, frame: FrameData, delivery: Delivery): Result {
  const { traceFunction, profileFunction } = vm.thread;
  const on = firstComplete(vm, vm.top) as Ref;
  if (tool === PROFILE_TOOL) {
    const told = profileFunction === undefined ? undefined : toProfile(vm, delivery);
    return told === undefined
      ? null
      : vm.native('legacy.profile', [on, profileFunction, told.arg], { what: told.what });
  }
  const tracing = frameObject(vm, vm.as(on, 'frame'));
  if (
    delivery.event === INSTRUCTION &&
    vm.world.profile.localOpcodeTracing &&
    !(traceFunction !== undefined && tracing.opcodes)
  ) {
    traceOpcodes(vm, frame.code, false);
    return null;
  }
  if (traceFunction === undefined) return null;
  const told = toTrace(vm, frame, tracing, delivery);
  if (told === undefined) return null;
  if (told === 'disable') return DISABLE;
  // `call_trace_func` sees to it, by which lines and opcodes are not told.
  const throughFunction = told.what !== 'line' && told.what !== 'opcode';
  if (throughFunction && tracing.opcodes && vm.world.profile.localOpcodeTracing) traceOpcodes(vm, frame.code, true);
  const func = told.what === 'call' ? traceFunction : tracing.func;
  return func === undefined ? null : vm.native('legacy.trace', [on, func, told.arg], { what: told.what });
}

interface Told {
  readonly what: string;
  readonly arg: Value;
}

function toProfile(vm: Machine, { event, payload: { value, arg0 } }: Delivery): Told | undefined {
  switch (event) {
    case CALL:
      return ofCall(vm, 'c_call', value, arg0);
    case C_RETURN:
      return ofCall(vm, 'c_return', value, arg0);
    case C_RAISE:
      return ofCall(vm, 'c_exception', value, arg0);
    case PY_THROW:
      return { what: 'call', arg: vm.world.profile.profileTellsThrown ? (value as Value) : null };
    default:
      return ofFrame(event, value);
  }
}

/** Builtin functions, and method descriptors bound to their first argument, are told; nothing else is. TypeError where one cannot be bound to it. */
function ofCall(vm: Machine, what: string, callable: Slot, arg0: Slot): Told | undefined {
  const data = callable instanceof Ref ? vm.read(callable) : null;
  if (data?.kind !== 'builtin') return undefined;
  if (isSubtype(vm, data.cls, TYPES.builtin_function_or_method)) return { what, arg: callable as Ref };
  if (data.cls !== TYPES.method_descriptor || arg0 === undefined) return undefined;
  checkInstance(vm, data, arg0);
  return { what, arg: bindMethod(vm, callable as Ref, arg0) };
}

function ofFrame(event: number, value: Slot): Told {
  if (event === PY_RETURN || event === PY_YIELD) return { what: 'return', arg: value as Value };
  return { what: (1 << event) & ENTRIES ? 'call' : 'return', arg: null };
}
const ENTRIES = eventMask(['PY_START', 'PY_RESUME', 'PY_THROW']);

function toTrace(
  vm: Machine,
  { code }: FrameData,
  { lines, opcodes }: FrameObject,
  { event, index, payload }: Delivery,
): Told | 'disable' | undefined {
  switch (event) {
    case LINE:
      return lines ? { what: 'line', arg: null } : undefined;
    case INSTRUCTION:
      return opcodes ? { what: 'opcode', arg: null } : undefined;
    case BRANCH:
    case JUMP: {
      // Every backward jump is a line event, also one within the line; LINE tells the others.
      const from = payload.source >= 0 ? payload.source : index;
      const [to, at] = [code.instructions[payload.dest], code.instructions[from]];
      if (payload.dest > from || to?.line !== at?.line) return 'disable';
      return lines && to?.line !== null ? { what: 'line', arg: null } : undefined;
    }
    case RAISE:
    case STOP_ITERATION: {
      const exception = payload.value as Ref;
      const { cls, traceback } = vm.as(exception, 'exception');
      return { what: 'exception', arg: newTuple(vm, [cls, exception, traceback]) };
    }
    default:
      return (1 << event) & UNHEARD ? undefined : ofFrame(event, payload.value);
  }
}
const UNHEARD = eventMask(['EXCEPTION_HANDLED']);
