/**
 * The functions of `sys.monitoring` on a state, with tools and events checked already (instrumentation.c, `_PyMonitoring_…`). Each takes effect
 * at once in every code object that has a frame on a stack; other code catches up at its next RESUME.
 * @module
 */
import type { EventIndex } from '../monitoring/event-set.ts';
import { clearExtraOf } from '../monitoring/frame-sets.ts';
import { codeMonitoring, forceInstrument, instrument, type Monitoring } from '../monitoring/instrumentation.ts';
import type { LoadedCode } from './loaded-code.ts';
import type { Machine } from './machine.ts';
import { raise } from './objects/exceptions.ts';
import type { Slot, Value } from './value.ts';

/** `use_tool_id`. Raises ValueError if the id is in use. */
export function useToolId(vm: Machine, tool: number, name: Value): void {
  if (vm.registers.monitoring.names[tool] !== null) throw raise(vm, 'ValueError', `tool ${tool} is already in use`);
  setName(vm, tool, name);
}

function setName(vm: Machine, tool: number, name: Value): void {
  const { names } = vm.ownMonitoring();
  if (vm.tracking) {
    vm.retain(name);
    vm.release(names[tool]);
  }
  names[tool] = name;
}

/** `clear_tool_id` (3.14+): callbacks, the global set and local sets are gone, the name stays. */
export function clearToolId(vm: Machine, tool: number): void {
  const monitoring = vm.ownMonitoring();
  if (monitoring.names[tool] === null) return;
  monitoring.callbacks[tool] = 0;
  const count = (monitoring.functions[tool] as Slot[]).length;
  for (let event = 0; event < count; event++) setFunction(vm, monitoring, tool, event, undefined);
  setEvents(vm, tool, 0);
  clearExtraOf(monitoring, tool, vm.world.codes);
  monitoring.version++;
  monitoring.toolVersions[tool] = monitoring.version;
  instrumentExecuting(vm);
}

/** `free_tool_id`: until 3.13 only the name goes. */
export function freeToolId(vm: Machine, tool: number): void {
  if (vm.world.profile.clearToolId) clearToolId(vm, tool);
  setName(vm, tool, null);
}

/** Which callback stands for a tool and an event. */
export type Callback =
  /** None. */
  | undefined
  /** The tool's own, outside the program (`ToolHost`). */
  | 'host'
  /** A value of the program. */
  | { readonly value: Slot };

/** `register_callback`. */
export function registerCallback(vm: Machine, tool: number, event: EventIndex, callback: Callback): void {
  const monitoring = vm.ownMonitoring();
  const bit = 1 << event;
  const before = monitoring.callbacks[tool] as number;
  monitoring.callbacks[tool] = callback === 'host' ? before | bit : before & ~bit;
  setFunction(vm, monitoring, tool, event, typeof callback === 'object' ? callback.value : undefined);
}

function setFunction(vm: Machine, monitoring: Monitoring, tool: number, event: EventIndex, value: Slot): void {
  const callbacks = monitoring.functions[tool] as Slot[];
  const before = callbacks[event];
  if (before === value) return;
  if (vm.tracking) {
    vm.retain(value);
    vm.release(before);
  }
  callbacks[event] = value;
  monitoring.functionCount += (value === undefined ? 0 : 1) - (before === undefined ? 0 : 1);
}

/** `set_events`: nothing happens if the set is as it was. Raises ValueError if the tool is not in use. */
export function setEvents(vm: Machine, tool: number, events: number): void {
  const monitoring = vm.ownMonitoring();
  checkInUse(vm, monitoring, tool);
  if (!setTool(monitoring.global, tool, events)) return;
  monitoring.version++;
  instrumentExecuting(vm);
}

/** `set_local_events`. Raises ValueError if the tool is not in use. */
export function setLocalEvents(vm: Machine, tool: number, code: LoadedCode, events: number): void {
  const monitoring = vm.ownMonitoring();
  checkInUse(vm, monitoring, tool);
  code.prepare();
  const data = codeMonitoring(monitoring, code);
  data.toolVersions[tool] = monitoring.toolVersions[tool] as number;
  if (setTool(data.local, tool, events)) forceInstrument(monitoring, code, vm.world.profile);
  vm.refreshMarks();
}

/** `restart_events`: what callbacks disabled is told again. */
export function restartEvents(vm: Machine): void {
  const monitoring = vm.ownMonitoring();
  monitoring.lastRestart = monitoring.version + 1;
  monitoring.version += 2;
  instrumentExecuting(vm);
}

/** Puts a tool into the sets of events that it asks for; true if that changed anything. */
function setTool(byEvent: number[], tool: number, events: number): boolean {
  let changed = false;
  for (let e = 0; e < byEvent.length; e++) {
    const before = byEvent[e] as number;
    const after = (events >> e) & 1 ? before | (1 << tool) : before & ~(1 << tool);
    if (after !== before) changed = true;
    byEvent[e] = after;
  }
  return changed;
}

function checkInUse(vm: Machine, monitoring: Monitoring, tool: number): void {
  // The ids of `sys.setprofile` and `sys.settrace` have no name.
  if (monitoring.names[tool] === null) throw raise(vm, 'ValueError', `tool ${tool} is not in use`);
}

/** `instrument_all_executing_code_objects`. */
function instrumentExecuting(vm: Machine): void {
  const monitoring = vm.ownMonitoring();
  for (const thread of vm.registers.threads) {
    for (let ref = thread.top; ref !== null; ) {
      const data = vm.read(ref);
      if (data.kind === 'frame') instrument(monitoring, data.code, vm.world.profile);
      ref = data.kind === 'frame' || data.kind === 'native' ? data.back : null;
    }
  }
  vm.refreshMarks();
}
