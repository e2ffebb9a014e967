/**
 * What a real tool was told of a program, as a case.
 * @module
 */
import type { ToolCase } from './claim.ts';
import type { Bench, Laboratory, MeasuredTool } from './laboratory.ts';

/** Runs the tools and keeps what each was told. */
export function toolCase(
  laboratory: Laboratory,
  bench: Bench,
  program: string,
  source: string,
  tools: readonly MeasuredTool[],
  title: string,
  side: ToolCase['side'],
): ToolCase {
  const ran = bench.measure(source, tools);
  return {
    kind: 'tool',
    title,
    side,
    program: laboratory.path(program),
    source,
    python: bench.build,
    release: bench.release,
    told: tools.map((tool, i) => ({
      tool: Object.values(tool).join(' '),
      counts:
        ran.refused === undefined ? { ...ran.tools[i]!.events, ...ran.tools[i]!.report } : { refused: ran.refused },
    })),
  };
}
