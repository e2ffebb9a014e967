/**
 * `steplaw laws`: the register of laws; one law with its statement, policies, mutants and a smallest session that exercises it.
 * @module
 */

import { availableParallelism } from 'node:os';
import { type Command, Option } from 'commander';
import { LAWS, type Law, MUTANTS, POLICIES, UNJUDGED_LAWS } from '../../properties/index.ts';
import { type LawExample, lawExample } from '../judging/law-example.ts';
import { HABITATS, type Habitat } from '../judging/places.ts';
import { JUDGED } from '../judging/subjects-under-law.ts';
import type { EmbeddedBuild } from '../lanes/builds.ts';
import { openPyodide } from '../lanes/pyodide-lane.ts';
import { type Console, openConsole } from './console.ts';
import { EXIT, type ExitCode, Failure } from './failure.ts';
import { judgeFailures, judgeLong, judgeMutants, type LongRun, seedsOf } from './laws-judge.ts';
import { duration, integer, pythons, seed } from './options.ts';

interface LawsOptions {
  readonly python: readonly EmbeddedBuild[];
  readonly seed: number;
  readonly judge?: true;
  readonly mutants?: true;
  readonly failures?: true;
  readonly strategies: string;
  readonly seeds?: string;
  readonly runs: number;
  readonly scripts: number;
  readonly kind?: Habitat;
  readonly jobs: number;
  readonly time: number;
  readonly json?: true;
  readonly out?: string;
}

/** Registers the command. */
export function lawsCommand(program: Command, defaultPython: EmbeddedBuild, finish: (code: ExitCode) => void): void {
  program
    .command('laws')
    .description('the register of laws, or one law with a smallest session that exercises it')
    .argument('[id]', 'a law')
    .addOption(
      new Option(
        '--python <versions>',
        'minor versions or releases, separated by commas; a law’s session is of the first',
      )
        .argParser(pythons)
        .default([defaultPython], defaultPython.version),
    )
    .addOption(new Option('--seed <n>', 'where the search for a session begins').argParser(seed).default(1))
    .option('--judge', 'strategies under all laws, with figures')
    .option('--mutants', 'after how many sessions each known-wrong stepper is noticed')
    .option('--failures', 'how soon the known failures of B, B2 and C-call are met')
    .option('--strategies <ids>', 'for --judge: who is judged', 'C,D,E,F,oracle')
    .option('--seeds <list>', 'numbers, head (of the commit) or clock, separated by commas')
    .addOption(new Option('--runs <n>', 'sessions for each seed').argParser(integer(1)).default(2000))
    .addOption(new Option('--scripts <n>', 'sessions of one program').argParser(integer(1)).default(32))
    .addOption(new Option('--kind <name>', 'for --judge: programs of one kind only').choices(HABITATS))
    .addOption(
      new Option('--time <duration>', 'limit for each seed and version').argParser(duration).default(3_600_000, '1h'),
    )
    .addOption(
      new Option('--jobs <n>', 'threads').argParser(integer(1)).default(availableParallelism(), 'one for each core'),
    )
    .option('--json', 'one JSON document')
    .option('--out <file>', 'write there instead of standard output')
    .addHelpText(
      'after',
      '\nExamples:\n  steplaw laws exc-unwind-not-lost\n  steplaw laws --judge --python 3.12,3.13,3.14,3.15 --runs 100000 --seeds 1,head,clock\n  steplaw laws --judge --kind threads --runs 50000\n  steplaw laws --mutants\n  steplaw laws --failures',
    )
    .action(async (id: string | undefined, options: LawsOptions) => finish(await laws(id, options)));
}

const TEN_SEEDS = '1,2,3,4,5,6,7,8,9,10';

/** A long run, if one is asked for. */
async function long(console: Console, options: LawsOptions): Promise<ExitCode | null> {
  const { judge, mutants, failures } = options;
  if ([judge, mutants, failures].filter((mode) => mode === true).length > 1)
    throw new Failure('--judge, --mutants and --failures exclude each other');
  const strategies = options.strategies.split(',');
  const unknown = strategies.filter((id) => !JUDGED.some((j) => j.id === id));
  if (unknown.length > 0)
    throw new Failure(`--strategies: no ${unknown.join(', ')}; there are ${JUDGED.map((j) => j.id).join(', ')}`);
  const seeds = seedsOf(options.seeds ?? (judge === true ? '1' : TEN_SEEDS));
  const { python, runs, scripts, jobs, time, kind } = options;
  const run: LongRun = { pythons: python, strategies, seeds, runs, scripts, jobs, time, ...(kind && { kind }) };
  if (judge === true) return await judgeLong(run, console);
  // Few sessions a program: what is looked for needs many programs.
  if (mutants === true) return await judgeMutants({ ...run, scripts: Math.min(scripts, 4) }, console);
  return failures === true ? await judgeFailures({ ...run, scripts: Math.min(scripts, 4) }, console) : null;
}

function summary(law: Law) {
  const mutants = MUTANTS.filter((m) => m.groups.includes(law.group)).map((m) => m.id);
  return {
    id: law.id,
    group: law.group,
    statement: law.statement,
    source: law.source,
    policies: law.policies ?? Object.keys(POLICIES),
    sometimes: law.sometimes,
    stopLaw: law.stopLaw,
    ...(law.universal === undefined ? {} : { universal: law.universal }),
    mutantsOfGroup: mutants,
  };
}

async function laws(id: string | undefined, options: LawsOptions): Promise<ExitCode> {
  if (options.kind !== undefined && options.judge !== true) throw new Failure('--kind goes with --judge');
  const console = openConsole(options.out);
  if (options.judge === true || options.mutants === true || options.failures === true) {
    if (id !== undefined) throw new Failure(`${id}: a law is asked about by itself`);
    return (await long(console, options)) ?? EXIT.held;
  }
  if (id === undefined) {
    register(console, options);
    return EXIT.held;
  }
  const law = LAWS.find((l) => l.id === id);
  const unjudged = UNJUDGED_LAWS.find((l) => l.id === id);
  if (law === undefined && unjudged === undefined) {
    const like = LAWS.map((l) => l.id).filter((l) => l.includes(id));
    throw new Failure(
      `no law ${id}${like.length === 0 ? '; steplaw laws lists them' : `; do you mean ${like.join(', ')}?`}`,
    );
  }
  if (law === undefined) {
    console.print(`${unjudged!.id}\n  ${unjudged!.source}\n  inconclusive: ${unjudged!.reason}`);
    return EXIT.held;
  }
  const [python] = options.python;
  console.progress(`loading CPython ${python!.release} …`);
  const lane = await openPyodide(python!.release);
  console.progress('looking for a session that exercises it …');
  const example = lawExample(law, lane, options.seed);
  console.settle();
  const about = summary(law);
  if (options.json === true) {
    const { session, killed } = example;
    console.print(JSON.stringify({ ...about, killed, example: session }));
    return EXIT.held;
  }
  console.print(`${about.id}   (${about.group}; ${about.source})\n\n  ${about.statement}\n`);
  console.print(`  sometimes: ${about.sometimes}`);
  if (law.universal !== undefined) console.print(`  universal: ${law.universal}`);
  console.print(`  policies: ${about.policies.join(', ')}`);
  for (const row of exampleRows(example, python!)) console.print(row);
  return EXIT.held;
}

function register(console: Console, options: LawsOptions): void {
  if (options.json === true) {
    console.print(JSON.stringify({ laws: LAWS.map(summary), unjudged: UNJUDGED_LAWS }));
    return;
  }
  let group = '';
  for (const law of LAWS) {
    if (law.group !== group) console.print(`\n${law.group}`);
    group = law.group;
    console.print(`  ${law.id.padEnd(32)} ${law.statement}`);
  }
  console.print('\ninconclusive here');
  for (const law of UNJUDGED_LAWS) console.print(`  ${law.id.padEnd(32)} ${law.reason} (${law.source})`);
}

function numbered(source: string): string {
  return source
    .trimEnd()
    .split('\n')
    .map((line, n) => `    ${String(n + 1).padStart(3)}  ${line}`)
    .join('\n');
}

function exampleRows({ session, killed, sessions }: LawExample, python: EmbeddedBuild): string[] {
  const noticed = killed.length === 0 ? 'none' : killed.join(', ');
  const rows = [`  known-wrong steppers that it noticed in ${sessions} sessions: ${noticed}`, ''];
  if (session === null) return [...rows, '  no session that exercises it was found'];
  const policy = session.setting === 'exceptions' ? ' --policy pdb' : '';
  rows.push('  a smallest session that exercises it:', numbered(session.source));
  if (session.filter !== undefined) rows.push(`    steps skip ${session.filter.join(', ')}`);
  return [...rows, `    --script "${session.script}" --python ${python.version}${policy}`];
}
