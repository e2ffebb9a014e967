import { afterAll, describe, expect, it } from 'vitest';
import { lift } from '../../../model/lift/lift.ts';
import { run } from '../../../model/run.ts';
import { compareTraces } from '../../../src/differential/compare.ts';
import { buildFacts } from '../../../src/differential/model-engine.ts';
import { EMBEDDED_BUILDS, embeddedBuild } from '../../../src/lanes/builds.ts';
import type { Lane } from '../../../src/lanes/lane.ts';
import { openWorkerLane } from '../../../src/lanes/worker-lane.ts';

const OPTIONS = { level: 'exact', fuel: 60_000 } as const;
const lanes: Lane[] = [];
afterAll(async () => {
  for (const lane of lanes) await lane.close();
});

const PROGRAMS = [
  `def down(n): return down(n + 1)
try: down(0)
except RecursionError: pass
`,
  `def generated(n): yield from generated(n + 1)
try: next(generated(0))
except RecursionError: pass
`,
  `import sys
def down(n):
  try: return down(n + 1)
  except RecursionError: return n
sys.setrecursionlimit(1200)
print(down(1))
sys.setrecursionlimit(1050)
print(down(1))
try: sys.setrecursionlimit(0)
except ValueError as e: print(e)
`,
];

describe.each(EMBEDDED_BUILDS.filter((b) => embeddedBuild(b.version) === b))('CPython $build', ({ release }) => {
  it('raises a RecursionError where what is entered without C code would have raised', async () => {
    const lane = await openWorkerLane(release);
    lanes.push(lane);
    for (const source of PROGRAMS) {
      const [expected] = await lane.record([{ source }], OPTIONS);
      const code = lift((await lane.compile(source)).code!, lane.version);
      const model = run(code, { ...OPTIONS, build: buildFacts(lane.build) });
      expect(expected!.events.some(({ event }) => event === 'RAISE')).toBe(true);
      expect(compareTraces(expected!, model, 'exact')).toBeUndefined();
    }
  });
});
