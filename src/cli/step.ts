/**
 * `steplaw step`: a program stepped through by a script or at a prompt, with the oracle or a strategy, as a transcript.
 * @module
 */
import { basename } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { type Command, Option } from 'commander';
import { COMMAND_NAMES, parseScript, type Script } from '../../machines/index.ts';
import { ModelError, type RandomSchedule, type Schedule, UnsupportedSyntax } from '../../model/index.ts';
import {
  explain,
  firstDifference,
  POLICIES,
  policyOf,
  type Recording,
  recording,
  type SessionSpec,
  type SessionStop,
  type StrategyRun,
  stopsByTrace,
  type Transcript,
} from '../../properties/index.ts';
import { ThreadRecorder } from '../judging/record-threads.ts';
import { type Judged, STEPPERS } from '../judging/subjects-under-law.ts';
import type { EmbeddedBuild } from '../lanes/builds.ts';
import { openPyodide, type PyodideLane } from '../lanes/pyodide-lane.ts';
import { SCHEMA_VERSION } from '../report/schemas.ts';
import { type Console, openConsole } from './console.ts';
import { EXIT, type ExitCode, Failure } from './failure.ts';
import { integer, python, schedule } from './options.ts';
import { readProgram, sourceFailure, sourceLines } from './read-program.ts';

interface StepOptions {
  readonly script?: string;
  readonly strategy?: string;
  readonly policy: string;
  readonly python: EmbeddedBuild;
  readonly fuel: number;
  readonly schedule?: Schedule | RandomSchedule;
  readonly json?: true;
  readonly out?: string;
}

/** Registers the command. */
export function stepCommand(program: Command, defaultPython: EmbeddedBuild, finish: (code: ExitCode) => void): void {
  program
    .command('step')
    .description('a program stepped through, by a script or at a prompt')
    .argument('<file>', 'a Python file')
    .option('--script <text>', 'commands separated by ; or newlines')
    .addOption(
      new Option('--strategy <id>', 'who steps; the reference stepper without').choices(STEPPERS.map((j) => j.id)),
    )
    .addOption(
      new Option('--policy <name>', 'where debuggers may differ').choices(Object.keys(POLICIES)).default('strict'),
    )
    .addOption(
      new Option('--python <version>', 'a minor version or a release')
        .argParser(python)
        .default(defaultPython, defaultPython.version),
    )
    .addOption(new Option('--fuel <n>', 'events after which the run is cut off').argParser(integer(1)).default(50_000))
    .addOption(
      new Option(
        '--schedule <schedule>',
        'step through threads, in the model: seed:N, seed:N/line, line:3=1,9=0 or a file',
      ).argParser(schedule),
    )
    .option('--json', 'one JSON document')
    .option('--out <file>', 'write there instead of standard output')
    .addHelpText(
      'after',
      '\nExamples:\n  steplaw step program.py --script "break 12; continue; over; out"\n  steplaw step program.py --script "into *" --strategy B --python 3.13\n  steplaw step program.py',
    )
    .action(async (file: string, options: StepOptions) => finish(await step(file, options)));
}

/** A run that is stepped through. */
interface Recorded {
  readonly run: Recording;
  readonly cut: boolean;
  /** Every thread that has not ended waits for ever. */
  readonly deadlock: boolean;
  readonly schedule?: Schedule;
}

/** A program ready to be stepped through as often as one likes. */
interface Ready {
  readonly file: string;
  readonly lines: readonly string[];
  readonly options: StepOptions;
  readonly build: string;
  /** Records the program; conditions are evaluated in the run. */
  record(conditions: readonly string[]): Recorded;
}

async function step(file: string, options: StepOptions): Promise<ExitCode> {
  const console = openConsole(options.out);
  const bytes = readProgram(file);
  console.progress(`loading CPython ${options.python.release} …`);
  const lane = await openPyodide(options.python.release);
  const compiled = lane.compile(bytes, basename(file));
  if (compiled.error !== undefined) throw sourceFailure(file, compiled.error, bytes);
  console.settle();
  const ready: Ready = {
    file: basename(file),
    lines: sourceLines(bytes),
    options,
    build: lane.build,
    record(conditions) {
      if (options.schedule !== undefined) return recordThreads(lane, file, bytes, options, conditions);
      const program = { source: bytes, filename: basename(file) };
      const recorded = lane.recordStepping([program], { fuel: options.fuel, conditions })[0]!;
      return {
        run: recording(recorded.events, recorded.module, recorded.exception?.type),
        cut: recorded.end === 'fuel',
        deadlock: false,
      };
    },
  };
  if (options.script === undefined) return await prompt(ready, console);
  const parsed = parseScript(options.script);
  if (!parsed.ok) {
    const { line, column, message } = parsed.error;
    throw new Failure(`--script:${line}:${column}: ${message}\n    ${options.script.split('\n')[line - 1]}`);
  }
  const session = runSession(ready, parsed.script);
  show(ready, session, console);
  return session.difference === null || !session.judged?.sound ? EXIT.held : EXIT.found;
}

const recorders = new WeakMap<PyodideLane, ThreadRecorder>();

/** A run of the model: embedded CPythons have no threads. @throws Failure where the model does not know something */
function recordThreads(
  lane: PyodideLane,
  file: string,
  bytes: Uint8Array,
  { schedule, fuel }: StepOptions,
  conditions: readonly string[],
): Recorded {
  const recorder = recorders.get(lane) ?? new ThreadRecorder(lane);
  recorders.set(lane, recorder);
  try {
    const source = new TextDecoder().decode(bytes);
    const found = recorder.recordSource(source, schedule ?? { granularity: 'line', choices: [] }, fuel, conditions);
    if (found === null) throw new Failure(`${file} does not compile`);
    const { run, complete, deadlock } = found;
    return { run, cut: !complete, deadlock, ...(found.schedule === null ? {} : { schedule: found.schedule }) };
  } catch (error) {
    if (error instanceof ModelError || error instanceof UnsupportedSyntax)
      throw new Failure(`${file}: the model does not run this program: ${error.message}`);
    throw error;
  }
}

interface Session {
  readonly transcript: Transcript;
  readonly judged?: Judged;
  readonly cut: boolean;
  /** A strategy's first departure from the reference stepper, told as a story. */
  readonly difference: readonly string[] | null;
}

function conditionsOf(script: Script): readonly string[] {
  const found = script.flatMap((e) =>
    (e.command.kind === 'break' || e.command.kind === 'condition') && e.command.condition !== undefined
      ? [e.command.condition]
      : [],
  );
  return [...new Set(found)];
}

function runSession(ready: Ready, script: Script): Session {
  const { options } = ready;
  const { run, cut, deadlock } = ready.record(conditionsOf(script));
  const ended = (transcript: Transcript): Transcript =>
    deadlock && transcript.end === 'program-end' ? { ...transcript, end: 'deadlock' } : transcript;
  const policy = policyOf(options.policy)!;
  if (options.strategy === undefined) {
    const spec: SessionSpec = { script, policy, backward: true };
    return { transcript: ended(stopsByTrace(run.trace, spec)), cut, difference: null };
  }
  const judged = STEPPERS.find((j) => j.id === options.strategy)!;
  const spec: SessionSpec = { script, policy: POLICIES.strict };
  const done: StrategyRun = judged.runner(run, spec, true);
  const difference = firstDifference(stopsByTrace(run.trace, spec), done.transcript);
  const story = difference === null ? null : explain(run, done, difference, `strategy ${judged.id}`);
  return { transcript: ended(done.transcript), judged, cut, difference: story };
}

function renderStop(stop: SessionStop, ready: Ready): string {
  const place = `${ready.file}:${stop.line}`;
  const value = stop.value === undefined ? '' : `   ← ${stop.value}`;
  const exception = stop.exception === undefined ? '' : `   ! ${stop.exception}`;
  const ids = stop.breakpoints.length === 0 ? '' : ` ${stop.breakpoints.join(',')}`;
  const source = ready.lines[stop.line - 1]?.trim() ?? '';
  const indent = '  '.repeat(Math.max(0, stop.depth - 1));
  const thread = ready.options.schedule === undefined ? '' : `thread ${stop.thread}  `;
  return `${thread}${(stop.reasons.join('+') + ids).padEnd(14)} ${place.padEnd(18)} ${indent}${stop.code}${value}${exception}    ${source}`;
}

function renderEnd(session: Session): string[] {
  const { transcript, cut } = session;
  const unused = transcript.unusedCommands.length === 0 ? '' : `; not used: ${transcript.unusedCommands.join('; ')}`;
  return [`${cut ? 'cut off: the program has more events than --fuel allows' : transcript.end}${unused}`];
}

function show(ready: Ready, session: Session, console: Console): void {
  const { transcript, judged } = session;
  if (ready.options.json === true) {
    const [release, runtime] = ready.build.split(' ', 2);
    console.print(
      JSON.stringify({
        steplaw: SCHEMA_VERSION,
        command: 'step',
        python: { version: release, build: ready.build },
        engine: ready.options.schedule === undefined ? 'cpython' : 'model',
        runtime,
        complete: !session.cut,
        ...(judged === undefined ? { policy: ready.options.policy } : { strategy: judged.id, policy: 'strict' }),
        stops: transcript.stops,
        refusals: transcript.refusals,
        end: session.cut ? 'fuel' : transcript.end,
        unusedCommands: transcript.unusedCommands,
        ...(session.difference === null ? {} : { difference: session.difference }),
      }),
    );
    return;
  }
  transcript.stops.forEach((stop, n) => {
    console.print(renderStop(stop, ready));
    for (const r of transcript.refusals.filter((x) => x.stop === n)) console.print(`  ${r.command}: ${r.message}`);
    if (stop.command !== null) console.print(`  (${stop.command})`);
  });
  for (const line of renderEnd(session)) console.print(line);
  if (session.difference === null) return;
  console.print(`\nThe reference stepper stops elsewhere:\n${session.difference.map((l) => `  ${l}`).join('\n')}`);
}

const HELP =
  'Commands: into, over, out, until [LINE], continue, stepi, break PLACE [if EXPR], rinto, rover, rout, rcontinue, where, list, quit; pdb’s names too.';

/** The prompt: each command makes the session one longer; the program is recorded once and never runs twice for a step back. */
async function prompt(ready: Ready, console: Console): Promise<ExitCode> {
  const terminal = createInterface({
    input: process.stdin,
    output: process.stderr,
    completer: (line: string): [string[], string] => [COMMAND_NAMES.filter((n) => n.startsWith(line)), line],
  });
  const taken: string[] = [];
  let previous = '';
  let session = runSession(ready, []);
  const here = () => session.transcript.stops.at(-1);
  const tell = () => {
    const stop = here();
    if (stop !== undefined) console.print(renderStop(stop, ready));
  };
  tell();
  terminal.setPrompt('(steplaw) ');
  terminal.prompt();
  for await (const line of terminal) {
    const text = line.trim() === '' ? previous : line.trim();
    previous = text;
    if (text === 'help' || text === 'h' || text === '?') console.print(HELP);
    else if (text === 'where' || text === 'w' || text === 'bt') tell();
    else if (text === 'list' || text === 'l') listSource(ready, here(), console);
    else if (text !== '') {
      const parsed = parseScript([...taken, text].join('\n'));
      if (!parsed.ok) console.print(parsed.error.message);
      else {
        const before = session.transcript;
        taken.push(text);
        session = runSession(ready, parsed.script);
        for (const r of session.transcript.refusals.slice(before.refusals.length))
          console.print(`${r.command}: ${r.message}`);
        if (session.transcript.end === 'quit' || session.transcript.end === 'detached') break;
        const stops = session.transcript.stops.slice(before.stops.length);
        for (const stop of stops) console.print(renderStop(stop, ready));
        const resumed = here()?.command !== null;
        if (resumed) {
          for (const end of renderEnd(session)) console.print(end);
          taken.pop();
          session = runSession(ready, parsedOrEmpty(taken));
        }
      }
    }
    terminal.prompt();
  }
  terminal.close();
  return EXIT.held;
}

function parsedOrEmpty(taken: readonly string[]): Script {
  const parsed = parseScript(taken.join('\n'));
  return parsed.ok ? parsed.script : [];
}

function listSource(ready: Ready, stop: SessionStop | undefined, console: Console): void {
  const line = stop?.line ?? 1;
  for (let n = Math.max(1, line - 5); n <= Math.min(ready.lines.length, line + 5); n++)
    console.print(`${n === line ? '->' : '  '} ${String(n).padStart(4)}  ${ready.lines[n - 1]}`);
}
