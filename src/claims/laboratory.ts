/**
 * The laboratory of claims: embedded CPythons, the strategies, the programs of `corpus/claims`.
 * @module
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CodeObject, lift } from '../../model/index.ts';
import { type Bench, type Laboratory, type MeasuredTool, type Recording, recording } from '../../properties/index.ts';
import { runModelCode } from '../differential/model-engine.ts';
import { ThreadRecorder } from '../judging/record-threads.ts';
import { STEPPERS } from '../judging/subjects-under-law.ts';
import type { EmbeddedBuild } from '../lanes/builds.ts';
import { openPyodide, type PyodideLane } from '../lanes/pyodide-lane.ts';
import { packageRoot } from '../package-root.ts';

/** Events after which a program of the corpus, or a generated one, is cut off. */
const FUEL = { program: 100_000, generated: 1500 };

/** Where a claim's program is, from the package's folder. */
export function claimProgram(name: string): string {
  return name.includes('/') ? `corpus/${name}.py` : `corpus/claims/${name}.py`;
}

/** Opens every CPython asked for. */
export async function openLaboratory(builds: readonly EmbeddedBuild[]): Promise<Laboratory & { close(): void }> {
  const lanes: PyodideLane[] = [];
  for (const build of builds) lanes.push(await openPyodide(build.release));
  return {
    ...laboratoryOf(lanes),
    close() {
      for (const lane of lanes) lane.close();
    },
  };
}

/** A laboratory of CPythons that are open already. */
export function laboratoryOf(lanes: readonly PyodideLane[]): Laboratory {
  const sources = new Map<string, string>();
  return {
    benches: lanes.map((lane) => benchOf(lane)),
    steppers: STEPPERS,
    path: claimProgram,
    program(name) {
      const known = sources.get(name) ?? readFileSync(join(packageRoot, claimProgram(name)), 'utf8');
      sources.set(name, known);
      return known;
    },
  };
}

function benchOf(lane: PyodideLane): Bench {
  const kept = new Map<string, Recording>();
  const threads = new ThreadRecorder(lane);
  const measured = new Map<string, ReturnType<PyodideLane['measure']>[number]>();
  const compile = (source: string): CodeObject => {
    const compiled = lane.compile(source);
    if (compiled.error !== undefined) throw new Error(`${compiled.error.type}: ${compiled.error.message}`);
    return lift(compiled.code, lane.version);
  };
  return {
    version: lane.version,
    build: lane.build,
    release: lane.build.split(' ')[0]!,
    compile,
    record(source, conditions = []) {
      const key = JSON.stringify([source, conditions]);
      let run = kept.get(key);
      if (run === undefined) {
        const [recorded] = lane.recordStepping([{ source }], { fuel: FUEL.program, conditions });
        run = recording(recorded!.events, recorded!.module, recorded!.exception?.type, source);
        kept.set(key, run);
      }
      return run;
    },
    recordAll(all, conditions = []) {
      const record = (some: readonly string[]) =>
        lane.recordStepping(
          some.map((source) => ({ source })),
          { fuel: FUEL.generated, conditions },
        );
      let compiled = all;
      let recorded: ReturnType<typeof record>;
      try {
        recorded = record(all);
      } catch {
        // One of them does not compile.
        compiled = all.filter((source) => lane.compile(source).error === undefined);
        recorded = record(compiled);
      }
      const runs = new Map(compiled.map((source, i) => [source, recorded[i]!]));
      return all.map((source) => {
        const one = runs.get(source);
        if (one === undefined || one.end !== undefined) return null;
        return recording(one.events, one.module, one.exception?.type, source);
      });
    },
    recordThreads(source, schedule) {
      const ran = threads.recordSource(source, schedule, FUEL.program);
      if (ran === null || !ran.complete || ran.schedule === null) return null;
      const { run, switchPoints } = ran;
      const started = new Set(run.events.map((event) => event.thread)).size;
      return { run, schedule: ran.schedule, switchPoints, threads: started };
    },
    measure(source, tools: readonly MeasuredTool[]) {
      const key = JSON.stringify([source, tools]);
      const run = measured.get(key) ?? lane.measure([source], tools)[0]!;
      measured.set(key, run);
      return run;
    },
    model(code) {
      const trace = runModelCode(code, lane.build, { level: 'exact', fuel: FUEL.program });
      const { events, stdout, globals, exception } = trace;
      return { events, shown: JSON.stringify([stdout, globals, exception ?? null]) };
    },
  };
}
