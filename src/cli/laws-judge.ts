/**
 * `steplaw laws --judge`, `--mutants` and `--failures`: long runs under the laws on several seeds, with figures.
 * @module
 */
import { execFileSync } from 'node:child_process';
import { print, printSchedule } from '../../model/index.ts';
import { LAWS } from '../../properties/index.ts';
import { FAILING, knownFailures } from '../judging/find-failures.ts';
import { type JudgeLawsOptions, judgeLaws, type LawsJudged } from '../judging/judge-laws.ts';
import { LawThreads } from '../judging/law-threads.ts';
import { type Habitat, programAt } from '../judging/places.ts';
import { BASES, JUDGED, JUDGED_MUTANTS } from '../judging/subjects-under-law.ts';
import type { EmbeddedBuild } from '../lanes/builds.ts';
import { packageRoot } from '../package-root.ts';
import type { Console } from './console.ts';
import { EXIT, type ExitCode, Failure } from './failure.ts';

export interface LongRun {
  readonly pythons: readonly EmbeddedBuild[];
  readonly strategies: readonly string[];
  readonly seeds: readonly number[];
  /** Sessions for each strategy and seed. */
  readonly runs: number;
  /** Sessions of one program. */
  readonly scripts: number;
  readonly jobs: number;
  /** The only kind of programs; all kinds if absent. */
  readonly kind?: Habitat;
  /** Milliseconds for each seed and version. */
  readonly time: number;
}

/** Seeds from a list: numbers, `head` for the first eight hex digits of the commit, `clock`. */
export function seedsOf(text: string): number[] {
  return text.split(',').map((one) => {
    if (one === 'clock') return Date.now() & 0x7fffffff;
    if (one === 'head') return Number.parseInt(headDigits(), 16) | 0;
    const value = Number(one);
    if (one.trim() === '' || !Number.isInteger(value))
      throw new Failure(`--seeds ${text}: ${one} is no whole number, head or clock`);
    return value | 0;
  });
}

function headDigits(): string {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], { cwd: packageRoot, encoding: 'utf8' }).slice(0, 8);
  } catch {
    throw new Failure('--seeds head: this is no checkout with a commit; give a number in its place');
  }
}

const count = (n: number): string => Math.round(n).toLocaleString('en');
const MANY = 100_000_000;
/** Of a strategy's sessions so many should exercise each law at least: a thousand of a hundred thousand, and some more. */
const SHARE = 0.012;

/** An interrupt ends the run with what was found. */
async function interruptible(
  console: Console,
  work: (signal: AbortSignal, threadsOf: (python: EmbeddedBuild, jobs: number) => LawThreads) => Promise<ExitCode>,
): Promise<ExitCode> {
  const abort = new AbortController();
  const pools = new Map<EmbeddedBuild, LawThreads>();
  const threadsOf = (python: EmbeddedBuild, jobs: number): LawThreads => {
    const threads = pools.get(python) ?? new LawThreads(python, jobs, abort.signal);
    pools.set(python, threads);
    return threads;
  };
  const interrupt = (): void => (abort.signal.aborted ? process.exit(EXIT.interrupted) : abort.abort());
  process.on('SIGINT', interrupt);
  try {
    const code = await work(abort.signal, threadsOf);
    return abort.signal.aborted ? EXIT.interrupted : code;
  } finally {
    process.off('SIGINT', interrupt);
    console.settle();
    await Promise.all([...pools.values()].map((threads) => threads.end()));
  }
}

function base(run: LongRun, seed: number, signal: AbortSignal, progress: (text: string) => void): JudgeLawsOptions {
  const { scripts, time } = run;
  return {
    seed,
    time,
    scripts,
    signal,
    programs: MANY,
    mutants: [],
    onProgress: ({ programs, sessions }) =>
      progress(`seed ${seed}: ${count(programs)} programs, ${count(sessions)} sessions`),
  };
}

/** Strategies under all laws; a law that a sound one breaks is a finding. */
export async function judgeLong(run: LongRun, console: Console): Promise<ExitCode> {
  return await interruptible(console, async (signal, threadsOf) => {
    const exercised = new Map<string, number>();
    let found = false;
    for (const python of run.pythons) {
      for (const seed of run.seeds) {
        if (signal.aborted) break;
        const options = {
          ...base(run, seed, signal, (text) => console.progress(`${python.build}, ${text}`)),
          checks: run.runs,
          share: SHARE,
          ...(run.kind && { kind: run.kind }),
        };
        const judged = await judgeLaws(threadsOf(python, run.jobs), { ...options, strategies: run.strategies });
        console.settle();
        for (const row of judgedRows(judged, seed, run.jobs)) console.print(row);
        for (const { id, broken } of judged.strategies.values())
          found ||= broken.size > 0 && JUDGED.find((j) => j.id === id)?.sound === true;
        for (const { tallies } of judged.strategies.values())
          for (const t of tallies.values()) exercised.set(t.id, (exercised.get(t.id) ?? 0) + t.exercised);
        if (judged.failures.length > 0) throw new Failure(judged.failures.join('\n'));
      }
    }
    console.print('\nTimes that each law was exercised:');
    const rows = LAWS.map((law) => `${String(count(exercised.get(law.id) ?? 0)).padStart(12)}  ${law.id}`);
    for (const row of rows) console.print(row);
    return found ? EXIT.found : EXIT.held;
  });
}

function judgedRows(judged: LawsJudged, seed: number, jobs: number): string[] {
  const all = [...judged.strategies.values()];
  const checks = all.reduce((sum, s) => sum + s.checks, 0);
  const rows = [
    `CPython ${judged.build.build}, seed ${seed}: ${count(judged.programs)} programs, ${count(checks)} checks`,
    `  ${speed(judged, checks, jobs)}`,
  ];
  for (const { place, reason } of judged.crashes) {
    rows.push(`  program ${place} crashed CPython (${reason}) and was left out:`);
    rows.push(...indented(print(programAt(seed, place)).source));
  }
  for (const { id, checks: mine, broken } of all) {
    rows.push(
      `  ${id.padEnd(7)} ${count(mine).padStart(9)} sessions, ${broken.size === 0 ? 'no law broken' : `broken: ${[...broken.keys()].sort().join(', ')}`}`,
    );
    if (JUDGED.find((j) => j.id === id)?.sound !== true) continue;
    for (const { law, message, source, script, setting, filter, schedule } of broken.values()) {
      rows.push(
        `    ${law}: ${message} (${setting}${filter === undefined ? '' : `, steps skip ${filter.join(', ')}`})`,
      );
      rows.push(
        ...indented(source),
        `      script: ${script}`,
        ...(schedule === undefined ? [] : [`      schedule: ${printSchedule(schedule)}`]),
      );
    }
  }
  return rows;
}

const indented = (source: string): string[] =>
  source
    .trimEnd()
    .split('\n')
    .map((line, n) => `      ${String(n + 1).padStart(3)}  ${line}`);

/** Checks a second; by the processor where one thread has it for itself. */
function speed({ time, seconds }: LawsJudged, checks: number, jobs: number): string {
  const clock = `${count(checks / Math.max(0.001, seconds))} checks/s by the clock`;
  if (jobs > 1) return `${clock}, ${jobs} threads`;
  const per = (n: number, milliseconds: number): string => count((1000 * n) / Math.max(1, milliseconds));
  const { replaying, inside, insideChecks, all } = time;
  return [
    `${per(checks - insideChecks, replaying)} checks/s of a processor in sessions and laws on recordings`,
    `${per(checks, replaying + inside)} with sessions inside the model`,
    `${per(checks, all)} with programs and recordings too`,
    clock,
  ].join('; ');
}

/** After how many sessions each known-wrong stepper is noticed; what it is made of survives the same sessions. */
export async function judgeMutants(run: LongRun, console: Console): Promise<ExitCode> {
  return await interruptible(console, async (signal, threadsOf) => {
    const runs = new Map<string, number[]>();
    const laws = new Map<string, Set<string>>();
    const broken = new Set<string>();
    const [python] = run.pythons;
    for (const seed of run.seeds) {
      if (signal.aborted) break;
      const judged = await judgeLaws(threadsOf(python!, run.jobs), {
        ...base(run, seed, signal, (text) => console.progress(text)),
        strategies: BASES,
        mutants: JUDGED_MUTANTS.map((m) => m.id),
        checks: run.runs,
        enough: ({ killed }) => killed.size === JUDGED_MUTANTS.length,
      });
      if (judged.failures.length > 0) throw new Failure(judged.failures.join('\n'));
      for (const { id } of JUDGED_MUTANTS) {
        const killed = judged.killed.get(id);
        runs.set(id, [...(runs.get(id) ?? []), killed?.runs ?? Number.POSITIVE_INFINITY]);
        laws.set(id, new Set([...(laws.get(id) ?? []), ...(killed?.laws ?? [])]));
      }
      for (const { id, broken: of } of judged.strategies.values())
        for (const law of of.keys())
          if (id !== 'A' || LAWS.find((l) => l.id === law)?.stopLaw === true) broken.add(`${id} ${law}`);
    }
    console.settle();
    let late = 0;
    for (const { id } of JUDGED_MUTANTS) {
      const sorted = [...(runs.get(id) ?? [])].sort((a, b) => a - b);
      const median = sorted[sorted.length >> 1] ?? Number.POSITIVE_INFINITY;
      if (median > run.runs) late++;
      console.print(
        `${median > run.runs ? '✗' : '✓'} ${id.padEnd(30)} ${(Number.isFinite(median) ? count(median) : 'alive').padStart(6)}  ${[...(laws.get(id) ?? [])].sort().join(' ')}`,
      );
    }
    console.print(
      `${JUDGED_MUTANTS.length - late} of ${JUDGED_MUTANTS.length} known-wrong steppers are noticed within ${count(run.runs)} sessions, in the median of seeds ${run.seeds.join(', ')}`,
    );
    console.print(
      broken.size === 0
        ? 'What they are made of survives the same sessions.'
        : `What they are made of breaks: ${[...broken].sort().join(', ')}`,
    );
    return late > 0 || broken.size > 0 ? EXIT.found : EXIT.held;
  });
}

/** Milliseconds within which a known failure must be met. */
const SOON = 10_000;

/** How soon the known failures of B, B2 and C-call are met on each seed. */
export async function judgeFailures(run: LongRun, console: Console): Promise<ExitCode> {
  return await interruptible(console, async (signal, threadsOf) => {
    const wanted = FAILING.flatMap(knownFailures);
    const times = new Map<string, number[]>();
    const [python] = run.pythons;
    for (const seed of run.seeds) {
      if (signal.aborted) break;
      const threads = threadsOf(python!, run.jobs);
      // The clock runs for the search alone.
      await threads.ready();
      const judged = await judgeLaws(threads, {
        ...base({ ...run, time: Math.min(run.time, 6 * SOON) }, seed, signal, (text) => console.progress(text)),
        strategies: [],
        failuresOf: FAILING,
        enough: ({ wrong }) => wanted.every((kind) => wrong.has(kind)),
      });
      if (judged.failures.length > 0) throw new Failure(judged.failures.join('\n'));
      for (const kind of wanted)
        times.set(kind, [...(times.get(kind) ?? []), judged.wrong.get(kind) ?? Number.POSITIVE_INFINITY]);
    }
    console.settle();
    let late = false;
    for (const kind of wanted) {
      const all = times.get(kind) ?? [];
      const soon = all.filter((t) => t <= SOON).length;
      const held = soon >= 0.9 * all.length;
      late ||= !held;
      const shown = all.map((t) => (Number.isFinite(t) ? (t / 1000).toFixed(1) : '–')).join(' ');
      console.print(
        `${held ? '✓' : '✗'} ${kind.padEnd(28)} within 10 s in ${soon} of ${all.length} seeds   (s: ${shown})`,
      );
    }
    return late ? EXIT.found : EXIT.held;
  });
}
