/**
 * The door of the model: programs, code objects, the VM, monitoring and traces.
 * @module
 */

export * from './code/code-object.ts';
export type { Constant } from './code/constant.ts';
export { type CompileOptions, compile } from './compile/compile.ts';
export { compiledUnwind } from './compile/compiled-unwind.ts';
export { CompileError, UnsupportedSyntax } from './compile/errors.ts';
export { type Engine, type EngineName, type EngineOptions, startEngine } from './engine.ts';
export { type EventMoment, History, type HistoryOptions, type Moment } from './history.ts';
export { LiftError } from './lift/instructions.ts';
export { lift } from './lift/lift.ts';
export type { RawCode } from './lift/raw-code.ts';
export { type Location, type Locations, locationsOf } from './locations.ts';
export { EVENT_NAMES, type EventName } from './monitoring/event.ts';
export { eventSetNumber } from './monitoring/event-number.ts';
export { type PossibleEvent, possibleEvents } from './monitoring/possible-events.ts';
export {
  answersDisable,
  DISABLE_IS_LAWFUL,
  type RandomActs,
  type RandomTool,
  type RandomTools,
} from './monitoring/random-tool.ts';
export type * from './monitoring/tool.ts';
export { type PreparedModules, prepareModules } from './prepared-run.ts';
export * as build from './program/build.ts';
export { type Printed, print } from './program/print.ts';
export * from './program/syntax.ts';
export { type ModelRun, type RunOptions, run, startRun } from './run.ts';
export type * from './threads/schedule.ts';
export { GRANULARITIES, SCHEDULER_TOOL, schedulerOf } from './threads/schedule.ts';
export { parseSchedule, printSchedule } from './threads/schedule-text.ts';
export { runTools, type ToolRun, type ToolRunOptions } from './tool-run.ts';
export type * from './trace.ts';
export { rowsOf, type VersionRow } from './version-rows.ts';
export { MODELLED_MODULES } from './vm/builtins/library-modules.ts';
export { allCode } from './vm/loaded-code.ts';
export type { Machine } from './vm/machine.ts';
export type { BuildFacts, InstructionSemantics } from './vm/operations.ts';
export type { CompileText, FindModule, ModuleCode, Proposal, TextError, World } from './vm/state.ts';
export type { EventSetView, StateView } from './vm/state-view.ts';
export { Missing, ModelError, type Need, UndefinedBehaviour } from './vm/value.ts';
export type { ProgramSetting } from './vm/world.ts';
