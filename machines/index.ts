/**
 * The machines' only door.
 * @module
 */
export * from './breakpoint-places.ts';
export * from './code-facts.ts';
export * from './debugger-command.ts';
export * from './policy.ts';
export * from './script.ts';
export * from './tools/recorder.ts';
