/**
 * Every schedule of a program with few switches, and what steppers make of each.
 * @module
 */
import type { Granularity, Schedule } from '../../model/index.ts';
import { firstDifference } from '../explain.ts';
import { stopsByTrace } from '../oracle/by-trace.ts';
import { POLICIES } from '../policies.ts';
import type { Recording } from '../strategy-run.ts';
import type { Bench, Stepper } from './laboratory.ts';
import { scriptFrom } from './session-case.ts';

/** A run under a schedule. */
export interface ScheduledRecording {
  readonly run: Recording;
  readonly schedule: Schedule;
}

/**
 * All runs of a program with at most `most` switches, those with fewer first. A schedule's choices are walked from its last one on: what comes before is
 * another's.
 */
export function schedulesOf(
  bench: Bench,
  source: string,
  granularity: Granularity,
  most: number,
): readonly ScheduledRecording[] {
  const found: ScheduledRecording[] = [];
  let level: readonly Schedule[] = [{ granularity, choices: [] }];
  for (let switches = 0; switches <= most; switches++) {
    const next: Schedule[] = [];
    for (const schedule of level) {
      const ran = bench.recordThreads(source, schedule);
      // A choice that could not be followed is another schedule's run.
      if (ran === null || ran.schedule.choices.length !== schedule.choices.length) continue;
      found.push({ run: ran.run, schedule });
      const from = (schedule.choices.at(-1)?.at ?? -1) + 1;
      for (let at = from; at < ran.switchPoints; at++)
        for (let thread = 0; thread < ran.threads; thread++)
          next.push({ granularity, choices: [...schedule.choices, { at, thread }] });
    }
    level = next;
  }
  return found;
}

/** What a stepper does wrong first under a schedule. */
export interface ScheduledFailure extends ScheduledRecording {
  readonly kind: 'spurious' | 'lost' | 'other';
}

/** The schedules under which a session's stops are not the oracle's. */
export function failuresOf(
  runs: readonly ScheduledRecording[],
  script: string,
  stepper: Stepper,
): readonly ScheduledFailure[] {
  const spec = { script: scriptFrom(script), policy: POLICIES.strict };
  return runs.flatMap((one) => {
    const { transcript } = stepper.runner(one.run, spec, false);
    const difference = firstDifference(stopsByTrace(one.run.trace, spec), transcript);
    return difference === null ? [] : [{ ...one, kind: difference.kind }];
  });
}
