/**
 * A CPython's trace of a program, under the schedule that the model followed.
 * @module
 */
import type { Schedule, Trace } from '../../model/index.ts';
import type { Lane } from '../lanes/lane.ts';
import { NativeLane } from '../lanes/native-lane.ts';
import type { Program, RecordOptions } from '../lanes/recording.ts';
import { EXIT, Failure } from './failure.ts';

/** @throws Failure where the CPython has no threads, or one of them came to no switch point. */
export async function followSchedule(
  lane: Lane,
  program: Program,
  schedule: Schedule | undefined,
  limits: RecordOptions,
): Promise<Trace | undefined> {
  if (schedule === undefined) return (await lane.record([program], limits))[0];
  if (!(lane instanceof NativeLane))
    throw new Failure('Embedded CPythons have no threads: --native PATH names one that has.', EXIT.notJudged);
  const [run] = await lane.recordScheduled([{ ...program, schedule }], limits);
  if (run?.missed === true)
    throw new Failure('A thread came to no switch point for 5 s: inconclusive.', EXIT.notJudged);
  return run?.trace;
}
