import { describe, expect, it } from 'vitest';
import { schedulerOf } from '../../../model/threads/schedule.ts';
import { parseSchedule, printSchedule } from '../../../model/threads/schedule-text.ts';

const all = (): readonly number[] => [0, 1, 2];

describe('schedulerOf', () => {
  it('follows the choices, and lets the running thread go on between them', () => {
    const { pick } = schedulerOf({ granularity: 'line', choices: [{ at: 2, thread: 1 }] });
    expect([0, 1, 2, 3].map((at) => pick(at, 0, all))).toEqual([0, 0, 1, 0]);
  });

  it('takes the lowest that can run where the running thread cannot go on', () => {
    const { pick } = schedulerOf({ granularity: 'line', choices: [] });
    expect(pick(0, null, () => [1, 2])).toBe(1);
  });

  it('passes over a choice of a thread that cannot run', () => {
    const { pick } = schedulerOf({ granularity: 'line', choices: [{ at: 0, thread: 2 }] });
    expect(pick(0, 0, () => [0, 1])).toBe(0);
    expect(pick(0, null, () => [1])).toBe(1);
  });

  it('draws the same from the same seed, and every thread at some point', () => {
    const draw = (seed: number): number[] => {
      const { pick } = schedulerOf({ granularity: 'line', seed, every: 2 });
      return Array.from({ length: 200 }, (_, at) => pick(at, 0, all));
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    expect(new Set(draw(7))).toEqual(new Set([0, 1, 2]));
  });
});

describe('schedules in a line of text', () => {
  it('come back from their text', () => {
    const schedule = {
      granularity: 'switch-points',
      choices: [
        { at: 3, thread: 1 },
        { at: 9, thread: 0 },
      ],
    } as const;
    expect(printSchedule(schedule)).toBe('switch-points:3=1,9=0');
    expect(parseSchedule(printSchedule(schedule))).toEqual(schedule);
    expect(parseSchedule('line:')).toEqual({ granularity: 'line', choices: [] });
    expect(parseSchedule('lines:3=1')).toBeUndefined();
    expect(parseSchedule('line:3')).toBeUndefined();
  });
});
