import { describe, expect, it } from 'vitest';
import type { RandomTools } from '../../../../model/index.ts';
import { lift } from '../../../../model/lift/lift.ts';
import { run } from '../../../../model/run.ts';
import { compareTraces } from '../../../../src/differential/compare.ts';
import { buildFacts } from '../../../../src/differential/model-engine.ts';
import { EMBEDDED_BUILDS, embeddedBuild } from '../../../../src/lanes/builds.ts';
import { embedded } from '../../../lanes.ts';
import { PROGRAMS } from './specialised-programs.ts';

const NEWEST = EMBEDDED_BUILDS.filter((b) => embeddedBuild(b.version) === b);
const CALLS = ['CALL', 'C_RETURN', 'C_RAISE'] as const;

/** Tools under which some instructions stay bare long enough to be specialised. */
const TOOLS: readonly RandomTools['tools'][number][] = [
  { id: 0, events: ['RAISE', 'PY_UNWIND'], local: [], disable: 0, disableOn: [] },
  { id: 0, events: CALLS, local: [], disable: 0, disableOn: [] },
  { id: 0, events: [...CALLS, 'RAISE'], local: [], disable: 150, disableOn: ['CALL'] },
  { id: 0, events: ['LINE'], local: [], disable: 0, disableOn: [] },
  {
    id: 0,
    events: [...CALLS, 'LINE', 'RAISE', 'INSTRUCTION'],
    local: [],
    disable: 100,
    disableOn: ['LINE', 'INSTRUCTION', 'CALL'],
  },
];

describe.each(NEWEST)('specialised instructions, CPython $build', ({ release }) => {
  it('tell what real ones tell', async () => {
    const lane = await embedded(release);
    const options = { level: 'exact', fuel: 20_000 } as const;
    const build = buildFacts(lane.build);
    const different: Record<string, unknown> = {};
    let told = 0;
    for (const [name, source] of Object.entries(PROGRAMS)) {
      const code = lift(lane.compile(source).code!, lane.version);
      for (const [i, tool] of TOOLS.entries()) {
        const tools = { seed: 5, tools: [tool] };
        const [expected] = lane.record([{ source, tools }], options);
        const difference = compareTraces(expected!, run(code, { ...options, tools, build }), 'exact');
        told += expected!.events.length;
        if (difference !== undefined) different[`${name}, tools ${i}`] = difference;
      }
    }
    expect(different).toEqual({});
    expect(told).toBeGreaterThan(5000);
    lane.close();
  });
});
