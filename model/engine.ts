/**
 * The two engines behind one port: a program started under a global event set, run some instructions at a time. Who measures speed needs
 * no more; who wants traces takes `run.ts`.
 * @module
 */
import type { CodeObject } from './code/code-object.ts';
import type { EventName } from './monitoring/event.ts';
import { eventMask } from './monitoring/event-set.ts';
import type { ToolHost } from './vm/dispatch.ts';
import type { Machine } from './vm/machine.ts';
import { PersistentMachine } from './vm/persistent.ts';
import { startReference, stepReference } from './vm/reference.ts';
import { newRegisters, newWorld, type ProgramSetting, startProgram } from './vm/world.ts';

/** A started program. */
export interface Engine {
  /** Runs at most `fuel` instructions more. */
  run(fuel: number): void;
  readonly ended: boolean;
  /** Instructions executed. */
  readonly steps: number;
  /** What the program printed. */
  readonly out: string;
}

/** Which engine: P is persistent and fast, R is an immer draft a step, and the meaning. */
export type EngineName = 'P' | 'R';

/** How a program is monitored. */
export interface EngineOptions extends ProgramSetting {
  /** The global event set of one tool. */
  readonly events: readonly EventName[];
  /** The tool's callback for every one of them; true answers DISABLE. */
  readonly heard: () => boolean;
}

const TOOL = 2;

/** Loads a module's code into an engine, up to its first instruction. */
export function startEngine(name: EngineName, code: CodeObject, options: EngineOptions): Engine {
  const world = newWorld(code, options);
  const host: ToolHost = { callback: options.heard };
  const start = (vm: Machine): void => {
    startProgram(vm, code);
    watch(vm, eventMask(options.events));
  };
  if (name === 'P') {
    const vm = new PersistentMachine(world, newRegisters(), host);
    start(vm);
    return {
      run: (fuel) => {
        vm.run(fuel);
      },
      get ended() {
        return vm.registers.outcome !== null;
      },
      get steps() {
        return vm.registers.steps;
      },
      get out() {
        return vm.registers.out;
      },
    };
  }
  let state = startReference(world, newRegisters(), host, start);
  return {
    run: (fuel) => {
      for (let left = fuel; left > 0 && state.registers.outcome === null; left--)
        state = stepReference(world, state, host, null);
    },
    get ended() {
      return state.registers.outcome !== null;
    },
    get steps() {
      return state.registers.steps;
    },
    get out() {
      return state.registers.out;
    },
  };
}

function watch(vm: Machine, events: number): void {
  if (events === 0) return;
  const monitoring = vm.ownMonitoring();
  monitoring.names[TOOL] = 'steplaw';
  monitoring.callbacks[TOOL] = events;
  for (let e = 0; e < monitoring.global.length; e++) if ((events >> e) & 1) monitoring.global[e] = 1 << TOOL;
  monitoring.version++;
}
