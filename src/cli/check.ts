/**
 * `steplaw check`: the model against CPython, then strategies against the laws, what they cost, and the known-wrong steppers.
 * @module
 */
import { availableParallelism } from 'node:os';
import { type Command, Option } from 'commander';
import { FEATURES, UNJUDGED_LAWS } from '../../properties/index.ts';
import { type ConformResult, conform } from '../differential/conform.ts';
import { judgeLaws, type LawsJudged, verdictOf } from '../judging/judge-laws.ts';
import type { KindCost } from '../judging/kind-costs.ts';
import { LawThreads } from '../judging/law-threads.ts';
import type { ShrunkLaw } from '../judging/shrink-broken.ts';
import { shrinkLaws } from '../judging/shrink-laws.ts';
import { costPerStop } from '../judging/stop-cost.ts';
import { JUDGED, JUDGED_MUTANTS } from '../judging/subjects-under-law.ts';
import type { EmbeddedBuild } from '../lanes/builds.ts';
import { embeddedTarget } from '../lanes/target.ts';
import { costRows, matrixRows, minimalRows, mutantRows, survivors } from '../report/check-text.ts';
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
const SHARES = { conform: 0.25, laws: 0.42, minimal: 0.28 };
/** Known-wrong steppers that are alive when the laws' time is over get so much more: on a fast machine none is. */
const PATIENCE = 2;
const FUEL = 20_000;
const MANY = 1_000_000;
/** Programs on a version that one strategy alone needs. */
const FEW = 64;
/** Sessions under `strict` for each program. */
const SCRIPTS = 4;

export function checkCommand(
  program: Command,
  defaults: readonly EmbeddedBuild[],
  lawBuilds: readonly EmbeddedBuild[],
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
    .action(async (options: CheckOptions) => finish(await check(options, lawBuilds)));
}

async function check(options: CheckOptions, lawBuilds: readonly EmbeddedBuild[]): Promise<ExitCode> {
  const console = openConsole(options.out);
  const say = (text: string): void => {
    if (!options.json) console.print(text);
  };
  const abort = new AbortController();
  const interrupt = (): void => (abort.signal.aborted ? process.exit(EXIT.interrupted) : abort.abort());
  process.on('SIGINT', interrupt);
  const conformed: ConformResult[] = [];
  let laws: LawsJudged | undefined;
  let pools: readonly LawThreads[] = [];
  let kinds: readonly KindCost[] = [];
  let minimal: ReadonlyMap<string, readonly ShrunkLaw[]> = new Map();
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
        // The library's modules take seconds to come: its programs are `conform`'s.
        features: FEATURES.filter((feature) => feature !== 'library'),
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
        `2. Strategies against the laws: sessions over runs of CPython ${lawBuilds.map((x) => x.build).join(' and, for D, ')} (${seconds(options.time * SHARES.laws)})`,
      );
      pools = lawBuilds.map((build, n) => new LawThreads(build, n === 0 ? options.jobs : 1, abort.signal));
      laws = await judgeAll(pools, options, abort.signal, (text) => console.progress(text));
      console.settle();
      for (const row of matrixRows(laws)) say(row);
    }
    if (laws !== undefined && !abort.signal.aborted) {
      say('\n3. What a stop costs');
      kinds = await allCosts(pools);
      for (const row of costRows(laws, kinds)) say(row);
      say(`\n4. Broken laws, each with the smallest session that shows it (${seconds(options.time * SHARES.minimal)})`);
      minimal = await shrinkLaws(laws, pools[0]!, {
        seed: options.seed,
        time: options.time * SHARES.minimal,
        signal: abort.signal,
        onProgress: (id) => console.progress(`making the sessions of ${id} smaller`),
      });
      console.settle();
      for (const row of minimalRows(laws, minimal)) say(row);
      for (const row of mutantRows(laws)) say(row);
    }
  } finally {
    process.off('SIGINT', interrupt);
    console.settle();
    await Promise.all(pools.map((threads) => threads.end()));
  }
  if (options.json) printJson(console, { conformed, laws, kinds, minimal }, options);
  if (abort.signal.aborted) return EXIT.interrupted;
  return worst([...conformed.map(conformVerdict), laws === undefined ? EXIT.held : lawsVerdict(laws)]);
}

function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 1000)} s`;
}

/** Who is judged on which version: everyone that can be on the first, the others on the next. */
function divided(pools: readonly LawThreads[]): string[][] {
  const judged = new Set<string>();
  return pools.map(({ build }) => {
    const here = JUDGED.filter(
      ({ id, profile }) => !judged.has(id) && (profile !== '3.15' || build.version === '3.15'),
    );
    for (const { id } of here) judged.add(id);
    return here.map(({ id }) => id);
  });
}

/** Everything on the first version, and at the same time what that does not allow on the next. */
async function judgeAll(
  pools: readonly LawThreads[],
  options: CheckOptions,
  signal: AbortSignal,
  progress: (text: string) => void,
): Promise<LawsJudged> {
  const strategies = divided(pools);
  const together = { killed: new Map(), survived: new Map() };
  // A thread that has just begun is slow: fewer of them, each with more to do, come further.
  const firsts = Math.max(1, options.jobs - pools.length + 1);
  const [first, ...others] = await Promise.all(
    pools.map((threads, n) =>
      judgeLaws(threads, {
        seed: options.seed,
        time: options.time * SHARES.laws,
        patience: options.time * PATIENCE,
        programs: n === 0 ? MANY : FEW,
        mutants: JUDGED_MUTANTS.map((m) => m.id),
        together,
        threads: n === 0 ? firsts : 1,
        scripts: SCRIPTS,
        strategies: strategies[n]!,
        signal,
        onProgress: ({ programs, sessions }) =>
          n === 0 ? progress(`${threads.build.build}: ${programs} programs, ${sessions} sessions`) : undefined,
      }),
    ),
  );
  for (const judged of others) {
    for (const [id, strategy] of judged.strategies) first!.strategies.set(id, strategy);
    first!.crashes.push(...judged.crashes);
    first!.failures.push(...judged.failures);
  }
  return first!;
}

/** What each strategy costs, on the version that it is judged on. */
async function allCosts(pools: readonly LawThreads[]): Promise<KindCost[]> {
  const strategies = divided(pools);
  const found = await Promise.all(
    pools.map(async (threads, n) => {
      const costs: KindCost[] = [];
      await threads.each(async (thread) => {
        costs.push(...(await thread.costs(strategies[n]!)));
      }, 1);
      return costs;
    }),
  );
  const kinds = [...new Set(found.flat().map(({ kind }) => kind))];
  const order = JUDGED.map(({ id }) => id);
  return found
    .flat()
    .sort(
      (a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || order.indexOf(a.strategy) - order.indexOf(b.strategy),
    );
}

/** A law that a sound strategy breaks, or a known-wrong stepper that no law notices, is a finding. */
function lawsVerdict(laws: LawsJudged): ExitCode {
  if (laws.failures.length > 0) return EXIT.badInput;
  const unsound = JUDGED.some((j) => j.sound && (laws.strategies.get(j.id)?.broken.size ?? 0) > 0);
  return unsound || survivors(laws).length > 0 ? EXIT.found : EXIT.held;
}

interface Checked {
  readonly conformed: readonly ConformResult[];
  readonly laws: LawsJudged | undefined;
  readonly kinds: readonly KindCost[];
  readonly minimal: ReadonlyMap<string, readonly ShrunkLaw[]>;
}

function printJson(console: Console, { conformed, laws, kinds, minimal }: Checked, options: CheckOptions): void {
  const { targets, cases } = conformJson(conformed, {
    level: 'semantic',
    seed: options.seed,
    stable: options.stable === true,
  });
  const strategies = JUDGED.flatMap(({ id, profile }) => {
    const judged = laws?.strategies.get(id);
    if (judged === undefined) return [];
    const tallies = [...judged.tallies.values()].map((tally) => {
      const shrunk = minimal.get(id)?.find((b) => b.law === tally.id);
      const broken = shrunk ?? judged.broken.get(tally.id);
      const story = shrunk?.story ?? [];
      return {
        id: tally.id,
        verdict: verdictOf(tally),
        runs: tally.runs,
        premiseMet: tally.premiseMet,
        exercised: tally.exercised,
        ...(broken === undefined
          ? {}
          : {
              case: {
                program: broken.source,
                script: broken.script,
                explanation: [broken.message, ...story].join('\n'),
              },
            }),
      };
    });
    const open = UNJUDGED_LAWS.map((law) => ({
      id: law.id,
      verdict: 'inconclusive',
      reason: law.reason,
      runs: 0,
      premiseMet: 0,
      exercised: 0,
    }));
    const byProgram = kinds.filter((k) => k.strategy === id).map(({ kind, cost }) => ({ kind, cost }));
    const cost = costPerStop(judged.cost.stops, judged.cost);
    return [{ id, profile, laws: [...tallies, ...open], cost, costs: byProgram }];
  });
  const mutants = JUDGED_MUTANTS.map(({ id }) => ({ id, killedBy: [...(laws?.killed.get(id)?.laws ?? [])].sort() }));
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
