/**
 * A program run under monitoring tools: debuggers and others, each a reducer, in the VM itself.
 * @module
 */
import type { CodeObject } from './code/code-object.ts';
import type { Tool, ToolStop } from './monitoring/tool.ts';
import { type MachineSetting, machineFor } from './prepared-run.ts';
import type { Choice } from './threads/schedule.ts';
import { describeException, withoutAddresses } from './vm/describe.ts';
import { loadCode } from './vm/load-code.ts';
import type { LoadedCode } from './vm/loaded-code.ts';
import { useScheduler } from './vm/switch-point.ts';
import { startAfterlife } from './vm/threads.ts';
import { newToolHost, startTools, toolState } from './vm/tool-host.ts';
import { NO_TOOLS, startProgram } from './vm/world.ts';

/** How a program is run under tools. */
export interface ToolRunOptions extends MachineSetting {
  /** Each with an id of its own. Tools hear an event from the highest id down. */
  readonly tools: readonly Tool<unknown>[];
  /** The code of each condition that tools may evaluate (compiled as `eval`). */
  readonly conditions?: ReadonlyMap<string, CodeObject>;
  /** Deliveries after which the run is cut off. */
  readonly fuel: number;
}

/** What a run under tools showed. */
export interface ToolRun {
  /** The last state of a tool. */
  state<S>(tool: Tool<S>): S;
  /** The stops that tools announced, with the number of the delivery (from 0) at which they did. */
  readonly stops: readonly { readonly tool: number; readonly delivery: number; readonly stop: ToolStop }[];
  readonly deliveries: number;
  /** Profile `frame-events`: instrumented instructions that asked and found nothing wanted. */
  readonly checks: number;
  /** Frames that callbacks looked at, the event's own not counted. */
  readonly lookups: number;
  readonly stdout: string;
  readonly exception?: { readonly type: string; readonly message: string };
  /** False if the fuel was spent first. */
  readonly complete: boolean;
  /** Every thread that has not ended waits for ever. */
  readonly deadlock: boolean;
  /** Where another thread went on than would have without a schedule. */
  readonly choices: readonly Choice[];
  readonly switchPoints: number;
}

class FuelSpent extends Error {}

const INSTRUCTIONS = 5_000_000;

/** Runs a module's code to its end under tools. Throws `ModelError` where the model lacks something or a tool cannot start. */
export function runTools(code: CodeObject, options: ToolRunOptions): ToolRun {
  const conditions = new Map<string, LoadedCode>();
  const stops: { tool: number; delivery: number; stop: ToolStop }[] = [];
  let deliveries = 0;
  let lookups = 0;
  const host = newToolHost({
    tools: options.tools,
    conditions,
    listener: {
      heard: () => {
        if (deliveries >= options.fuel) throw new FuelSpent();
        deliveries++;
      },
      stopped: (tool, stop) => stops.push({ tool, delivery: deliveries - 1, stop }),
      lookedUp: () => lookups++,
    },
  });
  const vm = machineFor(code, options, NO_TOOLS);
  const { world } = vm;
  startProgram(vm, code);
  for (const [text, compiled] of options.conditions ?? []) conditions.set(text, loadCode(vm, compiled, 'library'));
  vm.host = host;
  if (world.scheduler !== null) useScheduler(vm, world.scheduler.granularity);
  startTools(vm, options.tools);
  let complete = true;
  try {
    vm.run(INSTRUCTIONS);
  } catch (error) {
    if (!(error instanceof FuelSpent)) throw error;
    complete = false;
  }
  const { outcome, choices, switchPoints } = vm.registers;
  if (outcome === null) complete = false;
  const states = new Map(options.tools.map((tool) => [tool.id, toolState(vm, tool)]));
  const { checks } = vm.registers.monitoring;
  startAfterlife(vm);
  vm.host = NO_TOOLS;
  vm.ownMonitoring().callbacks.fill(0);
  vm.ownMonitoring().global.fill(0);
  const exception = outcome?.exception ?? null;
  return {
    state: <S>(tool: Tool<S>) => states.get(tool.id) as S,
    stops,
    deliveries,
    checks,
    lookups,
    stdout: withoutAddresses(vm.registers.out),
    ...(exception === null ? {} : { exception: describeException(vm, exception) }),
    complete,
    deadlock: outcome?.blocked !== undefined,
    choices,
    switchPoints,
  };
}
