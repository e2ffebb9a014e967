/**
 * A tool that measures branch coverage, and stops listening to what it has seen (claim C3).
 * @module
 */
import type { CodeObject, EventName, Tool, ToolEvent, ToolId, ToolStep } from '../../model/index.ts';
import { instructionAt } from '../code-facts.ts';

/** When a branch is answered with DISABLE: never, once both directions were seen, or at each direction's first event. */
export type CoverageWay = 'never' | 'both-seen' | 'each';
export const COVERAGE_WAYS: readonly CoverageWay[] = ['never', 'both-seen', 'each'];

/** A direction of a branch that was taken. */
export interface CoveredBranch {
  readonly code: CodeObject;
  readonly offset: number;
  readonly direction: 'left' | 'right';
}

export interface CoverageState {
  readonly covered: readonly CoveredBranch[];
}

/** BRANCH tells its destination; the next instruction is left. */
function directionOf(event: ToolEvent): 'left' | 'right' {
  if (event.event === 'BRANCH_LEFT') return 'left';
  if (event.event === 'BRANCH_RIGHT') return 'right';
  const branch = instructionAt(event.code, event.offset);
  return branch !== undefined && event.dest === branch.offset + branch.size ? 'left' : 'right';
}

/** Makes the tool. */
export function branchCoverage(way: CoverageWay, tool: ToolId = 1): Tool<CoverageState> {
  const events: readonly EventName[] = ['BRANCH', 'BRANCH_LEFT', 'BRANCH_RIGHT'];
  return {
    name: `branch-coverage ${way}`,
    id: tool,
    callbacks: events,
    start: () => ({ state: { covered: [] }, calls: [{ call: 'set_events', tool, events }] }),
    callback(state: CoverageState, event: ToolEvent): ToolStep<CoverageState> {
      const direction = directionOf(event);
      const seen = (d: 'left' | 'right') =>
        state.covered.some((c) => c.code === event.code && c.offset === event.offset && c.direction === d);
      const next = seen(direction)
        ? state
        : { covered: [...state.covered, { code: event.code, offset: event.offset, direction }] };
      const other = direction === 'left' ? 'right' : 'left';
      const done = way === 'each' || (way === 'both-seen' && seen(other));
      return done ? { state: next, result: 'DISABLE' } : { state: next };
    },
  };
}
