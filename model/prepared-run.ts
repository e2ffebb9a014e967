/**
 * A machine that has run imports, as the state from which programs start: what a library module's own code makes is made once, not in every program
 * that imports it.
 * @module
 */
import type { CodeObject } from './code/code-object.ts';
import { type RandomSchedule, type Schedule, schedulerOf } from './threads/schedule.ts';
import type { ToolHost } from './vm/dispatch.ts';
import { PersistentMachine, type PersistentState } from './vm/persistent.ts';
import type { World } from './vm/state.ts';
import { NO_TOOLS, newRegisters, newWorld, type ProgramSetting, startProgram } from './vm/world.ts';

/** Modules imported into a machine. It runs one program at a time. */
export interface PreparedModules {
  readonly vm: PersistentMachine;
  readonly state: PersistentState;
}

const SLICE = 1_000_000;

/**
 * Runs a module of imports to its end; null where it raised.
 * @throws ModelError where the model lacks something that they need.
 */
export function prepareModules(imports: CodeObject, setting: ProgramSetting): PreparedModules | null {
  const vm = new PersistentMachine(newWorld(imports, setting), newRegisters(), NO_TOOLS);
  // The imports are not a program that ends: `threading` would shut down.
  vm.registers.ending = 'over';
  startProgram(vm, imports);
  while (vm.registers.outcome === null) vm.run(SLICE);
  if (vm.registers.outcome.exception !== null) return null;
  vm.registers.outcome = null;
  vm.registers.ending = 'no';
  vm.registers.out = '';
  vm.registers.steps = 0;
  // A program that makes something whose death shows begins to track lifetimes; counting all of the library for the others takes longest.
  vm.registers.tracking = false;
  vm.world.preparedCodes = vm.world.codes.length;
  return { vm, state: vm.save() };
}

/** The machine as the imports left it, under the schedule of the program that comes. */
function backToModules(
  { vm, state }: PreparedModules,
  schedule: Schedule | RandomSchedule | undefined,
): PersistentMachine {
  vm.restore(state);
  vm.world.codes.length = vm.world.preparedCodes;
  vm.world.scheduler = schedule === undefined ? null : schedulerOf(schedule);
  vm.sink = null;
  return vm;
}

/** How a machine for a program is made, beside the program's setting. */
export interface MachineSetting extends ProgramSetting {
  /** Library modules that the program finds imported; all that the setting says but its schedule is then as it was for them. */
  readonly prepared?: PreparedModules;
  /** Replaces parts of the world before the program is loaded: how faults are planted. */
  readonly plant?: (world: World) => World;
}

/** A machine for a program: one that has its modules imported, or a new one. */
export function machineFor(code: CodeObject, setting: MachineSetting, host: ToolHost): PersistentMachine {
  const { prepared, plant, schedule } = setting;
  if (prepared !== undefined) {
    const vm = backToModules(prepared, schedule);
    vm.host = host;
    return vm;
  }
  const sound = newWorld(code, setting);
  return new PersistentMachine(plant?.(sound) ?? sound, newRegisters(), host);
}
