/**
 * What `conform` and `check` say of a target.
 * @module
 */
import { join } from 'node:path';
import type { Masks } from '../differential/chunk-judge.ts';
import type { ConformResult } from '../differential/conform.ts';
import { coverageFigures } from '../differential/coverage.ts';
import { renderDivergence } from '../differential/render.ts';
import type { Level } from '../lanes/recording.ts';
import { conformCase } from '../report/case.ts';
import { EXIT, type ExitCode } from './failure.ts';

/** How it was judged, as far as a report says it. */
export interface Reporting {
  readonly level: Level;
  readonly seed: number;
  readonly masks?: Masks;
  readonly threads?: boolean;
  /** Leave out what differs from run to run. */
  readonly stable?: boolean;
  /** Folder that findings are written to. */
  readonly cases?: string;
}

/** From so many runs on the figures of an honest run are a condition. */
const HONEST_RUNS = 100_000;
const CASES_SHOWN = 5;
const REASONS_SHOWN = 8;

/** The exit code of one target. */
export function conformVerdict(result: ConformResult): ExitCode {
  if (result.disagreed > 0 || result.failed > 0 || result.crashes.length > 0) return EXIT.found;
  if (result.agreed === 0) return EXIT.notJudged;
  const thin = result.runs >= HONEST_RUNS && coverageFigures(result.coverage).missed.length > 0;
  return thin ? EXIT.found : EXIT.held;
}

/** How many of each outcome. */
export function outcomeText({ agreed, disagreed, failed, inconclusive, unsupported, crashes }: ConformResult): string {
  const parts = [`${agreed} agreed`, `${disagreed} disagreed`];
  if (failed > 0) parts.push(`${failed} failed`);
  if (inconclusive > 0) parts.push(`${inconclusive} inconclusive`);
  if (unsupported > 0) parts.push(`${unsupported} unsupported`);
  if (crashes.length > 0) parts.push(`${crashes.length} crashed`);
  return parts.join(', ');
}

/** Programs and events a second. */
export function speedText({ runs, seconds, coverage }: ConformResult): string {
  const per = (n: number): string => (seconds === 0 ? '–' : Math.round(n / seconds).toLocaleString('en'));
  return `${per(runs)} programs/s, ${per(coverage.events)} events/s`;
}

/** A target as lines of text. */
export function conformReport(result: ConformResult, options: Reporting): string[] {
  const { target, coverage } = result;
  const judged = conformVerdict(result);
  const rows = [
    `${judged === EXIT.held ? '✓' : judged === EXIT.found ? '✗' : '?'} CPython ${target.build}, ${options.level}${options.masks === 'also' ? ', all events and then tools at random' : options.masks ? ', tools at random' : options.threads ? ', threads' : ''}: ${result.runs} ${options.threads ? 'programs under schedules' : 'programs'}, ${outcomeText(result)}`,
    `  ${coverage.events.toLocaleString('en')} events, ${speedText(result)}, seed ${options.seed}${result.complete ? '' : ', stopped before the end'}`,
  ];
  const figures = coverageFigures(coverage);
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  rows.push(
    `  events a program: median ${figures.medianEvents}, over 400 in ${percent(figures.over400Events)}; three functions or more ${percent(figures.threeFunctions)}, ` +
      `a frame left by an exception ${percent(figures.leftByException)}, a generator abandoned ${percent(figures.abandonedGenerator)}`,
  );
  if (result.runs >= HONEST_RUNS && figures.missed.length > 0)
    rows.push(`  too thin for an honest run: ${figures.missed.join('; ')}`);
  if (options.threads) rows.push(threadRow(result));
  const reasons = Object.entries(result.reasons).sort(([, a], [, b]) => b - a);
  for (const [reason, n] of reasons.slice(0, REASONS_SHOWN)) rows.push(`  unsupported ×${n}: ${reason.split('\n')[0]}`);
  for (const [reason, { programs, first }] of Object.entries(result.unsettled).slice(0, REASONS_SHOWN))
    rows.push(`  inconclusive ×${programs}: ${reason.split('\n')[0]}; first program ${first} of seed ${options.seed}`);
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
      const names = { expectedName: `CPython ${target.build}`, observedName: 'model' };
      rows.push(
        renderDivergence(finding.expected, finding.observed, finding.divergence, {
          source: finding.source,
          level: options.level,
          ...names,
        }),
      );
    }
    if (finding.schedule !== undefined) rows.push(`  schedule: ${JSON.stringify(finding.schedule)}`);
    const masks =
      options.masks === 'also' ? ' --masks also' : options.masks ? ' --masks' : options.threads ? ' --threads' : '';
    const named = target.path === undefined ? `--python ${target.release}` : `--native ${target.path}`;
    rows.push(
      options.cases === undefined
        ? `to see it again: steplaw conform ${named} --level ${options.level} --seed ${options.seed} --place ${finding.index} --runs 1${masks}`
        : `to see it again: steplaw replay ${casePath(options.cases, result, finding.index)}`,
    );
  }
  return rows;
}

function threadRow({ threads: { runs, switches, sharing, deadlocks, threads } }: ConformResult): string {
  const share = (n: number): string => `${((100 * n) / Math.max(1, runs)).toFixed(1)} %`;
  const counts = Object.entries(threads).map(([n, of]) => `${n} in ${share(of)}`);
  return (
    `  switches a run: ${(switches / Math.max(1, runs)).toFixed(1)}; two threads in one function ${share(sharing)}, ` +
    `deadlocks ${share(deadlocks)}; threads with events: ${counts.join(', ')}`
  );
}

/** Where a finding is written. */
export function casePath(folder: string, result: ConformResult, index: number): string {
  return join(folder, `conform-${result.target.release}-${index}.json`);
}

/** The targets and cases of a JSON document. */
export function conformJson(
  results: readonly ConformResult[],
  options: Reporting,
): { readonly targets: readonly unknown[]; readonly cases: readonly unknown[] } {
  return {
    targets: results.map((result) => {
      const { executed, missed, ...figures } = coverageFigures(result.coverage);
      return {
        python: { version: result.target.version, build: result.target.build },
        runtime: result.target.runtime,
        level: options.level,
        complete: result.complete,
        runs: result.runs,
        agreed: result.agreed,
        disagreed: result.disagreed + result.failed,
        known: 0,
        unsupported: result.unsupported,
        inconclusive: result.inconclusive,
        ...(options.threads ? { threads: result.threads } : {}),
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
}
