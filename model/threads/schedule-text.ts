/**
 * Schedules in a line of text: `line:3=1,9=0` is granularity, and at which switch point which thread goes on.
 * @module
 */
import { GRANULARITIES, type Schedule } from './schedule.ts';

export function printSchedule({ granularity, choices }: Schedule): string {
  return `${granularity}:${choices.map(({ at, thread }) => `${at}=${thread}`).join(',')}`;
}

/** The schedule, or undefined where the text is none. */
export function parseSchedule(text: string): Schedule | undefined {
  const match = /^([a-z-]+):((?:\d+=\d+(?:,\d+=\d+)*)?)$/.exec(text);
  const granularity = GRANULARITIES.find((known) => known === match?.[1]);
  if (match === null || granularity === undefined) return undefined;
  const choices = (match[2] ?? '')
    .split(',')
    .filter((choice) => choice !== '')
    .map((choice) => {
      const [at, thread] = choice.split('=').map(Number);
      return { at: at as number, thread: thread as number };
    });
  return { granularity, choices };
}
