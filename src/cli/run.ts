/**
 * `steplaw run`: the events of a program, in the model or in a CPython.
 * @module
 */
import type { ChildProcess } from 'node:child_process';
import { basename, dirname, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import {
  type CodeObject,
  type EventName,
  lift,
  MODELLED_MODULES,
  ModelError,
  type Module,
  type RandomSchedule,
  type RawCode,
  type Schedule,
  type Trace,
  UnsupportedSyntax,
} from '../../model/index.ts';
import { compareTraces } from '../differential/compare.ts';
import { importsOf } from '../differential/imports.ts';
import { compileForBuild } from '../differential/model-engine.ts';
import { lookInProcess, runInProcess, startModelProcess } from '../differential/model-process.ts';
import type { ModelRunOptions } from '../differential/model-run.ts';
import { renderDivergence } from '../differential/render.ts';
import type { EmbeddedBuild } from '../lanes/builds.ts';
import { type Lane, LaneLost } from '../lanes/lane.ts';
import { BESIDE } from '../lanes/load-pyodide.ts';
import type { Level, Program } from '../lanes/recording.ts';
import { momentJson, renderMoment } from '../report/moment.ts';
import { type OpcodeAt, opcodeAt } from '../report/opcode-at.ts';
import { SCHEMA_VERSION } from '../report/schemas.ts';
import { type Console, openConsole } from './console.ts';
import { EXIT, type ExitCode, Failure } from './failure.ts';
import { followSchedule } from './follow-schedule.ts';
import { events, integer, python, schedule } from './options.ts';
import { readInput, readProgram, sourceFailure, sourceLines } from './read-program.ts';
import { openSourceLane } from './source-lane.ts';
import { renderEnd, renderEvents } from './transcript.ts';

interface RunOptions {
  readonly python: EmbeddedBuild;
  readonly engine: 'model' | 'cpython';
  readonly level: Level;
  readonly events?: readonly EventName[];
  readonly fuel: number;
  readonly native?: string;
  readonly input?: string;
  readonly diff?: true;
  readonly at?: number;
  readonly schedule?: Schedule | RandomSchedule;
  readonly json?: true;
  readonly out?: string;
}

/** Milliseconds between two interrupts of a CPython that has not stopped yet. */
const INTERRUPT_EVERY = 20;

export function runCommand(program: Command, defaultPython: EmbeddedBuild, finish: (code: ExitCode) => void): void {
  program
    .command('run')
    .description('the events of a program, in the model or in a CPython')
    .argument('<file>', 'a Python file')
    .argument('[args...]', 'after --: its sys.argv')
    .addOption(
      new Option('--python <version>', 'a minor version or a release')
        .argParser(python)
        .default(defaultPython, defaultPython.version),
    )
    .addOption(new Option('--engine <engine>', 'who runs it').choices(['model', 'cpython']).default('model'))
    .addOption(new Option('--level <level>', 'events and fields').choices(['semantic', 'exact']).default('semantic'))
    .addOption(new Option('--events <names>', 'show these only, separated by commas').argParser(events))
    .addOption(new Option('--fuel <n>', 'events after which the run is cut off').argParser(integer(1)).default(100_000))
    .option('--native <path>', 'a CPython of this machine in place of the embedded one')
    .option('--input <file>', 'what input() and sys.stdin read; nothing without it')
    .addOption(
      new Option(
        '--schedule <schedule>',
        'when threads change: seed:N, seed:N/line, seed:N/switch-points, or a file',
      ).argParser(schedule),
    )
    .option('--diff', 'run both engines and show the first difference')
    .addOption(
      new Option('--at <n>', 'the state in which event n of the trace was told, from 0; in the model')
        .argParser(integer(0))
        .conflicts(['diff', 'events']),
    )
    .option('--json', 'one JSON document')
    .option('--out <file>', 'write there instead of standard output')
    .addHelpText(
      'after',
      '\nExamples:\n  steplaw run program.py --python 3.13 --events LINE,CALL\n  steplaw run program.py --at 1234\n  steplaw run program.py --engine cpython -- its arguments',
    )
    .action(async (file: string, argv: string[], options: RunOptions) => finish(await run(file, argv, options)));
}

async function run(file: string, argv: readonly string[], options: RunOptions): Promise<ExitCode> {
  const console = openConsole(options.out);
  const bytes = readProgram(file);
  const lane = openSourceLane(file, options.python, options.native);
  const abort = new AbortController();
  let repeat: NodeJS.Timeout | undefined;
  const interrupt = (): void => {
    if (abort.signal.aborted) process.exit(EXIT.interrupted);
    abort.abort();
    // A single interrupt of an embedded CPython can be lost.
    lane.interrupt();
    repeat = setInterval(() => lane.interrupt(), INTERRUPT_EVERY);
  };
  process.on('SIGINT', interrupt);
  // A schedule drawn from a seed is known once the model has run.
  const needModel = options.engine === 'model' || options.diff === true || options.schedule !== undefined;
  const model = needModel ? startModelProcess() : undefined;
  try {
    console.progress(`loading CPython ${lane.build} …`);
    const program: Program = {
      source: bytes,
      filename: basename(file),
      argv,
      path: [programFolder(file, options)],
      inFolder: !needModel,
      ...(options.input === undefined ? {} : { stdin: readInput(options.input) }),
    };
    if (options.at !== undefined) {
      const code = await showMoment(model, lane, program, bytes, file, options, options.at, console, abort.signal);
      return abort.signal.aborted ? EXIT.interrupted : code;
    }
    const traces = await observe(model, lane, program, bytes, file, options, console, abort.signal);
    console.settle();
    const code = show(console, bytes, traces, options, abort.signal.aborted);
    return abort.signal.aborted ? EXIT.interrupted : code;
  } catch (error) {
    console.settle();
    if (abort.signal.aborted) return EXIT.interrupted;
    if (error instanceof LaneLost) throw lost(file, lane, error);
    throw error;
  } finally {
    process.off('SIGINT', interrupt);
    clearInterval(repeat);
    model?.kill('SIGKILL');
    await lane.close();
  }
}

function programFolder(file: string, options: RunOptions): string {
  return options.native === undefined ? BESIDE : dirname(resolve(file));
}

/** What was seen: the asked engine's trace, and with `--diff` CPython's too. */
interface Observed {
  readonly shown: Trace;
  readonly cpython?: Trace;
  readonly model?: Trace;
  /** At the exact level, for the transcript. */
  readonly opcode?: OpcodeAt;
}

async function observe(
  child: ChildProcess | undefined,
  lane: Lane,
  program: Program,
  bytes: Uint8Array,
  file: string,
  options: RunOptions,
  console: Console,
  signal: AbortSignal,
): Promise<Observed> {
  const needCpython = options.engine === 'cpython' || options.diff === true;
  // Compiled first in any case: what does not compile is bad input, not a program that raises SyntaxError.
  const compiled = await lane.compile(bytes, basename(file));
  if (compiled.error !== undefined) throw sourceFailure(file, compiled.error, bytes);
  let model: Trace | undefined;
  if (child !== undefined) {
    const parsed = await lane.parse(bytes, basename(file));
    if (parsed.error !== undefined) throw sourceFailure(file, parsed.error, bytes);
    console.progress('running in the model …');
    model = await inModel(parsed.tree, compiled.code, lane, file, program, options, (code, setting) =>
      runInProcess(child, lane, code, setting, signal, (count) =>
        console.progress(`running in the model: ${count.toLocaleString('en')} events …`),
      ),
    );
  }
  let cpython: Trace | undefined;
  if (needCpython && !signal.aborted) {
    console.progress(`running in CPython ${lane.build} …`);
    cpython = await followSchedule(lane, program, model?.schedule, { level: options.level, fuel: options.fuel });
  }
  const shown = options.engine === 'model' ? model : cpython;
  if (shown === undefined) throw new Error('no trace');
  const opcode = options.level === 'exact' ? { opcode: opcodeAt(lift(compiled.code, lane.version)) } : {};
  return { shown, ...opcode, ...(cpython === undefined ? {} : { cpython }), ...(model === undefined ? {} : { model }) };
}

/** `--at`: the state at one event. */
async function showMoment(
  child: ChildProcess | undefined,
  lane: Lane,
  program: Program,
  bytes: Uint8Array,
  file: string,
  options: RunOptions,
  at: number,
  console: Console,
  signal: AbortSignal,
): Promise<ExitCode> {
  if (options.engine !== 'model' || child === undefined)
    throw new Failure('--at looks into states of the model: leave out --engine cpython');
  const compiled = await lane.compile(bytes, basename(file));
  if (compiled.error !== undefined) throw sourceFailure(file, compiled.error, bytes);
  const parsed = await lane.parse(bytes, basename(file));
  if (parsed.error !== undefined) throw sourceFailure(file, parsed.error, bytes);
  const { moment, told } = await inModel(parsed.tree, compiled.code, lane, file, program, options, (code, setting) =>
    lookInProcess(child, lane, code, { ...setting, fuel: Math.max(setting.fuel, at + 1) }, at, signal, (count) =>
      console.progress(`running in the model: ${count.toLocaleString('en')} events …`),
    ),
  );
  console.settle();
  if (moment === undefined) {
    if (signal.aborted) return EXIT.interrupted;
    throw new Failure(`--at ${at}: ${file} tells ${told} events; name one of 0 to ${told - 1}`);
  }
  const python = { version: lane.version, build: `${lane.build} model` };
  const { level } = options;
  if (options.json) console.print(JSON.stringify(momentJson(moment, python, level)));
  else console.print(renderMoment(moment, sourceLines(bytes)).join('\n'));
  return EXIT.held;
}

/**
 * Prepares a program for the model and has it run there.
 * @throws Failure where the model does not know something, with the command that runs the file in CPython instead.
 */
async function inModel<T>(
  tree: Module,
  raw: RawCode,
  lane: Lane,
  file: string,
  program: Program,
  options: RunOptions,
  runIt: (code: CodeObject, setting: ModelRunOptions) => Promise<T>,
): Promise<T> {
  const instead = `To run it in CPython: steplaw run ${file} --engine cpython`;
  const { path = [], argv = [], stdin = '' } = program;
  for (const { name, line, column } of importsOf(tree)) {
    if (MODELLED_MODULES.has(name)) continue;
    // The program's own modules run as it does, and what CPython does not find the model does not find either.
    const found = await lane.module(name, path);
    if (found === null || found.own) continue;
    throw new Failure(
      `${file}:${line}:${column + 1}: import of ${name} is not supported by the model; docs/language.md lists what it runs. ${instead}`,
    );
  }
  try {
    const code =
      options.level === 'exact'
        ? lift(raw, lane.version)
        : compileForBuild(tree, lane.build, lane.version, basename(file));
    const setting = {
      level: options.level,
      fuel: options.fuel,
      argv,
      stdin,
      path,
      ...(options.schedule === undefined ? {} : { schedule: options.schedule }),
    };
    return await runIt(code, setting);
  } catch (error) {
    if (error instanceof UnsupportedSyntax) {
      const { line, column } = error.span;
      const supported = 'docs/language.md lists what the model runs';
      throw new Failure(
        `${file}:${line}:${column + 1}: ${error.construct} is not supported by the model; ${supported}. ${instead}`,
      );
    }
    if (error instanceof ModelError)
      throw new Failure(`${file}: the model does not run this program: ${error.message}. ${instead}`);
    throw error;
  }
}

function show(
  console: Console,
  bytes: Uint8Array,
  { shown, cpython, model, opcode }: Observed,
  options: RunOptions,
  interrupted: boolean,
): ExitCode {
  const divergence =
    options.diff && cpython !== undefined && model !== undefined
      ? compareTraces(cpython, model, options.level)
      : undefined;
  const wanted = new Set(options.events ?? shown.events.map((e) => e.event));
  const visible = shown.events.filter((e) => wanted.has(e.event));
  const code = divergence === undefined ? EXIT.held : EXIT.found;
  if (options.json) {
    const { python, stdout, exception } = shown;
    const document = {
      steplaw: SCHEMA_VERSION,
      command: 'run',
      python,
      engine: options.engine,
      level: options.level,
      complete: shown.end === undefined,
      stdout,
      ...(exception === undefined ? {} : { exception }),
      events: visible,
      ...(options.diff && cpython !== undefined ? { differences: divergence === undefined ? [] : [divergence] } : {}),
    };
    console.print(JSON.stringify(document));
    return code;
  }
  const lines = sourceLines(bytes);
  if (divergence !== undefined && cpython !== undefined && model !== undefined) {
    const names = { expectedName: `CPython ${cpython.python.build}`, observedName: 'model' };
    console.print(
      renderDivergence(cpython, model, divergence, { source: lines.join('\n'), level: options.level, ...names }),
    );
    return code;
  }
  const end = renderEnd(shown, visible.length, interrupted);
  console.print([...renderEvents(visible, lines, options.level, opcode), ...end].join('\n'));
  if (options.diff && cpython !== undefined) console.print(`equal to CPython ${cpython.python.build}`);
  return code;
}

function lost(file: string, lane: Lane, error: LaneLost): Failure {
  const what =
    error.reason === 'hang'
      ? 'did not come back from a call into C, where nothing can interrupt it'
      : `crashed CPython ${lane.build}`;
  return new Failure(`${file}: the program ${what} (${error.message})`);
}
