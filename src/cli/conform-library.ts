/**
 * `steplaw conform --library`: calls into the standard library, event by event.
 * @module
 */
import { judgeLibraryCall, type LibraryOutcome, libraryCalls } from '../differential/library.ts';
import { renderDivergence } from '../differential/render.ts';
import { openTarget, type Target } from '../lanes/target.ts';
import { SCHEMA_VERSION } from '../report/schemas.ts';
import type { Console } from './console.ts';
import { EXIT, type ExitCode, Failure, worst } from './failure.ts';

interface LibraryOptions {
  readonly json?: true;
  readonly modules?: readonly string[];
}

interface TargetOutcomes {
  readonly target: Target;
  readonly outcomes: readonly LibraryOutcome[];
}

/** Judges the corpus of library calls on each target. */
export async function conformLibrary(
  targets: readonly Target[],
  console: Console,
  options: LibraryOptions,
  signal: AbortSignal,
): Promise<ExitCode> {
  const all = libraryCalls();
  const wanted = options.modules ?? all.map(({ module }) => module);
  for (const name of wanted) {
    if (!all.some(({ module }) => module === name))
      throw new Failure(`no calls into ${name} in corpus/library; there are ${all.map((m) => m.module).join(', ')}`);
  }
  const judged: TargetOutcomes[] = [];
  for (const target of targets) {
    const outcomes: LibraryOutcome[] = [];
    console.progress(`CPython ${target.build}: loading …`);
    const lane = await openTarget(target);
    try {
      for (const { module, calls } of all.filter((m) => wanted.includes(m.module))) {
        for (const call of calls) {
          if (signal.aborted) break;
          console.progress(`CPython ${target.build}: ${module}.${call.name} …`);
          outcomes.push(await judgeLibraryCall(lane, module, call));
        }
      }
    } finally {
      await lane.close();
      console.settle();
    }
    judged.push({ target, outcomes });
    if (!options.json) for (const row of report({ target, outcomes })) console.print(row);
  }
  if (options.json) console.print(JSON.stringify(document(judged)));
  if (signal.aborted) return EXIT.interrupted;
  return worst(judged.map(({ outcomes }) => (outcomes.some((o) => o.outcome === 'unequal') ? EXIT.found : EXIT.held)));
}

function count(outcomes: readonly LibraryOutcome[], wanted: LibraryOutcome['outcome']): number {
  return outcomes.filter(({ outcome }) => outcome === wanted).length;
}

function report({ target, outcomes }: TargetOutcomes): string[] {
  const [equal, unequal, unsupported] = (['equal', 'unequal', 'unsupported'] as const).map((o) => count(outcomes, o));
  const events = outcomes.reduce((sum, o) => sum + (o.outcome === 'equal' ? o.events : 0), 0);
  const share = ((100 * equal!) / Math.max(1, outcomes.length)).toFixed(0);
  const rows = [
    `${unequal === 0 ? '✓' : '✗'} CPython ${target.build}, library: ${outcomes.length} calls, ${equal} equal (${share} %, ${events.toLocaleString('en')} events), ${unequal} unequal, ${unsupported} unsupported`,
  ];
  for (const module of new Set(outcomes.map((o) => o.module))) {
    const own = outcomes.filter((o) => o.module === module);
    const marks = own.map((o) => `${o.outcome === 'equal' ? '✓' : o.outcome === 'unequal' ? '✗' : '?'} ${o.name}`);
    rows.push(`  ${module.padEnd(14)} ${marks.join('  ')}`);
  }
  for (const [cause, n] of causes(outcomes)) rows.push(`  unsupported ×${n}: ${cause}`);
  for (const { module, name, cause, difference } of outcomes.filter((o) => o.outcome === 'unequal')) {
    rows.push('', `${module}.${name}`);
    const { source, expected, observed, divergence } = difference!;
    const names = { expectedName: `CPython ${target.build}`, observedName: 'model' };
    if (observed === undefined || divergence === undefined) rows.push(`  ${cause}`);
    else rows.push(renderDivergence(expected, observed, divergence, { source, level: 'exact', ...names }));
  }
  return rows;
}

/** What the model lacks, the most frequent first. */
function causes(outcomes: readonly LibraryOutcome[]): [cause: string, n: number][] {
  const found = new Map<string, number>();
  for (const { outcome, cause } of outcomes)
    if (outcome === 'unsupported' && cause !== undefined) found.set(cause, (found.get(cause) ?? 0) + 1);
  return [...found].sort(([, a], [, b]) => b - a);
}

function document(judged: readonly TargetOutcomes[]) {
  return {
    steplaw: SCHEMA_VERSION,
    command: 'conform',
    library: judged.map(({ target, outcomes }) => ({
      python: { version: target.version, build: target.build },
      runtime: target.runtime,
      calls: outcomes.length,
      equal: count(outcomes, 'equal'),
      unequal: count(outcomes, 'unequal'),
      unsupported: count(outcomes, 'unsupported'),
      causes: causes(outcomes).map(([cause, n]) => ({ cause, count: n })),
      outcomes: outcomes.map(({ module, name, outcome, events, cause, difference }) => ({
        module,
        name,
        outcome,
        events,
        ...(cause === undefined ? {} : { cause }),
        ...(difference?.divergence === undefined ? {} : { difference: difference.divergence }),
      })),
    })),
  };
}
