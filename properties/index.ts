/**
 * The door of the properties: arbitraries, laws and what judges them.
 * @module
 */
export { CORE_CONSTRUCTS, executedConstructs } from './arbitraries/coverage.ts';
export { FEATURES, type Feature } from './arbitraries/features.ts';
export { type Program, type ProgramOptions, programArbitrary } from './arbitraries/program.ts';
export { type ToolsShape, toolsFor, toolsShapeArbitrary } from './arbitraries/random-tools.ts';
export { arbitraryScript, type ScriptSubjects } from './arbitraries/script.ts';
export { steppingProgramArbitrary } from './arbitraries/stepping-program.ts';
export { judgedSession, judgeSession, type LawTally, newTallies, type Runner, strategyRunner } from './judge.ts';
export { LAWS, type Law, type LawGroup, UNJUDGED_LAWS } from './laws/index.ts';
export { MUTANTS, type Mutant } from './mutants/index.ts';
export { POLICIES, type PolicyName } from './policies.ts';
export { REPLAY_PROFILES, type Recording, recording, runDebugger, runStrategy } from './strategy-run.ts';
export { subjectsOf } from './subjects.ts';
export { type Difference, explain, firstDifference } from './explain.ts';
export { recordingOfTrace } from './from-trace.ts';
export { stopsByMachine } from './oracle/by-machine.ts';
export { stopsByTrace } from './oracle/by-trace.ts';
export { policyOf } from './policies.ts';
export { type Cost, replay, type ReplayProfile } from './replay.ts';
export type { SessionSpec, SessionStop, Transcript } from './session.ts';
export type { StrategyRun } from './strategy-run.ts';
