import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { lift } from '../../../../model/lift/lift.ts';
import { run } from '../../../../model/run.ts';
import type { Trace } from '../../../../model/trace.ts';
import type { PyodideLane } from '../../../../src/lanes/pyodide-lane.ts';
import { embedded } from '../../../lanes.ts';

const FOLDER = new URL('./programs/', import.meta.url);
const PROGRAMS = readdirSync(FOLDER).filter((name) => name.endsWith('.py'));
const FUEL = 200_000;

const BUILD = { bits: 32, hashModulus: 2n ** 31n - 1n, stringHash: 'fnv', maxsize: 2 ** 31 - 1 } as const;

/** What two runs are compared by: what was printed, and the events, one a line. */
function shown(trace: Trace): object {
  const { exception } = trace;
  return {
    stdout: trace.stdout.split('\n'),
    exception: exception === undefined ? null : [exception.type, exception.message],
    events: trace.events.map((e) =>
      [e.event.replace(/_(LEFT|RIGHT)$/, ''), e.code, e.line, e.direction ?? null].join(' '),
    ),
  };
}

describe.each(['3.12', '3.13', '3.14', '3.15'])('builtin types of %s', (python) => {
  let lane: PyodideLane;
  beforeAll(async () => {
    lane = await embedded(python);
  });

  it.each(PROGRAMS)('%s prints what CPython prints, with the same events', (name) => {
    const source = readFileSync(new URL(name, FOLDER), 'utf8');
    const compiled = lane.compile(source);
    if (compiled.error !== undefined) throw new Error(compiled.error.message);
    const [expected] = lane.record([{ source }], { level: 'semantic', fuel: FUEL });
    const build = { name: lane.build, ...BUILD };
    const actual = run(lift(compiled.code, lane.version), { build, level: 'semantic', fuel: FUEL });
    expect(shown(actual)).toEqual(shown(expected as Trace));
  });
});
