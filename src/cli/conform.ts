/**
 * `steplaw conform`: the model against real CPythons, over generated programs.
 * @module
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type ConformResult, conform } from '../differential/conform.ts';
import type { EmbeddedBuild } from '../lanes/builds.ts';
import type { Level } from '../lanes/recording.ts';
import type { Target } from '../lanes/target.ts';
import { conformCase } from '../report/case.ts';
import { SCHEMA_VERSION } from '../report/schemas.ts';
import { chosenTargets } from './chosen-targets.ts';
import { conformLibrary } from './conform-library.ts';
import {
  casePath,
  conformJson,
  conformReport,
  conformVerdict,
  outcomeText,
  type Reporting,
  speedText,
} from './conform-report.ts';
import { openConsole } from './console.ts';
import { EXIT, type ExitCode, worst } from './failure.ts';
import { duration, integer, pythonNames, seed } from './options.ts';

interface ConformCommandOptions {
  readonly python?: readonly string[];
  readonly level: Level;
  readonly runs: number;
  readonly seed: number;
  readonly jobs: number;
  readonly fuel: number;
  readonly time?: number;
  readonly place?: number;
  readonly runtime: 'embedded' | 'native';
  readonly native?: readonly string[];
  readonly masks?: true | 'also';
  readonly library?: true | string;
  readonly threads?: true;
  readonly json?: true;
  readonly stable?: true;
  readonly out?: string;
  readonly cases?: string;
}

export function conformCommand(
  program: Command,
  defaults: readonly EmbeddedBuild[],
  finish: (code: ExitCode) => void,
): void {
  program
    .command('conform')
    .description('the model against real CPythons, over generated programs')
    .addOption(
      new Option(
        '--python <versions>',
        `minor versions or releases, separated by commas (default: ${defaults.map((b) => b.version).join(',')}; with --runtime native all found)`,
      ).argParser(pythonNames),
    )
    .addOption(new Option('--level <level>', 'events and fields').choices(['semantic', 'exact']).default('semantic'))
    .addOption(new Option('--runs <n>', 'distinct programs for each version').argParser(integer(1)).default(2000))
    .addOption(new Option('--seed <n>', 'same seed, same programs').argParser(seed).default(1))
    .addOption(
      new Option('--jobs <n>', 'threads').argParser(integer(1)).default(availableParallelism(), 'one for each core'),
    )
    .addOption(
      new Option('--fuel <n>', 'events after which a program is cut off').argParser(integer(1)).default(20_000),
    )
    .addOption(new Option('--place <n>', 'the first program of the seed to judge').argParser(integer(0)))
    .addOption(new Option('--time <duration>', 'stop after that long, shared among the versions').argParser(duration))
    .addOption(new Option('--runtime <runtime>', 'which CPythons').choices(['embedded', 'native']).default('embedded'))
    .option(
      '--native <path>',
      'a CPython of this machine (repeatable); implies --runtime native',
      (path: string, before: string[] = []) => [...before, path],
    )
    .option(
      '--library [modules]',
      'calls into the standard library (of these modules, separated by commas), at the exact level, in place of generated programs',
    )
    .addOption(
      new Option(
        '--masks [also]',
        'random event sets on random tools and random DISABLE answers, in place of all events on, or after it',
      ).argParser(also),
    )
    .option('--threads', 'programs with threads, each under a random schedule; native CPythons only')
    .option('--json', 'one JSON document')
    .option('--stable', 'with --json: leave out what differs from run to run')
    .option('--cases <folder>', 'write each finding there as a case that `steplaw replay` shows again')
    .option('--out <file>', 'write there instead of standard output')
    .addHelpText('after', '\nExample:\n  steplaw conform --python 3.13,3.14 --runs 10000 --seed 0x5eed')
    .action(async (options: ConformCommandOptions) => {
      // Embedded CPythons have no threads.
      const chosen = options.threads ? { ...options, runtime: 'native' as const } : options;
      return finish(await run(chosen, chosenTargets(chosen, defaults)));
    });
}

function also(text: string): 'also' {
  if (text !== 'also') throw new InvalidArgumentError("It is 'also' or nothing.");
  return text;
}

async function run(options: ConformCommandOptions, targets: readonly Target[]): Promise<ExitCode> {
  const console = openConsole(options.out);
  const abort = new AbortController();
  const interrupt = (): void => (abort.signal.aborted ? process.exit(EXIT.interrupted) : abort.abort());
  process.on('SIGINT', interrupt);
  if (options.library !== undefined) {
    const modules = options.library === true ? {} : { modules: options.library.split(',').map((m) => m.trim()) };
    try {
      return await conformLibrary(
        targets,
        console,
        { ...modules, ...(options.json ? { json: true } : {}) },
        abort.signal,
      );
    } finally {
      process.off('SIGINT', interrupt);
      console.settle();
    }
  }
  const results: ConformResult[] = [];
  const written = new Set<string>();
  const reporting: Reporting = {
    level: options.level,
    seed: options.seed,
    masks: options.masks ?? false,
    threads: options.threads === true,
    stable: options.stable === true,
    ...(options.cases === undefined ? {} : { cases: options.cases }),
  };
  try {
    for (const target of targets) {
      if (abort.signal.aborted) break;
      console.progress(`CPython ${target.build}: loading …`);
      const result = await conform(target, {
        level: options.level,
        runs: options.runs,
        seed: options.seed,
        jobs: options.jobs,
        fuel: options.fuel,
        masks: options.masks ?? false,
        threads: options.threads === true,
        ...(options.place === undefined ? {} : { place: options.place }),
        ...(options.time === undefined ? {} : { time: options.time / targets.length }),
        signal: abort.signal,
        onProgress: (so) => {
          const found = so.findings.map(({ index }) => index).join(', ');
          console.progress(
            `CPython ${target.build}: ${so.runs} of ${options.runs} programs, ${outcomeText(so)}, ${speedText(so)}${found && `; see ${found}`}`,
          );
          writeCases(so, options, written);
        },
      });
      console.settle();
      results.push(result);
      writeCases(result, options, written);
      if (!options.json) for (const row of conformReport(result, reporting)) console.print(row);
    }
  } finally {
    process.off('SIGINT', interrupt);
    console.settle();
  }
  if (options.json) {
    const { targets, cases } = conformJson(results, reporting);
    const document = { steplaw: SCHEMA_VERSION, command: 'conform', seed: options.seed, targets, cases };
    console.print(JSON.stringify(document, null, options.stable ? 2 : undefined));
  }
  if (abort.signal.aborted) return EXIT.interrupted;
  return worst(results.map(conformVerdict));
}

/** Writes what was found so far, so that nothing of a long run is lost; `written` are the paths of this run that are there. */
function writeCases(result: ConformResult, options: ConformCommandOptions, written: Set<string>): void {
  if (options.cases === undefined) return;
  mkdirSync(options.cases, { recursive: true });
  for (const finding of result.findings) {
    const path = casePath(options.cases, result, finding.index);
    if (written.has(path)) continue;
    written.add(path);
    const content = conformCase(result, finding, options.level, options.seed);
    writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`);
  }
}
