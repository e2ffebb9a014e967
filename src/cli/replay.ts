/**
 * `steplaw replay`: one saved case, judged again.
 * @module
 */
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { lift, ModelError, type RandomTools, type Trace } from '../../model/index.ts';
import { compareTraces } from '../differential/compare.ts';
import { compileForBuild } from '../differential/model-engine.ts';
import { runInModel } from '../differential/model-run.ts';
import { renderDivergence } from '../differential/render.ts';
import { embeddedBuild } from '../lanes/builds.ts';
import { findPythons, NATIVE_REMEDY } from '../lanes/find-pythons.ts';
import type { Lane } from '../lanes/lane.ts';
import { NativeLane } from '../lanes/native-lane.ts';
import { openWorkerLane } from '../lanes/worker-lane.ts';
import { type Case, conformCaseSchema } from '../report/case.ts';
import { openConsole } from './console.ts';
import { EXIT, type ExitCode, Failure } from './failure.ts';

const FUEL = 100_000;

export function replayCommand(program: Command, finish: (code: ExitCode) => void): void {
  program
    .command('replay')
    .description('one saved case, judged again: exit 1 if it still shows, 0 if not')
    .argument('<case>', 'a case as JSON')
    .option('--out <file>', 'write there instead of standard output')
    .addHelpText('after', '\nExample:\n  steplaw replay cases/conform-3.14.2-17.json')
    .action(async (file: string, options: { readonly out?: string }) => finish(await replay(file, options.out)));
}

async function replay(file: string, out: string | undefined): Promise<ExitCode> {
  const console = openConsole(out);
  const saved = readCase(file);
  const { source } = saved.program;
  const lane = await openLane(file, saved);
  let expected: Trace;
  let observed: Trace;
  try {
    // The schema has checked the shape; event names of another version are refused by the interpreter.
    const tools = saved.tools === undefined ? {} : { tools: saved.tools as RandomTools };
    const [recorded] = await lane.record([{ source, ...tools }], { level: saved.level, fuel: FUEL });
    expected = recorded!;
    const parsed = await lane.parse(source);
    const compiled = await lane.compile(source);
    if (parsed.error !== undefined || compiled.error !== undefined)
      throw new Failure(`${file}: its program does not compile`);
    const code =
      saved.level === 'exact'
        ? lift(compiled.code, lane.version)
        : compileForBuild(parsed.tree, lane.build, lane.version);
    observed = await runInModel(lane, code, { level: saved.level, fuel: FUEL, ...tools });
  } catch (error) {
    if (error instanceof ModelError)
      throw new Failure(`${file}: the model does not judge its program: ${error.message}`, EXIT.notJudged);
    throw error;
  } finally {
    await lane.close();
  }
  const divergence = compareTraces(expected, observed, saved.level);
  console.print(source.replace(/\n$/, ''));
  console.print('');
  if (divergence === undefined) {
    console.print(`it does not show any more: the model equals CPython ${lane.build} here`);
    return EXIT.held;
  }
  const names = { expectedName: `CPython ${lane.build}`, observedName: 'model' };
  console.print(renderDivergence(expected, observed, divergence, { source, level: saved.level, ...names }));
  return EXIT.found;
}

/** The CPython that the case was judged by. */
async function openLane(file: string, { target }: Case): Promise<Lane> {
  if (target.runtime === 'native') {
    const found = findPythons().find(({ release }) => release === target.python);
    if (found !== undefined) return new NativeLane(found);
    throw new Failure(`${file}: no native CPython ${target.python} found: ${NATIVE_REMEDY}`, EXIT.notJudged);
  }
  const build = embeddedBuild(target.python);
  if (build === undefined) throw new Failure(`${file}: no embedded CPython ${target.python}`, EXIT.notJudged);
  return openWorkerLane(build.release);
}

function readCase(file: string): Case {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new Failure(`${file}: no such file`);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Failure(`${file}: no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const checked = conformCaseSchema.safeParse(json);
  if (checked.success) return checked.data;
  const issue = checked.error.issues[0];
  throw new Failure(`${file}: malformed case: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}
