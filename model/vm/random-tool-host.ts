/**
 * Tools at random on a machine: their sets before the program starts, and their callbacks. `random_tool.py` and `callbacks.py` of the lanes do the
 * same to a real CPython.
 * @module
 */
import { EVENT_NAMES, type EventName } from '../monitoring/event.ts';
import { EVENT_COUNT, eventIndex, eventMask } from '../monitoring/event-set.ts';
import {
  actsOf,
  answersDisable,
  RAISED,
  type RandomAct,
  type RandomTool,
  type RandomTools,
} from '../monitoring/random-tool.ts';
import type { ToolId } from '../monitoring/tool.ts';
import type { ToolHost } from './dispatch.ts';
import { firstComplete } from './frame.ts';
import type { LoadedCode } from './loaded-code.ts';
import type { Machine } from './machine.ts';
import {
  clearToolId,
  freeToolId,
  registerCallback,
  restartEvents,
  setEvents,
  setLocalEvents,
  useToolId,
} from './monitoring-functions.ts';
import { raise, setMember } from './objects/exceptions.ts';
import { PyRaise } from './value.ts';

/** A tool's state: events heard, and exceptions raised on purpose. */
interface Heard {
  readonly events: number;
  readonly raised: number;
}

const NAME = 'steplaw';
const TOOL_IDS = 6;
const BRANCHES = eventMask(['BRANCH_LEFT', 'BRANCH_RIGHT']);
const BRANCH = eventMask(['BRANCH']);
const OUTCOMES = eventMask(['C_RETURN', 'C_RAISE']);

/** A set as `set_events` keeps it. */
function kept(vm: Machine, names: readonly EventName[]): number {
  let mask = eventMask(names);
  if (vm.world.profile.splitBranches && mask & BRANCH) mask = (mask & ~BRANCH) | BRANCHES;
  return mask & ~OUTCOMES;
}

/**
 * Takes the ids, registers a callback for every event and sets the sets, in an interpreter that has been monitored before: until somebody sets events
 * globally for the first time, code is not instrumented at its first RESUME, and 3.15 asks the global sets alone in code that never was.
 */
export function useRandomTools(vm: Machine, { tools }: RandomTools): void {
  const monitoring = vm.ownMonitoring();
  monitoring.version = Math.max(monitoring.version, 1);
  vm.registers.tools = new Array<Heard>(TOOL_IDS).fill({ events: 0, raised: 0 });
  for (const tool of tools) {
    useToolId(vm, tool.id, NAME);
    for (let event = 0; event < EVENT_COUNT; event++) registerCallback(vm, tool.id, event, 'host');
  }
  for (const tool of tools) {
    for (const { code, events } of tool.local) {
      for (const loaded of programCode(vm))
        if (loaded.code.qualname === code) setLocalEvents(vm, tool.id, loaded, kept(vm, events));
    }
  }
  for (const tool of tools) setEvents(vm, tool.id, kept(vm, tool.events));
}

/** The code objects of the program's file, in pre-order. */
function programCode(vm: Machine): readonly LoadedCode[] {
  return vm.world.codes.slice(vm.world.preparedCodes).filter(({ foreign }) => !foreign);
}

/** The callbacks. */
export function randomToolHost({ seed, tools }: RandomTools): ToolHost {
  const byId = new Map(tools.map((tool) => [tool.id as number, tool]));
  return {
    callback: (vm, id, event) => {
      const tool = byId.get(id);
      if (tool === undefined || vm.f.code.foreign) return false;
      const { events: ordinal, raised } = vm.registers.tools[id] as Heard;
      vm.registers.tools[id] = { events: ordinal + 1, raised };
      try {
        act(vm, seed, tools, tool, ordinal);
      } catch (error) {
        // The traceback of what a callback raises has the callback's frame, whose `f_back` owns the monitored one.
        if (error instanceof PyRaise) setMember(vm, error.exception, 'callback.f_back', firstComplete(vm, vm.top));
        throw error;
      }
      const name = EVENT_NAMES[event] as EventName;
      return tool.disableOn.includes(name) && answersDisable(seed, tool.id, ordinal, tool.disable);
    },
  };
}

function act(vm: Machine, seed: number, tools: readonly RandomTool[], tool: RandomTool, ordinal: number): void {
  const { acts } = tool;
  if (acts === undefined) return;
  for (const { act: kind, target: place, which, place: at } of actsOf(seed, tool.id, ordinal, acts.share)) {
    const target = (tools[place % tools.length] as RandomTool).id;
    switch (kind) {
      case 'set_events':
        setEvents(vm, target, kept(vm, acts.sets[which % acts.sets.length] ?? []));
        break;
      case 'set_local_events': {
        const codes = programCode(vm);
        const code = codes[at % codes.length] as LoadedCode;
        setLocalEvents(vm, target, code, kept(vm, acts.localSets[which % acts.localSets.length] ?? []));
        break;
      }
      case 'register_callback': {
        const names = eventsOf(vm);
        const event = eventIndex(names[which % names.length] as EventName);
        registerCallback(vm, target, event, at & 1 ? 'host' : undefined);
        break;
      }
      case 'raise':
        raiseOnPurpose(vm, tool.id, acts.raises, which);
        break;
      default:
        change(vm, kind, target);
    }
  }
}

function change(
  vm: Machine,
  kind: Exclude<RandomAct['act'], 'set_events' | 'set_local_events' | 'register_callback' | 'raise'>,
  target: ToolId,
): void {
  switch (kind) {
    case 'restart_events':
      return restartEvents(vm);
    case 'free_and_use':
      freeToolId(vm, target);
      return useToolId(vm, target, NAME);
    case 'clear_tool_id':
      if (vm.world.profile.clearToolId) clearToolId(vm, target);
      return;
    case 'free_tool_id':
      return freeToolId(vm, target);
    case 'use_tool_id':
      return useToolId(vm, target, NAME);
  }
}

function raiseOnPurpose(vm: Machine, tool: ToolId, most: number, which: number): void {
  const heard = vm.registers.tools[tool] as Heard;
  if (heard.raised >= most) return;
  vm.registers.tools[tool] = { ...heard, raised: heard.raised + 1 };
  throw raise(vm, RAISED[which % RAISED.length] as (typeof RAISED)[number], 'steplaw');
}

/** The events of the version. */
function eventsOf(vm: Machine): readonly EventName[] {
  return EVENT_NAMES.filter((name) =>
    name.startsWith('BRANCH') ? (name === 'BRANCH') !== vm.world.profile.splitBranches : true,
  );
}
