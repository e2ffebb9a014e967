/**
 * Schedules: which thread runs next, as data. A run is a function of the program and its schedule.
 * @module
 */

/**
 * Where threads may change: before every instruction of the program, before every LINE, or before the instruction that follows CPython's own check for a
 * waiting thread (`eval_breaker`: a RESUME, a backward jump, the end of a call of C code). Where the running thread blocks or ends is a switch point under
 * each of them.
 */
export type Granularity = 'instruction' | 'line' | 'switch-points';

export const GRANULARITIES: readonly Granularity[] = ['instruction', 'line', 'switch-points'];

/** The tool id whose LINE and INSTRUCTION events are the switch points: what it asks for may change what other tools see, here as in CPython. */
export const SCHEDULER_TOOL = 5;

/** At the switch point with this ordinal (from 0) the thread goes on. A thread that cannot run is not chosen: the choice is void. */
export interface Choice {
  readonly at: number;
  readonly thread: number;
}

/**
 * Choices in ascending order of `at`. Between choices the running thread goes on; where it blocks or ends, the lowest that can run does.
 */
export interface Schedule {
  readonly granularity: Granularity;
  readonly choices: readonly Choice[];
}

/** A schedule drawn from a seed as the run goes: at one switch point in `every`, another thread that can run. */
export interface RandomSchedule {
  readonly granularity: Granularity;
  readonly seed: number;
  /** Default {@link SWITCH_EVERY}. */
  readonly every?: number;
}

/** Switch points for each switch of a random schedule. */
export const SWITCH_EVERY = 8;

/** What a machine asks at a switch point. */
export interface Scheduler {
  readonly granularity: Granularity;
  /**
   * The thread that goes on at switch point `at`, one of those that can run, which are in ascending order and at least one; `running` is null where
   * the thread that ran is blocked or has ended.
   */
  pick(at: number, running: number | null, enabled: () => readonly number[]): number;
}

/** A scheduler that follows a schedule. */
export function schedulerOf(schedule: Schedule | RandomSchedule): Scheduler {
  return 'choices' in schedule ? given(schedule) : random(schedule);
}

function given({ granularity, choices }: Schedule): Scheduler {
  const byPoint = new Map(choices.map(({ at, thread }) => [at, thread]));
  return {
    granularity,
    pick: (at, running, enabled) => {
      const wanted = byPoint.get(at);
      if (wanted === undefined) return running ?? (enabled()[0] as number);
      const able = enabled();
      return able.includes(wanted) ? wanted : (running ?? (able[0] as number));
    },
  };
}

function random({ granularity, seed, every = SWITCH_EVERY }: RandomSchedule): Scheduler {
  return {
    granularity,
    pick: (at, running, enabled) => {
      const draw = mix(seed, at);
      if (running !== null && draw % every !== 0) return running;
      const able = enabled().filter((thread) => thread !== running);
      if (able.length === 0) return running as number;
      return able[mix(draw, at) % able.length] as number;
    },
  };
}

/** A number of 32 bits that looks random (the finaliser of MurmurHash3). */
function mix(a: number, b: number): number {
  let h = Math.imul(a, 0x9e3779b1) ^ Math.imul(b + 1, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
