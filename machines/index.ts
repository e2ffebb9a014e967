/**
 * The machines' only door.
 * @module
 */

export * from './breakpoint.machine.ts';
export * from './breakpoint-places.ts';
export * from './breakpoint-set.ts';
export * from './charts.ts';
export * from './code-facts.ts';
export * from './compile-table.ts';
export * from './debugger-command.ts';
export * from './event-mask.machine.ts';
export * from './frame-lifecycle.machine.ts';
export * from './policy.ts';
export * from './render.ts';
export * from './script.ts';
export * from './stepping.machine.ts';
export * from './stepping-rules.ts';
export * from './strategies/index.ts';
export * from './thread.machine.ts';
export * from './tools/branch-coverage.ts';
export * from './tools/line-breakpoint.ts';
export * from './tools/recorder.ts';
export * from './tools/wrap-function.ts';
