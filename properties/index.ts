/**
 * The door of the properties: arbitraries, laws and what judges them.
 * @module
 */
export { type Rejection, rejectionOf } from './acceptor.ts';
export { CORE_CONSTRUCTS, FURTHER_CONSTRUCTS } from './arbitraries/construct-names.ts';
export { programFigures } from './arbitraries/coverage.ts';
export { CORE_FEATURES, FEATURES, type Feature, START_FEATURES } from './arbitraries/features.ts';
export { EVENT_BUDGET, type Program, type ProgramOptions, programArbitrary } from './arbitraries/program.ts';
export { type ToolsShape, toolsFor, toolsShapeArbitrary } from './arbitraries/random-tools.ts';
export { arbitraryScript, directedScript, type ScriptSubjects } from './arbitraries/script.ts';
export { steppingProgramArbitrary } from './arbitraries/stepping-program.ts';
export { SHAPE_NAMES, type ShapeName, steppingShapesArbitrary } from './arbitraries/stepping-shapes.ts';
export { scheduleArbitrary, steppingThreadsArbitrary, threadProgramArbitrary } from './arbitraries/thread-program.ts';
export type * from './claims/claim.ts';
export { CLAIMS } from './claims/index.ts';
export type * from './claims/laboratory.ts';
export { HEAVY, offers, runSession } from './claims/session-case.ts';
export { smallestFailure } from './claims/sessions.ts';
export type * from './claims/timeline.ts';
export { type Difference, explain, firstDifference } from './explain.ts';
export { classOfFailure, comesOfThread } from './failure-class.ts';
export { recordingOfTrace } from './from-trace.ts';
export {
  insideModel,
  judgedSession,
  judgeSession,
  type LawTally,
  newTallies,
  type Runner,
  referenceRunner,
  strategyRunner,
} from './judge.ts';
export { fitsModel, type InModel, judgeLaw, LAWS, type Law, type LawGroup, UNJUDGED_LAWS } from './laws/index.ts';
export { type ModelSession, type ModelSetting, recordInModel, sessionInModel } from './model-session.ts';
export { MUTANTS, type Mutant } from './mutants/index.ts';
export { distorted, VM_MUTANTS, type VmMutant } from './mutants/vm-mutants.ts';
export { STEPPING_TABLE, type SteppingTable, stopsByMachine } from './oracle/by-machine.ts';
export { type OracleParts, stopsByTrace } from './oracle/by-trace.ts';
export { coverage } from './oracle/coverage.ts';
export { stepFate } from './oracle/search.ts';
export { POLICIES, type PolicyName, policyOf } from './policies.ts';
export { type Cost, type ReplayProfile, replay } from './replay.ts';
export { RefusedCallError } from './replay-sets.ts';
export { sameTranscript } from './same-stops.ts';
export { recordScheduled, type ScheduledRun } from './scheduled-recording.ts';
export type { SessionSpec, SessionStop, Transcript } from './session.ts';
export { SharedFindings } from './shared-findings.ts';
export { type SessionSubject, shrinkSession } from './shrink-session.ts';
export type { StrategyRun } from './strategy-run.ts';
export { REPLAY_PROFILES, type Recording, recording, runDebugger, runStrategy } from './strategy-run.ts';
export { subjectsOf } from './subjects.ts';
export { mutated, TRACE_MUTATIONS, type TraceMutation } from './trace-mutants.ts';
export { wayIn } from './way-in.ts';
