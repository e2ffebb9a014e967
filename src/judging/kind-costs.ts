/**
 * What strategies cost by kind of program: one session each of those of `corpus/claims`, over the whole run.
 * @module
 */
import { HEAVY, runSession } from '../../properties/index.ts';
import { laboratoryOf } from '../claims/laboratory.ts';
import type { PyodideLane } from '../lanes/pyodide-lane.ts';
import { costPerStop, type StopCost } from './stop-cost.ts';

/** What one strategy's sessions cost in one kind of program. */
export interface KindCost {
  readonly strategy: string;
  readonly kind: string;
  readonly cost: StopCost;
}

/** The costs of these strategies on one CPython. */
export function kindCosts(lane: PyodideLane, strategies: readonly string[]): KindCost[] {
  const laboratory = laboratoryOf([lane]);
  const [bench] = laboratory.benches;
  return HEAVY.flatMap(({ program, script }) =>
    laboratory.steppers
      .filter(({ id }) => strategies.includes(id))
      .map((stepper): KindCost => {
        const { done } = runSession(laboratory, bench!, program, script, stepper);
        const kind = program.replaceAll('-', ' ');
        return { strategy: stepper.id, kind, cost: costPerStop(done.transcript.stops.length, done.cost) };
      }),
  );
}
