/**
 * The door of the properties: arbitraries, laws and what judges them.
 * @module
 */
export { FEATURES, type Feature } from './arbitraries/features.ts';
export { type Program, type ProgramOptions, programArbitrary } from './arbitraries/program.ts';
export { type ToolsShape, toolsFor, toolsShapeArbitrary } from './arbitraries/random-tools.ts';
