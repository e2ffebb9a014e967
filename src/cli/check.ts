/**
 * `steplaw check`: the model against CPython, then strategies against the laws, what they cost, and the known-wrong steppers.
 * @module
 */
import { availableParallelism } from 'node:os';
import { type Command, Option } from 'commander';
import { LAWS } from '../../properties/index.ts';
import { type ConformResult, conform } from '../differential/conform.ts';
import { judgeLaws, type LawsJudged, type StrategyJudged, verdictOf } from '../judging/judge-laws.ts';
import { JUDGED, JUDGED_MUTANTS } from '../judging/subjects-under-law.ts';
import type { EmbeddedBuild } from '../lanes/builds.ts';
import { embeddedTarget } from '../lanes/target.ts';
import { SCHEMA_VERSION } from '../report/schemas.ts';
import { conformJson, conformReport, conformVerdict } from './conform-report.ts';
import { type Console, openConsole } from './console.ts';
import { EXIT, type ExitCode, worst } from './failure.ts';
import { duration, integer, pythons, seed } from './options.ts';

interface CheckOptions {
  readonly python: readonly EmbeddedBuild[];
  readonly seed: number;
  readonly jobs: number;
  readonly time: number;
  readonly json?: true;
  readonly stable?: true;
  readonly out?: string;
}

/** How the time is divided: the rest is loading and reporting. */
const SHARES = { conform: 0.5, laws: 0.4 };
const FUEL = 20_000;
const MANY = 1_000_000;
/** Longer programs explain nothing. */
const LINES_SHOWN = 14;

export function checkCommand(
  program: Command,
  defaults: readonly EmbeddedBuild[],
  lawBuild: EmbeddedBuild,
  finish: (code: ExitCode) => void,
): void {
  program
    .command('check')
    .description('the model against CPython, then strategies against the laws')
    .addOption(
      new Option('--python <versions>', 'versions to judge the model by, separated by commas')
        .argParser(pythons)
        .default(defaults, defaults.map((b) => b.version).join(',')),
    )
    .addOption(new Option('--seed <n>', 'same seed, same programs and sessions').argParser(seed).default(1))
    .addOption(
      new Option('--jobs <n>', 'threads').argParser(integer(1)).default(availableParallelism(), 'one for each core'),
    )
    .addOption(new Option('--time <duration>', 'divided among the parts').argParser(duration).default(45_000, '45s'))
    .option('--json', 'one JSON document')
    .option('--stable', 'with --json: leave out what differs from run to run')
    .option('--out <file>', 'write there instead of standard output')
    .addHelpText('after', '\nExample:\n  steplaw check --time 5m --seed 42')
    .action(async (options: CheckOptions) => finish(await check(options, lawBuild)));
}

async function check(options: CheckOptions, lawBuild: EmbeddedBuild): Promise<ExitCode> {
  const console = openConsole(options.out);
  const say = (text: string): void => {
    if (!options.json) console.print(text);
  };
  const abort = new AbortController();
  const interrupt = (): void => (abort.signal.aborted ? process.exit(EXIT.interrupted) : abort.abort());
  process.on('SIGINT', interrupt);
  const conformed: ConformResult[] = [];
  let laws: LawsJudged | undefined;
  try {
    say(
      `1. The model against CPython: generated programs, all semantic events on (${seconds(options.time * SHARES.conform)})`,
    );
    for (const build of options.python) {
      if (abort.signal.aborted) break;
      const result = await conform(embeddedTarget(build), {
        level: 'semantic',
        runs: MANY,
        seed: options.seed,
        jobs: options.jobs,
        fuel: FUEL,
        masks: false,
        time: (options.time * SHARES.conform) / options.python.length,
        signal: abort.signal,
        onProgress: ({ runs, agreed, disagreed }) =>
          console.progress(`CPython ${build.build}: ${runs} programs, ${agreed} agreed, ${disagreed} disagreed`),
      });
      // Only the time limits this part: what was judged is all that was asked.
      result.complete = !abort.signal.aborted;
      console.settle();
      conformed.push(result);
      for (const row of conformReport(result, { level: 'semantic', seed: options.seed })) say(row);
    }
    if (!abort.signal.aborted) {
      say('');
      say(
        `2. Strategies against the laws: sessions over runs of CPython ${lawBuild.build} (${seconds(options.time * SHARES.laws)})`,
      );
      laws = await judgeLaws(lawBuild, {
        seed: options.seed,
        jobs: options.jobs,
        time: options.time * SHARES.laws,
        programs: MANY,
        mutants: true,
        signal: abort.signal,
        onProgress: ({ programs, sessions }) => console.progress(`${programs} programs, ${sessions} sessions`),
      });
      console.settle();
      for (const row of lawsReport(laws)) say(row);
    }
  } finally {
    process.off('SIGINT', interrupt);
    console.settle();
  }
  if (options.json) printJson(console, conformed, laws, options);
  if (abort.signal.aborted) return EXIT.interrupted;
  return worst([...conformed.map(conformVerdict), laws === undefined ? EXIT.held : lawsVerdict(laws)]);
}

function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 1000)} s`;
}

/** A law that a sound strategy breaks, or a known-wrong stepper that no law notices, is a finding. */
function lawsVerdict(laws: LawsJudged): ExitCode {
  if (laws.failures.length > 0) return EXIT.badInput;
  const unsound = JUDGED.some((j) => j.sound && (laws.strategies.get(j.id)?.broken.size ?? 0) > 0);
  return unsound || survivors(laws).length > 0 ? EXIT.found : EXIT.held;
}

function survivors(laws: LawsJudged): string[] {
  return JUDGED_MUTANTS.filter((m) => !laws.killed.has(m.id)).map((m) => m.id);
}

const MARKS = { holds: '✓', broken: '✗', 'not-exercised': '·' } as const;

function lawsReport(laws: LawsJudged): string[] {
  const columns = JUDGED.filter((j) => laws.strategies.has(j.id));
  const rows = [
    `   ${laws.programs} programs, ${laws.sessions} sessions for each strategy, ${Math.round((laws.sessions * columns.length) / Math.max(laws.seconds, 0.001)).toLocaleString('en')} checks/s`,
    `   ${'law'.padEnd(34)}${columns.map((c) => c.id.padEnd(7)).join('')}`,
  ];
  for (const law of LAWS) {
    const verdicts = columns.map((c) => {
      const tally = laws.strategies.get(c.id)?.tallies.get(law.id);
      return tally === undefined ? '' : MARKS[verdictOf(tally)];
    });
    if (verdicts.every((v) => v === '')) continue;
    rows.push(`   ${law.id.padEnd(34)}${verdicts.map((v) => v.padEnd(7)).join('')}`.trimEnd());
  }
  rows.push('   ✓ holds  ✗ broken  · not exercised', '', '3. What a stop costs');
  rows.push(
    `   ${''.padEnd(8)}${['events', 'checks', 'set writes', 're-instrumented', 'frame look-ups'].map((h) => h.padStart(16)).join('')}`,
  );
  for (const { id } of columns) {
    const cost = costPerStop(laws.strategies.get(id)!);
    rows.push(
      `   ${id.padEnd(8)}${Object.values(cost)
        .map((n) => n.toFixed(1).padStart(16))
        .join('')}`,
    );
  }
  rows.push('', '4. Broken laws, each with the smallest session met');
  const shown = new Set<string>();
  for (const { id, sound } of columns) {
    for (const broken of laws.strategies.get(id)!.broken.values()) {
      rows.push(
        `   ${id} breaks ${broken.law}${sound ? ' (a finding: this strategy ought to keep it)' : ''}: ${broken.message}`,
      );
      if (!shown.has(broken.source) && broken.source.split('\n').length <= LINES_SHOWN) {
        shown.add(broken.source);
        rows.push(
          ...broken.source
            .replace(/\n$/, '')
            .split('\n')
            .map((line, i) => `     ${String(i + 1).padStart(3)}  ${line}`),
        );
      }
      rows.push(`     script: ${broken.script}`);
    }
  }
  const alive = survivors(laws);
  rows.push('', `5. Known-wrong steppers: ${JUDGED_MUTANTS.length - alive.length} of ${JUDGED_MUTANTS.length} killed`);
  if (alive.length > 0) rows.push(`   alive: ${alive.join(', ')}`);
  for (const failure of laws.failures) rows.push(`   a judging thread failed: ${failure}`);
  return rows;
}

function costPerStop({
  cost,
}: StrategyJudged): Record<
  'eventsPerStop' | 'checksPerStop' | 'maskWritesPerStop' | 'reinstrumentedPerStop' | 'frameLookupsPerStop',
  number
> {
  const per = (n: number): number => (cost.stops === 0 ? 0 : n / cost.stops);
  return {
    eventsPerStop: per(cost.events),
    checksPerStop: per(cost.checks),
    maskWritesPerStop: per(cost.writes),
    reinstrumentedPerStop: per(cost.reinstrumented),
    frameLookupsPerStop: per(cost.lookups),
  };
}

function printJson(
  console: Console,
  conformed: readonly ConformResult[],
  laws: LawsJudged | undefined,
  options: CheckOptions,
): void {
  const { targets, cases } = conformJson(conformed, {
    level: 'semantic',
    seed: options.seed,
    stable: options.stable === true,
  });
  const strategies = JUDGED.flatMap(({ id, profile }) => {
    const judged = laws?.strategies.get(id);
    if (judged === undefined) return [];
    const tallies = [...judged.tallies.values()].map((tally) => {
      const broken = judged.broken.get(tally.id);
      return {
        id: tally.id,
        verdict: verdictOf(tally),
        runs: tally.runs,
        premiseMet: tally.premiseMet,
        exercised: tally.exercised,
        ...(broken === undefined
          ? {}
          : { case: { program: broken.source, script: broken.script, explanation: broken.message } }),
      };
    });
    return [{ id, profile, laws: tallies, cost: costPerStop(judged) }];
  });
  const mutants = JUDGED_MUTANTS.map(({ id }) => ({ id, killedBy: [...(laws?.killed.get(id) ?? [])].sort() }));
  const document = {
    steplaw: SCHEMA_VERSION,
    command: 'check',
    seed: options.seed,
    complete: laws !== undefined && laws.failures.length === 0,
    conform: { targets, cases },
    strategies,
    mutants,
  };
  console.print(JSON.stringify(document, null, options.stable ? 2 : undefined));
}
