/**
 * The model as an engine: code in, trace out, under the facts of the build that it is compared with.
 * @module
 */
import {
  type BuildFacts,
  type CodeObject,
  type CompileText,
  compile,
  type FindModule,
  type Module,
  type PreparedModules,
  type RandomSchedule,
  type RandomTools,
  run,
  type Schedule,
  type Trace,
  type Version,
} from '../../model/index.ts';
import type { Level } from '../lanes/recording.ts';
import { typeAddresses } from '../lanes/type-addresses.ts';

/** How the model runs a program. */
export interface ModelOptions {
  readonly level: Level;
  readonly fuel: number;
  readonly argv?: readonly string[];
  readonly stdin?: string;
  readonly tools?: RandomTools;
  readonly setup?: CodeObject;
  readonly watchesLibrary?: boolean;
  readonly schedule?: Schedule | RandomSchedule;
  /** Library modules that the program finds imported. */
  readonly prepared?: PreparedModules;
  readonly findModule?: FindModule;
  readonly compileText?: CompileText;
}

/** What hashes and sizes depend on: embedded builds are 32-bit, native ones 64-bit. */
export function buildFacts(build: string): BuildFacts {
  return build.endsWith('native')
    ? { name: build, bits: 64, hashModulus: 2n ** 61n - 1n, stringHash: 'siphash13', maxsize: Number(2n ** 63n - 1n) }
    : {
        name: build,
        bits: 32,
        hashModulus: 2n ** 31n - 1n,
        stringHash: 'fnv',
        maxsize: 2 ** 31 - 1,
        addresses: typeAddresses(build),
      };
}

/**
 * Compiles a module with our compiler as a build's release does.
 * @throws CompileError where CPython refuses the program too; UnsupportedSyntax where the model does not know a construct.
 */
export function compileForBuild(module: Module, build: string, version: Version, filename = 'program.py'): CodeObject {
  return compile(module, { filename, python: version, release: build.split(' ')[0]! });
}

/**
 * Runs a module's code object in the model as `build` would.
 * @throws ModelError where the model lacks something that the program needs.
 */
export function runModelCode(code: CodeObject, build: string, options: ModelOptions): Trace {
  return run(code, { ...options, build: buildFacts(build) });
}
