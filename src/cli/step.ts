/**
 * `steplaw step`: a program stepped through by a script or at a prompt, with the oracle or a strategy, as a transcript.
 * @module
 */
import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { parseScript } from '../../machines/index.ts';
import { ModelError, UnsupportedSyntax } from '../../model/index.ts';
import { POLICIES, recording } from '../../properties/index.ts';
import { ThreadRecorder } from '../judging/record-threads.ts';
import { STEPPERS } from '../judging/subjects-under-law.ts';
import type { EmbeddedBuild } from '../lanes/builds.ts';
import { openPyodide, type PyodideLane } from '../lanes/pyodide-lane.ts';
import { SCHEMA_VERSION } from '../report/schemas.ts';
import { type Console, openConsole } from './console.ts';
import { EXIT, type ExitCode, Failure } from './failure.ts';
import { integer, python, schedule } from './options.ts';
import { readProgram, sourceFailure, sourceLines, sourceText } from './read-program.ts';
import { prompt } from './step-prompt.ts';
import {
  type Ready,
  type Recorded,
  renderEnd,
  renderStop,
  runSession,
  type Session,
  type StepOptions,
} from './step-session.ts';

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
    record: once((conditions) => {
      if (options.schedule !== undefined) return recordThreads(lane, file, bytes, options, conditions);
      const program = { source: bytes, filename: basename(file) };
      const recorded = lane.recordStepping([program], { fuel: options.fuel, conditions })[0]!;
      return {
        run: recording(recorded.events, recorded.module, recorded.exception?.type),
        cut: recorded.end === 'fuel',
        deadlock: false,
      };
    }),
    look(event) {
      if (options.schedule !== undefined) return null;
      const program = { source: bytes, filename: basename(file), look: event };
      return lane.recordStepping([program], { fuel: options.fuel, conditions: [] })[0]?.frames ?? [];
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

/** The run with these conditions is made once, however often one goes on or back. */
function once(record: Ready['record']): Ready['record'] {
  const kept = new Map<string, Recorded>();
  return (conditions) => {
    const key = JSON.stringify(conditions);
    const run = kept.get(key) ?? record(conditions);
    kept.set(key, run);
    return run;
  };
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
    const found = recorder.recordSource(
      sourceText(bytes),
      schedule ?? { granularity: 'line', choices: [] },
      fuel,
      conditions,
    );
    if (found === null) throw new Failure(`${file} does not compile`);
    const { run, complete, deadlock } = found;
    return { run, cut: !complete, deadlock, ...(found.schedule === null ? {} : { schedule: found.schedule }) };
  } catch (error) {
    if (error instanceof ModelError || error instanceof UnsupportedSyntax)
      throw new Failure(`${file}: the model does not run this program: ${error.message}`);
    throw error;
  }
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
