import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { toolsFor, toolsShapeArbitrary } from '../../../properties/arbitraries/random-tools.ts';
import { EMBEDDED_BUILDS } from '../../../src/lanes/builds.ts';
import type { PyodideLane } from '../../../src/lanes/pyodide-lane.ts';
import { embedded } from '../../lanes.ts';

const SOURCE =
  'def f(n):\n    for i in range(n): yield len("a")\nclass C:\n    def m(self): return list(f(2))\ntry:\n    C().m()[9]\nexcept IndexError: pass\n';

describe.each(EMBEDDED_BUILDS)('toolsFor, CPython $build', ({ release, version }) => {
  let lane: PyodideLane;
  beforeAll(async () => {
    lane = await embedded(release);
  });

  it('makes tools that this version accepts, and the same twice, seed 1', () => {
    const qualnames = ['<module>', 'f', 'C', 'C.m'];
    const shapes = fc.sample(toolsShapeArbitrary(), { seed: 1, numRuns: 200 });
    const programs = shapes.map((shape) => ({ source: SOURCE, tools: toolsFor(shape, version, qualnames) }));
    const record = () => lane.record(programs, { level: 'semantic', fuel: 5000 });
    const traces = record();
    // A tool that acts may raise, or take an id that is taken: only those that do not act leave the program as it is.
    const watching = traces.filter((_, i) => programs[i]!.tools.tools.every((tool) => tool.acts === undefined));
    expect(watching.length).toBeGreaterThan(20);
    expect(watching.map((t) => t.exception)).toEqual(watching.map(() => undefined));
    expect(traces.filter((t) => t.events.length > 0).length).toBeGreaterThan(100);
    expect(new Set(traces.flatMap((t) => t.events.map((e) => e.event))).size).toBeGreaterThan(11);
    expect(record()).toEqual(traces);
  });
});
