/**
 * A recording from the model itself, with threads under a schedule: what the model's own recorder tool heard.
 * @module
 */
import { recordedEvents, recorder, STEPPING_EVENTS } from '../machines/index.ts';
import { type CodeObject, type PreparedModules, type ProgramSetting, runTools, type Schedule } from '../model/index.ts';
import { type Recording, recording } from './strategy-run.ts';

const RECORDER = 4;

export interface ScheduledRecordingOptions extends ProgramSetting {
  /** Library modules that the program finds imported. */
  readonly prepared?: PreparedModules;
  /** Events after which the run is cut off. */
  readonly fuel: number;
  /** Conditions with their code. */
  readonly conditions?: ReadonlyMap<string, CodeObject>;
  readonly source?: string;
}

export interface ScheduledRun {
  readonly run: Recording;
  readonly complete: boolean;
  readonly deadlock: boolean;
  readonly switchPoints: number;
  /** Gives the same run. */
  readonly schedule: Schedule | null;
}

/** Runs a program in the model and records what steppers are judged by. Throws as the model does. */
export function recordScheduled(module: CodeObject, options: ScheduledRecordingOptions): ScheduledRun {
  const { schedule, source, conditions } = options;
  const tool = recorder(RECORDER, [...(conditions?.keys() ?? [])], STEPPING_EVENTS);
  const ran = runTools(module, { ...options, tools: [tool] });
  const events = recordedEvents(ran.state(tool));
  return {
    run: recording(events, module, ran.exception?.type, source),
    complete: ran.complete,
    deadlock: ran.deadlock,
    switchPoints: ran.switchPoints,
    schedule: schedule === undefined ? null : { granularity: schedule.granularity, choices: ran.choices },
  };
}
