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
