/**
 * Costs of sessions, a stop.
 * @module
 */
import type { Cost } from '../../properties/index.ts';

/** Callbacks, checks, `set_…` calls, instructions re-instrumented, frames looked at. */
export interface StopCost {
  readonly eventsPerStop: number;
  readonly checksPerStop: number;
  readonly maskWritesPerStop: number;
  readonly reinstrumentedPerStop: number;
  readonly frameLookupsPerStop: number;
}

/** Sums as costs per stop. */
export function costPerStop(stops: number, cost: Readonly<Cost>): StopCost {
  const per = (n: number): number => (stops === 0 ? 0 : n / stops);
  return {
    eventsPerStop: per(cost.events),
    checksPerStop: per(cost.checks),
    maskWritesPerStop: per(cost.writes),
    reinstrumentedPerStop: per(cost.reinstrumented),
    frameLookupsPerStop: per(cost.lookups),
  };
}
