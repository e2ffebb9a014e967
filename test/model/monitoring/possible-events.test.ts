import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CodeObject } from '../../../model/code/code-object.ts';
import { print } from '../../../model/index.ts';
import { lift } from '../../../model/lift/lift.ts';
import { possibleEvents } from '../../../model/monitoring/possible-events.ts';
import type { TraceEvent } from '../../../model/trace.ts';
import { allCode } from '../../../model/vm/loaded-code.ts';
import { programArbitrary } from '../../../properties/index.ts';
import { EMBEDDED_BUILDS, embeddedBuild } from '../../../src/lanes/builds.ts';
import { embedded } from '../../lanes.ts';

const PROGRAMS = Number(process.env['STEPLAW_RUNS'] ?? 60);
const NEWEST = EMBEDDED_BUILDS.filter((b) => embeddedBuild(b.version) === b);

/** `event@offset`, and for a jump or branch where to. */
function place({ event, offset, dest }: Pick<TraceEvent, 'event' | 'offset' | 'dest'>): string {
  return `${event}@${offset}${dest === undefined ? '' : `→${dest}`}`;
}

/** Code objects of one name are taken together: an event names its code by that alone. */
function possiblePlaces(module: CodeObject): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const code of allCode(module)) {
    const places = found.get(code.qualname) ?? new Set();
    found.set(code.qualname, places);
    for (const { event, offsets, dests } of possibleEvents(code).flat())
      for (const offset of offsets)
        for (const dest of dests ?? [undefined])
          places.add(place({ event, offset, ...(dest === undefined ? {} : { dest }) }));
  }
  return found;
}

describe.each(NEWEST)('possible events, CPython $build', ({ release, version }) => {
  it('are all that real runs tell', async () => {
    const lane = await embedded(release);
    const sources = fc
      .sample(programArbitrary(), { seed: 11, numRuns: PROGRAMS })
      .map(({ module }) => print(module).source);
    const traces = lane.record(
      sources.map((source) => ({ source })),
      { level: 'exact', fuel: 3000 },
    );
    const impossible = new Map<string, string>();
    let told = 0;
    for (const [i, source] of sources.entries()) {
      const compiled = lane.compile(source);
      if (compiled.error !== undefined) throw new Error(compiled.error.message);
      const module = lift(compiled.code, version);
      const places = possiblePlaces(module);
      for (const event of traces[i]!.events) {
        told++;
        if (places.get(event.code)?.has(place(event)) === true) continue;
        const ops = allCode(module)
          .filter((code) => code.qualname === event.code)
          .map((code) => code.instructions.find((x) => x.offset <= event.offset! && event.offset! < x.offset + x.size));
        const heard = ops.map((x) => (x === undefined ? 'nothing' : `${x.op} ${x.arg}`)).join(' or ');
        impossible.set(`${event.event} at ${heard}`, `${place(event)} of ${event.code}, program ${i}`);
      }
    }
    expect(Object.fromEntries(impossible)).toEqual({});
    expect(told).toBeGreaterThan(100 * PROGRAMS);
    lane.close();
  });
});
