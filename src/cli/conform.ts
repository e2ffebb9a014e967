/**
 * `steplaw conform`: the model against real CPythons, over generated programs.
 * @module
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { type ConformResult, conform } from '../differential/conform.ts';
import { coverageFigures } from '../differential/coverage.ts';
import { renderDivergence } from '../differential/render.ts';
import { REQUIRED_CONSTRUCTS } from '../differential/required-constructs.ts';
import type { EmbeddedBuild } from '../lanes/builds.ts';
import { installedBuild } from '../lanes/load-pyodide.ts';
import type { Level } from '../lanes/recording.ts';
import { conformCase } from '../report/case.ts';
import { SCHEMA_VERSION } from '../report/schemas.ts';
import { type Console, openConsole } from './console.ts';
import { EXIT, type ExitCode, Failure, worst } from './failure.ts';
import { duration, integer, pythons, seed } from './options.ts';

interface ConformCommandOptions {
  readonly python: readonly EmbeddedBuild[];
  readonly level: Level;
  readonly runs: number;
  readonly seed: number;
  readonly jobs: number;
  readonly fuel: number;
  readonly time?: number;
  readonly masks?: true;
  readonly json?: true;
  readonly stable?: true;
  readonly out?: string;
  readonly cases?: string;
}

/** From so many runs on the figures of an honest run are a condition. */
const HONEST_RUNS = 100_000;
const CASES_SHOWN = 3;

export function conformCommand(
  program: Command,
  defaults: readonly EmbeddedBuild[],
  finish: (code: ExitCode) => void,
): void {
  program
    .command('conform')
    .description('the model against real CPythons, over generated programs')
    .addOption(
      new Option('--python <versions>', 'minor versions or releases, separated by commas')
        .argParser(pythons)
        .default(defaults, defaults.map((b) => b.version).join(',')),
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
    .addOption(new Option('--time <duration>', 'stop after that long, shared among the versions').argParser(duration))
    .option('--masks', 'random event sets on random tools and random DISABLE answers, in place of all events on')
    .option('--json', 'one JSON document')
    .option('--stable', 'with --json: leave out what differs from run to run')
    .option('--cases <folder>', 'write each finding there as a case that `steplaw replay` shows again')
    .option('--out <file>', 'write there instead of standard output')
    .addHelpText('after', '\nExample:\n  steplaw conform --python 3.13,3.14 --runs 10000 --seed 0x5eed')
    .action(async (options: ConformCommandOptions) => finish(await run(options)));
}

async function run(options: ConformCommandOptions): Promise<ExitCode> {
  const console = openConsole(options.out);
  const missing = options.python.filter((build) => installedBuild(build) === undefined);
  if (missing.length > 0) {
    const names = missing.map((b) => `CPython ${b.build}`).join(', ');
    throw new Failure(
      `${names}: not installed; npm install installs ${missing.map((b) => b.alias).join(', ')}`,
      EXIT.notJudged,
    );
  }
  const abort = new AbortController();
  const interrupt = (): void => (abort.signal.aborted ? process.exit(EXIT.interrupted) : abort.abort());
  process.on('SIGINT', interrupt);
  const results: ConformResult[] = [];
  try {
    for (const build of options.python) {
      if (abort.signal.aborted) break;
      console.progress(`CPython ${build.build}: loading …`);
      const result = await conform(build, {
        level: options.level,
        runs: options.runs,
        seed: options.seed,
        jobs: options.jobs,
        fuel: options.fuel,
        masks: options.masks === true,
        ...(options.time === undefined ? {} : { time: options.time / options.python.length }),
        signal: abort.signal,
        onProgress: (so) =>
          console.progress(
            `CPython ${build.build}: ${so.runs} of ${options.runs} programs, ${outcome(so)}, ${speed(so)}`,
          ),
      });
      console.settle();
      results.push(result);
      writeCases(result, options);
      if (!options.json) for (const row of report(result, options)) console.print(row);
    }
  } finally {
    process.off('SIGINT', interrupt);
    console.settle();
  }
  if (options.json) printJson(console, results, options);
  if (abort.signal.aborted) return EXIT.interrupted;
  return worst(results.map((result) => judgement(result)));
}

function judgement(result: ConformResult): ExitCode {
  if (result.disagreed > 0 || result.failed > 0 || result.crashes.length > 0) return EXIT.found;
  if (result.agreed === 0) return EXIT.notJudged;
  const thin = result.runs >= HONEST_RUNS && coverageFigures(result.coverage, REQUIRED_CONSTRUCTS).missed.length > 0;
  return thin ? EXIT.found : EXIT.held;
}

function outcome({ agreed, disagreed, failed, unsupported, crashes }: ConformResult): string {
  const parts = [`${agreed} agreed`, `${disagreed} disagreed`];
  if (failed > 0) parts.push(`${failed} failed`);
  if (unsupported > 0) parts.push(`${unsupported} unsupported`);
  if (crashes.length > 0) parts.push(`${crashes.length} crashed`);
  return parts.join(', ');
}

function speed({ runs, seconds, coverage }: ConformResult): string {
  const per = (n: number): string => (seconds === 0 ? '–' : Math.round(n / seconds).toLocaleString('en'));
  return `${per(runs)} programs/s, ${per(coverage.events)} events/s`;
}

function report(result: ConformResult, options: ConformCommandOptions): string[] {
  const { build, coverage } = result;
  const judged = judgement(result);
  const rows = [
    `${judged === EXIT.held ? '✓' : judged === EXIT.found ? '✗' : '?'} CPython ${build.build}, ${options.level}${options.masks ? ', tools at random' : ''}: ${result.runs} programs, ${outcome(result)}`,
    `  ${coverage.events.toLocaleString('en')} events, ${speed(result)}, seed ${options.seed}${result.complete ? '' : ', stopped before the end'}`,
  ];
  const figures = coverageFigures(coverage, REQUIRED_CONSTRUCTS);
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  rows.push(
    `  events a program: median ${figures.medianEvents}, over 400 in ${percent(figures.over400Events)}; three functions or more ${percent(figures.threeFunctions)}, ` +
      `a frame left by an exception ${percent(figures.leftByException)}, a generator abandoned ${percent(figures.abandonedGenerator)}`,
  );
  if (result.runs >= HONEST_RUNS && figures.missed.length > 0)
    rows.push(`  too thin for an honest run: ${figures.missed.join('; ')}`);
  const reasons = Object.entries(result.reasons).sort(([, a], [, b]) => b - a);
  for (const [reason, n] of reasons.slice(0, 8)) rows.push(`  unsupported ×${n}: ${reason.split('\n')[0]}`);
  for (const { index, reason } of result.crashes)
    rows.push(`  crash: program ${index} of seed ${options.seed}: ${reason}`);
  for (const finding of [...result.findings].sort((a, b) => a.source.length - b.source.length).slice(0, CASES_SHOWN)) {
    rows.push('', `smallest program (${finding.index} of seed ${options.seed}):`);
    rows.push(
      ...finding.source
        .replace(/\n$/, '')
        .split('\n')
        .map((line, i) => `${String(i + 1).padStart(5)}  ${line}`),
    );
    if (finding.tools !== undefined) rows.push(`  tools: ${JSON.stringify(finding.tools)}`);
    if (finding.divergence === undefined || finding.observed === undefined) rows.push(`  ${finding.reason ?? ''}`);
    else {
      const names = { expectedName: `CPython ${build.build}`, observedName: 'model' };
      rows.push(
        renderDivergence(finding.expected, finding.observed, finding.divergence, {
          source: finding.source,
          level: options.level,
          ...names,
        }),
      );
    }
    const masks = options.masks ? ' --masks' : '';
    rows.push(
      options.cases === undefined
        ? `to see it again: steplaw conform --python ${build.release} --level ${options.level} --seed ${options.seed}${masks} --cases FOLDER, then steplaw replay`
        : `to see it again: steplaw replay ${casePath(options.cases, result, finding.index)}`,
    );
  }
  return rows;
}

function casePath(folder: string, result: ConformResult, index: number): string {
  return join(folder, `conform-${result.build.release}-${index}.json`);
}

function writeCases(result: ConformResult, options: ConformCommandOptions): void {
  if (options.cases === undefined) return;
  mkdirSync(options.cases, { recursive: true });
  for (const finding of result.findings) {
    const content = conformCase(result, finding, options.level, options.seed);
    writeFileSync(casePath(options.cases, result, finding.index), `${JSON.stringify(content, null, 2)}\n`);
  }
}

function printJson(console: Console, results: readonly ConformResult[], options: ConformCommandOptions): void {
  const document = {
    steplaw: SCHEMA_VERSION,
    command: 'conform',
    seed: options.seed,
    targets: results.map((result) => {
      const { executed, missed, ...figures } = coverageFigures(result.coverage, REQUIRED_CONSTRUCTS);
      return {
        python: { version: result.build.version, build: result.build.build },
        runtime: 'embedded',
        level: options.level,
        complete: result.complete,
        runs: result.runs,
        agreed: result.agreed,
        disagreed: result.disagreed + result.failed,
        known: 0,
        unsupported: result.unsupported,
        crashed: result.crashes.length,
        quirks: [],
        events: result.coverage.events,
        ...(options.stable
          ? {}
          : { programsPerSecond: result.seconds === 0 ? 0 : Math.round(result.runs / result.seconds) }),
        coverage: { ...figures, executed, missed },
      };
    }),
    cases: results.flatMap((result) =>
      result.findings.map((finding) => conformCase(result, finding, options.level, options.seed)),
    ),
  };
  console.print(JSON.stringify(document, null, options.stable ? 2 : undefined));
}
