/**
 * The door of the model: programs, code objects, the VM, monitoring and traces.
 * @module
 */
export * as build from './program/build.ts';
export { type Printed, print } from './program/print.ts';
export * from './program/syntax.ts';
