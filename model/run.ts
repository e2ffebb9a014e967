/**
 * Running a program in the model: a code object in, a trace out.
 * @module
 */
import type { CodeObject } from './code/code-object.ts';
import { EVENT_NAMES, type EventName } from './monitoring/event.ts';
import { EVENT_COUNT, eventMask } from './monitoring/event-set.ts';
import type { RandomTools } from './monitoring/random-tool.ts';
import { type MachineSetting, machineFor } from './prepared-run.ts';
import { FuelExhausted, type Level, newRecorder } from './recorder.ts';
import type { Trace, TraceEvent } from './trace.ts';
import { describeException, plainGlobals, withoutAddresses } from './vm/describe.ts';
import type { Machine } from './vm/machine.ts';
import { registerCallback, setEvents, useToolId } from './vm/monitoring-functions.ts';
import type { PersistentMachine } from './vm/persistent.ts';
import { randomToolHost, useRandomTools } from './vm/random-tool-host.ts';
import { useScheduler } from './vm/switch-point.ts';
import { startAfterlife } from './vm/threads.ts';
import { type Ref, UndefinedBehaviour } from './vm/value.ts';
import { continueProgram, NO_TOOLS, startProgram } from './vm/world.ts';

export interface RunOptions extends MachineSetting {
  readonly level: Level;
  /** Events after which the run is cut off. */
  readonly fuel: number;
  /** Instructions after which the run is cut off; default {@link INSTRUCTIONS_PER_EVENT} for each event of fuel. */
  readonly instructions?: number;
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
        if (error instanceof UndefinedBehaviour)
          throw new UndefinedBehaviour(error.message, { cause: error }, recorder.events);
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
  const host = options.tools === undefined ? NO_TOOLS : randomToolHost(options.tools);
  const vm = machineFor(code, options, host);
  const { world } = vm;
  const { tools, setup } = options;
  const useTools = (): void => {
    if (tools === undefined) useRecorder(vm, recordedEvents(options.level, world.profile.splitBranches));
    else useRandomTools(vm, tools);
    if (world.scheduler !== null) useScheduler(vm, world.scheduler.granularity);
  };
  if (setup === undefined) return { vm, globals: startProgram(vm, code, useTools) };
  const globals = startProgram(vm, setup);
  while (vm.registers.outcome === null) vm.run(SETUP_SLICE);
  if (vm.registers.outcome.exception === null) continueProgram(vm, code, globals, useTools);
  return { vm, globals };
}

function useRecorder(vm: Machine, events: number): void {
  useTool(vm, RECORDER, events);
}

function useTool(vm: Machine, tool: number, events: number): void {
  useToolId(vm, tool, 'steplaw');
  for (let event = 0; event < EVENT_COUNT; event++)
    if ((events >> event) & 1) registerCallback(vm, tool, event, 'host');
  // As programs set it: without C_RETURN and C_RAISE, which go with CALL.
  setEvents(vm, tool, events & ~OUTCOMES);
}

const OUTCOMES = eventMask(['C_RETURN', 'C_RAISE']);

/** After the program: nothing is monitored any more. */
function silence(vm: Machine): void {
  const monitoring = vm.ownMonitoring();
  monitoring.callbacks.fill(0);
  monitoring.global.fill(0);
}
