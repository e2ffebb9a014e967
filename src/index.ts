/**
 * The library: real CPythons as lanes, traces compared, the model judged.
 * @module
 */

export { compareTraces, type Divergence } from './differential/compare.ts';
export { type ConformOptions, type ConformResult, conform } from './differential/conform.ts';
export { buildFacts, compileForBuild, type ModelOptions, runModelCode } from './differential/model-engine.ts';
export { type RenderOptions, renderDivergence } from './differential/render.ts';
export { EMBEDDED_BUILDS, type EmbeddedBuild, embeddedBuild } from './lanes/builds.ts';
export { findPythons, inspectPython, type NativePython } from './lanes/find-pythons.ts';
export { type Compiled, type Lane, LaneLost, type Parsed, type Source, type SourceError } from './lanes/lane.ts';
export { NativeLane } from './lanes/native-lane.ts';
export { openPyodide, PyodideLane } from './lanes/pyodide-lane.ts';
export type { Level, Program, RecordOptions } from './lanes/recording.ts';
export type { SteppingOptions, SteppingRecording } from './lanes/stepping-recording.ts';
export { embeddedTarget, nativeTarget, openTarget, type Target } from './lanes/target.ts';
export { openWorkerLane, WorkerLane, type WorkerLaneOptions } from './lanes/worker-lane.ts';
export { type Case, caseSchema } from './report/case.ts';
export { benchSchema, checkSchema, conformSchema, eventSchema, runSchema, targetsSchema } from './report/schemas.ts';
