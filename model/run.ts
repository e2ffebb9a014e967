/**
 * Running a program in the model: a code object in, a trace out.
 * @module
 */
import type { CodeObject } from './code/code-object.ts';
import { EVENT_NAMES, type EventName } from './monitoring/event.ts';
import { eventMask } from './monitoring/event-set.ts';
import { forceInstrument } from './monitoring/instrumentation.ts';
import { answersDisable, type RandomTools } from './monitoring/random-tool.ts';
import { FuelExhausted, type Level, newRecorder } from './recorder.ts';
import type { Trace, TraceEvent } from './trace.ts';
import { describeException, plainGlobals, withoutAddresses } from './vm/describe.ts';
import type { ToolHost } from './vm/dispatch.ts';
import type { Machine, World } from './vm/machine.ts';
import { PersistentMachine } from './vm/persistent.ts';
import { useScheduler } from './vm/switch-point.ts';
import { startAfterlife } from './vm/threads.ts';
import type { Ref } from './vm/value.ts';
import { continueProgram, NO_TOOLS, newRegisters, newWorld, type ProgramSetting, startProgram } from './vm/world.ts';

export interface RunOptions extends ProgramSetting {
  readonly level: Level;
  /** Events after which the run is cut off. */
  readonly fuel: number;
  /** Instructions after which the run is cut off; default {@link INSTRUCTIONS_PER_EVENT} for each event of fuel. */
  readonly instructions?: number;
  /** Replaces parts of the world before the program is loaded: how faults are planted. */
  readonly plant?: (world: World) => World;
  /** A module's code that runs first, in the same namespace, without tools; what it prints is kept. */
  readonly setup?: CodeObject;
  /** Tools at random in place of the recorder's one, which has all events on. */
  readonly tools?: RandomTools;
}

/** An instruction emits few events, but a loop may emit none for long. */
const INSTRUCTIONS_PER_EVENT = 1000;

/** Instructions at a time of what runs before the tools are set. */
const SETUP_SLICE = 1_000_000;

/** The recorder's tool id. */
const RECORDER = 4;
const TOOL_IDS = 6;
const EXACT_ONLY: ReadonlySet<EventName> = new Set(['INSTRUCTION', 'JUMP']);

/** Events that the recorder turns on. */
function recordedEvents(level: Level, splitBranches: boolean): number {
  return eventMask(
    EVENT_NAMES.filter(
      (name) =>
        !(level === 'semantic' && EXACT_ONLY.has(name)) &&
        (splitBranches ? name !== 'BRANCH' : name !== 'BRANCH_LEFT' && name !== 'BRANCH_RIGHT'),
    ),
  );
}

/** Runs a module's code to its end under monitoring. Throws `ModelError` where the model lacks something. */
export function run(code: CodeObject, options: RunOptions): Trace {
  const started = startRun(code, options);
  while (started.advance(Number.MAX_SAFE_INTEGER));
  return started.finish();
}

/** A run that is taken further piece by piece. */
export interface ModelRun {
  /** The events so far. */
  readonly events: readonly TraceEvent[];
  /** Runs at most so many instructions more; false once the program has ended or its fuel is spent. Throws as {@link run}. */
  advance(instructions: number): boolean;
  /** What the run showed; cut off where it stands, if it has not ended. To be called once. */
  finish(): Trace;
}

/** Starts a module's code under monitoring, up to its first instruction. */
export function startRun(code: CodeObject, options: RunOptions): ModelRun {
  const { vm, globals } = startMonitored(code, options);
  const recorder = newRecorder(options.level, options.tools !== undefined, options.fuel);
  vm.sink = recorder.sink;
  let left = options.instructions ?? options.fuel * INSTRUCTIONS_PER_EVENT;
  const goesOn = (): boolean => left > 0 && vm.registers.outcome === null;
  return {
    events: recorder.events,
    advance: (instructions) => {
      if (!goesOn()) return false;
      const most = Math.min(left, instructions);
      try {
        left -= most - vm.run(most);
      } catch (error) {
        if (!(error instanceof FuelExhausted)) throw error;
        left = 0;
        vm.registers.outcome = null;
      }
      return goesOn();
    },
    finish: () => {
      const outcome = vm.registers.outcome;
      const { choices, switchPoints } = vm.registers;
      const { scheduler } = vm.world;
      vm.sink = null;
      startAfterlife(vm);
      silence(vm);
      const exception = outcome === null ? null : outcome.exception;
      return {
        python: { version: vm.world.profile.version, build: `${vm.world.build.name} model` },
        events: recorder.events,
        globals: outcome === null ? [] : plainGlobals(vm, globals),
        stdout: withoutAddresses(vm.registers.out),
        ...(exception === null ? {} : { exception: describeException(vm, exception) }),
        ...(outcome === null
          ? { end: 'fuel' as const }
          : outcome.blocked === undefined
            ? {}
            : { end: 'deadlock' as const }),
        ...(scheduler === null ? {} : { schedule: { granularity: scheduler.granularity, choices }, switchPoints }),
      };
    },
  };
}

/** A machine with a module's code loaded and its tools set, before the first instruction; `sink` and fuel are the caller's. */
export function startMonitored(
  code: CodeObject,
  options: Omit<RunOptions, 'fuel' | 'instructions'>,
): { readonly vm: PersistentMachine; readonly globals: Ref } {
  const sound = newWorld(code, options);
  const world = options.plant?.(sound) ?? sound;
  const host = options.tools === undefined ? NO_TOOLS : randomToolHost(options.tools);
  const vm = new PersistentMachine(world, newRegisters(), host);
  const globals = startProgram(vm, options.setup ?? code);
  if (options.setup !== undefined) {
    while (vm.registers.outcome === null) vm.run(SETUP_SLICE);
    if (vm.registers.outcome.exception !== null) return { vm, globals };
    continueProgram(vm, code, globals);
  }
  if (options.tools === undefined) useRecorder(vm, recordedEvents(options.level, world.profile.splitBranches));
  else useRandomTools(vm, options.tools);
  if (world.scheduler !== null) useScheduler(vm, world.scheduler.granularity);
  return { vm, globals };
}

function useRecorder(vm: Machine, events: number): void {
  const { monitoring } = vm.registers;
  monitoring.names[RECORDER] = 'steplaw';
  monitoring.callbacks[RECORDER] = events;
  setGlobalEvents(vm, RECORDER, events);
}

/** `set_events`: nothing happens if the set is as it was. */
function setGlobalEvents(vm: Machine, tool: number, events: number): void {
  const monitoring = vm.ownMonitoring();
  let changed = false;
  for (let e = 0; e < monitoring.global.length; e++) {
    const before = monitoring.global[e] as number;
    const after = (events >> e) & 1 ? before | (1 << tool) : before & ~(1 << tool);
    if (after !== before) changed = true;
    monitoring.global[e] = after;
  }
  if (changed) monitoring.version++;
}

function useRandomTools(vm: Machine, tools: RandomTools): void {
  const { monitoring } = vm.registers;
  // The state of a tool is how many events it has heard.
  vm.registers.tools = new Array<number>(TOOL_IDS).fill(0);
  const { splitBranches, localEvents } = vm.world.profile;
  const maskOf = (names: readonly EventName[]): number => {
    let mask = eventMask(names);
    const branches = eventMask(['BRANCH_LEFT', 'BRANCH_RIGHT']);
    const branch = eventMask(['BRANCH']);
    if (splitBranches && mask & branch) mask = (mask & ~branch) | branches;
    const outcomes = eventMask(['C_RETURN', 'C_RAISE']);
    return mask & ~outcomes;
  };
  for (const tool of tools.tools) {
    monitoring.names[tool.id] = 'steplaw';
    monitoring.callbacks[tool.id] = ~0;
    for (const entry of tool.local) {
      for (const code of vm.world.codes) {
        if (code.code.qualname !== entry.code) continue;
        const events = maskOf(entry.events) & localEvents;
        forceLocal(vm, tool.id, code.index, events);
      }
    }
  }
  for (const tool of tools.tools) setGlobalEvents(vm, tool.id, maskOf(tool.events));
  // The module's frame stands already: what its code has got since is not yet in the machine's hand.
  vm.refreshMarks();
}

function forceLocal(vm: Machine, tool: number, index: number, events: number): void {
  const code = vm.world.codes[index]!;
  const monitoring = vm.ownMonitoring();
  forceInstrumentLocal(vm, tool, code, monitoring, events);
}

function forceInstrumentLocal(
  vm: Machine,
  tool: number,
  code: Machine['world']['codes'][number],
  monitoring: Machine['registers']['monitoring'],
  events: number,
): void {
  forceInstrument(monitoring, code, vm.world.profile);
  const data = monitoring.codes[code.index]!;
  for (let e = 0; e < data.local.length; e++) {
    data.local[e] =
      (events >> e) & 1 ? (data.local[e] as number) | (1 << tool) : (data.local[e] as number) & ~(1 << tool);
  }
  forceInstrument(monitoring, code, vm.world.profile);
}

function randomToolHost(tools: RandomTools): ToolHost {
  const byId = new Map(tools.tools.map((tool) => [tool.id as number, tool]));
  return {
    callback: (vm, id, event) => {
      const tool = byId.get(id);
      if (tool === undefined || vm.f.code.foreign) return false;
      const ordinal = vm.registers.tools[id] as number;
      vm.registers.tools[id] = ordinal + 1;
      const name = EVENT_NAMES[event] as EventName;
      return tool.disableOn.includes(name) && answersDisable(tools.seed, tool.id, ordinal, tool.disable);
    },
  };
}

/** After the program: nothing is monitored any more. */
function silence(vm: Machine): void {
  const monitoring = vm.ownMonitoring();
  monitoring.callbacks.fill(0);
  monitoring.global.fill(0);
}
