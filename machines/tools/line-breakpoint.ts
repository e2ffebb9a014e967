/**
 * A tool that does nothing but stop at one line, in three ways: LINE on the code object, LINE with DISABLE at the other line
 * starts, the proposed BREAKPOINT opcode (claims C14 and C15).
 * @module
 */
import type { Tool, ToolEvent, ToolId, ToolStep } from '../../model/index.ts';
import type { BreakpointSite } from '../breakpoint-places.ts';

export type BreakpointWay = 'line' | 'line-disable' | 'opcode';
export const BREAKPOINT_WAYS: readonly BreakpointWay[] = ['line', 'line-disable', 'opcode'];

export interface LineBreakpointState {
  readonly hits: number;
}

/** Makes the tool for the sites of one line. */
export function lineBreakpoint(
  sites: readonly BreakpointSite[],
  way: BreakpointWay,
  tool: ToolId = 0,
): Tool<LineBreakpointState> {
  const codes = [...new Set(sites.map((s) => s.code))];
  return {
    name: `line-breakpoint ${way}`,
    id: tool,
    callbacks: ['LINE', 'PY_START', 'PY_RESUME', 'BREAKPOINT'],
    start: () => ({
      state: { hits: 0 },
      calls:
        way === 'opcode'
          ? sites.map((s) => ({ call: 'set_breakpoint', tool, code: s.code, offset: s.offset, line: true }) as const)
          : codes.map(
              (code) => ({ call: 'set_local_events', tool, code, events: ['LINE', 'PY_START', 'PY_RESUME'] }) as const,
            ),
    }),
    callback(state, event: ToolEvent, view): ToolStep<LineBreakpointState> {
      // LINE depends on PY_START and PY_RESUME, which are therefore never disabled.
      if (event.event === 'PY_START' || event.event === 'PY_RESUME') return { state };
      const here = sites.some((s) => s.code === event.code && s.offset === view.frame.lasti);
      if (here) return { state: { hits: state.hits + 1 }, stop: { reasons: ['breakpoint'], breakpoints: [1] } };
      return way === 'line-disable' ? { state, result: 'DISABLE' } : { state };
    },
  };
}
