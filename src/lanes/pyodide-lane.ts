/**
 * An embedded CPython in this thread: it answers at once, and nothing can interrupt it.
 * @module
 */
import type { Trace, Version } from '../../model/index.ts';
import type { MeasuredRun, MeasuredTool } from '../../properties/index.ts';
import { type EmbeddedBuild, embeddedBuild } from './builds.ts';
import { decodeAnswer, encodeRequest, recordRequest, sourceFields, steppingRequest } from './exchange.ts';
import {
  type Compiled,
  type FoundModule,
  type ImmediateLane,
  type Parsed,
  PROGRAM_FILE,
  type Source,
  type TextMode,
} from './lane.ts';
import { type LoadedPyodide, loadEmbedded } from './load-pyodide.ts';
import { decodeMeasured, type MeasuringHead, measureRequest } from './measuring.ts';
import { decodeRecording, decodeWithCode, type Program, type RecordOptions, type WithCode } from './recording.ts';
import { decodeStepping, type SteppingOptions, type SteppingRecording } from './stepping-recording.ts';

/** A lane whose answers need no waiting: what tests and properties judge by. */
export class PyodideLane implements ImmediateLane {
  readonly immediate = true;
  readonly version: Version;
  readonly build: string;
  readonly #loaded: LoadedPyodide;

  constructor(build: EmbeddedBuild, loaded: LoadedPyodide) {
    this.version = build.version;
    this.build = build.build;
    this.#loaded = loaded;
  }

  parse(source: Source, filename: string = PROGRAM_FILE): Parsed {
    return this.#ask({ do: 'parse', filename, ...sourceFields(source) });
  }

  compile(source: Source, filename: string = PROGRAM_FILE, mode: TextMode = 'exec'): Compiled {
    return this.#ask({ do: 'compile', filename, mode, ...sourceFields(source) });
  }

  module(name: string, folders: readonly string[]): FoundModule | null {
    return this.#ask<{ module: FoundModule | null }>({ do: 'module', name, path: folders }).module;
  }

  record(programs: readonly Program[], options: RecordOptions): Trace[] {
    const answer = this.#loaded.answer(recordRequest(programs, options));
    return decodeRecording(decodeAnswer(answer), this.version, this.build, options.fuel);
  }

  recordWithCode(programs: readonly Program[], options: RecordOptions): WithCode[] {
    const answer = this.#loaded.answer(recordRequest(programs, options, true));
    return decodeWithCode(decodeAnswer(answer), this.version, this.build, options.fuel);
  }

  /** Runs programs and records what steppers are judged by. @throws Error at a program that does not compile. */
  recordStepping(programs: readonly Program[], options: SteppingOptions): SteppingRecording[] {
    const answer = this.#loaded.answer(steppingRequest(programs, options));
    return decodeStepping(decodeAnswer(answer), this.version, options.conditions);
  }

  /** Runs programs under real tools that count what they are told. */
  measure(sources: readonly string[], tools: readonly MeasuredTool[]): MeasuredRun[] {
    return this.#ask<MeasuringHead>(measureRequest(sources, tools)).runs.map(decodeMeasured);
  }

  close(): void {}

  #ask<Head>(request: Readonly<Record<string, unknown>>): Head {
    return decodeAnswer<Head>(this.#loaded.answer(encodeRequest(request))).head;
  }
}

/**
 * Loads an embedded CPython by minor version (`3.14`) or release (`3.12.7`).
 * @throws RangeError where there is none of that name; Error where it is not installed.
 */
export async function openPyodide(name: string): Promise<PyodideLane> {
  const build = embeddedBuild(name);
  if (build === undefined) throw new RangeError(`no embedded CPython ${name}`);
  return new PyodideLane(build, await loadEmbedded(build));
}
