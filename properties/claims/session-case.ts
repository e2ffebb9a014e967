/**
 * Sessions that claims are settled by: a program, a script, a strategy, held against the oracle.
 * @module
 */
import { parseScript, type Script } from '../../machines/index.ts';
import type { Schedule } from '../../model/index.ts';
import { explain, firstDifference } from '../explain.ts';
import { stopsByTrace } from '../oracle/by-trace.ts';
import { POLICIES } from '../policies.ts';
import type { SessionSpec, Transcript } from '../session.ts';
import type { Recording, StrategyRun } from '../strategy-run.ts';
import type { EvidenceRow, SessionCase } from './claim.ts';
import type { Bench, Laboratory, Stepper } from './laboratory.ts';
import { timelineOf } from './timeline.ts';

/** Sessions that cost something: a step over the work, a step out of it, breakpoints that are hit now and then to the end. */
export const HEAVY: readonly { readonly program: string; readonly script: string }[] = [
  { program: 'hot-loop', script: 'break loop; break 5; continue; over; over; over; over; into; out; continue *' },
  { program: 'deep-recursion', script: 'break down; continue; clear 1; over; over; over; over; continue *' },
  {
    program: 'exception-heavy',
    script: 'break stepped; break 20 ignore 3; continue; over; over; over; over; out; continue *',
  },
  {
    program: 'generator-heavy',
    script: 'break doubled; break 19 ignore 9; continue; over; over; over; out; over; continue *',
  },
];

/** A session that was run. */
export interface Ran {
  readonly bench: Bench;
  /** As commands take it. */
  readonly path: string;
  readonly source: string;
  readonly script: string;
  readonly schedule?: Schedule;
  readonly stepper: Stepper;
  readonly run: Recording;
  readonly done: StrategyRun;
  readonly expected: Transcript;
  readonly difference: 'spurious' | 'lost' | 'other' | null;
}

/** A script that is known to be well-formed. @throws Error otherwise */
export function scriptFrom(text: string): Script {
  const parsed = parseScript(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`);
  return parsed.script;
}

/** The stepper of that id. @throws Error if there is none */
export function stepperOf(laboratory: Laboratory, id: string): Stepper {
  const found = laboratory.steppers.find((s) => s.id === id);
  if (found === undefined) throw new Error(`no strategy ${id}`);
  return found;
}

/** Expressions that a script's breakpoints ask for. */
function conditionsOf(script: Script): readonly string[] {
  return script.flatMap(({ command }) =>
    command.kind === 'break' && command.condition !== undefined ? [command.condition] : [],
  );
}

/** Whether a CPython offers what a strategy needs; proposed profiles are replayed on recordings of any version. */
export function offers(bench: Bench, stepper: Stepper): boolean {
  return stepper.profile !== '3.15' || bench.version === '3.15';
}

/** Runs a session on a program of the corpus. */
export function runSession(
  laboratory: Laboratory,
  bench: Bench,
  program: string,
  script: string,
  stepper: Stepper,
): Ran {
  return runOn(bench, laboratory.path(program), laboratory.program(program), script, stepper);
}

/** A session on a run under a schedule. */
export function runScheduled(
  laboratory: Laboratory,
  bench: Bench,
  program: string,
  script: string,
  stepper: Stepper,
  { run, schedule }: { readonly run: Recording; readonly schedule: Schedule },
): Ran {
  const spec: SessionSpec = { script: scriptFrom(script), policy: POLICIES.strict };
  const done = stepper.runner(run, spec, true);
  const expected = stopsByTrace(run.trace, spec);
  const difference = firstDifference(expected, done.transcript)?.kind ?? null;
  const subject = { path: laboratory.path(program), source: laboratory.program(program), script, schedule };
  return { bench, ...subject, stepper, run, done, expected, difference };
}

/** A session on a program that is no file, as a case. */
export function caseOfSubject(
  bench: Bench,
  source: string,
  script: string,
  stepper: Stepper,
  title: string,
  side: SessionCase['side'],
): SessionCase {
  return caseOf(runOn(bench, 'program.py', source, script, stepper), title, side);
}

function runOn(bench: Bench, path: string, source: string, script: string, stepper: Stepper): Ran {
  const parsed = scriptFrom(script);
  const run = bench.record(source, conditionsOf(parsed));
  const spec: SessionSpec = { script: parsed, policy: POLICIES.strict };
  const done = stepper.runner(run, spec, true);
  const expected = stopsByTrace(run.trace, spec);
  const difference = firstDifference(expected, done.transcript)?.kind ?? null;
  return { bench, path, source, script, stepper, run, done, expected, difference };
}

/** What a session cost, as a row. */
export function sessionRow(ran: Ran, more: EvidenceRow['counts'] = {}): EvidenceRow {
  const { cost, transcript } = ran.done;
  return {
    subject: ran.stepper.id,
    python: ran.bench.build,
    counts: {
      stops: transcript.stops.length,
      difference: ran.difference ?? 'none',
      events: cost.events,
      checks: cost.checks,
      'set writes': cost.writes,
      're-instrumented': cost.reinstrumented,
      'frame look-ups': cost.lookups,
      ...more,
    },
  };
}

/** A session as a case: its story, and its picture around the first difference. */
export function caseOf(ran: Ran, title: string, side: SessionCase['side']): SessionCase {
  const { run, done, expected } = ran;
  const difference = firstDifference(expected, done.transcript);
  const stops = done.transcript.stops;
  const before = difference === null ? 0 : Math.max(0, difference.at - 1);
  const from = stops[before]?.event ?? 0;
  const last = Math.max(difference?.expected?.event ?? 0, difference?.observed?.event ?? 0);
  const to = difference === null ? run.events.length : last + 2;
  const story =
    difference === null
      ? [`strategy ${ran.stepper.id} stops where it must, ${stops.length} times`]
      : explain(run, done, difference, `strategy ${ran.stepper.id}`);
  return {
    kind: 'session',
    title,
    side,
    program: ran.path,
    source: ran.source,
    script: ran.script,
    ...(ran.schedule === undefined ? {} : { schedule: ran.schedule }),
    strategy: ran.stepper.id,
    python: ran.bench.build,
    release: ran.bench.release,
    difference: ran.difference,
    expected: expected.stops,
    observed: stops,
    cost: { ...done.cost },
    story,
    timeline: timelineOf(run, done, expected.stops, { from, to }),
  };
}
