/**
 * Recordings of programs with threads, made by the model: embedded CPythons have none.
 * @module
 */
import {
  type CodeObject,
  type CompileText,
  lift,
  Missing,
  type Module,
  type ModuleCode,
  print,
  type RandomSchedule,
  type Schedule,
} from '../../model/index.ts';
import { recordScheduled, type ScheduledRun } from '../../properties/index.ts';
import { buildFacts, compileForBuild } from '../differential/model-engine.ts';
import { libraryModule, liftedText } from '../differential/model-run.ts';
import { preparedFor } from '../differential/prepared-modules.ts';
import type { PyodideLane } from '../lanes/pyodide-lane.ts';

/** Sources whose code is kept. */
const KNOWN = 200;

/** Makes recordings; what the library's modules are is asked of the lane's CPython once. */
export class ThreadRecorder {
  readonly #lane: PyodideLane;
  readonly #codes = new Map<string, CodeObject | null>();
  readonly #modules = new Map<string, ModuleCode | null>();

  constructor(lane: PyodideLane) {
    this.#lane = lane;
  }

  /** Runs a program under a schedule. Throws as the model does. */
  record(
    module: Module,
    schedule: Schedule | RandomSchedule,
    fuel: number,
  ): ScheduledRun & { readonly source: string } {
    const { source, module: placed } = print(module);
    const code = compileForBuild(placed, this.#lane.build, this.#lane.version);
    return { ...this.#run(code, source, schedule, fuel), source };
  }

  /** The same of a source; null where it does not compile. */
  recordSource(
    source: string,
    schedule: Schedule | RandomSchedule,
    fuel: number,
    conditions: readonly string[] = [],
  ): ScheduledRun | null {
    let code = this.#codes.get(source);
    if (code === undefined) {
      const parsed = this.#lane.parse(source);
      const compiles = parsed.error === undefined && this.#lane.compile(source).error === undefined;
      code = compiles ? compileForBuild(parsed.tree, this.#lane.build, this.#lane.version) : null;
      if (this.#codes.size >= KNOWN) this.#codes.clear();
      this.#codes.set(source, code);
    }
    return code === null ? null : this.#run(code, source, schedule, fuel, this.#compiled(conditions));
  }

  /** Conditions with their code, those left out that do not compile. */
  #compiled(conditions: readonly string[]): ReadonlyMap<string, CodeObject> {
    return new Map(
      conditions.flatMap((condition) => {
        const { code } = this.#lane.compile(condition, '<condition>', 'eval');
        return code === undefined ? [] : [[condition, lift(code, this.#lane.version)] as const];
      }),
    );
  }

  #run(
    code: CodeObject,
    source: string,
    schedule: Schedule | RandomSchedule,
    fuel: number,
    conditions: ReadonlyMap<string, CodeObject> = new Map(),
  ): ScheduledRun {
    for (;;) {
      try {
        const answers = { findModule: this.#find, compileText: this.#compile };
        const prepared = preparedFor(this.#lane, code, {}, answers);
        const setting = { build: buildFacts(this.#lane.build), ...answers, schedule, ...(prepared && { prepared }) };
        return recordScheduled(code, { ...setting, conditions, fuel, source });
      } catch (error) {
        if (!(error instanceof Missing) || !('module' in error.need)) throw error;
        this.#provide(error.need.module);
      }
    }
  }

  readonly #compile: CompileText = (text, filename, mode) =>
    liftedText(this.#lane, this.#lane.compile(text, filename, mode));

  readonly #find = (name: string): ModuleCode | null => {
    const found = this.#modules.get(name);
    if (found === undefined) throw new Missing({ module: name });
    return found;
  };

  #provide(name: string): void {
    const found = this.#lane.module(name, []);
    this.#modules.set(name, found === null ? null : libraryModule(this.#lane, found));
  }
}
