import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { answersDisable } from '../../../model/monitoring/random-tool.ts';
import type { ToolId } from '../../../model/monitoring/tool.ts';
import { embeddedBuild } from '../../../src/lanes/builds.ts';
import { loadEmbedded } from '../../../src/lanes/load-pyodide.ts';

describe('answersDisable', () => {
  let python: (seed: number, tool: number, ordinal: number, disable: number) => boolean;
  beforeAll(async () => {
    const { pyodide } = await loadEmbedded(embeddedBuild('3.13')!);
    pyodide.runPython("import sys\nanswers_disable = sys.modules['steplaw_lane.random_tool'].answers_disable");
    python = pyodide.globals.get('answers_disable') as typeof python;
  });

  it('gives the same answers as the recorder of the lanes, seed 1', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(5), fc.nat(100_000), fc.nat(256), (seed, tool, ordinal, disable) => {
        expect(answersDisable(seed, tool as ToolId, ordinal, disable)).toBe(python(seed, tool, ordinal, disable));
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  it('disables as often as it is asked to', () => {
    for (const disable of [0, 64, 128, 256]) {
      let count = 0;
      for (let ordinal = 0; ordinal < 10_000; ordinal++) if (answersDisable(99, 2, ordinal, disable)) count++;
      expect(Math.abs(count / 10_000 - disable / 256)).toBeLessThan(0.02);
    }
  });
});
