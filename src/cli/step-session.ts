/**
 * A program's sessions for `steplaw step`: recorded once, judged as often as a command is given.
 * @module
 */
import type { Script } from '../../machines/index.ts';
import type { RandomSchedule, Schedule } from '../../model/index.ts';
import {
  explain,
  firstDifference,
  POLICIES,
  policyOf,
  type Recording,
  type SessionSpec,
  type SessionStop,
  type StrategyRun,
  stopsByTrace,
  type Transcript,
} from '../../properties/index.ts';
import { type Judged, STEPPERS } from '../judging/subjects-under-law.ts';
import type { EmbeddedBuild } from '../lanes/builds.ts';
import type { FrameLook } from '../lanes/stepping-recording.ts';

/** The options of `steplaw step`. */
export interface StepOptions {
  readonly script?: string;
  readonly strategy?: string;
  readonly policy: string;
  readonly python: EmbeddedBuild;
  readonly fuel: number;
  readonly schedule?: Schedule | RandomSchedule;
  readonly json?: true;
  readonly out?: string;
}

/** A run that is stepped through. */
export interface Recorded {
  readonly run: Recording;
  readonly cut: boolean;
  /** Every thread that has not ended waits for ever. */
  readonly deadlock: boolean;
  readonly schedule?: Schedule;
}

/** A program ready to be stepped through as often as one likes. */
export interface Ready {
  readonly file: string;
  readonly lines: readonly string[];
  readonly options: StepOptions;
  readonly build: string;
  /** Records the program; conditions are evaluated in the run. */
  record(conditions: readonly string[]): Recorded;
  /** The frames at an event of the recording, the running one first; null where only the model runs the program. */
  look(event: number): readonly FrameLook[] | null;
}

/** One session of it. */
export interface Session {
  readonly transcript: Transcript;
  readonly judged?: Judged;
  readonly cut: boolean;
  /** A strategy's first departure from the reference stepper, told as a story. */
  readonly difference: readonly string[] | null;
}

function conditionsOf(script: Script): readonly string[] {
  const found = script.flatMap((e) =>
    (e.command.kind === 'break' || e.command.kind === 'condition') && e.command.condition !== undefined
      ? [e.command.condition]
      : [],
  );
  return [...new Set(found)];
}

/** Runs a script, with the strategy that was asked for or the reference stepper. */
export function runSession(ready: Ready, script: Script): Session {
  const { options } = ready;
  const { run, cut, deadlock } = ready.record(conditionsOf(script));
  const ended = (transcript: Transcript): Transcript =>
    deadlock && transcript.end === 'program-end' ? { ...transcript, end: 'deadlock' } : transcript;
  const policy = policyOf(options.policy)!;
  if (options.strategy === undefined) {
    const spec: SessionSpec = { script, policy, backward: true };
    return { transcript: ended(stopsByTrace(run.trace, spec)), cut, difference: null };
  }
  const judged = STEPPERS.find((j) => j.id === options.strategy)!;
  const spec: SessionSpec = { script, policy: POLICIES.strict };
  const done: StrategyRun = judged.runner(run, spec, true);
  const difference = firstDifference(stopsByTrace(run.trace, spec), done.transcript);
  const story = difference === null ? null : explain(run, done, difference, `strategy ${judged.id}`);
  return { transcript: ended(done.transcript), judged, cut, difference: story };
}

/** A stop in one line. */
export function renderStop(stop: SessionStop, ready: Ready): string {
  const place = `${ready.file}:${stop.line}`;
  const value = stop.value === undefined ? '' : `   ← ${stop.value}`;
  const exception = stop.exception === undefined ? '' : `   ! ${stop.exception}`;
  const ids = stop.breakpoints.length === 0 ? '' : ` ${stop.breakpoints.join(',')}`;
  const source = ready.lines[stop.line - 1]?.trim() ?? '';
  const indent = '  '.repeat(Math.max(0, stop.depth - 1));
  const thread = ready.options.schedule === undefined ? '' : `thread ${stop.thread}  `;
  return `${thread}${(stop.reasons.join('+') + ids).padEnd(14)} ${place.padEnd(18)} ${indent}${stop.code}${value}${exception}    ${source}`;
}

/** How the program ended. */
export function renderEnd(session: Session): string[] {
  const { transcript, cut } = session;
  const unused = transcript.unusedCommands.length === 0 ? '' : `; not used: ${transcript.unusedCommands.join('; ')}`;
  return [`${cut ? 'cut off: the program has more events than --fuel allows' : transcript.end}${unused}`];
}
