/**
 * What a tool may ask of `sys.monitoring` from inside a callback or before the program: `Python/instrumentation.c`'s functions, and those
 * of the proposed profiles.
 * @module
 */
import type { CodeObject } from '../code/code-object.ts';
import { EVENT_NAMES, type EventName } from '../monitoring/event.ts';
import {
  BRANCH,
  BRANCH_LEFT,
  BRANCH_RIGHT,
  C_RAISE,
  C_RETURN,
  CALL,
  eventIndex,
  eventMask,
} from '../monitoring/event-set.ts';
import { addBreakpoint, BREAKPOINT, frameEvents, removeBreakpoint, setFrameEvents } from '../monitoring/frame-sets.ts';
import type { EventSet, FrameId, MonitoringCall, ToolEventName, ToolId } from '../monitoring/tool.ts';
import type { FrameData } from './heap.ts';
import { forEachReference } from './lifetime.ts';
import type { LoadedCode } from './loaded-code.ts';
import type { Machine } from './machine.ts';
import {
  clearToolId,
  freeToolId,
  registerCallback,
  restartEvents,
  setEvents,
  setLocalEvents,
} from './monitoring-functions.ts';
import { raise } from './objects/exceptions.ts';
import { forEachRoot } from './persistent.ts';
import type { Proposal } from './state.ts';
import type { PyRaise, Ref } from './value.ts';

const OUTCOMES = (1 << C_RETURN) | (1 << C_RAISE);
const OF_CALLS = OUTCOMES | (1 << CALL);
const OF_EXCEPTIONS = eventMask(['RAISE', 'EXCEPTION_HANDLED', 'PY_UNWIND', 'PY_THROW', 'RERAISE']);
const NEAREST = 3;

function valueError(vm: Machine, message: string): PyRaise {
  return raise(vm, 'ValueError', message);
}

/** A set as the interpreter keeps it: BRANCH of 3.14 means both directions, the outcomes of calls go with CALL. */
function maskOf(vm: Machine, events: EventSet): number {
  let mask = eventMask(events);
  if (vm.world.profile.splitBranches) {
    if (mask & (1 << BRANCH)) mask = (mask & ~(1 << BRANCH)) | (1 << BRANCH_LEFT) | (1 << BRANCH_RIGHT);
  } else if (mask & ((1 << BRANCH_LEFT) | (1 << BRANCH_RIGHT))) throw valueError(vm, 'invalid event set');
  if (mask & OUTCOMES) {
    if ((mask & OF_CALLS) !== OF_CALLS) throw valueError(vm, 'cannot set C_RETURN or C_RAISE events independently');
    mask &= ~OUTCOMES;
  }
  return mask;
}

function checkTool(vm: Machine, tool: ToolId): void {
  if (vm.registers.monitoring.names[tool] === null) throw valueError(vm, `tool ${tool} is not in use`);
}

function propose(vm: Machine, proposal: Proposal, call: string): void {
  if (!vm.world.proposals.has(proposal)) {
    throw raise(vm, 'AttributeError', `module 'sys.monitoring' has no attribute '${call}'`);
  }
}

function loadedCode(vm: Machine, code: CodeObject): LoadedCode {
  const loaded = vm.world.codes.find((c) => c.code === code);
  if (loaded === undefined) throw raise(vm, 'TypeError', 'code must be a code object');
  return loaded;
}

/** The frame of a number, wherever it is: on a stack, or of a suspended generator. */
function frameOf(vm: Machine, number: FrameId): Readonly<FrameData> {
  for (const thread of vm.registers.threads) {
    for (let ref = thread.top; ref !== null; ) {
      const data = vm.read(ref);
      if (data.kind === 'frame' && data.number === number) return data;
      ref = data.kind === 'frame' || data.kind === 'native' ? data.back : null;
    }
  }
  const suspended = findSuspended(vm, number);
  if (suspended === null) throw valueError(vm, 'frame has exited');
  return suspended;
}

/** Somewhere in what the program can reach. Rare: a tool seldom speaks of a frame that is not on a stack. */
function findSuspended(vm: Machine, number: FrameId): Readonly<FrameData> | null {
  const seen = new Set<Ref>();
  const work: Ref[] = [];
  const reach = (ref: Ref): void => {
    if (seen.has(ref)) return;
    seen.add(ref);
    work.push(ref);
  };
  forEachRoot(vm, reach, reach);
  for (let ref = work.pop(); ref !== undefined; ref = work.pop()) {
    const data = vm.read(ref);
    if (data.kind === 'frame' && data.number === number && !data.exited) return data;
    forEachReference(data, reach);
  }
  return null;
}

function frameMask(vm: Machine, events: EventSet): number {
  const mask = maskOf(vm, events);
  if (mask & ~(vm.world.profile.localEvents | OF_EXCEPTIONS)) throw valueError(vm, 'invalid frame event set');
  return mask;
}

/** The instruction that a breakpoint stands on. */
function breakpointIndex(vm: Machine, code: LoadedCode, offset: number): number {
  const legal = (i: number): boolean =>
    i >= code.sites.first && !['RESUME', 'EXTENDED_ARG'].includes(code.instructions[i]?.op ?? 'EXTENDED_ARG');
  let at = code.indexOf[offset / 2] ?? -1;
  while (code.instructions[at]?.op === 'EXTENDED_ARG') at++;
  if (at >= 0 && legal(at)) return at;
  const nearest = code.instructions
    .filter((i) => legal(i.index))
    .map((i) => i.offset)
    .sort((a, b) => Math.abs(a - offset) - Math.abs(b - offset) || a - b)
    .slice(0, NEAREST)
    .sort((a, b) => a - b);
  throw valueError(vm, `no instruction starts at ${offset}; nearest: ${nearest.join(', ')}`);
}

/** Carries out one call. Throws `PyRaise` where `sys.monitoring` raises. */
export function carryOut(vm: Machine, call: MonitoringCall): void {
  switch (call.call) {
    case 'set_events':
      checkTool(vm, call.tool);
      setEvents(vm, call.tool, maskOf(vm, call.events));
      break;
    case 'set_local_events': {
      checkTool(vm, call.tool);
      const events = maskOf(vm, call.events);
      if (events & ~vm.world.profile.localEvents) throw valueError(vm, 'invalid local event set');
      setLocalEvents(vm, call.tool, loadedCode(vm, call.code), events);
      break;
    }
    case 'register_callback': {
      registerCallback(vm, call.tool, callbackIndex(call.event), call.on ? 'host' : undefined);
      break;
    }
    case 'restart_events':
      restartEvents(vm);
      break;
    case 'clear_tool_id':
      checkTool(vm, call.tool);
      clearToolId(vm, call.tool);
      break;
    case 'free_tool_id':
      freeToolId(vm, call.tool);
      break;
    case 'set_frame_events': {
      propose(vm, 'frame-events', call.call);
      checkTool(vm, call.tool);
      const { number, code } = frameOf(vm, call.frame);
      setFrameEvents(
        vm.ownMonitoring(),
        number,
        code,
        call.tool,
        frameMask(vm, call.events),
        frameMask(vm, call.entered),
      );
      break;
    }
    case 'set_breakpoint':
    case 'clear_breakpoint': {
      propose(vm, 'breakpoint-opcode', call.call);
      checkTool(vm, call.tool);
      const code = loadedCode(vm, call.code);
      const at = breakpointIndex(vm, code, call.offset);
      if (call.call === 'set_breakpoint') addBreakpoint(vm.ownMonitoring(), code, at, call.tool, call.line);
      else removeBreakpoint(vm.ownMonitoring(), code, at, call.tool);
      break;
    }
  }
  vm.refreshMarks();
}

/** Index of an event that a callback can be registered for. */
export function callbackIndex(name: ToolEventName): number {
  return name === 'BREAKPOINT' ? BREAKPOINT : eventIndex(name);
}

function namesOf(mask: number): EventName[] {
  return EVENT_NAMES.filter((_, e) => (mask >> e) & 1);
}

/** `get_frame_events`. */
export function getFrameEvents(
  vm: Machine,
  tool: ToolId,
  frame: FrameId,
): { readonly events: EventSet; readonly entered: EventSet } {
  const { events, entered } = frameEvents(vm.registers.monitoring, frame, tool);
  return { events: namesOf(events), entered: namesOf(entered) };
}

/** `get_breakpoints`. */
export function getBreakpoints(
  vm: Machine,
  tool: ToolId,
  code: CodeObject,
): readonly { readonly offset: number; readonly line: boolean }[] {
  const loaded = loadedCode(vm, code);
  const { breakpoints } = vm.registers.monitoring.codes[loaded.index] ?? { breakpoints: null };
  return Object.entries(breakpoints ?? {}).flatMap(([at, { always, atLine }]) => {
    if ((((always | atLine) >> tool) & 1) === 0) return [];
    return [{ offset: loaded.offsetOf(Number(at)), line: ((atLine >> tool) & 1) === 1 }];
  });
}
