/**
 * The model as an engine: a program that CPython has parsed or compiled, in; a trace, out.
 * @module
 */
import type { Module, RawCode, Trace, Version } from '../../model/index.ts';
import type { Level } from '../lanes/recording.ts';
export interface ModelProgram {
  readonly tree: Module;
  readonly code: RawCode;
  readonly filename: string;
  readonly argv: readonly string[];
  readonly file: string;
}
export interface ModelOptions {
  readonly version: Version;
  readonly build: string;
  readonly level: Level;
  readonly fuel: number;
}
export function runModel(_program: ModelProgram, _options: ModelOptions): Trace {
  throw new Error('not yet');
}
